"""The phones of one policy: one more of them, their names, and a word to all."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.errors import Refusal
from api.core.ids import new_id
from api.devices.models import Binding
from api.devices.problems import PHONE_GONE
from api.notifications.operations import add_inbox


def add_binding(
    session: Session, device_id: str, policy_id: str, name: str, now: datetime
) -> Binding:
    """Ties a device to a policy; the database refuses a second live binding."""
    binding = Binding(
        id=new_id(), device_id=device_id, policy_id=policy_id, name=name, bound_at=now
    )
    session.add(binding)
    session.flush()
    return binding


def rename_phone(
    session: Session, member: Member, policy_id: str, binding_id: str, name: str
) -> None:
    """Gives a phone of a card another name; any phone of the family may.

    Raises Refusal(phone_gone).
    """
    binding = session.get(Binding, binding_id)
    if binding is None or binding.ended_at or binding.policy_id != policy_id:
        raise Refusal(PHONE_GONE)
    if not member.sees(policy_id):
        raise Refusal(PHONE_GONE)
    binding.name = name
    session.flush()


def tell_family(
    session: Session,
    policy_id: str,
    template: str,
    params: dict[str, str],
    now: datetime,
    caused_by: str | None = None,
) -> None:
    """A line in the inbox of every phone of a policy but the one that caused it."""
    add_inbox(session, policy_id, template, params, now, caused_by)
