"""What a finished briefing is made of: frozen inlines and blocks, each with its ``kind``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar

Record = Mapping[str, Any]

# --- inlines ---------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    kind: ClassVar[str] = "text"
    text: str


@dataclass(frozen=True)
class Emphasis:
    kind: ClassVar[str] = "emphasis"
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class Strong:
    kind: ClassVar[str] = "strong"
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class Code:
    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True)
class Link:
    """``href`` is an http(s) or mailto address, or ``#`` and an anchor of this Document."""

    kind: ClassVar[str] = "link"
    href: str
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class FigureInline:
    """A figure printed in a line: its words here, and the id of its record."""

    kind: ClassVar[str] = "figureref"
    text: str
    id: str


@dataclass(frozen=True)
class VerdictInline:
    kind: ClassVar[str] = "verdictref"
    text: str
    id: str


@dataclass(frozen=True)
class Foreign:
    """Words in another language; ``lang`` is a BCP 47 tag."""

    kind: ClassVar[str] = "foreign"
    text: str
    lang: str


@dataclass(frozen=True)
class LineBreak:
    kind: ClassVar[str] = "break"


Inline = Text | Emphasis | Strong | Code | Link | FigureInline | VerdictInline | Foreign | LineBreak


# --- blocks ----------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """``level`` 1 is the notebook's ``##``: ``#`` is the Document's title."""

    kind: ClassVar[str] = "heading"
    level: int
    id: str
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    content: tuple[Inline, ...]


@dataclass(frozen=True)
class ItemList:
    kind: ClassVar[str] = "list"
    ordered: bool
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Quote:
    kind: ClassVar[str] = "quote"
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class TableBlock:
    """``table`` is a TABLE record whose cells, notes and sources hold inlines."""

    kind: ClassVar[str] = "table"
    table: Record


@dataclass(frozen=True)
class ChartBlock:
    """``chart`` is a CHART record; its sources and its table hold inlines."""

    kind: ClassVar[str] = "chart"
    chart: Record


@dataclass(frozen=True)
class VerdictBlock:
    kind: ClassVar[str] = "verdict"
    verdict: Record


@dataclass(frozen=True)
class CardBlock:
    """A figure's identity card, shown in full where it stands."""

    kind: ClassVar[str] = "card"
    figure: Record


@dataclass(frozen=True)
class FigureBlock:
    """A figure as the result of a cell: printed large, on a line of its own."""

    kind: ClassVar[str] = "figure"
    figure: Record
    text: str


@dataclass(frozen=True)
class RemarksBlock:
    """What a reader must know of figures that first stand in the passage, table or chart above, a line for those that share it."""

    kind: ClassVar[str] = "remarks"
    lines: tuple[tuple[Inline, ...], ...]


Block = (
    Heading
    | Paragraph
    | ItemList
    | Quote
    | TableBlock
    | ChartBlock
    | VerdictBlock
    | CardBlock
    | FigureBlock
    | RemarksBlock
)


def nodes(value: Any) -> Iterator[Block | Inline]:
    """Every block and inline in some blocks, inlines or records that hold such, in reading order."""
    if is_dataclass(value):
        yield value
        value = [getattr(value, each.name) for each in fields(value)]
    elif isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, tuple | list):
        return
    for each in value:
        yield from nodes(each)


def plain(content: tuple[Inline, ...]) -> str:
    """The words of some inlines without their marking: for contents, outlines and slugs."""
    return "".join(_words(each) for each in content)


def _words(inline: Inline) -> str:
    if isinstance(inline, LineBreak):
        return " "
    return plain(inline.content) if hasattr(inline, "content") else inline.text
