"""A quantity is its ends and, where somebody said one, its best value; nothing inexact gets in."""

import re
from fractions import Fraction as F
from itertools import product

import pytest

from hedged.numbers.quantity import (
    DIFFERENCE,
    MULTIPLE,
    PERSONS,
    SHARE,
    Quantity,
    Readings,
    exactly,
    natural_bounds,
    within_bounds,
)

#: Every range there is over three ends, or none, each open or closed.
RANGES = [
    Quantity(low, high, None, low_open, high_open, DIFFERENCE)
    for low, high in product((None, -1, 0, 2), repeat=2)
    for low_open, high_open in product((False, True), repeat=2)
    if low is None or high is None or low < high or low == high and not low_open and not high_open
]
#: Every end, values between, and one far out to either side: enough to tell one of these ranges from another.
PROBES = [F(-9), F(-1), F(-1, 2), F(0), F(1), F(2), F(9)]


def held(quantity):
    """The probes a range holds, by what an end is: one that is open is not there."""
    above = [
        p for p in PROBES if quantity.low is None or p > quantity.low or p == quantity.low and not quantity.low_open
    ]
    return [
        p for p in above if quantity.high is None or p < quantity.high or p == quantity.high and not quantity.high_open
    ]


@pytest.mark.parametrize(
    "quantity, shown",
    [
        (Quantity.point(3), "[3, 3]"),
        (Quantity(6000, None, low_open=True), "(6000, inf)"),
        (Quantity(None, 0, unit=DIFFERENCE), "(-inf, 0]"),
        (Quantity("1/4", "1/3", high_open=True, unit=SHARE), "[1/4, 1/3)"),
        (Quantity.about(4000, grain=500), "[3750, 4250)"),
        (Quantity.about(4000, grain=10000), "[0, 9000)"),
    ],
)
def test_a_quantity_shows_its_ends_and_whether_they_are_open(quantity, shown):
    assert str(quantity) == shown


@pytest.mark.parametrize(
    "ends, message",
    [
        ({"low": 2, "high": 1}, "low end 2 is above high end 1"),
        ({"low": 1, "high": 1, "low_open": True}, "no value lies between 1 and 1 with an open end"),
        ({"low": 1, "high": 1, "high_open": True}, "no value lies between 1 and 1 with an open end"),
        ({"low": 1, "high": 2, "best": 3}, "best value 3 lies outside [1, 2]"),
        ({"low": 1, "high": 2, "best": 1, "low_open": True}, "best value 1 lies outside (1, 2]"),
    ],
)
def test_ends_that_make_no_sense_are_refused(ends, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Quantity(**ends)


@pytest.mark.parametrize("grain", [0, -500])
def test_a_grain_of_nothing_is_refused(grain):
    with pytest.raises(ValueError, match=f"^a grain must be above 0, not {grain}$"):
        Quantity.about(4000, grain=grain)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Quantity(0.1, 1),
        lambda: Quantity.point(0.1),
        lambda: Quantity.about(0.1, grain=1),
        lambda: exactly(0.1),
        lambda: 0.1 in Quantity(0, 1),
    ],
)
def test_a_float_is_refused_wherever_it_comes_in(make):
    with pytest.raises(TypeError, match=r"^0\.1 is a float and not exact; write Fraction\('0\.1'\)$"):
        make()


def test_an_end_that_is_not_there_is_open():
    assert Quantity(None, None, unit=DIFFERENCE).low_open
    assert Quantity(None, None, unit=DIFFERENCE).high_open


def test_an_open_end_does_not_hold_its_value():
    half_open = Quantity(1, 2, high_open=True)
    assert 1 in half_open
    assert 2 not in half_open
    assert F(1, 2) not in half_open
    assert 7 in Quantity(1, None)


@pytest.mark.parametrize(
    "unit, bounds",
    [(SHARE, (0, 1)), (DIFFERENCE, (None, None)), (PERSONS, (0, None)), (MULTIPLE, (0, None)), ("pages", (0, None))],
)
def test_the_unit_decides_the_natural_bounds(unit, bounds):
    assert natural_bounds(unit) == bounds


@pytest.mark.parametrize(
    "value, unit, within",
    [(-1, PERSONS, 0), (5, PERSONS, 5), (-1, DIFFERENCE, -1), (-1, SHARE, 0), (2, SHARE, 1), (F(1, 3), SHARE, F(1, 3))],
)
def test_a_value_past_a_natural_bound_becomes_the_bound(value, unit, within):
    assert within_bounds(F(value), unit) == within


@pytest.mark.parametrize(
    "quantity, clipped",
    [
        (Quantity(-3, 4, low_open=True), "[0, 4]"),
        (Quantity(None, 4), "[0, 4]"),
        (Quantity("1/2", None, low_open=True, unit=SHARE), "(1/2, 1]"),
        (Quantity("1/2", "3/2", high_open=True, unit=SHARE), "[1/2, 1]"),
        (Quantity(0, 1, low_open=True, high_open=True, unit=SHARE), "(0, 1)"),
        (Quantity(-3, 4, low_open=True, unit=DIFFERENCE), "(-3, 4]"),
    ],
)
def test_an_end_cut_off_at_a_natural_bound_is_closed_and_any_other_stays_as_it_was(quantity, clipped):
    assert str(quantity.clipped()) == clipped


def test_a_range_holds_the_values_between_its_ends_and_the_ends_that_are_closed():
    for one in RANGES:
        assert [p for p in PROBES if p in one] == held(one), one


def test_one_range_lies_within_another_when_all_its_values_do():
    for one, other in product(RANGES, repeat=2):
        assert one.within(other) == (set(held(one)) <= set(held(other))), (one, other)


def test_ranges_are_disjoint_when_they_share_no_value_and_then_one_is_wholly_above():
    for one, other in product(RANGES, repeat=2):
        assert one.disjoint(other) == (not set(held(one)) & set(held(other))), (one, other)
        assert one.wholly_above(other) == (min(held(one)) > max(held(other))), (one, other)


def test_a_value_known_exactly_is_its_own_best_value():
    assert (Quantity.point(3).best, Quantity.point("1/3", SHARE).unit) == (3, SHARE)
    assert Quantity.point(3).unit == PERSONS


@pytest.mark.parametrize(
    "value, grain, unit, shown",
    [
        (11, 1, PERSONS, "[21/2, 23/2)"),
        (11, "1/2", PERSONS, "[43/4, 45/4)"),
        (1, "1/10", SHARE, "[19/20, 1]"),
        (0, 5, DIFFERENCE, "[-5/2, 5/2)"),
    ],
)
def test_a_value_rounded_to_a_grain_keeps_its_unit_and_its_bounds(value, grain, unit, shown):
    quantity = Quantity.about(value, grain=grain, unit=unit)
    assert (str(quantity), quantity.best, quantity.unit) == (shown, value, unit)


def test_units_go_by_these_words_in_every_record():
    assert (PERSONS, SHARE, MULTIPLE, DIFFERENCE) == ("persons", "share", "multiple", "difference")


def test_the_three_readings_share_a_unit():
    point = Quantity.point("1/3", SHARE)
    assert Readings(point, point, point).unit == SHARE
    assert list(Readings(point, point, point)) == [point, point, point]
