"""A process that can't start says why in one sentence, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import ROOT


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Starts the service and waits for its end."""
    return subprocess.run(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PORT": "0",  # any that is free; it is never served on
            "TONGKA_VAR_DIR": str(tmp_path / "var"),
            "TONGKA_BUILD_DIR": str(tmp_path / "build"),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TONGKA_DATABASE_URL", "sqlite:///{no_database}", "TONGKA_DATABASE_URL"),
        ("TONGKA_SEED_DIR", "{nowhere}", "TONGKA_SEED_DIR"),
        ("TONGKA_SEED_DIR", "{empty}", "plans.yaml"),
        ("TONGKA_SMS_URL", "aliyun://key", "TONGKA_SMS_URL"),
        ("TONGKA_MAIL_URL", "smtps://user:secret@mail.example", "TONGKA_MAIL_URL"),
        ("TONGKA_PAYMENTS", "wechatpay:mchid=1900000109", "TONGKA_PAYMENTS lacks appid"),
    ],
)
def test_it_says_in_one_sentence_why_it_cannot_start(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    no_database = tmp_path / "no.db"
    no_database.write_text("this is no database, but a text that is long enough " * 20)
    (tmp_path / "empty").mkdir()
    places = {
        "no_database": no_database,
        "nowhere": tmp_path / "nowhere",
        "empty": tmp_path / "empty",
    }

    ended = start(tmp_path, **{name: value.format(**places)})

    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
