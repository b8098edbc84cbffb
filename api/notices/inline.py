"""What stands inside a paragraph, an item or a heading."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from api.notices.rules import SLOTS, Inline, leads_somewhere, text_problems

_SLOT = re.compile(r"(<[a-z_]+>)")
NOT_DRAWN = {
    "image": "A picture isn't drawn.",
    "code_inline": "Code isn't drawn.",
    "hardbreak": "A forced line break isn't drawn; begin a new paragraph.",
}
NO_PAGE = "The app has no such page, or it needs a card's number; links to elsewhere aren't drawn."


@dataclass
class Run:
    """One run of text, `line` being the line that is being read."""

    line: int
    # What stands for a line's end: a space in English, nothing in Chinese.
    joint: str
    complain: Callable[[int, str], None]

    def read(self, holder: SyntaxTreeNode) -> list[Inline]:
        """Return the nodes of what `holder` holds; neighbouring texts are one."""
        nodes: list[Inline] = []
        for child in holder.children:
            for node in self._read(child):
                if isinstance(node, str) and nodes and isinstance(nodes[-1], str):
                    nodes[-1] += node
                elif node != "":
                    nodes.append(node)
        return nodes

    def _read(self, child: SyntaxTreeNode) -> Iterator[Inline]:
        if child.type == "text":
            yield from self._text(child.content)
        elif child.type == "text_special":
            yield child.content
        elif child.type == "softbreak":
            self.line += 1
            yield self.joint
        elif child.type in {"strong", "em"}:
            yield {"node": child.type, "nodes": self.read(child)}
        elif child.type == "link":
            yield self._link(child)
        else:
            self.complain(self.line, NOT_DRAWN.get(child.type, f"{child.type} isn't drawn."))

    def _text(self, text: str) -> Iterator[Inline]:
        for part in _SLOT.split(text):
            if part.startswith("<") and part[1:-1] in SLOTS:
                yield {"node": "slot", "name": part[1:-1]}
                continue
            for words in text_problems(part):
                self.complain(self.line, words)
            yield part

    def _link(self, child: SyntaxTreeNode) -> Inline:
        href = str(child.attrs["href"])
        if not leads_somewhere(href):
            self.complain(self.line, f"{href}: {NO_PAGE}")
        return {"node": "link", "href": href, "nodes": self.read(child)}
