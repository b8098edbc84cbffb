"""The outbox of a phone, as its own modules see it beside the app that is open."""

from base64 import b64encode
from datetime import timedelta
from functools import cache
from typing import Any

from api.core.clock import SystemClock, china_date
from tests.browser.modules import bundle
from tests.browser.phone import Phone
from tests.waiting import wait_until

_MODULES = {
    "outbox": "actions/outbox.js",
    "kept": "actions/kept-files.js",
    "drafts": "actions/drafts.js",
    "db": "db/outbox.js",
    "ids": "lib/ids.js",
}


@cache
def _script() -> str:
    return bundle(**_MODULES)


def call(phone: Phone, work: str, given: Any = None) -> Any:
    """Runs a function of JavaScript in the open page; `lib` holds the actions."""
    if not phone.page.evaluate("() => 'lib' in globalThis"):
        phone.page.evaluate(f"() => {{ {_script()} globalThis.lib = lib; }}")
    return phone.page.evaluate(work, given)


def rename(phone: Phone, policy_id: str, binding_id: str, name: str, **more: Any) -> str:
    """Gives a phone of the card another name, through the outbox; returns the entry's id."""
    entry = {
        "policy_id": policy_id,
        "name": "devices.rename",
        "args": {"binding_id": binding_id, "name": name},
        "title": {"key": "outbox.rename", "params": {"name": name}},
        **more,
    }
    (id_,) = call(phone, "(entry) => lib.outbox.enqueue([entry])", entry)
    return str(id_)


def keep_photo(phone: Phone, policy_id: str, content: bytes, owner: str = "draft") -> str:
    """Keeps a photo on the phone as the wizard does; returns its id."""
    id_ = call(
        phone,
        """async ([policyId, owner, content]) => {
          const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
          const photo = new File([bytes], 'IMG_0001.jpg', {type: 'image/jpeg'});
          return lib.kept.keepFile(owner, 'invoice', photo, {policy_id: policyId});
        }""",
        [policy_id, owner, b64encode(content).decode()],
    )
    return str(id_)


def entries(phone: Phone) -> dict[str, dict[str, Any]]:
    """Every entry of the outbox by its id."""
    found = call(phone, "() => lib.db.readOutbox()")
    return {entry["id"]: entry for entry in found["entries"]}


def files(phone: Phone) -> dict[str, dict[str, Any]]:
    """Every kept file by its id."""
    found = call(phone, "() => lib.db.readOutbox()")
    return {file["id"]: file for file in found["files"]}


def drafts(phone: Phone) -> list[dict[str, Any]]:
    """Everything that was begun and not sent."""
    found: list[dict[str, Any]] = call(phone, "() => lib.db.readOutbox()")["drafts"]
    return found


def send_now(phone: Phone) -> str:
    """Has this phone send what waits; returns what stood in the way, or `empty`."""
    return str(call(phone, "() => lib.outbox.sendNow()"))


def wait_for(phone: Phone, id_: str, state: str, timeout_s: float = 15) -> dict[str, Any]:
    """Waits until an entry is in a state; returns it."""

    def found() -> dict[str, Any] | None:
        entry = entries(phone).get(id_)
        return entry if entry and entry["state"] == state else None

    return wait_until(found, f"an entry to be {state}", timeout_s)


def clear(phone: Phone) -> None:
    """Forgets everything, as if nothing had ever waited."""
    call(
        phone,
        """() => lib.db.changeOutbox(async (pen) => {
          for (const {id} of await pen.all('outbox')) pen.remove('outbox', id);
          for (const {id} of await pen.all('outbox_files')) pen.remove('outbox_files', id);
        })""",
    )


def visited_on() -> str:
    """The day of the visit that `claim` is about: three days ago in China."""
    return (china_date(SystemClock().now()) - timedelta(days=3)).isoformat()


def claim(phone: Phone, policy_id: str, *photos: bytes) -> str:
    """Puts a claim with its photos into the outbox as the wizard does; returns its entry's id."""
    id_ = call(
        phone,
        """async ([policyId, visited_on, contents]) => {
          const [claim_id, open] = [lib.ids.newId(), lib.ids.newId()];
          const title = (what) => (
            {key: `claims.queue.${what}`, params: {hospital: '和睦家医院', day: visited_on}});
          const files = contents.map((content, place) => ({
            id: lib.ids.newId(), policy_id: policyId, owner: claim_id, kind: 'invoice',
            name: `发票${place + 1}.jpg`,
            blob: new Blob([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))],
              {type: 'image/jpeg'}),
          }));
          const documents = files.map(({id, kind, name, blob}) => (
            {id, kind, filename: name, size: blob.size}));
          const claim = {id: claim_id, kind: 'public_outpatient', hospital: '和睦家医院',
            visited_on, diagnosis: '支气管炎', total_fen: 124000,
            invoices: [{number: claim_id.slice(-12), amount_fen: 124000}]};
          await lib.outbox.enqueue([
            {id: open, policy_id: policyId, name: 'claims.open', title: title('open'),
              args: {claim, documents, agreed: true}, made_on: `/claims/new?entry=${open}`},
            ...files.map(({id}) => ({policy_id: policyId, name: 'claims.attach', after: [open],
              args: {claim_id, document_id: id}, file: id, title: title('attach'),
              made_on: `/claims/${claim_id}`})),
          ], files);
          return open;
        }""",
        [policy_id, visited_on(), [b64encode(photo).decode() for photo in photos]],
    )
    return str(id_)


def every_state(phone: Phone, policy_id: str) -> None:
    """Fills the outbox with one of everything that its page can show."""
    call(
        phone,
        """(policyId) => lib.db.changeOutbox((pen) => {
          const at = new Date().toISOString();
          const about = {policy_id: policyId, version: 1, made_at: at, args: {claim_id: 'c'}};
          const title = {key: 'outbox.photos', params: {count: 1}};
          const refusal = {code: 'invalid', message: '', hint: '', fields: {
            'claim.visited_on': ['写的是2027年3月17日，还没到'],
            'account.number': ['少1位数字，一共19位']}};
          const claim = (id) => ({documents: [], agreed: true, claim: {id, total_fen: 124000,
            kind: 'public_outpatient', hospital: '和睦家医院', visited_on: '2026-11-20',
            diagnosis: '支气管炎', invoices: [{number: '012345678', amount_fen: 124000}]}});
          const put = (id, more) => pen.put('outbox', {...about, title, id, after: [], ...more});
          const file = (id, more) => pen.put('outbox_files', {...about, id, owner: 'c',
            kind: 'invoice', name: 'a.jpg', type: 'image/jpeg', size: 9, parts: 1, ...more});
          put('1', {name: 'claims.open', state: 'needs_you', refusal, refused_at: at,
            args: claim('c'), made_on: '/claims/new?entry=1'});
          put('2', {name: 'claims.attach', state: 'waiting', after: ['1'], file: 'f2'});
          file('f2', {state: 'delivered', sent: 9, upload: {url: '/api/uploads/f2', offset: 9}});
          put('3', {name: 'claims.attach', state: 'waiting', file: 'f3', after: ['9']});
          file('f3', {state: 'unreadable', sent: 0, upload: null, refusal});
          put('4', {name: 'devices.rename', state: 'delivered', receipt: 'RN-2026-000123',
            delivered_at: at, title: {key: 'outbox.rename', params: {name: '外婆的手机'}}});
          put('9', {name: 'claims.open', state: 'needs_you', args: claim('d'),
            refusal: {...refusal, code: 'gone'}});
        })""",
        policy_id,
    )
