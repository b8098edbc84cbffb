"""What a family hears of its bills: lines in the inbox; text messages and mails without anything
medical, a name or a hospital."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.core.money import yuan
from api.devices.family import tell_family
from api.notifications.operations import queue_mail, queue_sms
from api.payments.models import Bill
from api.policies.models import Policy


def tell_of_bill(
    session: Session,
    bill: Bill,
    template: str,
    now: datetime,
    **params: str,
) -> None:
    """A line about a bill in the inbox of all of the policy's phones."""
    said = {
        "bill_id": bill.id,
        "number": bill.number,
        "hospital": bill.hospital,
        "amount": yuan(bill.money.due_fen),
        "due_on": bill.due_on.isoformat(),
        **params,
    }
    tell_family(session, bill.policy_id, template, said, now)


def text_of_bill(session: Session, bill: Bill, template: str, key: str, now: datetime) -> None:
    """A text message and a mail about a bill to the policyholder; once a key."""
    params = {"amount": yuan(bill.money.owed_fen), "due_on": f"{bill.due_on:%m-%d}"}
    _send(session, bill.policy_id, template, params, f"{template}:{bill.id}:{key}", now)


def tell_of_card(session: Session, policy: Policy, template: str, now: datetime) -> None:
    """That a card turned grey or is good again: in the inbox, as a text message and by mail."""
    tell_family(session, policy.id, template, {"reason": "payment_overdue"}, now)
    params = {"last4": policy.number_last4}
    _send(session, policy.id, template, params, f"{template}:{policy.id}:{now.isoformat()}", now)


def _send(
    session: Session, policy_id: str, template: str, params: dict[str, str], key: str, now: datetime
) -> None:
    holder = session.get_one(Policy, policy_id).policyholder
    queue_sms(session, holder.phone, template, params, key, now)
    if holder.email:
        queue_mail(session, holder.email, template, params, key, now)
