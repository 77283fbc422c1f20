"""The base of a share: what the claimant named as the whole, and all it had reported sent by then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hedged.errors import HedgedError
from hedged.figures import Figure, Threshold, Verdict, derive
from hedged.ledger import Ledger
from hedged.numbers import share, total

#: Why a base older than the part is set against it in the second share.
OWN_REPORTS = "what the same claimant had reported sent by then"

#: The two bases of a share, in words: after "as a share of".
NAMED = "the base that was named"
ALL_SENT = "all that the claimant had reported sent by then"


@dataclass(frozen=True, eq=False)
class ByBase:
    """One claimant's count as a share of the base it named and of all it had reported sent by then.

    Shares and verdicts are found when they are asked for, so that a replay of many days derives
    only what it asks. ``ledger`` is the one they are found in.
    """

    ledger: Ledger = field(repr=False)
    part: Figure
    threshold: Threshold

    @cached_property
    def base(self) -> Figure:
        return self.ledger.base(self.part)

    @cached_property
    def named(self) -> Figure:
        return share_of_named_base(self.ledger, self.part)

    @cached_property
    def of_all(self) -> Figure:
        return share_of_all_sent(self.ledger, self.part)

    @cached_property
    def verdict(self) -> Verdict:
        return self.named.versus(">", self.threshold)

    @cached_property
    def verdict_of_all(self) -> Verdict:
        return self.of_all.versus(">", self.threshold)

    @cached_property
    def same_base(self) -> bool:
        """Whether all that had been reported sent is just the base that was named, or the same number again."""
        whole = self._sent_by_then
        return len(whole) == 1 and whole[0].readings == self.base.readings

    @cached_property
    def _sent_by_then(self) -> tuple[Figure, ...]:
        return sent_by_then(self.ledger, self.part)

    def over(self, base: str) -> Verdict:
        """The verdict over ``NAMED`` or ``ALL_SENT``; where both are the same number, that of the base named.

        Raises ``HedgedError`` for another base.
        """
        return self.verdict if self._is_named(base) else self.verdict_of_all

    def rests_on(self, base: str) -> tuple[Figure, ...]:
        """The reported figures that the verdict over this base rests on, found without deriving it."""
        return (self.part, self.base) if self._is_named(base) else (self.part, *self._sent_by_then)

    def _is_named(self, base: str) -> bool:
        if base not in (NAMED, ALL_SENT):
            raise HedgedError(f"no base {base!r}; write shares.NAMED or shares.ALL_SENT")
        return base == NAMED or self.same_base


def by_base(ledger: Ledger, threshold: Threshold, measure: str = "casualties") -> tuple[ByBase, ...]:
    """Every total of ``measure`` whose claimant named a base, against ``threshold``, by the day it was said."""
    totals = ledger.statements(measure=measure, extent="total")
    return tuple(ByBase(ledger, part, threshold) for part in totals if part.statement.base is not None)


def latest_by_base(ledger: Ledger, threshold: Threshold, measure: str = "casualties") -> dict[str, ByBase]:
    """For each claimant, by its short name, the one of `by_base` that refers to the latest day; who spoke first is first."""
    found = {each.part.id: each for each in by_base(ledger, threshold, measure)}
    last = last_of_each_claimant(each.part for each in found.values())
    return {str(each.part.claimant): found[last[str(each.part.claimant)].id] for each in found.values()}


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
    """A count as a share of all its claimant had reported sent by then; without a value where it reported none."""
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
    """All that the claimant of ``part`` had reported sent when it was said, as one figure: the sum of `sent_by_then`.

    ``None`` where it had reported no total.
    """
    summed, *batches = sent_by_then(ledger, part) or (None,)
    for batch in batches:
        summed = derive(total, id=f"{summed.id}-and-{batch.id}", first=summed, second=batch)
    return summed


def sent_by_then(ledger: Ledger, part: Figure) -> tuple[Figure, ...]:
    """What the claimant of ``part`` had reported sent when it was said: the latest total and later batches.

    The total is that with the latest ``as_of``; batches count where they were sent after it
    and no two totals of the claimant show, by differing by just that batch, that it is in
    already. Empty where it had reported no total.
    """
    totals = _said_by_then(ledger, part, "sent_total")
    if not totals:
        return ()
    last = max(totals, key=lambda figure: (refers_to(figure), ledger.said_on(figure)))
    return (last, *later_batches(ledger, last, part))


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
    """The figure that refers to the latest day for each claimant, by its short name, in the order of those days."""
    last = {str(figure.claimant): figure for figure in sorted(figures, key=refers_to)}
    return dict(sorted(last.items(), key=lambda item: refers_to(item[1])))


def _said_by_then(ledger: Ledger, part: Figure, measure: str) -> list[Figure]:
    """What the claimant of ``part`` had said of a measure when it said ``part``, as of no later day."""
    then = (part.statement.stated_on or part.statement.as_of).last
    return [
        figure
        for figure in ledger.statements(measure=measure, claimant=part.statement.claimant_id)
        if ledger.said_on(figure) <= then
        and figure.statement.as_of is not None
        and figure.statement.as_of.first <= then
    ]
