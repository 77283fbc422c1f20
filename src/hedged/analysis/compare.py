"""Claimants beside one another: where they contradict each other.

Never averaged. Two figures contradict each other only where they speak of the same thing
and no value is allowed by both (docs/method.md, "Comparing claimants").
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from hedged.figures import Figure, derive
from hedged.ledger import AREAS_AROUND, CUMULATIVE, MEASURE_WORDS, Ledger
from hedged.look import Phrase
from hedged.numbers import multiple, words

#: Figures further apart in days than this are not held against each other, unless the measure only grows.
NEAR = 31

CONTRADICTION = "a contradiction"
IF_THE_SAME = "a contradiction if the words mean the same"
UNLESS_IT_GREW = "a contradiction unless it grew in between"
NOT_COMPARABLE = "not comparable"
NONE = "no contradiction by the rules of this briefing"


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

    @property
    def measure(self) -> str:
        """What both count, in words."""
        return MEASURE_WORDS[self.lower.statement.measure].capitalize()

    @property
    def times(self) -> Figure | None:
        """How many times the lower figure the higher one is; ``None`` where the lower one may only be 0."""
        if self.factor is None:
            return None
        return derive(
            multiple,
            id=f"{self.higher.id}-over-{self.lower.id}",
            label=f"{self.measure}: {who_and_when(self.higher)}, over {who_and_when(self.lower)}",
            number=self.higher,
            of=self.lower,
        )


def contradictions(ledger: Ledger) -> tuple[Contradiction, ...]:
    """Every pair of totals of different claimants that contradict each other, the widest gap first."""
    totals = [figure for figure in ledger.statements(extent="total") if figure.statement.refers_to is not None]
    found = [pair for one, other in combinations(totals, 2) if (pair := contradiction(one, other)) is not None]
    return tuple(sorted(found, key=lambda pair: (-(pair.factor or 0), pair.lower.id, pair.higher.id)))


def widest(ledger: Ledger) -> tuple[Contradiction, ...]:
    """Of each thing counted, the widest gap of each two claimants, the widest first.

    Only contradictions count: not a number that may have grown into the other, nor what is not comparable.
    """
    pairs: dict[tuple[str, frozenset[str]], Contradiction] = {}
    for each in contradictions(ledger):
        low, high = each.lower.statement, each.higher.statement
        if each.word in (CONTRADICTION, IF_THE_SAME):
            pairs.setdefault((low.measure, frozenset((low.claimant_id, high.claimant_id))), each)
    return tuple(pairs.values())


def beside(one: Figure, other: Figure) -> Phrase:
    """How one reported figure stands to another, for a sentence: in what sense they contradict each other, if they do."""
    found = contradiction(one, other)
    return Phrase(found.word if found else NONE)


def who_and_when(figure: Figure) -> str:
    """Claimant and day, and the day the figure refers to where that lies apart from it."""
    row = figure.statement
    if row.stated_on is None or row.as_of is None or not row.as_of.gap(row.stated_on):
        return f"{figure.claimant}, {words.of_day(row.stated_on or row.as_of)}"
    return f"{figure.claimant}, {words.of_day(row.stated_on)}, as of {words.of_day(row.as_of)}"


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
