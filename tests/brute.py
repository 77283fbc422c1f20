"""A second opinion on the arithmetic: slow, plain, and written from the rules alone.

Nothing here is taken from the engine. A hedge is a predicate on numbers ("is 4,250 about
4,000?"), tried on a grid that holds every end and points next to every end; a range is
what the grid gives, its least and its greatest value; a verdict is a count of cases. Next
to an end stands a number with an infinitesimal: :class:`Near` orders 6,000 before "6,000
and a hair" before 6,001, and carries the hair through a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction as F
from functools import total_ordering
from itertools import product

INFINITY = "infinity"


@total_ordering
class Near:
    """A number and its hair: the coefficients of a series in one infinitesimal, from power -2 to power 4.

    A hair is the infinitesimal itself, its inverse is without bound. The coefficients of the
    lower powers weigh more than any of the higher ones, so that tuples order as the numbers do.
    """

    LOWEST, LENGTH = -2, 7

    def __init__(self, terms: dict[int, F]) -> None:
        self.terms = {power: c for power, c in sorted(terms.items()) if c and power < self.LOWEST + self.LENGTH}
        self.order = tuple(self.terms.get(self.LOWEST + i, 0) for i in range(self.LENGTH))

    def __add__(self, other: Near) -> Near:
        powers = {*self.terms, *other.terms}
        return Near({power: self.terms.get(power, F(0)) + other.terms.get(power, F(0)) for power in powers})

    def __sub__(self, other: Near) -> Near:
        return self + Near({power: -c for power, c in other.terms.items()})

    def __truediv__(self, other: Near) -> Near:
        if not other.terms:
            raise ZeroDivisionError
        (lead, by), *_ = other.terms.items()
        rest, quotient = dict(self.terms), {}
        for power in range(self.LOWEST, self.LOWEST + self.LENGTH):  # long division, the leading term first
            if not (c := rest.get(power + lead, F(0)) / by):
                continue
            quotient[power] = c
            for at, other_c in other.terms.items():
                rest[power + at] = rest.get(power + at, F(0)) - c * other_c
        return Near(quotient)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Near) and self.order == other.order

    def __lt__(self, other: Near) -> bool:
        return self.order < other.order

    __hash__ = None

    def standard(self) -> F | str:
        """The number without its hair, or infinity."""
        lead = next(iter(self.terms), 0)
        return INFINITY if lead < 0 else self.terms.get(0, F(0))


HAIR = Near({1: F(1)})


def near(number: F | int) -> Near:
    return Near({0: F(number)})


# -- hedges ---------------------------------------------------------------------------------


def grain(number: F) -> F:
    """The place of the last digit that is not zero, at most half the number; by trying powers of ten."""
    places = [F(10) ** power for power in range(9, -9, -1)]
    return min(next(place for place in places if (number / place).denominator == 1), number / 2)


def smaller_grain(numbers: tuple[F, ...]) -> F:
    """The grain of a number, or the smaller one of a range; zero has no digit and so no say."""
    return min((grain(number) for number in numbers if number), default=F(0))


#: The shares that are said as a word, and the two ends of all shares.
WORDS = [F(0), F(1, 4), F(1, 3), F(1, 2), F(2, 3), F(3, 4), F(1)]


def rounding(number: F, numbers: tuple[F, ...], in_words: bool) -> tuple[F, F, F, F]:
    """Where rounding can have come from: half a step down and up, a whole step down and up.

    For a word the step is to the next word, and so half of it is where the next word gets nearer.
    """
    if in_words:
        down, up = max(word for word in WORDS if word < number), min(word for word in WORDS if word > number)
    else:
        down, up = number - smaller_grain(numbers), number + smaller_grain(numbers)
    return (number + down) / 2, (number + up) / 2, down, up


def ends_in_zero(number: F, per_cent: bool) -> bool:
    shown = number * 100 if per_cent else number
    return shown.denominator == 1 and str(shown.numerator).endswith("0") and shown != 0


def allowed(
    hedge: str, numbers: tuple[F, ...], per_cent: bool = False, in_words: bool = False
) -> tuple[Callable[[Near], bool], ...]:
    """For a hedge and its number (two for a range): is a value allowed as said, as rounded, wide?"""
    n, last = near(numbers[0]), near(numbers[-1])
    below, above, down, up = map(near, rounding(numbers[0], numbers, in_words))
    _, last_above, _, last_up = map(near, rounding(numbers[-1], numbers, in_words))
    is_round = in_words or ends_in_zero(numbers[0], per_cent)
    within = {
        "exact": (lambda x: x == n, lambda x: x == n, lambda x: x == n),
        "bare": (
            lambda x: x == n,
            (lambda x: below <= x < above) if is_round else (lambda x: x == n),
            lambda x: down <= x <= up,
        ),
        "about": (lambda x: x == n, lambda x: below <= x < above, lambda x: down <= x <= up),
        "nearly": (lambda x: below <= x < n, lambda x: below <= x < n, lambda x: down <= x < n),
        "just_over": (lambda x: n < x < above, lambda x: n < x < above, lambda x: n < x < up),
        "more_than": (lambda x: x > n,) * 3,
        "at_least": (lambda x: x >= n,) * 3,
        "up_to": (lambda x: x <= n, lambda x: x <= n, lambda x: x <= up),
        "at_most": (lambda x: x <= n,) * 3,
        "fewer_than": (lambda x: x < n,) * 3,
        "range": (
            lambda x: n <= x <= last,
            lambda x: below <= x < last_above,
            lambda x: down <= x <= last_up,
        ),
    }[hedge]

    def natural(x: Near) -> bool:
        return near(0) <= x and (not per_cent or x <= near(1))

    return tuple(lambda x, test=test: natural(x) and test(x) for test in within)


def candidates(numbers: tuple[F, ...], per_cent: bool = False, in_words: bool = False) -> list[Near]:
    """Every number that can be an end, one a hair to either side, some between, and one without bound."""
    ends = {F(0), F(1)} if per_cent else {F(0)}
    for number in numbers:
        ends |= {number, *rounding(number, numbers, in_words)}
    ordered = sorted(ends)
    ends |= {(a + b) / 2 for a, b in zip(ordered, ordered[1:], strict=False)}
    points = [near(end) + shift for end in ends for shift in (near(0), HAIR, near(0) - HAIR)]
    return points + [near(1) / HAIR]


def allowed_word(number: F) -> tuple[Callable[[F], bool], ...]:
    """For a share said as a word ("a third"): is a value allowed as said, as rounded, wide?"""

    def nearest(x: F) -> F:
        distance = min(abs(x - word) for word in WORDS)
        return max(word for word in WORDS if abs(x - word) == distance)

    def passes_no_other(x: F) -> bool:
        return not any(min(x, number) < word < max(x, number) for word in WORDS)

    return (lambda x: x == number), (lambda x: nearest(x) == number), passes_no_other


def values(
    hedge: str, numbers: tuple[F, ...], reading: int, per_cent: bool = False, in_words: bool = False
) -> list[Near]:
    """The candidates that the hedge allows on a reading (0 as said, 1 as rounded, 2 wide)."""
    test = allowed(hedge, numbers, per_cent, in_words)[reading]
    return sorted(x for x in candidates(numbers, per_cent, in_words) if test(x))


# -- ranges ---------------------------------------------------------------------------------

#: The quantities, as one writes them down, and the natural bounds of each.
FORMULAS: dict[str, tuple[Callable[[Near, Near], Near], F | None, F | None]] = {
    "share": (lambda a, b: a / b, F(0), F(1)),
    "multiple": (lambda a, b: a / b, F(0), None),
    "total": (lambda a, b: a + b, F(0), None),
    "difference": (lambda a, b: a - b, None, None),
    "(a+b)/a": (lambda a, b: (a + b) / a, F(0), None),
    "a/(a+b)": (lambda a, b: a / (a + b), F(0), F(1)),
}

#: (low, low is open, high, high is open); None for an end that is not there.
Range = tuple[F | None, bool, F | None, bool]


def ends(found: Iterable[Near]) -> Range | None:
    """The least and the greatest of some values: open where only a neighbour of the end is among them."""
    found = list(found)
    if not found:
        return None
    least, greatest = min(found), max(found)
    low, high = least.standard(), greatest.standard()
    return (
        None if low == INFINITY else low,
        low == INFINITY or least != near(low),
        None if high == INFINITY else high,
        high == INFINITY or greatest != near(high),
    )


def results(formula: str, a: Iterable[Near], b: Iterable[Near]) -> list[Near]:
    """The formula at every pair of values, undefined pairs left out."""
    compute = FORMULAS[formula][0]
    out = []
    for x, y in product(a, b):
        try:
            out.append(compute(x, y))
        except ZeroDivisionError:
            continue
    return out


def in_bounds(formula: str, found: Iterable[Near]) -> list[Near]:
    """The values a quantity can have; where they pass a natural bound, the bound is one of them."""
    _, least, greatest = FORMULAS[formula]
    found = list(found)
    kept = [x for x in found if (least is None or x >= near(least)) and (greatest is None or x <= near(greatest))]
    for bound in (least, greatest):
        if bound is not None and any(x < near(bound) for x in found) and any(x > near(bound) for x in found):
            kept.append(near(bound))
    return kept


def outcome(found: Iterable[Near], relation: str, threshold: F) -> str:
    """All, none or some of the values stand in the relation to the threshold."""
    t = near(threshold)
    stands = {">": lambda x: x > t, ">=": lambda x: x >= t, "<": lambda x: x < t, "<=": lambda x: x <= t}[relation]
    cases = {stands(x) for x in found}
    return {(True,): "holds", (False,): "fails"}.get(tuple(cases), "depends")
