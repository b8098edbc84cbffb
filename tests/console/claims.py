"""A claim's page at a desk, as its forms are filled in."""

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.claims.filing import Filed
from tests.desks import Desk

_VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass
class Page:
    """One claim at one desk. `version` is what the page showed when it was last opened."""

    desk: Desk
    filed: Filed
    version: str = ""

    @property
    def address(self) -> str:
        return f"/console/claims/{self.filed.id}"

    def open(self) -> str:
        """Opens the page and returns its text."""
        answer = self.desk.get(self.address)
        assert answer.status_code == 200
        self._note(answer)
        return answer.text

    def send(self, verb: str, **fields: Any) -> TestResponse:
        """Sends one of the page's forms, as the page was last seen."""
        if not self.version:
            self.open()
        said = {"version": self.version, **fields}
        self.desk.get("/console/account")
        answer = self.desk.client.post(
            f"{self.address}/{verb}", data={"csrf_token": self.desk.form_token, **said}
        )
        if answer.status_code == 302:
            self.version = ""
        return answer

    def assess(self, *rows: tuple[str, str, str, str, str], **facts: str) -> TestResponse:
        """Lists expenses: name, kind, claimed, covered, reason."""
        columns = ("item_name", "item_kind", "item_claimed", "item_covered", "item_reason")
        cells = {name: [row[index] for row in rows] for index, name in enumerate(columns)}
        return self.send("items", **cells, **{"benefit": "outpatient", **facts})

    def _note(self, answer: TestResponse) -> None:
        found = _VERSION.search(answer.text)
        self.version = found[1] if found else ""


WHOLE = ("诊察、用药", "consultation", "1,386.50", "", "")
PARTLY = (
    ("诊察费", "consultation", "600", "540.00", "只按普通门诊"),
    ("雾化面罩", "other", "¥40", "0", "不在保障内"),
)


def errors_in(answer: TestResponse) -> str:
    """Returns the box that says what was not done."""
    found = re.search(r'role="alert">(.*?)</div>', answer.text, re.DOTALL)
    return found[1] if found else ""
