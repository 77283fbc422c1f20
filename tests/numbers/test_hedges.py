"""What a hedge allows: a table, cell by cell, and against a second opinion."""

import re
from fractions import Fraction as F
from itertools import combinations, product

import brute
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedged.numbers.hedges import HALF, HEDGES, NOBODY, STATED, WHOLE, WORD_SHARES, drawn, grain, place_value, readings
from hedged.numbers.quantity import PERSONS, SHARE

ONE_NUMBER = [word for word in HEDGES if word != "range"]


def read(hedge, *numbers, **more):
    return readings(hedge, **dict(zip(HEDGES[hedge].fills, map(F, numbers), strict=True)), **more)


def shown(hedge, *numbers, **more):
    return [str(quantity) for quantity in read(hedge, *numbers, **more)]


TABLE = [
    ("exact", (4718,), ["[4718, 4718]", "[4718, 4718]", "[4718, 4718]"]),
    ("bare", (12000,), ["[12000, 12000]", "[11500, 12500)", "[11000, 13000]"]),
    ("bare", (10948,), ["[10948, 10948]", "[10948, 10948]", "[10947, 10949]"]),
    ("bare", (0,), ["[0, 0]", "[0, 0]", "[0, 0]"]),
    ("about", (11000,), ["[11000, 11000]", "[10500, 11500)", "[10000, 12000]"]),
    ("about", (4700,), ["[4700, 4700]", "[4650, 4750)", "[4600, 4800]"]),
    ("about", (10000,), ["[10000, 10000]", "[7500, 12500)", "[5000, 15000]"]),
    ("nearly", (5000,), ["[4500, 5000)", "[4500, 5000)", "[4000, 5000)"]),
    ("just_over", (5000,), ["(5000, 5500)", "(5000, 5500)", "(5000, 6000)"]),
    ("more_than", (6000,), ["(6000, inf)", "(6000, inf)", "(6000, inf)"]),
    ("at_least", (6000,), ["[6000, inf)", "[6000, inf)", "[6000, inf)"]),
    ("up_to", (12000,), ["[0, 12000]", "[0, 12000]", "[0, 13000]"]),
    ("at_most", (12000,), ["[0, 12000]", "[0, 12000]", "[0, 12000]"]),
    ("fewer_than", (12000,), ["[0, 12000)", "[0, 12000)", "[0, 12000)"]),
    ("range", (25000, 30000), ["[25000, 30000]", "[24500, 30500)", "[24000, 31000]"]),
    ("range", (0, 500), ["[0, 500]", "[0, 550)", "[0, 600]"]),
]


@pytest.mark.parametrize("hedge, numbers, expected", TABLE)
def test_each_hedge_is_read_as_the_table_says(hedge, numbers, expected):
    assert shown(hedge, *numbers) == expected


@pytest.mark.parametrize(
    "hedge, number, expected",
    [
        ("about", "2/5", ["[2/5, 2/5]", "[7/20, 9/20)", "[3/10, 1/2]"]),
        ("bare", "9/25", ["[9/25, 9/25]", "[9/25, 9/25]", "[7/20, 37/100]"]),
        ("bare", "1", ["[1, 1]", "[3/4, 1]", "[1/2, 1]"]),
        ("more_than", "1/2", ["(1/2, 1]", "(1/2, 1]", "(1/2, 1]"]),
        ("up_to", "9/10", ["[0, 9/10]", "[0, 9/10]", "[0, 1]"]),
    ],
)
def test_a_share_in_per_cent_rounds_like_any_number_and_stays_within_nought_and_one(hedge, number, expected):
    assert shown(hedge, number, unit=SHARE) == expected


@pytest.mark.parametrize(
    "hedge, number, expected",
    [
        ("bare", "1/3", ["[1/3, 1/3]", "[7/24, 5/12)", "[1/4, 1/2]"]),
        ("about", "1/4", ["[1/4, 1/4]", "[1/8, 7/24)", "[0, 1/3]"]),
        ("about", "3/4", ["[3/4, 3/4]", "[17/24, 7/8)", "[2/3, 1]"]),
        ("more_than", "1/2", ["(1/2, 1]", "(1/2, 1]", "(1/2, 1]"]),
        ("nearly", "1/2", ["[5/12, 1/2)", "[5/12, 1/2)", "[1/3, 1/2)"]),
    ],
)
def test_a_share_in_words_stands_for_the_values_nearer_to_it_than_to_another_word(hedge, number, expected):
    assert shown(hedge, number, unit=SHARE, in_words=True) == expected


@pytest.mark.parametrize("word", WORD_SHARES[1:-1])
def test_shares_in_words_agree_with_the_second_opinion_on_a_fine_grid(word):
    for quantity, test in zip(read("bare", word, unit=SHARE, in_words=True), brute.allowed_word(word), strict=True):
        for i in range(241):
            assert (F(i, 240) in quantity) == test(F(i, 240))


