"""Figures as text: hedge and status always with the number, ranges rounded outward, digits by one rule."""

from datetime import date
from fractions import Fraction as F
from itertools import combinations, product

import pytest
import said
from hypothesis import given
from hypothesis import strategies as st

from hedged.numbers import words
from hedged.numbers.days import Day
from hedged.numbers.hedges import HEDGES, readings
from hedged.numbers.quantity import DIFFERENCE, MULTIPLE, PERSONS, SHARE, Quantity, Readings, natural_bounds

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    "cells, text",
    [
        ({"hedge": "exact", "best": F(4718)}, "exactly 4,718"),
        ({"hedge": "bare", "best": F(12000)}, "12,000"),
        ({"hedge": "about", "best": F(11000)}, "about 11,000"),
        ({"hedge": "nearly", "best": F(5000)}, "nearly 5,000"),
        ({"hedge": "just_over", "best": F(5000)}, "just over 5,000"),
        ({"hedge": "more_than", "low": F(6000)}, "more than 6,000"),
        ({"hedge": "at_least", "low": F(6000)}, "at least 6,000"),
        ({"hedge": "up_to", "high": F(12000)}, "up to 12,000"),
        ({"hedge": "at_most", "high": F(12000)}, "at most 12,000"),
        ({"hedge": "fewer_than", "high": F(12000)}, "fewer than 12,000"),
        ({"hedge": "range", "low": F(25000), "high": F(30000)}, "25,000 to 30,000"),
        ({"hedge": "about", "best": F(2, 5), "unit": SHARE}, "about 40%"),
        ({"hedge": "range", "low": F(3, 10), "high": F(2, 5), "unit": SHARE}, "30 to 40%"),
        ({"hedge": "bare", "best": F(3, 8), "unit": SHARE}, "37.5%"),
        ({"hedge": "bare", "best": F(1, 3), "unit": SHARE, "in_words": True}, "a third"),
        ({"hedge": "more_than", "low": F(1, 2), "unit": SHARE, "in_words": True}, "more than half"),
        ({"hedge": "range", "low": F(1, 4), "high": F(1, 3), "unit": SHARE, "in_words": True}, "a quarter to a third"),
        ({"hedge": "bare", "best": F(0)}, "0"),
        ({"hedge": "bare", "best": F(5, 2), "unit": MULTIPLE}, "2.5 times"),
    ],
)
def test_a_figure_is_printed_as_its_claimant_hedged_it(cells, text):
    assert words.hedged(**cells) == text


@pytest.mark.parametrize(
    "status, text",
    [
        (None, "30,000"),
        ("current", "30,000"),
        ("denied", "30,000 (denied)"),
        ("disputed", "30,000 (disputed)"),
        ("superseded", "30,000 (superseded)"),
        ("withdrawn", "30,000 (withdrawn)"),
    ],
)
def test_a_figure_never_sheds_its_standing(status, text):
    assert words.with_status("30,000", status) == text


@pytest.mark.parametrize(
    "text, status, apart",
    [
        ("30,000", None, ("30,000", "")),
        ("30,000", "current", ("30,000", "")),
        ("about 30,000 (denied)", "denied", ("about 30,000", "(denied)")),
        ("36% (30 to 43%)", "disputed", ("36% (30 to 43%)", "")),
    ],
)
def test_a_figure_stands_apart_from_its_standing(text, status, apart):
    assert words.parted(text, status) == apart


@pytest.mark.parametrize(
    "value, unit, text",
    [
        (11000, PERSONS, "11,000"),
        ("0.5", PERSONS, "0.5"),
        ("2/5", SHARE, "40%"),
        ("0.0725", SHARE, "7.25%"),
        ("4/11", SHARE, "36.4%"),
        ("1/3", SHARE, "33.3%"),
        ("25/11", MULTIPLE, "2.27 times"),
        (0, SHARE, "0%"),
        (-7000, DIFFERENCE, f"{MINUS}7,000"),
        ("0.000001", PERSONS, "0.000001"),
    ],
)
def test_a_number_is_printed_with_all_its_digits_or_with_three(value, unit, text):
    assert words.number(F(value), unit) == text


