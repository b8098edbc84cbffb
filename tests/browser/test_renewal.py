"""A renewed policy takes the old one's place on every phone, by itself."""

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.waiting import wait_until


def test_it_replaces_the_old_card(
    phone: Phone, live: Service, families: Families, family: Family
) -> None:
    old_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈")

    number = families.renew(family)
    live.let_pass(minutes=1)
    (new_id,) = wait_until(
        lambda: [bound for bound in steps.bound_policies(phone) if bound != old_id],
        "the binding to follow the renewal",
    )
    phone.pull()

    phone.go("/")
    link = phone.page.locator(f"a[href^='/cards/{new_id}']").first
    expect(link).to_be_visible(timeout=15_000)
    expect(phone.page.locator(f"a[href^='/cards/{old_id}']")).to_have_count(0)
    phone.go("/inbox")
    phone.sees(f"{family.child_name}的新保单到了")
    phone.sees(f"保单尾号{number[-4:]}")
