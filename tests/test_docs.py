"""What the documents promise is there, and what is there is documented."""

import re
from enum import StrEnum
from pathlib import Path

import pytest
from flask import Flask

import api
from api.settings import ROOT

DOCS = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]
SETTING = re.compile(r'"((?:TONGKA_[A-Z_]+)|PORT)"')


def enums() -> list[type[StrEnum]]:
    own = f"{api.__name__}."
    kinds = [kind for kind in StrEnum.__subclasses__() if kind.__module__.startswith(own)]
    return sorted(kinds, key=lambda kind: kind.__name__)


def test_it_documents_every_setting() -> None:
    read = set(SETTING.findall((ROOT / "api" / "settings.py").read_text()))
    table = set(re.findall(r"^\| `((?:TONGKA_[A-Z_]+)|PORT)` \|", DOCS[0].read_text(), re.M))
    assert table == read


@pytest.mark.parametrize("kind", enums(), ids=lambda kind: kind.__name__)
def test_it_documents_every_value_of_an_enum(kind: type[StrEnum]) -> None:
    rows = re.findall(rf"^\| `{kind.__name__}` \| (.+) \|$", vocabulary(), re.M)
    assert len(rows) == 1
    assert [value for value in kind if f"`{value}`" not in rows[0]] == []


def vocabulary() -> str:
    return (ROOT / "docs" / "VOCABULARY.md").read_text()


def test_it_documents_every_collection(app: Flask) -> None:
    text = (ROOT / "docs" / "SYNC.md").read_text()
    table = set(re.findall(r"^\| `(\w+)` \| .+ \| `(\w+)` \|$", text, re.M))
    collections = app.extensions["tongka"].collections
    assert table == {(each.name, each.shape.__name__) for each in collections}


def test_it_documents_every_command(app: Flask) -> None:
    text = (ROOT / "docs" / "SYNC.md").read_text()
    table = re.findall(r"^\| `(\w+\.\w+)` \| (\d+) \| .+ \| `(\w+)` \|$", text, re.M)
    commands = app.extensions["tongka"].commands
    assert sorted(table) == sorted((c.name, str(c.version), c.args.__name__) for c in commands)


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.relative_to(ROOT).as_posix())
def test_its_links_lead_somewhere(doc: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", doc.read_text())
    assert [link for link in links if not (doc.parent / link).exists()] == []


@pytest.mark.parametrize("doc", DOCS[:2], ids=["en", "zh"])
def test_the_commands_of_the_readme_exist(doc: Path, app: Flask) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M)
    named = re.findall(r"make ([a-z]+)", doc.read_text())
    assert {"run", "test"} <= set(named) <= set(targets)
    for words in re.findall(r"`flask ([a-z ]+?)(?: [^a-z`][^`]*)?`", doc.read_text()):
        command = app.cli
        for word in words.split():
            command = command.commands[word]  # type: ignore[attr-defined, assignment]
