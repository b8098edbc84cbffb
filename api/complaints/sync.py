"""What phones pull of complaints, and the commands that they send about them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from api.complaints import operations, schemas
from api.complaints.models import Complaint, ComplaintEvent, ComplaintPaper
from api.complaints.said import ComplaintSaid, PaperDelivery, PaperSaid
from api.core.actors import Member
from api.core.clock import instant_text
from api.core.synced import Collection, Command, Order, collection

Result = dict[str, Any]


def _dump(complaint: Complaint) -> dict[str, Any]:
    return {
        "id": complaint.id,
        "receipt": complaint.receipt,
        "topic": complaint.topic,
        "state": complaint.state,
        "text": complaint.text,
        "wish": complaint.wish,
        "call_back": complaint.call_back,
        "visit_id": complaint.visit_id,
        "written_by": complaint.written_by,
        "binding_id": complaint.binding_id,
        "received_at": instant_text(complaint.received_at),
        "due_on": complaint.due_on.isoformat() if complaint.due_on else None,
        "due_is_estimate": complaint.due_is_estimate,
        "closed_by": complaint.closed_by,
        "events": [_dump_event(event) for event in complaint.events],
        "papers": [_dump_paper(paper) for paper in complaint.papers],
    }


def _dump_event(event: ComplaintEvent) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "at": instant_text(event.at),
        "phone": event.phone,
        "words": event.words,
    }


def _dump_paper(paper: ComplaintPaper) -> dict[str, Any]:
    return {
        "id": paper.id,
        "state": paper.state,
        "filename": paper.filename,
        "upload_id": paper.upload_id,
    }


COLLECTIONS: list[Collection] = [collection(Complaint, schemas.ComplaintRow, _dump)]


def commands(seeds: Mapping[str, Mapping[str, Any]]) -> list[Command]:
    """The commands about complaints; operator.yaml says by when they are answered."""
    promise = operations.read_promise(seeds["operator"])

    def open_(order: Order) -> Result:
        said = _complaint_said(order.args)
        return _named(operations.open_complaint(*_asker(order), said, promise, order.now))

    def reopen(order: Order) -> Result:
        named = str(order.args["complaint_id"]), order.args["reason"]
        return _named(operations.reopen_complaint(*_asker(order), *named, promise, order.now))

    return [
        Command("complaints.open", 1, schemas.OpenComplaintArgs, open_),
        Command("complaints.attach", 1, schemas.AttachPaperArgs, _attach),
        Command("complaints.drop", 1, schemas.DropPaperArgs, _drop),
        Command("complaints.reopen", 1, schemas.ReopenComplaintArgs, reopen),
        Command("complaints.close", 1, schemas.CloseComplaintArgs, _close),
    ]


def _attach(order: Order) -> Result:
    said = PaperDelivery(**{name: str(value) for name, value in order.args.items()})
    return {"sha256": operations.attach_paper(*_asker(order), said, order.now).sha256}


def _drop(order: Order) -> Result:
    complaint_id, paper_id = str(order.args["complaint_id"]), str(order.args["paper_id"])
    return {"paper_id": operations.drop_paper(*_asker(order), complaint_id, paper_id).id}


def _close(order: Order) -> Result:
    complaint_id = str(order.args["complaint_id"])
    return _named(operations.settle_complaint(*_asker(order), complaint_id, order.now))


def _complaint_said(args: dict[str, Any]) -> ComplaintSaid:
    papers = [PaperSaid(**{**paper, "id": str(paper["id"])}) for paper in args["papers"]]
    visit_id = str(args["visit_id"]) if args["visit_id"] else None
    return ComplaintSaid(**{**args, "id": str(args["id"]), "visit_id": visit_id, "papers": papers})


def _asker(order: Order) -> tuple[Session, Member, str]:
    return order.session, order.member, order.policy_id


def _named(complaint: Complaint) -> Result:
    return {"complaint_id": complaint.id, "receipt": complaint.receipt}
