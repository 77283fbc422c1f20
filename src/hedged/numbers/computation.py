"""A formula over hedged inputs, and the exact range of its result.

The leaves of a formula are the reported figures in it. A leaf that occurs twice varies
once, however deep it stands: (A + B) / A is evaluated as one function of A and B, never
as two intervals divided. The range is exact because every admitted function is monotone
in each input: the extremes lie at the ends of the leaves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from hedged.errors import HedgedError
from hedged.numbers.functions import Function
from hedged.numbers.quantity import DIFFERENCE, Quantity, Readings, natural_bounds, within_bounds
from hedged.numbers.turning import simplest

#: So far that a result beyond it is without bound, and one as near to a simple fraction as its inverse has that limit.
FAR = Fraction(2) ** 256


class DeriveError(HedgedError):
    """A value that cannot be derived, with the reason."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A reported figure in a formula: its id, how it is called in a sentence, its readings."""

    id: str
    label: str
    readings: Readings


@dataclass(frozen=True)
class Node:
    """An input in a formula: a leaf by its id, or a function of further nodes."""

    leaf: str | None = None
    function: Function | None = None
    inputs: tuple[tuple[str, Node], ...] = ()

    @property
    def unit(self) -> str:
        """The unit of the result; that of a leaf is not known here, so nothing is cut off."""
        return self.function.unit if self.function else DIFFERENCE

    def value(self, points: Mapping[str, Fraction]) -> Fraction:
        """The result at these points; a result within the formula never leaves its natural bounds."""
        if self.leaf is not None:
            return points[self.leaf]
        return self.function(**{name: within_bounds(node.value(points), node.unit) for name, node in self.inputs})

    def directions(self) -> Iterator[tuple[str, int]]:
        """Each occurrence of each leaf, with +1 where the result rises with it there, else -1."""
        if self.leaf is not None:
            yield self.leaf, 1
            return
        for name, node in self.inputs:
            for leaf, direction in node.directions():
                yield leaf, direction * self.function.directions[name]

    def divisors(self) -> Iterator[Node]:
        for name, node in self.inputs:
            if name == self.function.divides_by:
                yield node
            yield from node.divisors()


