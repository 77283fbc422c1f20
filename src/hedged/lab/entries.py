"""What somebody types into the what-if panel, as figures and thresholds; or a sentence why it cannot be.

A side of a question is a statement of the ledger or a number with its hedge; a grain may be
set for either, in place of that of the rule. Numbers are typed as ``4000`` or ``4,000``,
shares as ``40 %`` or, said as a word, ``1/3``.

A statement whose grain is moved stays that statement, with a caveat; one whose number or hedge is moved becomes a
number of one's own, since nobody said it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hedged.errors import HedgedError
from hedged.figures import Figure, Threshold
from hedged.ledger import Ledger
from hedged.numbers import (
    HEDGES,
    MULTIPLE,
    PERSONS,
    SHARE,
    WORD_SHARES,
    Readings,
    grain,
    natural_bounds,
    place_value,
    readings,
    words,
)

#: Thresholds that have a name, as they are printed; ``_WORDS`` has the other ways to type them.
NAMED = {
    SHARE: {
        Fraction(1, 4): "one quarter",
        Fraction(1, 3): "one third",
        Fraction(1, 2): "one half",
        Fraction(2, 3): "two thirds",
        Fraction(3, 4): "three quarters",
    },
    MULTIPLE: {
        Fraction(3, 2): "one and a half times",
        Fraction(2): "twice",
        Fraction(5, 2): "two and a half times",
        Fraction(3): "three times",
        Fraction(4): "four times",
        Fraction(5): "five times",
    },
}
_WORDS = {
    **{name: value for names in NAMED.values() for value, name in names.items()},
    **{"a quarter": Fraction(1, 4), "a third": Fraction(1, 3), "half": Fraction(1, 2), "a half": Fraction(1, 2)},
    **{"double": Fraction(2), "two times": Fraction(2), "once": Fraction(1)},
}

#: Hedges that allow only what is above their number.
_ABOVE = ("just_over", "more_than")
#: Longer rows of digits are a slip of the hand.
_LONGEST = 12
_DIGITS = re.compile(r"(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?", re.ASCII)
_FRACTION = re.compile(r"(\d+) ?/ ?(\d+)", re.ASCII)
_DECIMAL_COMMA = re.compile(r"(\d+),(\d+)", re.ASCII)
_POINTED_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_PER_CENT = re.compile(r" ?(?:%|per cent|percent)$")
_TIMES = re.compile(r" ?(?:times|×|x)$")


class Impossible(HedgedError):
    """An entry of which nothing can be made; the message says why and what could be."""


@dataclass(frozen=True, slots=True)
class Side:
    """One input as entered: the id of a statement, or a hedge with its number; and a grain.

    ``upper`` is the second number of a range. An empty ``grain`` is that of the rule.
    Raises :class:`Impossible` for an unknown hedge.
    """

    statement: str | None = None
    hedge: str = "about"
    number: str = ""
    upper: str = ""
    grain: str = ""

    def __post_init__(self) -> None:
        if self.hedge not in HEDGES:
            raise Impossible(f"unknown hedge {self.hedge!r}; allowed: {', '.join(HEDGES)}")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as typed: its exact value, its unit, and whether it is a share said as a word."""

    value: Fraction
    unit: str = PERSONS
    in_words: bool = False

    @property
    def text(self) -> str:
        return words.number(self.value, self.unit, in_words=self.in_words)

    @property
    def most(self) -> Fraction | None:
        """The greatest value of its unit."""
        return natural_bounds(self.unit)[1]


def number(text: str) -> Typed:
    """The number that was typed. Raises :class:`Impossible` for anything else, with what would be right."""
    tidy = _tidy(text)
    if found := _FRACTION.fullmatch(tidy):
        return Typed(_quotient(found, text), SHARE, in_words=True)
    if share := _PER_CENT.search(tidy):
        value = _decimal(tidy[: share.start()], text) / 100
        if value > 1:
            raise Impossible(f"a share cannot be above 100%, found {text.strip()!r}")
        return Typed(value, SHARE)
    value = _decimal(tidy, text)
    if value.denominator != 1:
        raise Impossible(f"{text.strip()!r} is no whole number; a share is written as 40 % or 1/3")
    return Typed(value)


