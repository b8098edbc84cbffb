"""The lines of an example: amounts that must add up, and days that must follow each other; pure."""

import re
from datetime import date
from typing import Any

from api.notices.rules import text_problems

# What is wrong, and how many lines below the first.
Problem = tuple[int, str]
Line = dict[str, Any]

_AMOUNT = r"[¥￥](?P<yuan>\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(?P<cents>\d{2}))?"
_RATE = r"(?:\s*[(（](?P<rate>\d{1,3})%[)）])?"
_CALC = re.compile(rf"(?P<sign>[-+=−])\s*{_AMOUNT}{_RATE}\s+(?P<words>[^|]+)(?:\|(?P<note>.+))?")
_DAY = re.compile(r"(?P<on>\d{4}-\d{2}-\d{2})(?:\s+(?P<time>\d{2}:\d{2}))?\s+(?P<words>.+)")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

CALC_FORM = (
    "Write a sign, an amount and words, like `- ¥4,000 (40%) What it is for | a remark`; "
    "a rate only after -."
)
DAY_FORM = "Write a date, perhaps a time, and words, like `2027-03-12 16:00 What is due`."


def read_calc(rows: list[str]) -> tuple[list[Line], list[Problem]]:
    """Read amounts, one a row: `+` adds, `-` takes off, `=` says the result so far.

    A line is {kind: add | take | cut | sum, fen, words, note?}; a cut is the share rate_bp of the
    result so far, of_fen, and has both.
    """
    lines: list[Line] = []
    problems: list[Problem] = []
    total = 0
    for offset, row in enumerate(rows):
        line = _calc_line(row)
        if line is None:
            return [], [(offset, CALC_FORM)]
        problems += [(offset, words) for words in _line_problems(line, total, not lines)]
        if line["kind"] == "cut":
            line["of_fen"] = total
        total = _after(line, total)
        lines.append(line)
    if not lines or lines[-1]["kind"] != "sum":
        problems.append((max(len(rows) - 1, 0), "The last line says the result: it begins with =."))
    return lines, problems


def read_days(rows: list[str]) -> tuple[list[Line], list[Problem]]:
    """Read days, one a row, in their order; a line is {on, time?, words}."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for offset, row in enumerate(rows):
        found = _DAY.fullmatch(row.strip())
        if not found or not _is_day(found["on"]) or not _is_time(found["time"]):
            return [], [(offset, DAY_FORM)]
        line = {name: value.strip() for name, value in found.groupdict().items() if value}
        if lines and _moment(line) < _moment(lines[-1]):
            problems.append((offset, "It is earlier than the line above."))
        problems += [(offset, words) for words in text_problems(line["words"])]
        lines.append(line)
    if not lines:
        problems.append((0, DAY_FORM))
    return lines, problems


def _calc_line(row: str) -> Line | None:
    found = _CALC.fullmatch(row.strip())
    if not found or (found["rate"] and found["sign"] not in "-−"):
        return None
    kinds = {"+": "add", "=": "sum"}
    fen = int(found["yuan"].replace(",", "")) * 100 + int(found["cents"] or 0)
    line: Line = {
        "kind": kinds.get(found["sign"], "cut" if found["rate"] else "take"),
        "fen": fen,
        "words": found["words"].strip(),
    }
    if found["note"]:
        line["note"] = found["note"].strip()
    if found["rate"]:
        line["rate_bp"] = int(found["rate"]) * 100
    return line


def _line_problems(line: Line, total: int, is_first: bool) -> list[str]:
    found = [*text_problems(line["words"]), *text_problems(line.get("note", ""))]
    if is_first and line["kind"] != "add":
        found.append("The first line begins with +.")
    elif line["kind"] == "sum" and line["fen"] != total:
        found.append(f"The lines above give {_yuan(total)}.")
    elif line["kind"] == "cut" and line["fen"] * 10_000 != total * line["rate_bp"]:
        found.append(f"{line['rate_bp'] // 100} % of {_yuan(total)} is another amount.")
    elif line["kind"] in {"take", "cut"} and line["fen"] > total:
        found.append(f"It takes off more than the {_yuan(total)} above.")
    return found


def _after(line: Line, total: int) -> int:
    if line["kind"] == "add":
        return total + int(line["fen"])
    return total if line["kind"] == "sum" else total - int(line["fen"])


def _yuan(fen: int) -> str:
    return f"¥{fen / 100:,.2f}"


def _is_day(on: str) -> bool:
    try:
        date.fromisoformat(on)
    except ValueError:
        return False
    return True


def _is_time(time: str | None) -> bool:
    return time is None or _TIME.fullmatch(time) is not None


def _moment(line: Line) -> tuple[str, str]:
    return line["on"], line.get("time", "")