@dataclass(frozen=True)
class Computation:
    """A formula and the unit of its result."""

    node: Node
    unit: str

    def value(self, points: Mapping[str, Fraction]) -> Fraction:
        """The result for one number for each leaf. Raises ``ZeroDivisionError`` for a divisor of 0."""
        return self.node.value(points)

    def at(self, points: Mapping[str, Fraction]) -> Fraction | None:
        """The result, or ``None`` where a divisor is not above zero."""
        if any(divisor.value(points) <= 0 for divisor in self._divisors):
            return None
        return self.node.value(points)

    @cached_property
    def _divisors(self) -> tuple[Node, ...]:
        """The divisors, the innermost first."""
        return tuple(self.node.divisors())[::-1]

    @cached_property
    def directions(self) -> dict[str, int]:
        """For each leaf +1 or -1; 0 where it pulls both ways at different places of the formula."""
        seen: dict[str, set[int]] = {}
        for leaf, direction in self.node.directions():
            seen.setdefault(leaf, set()).add(direction)
        return {leaf: found.pop() if len(found) == 1 else 0 for leaf, found in seen.items()}

    def range(self, leaves: Mapping[str, Quantity]) -> Quantity:
        """The exact range of the result, openness included, for these ranges of the leaves.

        Raises :class:`DeriveError` where a divisor can be negative or is zero, where a leaf that
        occurs twice makes the result rise and fall again, or where no allowed result is left.
        """
        for divisor in self._divisors:
            reach = Computation(divisor, divisor.unit).range(leaves)
            if reach.low is None or reach.low < 0:  # the functions are monotone above zero only
                raise DeriveError(f"the divisor can be negative ({reach}); no ratio can be given")
            if reach.high == 0:
                raise DeriveError("the divisor is zero; no ratio can be given")
        self._refuse_turning(leaves)
        (low, low_open), (high, high_open) = self._extreme(leaves, -1), self._extreme(leaves, 1)
        least, greatest = natural_bounds(self.unit)
        if greatest is not None and low is not None and (low > greatest or low == greatest and low_open):
            raise DeriveError(f"every value of the result would be above {greatest}, the part larger than its whole")
        if least is not None and high is not None and (high < least or high == least and high_open):
            raise DeriveError(f"every value of the result would be below {least}")
        best = None
        if all(leaves[name].best is not None for name in self.directions):
            best = self.at({name: leaves[name].best for name in self.directions})
            if best is not None and best != within_bounds(best, self.unit):
                best = None
        return Quantity(low, high, best, low_open, high_open, self.unit).clipped()

    def _extreme(self, leaves: Mapping[str, Quantity], sign: int) -> tuple[Fraction | None, bool]:
        """The least (sign -1) or greatest (sign +1) value and whether it is only approached."""
        sides = [(sign * direction,) if direction else (-1, 1) for direction in self.directions.values()]
        corners = [self._corner(leaves, dict(zip(self.directions, corner, strict=True))) for corner in product(*sides)]
        extreme = max(sign * value for value, _ in corners) * sign
        if extreme in (-math.inf, math.inf):
            return None, True
        return extreme, all(is_open for value, is_open in corners if value == extreme)

    def _corner(self, leaves: Mapping[str, Quantity], corner: Mapping[str, int]) -> tuple[Fraction | float, bool]:
        """The value at one corner, ``inf`` where it is without bound, and whether it is only approached.

        An end that is unbounded or makes a divisor zero is not put in but walked towards: the result
        close to it tells the exact limit. An open end is put in, since every function is continuous, and
        the result beside it tells whether the limit is attained all the same.
        """
        ends = {name: _end(leaves[name], side) for name, side in corner.items()}
        near = {name: _near(leaves[name], side) for name, side in corner.items()}
        try:
            if None not in ends.values():
                limit = self.value(ends)
                return limit, near != ends and self.value(near) != limit
            close = self.value(near)
        except ZeroDivisionError:
            close = self.value({name: _near(leaves[name], side, inside=True) for name, side in corner.items()})
        if abs(close) > FAR:
            return (math.inf if close > 0 else -math.inf), True
        limit = simplest(close - 1 / FAR, close + 1 / FAR)
        return limit, close != limit

    def _refuse_turning(self, leaves: Mapping[str, Quantity]) -> None:
        """A leaf that pulls both ways must still make the result only rise or only fall.

        Looked at from end to end and next to both ends, so that no single turn is missed.
        """
        for name in (leaf for leaf, direction in self.directions.items() if direction == 0):
            others = [leaf for leaf in self.directions if leaf != name]
            for corner in product((-1, 1), repeat=len(others)):
                points = {leaf: _near(leaves[leaf], side) for leaf, side in zip(others, corner, strict=True)}
                values = [self.at(points | {name: sample}) for sample in _samples(leaves[name])]
                values = [value for value in values if value is not None]
                if values != sorted(values) and values != sorted(values, reverse=True):
                    raise DeriveError(
                        f"the result neither only rises nor only falls with {name}; it has no exact range"
                    )


def _end(quantity: Quantity, side: int) -> Fraction | None:
    return quantity.low if side < 0 else quantity.high


def _near(quantity: Quantity, side: int, inside: bool = False) -> Fraction:
    """An end of a range; if it is open (or ``inside`` is asked for), a value next to it; if there is none, a huge one."""
    end = _end(quantity, side)
    if end is None:
        return side * FAR**2
    is_open = quantity.low_open if side < 0 else quantity.high_open
    return end - side / FAR**2 if is_open or inside and quantity.low != quantity.high else end


def _samples(quantity: Quantity) -> list[Fraction]:
    """Values from end to end in rising order; an unbounded side is followed by growing steps."""
    low, high = _near(quantity, -1), _near(quantity, 1)
    if quantity.low is None or quantity.high is None:
        start, side = (low, 1) if quantity.low is not None else (high, -1)
        return sorted({low, high, *(start + side * Fraction(2) ** power for power in range(-512, 512, 64))})
    tiny = (high - low) / FAR
    return [low, low + tiny, *(low + (high - low) * Fraction(i, 8) for i in range(1, 8)), high - tiny, high]
