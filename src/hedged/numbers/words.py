"""Figures as text: the hedge always with the number, ranges rounded outward.

How many digits a derived figure shows is decided here, by the width of its range and by
the digits its inputs were given with: no range looks sharper than it is. Ends are rounded
outward, so the printed range always contains the exact one.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from babel.dates import format_date
from babel.numbers import format_decimal

from hedged.numbers.hedges import HEDGES, place_value
from hedged.numbers.quantity import MULTIPLE, PERSONS, SHARE, Quantity, Readings, natural_bounds

LOCALE = "en_GB"


class Day(Protocol):
    """A day, or a month as the interval of its days."""

    first: date
    last: date


#: Shares that are said as a word, and as they are printed.
SHARE_WORDS = {
    Fraction(1, 4): "a quarter",
    Fraction(1, 3): "a third",
    Fraction(1, 2): "half",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
}

#: What a multiple must never be taken for, nor seem to have passed: a thing once, which is no gap at all.
ONCE = Fraction(1)

#: Standings that a figure never sheds in print.
MARKED_STATUS = ("denied", "disputed", "superseded", "withdrawn")

#: The three readings of a figure, by name, and as they are said.
READINGS = {"said": "as said", "rounded": "as rounded", "wide": "wide"}

#: The relation of a value to a threshold, as a word before the threshold.
RELATIONS = {">": "above", ">=": "at least", "<": "below", "<=": "at most"}


def relation(sign: str, unit: str) -> str:
    """The relation as it is said of a unit: above one third, but more than twice."""
    return {">": "more than", "<": "less than"}.get(sign, RELATIONS[sign]) if unit == MULTIPLE else RELATIONS[sign]


def _digits(value: Fraction, step: Fraction) -> str:
    """A number printed with the decimals that ``step`` has, thousands grouped."""
    places = len(str(step.denominator)) - 1
    exact = round(value * 10**places)
    shown = Decimal(exact).scaleb(-places)
    pattern = "#,##0." + "0" * places
    return format_decimal(shown, format=pattern, locale=LOCALE).replace("-", "\N{MINUS SIGN}")


def _scale(unit: str) -> int:
    """Shares are printed in per cent."""
    return 100 if unit == SHARE else 1


def _with_unit(text: str, unit: str) -> str:
    return {SHARE: f"{text}%", MULTIPLE: f"{text} times"}.get(unit, text)


def number(value: Fraction, unit: str = PERSONS, *, in_words: bool = False) -> str:
    """One number as it was given, all its digits: ``11,000``, ``40%``, ``a third``, ``2.5 times``.

    A value that no row of digits can write (an exact third as a multiple) shows three digits.
    """
    if in_words and value in SHARE_WORDS:
        return SHARE_WORDS[value]
    shown = value * _scale(unit)
    return _with_unit(_digits(shown, _last_place(shown)), unit)


def significant_digits(value: Fraction) -> int:
    """How many digits a number was given with: 11,000 has two, 4,700 two, 10,900 three."""
    if value == 0:
        return 1
    try:
        last = place_value(value)
    except ValueError:
        return 2
    return len(str(abs(value / last).numerator))


def hedged(
    hedge: str,
    *,
    low: Fraction | None = None,
    best: Fraction | None = None,
    high: Fraction | None = None,
    unit: str = PERSONS,
    in_words: bool = False,
) -> str:
    """A figure as its claimant hedged it: ``about 11,000``, ``more than half``, ``25,000 to 30,000``."""
    rule = HEDGES[hedge]
    cells = {"low": low, "best": best, "high": high}
    shown = {name: number(cells[name], unit, in_words=in_words) for name in rule.fills}
    if len(shown) == 2 and unit == SHARE and not in_words:
        shown["low"] = shown["low"].removesuffix("%")
    return rule.english[0].format(n=next(iter(shown.values())), **shown)


def with_status(text: str, status: str | None) -> str:
    """The text of a figure with its standing: ``30,000 (denied)``."""
    return f"{text} ({status})" if status in MARKED_STATUS else text


def parted(text: str, status: str | None) -> tuple[str, str]:
    """The text of a figure apart from its standing: ``30,000`` and ``(denied)``, or all of it and nothing."""
    number = text.removesuffix(with_status("", status))
    return number, text.removeprefix(number).lstrip()


def _place_of_digit(value: Fraction, digits: int) -> Fraction:
    """The place value of the n-th significant digit of a number."""
    if value == 0:
        return Fraction(1)
    place = Fraction(1)
    magnitude = abs(value)
    while magnitude / place >= 10:
        place *= 10
    while magnitude / place < 1:
        place /= 10
    return place / Fraction(10) ** (digits - 1)


def _last_place(value: Fraction) -> Fraction:
    """The place of a number's last decimal, 1 for a whole one; of its third digit where it has no last one."""
    try:
        return min(place_value(value) or Fraction(1), Fraction(1))
    except ValueError:
        return _place_of_digit(value, 3)


