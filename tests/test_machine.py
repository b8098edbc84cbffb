"""Which browser the journeys drive, and what a machine without one is told."""

from pathlib import Path

import pytest

from tests.machine import Need, find_chromium, provide


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with no browser and no apt-get; returns the only folder of its PATH."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str) -> str:
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return str(file)


def test_it_finds_an_installed_browser(bare_machine: Path) -> None:
    chrome = program(bare_machine, "google-chrome")

    assert find_chromium(str(bare_machine / "playwrights-own")) == chrome


def test_it_prefers_playwrights_own_and_above_all_the_one_asked_for(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare_machine, "chromium")
    own = program(bare_machine, "playwrights-own")
    assert find_chromium(own) == own

    asked_for = program(bare_machine, "asked-for")
    monkeypatch.setenv("CHROMIUM", asked_for)
    assert find_chromium(own) == asked_for


def test_it_asks_in_one_sentence_for_what_it_may_not_install(bare_machine: Path) -> None:
    assert find_chromium(str(bare_machine / "playwrights-own"), known_places=()) is None

    missing = Need(lambda: False, ("chromium",), "Please install Chromium.")
    present = Need(lambda: True, ("fonts",), "Please install fonts.")

    assert provide((missing, present), may_install=False) == ["Please install Chromium."]
