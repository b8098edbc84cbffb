"""Reads YAML and remembers on which line each value stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from api.building.failure import BuildError

Place = tuple[str | int, ...]
# What is wrong with a checked file: place and words.
Wrongs = Iterator[tuple[Place, str]]
# No seed file nests deeper; an alias that contains itself would never end.
DEEPEST = 20


class SeedLoader(yaml.CSafeLoader):
    """Leaves dates as the text they were written as.

    libyaml reads a list of 3,000 hospitals in two seconds, where Python's own reader takes many.
    """


SeedLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass
class Document:
    """A file's values, and the line of each: `("plans", 0, "code")` → 12."""

    name: str
    content: Any = None
    lines: dict[Place, int] = field(default_factory=dict)

    def line_of(self, place: Place) -> int:
        """Return the line of a value, or for one that is missing, of what should hold it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def complaint(self, place: Place, message: str) -> str:
        """Say what is wrong and where: `plans.yaml line 12, field limit_fen: …`."""
        return self.complaint_on(self.line_of(place), place, message)

    def complaint_on(self, line: int, place: Place, message: str) -> str:
        """Say what is wrong on a line that holds no value of its own."""
        names = [part for part in place if isinstance(part, str)]
        return f"{self.name} line {line}, field {(names or ['-'])[-1]}: {message}"


def read_text(path: Path) -> str:
    """Return the text of a seed file; BuildError names the file."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BuildError(f"{path.name} is missing in {path.parent}.") from None
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        reason = f"line {line}: {problem.reason}"
        raise BuildError(f"{path.name} can't be read as UTF-8 text: {reason}.") from None
    except OSError as problem:
        raise BuildError(f"{path.name} can't be read as UTF-8 text: {problem}.") from None


def read_document(path: Path) -> Document:
    """Read one YAML file; BuildError names the file, and the line where there is one."""
    text = read_text(path)
    document = Document(path.name)
    try:
        loader = SeedLoader(text)
        document.content = _value(loader, loader.get_single_node(), (), document)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        # At the end of a file the mark stands behind its last line.
        line = min(line, len(text.splitlines()))
        raise BuildError(f"{path.name} line {line}: {problem.problem}.") from None
    except yaml.YAMLError as problem:
        raise BuildError(f"{path.name}: {problem}.") from None
    return document


def _value(loader: SeedLoader, node: yaml.Node | None, place: Place, document: Document) -> Any:
    if node is None:
        return None
    document.lines.setdefault(place, node.start_mark.line + 1)
    if len(place) > DEEPEST:
        raise BuildError(document.complaint(place, "it is nested too deeply."))
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, item, (*place, index), document) for index, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, place, document)
    return loader.construct_object(node)


def _mapping(
    loader: SeedLoader, node: yaml.MappingNode, place: Place, document: Document
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*place, key)
        # The key's line: the value of a block starts on the next one.
        document.lines[here] = key_node.start_mark.line + 1
        if key in values:
            raise BuildError(document.complaint(here, "it stands here twice."))
        values[key] = _value(loader, value_node, here, document)
    return values
