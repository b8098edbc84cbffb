"""The queue of open items, and who has which of them in hand."""

import re
from collections.abc import Callable

import pytest

from api.core.actors import Role
from api.core.ids import new_id
from api.staff.holdings import WorkHolding
from api.staff.models import StaffAccount
from tests.cast import Card, OpenDatabase, on_sqlite
from tests.desks import Desk, Person

NewPerson = Callable[..., Person]


@pytest.fixture
def item(support: Desk, lin: Card) -> str:
    """The key of an item that waits for a second person."""
    said = {"phone": "13912345678", "grounds": "回拨了旧号码"}
    support.post(f"/console/policies/{lin.policy_id}/corrections", **said)
    found = re.search(r'data-row="(phone_correction:[\w-]+)"', support.get("/console").text)
    assert found
    return found[1]


def act(desk: Desk, item: str, verb: str, **fields: str) -> int:
    kind, _, item_id = item.partition(":")
    return desk.post(f"/console/work/{kind}/{item_id}/{verb}", **fields).status_code


def holder(desk: Desk) -> str:
    """Returns who has the only item of the queue, as the queue says."""
    found = re.search(r"<dt>谁在办</dt><dd>(.*?)</dd>", desk.get("/console").text)
    assert found
    return found[1]


def test_it_shows_what_waits_with_masked_names(item: str, colleague: Desk, lin: Card) -> None:
    page = colleague.get("/console").text

    for shown in ("投保手机", "林**", "改成尾号5678，凭：回拨了旧号码", "等第二人", "第1天"):
        assert shown in page
    assert "林小满" not in page
    assert f'href="/console/policies/{lin.policy_id}"' in page


@on_sqlite
@pytest.mark.parametrize("role", [Role.FINANCE, Role.DOCTOR, Role.ASSESSOR])
def test_it_shows_nobody_what_others_work_on(
    item: str, hire: NewPerson, desk_of: Callable[[Person], Desk], role: Role
) -> None:
    desk = desk_of(hire(role))

    assert "没有待办的事。" in desk.get("/console").text
    assert act(desk, item, "take") == 404


def test_it_is_taken_by_one(item: str, support: Desk, colleague: Desk) -> None:
    assert holder(support) == "没人领"
    assert act(colleague, item, "take") == 302
    assert act(colleague, item, "take") == 302
    assert holder(support) == "周宁"

    refused = act(support, item, "take")
    assert refused == 409


def test_it_is_put_back_by_who_has_it(item: str, support: Desk, colleague: Desk) -> None:
    act(colleague, item, "take")

    assert act(support, item, "put-back") == 409
    assert act(colleague, item, "put-back") == 302
    assert holder(support) == "没人领"
    assert act(colleague, item, "put-back") == 409


def test_it_is_handed_to_a_colleague(
    item: str, support: Desk, colleague: Desk, hire: NewPerson
) -> None:
    he = hire(Role.ADMIN, name="何明")

    assert act(support, item, "hand-over", to=he.id) == 302
    assert holder(support) == "何明"
    assert act(colleague, item, "hand-over", to=he.id) == 409


@on_sqlite
def test_it_is_handed_to_nobody_who_can_not_do_it(
    item: str, support: Desk, hire: NewPerson, database: OpenDatabase
) -> None:
    finance = hire(Role.FINANCE, name="钱朗")
    gone = hire(Role.SUPPORT, name="吴岚")
    with database() as session:
        account = session.get_one(StaffAccount, gone.id)
        account.disabled_at = account.created_at

    assert act(support, item, "hand-over", to=finance.id) == 422
    assert act(support, item, "hand-over", to=gone.id) == 404
    assert act(support, item, "hand-over", to="") == 404
    assert holder(support) == "没人领"


@on_sqlite
@pytest.mark.parametrize("verb", ["take", "put-back", "hand-over"])
@pytest.mark.parametrize("other", ["phone_correction", "claim", "x"])
def test_it_knows_no_other_item(support: Desk, verb: str, other: str) -> None:
    assert act(support, f"{other}:{new_id()}", verb) == 404


def test_it_shows_mine_and_those_of_nobody(item: str, support: Desk, colleague: Desk) -> None:
    act(colleague, item, "take")

    assert item in colleague.get("/console?show=mine").text
    assert item not in support.get("/console?show=mine").text
    assert item not in support.get("/console?show=free").text
    assert item not in support.get("/console?show=family").text
    assert item in support.get("/console?show=all").text


@on_sqlite
def test_it_shows_all_where_the_address_says_nonsense(item: str, support: Desk) -> None:
    assert item in support.get("/console?show=x").text


def test_it_is_forgotten_once_it_is_done(
    item: str, support: Desk, colleague: Desk, run_jobs: Callable[..., int], database: OpenDatabase
) -> None:
    act(colleague, item, "take")
    run_jobs("console.tidy")
    with database() as session:
        assert session.query(WorkHolding).count() == 1

    colleague.post(f"/console/corrections/{item.partition(':')[2]}/approve")
    run_jobs("console.tidy")
    with database() as session:
        assert session.query(WorkHolding).count() == 0
