"""A Markdown cell as blocks. CommonMark, plain tables and one role: ``{eval}`name```.

Nothing is dropped and no HTML is read: an element without a counterpart among the blocks
is a fault, worded for the person who wrote the cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from hedged.document.blocks import (
    Block,
    Code,
    Emphasis,
    FigureInline,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quote,
    Strong,
    Text,
    VerdictInline,
)
from hedged.notebook import parsed

_REFUSED = {
    "image": "a picture in Markdown; draw a chart in a code cell, it carries alt text and sources",
    "fence": "a code block in prose; say it in words, or put it into a code cell",
    "code_block": "an indented code block in prose; say it in words, or put it into a code cell",
    "hr": "a rule across the page; use a heading to begin something new",
}


#: Signs of something that was meant otherwise than it would print.
_NOT_IN_TEXT = {
    "{eval}": "write it right before a backtick: {eval}`name`",
    "[^": "footnotes are not known; put the note into the text",
}


@dataclass(frozen=True)
class Grid:
    """A Markdown table as written: ``right`` says for each column whether it is set right."""

    header: tuple[tuple[Inline, ...], ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True)
class Prose:
    """Reads one Markdown cell.

    ``evaluated`` gives the inline for an ``{eval}`` expression, in the order of the roles;
    ``fault`` makes the exception to raise from a plain sentence.
    """

    evaluated: Callable[[str], Inline]
    fault: Callable[[str], Exception]

    def blocks(self, source: str) -> tuple[Block | Grid, ...]:
        """The blocks of a cell; headings without ids yet, ``#`` as level 0, tables as Grids."""
        tree = SyntaxTreeNode(parsed(source))
        return tuple(self._block(each, outermost=True) for each in tree.children)

    def _block(self, node: SyntaxTreeNode, outermost: bool = False) -> Block | Grid:
        match node.type:
            case "paragraph":
                return Paragraph(self._content(node))
            case "heading" if outermost:
                return Heading(int(node.tag[1]) - 1, "", self._content(node))
            case "table" if outermost:
                return self._grid(node)
            case "blockquote":
                return Quote(tuple(self._block(each) for each in node.children))
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "heading" | "table":
                raise self.fault(f"a {node.type} inside a list or quotation; give it a place of its own")
        raise self._unknown(node)

    def _list(self, node: SyntaxTreeNode) -> ItemList:
        if node.attrs.get("start", 1) != 1:
            raise self.fault(
                f"a numbered list that starts at {node.attrs['start']}; "
                "lists start at 1, and a list that goes on belongs to the same cell"
            )
        if not all(item.children for item in node.children):
            raise self.fault("an empty list item; fill it or delete it")
        items = (tuple(self._block(each) for each in item.children) for item in node.children)
        return ItemList(node.type == "ordered_list", tuple(items))

    def _grid(self, node: SyntaxTreeNode) -> Grid:
        header, *rows = [row.children for part in node.children for row in part.children]
        styles = [cell.attrs.get("style", "text-align:left") for cell in header]
        if "text-align:center" in styles:
            raise self.fault("a centred table column; columns are set left (:--) or right (--:)")
        return Grid(
            tuple(self._content(cell) for cell in header),
            tuple(style == "text-align:right" for style in styles),
            tuple(tuple(self._content(cell) for cell in row) for row in rows),
        )

    def _content(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """The inlines below a block (whose one child is an ``inline`` node) or an inline."""
        children = [
            each for child in node.children for each in (child.children if child.type == "inline" else (child,))
        ]
        joined: list[Inline] = []
        for inline in map(self._inline, children):
            if isinstance(inline, Text) and joined and isinstance(joined[-1], Text):
                joined[-1] = Text(joined[-1].text + inline.text)
            elif inline != Text(""):
                joined.append(inline)
        return tuple(joined)

    def _inline(self, node: SyntaxTreeNode) -> Inline:
        match node.type:
            case "text":
                for sign, remedy in _NOT_IN_TEXT.items():
                    if sign in node.content:
                        raise self.fault(f"{sign} in the text; {remedy}")
                return Text(node.content)
            case "softbreak":
                return Text(" ")
            case "hardbreak":
                return LineBreak()
            case "code_inline":
                return Code(node.content)
            case "em":
                return Emphasis(self._content(node))
            case "strong":
                return Strong(self._content(node))
            case "link":
                return self._link(node)
            case "myst_role" if node.meta["name"] == "eval":
                return self.evaluated(node.content.strip())
            case "myst_role":
                raise self.fault(
                    f"the role {{{node.meta['name']}}} is not known; "
                    "{eval} is the only one, and a brace before a backtick is written \\{"
                )
        raise self._unknown(node)

    def _link(self, node: SyntaxTreeNode) -> Link:
        if "title" in node.attrs:
            raise self.fault(f"a link with a title ({node.attrs['title']}); put it into the sentence")
        content = self._content(node)
        if _holds_reference(content):
            raise self.fault("a figure or verdict inside a link; it is a link itself")
        if not content:
            raise self.fault(f"a link without words ({node.attrs['href']})")
        return Link(str(node.attrs["href"]), content)

    def _unknown(self, node: SyntaxTreeNode) -> Exception:
        if node.type in ("html_block", "html_inline"):
            first = node.content.strip().splitlines()[0]
            return self.fault(f"HTML in Markdown ({first}); write Markdown, or write &lt; for the sign itself")
        remedy = _REFUSED.get(node.type, f"a Markdown element that is not known ({node.type})")
        return self.fault(remedy)


def _holds_reference(content: tuple[Inline, ...]) -> bool:
    return any(
        isinstance(each, (FigureInline, VerdictInline)) or _holds_reference(getattr(each, "content", ()))
        for each in content
    )
