"""Phone numbers as people type them."""

import phonenumbers

_MAINLAND = 86
_SHORTEST_MOBILE = 13_000_000_000


def e164(text: str, region: str = "CN") -> str | None:
    """A possible number in E.164, or none; without a country code it is one of `region`."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or _is_no_mobile(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_no_mobile(number: phonenumbers.PhoneNumber) -> bool:
    """Whether a mainland number is one that gets no SMS; mobiles have 11 digits from 13 on."""
    return number.country_code == _MAINLAND and (number.national_number or 0) < _SHORTEST_MOBILE
