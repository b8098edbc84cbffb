"""What an action leaves on the phone: all of it or nothing, on the disk, told to every tab."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.modules import bundle, launched, open_page, page_with

MODULES = {
    "outbox": "actions/outbox.js",
    "kept": "actions/kept-files.js",
    "drafts": "actions/drafts.js",
    "db": "db/outbox.js",
    "bytes": "db/file-bytes.js",
    "store": "store/outbox.js",
    "changes": "db/changes.js",
    "ids": "lib/ids.js",
}
ENTRY = {
    "policy_id": "p1",
    "name": "devices.rename",
    "args": {"binding_id": "b1", "name": "妈妈"},
    "title": {"key": "outbox.rename"},
}
# 600,000 bytes that differ from place to place: two whole pieces and a part of one.
PHOTO = """const photo = new File(
  [Uint8Array.from({length: 600000}, (_, n) => (n * 31 + (n >> 8)) % 251)],
  'a.jpg', {type: 'image/jpeg'});"""
PHOTO_BYTES = bytes((n * 31 + (n >> 8)) % 251 for n in range(600_000))
KEEP = (
    "async (about = {}) => {"
    + PHOTO
    + "return lib.kept.keepFile('d1', 'invoice', photo, {policy_id: 'p1', ...about}); }"
)
READ = "() => lib.db.readOutbox()"
FAILS = """(work) => work.then(() => '', (error) => error.why ?? error.name)"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with launched(playwright, chromium) as browser:
        yield browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with page_with(browser, **MODULES) as page:
        yield page


def enqueue(phone: Page, *entries: dict[str, Any], **with_: Any) -> list[str]:
    given = [[ENTRY | entry for entry in entries], with_.pop("files", []), with_]
    ids: list[str] = phone.evaluate("(given) => lib.outbox.enqueue(...given)", given)
    return ids


def entries(phone: Page) -> dict[str, Any]:
    return {entry["id"]: entry for entry in phone.evaluate(READ)["entries"]}


def change(phone: Page, id_: str, **changes: Any) -> None:
    """What a round of sending would have written."""
    phone.evaluate(
        """([id, changes]) => lib.db.changeOutbox(async (pen) => {
          pen.put('outbox', {...(await pen.get('outbox', id)), ...changes});
        })""",
        [id_, changes],
    )


def test_it_keeps_an_entry_that_waits(phone: Page) -> None:
    (id_,) = enqueue(phone, {})

    kept = entries(phone)[id_]
    assert (kept["state"], kept["version"], kept["after"]) == ("waiting", 1, [])
    assert kept["args"] == ENTRY["args"]
    assert kept["made_at"].endswith("Z")


def test_it_makes_ids_that_sort_by_time(phone: Page) -> None:
    phone.evaluate("() => { Date.now = () => 0x0198aabbccdd; }")
    first = phone.evaluate("() => lib.ids.newId()")
    phone.evaluate("() => { Date.now = () => 0x0198aabbccde; }")
    second = phone.evaluate("() => lib.ids.newId()")

    assert first.startswith("0198aabb-ccdd-7")
    assert first[19] in "89ab"
    assert len(first) == 36
    assert first < second


def test_it_asks_for_bytes_on_the_disk(phone: Page) -> None:
    phone.evaluate(
        """() => {
          globalThis.asked = [];
          const begin = IDBDatabase.prototype.transaction;
          IDBDatabase.prototype.transaction = function (names, mode, options) {
            if (mode === 'readwrite') asked.push(options?.durability);
            return begin.call(this, names, mode, options);
          };
        }"""
    )
    enqueue(phone, {})

    assert phone.evaluate("() => asked") == ["strict"]


def test_it_keeps_a_photo_in_pieces_with_its_sha256(phone: Page) -> None:
    id_ = phone.evaluate(KEEP)

    (file,) = phone.evaluate(READ)["files"]
    assert (file["id"], file["size"], file["parts"]) == (id_, 600_000, 3)
    assert (file["name"], file["type"], file["state"]) == ("a.jpg", "image/jpeg", "waiting")
    assert file["sha256"] == sha256(PHOTO_BYTES).hexdigest()
    pieces = phone.evaluate(
        """async () => {
          const database = await new Promise((done) => {
            const request = indexedDB.open('tongka');
            request.onsuccess = () => done(request.result);
          });
          const store = database.transaction('outbox_parts').objectStore('outbox_parts');
          const all = await new Promise((done) => {
            const request = store.getAll();
            request.onsuccess = () => done(request.result);
          });
          return all.map((piece) => [piece.constructor.name, piece.byteLength]);
        }"""
    )
    assert pieces == [["ArrayBuffer", 262_144], ["ArrayBuffer", 262_144], ["ArrayBuffer", 75_712]]


