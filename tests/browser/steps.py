"""What people do on a phone, step by step."""

from typing import Any

from playwright.sync_api import APIResponse

from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service


def fill_details(phone: Phone, family: Family) -> None:
    """Fills in the form at /bind, as written in the family's policy."""
    phone.go("/bind")
    fill = phone.page.locator
    fill("input[name=child_name]").fill(family.child_name)
    fill("input[name=policy_last4]").fill(family.policy_last4)
    fill("input[name=id_number]").fill(family.id_number)
    fill("input[name=birthday]").fill(f"{family.birthday:%Y%m%d}")
    fill("input[name=phone]").fill(family.phone)


def agree_to_both(phone: Phone) -> None:
    """Goes on to the two texts, ticks both, and sends everything."""
    phone.tap("下一步")
    phone.sees("先看，再决定")
    for tick in phone.page.locator("label.checkline").all():
        tick.tap()
    phone.tap("同意，发验证码")


def enter_code(phone: Phone, code: str, name: str) -> None:
    """Types the code, chooses a name for this phone, and binds."""
    phone.page.locator("input[name=code]").fill(code)
    phone.tap(name)
    phone.tap("绑到这部手机")


def bind(phone: Phone, service: Service, family: Family, name: str) -> None:
    """Binds as a parent does, up to the card."""
    seen = len(service.outbox.codes(family.e164))
    fill_details(phone, family)
    agree_to_both(phone)
    enter_code(phone, service.outbox.next_code(family.e164, seen), name)
    phone.tap("看电子卡")
    phone.sees(family.child_name)


def bind_behind_the_scenes(phone: Phone, service: Service, family: Family, name: str) -> str:
    """Binds this phone's browser without its pages, where binding isn't what is tested.

    Returns the policy's id. Opens the app, which finds its card.
    """
    versions = _json(phone.context.request.get(f"{phone.address}/api/session"))
    seen = len(service.outbox.codes(family.e164))
    asked = _json(_post(phone, "/api/bind/code", _claim(family, versions)))
    code = service.outbox.next_code(family.e164, seen)
    said = {"challenge": asked["challenge"], "code": code, "device_name": name}
    policy_id: str = _json(_post(phone, "/api/bind", said))["policy_id"]
    phone.go("/")
    phone.sees(family.child_name)
    return policy_id


def bound_policies(phone: Phone) -> list[str]:
    """What the service says this browser is bound to."""
    session = _json(phone.context.request.get(f"{phone.address}/api/session"))
    bound: list[str] = session["bound"]
    return bound


def pull(phone: Phone, past_proxy: str = "") -> dict[str, Any]:
    """Everything the service would give this browser if it held nothing yet.

    `past_proxy` is the service's own address, for a phone without signal.
    """
    nothing: dict[str, Any] = {"build": "", "cookies": {}}
    address = f"{past_proxy or phone.address}/api/sync/pull"
    return _json(phone.context.request.post(address, data=nothing))


def phones_of(phone: Phone, policy_id: str) -> list[dict[str, Any]]:
    """The phones that share a card of this browser."""
    listed = _json(phone.context.request.get(f"{phone.address}/api/policies/{policy_id}/phones"))
    phones: list[dict[str, Any]] = listed["phones"]
    return phones


def _claim(family: Family, versions: dict[str, Any]) -> dict[str, str]:
    return {
        "child_name": family.child_name,
        "policy_last4": family.policy_last4,
        "id_type": "mainland_id",
        "id_number": family.id_number,
        "birthday": family.birthday.isoformat(),
        "phone": family.e164,
        "kind": "individual",
        "privacy_version": versions["privacy_version"],
        "guardian_version": versions["guardian_version"],
    }


def _post(phone: Phone, path: str, said: dict[str, Any]) -> APIResponse:
    return phone.context.request.post(f"{phone.address}{path}", data=said)


def _json(answer: APIResponse) -> dict[str, Any]:
    assert answer.ok, f"{answer.url}: {answer.status} {answer.text()}"
    found: dict[str, Any] = answer.json()
    return found
