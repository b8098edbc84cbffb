"""tus 1.0.0, header by header (tus.io/protocols/resumable-upload)."""

import base64
import hashlib
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO

import pytest

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.uploads.rules import LONGEST
from tests.cast import Card, Phone
from tests.conftest import MORNING
from tests.stores import StoredBytes
from tests.uploads.tus import (
    CHUNK,
    TUS,
    UPLOADS,
    begin,
    create,
    head,
    metadata,
    offset,
    patch,
    png,
    terminate,
)

PHOTO = png(filler=2000)
HASH = hashlib.sha256(PHOTO).hexdigest()


def checksum(algorithm: str, chunk: bytes) -> str:
    digest = hashlib.new(algorithm, chunk).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def test_it_takes_the_first_bytes_with_the_creation(
    mother: Phone, lin: Card, stored: StoredBytes
) -> None:
    answer = create(mother, lin.policy_id, len(PHOTO), body=PHOTO[:900])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "900")
    patch(mother, answer.headers["Location"], 900, PHOTO[900:])

    assert stored(answer.headers["Location"].rpartition("/")[2]) == PHOTO


def test_it_takes_a_whole_file_with_the_creation_and_again(
    mother: Phone, lin: Card, stored: StoredBytes
) -> None:
    """A browser may repeat the request whose answer it lost."""
    upload_id = new_id()
    for _ in range(3):
        answer = create(mother, lin.policy_id, len(PHOTO), body=PHOTO, id=upload_id)
        assert (answer.status_code, answer.headers["Tongka-Sha256"]) == (201, HASH)

    assert stored(upload_id) == PHOTO


def test_it_says_when_an_unfinished_upload_ends(
    mother: Phone, lin: Card, clock: MovableClock
) -> None:
    created = create(mother, lin.policy_id, len(PHOTO))
    url = created.headers["Location"]
    clock.move(days=1)
    chunk, looked = patch(mother, url, 0, PHOTO[:9]), head(mother, url)

    for answer in (created, chunk, looked):
        ends_at = parsedate_to_datetime(answer.headers["Upload-Expires"])
        assert ends_at == MORNING.astimezone(UTC) + timedelta(days=7)
    assert "Upload-Expires" not in patch(mother, url, 9, PHOTO[9:]).headers


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_it_keeps_a_chunk_whose_checksum_is_right(mother: Phone, lin: Card, algorithm: str) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    answer = patch(mother, url, 0, PHOTO, Upload_Checksum=checksum(algorithm, PHOTO))

    assert (answer.status_code, answer.headers["Tongka-Sha256"]) == (204, HASH)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_it_keeps_nothing_of_a_chunk_whose_checksum_is_wrong(
    mother: Phone, lin: Card, algorithm: str
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    wrong = checksum(algorithm, PHOTO[:499] + b"!")

    answer = patch(mother, url, 0, PHOTO[:500], Upload_Checksum=wrong)

    assert (answer.status_code, answer.json["code"]) == (460, "checksum_differs")
    assert offset(mother, url) == 0
    with_creation = create(mother, lin.policy_id, 500, body=PHOTO[:500], Upload_Checksum=wrong)
    assert with_creation.status_code == 460


@pytest.mark.parametrize("sent", ["md5 AAAA", "sha1", "sha1 !!!", ""])
def test_it_refuses_a_checksum_it_can_not_read(mother: Phone, lin: Card, sent: str) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    assert patch(mother, url, 0, PHOTO, Upload_Checksum=sent).status_code in {400, 460}
    assert offset(mother, url) == 0


def test_its_head_is_stored_by_nobody(mother: Phone, lin: Card) -> None:
    answer = head(mother, begin(mother, lin.policy_id, len(PHOTO)))

    assert answer.headers["Cache-Control"] == "no-store"
    assert (answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == (
        "0",
        str(len(PHOTO)),
    )


@pytest.mark.parametrize("version", [None, "", "0.2.2", "1.0", "1.0.0, 0.2.2"])
def test_it_speaks_one_version_alone(mother: Phone, lin: Card, version: str | None) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    headers = {} if version is None else {"Tus-Resumable": version}

    for method, address in (("POST", UPLOADS), ("PATCH", url), ("HEAD", url), ("DELETE", url)):
        answer = mother.client.open(
            address, method=method, data=b"x", headers={**CHUNK, "Tus-Resumable": "", **headers}
        )
        assert answer.status_code == 412
        assert answer.headers["Tus-Version"] == "1.0.0"
    assert offset(mother, url) == 0


@pytest.mark.parametrize("kind", ["application/octet-stream", "image/png", "application/json", ""])
def test_it_takes_chunks_of_its_own_type_alone(mother: Phone, lin: Card, kind: str) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    answer = patch(mother, url, 0, PHOTO, Content_Type=kind)

    assert (answer.status_code, answer.json["code"]) == (415, "not_a_chunk")
    assert (
        create(mother, lin.policy_id, len(PHOTO), body=PHOTO, Content_Type=kind).status_code == 415
    )
    assert offset(mother, url) == 0


def test_it_takes_other_methods_in_a_post(mother: Phone, lin: Card) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    chunk = {**CHUNK, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert mother.client.post(url, data=PHOTO[:50], headers=chunk).status_code == 204
    assert offset(mother, url) == 50

    unknown = {**TUS, "X-HTTP-Method-Override": "PUT"}
    assert mother.client.post(url, headers=unknown).status_code == 400
    end = {**TUS, "X-HTTP-Method-Override": "DELETE"}
    assert mother.client.post(url, headers=end).status_code == 204
    assert head(mother, url).status_code == 410


@pytest.mark.parametrize("length", ["", "-1", "1.5", "١٢", "ten", "1" * 30])
def test_it_refuses_a_length_that_is_none(mother: Phone, lin: Card, length: str) -> None:
    answer = create(mother, lin.policy_id, 1, Upload_Length=length)

    assert (answer.status_code, answer.json["code"]) == (400, "bad_upload_request")


@pytest.mark.parametrize("place", ["", "-1", "0x0", "zero"])
def test_it_refuses_an_offset_that_is_none(mother: Phone, lin: Card, place: str) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    answer = patch(mother, url, 0, PHOTO, Upload_Offset=place)

    assert (answer.status_code, answer.json["code"]) == (400, "bad_upload_request")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "filename YQ==",
        "policy_id ***",
        "policy_id YQ==,policy_id Yg==",
        "policy_id /w==",
        "policy_id YQ==,id bm8taWQ=",
    ],
)
def test_it_refuses_metadata_it_can_not_use(mother: Phone, said: str) -> None:
    answer = create(mother, "policy", 10, Upload_Metadata=said)

    assert (answer.status_code, answer.json["code"]) == (400, "bad_upload_request")


def test_it_reads_metadata_with_spaces_and_empty_values(mother: Phone, lin: Card) -> None:
    said = f"{metadata(policy_id=lin.policy_id)} , is_draft ,filename"

    assert create(mother, lin.policy_id, 10, Upload_Metadata=said).status_code == 201


def test_it_refuses_what_is_too_long_before_it_arrives(mother: Phone, lin: Card) -> None:
    answer = create(mother, lin.policy_id, LONGEST + 1)

    assert (answer.status_code, answer.json["code"]) == (413, "file_too_large")
    assert answer.headers["Tus-Max-Size"] == str(LONGEST)
    assert create(mother, lin.policy_id, LONGEST).status_code == 201


def test_it_takes_no_more_than_was_announced(mother: Phone, lin: Card, stored: StoredBytes) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO[:50])

    answer = patch(mother, url, 50, PHOTO[50:] + b"more")

    assert (answer.status_code, answer.json["code"]) == (413, "beyond_length")
    assert offset(mother, url) == 50
    patch(mother, url, 50, PHOTO[50:])
    assert stored(url.rpartition("/")[2]) == PHOTO


