"""Where claimants contradict each other."""

from fractions import Fraction

import pytest
from ledgers import made_ledger, said
from reported import reported

from hedged.analysis import compare

#: Island lies above North in March and April; what the two count is said by neither.
MARCH, ISLAND, APRIL = "north-casualties-2025-03-27", "island-casualties-2025-03-28", "north-casualties-2025-04-30"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    return made_ledger(
        tmp_path_factory.mktemp("compared") / "data",
        said(MARCH, best=4000, counts="unclear"),
        said(ISLAND, low=5000, as_of="2025-03", counts="unclear"),
        said(APRIL, best=4700, counts="unclear"),
        said("east-casualties-2025-04-30", best=9000, counts="unclear"),
        said("north-sent-total-2025-04-30", best=15000),
        said("east-sent-total-2025-04-30", best=11000),
        said("east-sent-total-2025-05-01", best=12000),
    )


@pytest.fixture(scope="module")
def found(ledger):
    return {frozenset((pair.lower.id, pair.higher.id)): pair for pair in compare.contradictions(ledger)}


def pair(**cells: str):
    """What a figure of NIS and one of HUR, alike but for ``cells`` of the latter, say of each other."""
    return compare.contradiction(
        reported("one", best="4000", counts="killed_wounded"),
        reported("other", **({"claimant_id": "hur", "best": "6000", "counts": "killed_wounded"} | cells)),
    )


def test_two_that_do_not_say_what_they_count_contradict_each_other_if_the_words_mean_the_same(found):
    pair = found[frozenset((MARCH, ISLAND))]
    assert (pair.word, pair.factor, pair.apart) == (compare.IF_THE_SAME, Fraction(5000, 4500), 0)


def test_a_count_of_march_may_lie_above_one_of_april(found):
    pair = found[frozenset((ISLAND, APRIL))]
    assert (pair.lower.id, pair.word) == (APRIL, compare.IF_THE_SAME)
    assert pair.factor == Fraction(5000, 4750)


def test_the_widest_gap_comes_first(ledger):
    factors = [pair.factor for pair in compare.contradictions(ledger)]
    assert len(set(factors)) > 4 and factors == sorted(factors, reverse=True)


def test_two_disjoint_figures_of_one_day_are_a_contradiction():
    found = pair()
    assert (found.lower.id, found.higher.id, found.word) == ("one", "other", compare.CONTRADICTION)
    assert found.factor == Fraction(5500, 4500)


@pytest.mark.parametrize(
    "cells",
    [
        {"claimant_id": "nis"},
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
            reported("other", claimant_id="hur", best="6000", **{k: v for k, v in old.items() if v}),
        )
        is None
    )


def test_of_each_two_claimants_and_each_thing_counted_the_widest_contradiction_is_told_once(ledger):
    def about(pair):
        return pair.measure, frozenset((str(pair.lower.claimant), str(pair.higher.claimant)))

    sure = [
        pair for pair in compare.contradictions(ledger) if pair.word in (compare.CONTRADICTION, compare.IF_THE_SAME)
    ]
    told = {about(pair): pair.factor for pair in compare.widest(ledger)}
    assert len(told) == len(compare.widest(ledger)) < len(sure)
    assert told == {about(pair): max(each.factor for each in sure if about(each) == about(pair)) for pair in sure}


def test_two_figures_beside_each_other_contradict_or_do_not(ledger):
    march, island, april = (ledger[id] for id in (MARCH, ISLAND, APRIL))
    assert str(compare.beside(march, island)) == "a contradiction if the words mean the same"
    assert str(compare.beside(march, april)) == "no contradiction by the rules of this briefing"
