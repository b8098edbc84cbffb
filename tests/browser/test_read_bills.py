"""A bill that was on the screen of a family's phone is one that nobody has to call about."""

from playwright.sync_api import Request

from tests.browser import steps
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.waiting import wait_until


def test_it_says_once_that_a_bill_was_seen(
    phone: Phone, live: Service, families: Families, family: Family
) -> None:
    said: list[str] = []

    def note(request: Request) -> None:
        if "payments.read" in (request.post_data or ""):
            said.append(request.url)

    phone.page.on("request", note)
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    families.add_visit(family, "和睦家医院", "V-read-1")
    phone.go("/")

    def is_read() -> bool:
        phone.pull()
        rows = phone.page.evaluate(
            """async () => {
              const result = (asked) => new Promise((done) => {
                asked.onsuccess = () => done(asked.result);
              });
              const database = await result(indexedDB.open('tongka'));
              const store = database.transaction('bills').objectStore('bills');
              const found = await result(store.getAll());
              database.close();
              return found;
            }"""
        )
        return [row["read"] for row in rows] == [True]

    wait_until(is_read, "the bill to be read", 30)
    phone.sees("自付费用")
    phone.go("/")
    phone.sees("自付费用")
    assert len(said) == 1