@pytest.mark.parametrize(
    "value, digits", [(0, 1), (11000, 2), (4700, 2), (10900, 3), ("0.4", 1), ("1/3", 2), (-250, 2)]
)
def test_a_number_was_given_with_so_many_digits(value, digits):
    assert words.significant_digits(F(value)) == digits


def q(low, high, *open_ends, unit=SHARE, best=None):
    return Quantity(low, high, best, "low" in open_ends, "high" in open_ends, unit)


@pytest.mark.parametrize(
    "quantity, text",
    [
        (q("7/23", "3/7", "low", "high"), "30 to 43%"),
        (q("12/23", 1, "low"), "more than 52%"),
        (q("1/2", 1, "low"), "more than 50%"),
        (q("1/2", 1), "at least 50%"),
        (q(0, "9/22", "high"), "less than 41%"),
        (q(0, "2/5"), "up to 40%"),
        (q(0, "2/5", "high"), "less than 40%"),
        (q(0, 1), "any share"),
        (q("4/11", "4/11"), "36%"),
        (q("1/1000", "4/11"), "0 to 37%"),
        (q("1/2", "0.5004"), "50 to 51%"),
        (q("0.001", "0.004"), "0.10 to 0.40%"),
        (q("49/23", "61/21", unit=MULTIPLE), "2.1 to 3.0 times"),
        (q("25/11", None, unit=MULTIPLE), "more than 2.2 times"),
        (q(2, None, unit=MULTIPLE), "at least 2.0 times"),
        (q("20/19", None, "low", unit=MULTIPLE), "more than 1.05 times"),
        (q("31/30", "19/14", "high", unit=MULTIPLE), "1.03 to 1.36 times"),
        (q("0.4", "0.996", unit=MULTIPLE), "0.400 to 0.996 times"),
        (q(0, "0.97", unit=MULTIPLE), "up to 0.97 times"),
        (q("0.97", "1.02", unit=MULTIPLE), "0.9 to 1.1 times"),
        (q(1, "1.4", "low", unit=MULTIPLE), "1.0 to 1.4 times"),
        (q("0.9", "1.4", unit=MULTIPLE), "0.9 to 1.4 times"),
        (q("26/25", "26/25", unit=MULTIPLE), "1.04 times"),
        (q("0.9996", "0.9996", unit=MULTIPLE), "0.9996 times"),
        (q(1, 1, unit=MULTIPLE), "1.0 times"),
        (q(0, None, unit=MULTIPLE), "any number"),
        (q("72/23", "82/21", unit=MULTIPLE), "3.1 to 4.0 times"),
        (q(13500, 16500, unit=PERSONS), "13,000 to 17,000"),
        (q(15000, 15000, unit=PERSONS), "15,000"),
        (q(10948, 10948, unit=PERSONS), "10,948"),
        (q(5, 5, unit=PERSONS), "5"),
        (q("7/2", "7/2", unit=PERSONS), "3.5"),
        (q("10/3", "10/3", unit=PERSONS), "3.3"),
        (q(2, 2, unit=MULTIPLE), "2.0 times"),
        (q(0, 0), "0%"),
        (q(1, 1), "100%"),
        (q(6000, None, "low", unit=PERSONS), "more than 6,000"),
        (q(-7600, -6400, unit=DIFFERENCE), f"{MINUS}7,600 to {MINUS}6,400"),
        (q(-1500, 2500, unit=DIFFERENCE), f"{MINUS}2,000 to 3,000"),
        (q(None, 3, unit=DIFFERENCE), "up to 3.0"),
        (q(None, None, unit=DIFFERENCE), "any number"),
    ],
)
def test_a_range_is_printed_rounded_outward(quantity, text):
    assert words.span(quantity) == text