def step_of(quantity: Quantity, digits: int | None, threshold: Fraction | None = None) -> Fraction:
    """The step to which the ends of a range are printed, in the printed unit (per cent for shares).

    It is the larger of two: a power of ten that divides the width of the range into at least
    four, and the place of the ``digits``-th significant digit of its larger end. ``None``: the
    ends, of which there must be one, are printed in full, as those of a reported figure are.
    The step is finer where an end would else reach ``threshold``, or once, or pass it.
    """
    step, (low, high) = _coarse_step(quantity, digits), _stated_ends(quantity)
    marks = [each * _scale(quantity.unit) for each in (threshold, _once(quantity.unit)) if each is not None]

    def blurred(mark: Fraction) -> bool:
        low_shown, high_shown = _outward(low, high, step)
        return low is not None and low_shown <= mark < low or high is not None and high < mark <= high_shown

    while any(map(blurred, marks)):
        step /= 10
    return step


def _once(unit: str) -> Fraction | None:
    """The value that no number of a unit may look like: once, of a multiple."""
    return ONCE if unit == MULTIPLE else None


def _stated_ends(quantity: Quantity) -> tuple[Fraction | None, Fraction | None]:
    """The ends in the printed unit; ``None`` for one that is not there or is only the natural bound of the unit."""
    scale, (least, greatest) = _scale(quantity.unit), natural_bounds(quantity.unit)
    low = None if quantity.low is None or quantity.low == least else quantity.low * scale
    high = None if quantity.high is None or quantity.high == greatest else quantity.high * scale
    return low, high


def _coarse_step(quantity: Quantity, digits: int | None) -> Fraction:
    """The step by width and digits alone."""
    scale = _scale(quantity.unit)
    if digits is None:
        return min(_last_place(end * scale) for end in (quantity.low, quantity.high) if end is not None)
    ends = [end for end in _stated_ends(quantity) if end is not None]
    by_digits = _place_of_digit(max(map(abs, ends), default=Fraction(1)), digits)
    if len(ends) == 2 and ends[0] != ends[1]:
        return max(by_digits, _place_of_digit((ends[1] - ends[0]) / 4, 1))
    return by_digits


def span_in_words(quantity: Quantity) -> str:
    """A range of a share said as a word, in words where its ends have one: ``more than a third``."""
    ends = [end for end in (quantity.low, quantity.high) if end not in (None, 0, 1)]
    if not ends or any(end not in SHARE_WORDS for end in ends):
        return span(quantity)
    shown = [SHARE_WORDS[end] for end in ends]
    if len(shown) == 2:
        return " to ".join(dict.fromkeys(shown))
    if quantity.high == 1:
        return f"{'more than' if quantity.low_open else 'at least'} {shown[0]}"
    return f"{'less than' if quantity.high_open else 'up to'} {shown[0]}"


