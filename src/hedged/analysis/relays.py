"""One story and every page after it: who printed it after whom, and what changed on the way.

A page stands right below the page it relays. What a page changed is what its report says of it,
held against the words of the page it relays, or against the figure as its claimant said it.

Each figure is followed on its own way, the one its roots are counted by; an outlet without a page here stands as
known from its relays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hedged.figures import NOT_KNOWN, Figure, count
from hedged.ledger import CHANGES, Ledger, Report, Source, Way, outlet, ways_of
from hedged.look import Foreign, joined
from hedged.numbers import words

UNCHANGED = CHANGES["none"]


@dataclass(frozen=True, slots=True)
class Relay:
    """A page of a story: the way on which the figures came to it, and those it prints.

    ``through`` are the pages and outlets from the root to the one it relays, empty for a root. A step
    is a page of the ledger, whether or not it was seen to print the figure, or the name of an outlet
    without a page here, or "not known".
    """

    page: Source
    through: Way
    printed: tuple[tuple[Report, Figure], ...]

    @property
    def depth(self) -> int:
        """0 for a root, 1 for a page that relays one, and so on."""
        return len(self.through)

    @property
    def relayed(self) -> str | None:
        """The outlet it relays, or "not known"; ``None`` for a root."""
        return outlet(self.through[-1]) if self.through else None

    @property
    def name(self) -> str:
        """Whose text it is; for the copy of a text, which relays just that outlet, also where it stands."""
        return self.page.publisher if self.page.outlet == self.relayed else self.page.outlet

    @property
    def known(self) -> bool:
        """Whether the root it goes back to is known."""
        return NOT_KNOWN not in self.through

    @property
    def changed(self) -> str:
        """What the page changed, in words; "unchanged" where it changed nothing."""
        changes = [CHANGES[report.distortion] for report, _ in self.printed if report.distortion != "none"]
        return words.listed(list(dict.fromkeys(changes))) or UNCHANGED

    @property
    def phrases(self) -> list[Foreign | str]:
        """The phrases it prints, in its language, as a cell of a table."""
        return joined((Foreign(report.as_printed, self.page.language) for report, _ in self.printed), "; ")


@dataclass(frozen=True, slots=True)
class Change:
    """A report that is not as the figure was said: whom the page relays, the words there and here, and what became of it.

    ``before`` are the words of the page it relays, or, where these are not known, the figure as its
    claimant said it. ``carried``: that page had already changed it in the same way.
    """

    relay: Relay
    report: Report
    figure: Figure
    before: Foreign | Figure
    carried: bool

    @property
    def here(self) -> Foreign:
        """The words the page prints."""
        return Foreign(self.report.as_printed, self.relay.page.language)

    @property
    def word(self) -> str:
        """What became of hedge, number or claimant."""
        return f"{CHANGES[self.report.distortion]}{', as on the page it relays' if self.carried else ''}"


def story(ledger: Ledger, figures: Iterable[Figure]) -> tuple[Relay, ...]:
    """Every page that prints any of ``figures``, each right below the page it relays, the roots by day.

    Pages of one origin stand by day, a page known by its month after those of the days of that month.
    A page that took its figures from several stands where the first of them with a known origin puts it.
    Pages whose origin is not known come at the end.
    """
    pages = {page.id: page for page in ledger.tables["sources"]}
    printed: dict[str, list[tuple[Report, Figure]]] = {}
    ways: dict[str, Way] = {}
    for figure in figures:
        reports = ledger.reports(figure)
        own_claim = ledger.claimant(figure.statement.claimant_id).standing == "media"
        for report, way in zip(reports, ways_of(reports, pages, own_claim=own_claim), strict=True):
            printed.setdefault(report.source_id, []).append((report, figure))
            if NOT_KNOWN in ways.setdefault(report.source_id, way):
                ways[report.source_id] = way
    rank = _ranks(ways.values())
    return tuple(
        Relay(ways[page][-1], ways[page][:-1], tuple(printed[page]))
        for page in sorted(ways, key=lambda page: [rank[ways[page][:end]] for end in range(1, len(ways[page]) + 1)])
    )


def _ranks(ways: Iterable[Way]) -> dict[Way, tuple[bool, date, str]]:
    """Where each beginning of a way stands among those beside it: the known ones first, by day.

    An outlet without a page here stands on the day of the first page that relays it.
    """
    ranks: dict[Way, tuple[bool, date, str]] = {}
    for way in sorted(ways, key=lambda way: way[-1].date.last):
        for end, step in enumerate(way, 1):
            day = way[-1].date.last if isinstance(step, str) else step.date.last
            ranks.setdefault(way[:end], (step == NOT_KNOWN, day, step if isinstance(step, str) else step.id))
    return ranks


def changes(relays: Iterable[Relay]) -> tuple[Change, ...]:
    """Every report of a story that is not as the figure was said, in the order of the pages."""
    listed = list(relays)
    on_page = {(relay.page.id, figure.id): (relay, report) for relay in listed for report, figure in relay.printed}
    found = []
    for relay in listed:
        for report, figure in relay.printed:
            if report.distortion == "none":
                continue
            before: Foreign | Figure = figure
            carried = False
            if (report.relayed_from, figure.id) in on_page:
                origin, there = on_page[report.relayed_from, figure.id]
                before = Foreign(there.as_printed, origin.page.language)
                carried = there.distortion == report.distortion and there.same_figure(report)
            found.append(Change(relay, report, figure, before, carried))
    return tuple(found)


def told(relays: Sequence[Relay]) -> str:
    """A story as words for the alt text of its chart: each page, whom it relays, its language and day, what it changed."""
    return "; ".join(f"{_place(relay)}, {relay.changed}" for relay in relays) + "."


def _place(relay: Relay) -> str:
    page = relay.page
    origin = "a root" if relay.relayed is None else f"after {relay.relayed}" if relay.known else "origin not known"
    return f"{relay.name} ({page.language}, {words.of_day(page.date)}), {origin}"


def pages(ledger: Ledger, figures: Iterable[Figure], *, id: str) -> Figure:
    """How many pages seen print any of ``figures``."""
    listed = list(figures)
    return count(ledger.counts(*listed).pages, id=id, unit="pages", label=f"pages that print {_named(listed)}")


def roots(ledger: Ledger, figures: Iterable[Figure], *, id: str) -> Figure:
    """How many known roots the pages that print ``figures`` go back to; a caveat where some are not known."""
    listed = list(figures)
    counts = ledger.counts(*listed)
    counted = count(counts.roots, id=id, unit="roots", label=f"known roots of {_named(listed)}")
    return counted if counts.roots_known else counted.with_caveats("some pages name no origin; their root is not known")


def _named(figures: list[Figure]) -> str:
    return (
        words.listed([figure.label for figure in figures]) if len(figures) < 4 else f"{figures[0].claimant}'s figures"
    )
