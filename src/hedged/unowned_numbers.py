"""The last rule before rendering: every number in digits that the briefing prints belongs to something.

To a figure or a verdict, to words that lead to one, to the words of a source; dates and what a cell's
metadata allows are free. `hedged.typed_numbers` judges what an author typed; here it does not matter how
a number came to stand in a line, so that none slips through a computed text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from hedged import loose_numbers
from hedged.blocks import Block, ChartBlock, Foreign, Heading, Link, TableBlock, Text


def unowned(block: Block, allowed: Collection[str]) -> Iterator[str]:
    """A sentence for each number of a block that belongs to nothing; ``allowed`` are free, as they stand."""
    for text in _own_words(block):
        for loose in loose_numbers.found(text, heading=isinstance(block, Heading)):
            if any(letter.isdecimal() for letter in loose.text) and loose.text not in allowed:
                around = " ".join(text[max(0, loose.start - 30) : loose.end + 30].split())
                yield (
                    f"the number {loose.text} in “{around}” belongs to no figure; "
                    "print the figure itself, or one of its readings (figure.spans)"
                )


def _own_words(value: Any) -> Iterator[str]:
    """The words that lead nowhere and quote nobody: texts of lines, titles, subtitles, column names."""
    match value:
        case Link() | Foreign():
            return
        case Text():
            yield value.text
        case TableBlock():
            yield from _of_table(value.table)
        case ChartBlock():
            yield value.chart["subtitle"]
            yield from _own_words((value.chart["headline"], value.chart["sources"]))
            yield from _of_table(value.chart["table"])
        case tuple() | list():
            for each in value:
                yield from _own_words(each)
        case _:
            for name in ("content", "blocks", "items"):
                yield from _own_words(getattr(value, name, ()))


def _of_table(table: Any) -> Iterator[str]:
    yield table["title"]
    yield from (column["name"] for column in table["columns"])
    yield from _own_words((table["rows"], table["notes"], table["sources"]))
