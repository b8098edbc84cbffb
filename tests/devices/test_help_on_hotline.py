"""What the hotline does for a family: find its policy, look, unlock, unbind; all of it noted."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from api.core.audit import AuditEntry
from api.core.clock import MovableClock
from api.policies.models import Child, IdType, Policy, Policyholder
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.desks import Desk
from tests.factories import make_child, make_holder, make_policy
from tests.outbox import Outbox

FIND = "/console/policies"


def notes(database: OpenDatabase) -> list[tuple[str, str | None, str | None]]:
    """Returns verb, policy and reason of every entry so far."""
    with database() as session:
        entries = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq))
        return [(each.verb, each.policy_id, each.reason) for each in entries]


@pytest.fixture
def policy(database: OpenDatabase) -> str:
    """The id of a policy ending 4821, of a child with a passport ending 77AB."""
    with database() as session:
        holder = make_holder(session, phone="+8613800002046", id_number="110100199005120004")
        child = make_child(session, name="林小满", id_type=IdType.PASSPORT, id_number="E1234577AB")
        made = make_policy(session, number="CZ2026004821", policyholder=holder, child=child)
        make_policy(session)
        return made.id


@pytest.mark.parametrize(
    "fields",
    [
        {"child_name": "林小满", "last4": "4821"},
        {"child_name": " 林 小满 ", "phone_last4": "2046"},
        {"last4": "4821", "phone_last4": "2046"},
        {"last4": "0004", "phone_last4": "2046"},
        {"last4": "77ab", "phone_last4": "2046"},
        {"child_name": "林小满", "last4": "77AB"},
        {"child_name": "林小满", "last4": "4821", "phone_last4": "2046"},
    ],
    ids=str,
)
def test_it_finds_a_policy_by_two_things(
    support: Desk, policy: str, fields: dict[str, str]
) -> None:
    assert support.post(FIND, **fields).location == f"{FIND}/{policy}"


@pytest.mark.parametrize(
    "fields",
    [
        {"child_name": "林小明", "last4": "4821"},
        {"child_name": "林小满", "last4": "4822"},
        {"last4": "4821", "phone_last4": "2047"},
        {"child_name": "%", "last4": "____"},
        {"child_name": "林小满", "last4": "4821", "phone_last4": "0000"},
    ],
    ids=str,
)
def test_it_finds_nothing_where_one_thing_is_wrong(
    support: Desk, policy: str, fields: dict[str, str]
) -> None:
    answer = support.post(FIND, **fields)

    assert answer.status_code == 200
    assert "没有找到。" in answer.text


@on_sqlite
@pytest.mark.parametrize(
    "fields", [{}, {"child_name": "林小满"}, {"last4": "4821", "child_name": "  "}], ids=str
)
def test_it_asks_for_two_things(support: Desk, policy: str, fields: dict[str, str]) -> None:
    answer = support.post(FIND, **fields)

    assert answer.status_code == 422
    assert "至少填两样，才能找到是哪一张保单。" in answer.text


def test_it_lists_several_with_masked_names(
    support: Desk, database: OpenDatabase, policy: str
) -> None:
    with database() as session:
        holder = session.get_one(Policy, policy).policyholder
        make_policy(session, policyholder=holder, child=make_child(session, name="林小舟"))

    page = support.post(FIND, last4="0004", phone_last4="2046").text

    assert page.count("林**") == 2
    assert "林小满" not in page
    assert "林小舟" not in page


def test_it_shows_a_policy_masked_until_somebody_says_why(
    support: Desk, policy: str, database: OpenDatabase
) -> None:
    assert "投保邮箱" not in support.get(f"{FIND}/{policy}").text
    with database() as session:
        session.get_one(Policy, policy).policyholder.email = "wanqing@example.com"
    page = support.get(f"{FIND}/{policy}").text
    for shown in ("林**", "尾号4821", "尾号77AB", "尾号0004", "2022.05.21", "@example.com"):
        assert shown in page
    hidden = ("林小满", "E1234577AB", "110100199005120004", "13800002046", "CZ2026004821")
    hidden += ("wanqing",)
    for secret in hidden:
        assert secret not in page

    without = support.post(f"{FIND}/{policy}/reveal", reason=" ")
    assert without.status_code == 422
    assert "林小满" not in without.text

    revealed = support.post(f"{FIND}/{policy}/reveal", reason="来电核对")
    for secret in hidden:
        assert secret in revealed.text
    assert ("policy.revealed", policy, "来电核对") in notes(database)


def test_it_notes_every_look(support: Desk, policy: str, database: OpenDatabase) -> None:
    support.post(FIND, child_name="林小满", last4="4821")
    support.get(f"{FIND}/{policy}")

    assert notes(database) == [
        ("policy.searched", None, None),
        ("policy.looked_at", policy, None),
    ]
    assert "许静</b> 看了这张保单" in support.get(f"{FIND}/{policy}").text


@on_sqlite
@pytest.mark.parametrize("policy_id", ["019f1111-2222-7333-8444-555566667777", "x", "1 OR 1=1"])
def test_it_shows_nothing_of_a_policy_that_is_none(support: Desk, policy_id: str) -> None:
    assert support.get(f"{FIND}/{policy_id}").status_code == 404


def test_it_unlocks_what_too_many_codes_locked(
    support: Desk,
    lin: Card,
    new_phone: Callable[..., Phone],
    get_code: Callable[[Card], str],
    database: OpenDatabase,
    clock: MovableClock,
) -> None:
    assert "绑卡锁住了" not in support.get(f"{FIND}/{lin.policy_id}").text
    for _ in range(3):
        phone = new_phone()
        challenge = phone.ask_code(lin).json["challenge"]
        get_code(lin)
        for _ in range(5):
            phone.enter_code(challenge, "000000")
        clock.move(minutes=2)
    assert "绑卡锁住了" in support.get(f"{FIND}/{lin.policy_id}").text

    assert support.post(f"{FIND}/{lin.policy_id}/unlock").location.endswith("done=unlocked")

    assert "绑卡锁住了" not in support.get(f"{FIND}/{lin.policy_id}?done=unlocked").text
    assert ("policy.unlocked", lin.policy_id, None) in notes(database)


def unbind_address(lin: Card, phone: Phone) -> str:
    return f"{FIND}/{lin.policy_id}/phones/{phone.own_binding(lin.policy_id)}/unbind"


def test_it_unbinds_a_phone_and_tells_the_family_why(
    support: Desk,
    lin: Card,
    mother: Phone,
    father: Phone,
    outbox: Outbox,
    run_jobs: Callable[..., int],
    database: OpenDatabase,
) -> None:
    page = support.get(f"{FIND}/{lin.policy_id}").text
    assert re.findall(r"<td><b>(.*?)</b></td>", page) == ["妈妈的手机", "爸爸的手机"]
    mother.pull()

    answer = support.post(unbind_address(lin, father), reason="爸爸换了新手机")
    run_jobs()

    assert answer.location == f"{FIND}/{lin.policy_id}?done=unbound"
    assert "爸爸的手机" not in re.findall(r"<td><b>(.*?)</b></td>", support.get(FIND).text)
    assert father.ask_pull({lin.policy_id: ""}).json["policies"][lin.policy_id] == {"gone": True}
    line = mother.pull().all("inbox")[0]
    assert line["template"] == "phone_unbound_for_you"
    assert line["params"] == {"name": "爸爸的手机", "reason": "爸爸换了新手机"}
    told = outbox.messages(lin.holder_phone, "phone_unbound_for_you")
    assert [each.params for each in told] == [line["params"]]
    assert ("phone.unbound", lin.policy_id, "爸爸换了新手机") in notes(database)


def test_it_unbinds_once(
    support: Desk, lin: Card, father: Phone, outbox: Outbox, run_jobs: Callable[..., int]
) -> None:
    address = unbind_address(lin, father)
    support.post(address, reason="爸爸换了新手机")
    support.post(address, reason="爸爸换了新手机")
    run_jobs()

    assert len(outbox.messages(lin.holder_phone, "phone_unbound_for_you")) == 1


@on_sqlite
@pytest.mark.parametrize("reason", ["", " ", "a", "很" * 31, "一\n二", "反\u202e向"], ids=repr)
def test_it_unbinds_nothing_without_a_reason(
    support: Desk, lin: Card, father: Phone, reason: str
) -> None:
    answer = support.post(unbind_address(lin, father), reason=reason)

    assert answer.status_code == 422
    assert "写上原因，2到30个字。" in answer.text
    assert len(father.phones(lin.policy_id)) == 1


@on_sqlite
def test_it_unbinds_no_phone_of_another_policy(
    support: Desk, lin: Card, chen: Card, father: Phone
) -> None:
    binding = father.own_binding(lin.policy_id)
    address = f"{FIND}/{chen.policy_id}/phones/{binding}/unbind"

    assert support.post(address, reason="爸爸换了新手机").status_code == 404
    assert len(father.phones(lin.policy_id)) == 1


def test_it_indexes_people_stored_before(
    support: Desk, policy: str, database: OpenDatabase, run_jobs: Callable[..., int]
) -> None:
    with database() as session:
        session.execute(sa.update(Policyholder).values(id_last4_index=None, phone_last4_index=None))
        session.execute(sa.update(Child).values(id_last4_index=None, birthday=date(2022, 5, 21)))
    assert support.post(FIND, last4="77AB", phone_last4="2046").status_code == 200

    assert run_jobs("policies.index_last_four") > 0

    assert support.post(FIND, last4="77AB", phone_last4="2046").location == f"{FIND}/{policy}"


def test_it_indexes_the_others_where_one_can_not_be_read(
    support: Desk, policy: str, database: OpenDatabase, run_jobs: Callable[..., int]
) -> None:
    with database() as session:
        session.execute(sa.update(Policyholder).values(id_last4_index=None, phone_last4_index=None))
        damaged = session.scalars(
            sa.select(Policyholder.id).join(Policy).where(Policy.id != policy)
        ).first()
        session.execute(
            sa.update(Policyholder).where(Policyholder.id == damaged).values(phone_sealed="x.y")
        )

    run_jobs("policies.index_last_four")

    assert support.post(FIND, last4="4821", phone_last4="2046").location == f"{FIND}/{policy}"
