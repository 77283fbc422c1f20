"""Each quantity is what its formula says, and rises and falls as declared."""

import inspect
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedged.numbers import functions
from hedged.numbers.functions import Function, difference, multiple, quantity_function, share, total
from hedged.numbers.quantity import DIFFERENCE, MULTIPLE, PERSONS, SHARE

SHIPPED = [thing for thing in vars(functions).values() if isinstance(thing, Function)]
above_zero = st.fractions(min_value=F(1, 50), max_value=50, max_denominator=50)


def test_these_quantities_are_shipped():
    assert [f.name for f in SHIPPED] == ["share", "multiple", "total", "difference"]


@pytest.mark.parametrize(
    "function, inputs, result",
    [
        (share, (4000, 11000), F(4, 11)),
        (multiple, (30000, 11000), F(30, 11)),
        (total, (11000, 4000), 15000),
        (difference, (4000, 11000), -7000),
    ],
)
def test_a_quantity_is_computed_from_plain_numbers(function, inputs, result):
    exact = [F(number) for number in inputs]
    assert function(*exact) == result
    assert function(**dict(zip(function.directions, exact, strict=True))) == result


@pytest.mark.parametrize("function", SHIPPED, ids=lambda f: f.name)
@given(data=st.data())
def test_a_quantity_rises_and_falls_with_each_input_as_declared(function, data):
    points = {name: data.draw(above_zero, name) for name in function.directions}
    for name, direction in function.directions.items():
        further = points | {name: points[name] + data.draw(above_zero)}
        assert (function(**further) - function(**points)) * direction > 0


@pytest.mark.parametrize("function", SHIPPED, ids=lambda f: f.name)
@given(data=st.data())
def test_a_quantity_is_printed_with_the_formula_it_computes(function, data):
    points = {name: data.draw(above_zero) for name in function.directions}
    assert eval(function.formula, {}, points) == function(**points)  # noqa: S307 the formulas are ours


@pytest.mark.parametrize("function", SHIPPED, ids=lambda f: f.name)
def test_a_quantity_declares_its_divisor_its_totals_and_its_words(function):
    assert (function.divides_by is not None) == ("/" in function.formula)
    assert function.divides_by is None or function.formula.endswith(f"/ {function.divides_by}")
    assert set(function.totals) <= set(function.directions)
    assert function.phrase.format(**{name: name.upper() for name in function.directions}).count("{") == 0
    assert function.__doc__ == inspect.getdoc(function.compute)


@pytest.mark.parametrize("declared", [{}, {"rises": "number", "falls": "number"}])
def test_an_input_declared_neither_or_both_ways_is_refused(declared):
    def doubled(number):
        return 2 * number

    with pytest.raises(TypeError, match="^doubled: say of input 'number' whether the result rises or falls with it$"):
        quantity_function(unit=MULTIPLE, formula="2 * number", phrase="twice {number}", **declared)(doubled)


def test_a_declaration_is_kept_as_it_was_made():
    def rate(number, of):
        """How many of so many."""
        return number / of

    words = {"unit": MULTIPLE, "formula": "number / of", "phrase": "{number} of {of}"}
    declared = quantity_function(**words, rises="number", falls="of", divides_by="of", totals="number of")(rate)
    assert (declared.name, declared.__doc__, declared(F(1), F(2))) == ("rate", "How many of so many.", F(1, 2))
    assert (declared.unit, declared.formula, declared.phrase) == (MULTIPLE, "number / of", "{number} of {of}")
    assert (declared.directions, declared.divides_by) == ({"number": 1, "of": -1}, "of")
    assert declared.totals == ("number", "of")
    assert quantity_function(**words, rises="number of")(rate).totals == ()
    assert quantity_function(**words, rises="number of")(rate).divides_by is None


@pytest.mark.parametrize(
    "name, unit", [("share", SHARE), ("multiple", MULTIPLE), ("total", PERSONS), ("difference", DIFFERENCE)]
)
def test_a_quantity_has_its_unit_and_its_words(name, unit):
    function = getattr(functions, name)
    inputs = {
        "share": "part, as a share of whole",
        "multiple": "number, as a multiple of of",
        "total": "first and second together",
        "difference": "one less other",
    }
    assert function.unit == unit
    assert function.phrase.format(**{input: input for input in function.directions}) == inputs[name]


def test_only_parts_may_be_added_up_or_taken_away():
    assert {f.name: f.totals for f in SHIPPED} == {
        "share": ("part", "whole"),
        "multiple": ("number", "of"),
        "total": (),
        "difference": (),
    }