def _tidy(text: str) -> str:
    """Without the spaces around and with plain ones inside; a minus sign is a hyphen."""
    return " ".join(text.replace("\N{MINUS SIGN}", "-").lower().split())


def _quotient(found: re.Match[str], text: str) -> Fraction:
    above, below = found.groups()
    if not int(below[:_LONGEST]):
        raise Impossible(f"{text.strip()!r} divides by zero")
    if max(len(above), len(below)) > _LONGEST:
        raise Impossible(f"{_shortened(text)} is too long for a number; at most {_LONGEST} digits")
    return Fraction(int(above), int(below))


def _decimal(tidy: str, text: str) -> Fraction:
    """A row of digits as it is written in English. ``text`` is what the message quotes."""
    if not tidy:
        raise Impossible("no number is given; write 4000, 4,000, 40 % or 1/3")
    if len(re.sub(r"\D", "", tidy)) > _LONGEST:
        raise Impossible(f"{_shortened(text)} is too long for a number; at most {_LONGEST} digits")
    if tidy.startswith("-") and _DIGITS.fullmatch(tidy[1:].strip()):
        raise Impossible(f"a figure cannot be below 0, found {text.strip()!r}")
    if _POINTED_THOUSANDS.fullmatch(tidy):
        meant = tidy.replace(".", ",")
        raise Impossible(f"{text.strip()!r} could be {meant} or a decimal; write {meant}, or leave out the zeros")
    if found := _DIGITS.fullmatch(tidy):
        whole, decimals = found.groups(default="")
        return Fraction(re.sub(r"[, ]", "", whole) + decimals)
    if found := _DECIMAL_COMMA.fullmatch(tidy):
        raise Impossible(
            f"{text.strip()!r} has a decimal comma, or a comma out of place; write {found[1]}.{found[2]} or 4,000"
        )
    raise Impossible(f"{_shortened(text)} is not a number; write 4000, 4,000, 40 % or 1/3")


def _shortened(text: str) -> str:
    short = text.strip()
    return repr(short if len(short) <= 24 else f"{short[:23]}…")


def threshold(text: str, unit: str) -> Threshold:
    """The threshold that was typed: words, a fraction, a decimal or per cent, for a result of this unit.

    Raises :class:`Impossible` where it is none, or for a share above 1.
    """
    tidy = _tidy(text)
    if not tidy:
        raise Impossible("no threshold is given; write one third, 1/3, 0.4 or 40 %")
    if tidy in _WORDS:
        value = _WORDS[tidy]
    elif found := _FRACTION.fullmatch(tidy):
        value = _quotient(found, text)
    elif share := _PER_CENT.search(tidy):
        value = _decimal(tidy[: share.start()], text) / 100
    else:
        value = _decimal(_TIMES.sub("", tidy), text)
    if unit == SHARE and value > 1:
        raise Impossible(
            f"a share is never above 1, found {text.strip()!r}; for 40 per cent write 40 %, 0.4 or a fraction"
        )
    name = NAMED.get(unit, {}).get(value)
    return Threshold(value, name or (tidy if _FRACTION.fullmatch(tidy) else words.number(value, unit)))


def figure(side: Side, ledger: Ledger, id: str) -> Figure:
    """What was entered on one side as a figure: that of the statement, or an assumed one called ``id``.

    Raises :class:`Impossible` with the reason where there is none.
    """
    if side.statement is None:
        return _assumed(side, id)
    found = ledger[side.statement]
    if not side.grain.strip():
        return found
    row = found.statement
    cells = {cell: Typed(getattr(row, cell), found.unit, row.in_words) for cell in HEDGES[row.hedge].fills}
    moved = replace(found, readings=_read(row.hedge, cells, side.grain))
    return moved.with_caveats(f"the grain of {found.label} is set to {_grain(side.grain, found.unit).text} here")


