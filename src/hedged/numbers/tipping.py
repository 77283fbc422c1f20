"""What one input alone does to a result: the values at which it tips the verdict, and how far it moves the result.

The other inputs are held at their best value, or, where nobody said one, at each end as said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hedged.numbers import words
from hedged.numbers.computation import Computation, DeriveError, Leaf
from hedged.numbers.quantity import MULTIPLE, SHARE, Quantity, natural_bounds
from hedged.numbers.turning import turning_point


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


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one input alone moves the result: its range with only this input moving, ``None`` where it has none."""

    input: str
    label: str
    reach: Quantity | None

    @property
    def width(self) -> Fraction | None:
        """In the unit of the result; ``None`` without bound, 0 where there is no result."""
        if self.reach is None:
            return Fraction(0)
        return None if None in (self.reach.low, self.reach.high) else self.reach.high - self.reach.low


def held_at(said: Quantity) -> tuple[Fraction, ...]:
    """Where an input is held while another one moves: its best value, else each end as said."""
    if said.best is not None:
        return (said.best,)
    return tuple(end for end in (said.low, said.high) if end is not None) or (Fraction(0),)


def tipping_points(
    computation: Computation, leaves: Mapping[str, Leaf], relation: str, threshold: Fraction
) -> Iterator[TippingPoint]:
    """The tipping points of each input, those of one input for each place at which the others are held, each once."""
    for name, leaf in leaves.items():
        others = [leaves[other] for other in leaves if other != name]
        found = {
            held: _tip(
                computation, leaf, {other.id: value for other, value in zip(others, held, strict=True)}, threshold
            )
            for held in product(*(held_at(other.readings.said) for other in others))
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

    start = held_at(leaf.readings.said)[-1]
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
        value = side * turning_point(
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


def swings(computation: Computation, leaves: Mapping[str, Leaf]) -> list[Swing]:
    """The swing of each input over its range as rounded, the most telling first, one without bound before all others.

    The others are held at their best value, or at whichever end as said lets it move most
    (an end at which there is no result at all is passed over).
    """
    found = []
    for name, leaf in leaves.items():
        others = [other for other in leaves if other != name]
        most = Swing(name, leaf.label, None)
        for held in product(*(held_at(leaves[other].readings.said) for other in others)):
            fixed = {o: Quantity.point(v, leaves[o].readings.unit) for o, v in zip(others, held, strict=True)}
            try:
                swing = Swing(name, leaf.label, computation.range(fixed | {name: leaf.readings.rounded}))
            except DeriveError:
                continue
            if most.reach is None or most.width is not None and (swing.width is None or swing.width > most.width):
                most = swing
        found.append(most)
    return sorted(found, key=lambda swing: (swing.width is not None, -(swing.width or 0)))


def sensitivity(computation: Computation, leaves: Mapping[str, Leaf]) -> list[tuple[str, Fraction | None]]:
    """Each input with the width of its swing, the most telling first."""
    return [(swing.input, swing.width) for swing in swings(computation, leaves)]
