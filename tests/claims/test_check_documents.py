"""Which documents a claim needs, and the conditions of internet claims (manual, chapter 9)."""

import json

import pytest

from api.claims.checklist import (
    CHECKLIST,
    InternetCondition,
    Need,
    checklist,
    lacking,
    unmet_conditions,
)
from api.claims.rules import ClaimKind, DocumentKind
from api.settings import ROOT

CASES = json.loads((ROOT / "tests" / "cases" / "claim_checklist.json").read_text())
MANUAL = {"invoice", "medical_record", "exam_report", "e_card", "child_id", "bank_account"}
MANUAL |= {"claim_form"}


@pytest.mark.parametrize("kind", ClaimKind)
def test_it_lists_what_the_kind_needs(kind: ClaimKind) -> None:
    by_need = {
        need.value: {each.value for each, its in CHECKLIST[kind].items() if its is need}
        for need in Need
    }

    assert by_need == {need: set(kinds) for need, kinds in CASES[kind].items()}
    assert {each.value for each in CHECKLIST[kind]} >= MANUAL


def test_it_names_what_is_lacking() -> None:
    lines = checklist(ClaimKind.PUBLIC_OUTPATIENT, {DocumentKind.INVOICE})

    assert list(lacking(lines)) == [
        DocumentKind.MEDICAL_RECORD,
        DocumentKind.CHILD_ID,
        DocumentKind.SIGNATURE,
    ]


def test_a_childs_papers_are_handed_in_once() -> None:
    here = {DocumentKind.INVOICE, DocumentKind.MEDICAL_RECORD, DocumentKind.SIGNATURE}
    earlier = {DocumentKind.CHILD_ID, DocumentKind.INVOICE}

    assert list(lacking(checklist(ClaimKind.INTERNET, here, earlier))) == []
    # An earlier claim's invoice is none of this one's.
    lines = checklist(ClaimKind.INTERNET, here - {DocumentKind.INVOICE}, earlier)
    assert list(lacking(lines)) == [DocumentKind.INVOICE]


@pytest.mark.parametrize(
    ("follow_up", "licensed", "unmet"),
    [
        (True, True, []),
        (False, True, [InternetCondition.FOLLOW_UP]),
        (True, False, [InternetCondition.LICENSED]),
        (False, False, list(InternetCondition)),
    ],
)
def test_an_internet_claim_meets_two_conditions(
    follow_up: bool, licensed: bool, unmet: list[InternetCondition]
) -> None:
    assert unmet_conditions(follow_up, licensed) == unmet
