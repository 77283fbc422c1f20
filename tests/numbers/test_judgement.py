"""Verdicts, margins and tipping points: what holds on which reading, how far, and where it turns."""

import math
import re
from fractions import Fraction as F

import brute
import pytest
import said
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hedged.figures.verdict import Threshold
from hedged.look.display import MIME
from hedged.numbers.computation import Computation, DeriveError, Leaf, Node
from hedged.numbers.functions import difference, multiple, share, total
from hedged.numbers.hedges import HEDGES, readings
from hedged.numbers.judgement import DEPENDS, judge, margin_in_words, outcome, widened
from hedged.numbers.quantity import DIFFERENCE, MULTIPLE, PERSONS, SHARE, Quantity, Readings
from hedged.numbers.tipping import sensitivity
from hedged.numbers.words import RELATIONS

A, B, C = (Node(leaf=name) for name in "abc")
THIRD = F(1, 3)


def apply(function, *nodes):
    return Node(function=function, inputs=tuple(zip(function.directions, nodes, strict=True)))


def formula(node):
    return Computation(node, node.unit)


SHARE_OF = formula(apply(share, A, B))
TIMES = formula(apply(multiple, A, B))
SUM = formula(apply(total, A, B))


def read(hedge, *numbers, **more):
    return readings(hedge, **dict(zip(HEDGES[hedge].fills, map(F, numbers), strict=True)), **more)


def same(quantity):
    """A figure that is the same on every reading."""
    return Readings(quantity, quantity, quantity)


def leaves(**by_name):
    return {name: Leaf(name, name.upper(), found) for name, found in by_name.items()}


def tips(computation, threshold, relation=">", **by_name):
    return [
        (t.input, t.value, t.whole, t.inside, t.text)
        for t in judge(computation, leaves(**by_name), relation, F(threshold)).tipping
    ]


def margin(computation, threshold, relation=">", **by_name):
    return judge(computation, leaves(**by_name), relation, F(threshold)).margin


# -- outcomes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "low, high, low_open, high_open, above, at_least, below, at_most",
    [
        (1, 2, False, False, "fails", "depends", "depends", "holds"),
        (1, 2, False, True, "fails", "fails", "holds", "holds"),
        (2, 3, False, False, "depends", "holds", "fails", "depends"),
        (2, 3, True, False, "holds", "holds", "fails", "fails"),
        (1, 3, True, True, "depends", "depends", "depends", "depends"),
        (2, 2, False, False, "fails", "holds", "fails", "holds"),
        (2, None, True, True, "holds", "holds", "fails", "fails"),
        (None, 2, True, True, "fails", "fails", "holds", "holds"),
        (None, None, True, True, "depends", "depends", "depends", "depends"),
    ],
)
def test_whether_all_none_or_some_of_the_values_lie_beyond_two(
    low, high, low_open, high_open, above, at_least, below, at_most
):
    quantity = Quantity(low, high, None, low_open, high_open, DIFFERENCE)
    assert [outcome(quantity, relation, F(2)) for relation in (">", ">=", "<", "<=")] == [
        above,
        at_least,
        below,
        at_most,
    ]


def test_an_unknown_relation_is_refused():
    with pytest.raises(ValueError, match=re.escape("unknown relation '='; allowed: >, >=, <, <=")):
        judge(SHARE_OF, leaves(a=read("about", 4000), b=read("about", 11000)), "=", THIRD)


def test_a_threshold_is_exact():
    assert Threshold("1/3", "one third").value == THIRD
    with pytest.raises(TypeError, match=r"^0\.4 is a float and not exact; write Fraction\('0\.4'\)$"):
        Threshold(0.4, "40%")