def test_it_takes_a_body_of_unknown_length(mother: Phone, lin: Card) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    def send(chunk: bytes, place: int) -> int:
        return mother.client.patch(
            url,
            input_stream=BytesIO(chunk),
            headers={**CHUNK, "Upload-Offset": str(place)},
            environ_overrides={"wsgi.input_terminated": True},
        ).status_code

    assert send(PHOTO + b"more", 0) == 413
    assert offset(mother, url) == 0
    assert send(PHOTO, 0) == 204
    assert head(mother, url).headers["Tongka-Sha256"] == HASH


def test_it_ignores_a_chunk_after_the_end(mother: Phone, lin: Card, stored: StoredBytes) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO)

    repeated = patch(mother, url, 0, PHOTO)
    nothing_more = patch(mother, url, len(PHOTO), b"")

    assert (repeated.status_code, nothing_more.status_code) == (409, 204)
    assert nothing_more.headers["Tongka-Sha256"] == HASH
    assert stored(url.rpartition("/")[2]) == PHOTO


def test_it_marks_every_answer_as_its_own(mother: Phone, lin: Card) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    for answer in (head(mother, url), patch(mother, url, 7, b"x"), terminate(mother, url)):
        assert answer.headers["Tongka"]
        assert answer.headers["Tus-Resumable"] == "1.0.0"
    missing = head(mother, f"{UPLOADS}/{new_id()}")
    assert (missing.status_code, missing.headers["Tus-Resumable"]) == (404, "1.0.0")


def test_it_takes_small_bodies_elsewhere(mother: Phone, lin: Card) -> None:
    """What is allowed here is not allowed to the rest of the service."""
    too_long = {"build": "x" * 300_000, "cookies": {}}

    assert mother.post("/api/sync/pull", too_long).status_code == 413
    url = begin(mother, lin.policy_id, LONGEST)
    assert patch(mother, url, 0, bytes(1_000_000)).status_code == 204
