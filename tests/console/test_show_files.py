"""The door that shows assessors what families sent: its headers, and who may open it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from api.claims.models import ClaimDocument
from api.core.actors import Role
from api.core.audit import AuditEntry
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.filing import Filed, file_claim
from tests.desks import Desk, Person
from tests.uploads.tus import png, upload


@pytest.fixture
def assessor(hire: Callable[..., Person], desk_of: Callable[[Person], Desk]) -> Desk:
    return desk_of(hire(Role.ASSESSOR, name="许静"))


@pytest.fixture
def filed(mother: Phone, lin: Card) -> Filed:
    filed = file_claim(mother, lin, "invoice")
    filed.deliver_all()
    return filed


@pytest.fixture
def file(filed: Filed, database: OpenDatabase) -> str:
    """The address of the claim's photo."""
    with database() as session:
        upload_id = session.get_one(ClaimDocument, filed.documents[0]["id"]).upload_id
    return f"/console/files/{upload_id}"


def test_it_shows_the_original_byte_for_byte(
    assessor: Desk, filed: Filed, file: str, database: OpenDatabase
) -> None:
    answer = assessor.get(f"{file}/original")

    assert answer.data == filed.contents[filed.documents[0]["id"]]
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "sandbox; default-src 'none'; frame-ancestors 'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "image/png"
    with database() as session:
        entry = session.scalars(sa.select(AuditEntry)).one()
        assert (entry.verb, entry.policy_id) == ("file.downloaded", filed.card.policy_id)


def test_it_shows_smaller_pictures_once_they_are_made(
    assessor: Desk, file: str, run_jobs: Callable[..., int], database: OpenDatabase
) -> None:
    assert assessor.get(f"{file}/preview").status_code == 404
    run_jobs()

    assert assessor.get(f"{file}/preview").mimetype == "image/jpeg"
    assert assessor.get(f"{file}/thumb").mimetype == "image/jpeg"
    with database() as session:
        verbs = session.scalars(sa.select(AuditEntry.verb).order_by(AuditEntry.seq)).all()
        assert list(verbs) == ["file.looked_at"]


@on_sqlite
@pytest.mark.parametrize("role", [each for each in Role if each is not Role.ASSESSOR])
def test_it_opens_to_assessors_alone(
    hire: Callable[..., Person], desk_of: Callable[[Person], Desk], file: str, role: Role
) -> None:
    assert desk_of(hire(role)).get(f"{file}/original").status_code == 403


@on_sqlite
def test_it_shows_nothing_that_nothing_has(assessor: Desk, mother: Phone, lin: Card) -> None:
    loose = upload(mother, lin.policy_id, png())

    assert assessor.get(f"/console/files/{loose}/original").status_code == 404
    assert assessor.get(f"/console/files/{loose}/secret").status_code == 404
    assert assessor.get("/console/files/x/original").status_code == 404
