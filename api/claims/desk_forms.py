"""What assessors type in, as values; what can't be read is named by its field."""

import re
from collections.abc import Iterator
from typing import Any

from werkzeug.datastructures import MultiDict

from api.claims.assessment import Assessment, ExpenseItem
from api.claims.authorisation import ItemKind
from api.claims.deciding import Verdict
from api.claims.requesting import Mark
from api.claims.rules import DeclineReason, DocumentKind
from api.claims.settlement import Override
from api.claims.words import PLACES
from api.core.errors import INVALID, Refusal

Form = MultiDict[str, str]
_AMOUNT = re.compile(r"(\d{1,7})(?:\.(\d{1,2}))?")
_COLUMNS = ("name", "kind", "claimed", "covered", "reason")


def read_fen(text: str, field: str) -> int:
    """An amount in yuan as fen: `1,386.5` is 138650. Raises Refusal naming the field."""
    plain = text.replace(",", "").replace("，", "").replace("¥", "").strip()
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        raise Refusal(INVALID, {field: ["金额写成 1386.50 这样。"]})
    return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))


def read_findings(form: Form) -> Assessment:
    """The expense items and facts. Raises Refusal naming fields (`items.0.claimed_fen`)."""
    items = [_item(row, index) for index, row in enumerate(item_rows(form))]
    days = form.get("days", "").strip()
    if days and not (days.isascii() and days.isdigit()):
        raise Refusal(INVALID, {"days": ["住院天数写数字。"]})
    return Assessment(
        items,
        authorised="authorised" in form,
        outside_network="outside_network" in form,
        days=int(days) if days else None,
    )


def item_rows(form: Form) -> list[dict[str, str]]:
    """The rows of the table of items that hold anything, as they were typed."""
    columns = [form.getlist(f"item_{name}") for name in _COLUMNS]
    rows = (dict(zip(_COLUMNS, cells, strict=True)) for cells in zip(*columns, strict=False))
    return [row for row in rows if row["name"].strip() or row["claimed"].strip()]


def _item(row: dict[str, str], index: int) -> ExpenseItem:
    claimed = read_fen(row["claimed"], f"items.{index}.claimed_fen")
    covered = row["covered"].strip()
    kind = row["kind"]
    return ExpenseItem(
        row["name"].strip(),
        ItemKind(kind) if kind in list(ItemKind) else ItemKind.OTHER,
        claimed,
        read_fen(covered, f"items.{index}.covered_fen") if covered else claimed,
        row["reason"].strip(),
    )


def read_verdict(form: Form) -> Verdict:
    """To pay by the rules, or an amount of one's own. Raises Refusal naming fields."""
    amount, reason = form.get("override", "").strip(), form.get("override_reason", "").strip()
    override = None
    if amount or reason:
        override = Override(read_fen(amount, "override_fen"), reason)
    return Verdict(override=override, explanation=form.get("explanation", "").strip())


def read_decline(form: Form) -> Verdict:
    """To pay nothing, and why. Raises Refusal naming fields."""
    reason = form.get("decline", "")
    if reason not in list(DeclineReason):
        raise Refusal(INVALID, {"decline": ["选一个原因。"]})
    return Verdict(DeclineReason(reason), explanation=form.get("explanation", "").strip())


def read_kinds(form: Form) -> list[DocumentKind]:
    """The kinds of documents that are asked for."""
    return [kind for kind in DocumentKind if kind in form.getlist("kinds")]


def read_mark(form: Form) -> Mark | None:
    """The place that was drawn on a photo, or chosen by its name; none: the whole of it.

    Raises Refusal naming `mark`.
    """
    drawn = [form.get(name, "").strip() for name in ("x", "y", "w", "h")]
    if any(drawn):
        return Mark(*_shares(drawn))
    place = PLACES.get(form.get("place", ""))
    return Mark(*place[1]) if place else None


def _shares(texts: list[str]) -> Iterator[float]:
    for text in texts:
        if not re.fullmatch(r"[01](\.\d{1,6})?", text):
            raise Refusal(INVALID, {"mark": ["在照片上重新圈一次。"]})
        yield float(text)


def sentences_of(fields: Any) -> dict[str, str]:
    """What is wrong with each field, in Chinese (a check of ours writes `中文|English`)."""
    return {
        name: " ".join(each.partition("|")[0] for each in said) for name, said in fields.items()
    }
