"""The claim form: filled in by us, signed on the phone, and kept with the claim."""

import hashlib
import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from api.claims.form_pages import DOCUMENTS, KINDS, form_html
from api.claims.rules import ClaimKind, DocumentKind
from api.core.paper import pdf_of
from tests.cast import Card, Phone, RunJobs, on_sqlite
from tests.claims.filing import Filed, file_claim, header, photo, stay
from tests.uploads.tus import upload

OPERATOR = {"name": {"zh": "童卡服务中心", "en": "Tongka Service Centre"}, "hotline": "021"}


def signature() -> bytes:
    """Returns a picture of a stroke, as the phone's canvas makes it."""
    picture = Image.new("RGBA", (640, 240), (0, 0, 0, 0))
    for x in range(100, 500):
        picture.putpixel((x, 120), (20, 33, 29, 255))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def sign(filed: Filed, document: dict[str, object]) -> None:
    """Delivers a drawn signature."""
    content = signature()
    upload_id = upload(filed.phone, filed.card.policy_id, content)
    digest = hashlib.sha256(content).hexdigest()
    said = {"document_id": document["id"], "upload_id": upload_id, "sha256": digest}
    assert filed.send("attach", **said)["status"] == "done"


def form_of(filed: Filed, phone: Phone) -> dict[str, object]:
    return next(row for row in filed.document_rows(phone)[::-1] if row["kind"] == "claim_form")


def text_of(phone: Phone, row: dict[str, object]) -> str:
    answer = phone.get(f"/api/files/{row['upload_id']}/original")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert hashlib.sha256(answer.data).hexdigest() == row["sha256"]
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def test_it_is_filled_in_and_signed(
    mother: Phone, father: Phone, lin: Card, run_jobs: RunJobs
) -> None:
    filed = file_claim(mother, lin, "invoice", "medical_record", "signature", claim=stay())
    filed.deliver(filed.documents[0])
    run_jobs()
    assert [row["kind"] for row in filed.document_rows()] == [
        "invoice",
        "medical_record",
        "signature",
    ]

    sign(filed, filed.documents[2])
    run_jobs("uploads.derive", "claims.make_forms")

    row = form_of(filed, father)
    assert (row["state"], row["binding_id"], row["phone"]) == ("received", None, "")
    assert row["filename"] == f"{filed.receipt}.pdf"
    text = text_of(father, row)
    for words in (
        filed.receipt,
        "林小满",
        lin.number,
        "公立医院住院",
        "2026年2月9日 至 2026年2月14日",
        "肺炎",
        "9,206.80",
        "周晚晴",
        "6222 0212 3456 7890 128",
        "医疗费用发票",
        "2026年3月9日",
    ):
        assert words in text
    assert "见所附签名" not in text
    # It holds nothing up: a photo is still on its way.
    assert filed.row()["status"] == "announced"


def test_it_waits_for_the_signature_and_its_picture(
    mother: Phone, lin: Card, run_jobs: RunJobs
) -> None:
    filed = file_claim(mother, lin, "signature")
    assert run_jobs("claims.make_forms") == 0

    sign(filed, filed.documents[0])
    assert run_jobs("claims.make_forms") == 0
    run_jobs("uploads.derive")
    filed.phone.client.application.extensions["tongka"].clock.move(seconds=5)
    assert run_jobs("claims.make_forms") == 1
    assert run_jobs("claims.make_forms") == 0


def test_a_new_signature_makes_a_new_form(mother: Phone, lin: Card, run_jobs: RunJobs) -> None:
    filed = file_claim(mother, lin, "signature")
    sign(filed, filed.documents[0])
    run_jobs("uploads.derive", "claims.make_forms")
    again = photo("signature")
    filed.send("announce", documents=[again])
    sign(filed, again)
    run_jobs("uploads.derive", "claims.make_forms")

    forms = [row for row in filed.document_rows() if row["kind"] == "claim_form"]
    assert [row["state"] for row in forms] == ["replaced", "received"]


def test_a_claim_taken_back_needs_none(mother: Phone, lin: Card, run_jobs: RunJobs) -> None:
    filed = file_claim(mother, lin, "signature")
    sign(filed, filed.documents[0])
    filed.send("withdraw")
    run_jobs()

    assert [row["kind"] for row in filed.document_rows()] == ["signature"]


def test_it_is_made_later_where_something_failed(
    mother: Phone, lin: Card, run_jobs: RunJobs, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = file_claim(mother, lin, "signature")
    sign(filed, filed.documents[0])
    run_jobs("uploads.derive")
    clock = app.extensions["tongka"].clock

    with monkeypatch.context() as broken:
        # Pango is missing on this machine.
        broken.setattr("api.core.paper.import_module", _no_pango)
        with pytest.raises(Exception, match="needs the library Pango"):
            run_jobs("claims.make_forms")
    assert run_jobs("claims.make_forms") == 0
    clock.move(minutes=5)
    assert run_jobs("claims.make_forms") == 1
    assert form_of(filed, mother)["state"] == "received"


def _no_pango(_name: str) -> None:
    raise OSError("cannot load library pango")


def test_another_family_does_not_get_it(
    mother: Phone, stranger: Phone, lin: Card, run_jobs: RunJobs, new_phone: Callable[..., Phone]
) -> None:
    filed = file_claim(mother, lin, "signature")
    sign(filed, filed.documents[0])
    run_jobs("uploads.derive", "claims.make_forms")
    url = f"/api/files/{form_of(filed, mother)['upload_id']}/original"

    assert stranger.get(url).status_code == 404
    assert new_phone().get(url).status_code == 401


@on_sqlite
def test_a_long_claim_takes_more_pages(mother: Phone, lin: Card, run_jobs: RunJobs) -> None:
    claim = header(
        kind="internet",
        internet={"follow_up": True, "licensed": False},
        note="夜里又烧到 39 度，先在网上问了医生。" * 10,
        department="",
        total_fen=4000,
        invoices=[{"number": f"N{number:08d}", "amount_fen": 100} for number in range(40)],
    )
    filed = file_claim(mother, lin, "signature", claim=claim)
    sign(filed, filed.documents[0])
    run_jobs("uploads.derive", "claims.make_forms")

    row = form_of(filed, mother)
    text = text_of(mother, row)
    assert "第 2 页，共" in text
    for words in ("N00000039", "是复诊；机构没有互联网医院资质（家长填写）", "<br>"):
        assert (words in text) is (words != "<br>")


def test_what_families_write_stays_text() -> None:
    evil = '<img src="http://169.254.169.254/"><script>1</script>'
    names = "receipt child_name birthday child_document policy_number plan period kind days"
    names += " hospital department diagnosis note internet total signed_on"
    values = {
        **dict.fromkeys(names.split(" "), evil),
        "invoices": [{"number": evil, "issued_on": "", "amount": "1.00"}],
        "documents": [{"name": evil, "count": "1"}],
        "account": {"holder": evil, "bank": evil, "number": evil},
    }

    html = form_html(values, None, OPERATOR)

    assert "<script>" not in html
    assert "见所附签名" in html
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(html))).pages)
    assert "169.254.169.254" in text


def test_it_has_words_for_every_kind() -> None:
    assert set(KINDS) == set(ClaimKind)
    unsaid = {DocumentKind.CLAIM_FORM, DocumentKind.SIGNATURE}
    assert set(DOCUMENTS) == set(DocumentKind) - unsaid