@pytest.mark.parametrize(
    "quantity, text",
    [
        (q(10500, 11500, "high", unit=PERSONS), "10,500 to 11,500"),
        (q(24500, 30500, "high", unit=PERSONS), "24,500 to 30,500"),
        (q(10948, 10948, unit=PERSONS), "10,948"),
        (q("7/20", "9/20"), "35 to 45%"),
        (q("7/24", "5/12"), "29.1 to 41.7%"),
        (q(0, 12000, unit=PERSONS), "up to 12,000"),
        (q(None, None, unit=DIFFERENCE), "any number"),
    ],
)
def test_the_ends_of_a_reported_figure_are_printed_in_full(quantity, text):
    assert words.span(quantity, None) == text


@pytest.mark.parametrize(
    "digits, text", [(1, "20,000 to 40,000"), (2, "24,000 to 31,000"), (3, "24,000 to 31,000"), (5, "24,000 to 31,000")]
)
def test_no_range_looks_sharper_than_its_width_or_its_inputs(digits, text):
    assert words.span(q(24500, 30500, unit=PERSONS), digits) == text


@pytest.mark.parametrize(
    "readings, digits, text",
    [
        ((q("7/23", "3/7", "low", "high", best="4/11"),) * 3, 2, "36% (30 to 43%)"),
        ((q("49/23", "61/21", unit=MULTIPLE),) * 3, 2, "2.1 to 3.0 times"),
        ((q("31/30", "19/14", "low", "high", unit=MULTIPLE, best="47/40"),) * 3, 2, "1.18 times (1.03 to 1.36 times)"),
        ((q("12/23", 1, "low"),) * 3, 2, "more than 52%"),
        ((q(13437, 14462, unit=PERSONS, best=13948),) * 3, 2, "14,000 (13,000 to 15,000)"),
        ((q("4/11", "4/11", best="4/11"),) * 3, 2, "36%"),
        ((q(3750, 4250, "high", unit=PERSONS, best=4000),) * 3, None, "4,000 (3,750 to 4,250)"),
        ((q(3000, 5000, unit=PERSONS, best=4001),) * 3, None, "4,001 (3,000 to 5,000)"),
        ((q("7/20", "9/20", best="2/5"),) * 3, None, "40% (35 to 45%)"),
        ((q("0.4301", "0.4399", best="0.435"),) * 3, 3, "43.5% (43.0 to 44.0%)"),
        ((q(None, None, unit=DIFFERENCE, best=5),) * 3, 2, "5.0 (any number)"),
        ((q(None, None, unit=DIFFERENCE, best=5),) * 3, None, "5 (any number)"),
    ],
)
def test_a_computed_figure_shows_its_best_value_and_its_range_as_rounded(readings, digits, text):
    assert words.derived(Readings(*readings), digits) == text


def test_two_digits_are_shown_where_nothing_else_is_asked():
    quantity = q("0.4301", "0.4399", best="0.435")
    assert words.derived(Readings(quantity, quantity, quantity)) == "44% (43 to 44%)"
    assert words.span(quantity) == "43 to 44%"
    assert words.beside(F("0.435"), SHARE, F(1, 3), "one third") == "44%"


@pytest.mark.parametrize(
    "value, threshold, text",
    [
        ("4/11", "1/3", "36%"),
        ("1/3", "1/3", "exactly one third"),
        ("0.334", "1/3", "just above one third"),
        ("0.331", "1/3", "just below one third"),
    ],
)
def test_a_value_never_looks_like_its_threshold(value, threshold, text):
    assert words.beside(F(value), SHARE, F(threshold), "one third") == text


