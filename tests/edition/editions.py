"""The finished briefing as known on several days, and all that is printed in it, a sentence or a cell at a time."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import real
import shared
from known import Known

from hedged import document
from hedged.document import printed as sentences
from hedged.document.blocks import (
    ChartBlock,
    FigureInline,
    Heading,
    Inline,
    RemarksBlock,
    TableBlock,
    VerdictBlock,
    VerdictInline,
    nodes,
    plain,
)
from hedged.editions.briefing import meta
from hedged.editions.project import BRIEFING

Record = Mapping[str, Any]

#: The days as known on which the prose must hold; the last one is the edition itself.
EARLIER = ("2025-01-31", "2025-04-30", "2025-07-04", "2025-09-30")
DAYS = (*EARLIER, "today")


class Edition(NamedTuple):
    """The finished briefing as known on a day, and the rows of the tables that were known then."""

    document: document.Document
    known: Known

    def of_kind(self, kind: str) -> dict[str, Record]:
        return {id: record for id, record in self.document.figures.items() if record["kind"] == kind}

    def judged(self) -> dict[str, Record]:
        """The verdicts that are given."""
        return {id: verdict for id, verdict in self.document.verdicts.items() if verdict["reason"] is None}


@functools.cache
def of_day(day: str) -> Edition:
    if day == "today":
        return Edition(real.briefing(), Known())
    path, parameters = real.ROOT / BRIEFING, {"known_on": day}
    return Edition(document.read(shared.executed(path, parameters), meta(real.ROOT, path, parameters)), Known(day))


class Printed(NamedTuple):
    """Words of the briefing with the place they stand in, and the figures and verdicts printed in them."""

    place: str
    words: str
    content: tuple[Inline, ...]

    @property
    def ids(self) -> list[str]:
        return [each.id for each in nodes(self.content) if isinstance(each, FigureInline | VerdictInline)]


#: Places that a reader reads as prose; the others are cells of tables.
PROSE = ("sentence", "list", "heading", "headline", "subtitle", "alt text", "title", "column", "note", "verdict")


def everything_printed(briefing: document.Document) -> Iterator[Printed]:
    """All words of the text, cards apart: a sentence, a heading, a headline, a cell at a time."""
    for block in briefing.blocks:
        match block:
            case Heading():
                yield _printed("heading", block.content)
            case ChartBlock():
                yield _printed("headline", block.chart["headline"])
                yield Printed("subtitle", block.chart["subtitle"], ())
                yield Printed("alt text", block.chart["alt"], ())
                yield from _in_table(block.chart["table"])
            case TableBlock():
                yield from _in_table(block.table)
            case RemarksBlock():
                yield from (_printed("note", line) for line in block.lines)
            case VerdictBlock():
                yield Printed("verdict", block.verdict["sentence"], ())
            case _:
                yield from (_printed(place, content) for place, content in sentences.in_prose(block))


def _printed(place: str, content: tuple[Inline, ...]) -> Printed:
    return Printed(place, plain(content), content)


def _in_table(table: Record) -> Iterator[Printed]:
    yield Printed("title", table["title"], ())
    yield from (Printed("column", column["name"], ()) for column in table["columns"])
    yield from (_printed("cell", cell) for row in table["rows"] for cell in row)
    yield from (_printed("note", line) for line in (*table["notes"], *table["sources"]))


def prose(briefing: document.Document) -> Iterator[Printed]:
    return (each for each in everything_printed(briefing) if each.place in PROSE)


def section(briefing: document.Document, heading: str) -> list[Printed]:
    """The sentences below a heading, up to the next one of its level, in the order they are read."""
    found, level = [], None
    for block in briefing.blocks:
        if isinstance(block, Heading):
            if level is not None and block.level <= level:
                break
            if plain(block.content) == heading:
                level = block.level
        elif level is not None:
            found += [_printed(place, content) for place, content in sentences.in_prose(block)]
    assert found, f"no section {heading}"
    return found


def tables(edition: Edition) -> dict[str, Record]:
    return {block.table["id"]: block.table for block in edition.document.blocks if isinstance(block, TableBlock)}


def figures_in(row: tuple) -> list[str]:
    return [each.id for each in nodes(row) if isinstance(each, FigureInline)]


def listed(names: list[str]) -> str:
    """Names as they stand in a sentence, nobody where there is none."""
    *most, last = names or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last
