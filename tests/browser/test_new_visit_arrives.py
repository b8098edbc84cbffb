"""What the operator imports appears on the phone with the next pull."""

from tests.browser import steps
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service


def test_it_appears_within_one_pull(
    phone: Phone, live: Service, families: Families, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.go("/visits")
    phone.sees("还没有就诊记录")
    phone.pull()

    families.add_visit(family, "和睦家医院", "V-arrives-1")
    pulls = phone.pulls
    phone.pull()

    phone.sees("和睦家医院")
    phone.sees("126.00")
    assert phone.pulls == pulls + 1


def test_it_does_not_reach_another_family(
    phone: Phone, live: Service, families: Families, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    families.add_visit(families.make(), "和睦家医院", "V-others-1")
    phone.pull()

    phone.go("/visits")

    phone.sees("还没有就诊记录")
    phone.does_not_see("和睦家医院")
