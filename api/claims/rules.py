"""The states of claims and their documents, who may bring them about, and the deadline."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from api.core.calendar import Deadline, WorkingDays, add_working_days


class ClaimKind(StrEnum):
    """What was paid for, and where (manual, chapter 9)."""

    PUBLIC_OUTPATIENT = "public_outpatient"  # 公立医院门诊
    PUBLIC_INPATIENT = "public_inpatient"  # 公立医院住院
    INTERNET = "internet"  # 互联网问诊和药品处方
    PRIVATE_PAID = "private_paid"  # a private hospital that the family paid itself


class ClaimStatus(StrEnum):
    """Where a claim stands."""

    ANNOUNCED = "announced"  # its header is here; photos are still on a phone
    COMPLETE = "complete"  # every announced document is here; nobody looks at it yet
    UNDER_ASSESSMENT = "under_assessment"  # an assessor has it
    DOCUMENTS_REQUESTED = "documents_requested"  # the family is asked for something
    DECIDED = "decided"  # approved, approved in part or declined
    PAID = "paid"  # the payout has left
    WITHDRAWN = "withdrawn"  # the family took it back


class ClaimOutcome(StrEnum):
    """What was decided."""

    APPROVED = "approved"  # as claimed, by the plan's own terms
    PARTLY = "partly"  # something isn't covered, or the payout was cut, limited or overridden
    DECLINED = "declined"  # nothing, for a reason


class DocumentKind(StrEnum):
    """What a document shows (manual, chapter 9: 理赔材料)."""

    INVOICE = "invoice"  # 医疗费用发票
    MEDICAL_RECORD = "medical_record"  # 病历记录
    EXAM_REPORT = "exam_report"  # 检查报告
    E_CARD = "e_card"  # 电子保险卡
    CHILD_ID = "child_id"  # 被保险人身份证明
    BANK_ACCOUNT = "bank_account"  # 银行账户信息（监护人）
    CLAIM_FORM = "claim_form"  # 索赔申请表
    SIGNATURE = "signature"  # the guardian's signature, drawn on the phone, for the claim form
    PRESCRIPTION = "prescription"  # 线上处方
    OTHER = "other"  # anything else that may help


class DocumentState(StrEnum):
    """Where a document is."""

    EXPECTED = "expected"  # announced; still on the phone that has it
    RECEIVED = "received"  # here, byte for byte
    RETAKE_REQUESTED = "retake_requested"  # here, but can't be read: the family is asked again
    REPLACED = "replaced"  # another one took its place
    DROPPED = "dropped"  # announced, but will not come


class AccountState(StrEnum):
    """Whether an account may be paid to."""

    UNCONFIRMED = "unconfirmed"  # waits for a code sent to the policyholder's phone
    CONFIRMED = "confirmed"  # payouts may go there
    REPLACED = "replaced"  # another one was confirmed after it


class DeclineReason(StrEnum):
    """Why nothing is paid; the assessor adds words."""

    NOT_FOLLOW_UP = "not_follow_up"  # a first visit online (manual, chapter 9)
    NOT_LICENSED = "not_licensed"  # an institution without an internet hospital's licence
    NOT_COVERED = "not_covered"  # nothing of it is in the plan
    NO_AUTHORISATION = "no_authorisation"  # emergency transport without a written yes (chapter 8)
    PAID_ALREADY = "paid_already"  # another claim, direct billing or another insurer paid it
    NOT_THE_CHILD = "not_the_child"  # the papers are another person's
    NOT_ANSWERED = "not_answered"  # what was asked for never came
    NOT_GENUINE = "not_genuine"  # the papers can't be verified
    OTHER = "other"  # as the words say


class ClaimEventKind(StrEnum):
    """The steps that a claim's page tells of."""

    ANNOUNCED = "announced"
    DOCUMENTS_ADDED = "documents_added"
    COMPLETE = "complete"
    ASSESSMENT_BEGUN = "assessment_begun"
    DOCUMENTS_REQUESTED = "documents_requested"
    REQUEST_ANSWERED = "request_answered"
    DECIDED = "decided"
    REOPENED = "reopened"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


_ClaimStep = Mapping[ClaimStatus, frozenset[ClaimStatus]]
_DocumentStep = Mapping[DocumentState, frozenset[DocumentState]]

TRANSITIONS: Final[_ClaimStep] = {
    ClaimStatus.ANNOUNCED: frozenset({ClaimStatus.COMPLETE, ClaimStatus.WITHDRAWN}),
    # A family may announce more before anybody looked.
    ClaimStatus.COMPLETE: frozenset(
        {ClaimStatus.ANNOUNCED, ClaimStatus.UNDER_ASSESSMENT, ClaimStatus.WITHDRAWN}
    ),
    ClaimStatus.UNDER_ASSESSMENT: frozenset(
        {ClaimStatus.DOCUMENTS_REQUESTED, ClaimStatus.DECIDED, ClaimStatus.WITHDRAWN}
    ),
    # Decided too: an answer may never come.
    ClaimStatus.DOCUMENTS_REQUESTED: frozenset(
        {ClaimStatus.UNDER_ASSESSMENT, ClaimStatus.DECIDED, ClaimStatus.WITHDRAWN}
    ),
    # Back only after a decline, when the family adds something.
    ClaimStatus.DECIDED: frozenset({ClaimStatus.UNDER_ASSESSMENT, ClaimStatus.PAID}),
    ClaimStatus.PAID: frozenset(),
    ClaimStatus.WITHDRAWN: frozenset(),
}

