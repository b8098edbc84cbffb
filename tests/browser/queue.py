"""The outbox of a phone, as its own modules see it beside the app that is open."""

from base64 import b64encode
from functools import cache
from typing import Any

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


def wait_for(phone: Phone, id_: str, state: str, timeout_s: float = 15) -> dict[str, Any]:
    """Waits until an entry is in a state; returns it."""

    def found() -> dict[str, Any] | None:
        entry = entries(phone).get(id_)
        return entry if entry and entry["state"] == state else None

    return wait_until(found, f"an entry to be {state}", timeout_s)
