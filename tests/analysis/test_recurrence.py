"""The number most often given: counted here row by row."""

import csv
from datetime import date
from fractions import Fraction

import pytest
from ledgers import made_ledger, said

from hedged.analysis import recurrence

#: Three claimants give 4,000, with three hedges; two others another number, and once it is denied.
ROWS = (
    said("island-casualties-2025-01-09", best=4000, hedge="bare", counts="unclear"),
    said("east-casualties-2025-02-14", low=4000),
    said("island-casualties-2025-03-27", best=4000, repeats="island-casualties-2025-01-09"),
    said("north-casualties-2025-07-13", best=4000),
    said("north-casualties-2025-04-30", best=5100),
    said("east-casualties-2025-04-30", best=5100),
    said("east-casualties-2025-05-01", low=3000, high=4000),
    said("east-casualties-2025-06-01", best=4000, status="denied"),
    said("east-casualties-2025-06-02", best=4000, extent="part"),
    said("east-planned-2025-06-02", best=4000),
    said("east-planned-2025-06-03", low=4000, high=6000),
    said("north-planned-2025-06-04", low=5000, high=6000),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("recurring") / "data"


@pytest.fixture(scope="module")
def ledger(folder):
    return made_ledger(folder, *ROWS)


@pytest.fixture(scope="module")
def casualties(ledger):
    return recurrence.most_given(ledger, "casualties")


def ids(figures):
    return [figure.id for figure in figures]


def test_a_number_is_given_whatever_its_hedge(casualties):
    assert casualties.value == Fraction(4000)
    assert {name: ids(found) for name, found in casualties.by_hedge.items()} == {
        "no hedge": ["island-casualties-2025-01-09"],
        "about": ["island-casualties-2025-03-27", "north-casualties-2025-07-13"],
        "more than": ["east-casualties-2025-02-14"],
    }


def test_its_numbers_are_figures_that_say_how_they_are_counted(casualties):
    hedges = "counted with every hedge it has: no hedge, more than and about"
    assert (casualties.number.text, casualties.number.caveats) == ("4,000", (hedges,))
    assert (casualties.given.text, casualties.given.caveats) == ("4", (hedges,))
    assert (casualties.claimants.text, casualties.claimants.unit) == ("3", "claimants")


def test_it_was_given_from_a_first_day_to_a_last(casualties):
    assert ids([casualties.first, casualties.last]) == ["island-casualties-2025-01-09", "north-casualties-2025-07-13"]
    assert casualties.days.text == str((date(2025, 7, 13) - date(2025, 1, 9)).days)
    assert casualties.days.label == "days from 9 January 2025 to 13 July 2025"


def test_it_is_told_by_definition(casualties):
    told = {name: len(found) for name, found in casualties.by_definition.items()}
    assert {name: number for name, number in told.items() if number} == {"not said": 1, "killed and wounded": 3}


def test_who_repeats_whom_is_said_where_the_ledger_has_it(casualties):
    assert {later: earlier.id for later, earlier in casualties.repeats.items()} == {
        "island-casualties-2025-03-27": "island-casualties-2025-01-09"
    }


def test_on_an_earlier_day_only_what_was_said_by_then_counts(ledger):
    early = recurrence.most_given(ledger.known_on("2025-02-28"), "casualties")
    assert (early.number.text, early.given.text, early.claimants.text) == ("4,000", "2", "2")
    assert early.first.id == "island-casualties-2025-01-09"


def test_no_statement_gives_no_number(ledger):
    assert recurrence.most_given(ledger.known_on("2024-10-10"), "casualties") is None


@pytest.mark.parametrize("measure", ["casualties", "planned"])
def test_it_is_the_number_of_the_most_rows_that_are_total_and_not_denied(ledger, folder, measure):
    with (folder / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["measure"], row["extent"]) == (measure, "total")]
    given = {}
    for row in rows:
        numbers = [cell for cell in (row["low"], row["best"], row["high"]) if cell]
        if row["status"] != "denied" and len(numbers) == 1:
            given.setdefault(Fraction(*map(int, numbers)), []).append(row["statement_id"])
    found = recurrence.most_given(ledger, measure)
    assert sorted(ids(found.statements)) == sorted(given[found.value])
    assert len(given[found.value]) == max(map(len, given.values()))
    assert (found.by_definition == {}) == (measure != "casualties")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # Twice by one claimant, then twice by two: the latter.
        ([("east", 12000), ("east", 12000), ("north", 11000), ("island", 11000)], "11,000"),
        # Twice by two claimants each: the one given first.
        ([("east", 12000), ("island", 12000), ("north", 11000), ("west", 11000)], "12,000"),
    ],
)
def test_of_numbers_given_equally_often_that_of_more_claimants_is_meant_then_the_earlier(tmp_path, told, expected):
    rows = (said(f"{who}-sent-total-2025-0{month}-01", best=best) for month, (who, best) in enumerate(told, 1))
    found = recurrence.most_given(made_ledger(tmp_path / "data", *rows), "sent_total")
    assert (found.number.text, found.given.text) == (expected, "2")
