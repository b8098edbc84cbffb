"""A phone that was out of contact for 30 days asks for contact before it shows the card."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.browser import steps
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Pass, Refuse


@pytest.fixture
def policy_id(phone: Phone, live: Service, family: Family) -> str:
    found = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    return found


def move_phones_clock(phone: Phone, by: timedelta) -> None:
    phone.page.clock.install(time=datetime.now(UTC) + by)


def test_it_shows_the_card_for_29_days(
    phone: Phone, policy_id: str, proxy: FaultProxy, family: Family
) -> None:
    proxy.use(Refuse())
    phone.reopen()
    move_phones_clock(phone, timedelta(days=29, hours=23))
    phone.go(f"/cards/{policy_id}")

    phone.sees(family.number[-4:])


def test_it_asks_for_contact_after_30_days(
    phone: Phone, policy_id: str, proxy: FaultProxy, family: Family
) -> None:
    proxy.use(Refuse())
    phone.reopen()
    move_phones_clock(phone, timedelta(days=30, hours=1))
    for path in ("/", f"/cards/{policy_id}", f"/cards/{policy_id}/show", "/visits"):
        phone.go(path)
        phone.sees("30天没联过网")
        phone.does_not_see(family.number[-4:])

    proxy.use(Pass())
    phone.go("/")
    phone.sees(family.child_name)
