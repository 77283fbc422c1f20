"""What changed between two editions: what flipped, what moved beyond its former range, what came, went and stands otherwise."""

import copy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_editions import made
from reported import reported

from hedged.analysis.loose_hedges import read_as
from hedged.exports import changes
from hedged.figures.derive import count, derive
from hedged.figures.verdict import Threshold
from hedged.numbers.functions import share
from hedged.numbers.hedges import HEDGES, readings
from hedged.numbers.quantity import Quantity

SENT = reported("sent", best="11000", measure="sent_total")
A_THIRD = Threshold("1/3", "one third")


def said(name="dead", **cells):
    """A reported figure, about 4,000 casualties where nothing else is given."""
    return reported(name, **{"best": "4000"} | cells)


def superseded(by, name="dead", **cells):
    return said(name, status="superseded", superseded_by=by, **cells)


def dead_share(part, id="dead-share"):
    return derive(share, id=id, part=part, whole=SENT)


def found(before, after):
    """The kinds of what changed, with the id each is told by."""
    return [(each.kind, each.id) for each in changes.between(before, after)]


def words(before, after):
    return [(each.kind, each.before, each.after) for each in changes.between(before, after)]


# --- nothing, something ---


def test_an_edition_against_itself_has_no_change():
    edition = made(dead_share(said()).versus(">", A_THIRD), count(3, id="pages", unit="pages", label="pages"))
    assert changes.between(edition, copy.deepcopy(edition)) == ()


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ({"best": "4400"}, "within"),
        ({"best": "4500"}, "moved"),
        ({"best": "3500"}, "within"),
        ({"best": "3499", "hedge": "exact"}, "moved"),
        ({"low": "4000", "best": None, "hedge": "more_than"}, "moved"),
        ({"hedge": "nearly"}, "within"),
        ({"high": "4000", "best": None, "hedge": "fewer_than"}, "moved"),
        ({"low": "3600", "high": "4400", "best": None, "hedge": "range"}, "within"),
        ({"low": "3600", "high": "4500", "best": None, "hedge": "range"}, "moved"),
        ({"hedge": "bare"}, "reworded"),
    ],
    ids=str,
)
def test_a_value_has_moved_when_what_is_said_now_is_not_wholly_in_the_former_range_as_rounded(now, kind):
    cells = {name: cell for name, cell in ({"best": "4000"} | now).items() if cell is not None}
    assert found(made(said()), made(reported("dead", **cells))) == [(kind, "dead")]


def test_a_value_that_came_to_be_known_or_lost_has_moved():
    known, unknown = (made(derive(share, id="dead-share", part=said(), whole=each)) for each in (SENT, None))
    assert ("moved", "dead-share") in found(unknown, known)
    assert ("moved", "dead-share") in found(known, unknown)


def test_a_value_in_another_unit_has_moved():
    before, after = made(said()), made(said())
    after["figures"]["dead"]["unit"] = "difference"
    assert found(before, after) == [("moved", "dead")]


def test_another_label_alone_is_told_with_both_labels():
    before, after = made(said()), made(said())
    after["figures"]["dead"]["label"] = "North, dead and wounded"
    (change,) = changes.between(before, after)
    assert (change.kind, change.label) == ("reworded", "about 4,000")
    assert (change.before, change.after) == ("North, casualties, 30 April 2025", "North, dead and wounded")


def test_decimals_decide_nothing():
    before, after = made(dead_share(said())), made(dead_share(said()))
    for reading in after["figures"]["dead-share"]["readings"].values():
        reading["decimals"] = dict.fromkeys(reading["decimals"], 0.5)
    assert changes.between(before, after) == ()


# --- verdicts ---


def test_a_verdict_flips_when_its_outcome_as_rounded_is_another():
    before, after = (made(dead_share(said(best=best)).versus(">", A_THIRD)) for best in ("4000", "6000"))
    assert words(before, after)[0] == ("flipped", "depends", "holds on every reading")