def test_it_gives_a_photo_back_whole_and_in_part(phone: Page) -> None:
    phone.evaluate(KEEP)

    whole, part = phone.evaluate(
        """async () => {
          const [file] = (await lib.db.readOutbox()).files;
          const opened = new Uint8Array(await (await lib.kept.openFile(file.id)).arrayBuffer());
          const part = await lib.bytes.readBytes(file, 200000, 530000);
          return [Array.from(opened), Array.from(part)];
        }"""
    )
    assert bytes(whole) == PHOTO_BYTES
    assert bytes(part) == PHOTO_BYTES[200_000:530_000]


def test_it_says_that_a_photo_has_lost_a_piece(phone: Page) -> None:
    id_ = phone.evaluate(KEEP)
    phone.evaluate("(id) => lib.db.changeOutbox((pen) => pen.remove('outbox_parts', [id, 1]))", id_)

    assert phone.evaluate("(id) => lib.kept.openFile(id)", id_) is None
    assert phone.evaluate(
        """async () => {
          const [file] = (await lib.db.readOutbox()).files;
          const first = await lib.bytes.readBytes(file, 0, 10);
          const lost = await lib.bytes.readBytes(file, 250000, 270000);
          return [first !== null, lost !== null];
        }"""
    ) == [True, False]


@pytest.mark.parametrize(
    ("blob", "why"),
    [
        ("new Blob([])", "empty"),
        ("new Blob([new Uint8Array(20_000_001)])", "too_large"),
        (
            "Object.defineProperty(new Blob(['x']), 'slice', {value: () => ({arrayBuffer: () => "
            "Promise.reject(new DOMException('', 'NotReadableError'))})})",
            "unreadable",
        ),
    ],
)
def test_it_says_why_a_file_can_not_be_kept(phone: Page, blob: str, why: str) -> None:
    said = phone.evaluate(
        f"() => ({FAILS})(lib.kept.keepFile('d1', 'invoice', {blob}, {{policy_id: 'p1'}}))"
    )

    assert said == why
    assert phone.evaluate(READ)["files"] == []


def test_it_says_before_it_hurts_that_the_phone_is_full(phone: Page) -> None:
    phone.evaluate(
        """() => Object.defineProperty(navigator, 'storage', {value: {
          estimate: async () => ({usage: 9_500_000, quota: 10_000_000})}})"""
    )

    assert phone.evaluate(f"() => ({FAILS})(({KEEP})())") == "no_room"
    assert phone.evaluate(READ)["files"] == []
    enqueue(phone, {})  # a command needs next to nothing
    assert len(entries(phone)) == 1


def test_it_keeps_nothing_of_what_the_disk_refused_in_part(phone: Page) -> None:
    phone.evaluate(
        """() => {
          const put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function (...given) {
            if (this.name === 'outbox') throw new DOMException('', 'QuotaExceededError');
            return put.apply(this, given);
          };
        }"""
    )
    said = phone.evaluate(
        "(entry) => {"
        + PHOTO
        + f"""return ({FAILS})(lib.outbox.enqueue([entry], [
          {{policy_id: 'p1', owner: 'c1', kind: 'invoice', blob: photo}}]));}}""",
        ENTRY,
    )

    assert said == "no_room"
    assert phone.evaluate(READ) == {"entries": [], "files": [], "drafts": []}


def test_it_makes_a_draft_into_entries_at_once(phone: Page) -> None:
    draft = {"id": "d1", "kind": "claim", "policy_id": "p1", "step": 3, "form": {"total_fen": 100}}
    phone.evaluate("(draft) => lib.drafts.saveDraft(draft)", draft)
    photo = phone.evaluate(KEEP)
    opened, attached = enqueue(
        phone,
        {"id": "c-open", "name": "claims.open"},
        {"name": "claims.attach", "after": ["c-open"], "file": photo},
        files=[{"id": photo, "owner": "c1"}],
        draft="d1",
    )

    found = phone.evaluate(READ)
    assert found["drafts"] == []
    assert [(file["id"], file["owner"]) for file in found["files"]] == [(photo, "c1")]
    assert entries(phone)[attached]["after"] == [opened]


def test_it_forgets_a_draft_with_its_photos_only(phone: Page) -> None:
    draft = {"id": "d1", "kind": "claim", "policy_id": "p1", "step": 1, "form": {}}
    phone.evaluate("(draft) => lib.drafts.saveDraft(draft)", draft)
    phone.evaluate(KEEP)
    other = phone.evaluate(
        "() => lib.kept.keepFile('d2', 'invoice', new Blob(['x']), {policy_id: 'p1'})"
    )
    phone.evaluate("() => lib.drafts.dropDraft('d1')")

    found = phone.evaluate(READ)
    assert (found["drafts"], [file["id"] for file in found["files"]]) == ([], [other])


