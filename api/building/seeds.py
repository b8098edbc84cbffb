"""The operator's files, checked and turned into what the phone reads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from api.building.failure import MOST_COMPLAINTS, BuildError
from api.building.shapes import ConsentsShape, OperatorShape, PlansShape
from api.building.yaml_lines import Document, Place, Wrongs, read_document
from api.hospitals.directory import check_directory, derive_directory
from api.hospitals.schemas import DirectoryShape
from api.notices.reading import read_notices
from api.notices.schemas import NoticesShape, check_notices
from api.vaccines.checks import wrong_vaccines
from api.vaccines.enriching import vaccines_for_phones
from api.vaccines.schemas import VaccinesShape

# Marshmallow's names for a row as a whole, and for the two halves of an entry of a mapping.
MARSHMALLOW_PARTS = {"_schema", "key", "value"}

# The checked files read so far, by name.
Seeds = dict[str, dict[str, Any]]


def plans_by_code(content: dict[str, Any], _seeds: Seeds) -> dict[str, Any]:
    """Turn the list of plans into a mapping, so that a card finds its plan by code."""
    return {
        "plans": {
            plan["code"]: {name: value for name, value in plan.items() if name != "code"}
            for plan in content["plans"]
        }
    }


def as_it_is(content: dict[str, Any], _seeds: Seeds) -> dict[str, Any]:
    """Hand the content on unchanged."""
    return content


# What only the service goes by: it would tell everybody where a second look begins.
SERVICE_ALONE = ("claim_target_working_days", "second_person_above_fen")


def operator_for_phones(content: dict[str, Any], _seeds: Seeds) -> dict[str, Any]:
    """Leave out what only the service goes by."""
    return {name: value for name, value in content.items() if name not in SERVICE_ALONE}


def nothing_wrong(_content: dict[str, Any], _seeds: Seeds) -> Wrongs:
    """Find nothing to complain about."""
    yield from ()


@dataclass(frozen=True)
class SeedFile:
    """One file of the seed folder: its shape, and what the phone gets instead.

    `check` and `derive` also see the files before it in `SEED_FILES`; where one of those is bad it
    isn't there, and only `check` is asked.
    """

    name: str
    shape: type[Schema]
    derive: Callable[[dict[str, Any], Seeds], dict[str, Any]] = as_it_is
    check: Callable[[dict[str, Any], Seeds], Wrongs] = nothing_wrong
    suffix: str = ".yaml"
    read: Callable[[Path], Document] = read_document

    @property
    def file_name(self) -> str:
        """The file's name inside the seed folder."""
        return self.name + self.suffix


_OPERATOR = SeedFile("operator", OperatorShape, operator_for_phones)

SEED_FILES = (
    SeedFile("plans", PlansShape, plans_by_code),
    _OPERATOR,
    SeedFile("consents", ConsentsShape),
    SeedFile("hospitals", DirectoryShape, derive_directory, check_directory),
    SeedFile("vaccines", VaccinesShape, vaccines_for_phones, wrong_vaccines),
    SeedFile("notices", NoticesShape, check=check_notices, suffix=".md", read=read_notices),
)


def read_seeds(seed_dir: Path) -> Seeds:
    """Return every checked file as plain JSON values, by its name in SEED_FILES.

    Raises BuildError with a line for each bad field of each file.
    """
    _must_be_seed_folder(seed_dir)
    seeds: Seeds = {}
    problems: list[str] = []
    for seed in SEED_FILES:
        try:
            checked = _checked(seed, seed_dir / seed.file_name, seeds)
        except BuildError as problem:
            problems.append(str(problem))
            continue
        # What a file becomes may need one that is bad.
        if not problems:
            seeds[seed.name] = seed.derive(checked, seeds)
    if problems:
        raise BuildError("\n".join(problems))
    return seeds


def read_operator(seed_dir: Path) -> dict[str, Any]:
    """Return operator.yaml with what only the service goes by; BuildError as for all seeds."""
    return _checked(_OPERATOR, seed_dir / _OPERATOR.file_name, {})


def _must_be_seed_folder(folder: Path) -> None:
    try:
        there = {path.name for path in folder.iterdir()}
    except OSError as problem:
        raise BuildError(f"{folder} can't be read as a folder: {problem.strerror}.") from None
    names = [seed.file_name for seed in SEED_FILES]
    if there.isdisjoint(names):
        raise BuildError(f"{folder} is no seed folder: it lacks {', '.join(names)}.")


def read_seed(seed: SeedFile, path: Path, seeds: Seeds) -> dict[str, Any]:
    """Return one checked file as plain JSON values; BuildError names file, line and field."""
    return seed.derive(_checked(seed, path, seeds), seeds)


def _checked(seed: SeedFile, path: Path, seeds: Seeds) -> dict[str, Any]:
    document = seed.read(path)
    if not isinstance(document.content, dict):
        raise BuildError(f"{path.name} line 1: it must hold fields, as its first lines explain.")
    shape = seed.shape()
    try:
        checked: dict[str, Any] = shape.dump(shape.load(document.content))
    except ValidationError as problem:
        raise _bad_file(document, _flat(problem.messages_dict, ())) from None
    if wrongs := list(seed.check(checked, seeds)):
        raise _bad_file(document, wrongs)
    return checked


def _bad_file(document: Document, wrongs: Iterable[tuple[Place, str]]) -> BuildError:
    found = sorted(wrongs, key=lambda one: document.line_of(one[0]))
    lines = [document.complaint(place, text) for place, text in found[:MOST_COMPLAINTS]]
    if len(found) > MOST_COMPLAINTS:
        lines.append(f"{document.name}: … and {len(found) - MOST_COMPLAINTS} more.")
    return BuildError("\n".join(lines))


def _flat(messages: Any, place: Place) -> Wrongs:
    if isinstance(messages, Mapping):
        for part, inner in messages.items():
            yield from _flat(inner, place if part in MARSHMALLOW_PARTS else (*place, part))
    else:
        for text in messages if isinstance(messages, list) else [messages]:
            yield place, str(text)
