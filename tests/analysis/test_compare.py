"""Where claimants contradict each other, on made-up rows."""

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import made_ledger, said

from hedged.analysis import compare

SOUTH, EAST, WEST = "south-casualties-2020-03-27", "east-casualties-2020-03-28", "west-casualties-2020-05-03"

with tempfile.TemporaryDirectory() as _folder:
    LEDGER = made_ledger(
        Path(_folder) / "data",
        said(SOUTH, best=4000, as_of="2020-03", counts="unclear"),
        said(EAST, low=5000, counts="unclear"),
        said("east-casualties-2020-04-02", low=6000, counts="unclear"),
        said(WEST, best=4700),
        said("harbour-casualties-2020-05-03", best=9000, counts="killed_wounded_missing_captured"),
        said("north-casualties-2020-05-20", best=9000),
        said("south-killed-2020-03-27", best=300),
        said("east-killed-2020-03-27", best=1000),
    )
FOUND = {frozenset((pair.lower.id, pair.higher.id)): pair for pair in compare.contradictions(LEDGER)}


@pytest.fixture
def pair(tmp_path):
    """What two claimants' figures, alike but for some cells of the second, say of each other."""

    def pair(of_both=None, **cells):
        alike = {"stated_on": "2020-04-30", **(of_both or {})}
        other = {"claimant_id": "south", "best": 6000, **alike, **cells}
        one = said("one", claimant_id="north", best=4000, **alike)
        ledger = made_ledger(tmp_path / "data", one, said("other", **other))
        return compare.contradiction(ledger["one"], ledger["other"])

    return pair


def test_two_claimants_contradict_each_other_on_consecutive_days_if_the_words_mean_the_same():
    found = FOUND[frozenset((SOUTH, EAST))]
    assert (found.word, found.factor, found.apart) == (compare.IF_THE_SAME, Fraction(10, 9), 0)


def test_an_earlier_count_lies_above_a_later_one():
    found = FOUND[frozenset((EAST, WEST))]
    assert (found.lower.id, found.word) == (WEST, compare.IF_THE_SAME)
    assert found.factor == Fraction(5000, 4750)


def test_the_widest_gap_comes_first():
    factors = [pair.factor for pair in compare.contradictions(LEDGER)]
    assert factors == sorted(factors, reverse=True)


def test_two_disjoint_figures_of_one_day_are_a_contradiction(pair):
    found = pair()
    assert (found.lower.id, found.higher.id, found.word) == ("one", "other", compare.CONTRADICTION)
    assert found.factor == Fraction(5500, 4500)


@pytest.mark.parametrize(
    "cells",
    [
        {"claimant_id": "north"},
        {"measure": "killed"},
        {"force": "combat"},
        {"extent": "part"},
        {"status": "denied"},
        {"area": "dprk"},
        {"best": "4000"},
        {"as_of": "2020-06-01", "stated_on": "2020-06-01"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_no_contradiction_where_they_differ_in(pair, cells):
    assert pair(**cells) is None


def test_an_area_may_lie_in_the_other(pair):
    assert pair(area="kursk").word == compare.CONTRADICTION


def test_other_definitions_are_not_comparable(pair):
    assert pair(counts="killed_wounded_missing_captured").word == compare.NOT_COMPARABLE


def test_a_number_that_only_grows_may_have_grown(pair):
    assert pair(as_of="2020-05-10", stated_on="2020-05-10").word == compare.UNLESS_IT_GREW


def test_a_number_that_only_grows_cannot_fall_however_far_apart(pair):
    found = pair(as_of="2019-12-02", stated_on="2019-12-02")
    assert (found.word, found.apart) == (compare.CONTRADICTION, 150)


def test_a_number_that_may_fall_is_not_held_against_an_old_one(pair):
    assert pair({"measure": "present"}, as_of="2019-12-02", stated_on="2019-12-02") is None


def test_a_number_that_may_fall_is_a_contradiction_though_it_is_higher_later(pair):
    found = pair({"measure": "present"}, as_of="2020-05-10", stated_on="2020-05-10")
    assert found.word == compare.CONTRADICTION


def test_of_each_two_claimants_and_each_thing_counted_the_widest_contradiction_is_told_once():
    def about(pair):
        return pair.measure, frozenset((str(pair.lower.claimant), str(pair.higher.claimant)))

    sure = [
        pair for pair in compare.contradictions(LEDGER) if pair.word in (compare.CONTRADICTION, compare.IF_THE_SAME)
    ]
    told = {about(pair): pair.factor for pair in compare.widest(LEDGER)}
    assert len(told) == len(compare.widest(LEDGER)) < len(sure)
    assert told == {about(pair): max(each.factor for each in sure if about(each) == about(pair)) for pair in sure}


def test_two_figures_beside_each_other_contradict_or_do_not():
    assert str(compare.beside(LEDGER[SOUTH], LEDGER[EAST])) == "a contradiction if the words mean the same"
    assert str(compare.beside(LEDGER[SOUTH], LEDGER[WEST])) == "no contradiction by the rules of this briefing"
