"""Reads notices.md; docs/NOTICES.md explains its form."""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from api.building.failure import MOST_COMPLAINTS, BuildError
from api.building.yaml_lines import Document, Place, read_text
from api.notices.blocks import LANGUAGE_LEVEL, Blocks, line_of

_PAIR = re.compile(r"([a-z]+)\s*[:：]\s*(.+)", re.DOTALL)
_LANGUAGE = re.compile(r"(zh|en)\s*[:：]\s*(.+)")
_LINE_END = re.compile(r"\r\n|\r|\n")
# Values that are several, one after the other.
_LISTS = ("chapters", "related")


class Markdown(MarkdownIt):
    """CommonMark without HTML, that hides nothing from the reader.

    No reference definitions, which would vanish; a sign written with a backslash stays apart from
    a stray one; every link comes through, to be judged by where it leads.
    """

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False})
        self.disable(["reference", "text_join"])

    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's name
        """Let every address through."""
        return True


@dataclass
class Reading:
    """A file half read: its values with their lines, and what is wrong so far."""

    document: Document
    wrongs: list[tuple[int, str]] = field(default_factory=list)

    def complain(self, line: int, place: Place, words: str) -> None:
        """Note what is wrong on a line."""
        self.wrongs.append((line, self.document.complaint_on(line, place, words)))

    def finish(self) -> Document:
        """Return the document; BuildError says what is wrong, line by line."""
        if self.wrongs:
            said = dict.fromkeys(words for _line, words in sorted(self.wrongs))
            raise BuildError("\n".join(list(said)[:MOST_COMPLAINTS]))
        return self.document


def read_notices(path: Path) -> Document:
    """Read the notices: {sections: [{id, …, zh: {title, summary, nodes}, en}]}.

    `("sections", 2, "en", 4)` is the line of node 4 of an English part, -1 of its summary. Raises
    BuildError that names file, line and field of each thing that can't be drawn.
    """
    text = read_text(path)
    reading = Reading(Document(path.name))
    _refuse_controls(reading, text)
    chunks = _chunks(SyntaxTreeNode(Markdown().parse(text)))
    reading.document.content = {
        "sections": [_section(reading, index, chunk) for index, chunk in enumerate(chunks)]
    }
    return reading.finish()


def _refuse_controls(reading: Reading, text: str) -> None:
    for number, line in enumerate(_LINE_END.split(text), 1):
        for sign in line:
            if sign != "\t" and unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}:
                words = f"The invisible character U+{ord(sign):04X} stands here."
                reading.complain(number, (), words)


def _chunks(tree: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """Cut the file at its # headings; what stands before the first is for whoever edits it."""
    chunks: list[list[SyntaxTreeNode]] = []
    for node in tree.children:
        if node.type == "heading" and node.tag == "h1":
            chunks.append([])
        if chunks:
            chunks[-1].append(node)
    return chunks


def _section(reading: Reading, index: int, chunk: list[SyntaxTreeNode]) -> dict[str, Any]:
    place = ("sections", index)
    heading, *rest = chunk
    reading.document.lines[place] = line_of(heading)
    reading.document.lines[(*place, "id")] = line_of(heading)
    section: dict[str, Any] = {"id": heading.children[0].content}

    if rest and rest[0].type == "bullet_list":
        _take_metadata(reading, place, section, rest.pop(0))
    for part in _parts(reading, section["id"], rest):
        _take_part(reading, place, section, part)
    return section


def _take_metadata(
    reading: Reading, place: Place, section: dict[str, Any], listed: SyntaxTreeNode
) -> None:
    for item in listed.children:
        text = item.children[0].children[0].content if item.children else ""
        found = _PAIR.fullmatch(text)
        if not found:
            words = "Write it as a name, a colon and a value."
            reading.complain(line_of(item), (section["id"],), words)
            continue
        name, value = found[1], found[2].strip()
        if name in section:
            reading.complain(line_of(item), (*place, name), "It stands here twice.")
        reading.document.lines[(*place, name)] = line_of(item)
        section[name] = re.split(r"\s*[,，、]\s*", value) if name in _LISTS else value


def _parts(
    reading: Reading, notice_id: str, nodes: list[SyntaxTreeNode]
) -> list[list[SyntaxTreeNode]]:
    """Cut a section at its ## headings."""
    parts: list[list[SyntaxTreeNode]] = []
    for node in nodes:
        if node.type == "heading" and int(node.tag[1]) == LANGUAGE_LEVEL:
            parts.append([])
        if parts:
            parts[-1].append(node)
        else:
            words = "Between the list of values and `## zh: …` nothing stands."
            reading.complain(line_of(node), (notice_id,), words)
    return parts


def _take_part(
    reading: Reading, place: Place, section: dict[str, Any], part: list[SyntaxTreeNode]
) -> None:
    heading, *rest = part
    line = line_of(heading)
    found = _LANGUAGE.fullmatch(heading.children[0].content)
    if not found:
        words = "Write the language and the title, like `## zh: 标题`."
        reading.complain(line, (section["id"],), words)
        return
    here = (*place, found[1])
    if found[1] in section:
        reading.complain(line, here, "This language stands here twice.")
    reading.document.lines[here] = line
    section[found[1]] = _part(reading, here, heading, rest)


def _part(
    reading: Reading, place: Place, heading: SyntaxTreeNode, nodes: list[SyntaxTreeNode]
) -> dict[str, Any]:
    def complain(line: int, words: str) -> None:
        reading.complain(line, place, words)

    blocks = Blocks(str(place[-1]), complain)
    title = _title(blocks, heading)
    for node in nodes:
        blocks.add(node)
    if not blocks.blocks or blocks.blocks[0]["node"] != "paragraph":
        complain(line_of(heading), "Under the title stands the rule in a sentence or two.")
        return {}
    for index, line in enumerate(blocks.lines, -1):
        reading.document.lines[(*place, index)] = line
    summary, *rest = blocks.blocks
    return {"title": title, "summary": summary["nodes"], "nodes": rest}


def _title(blocks: Blocks, heading: SyntaxTreeNode) -> str:
    nodes = blocks.run(heading)
    if heading.markup in {"=", "-"} or len(nodes) != 1 or not isinstance(nodes[0], str):
        blocks.complain(line_of(heading), "A title is plain text behind ##.")
        return ""
    found = _LANGUAGE.fullmatch(nodes[0])
    return found[2] if found else ""