@pytest.mark.parametrize("hedge", ONE_NUMBER)
@pytest.mark.parametrize("unit", [PERSONS, SHARE])
def test_every_hedge_agrees_with_the_second_opinion(hedge, unit):
    per_cent = unit == SHARE
    numbers = (
        [F(n, 100) for n in range(1, 100, 3)] + [F(1, 2), F(2, 5)]
        if per_cent
        else [*range(1, 41), 100, 4700, 11000, 10948]
    )
    for number in map(F, numbers):
        if hedge == "about" and not brute.ends_in_zero(number, per_cent):
            continue
        for reading, quantity in enumerate(read(hedge, number, unit=unit)):
            found = brute.ends(brute.values(hedge, (number,), reading, per_cent))
            assert found == (quantity.low, quantity.low_open, quantity.high, quantity.high_open), (number, reading)


@pytest.mark.parametrize("hedge", HEDGES)
def test_every_hedge_of_a_share_in_words_agrees_with_the_second_opinion(hedge):
    shares = combinations(WORD_SHARES[1:-1], 2) if hedge == "range" else product(WORD_SHARES[1:-1])
    for numbers in shares:
        for reading, quantity in enumerate(read(hedge, *numbers, unit=SHARE, in_words=True)):
            found = brute.ends(brute.values(hedge, numbers, reading, per_cent=True, in_words=True))
            assert found == (quantity.low, quantity.low_open, quantity.high, quantity.high_open), (numbers, reading)


@pytest.mark.parametrize("numbers", [(0, 5), (3, 7), (10, 30), (95, 100), (25000, 30000), (9500, 10000)])
def test_ranges_agree_with_the_second_opinion(numbers):
    numbers = tuple(map(F, numbers))
    for reading, quantity in enumerate(read("range", *numbers)):
        found = brute.ends(brute.values("range", numbers, reading))
        assert found == (quantity.low, quantity.low_open, quantity.high, quantity.high_open)


@given(st.sampled_from(ONE_NUMBER), st.integers(1, 10**6), st.sampled_from([PERSONS, SHARE]))
def test_each_reading_contains_the_one_before(hedge, number, unit):
    number = F(number, 10**6) if unit == SHARE else F(number * (10 if hedge == "about" else 1))
    if hedge == "about" and unit == SHARE:
        number = max(F(1, 10), F(round(number * 10), 10))
    if number == 1 and unit == SHARE and hedge in ("more_than", "just_over"):
        return
    said, rounded, wide = read(hedge, number, unit=unit)
    assert said.within(rounded) and rounded.within(wide)


@pytest.mark.parametrize("hedge", HEDGES)
def test_each_reading_of_a_share_in_words_contains_the_one_before(hedge):
    for numbers in combinations(WORD_SHARES[1:-1], 2) if hedge == "range" else product(WORD_SHARES[1:-1]):
        said, rounded, wide = read(hedge, *numbers, unit=SHARE, in_words=True)
        assert said.within(rounded) and rounded.within(wide)