def test_it_sends_a_drafts_photos_for_another_child_from_the_beginning(phone: Page) -> None:
    photo = phone.evaluate(KEEP)
    phone.evaluate(
        """(id) => lib.db.changeOutbox(async (pen) => pen.put('outbox_files', {
          ...(await pen.get('outbox_files', id)), state: 'delivered', sent: 600000,
          upload: {url: '/api/uploads/x', offset: 600000}}))""",
        photo,
    )
    draft = {"id": "d1", "kind": "claim", "policy_id": "p2", "step": 1, "form": {}}
    phone.evaluate("(draft) => lib.drafts.saveDraft(draft)", draft)

    (file,) = phone.evaluate(READ)["files"]
    assert (file["policy_id"], file["upload"], file["sent"]) == ("p2", None, 0)


def test_it_removes_one_with_what_comes_after_it_and_its_photo(phone: Page) -> None:
    photo = phone.evaluate(KEEP)
    opened, attached, other = enqueue(
        phone,
        {"id": "1", "name": "claims.open"},
        {"id": "2", "name": "claims.attach", "after": ["1"], "file": photo},
        {"id": "3"},
    )
    phone.evaluate("(id) => lib.outbox.removeEntry(id)", opened)

    assert list(entries(phone)) == [other]
    assert phone.evaluate(READ)["files"] == []
    assert phone.evaluate("(id) => lib.kept.openFile(id)", photo) is None
    assert attached not in entries(phone)


def test_it_takes_one_out_to_be_changed_and_puts_another_in_its_place(phone: Page) -> None:
    enqueue(phone, {"id": "1"}, {"id": "2", "after": ["1"]})
    phone.evaluate("() => lib.outbox.reviseEntry('1')")
    held = entries(phone)["1"]
    assert (held["state"], held["refusal"]["code"]) == ("needs_you", "editing")

    (new,) = enqueue(phone, {"args": {"name": "外婆"}}, instead="1")
    kept = entries(phone)
    assert set(kept) == {"2", new}
    assert kept["2"]["after"] == [new]


def test_it_sends_one_as_it_was_after_all(phone: Page) -> None:
    enqueue(phone, {"id": "1"})
    phone.evaluate("() => lib.outbox.reviseEntry('1')")
    phone.evaluate("() => lib.outbox.resumeEntry('1')")

    kept = entries(phone)["1"]
    assert (kept["state"], "refusal" in kept) == ("waiting", False)


def test_it_sends_a_refused_one_again_under_another_id(phone: Page) -> None:
    enqueue(phone, {"id": "1"}, {"id": "2", "after": ["1"]})
    refusal = {"code": "invalid", "message": "", "hint": "", "fields": {}}
    change(phone, "1", state="needs_you", refusal=refusal)
    phone.evaluate("() => lib.outbox.resumeEntry('1')")

    kept = entries(phone)
    (new,) = set(kept) - {"2"}
    assert new != "1"
    assert (kept[new]["state"], kept["2"]["after"]) == ("waiting", [new])


@pytest.mark.parametrize("changes", [{"tried": True}, {"state": "delivered"}])
def test_it_does_not_change_what_may_have_arrived(phone: Page, changes: dict[str, Any]) -> None:
    enqueue(phone, {"id": "1"})
    change(phone, "1", **changes)
    said = phone.evaluate(f"() => ({FAILS})(lib.outbox.reviseEntry('1'))")
    assert said == "Overtaken"

    again = phone.evaluate(
        f"(entry) => ({FAILS})(lib.outbox.enqueue([entry], [], {{instead: '1'}}))", ENTRY
    )
    assert again == "Overtaken"
    assert list(entries(phone)) == ["1"]


def test_it_shows_rows_as_they_will_be(phone: Page) -> None:
    shown = """async () => {
      await lib.store.startOutbox();
      lib.store.showIn('devices.rename', 'phones', (rows, entry) => rows.map((row) =>
        row.id === entry.args.binding_id ? {...row, name: entry.args.name} : row));
      return lib.store.overlaid('phones', [{id: 'b1', name: 'a'}, {id: 'b2', name: 'b'}]);
    }"""
    enqueue(phone, {"id": "1"})

    assert [row["name"] for row in phone.evaluate(shown)] == ["妈妈", "b"]


def test_it_tells_the_other_tabs_that_there_is_something_to_send(phone: Page) -> None:
    other = open_page(phone.context, bundle(**MODULES))
    other.evaluate(
        """async () => {
          globalThis.heard = [];
          lib.changes.onChange((one) => heard.push(one));
          await lib.store.startOutbox();
        }"""
    )
    (id_,) = enqueue(phone, {})
    other.wait_for_function("() => lib.store.entries.value.length === 1")

    assert other.evaluate("() => heard") == [{"kind": "outbox", "isNew": True}]
    assert other.evaluate("() => lib.store.entries.value[0].id") == id_
    assert other.evaluate("() => lib.store.waitingCount.value") == 1
