"""Where in the briefing a figure or a verdict is printed: the notebook's cell, what it stands in, and the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hedged.document.blocks import (
    Block,
    CardBlock,
    ChartBlock,
    FigureBlock,
    Heading,
    Inline,
    Record,
    TableBlock,
    VerdictBlock,
    plain,
)
from hedged.document.printed import in_prose, printed


@dataclass(frozen=True)
class Mention:
    """One place that prints a figure or a verdict.

    ``cell`` is the number of the cell in the notebook's file, counted from 1. ``place`` is sentence, list,
    heading, table, chart, verdict, card or figure; ``words`` are the sentence, or the title of the table, the
    headline of the chart, the sentence of the verdict, the label on the card. ``row`` is the first
    cell of a table's row, None elsewhere.
    """

    notebook: str
    cell: int
    place: str
    words: str
    row: str | None = None


#: A cell's number and one of its blocks.
Placed = tuple[int, Block]


def mentions(notebook: str, placed: Iterable[Placed], figures: Mapping[str, Record]) -> dict[str, tuple[Mention, ...]]:
    """The mentions of each figure and verdict by its id, in reading order, each place once."""
    found: dict[str, dict[Mention, None]] = {}
    for cell, block in placed:
        for name, place, words, row in _printed(block, figures):
            found.setdefault(name, {})[Mention(notebook, cell, place, words, row)] = None
    return {name: tuple(each) for name, each in found.items()}


_Found = tuple[str, str, str, str | None]


def _printed(block: Block, figures: Mapping[str, Record]) -> Iterator[_Found]:
    """What a block prints: id, place, words and row."""
    match block:
        case Heading():
            yield from _in(block.content, figures, "heading", plain(block.content))
        case TableBlock():
            yield from _in_table(block.table, figures)
        case ChartBlock():
            yield from _in_chart(block.chart, figures)
        case VerdictBlock():
            for name in (block.verdict["id"], block.verdict["figure"]["id"]):
                yield name, "verdict", block.verdict["sentence"], None
        case CardBlock():
            yield block.figure["id"], "card", block.figure["label"], None
        case FigureBlock():
            yield block.figure["id"], "figure", block.figure["label"], None
        case _:
            for place, sentence in in_prose(block):
                yield from _in(sentence, figures, place, plain(sentence))


def _in(
    content: tuple[Inline, ...], figures: Mapping[str, Record], place: str, words: str, row: str | None = None
) -> Iterator[_Found]:
    for name in printed(content, figures):
        yield name, place, words, row


def _in_table(table: Record, figures: Mapping[str, Record]) -> Iterator[_Found]:
    for row in table["rows"]:
        for cell in row:
            yield from _in(cell, figures, "table", table["title"], plain(row[0]))
    for line in (*table["notes"], *table["sources"]):
        yield from _in(line, figures, "table", table["title"], "note")


def _in_chart(chart: Record, figures: Mapping[str, Record]) -> Iterator[_Found]:
    """A chart is one place: its headline, its marks and the table of its data belong together."""
    lines = [chart["headline"], *chart["sources"], *(cell for row in chart["table"]["rows"] for cell in row)]
    names = (*(each["id"] for each in chart["figures"]), *(name for line in lines for name in printed(line, figures)))
    for name in dict.fromkeys(names):
        yield name, "chart", plain(chart["headline"]), None
