"""What may be sent to harm: each is refused, or kept where it can't act."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.ids import new_id
from api.uploads.models import Upload
from api.uploads.rules import LONGEST, LONGEST_NAME, safe_name
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.stores import StoredBytes
from tests.uploads import pictures
from tests.uploads.pictures import photo, png_header, zipped
from tests.uploads.tus import UPLOADS, begin, create, head, offset, patch, upload

HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HTML, "wrong_file_type"),
        (SVG, "wrong_file_type"),
        (b"MZ\x90\0" + bytes(300), "wrong_file_type"),
        (b"GIF89a" + HTML, "wrong_file_type"),
        (zipped({"word/document.xml": b"x"}), "wrong_file_type"),
        (png_header(10_000, 10_000), "too_many_pixels"),
        (png_header(2**31 - 1, 2**31 - 1), "too_many_pixels"),
        (photo()[:30], "unreadable_file"),
        (b"%PDF-1.7 cut", "unreadable_file"),
    ],
    ids=["html", "svg", "exe", "gif", "docx", "100mp", "endless", "cut", "cut_pdf"],
)
def test_it_refuses_and_says_why(
    mother: Phone, lin: Card, content: bytes, code: str, run_jobs: RunJobs
) -> None:
    """Its name and its claimed type say it is a photo."""
    url = begin(mother, lin.policy_id, len(content), filename="photo.jpg", filetype="image/jpeg")

    answer = patch(mother, url, 0, content)

    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.json["message"]
    assert answer.json["hint"]
    run_jobs()
    for again in (patch(mother, url, len(content), b""), head(mother, url)):
        assert (again.status_code, again.headers["Tongka-Refused"]) == (422, code)


def test_it_refuses_an_empty_file_before_anything_is_sent(mother: Phone, lin: Card) -> None:
    answer = create(mother, lin.policy_id, 0)

    assert (answer.status_code, answer.json["code"]) == (422, "empty_file")


def test_it_refuses_thirty_megabytes(mother: Phone, lin: Card) -> None:
    assert create(mother, lin.policy_id, 30 * 1024 * 1024).json["code"] == "file_too_large"
    # Whoever announces less and sends more gets no further than the announcement.
    url = begin(mother, lin.policy_id, 1000)
    assert patch(mother, url, 0, bytes(LONGEST + 1)).status_code == 413
    assert offset(mother, url) == 0


@pytest.mark.parametrize(
    "make",
    [
        pictures.script_pdf,
        pictures.zip_bomb,
        lambda: photo() + HTML,
        lambda: photo("JPEG", comment=HTML),
        lambda: photo("PNG") + zipped({"OFD.xml": HTML}),
    ],
    ids=["script_pdf", "zip_bomb", "html_behind", "html_inside", "png_and_zip"],
)
def test_it_keeps_in_a_sandbox_what_may_be_sound(
    mother: Phone,
    lin: Card,
    run_jobs: RunJobs,
    stored: StoredBytes,
    make: Callable[[], bytes],
) -> None:
    """Invoices may be signed: bytes are never changed, only how they are shown."""
    content = make()
    upload_id = upload(mother, lin.policy_id, content, filename="x.html", filetype="text/html")
    run_jobs()

    shown = mother.get(f"/api/files/{upload_id}/original")

    assert shown.data == stored(upload_id) == content
    assert shown.mimetype in {"application/pdf", "application/ofd", "image/jpeg", "image/png"}
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert HTML not in mother.get(f"/api/files/{upload_id}/preview").data


NAMES = [
    ("../../etc/passwd", "passwd"),
    ("..\\..\\windows\\win.ini", "win.ini"),
    ("/", "file"),
    ("", "file"),
    ("...", "file"),
    (".htaccess", "htaccess"),
    ("a\0b\r\nSet-Cookie: x.jpg", "a b Set-Cookie: x.jpg"),
    ("发票\u202egpj.exe", "发票 gpj.exe"),
    ("a\u2028b\u200b.jpg", "a b .jpg"),
    ("x" * 300 + ".jpeg", "x" * 95 + ".jpeg"),
    ("x" * 300, "x" * 100),
    ("发票 1月.pdf", "发票 1月.pdf"),
    ("\ud800.jpg", "jpg"),
    ("e\u0301.jpg", "\u00e9.jpg"),
    ("<script>.jpg", "<script>.jpg"),
]


@pytest.mark.parametrize(("claimed", "shown"), NAMES)
def test_it_makes_a_name_harmless(claimed: str, shown: str) -> None:
    assert safe_name(claimed) == shown


@given(st.text(max_size=400))
def test_every_name_is_one_line_that_can_be_seen(claimed: str) -> None:
    name = safe_name(claimed)

    assert 1 <= len(name) <= LONGEST_NAME
    assert not any(unicodedata.category(letter)[0] == "C" for letter in name)
    assert not set(name) & set("/\\\r\n\0")
    assert not name.startswith(".")


def test_no_name_of_a_phone_is_a_name_in_the_store(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    upload_id = upload(mother, lin.policy_id, photo(), filename="../../evil.jpg")

    with database() as session:
        row = session.get_one(Upload, upload_id)
        assert row.filename == "evil.jpg"
        assert row.key is not None
        assert "evil" not in row.key
        assert upload_id not in row.key


@pytest.mark.parametrize("upload_id", ["../../etc", "1", "' OR 1=1", "018f-not-a-uuid"])
def test_it_takes_no_id_that_is_none(mother: Phone, lin: Card, upload_id: str) -> None:
    assert create(mother, lin.policy_id, 10, id=upload_id).status_code == 400


def test_it_gives_nothing_to_another_family(
    mother: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    upload_id = upload(mother, lin.policy_id, photo(), id=new_id())

    assert create(stranger, lin.policy_id, 10).status_code == 404
    assert create(stranger, chen.policy_id, 10, id=upload_id).status_code == 409
    assert head(stranger, f"{UPLOADS}/{upload_id}").status_code == 404
