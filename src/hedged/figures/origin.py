"""What a figure knows of what stands behind it: a claimant, pages and roots; and how many of each.

Figures know no ledger: its `hedged.ledger.Evidence` is an Origin, and hands itself in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol

NOT_KNOWN = "not known"


class Origin(Protocol):
    """What stands behind a reported figure: its row, who said it, the pages that printed it, and their roots.

    ``reports`` are pairs of a report and its page, ``roots`` names of outlets, NOT_KNOWN among them; ``measure`` is what
    was counted, in the words that name a figure.
    """

    statement: Any
    claimant: Any
    reports: tuple[tuple[Any, Any], ...]
    roots: tuple[str, ...]
    measure: str

    def json(self) -> dict[str, Any]:
        """The record that a printed figure carries."""

    def facts(self) -> Iterator[tuple[str, str]]:
        """What else the row says of the figure, as a term and its words."""


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


def counts(evidence: Iterable[Origin]) -> Counts:
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
