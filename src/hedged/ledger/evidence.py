"""What stands behind a reported figure: who said it, on which pages, and the roots it is followed to.

From each page the figure is followed along ``relayed_from``, page to page. At the end stands:

- a page that is no relay (the claimant's own, or an own report on what was said): its outlet,
  that is the publisher without the place where a copy stands, so that the copies of one
  agency text are one root, not several;
- a relay that names an outlet without a page here (``relays_name``): that outlet;
- a relay of a page here from which this figure was not taken (``relayed_from`` is empty): the
  page itself where a medium makes its own claim, else "not known", because the origin that
  the page names for its story is not the origin of this figure;
- a relay that names no origin: "not known"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from hedged.figures import NOT_KNOWN, REPORTED, Figure
from hedged.ledger.codes import COUNTS_WORDS, MEASURE_WORDS
from hedged.ledger.records import Claimant, Report, Source, Statement
from hedged.numbers import readings, words


@dataclass(frozen=True)
class Evidence:
    """All that stands behind one reported figure: who said it, on which pages, from which roots.

    ``reports`` are pairs of report and page, the earliest page first, ``origins`` the outlet each
    took the figure from (None: from nobody, or not known); ``roots`` as in
    `Ledger.roots`, each once.
    """

    statement: Statement
    claimant: Claimant
    reports: tuple[tuple[Report, Source], ...]
    origins: tuple[str | None, ...]
    roots: tuple[str, ...]

    @property
    def measure(self) -> str:
        """What was counted, in the words that name a figure."""
        return MEASURE_WORDS[self.statement.measure]

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
            "said_on": words.of_day(self.statement.stated_on),
            "as_of": words.of_day(self.statement.as_of),
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


@cache
def _language(tag: str) -> str:
    """The English name of a language by its tag."""
    return Locale.parse(tag, sep="-").get_language_name("en") or tag


#: From the root to the page that prints it: pages, and first an outlet without a page here, or "not known".
Way = tuple[Source | str, ...]


def roots_of(reports: Sequence[Report], pages: Mapping[str, Source], *, own_claim: bool) -> tuple[str, ...]:
    """The roots of one statement's reports, each once, in the order of the reports; "not known" last.

    ``own_claim``: the claimant is a medium. Without any report the root is not known.
    """
    found = dict.fromkeys(outlet(way[0]) for way in ways_of(reports, pages, own_claim=own_claim))
    known = tuple(root for root in found if root != NOT_KNOWN)
    return known if known and len(known) == len(found) else (*known, NOT_KNOWN)


def ways_of(reports: Sequence[Report], pages: Mapping[str, Source], *, own_claim: bool) -> tuple[Way, ...]:
    """For each report of one statement, in their order, the way of the figure to its page."""
    on_page = {report.source_id: report for report in reversed(reports)}
    return tuple(_way(report, on_page, pages, own_claim) for report in reports)


def outlet(step: Source | str) -> str:
    """Whose text a step of a way is."""
    return step if isinstance(step, str) else step.outlet


def _way(report: Report, on_page: Mapping[str, Report], pages: Mapping[str, Source], own_claim: bool) -> Way:
    page, origin = pages[report.source_id], report.relayed_from
    way: Way = (page,)
    while origin:
        page = pages[origin]
        way = (page, *way)
        printed = on_page.get(origin)
        # The origin may be known to have the figure only from its relays; then its own relaying decides.
        origin = printed.relayed_from if printed else page.relays_source_id
    if page.kind != "relay" or own_claim and page.relays_source_id:
        return way
    return (page.relays_name or NOT_KNOWN, *way)


def reported(evidence: Evidence) -> Figure:
    """The figure of one statement, read by its hedge."""
    row = evidence.statement
    cells = {"low": row.low, "best": row.best, "high": row.high, "unit": row.unit, "in_words": row.in_words}
    when = row.stated_on or row.as_of
    label = f"{evidence.claimant.short_name}, {evidence.measure}"
    label = f"{label}, {words.of_day(when)}" if when else f"{label}, day not known"
    return Figure(
        id=row.statement_id,
        label=label,
        kind=REPORTED,
        unit=row.unit,
        text=words.with_status(words.hedged(row.hedge, **cells), row.status),
        readings=readings(row.hedge, **cells),
        hedge=row.hedge,
        status=row.status,
        evidence=evidence,
        unsettled=(f"{label} is a denied figure",) if row.status == "denied" else (),
    )
