"""What is cited of a briefing: the whole of it, or one figure or verdict, in this edition.

While no public address is set, a citation names the edition's day, the figure's id and the first digits of
the edition's checksum, which together say exactly what was read. With an address the id is part of that.

The checksum is the sum over what the edition is made from, known before anything is printed, so that a citation can
stand in what is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hedged.document.model import Document
from hedged.exports import NAMING_DIGITS, Item, bibliography
from hedged.numbers import Day, words

LANGUAGE = "en-GB"

# Takes the place of title and id in the one citation that all those of a Document are made from.
_MARK = "Qqqq"


@dataclass(frozen=True)
class Cited:
    """An edition as a citation needs it. ``names`` are the authors as CSL has them, ``known_on`` the day as of which it speaks."""

    title: str
    edition: date
    names: tuple[Mapping[str, str], ...]
    checksum: str
    url: str = ""
    doi: str = ""
    known_on: str | None = None

    @classmethod
    def of(cls, document: Document) -> Cited:
        """The edition that a Document is; authors without names of their own are cited as printed."""
        meta = document.meta
        names = meta.names or tuple({"literal": name} for name in meta.authors)
        known_on = meta.parameters.get("known_on")
        return cls(document.title, meta.edition, names, meta.checksum, meta.url, meta.doi, known_on)

    def briefing(self) -> Item:
        """The briefing as a whole."""
        return self._item(f"briefing-{self.edition}", "report", self.title, self._state()) | self._place()

    def figure(self, figure: Mapping[str, Any]) -> Item:
        """One figure, from its record; its text is cited as printed."""
        return self._part(figure["id"], f"{figure['text']}: {figure['label']}")

    def verdict(self, verdict: Mapping[str, Any], figure: Mapping[str, Any]) -> Item:
        """One verdict, from its record and that of its figure."""
        return self._part(verdict["id"], f"{verdict['text']}: {figure['label']}, {verdict['question']}")

    def _part(self, name: str, title: str) -> Item:
        # The DOI is that of the whole; an address that takes the id leads further.
        state = self._state() if self.url else f"{self._state()}, figure {name}"
        place = {"URL": f"{self.url}#{name}"} if self.url else self._place()
        title = title[:1].upper() + title[1:]
        return self._item(name, "entry-encyclopedia", title, state) | {"container-title": self.title} | place

    def _state(self) -> str:
        """Which edition this is, in words."""
        known = f" as known on {words.of_day(Day.parse(self.known_on))}" if self.known_on else ""
        sum_ = f", checksum {self.checksum[:NAMING_DIGITS]}" if self.checksum else ""
        return f"Edition of {words.day(self.edition)}{known}{sum_}"

    def _place(self) -> dict[str, str]:
        return {key: value for key, value in (("URL", self.url), ("DOI", self.doi)) if value}

    def _item(self, name: str, kind: str, title: str, state: str) -> Item:
        return {
            "id": name,
            "type": kind,
            "title": title,
            "author": [dict(each) for each in self.names],
            "issued": bibliography.issued(self.edition),
            "edition": state,
            "language": LANGUAGE,
        }


def items(document: Document) -> dict[str, Item]:
    """An item for each figure and verdict of a Document, by id."""
    cited, figures = Cited.of(document), document.figures
    return {name: cited.figure(record) for name, record in figures.items()} | {
        name: cited.verdict(record, figures[record["figure"]["id"]]) for name, record in document.verdicts.items()
    }


def ready(document: Document) -> dict[str, str]:
    """The citation of each figure and verdict in APA, by id, as `bibliography.citations` would print it.

    The processor takes 15 ms a citation; it prints one, and the others differ from that by title and id.
    """
    every = items(document)
    if not every:
        return {}
    marked = Cited.of(document).figure({"id": _MARK, "text": _MARK, "label": _MARK})
    (pattern,) = bibliography.citations([marked], "apa")
    before, rest = pattern.split(marked["title"])
    between, after = rest.split(_MARK)
    return {
        name: f"{before}{item['title']}{between}{name}{after}"
        if _is_plain(item["title"])
        else bibliography.citations([item], "apa")[0]
        for name, item in every.items()
    }


def _is_plain(title: str) -> bool:
    """Whether nothing around the title depends on it: a mark at its end takes the place of the style's own."""
    return title == " ".join(title.split()) and title[-1:] not in ".?!" and "<" not in title
