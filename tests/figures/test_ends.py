"""Who drew the ends of a reading: by the words of each hedge, and against the readings themselves."""

from fractions import Fraction as F

import pytest
from ledgers import WHOLE, ledger

from hedged.figures import ends as drawn
from hedged.figures.derive import derive
from hedged.figures.figure import Figure
from hedged.numbers.functions import share
from hedged.numbers.hedges import HEDGES
from hedged.numbers.quantity import PERSONS, SHARE, Quantity

CLAIMANT, RULE = "the claimant’s words", "our rounding rule"
NO_UPPER, NO_LOWER = f"{CLAIMANT}; no upper end was given", f"{CLAIMANT}; no lower end was given"
HALF = f"{RULE}: 500 to either side, half of the last place"
FULL = f"{RULE}: 1,000 to either side, the last place"
BELOW = f"lower end by {RULE}: 500 below, half of the last place; upper end by {CLAIMANT}"
ABOVE = f"upper end by {RULE}: 500 above, half of the last place; lower end by {CLAIMANT}"

#: Who drew the ends of 4,000 (and of 4,000 to 5,000) as said, as rounded and wide.
TABLE = {
    "exact": (CLAIMANT, CLAIMANT, CLAIMANT),
    "bare": (CLAIMANT, HALF, FULL),
    "about": (CLAIMANT, HALF, FULL),
    "nearly": (BELOW, BELOW, BELOW.replace("500 below, half of the", "1,000 below, the")),
    "just_over": (ABOVE, ABOVE, ABOVE.replace("500 above, half of the", "1,000 above, the")),
    "more_than": (NO_UPPER,) * 3,
    "at_least": (NO_UPPER,) * 3,
    "up_to": (
        NO_LOWER,
        NO_LOWER,
        f"upper end by {RULE}: 1,000 above, the last place; no lower end was given",
    ),
    "at_most": (NO_LOWER,) * 3,
    "fewer_than": (NO_LOWER,) * 3,
    "range": (CLAIMANT, HALF, FULL),
}


@pytest.mark.parametrize("hedge", HEDGES)
def test_each_hedge_says_who_drew_the_ends_of_its_readings(hedge):
    numbers = [F(4000), F(5000)][: len(HEDGES[hedge].fills)]
    assert drawn.by(hedge, numbers, PERSONS, in_words=False) == TABLE[hedge]


@pytest.mark.parametrize(
    ("hedge", "numbers", "unit", "in_words", "rounded", "wide"),
    [
        # A number without zeros at its end is not taken as rounded.
        ("bare", [F(4321)], PERSONS, False, CLAIMANT, f"{RULE}: 1 to either side, the last place"),
        # The step is never more than half of the number.
        ("about", [F(10000)], PERSONS, False, f"{RULE}: 2,500 to either side, a quarter of 10,000",
         f"{RULE}: 5,000 to either side, half of 10,000"),
        ("about", [F(2, 5)], SHARE, False, f"{RULE}: 5 percentage points to either side, half of the last place",
         f"{RULE}: 10 percentage points to either side, the last place"),
        ("bare", [F(9, 25)], SHARE, False, CLAIMANT, f"{RULE}: 1 percentage point to either side, the last place"),
        ("bare", [F(1, 3)], SHARE, True, f"{RULE}: half-way to a quarter and half",
         f"{RULE}: as far as a quarter and half"),
        ("up_to", [F(1, 4)], SHARE, True, NO_LOWER, f"upper end by {RULE}: as far as a third; no lower end was given"),
        ("bare", [F(0)], PERSONS, False, CLAIMANT, CLAIMANT),
    ],
)  # fmt: skip
def test_the_rule_says_how_far_it_goes(hedge, numbers, unit, in_words, rounded, wide):
    assert drawn.by(hedge, numbers, unit, in_words)[1:] == (rounded, wide)


def test_an_end_is_the_claimant_s_where_it_is_a_number_that_was_said_and_only_there():
    for figure in ledger().statements(include_denied=True):
        said = {
            cell for cell in (figure.statement.low, figure.statement.best, figure.statement.high) if cell is not None
        }
        for quantity, words in zip(figure.readings, figure.drawn, strict=True):
            ends = {quantity.low, quantity.high}
            assert (CLAIMANT in words) == bool(ends & said), figure.id
            assert (RULE in words) == bool(ends - said - {None, F(0), F(1)}), figure.id


def test_a_figure_that_nobody_reported_says_so():
    half = Figure.given("half", Quantity(5000, 6000))
    assert set(half.drawn) == {"set here, by no rounding"}
    assert set(derive(share, id="x", part=half, whole=ledger()[WHOLE]).drawn) == {"follows from the inputs"}
