"""Receipt numbers of claims: year, month and a number nobody can count on, C2603-0731."""

import secrets
from collections.abc import Callable
from datetime import date
from itertools import chain, repeat
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.claims.models import ClaimReceipt

# Four digits are read out easily; where the month is crowded, the number grows.
_DIGITS: Final = (4, 4, 4, 5, 5, 5, 6, 6, 6)


def new_receipt(
    session: Session, today: date, draw: Callable[[int], int] = secrets.randbelow
) -> str:
    """A receipt number that no other claim has, however many ask at once: C2603-0731."""
    return new_number(session, f"C{today:%y%m}", draw)


def new_number(
    session: Session, prefix: str, draw: Callable[[int], int] = secrets.randbelow
) -> str:
    """A number behind a prefix that nothing else has.

    It is drawn, not counted: it says nothing of how many there are.
    """
    for digits in chain(_DIGITS, repeat(9)):
        receipt = f"{prefix}-{draw(10**digits):0{digits}d}"
        if _take(session, receipt):
            return receipt
    raise AssertionError("the numbers never end")


def _take(session: Session, receipt: str) -> bool:
    postgres = session.get_bind().dialect.name == "postgresql"
    insert: Any = postgresql.insert if postgres else sqlite.insert
    statement = insert(ClaimReceipt).values(receipt=receipt).on_conflict_do_nothing()
    taken: sa.Result[Any] = session.execute(statement.returning(ClaimReceipt.receipt))
    return taken.first() is not None
