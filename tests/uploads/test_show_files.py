"""The door that shows a family what it sent."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.uploads.downloads import headers_of
from api.uploads.operations import attach
from api.uploads.rules import MediaType
from tests.cast import Card, OpenDatabase, Phone, RunJobs, device_of
from tests.sync.members import member_with
from tests.uploads import pictures
from tests.uploads.pictures import opened, photo
from tests.uploads.tus import UPLOADS, begin, create, terminate, upload

PHOTO = photo("JPEG", (900, 700))


@pytest.fixture
def attached(
    mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock, run_jobs: RunJobs
) -> Callable[..., str]:
    """Sends a file that something of the policy has then; returns its id."""

    def make(content: bytes = PHOTO, **said: str) -> str:
        upload_id = upload(mother, lin.policy_id, content, **said)
        with database() as session:
            member = member_with(session, device_of(session, mother), [lin.policy_id])
            attach(session, member, lin.policy_id, upload_id, None, clock.now())
        run_jobs()
        return upload_id

    return make


def show(phone: Phone, upload_id: str, variant: str = "original") -> TestResponse:
    return phone.get(f"/api/files/{upload_id}/{variant}")


def test_it_shows_each_variant_to_both_phones(
    mother: Phone, father: Phone, attached: Callable[..., str]
) -> None:
    upload_id = attached()

    for phone in (mother, father):
        original = show(phone, upload_id)
        assert (original.status_code, original.data) == (200, PHOTO)
        assert original.headers["Content-Length"] == str(len(PHOTO))
        assert opened(show(phone, upload_id, "thumb").data).size == (320, 249)
        assert opened(show(phone, upload_id, "preview").data).size == (900, 700)


@pytest.mark.parametrize("variant", ["original", "preview", "thumb"])
def test_it_shows_them_as_something_that_can_not_act(
    father: Phone, attached: Callable[..., str], variant: str
) -> None:
    headers = show(father, attached(filename="发票 1.png"), variant).headers

    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'", "frame-ancestors 'none'"} == set(policy)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"] == (
        f"inline; filename=\"file.jpg\"; filename*=UTF-8''{quote('发票 1.png.jpg')}"
    )


def test_it_shows_a_loose_upload_to_its_own_phone_alone(
    mother: Phone, father: Phone, lin: Card, run_jobs: RunJobs
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)
    run_jobs()

    for variant in ("original", "preview", "thumb"):
        assert show(mother, upload_id, variant).status_code == 200
        assert show(father, upload_id, variant).status_code == 404


def test_it_shows_nothing_to_others(
    stranger: Phone, new_phone: Callable[..., Phone], attached: Callable[..., str]
) -> None:
    upload_id = attached()

    for variant in ("original", "preview", "thumb"):
        assert show(stranger, upload_id, variant).status_code == 404
        assert show(new_phone(), upload_id, variant).status_code == 401


def test_it_has_no_picture_of_what_can_not_be_shown(
    mother: Phone, attached: Callable[..., str]
) -> None:
    upload_id = attached(pictures.ofd(), filename="invoice.ofd")

    assert show(mother, upload_id, "preview").status_code == 404
    assert (
        show(mother, upload_id, "original")
        .headers["Content-Disposition"]
        .startswith("attachment; ")
    )


def test_it_shows_nothing_that_is_not_whole(mother: Phone, lin: Card) -> None:
    growing = begin(mother, lin.policy_id, len(PHOTO)).rpartition("/")[2]
    ended = upload(mother, lin.policy_id, PHOTO)
    terminate(mother, f"{UPLOADS}/{ended}")
    refused = "018f0000-0000-7000-8000-000000000001"
    create(mother, lin.policy_id, 5, body=b"hello", id=refused)

    for upload_id in (growing, ended, refused, "nothing"):
        assert show(mother, upload_id).status_code == 404


@pytest.mark.parametrize("variant", ["", "Original", "original.jpg", "../original", "key"])
def test_it_knows_three_variants(mother: Phone, attached: Callable[..., str], variant: str) -> None:
    assert show(mother, attached(), variant).status_code == 404


@pytest.mark.parametrize("media_type", MediaType)
def test_it_gives_a_name_its_right_ending(media_type: MediaType) -> None:
    named = headers_of(media_type, "page.html")["Content-Disposition"]

    assert named.endswith(headers_of(media_type, "x")["Content-Disposition"].rpartition("x")[2])
    assert not named.endswith(".html")


def test_it_breaks_no_header_by_a_name() -> None:
    evil = 'a"\r\nSet-Cookie: x=1; 张.jpg'
    named = headers_of(MediaType.JPEG, evil)["Content-Disposition"]

    assert named.isascii()
    assert not set(named.partition("UTF-8''")[2]) & set('\r\n"; ')


def test_it_lets_the_console_show_it_in_a_frame() -> None:
    headers = headers_of(MediaType.PDF, "a.pdf", "'self'")

    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
