"""What became of one command: as it is stored, and as a phone hears it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from api.core.errors import Problem, Text
from api.core.words import in_language
from api.sync.rules import CommandStatus


@dataclass(frozen=True)
class Answer:
    """The status of a command and what goes with it; `details` is stored as it stands."""

    status: CommandStatus
    details: dict[str, Any] = field(default_factory=dict)

    def worded(self, language: str, hotline: str) -> dict[str, Any]:
        """What the phone hears, in its language: all but the command's id."""
        said: dict[str, Any] = {"status": self.status.value, **self.details}
        for name in ("message", "hint"):
            if name in said:
                said[name] = Text(**said[name]).pick(language).format(hotline=hotline)
        if "fields" in said:
            said["fields"] = in_language(said["fields"], language)
        return said


def done(result: dict[str, Any], receipt: str) -> Answer:
    """It had its effect; `receipt` is the number people see."""
    return Answer(CommandStatus.DONE, {"receipt": receipt, "result": result})


def rejected(problem: Problem, fields: Mapping[str, list[str]] | None = None) -> Answer:
    """It had no effect and never will; `fields` are sentences by the path in the arguments."""
    return Answer(
        CommandStatus.REJECTED,
        {
            "code": problem.code,
            "message": asdict(problem.message),
            "hint": asdict(problem.hint),
            "fields": dict(fields or {}),
        },
    )


def later(code: str) -> Answer:
    """It had no effect yet; the phone sends it again."""
    return Answer(CommandStatus.LATER, {"code": code})
