"""A number with its ends: low, best, high, each exact, each end open or closed.

A :class:`Quantity` says which values are allowed and, where somebody said one,
which value is the best. It knows nothing of words, claimants or sources. All
arithmetic is on :class:`fractions.Fraction`: a verdict must never hang on the
rounding of a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

#: What a quantity counts. A unit decides the natural bounds of its values.
PERSONS, SHARE, MULTIPLE, DIFFERENCE = "persons", "share", "multiple", "difference"


def natural_bounds(unit: str) -> tuple[Fraction | None, Fraction | None]:
    """The least and the greatest value a quantity of this unit can have (``None``: no bound).

    Shares stay within 0 and 1; a difference is signed; everything else is counted or is a
    ratio of counts and never falls below 0.
    """
    if unit == SHARE:
        return Fraction(0), Fraction(1)
    if unit == DIFFERENCE:
        return None, None
    return Fraction(0), None


def within_bounds(value: Fraction, unit: str) -> Fraction:
    """The value, or the natural bound of its unit that it has passed."""
    least, greatest = natural_bounds(unit)
    if least is not None and value < least:
        return least
    return greatest if greatest is not None and value > greatest else value


def exactly(value: Fraction | int | str) -> Fraction:
    """A number as an exact fraction.

    Raises ``TypeError`` for a float: what is stored is not the number that was written.
    """
    if isinstance(value, float):
        raise TypeError(f"{value} is a float and not exact; write Fraction('{value}')")
    return Fraction(value)


@dataclass(frozen=True, slots=True)
class Quantity:
    """The values between ``low`` and ``high``, and the ``best`` one if somebody said one.

    ``None`` as an end means unbounded on that side, ``None`` as best means nobody said one.
    An end is open when the value itself is not allowed: "more than 6,000" is (6,000, inf).

    Raises ``ValueError`` for ends in the wrong order, an empty interval, or a best value
    outside the ends, and ``TypeError`` for a float.
    """

    low: Fraction | None
    high: Fraction | None
    best: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = PERSONS

    def __post_init__(self) -> None:
        for name in ("low", "high", "best"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, Fraction):
                object.__setattr__(self, name, exactly(value))
        if self.low is None:  # an end that is not there cannot be reached
            object.__setattr__(self, "low_open", True)
        if self.high is None:
            object.__setattr__(self, "high_open", True)
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                raise ValueError(f"low end {self.low} is above high end {self.high}")
            if self.low == self.high and (self.low_open or self.high_open):
                raise ValueError(f"no value lies between {self.low} and {self.high} with an open end")
        if self.best is not None and self.best not in self:
            raise ValueError(f"best value {self.best} lies outside {self}")

    @classmethod
    def point(cls, value: Fraction | int | str, unit: str = PERSONS) -> Quantity:
        """Exactly this value."""
        exact = exactly(value)
        return cls(exact, exact, exact, unit=unit)

    @classmethod
    def about(cls, value: Fraction | int | str, *, grain: Fraction | int | str, unit: str = PERSONS) -> Quantity:
        """A value rounded to multiples of ``grain``: [value - grain/2, value + grain/2).

        ``grain`` is in the unit of the value. Raises ``ValueError`` where it is not above 0.
        """
        exact, half = exactly(value), exactly(grain) / 2
        if half <= 0:
            raise ValueError(f"a grain must be above 0, not {grain}")
        return cls(exact - half, exact + half, exact, high_open=True, unit=unit).clipped()

    def __contains__(self, value: Fraction | int) -> bool:
        value = exactly(value)
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def within(self, other: Quantity) -> bool:
        """Whether every value allowed here is allowed in ``other``."""
        low = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return low and high

    def wholly_above(self, other: Quantity) -> bool:
        """Whether every value here is greater than every value of ``other``."""
        if self.low is None or other.high is None:
            return False
        return self.low > other.high or (self.low == other.high and (self.low_open or other.high_open))

    def disjoint(self, other: Quantity) -> bool:
        """Whether no value is allowed by both."""
        return self.wholly_above(other) or other.wholly_above(self)

    def clipped(self) -> Quantity:
        """The same, cut at the natural bounds of the unit; an end cut off becomes closed.

        Raises ``ValueError`` where nothing is left.
        """
        least, greatest = natural_bounds(self.unit)
        low, low_open, high, high_open = self.low, self.low_open, self.high, self.high_open
        if least is not None and (low is None or low < least):
            low, low_open = least, False
        if greatest is not None and (high is None or high > greatest):
            high, high_open = greatest, False
        return Quantity(low, high, self.best, low_open, high_open, self.unit)

    def __str__(self) -> str:
        low = "(-inf" if self.low is None else f"{'(' if self.low_open else '['}{self.low}"
        high = "inf)" if self.high is None else f"{self.high}{')' if self.high_open else ']'}"
        return f"{low}, {high}"


@dataclass(frozen=True, slots=True)
class Readings:
    """Three ways to read one hedged figure, each allowing all that the one before allows.

    ``said``: the words to the letter; ``rounded``: with the rounding the number itself shows
    (the default everywhere); ``wide``: a whole step of that rounding to either side.
    """

    said: Quantity
    rounded: Quantity
    wide: Quantity

    NAMES = ("said", "rounded", "wide")

    def __iter__(self) -> Iterator[Quantity]:
        return iter((self.said, self.rounded, self.wide))

    @property
    def unit(self) -> str:
        return self.said.unit
