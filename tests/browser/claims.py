"""A claim with photos from a phone, filed behind its pages, where filing isn't what is tested."""

import base64
import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PIL import Image, ImageDraw

from api.core.clock import SystemClock, china_date
from api.core.ids import new_id
from tests.browser.phone import Phone

KINDS = ("invoice", "medical_record", "child_id", "signature")
BANK_NUMBER = "6222021234567890128"


@dataclass(frozen=True)
class Filed:
    """A claim that was filed."""

    id: str
    receipt: str


def file_claim(phone: Phone, policy_id: str, **changes: Any) -> Filed:
    """Files a claim with four photos, all delivered."""
    photos = {kind: _photo(f"{kind} {new_id()}") for kind in KINDS}
    documents = [
        {"id": new_id(), "kind": kind, "filename": f"{kind}.jpg", "size": len(photo)}
        for kind, photo in photos.items()
    ]
    claim = _header(**changes)
    account = {"id": new_id(), "holder": "周晚晴", "bank": "招商银行", "number": BANK_NUMBER}
    args = {"claim": claim, "account": account, "documents": documents, "agreed": True}
    receipt = _push(phone, policy_id, "claims.open", args)["receipt"]
    for document in documents:
        content = photos[str(document["kind"])]
        said = {
            "claim_id": claim["id"],
            "document_id": document["id"],
            "upload_id": _upload(phone, policy_id, content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        _push(phone, policy_id, "claims.attach", said)
    return Filed(claim["id"], receipt)


def claim_row(phone: Phone, claim_id: str) -> dict[str, Any]:
    """The claim as a phone would pull it now."""
    answer = phone.context.request.post(
        f"{phone.address}/api/sync/pull", data={"build": "", "cookies": {}}
    )
    policies = answer.json()["policies"].values()
    rows = [row for policy in policies for row in policy["put"].get("claims", [])]
    found: dict[str, Any] = next(row for row in rows if row["id"] == claim_id)
    return found


def _header(**changes: Any) -> dict[str, Any]:
    today = china_date(SystemClock().now())
    return {
        "id": new_id(),
        "kind": "public_outpatient",
        "hospital": "市第九十九医院国际部",
        "department": "儿科",
        "visited_on": (today - timedelta(days=4)).isoformat(),
        "diagnosis": "急性支气管炎",
        "total_fen": 138_650,
        "invoices": [{"number": new_id()[-12:], "amount_fen": 138_650}],
        **changes,
    }


def _push(phone: Phone, policy_id: str, name: str, args: dict[str, Any]) -> dict[str, Any]:
    command = {
        "id": new_id(),
        "policy_id": policy_id,
        "name": name,
        "version": 1,
        "args": args,
        "made_at": "2026-03-09T02:00:00.000Z",
        "after": [],
    }
    said = {"build": "1.journey", "commands": [command]}
    answer = phone.context.request.post(f"{phone.address}/api/sync/push", data=said).json()
    result: dict[str, Any] = answer["results"][0]
    assert result["status"] == "done", result
    return {"receipt": result["receipt"], **result["result"]}


def _upload(phone: Phone, policy_id: str, content: bytes) -> str:
    tus = {"Tus-Resumable": "1.0.0"}
    said = {"policy_id": policy_id, "filename": "photo.jpg", "filetype": "image/jpeg"}
    pairs = [f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in said.items()]
    begun = {**tus, "Upload-Length": str(len(content)), "Upload-Metadata": ",".join(pairs)}
    made = phone.context.request.post(f"{phone.address}/api/uploads", headers=begun)
    assert made.status == 201, made.text()
    place = made.headers["location"].rpartition("/")[2]
    chunk = {**tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    sent = phone.context.request.fetch(
        f"{phone.address}/api/uploads/{place}", method="PATCH", headers=chunk, data=content
    )
    assert sent.status == 204, sent.text()
    return place


def _photo(words: str) -> bytes:
    picture = Image.new("RGB", (900, 1200), "#fdfbf5")
    ImageDraw.Draw(picture).text((80, 120), words, fill="#333333", font_size=28)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()