@pytest.mark.parametrize(
    "quantity, threshold, text",
    [
        (q("61/30", 3, unit=MULTIPLE), 2, "2.03 to 3.00 times"),
        (q(1, "61/21", unit=MULTIPLE), 3, "1.00 to 2.91 times"),
        (q(2, 3, "low", unit=MULTIPLE), 2, "2.0 to 3.0 times"),
        (q("0.4004", "0.45"), "2/5", "40.04 to 45.00%"),
        (q(20100, 30500, unit=PERSONS), 20000, "20,100 to 30,500"),
        (q("25/12", None, unit=MULTIPLE), 2, "more than 2.08 times"),
        (q("0.35", "0.3996"), "2/5", "35.00 to 39.96%"),
        (q(0, "0.3996"), "2/5", "up to 39.96%"),
        (q("0.304", "38/115"), "1/3", "30.4 to 33.1%"),
        (q("0.3335", "0.45"), "1/3", "33.35 to 45.00%"),
    ],
)
def test_an_end_of_a_range_never_looks_like_a_threshold_it_is_not_nor_as_if_it_passed_it(quantity, threshold, text):
    assert words.span(quantity, 1 if quantity.high is None else 2, F(threshold)) == text


@st.composite
def derived_ranges(draw):
    unit = draw(st.sampled_from([SHARE, MULTIPLE, PERSONS, DIFFERENCE]))
    value = st.fractions(0, 1, max_denominator=997) if unit == SHARE else st.fractions(0, 99999, max_denominator=997)
    low, high = sorted([draw(value), draw(value)])
    if unit == DIFFERENCE and draw(st.booleans()):
        low, high = -high, -low
    missing = draw(st.sampled_from(["", "", "low", "high", "both"]))
    least, greatest = natural_bounds(unit)
    low = least if missing in ("low", "both") else low
    high = greatest if missing in ("high", "both") else high
    if low is not None and low == high:
        return Quantity(low, high, unit=unit)
    return Quantity(low, high, None, draw(st.booleans()), draw(st.booleans()), unit)


def printed(text, unit):
    """The range that a reader takes from a text; an end of which nothing is said is that of the unit."""
    low, low_open, high, high_open = said.span(text)
    least, greatest = natural_bounds(unit)
    return Quantity(
        least if low is None else low,
        greatest if high is None else high,
        None,
        low_open and low is not None,
        high_open and high is not None,
        unit,
    )


@given(derived_ranges(), st.sampled_from([1, 2, 3, None]), st.sampled_from([None, F(1, 3), F(2, 5), F(2), F(20000)]))
def test_a_printed_range_contains_the_exact_one_and_reads_back(quantity, digits, threshold):
    if quantity.low is not None and quantity.low == quantity.high:
        return
    text = words.span(quantity, digits, threshold)
    assert quantity.within(printed(text, quantity.unit))
    low, _, high, _ = said.span(text)
    for mark in {threshold, F(1) if quantity.unit == MULTIPLE else None} - {None}:
        assert low is None or (low <= mark) == (quantity.low <= mark)
        assert high is None or (high >= mark) == (quantity.high >= mark)


@given(derived_ranges(), st.sampled_from([2, 3]))
def test_a_printed_best_value_lies_within_its_printed_range(quantity, digits):
    if quantity.low is None or quantity.high is None or quantity.low == quantity.high:
        return
    best = (quantity.low + quantity.high) / 2
    quantity = Quantity(quantity.low, quantity.high, best, quantity.low_open, quantity.high_open, quantity.unit)
    value, (low, _, high, _) = said.derived(words.derived(Readings(quantity, quantity, quantity), digits))
    assert (low is None or low <= value) and (high is None or value <= high)


WORD_CASES = [
    (hedge, *shares)
    for hedge, rule in HEDGES.items()
    for shares in (combinations(words.SHARE_WORDS, 2) if hedge == "range" else product(words.SHARE_WORDS))
    if len(rule.fills) == len(shares)
]


@pytest.mark.parametrize("hedge, shares", [(hedge, shares) for hedge, *shares in WORD_CASES])
def test_a_share_in_words_reads_back_and_its_printed_readings_contain_the_exact_ones(hedge, shares):
    cells = dict(zip(HEDGES[hedge].fills, shares, strict=True)) | {"unit": SHARE, "in_words": True}
    assert said.hedged(words.hedged(hedge, **cells)) == (hedge, tuple(shares), None)
    for quantity in readings(hedge, **cells):
        assert quantity.within(printed(words.span_in_words(quantity), SHARE))


