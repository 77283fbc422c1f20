"""One story and every page after it: who printed it after whom, and what changed on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hedged import words
from hedged.codes import CHANGES
from hedged.derive import count
from hedged.figure import Figure
from hedged.ledger import Ledger
from hedged.records import NOT_KNOWN, Report, Source


@dataclass(frozen=True, slots=True)
class Relay:
    """A page of a story: where it stands, from whom it has it, and the figures it prints.

    ``depth``: 0 for the root, 1 for a page that relays the root, and so on. ``parent``: the id
    of the page it relays, where that has a row; ``relayed``: the page or outlet it names as its
    source; ``None`` for a root.
    """

    page: Source
    depth: int
    parent: str | None
    relayed: str | None
    printed: tuple[tuple[Report, Figure], ...]

    @property
    def changed(self) -> str:
        """What the page changed, in words; "unchanged" where it changed nothing."""
        changes = [CHANGES[report.distortion] for report, _ in self.printed if report.distortion != "none"]
        return words.listed(list(dict.fromkeys(changes))) or CHANGES["none"]


def story(ledger: Ledger, figures: Iterable[Figure]) -> tuple[Relay, ...]:
    """Every page that prints any of ``figures``, root first, then by day: the path of a story."""
    printed: dict[str, list[tuple[Report, Figure]]] = {}
    for figure in figures:
        for report in ledger.reports(figure):
            printed.setdefault(report.source_id, []).append((report, figure))
    relays = []
    for page_id, found in printed.items():
        page = ledger.source(page_id)
        parent = next((report.relayed_from for report, _ in found if report.relayed_from), page.relays_source_id)
        relays.append(Relay(page, _depth(ledger, page_id), parent, _relayed(ledger, page, parent), tuple(found)))
    return tuple(sorted(relays, key=lambda relay: (relay.depth > 0, relay.page.date.last, relay.page.id)))


def _relayed(ledger: Ledger, page: Source, parent: str | None) -> str | None:
    if parent is not None:
        return ledger.source(parent).outlet
    return page.relays_name or (NOT_KNOWN if page.kind == "relay" else None)


def _depth(ledger: Ledger, page_id: str) -> int:
    page = ledger.source(page_id)
    if page.relays_source_id is not None:
        return 1 + _depth(ledger, page.relays_source_id)
    return 1 if page.kind == "relay" else 0


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
