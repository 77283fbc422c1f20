"""The number most often given: the 4,000 casualties of 2025, counted here row by row, and made-up rows."""

import csv
from datetime import date
from fractions import Fraction

import pytest
from ledgers import Copy
from place import DATA

from hedged.analysis import recurrence
from hedged.ledger.ledger import Ledger

LEDGER = Ledger.read(DATA)
CASUALTIES = recurrence.most_given(LEDGER, "casualties")


def rows(measure):
    """The totals of a measure that are not denied, as they stand in the file."""
    with (DATA / "statements.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["measure"] == measure and row["extent"] == "total"]
    return [row for row in found if row["status"] != "denied"]


def giving_4000():
    return [row for row in rows("casualties") if [row["low"], row["best"], row["high"]].count("4000") == 1]


def ids(figures):
    return [figure.id for figure in figures]


def test_the_number_that_stood_still_is_4000_whatever_its_hedge():
    assert CASUALTIES.value == Fraction(4000)
    assert sorted(ids(CASUALTIES.statements)) == sorted(row["statement_id"] for row in giving_4000())
    assert {name: ids(found) for name, found in CASUALTIES.by_hedge.items() if name != "about"} == {
        "no hedge": [row["statement_id"] for row in giving_4000() if row["hedge"] == "bare"],
        "more than": ["zelensky-casualties-2025-02-14"],
    }


def test_its_numbers_are_figures_that_say_how_they_are_counted():
    hedges = "counted with every hedge it has: no hedge, about and more than"
    claimants = {row["claimant_id"] for row in giving_4000()}
    assert (CASUALTIES.number.text, CASUALTIES.number.caveats) == ("4,000", (hedges,))
    assert (CASUALTIES.given.text, CASUALTIES.given.caveats) == (str(len(giving_4000())), (hedges,))
    assert (CASUALTIES.claimants.text, CASUALTIES.claimants.unit) == (str(len(claimants)), "claimants")
    assert len(giving_4000()) == 11 and len(claimants) == 6


def test_it_was_given_from_january_to_july_2025():
    assert ids([CASUALTIES.first, CASUALTIES.last]) == ["zelensky-casualties-2025-01-09", "hur-casualties-2025-07-13"]
    assert CASUALTIES.days.text == str((date(2025, 7, 13) - date(2025, 1, 9)).days)
    assert CASUALTIES.days.label == "days from 9 January 2025 to 13 July 2025"


def test_it_is_told_by_definition():
    assert {name: len(found) for name, found in CASUALTIES.by_definition.items()} == {
        "not said": 4,
        "killed, wounded, missing and captured": 1,
        "killed and wounded": 6,
    }


def test_who_repeats_whom_is_said_where_the_ledger_has_it():
    assert {later: earlier.id for later, earlier in CASUALTIES.repeats.items()} == {
        row["statement_id"]: row["repeats"] for row in giving_4000() if row["repeats"]
    }
    assert len(CASUALTIES.repeats) == 3


def test_on_an_earlier_day_only_what_was_said_by_then_counts():
    early = recurrence.most_given(LEDGER.known_on("2025-01-31"), "casualties")
    assert (early.number.text, early.given.text, early.claimants.text) == ("4,000", "3", "3")
    assert early.first.id == "zelensky-casualties-2025-01-09"


def test_no_statement_gives_no_number():
    assert recurrence.most_given(LEDGER.known_on("2024-10-10"), "casualties") is None


@pytest.mark.parametrize("measure", ["sent_total", "killed", "planned", "present", "share_casualties"])
def test_any_measure_can_be_asked(measure):
    found = recurrence.most_given(LEDGER, measure)
    told = [
        row["statement_id"]
        for row in rows(measure)
        if [Fraction(cell) for cell in (row["low"], row["best"], row["high"]) if cell] == [found.value]
    ]
    assert sorted(ids(found.statements)) == sorted(told)
    assert found.by_definition == {}


def test_a_range_gives_neither_of_its_numbers():
    found = recurrence.most_given(LEDGER, "planned")
    assert all(figure.hedge != "range" for figure in found.statements)
    assert any(row["hedge"] == "range" for row in rows("planned"))


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        # Twice by one claimant, then twice by two: the latter.
        (["zelensky-sent-total-2025-01-05", "zelensky-sent-total-2025-01-21", "jcs-sent-total-2025-03-27",
          "uk-mod-sent-total-2025-06-15"], "11,000"),
        # Twice by two claimants each: the one given first.
        (["zelensky-sent-total-2025-01-05", "isw-sent-total-2025-01-16", "jcs-sent-total-2025-03-27",
          "uk-mod-sent-total-2025-06-15"], "12,000"),
    ],
)  # fmt: skip
def test_of_numbers_given_equally_often_that_of_more_claimants_is_meant_then_the_earlier(tmp_path, kept, expected):
    data = Copy(tmp_path / "data", DATA)
    for row in rows("sent_total"):
        if row["statement_id"] not in kept:
            data.change("statements", row["statement_id"], extent="part")
    found = recurrence.most_given(Ledger.read(data.folder), "sent_total")
    assert (found.number.text, found.given.text) == (expected, "2")