def span(quantity: Quantity, digits: int | None = 2, threshold: Fraction | None = None) -> str:
    """A range as text, its ends rounded outward: ``30 to 43%``, ``more than 52%``, ``2.1 to 3.0 times``.

    An end that is only the natural bound of the unit (0; a share of 1) is not a statement
    and is not printed as one: (12/23, 1] is "more than 52%". An end whose digits would reach
    ``threshold``, or pass it, where the end itself does not shows more of them; so does an end
    of a multiple that would look like once: "more than 1.05 times".
    """
    unit, (low, high) = quantity.unit, _stated_ends(quantity)
    if quantity.low is not None and quantity.low == quantity.high:
        return _point(quantity.low, unit, digits)
    if low is None and high is None:
        return "any share" if unit == SHARE else "any number"
    step = step_of(quantity, digits, threshold)
    low_shown, high_shown = _outward(low, high, step)
    if high_shown is None:
        firmly = quantity.low_open or low_shown != low
        return _with_unit(f"{'more than' if firmly else 'at least'} {_digits(low_shown, step)}", unit)
    if low_shown is None:
        firmly = quantity.high_open or high_shown != high
        return _with_unit(f"{'less than' if firmly else 'up to'} {_digits(high_shown, step)}", unit)
    return _with_unit(f"{_digits(low_shown, step)} to {_digits(high_shown, step)}", unit)


def _outward(low: Fraction | None, high: Fraction | None, step: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """The ends rounded to the step, away from each other."""
    return None if low is None else floor(low / step) * step, None if high is None else ceil(high / step) * step


def _point(value: Fraction, unit: str, digits: int | None) -> str:
    """A value known exactly; whole numbers keep all their digits, ratios only the meaningful ones."""
    if digits is None or unit not in (SHARE, MULTIPLE) and value.denominator == 1:
        return number(value, unit)
    shown = value * _scale(unit)
    step, once = _place_of_digit(shown, digits), _once(unit)
    while value != once == round(shown / step) * step:
        step /= 10
    return _with_unit(_digits(shown, step), unit)


def derived(readings: Readings, digits: int | None = 2) -> str:
    """A computed figure: best value if its inputs have one, and the range as rounded: ``36% (30 to 43%)``."""
    rounded = readings.rounded
    reach = span(rounded, digits)
    if rounded.best is None or rounded.low == rounded.best == rounded.high:
        return reach
    if digits is None:
        return f"{number(rounded.best, rounded.unit)} ({reach})"
    step = step_of(rounded, digits)
    best = round(rounded.best * _scale(rounded.unit) / step) * step
    return f"{_with_unit(_digits(best, step), rounded.unit)} ({reach})"


def beside(value: Fraction, unit: str, threshold: Fraction, threshold_text: str, digits: int | None = 2) -> str:
    """A value next to a threshold, never looking like it: ``36%``, but ``just above one third``."""
    shown = _point(value, unit, digits)
    if value == threshold:
        return f"exactly {threshold_text}"
    if shown == _point(threshold, unit, digits):
        return f"just {'above' if value > threshold else 'below'} {threshold_text}"
    return shown


def day(value: date) -> str:
    """A day in words: ``12 February 2026``."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def edition(value: date, *, reconstructed: bool) -> str:
    """An edition in words: by its own date, or by the day as known on which it was made later."""
    return f"the edition {'as known on' if reconstructed else 'of'} {day(value)}"


def short_day(value: date) -> str:
    """A day in the head of a column, day and month on one line: ``12 Feb 2026``."""
    return format_date(value, "d\N{NO-BREAK SPACE}MMM y", locale=LOCALE)


def month(value: date) -> str:
    """A month in words: ``July 2025``."""
    return format_date(value, "MMMM y", locale=LOCALE)


def of_day(when: Day | None) -> str:
    """A day or a month of the ledger in words; None where no page gives one."""
    if when is None:
        return "an unknown day"
    return day(when.first) if when.first == when.last else month(when.first)


def listed(items: list[str] | tuple[str, ...]) -> str:
    """Items as a phrase: ``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
