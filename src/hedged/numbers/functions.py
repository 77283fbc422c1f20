"""The quantities that can be derived: one plain function for each.

A function of numbers says for each input whether the result rises or falls with it, and
which input it divides by. Only functions that are monotone in each input are admitted;
a test samples every one of them. Add a function here and it can be used in ``derive``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from hedged.numbers.quantity import DIFFERENCE, MULTIPLE, PERSONS, SHARE


@dataclass(frozen=True, eq=False)
class Function:
    """A quantity as a function of numbers.

    ``directions``: +1 or -1 for each input, in the order of the arguments. ``divides_by``:
    the input in the denominator, if any. ``totals``: inputs that must not be a part of what
    their measure names. ``formula``: how it is printed, with the names of the inputs;
    ``phrase``: the same in words, with ``{name}`` for each input.
    """

    name: str
    compute: Callable[..., Fraction]
    unit: str
    directions: dict[str, int]
    formula: str
    phrase: str
    divides_by: str | None
    totals: tuple[str, ...]

    def __call__(self, *args: Fraction, **inputs: Fraction) -> Fraction:
        return self.compute(*args, **inputs)

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        return self.compute.__doc__


def quantity_function(
    *,
    unit: str,
    formula: str,
    phrase: str,
    rises: str = "",
    falls: str = "",
    divides_by: str | None = None,
    totals: str = "",
) -> Callable[[Callable[..., Fraction]], Function]:
    """Declare a plain function as a derivable quantity; ``rises`` and ``falls`` name its inputs.

    Raises ``TypeError`` where an input is declared neither or both ways: the exact range of a
    result is found at the ends of its inputs, and only there, because of these declarations.
    """

    def declare(compute: Callable[..., Fraction]) -> Function:
        names = list(inspect.signature(compute).parameters)
        up, down = rises.split(), falls.split()
        for name in names:
            if (name in up) == (name in down):
                raise TypeError(f"{compute.__name__}: say of input {name!r} whether the result rises or falls with it")
        directions = {name: 1 if name in up else -1 for name in names}
        return Function(compute.__name__, compute, unit, directions, formula, phrase, divides_by, tuple(totals.split()))

    return declare


@quantity_function(
    unit=SHARE,
    formula="part / whole",
    phrase="{part}, as a share of {whole}",
    rises="part",
    falls="whole",
    divides_by="whole",
    totals="part whole",
)
def share(part: Fraction, whole: Fraction) -> Fraction:
    """A part as a share of its whole, both in persons; between 0 and 1."""
    return part / whole


@quantity_function(
    unit=MULTIPLE,
    formula="number / of",
    phrase="{number}, as a multiple of {of}",
    rises="number",
    falls="of",
    divides_by="of",
    totals="number of",
)
def multiple(number: Fraction, of: Fraction) -> Fraction:
    """How many times one number is another, both in the same unit; 0 or more."""
    return number / of


@quantity_function(unit=PERSONS, formula="first + second", phrase="{first} and {second} together", rises="first second")
def total(first: Fraction, second: Fraction) -> Fraction:
    """Two numbers together, in persons. The two must not count the same people twice."""
    return first + second


@quantity_function(unit=DIFFERENCE, formula="one - other", phrase="{one} less {other}", rises="one", falls="other")
def difference(one: Fraction, other: Fraction) -> Fraction:
    """One number less another, in persons; negative where the other is larger."""
    return one - other
