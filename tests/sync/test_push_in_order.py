"""Only `after` orders commands."""

from flask import Flask

from api.core.ids import new_id
from tests.cast import Card, Phone
from tests.sync.commands import note, words


def test_it_takes_a_command_after_the_one_it_needs(noting: Flask, mother: Phone, lin: Card) -> None:
    first = note(lin, "一")
    second = note(lin, "二", after=[first["id"]])
    assert mother.push(second) == [{"id": second["id"], "status": "later", "code": "waiting"}]

    assert [each["status"] for each in mother.push(first, second)] == ["done", "done"]
    assert words(mother.pull().all("inbox")) == ["一", "二"]


def test_it_waits_for_all_of_them(noting: Flask, mother: Phone, lin: Card) -> None:
    first, second = note(lin), note(lin)
    third = note(lin, after=[first["id"], second["id"]])

    assert [each["status"] for each in mother.push(third, first)] == ["later", "done"]
    assert [each["status"] for each in mother.push(third, second)] == ["later", "done"]
    assert mother.push(third)[0]["status"] == "done"


def test_it_is_blocked_by_one_that_was_rejected(noting: Flask, mother: Phone, lin: Card) -> None:
    first, wrong = note(lin), note(lin, ends="refused")
    blocked = note(lin, after=[first["id"], wrong["id"], new_id()])

    results = mother.push(first, wrong, blocked, note(lin))

    assert [each["status"] for each in results] == ["done", "rejected", "later", "done"]
    assert results[2]["code"] == "blocked"
    # The parent mended the first one, under an id of its own, and so is this one's `after`.
    mended = note(lin)
    again = blocked | {"after": [mended["id"]]}
    assert [each["status"] for each in mother.push(mended, again)] == ["done", "done"]


def test_it_waits_for_no_command_of_another_family(
    noting: Flask, mother: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    """What became of somebody else's command is not told by waiting for it either."""
    theirs = [note(chen), note(chen, ends="refused")]
    stranger.push(*theirs)

    for each in theirs:
        assert mother.push(note(lin, after=[each["id"]]))[0]["code"] == "waiting"
