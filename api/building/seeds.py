"""The operator's YAML files, checked and turned into what the phone reads."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from api.building.failure import BuildError
from api.building.shapes import ConsentsShape, OperatorShape, PlansShape
from api.building.yaml_lines import Document, Place, read_document

MOST_COMPLAINTS = 20


def plans_by_code(content: dict[str, Any]) -> dict[str, Any]:
    """Turn the list of plans into a mapping, so that a card finds its plan by code."""
    return {
        "plans": {
            plan["code"]: {name: value for name, value in plan.items() if name != "code"}
            for plan in content["plans"]
        }
    }


def as_it_is(content: dict[str, Any]) -> dict[str, Any]:
    """Hand the content on unchanged."""
    return content


@dataclass(frozen=True)
class SeedFile:
    """One file of the seed folder: its shape, and what the phone gets instead."""

    name: str
    shape: type[Schema]
    derive: Callable[[dict[str, Any]], dict[str, Any]] = as_it_is


SEED_FILES = (
    SeedFile("plans", PlansShape, plans_by_code),
    SeedFile("operator", OperatorShape),
    SeedFile("consents", ConsentsShape),
)


def read_seeds(seed_dir: Path) -> dict[str, dict[str, Any]]:
    """Return every checked file as plain JSON values, by name: plans, operator, consents.

    Raises BuildError with a line for each bad field.
    """
    return {seed.name: read_seed(seed, seed_dir / f"{seed.name}.yaml") for seed in SEED_FILES}


def read_seed(seed: SeedFile, path: Path) -> dict[str, Any]:
    """Return one checked file as plain JSON values; BuildError names file, line and field."""
    document = read_document(path)
    if not isinstance(document.content, dict):
        raise BuildError(f"{path.name} line 1: it must hold fields, as its first lines explain.")
    shape = seed.shape()
    try:
        checked = shape.load(document.content)
    except ValidationError as problem:
        raise BuildError("\n".join(_complaints(document, problem.messages_dict))) from None
    return seed.derive(shape.dump(checked))


def _complaints(document: Document, messages: Mapping[str, Any]) -> list[str]:
    found = sorted(_flat(messages, ()), key=lambda one: document.line_of(one[0]))
    return [document.complaint(place, text) for place, text in found[:MOST_COMPLAINTS]]


def _flat(messages: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(messages, Mapping):
        for part, inner in messages.items():
            # Marshmallow's name for "the row as a whole".
            yield from _flat(inner, place if part == "_schema" else (*place, part))
    else:
        for text in messages if isinstance(messages, list) else [messages]:
            yield place, str(text)