DOCUMENT_TRANSITIONS: Final[_DocumentStep] = {
    DocumentState.EXPECTED: frozenset({DocumentState.RECEIVED, DocumentState.DROPPED}),
    # Replaced without being asked for: a claim form that was made anew.
    DocumentState.RECEIVED: frozenset({DocumentState.RETAKE_REQUESTED, DocumentState.REPLACED}),
    # Received again where the request is taken back.
    DocumentState.RETAKE_REQUESTED: frozenset({DocumentState.REPLACED, DocumentState.RECEIVED}),
    # Asked for again where what replaced it will not come.
    DocumentState.REPLACED: frozenset({DocumentState.RETAKE_REQUESTED}),
    DocumentState.DROPPED: frozenset(),
}

ACCOUNT_TRANSITIONS: Final[Mapping[AccountState, frozenset[AccountState]]] = {
    AccountState.UNCONFIRMED: frozenset({AccountState.CONFIRMED, AccountState.REPLACED}),
    AccountState.CONFIRMED: frozenset({AccountState.REPLACED}),
    AccountState.REPLACED: frozenset(),
}

# What the family may still take back or add to.
OPEN: Final = frozenset(
    {
        ClaimStatus.ANNOUNCED,
        ClaimStatus.COMPLETE,
        ClaimStatus.UNDER_ASSESSMENT,
        ClaimStatus.DOCUMENTS_REQUESTED,
    }
)
# An assessor has it in hand.
IN_ASSESSMENT: Final = frozenset({ClaimStatus.UNDER_ASSESSMENT, ClaimStatus.DOCUMENTS_REQUESTED})

# “住院案件在10个工作日内完成理赔” (manual, chapter 9). Of others the manual promises nothing.
PROMISED_WORKING_DAYS: Final[Mapping[ClaimKind, int]] = {ClaimKind.PUBLIC_INPATIENT: 10}

# The benefit that a kind of claim is looked at under first; the assessor may know better.
USUAL_BENEFIT: Final[Mapping[ClaimKind, str]] = {
    ClaimKind.PUBLIC_OUTPATIENT: "outpatient",
    ClaimKind.PUBLIC_INPATIENT: "inpatient",
    ClaimKind.INTERNET: "outpatient",
    ClaimKind.PRIVATE_PAID: "outpatient",
}

MOST_DOCUMENTS: Final = 40
MOST_INVOICES: Final = 40
MOST_ACCOUNTS: Final = 10
# A phone that was bound this recently may add a family's first account, but change none.
SETTLED_PHONE: Final = timedelta(hours=24)


def promised_deadline(kind: ClaimKind, complete_on: date, calendar: WorkingDays) -> Deadline | None:
    """The day by which the manual promises a decision, counted from the last document."""
    days = PROMISED_WORKING_DAYS.get(kind)
    return add_working_days(calendar, complete_on, days) if days else None


def target_day(kind: ClaimKind, complete_on: date, calendar: WorkingDays, usual_days: int) -> date:
    """The day by which staff mean to decide: the promise, else the operator's own target.

    It is staff's figure and is never shown to a family.
    """
    days = PROMISED_WORKING_DAYS.get(kind, usual_days)
    return add_working_days(calendar, complete_on, days).on


def may_become(status: ClaimStatus, new: ClaimStatus) -> bool:
    """Whether a claim in one state may take the other."""
    return new in TRANSITIONS[status]


def may_turn(state: DocumentState, new: DocumentState) -> bool:
    """Whether a document in one state may take the other."""
    return new in DOCUMENT_TRANSITIONS[state]


def status_by_documents(
    status: ClaimStatus, documents: Collection[DocumentState], open_requests: int
) -> ClaimStatus:
    """Where a claim stands once its documents or requests have changed."""
    all_here = DocumentState.EXPECTED not in documents
    if status in {ClaimStatus.ANNOUNCED, ClaimStatus.COMPLETE}:
        return ClaimStatus.COMPLETE if all_here else ClaimStatus.ANNOUNCED
    if status is ClaimStatus.DOCUMENTS_REQUESTED:
        asked = open_requests or DocumentState.RETAKE_REQUESTED in documents
        return status if asked or not all_here else ClaimStatus.UNDER_ASSESSMENT
    return status


def may_change_account(bound_at: datetime, now: datetime) -> bool:
    """Whether a phone was bound long enough ago to name another account than the first."""
    return now >= bound_at + SETTLED_PHONE
