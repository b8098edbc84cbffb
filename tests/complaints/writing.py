"""A complaint as a phone writes it: its words, its photos, and what the phone then sees of it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from api.core.ids import new_id
from tests.cast import Card, Phone
from tests.uploads.tus import png, upload

TEXT = "前台说系统里查不到小满的卡，让我先付了 ¥1,240。"


def paper(**changes: Any) -> dict[str, Any]:
    """Returns the announcement of one photo."""
    return {"id": new_id(), "filename": "", "size": 4000, **changes}


def open_args(**changes: Any) -> dict[str, Any]:
    """Returns the arguments of `complaints.open`, with some values changed."""
    return {
        "id": new_id(),
        "topic": "reception",
        "text": TEXT,
        "wish": "把先付的钱按直付退回来",
        "papers": [],
        **changes,
    }


@dataclass
class Written:
    """A complaint that a phone wrote; `papers` are the photos it announced, in their order."""

    phone: Phone
    card: Card
    id: str
    receipt: str
    papers: list[dict[str, Any]]

    def row(self, phone: Phone | None = None) -> dict[str, Any]:
        """Returns the complaint as a phone sees it after a pull."""
        return (phone or self.phone).pull().row(self.card.policy_id, "complaints", self.id)

    def send(self, verb: str, phone: Phone | None = None, **args: Any) -> dict[str, Any]:
        """Sends a command about the complaint, and returns what became of it."""
        command = f"complaints.{verb}"
        return (phone or self.phone).send(self.card, command, complaint_id=self.id, **args)

    def deliver(self, place: int = 0, phone: Phone | None = None) -> dict[str, Any]:
        """Uploads and attaches a photo, and returns what became of that."""
        return self.send("attach", phone, **self.uploaded(place, phone))

    def uploaded(self, place: int = 0, phone: Phone | None = None) -> dict[str, Any]:
        """Uploads a photo, and returns the arguments that attach it."""
        content = png(filler=3000) + new_id().encode()
        upload_id = upload(phone or self.phone, self.card.policy_id, content)
        digest = hashlib.sha256(content).hexdigest()
        return {"paper_id": self.papers[place]["id"], "upload_id": upload_id, "sha256": digest}


def write_complaint(phone: Phone, card: Card, photos: int = 0, **changes: Any) -> Written:
    """Writes a complaint that is as it should be."""
    args = open_args(**{"papers": [paper() for _ in range(photos)], **changes})
    result = phone.send(card, "complaints.open", **args)
    assert result["status"] == "done", result
    return Written(phone, card, args["id"], result["receipt"], args["papers"])