def _assumed(side: Side, id: str) -> Figure:
    rule = HEDGES[side.hedge]
    if len(rule.fills) == 2 and not side.upper.strip():
        raise Impossible("the second number of the range is not given")
    typed = [number(text) for text in (side.number, side.upper)[: len(rule.fills)]]
    if len({(each.unit, each.in_words) for each in typed}) > 1:
        raise Impossible(f"the ends of a range are of one kind; {typed[0].text} and {typed[1].text} are not")
    cells = dict(zip(rule.fills, typed, strict=True))
    allowed = _read(side.hedge, cells, side.grain)
    unit, in_words = typed[0].unit, typed[0].in_words
    values = {cell: each.value for cell, each in cells.items()}
    text = words.hedged(side.hedge, **values, unit=unit, in_words=in_words)
    given = Figure.given(id, allowed, f"assumed {text}")
    caveat = f"{text} is assumed here; the ledger has no statement of it"
    if side.grain.strip():
        caveat += f", with a grain of {_grain(side.grain, unit).text}"
    return replace(given, text=text, hedge=side.hedge).with_caveats(caveat)


def _grain(text: str, unit: str) -> Typed:
    typed = number(text)
    if typed.unit != unit or typed.in_words:
        wanted = "per cent, as 5 %" if unit == SHARE else "persons, as 500"
        raise Impossible(f"the grain is written in {wanted}; found {text.strip()!r}")
    if typed.value == 0:
        raise Impossible(f"a grain is above 0, found {text.strip()!r}; leave it empty for that of the rule")
    return typed


def _read(hedge: str, cells: dict[str, Typed], grain_text: str) -> Readings:
    """The readings of a hedge with these numbers, with faults told in the words of whoever types."""
    first, *others = cells.values()
    step = None
    if grain_text.strip():
        if first.in_words:
            raise Impossible(f"{first.text}, said as a word, reaches half-way to the next such word; it has no grain")
        step = _grain(grain_text, first.unit).value
    for each in (first, *others):
        if each.in_words and each.value not in WORD_SHARES[1:-1]:
            named = ", ".join(str(value) for value in WORD_SHARES[1:-1])
            raise Impossible(f"{each.value} is not said as a word ({named} are); write it in per cent")
    if others and first.value >= others[0].value:
        raise Impossible(f"a range goes from the lower number to the higher; {first.text} to {others[0].text} does not")
    in_print = first.value * (100 if first.unit == SHARE else 1)
    if hedge == "about" and step is None and not first.in_words and (not in_print or place_value(in_print) < 10):
        raise Impossible(f"“about” needs a number that ends in a zero, found {first.text}; or give it a grain")
    at_end = first.value == 0 and hedge in ("fewer_than", "nearly", "just_over")
    if at_end and (step is None or hedge != "just_over") or first.value == first.most and hedge in _ABOVE:
        raise Impossible(f"nothing is {HEDGES[hedge].english[0].format(n=first.text)}; choose another hedge")
    values = {cell: each.value for cell, each in cells.items()}
    try:
        return readings(hedge, **values, unit=first.unit, in_words=first.in_words, step=step)
    except ValueError as fault:
        raise Impossible(str(fault)) from None


def grain_of_rule(side: Side, ledger: Ledger) -> str:
    """The grain the rule gives what is entered, in words; empty where there is none or no number yet."""
    if side.statement is not None:
        found = ledger[side.statement]
        typed = [Typed(getattr(found.statement, cell), found.unit, found.statement.in_words)
                 for cell in HEDGES[found.hedge].fills]  # fmt: skip
    else:
        try:
            typed = [number(text) for text in (side.number, side.upper)[: len(HEDGES[side.hedge].fills)]]
        except Impossible:
            return ""
    steps = [grain(each.value) for each in typed if each.value and not each.in_words]
    return words.number(min(steps), typed[0].unit) if steps else ""
