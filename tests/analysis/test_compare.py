"""Where claimants contradict each other: on the real ledger and on made-up rows."""

from fractions import Fraction
from pathlib import Path

import pytest
from reported import reported

from hedged.analysis import compare
from hedged.ledger.ledger import Ledger

LEDGER = Ledger.read(Path(__file__).parents[2] / "data")
FOUND = {frozenset((pair.lower.id, pair.higher.id)): pair for pair in compare.contradictions(LEDGER)}


def pair(**cells: str):
    """What a figure of North and one of East, alike but for ``cells`` of the latter, say of each other."""
    return compare.contradiction(
        reported("one", best="4000", counts="killed_wounded"),
        reported("other", **({"claimant_id": "east", "best": "6000", "counts": "killed_wounded"} | cells)),
    )


def test_seoul_and_london_contradict_each_other_in_march_2025_if_the_words_mean_the_same():
    found = FOUND[frozenset(("jcs-casualties-2025-03-27", "uk-mod-casualties-2025-03-28"))]
    assert (found.word, found.factor, found.apart) == (compare.IF_THE_SAME, Fraction(10, 9), 0)


def test_london_in_march_lies_above_seoul_in_april():
    found = FOUND[frozenset(("uk-mod-casualties-2025-03-28", "nis-casualties-2025-04-30"))]
    assert (found.lower.id, found.word) == ("nis-casualties-2025-04-30", compare.IF_THE_SAME)
    assert found.factor == Fraction(5000, 4750)


def test_the_widest_gap_comes_first():
    factors = [pair.factor for pair in compare.contradictions(LEDGER)]
    assert factors == sorted(factors, reverse=True)


def test_two_disjoint_figures_of_one_day_are_a_contradiction():
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
        {"as_of": "2025-06-01", "stated_on": "2025-06-01"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_no_contradiction_where_they_differ_in(cells):
    assert pair(**cells) is None


def test_an_area_may_lie_in_the_other():
    assert pair(area="kursk").word == compare.CONTRADICTION


def test_other_definitions_are_not_comparable():
    assert pair(counts="killed_wounded_missing_captured").word == compare.NOT_COMPARABLE


def test_a_number_that_only_grows_may_have_grown():
    assert pair(as_of="2025-05-10", stated_on="2025-05-10").word == compare.UNLESS_IT_GREW


def test_a_number_that_only_grows_cannot_fall_however_far_apart():
    found = pair(as_of="2024-12-01", stated_on="2024-12-01")
    assert (found.word, found.apart) == (compare.CONTRADICTION, 150)


def test_a_number_that_may_fall_is_not_held_against_an_old_one():
    old = {"measure": "present", "as_of": "2024-12-01", "stated_on": "2024-12-01", "counts": ""}
    assert (
        compare.contradiction(
            reported("one", best="4000", measure="present"),
            reported("other", claimant_id="east", best="6000", **{k: v for k, v in old.items() if v}),
        )
        is None
    )


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
    jcs, london, nis = (LEDGER[id] for id in (
        "jcs-casualties-2025-03-27", "uk-mod-casualties-2025-03-28", "nis-casualties-2025-04-30"))  # fmt: skip
    assert str(compare.beside(jcs, london)) == "a contradiction if the words mean the same"
    assert str(compare.beside(jcs, nis)) == "no contradiction by the rules of this briefing"
