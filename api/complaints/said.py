"""What families say of a complaint, as values: what the commands' arguments load to."""

from dataclasses import dataclass

from api.complaints.rules import ComplaintTopic


@dataclass(frozen=True)
class PaperSaid:
    """A photo or document that a phone has; its size in bytes."""

    id: str
    filename: str
    size: int


@dataclass(frozen=True)
class ComplaintSaid:
    """All that a phone says of a new complaint; `call_back`: the answer by phone as well."""

    id: str
    topic: ComplaintTopic
    text: str
    wish: str
    call_back: bool
    visit_id: str | None
    papers: list[PaperSaid]


@dataclass(frozen=True)
class PaperDelivery:
    """A finished upload for an announced paper, and the hash of what the phone holds."""

    complaint_id: str
    paper_id: str
    upload_id: str
    sha256: str
