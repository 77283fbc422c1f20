"""What stands behind a reported figure: who said it, on which pages, from which roots; and how much of each."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from babel import Locale

from hedged.ledger.cells import Day
from hedged.ledger.codes import COUNTS_WORDS
from hedged.ledger.records import NOT_KNOWN, Claimant, Report, Source, Statement
from hedged.numbers import words


@dataclass(frozen=True)
class Counts:
    """How many pages, roots and claimants stand behind some statements, each counted once.

    ``roots`` counts the known ones; ``roots_known`` is False where a relay names no origin;
    ``one_root`` is the root that all of them are known through, where it is one and no page's root is unknown.
    """

    pages: int
    roots: int
    roots_known: bool
    claimants: int
    one_root: str | None = None

    @property
    def text(self) -> str:
        """In words: ``7 pages, 4 known roots, 1 claimant``."""
        roots = _counted(self.roots, "root" if self.roots_known else "known root")
        return f"{_counted(self.pages, 'page')}, {roots}, {_counted(self.claimants, 'claimant')}"

    def json(self) -> dict[str, Any]:
        """The counts with their words."""
        return {**asdict(self), "text": self.text}


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Evidence:
    """All that stands behind one reported figure: who said it, on which pages, from which roots.

    ``reports`` are pairs of report and page, the earliest page first, ``origins`` the outlet each
    took the figure from (None: from nobody, or not known); ``roots`` as in
    `hedged.ledger.Ledger.roots`, each once.
    """

    statement: Statement
    claimant: Claimant
    reports: tuple[tuple[Report, Source], ...]
    origins: tuple[str | None, ...]
    roots: tuple[str, ...]

    @property
    def roots_known(self) -> bool:
        """Whether every page's root is known."""
        return NOT_KNOWN not in self.roots

    def json(self) -> dict[str, Any]:
        """The record that a printed figure carries: text and None only, in the order of the file."""
        claimant = self.claimant
        return {
            "statement": self.statement.row(),
            "claimant": {
                name: getattr(claimant, name) for name in ("claimant_id", "name", "short_name", "country", "standing")
            },
            "pages": [
                {
                    "report_id": report.report_id,
                    "source_id": page.source_id,
                    "publisher": page.publisher,
                    "title": page.title,
                    "url": page.url,
                    "date": page.date.text,
                    "placed": page.published is None,
                    "language": page.language,
                    "language_name": _language(page.language),
                    "kind": page.kind,
                    "printed": report.as_printed,
                    "hedge": report.hedge,
                    "distortion": report.distortion,
                    "relayed_from": origin,
                }
                for (report, page), origin in zip(self.reports, self.origins, strict=True)
            ],
            "roots": list(self.roots),
            "roots_known": self.roots_known,
            "status_by": self.statement.status_by,
            "said_on": day_in_words(self.statement.stated_on),
            "as_of": day_in_words(self.statement.as_of),
            "facts": [list(fact) for fact in self.facts()],
        }

    def facts(self) -> Iterator[tuple[str, str]]:
        """What else the row says of the figure, as a term and its words."""
        row = self.statement
        if row.counts:
            yield "Covers", COUNTS_WORDS[row.counts]
        if row.mode:
            yield "Mode", row.mode
        if row.due:
            yield "Due", words.of_day(row.due)
        if row.via:
            yield "Known through", self._through(row.via)
        for term, other in (("Base", row.base), ("Repeats", row.repeats)):
            if other:
                yield term, other
        if row.note:
            yield "Note", row.note

    def _through(self, via: str) -> str:
        """The name of the outlet that a slug stands for, as its pages have it; else the words of the slug."""
        outlets = [*self.roots, *(page.outlet for _, page in self.reports)]
        return next((name for name in outlets if "-".join(name.lower().split()) == via), via.replace("-", " "))


def counts(evidence: Iterable[Evidence]) -> Counts:
    """How many pages, roots and claimants stand behind statements together."""
    pages, roots, claimants = set(), set(), set()
    for each in evidence:
        pages |= {page.source_id for _, page in each.reports}
        roots |= set(each.roots)
        claimants.add(each.claimant.claimant_id)
    known = sorted(roots - {NOT_KNOWN})
    return Counts(
        len(pages),
        len(known),
        known == sorted(roots),
        len(claimants),
        known[0] if len(roots) == len(known) == 1 else None,
    )


@cache
def _language(tag: str) -> str:
    """The English name of a language by its tag."""
    return Locale.parse(tag, sep="-").get_language_name("en") or tag


def day_in_words(day: Day | None) -> str:
    """A day of a statement, which no page may give."""
    return words.of_day(day) if day else "an unknown day"
