"""Encrypted values, their blind indexes and signatures, while keys come and go."""

import base64

import pytest
import sqlalchemy as sa

from api.core.crypto import Keyring, Sealed, UnreadableValue, Vault, use_vault, vault
from api.policies.models import Policyholder
from tests.cast import OpenDatabase
from tests.factories import make_holder

PLACE = "children:1:id_number"


def key(name: str, byte: int) -> str:
    return f"{name}:{base64.b64encode(bytes([byte] * 32)).decode()}"


def vault_of(*keys: str) -> Vault:
    ring = Keyring.parse(",".join(keys))
    return Vault(ring, ring)


OLD, NEW = key("old", 1), key("new", 2)


def test_it_opens_what_it_sealed() -> None:
    sealed = vault_of(OLD).seal("陈一诺 110101", PLACE)

    assert vault_of(OLD).open(sealed, PLACE) == "陈一诺 110101"
    assert "110101" not in sealed


def test_it_seals_the_same_text_differently_each_time() -> None:
    safe = vault_of(OLD)

    assert safe.seal("1", PLACE) != safe.seal("1", PLACE)


def test_it_opens_old_values_with_the_old_key_and_seals_with_the_new_one() -> None:
    sealed = vault_of(OLD).seal("x", PLACE)
    rotated = vault_of(NEW, OLD)

    assert rotated.open(sealed, PLACE) == "x"
    assert rotated.seal("x", PLACE).startswith("new.")
    with pytest.raises(UnreadableValue):
        vault_of(NEW).open(sealed, PLACE)


def test_it_refuses_a_key_of_the_same_name_with_other_bytes() -> None:
    sealed = vault_of(OLD).seal("x", PLACE)

    with pytest.raises(UnreadableValue):
        vault_of(key("old", 3)).open(sealed, PLACE)


@pytest.mark.parametrize("place", ["children:2:id_number", "children:1:phone", ""])
def test_it_refuses_a_value_that_was_moved(place: str) -> None:
    sealed = vault_of(OLD).seal("x", PLACE)

    with pytest.raises(UnreadableValue):
        vault_of(OLD).open(sealed, place)


@pytest.mark.parametrize("value", ["", "old", "old.", "old.AAAA", "old.!!", "old.a", "plain"])
def test_it_refuses_what_is_no_sealed_value(value: str) -> None:
    with pytest.raises(UnreadableValue):
        vault_of(OLD).open(value, PLACE)


def test_it_refuses_every_flipped_byte() -> None:
    name, _, encoded = vault_of(OLD).seal("x", PLACE).partition(".")
    raw = base64.urlsafe_b64decode(encoded)
    for position in range(len(raw)):
        flipped = raw[:position] + bytes([raw[position] ^ 1]) + raw[position + 1 :]
        with pytest.raises(UnreadableValue):
            vault_of(OLD).open(f"{name}.{base64.urlsafe_b64encode(flipped).decode()}", PLACE)


def test_it_finds_values_indexed_under_old_keys() -> None:
    before, rotated = vault_of(OLD), vault_of(NEW, OLD)

    assert before.blind_index("1", "phone") in rotated.blind_indexes("1", "phone")
    assert rotated.blind_index("1", "phone") == vault_of(NEW).blind_index("1", "phone")
    assert before.blind_index("1", "phone") != before.blind_index("1", "id_number")
    assert before.blind_index("1", "phone") != before.blind_index("2", "phone")


def test_it_accepts_signatures_of_old_keys() -> None:
    signature = vault_of(OLD).sign("123456")

    assert vault_of(NEW, OLD).signed("123456", signature)
    assert not vault_of(NEW).signed("123456", signature)
    assert not vault_of(OLD).signed("123457", signature)
    assert vault_of(OLD).sign("1") != vault_of(OLD).blind_index("1", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "old",
        "old:",
        "old:AAAA",
        "old:not base64",
        key("", 1),
        key("a.b", 1),
        f"{OLD},{key('old', 2)}",
        f"{OLD},",
    ],
)
def test_it_refuses_a_malformed_keyring(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Keyring.parse(text)


def test_it_generates_keyrings_that_it_reads() -> None:
    assert Keyring.parse(Keyring.generate()) != Keyring.parse(Keyring.generate())
    assert [len(each) for each in Keyring.parse(Keyring.generate()).keys.values()] == [32]


def test_it_never_shows_a_key() -> None:
    assert "AQEB" not in repr(Keyring.parse(OLD))
    assert str(bytes([1] * 32)) not in repr(Keyring.parse(OLD))


def test_it_stores_nothing_readable(database: OpenDatabase) -> None:
    with database() as session:
        holder = make_holder(session, phone="+8613800002046")
        stored = session.execute(
            sa.text("SELECT phone_sealed, phone_index, id_number_sealed FROM policyholders")
        ).one()

        assert holder.phone == "+8613800002046"
        assert not any("13800002046" in value for value in stored)


def test_it_refuses_a_value_copied_from_another_row(database: OpenDatabase) -> None:
    with database() as session:
        one, other = make_holder(session), make_holder(session)
        one.phone_sealed = other.phone_sealed

        with pytest.raises(UnreadableValue):
            _ = one.phone
        session.rollback()


def test_it_needs_the_id_of_the_row_first() -> None:
    with pytest.raises(RuntimeError, match="Policyholder needs its id before phone"):
        Policyholder().phone = "1"


def test_it_keeps_none_as_none(database: OpenDatabase) -> None:
    class Note:
        __tablename__ = "notes"
        id = "1"
        text_sealed: str | None = "x"
        text = Sealed()

    note = Note()
    note.text = None
    assert note.text_sealed is None
    assert note.text is None
    note.text = "x"
    assert note.text == "x"


def test_it_says_so_when_no_keys_are_loaded() -> None:
    loaded = vault()
    try:
        use_vault(None)  # type: ignore[arg-type] # as before the start
        with pytest.raises(RuntimeError, match="not loaded"):
            vault()
    finally:
        use_vault(loaded)
