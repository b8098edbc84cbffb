"""The main job: the card opens with the server gone."""

from tests.browser import steps
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Refuse


def test_it_opens_with_the_server_gone(
    phone: Phone, live: Service, proxy: FaultProxy, families: Families, family: Family
) -> None:
    families.add_visit(family, "和睦家医院", "V-offline-1")
    policy_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()

    live.kill()
    proxy.use(Refuse())
    phone.reopen("/")

    phone.sees(family.child_name)
    phone.sees("没信号")
    phone.sees("截至")
    for path, shows in {
        f"/cards/{policy_id}": family.child_name,
        f"/cards/{policy_id}/show": family.child_name,
        f"/cards/{policy_id}/benefits": "门诊",
        f"/cards/{policy_id}/benefits/outpatient": "门诊",
        "/visits": "和睦家医院",
        "/me": family.child_name,
    }.items():
        phone.go(path)
        phone.sees(shows)
    assert not [problem for problem in phone.problems if "ERR_" not in problem]


def test_it_opens_an_address_it_never_opened_before(
    phone: Phone, live: Service, proxy: FaultProxy, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    proxy.use(Refuse())

    phone.reopen("/me/install")

    phone.sees("放到手机桌面")


def test_it_proves_on_one_tap_that_everything_opens(
    phone: Phone, live: Service, proxy: FaultProxy, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    proxy.use(Refuse())

    phone.go("/me/offline-check")
    phone.tap("假装没信号，试一次")

    phone.sees("没信号也打得开")
    phone.sees("页全都能开")