hedged_numbers = st.one_of(
    st.tuples(st.sampled_from(["exact", "bare", "about"]), st.integers(1, 40).map(lambda n: (n * 100,))),
    st.tuples(
        st.sampled_from(["nearly", "just_over", "more_than", "at_least"]), st.integers(1, 40).map(lambda n: (n * 100,))
    ),
    st.tuples(st.sampled_from(["up_to", "at_most", "fewer_than"]), st.integers(1, 40).map(lambda n: (n * 100,))),
    st.tuples(
        st.just("range"),
        st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda p: (p[0] * 100, (p[0] + p[1]) * 100)),
    ),
).map(lambda hedged: (hedged[0], hedged[1]))
relations = st.sampled_from(list(RELATIONS))
thresholds = st.sampled_from([F(1, 4), F(1, 3), F(1, 2), F(2), F(5, 2), F(3)])


def judged(computation, a, b, relation, threshold):
    """The judgement, where the pair of figures has a ratio at all."""
    try:
        return judge(computation, leaves(a=read(*a[:1], *a[1]), b=read(*b[:1], *b[1])), relation, threshold)
    except Exception as fault:
        assume(type(fault).__name__ != "DeriveError")
        raise


@given(hedged_numbers, hedged_numbers, relations, thresholds)
def test_a_wider_reading_never_turns_depends_into_a_verdict(a, b, relation, threshold):
    said, rounded, wide = judged(TIMES, a, b, relation, threshold).outcomes
    assert said != DEPENDS or rounded == DEPENDS
    assert rounded != DEPENDS or wide == DEPENDS
    assert len({said, rounded, wide} - {DEPENDS}) <= 1


@given(hedged_numbers, hedged_numbers, relations, st.sampled_from([F(1, 3), F(1, 2)]), st.integers(1, 3))
def test_figures_all_scaled_by_a_thousand_keep_the_verdict_on_their_share(a, b, relation, threshold, thousands):
    def scaled(hedged):
        return hedged[0], tuple(number * 1000**thousands for number in hedged[1])

    one = judged(SHARE_OF, a, b, relation, threshold)
    other = judged(SHARE_OF, scaled(a), scaled(b), relation, threshold)
    assert (one.outcomes, one.margin, one.touches) == (other.outcomes, other.margin, other.touches)


@given(hedged_numbers, hedged_numbers, relations, thresholds)
def test_a_verdict_agrees_with_the_second_opinion(a, b, relation, threshold):
    found = judged(TIMES, a, b, relation, threshold)
    for reading, told in enumerate(found.outcomes):
        values = [brute.values(hedge, tuple(map(F, numbers)), reading) for hedge, numbers in (a, b)]
        ratios = brute.in_bounds("multiple", brute.results("multiple", *(v[:2] + v[-2:] for v in values)))
        assert told == brute.outcome(ratios, relation, threshold)


# -- margins --------------------------------------------------------------------------------


@given(hedged_numbers, hedged_numbers, relations, thresholds)
@example(("nearly", (5000,)), ("exact", (11000,)), ">", F(9, 22))
@example(("bare", (4718,)), ("exact", (10000,)), ">", F("0.47175"))
@example(("up_to", (4000,)), ("exact", (10000,)), "<", F("0.45"))
def test_the_margin_goes_with_the_readings_it_passes_through(a, b, relation, threshold):
    found = judged(TIMES, a, b, relation, threshold)
    said, rounded, wide = found.outcomes
    if said == DEPENDS:
        assert found.margin is None
        return
    # The verdict survives to the margin; at the margin itself it hangs on the openness of an end.
    assert found.margin >= 1 if rounded == said else found.margin <= 1
    assert found.margin >= 2 if wide == said else found.margin <= 2


@given(hedged_numbers, hedged_numbers, relations, thresholds)
def test_the_verdict_as_said_survives_just_below_the_margin_and_not_just_above(a, b, relation, threshold):
    found = judged(TIMES, a, b, relation, threshold)
    assume(found.margin is not None)
    figures = {"a": read(a[0], *a[1]), "b": read(b[0], *b[1])}

    def told(factor):
        return outcome(
            TIMES.range({name: widened(figure, factor) for name, figure in figures.items()}), relation, threshold
        )

    hair = F(1, 10**12)
    if found.margin == math.inf:
        assert told(F(10**6)) == found.outcomes[0]
        return
    assert told(max(found.margin - hair, F(0))) == found.outcomes[0]
    assert told(found.margin + hair) != found.outcomes[0]


