"""Is it above the threshold? *holds*, *depends* or *fails*, and where it tips.

Everything here is decided on exact fractions of a computation over named leaves, never on
printed digits. A verdict is that of the readings *as rounded*; it says "on every reading"
where the letter of the words and the wide reading agree with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from hedged import words
from hedged.computation import Computation, DeriveError, simplest
from hedged.display import Phrase
from hedged.quantity import MULTIPLE, SHARE, Quantity, Readings, exactly, natural_bounds

HOLDS, DEPENDS, FAILS, UNDETERMINED = "holds", "depends", "fails", "undetermined"


@dataclass(frozen=True, slots=True)
class Threshold(Phrase):
    """A value to compare with, and how it is said: ``Threshold("1/3", "one third")``.

    It prints itself in these words. Raises ``TypeError`` for a float.
    """

    value: Fraction

    def __init__(self, value: Fraction | int | str, text: str) -> None:
        Phrase.__init__(self, text)
        object.__setattr__(self, "value", exactly(value))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A reported figure in a formula: its id, how it is called in a sentence, its readings."""

    id: str
    label: str
    readings: Readings


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """The value of one input at which the verdict tips, the others held.

    ``whole``: the nearest whole number on the side where it holds (``None`` for ratios);
    ``inside``: whether ``value`` lies in the input's range as rounded; ``others``: the inputs
    held at an end because nobody said a best value, with that end.
    """

    input: str
    label: str
    value: Fraction
    whole: int | None
    inside: bool
    text: str
    others: tuple[tuple[str, Fraction], ...] = ()

    @property
    def place(self) -> str:
        """Where it lies, in words after those of the value."""
        return f"{'inside' if self.inside else 'outside'} its range as rounded"


