"""The states of claims, documents and accounts, and the deadline that the manual promises."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.claims.rules import (
    ACCOUNT_TRANSITIONS,
    DOCUMENT_TRANSITIONS,
    OPEN,
    SETTLED_PHONE,
    TRANSITIONS,
    AccountState,
    ClaimKind,
    ClaimStatus,
    DocumentState,
    may_become,
    may_change_account,
    may_turn,
    promised_deadline,
    status_by_documents,
    target_day,
)
from api.core.calendar import Deadline, WorkingDays, last_announced_year
from tests.conftest import MORNING

CHINA = WorkingDays()
MONDAY = date(2026, 3, 9)


def test_it_has_a_way_out_of_every_open_state() -> None:
    assert TRANSITIONS.keys() == set(ClaimStatus)
    assert DOCUMENT_TRANSITIONS.keys() == set(DocumentState)
    assert ACCOUNT_TRANSITIONS.keys() == set(AccountState)
    for status in OPEN:
        assert may_become(status, ClaimStatus.WITHDRAWN)
    assert not TRANSITIONS[ClaimStatus.PAID] | TRANSITIONS[ClaimStatus.WITHDRAWN]
    assert not may_become(ClaimStatus.DECIDED, ClaimStatus.WITHDRAWN)
    assert not may_turn(DocumentState.RECEIVED, DocumentState.DROPPED)


@pytest.mark.parametrize(
    ("status", "documents", "requests", "then"),
    [
        ("announced", ["received", "expected"], 0, "announced"),
        ("announced", ["received", "dropped"], 0, "complete"),
        ("announced", [], 0, "complete"),
        ("complete", ["received", "expected"], 0, "announced"),
        ("under_assessment", ["received", "expected"], 0, "under_assessment"),
        ("documents_requested", ["received"], 1, "documents_requested"),
        ("documents_requested", ["retake_requested"], 0, "documents_requested"),
        ("documents_requested", ["replaced", "expected"], 0, "documents_requested"),
        ("documents_requested", ["replaced", "received"], 0, "under_assessment"),
        ("decided", ["expected"], 0, "decided"),
    ],
)
def test_it_follows_its_documents(
    status: str, documents: list[str], requests: int, then: str
) -> None:
    states = [DocumentState(each) for each in documents]
    assert status_by_documents(ClaimStatus(status), states, requests) == then


@given(
    st.sampled_from(ClaimStatus),
    st.lists(st.sampled_from(DocumentState), max_size=5),
    st.integers(0, 2),
)
def test_it_moves_only_as_the_table_allows(
    status: ClaimStatus, documents: list[DocumentState], requests: int
) -> None:
    then = status_by_documents(status, documents, requests)

    assert then is status or may_become(status, then)


def test_it_promises_ten_working_days_for_a_stay_and_nothing_else() -> None:
    """“住院案件在10个工作日内完成理赔” (manual, chapter 9)."""
    promised = {kind: promised_deadline(kind, MONDAY, CHINA) for kind in ClaimKind}

    assert promised.pop(ClaimKind.PUBLIC_INPATIENT) == Deadline(date(2026, 3, 23), False)
    assert set(promised.values()) == {None}


def test_a_promise_into_an_unknown_year_is_an_estimate() -> None:
    late = date(last_announced_year(), 12, 28)
    promise = promised_deadline(ClaimKind.PUBLIC_INPATIENT, late, CHINA)

    assert promise is not None
    assert promise.is_estimate


def test_staff_have_a_target_where_nothing_is_promised() -> None:
    assert target_day(ClaimKind.INTERNET, MONDAY, CHINA, 5) == date(2026, 3, 16)
    # The promise wins over the operator's own figure.
    assert target_day(ClaimKind.PUBLIC_INPATIENT, MONDAY, CHINA, 30) == date(2026, 3, 23)


def test_a_new_phone_changes_no_account_for_a_day() -> None:
    assert not may_change_account(MORNING, MORNING + SETTLED_PHONE - timedelta(seconds=1))
    assert may_change_account(MORNING, MORNING + timedelta(hours=24))
