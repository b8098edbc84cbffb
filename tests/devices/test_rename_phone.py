"""A phone's name, changed from any phone of the family."""

import pytest

from api.core.ids import new_id
from tests.cast import Card, Phone, on_sqlite

RENAME = "devices.rename"


def names(phone: Phone, card: Card) -> list[str]:
    return [each["name"] for each in phone.phones(card.policy_id)]


def test_it_renames_any_phone_of_the_card(mother: Phone, father: Phone, lin: Card) -> None:
    own, other = mother.own_binding(lin.policy_id), father.own_binding(lin.policy_id)

    assert mother.send(lin, RENAME, binding_id=own, name=" 妈妈的新手机 ")["status"] == "done"
    assert mother.send(lin, RENAME, binding_id=other, name="外公的手机")["status"] == "done"

    assert names(father, lin) == ["妈妈的新手机", "外公的手机"]


@on_sqlite
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "名字写 1 到 20 个字。"),
        ("   ", "名字写 1 到 20 个字。"),
        ("长" * 21, "名字写 1 到 20 个字。"),
        ("妈\n妈", "有看不见的字符，删掉再试。"),
        ("妈\x7f妈", "有看不见的字符，删掉再试。"),
        (None, "还没填。"),
    ],
)
def test_it_takes_only_what_binding_takes(
    mother: Phone, lin: Card, name: str | None, sentence: str
) -> None:
    result = mother.send(lin, RENAME, binding_id=mother.own_binding(lin.policy_id), name=name)

    assert (result["status"], result["fields"]) == ("rejected", {"name": [sentence]})
    assert names(mother, lin) == ["妈妈的手机"]


def test_it_renames_no_phone_that_is_not_on_the_card(
    mother: Phone, father: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    foreign, gone = stranger.own_binding(chen.policy_id), father.own_binding(lin.policy_id)
    father.unbind(lin.policy_id, gone)

    for binding_id in (foreign, gone, new_id()):
        result = mother.send(lin, RENAME, binding_id=binding_id, name="我的")
        assert (result["status"], result["code"]) == ("rejected", "phone_gone")

    assert names(stranger, chen) == ["陈妈妈的手机"]


def test_it_takes_no_name_from_another_family(mother: Phone, stranger: Phone, lin: Card) -> None:
    own = mother.own_binding(lin.policy_id)

    assert stranger.send(lin, RENAME, binding_id=own, name="我的")["code"] == "not_bound"
    assert names(mother, lin) == ["妈妈的手机"]
