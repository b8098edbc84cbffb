"""A complaint with a photo: written without signal, answered at a desk, looked at once more."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Playwright, expect

from tests.browser import complaining, queue, rows, steps
from tests.browser.claiming import photo
from tests.browser.complaining import TEXT, complaints_of
from tests.browser.desk import hire, open_desk, sign_in
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Pass, Refuse
from tests.waiting import wait_until

LONG_S = 60
ANSWER = "您说得对，前台没有刷新名单。¥1,240 今天退给您。"


def bound(phone: Phone, live: Service, family: Family, name: str = "妈妈") -> Phone:
    """The phone with the family's card, ready for no signal."""
    steps.bind_behind_the_scenes(phone, live, family, name)
    phone.is_ready_for_no_signal()
    phone.reopen()
    return phone


def arrived(phone: Phone, papers: int = 0) -> dict[str, Any]:
    """Waits until the service has the complaint and so many of its photos; returns its row."""

    def found() -> dict[str, Any] | None:
        rows = complaints_of(phone)
        here = [one for row in rows for one in row["papers"] if one["state"] == "received"]
        return rows[0] if rows and len(here) == papers else None

    return wait_until(found, "the complaint to arrive", LONG_S)


def answer(page: Page, service: Service, complaint_id: str, words: str) -> None:
    """Answers a complaint as somebody who is signed in."""
    page.goto(f"{service.url}/console/complaints/{complaint_id}")
    page.get_by_label(re.compile("^答复")).fill(words)
    page.get_by_role("button", name="答复家长").click()
    expect(page.get_by_role("status")).to_contain_text("答复了")


def test_it_is_written_without_signal_answered_and_looked_at_once_more(
    playwright: Playwright,
    chromium: str,
    live: Service,
    open_phone: Callable[[str], Phone],
    proxy: FaultProxy,
    family: Family,
) -> None:
    mother = bound(open_phone("mother"), live, family, "妈妈")
    live.let_pass(minutes=2)
    father = bound(open_phone("father"), live, family, "爸爸")
    proxy.use(Refuse())
    complaint_id = complaining.write(mother, [photo(1)])
    mother.sees("存在这部手机里，有信号自动发")
    mother.kill()
    mother.open()
    mother.go("/complaints")
    mother.sees("还没离开这部手机")

    proxy.use(Pass())
    row = arrived(mother, papers=1)
    assert (row["id"], row["text"]) == (complaint_id, TEXT)
    mother.sees("核实中", within_s=LONG_S)
    mother.sees(f"编号 {row['receipt']}")
    father.pull()
    father.go("/inbox")
    father.tap_row("家里写了一条投诉")
    father.sees(TEXT)

    xu = hire(live, "xu.complaints", "许静", "support")
    zhou = hire(live, "zhou.complaints", "周宁", "admin")
    with open_desk(playwright, chromium) as page:
        sign_in(page, live, xu)
        page.goto(f"{live.url}/console?item=complaint:{complaint_id}")
        page.locator(f'a.btn[href="/console/complaints/{complaint_id}"]').click()
        expect(page.get_by_text(TEXT).last).to_be_visible()
        page.get_by_role("button", name=re.compile("查到了，是我们的错")).click()
        expect(page.get_by_label(re.compile("^答复"))).to_have_value(re.compile("您说得对"))
        answer(page, live, complaint_id, ANSWER)
    mother.pull()
    mother.sees(ANSWER)
    assert live.outbox.wait_for(family.e164, "complaint_answered").params == {
        "receipt": row["receipt"]
    }

    proxy.use(Refuse())
    complaining.ask_again(mother, complaint_id, "钱还没有到。")
    mother.sees("再看一次，等信号")
    proxy.use(Pass())
    wait_until(lambda: arrived(mother, 1)["state"] == "reopened", "the second look", LONG_S)

    with open_desk(playwright, chromium) as page:
        sign_in(page, live, zhou)
        answer(page, live, complaint_id, "今天下午到账了。")
    father.pull()
    father.go(f"/complaints/{complaint_id}")
    father.sees("今天下午到账了。")
    father.does_not_see("没解决，再看一次")
    father.tap("满意，结束")
    father.tap("解决了，结束")
    wait_until(lambda: arrived(mother, 1)["closed_by"] == "family", "the end", LONG_S)
    said = [*mother.problems, *father.problems]
    assert [each for each in said if not each.startswith("Failed to load resource")] == []


def test_it_keeps_what_was_written_when_the_page_ends(
    live: Service, phone: Phone, family: Family
) -> None:
    bound(phone, live, family)
    complaining.begin(phone)
    complaining.add_photos(phone, [photo(1)])
    complaining.field(phone, "wish").fill("把钱退回来")
    with phone.page.expect_file_chooser():
        phone.tap("再拍一张")
    phone.kill()

    phone.open()
    phone.go("/complaints")
    phone.sees("写了一半的")
    phone.tap_row("前台说系统里")
    expect(complaining.field(phone, "text")).to_have_value(TEXT)
    expect(complaining.field(phone, "wish")).to_have_value("把钱退回来")
    expect(phone.page.locator(".tile img")).to_have_count(1)


