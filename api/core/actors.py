"""Who asks. An operation takes its actor as an argument; it is never a global."""

from dataclasses import dataclass
from datetime import datetime


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
