"""What the bind form says about each field before anything is sent."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with

TODAY = "2026-11-22"
FINE = {
    "kind": "individual",
    "child_name": "林小满",
    "policy_last4": "4821",
    "id_type": "passport",
    "id_number": "e1234 5678",
    "birthday": "20230109",
    "region": "CN",
    "phone": "138 0000 2046",
}


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    """A page that holds the form's checks as `lib.checks`."""
    with (
        launched(playwright, chromium) as browser,
        page_with(browser, checks="pages/bind/checks.js") as page,
    ):
        yield page


def problem_of(lib: Page, field: str, **changes: str) -> Any:
    """Return the key and the counts of what is wrong with one field, or None."""
    typed = FINE | changes
    return lib.evaluate(
        """({field, typed, today}) => {
          const problem = lib.checks.checkField(field, typed, today);
          return problem && [problem.key, problem.params.count ?? null];
        }""",
        {"field": field, "typed": typed, "today": TODAY},
    )


def test_it_sends_what_was_typed_in_the_services_own_form(lib: Page) -> None:
    body = lib.evaluate("(typed) => lib.checks.toRequest(typed)", FINE | {"child_name": " 林小满 "})

    assert body == {
        "kind": "individual",
        "child_name": "林小满",
        "policy_last4": "4821",
        "id_type": "passport",
        "id_number": "E12345678",
        "birthday": "2023-01-09",
        "phone": "+8613800002046",
    }


def test_it_asks_a_group_for_its_number_first(lib: Page) -> None:
    empty = dict.fromkeys(FINE, "") | {"kind": "group", "id_type": "passport", "region": "CN"}
    to_fix = lib.evaluate(
        "([typed, today]) => lib.checks.fieldsToFix(typed, today)", [empty, TODAY]
    )

    assert to_fix == ["policy_last4", "child_name", "id_number", "birthday", "phone"]


@pytest.mark.parametrize(
    "written",
    ["20230109", "2023-01-09", "2023-1-9", "2023年1月9日", "２０２３０１０９", "2023/01/09"],
)
def test_it_reads_a_birthday_however_it_is_written(lib: Page, written: str) -> None:
    assert lib.evaluate("(text) => lib.checks.birthdayOf(text)", written) == "2023-01-09"


@pytest.mark.parametrize(
    ("field", "value", "key", "count"),
    [
        ("child_name", " ", "name_missing", None),
        ("child_name", "林" * 61, "name_long", None),
        ("policy_last4", "", "digits_missing", None),
        ("policy_last4", "482", "digits_short", 1),
        ("policy_last4", "48210", "digits_long", 1),
        ("policy_last4", "48O1", "digits_only", None),
        ("id_number", "", "id_missing", None),
        ("birthday", "", "birthday_missing", None),
        ("birthday", "202301", "digits_short", 2),
        ("birthday", "20230230", "birthday_none", None),
        ("birthday", "20261123", "birthday_future", None),
        ("birthday", "19230109", "birthday_old", None),
        ("phone", "", "phone_missing", None),
    ],
)
def test_it_says_kindly_what_is_wrong(
    lib: Page, field: str, value: str, key: str, count: int | None
) -> None:
    assert problem_of(lib, field, **{field: value}) == [f"bind.problem.{key}", count]


def test_it_holds_a_mainland_id_to_its_rule(lib: Page) -> None:
    wrong = problem_of(lib, "id_number", id_type="mainland_id", id_number="110101199001010000")

    assert wrong == ["identity.check_digit", None]
    assert problem_of(lib, "id_number", id_type="passport", id_number="E12345678") is None
