"""How much rounding a verdict survives: the factor by which all roundings may widen before it is lost."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from hedged.numbers import words
from hedged.numbers.computation import Computation, DeriveError, Leaf
from hedged.numbers.quantity import Quantity, Readings
from hedged.numbers.turning import turning_point


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
