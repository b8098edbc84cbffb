"""Scheduled work around policies."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from api.core.crypto import UnreadableValue
from api.policies.models import Child, Policyholder

log = structlog.get_logger()

_BATCH = 200
# In place of an index that can't be made: nothing is found by it.
_NOTHING = ""


def index_last_four(session: Session, _now: datetime) -> bool:
    """Indexes the last four of documents and phones of people stored before there was an index.

    Says whether there were any.
    """
    found = False
    for model in (Policyholder, Child):
        lacking: Any = sa.select(model).where(model.id_last4_index.is_(None)).limit(_BATCH)
        for person in session.scalars(lacking.with_for_update(skip_locked=True)):
            _index(person)
            found = True
    session.flush()
    return found


def _index(person: Policyholder | Child) -> None:
    try:
        person.write_document(person.id_type, person.id_number)
        if isinstance(person, Policyholder):
            person.write_phone(person.phone)
    except UnreadableValue as damaged:
        log.warning("a person is not indexed", unreadable=str(damaged))
        person.id_last4_index = _NOTHING
