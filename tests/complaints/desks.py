"""A complaint's page at a desk, as its forms are filled in."""

import re
from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.complaints.writing import Written
from tests.desks import Desk

_VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass
class ComplaintPage:
    """One complaint at one desk. `version` is what the page showed when it was last opened."""

    desk: Desk
    written: Written
    version: str = ""

    @property
    def address(self) -> str:
        return f"/console/complaints/{self.written.id}"

    def open(self) -> str:
        """Opens the page and returns its text."""
        answer = self.desk.get(self.address)
        assert answer.status_code == 200
        found = _VERSION.search(answer.text)
        self.version = found[1] if found else "0"
        return str(answer.text)

    def answer(self, words: str) -> TestResponse:
        """Answers the complaint as the page was last seen."""
        return self._send("answer", words)

    def close(self, words: str) -> TestResponse:
        """Closes the complaint as the page was last seen."""
        return self._send("close", words)

    def _send(self, verb: str, words: str) -> TestResponse:
        if not self.version:
            self.open()
        self.desk.get("/console/account")
        return self.desk.post(f"{self.address}/{verb}", version=self.version, words=words)


def answer(desk: Desk, written: Written, words: str = "您说得对，钱退给您了。") -> None:
    """Answers a complaint as it stands."""
    assert ComplaintPage(desk, written).answer(words).status_code == 302