@pytest.mark.parametrize("hedge", HEDGES)
def test_widening_passes_through_the_three_readings(hedge):
    figure = read(hedge, 2000, *([3000] if hedge == "range" else []))
    assert widened(figure, F(0)) == figure.said
    for factor, reading in ((F(1), figure.rounded), (F(2), figure.wide)):
        got = widened(figure, factor)
        assert (got.low, got.high) == (reading.low, reading.high)
    half = widened(figure, F(1, 2))
    assert figure.said.within(half) and half.within(figure.rounded)


def test_a_range_set_by_hand_goes_on_widening_at_its_own_pace():
    by_hand = Quantity.about(4000, grain=500)
    figure = Readings(Quantity.point(4000), by_hand, by_hand)
    assert str(widened(figure, F(3))) == "[3250, 4750)"


@pytest.mark.parametrize("low, high, shown", [(None, 3, "(-inf, 4)"), (3, None, "(2, inf)")])
def test_an_end_that_is_not_there_does_not_widen(low, high, shown):
    said = Quantity(low, high, unit=DIFFERENCE)
    rounded = Quantity(low and low - 1, high and high + 1, None, True, True, DIFFERENCE)
    assert str(widened(Readings(said, rounded, rounded), F(1))) == shown


def test_a_formula_that_squares_an_input_has_a_margin_but_no_tipping_point_that_is_a_fraction():
    squared = formula(apply(multiple, apply(multiple, A, B), apply(multiple, B, A)))
    found = judge(squared, leaves(a=read("about", 2000), b=read("exact", 1000)), ">", F(2))
    assert found.outcomes[0] == "holds"
    assert abs(found.margin - (2 - F(math.isqrt(2 * 10**30), 10**15)) * 2) < F(1, 10**14)
    assert found.tipping == ()


def test_nearly_gives_way_within_its_wide_reading():
    figures = {"a": read("nearly", 5000), "b": read("exact", 11000)}
    found = judge(SHARE_OF, leaves(**figures), ">", F(9, 22))
    assert found.outcomes == ("depends", "depends", "depends")
    found = judge(SHARE_OF, leaves(**figures), ">=", F(9, 22))
    assert found.outcomes == ("holds", "holds", "depends")
    assert found.margin == 1
    assert margin(SHARE_OF, F(17, 44), **figures) == F(3, 2)


@pytest.mark.parametrize(
    "figures, threshold, expected",
    [
        ({"a": read("more_than", 6000), "b": read("exact", 11000)}, "1/3", math.inf),
        ({"a": read("exact", 4000), "b": read("exact", 11000)}, "1/3", math.inf),
        ({"a": read("about", 4000), "b": read("about", 12000)}, "1/3", 0),
        ({"a": read("range", 3000, 5000), "b": read("exact", 12000)}, "1/3", None),
    ],
)
def test_the_margin_has_no_limit_where_nothing_is_rounded_and_is_nothing_on_the_threshold(figures, threshold, expected):
    assert margin(SHARE_OF, threshold, **figures) == expected


def test_widening_until_a_divisor_could_be_negative_ends_the_margin():
    net = formula(apply(multiple, A, apply(difference, B, C)))
    # 4,000 - 1,000 shrinks by 500 + 250 for each width of rounding, and is nothing after four.
    assert margin(net, 1, a=read("about", 9000), b=read("about", 4000), c=read("about", 1000)) == 4


# -- tipping points -------------------------------------------------------------------------