@pytest.mark.parametrize(
    "quantity, text",
    [
        (q("1/3", "1/3"), "a third"),
        (q("1/4", "1/2"), "a quarter to half"),
        (q("1/4", "1/3", "high"), "a quarter to a third"),
        (q("1/2", 1, "low"), "more than half"),
        (q("1/2", 1), "at least half"),
        (q(0, "2/3"), "up to two thirds"),
        (q(0, "2/3", "high"), "less than two thirds"),
        (q("7/24", "5/12", "high"), "29 to 42%"),
        (q("1/4", "5/12"), "25 to 42%"),
        (q(0, 1), "any share"),
    ],
)
def test_a_range_of_a_share_in_words_is_printed_in_words_where_its_ends_have_one(quantity, text):
    assert words.span_in_words(quantity) == text


@given(
    st.sampled_from(list(HEDGES)),
    st.integers(0, 10**7),
    st.integers(1, 10**6),
    st.sampled_from([PERSONS, SHARE]),
)
def test_a_hedged_figure_reads_back_as_its_hedge_and_its_numbers(hedge, number, more, unit):
    numbers = tuple(F(n, 10**4 if unit == SHARE else 1) for n in (number, number + more))[: len(HEDGES[hedge].fills)]
    text = words.hedged(hedge, **dict(zip(HEDGES[hedge].fills, numbers, strict=True)), unit=unit)
    assert said.hedged(text) == (hedge, numbers, None)
    assert said.hedged(words.with_status(text, "denied")) == (hedge, numbers, "denied")


@pytest.mark.parametrize(
    "sign, unit, text",
    [
        (">", SHARE, "above"), (">=", SHARE, "at least"), ("<", PERSONS, "below"), ("<=", PERSONS, "at most"),
        (">", MULTIPLE, "more than"), (">=", MULTIPLE, "at least"), ("<", MULTIPLE, "less than"), ("<=", MULTIPLE, "at most"),
    ],
)  # fmt: skip
def test_a_relation_is_said_as_its_unit_asks(sign, unit, text):
    assert words.relation(sign, unit) == text


def test_the_one_locale_decides_how_numbers_and_days_are_written(monkeypatch):
    monkeypatch.setattr(words, "LOCALE", "de_DE")
    assert words.number(F("70007.25")) == "70.007,25"
    assert words.day(date(2026, 5, 12)) == "12 Mai 2026"
    assert words.month(date(2026, 5, 12)) == "Mai 2026"


def test_days_and_months_are_printed_in_words():
    assert words.day(date(2026, 2, 12)) == "12 February 2026"
    assert words.month(date(2025, 7, 1)) == "July 2025"
    assert words.month(date(2027, 1, 1)) == "January 2027"  # a day of the last week of 2026
    assert words.day(date(2027, 1, 1)) == "1 January 2027"
    assert words.edition(date(2027, 1, 1), reconstructed=False) == "the edition of 1 January 2027"
    assert words.edition(date(2025, 7, 4), reconstructed=True) == "the edition as known on 4 July 2025"
    assert words.short_day(date(2025, 9, 30)) == "30\N{NO-BREAK SPACE}Sept 2025"
    assert words.of_day(Day.parse("2026-02-12")) == "12 February 2026"
    assert words.of_day(Day.parse("2025-07")) == "July 2025"


@pytest.mark.parametrize(
    "items, text", [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_a_list_is_printed_as_a_phrase(items, text):
    assert words.listed(items) == text


def test_a_share_near_the_whole_shows_no_more_digits_for_being_near_one():
    reach = Quantity(F(9, 10), F(999, 1000), None, low_open=False, high_open=False, unit=SHARE)
    assert words.span(reach, 2) == "90 to 100%"


def test_an_exact_multiple_near_once_shows_just_the_digits_that_tell_it_from_once():
    shown = [words.span(Quantity.point(F(n, 1000), MULTIPLE), 2) for n in (1004, 1001, 1000)]
    assert shown == ["1.004 times", "1.001 times", "1.0 times"]
