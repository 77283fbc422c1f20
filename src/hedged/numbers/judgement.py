"""Is it above the threshold? *holds*, *depends* or *fails*, and how much rounding that survives.

Everything here is decided on exact fractions of a computation over named leaves, never on
printed digits. A verdict is that of the readings *as rounded*; it says "on every reading"
where the letter of the words and the wide reading agree with it. The margin is the factor by
which all roundings may widen before the verdict as said is lost."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from hedged.numbers import words
from hedged.numbers.computation import Computation, DeriveError, Leaf
from hedged.numbers.quantity import Quantity, Readings
from hedged.numbers.tipping import Swing, TippingPoint, swings, tipping_points
from hedged.numbers.turning import turning_point

HOLDS, DEPENDS, FAILS, UNDETERMINED = "holds", "depends", "fails", "undetermined"

#: What would be so if one input were just as said, where it is no outcome.
EITHER_WAY, SETTLED_ALREADY = "one way or the other", "settled already"


@dataclass(frozen=True)
class Judgement:
    """The arithmetic part of a verdict: outcomes by reading, margin, tipping points, swings, note.

    All but the outcomes is found when it is asked for: a verdict that is replayed for many days needs
    no more. ``touches``: the range as rounded reaches the threshold without containing it.
    """

    computation: Computation
    leaves: Mapping[str, Leaf]
    relation: str
    threshold: Fraction
    outcomes: tuple[str, str, str]
    touches: bool

    @cached_property
    def margin(self) -> Fraction | float | None:
        """The largest factor on all rounding widths for which the verdict as said survives: a supremum.

        ``math.inf``: any; ``None`` where it depends already as said.
        """
        as_said = self.outcomes[0]
        if as_said == DEPENDS:
            return None
        # The end that the threshold must not pass; it moves with the factor.
        end = "low" if (self.relation in (">", ">=")) == (as_said == HOLDS) else "high"

        def is_kept(quantity: Quantity) -> bool:
            return outcome(quantity, self.relation, self.threshold) == as_said

        return margin(self.computation, self.leaves, end, self.threshold, is_kept)

    @cached_property
    def tipping(self) -> tuple[TippingPoint, ...]:
        """Where each input alone tips it."""
        return tuple(tipping_points(self.computation, self.leaves, self.relation, self.threshold))

    @cached_property
    def swings(self) -> tuple[Swing, ...]:
        """How far each input alone moves the result, the most telling first."""
        return tuple(swings(self.computation, self.leaves))

    def known(self, name: str) -> str:
        """What would be so if one input were just as said, the others as rounded.

        An outcome, "one way or the other", or "settled already" for a verdict that does not depend.
        """
        if self.outcomes[1] != DEPENDS:
            return SETTLED_ALREADY
        rounded = {other: leaf.readings.rounded for other, leaf in self.leaves.items()}
        said = self.leaves[name].readings.said

        def found(quantity: Quantity) -> str:
            try:
                return outcome(self.computation.range(rounded | {name: quantity}), self.relation, self.threshold)
            except DeriveError:  # there, the input gives no result at all
                return DEPENDS

        ends = {found(Quantity.point(end, said.unit)) for end in (said.low, said.high) if end is not None}
        return EITHER_WAY if ends == {HOLDS, FAILS} else found(said)

    @property
    def margin_text(self) -> str:
        """The margin in words."""
        return margin_in_words(self.margin, self.outcomes[0])


def outcome(quantity: Quantity, relation: str, threshold: Fraction) -> str:
    """Whether all (*holds*), none (*fails*) or some (*depends*) of the values stand in the relation."""
    if relation in ("<", "<="):
        opposite = outcome(quantity, ">=" if relation == "<" else ">", threshold)
        return {HOLDS: FAILS, FAILS: HOLDS}.get(opposite, opposite)
    strict = relation == ">"
    low, high = quantity.low, quantity.high
    if low is not None and (low > threshold or low == threshold and (quantity.low_open or not strict)):
        return HOLDS
    if high is not None and (high < threshold or high == threshold and (quantity.high_open or strict)):
        return FAILS
    return DEPENDS


def judge(computation: Computation, leaves: Mapping[str, Leaf], relation: str, threshold: Fraction) -> Judgement:
    """Judge ``computation relation threshold`` on each reading of the leaves.

    ``relation`` is one of ``>``, ``>=``, ``<``, ``<=``; raises ``ValueError`` for another.
    """
    if relation not in words.RELATIONS:
        raise ValueError(f"unknown relation {relation!r}; allowed: {', '.join(words.RELATIONS)}")

    said, rounded, wide = (_range(computation, leaves, name) for name in Readings.NAMES)
    outcomes = tuple(outcome(reading, relation, threshold) for reading in (said, rounded, wide))
    touches = threshold not in rounded and threshold in (rounded.low, rounded.high)
    return Judgement(computation, leaves, relation, threshold, outcomes, touches)


def _range(computation: Computation, leaves: Mapping[str, Leaf], reading: str) -> Quantity:
    return computation.range({name: getattr(leaf.readings, reading) for name, leaf in leaves.items()})


def widened(readings: Readings, factor: Fraction) -> Quantity:
    """The words to the letter, widened by ``factor`` times the rounding.

    It passes through the three readings: 0 gives *said*, 1 *rounded*, 2 *wide* (but for the
    openness of its ends), and goes on at that pace.
    """
    said, rounded, wide = readings
    if factor == 0:
        return said
    within, beyond = min(factor, Fraction(1)), max(factor - 1, Fraction(0))
    low, high = said.low, said.high
    if low is not None:
        step = said.low - rounded.low
        low -= within * step + beyond * (rounded.low - wide.low or step)
    if high is not None:
        step = rounded.high - said.high
        high += within * step + beyond * (wide.high - rounded.high or step)
    low_open = said.low_open if low == said.low else rounded.low_open
    high_open = said.high_open if high == said.high else rounded.high_open
    return Quantity(low, high, said.best, low_open, high_open, said.unit).clipped()


def margin(
    computation: Computation,
    leaves: Mapping[str, Leaf],
    end: str,
    threshold: Fraction,
    is_kept: Callable[[Quantity], bool],
) -> Fraction | float:
    """The largest factor on all rounding widths for which the verdict as said survives: a supremum, ``math.inf`` for any.

    ``is_kept``: whether a range of the result gives that verdict still; ``end``, "low" or "high": the end of
    the range that the threshold must not pass for it.
    """

    def reach(factor: Fraction) -> Quantity | None:
        try:
            return computation.range({name: widened(leaf.readings, factor) for name, leaf in leaves.items()})
        except DeriveError:  # so wide that a divisor can be zero or less
            return None

    def survives(factor: Fraction) -> bool:
        found = reach(factor)
        return found is not None and is_kept(found)

    low, high = Fraction(0), Fraction(1)
    while survives(high):
        low, high = high, high * 2
        if high > 2**20:  # every range has long reached its natural bounds
            return math.inf
    return turning_point(survives, low, high, lambda factor: getattr(reach(factor), end, None), threshold)


def margin_in_words(factor: Fraction | float | None, as_said: str) -> str:
    """A margin as a clause: how much rounding the verdict as said survives."""
    if factor is None:
        return "none, it depends already as said"
    said = f"as said it {as_said}, and survives"
    if factor == math.inf:
        return f"{said} any rounding"
    if factor == 1:
        return f"{said} the rounding, but nothing beyond"
    # A factor of small numbers is exact, any other has three digits.
    exact = factor.denominator <= 100
    return f"{said} {factor if exact else f'about {words.number(factor)}'} times the rounding"