@given(hedged_numbers, hedged_numbers, relations, thresholds)
def test_just_before_a_tipping_point_the_verdict_is_one_and_just_after_the_other(a, b, relation, threshold):
    figures = leaves(a=read(a[0], *a[1]), b=read(b[0], *b[1]))
    hair = F(1, 10**9)
    for tip in judged(TIMES, a, b, relation, threshold).tipping:
        (other,) = set(figures) - {tip.input}
        held = dict(tip.others).get(other, figures[other].readings.said.best)
        told = [
            outcome(Quantity.point(TIMES.value({tip.input: value, other: held}), MULTIPLE), relation, threshold)
            for value in (tip.value - hair, tip.value + hair, F(tip.whole))
        ]
        assert sorted(told[:2]) == ["fails", "holds"]
        assert told[2] == "holds"
        assert abs(tip.whole - tip.value) <= 1
        assert tip.inside == (tip.value in figures[tip.input].readings.rounded)


TIPPED = {
    "multiple": (TIMES, thresholds),
    "share": (SHARE_OF, st.sampled_from([F(1, 4), F(1, 3), F(1, 2)])),
    "total": (SUM, st.integers(1, 9000).map(F)),
    "difference": (formula(apply(difference, A, B)), st.integers(-4000, 4000).map(F)),
}


@pytest.mark.parametrize("name", TIPPED)
@given(data=st.data())
def test_one_more_or_one_less_than_the_whole_number_at_a_tipping_point_flips_the_verdict(name, data):
    computation, at = TIPPED[name]
    a, b, relation, threshold = map(data.draw, (hedged_numbers, hedged_numbers, relations, at))
    figures = leaves(a=read(a[0], *a[1]), b=read(b[0], *b[1]))
    try:
        found = judge(computation, figures, relation, threshold).tipping
    except DeriveError:
        return
    for tip in found:
        (other,) = set(figures) - {tip.input}
        held = dict(tip.others).get(other, figures[other].readings.said.best)

        def told(value, input=tip.input, other=other, held=held):
            result = computation.value({input: F(value), other: held})
            return outcome(Quantity.point(result, DIFFERENCE), relation, threshold)

        text, _, beside = tip.text.partition(" (with the other figure at ")
        words, limit, rising = re.fullmatch(r"(from|up to|above|below) (\S+)( on)?", text).groups()
        (limit,) = said.numbers(limit)
        further = 1 if words in ("from", "above") else -1
        assert told(tip.whole) == told(tip.whole + further) == "holds"
        assert told(tip.whole - further) == "fails"
        # The text reads back as the same tipping point.
        assert (words == "from") == bool(rising)
        assert limit == (tip.whole if words in ("from", "up to") else tip.whole - further)
        assert told(limit) == ("holds" if words in ("from", "up to") else "fails")
        assert [held] == list(said.numbers(beside.removesuffix(")"))) if beside else not tip.others


@given(hedged_numbers, hedged_numbers, relations, thresholds)
def test_every_input_that_can_tip_the_verdict_alone_is_named(a, b, relation, threshold):
    figures = leaves(a=read(a[0], *a[1]), b=read(b[0], *b[1]))
    named = {tip.input for tip in judged(TIMES, a, b, relation, threshold).tipping}

    def held(name):
        said = figures[name].readings.said
        return {end for end in ((said.low, said.high) if said.best is None else (said.best,)) if end}

    # a / b = threshold: with b held, a tips at threshold * b; with a held, b tips at a / threshold.
    assert named == {one for one, other in (("a", "b"), ("b", "a")) if held(other)}


@pytest.mark.parametrize(
    "relation, part, whole",
    [
        (">", (3667, "from 3,667 on"), (11999, "below 12,000")),
        (">=", (3667, "from 3,667 on"), (12000, "up to 12,000")),
        ("<", (3666, "up to 3,666"), (12001, "above 12,000")),
        ("<=", (3666, "up to 3,666"), (12000, "from 12,000 on")),
    ],
)
def test_a_tipping_point_names_the_whole_number_on_the_holding_side(relation, part, whole):
    assert tips(SHARE_OF, THIRD, relation, a=read("about", 4000), b=read("about", 11000)) == [
        ("a", F(11000, 3), part[0], True, part[1]),
        ("b", F(12000), whole[0], False, whole[1]),
    ]


