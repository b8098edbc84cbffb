"""What phones pull of claims, and the commands that they send about them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from api.claims import arguments, loading
from api.claims.accounts import confirm_account
from api.claims.handbook import read_handbook
from api.claims.handing_in import announce_documents, attach_document, drop_document
from api.claims.models import Claim, ClaimDocument, ClaimEvent, ClaimRequest
from api.claims.opening import open_claim
from api.claims.payout_models import PayoutAccount
from api.claims.schemas import ClaimDocumentRow, ClaimRow, PayoutAccountRow
from api.claims.withdrawing import withdraw_claim
from api.core.actors import Member
from api.core.clock import instant_text
from api.core.synced import Collection, Command, Order, collection


def _dump_claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "receipt": claim.receipt,
        "kind": claim.kind,
        "status": claim.status,
        "outcome": claim.outcome,
        "hospital": claim.hospital,
        "hospital_id": claim.hospital_id,
        "department": claim.department,
        "visited_on": _day(claim.visited_on),
        "discharged_on": _day(claim.discharged_on),
        "diagnosis": claim.diagnosis,
        "note": claim.note,
        "total_fen": claim.total_fen,
        "invoices": [
            {
                "number": invoice.number,
                "amount_fen": invoice.amount_fen,
                "issued_on": _day(invoice.issued_on),
            }
            for invoice in claim.invoices
        ],
        "benefit": claim.benefit,
        "account_id": claim.account_id,
        "opened_by": claim.opened_by,
        "announced_at": instant_text(claim.announced_at),
        "completed_at": _instant(claim.completed_at),
        "due_on": _day(claim.due_on),
        "due_is_estimate": claim.due_is_estimate,
        "decided_at": _instant(claim.decided_at),
        "paid_at": _instant(claim.paid_at),
        "approved_fen": claim.approved_fen,
        "steps": json.loads(claim.steps or "[]"),
        "explanation": claim.explanation or "",
        "events": [_dump_event(event) for event in claim.events],
        "requests": [_dump_request(request) for request in claim.requests],
    }


def _dump_event(event: ClaimEvent) -> dict[str, Any]:
    return {"kind": event.kind, "at": instant_text(event.at), "params": json.loads(event.params)}


def _dump_request(request: ClaimRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "kinds": request.kinds,
        "document_ids": request.document_ids,
        "note": request.note,
        "at": instant_text(request.at),
        "answered_at": _instant(request.answered_at),
    }


def _dump_document(document: ClaimDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "claim_id": document.claim_id,
        "kind": document.kind,
        "state": document.state,
        "position": document.position,
        "filename": document.filename,
        "size": document.size,
        "sha256": document.sha256,
        "upload_id": document.upload_id,
        "phone": document.phone,
        "binding_id": document.binding_id,
        "received_at": _instant(document.received_at),
        "request": json.loads(document.retake) if document.retake else None,
        "replaces": document.replaces_id,
    }


def _dump_account(account: PayoutAccount) -> dict[str, Any]:
    return {
        "id": account.id,
        "holder": account.holder,
        "bank": account.bank,
        "last4": account.last4,
        "state": account.state,
        "added_by": account.added_by,
        "created_at": instant_text(account.created_at),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)


COLLECTIONS: list[Collection] = [
    collection(Claim, ClaimRow, _dump_claim),
    collection(ClaimDocument, ClaimDocumentRow, _dump_document),
    collection(PayoutAccount, PayoutAccountRow, _dump_account),
]


def commands(seeds: Mapping[str, Mapping[str, Any]]) -> list[Command]:
    """The commands about claims; the seeds say what plans pay and which hospitals there are."""
    handbook = read_handbook(seeds)

    def open_(order: Order) -> dict[str, Any]:
        said = loading.claim_said(order.args)
        return _named(open_claim(*_asker(order), said, handbook, order.now))

    def attach(order: Order) -> dict[str, Any]:
        said = loading.delivery(order.args)
        document = attach_document(*_asker(order), said, handbook, order.now)
        return {"sha256": document.sha256}

    def announce(order: Order) -> dict[str, Any]:
        said = loading.announcement(order.args)
        return _named(announce_documents(*_asker(order), said, handbook, order.now))

    def drop(order: Order) -> dict[str, Any]:
        claim_id, document_id = str(order.args["claim_id"]), str(order.args["document_id"])
        drop_document(*_asker(order), claim_id, document_id, handbook, order.now)
        return {"document_id": document_id}

    return [
        Command("claims.open", 1, arguments.OpenClaimArgs, open_),
        Command("claims.attach", 1, arguments.AttachDocumentArgs, attach),
        Command("claims.announce", 1, arguments.AnnounceDocumentsArgs, announce),
        Command("claims.drop", 1, arguments.DropDocumentArgs, drop),
        Command("claims.withdraw", 1, arguments.WithdrawClaimArgs, _withdraw),
        Command("claims.confirm_account", 1, arguments.ConfirmAccountArgs, _confirm),
    ]


def _withdraw(order: Order) -> dict[str, Any]:
    claim_id, reason = str(order.args["claim_id"]), order.args["reason"]
    return _named(withdraw_claim(*_asker(order), claim_id, reason, order.now))


def _confirm(order: Order) -> dict[str, Any]:
    account_id = str(order.args["account_id"])
    confirm_account(*_asker(order), account_id, order.now)
    return {"account_id": account_id}


def _asker(order: Order) -> tuple[Session, Member, str]:
    return order.session, order.member, order.policy_id


def _named(claim: Claim) -> dict[str, Any]:
    return {"claim_id": claim.id, "receipt": claim.receipt}
