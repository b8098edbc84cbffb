"""Who asks. An operation takes its actor as an argument; it is never a global."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.core.errors import WRONG_ROLE, Refusal


@dataclass(frozen=True)
class Heads:
    """How far some policies had come when a phone asked: each one's revision, in this epoch."""

    epoch: str
    revs: dict[str, int]


@dataclass(frozen=True)
class Member:
    """A phone of a family: its device and the policies it is bound to (id of the binding each)."""

    device_id: str
    bindings: dict[str, str]
    last_contact_at: datetime
    heads: Heads

    def sees(self, policy_id: str) -> bool:
        """Whether this phone is bound to the policy; all access starts from here."""
        return policy_id in self.bindings


class Role(StrEnum):
    """What somebody of the service does in the console."""

    SUPPORT = "support"  # answers the hotline
    ASSESSOR = "assessor"  # assesses claims
    DOCTOR = "doctor"  # a doctor of a hospital
    FINANCE = "finance"  # pays out and reconciles
    ADMIN = "admin"  # looks after accounts and the audit trail


@dataclass(frozen=True)
class StaffActor:
    """Somebody of the service at a desk."""

    id: str
    name: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether this is a person of one of these roles."""
        return not self.roles.isdisjoint(roles)

    def must_have(self, *roles: Role) -> None:
        """Raises Refusal(wrong_role) for a person of none of these roles."""
        if not self.has(*roles):
            raise Refusal(WRONG_ROLE)


# Who acts where no person signed in: the jobs, and whoever has a shell on the server.
SYSTEM = StaffActor("system", "系统", frozenset())
COMMAND_LINE = StaffActor("command-line", "命令行", frozenset())