def test_an_input_without_a_best_value_is_held_at_each_end_as_said():
    assert tips(TIMES, 2, a=read("range", 25000, 30000), b=read("about", 11000)) == [
        ("a", 22000, 22001, False, "above 22,000"),
        ("b", 12500, 12499, False, "below 12,500 (with the other figure at 25,000)"),
        ("b", 15000, 14999, False, "below 15,000 (with the other figure at 30,000)"),
    ]


def test_several_inputs_held_at_an_end_are_all_named():
    node = formula(apply(total, A, apply(total, B, C)))
    found = tips(node, 9000, a=read("exact", 2000), b=read("more_than", 3000), c=read("at_least", 1000))
    assert found[0] == ("a", 5000, 5001, False, "above 5,000 (with the other figures at 3,000 and 1,000)")


def test_the_same_tipping_point_is_given_once():
    node = formula(apply(multiple, apply(total, A, B), A))
    found = tips(node, 2, a=read("range", 1000, 1500), b=read("about", 2000))
    assert found == [
        ("a", 2000, 1999, False, "below 2,000"),
        ("b", 1000, 1001, False, "above 1,000 (with the other figure at 1,000)"),
        ("b", 1500, 1501, True, "above 1,500 (with the other figure at 1,500)"),
    ]
    constant = formula(apply(total, apply(difference, A, B), B))
    assert tips(constant, 800, a=read("about", 1000), b=read("range", 100, 200)) == [("a", 800, 801, True, "above 800")]


def test_shares_and_multiples_have_no_whole_number_to_tip_at():
    ratio = formula(apply(multiple, A, B))
    shares = {"a": read("about", F(4, 10), unit=SHARE), "b": read("bare", F(3, 10), unit=SHARE)}
    assert tips(ratio, "5/4", **shares) == [
        ("a", F(3, 8), None, True, "above 37.5%"),
        ("b", F(8, 25), None, True, "below 32%"),
    ]
    assert tips(ratio, "5/4", ">=", **shares)[0][4] == "from 37.5% on"
    assert tips(ratio, "5/4", "<=", **shares)[0][4] == "up to 37.5%"
    times = {"a": same(Quantity.point("5/2", MULTIPLE)), "b": same(Quantity(2, 3, unit=MULTIPLE))}
    assert tips(ratio, 1, **times)[0] == ("a", 2, None, False, "above 2 times (with the other figure at 2 times)")


def test_a_tipping_point_beyond_a_divisor_of_zero_is_none_and_one_before_it_is_found():
    net = formula(apply(multiple, A, apply(difference, B, A)))
    assert tips(net, "1/3", a=read("about", 2000), b=read("exact", 10000)) == [
        ("a", 2500, 2501, False, "above 2,500"),
        ("b", 8000, 7999, False, "below 8,000"),
    ]


def test_where_nothing_on_one_side_is_possible_there_is_no_tipping_point():
    assert tips(SUM, 4000, a=read("about", 4000), b=read("exact", 4000)) == []
    assert tips(SUM, 3000, a=read("about", 4000), b=read("exact", 4000)) == []
    assert tips(SHARE_OF, THIRD, a=read("exact", 0), b=read("about", 9000)) == [("a", 3000, 3001, False, "above 3,000")]


def test_a_difference_tips_below_zero_too():
    node = formula(apply(difference, A, B))
    change = same(Quantity.point(100, DIFFERENCE))
    assert tips(node, 0, a=change, b=same(Quantity.point(-300, DIFFERENCE))) == [
        ("a", -300, -299, False, "above \N{MINUS SIGN}300"),
        ("b", 100, 99, False, "below 100"),
    ]


