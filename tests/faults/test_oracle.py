"""The oracle itself: it names each thing that can go wrong."""

from typing import Any

import pytest

from tests.faults.journal import Journal
from tests.faults.oracle import judge

DONE = {"status": "done", "receipt": "7K3M-Q9XA"}
REJECTED = {"status": "rejected", "code": "invalid"}
LATER = {"status": "later", "code": "waiting"}


def journal_of(*answers: dict[str, Any]) -> Journal:
    """Returns the journal of a phone that wanted one thing and heard these answers."""
    journal = Journal()
    journal.want("a", {"name": "notes.add"})
    for answer in answers:
        journal.sent(["a"])
        journal.heard("a", answer)
    return journal


@pytest.mark.parametrize(
    ("answers", "there", "fault"),
    [
        ([DONE], {"a": 1}, None),
        ([LATER, DONE, DONE], {"a": 1}, None),
        ([REJECTED], {}, None),
        ([DONE], {}, "lost"),
        ([DONE], {"a": 2}, "doubled"),
        ([REJECTED], {"a": 1}, "undead"),
        ([], {}, "unanswered"),
        ([LATER], {"a": 1}, "unanswered"),
        ([DONE, DONE | {"receipt": "0000-0000"}], {"a": 1}, "contradicted"),
        ([DONE, REJECTED], {"a": 1}, "contradicted"),
    ],
)
def test_it_names_what_went_wrong(
    answers: list[dict[str, Any]], there: dict[str, int], fault: str | None
) -> None:
    faults = judge([journal_of(*answers)], there).faults

    assert faults == ({fault: ["a"]} if fault else {})


def test_it_names_what_nobody_wanted() -> None:
    assert judge([journal_of(DONE)], {"a": 1, "b": 1}).faults == {"unknown": ["b"]}


def test_it_counts() -> None:
    verdict = judge([journal_of(DONE, DONE), journal_of(REJECTED)], {"a": 1})

    assert str(verdict) == "2 wanted, 1 done in 3 tries, 0 lost, 0 doubled, 0 contradicted"
    assert journal_of().open()[0].id == "a"
