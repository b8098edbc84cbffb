"""`make build` says where the files are, or what to change."""

from pathlib import Path

import pytest

from api.building.__main__ import main
from tests.assets.little_app import change


@pytest.fixture
def environment(
    seed_dir: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings that keep everything in this test's folder."""
    monkeypatch.setenv("TONGKA_SEED_DIR", str(seed_dir))
    monkeypatch.setenv("TONGKA_BUILD_DIR", str(target))
    monkeypatch.setenv("TONGKA_VAR_DIR", str(tmp_path / "var"))


@pytest.mark.usefixtures("environment")
def test_it_builds_the_projects_own_app(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert str((target / "current").resolve()) in capsys.readouterr().out


@pytest.mark.usefixtures("environment")
def test_it_says_what_is_wrong_with_a_seed_file(
    seed_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(seed_dir / "operator.yaml", 'hotline: "', 'hot_line: "')

    assert main() == 1
    assert "field hot_line: Unknown field." in capsys.readouterr().err


@pytest.mark.usefixtures("environment")
def test_it_says_which_setting_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TONGKA_SEED_DIR", "/nowhere")

    assert main() == 1
    assert "TONGKA_SEED_DIR" in capsys.readouterr().err
