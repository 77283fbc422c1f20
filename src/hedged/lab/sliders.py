"""Where the sliders of the what-if panel stand for what is typed, and what they type when they are moved.

A slider counts persons, per cent, or tenths of a multiple in whole numbers.

Their handles have no name for a screen reader: ipywidgets gives them none and takes none from Python. Each follows a
text field that has a name and does the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from hedged.figures import Figure
from hedged.lab.entries import Impossible, Side, Typed, number, threshold
from hedged.numbers import HEDGES, PERSONS, SHARE, place_value, words

_GRAINS = {
    PERSONS: ("1", "10", "50", "100", "200", "250", "500", "1,000", "2,000", "2,500", "5,000", "10,000"),
    SHARE: ("1 %", "2 %", "5 %", "10 %", "20 %"),
}
#: A multiple above this is typed.
_MOST_TENTHS = 60


@dataclass(frozen=True, slots=True)
class Slide:
    """A slider from 0 to ``most`` at ``value``, moved by ``step``."""

    value: int
    most: int
    step: int = 1


def as_typed(figure: Figure) -> Side:
    """The hedge and numbers of a statement as one would type them."""
    row = figure.statement
    cells = [getattr(row, cell) for cell in HEDGES[row.hedge].fills]
    texts = [str(cell) if row.in_words else words.number(cell, row.unit) for cell in cells]
    return Side(None, row.hedge, *texts)


def number_slide(text: str) -> Slide | None:
    """For a number: from 0 to twice as much, in steps of a tenth of its place value; ``None`` for no number."""
    typed = _typed(text)
    if typed is None:
        return None
    if typed.unit == SHARE:
        return Slide(round(typed.value * 100), 100)
    step = int(place_value(typed.value) / 10) or 1
    return Slide(int(typed.value), max(2 * int(typed.value), 10), step)


def number_text(value: int, before: str) -> str:
    """A number's slider as it is typed, in the unit of what stood there ``before``."""
    return f"{value} %" if unit_of(before) == SHARE else words.number(Fraction(value))


def unit_of(text: str) -> str:
    """The unit of what is typed; persons where that is no number."""
    typed = _typed(text)
    return typed.unit if typed else PERSONS


def grains(unit: str) -> tuple[str, ...]:
    """The grains that are offered for a unit, as they are typed."""
    return _GRAINS[unit]


def nearest_grain(text: str, offered: Iterable[str]) -> str | None:
    """The largest grain that is offered up to the one typed, empty for none; ``None`` where it is no number."""
    if not text.strip():
        return ""
    typed = _typed(text)
    if typed is None:
        return None
    values = {grain: number(grain).value for grain in offered}
    return max((grain for grain in values if values[grain] <= typed.value), key=values.__getitem__, default="")


def threshold_slide(text: str, unit: str) -> Slide | None:
    """For a threshold: a share in per cent, a multiple in tenths; ``None`` for no threshold."""
    try:
        value = threshold(text, unit).value
    except Impossible:
        return None
    most, scale = (100, 100) if unit == SHARE else (_MOST_TENTHS, 10)
    return Slide(min(round(value * scale), most), most)


def threshold_text(value: int, unit: str) -> str:
    """A threshold's slider as it is typed."""
    return f"{value} %" if unit == SHARE else f"{value / 10:g} times"


def _typed(text: str) -> Typed | None:
    try:
        return number(text)
    except Impossible:
        return None
