"""What a finished briefing must be: its sentences name their claimants, and no number in it belongs to nothing.

In prose a reported figure names its claimant, or its sentence does. An exception stands in the metadata of its
cell, with the reason: ``"unattributed": {"id-of-a-figure": "the sentence is about the number itself"}``.

Every number in digits belongs to a figure or a verdict, to words that lead to one, to the words of a source, to a
name in the ledger or to a threshold; dates and what a cell's metadata allows are free. `hedged.notebook.typed`
judges what an author typed; here it does not matter how a number came to stand in a line, so that none slips
through a computed text.

Of claimants the longest name wins, so that “Ukraine at the UN” does not name “Ukraine”; case counts in acronyms only.
Number words in computed texts are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from hedged.document.blocks import Block, ChartBlock, Foreign, Heading, Link, Record, TableBlock, Text, plain
from hedged.document.printed import Sentence, in_prose, printed
from hedged.notebook import loose as loose_numbers
from hedged.notebook import unreasoned

#: So many words of a sentence say which one is meant.
_FIRST_WORDS = 8
_EXAMPLE = '{"id-of-a-figure": "why"}'


@dataclass(frozen=True)
class ProseCell:
    """A Markdown cell as read: its number, its blocks, and the exceptions its metadata asks for."""

    number: int
    blocks: tuple[Block, ...]
    unattributed: Any = None


def faults(cells: Iterable[ProseCell], figures: Mapping[str, Record]) -> Iterator[tuple[int, str]]:
    """What is wrong with the attribution of the reported figures in some cells: cell number and message."""
    claimants = _Claimants(figures)
    for cell in cells:
        excused = cell.unattributed or {}
        if wrong := unreasoned("unattributed", excused, "figures", _EXAMPLE, "its sentence names no claimant"):
            yield cell.number, wrong
            continue
        needed = set()
        for _, sentence in chain.from_iterable(map(in_prose, cell.blocks)):
            named = claimants.named_in(sentence)
            for name in dict.fromkeys(printed(sentence, figures)):
                said = figures.get(name, {}).get("evidence")
                if said is None or said["claimant"]["claimant_id"] in named:
                    continue
                if name in excused:
                    needed.add(name)
                    continue
                yield cell.number, _nameless(sentence, figures[name])
        for name in excused:
            if name not in needed:
                yield (
                    cell.number,
                    f'"unattributed" excuses {name}, which no sentence of the cell prints '
                    "without its claimant; take it out",
                )


def _nameless(sentence: Sentence, figure: Record) -> str:
    words = plain(sentence).split()
    first = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
    name, id = figure["evidence"]["claimant"]["short_name"], figure["id"]
    return (
        f"the sentence “{first}” prints {id} ({figure['text']}) without its claimant; "
        f"name {name} in it, as {{eval}} of the figure's .claimant does, "
        f'or give the reason in the cell\'s metadata: "unattributed": {{"{id}": "why"}}'
    )


class _Claimants:
    """The claimants of some figures, found in a text by their names.

    Names are looked for all at once and the longest wins, so that "Ukraine at the UN" does not name "Ukraine".
    """

    def __init__(self, figures: Mapping[str, Record]) -> None:
        self.ids: dict[str, str] = {}
        for figure in figures.values():
            if figure["evidence"] is not None:
                claimant = figure["evidence"]["claimant"]
                for form in _forms(claimant):
                    self.ids.setdefault(_key(form), claimant["claimant_id"])
        longest_first = sorted(self.ids, key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_sought, longest_first))})(?!\w)")

    def named_in(self, sentence: Sentence) -> set[str]:
        """The ids of the claimants that a sentence names."""
        text = " ".join(plain(sentence).split())
        found = self.pattern.findall(text) if self.ids else ()
        return {self.ids.get(each) or self.ids[each.casefold()] for each in found}


def _forms(claimant: Record) -> Iterator[str]:
    """How a claimant can be called: by the short name, the name, and the parts of it that name a body or a person."""
    name = claimant["name"]
    yield claimant["short_name"]
    yield name
    # "President of Ukraine (Volodymyr Zelensky)", "Western officials, not named"
    yield re.sub(r"\s*\([^()]*\)", "", re.sub(r",[^,]*\bnot (named|known)$", "", name))
    yield from re.findall(r"\(([^()]*)\)", name)


def _key(form: str) -> str:
    """Case does not tell names apart, but of an acronym: "US" is no "us"."""
    return form if form.isupper() else form.casefold()


def _sought(key: str) -> str:
    return re.escape(key) if key.isupper() else f"(?i:{re.escape(key)})"


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