def test_it_names_what_is_missing_and_thinks_nothing_of_hidden_characters(
    live: Service, phone: Phone, family: Family
) -> None:
    bound(phone, live, family)
    phone.go("/complaints/new")
    phone.tap("递交投诉")
    phone.sees("选一个，我们好找对的人查")
    phone.sees("写几句发生了什么")

    phone.tap("理赔")
    complaining.field(phone, "text").fill("算错\u0007了\n两次")
    complaining.submit(phone)

    assert arrived(phone)["text"] == "算错了\n两次"


def test_it_can_be_changed_removed_and_handed_over_while_it_waits(
    live: Service, phone: Phone, proxy: FaultProxy, family: Family
) -> None:
    bound(phone, live, family)
    proxy.use(Refuse())
    complaint_id = complaining.write(phone, [photo(1), photo(2)])
    phone.go("/outbox")
    phone.sees("投诉照片，2张")
    phone.tap_row("投诉：前台说系统里")
    phone.tap_row("换个方式交")
    mail = phone.page.get_by_role("link", name="写邮件").get_attribute("href") or ""
    assert "service%40" in mail or "service@" in mail
    assert "%E5%8C%BB%E9%99%A2%E5%89%8D%E5%8F%B0" in mail, "what it is about, in words"
    phone.go("/outbox")
    phone.tap_row("投诉：前台说系统里")
    phone.tap_row("改一改")
    phone.page.wait_for_url("**/complaints/new?draft=*")
    expect(phone.page.locator(".tile img")).to_have_count(2)
    complaining.field(phone, "text").fill("改过的话。")
    assert complaining.submit(phone) == complaint_id

    phone.go("/outbox")
    phone.tap_row("投诉照片，2张")
    phone.tap_row("不交了")
    phone.tap("删掉")
    phone.does_not_see("投诉照片，2张")
    proxy.use(Pass())
    row = arrived(phone)
    assert (row["id"], row["text"]) == (complaint_id, "改过的话。")
    wait_until(
        lambda: [one["state"] for one in arrived(phone)["papers"]] == ["dropped", "dropped"],
        "the service to know that no photo comes",
        LONG_S,
    )


def test_it_opens_again_with_what_the_service_said(
    live: Service, phone: Phone, proxy: FaultProxy, family: Family
) -> None:
    policy_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    phone.reopen()
    entry = {
        "policy_id": policy_id,
        "name": "complaints.open",
        "args": {
            "id": "01990000-0000-7000-8000-000000000001",
            "topic": "claim",
            "text": "算错了。",
            "wish": "退" * 201,
        },
        "title": {"key": "complaints.queue.open", "params": {"text": "算错了。"}},
        "made_on": "/complaints/new?entry=01990000-0000-7000-8000-000000000002",
        "id": "01990000-0000-7000-8000-000000000002",
    }
    queue.call(phone, "(entry) => lib.outbox.enqueue([entry])", entry)
    queue.wait_for(phone, str(entry["id"]), "needs_you", LONG_S)

    phone.go("/complaints")
    phone.sees("等您改一下")
    phone.tap_row("算错了。")
    phone.sees("最多 200 个字。")
    complaining.field(phone, "wish").fill("补给我")
    complaining.submit(phone)

    row = arrived(phone)
    assert (row["text"], row["wish"]) == ("算错了。", "补给我")


def test_its_reason_can_be_changed_while_it_waits(
    live: Service, phone: Phone, proxy: FaultProxy, family: Family
) -> None:
    policy_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    phone.reopen()
    proxy.use(Refuse())
    first = rows.complaint("")["events"]
    words = {"kind": "answered", "at": first[0]["at"], "phone": None, "words": ANSWER}
    answered = rows.complaint("c-1", state="answered", due_on=None, events=[*first, words])
    rows.put(phone, policy_id, complaints=[answered])
    complaining.ask_again(phone, "c-1", "钱还没有到。")
    phone.sees("再看一次，等信号")

    phone.go("/outbox")
    phone.tap_row("再看一次：前台说系统里")
    phone.tap_row("改一改")
    expect(complaining.field(phone, "reason")).to_have_value("钱还没有到。")
    complaining.field(phone, "reason").fill("钱到了一半。")
    phone.tap("请再看一次")
    phone.sees("钱到了一半。")

    (entry,) = queue.entries(phone).values()
    assert (entry["args"], entry["state"]) == (
        {"complaint_id": "c-1", "reason": "钱到了一半。"},
        "waiting",
    )
    assert queue.drafts(phone) == []
