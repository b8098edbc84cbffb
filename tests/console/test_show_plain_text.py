"""Stored XSS towards staff: whatever families, files or colleagues wrote is shown as text."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from api.claims.models import Claim
from api.claims.payout_models import PayoutAccount
from api.core.actors import Role
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.filing import file_claim
from tests.console.claims import Page
from tests.desks import Desk, Person
from tests.factories import make_binding, make_child, make_device, make_holder, make_policy

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "javascript:alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    "{{ 7 * 7 }}{% raw %}",
    "<iframe srcdoc='<script>1</script>'>",
    "<a href=//evil.example>x</a>",
    "<style>*{color:red}</style>",
    "&lt;script&gt;",
    "\u2028<b>x</b>",
)
# What our own templates are made of; anything else came out of a text.
_WORDS = """
html head meta title link script body svg symbol path circle rect use div header h1 h2 h3 a i nav b
main span section table thead tbody tr th td form input button label select option dl dt dd p time
small kbd aside ul li br em textarea img figure details summary fieldset legend iframe
"""
TAGS = frozenset(_WORDS.split())


class Reader(HTMLParser):
    """Reads a page as a browser would, and notes its tags, attributes and texts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.sources: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"src", "href", "action", "formaction", "srcdoc"}:
                self.sources.append(value or "")
            if name in {"value", "placeholder", "title", "aria-label"}:
                self.text += value or ""

    def handle_data(self, data: str) -> None:
        self.text += data


def must_be_plain(page: str) -> Reader:
    """Asserts that a page holds nothing but what our templates wrote."""
    read = Reader(page)
    assert read.tags <= TAGS
    assert not {name for name in read.attributes if name.startswith("on")}
    assert "style" not in read.attributes
    assert all(source.startswith(("/", "#", "?")) for source in read.sources)
    assert not any(source.startswith("//") for source in read.sources)
    return read


def short(payload: str, most: int) -> str:
    return payload[:most]


@on_sqlite
@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_shows_what_families_and_colleagues_wrote_as_text(
    payload: str,
    hire: Callable[..., Person],
    desk_of: Callable[[Person], Desk],
    database: OpenDatabase,
) -> None:
    desk = desk_of(hire(*Role, name=short(payload, 20)))
    other = desk_of(hire(Role.SUPPORT, Role.ADMIN, name="周宁"))
    with database() as session:
        holder = make_holder(session, id_number=payload)
        child = make_child(session, name=payload, id_number=payload)
        policy = make_policy(
            session, policyholder=holder, child=child, number=payload, plan=payload
        )
        binding = make_binding(session, make_device(session).id, policy.id, name=short(payload, 20))
        here, phone = f"/console/policies/{policy.id}", binding.id

    desk.post(f"{here}/corrections", phone="13912345678", grounds=payload.replace("\u2028", ""))
    desk.post(f"{here}/reveal", reason=short(payload, 30))
    pages = [
        desk.get("/console").text,
        desk.get("/console/account").text,
        desk.get(here).text,
        desk.get(f"{here}?unbind={phone}&done={payload}").text,
        desk.post(f"{here}/reveal", reason="来电核对").text,
        desk.post(f"{here}/reveal", reason=payload * 9).text,
        desk.post(f"{here}/phones/{phone}/unbind", reason=payload * 9).text,
        desk.post(f"{here}/corrections", phone=payload, grounds=payload).text,
        desk.post("/console/policies", child_name=payload).text,
        other.get("/console").text,
        other.get(f"/console?item={payload}&show={payload}").text,
        other.get(here).text,
        other.get(f"/console/{payload}").text,
        other.get(f"/console/sign-in?next={payload}").text,
    ]

    for page in pages:
        must_be_plain(page)
    revealed = must_be_plain(pages[4]).text
    assert payload.strip() in revealed


@on_sqlite
@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_shows_what_a_claim_says_as_text(
    payload: str,
    mother: Phone,
    lin: Card,
    hire: Callable[..., Person],
    desk_of: Callable[[Person], Desk],
    database: OpenDatabase,
) -> None:
    filed = file_claim(mother, lin)
    filed.deliver_all()
    page = Page(desk_of(hire(*Role)), filed)
    other = Page(desk_of(hire(Role.ASSESSOR, Role.SUPPORT)), filed)
    page.send("begin")
    # As if a check of what phones send had let it through.
    with database() as session:
        claim = session.get_one(Claim, filed.id)
        claim.hospital, claim.department, claim.opened_by = payload, payload, payload
        claim.diagnosis, claim.note, claim.receipt = payload, payload, payload
        account = session.get_one(PayoutAccount, claim.account_id)
        account.holder, account.bank, account.number = payload, payload, payload
        for invoice in claim.invoices:
            invoice.number = payload
        for document in claim.documents:
            document.filename, document.phone = payload, payload

    row = (payload, "other", "5", "4", payload)
    refused = [
        page.assess((payload, payload, payload, payload, payload), days=payload).text,
        page.send("decide", explanation=payload, override=payload, override_reason=payload).text,
        page.send("decline", decline=payload, explanation=payload).text,
        page.send("retake", document_id=payload, note=payload, place=payload, x=payload).text,
        page.send("request", kinds=payload, note=payload).text,
        page.send("reveal", reason=payload * 9).text,
    ]
    assert page.assess(row).status_code == 302
    document = filed.documents[0]["id"]
    assert page.send("retake", document_id=document, note=payload).status_code == 302
    assert page.send("take-back").status_code == 302
    assert page.send("request", kinds=["other"], note=payload).status_code == 302
    shown = [page.open(), other.open(), page.send("reveal", reason="来电核对").text]
    page.send("take-back")
    assert page.send("decide", explanation=payload).status_code == 302
    shown += [
        page.open(),
        page.desk.get("/console").text,
        page.desk.get("/console/claims").text,
        page.desk.get("/console/payouts").text,
        page.desk.get(f"/console/policies/{lin.policy_id}").text,
        page.desk.get(f"{page.address}?show={payload}&done={payload}").text,
    ]

    for text in refused + shown:
        must_be_plain(text)
    assert payload.strip() in must_be_plain(shown[2]).text


@on_sqlite
@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_shows_what_somebody_signs_in_with_as_text(
    payload: str, new_desk: Callable[..., Desk]
) -> None:
    desk = new_desk()
    desk.get("/console/sign-in")

    answer = desk.post(
        "/console/sign-in", login=payload, password=payload, code=payload, next=payload
    )

    must_be_plain(answer.text)


@on_sqlite
def test_it_would_see_what_is_not_plain(support: Desk) -> None:
    page = support.get("/console").text
    must_be_plain(page)

    for payload in ("<img src=x onerror=alert(1)>", "<a href=//evil.example>x</a>", "<blink>"):
        with pytest.raises(AssertionError):
            must_be_plain(page.replace("待办", payload, 1))


@on_sqlite
def test_it_shows_the_name_of_a_phone_as_its_family_gave_it(
    support: Desk, lin: Card, mother: Phone
) -> None:
    binding = mother.own_binding(lin.policy_id)
    rename = {
        "id": "0199aaaa-0000-7000-8000-000000000001",
        "policy_id": lin.policy_id,
        "name": "devices.rename",
        "version": 1,
        "args": {"binding_id": binding, "name": "<b>妈妈</b>"},
        "made_at": "2026-03-09T02:00:00.000Z",
        "after": [],
    }
    pushed = mother.post("/api/sync/push", {"build": "1.tests", "commands": [rename]})
    assert pushed.json["results"][0]["status"] == "done"

    page = must_be_plain(support.get(f"/console/policies/{lin.policy_id}").text)

    assert "<b>妈妈</b>" in page.text
