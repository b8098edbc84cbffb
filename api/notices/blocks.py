"""The blocks of one language of one notice."""

from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from api.notices.figures import read_calc, read_days
from api.notices.inline import Run
from api.notices.rules import Block, Inline

JOINTS = {"zh": "", "en": " "}
FIGURES = {"calc": read_calc, "days": read_days}
# The level of the heading that names the language.
LANGUAGE_LEVEL = 2
DEEPEST_LEVEL = 4

NOT_DRAWN = {
    "fence": "Code isn't drawn; a block between ``` begins with ```calc or ```days.",
    "code_block": "Code isn't drawn; a text doesn't begin with four spaces.",
    "blockquote": "A quotation isn't drawn.",
    "hr": "A line across isn't drawn.",
    "bullet_list": "A list inside a list isn't drawn.",
    "ordered_list": "A list inside a list isn't drawn.",
}


def line_of(node: SyntaxTreeNode) -> int:
    """Return the line a block begins on, from 1."""
    return node.map[0] + 1 if node.map else 1


@dataclass
class Blocks:
    """Reads blocks one by one; `lines` are where they begin."""

    language: str
    complain: Callable[[int, str], None]
    blocks: list[Block] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    _level: int = LANGUAGE_LEVEL

    def add(self, node: SyntaxTreeNode) -> None:
        """Read one more block, or complain of it."""
        if block := self._read(node):
            self.blocks.append(block)
            self.lines.append(line_of(node))

    def run(self, holder: SyntaxTreeNode) -> list[Inline]:
        """Return what stands in a paragraph or a heading."""
        return Run(line_of(holder), JOINTS[self.language], self.complain).read(holder.children[0])

    def _read(self, node: SyntaxTreeNode) -> Block | None:
        if node.type == "heading":
            return self._heading(node)
        if node.type == "paragraph":
            return self._paragraph(node)
        if node.type in {"bullet_list", "ordered_list"}:
            return self._list(node)
        if node.type == "fence" and node.info.strip() in FIGURES:
            return self._figures(node, node.info.strip())
        self._refuse(node)
        return None

    def _refuse(self, node: SyntaxTreeNode) -> None:
        self.complain(line_of(node), NOT_DRAWN.get(node.type, f"{node.type} isn't drawn."))

    def _heading(self, node: SyntaxTreeNode) -> Block:
        level = int(node.tag[1])
        line = line_of(node)
        if level > DEEPEST_LEVEL:
            self.complain(line, "A heading has four # at most.")
        elif level > self._level + 1:
            self.complain(line, f"The heading jumps from {'#' * self._level} to {'#' * level}.")
        self._level = level
        return {"node": "heading", "level": level, "nodes": self.run(node)}

    def _paragraph(self, node: SyntaxTreeNode) -> Block:
        nodes = self.run(node)
        match nodes:
            case [{"node": "link", "href": href, "nodes": words}]:
                return {"node": "row", "href": href, "nodes": words}
        return {"node": "paragraph", "nodes": nodes}

    def _list(self, node: SyntaxTreeNode) -> Block:
        if node.attrs.get("start", 1) != 1:
            self.complain(line_of(node), "A numbered list begins with 1.")
        items = [self._item(item) for item in node.children]
        return {"node": "list", "ordered": node.type == "ordered_list", "items": items}

    def _item(self, item: SyntaxTreeNode) -> list[Inline]:
        nodes: list[Inline] = []
        for index, child in enumerate(item.children):
            if child.type != "paragraph":
                self._refuse(child)
            elif index > 0:
                self.complain(line_of(child), "An item of a list has one paragraph.")
            else:
                nodes = self.run(child)
        if not item.children:
            self.complain(line_of(item), "The item is empty.")
        return nodes

    def _figures(self, node: SyntaxTreeNode, kind: str) -> Block:
        lines, problems = FIGURES[kind](node.content.splitlines())
        for offset, words in problems:
            self.complain(line_of(node) + 1 + offset, words)
        return {"node": kind, "lines": lines}
