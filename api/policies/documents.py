"""What an identity document's number says of itself."""

from datetime import date
from enum import Enum

from stdnum.cn import ric
from stdnum.exceptions import ValidationError as WrongNumber

from api.policies.rules import plain_id_number


class Flaw(Enum):
    """What is wrong with a mainland ID number."""

    LENGTH = "it has 18 characters"
    CHECK_DIGIT = "one character is wrong"
    BIRTHDAY = "there is no such birthday"


class FlawedNumber(Exception):
    """A number that no mainland ID can have."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def mainland_birthday(text: str) -> date:
    """The birthday in a mainland ID number: 17 digits and a check character (GB 11643).

    The county code is not looked up: counties come and go, and an old one stays on its ID.
    Raises FlawedNumber.
    """
    number = plain_id_number(text)
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        raise FlawedNumber(Flaw.LENGTH)
    if ric.calc_check_digit(number) != number[17]:
        raise FlawedNumber(Flaw.CHECK_DIGIT)
    try:
        birthday: date = ric.get_birth_date(number)
    except WrongNumber:
        raise FlawedNumber(Flaw.BIRTHDAY) from None
    return birthday
