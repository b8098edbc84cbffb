"""The only place that reads the time."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Whoever needs the time is handed one of these."""

    def now(self) -> datetime:
        """The current UTC instant, timezone-aware."""
        ...


class SystemClock:
    """The machine's clock, moved by a fixed offset where a demo asks for it."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset


class MovableClock:
    """A clock that stands still until somebody moves it: the clock of the tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        """Moves the clock by a `timedelta`'s arguments, backwards too."""
        self._now += timedelta(**by)


def china_date(instant: datetime) -> date:
    """The calendar date in China at an instant; every `*_on` value is one of these."""
    return instant.astimezone(CHINA).date()


def instant_text(instant: datetime) -> str:
    """An instant as ISO 8601 in UTC with milliseconds and `Z`, as all answers carry it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
