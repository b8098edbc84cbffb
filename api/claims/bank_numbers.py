"""The number of a bank account, as it is typed and as it is kept."""

import unicodedata
from enum import Enum

from stdnum import luhn

# ISO/IEC 7812: a card number has up to 19 digits; Chinese debit cards have 16 to 19, old ones 13.
_SHORTEST, _LONGEST = 13, 19


class BankNumberFlaw(Enum):
    """What is wrong with a bank number."""

    NOT_DIGITS = "it holds something that is no digit"
    LENGTH = "it has 13 to 19 digits"
    CHECK_DIGIT = "one digit is wrong"


def plain_bank_number(text: str) -> str:
    """A bank number as it is kept: digits, without the spaces and hyphens people type."""
    folded = unicodedata.normalize("NFKC", text).replace("-", "")
    return "".join(folded.split())


def bank_number_flaw(text: str) -> BankNumberFlaw | None:
    """What is wrong with a bank number; None: its length and its Luhn check digit are right."""
    number = plain_bank_number(text)
    if not (number.isascii() and number.isdigit()):
        return BankNumberFlaw.NOT_DIGITS
    if not _SHORTEST <= len(number) <= _LONGEST:
        return BankNumberFlaw.LENGTH
    return None if luhn.is_valid(number) else BankNumberFlaw.CHECK_DIGIT
