"""Who drew the ends of a reading, in words: the claimant, or our rounding rule, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hedged.numbers import SHARE, hedges, words

#: Of a figure that is derived, and of one that nobody reported.
FOLLOWS, SET_HERE = "follows from the inputs", "set here, by no rounding"

_CLAIMANT, _RULE = "the claimant’s words", "our rounding rule"
_OPEN = ("no lower end was given", "no upper end was given")
_ENDS = ("lower end", "upper end")


def by(hedge: str, numbers: Sequence[Fraction], unit: str, in_words: bool) -> tuple[str, str, str]:
    """Who drew the ends of the readings as said, as rounded and wide of a figure read by its hedge alone.

    ``numbers`` are those said, one or two, the lower first: `hedged.numbers.readings` of the same.
    """
    step = None if in_words or len(numbers) == 1 else min(hedges.grain(each) for each in numbers if each)
    steps = [hedges.steps(each, unit, in_words, step) for each in (numbers[0], numbers[-1])]
    if not steps[0].number - steps[0].far_below and len(numbers) == 1:  # zero is not rounded
        return (_CLAIMANT,) * 3
    said, rounded, wide = (
        _reading(ends, steps, numbers, unit, in_words) for ends in hedges.drawn(hedge, is_round=steps[0].is_round)
    )
    return said, rounded, wide


def _reading(
    ends: tuple[str, str], steps: Sequence[hedges.Steps], numbers: Sequence[Fraction], unit: str, in_words: bool
) -> str:
    ruled = [side for side, end in enumerate(ends) if end in (hedges.HALF, hedges.WHOLE)]
    sides = [_OPEN[side] for side, end in enumerate(ends) if end == hedges.NOBODY]
    if hedges.STATED in ends:
        at = "" if not ruled else f"{_ENDS[ends.index(hedges.STATED)]} by "
        sides.insert(0, f"{at}{_CLAIMANT}")
    if ruled:
        reach = _neighbours if in_words else _width
        at = "" if len(ruled) == 2 else f"{_ENDS[ruled[0]]} by "
        sides.insert(0, f"{at}{_RULE}: {reach(ruled, ends[ruled[0]] == hedges.HALF, steps, numbers, unit)}")
    return "; ".join(sides)


def _width(ruled: list[int], half: bool, steps: Sequence[hedges.Steps], numbers: Sequence[Fraction], unit: str) -> str:
    """How far the rule goes from a number in digits, and what that is of the number."""
    whole = steps[0].number - steps[0].far_below
    where = "to either side" if len(ruled) == 2 else ("below", "above")[ruled[0]]
    if whole in map(hedges.place_value, numbers):
        part = "half of the last place" if half else "the last place"
    else:  # the last place is more than half of the number: then half of the number is the step
        part = f"{'a quarter' if half else 'half'} of {words.number(2 * whole, unit)}"
    return f"{_amount(whole / 2 if half else whole, unit)} {where}, {part}"


def _amount(value: Fraction, unit: str) -> str:
    if unit != SHARE:
        return words.number(value, unit)
    points = words.number(value, unit).removesuffix("%")
    return f"{points} percentage point{'' if points == '1' else 's'}"


def _neighbours(ruled: list[int], half: bool, steps: Sequence[hedges.Steps], _: Sequence[Fraction], unit: str) -> str:
    """How far the rule goes from a share said as a word: to, or half-way to, the next such words."""
    next_words = [words.number((steps[0].far_below, steps[1].far_above)[side], unit, in_words=True) for side in ruled]
    return f"{'half-way to' if half else 'as far as'} {words.listed(next_words)}"
