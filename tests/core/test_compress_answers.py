"""Large answers of the API travel compressed."""

import gzip
import json

import brotli
import pytest

from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.factories import make_visit


@pytest.fixture
def many_visits(database: OpenDatabase, lin: Card) -> None:
    with database() as session:
        for _ in range(20):
            make_visit(session, lin.policy_id)


@on_sqlite
@pytest.mark.usefixtures("many_visits")
@pytest.mark.parametrize(
    ("takes", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("deflate", None),
        ("", None),
    ],
)
def test_it_compresses_a_large_answer_as_the_phone_takes_it(
    mother: Phone, takes: str, encoding: str | None
) -> None:
    answer = mother.post("/api/sync/pull", {"build": "1", "cookies": {}}, Accept_Encoding=takes)

    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    content = decode(answer.data)
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.content_length == len(answer.data)
    (policy,) = json.loads(content)["policies"].values()
    assert len(policy["put"]["visits"]) == 20
    if encoding:
        assert len(answer.data) * 3 < len(content)


@on_sqlite
def test_it_leaves_a_small_answer_as_it_is(mother: Phone) -> None:
    answer = mother.get("/api/session", Accept_Encoding="br")

    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers
