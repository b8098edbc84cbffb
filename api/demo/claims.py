"""The demo families' claims: handed in, assessed, decided and paid as people would, days ago."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.accounts import confirm_account
from api.claims.assessing import begin_assessment, set_items
from api.claims.assessment import Assessment, ExpenseItem
from api.claims.authorisation import ItemKind
from api.claims.deciding import Verdict, decide
from api.claims.handbook import Handbook
from api.claims.handing_in import attach_document
from api.claims.models import Claim
from api.claims.opening import open_claim
from api.claims.paying import export_payouts
from api.claims.payout_files import PaidImport
from api.claims.rules import USUAL_BENEFIT, ClaimKind, DocumentKind
from api.claims.said import (
    AccountSaid,
    ClaimSaid,
    Delivery,
    DocumentSaid,
    HeaderSaid,
    InvoiceSaid,
)
from api.core.actors import Heads, Member, Role, StaffActor
from api.core.clock import CHINA, china_date
from api.core.ids import new_id
from api.demo.photos import draw_photo
from api.devices.family import add_binding
from api.devices.models import Binding
from api.devices.sessions import add_device
from api.gateways.files import FileStore, new_key
from api.notifications.models import Notification
from api.policies.models import Policy
from api.staff.models import StaffAccount, StaffRole
from api.uploads.models import Upload
from api.uploads.rules import MediaType, PreviewState, UploadState, expires_at

PHONE = "妈妈的手机"
# A number with a right check digit that belongs to nobody.
_BANK_NUMBER = "6222021234567890128"
# How far each state is: the steps up to it are taken.
_DECIDED, _PAID = "decided", "paid"


@dataclass
class DemoClaims:
    """Adds claims to demo policies; its people of the service must be there."""

    session: Session
    files: FileStore
    handbook: Handbook
    now: datetime
    _phones: dict[str, Member] = field(default_factory=dict)

    def add(self, policy_number: str, wanted: dict[str, Any]) -> None:
        """Files a claim as demo.yaml describes it, and takes it as far as it says."""
        session = self.session
        policy = session.scalars(sa.select(Policy).where(Policy.number == policy_number)).one()
        filed_at = self.at(wanted["filed"])
        member = self.phone(policy, filed_at)
        claim = self._file(member, policy, wanted, filed_at)
        if wanted["state"] == "announced":
            return
        done_at = self.at(wanted["done"]) if "done" in wanted else self.now
        self._assess(claim, wanted, done_at)
        if wanted["state"] in {_DECIDED, _PAID}:
            assessor = self.person(Role.ASSESSOR)
            verdict = Verdict(explanation=wanted.get("explanation", ""))
            version = claim.version
            decide(session, assessor, claim.id, version, verdict, self.handbook, done_at)
        if wanted["state"] == _PAID:
            self._pay(claim, done_at + timedelta(days=2))
        # A decision of weeks ago is no news.
        session.execute(sa.delete(Notification).where(Notification.template == "claim_decided"))

    def at(self, days: int) -> datetime:
        """Half past eight in the evening in China, so many days from today; never to come."""
        day = china_date(self.now) + timedelta(days=days)
        return min(datetime.combine(day, time(20, 30), CHINA), self.now)

    def phone(self, policy: Policy, at: datetime) -> Member:
        """The family's phone that hands in claims, bound a while before."""
        binding_id = self.session.scalar(
            sa.select(Binding.id).where(Binding.policy_id == policy.id, Binding.name == PHONE)
        )
        known = self._phones.get(policy.policyholder_id)
        bound_at = self.now - timedelta(days=120)
        device_id = known.device_id if known else add_device(self.session, bound_at)
        if binding_id is None:
            binding = add_binding(self.session, device_id, policy.id, PHONE, bound_at)
            binding_id = binding.id
        bindings = {**(known.bindings if known else {}), policy.id: binding_id}
        member = Member(device_id, bindings, at, Heads("", {}))
        self._phones[policy.policyholder_id] = member
        return member

    def _file(self, member: Member, policy: Policy, wanted: dict[str, Any], at: datetime) -> Claim:
        kinds = [DocumentKind(kind) for kind in wanted["photos"]]
        photos = [draw_photo(kind, number) for number, kind in enumerate(kinds)]
        documents = [
            DocumentSaid(new_id(), kind, "", len(photo))
            for kind, photo in zip(kinds, photos, strict=True)
        ]
        account = AccountSaid(new_id(), wanted["holder"], wanted["bank"], _BANK_NUMBER)
        said = ClaimSaid(self._header(wanted), account, documents)
        claim = open_claim(self.session, member, policy.id, said, self.handbook, at)
        self._confirm(member, policy, claim, at)
        here = len(documents) - wanted["missing"]
        for document, photo in list(zip(documents, photos, strict=True))[:here]:
            self._deliver(member, policy, claim, document, photo, at + timedelta(minutes=1))
        return claim

    def _header(self, wanted: dict[str, Any]) -> HeaderSaid:
        invoices = list(self._invoices(wanted))
        left = wanted.get("discharged_on")
        return HeaderSaid(
            id=new_id(),
            kind=ClaimKind(wanted["kind"]),
            hospital_id=None,
            hospital=wanted["hospital"],
            department=wanted["department"],
            visited_on=self.at(wanted["visited_on"]).astimezone(CHINA).date(),
            discharged_on=None if left is None else self.at(left).astimezone(CHINA).date(),
            diagnosis=wanted["diagnosis"],
            note="",
            total_fen=sum(invoice.amount_fen for invoice in invoices),
            invoices=invoices,
            internet=(True, True) if wanted["kind"] == "internet" else None,
        )

    def _invoices(self, wanted: dict[str, Any]) -> Iterator[InvoiceSaid]:
        for number, amount_fen in wanted["invoices"].items():
            yield InvoiceSaid(number, amount_fen, None)

    def _confirm(self, member: Member, policy: Policy, claim: Claim, at: datetime) -> None:
        binding = self.session.get_one(Binding, member.bindings[policy.id])
        binding.step_up_until = at + timedelta(minutes=10)
        self.session.flush()
        if claim.account_id:
            confirm_account(self.session, member, policy.id, claim.account_id, at)
        binding.step_up_until = None

    def _deliver(
        self,
        member: Member,
        policy: Policy,
        claim: Claim,
        document: DocumentSaid,
        photo: bytes,
        at: datetime,
    ) -> None:
        key, digest = new_key("uploads"), hashlib.sha256(photo).hexdigest()
        self.files.put(key, photo)
        upload = Upload(
            id=new_id(),
            device_id=member.device_id,
            policy_id=policy.id,
            filename="photo.jpg",
            length=len(photo),
            received=len(photo),
            state=UploadState.COMPLETE,
            key=key,
            created_at=at,
            expires_at=expires_at(at),
            media_type=MediaType.JPEG,
            sha256=digest,
            completed_at=at,
            preview=PreviewState.WAITING,
            preview_due_at=at,
        )
        self.session.add(upload)
        self.session.flush()
        said = Delivery(claim.id, document.id, upload.id, digest)
        attach_document(self.session, member, policy.id, said, self.handbook, at)

    def _assess(self, claim: Claim, wanted: dict[str, Any], at: datetime) -> None:
        assessor = self.person(Role.ASSESSOR)
        begin_assessment(self.session, assessor, claim.id, claim.version, at)
        items = [
            ExpenseItem(**{**item, "kind": ItemKind(item["kind"])}) for item in wanted["items"]
        ]
        if items:
            findings, benefit = Assessment(items), USUAL_BENEFIT[claim.kind]
            version = claim.version
            set_items(
                self.session, assessor, claim.id, version, findings, benefit, self.handbook, at
            )

    def _pay(self, claim: Claim, at: datetime) -> None:
        cashier = self.person(Role.FINANCE)
        export_payouts(self.session, cashier, at)
        row = {
            "receipt": claim.receipt,
            "amount_fen": claim.approved_fen,
            "paid_on": china_date(at),
            "reference": "DEMO-0001",
        }
        work = PaidImport(self.session, cashier, at)
        work.prepare([row])
        work.take(row)
        work.finish()

    def person(self, role: Role) -> StaffActor:
        """The first of the demo's people who has a role."""
        account = self.session.scalars(
            sa.select(StaffAccount)
            .join(StaffRole, StaffRole.account_id == StaffAccount.id)
            .where(StaffRole.role == role)
            .order_by(StaffAccount.id)
            .limit(1)
        ).one()
        return account.actor
