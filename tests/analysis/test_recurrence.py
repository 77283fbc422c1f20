"""The number most often given, on made-up rows."""

import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import made_ledger, said

from hedged.analysis import recurrence

FIRST, AGAIN = "north-casualties-2020-01-09", "island-casualties-2020-01-22"
#: The statements that give 4,000, by hedge.
ABOUT = [AGAIN, "east-casualties-2020-01-24", "south-casualties-2020-03-27", "island-casualties-2020-07-02"]
NO_HEDGE, MORE_THAN = [FIRST], ["north-casualties-2020-02-14"]

with tempfile.TemporaryDirectory() as _folder:
    LEDGER = made_ledger(
        Path(_folder) / "data",
        said(FIRST, best=4000, hedge="bare", counts="unclear"),
        said(AGAIN, best=4000),
        said("east-casualties-2020-01-24", best=4000, counts="killed_wounded_missing_captured"),
        said("north-casualties-2020-02-14", low=4000, counts="unclear", repeats=FIRST),
        said("south-casualties-2020-03-27", best=4000),
        said("island-casualties-2020-07-02", best=4000, repeats=AGAIN),
        said("west-casualties-2020-04-30", best=4700),
        said("west-casualties-2021-02-12", best=6000),
        said("west-casualties-2021-03-01", low=4000, high=6000),
        said("harbour-casualties-2021-03-02", best=4000, status="denied"),
        said("harbour-casualties-2021-03-03", best=4000, extent="part"),
        said("north-sent-total-2020-01-05", best=12000),
        said("island-sent-total-2020-01-16", low=12000, hedge="at_least"),
        said("east-sent-total-2020-06-15", best=11000),
        said("north-killed-2020-01-21", best=300),
        said("south-killed-2020-02-21", best=1000),
        said("north-killed-2020-03-21", best=300),
        said("north-planned-2020-02-01", low=25000, high=30000),
        said("north-planned-2020-02-02", low=25000, high=30000),
        said("east-planned-2020-02-14", best=3000),
        said("north-present-2020-02", best=2000),
        said("south-present-2020-03", best=2000),
        said("east-present-2020-03", best=8000),
        said("east-share-casualties-2020-01-24", best="1/3"),
        said("west-share-casualties-2021-02-12", best="0.4"),
        said("south-share-casualties-2021-02-12", best="0.4"),
    )
CASUALTIES = recurrence.most_given(LEDGER, "casualties")


def ids(figures):
    return [figure.id for figure in figures]


def test_the_number_that_stood_still_is_4000_whatever_its_hedge():
    assert CASUALTIES.value == Fraction(4000)
    assert sorted(ids(CASUALTIES.statements)) == sorted(NO_HEDGE + ABOUT + MORE_THAN)
    assert {name: ids(found) for name, found in CASUALTIES.by_hedge.items()} == {
        "no hedge": NO_HEDGE, "about": ABOUT, "more than": MORE_THAN,
    }  # fmt: skip


def test_its_numbers_are_figures_that_say_how_they_are_counted():
    hedges = "counted with every hedge it has: no hedge, about and more than"
    assert (CASUALTIES.number.text, CASUALTIES.number.caveats) == ("4,000", (hedges,))
    assert (CASUALTIES.given.text, CASUALTIES.given.caveats) == ("6", (hedges,))
    assert (CASUALTIES.claimants.text, CASUALTIES.claimants.unit) == ("4", "claimants")


def test_it_was_given_from_its_first_day_to_its_last():
    assert ids([CASUALTIES.first, CASUALTIES.last]) == [FIRST, "island-casualties-2020-07-02"]
    assert CASUALTIES.days.text == str((date(2020, 7, 2) - date(2020, 1, 9)).days)
    assert CASUALTIES.days.label == "days from 9 January 2020 to 2 July 2020"


def test_it_is_told_by_definition():
    assert {name: len(found) for name, found in CASUALTIES.by_definition.items()} == {
        "not said": 2,
        "killed, wounded, missing and captured": 1,
        "killed and wounded": 3,
    }


def test_who_repeats_whom_is_said_where_the_ledger_has_it():
    assert {later: earlier.id for later, earlier in CASUALTIES.repeats.items()} == {
        "north-casualties-2020-02-14": FIRST, "island-casualties-2020-07-02": AGAIN,
    }  # fmt: skip


def test_on_an_earlier_day_only_what_was_said_by_then_counts():
    early = recurrence.most_given(LEDGER.known_on("2020-01-31"), "casualties")
    assert (early.number.text, early.given.text, early.claimants.text) == ("4,000", "3", "3")
    assert early.first.id == FIRST


def test_no_statement_gives_no_number():
    assert recurrence.most_given(LEDGER.known_on("2020-01-05"), "casualties") is None


@pytest.mark.parametrize(
    ("measure", "given"),
    [
        ("sent_total", ["north-sent-total-2020-01-05", "island-sent-total-2020-01-16"]),
        ("killed", ["north-killed-2020-01-21", "north-killed-2020-03-21"]),
        ("planned", ["east-planned-2020-02-14"]),
        ("present", ["north-present-2020-02", "south-present-2020-03"]),
        ("share_casualties", ["west-share-casualties-2021-02-12", "south-share-casualties-2021-02-12"]),
    ],
)
def test_any_measure_can_be_asked(measure, given):
    found = recurrence.most_given(LEDGER, measure)
    assert ids(found.statements) == given
    assert found.by_definition == {}


def test_a_range_gives_neither_of_its_numbers():
    assert [figure.hedge for figure in LEDGER.statements(measure="planned")] == ["range", "range", "about"]
    assert recurrence.most_given(LEDGER, "planned").number.text == "3,000"


@pytest.mark.parametrize(
    ("second", "expected"),
    [("north", "11,000"), ("west", "12,000")],
    ids=["twice by one claimant, then twice by two: the latter", "twice by two each: the one given first"],
)
def test_of_numbers_given_equally_often_that_of_more_claimants_is_meant_then_the_earlier(tmp_path, second, expected):
    given = (("north", 5, 12000), (second, 16, 12000), ("south", 27, 11000), ("east", 28, 11000))
    rows = (said(f"{who}-sent-total-2020-01-{day:02}", best=best) for who, day, best in given)
    found = recurrence.most_given(made_ledger(tmp_path / "data", *rows), "sent_total")
    assert (found.number.text, found.given.text) == (expected, "2")
