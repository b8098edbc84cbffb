"""A line in the inbox reaches the family's phones, but not the one that caused it."""

import sqlalchemy as sa

from api.devices.models import Binding
from api.notifications.operations import add_inbox
from api.notifications.schemas import InboxRow
from tests.cast import Card, OpenDatabase, Phone
from tests.conftest import MORNING


def add_line(database: OpenDatabase, card: Card, caused_by: str | None = None) -> None:
    with database() as session:
        params = {"reason": "insurer_hold"}
        add_inbox(session, card.policy_id, "card_suspended", params, MORNING, caused_by)


def device_of(database: OpenDatabase, name: str) -> str:
    with database() as session:
        return session.scalars(sa.select(Binding.device_id).where(Binding.name == name)).one()


def test_it_reaches_every_phone_of_the_family(
    database: OpenDatabase, lin: Card, mother: Phone, father: Phone
) -> None:
    add_line(database, lin)
    for phone in (mother, father):
        (row,) = phone.pull().all("inbox")
        assert row["template"] == "card_suspended"
        assert row["params"] == {"reason": "insurer_hold"}
        assert row["created_at"] == "2026-03-09T02:00:00.000Z"
        assert InboxRow().validate(row) == {}


def test_it_spares_the_phone_that_caused_it(
    database: OpenDatabase, lin: Card, mother: Phone, father: Phone
) -> None:
    add_line(database, lin, device_of(database, "妈妈的手机"))
    assert mother.inbox() == []
    assert father.inbox() == ["card_suspended"]


def test_it_reaches_no_other_family(database: OpenDatabase, lin: Card, stranger: Phone) -> None:
    add_line(database, lin)
    assert stranger.inbox() == []
