"""A malformed code, challenge or name: each field named."""

from uuid import uuid4

import pytest
from flask import Flask

from tests.cast import Phone, on_sqlite


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"challenge": "1"}, "challenge"),
        ({"challenge": None}, "challenge"),
        ({"code": "12345"}, "code"),
        ({"code": "１２３４５６"}, "code"),
        ({"code": 123456}, "code"),
        ({"device_name": ""}, "device_name"),
        ({"device_name": "　"}, "device_name"),
        ({"device_name": "长" * 21}, "device_name"),
        ({"device_name": "妈\ud83d"}, "device_name"),
    ],
)
def test_it_names_the_field_that_is_malformed(
    app: Flask, changes: dict[str, object], field: str
) -> None:
    body = {"challenge": str(uuid4()), "code": "123456", "device_name": "妈妈", **changes}

    answer = Phone(app).post("/api/bind", body)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert list(answer.json["fields"]) == [field]
