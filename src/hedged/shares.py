"""The base of a share: what the claimant named as the whole, and all he had reported sent by then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hedged.derive import derive
from hedged.figure import Figure, Verdict
from hedged.functions import share, total
from hedged.ledger import Ledger
from hedged.verdict import Threshold

#: Why a base older than the part is set against it in the second share.
OWN_REPORTS = "what the same claimant had reported sent by then"


@dataclass(frozen=True)
class ByBase:
    """One claimant's count as a share of the base he named and of all he had reported sent by then."""

    part: Figure
    base: Figure
    named: Figure
    of_all: Figure
    verdict: Verdict
    verdict_of_all: Verdict

    @property
    def same_base(self) -> bool:
        """Whether all that had been reported sent is just the base that was named, or the same number again."""
        return self.named.readings == self.of_all.readings


def by_base(ledger: Ledger, threshold: Threshold, measure: str = "casualties") -> tuple[ByBase, ...]:
    """Every total of ``measure`` whose claimant named a base, against ``threshold``, by the day it was said."""
    found = []
    for part in ledger.statements(measure=measure, extent="total"):
        base = ledger.base(part)
        if base is None:
            continue
        named, of_all = share_of_named_base(ledger, part), share_of_all_sent(ledger, part)
        found.append(ByBase(part, base, named, of_all, named.versus(">", threshold), of_all.versus(">", threshold)))
    return tuple(found)


def share_of_named_base(ledger: Ledger, part: Figure) -> Figure:
    """A count as a share of the base its own claimant named; without a value where none was named.

    Batches the same claimant reports as sent since that base are a caveat: the base leaves
    them out.
    """
    base = ledger.base(part)
    left_out = later_batches(ledger, base, part) if base is not None else ()
    caveats = tuple(f"the base leaves out {batch.text} sent since ({batch.label})" for batch in left_out)
    return derive(share, id=f"share-{part.id}", part=part, whole=base, caveats=caveats)


def share_of_all_sent(ledger: Ledger, part: Figure) -> Figure:
    """A count as a share of all its claimant had reported sent by then; without a value where he reported none."""
    whole = all_sent(ledger, part)
    chosen = whole is not None and whole.id != part.statement.base
    return derive(
        share,
        id=f"share-of-all-{part.id}",
        label=f"{part.label}, as a share of all it had reported sent by then",
        because=OWN_REPORTS if chosen else None,
        part=part,
        whole=whole,
    )


def all_sent(ledger: Ledger, part: Figure) -> Figure | None:
    """All that the claimant of ``part`` had reported sent when he said it: his latest total and later batches.

    The total is that with the latest ``as_of``; batches count where they were sent after it
    and no two totals of the claimant show, by differing by just that batch, that it is in
    already. ``None`` where he had reported no total.
    """
    totals = _said_by_then(ledger, part, "sent_total")
    if not totals:
        return None
    summed = max(totals, key=lambda figure: (refers_to(figure), ledger.said_on(figure)))
    for batch in later_batches(ledger, summed, part):
        summed = derive(total, id=f"{summed.id}-and-{batch.id}", first=summed, second=batch)
    return summed


def later_batches(ledger: Ledger, base: Figure, part: Figure) -> tuple[Figure, ...]:
    """Batches the claimant of ``part`` had reported by then as sent after ``base`` and not yet in it."""
    totals = {figure.said.best for figure in _said_by_then(ledger, part, "sent_total")} - {None}
    rises = {one - other for one in totals for other in totals if one > other}
    return tuple(
        batch
        for batch in _said_by_then(ledger, part, "sent_batch")
        if part.statement.force in ("all", batch.statement.force)
        and batch.statement.as_of.first > base.statement.as_of.last
        and batch.said.best not in rises
    )


def refers_to(figure: Figure) -> date:
    """The day a reported figure refers to, for sorting: its ``as_of``, else the day it was said, else the first of all."""
    day = figure.statement.refers_to
    return day.first if day else date.min


def last_of_each_claimant(figures: Iterable[Figure]) -> dict[str, Figure]:
    """The figure that refers to the latest day for each claimant, by his short name, in the order of those days."""
    last = {str(figure.claimant): figure for figure in sorted(figures, key=refers_to)}
    return dict(sorted(last.items(), key=lambda item: refers_to(item[1])))


def _said_by_then(ledger: Ledger, part: Figure, measure: str) -> list[Figure]:
    """What the claimant of ``part`` had said of a measure when he said ``part``, as of no later day."""
    then = (part.statement.stated_on or part.statement.as_of).last
    return [
        figure
        for figure in ledger.statements(measure=measure, claimant=part.statement.claimant_id)
        if ledger.said_on(figure) <= then
        and figure.statement.as_of is not None
        and figure.statement.as_of.first <= then
    ]
