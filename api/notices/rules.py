"""What a notice may hold, and what both of its languages must have in common; pure."""

import re
from collections.abc import Iterator
from typing import Any

# A text, or an object whose `node` says what it is.
Inline = str | dict[str, Any]
Block = dict[str, Any]

# Where a notice stands in the list.
GROUPS = ("before", "at", "after", "more")
# What a text leaves to operator.yaml.
SLOTS = ("hotline", "hotline_hours", "claims_email", "complaints_email")
# The pages of the app that a notice may lead to: those that open without a card's number.
PAGES = (
    "/",
    "/bind",
    "/hospitals",
    "/inbox",
    "/me",
    "/me/install",
    "/me/offline-check",
    "/me/privacy",
    "/notices",
    "/preauths",
    "/vaccines",
    "/visits",
)
NO_HTML = f"HTML isn't drawn. A slot is one of {', '.join(f'<{name}>' for name in SLOTS)}."
_NOTICE = re.compile(r"/notices/([a-z0-9-]+)")
_HTML = re.compile(r"<[a-zA-Z/!?]")
# A sign of Markdown that made nothing: it would be read out as it stands.
_STRAY = re.compile(r"\*+|_+|`+|~~|\]\(|\||^#+(?=\S)")


def text_problems(text: str) -> Iterator[str]:
    """Find what would show as a sign of HTML or Markdown in a plain text."""
    if _HTML.search(text):
        yield NO_HTML
    if found := _STRAY.search(text):
        sign = found[0]
        yield f"{sign} opens or closes nothing here; for the sign itself write \\{sign[0]}."


def leads_somewhere(href: str) -> bool:
    """Say whether a link stays in the app; whether its notice exists is `noticed_in`'s matter."""
    return href in PAGES or _NOTICE.fullmatch(href) is not None


def noticed_in(block: Block) -> Iterator[str]:
    """Find the ids of the notices that a block links to."""
    for href in _links(block):
        if found := _NOTICE.fullmatch(href):
            yield found[1]


def texts_in(block: Block) -> Iterator[str]:
    """Find every piece of text in a block."""
    for piece in _pieces(block):
        if isinstance(piece, str):
            yield piece
    for line in block.get("lines", ()):
        yield line["words"]
        yield line.get("note", "")


def first_difference(zh: list[Block], en: list[Block]) -> tuple[int, str] | None:
    """Return where two languages part, as the index of a block, and how; None when they agree.

    They agree when they have the same blocks in the same order: headings of the same level, lists
    of the same length, the same amounts and days, links and slots. Only words may differ.
    """
    for index, (one, other) in enumerate(zip(zh, en, strict=False)):
        if _outline(one) != _outline(other):
            said = f"The English has {_say(other)}, the Chinese {_say(one)}."
            return index, said
    if len(zh) == len(en):
        return None
    shared = min(len(zh), len(en))
    if len(zh) > shared:
        return shared, f"The Chinese goes on with {_say(zh[shared])}, the English ends."
    return shared, f"The English goes on with {_say(en[shared])}, the Chinese ends."


def _outline(block: Block) -> tuple[Any, ...]:
    return _shape(block), sorted(_links(block)), sorted(_slots(block))


def _shape(block: Block) -> tuple[Any, ...]:
    kind = block["node"]
    if kind == "heading":
        return kind, block["level"]
    if kind == "list":
        return kind, block["ordered"], len(block["items"])
    if kind == "calc":
        return kind, [(line["kind"], line["fen"], line.get("rate_bp")) for line in block["lines"]]
    if kind == "days":
        return kind, [(line["on"], line.get("time")) for line in block["lines"]]
    return (kind,)


def _say(block: Block) -> str:
    names = {
        "heading": lambda: f"a heading of level {block['level']}",
        "list": lambda: f"a {'numbered ' * block['ordered']}list of {len(block['items'])}",
        "calc": lambda: f"the amounts {[line['fen'] / 100 for line in block['lines']]}",
        "days": lambda: f"the days {[line['on'] for line in block['lines']]}",
        "row": lambda: f"a link to {block['href']}",
    }
    named = names.get(block["node"], lambda: f"a {block['node']}")()
    marks = [*sorted(_links(block)), *(f"<{name}>" for name in sorted(_slots(block)))]
    return f"{named} with {', '.join(marks)}" if marks else named


def _links(block: Block) -> list[str]:
    inside = [piece["href"] for piece in _pieces(block) if _is(piece, "link")]
    return inside + ([block["href"]] if block["node"] == "row" else [])


def _slots(block: Block) -> list[str]:
    return [piece["name"] for piece in _pieces(block) if _is(piece, "slot")]


def _is(piece: Inline, kind: str) -> bool:
    return isinstance(piece, dict) and piece["node"] == kind


def _pieces(holder: dict[str, Any]) -> Iterator[Any]:
    for nodes in [holder.get("nodes", []), *holder.get("items", [])]:
        for piece in nodes:
            yield piece
            if isinstance(piece, dict):
                yield from _pieces(piece)
