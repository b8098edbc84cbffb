"""A family's second phone: bound with the same code route, and unbound from the first."""

from tests.browser import steps
from tests.browser.conftest import OpenPhone
from tests.browser.families import Family
from tests.browser.service import Service


def test_it_binds_and_is_forgotten(open_phone: OpenPhone, live: Service, family: Family) -> None:
    mother, grandmother = open_phone("mother"), open_phone("grandmother")
    policy_id = steps.bind_behind_the_scenes(mother, live, family, "妈妈")
    live.let_pass(minutes=2)

    steps.bind(grandmother, live, family, "外婆")
    mother.pull()
    mother.go("/inbox")
    mother.sees(f"“外婆”绑上了{family.child_name}的卡")

    live.let_pass(minutes=2)
    seen = len(live.outbox.codes(family.e164))
    mother.go(f"/me/phones/{policy_id}")
    mother.tap_row("外婆")
    mother.sees("解绑“外婆”")
    mother.tap("发验证码")
    code = live.outbox.next_code(family.e164, seen)
    mother.page.locator("input[name=code]").fill(code)
    mother.tap("解绑这部手机")
    mother.sees("已解绑“外婆”")

    grandmother.sees(family.child_name)
    grandmother.pull()
    grandmother.does_not_see(family.child_name)
    grandmother.reopen("/")
    grandmother.sees("绑定电子卡")
    grandmother.does_not_see(family.child_name)


def test_it_removes_itself_without_a_code(
    open_phone: OpenPhone, live: Service, family: Family
) -> None:
    mother = open_phone("mother")
    steps.bind_behind_the_scenes(mother, live, family, "妈妈")
    codes = live.outbox.codes(family.e164)

    mother.go("/me")
    mother.tap("从这部手机移除电子卡")
    mother.tap(f"移除{family.child_name}的卡")

    mother.does_not_see(family.child_name)
    mother.reopen("/")
    mother.does_not_see(family.child_name)
    assert live.outbox.codes(family.e164) == codes
