"""What the project's own notices say: the manual's rules, their figures and their days."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from chinese_calendar import is_workday

from api.building.seeds import read_seeds
from api.notices.rules import PAGES, SLOTS, texts_in
from api.settings import ROOT
from tests.notices.little_notices import read

NOTICES = read_seeds(ROOT / "seed")["notices"]["sections"]
BY_ID = {notice["id"]: notice for notice in NOTICES}
LANGUAGES = ("zh", "en")


def text_of(notice_id: str, language: str) -> str:
    """Return everything a notice says, figures as ¥1,000 and slots as <name>."""
    part = BY_ID[notice_id][language]
    blocks = [{"node": "paragraph", "nodes": part["summary"]}, *part["nodes"]]
    slots = re.findall(r'"name": "(\w+)"', json.dumps(blocks))
    texts = [part["title"], *(piece for block in blocks for piece in texts_in(block))]
    return " ".join([*texts, *(f"<{name}>" for name in slots)])


def lines_of(notice_id: str, kind: str) -> list[list[dict[str, Any]]]:
    return [block["lines"] for block in BY_ID[notice_id]["zh"]["nodes"] if block["node"] == kind]


def test_it_has_the_notices_of_the_manual() -> None:
    assert {notice["id"] for notice in NOTICES if notice["important"]} == {
        "check-hospital",
        "preauth-private",
        "preauth-public",
        "preauth-skipped",
        "public-booking",
        "pay-bills",
    }
    chapters = {chapter for notice in NOTICES for chapter in notice["chapters"]}
    assert chapters == set(range(1, 10))


# By notice: what each language must say.
SAID = {
    "check-hospital": (("名单", "<hotline>", "住院"), ("list", "<hotline>", "stay")),
    "preauth-private": (
        ("5个工作日", "¥5,000", "¥30,000", "手术", "特殊门诊", "医院帮您", "担保函"),
        ("5 working days", "¥5,000", "¥30,000", "operation", "Special outpatient", "guarantee"),
    ),
    "preauth-public": (("任何住院", "自己申请"), ("Any stay", "You do")),
    "preauth-skipped": (("40%", "网络医院", "转运", "一分不赔"), ("40%", "network", "nothing")),
    "public-booking": (
        ("特需部或国际部", "不能指定专家", "2个工作日", "前一个工作日16:00", "黑名单", "短信"),
        ("special-needs", "named specialist", "2 working days", "16:00 on the", "blacklist"),
    ),
    "direct-billing": (("当场", "签字"), ("pay in full", "sign the bill")),
    "pay-bills": (("1次没付", "变灰", "就诊记录", "邮件"), ("One unpaid bill", "grey", "Visits")),
    "claim-public": (
        (
            "发票",
            "病历",
            "检查报告",
            "电子保险卡",
            "身份证明",
            "银行账户",
            "索赔申请表",
            "10个工作日",
        ),
        ("Invoices", "records", "reports", "e-card", "identity", "bank", "form", "10 working days"),
    ),
    "claim-internet": (
        ("复诊", "互联网医院", "资质"),
        ("follow-up", "internet hospital", "licensed"),
    ),
    "bind-card": (("一字不差", "后四位", "24小时"), ("exactly", "last four", "24 hours")),
    "several-cards": (("关联新保单",), ("new policy",)),
    "ask-us": (("<hotline>", "24小时", "三甲"), ("<hotline>", "24 hours", "3A")),
    "complain": (("<hotline>", "<complaints_email>"), ("<hotline>", "<complaints_email>")),
    "what-decides": (("保险条款", "电子保险卡"), ("policy terms", "e-card")),
}


@pytest.mark.parametrize("notice_id", SAID)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_each_rule_in_both_languages(notice_id: str, language: str) -> None:
    said = text_of(notice_id, language)
    wanted = SAID[notice_id][LANGUAGES.index(language)]
    assert [words for words in wanted if words not in said] == []


@pytest.mark.parametrize(
    "notice_id",
    [
        "preauth-private",
        "preauth-public",
        "preauth-skipped",
        "public-booking",
        "direct-billing",
        "pay-bills",
        "claim-public",
        "claim-internet",
    ],
)
def test_it_gives_a_deadline_and_an_example_in_figures(notice_id: str) -> None:
    headings = [
        block["nodes"][0] for block in BY_ID[notice_id]["zh"]["nodes"] if block["node"] == "heading"
    ]
    assert any("最晚" in words or "取消" in words for words in headings)
    assert lines_of(notice_id, "calc")


def test_it_reckons_the_forty_percent() -> None:
    (payout, transport) = lines_of("preauth-skipped", "calc")
    assert [line["fen"] for line in payout] == [1_000_000, 400_000, 600_000]
    assert payout[1]["rate_bp"] == 4000
    assert transport[-1]["fen"] == 0


def working_days_before(on: date, count: int) -> date:
    """Count back; March 2027 has no public holidays, so weekdays are working days."""
    while count > 0:
        on -= timedelta(days=1)
        count -= on.weekday() < 5
    return on


def days_of(notice_id: str) -> list[date]:
    (lines,) = lines_of(notice_id, "days")
    return [date.fromisoformat(line["on"]) for line in lines]


def test_it_counts_like_the_calendar() -> None:
    """The same count on a month that the calendar of public holidays knows."""
    for number in range(1, 32):
        on = date(2026, 3, number)
        assert is_workday(on) is (on.weekday() < 5)


@pytest.mark.parametrize("notice_id", ["preauth-private", "preauth-public"])
def test_its_asking_days_are_five_working_days_ahead(notice_id: str) -> None:
    ask_by, start = days_of(notice_id)
    assert ask_by == working_days_before(start, 5)


def test_its_booking_days_keep_the_rules() -> None:
    asked, arranged, cancel_by, visit = days_of("public-booking")
    assert asked == working_days_before(arranged, 2)
    assert cancel_by == working_days_before(visit, 1)
    (lines,) = lines_of("public-booking", "days")
    assert lines[2]["time"] == "16:00"


def test_its_claim_of_a_stay_is_settled_in_ten_working_days() -> None:
    handed_in, settled = days_of("claim-public")
    assert handed_in == working_days_before(settled, 10)


def test_its_examples_begin_on_working_days() -> None:
    days = [on for notice in NOTICES for on in _all_days(notice["id"])]
    assert days
    assert [on for on in days if on.weekday() >= 5 or (on.year, on.month) != (2027, 3)] == []


def _all_days(notice_id: str) -> list[date]:
    return [
        date.fromisoformat(line["on"]) for lines in lines_of(notice_id, "days") for line in lines
    ]


def test_it_leads_only_to_pages_of_the_app() -> None:
    routes = (ROOT / "pwa" / "routes.js").read_text(encoding="utf-8")
    assert set(PAGES) <= set(re.findall(r"path: '(/[^':]*)'", routes))


def test_its_guide_names_every_page_and_slot() -> None:
    guide = (ROOT / "docs" / "NOTICES.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`\n]+)`", guide))
    assert {*PAGES, *(f"<{name}>" for name in SLOTS)} <= named


def test_the_example_of_its_guide_can_be_read(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "NOTICES.md").read_text(encoding="utf-8")
    example = guide.split("```\n")[1].replace("- related: direct-billing, ask-us\n", "")
    (notice,) = read(tmp_path, example)
    assert (notice["id"], notice["en"]["title"]) == ("pay-bills", "Pay your own part on time")