@dataclass(frozen=True)
class Judgement:
    """The arithmetic part of a verdict: outcomes by reading, margin, tipping points, note.

    Margin and tipping points are found when they are asked for: a verdict that is replayed for
    many days needs its outcomes only. ``touches``: the range as rounded reaches the threshold
    without containing it.
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
        return _margin(self.computation, self.leaves, self.relation, self.threshold, self.outcomes[0])

    @cached_property
    def tipping(self) -> tuple[TippingPoint, ...]:
        """Where each input alone tips it."""
        return tuple(_tipping_points(self.computation, self.leaves, self.relation, self.threshold))

    @property
    def margin_text(self) -> str:
        """The margin in words."""
        return margin_in_words(self.margin, self.outcomes[0])


def margin_in_words(margin: Fraction | float | None, as_said: str) -> str:
    """A margin as a clause: how much rounding the verdict as said survives."""
    if margin is None:
        return "none, it depends already as said"
    said = f"as said it {as_said}, and survives"
    if margin == math.inf:
        return f"{said} any rounding"
    if margin == 1:
        return f"{said} the rounding, but nothing beyond"
    # A factor of small numbers is exact, any other has three digits.
    exact = margin.denominator <= 100
    return f"{said} {margin if exact else f'about {words.number(margin)}'} times the rounding"


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


def _margin(
    computation: Computation, leaves: Mapping[str, Leaf], relation: str, threshold: Fraction, as_said: str
) -> Fraction | float | None:
    if as_said == DEPENDS:
        return None

    # The end that the threshold must not pass; it moves with the factor.
    end = "low" if (relation in (">", ">=")) == (as_said == HOLDS) else "high"

    def reach(factor: Fraction) -> Quantity | None:
        try:
            return computation.range({name: widened(leaf.readings, factor) for name, leaf in leaves.items()})
        except DeriveError:  # so wide that a divisor can be zero or less
            return None

    def survives(factor: Fraction) -> bool:
        found = reach(factor)
        return found is not None and outcome(found, relation, threshold) == as_said

    low, high = Fraction(0), Fraction(1)
    while survives(high):
        low, high = high, high * 2
        if high > 2**20:  # every range has long reached its natural bounds
            return math.inf
    return _turning_point(survives, low, high, lambda factor: getattr(reach(factor), end, None), threshold)


def _turning_point(
    is_before: Callable[[Fraction], bool],
    low: Fraction,
    high: Fraction,
    value: Callable[[Fraction], Fraction | None],
    threshold: Fraction,
) -> Fraction:
    """The point between ``low`` and ``high`` at which ``is_before`` turns false, where ``value`` passes the threshold.

    Taken from the way ``value`` goes, or found by halving to a bracket, whose simplest fraction is the
    exact point wherever that point is rational; either is tried on both sides. A formula that squares an
    input can turn where no fraction is: the result is then within 2**-96 of the point.
    """
    first, tiny = low, Fraction(1, 2**128)
    for bits in (0, 12, 24, 48, 96):
        while bits and high - low > Fraction(1, 2**bits):
            middle = (low + high) / 2
            if is_before(middle):
                low = middle
            else:
                high = middle
        for found in (_crossing(value, threshold, low, high), simplest(low, high)):
            inside = found is not None and low <= found <= high
            if inside and is_before(max(first, found - tiny)) and not is_before(found + tiny):
                return found
    return found


def _crossing(
    value: Callable[[Fraction], Fraction | None], threshold: Fraction, low: Fraction, high: Fraction
) -> Fraction | None:
    """Where ``value`` would meet the threshold if it went, as every function here does in one input, as (ax + b) / (cx + d).

    Three points tell: the cross-ratio of four points on such a line is that of their values.
    """
    points = (low, (low + high) / 2, high)
    values = [value(point) for point in points]
    if None in values:
        return None
    (x, y, z), (fx, fy, fz) = points, values
    try:
        ratio = (threshold - fx) * (fy - fz) / ((threshold - fz) * (fy - fx))
        return (x * (y - z) - ratio * z * (y - x)) / (y - z - ratio * (y - x))
    except ZeroDivisionError:
        return None


def _held(leaf: Leaf) -> tuple[Fraction, ...]:
    """Where an input is held while another one moves: its best value, else each end as said."""
    said = leaf.readings.said
    if said.best is not None:
        return (said.best,)
    return tuple(end for end in (said.low, said.high) if end is not None) or (Fraction(0),)


def _tipping_points(
    computation: Computation, leaves: Mapping[str, Leaf], relation: str, threshold: Fraction
) -> Iterator[TippingPoint]:
    for name, leaf in leaves.items():
        others = [leaves[other] for other in leaves if other != name]
        found = {
            held: _tip(
                computation, leaf, {other.id: value for other, value in zip(others, held, strict=True)}, threshold
            )
            for held in product(*map(_held, others))
        }
        wherever_held = len(set(found.values())) == 1
        seen = set()
        for held, tip in found.items():
            if tip is None or tip in seen:
                continue
            seen.add(tip)
            at_ends = [
                (other, value)
                for other, value in zip(others, held, strict=True)
                if other.readings.said.best is None and (len(found) == 1 or not wherever_held)
            ]
            yield _tipping_point(leaf, *tip, relation, at_ends)


def _tip(
    computation: Computation, leaf: Leaf, fixed: Mapping[str, Fraction], threshold: Fraction
) -> tuple[Fraction, bool] | None:
    """The value of one leaf at which the result equals the threshold, and whether the result rises with it.

    Looked for from where the leaf is held, towards the threshold, up to but not at the natural bounds
    of its unit and never past a divisor of zero: allowed values lie on both sides of a tipping point.
    ``None`` where there is no such value, or none that is a fraction.
    """

    def result(value: Fraction) -> Fraction | None:
        return computation.at({**fixed, leaf.id: value})

    start = _held(leaf)[-1]
    at_start, beside = result(start), result(start + Fraction(1, 2**40))
    if at_start is None or beside is None:
        return None
    rises = (computation.directions[leaf.id] or beside - at_start) > 0
    bounds = natural_bounds(leaf.readings.unit)
    side = 1 if rises == (at_start < threshold) else -1
    end = bounds[1 if side > 0 else 0]
    if end is None:
        end = start + side * (abs(start) + 1) * 2**20

    def is_before(value: Fraction) -> bool:
        found = result(value)
        return found is not None and found != threshold and (found < threshold) == (at_start < threshold)

    if at_start == threshold:
        value = start
    elif is_before(end):
        return None
    else:
        value = side * _turning_point(
            lambda way: is_before(side * way), side * start, side * end, lambda way: result(side * way), threshold
        )
    return (value, rises) if result(value) == threshold and value not in bounds else None


def _tipping_point(
    leaf: Leaf, value: Fraction, rises: bool, relation: str, at_ends: list[tuple[Leaf, Fraction]]
) -> TippingPoint:
    unit = leaf.readings.unit
    holds_above = rises == (relation in (">", ">="))
    strict = relation in (">", "<")
    whole: int | None = None
    limit, reached = value, not strict
    if unit not in (SHARE, MULTIPLE):
        whole = math.ceil(value) if holds_above else math.floor(value)
        if whole != value:
            limit, reached = Fraction(whole), True
        elif strict:
            whole += 1 if holds_above else -1
    shown = words.number(limit, unit)
    if holds_above:
        text = f"from {shown} on" if reached else f"above {shown}"
    else:
        text = f"up to {shown}" if reached else f"below {shown}"
    if at_ends:
        held = words.listed([words.number(end, other.readings.unit) for other, end in at_ends])
        text += f" (with the other figure{'s' if len(at_ends) > 1 else ''} at {held})"
    others = tuple((other.id, end) for other, end in at_ends)
    return TippingPoint(leaf.id, leaf.label, value, whole, value in leaf.readings.rounded, text, others)


def sensitivity(computation: Computation, leaves: Mapping[str, Leaf]) -> list[tuple[str, Fraction | None]]:
    """How far each input alone moves the result over its range as rounded, the most telling first.

    The others are held at their best value, or at whichever end as said lets it move most
    (an end at which there is no result at all is passed over).
    ``None`` stands for without bound and comes first.
    """
    found: list[tuple[str, Fraction | None]] = []
    for name, leaf in leaves.items():
        others = [other for other in leaves if other != name]
        widths: list[Fraction | None] = []
        for held in product(*(_held(leaves[other]) for other in others)):
            fixed = {o: Quantity.point(v, leaves[o].readings.unit) for o, v in zip(others, held, strict=True)}
            try:
                reach = computation.range(fixed | {name: leaf.readings.rounded})
            except DeriveError:
                continue
            widths.append(None if reach.low is None or reach.high is None else reach.high - reach.low)
        found.append((name, None if None in widths else max(widths, default=Fraction(0))))
    return sorted(found, key=lambda pair: (pair[1] is not None, -(pair[1] or 0)))
