"""A pass as it is written: what is believed of it, in whatever order and at whatever clock."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.crypto import Keyring
from api.core.signatures import Signatures
from api.passes import rules
from api.passes.operations import read_token
from api.passes.rules import Malformed, Pass
from api.policies.rules import CardState

NOON = datetime(2026, 3, 9, 4, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KEYS = Signatures(Keyring({"new": b"n" * 32, "old": b"o" * 32}))
OLD_KEY = Signatures(Keyring({"old": b"o" * 32}))
STRANGER = Signatures(Keyring({"new": b"x" * 32}))
SHOWN = Pass(
    policy_id="019cd000-0000-7000-8000-000000000001",
    state=CardState.ACTIVE,
    version=7,
    as_of=NOON,
    sex="girl",
    years=3,
    tail="4821",
    letter="林",
)
passes = st.builds(
    Pass,
    policy_id=st.uuids().map(str),
    state=st.sampled_from(CardState),
    version=st.integers(1, 2**32 - 1),
    as_of=st.datetimes(datetime(2026, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 # next line
        lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
    ),
    sex=st.sampled_from(["", "girl", "boy"]),
    years=st.integers(0, 255),
    tail=st.from_regex(r"\A[0-9A-Za-z]{4}\Z"),
    letter=st.characters(codec="utf-8"),
)


def token(shown: Pass = SHOWN, keys: Signatures = KEYS) -> str:
    body = rules.body_of(shown, keys.first_id)
    return rules.token_of(body, keys.sign(body))


@given(passes)
def test_it_reads_what_it_wrote(shown: Pass) -> None:
    assert read_token(KEYS, token(shown), shown.as_of) == shown


def test_it_is_short_enough_for_a_code_that_scans_easily() -> None:
    # 49 modules hold 192 bytes (QR version 8, error correction L).
    address = f"https://ecard.insurer.example/verify#{token()}"
    assert len(address.encode()) <= 192


@given(passes, st.integers(-(10**6), 10**6))
def test_it_believes_no_pass_over_a_day_old_or_of_the_future(shown: Pass, seconds: int) -> None:
    now = shown.as_of + timedelta(seconds=seconds)
    believed = read_token(KEYS, token(shown), now) is not None

    assert believed == (-60 <= seconds <= 24 * 60 * 60)


@pytest.mark.parametrize(
    ("later", "believed"),
    [
        (timedelta(0), True),
        (timedelta(hours=24), True),
        (timedelta(hours=24) + SECOND, False),
        (-timedelta(minutes=1), True),
        (-timedelta(minutes=1) - SECOND, False),
    ],
)
def test_it_ends_after_24_hours(later: timedelta, believed: bool) -> None:
    assert (read_token(KEYS, token(), NOON + later) is not None) is believed


@given(passes, st.data())
def test_it_believes_no_pass_with_one_bit_changed(shown: Pass, data: st.DataObject) -> None:
    body, signature = rules.split_token(token(shown))
    whole = bytearray(body + signature)
    place = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[place // 8] ^= 1 << place % 8
    changed = base64.urlsafe_b64encode(whole).decode().rstrip("=")

    assert read_token(KEYS, changed, shown.as_of) is None


def test_it_believes_a_key_that_was_replaced_and_no_other() -> None:
    assert read_token(KEYS, token(keys=OLD_KEY), NOON) == SHOWN
    assert read_token(KEYS, token(keys=STRANGER), NOON) is None
    assert read_token(OLD_KEY, token(keys=KEYS), NOON) is None


@given(st.text(max_size=250) | st.from_regex(r"\A[A-Za-z0-9_-]{1,210}\Z"))
def test_it_believes_no_other_text(text: str) -> None:
    assert read_token(KEYS, text, NOON) is None


def test_it_takes_one_writing_of_a_token_only() -> None:
    """The last character of base64 has bits that mean nothing."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    sound = token(replace(SHOWN, letter="L"))
    assert len(sound) % 4
    other = sound[:-1] + letters[letters.index(sound[-1]) + 1]
    for wrong in (other, f"{sound}=", f" {sound}", f"{sound}\n"):
        with pytest.raises(Malformed):
            rules.split_token(wrong)


@pytest.mark.parametrize("change", [(0, 2), (21, 5), (30, 3), (32, 200), (36, 0xFF)])
def test_it_reads_no_form_that_it_does_not_know(change: tuple[int, int]) -> None:
    place, value = change
    body = bytearray(rules.body_of(SHOWN, KEYS.first_id))
    body[place] = value

    signed = rules.token_of(bytes(body), KEYS.sign(bytes(body)))

    assert read_token(KEYS, signed, NOON) is None


@pytest.mark.parametrize(
    ("birthday", "today", "years"),
    [
        (date(2022, 5, 21), date(2026, 5, 20), 3),
        (date(2022, 5, 21), date(2026, 5, 21), 4),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (date(2026, 5, 21), date(2026, 5, 20), 0),
    ],
)
def test_it_counts_full_years(birthday: date, today: date, years: int) -> None:
    assert rules.age_in_years(birthday, today) == years


@given(st.binary(min_size=32, max_size=32), st.uuids(), st.dates())
def test_it_writes_codes_of_six_digits(secret: bytes, policy: UUID, day: date) -> None:
    code = rules.typed_code(secret, str(policy), day)

    assert len(code) == 6
    assert code.isascii()
    assert code.isdigit()
    assert code == rules.typed_code(secret, str(policy), day)