@given(st.sampled_from(list(HEDGES)), st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_each_reading_by_a_step_set_by_hand_contains_the_one_before(hedge, number, width, step):
    numbers = (number, number + width)[: len(HEDGES[hedge].fills)]
    said, rounded, wide = read(hedge, *numbers, step=step)
    assert said.within(rounded) and rounded.within(wide)


@given(st.integers(0, 10**5), st.integers(1, 10**5))
def test_each_reading_of_a_range_contains_the_one_before(low, width):
    said, rounded, wide = read("range", low, low + width)
    assert said.within(rounded) and rounded.within(wide)


@given(st.sampled_from(ONE_NUMBER), st.integers(1, 9999), st.integers(1, 3))
def test_a_thousandfold_figure_has_thousandfold_readings(hedge, number, thousands):
    factor = 1000**thousands
    for small, large in zip(read(hedge, number * 10), read(hedge, number * 10 * factor), strict=True):
        for one, other in ((small.low, large.low), (small.high, large.high)):
            assert (one and one * factor) == other


def test_a_best_value_exists_only_where_somebody_said_one():
    stating = {hedge for hedge in ONE_NUMBER if read(hedge, 5000).said.best is not None}
    assert stating == {"exact", "bare", "about"}
    assert read("range", 25000, 30000).said.best is None


@pytest.mark.parametrize(
    "number, place, step",
    [
        ("11000", 1000, 1000),
        ("4700", 100, 100),
        ("10000", 10000, 5000),
        ("1", 1, F(1, 2)),
        ("0.4", F(1, 10), F(1, 10)),
        ("0", 0, 0),
    ],
)
def test_the_grain_is_the_place_of_the_last_digit_but_at_most_half_the_number(number, place, step):
    assert place_value(F(number)) == place
    assert grain(F(number)) == step


def test_a_number_is_read_to_thirty_decimals():
    assert place_value(F(7, 10**30)) == F(1, 10**30)
    with pytest.raises(ValueError, match="has no last digit"):
        place_value(F(7, 10**31))


def test_a_figure_counts_persons_where_no_unit_is_given():
    assert {quantity.unit for quantity in readings("about", best=4000)} == {PERSONS}


def test_about_3500_is_sharper_than_about_4000():
    assert shown("about", 3500)[1] == "[3450, 3550)"
    assert shown("about", 4000)[1] == "[3500, 4500)"


def test_the_grain_can_be_set_by_hand():
    assert shown("about", 4000, step=F(500)) == ["[4000, 4000]", "[3750, 4250)", "[3500, 4500]"]
    assert shown("about", 4718, step=F(100)) == ["[4718, 4718]", "[4668, 4768)", "[4618, 4818]"]
    assert shown("bare", 4718, step=F(1, 2)) == ["[4718, 4718]", "[18871/4, 18873/4)", "[9435/2, 9437/2]"]
    assert shown("range", 25000, 30000, step=F(5000))[1] == "[22500, 32500)"


def test_every_hedge_has_its_words_in_english_and_german_the_one_that_is_printed_first():
    assert {word: (" / ".join(hedge.english), " / ".join(hedge.german)) for word, hedge in HEDGES.items()} == {
        "exact": ("exactly {n}", "genau {n}"),
        "bare": ("{n}", "{n}"),
        "about": ("about {n} / some {n} / around {n}", "rund {n} / etwa {n} / circa {n}"),
        "nearly": ("nearly {n} / almost {n}", "knapp {n} / fast {n}"),
        "just_over": ("just over {n}", "gut {n}"),
        "more_than": ("more than {n} / over {n}", "mehr als {n} / über {n}"),
        "at_least": ("at least {n}", "mindestens {n}"),
        "up_to": ("up to {n} / as many as {n}", "bis zu {n}"),
        "at_most": ("at most {n}", "höchstens {n}"),
        "fewer_than": ("fewer than {n}", "weniger als {n}"),
        "range": ("{low} to {high}", "{low} bis {high}"),
    }


ALL = ", ".join(HEDGES)


@pytest.mark.parametrize(
    "hedge, cells, message",
    [
        ("roughly", {"best": 5}, f"unknown hedge 'roughly'; allowed: {ALL}"),
        ("about", {"low": 5}, "hedge 'about' fills best, found low"),
        ("range", {"low": 5}, "hedge 'range' fills low and high, found low"),
        ("more_than", {"low": 1, "best": 2, "high": 3}, "hedge 'more_than' fills low, found low and best and high"),
        ("bare", {}, "hedge 'bare' fills best, found nothing"),
        ("about", {"best": 4718}, "'about' needs a round number, found 4718; give the bounds that were said instead"),
        (
            "about",
            {"best": F(9, 25), "unit": SHARE},
            "'about' needs a round number, found 9/25; give the bounds that were said instead",
        ),
        ("bare", {"best": F(3, 2), "unit": SHARE}, "a share cannot be above 1, found 3/2"),
        ("range", {"low": F(1, 2), "high": F(3, 2), "unit": SHARE}, "a share cannot be above 1, found 3/2"),
        ("bare", {"best": -5}, "a figure cannot be below 0, found -5"),
        ("range", {"low": 7, "high": 7}, "low 7 is not below high 7"),
        ("range", {"low": 8, "high": 7}, "low 8 is not below high 7"),
        ("about", {"best": 4000, "step": 0}, "a grain must be above 0, found 0"),
        ("fewer_than", {"high": 0}, "no value lies between 0 and 0 with an open end"),
        ("more_than", {"low": 1, "unit": SHARE}, "no value lies between 1 and 1 with an open end"),
        (
            "bare",
            {"best": F(1, 3), "unit": SHARE},
            "1/3 has no last digit; a share said as a word is written as a fraction",
        ),
        (
            "bare",
            {"best": F(2, 5), "unit": SHARE, "in_words": True},
            "2/5 is not a share that is said as a word (1/4, 1/3, 1/2, 2/3, 3/4)",
        ),
    ],
)
def test_a_figure_that_cannot_be_read_is_refused_in_a_plain_sentence(hedge, cells, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        readings(hedge, **cells)


@pytest.mark.parametrize("cells", [{"best": 4000.0}, {"best": 4000, "step": 4000.0}])
def test_a_float_is_not_a_figure(cells):
    with pytest.raises(TypeError, match=r"^4000\.0 is a float and not exact; write Fraction\('4000\.0'\)$"):
        readings("about", **cells)


@pytest.mark.parametrize("hedge", HEDGES)
def test_an_end_is_drawn_by_whatever_takes_it_from_the_number_as_said(hedge):
    numbers = (4000, 5000)[: len(HEDGES[hedge].fills)]
    by_distance = {0: STATED, 500: HALF, 1000: WHOLE}
    for quantity, drawn_by in zip(read(hedge, *numbers), drawn(hedge, is_round=True), strict=True):
        for end, number, by in zip((quantity.low, quantity.high), (numbers[0], numbers[-1]), drawn_by, strict=True):
            assert by == (NOBODY if end in (None, 0) else by_distance[abs(end - number)])


def test_a_bare_number_that_is_not_round_is_drawn_by_its_claimant_but_for_the_wide_reading():
    assert drawn("bare", is_round=False) == ((STATED, STATED), (STATED, STATED), (WHOLE, WHOLE))
