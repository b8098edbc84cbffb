"""Bank numbers: how people type them, and what can't be one."""

import pytest

from api.claims.bank_numbers import BankNumberFlaw, bank_number_flaw, plain_bank_number

SOUND = "6222021234567890128"


@pytest.mark.parametrize(
    "typed",
    [SOUND, "6222 0212 3456 7890 128", "6222-0212-3456-7890-128", "６２２２021234567890128"],
)
def test_it_takes_a_number_as_people_type_it(typed: str) -> None:
    assert plain_bank_number(typed) == SOUND
    assert bank_number_flaw(typed) is None


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("", BankNumberFlaw.NOT_DIGITS),
        ("6222O21234567890128", BankNumberFlaw.NOT_DIGITS),
        ("622202123456", BankNumberFlaw.LENGTH),
        ("62220212345678901284", BankNumberFlaw.LENGTH),
        ("6222021234567890129", BankNumberFlaw.CHECK_DIGIT),
        ("6222021234567980128", BankNumberFlaw.CHECK_DIGIT),
    ],
)
def test_it_names_what_is_wrong(typed: str, flaw: BankNumberFlaw) -> None:
    assert bank_number_flaw(typed) is flaw