def test_a_verdict_that_could_not_be_given_and_now_can_has_flipped():
    unknown = made(derive(share, id="dead-share", part=said(), whole=None).versus(">", A_THIRD))
    assert words(unknown, made(dead_share(said()).versus(">", A_THIRD)))[0][0] == "flipped"


def test_a_verdict_with_the_same_outcome_on_fewer_readings_has_not_flipped():
    before, after = (made(dead_share(said(best=best)).versus(">", A_THIRD)) for best in ("6000", "5000"))
    assert [each for each in words(before, after) if each[0] in ("flipped", "scope")] == [
        ("scope", "holds on every reading", "holds as rounded")
    ]


def test_a_verdict_says_what_it_is_a_verdict_on():
    change = changes.between(made(SENT), made(dead_share(said()).versus(">", A_THIRD)))[-1]
    assert (change.kind, change.noun, change.of, change.label) == (
        "judged",
        "verdict",
        "derived",
        "North, casualties, 30 April 2025, as a share of sent in all, 30 April 2025: above one third?",
    )


# --- one figure in the place of another ---


def test_a_figure_that_supersedes_another_is_held_against_it():
    before, after = made(said()), made(superseded("later"), said("later", best="6000"))
    moved, status = changes.between(before, after)
    assert (moved.kind, moved.id, moved.former, moved.before, moved.after) == (
        "moved",
        "later",
        "dead",
        "about 4,000",
        "about 6,000",
    )
    assert (status.kind, status.id, status.by, status.after) == (
        "superseded",
        "dead",
        "later",
        "about 4,000 (superseded)",
    )


def test_a_figure_that_supersedes_another_within_its_range_is_new():
    before, after = made(said()), made(superseded("later"), said("later", best="4200"))
    assert found(before, after) == [("new", "later"), ("superseded", "dead")]


def test_of_several_that_superseded_one_another_the_last_takes_the_place_of_the_one_known_before():
    after = made(superseded("second"), superseded("third", "second", best="5000"), said("third", best="6000"))
    assert found(made(said()), after) == [("moved", "third"), ("new", "second"), ("superseded", "dead")]


def test_a_verdict_on_the_newer_figure_takes_the_place_of_that_on_the_older_one():
    before = made(dead_share(said(best="3000")).versus(">", A_THIRD))
    later = dead_share(said("later", best="6000"), id="later-share")
    after = made(dead_share(superseded("later", best="3000")).versus(">", A_THIRD), later.versus(">", A_THIRD))
    assert [(each.kind, each.id, each.former) for each in changes.between(before, after)] == [
        ("flipped", "later-share-above-one-third", "dead-share-above-one-third"),
        ("moved", "later", "dead"),
        ("moved", "later-share", "dead-share"),
        ("superseded", "dead", None),
    ]


def test_another_question_on_the_newer_figure_takes_nobody_s_place():
    before = made(dead_share(said(best="3000")).versus(">", A_THIRD))
    later = dead_share(said("later", best="6000"), id="later-share")
    after = made(
        dead_share(superseded("later", best="3000")).versus(">", A_THIRD), later.versus(">", Threshold("1/2", "half"))
    )
    assert ("judged", "later-share-above-half") in found(before, after)


def test_shares_of_different_wholes_do_not_take_each_other_s_place():
    theirs = reported("theirs", best="12000", measure="sent_total", claimant_id="east")
    later = derive(share, id="later-share", part=said("later", best="6000"), whole=theirs)
    after = made(dead_share(superseded("later")), later)
    assert ("new", "later-share") in found(made(dead_share(said())), after)


def test_a_ring_of_figures_that_supersede_one_another_ends():
    after = made(superseded("later"), superseded("dead", "later", best="6000"))
    assert ("moved", "later") in found(made(said()), after)


# --- coming, going, standing ---


