"""What a program measures: figures with their aims, and how a table shows them."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One number. `at_most` or `at_least` is the aim, where there is one."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.at_most is not None:
            return self.value <= self.at_most
        if self.at_least is not None:
            return self.value >= self.at_least
        return None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "value": round(self.value, 3), "met": self.met}


def figure_of(stored: dict[str, Any]) -> Figure:
    """The figure that `as_json` wrote."""
    return Figure(**{name: value for name, value in stored.items() if name != "met"})


def median(samples: Iterable[float]) -> float:
    return statistics.median(samples)


def fastest_quarter(samples: Sequence[float]) -> float:
    """What a quarter of the samples stayed under."""
    return statistics.quantiles(samples, n=4)[0]


def percentile(samples: Sequence[float], percent: int) -> float:
    """What so many of a hundred samples stayed under."""
    return statistics.quantiles(samples, n=100)[percent - 1]


def spread(samples: Sequence[float], unit: str = "ms") -> str:
    """The quarters of some samples, for a note: `n=15, quarters 210–240 ms`."""
    low, _, high = statistics.quantiles(samples, n=4)
    return f"n={len(samples)}, quarters {_number(low)}–{_number(high)} {unit}"


def table(rows: Iterable[tuple[str, Figure]]) -> str:
    """One line a figure: program, what, value, aim, whether it was met, note."""
    lines = [("program", "figure", "measured", "aim", "", "note")]
    for name, figure in rows:
        measured = f"{_number(figure.value)} {figure.unit}".strip()
        lines.append((name, figure.what, measured, *_aim(figure), figure.note))
    widths = [max(_width(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(_padded(cell, width) for cell, width in zip(line, [*widths, 0], strict=True))
        for line in lines
    )


def _aim(figure: Figure) -> tuple[str, str]:
    if figure.at_most is not None:
        aim = f"≤ {_number(figure.at_most)}"
    elif figure.at_least is not None:
        aim = f"≥ {_number(figure.at_least)}"
    else:
        return "", ""
    return aim, "met" if figure.met else "MISSED"


def _number(value: float) -> str:
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 100 else f"{value:.2f}"


def _width(text: str) -> int:
    # Chinese letters are two columns wide; the tables hold few of them.
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
