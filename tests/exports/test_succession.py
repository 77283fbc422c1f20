"""Which figure of a later edition stands where another stood."""

import pytest
from made_editions import made
from reported import reported

from hedged.analysis.loose_hedges import read_as
from hedged.exports.succession import Succession
from hedged.figures.derive import derive
from hedged.figures.verdict import Threshold
from hedged.numbers.functions import share, total

SENT = reported("sent", best="11000", measure="sent_total")
A_THIRD = Threshold("1/3", "one third")


def said(name, by=None, **cells):
    standing = {"status": "superseded", "superseded_by": by} if by else {}
    return reported(name, **{"best": "4000"} | standing | cells)


def share_of(part, whole=SENT):
    return derive(share, id=f"share-{part.id}", part=part, whole=whole)


def read_strictly(part):
    """The share of a part over those sent, read as just over."""
    return derive(share, id=f"share-{part.id}-strictly", part=part, whole=read_as(SENT, "just_over"))


def figures(before, after):
    return Succession(made(*before), made(*after)).figures


def test_a_figure_takes_the_place_of_the_one_its_claimant_superseded_by_it():
    assert figures([said("a")], [said("a", "b"), said("b")]) == {"b": "a"}


def test_without_a_word_of_the_ledger_nobody_takes_a_place():
    assert figures([said("a")], [said("a"), said("b")]) == {}


def test_the_nearest_of_several_former_figures_counts():
    former = [said("a", "b"), said("b")]
    assert figures(former, [said("a", "b"), said("b", "c"), said("c")]) == {"c": "b"}


def test_a_place_is_taken_once_by_the_newest():
    assert figures([said("a")], [said("a", "b"), said("b", "c"), said("c")]) == {"c": "a"}


def test_two_figures_superseded_by_one_leave_it_the_place_of_the_first():
    assert figures([said("a"), said("b")], [said("a", "c"), said("b", "c"), said("c")]) == {"c": "a"}


def test_what_is_read_alike_takes_the_place_and_what_is_read_otherwise_only_that_of_its_like():
    before = made(
        share_of(said("a")).versus(">", A_THIRD), read_strictly(read_as(said("a"), "just_over")).versus(">", A_THIRD)
    )
    strictly, plain = (make(said("b")).versus(">", A_THIRD) for make in (read_strictly, share_of))
    found = Succession(before, made(said("a", "b"), strictly, plain))
    assert found.figures == {
        "b": "a",
        "share-b": "share-a",
        "share-b-strictly": "share-a-read-as-just-over-strictly",
    }
    assert found.verdicts == {
        "share-b-above-one-third": "share-a-above-one-third",
        "share-b-strictly-above-one-third": "share-a-read-as-just-over-strictly-above-one-third",
    }


def test_what_is_read_alike_goes_before_what_is_read_otherwise_and_farther_on():
    after = [said("a", "b"), share_of(said("b", "c")), read_strictly(said("c"))]
    assert figures([share_of(said("a"))], after) == {"c": "a", "share-b": "share-a"}


def test_without_a_place_of_its_like_what_is_read_otherwise_takes_the_nearest():
    found = figures([share_of(said("a"))], [said("a", "b"), read_strictly(said("b"))])
    assert found["share-b-strictly"] == "share-a"


def test_a_figure_that_lost_its_place_to_a_newer_one_takes_none_of_another_reading():
    before = [share_of(said("a")), read_strictly(read_as(said("a"), "just_over"))]
    found = figures(before, [said("a", "b"), share_of(said("b", "c")), share_of(said("c"))])
    assert found == {"c": "a", "share-c": "share-a"}


def test_of_the_same_share_of_two_wholes_that_of_the_same_whole_takes_the_place():
    later = reported("later-sent", best="15000", measure="sent_total")
    anew = derive(share, id="a-share-of-later", part=said("b"), whole=later)
    found = figures([share_of(said("a"))], [said("a", "b"), anew, share_of(said("b"))])
    assert found == {"b": "a", "share-b": "share-a"}