def test_what_came_and_went_is_told_with_the_words_of_the_edition_that_has_it():
    before, after = made(SENT, said()), made(SENT, said("other", best="200"))
    assert words(before, after) == [("new", None, "about 200"), ("gone", "about 4,000", None)]


def test_a_verdict_that_is_asked_no_more_is_told_with_its_last_words():
    before, after = made(dead_share(said()).versus(">", A_THIRD)), made(dead_share(said()))
    assert words(before, after) == [("unjudged", "depends", None)]


@pytest.mark.parametrize("status", ["withdrawn", "disputed", "denied"])
def test_a_status_that_came_to_stand_is_told_once_whatever_is_made_of_the_figure(status):
    stood, stands = said(), said(status=status)
    before, after = (made(dead_share(each), read_as(each, "just_over")) for each in (stood, stands))
    assert found(before, after) == [(status, "dead")]


def test_a_status_taken_back_is_told():
    assert found(made(said(status="disputed")), made(said())) == [("current", "dead")]


def test_a_figure_can_both_stand_otherwise_and_have_moved():
    assert found(made(said()), made(said(status="disputed", best="5000"))) == [("moved", "dead"), ("disputed", "dead")]


@pytest.mark.parametrize("status", ["withdrawn", "disputed", "denied"])
def test_what_comes_already_denied_is_told_by_that_and_not_as_new(status):
    before, after = made(SENT), made(SENT, said(status=status))
    assert words(before, after) == [(status, None, f"about 4,000 ({status})")]


def test_what_comes_already_superseded_is_new():
    assert ("new", "dead") in found(made(SENT), made(SENT, superseded("later"), said("later")))


def test_what_comes_denied_in_the_place_of_another_has_moved_and_is_denied():
    after = made(superseded("later"), said("later", best="9000", status="denied"))
    assert found(made(said()), after) == [("moved", "later"), ("superseded", "dead"), ("denied", "later")]


@pytest.mark.parametrize(
    ("column", "was", "now"),
    [
        ("as_of", "2025-04-30", "2025-04"),
        ("counts", "nothing", "killed_wounded"),
        ("base", "nothing", "sent"),
        ("area", "russia", "kursk"),
        ("force", "all", "combat"),
        ("extent", "total", "part"),
        ("due", "nothing", "2025-12"),
        ("mode", "nothing", "planned"),
        ("claimant_id", "north", "east"),
        ("stated_on", "2025-04-30", "2025-05-02"),
        ("scope", "nothing", "killed or wounded to date"),
    ],
)
def test_a_cell_coded_otherwise_is_told_with_its_column_and_what_it_said_and_says(column, was, now):
    before, after = made(said()), made(said())
    after["figures"]["dead"]["said"]["statement"][column] = now
    (change,) = changes.between(before, after)
    assert (change.kind, change.label) == ("recoded", f"North, casualties, 30 April 2025, {column}")
    assert (change.before, change.after) == (was, now)
    (back,) = changes.between(after, before)
    assert (back.before, back.after) == (now, was)


def test_every_cell_coded_otherwise_is_told_after_the_standings_and_once_whatever_is_made_of_the_figure():
    before, after = (
        made(dead_share(each), read_as(each, "just_over"))
        for each in (said(), said(area="kursk", force="combat", status="disputed"))
    )
    assert [each for each in found(before, after) if each[0] != "reworded"] == [
        ("disputed", "dead"),
        ("recoded", "dead"),
        ("recoded", "dead"),
    ]


def test_a_hedge_that_changes_neither_value_nor_words_is_told_as_coded_otherwise():
    before, after = made(said()), made(said())
    after["figures"]["dead"]["said"]["statement"]["hedge"] = "around"
    assert words(before, after) == [("recoded", "about", "around")]


def test_remarks_on_the_work_on_the_data_are_no_code():
    before, after = made(said()), made(said())
    after["figures"]["dead"]["said"]["statement"] |= {"note": "Seen again.", "verified": "2026-11-22"}
    assert changes.between(before, after) == ()


