"""The sandbox's reports to the service: owed, claimed one by one, signed, read, settled."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.gateways.payments import BadCallback, Hint
from api.gateways.payments.reading import (
    CURRENCY,
    LARGEST_CALLBACK,
    check_fresh,
    event_id,
    field,
    header,
    json_object,
    must_be,
    order_number,
    positive_fen,
)
from api.gateways.payments.sandbox.models import SandboxCallback, SandboxOrder
from api.gateways.payments.sandbox.rules import LEASE, next_try

TIMESTAMP, SIGNATURE = "Sandbox-Timestamp", "Sandbox-Signature"


@dataclass(frozen=True)
class Report:
    """One claimed report, as it is sent outside any transaction."""

    id: str
    attempts: int
    url: str
    body: bytes


def claim_report(session: Session, gateway: str, now: datetime) -> Report | None:
    """Takes the next report that is due for this sender alone, for the length of a lease."""
    due = (
        sa.select(SandboxCallback)
        .where(SandboxCallback.gateway == gateway, SandboxCallback.due_at <= now)
        .order_by(SandboxCallback.due_at, SandboxCallback.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    owed = session.scalar(due)
    if owed is None:
        return None
    owed.attempts += 1
    owed.due_at = now + LEASE
    session.flush()
    order = session.get_one(SandboxOrder, (gateway, owed.order_number))
    body = {
        "event_id": owed.event_id,
        "order_number": order.number,
        "amount_fen": order.amount_fen,
        "currency": CURRENCY,
        "merchant": gateway,
    }
    return Report(owed.id, owed.attempts, order.notify_url, json.dumps(body).encode())


def settle_report(session: Session, report: Report, taken: bool, now: datetime) -> None:
    """Notes whether a report was taken; if not, it is told again later, or given up."""
    mine = (SandboxCallback.id == report.id, SandboxCallback.attempts == report.attempts)
    due_at = None if taken else next_try(report.attempts, now)
    session.execute(
        sa.update(SandboxCallback)
        .where(*mine, SandboxCallback.due_at.is_not(None))
        .values(due_at=due_at, sent_at=now if taken else None)
    )


def signed_headers(key: bytes, body: bytes, now: datetime) -> dict[str, str]:
    """The headers under which a report is sent at an instant."""
    seconds = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        TIMESTAMP: seconds,
        SIGNATURE: _signature(key, seconds, body),
    }


def read_report(
    headers: Mapping[str, str], body: bytes, gateway: str, keys: Sequence[bytes], now: datetime
) -> Hint:
    """Reads what claims to be a report of this gateway. Raises BadCallback."""
    if len(body) > LARGEST_CALLBACK:
        raise BadCallback("too large")
    seconds = header(headers, TIMESTAMP.lower())
    check_fresh(seconds, now)
    sent = header(headers, SIGNATURE.lower()).encode()
    if not any(hmac.compare_digest(_signature(key, seconds, body).encode(), sent) for key in keys):
        raise BadCallback("the signature is none of the sandbox")
    try:
        found = json_object(body)
        must_be(found, "merchant", gateway)
        must_be(found, "currency", CURRENCY)
        positive_fen(found, "amount_fen")
        return Hint(
            event_id(field(found, "event_id", str)), order_number(field(found, "order_number", str))
        )
    except ValueError as error:
        raise BadCallback(f"malformed: {error}") from error


def _signature(key: bytes, seconds: str, body: bytes) -> str:
    return hmac.digest(key, seconds.encode() + b"\n" + body, hashlib.sha256).hex()
