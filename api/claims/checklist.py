"""Which documents each kind of claim needs, and the conditions of internet claims."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.claims.rules import ClaimKind, DocumentKind


class Need(StrEnum):
    """Whether a document has to be brought, and by whom."""

    REQUIRED = "required"  # the family hands it in with each claim
    ONCE = "once"  # the family hands it in once; later claims of the child refer to it
    OPTIONAL = "optional"  # where there is one
    BY_US = "by_us"  # the service fills it in


class InternetCondition(StrEnum):
    """What an internet consultation must be to be paid for (manual, chapter 9)."""

    FOLLOW_UP = "follow_up"  # 复诊
    LICENSED = "licensed"  # 指定私立医疗网络的互联网医院，或有互联网医院资质的机构


_D = DocumentKind
# “医疗费用发票、病例记录、检查报告、电子保险卡、被保险人身份证明、银行账户信息（监护人）、
# 索赔申请表” (manual, chapter 9). A visit without tests has no report.
_ALWAYS: Final[Mapping[DocumentKind, Need]] = {
    _D.INVOICE: Need.REQUIRED,
    _D.MEDICAL_RECORD: Need.REQUIRED,
    _D.EXAM_REPORT: Need.OPTIONAL,
    _D.CHILD_ID: Need.ONCE,
    _D.SIGNATURE: Need.REQUIRED,
    _D.E_CARD: Need.BY_US,
    _D.BANK_ACCOUNT: Need.BY_US,
    _D.CLAIM_FORM: Need.BY_US,
    _D.OTHER: Need.OPTIONAL,
}

CHECKLIST: Final[Mapping[ClaimKind, Mapping[DocumentKind, Need]]] = {
    ClaimKind.PUBLIC_OUTPATIENT: _ALWAYS,
    ClaimKind.PUBLIC_INPATIENT: _ALWAYS,
    # A consultation alone has no prescription.
    ClaimKind.INTERNET: {**_ALWAYS, _D.PRESCRIPTION: Need.OPTIONAL},
    ClaimKind.PRIVATE_PAID: _ALWAYS,
}


@dataclass(frozen=True)
class Line:
    """One line of a claim's checklist: a kind of document, its need, and whether it is there."""

    kind: DocumentKind
    need: Need
    there: bool


def checklist(
    kind: ClaimKind, here: Collection[DocumentKind], from_earlier: Collection[DocumentKind] = ()
) -> list[Line]:
    """The lines of a claim's checklist.

    `here` are the kinds that it holds, `from_earlier` those that other claims of the child do.
    """
    return [
        Line(each, need, each in here or (need is Need.ONCE and each in from_earlier))
        for each, need in CHECKLIST[kind].items()
    ]


def lacking(lines: Collection[Line]) -> Iterator[DocumentKind]:
    """The kinds that the family still has to hand in."""
    for line in lines:
        if line.need in {Need.REQUIRED, Need.ONCE} and not line.there:
            yield line.kind


def unmet_conditions(follow_up: bool, licensed: bool) -> list[InternetCondition]:
    """The conditions that an internet consultation does not meet, as the family answered."""
    answers = {InternetCondition.FOLLOW_UP: follow_up, InternetCondition.LICENSED: licensed}
    return [condition for condition, met in answers.items() if not met]