def test_an_input_that_can_be_anything_is_held_at_zero():
    anything = same(Quantity(None, None, unit=DIFFERENCE))
    node = formula(apply(difference, A, B))
    assert tips(node, 5, a=anything, b=same(Quantity.point(7, DIFFERENCE))) == [
        ("a", 12, 13, True, "above 12"),
        ("b", -5, -6, False, "below \N{MINUS SIGN}5 (with the other figure at 0)"),
    ]


def test_where_there_is_no_result_at_the_held_values_there_is_no_tipping_point():
    net = formula(apply(multiple, A, apply(difference, B, C)))
    found = tips(net, 2, a=read("about", 1000), b=same(Quantity(4000, 6000)), c=read("exact", 4000))
    assert [tip[:2] for tip in found] == [("a", 4000), ("b", 4500), ("c", 5500)]


# -- touching, sensitivity ------------------------------------------------------------------


@pytest.mark.parametrize(
    "part, touches",
    [
        (Quantity(3750, 4250, low_open=True), True),
        (Quantity(3750, 4250), False),
        (Quantity(3000, 3750, high_open=True), True),
        (Quantity(3751, 4250), False),
    ],
)
def test_a_range_touches_the_threshold_where_it_ends_there_without_reaching_it(part, touches):
    assert judge(SHARE_OF, leaves(a=same(part), b=read("exact", 11250)), ">", THIRD).touches is touches


def test_the_input_that_moves_the_result_most_comes_first():
    figures = leaves(a=read("about", 4000), b=read("about", 11000))
    assert sensitivity(SHARE_OF, figures) == [("a", F(1, 11)), ("b", F(16, 483))]


def test_an_input_without_bound_moves_the_result_without_bound_and_comes_first():
    figures = leaves(a=read("about", 4000), b=read("more_than", 6000))
    assert sensitivity(SUM, figures) == [("b", None), ("a", 1000)]


def test_an_end_at_which_there_is_no_result_does_not_count_in_the_sensitivity():
    figures = leaves(a=read("range", 5000, 8000), b=read("about", 6000))
    assert sensitivity(SHARE_OF, figures) == [("a", F(1, 4)), ("b", F(5000, 5500) - F(5000, 6500))]


def test_where_no_end_gives_a_result_an_input_moves_nothing():
    part = Readings(Quantity(1000, 6000, best=5900), Quantity(1000, 6000, best=5900), Quantity(1000, 6000, best=5900))
    figures = leaves(a=part, b=read("exact", 3000))
    assert sensitivity(SHARE_OF, figures) == [("a", F(2, 3)), ("b", 0)]


def test_a_threshold_prints_itself_in_its_words():
    one_third = Threshold("1/3", "one third")
    assert f"above {one_third}?" == "above one third?"
    assert one_third._repr_mimebundle_() == {
        "text/plain": "one third",
        MIME: {"type": "text", "text": "one third"},
    }


def test_persons_are_the_unit_of_a_total():
    assert SUM.unit == PERSONS


@pytest.mark.parametrize(
    ("as_said", "found", "text"),
    [
        ("depends", None, "none, it depends already as said"),
        ("holds", F(1, 2), "as said it holds, and survives 1/2 times the rounding"),
        ("fails", F(1), "as said it fails, and survives the rounding, but nothing beyond"),
        ("fails", F(457, 101), "as said it fails, and survives about 4.52 times the rounding"),
        ("holds", math.inf, "as said it holds, and survives any rounding"),
    ],
)
def test_a_margin_is_said_in_words(as_said, found, text):
    assert margin_in_words(found, as_said) == text


def test_a_tipping_point_says_where_it_lies():
    judged = judge(SHARE_OF, leaves(a=read("about", 4000), b=read("about", 11000)), ">", THIRD)
    assert [(tip.value, tip.place) for tip in judged.tipping] == [
        (F(11000, 3), "inside its range as rounded"),
        (F(12000), "outside its range as rounded"),
    ]