def test_a_place_that_was_taken_in_the_earlier_edition_is_not_taken_again():
    later = reported("later-sent", best="15000", measure="sent_total")
    sibling = derive(share, id="sibling", part=said("b"), whole=later)
    before = [share_of(said("a", "b")).versus(">", A_THIRD), share_of(said("b"))]
    found = Succession(made(*before), made(*before, sibling.versus(">", A_THIRD)))
    assert (found.figures, found.verdicts) == ({}, {})


def test_a_place_that_goes_to_a_figure_which_stood_beside_it_is_taken():
    sibling = derive(share, id="sibling", part=said("b"), whole=reported("more", best="15000", measure="sent_total"))
    before = [share_of(said("a")), share_of(said("b"))]
    assert figures(before, [share_of(said("a", "b")), share_of(said("b")), sibling]) == {}


def test_a_place_taken_in_the_earlier_edition_is_handed_on_by_the_figure_that_has_it():
    before = [share_of(said("a", "b")), share_of(said("b"))]
    after = [share_of(said("a", "b")), share_of(said("b", "c")), share_of(said("c"))]
    assert figures(before, after) == {"c": "b", "share-c": "share-b"}


def test_a_figure_that_was_there_before_takes_nobody_s_place():
    former = [share_of(said("a", "b")), share_of(said("b"))]
    assert figures(former, former) == {}
    before = made(share_of(said("a", "b")).versus(">", A_THIRD), share_of(said("b")))
    after = made(share_of(said("a", "b")).versus(">", A_THIRD), share_of(said("b")).versus(">", A_THIRD))
    assert Succession(before, after).verdicts == {}


def test_what_is_made_of_the_newer_figure_takes_the_place_of_what_was_made_of_the_older():
    found = figures([share_of(said("a"))], [share_of(said("a", "b")), share_of(said("b"))])
    assert found == {"b": "a", "share-b": "share-a"}


def test_the_same_reading_of_the_newer_figure_takes_the_place_of_that_of_the_older():
    before = [read_as(said("a"), "just_over")]
    after = [read_as(said("a", "b"), "just_over"), read_as(said("b"), "just_over"), read_as(said("b"), "nearly")]
    assert figures(before, after) == {"b-read-as-just-over": "a-read-as-just-over"}


def test_a_whole_that_its_claimant_said_anew_may_be_another():
    later = reported("later-sent", best="15000", measure="sent_total")
    found = figures([share_of(said("a"))], [share_of(said("a", "b")), share_of(said("b"), later)])
    assert found["share-b"] == "share-a"


@pytest.mark.parametrize("other", [{"claimant_id": "east", "measure": "sent_total"}, {"measure": "present"}], ids=str)
def test_a_whole_of_another_claimant_or_of_another_thing_may_not(other):
    whole = reported("other", best="15000", **other)
    found = figures([share_of(said("a"))], [share_of(said("a", "b")), share_of(said("b"), whole)])
    assert found == {"b": "a"}


def test_a_whole_that_is_made_of_others_is_not_one_that_was_said():
    both = derive(total, id="both", first=SENT, second=said("more", measure="sent_batch"))
    found = figures([share_of(said("a"))], [share_of(said("a", "b")), share_of(said("b"), both)])
    assert found == {"b": "a"}


def test_the_same_made_once_more_under_another_id_takes_nobody_s_place():
    again = derive(share, id="again", part=said("a"), whole=SENT)
    assert figures([share_of(said("a"))], [share_of(said("a")), again]) == {}


def test_a_verdict_takes_a_place_only_with_the_same_question():
    before = made(share_of(said("a")).versus(">", A_THIRD))
    newer = share_of(said("b"))
    asked = {
        "same": newer.versus(">", A_THIRD),
        "other threshold": newer.versus(">", Threshold("1/2", "half")),
        "other relation": newer.versus("<", A_THIRD),
    }
    found = {
        name: Succession(before, made(share_of(said("a", "b")), verdict)).verdicts for name, verdict in asked.items()
    }
    assert found == {
        "same": {"share-b-above-one-third": "share-a-above-one-third"},
        "other threshold": {},
        "other relation": {},
    }
