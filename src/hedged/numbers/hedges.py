"""What a hedge allows: "about", "more than", "nearly", "A to B", and the rest.

The rule is a convention and is printed wherever ranges are explained. With n the number,
its grain g is the place value of its last non-zero digit, but at most n/2 (11,000 has the
grain 1,000; 4,700 has 100; 10,000 has 5,000), and h is half of it. A number is round when
it ends in at least one zero. Shares given in per cent are read in per cent (40 % is round,
36 % is not); a share said as a word ("a third") stands for the values nearer to it than
to any other such word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from hedged.numbers.quantity import PERSONS, SHARE, Quantity, Readings, exactly

#: The shares that have a name; a share said as a word reaches half-way to its neighbours here.
WORD_SHARES = tuple(Fraction(s) for s in ("0", "1/4", "1/3", "1/2", "2/3", "3/4", "1"))

End = Fraction | None
#: (low, low is open, high, high is open)
Ends = tuple[End, bool, End, bool]


@dataclass(frozen=True, slots=True)
class Steps:
    """How far rounding reaches from a number: to ``below``/``above`` (h), to ``far_below``/``far_above`` (g)."""

    number: Fraction
    below: Fraction
    above: Fraction
    far_below: Fraction
    far_above: Fraction
    is_round: bool


@dataclass(frozen=True, slots=True)
class Hedge:
    """One hedge: the cells it fills in a row, its words, and its three readings.

    ``english`` and ``german``: the wordings read as this hedge, the first one is printed;
    ``{n}`` stands for the number. ``states_best``: the number is a best value, not an end.
    """

    word: str
    fills: tuple[str, ...]
    english: tuple[str, ...]
    german: tuple[str, ...]
    states_best: bool
    read: Callable[[Steps, Steps], tuple[Ends, Ends, Ends]]


def _exact(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    n = (s.number, False, s.number, False)
    return n, n, n


def _bare(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    said = (s.number, False, s.number, False)
    rounded = (s.below, False, s.above, True) if s.is_round else said
    return said, rounded, (s.far_below, False, s.far_above, False)


def _about(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    if not s.is_round:
        raise ValueError(f"'about' needs a round number, found {s.number}; give the bounds that were said instead")
    return _bare(s, s)


def _nearly(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    near = (s.below, False, s.number, True)
    return near, near, (s.far_below, False, s.number, True)


def _just_over(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    near = (s.number, True, s.above, True)
    return near, near, (s.number, True, s.far_above, True)


def _more_than(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    return ((s.number, True, None, True),) * 3


def _at_least(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    return ((s.number, False, None, True),) * 3


def _up_to(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    said = (Fraction(0), False, s.number, False)
    return said, said, (Fraction(0), False, s.far_above, False)


def _at_most(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    return ((Fraction(0), False, s.number, False),) * 3


def _fewer_than(s: Steps, _: Steps) -> tuple[Ends, Ends, Ends]:
    return ((Fraction(0), False, s.number, True),) * 3


def _range(a: Steps, b: Steps) -> tuple[Ends, Ends, Ends]:
    return (
        (a.number, False, b.number, False),
        (a.below, False, b.above, True),
        (a.far_below, False, b.far_above, False),
    )


#: Every hedge a row may carry, by its word in the ledger.
HEDGES: dict[str, Hedge] = {
    hedge.word: hedge
    for hedge in (
        Hedge("exact", ("best",), ("exactly {n}",), ("genau {n}",), True, _exact),
        Hedge("bare", ("best",), ("{n}",), ("{n}",), True, _bare),
        Hedge(
            "about",
            ("best",),
            ("about {n}", "some {n}", "around {n}"),
            ("rund {n}", "etwa {n}", "circa {n}"),
            True,
            _about,
        ),
        Hedge("nearly", ("best",), ("nearly {n}", "almost {n}"), ("knapp {n}", "fast {n}"), False, _nearly),
        Hedge("just_over", ("best",), ("just over {n}",), ("gut {n}",), False, _just_over),
        Hedge("more_than", ("low",), ("more than {n}", "over {n}"), ("mehr als {n}", "über {n}"), False, _more_than),
        Hedge("at_least", ("low",), ("at least {n}",), ("mindestens {n}",), False, _at_least),
        Hedge("up_to", ("high",), ("up to {n}", "as many as {n}"), ("bis zu {n}",), False, _up_to),
        Hedge("at_most", ("high",), ("at most {n}",), ("höchstens {n}",), False, _at_most),
        Hedge("fewer_than", ("high",), ("fewer than {n}",), ("weniger als {n}",), False, _fewer_than),
        Hedge("range", ("low", "high"), ("{low} to {high}",), ("{low} bis {high}",), False, _range),
    )
}


def place_value(number: Fraction) -> Fraction:
    """The place value of the last non-zero digit: 11,000 -> 1,000; 0.4 -> 0.1; 0 -> 0.

    Raises ``ValueError`` for a number that no finite row of digits can write, such as 1/3.
    """
    if number == 0:
        return Fraction(0)
    place = Fraction(1)
    while (number / place).denominator != 1:
        place /= 10
        if place.denominator > 10**30:
            raise ValueError(f"{number} has no last digit; a share said as a word is written as a fraction")
    while (number / place) % 10 == 0:
        place *= 10
    return place


def grain(number: Fraction) -> Fraction:
    """The step to which a number seems rounded: its place value, but at most half of it."""
    return min(place_value(number), number / 2)


def steps(number: Fraction, unit: str, in_words: bool, step: Fraction | None) -> Steps:
    """How far rounding reaches from ``number``; ``step`` sets the grain by hand.

    Raises ``ValueError`` for a share in words that has no name among :data:`WORD_SHARES`.
    """
    if in_words:
        if number not in WORD_SHARES[1:-1]:
            known = ", ".join(str(s) for s in WORD_SHARES[1:-1])
            raise ValueError(f"{number} is not a share that is said as a word ({known})")
        at = bisect_left(WORD_SHARES, number)
        before, after = WORD_SHARES[at - 1], WORD_SHARES[at + 1]
        return Steps(number, (before + number) / 2, (number + after) / 2, before, after, True)
    in_its_unit = number * 100 if unit == SHARE else number
    g = step if step is not None else grain(number)
    is_round = step is not None or (number != 0 and place_value(in_its_unit) >= 10)
    return Steps(number, number - g / 2, number + g / 2, number - g, number + g, is_round)


def readings(
    hedge: str,
    *,
    low: Fraction | int | None = None,
    best: Fraction | int | None = None,
    high: Fraction | int | None = None,
    unit: str = PERSONS,
    in_words: bool = False,
    step: Fraction | int | None = None,
) -> Readings:
    """The three readings of a hedged figure (docs/method.md, "Reading a figure").

    ``low``, ``best``, ``high`` are the cells of the row, exactly those filled that the hedge
    fills; ``in_words`` marks a share said as a word; ``step`` replaces the grain.
    Raises ``ValueError`` with a plain sentence for an unknown hedge, cells that do not go
    with it, a negative number, a share above 1, a number that leaves no value ("fewer than 0"),
    or "about" with a number that is not round; ``TypeError`` for a float.
    """
    if hedge not in HEDGES:
        raise ValueError(f"unknown hedge {hedge!r}; allowed: {', '.join(HEDGES)}")
    rule = HEDGES[hedge]
    cells = {"low": low, "best": best, "high": high}
    filled = tuple(name for name, cell in cells.items() if cell is not None)
    if filled != rule.fills:
        raise ValueError(f"hedge {hedge!r} fills {' and '.join(rule.fills)}, found {' and '.join(filled) or 'nothing'}")
    numbers = [exactly(cells[name]) for name in rule.fills]
    if unit == SHARE and numbers[-1] > 1:
        raise ValueError(f"a share cannot be above 1, found {numbers[-1]}")
    if numbers[0] < 0:
        raise ValueError(f"a figure cannot be below 0, found {numbers[0]}")
    if len(numbers) == 2 and numbers[0] >= numbers[1]:
        raise ValueError(f"low {numbers[0]} is not below high {numbers[1]}")
    step = None if step is None else exactly(step)
    if step is not None and step <= 0:
        raise ValueError(f"a grain must be above 0, found {step}")
    if len(numbers) == 2 and step is None and not in_words:
        step = min(grain(n) for n in numbers if n)
    first, last = (steps(number, unit, in_words, step) for number in (numbers[0], numbers[-1]))
    stated = numbers[0] if rule.states_best else None
    return Readings(
        *(
            Quantity(lo, hi, stated, lo_open, hi_open, unit).clipped()
            for lo, lo_open, hi, hi_open in rule.read(first, last)
        )
    )


#: Who draws an end of a reading: the number as said, our rule by half a step or by a whole one, or nobody.
STATED, HALF, WHOLE, NOBODY = "stated", "half", "whole", "nobody"


def drawn(hedge: str, *, is_round: bool) -> tuple[tuple[str, str], ...]:
    """Who draws the lower and the upper end of each reading of a hedge; ``is_round``: of its number.

    What nobody draws stays open, or ends where the unit does: at zero, at all of a whole.
    """
    # The rule is read with ends that are all different, so that each tells where it comes from.
    by = {None: NOBODY, 0: NOBODY, 1: WHOLE, 2: HALF, 3: STATED, 4: HALF, 5: WHOLE}
    marked = Steps(*map(Fraction, (3, 2, 4, 1, 5)), is_round)
    return tuple((by[low], by[high]) for low, _, high, _ in HEDGES[hedge].read(marked, marked))