def test_what_supersedes_is_told_where_another_figure_does():
    before, after = made(superseded("later")), made(superseded("other"))
    assert words(before, after) == [("recoded", "later", "other")]


def test_what_is_counted_is_told_apart_and_last():
    before, after = (
        made(count(number, id="pages", unit="pages", label="pages"), *more)
        for number, more in ((3, ()), (9, (said(),)))
    )
    assert found(before, after) == [("new", "dead"), ("recounted", "pages")]


# --- the order ---


def test_the_kinds_are_told_in_their_order_and_what_stands_in_short_first():
    before = made(dead_share(said()).versus(">", A_THIRD), said("old", best="70"), said("doubted", best="80"))
    after = made(
        dead_share(said(best="6000")).versus(">", A_THIRD),
        said("doubted", best="80", status="disputed"),
        said("added", best="90"),
        said("printed-first", best="90"),
        said("in-short", best="90"),
        short=("in-short",),
        cells={"printed-first": 3, "in-short": 7},
    )
    assert found(before, after) == [
        ("flipped", "dead-share-above-one-third"),
        ("moved", "dead"),
        ("moved", "dead-share"),
        ("new", "in-short"),
        ("new", "printed-first"),
        ("new", "added"),
        ("gone", "old"),
        ("disputed", "doubted"),
    ]


def test_every_kind_has_a_title_and_the_kinds_of_status_are_among_them():
    assert list(changes.KINDS)[:3] == ["flipped", "moved", "new"]
    assert set(changes.STATUSES) < set(changes.KINDS)


def test_changes_are_counted_in_words():
    before = made(said("one"), said("two"), SENT)
    after = made(said("one", best="9000"), superseded("sent", "two"), SENT, said("three"), said("four"))
    assert changes.counted(changes.between(before, after)) == [
        "1 value outside its former range",
        "2 new figures",
        "1 superseded",
    ]


# --- figures made up ---

ends = st.one_of(st.none(), st.integers(0, 12).map(lambda value: Fraction(value, 2)))


@st.composite
def quantities(draw):
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    both = low is not None and low == high
    return Quantity(low, high, None, not both and draw(st.booleans()), not both and draw(st.booleans()))


def with_readings(said, rounded):
    """An edition with one figure of these readings."""
    edition = made(SENT)
    for name, each in {"said": said, "rounded": rounded, "wide": rounded}.items():
        exact = {end: None if (value := getattr(each, end)) is None else str(value) for end in ("low", "best", "high")}
        opened = {"low_open": each.low_open, "high_open": each.high_open}
        edition["figures"]["sent"]["readings"][name] |= exact | opened
    return edition


@given(quantities(), quantities())
def test_moved_means_that_some_value_said_now_was_not_allowed_before(former, now):
    quarters = [Fraction(number, 4) for number in range(-4, 29)]  # every end, between them, and beyond
    escapes = any(value in now and value not in former for value in quarters)
    kinds = [kind for kind, _ in found(with_readings(former, former), with_readings(now, now))]
    assert ("moved" in kinds) == escapes


@given(
    st.sampled_from([name for name, hedge in HEDGES.items() if hedge.fills == ("best",)]),
    st.integers(1, 9),
    st.integers(1, 4),
)
def test_the_same_words_read_anew_have_not_moved(hedge, digit, zeros):
    read = readings(hedge, best=digit * 10**zeros)
    anew = with_readings(read.said, read.wide)
    assert "moved" not in [kind for kind, _ in found(with_readings(read.said, read.rounded), anew)]


@given(quantities(), quantities())
def test_a_former_range_that_allowed_everything_is_never_left(former, now):
    everything = Quantity(None, None)
    assert "moved" not in [kind for kind, _ in found(with_readings(former, everything), with_readings(now, now))]
