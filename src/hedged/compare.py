"""Claimants beside one another: where they contradict each other, and words beside counts.

Never averaged. Two figures contradict each other only where they speak of the same thing
and no value is allowed by both (DESIGN: "Comparing claimants").
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from hedged.codes import AREAS_AROUND
from hedged.derive import derive
from hedged.figure import Figure
from hedged.functions import share
from hedged.ledger import Ledger
from hedged.records import CUMULATIVE

#: Figures further apart in days than this are not held against each other, unless the measure only grows.
NEAR = 31

CONTRADICTION = "a contradiction"
IF_THE_SAME = "a contradiction if the words mean the same"
UNLESS_IT_GREW = "a contradiction unless it grew in between"
NOT_COMPARABLE = "not comparable"
COMPATIBLE, NOT_COMPATIBLE = "compatible", "not compatible"

#: What a share of a measure is a share of, by measure: the measures of its part and of its whole.
_COUNTED = {"share_casualties": ("casualties", "sent_total"), "share_killed": ("killed", "casualties")}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures that no value fits. ``lower`` and ``higher`` by their ranges as rounded.

    ``factor``: the nearest value of the higher one over the nearest of the lower one (``None``
    where that is 0); ``apart``: days between the nearest days they refer to.
    """

    lower: Figure
    higher: Figure
    word: str
    factor: Fraction | None
    apart: int


def contradictions(ledger: Ledger) -> tuple[Contradiction, ...]:
    """Every pair of totals of different claimants that contradict each other, the widest gap first."""
    totals = [figure for figure in ledger.statements(extent="total") if figure.statement.refers_to is not None]
    found = [pair for one, other in combinations(totals, 2) if (pair := contradiction(one, other)) is not None]
    return tuple(sorted(found, key=lambda pair: (-(pair.factor or 0), pair.lower.id, pair.higher.id)))


def contradiction(one: Figure, other: Figure) -> Contradiction | None:
    """How two reported figures contradict each other; ``None`` where they do not, or cannot.

    The claimants must differ, measure and kind of troops agree, both be totals and not denied,
    and one area be the other or lie in it. Then their ranges as rounded must be disjoint: for
    dates at most 31 days apart, or, where the measure only grows, with the earlier wholly above
    the later. Where such a measure is higher at the later of two near dates, the word says so.
    """
    if not _same_thing(one, other):
        return None
    apart = one.statement.refers_to.gap(other.statement.refers_to)
    if not (apart <= NEAR and one.rounded.disjoint(other.rounded)) and not _falls(one, other):
        return None
    lower, higher = (one, other) if other.rounded.wholly_above(one.rounded) else (other, one)
    reaches = lower.rounded.high
    return Contradiction(
        lower,
        higher,
        _word(lower, higher),
        higher.rounded.low / reaches if reaches else None,
        apart,
    )


def _same_thing(one: Figure, other: Figure) -> bool:
    a, b = one.statement, other.statement
    return (
        a.claimant_id != b.claimant_id
        and (a.measure, a.force) == (b.measure, b.force)
        and a.extent == b.extent == "total"
        and "denied" not in (a.status, b.status)
        and (a.area == b.area or b.area in AREAS_AROUND.get(a.area, ()) or a.area in AREAS_AROUND.get(b.area, ()))
    )


def _falls(one: Figure, other: Figure) -> bool:
    """Whether a number that can only grow would have had to fall."""
    if one.statement.measure not in CUMULATIVE:
        return False
    early, late = sorted((one, other), key=lambda figure: figure.statement.refers_to.first)
    return early.statement.refers_to < late.statement.refers_to and early.rounded.wholly_above(late.rounded)


def _word(lower: Figure, higher: Figure) -> str:
    definitions = {lower.statement.counts, higher.statement.counts}
    if len(definitions) == 2 and "unclear" not in definitions:
        return NOT_COMPARABLE
    if lower.statement.measure in CUMULATIVE and lower.statement.refers_to.last < higher.statement.refers_to.first:
        return UNLESS_IT_GREW
    return IF_THE_SAME if "unclear" in definitions else CONTRADICTION


@dataclass(frozen=True, slots=True)
class BesideCounts:
    """A share somebody stated, beside the share that follows from the same claimant's counts.

    ``counted`` is ``None`` where he gave no counts by then; ``word`` is then ``None`` too.
    """

    stated: Figure
    counted: Figure | None
    word: str | None


def shares_beside_counts(ledger: Ledger) -> tuple[BesideCounts, ...]:
    """Every share in the ledger beside the share from its claimant's own counts, by the day it was said.

    The part is his latest count by that day, the whole what either statement names as its base;
    for the dead among the casualties it is his latest count of casualties.
    """
    found = []
    for measure, (part_measure, whole_measure) in _COUNTED.items():
        for stated in ledger.statements(measure=measure, extent="total"):
            part = _latest_by(ledger, stated, part_measure)
            whole = ledger.base(stated) or (part and ledger.base(part)) or _latest_by(ledger, stated, whole_measure)
            if part is None or whole is None:
                found.append(BesideCounts(stated, None, None))
                continue
            counted = derive(share, id=f"counted-{stated.id}", part=part, whole=whole)
            apart = counted.rounded.disjoint(stated.rounded)
            found.append(BesideCounts(stated, counted, NOT_COMPATIBLE if apart else COMPATIBLE))
    return tuple(sorted(found, key=lambda pair: ledger.said_on(pair.stated)))


def _latest_by(ledger: Ledger, stated: Figure, measure: str) -> Figure | None:
    """The last total of a measure that the same claimant had given when he stated the share."""
    then = ledger.said_on(stated)
    given = [
        figure
        for figure in ledger.statements(measure=measure, claimant=stated.statement.claimant_id, extent="total")
        if ledger.said_on(figure) <= then
    ]
    return max(given, key=ledger.said_on, default=None)
