"""Where in the briefing a figure or a verdict is printed: the cell, what it stands in, and the words, prose by the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hedged.document.blocks import (
    Block,
    CardBlock,
    ChartBlock,
    FigureBlock,
    FigureInline,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quote,
    Record,
    TableBlock,
    Text,
    VerdictBlock,
    VerdictInline,
    plain,
)

Sentence = tuple[Inline, ...]

#: A full stop after one of these ends no sentence, as it ends none after a single letter ("J.", "p.m.").
_SHORTENED = frozenset(
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt St No Nr vs cf approx ca "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
#: The end of a sentence, with the quotation marks or brackets that close after it, and the space before the next.
_END = re.compile(r"[.?!]+[”’\"')\]]*\s+")
_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
#: How a sentence begins: with a capital, a digit or a letter of a script without capitals, after any opening sign.
_BEGIN = re.compile(r"[“‘\"'(\[]*([^\W_])")


def sentences(content: tuple[Inline, ...]) -> tuple[Sentence, ...]:
    """A paragraph's inlines as sentences, each without the spaces around it.

    Marks (emphasis, strong) are taken off, links stay. A sentence ends at ``.``, ``?`` or ``!`` before
    a space and a capital, a digit, a figure or a verdict; never inside a figure, after a single
    letter or after a common abbreviation.
    """
    leaves = list(_leaves(content))
    text = "".join(plain((leaf,)) for leaf in leaves)
    spans, at = [], 0
    for leaf in leaves:
        spans.append((at, at := at + len(plain((leaf,))), leaf))
    held = [(start, end) for start, end, leaf in spans if not isinstance(leaf, (Text, LineBreak))]
    bounds = [0, *(end for end in _ends(text, held)), len(text)]
    found = (tuple(_cut(spans, start, end)) for start, end in zip(bounds, bounds[1:], strict=False))
    return tuple(sentence for sentence in map(_stripped, found) if sentence)


def _leaves(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in content:
        if hasattr(inline, "content") and not isinstance(inline, Link):
            yield from _leaves(inline.content)
        else:
            yield inline


def _ends(text: str, held: list[tuple[int, int]]) -> Iterator[int]:
    """Where in the text a sentence has ended; ``held`` are the parts no sentence ends in."""
    for stop in _END.finditer(text):
        if any(start <= stop.start() < end for start, end in held):
            continue
        word = _BEFORE.search(text, 0, stop.start())
        if text[stop.start()] == "." and word and (len(word[0]) == 1 or word[0] in _SHORTENED):
            continue
        if any(start == stop.end() for start, _ in held) or _begins(text, stop.end()):
            yield stop.end()


def _begins(text: str, at: int) -> bool:
    begin = _BEGIN.match(text, at)
    return begin is not None and not begin[1].islower()


def _cut(spans: list[tuple[int, int, Inline]], start: int, end: int) -> Iterator[Inline]:
    for first, _, leaf in spans:
        if not isinstance(leaf, Text):
            if start <= first < end:
                yield leaf
        elif part := leaf.text[max(start - first, 0) : max(end - first, 0)]:
            yield Text(part)


def _stripped(sentence: Sentence) -> Sentence:
    """The sentence without spaces and line breaks at its ends."""
    inlines = list(sentence)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while inlines and isinstance(inlines[at], (Text, LineBreak)):
            kept = strip(plain((inlines[at],)))
            if kept:
                inlines[at] = Text(kept)
                break
            inlines.pop(at)
    return tuple(inlines)


def in_prose(block: Block, place: str = "sentence") -> Iterator[tuple[str, Sentence]]:
    """The sentences of a block of prose, each with the place it stands in: "sentence", or "list"."""
    match block:
        case Paragraph():
            yield from ((place, sentence) for sentence in sentences(block.content))
        case Quote():
            for each in block.blocks:
                yield from in_prose(each, place)
        case ItemList():
            for item in block.items:
                for each in item:
                    yield from in_prose(each, "list")


def printed(content: tuple[Inline, ...], figures: Mapping[str, Record]) -> Iterator[str]:
    """The id of each figure and verdict that some inlines print, a figure also by one of its readings."""
    for inline in content:
        match inline:
            case FigureInline() | VerdictInline():
                yield inline.id
            case Link(href=href) if href[1:] in figures:
                # A link to a figure prints it where its words are a reading; else it only leads there.
                readings = figures[href[1:]]["readings"].values()
                if plain(inline.content) in {reading["text"] for reading in readings if reading}:
                    yield href[1:]
            case _ if hasattr(inline, "content"):
                yield from printed(inline.content, figures)


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
