"""Ranges are exact: every pair of hedges against a slow second opinion, openness and all."""

import re
from fractions import Fraction as F
from itertools import product

import brute
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedged.numbers import functions
from hedged.numbers.computation import Computation, DeriveError, Node
from hedged.numbers.functions import Function, difference, multiple, quantity_function, share, total
from hedged.numbers.hedges import HEDGES, readings
from hedged.numbers.judgement import outcome
from hedged.numbers.quantity import DIFFERENCE, MULTIPLE, PERSONS, SHARE, Quantity
from hedged.numbers.turning import simplest

A, B, C, D = (Node(leaf=name) for name in "abcd")


def apply(function, *nodes):
    return Node(function=function, inputs=tuple(zip(function.directions, nodes, strict=True)))


def formula(node):
    return Computation(node, node.unit)


FORMULAS = {
    "share": formula(apply(share, A, B)),
    "multiple": formula(apply(multiple, A, B)),
    "total": formula(apply(total, A, B)),
    "difference": formula(apply(difference, A, B)),
    "(a+b)/a": formula(apply(multiple, apply(total, A, B), A)),
    "a/(a+b)": formula(apply(share, A, apply(total, A, B))),
}

#: Every hedge over a small number, and zero where it is a number that can be said.
INPUTS = [
    ("exact", (12,)), ("bare", (12,)), ("bare", (10,)), ("bare", (0,)), ("about", (10,)), ("about", (20,)), ("nearly", (12,)),
    ("just_over", (10,)), ("more_than", (10,)), ("more_than", (0,)), ("at_least", (12,)), ("at_least", (0,)), ("up_to", (10,)),
    ("at_most", (12,)), ("at_most", (0,)), ("fewer_than", (12,)), ("range", (10, 30)), ("range", (0, 5)),
]  # fmt: skip


def read(hedge, numbers):
    return tuple(readings(hedge, **dict(zip(HEDGES[hedge].fills, numbers, strict=True))))


