"""Agreeing to a new version of the texts."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from api.core.clock import MovableClock
from api.devices.models import Consent
from tests.cast import VERSIONS, OpenDatabase, Phone, device_of

CONSENTS = "/api/consents"


def test_it_notes_who_agreed_to_what_and_when(
    mother: Phone, database: OpenDatabase, clock: MovableClock
) -> None:
    answer = mother.post(CONSENTS, VERSIONS)

    assert (answer.status_code, answer.data) == (204, b"")
    with database() as session:
        consent = session.scalars(sa.select(Consent)).one()
        assert consent.device_id == device_of(session, mother)
        assert consent.agreed_at == clock.now()


@pytest.mark.parametrize("version", ["privacy_version", "guardian_version"])
def test_it_refuses_a_version_that_is_not_in_force(
    mother: Phone, database: OpenDatabase, version: str
) -> None:
    answer = mother.post(CONSENTS, {**VERSIONS, version: "2025-01"})

    assert (answer.status_code, answer.json["code"]) == (422, "consent_outdated")
    with database() as session:
        assert session.scalars(sa.select(Consent)).all() == []


def test_it_names_a_version_that_is_missing(mother: Phone) -> None:
    answer = mother.post(CONSENTS, {"privacy_version": "2026-11"})

    assert (answer.status_code, list(answer.json["fields"])) == (422, ["guardian_version"])


def test_it_takes_no_consent_from_a_browser_it_does_not_know(
    new_phone: Callable[..., Phone],
) -> None:
    assert new_phone().post(CONSENTS, VERSIONS).json["code"] == "no_session"
