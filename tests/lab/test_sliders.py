"""A slider stands where what is typed lies, and types what it shows."""

import ledgers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedged.lab import sliders
from hedged.lab.entries import Side, figure, number, threshold
from hedged.lab.sliders import Slide
from hedged.numbers.quantity import MULTIPLE, PERSONS, SHARE

LEDGER = ledgers.ledger()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("4,000", Slide(4000, 8000, 100)),
        ("11000", Slide(11000, 22000, 100)),
        ("4,700", Slide(4700, 9400, 10)),
        ("3,667", Slide(3667, 7334, 1)),
        ("0", Slide(0, 10, 1)),
        ("40 %", Slide(40, 100, 1)),
        ("1/3", Slide(33, 100, 1)),
        ("abc", None),
        ("", None),
    ],
)
def test_the_slider_of_a_number_reaches_to_twice_the_number(text, where):
    assert sliders.number_slide(text) == where


@given(st.integers(0, 10**6), st.sampled_from(["4,000", "40 %", "", "abc"]))
def test_what_the_slider_of_a_number_types_is_that_number(value, before):
    if sliders.unit_of(before) == SHARE:
        value %= 101
    text = sliders.number_text(value, before)
    assert sliders.number_slide(text).value == value
    assert sliders.unit_of(text) == sliders.unit_of(before)


@pytest.mark.parametrize(("unit", "most"), [(SHARE, 100), (MULTIPLE, 60)])
def test_what_the_slider_of_a_threshold_types_is_that_threshold(unit, most):
    for value in range(most + 1):
        text = sliders.threshold_text(value, unit)
        assert sliders.threshold_slide(text, unit) == Slide(value, most)
        assert threshold(text, unit)


def test_a_threshold_beyond_its_slider_leaves_it_at_the_end():
    assert sliders.threshold_slide("40 times", MULTIPLE) == Slide(60, 60)
    assert sliders.threshold_slide("most", MULTIPLE) is None


@pytest.mark.parametrize(
    ("text", "nearest"), [("500", "500"), ("750", "500"), ("20,000", "10,000"), ("", ""), (" ", ""), ("x", None)]
)
def test_the_slider_of_grains_is_at_the_largest_one_up_to_that_typed(text, nearest):
    assert sliders.nearest_grain(text, sliders.grains(PERSONS)) == nearest


@pytest.mark.parametrize("unit", [PERSONS, SHARE])
def test_every_grain_offered_can_be_typed_and_is_of_its_unit(unit):
    offered = sliders.grains(unit)
    assert [sliders.nearest_grain(grain, offered) for grain in offered] == list(offered)
    assert {number(grain).unit for grain in offered} == {unit}


def test_a_statement_is_typed_with_its_hedge_and_numbers():
    assert sliders.as_typed(LEDGER["east-planned-2025-07-02"]) == Side(None, "range", "25,000", "30,000")
    assert sliders.as_typed(LEDGER["gazette-share-casualties-2025-07"]) == Side(None, "more_than", "1/3")


def test_every_statement_as_typed_has_the_readings_of_the_statement():
    for name in LEDGER:
        assert figure(sliders.as_typed(LEDGER[name]), LEDGER, "typed").readings == LEDGER[name].readings
