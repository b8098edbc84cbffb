"""A claim as a phone files it: its header, its photos, and what the phone then sees of it."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from api.core.ids import new_id
from tests.cast import Card, Phone
from tests.uploads.tus import png, upload

# Numbers with a right Luhn digit, given to nobody this way.
BANK_NUMBER = "6222021234567890128"
OTHER_NUMBER = "6217009876543210981"
PHOTOS = ("invoice", "medical_record", "child_id", "signature")


def header(**changes: Any) -> dict[str, Any]:
    """Returns the header of a new outpatient claim, with some values changed."""
    return {
        "id": new_id(),
        "kind": "public_outpatient",
        "hospital": "市第九十九医院国际部",
        "department": "儿科",
        "visited_on": "2026-03-05",
        "diagnosis": "急性支气管炎",
        "total_fen": 138_650,
        "invoices": [{"number": "0000 1862", "amount_fen": 138_650, "issued_on": "2026-03-05"}],
        **changes,
    }


def stay(**changes: Any) -> dict[str, Any]:
    """Returns the header of the worked example: a stay of five days."""
    values = {
        "kind": "public_inpatient",
        "visited_on": "2026-02-09",
        "discharged_on": "2026-02-14",
        "diagnosis": "肺炎",
        "total_fen": 920_680,
        "invoices": [{"amount_fen": 920_680}],
    }
    return header(**{**values, **changes})


def account(**changes: Any) -> dict[str, Any]:
    """Returns a new account."""
    values = {"holder": "周晚晴", "bank": "招商银行", "number": BANK_NUMBER}
    return {"id": new_id(), **values, **changes}


def photo(kind: str = "invoice", **changes: Any) -> dict[str, Any]:
    """Returns the announcement of one photo."""
    return {
        "id": new_id(),
        "kind": kind,
        "filename": "IMG_20260309_1015.jpg",
        "size": 4000,
        **changes,
    }


def open_args(*kinds: str, **changes: Any) -> dict[str, Any]:
    """Returns the arguments of `claims.open`; `kinds` are those of the photos."""
    return {
        "claim": header(),
        "account": account(),
        "documents": [photo(kind) for kind in kinds or PHOTOS],
        "agreed": True,
        **changes,
    }


@dataclass
class Filed:
    """A claim that a phone opened; `documents` are those it announced, in their order."""

    phone: Phone
    card: Card
    id: str
    receipt: str
    documents: list[dict[str, Any]]
    contents: dict[str, bytes] = field(default_factory=dict)

    def row(self, phone: Phone | None = None) -> dict[str, Any]:
        """Returns the claim as a phone sees it after a pull."""
        return (phone or self.phone).pull().row(self.card.policy_id, "claims", self.id)

    def document_rows(self, phone: Phone | None = None) -> list[dict[str, Any]]:
        """Returns the claim's documents as a phone sees them after a pull, in their order."""
        rows = (phone or self.phone).pull().all("claim_documents")
        own = [row for row in rows if row["claim_id"] == self.id]
        return sorted(own, key=lambda row: int(row["position"]))

    def send(self, verb: str, phone: Phone | None = None, **args: Any) -> dict[str, Any]:
        """Sends a command about the claim, and returns what became of it."""
        return (phone or self.phone).send(self.card, f"claims.{verb}", claim_id=self.id, **args)

    def deliver(self, document: dict[str, Any], phone: Phone | None = None) -> dict[str, Any]:
        """Uploads and attaches a document, and returns what became of that."""
        phone = phone or self.phone
        content = png(filler=3000) + new_id().encode()
        self.contents[document["id"]] = content
        upload_id = upload(phone, self.card.policy_id, content)
        digest = hashlib.sha256(content).hexdigest()
        said = {"document_id": document["id"], "upload_id": upload_id, "sha256": digest}
        return self.send("attach", phone, **said)

    def deliver_all(self) -> None:
        """Delivers every document that was announced."""
        for document in self.documents:
            assert self.deliver(document)["status"] == "done"


def file_claim(phone: Phone, card: Card, *kinds: str, **changes: Any) -> Filed:
    """Opens a claim that is as it should be."""
    args = open_args(*kinds, **changes)
    result = phone.send(card, "claims.open", **args)
    assert result["status"] == "done", result
    receipt = result["result"]["receipt"]
    return Filed(phone, card, args["claim"]["id"], receipt, list(args["documents"]))
