"""The last rule before rendering: every number in digits that the briefing prints belongs to something.

To a figure or a verdict, to words that lead to one, to the words of a source, to a name in the ledger or to
a threshold; dates and what a cell's metadata allows are free. `hedged.typed_numbers` judges what an author
typed; here it does not matter how a number came to stand in a line, so that none slips through a computed text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from hedged.document.blocks import Block, ChartBlock, Foreign, Heading, Link, Record, TableBlock, Text, plain
from hedged.notebook import loose as loose_numbers


class Owners:
    """What numbers of a briefing can belong to: its figures and verdicts, each by id, and the names in these."""

    def __init__(self, figures: Mapping[str, Record], verdicts: Mapping[str, Record]) -> None:
        self._words = {name: set(_of_figure(record)) for name, record in figures.items()}
        self._words |= {name: set(_of_verdict(record)) for name, record in verdicts.items()}
        names = {name for record in figures.values() for name in _names(record)}
        self._names = _any_of(names | {record["threshold"]["text"] for record in verdicts.values()})
        self._told = _any_of({words for owned in self._words.values() for words in owned} | names)

    def unowned(self, block: Block, allowed: Collection[str]) -> Iterator[str]:
        """A sentence for each number of a block that belongs to nothing; ``allowed`` are free, as they stand."""
        for text in self._own_words(block):
            for loose in loose_numbers.found(text, heading=isinstance(block, Heading)):
                if any(letter.isdecimal() for letter in loose.text) and loose.text not in allowed:
                    around = " ".join(text[max(0, loose.start - 30) : loose.end + 30].replace("\0", "…").split())
                    yield (
                        f"the number {loose.text} in “{around}” belongs to no figure; "
                        "print the figure itself, or one of its readings (figure.spans)"
                    )

    def _own_words(self, value: Any) -> Iterator[str]:
        """The words that lead nowhere and quote nobody, with NUL in place of names: lines, titles, columns."""
        match value:
            case Foreign():
                return
            case Link(href=href, content=content):
                inner, words = href.startswith("#"), plain(content)
                if inner and words not in self._words.get(href[1:], ()):  # of another page it is the name
                    yield _without(self._names, words)
            case Text(text=text):
                yield _without(self._names, text)
            case TableBlock(table=table):
                yield from self._of_table(table)
            case ChartBlock(chart=chart):
                yield chart["subtitle"]
                yield _without(self._told, chart["alt"])  # where nothing can lead anywhere
                yield from self._own_words((chart["headline"], chart["sources"]))
                yield from self._of_table(chart["table"])
            case tuple() | list():
                for each in value:
                    yield from self._own_words(each)
            case _:
                for name in ("content", "blocks", "items"):
                    yield from self._own_words(getattr(value, name, ()))

    def _of_table(self, table: Record) -> Iterator[str]:
        yield table["title"]
        yield from (column["name"] for column in table["columns"])
        yield from self._own_words((table["rows"], table["notes"], table["sources"]))


def _of_figure(figure: Record) -> Iterator[str]:
    yield figure["text"]
    yield figure["label"]
    yield from (reading["text"] for reading in figure["readings"].values() if reading)


def _of_verdict(verdict: Record) -> Iterator[str]:
    yield verdict["text"]
    yield verdict["sentence"]
    yield from (each["text"] for each in (*verdict["tipping"], *verdict["effects"]))


def _names(figure: Record) -> Iterator[str]:
    """The names that the ledger has for a claimant and the outlets of its pages."""
    if said := figure["evidence"]:
        yield said["claimant"]["name"]
        yield said["claimant"]["short_name"]
        yield from (page["publisher"] for page in said["pages"])


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these texts that holds a digit, the longest first, and not as a part of a longer number."""
    numbered = sorted((re.escape(text) for text in texts if re.search(r"\d", text)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?<!\d[.,])(?:{'|'.join(numbered) or '(?!)'})(?!\w|[.,]\d)")


def _without(owned: re.Pattern[str], text: str) -> str:
    return owned.sub(lambda match: "\0" * len(match[0]), text)
