"""A malformed request for a binding code: each field named, in both languages."""

from collections.abc import Callable

import pytest

from tests.cast import VERSIONS, Phone, on_sqlite
from tests.factories import mainland_id

BAD = [
    ({"child_name": ""}, "child_name"),
    ({"child_name": "林" * 61}, "child_name"),
    ({"child_name": "林\u0000小满"}, "child_name"),
    ({"child_name": "林\ud800"}, "child_name"),
    ({"child_name": 7}, "child_name"),
    ({"policy_last4": "123"}, "policy_last4"),
    ({"policy_last4": "12345"}, "policy_last4"),
    ({"policy_last4": "１２３４"}, "policy_last4"),
    ({"id_type": "driving_licence"}, "id_type"),
    ({"id_type": None}, "id_type"),
    ({"id_number": "110101199005170012"}, "id_number"),
    ({"id_number": "1" * 41}, "id_number"),
    ({"id_type": "passport", "id_number": "E12\udfff4567"}, "id_number"),
    ({"birthday": "21.05.2022"}, "birthday"),
    ({"birthday": "2022-02-30"}, "birthday"),
    ({"birthday": "1822-05-21"}, "birthday"),
    ({"phone": "13800002046"}, "phone"),
    ({"phone": "+8613"}, "phone"),
    ({"phone": "+86 138 0000 2046"}, "phone"),
    ({"kind": "family"}, "kind"),
    ({"attempt": "again"}, "attempt"),
    ({"surprise": "x"}, "surprise"),
]


@on_sqlite
@pytest.mark.parametrize(("changes", "field"), BAD)
def test_it_names_the_field_that_is_malformed(
    new_phone: Callable[..., Phone], changes: dict[str, str], field: str
) -> None:
    for language in ("zh", "en"):
        answer = new_phone().post("/api/bind/code", {**SOUND, **changes}, Accept_Language=language)

        assert (answer.status_code, answer.json["code"]) == (422, "invalid")
        assert list(answer.json["fields"]) == [field]
        assert all(chinese(said) == (language == "zh") for said in answer.json["fields"][field])
        assert "Set-Cookie" not in answer.headers


SOUND = {
    "child_name": "林小满",
    "policy_last4": "2046",
    "id_type": "mainland_id",
    "id_number": mainland_id(),
    "birthday": "2022-05-21",
    "phone": "+8613800002046",
    "kind": "individual",
    **VERSIONS,
}


def chinese(sentence: str) -> bool:
    return any("\u4e00" <= each <= "\u9fff" for each in sentence)


@on_sqlite
def test_it_names_a_field_that_is_missing(new_phone: Callable[..., Phone]) -> None:
    for field in SOUND:
        body = {name: value for name, value in SOUND.items() if name != field}

        answer = new_phone().post("/api/bind/code", body)

        assert answer.status_code == 422
        assert answer.json["fields"] == {field: ["还没填。"]}