def few(values):
    """The first two, one between and the last: where monotone formulas have their extremes, next to zero too."""
    return values[:2] + values[len(values) // 2 : len(values) // 2 + 1] + values[-1:]


QUANTITIES = [read(hedge, numbers) for hedge, numbers in INPUTS]
VALUES = [[few(brute.values(hedge, tuple(map(F, numbers)), i)) for i in range(3)] for hedge, numbers in INPUTS]
CASES = list(product(range(len(INPUTS)), range(len(INPUTS)), range(3)))


def found_range(name, **leaves):
    """The range as the engine gives it, or None where it refuses."""
    try:
        return FORMULAS[name].range(leaves)
    except DeriveError:
        return None


@pytest.mark.parametrize("name", FORMULAS)
def test_ranges_and_verdicts_agree_with_the_second_opinion_for_every_pair_of_hedges(name):
    for one, other, reading in CASES:
        values = brute.in_bounds(name, brute.results(name, VALUES[one][reading], VALUES[other][reading]))
        reach = found_range(name, a=QUANTITIES[one][reading], b=QUANTITIES[other][reading])
        where = (name, INPUTS[one], INPUTS[other], reading)
        if reach is None:
            assert not values, where
            continue
        assert brute.ends(values) == (reach.low, reach.low_open, reach.high, reach.high_open), where
        for threshold in {reach.low, reach.high, F(1, 3)} - {None}:
            for relation in (">", ">=", "<", "<="):
                assert outcome(reach, relation, threshold) == brute.outcome(values, relation, threshold), where


def test_every_hedge_and_every_shipped_function_is_among_the_pairs():
    assert {hedge for hedge, _ in INPUTS} == set(HEDGES)
    assert {thing.name for thing in vars(functions).values() if isinstance(thing, Function)} <= set(FORMULAS)


@pytest.mark.parametrize("name", FORMULAS)
def test_what_follows_from_two_figures_nests_as_their_readings_do(name):
    for one, other in product(QUANTITIES, repeat=2):
        said, rounded, wide = (found_range(name, a=a, b=b) for a, b in zip(one, other, strict=True))
        assert said is None or said.within(rounded)
        assert rounded is None or rounded.within(wide)


def test_the_pairs_that_are_refused_are_those_without_a_possible_value():
    refused = {
        (name, INPUTS[one][0], INPUTS[other][0], INPUTS[other][1])
        for name, (one, other, reading) in product(FORMULAS, CASES)
        if found_range(name, a=QUANTITIES[one][reading], b=QUANTITIES[other][reading]) is None
    }
    assert {name for name, *_ in refused} == {"share", "multiple", "(a+b)/a", "a/(a+b)"}
    assert ("share", "more_than", "bare", (10,)) in refused
    assert ("multiple", "about", "bare", (0,)) in refused
    assert ("multiple", "about", "at_most", (0,)) in refused
    assert ("multiple", "about", "up_to", (10,)) not in refused


grid = st.integers(1, 12).map(F)


@st.composite
def boxes(draw):
    low, high = sorted([draw(grid), draw(grid)])
    return Quantity(low, high)


def some(quantity):
    return [quantity.low + (quantity.high - quantity.low) * F(i, 4) for i in range(5)]


NESTED = {
    "a - (b + c)": (apply(difference, A, apply(total, B, C)), lambda a, b, c, d: a - (b + c)),
    "(a + b) / (c + d)": (
        apply(multiple, apply(total, A, B), apply(total, C, D)),
        lambda a, b, c, d: (a + b) / (c + d),
    ),
    "(a / b) / (c / d)": (
        apply(multiple, apply(multiple, A, B), apply(multiple, C, D)),
        lambda a, b, c, d: a * d / (b * c),
    ),
    "(a + b) / (a + b + c)": (
        apply(share, apply(total, A, B), apply(total, apply(total, A, B), C)),
        lambda a, b, c, d: (a + b) / (a + b + c),
    ),
    "(a + b) - a": (apply(difference, apply(total, A, B), A), lambda a, b, c, d: b),
    "(a / b) / (a / c)": (apply(multiple, apply(multiple, A, B), apply(multiple, A, C)), lambda a, b, c, d: c / b),
}


@pytest.mark.parametrize("name", NESTED)
@given(data=st.data())
def test_a_nested_formula_is_one_function_of_its_leaves(name, data):
    node, plain = NESTED[name]
    leaves = {leaf: data.draw(boxes(), leaf) for leaf in "abcd"}
    values = [plain(*point) for point in product(*(some(quantity) for quantity in leaves.values()))]
    reach = formula(node).range(leaves)
    assert (reach.low, reach.high) == (min(values), max(values))
    assert not reach.low_open and not reach.high_open


@given(boxes(), boxes())
def test_the_force_after_over_the_force_before_is_narrower_than_two_intervals_divided(before, added):
    reach = FORMULAS["(a+b)/a"].range({"a": before, "b": added})
    naive = ((before.low + added.low) / before.high, (before.high + added.high) / before.low)
    assert naive[0] <= reach.low and reach.high <= naive[1]
    assert (reach.low, reach.high) == (1 + added.low / before.high, 1 + added.high / before.low)


@given(st.sampled_from(list(FORMULAS)), boxes(), boxes(), st.integers(0, 4), st.integers(0, 4))
def test_a_result_at_any_point_lies_within_the_range(name, a, b, i, j):
    reach = found_range(name, a=a, b=b)
    value = FORMULAS[name].value({"a": some(a)[i], "b": some(b)[j]})
    assert reach is None or FORMULAS[name].unit == SHARE and value > 1 or value in reach


@st.composite
def ranges(draw):
    """A range of a count, its ends open, closed or, above, not there."""
    low, high = sorted([draw(st.integers(0, 12)), draw(st.integers(0, 12))])
    if low == high:
        return Quantity(low, low)
    return Quantity(low, draw(st.sampled_from([high, high, None])), None, draw(st.booleans()), draw(st.booleans()))


@st.composite
def widenings(draw):
    """A range, and one that holds all of it and perhaps more."""
    one = draw(ranges())
    low = max(one.low - draw(st.integers(0, 4)), F(0))
    high = None if one.high is None else draw(st.sampled_from([one.high + draw(st.integers(0, 4)), None]))
    low_open = low == one.low and one.low_open and draw(st.booleans())
    high_open = high is None or high == one.high and one.high_open and draw(st.booleans())
    return one, Quantity(low, high, None, low_open, high_open)


@given(st.sampled_from(list(FORMULAS)), widenings(), widenings(), st.fractions(-4, 4, max_denominator=6))
def test_widening_an_input_never_turns_depends_into_a_verdict(name, a, b, threshold):
    narrow, wide = (found_range(name, a=one, b=other) for one, other in zip(a, b, strict=True))
    if narrow is None:
        return
    assert narrow.within(wide)
    for at in {threshold, narrow.low, narrow.high, wide.low, wide.high} - {None}:
        for relation in (">", ">=", "<", "<="):
            before, after = outcome(narrow, relation, at), outcome(wide, relation, at)
            assert after in (before, "depends")


@given(st.sampled_from(list(FORMULAS)), ranges(), ranges(), st.fractions(F(1, 9), 10**6, max_denominator=9))
def test_scaling_all_figures_leaves_a_ratio_as_it_is_and_scales_a_sum(name, a, b, factor):
    def scaled(quantity):
        low, high = (end if end is None else end * factor for end in (quantity.low, quantity.high))
        return Quantity(low, high, None, quantity.low_open, quantity.high_open, quantity.unit)

    before, after = found_range(name, a=a, b=b), found_range(name, a=scaled(a), b=scaled(b))
    if before is None:
        assert after is None
    else:
        assert after == (scaled(before) if name in ("total", "difference") else before)


@given(st.sampled_from(["share", "a/(a+b)", "multiple", "total"]), st.sampled_from(CASES))
def test_shares_stay_within_nought_and_one_and_counts_never_fall_below_nought(name, case):
    one, other, reading = case
    reach = found_range(name, a=QUANTITIES[one][reading], b=QUANTITIES[other][reading])
    if reach is not None:
        assert reach.low >= 0
        assert FORMULAS[name].unit != SHARE or reach.high <= 1


@pytest.mark.parametrize(
    "name, a, b, expected",
    [
        ("multiple", Quantity(5, None, low_open=True), Quantity(2, 4), "(5/4, inf)"),
        ("multiple", Quantity(4, 5), Quantity(2, None), "(0, 5/2]"),
        ("share", Quantity(4, 5), Quantity(11, None, low_open=True), "(0, 5/11)"),
        ("share", Quantity(6, None, low_open=True), Quantity(11, 12), "(1/2, 1]"),
        ("difference", Quantity(4, 5), Quantity(2, None), "(-inf, 3]"),
        ("(a+b)/a", Quantity(5, None), Quantity(2, 4), "(1, 9/5]"),
        ("(a+b)/a", Quantity(0, 5), Quantity(2, 4), "[7/5, inf)"),
        ("a/(a+b)", Quantity(5, None), Quantity(2, 4), "[5/9, 1)"),
        ("a/(a+b)", Quantity(5, None), Quantity(0, 4), "[5/9, 1]"),
        ("a/(a+b)", Quantity(5, None), Quantity(0, 4, low_open=True), "[5/9, 1)"),
        ("a/(a+b)", Quantity(0, 5), Quantity(0, 4), "[0, 1]"),
        ("multiple", Quantity(0, 5), Quantity(2, None), "[0, 5/2]"),
        ("multiple", Quantity(0, 5, low_open=True), Quantity(2, None), "(0, 5/2]"),
        ("multiple", Quantity(0, 0), Quantity(0, 5), "[0, 0]"),
        ("share", Quantity(0, 5), Quantity(0, 5), "[0, 1]"),
    ],
)
def test_an_unbounded_end_is_walked_towards_and_never_put_in(name, a, b, expected):
    assert str(FORMULAS[name].range({"a": a, "b": b})) == expected


def test_far_out_a_ratio_can_come_near_to_a_fraction():
    node = apply(multiple, apply(total, A, B), apply(total, A, A))
    assert str(formula(node).range({"a": Quantity(1, None), "b": Quantity.point(1)})) == "(1/2, 1]"


def test_an_open_end_of_an_input_the_result_does_not_depend_on_leaves_the_result_closed():
    reach = formula(NESTED["(a + b) - a"][0]).range(
        {"a": Quantity(5, None, low_open=True), "b": Quantity(3, 4, high_open=True)}
    )
    assert str(reach) == "[3, 4)"


def test_a_share_within_a_formula_stays_within_its_bounds_too():
    ratio = formula(apply(multiple, apply(share, A, B), apply(share, C, D)))
    leaves = {"a": Quantity(6, None, low_open=True), "b": Quantity(11, 12), "c": Quantity(4, 5), "d": Quantity(12, 12)}
    assert str(ratio.range(leaves)) == "(6/5, 3]"


@pytest.mark.parametrize(
    "name, a, b, best",
    [
        ("share", Quantity.point(4), Quantity.about(11, grain=1), F(4, 11)),
        ("share", Quantity(4, 5), Quantity.point(11), None),
        ("share", Quantity(4, 20, best=20), Quantity.point(11), None),
        ("multiple", Quantity.point(4), Quantity(0, 11, best=0), None),
    ],
)
def test_a_best_value_follows_only_from_best_values_and_only_where_it_is_possible(name, a, b, best):
    assert FORMULAS[name].range({"a": a, "b": b}).best == best


@pytest.mark.parametrize(
    "node, leaves, message",
    [
        (apply(multiple, A, apply(difference, B, C)), {"a": (1, 2), "b": (5, 9), "c": (4, 7)}, "the divisor can be negative ([-2, 5]); no ratio can be given"),
        (apply(multiple, A, apply(difference, B, C)), {"a": (1, 2), "b": (1, 2), "c": (4, 7)}, "the divisor can be negative ([-6, -2]); no ratio can be given"),
        (apply(multiple, A, apply(difference, B, C)), {"a": (1, 2), "b": (1, 2), "c": (4, None)}, "the divisor can be negative ((-inf, -2]); no ratio can be given"),
        (apply(multiple, A, B), {"a": (1, 2), "b": (0, 0)}, "the divisor is zero; no ratio can be given"),
        (apply(share, A, B), {"a": (7, 9), "b": (5, 6)}, "every value of the result would be above 1, the part larger than its whole"),
        (apply(multiple, apply(difference, A, B), C), {"a": (1, 2), "b": (3, 4), "c": (5, 6)}, "every value of the result would be below 0"),
    ],
)  # fmt: skip
def test_a_ratio_that_cannot_be_is_refused_with_its_reason(node, leaves, message):
    with pytest.raises(DeriveError, match=f"^{re.escape(message)}$"):
        formula(node).range({name: Quantity(*ends, unit=DIFFERENCE) for name, ends in leaves.items()})


def test_a_part_that_only_starts_above_its_whole_is_refused_and_one_that_reaches_it_is_not():
    above = Quantity(11, None, low_open=True)
    with pytest.raises(
        DeriveError, match="^every value of the result would be above 1, the part larger than its whole$"
    ):
        FORMULAS["share"].range({"a": above, "b": Quantity.point(11)})
    assert str(FORMULAS["share"].range({"a": Quantity(11, None), "b": Quantity.point(11)})) == "[1, 1]"


def test_a_difference_that_only_ends_below_zero_cannot_be_a_multiple():
    node = apply(multiple, apply(difference, A, B), C)
    with pytest.raises(DeriveError, match="^every value of the result would be below 0$"):
        formula(node).range({"a": Quantity(1, 4, high_open=True), "b": Quantity(4, 5), "c": Quantity(1, 2)})


#: a + b / a falls and then rises again; no shipped formula does, but two of them nested can.
TURNS = formula(apply(total, A, apply(multiple, B, A)))


@pytest.mark.parametrize(
    "a, b",
    [
        (Quantity(1, 100), Quantity.point(2)),
        (Quantity(1, 1000000), Quantity("1.000001", "1.000001")),
        (Quantity(1, None), Quantity.point(1000000)),
        (Quantity("0.001", "1.001"), Quantity.point(1)),
    ],
)
def test_a_formula_that_turns_is_refused_however_near_to_an_end_or_far_out_it_turns(a, b):
    message = "the result neither only rises nor only falls with a; it has no exact range"
    with pytest.raises(DeriveError, match=f"^{message}$"):
        TURNS.range({"a": a, "b": b})


def test_the_same_formula_has_a_range_where_it_does_not_turn():
    assert str(TURNS.range({"a": Quantity(2, 4), "b": Quantity.point(2)})) == "[3, 9/2]"
    assert str(TURNS.range({"a": Quantity(2, None), "b": Quantity.point(2)})) == "[3, inf)"
    assert str(TURNS.range({"a": Quantity(0, 1, low_open=True), "b": Quantity.point(2)})) == "[3, inf)"


def test_a_leaf_without_a_lower_end_is_followed_downwards():
    node = apply(difference, A, apply(difference, A, B))
    reach = formula(node).range({"a": Quantity(None, 3, unit=DIFFERENCE), "b": Quantity(1, 2)})
    assert str(reach) == "[1, 2]"


def test_a_leaf_without_a_lower_end_is_searched_for_a_turn_below_its_upper_end_and_not_above():
    # a / (9/4 - a) - a falls up to a = 3/4 and then rises.
    node = apply(difference, apply(multiple, A, apply(difference, B, A)), A)
    b = Quantity.point("9/4")
    reach = formula(node).range({"a": Quantity(None, "1/2", unit=DIFFERENCE), "b": b})
    assert str(reach) == "[-3/14, inf)"
    with pytest.raises(DeriveError, match="^the result neither only rises nor only falls with a;"):
        formula(node).range({"a": Quantity(None, 1, unit=DIFFERENCE), "b": b})


def test_a_function_of_a_new_kind_needs_nothing_but_its_declaration():
    @quantity_function(unit=PERSONS, formula="3 * number", phrase="three times {number}", rises="number")
    def tripled(number):
        return 3 * number

    assert tripled.unit != MULTIPLE
    assert str(formula(apply(tripled, A)).range({"a": Quantity(1, 2, high_open=True)})) == "[3, 6)"


@given(st.fractions(max_denominator=40, min_value=-9, max_value=9), st.integers(14, 60))
def test_the_simplest_fraction_next_to_a_number_is_that_number(number, bits):
    near = F(1, 2**bits)
    assert simplest(number - near, number + near) == number


@given(
    st.fractions(max_denominator=200, min_value=-3, max_value=3),
    st.fractions(max_denominator=200, min_value=-3, max_value=3),
)
def test_no_fraction_between_two_numbers_has_a_smaller_denominator_than_the_simplest(one, other):
    low, high = sorted([one, other])
    found = simplest(low, high)
    assert low <= found <= high
    for denominator in range(1, found.denominator):
        assert -(-(low * denominator) // 1) > high * denominator
