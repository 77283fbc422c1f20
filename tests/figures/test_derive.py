"""Worked results, to the fraction; and what travels with a derived figure."""

import math
import re
from fractions import Fraction as F

import pytest
from ledgers import claimant, made_ledger, said
from reported import reported

from hedged.figures.derive import count, derive
from hedged.figures.figure import Figure
from hedged.figures.verdict import Threshold
from hedged.numbers.computation import DeriveError
from hedged.numbers.functions import difference, multiple, share, total
from hedged.numbers.hedges import HEDGES, readings
from hedged.numbers.quantity import MULTIPLE, PERSONS, SHARE, Quantity, Readings

ONE_THIRD = Threshold("1/3", "one third")


def figure(id, hedge, *numbers, **more):
    return Figure.given(id, readings(hedge, **dict(zip(HEDGES[hedge].fills, numbers, strict=True)), **more))


def shown(result):
    return [str(quantity) for quantity in result.readings]


def verdict(result, relation, threshold):
    found = result.versus(relation, threshold)
    return [*found.judgement.outcomes, found.text, found.margin]


SENT = figure("sent", "about", 11000)
PLANNED = figure("planned", "range", 25000, 30000)
CASUALTIES = figure("casualties", "about", 4000)
ADDED = derive(multiple, id="added", number=PLANNED, of=SENT)


# -- the worked results ---------------------------------------------------------------------


def test_about_4000_of_about_11000_is_above_one_third_as_said_and_depends_on_the_rounding():
    result = derive(share, id="casualty-share", part=CASUALTIES, whole=SENT)
    assert shown(result) == ["[4/11, 4/11]", "(7/23, 3/7)", "[1/4, 1/2]"]
    assert result.said.best == result.rounded.best == result.wide.best == F(4, 11)
    assert verdict(result, ">", ONE_THIRD) == ["holds", "depends", "depends", "depends", F(1, 2)]
    assert result.text == "36% (30 to 43%)"


def test_it_tips_from_3667_casualties_on_and_below_12000_sent():
    casualties, sent = derive(share, id="casualty-share", part=CASUALTIES, whole=SENT).versus(">", ONE_THIRD).tipping
    assert (casualties.value, casualties.whole, casualties.inside, casualties.text) == (
        F(11000, 3),
        3667,
        True,
        "from 3,667 on",
    )
    assert (sent.value, sent.whole, sent.inside, sent.text) == (F(12000), 11999, False, "below 12,000")


def test_rounded_to_500_it_touches_one_third_without_reaching_it():
    result = derive(share, id="to-500", part=Quantity.about(4000, grain=500), whole=Quantity.about(11000, grain=500))
    assert str(result.rounded) == "(1/3, 17/43)"
    found = result.versus(">", ONE_THIRD)
    assert found.outcome == "holds"
    assert found.note == "touches one third without reaching it"
    assert (
        found.sentence == "It is above one third on every reading: 33 to 40%; it touches one third without reaching it."
    )
    assert found.margin == 1


def test_25000_to_30000_over_about_11000():
    assert shown(ADDED) == ["[25/11, 30/11]", "(49/23, 61/21)", "[2, 31/10]"]
    assert ADDED.said.best is None


@pytest.mark.parametrize(
    "threshold, expected",
    [
        (Threshold(2, "twice"), ["holds", "holds", "depends", "holds as rounded", 2]),
        (Threshold("5/2", "two and a half times"), ["depends", "depends", "depends", "depends", None]),
        (Threshold(3, "three times"), ["fails", "fails", "depends", "fails as rounded", F(3, 2)]),
    ],
)
def test_the_planned_increase_against_the_force_sent(threshold, expected):
    assert verdict(ADDED, ">", threshold) == expected


def test_the_force_afterwards_over_the_force_before_varies_the_force_once():
    both = derive(total, id="both", first=SENT, second=PLANNED)
    after = derive(multiple, id="after", number=both, of=SENT)
    assert shown(after) == ["[36/11, 41/11]", "(72/23, 82/21)", "[3, 41/10]"]
    naive = (both.rounded.low / SENT.rounded.high, both.rounded.high / SENT.rounded.low)
    assert naive[0] < after.rounded.low and after.rounded.high < naive[1]


def test_25000_to_30000_over_15000_depends_on_the_rounding_alone():
    result = derive(multiple, id="added-to-15000", number=PLANNED, of=figure("base", "about", 15000))
    assert shown(result)[:2] == ["[5/3, 2]", "(49/31, 61/29)"]
    assert verdict(result, ">", Threshold(2, "twice"))[:4] == ["fails", "depends", "depends", "depends"]


@pytest.mark.parametrize(
    "part, whole, said, rounded, wide, expected",
    [
        (("about", 3800), 12000, "[19/60, 19/60]", "(3/10, 77/230)", None, ["fails", "depends", "depends", "depends"]),
        (("about", 4000), 12000, "[1/3, 1/3]", "(7/25, 9/23)", None, ["fails", "depends", "depends", "depends"]),
        (("about", 4700), 15000, "[47/150, 47/150]", "(3/10, 19/58)", "[23/80, 12/35]", ["fails", "fails", "depends", "fails as rounded"]),
        (("more_than", 6000), 11000, "(6/11, 1]", "(12/23, 1]", None, ["holds", "holds", "holds", "holds on every reading"]),
        (("about", 6000), 15000, "[2/5, 2/5]", "(11/31, 13/29)", "[5/16, 1/2]", ["holds", "holds", "depends", "holds as rounded"]),
    ],
    ids=["zelensky-2025-01-05", "east-2025-03-05", "north-2025-04-30", "uk-2025-06-15", "north-2026-02-12"],
)  # fmt: skip
def test_the_shares_of_the_other_claimants(part, whole, said, rounded, wide, expected):
    result = derive(share, id="casualty-share", part=figure("part", *part), whole=figure("whole", "about", whole))
    assert shown(result)[:2] == [said, rounded]
    assert wide is None or shown(result)[2] == wide
    assert verdict(result, ">", ONE_THIRD)[:4] == expected


def test_exactly_one_third_is_not_above_one_third():
    result = derive(share, id="east", part=figure("part", "about", 4000), whole=figure("whole", "about", 12000))
    assert result.versus(">", ONE_THIRD).sentence == (
        "Whether it is above one third depends: as rounded it is 28 to 40%; as said it fails (exactly one third)."
    )


def test_without_a_base_the_share_is_undetermined():
    result = derive(share, id="no-base", part=CASUALTIES, whole=None)
    found = result.versus(">", ONE_THIRD)
    assert (found.text, found.outcome, found.scope, found.margin, found.tipping, found.note) == (
        "undetermined", "undetermined", None, None, (), None,
    )  # fmt: skip
    assert found.sentence == "Whether it is above one third cannot be said: no base is named."
    assert result.text == "undetermined"


# -- figures from figures -------------------------------------------------------------------


def test_a_derived_figure_remembers_its_function_and_its_inputs():
    assert ADDED.kind == "derived"
    assert ADDED.unit == MULTIPLE
    assert ADDED.function is multiple
    assert ADDED.inputs == (("number", PLANNED), ("of", SENT))
    assert ADDED.label == f"{PLANNED.label}, as a multiple of {SENT.label}"
    assert derive(share, id="x", part=CASUALTIES, whole=None).label == f"{CASUALTIES.label}, as a share of no base"
    assert derive(multiple, id="x", number=PLANNED, of=None).label == f"{PLANNED.label}, as a multiple of no base"
    assert derive(share, id="x", label="the share", part=CASUALTIES, whole=SENT).label == "the share"
    assert derive(share, id="x", part=CASUALTIES, whole=SENT).kind == "derived"


def test_a_range_can_be_put_in_by_hand():
    result = derive(share, id="by-hand", part=Quantity(3000, 5000), whole=Quantity.point(10000))
    assert shown(result) == ["[3/10, 1/2]"] * 3
    assert [leaf.id for leaf in result.sources()] == ["by-hand-part", "by-hand-whole"]
    assert [leaf.text for leaf in result.sources()] == ["3,000 to 5,000", "10,000"]


def test_a_difference_is_signed():
    result = derive(difference, id="fewer", one=CASUALTIES, other=SENT)
    assert shown(result) == ["[-7000, -7000]", "(-8000, -6000)", "[-9000, -5000]"]
    assert result.text == "\N{MINUS SIGN}7,000 (\N{MINUS SIGN}8,000 to \N{MINUS SIGN}6,000)"


def test_a_count_is_exact():
    pages = count(7, id="pages", unit="pages", label="pages that print it")
    assert (pages.text, pages.label, pages.kind) == ("7", "pages that print it", "counted")
    assert (pages.unit, pages.readings.unit) == ("pages", "pages")
    assert shown(pages) == ["[7, 7]"] * 3
    assert count(2, id="twice", unit=MULTIPLE, label="as often").text == "2 times"
    assert (
        derive(share, id="stronger", part=pages, whole=count(28, id="all", unit="pages", label="all pages")).text
        == "25%"
    )


def test_the_digits_follow_the_coarsest_reported_input():
    part, whole = reported("part", best="4000"), reported("whole", best="10948", hedge="bare", measure="sent_total")
    assert derive(share, id="coarse", part=part, whole=whole).digits == 2
    fine = reported("fine", best="4718", hedge="exact")
    assert derive(share, id="sharp", part=fine, whole=whole).digits == 4
    assert derive(share, id="sharp", part=fine, whole=whole).text == "43.09%"
    assert tuple(map(str, derive(share, id="sharp", part=fine, whole=whole).spans)) == (
        "43.09%",
        "43.09%",
        "43.09 to 43.10%",
    )
    assert derive(share, id="by-hand", part=Quantity.point(4718), whole=Quantity.point(10948)).digits == 2


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: derive(share, id="x", part=SENT), "x: share takes part and whole, found part"),
        (lambda: derive(total, id="x"), "x: total takes first and second, found nothing"),
        (lambda: derive(share, id="x", part=SENT, whole=SENT, of=SENT), "x: share takes part and whole, found part, whole and of"),
        (lambda: derive(share, id="Casualty share", part=SENT, whole=SENT), "id 'Casualty share' is not a slug; write lower-case words joined by hyphens"),
        (lambda: derive(share, id="x", part=SENT, whole=CASUALTIES), "x: every value of the result would be above 1, the part larger than its whole"),
        (lambda: derive(multiple, id="x", number=SENT, of=Quantity.point(0)), "x: the divisor is zero; no ratio can be given"),
        (
            lambda: derive(multiple, id="x", number=SENT, of=derive(difference, id="y", one=CASUALTIES, other=SENT)),
            "x: the divisor can be negative ([-7000, -7000]); no ratio can be given",
        ),
        (
            lambda: derive(share, id="x", part=figure("same", "about", 4000), whole=figure("same", "about", 11000)),
            "x: two different figures have the id same",
        ),
        (lambda: derive(share, id="sent", part=CASUALTIES, whole=SENT), "sent: a figure cannot have the id of one it is derived from"),
    ],
)  # fmt: skip
def test_what_cannot_be_derived_is_refused_in_a_plain_sentence(make, message):
    with pytest.raises(DeriveError, match=f"^{re.escape(message)}$"):
        make()


def test_a_function_that_turns_is_refused():
    # a / (a + 10), over (a + 10) / 1000: it rises up to 10 and falls from there
    some = Figure.given("some", Quantity(1, 100))
    more = derive(total, id="more", first=some, second=Quantity.point(10))
    rising = derive(share, id="rising", part=some, whole=more)
    with pytest.raises(
        DeriveError, match="^turns: the result neither only rises nor only falls with some; it has no exact range$"
    ):
        derive(multiple, id="turns", number=rising, of=derive(share, id="of", part=more, whole=Quantity.point(1000)))


# -- undetermined ---------------------------------------------------------------------------

SENT_ROW = {"measure": "sent_total", "best": "11000", "as_of": "2025-04-30", "stated_on": "2025-04-30"}


def reason(part, whole, **more):
    return derive(share, id="share", part=part, whole=whole, **more).versus(">", ONE_THIRD).reason


@pytest.mark.parametrize(
    "part, whole, expected",
    [
        ({"best": "4000"}, None, "no base is named"),
        (None, SENT_ROW, "no part is named"),
        (None, None, "no part is named"),
        ({"best": "4000", "status": "denied"}, SENT_ROW, "North, casualties, 30 April 2025 is a denied figure"),
        ({"best": "4000"}, SENT_ROW | {"status": "denied"}, "North, sent in all, 30 April 2025 is a denied figure"),
        ({"best": "4000", "extent": "part"}, SENT_ROW, "North, casualties, 30 April 2025 counts a part and not a total"),
        ({"best": "4000"}, SENT_ROW | {"extent": "part"}, "North, sent in all, 30 April 2025 counts a part and not a total"),
        ({"best": "4000"}, SENT_ROW | {"as_of": "2025-02-28"}, "the base is 61 days older than the part, and no reason for choosing it is given"),
        ({"best": "4000"}, SENT_ROW | {"as_of": "2025-03-01"}, None),
        ({"best": "4000"}, SENT_ROW | {"as_of": "2025-02"}, "the base is 61 days older than the part, and no reason for choosing it is given"),
        ({"best": "4000", "as_of": "2025-04"}, SENT_ROW | {"as_of": "2025-01-31"}, None),
        ({"best": "4000", "as_of": "2025-04"}, SENT_ROW | {"as_of": "2025-01-30"}, "the base is 61 days older than the part, and no reason for choosing it is given"),
        ({"best": "4000"}, SENT_ROW | {"as_of": "2025-06-30"}, None),
        ({"best": "4000"}, SENT_ROW | {"as_of": "", "stated_on": "2024-10"}, "the base is 181 days older than the part, and no reason for choosing it is given"),
        ({"best": "4000", "base": "whole"}, SENT_ROW | {"as_of": "2024-10-31"}, None),
        ({"best": "4000", "as_of": "", "stated_on": ""}, SENT_ROW | {"as_of": "2024-10-31"}, None),
        ({"best": "4000"}, SENT_ROW | {"as_of": "", "stated_on": ""}, None),
    ],
)  # fmt: skip
def test_a_verdict_on_a_share_is_undetermined_with_its_reason(part, whole, expected):
    found = reason(part and reported("part", **part), whole and reported("whole", **whole))
    assert found == expected


def test_a_reason_for_an_old_base_is_printed_and_settles_it():
    part, whole = reported("part", best="4000"), reported("whole", **SENT_ROW | {"as_of": "2024-10-31"})
    result = derive(share, id="share", part=part, whole=whole, because="the only total he gave")
    assert result.caveats == (
        "the inputs refer to 31 October 2024 and 30 April 2025, 181 days apart",
        "base chosen here: the only total he gave",
    )
    assert result.versus(">", ONE_THIRD).outcome == "depends"
    assert (
        reason(part, whole, because="")
        == "the base is 181 days older than the part, and no reason for choosing it is given"
    )


def test_the_newest_of_several_figures_in_a_base_decides_its_age():
    part = reported("part", best="4000")
    old, new = (
        reported(id, **SENT_ROW | {"as_of": day, "best": "8000"})
        for id, day in (("old", "2024-10-31"), ("new", "2025-03-15"))
    )
    assert reason(part, derive(total, id="sent", first=old, second=new)) is None
    assert reason(part, derive(total, id="sent", first=old, second=Quantity.point(3000))) is not None
    assert reason(derive(total, id="parts", first=part, second=Quantity.point(1)), old) is None


def test_what_is_unsettled_or_missing_travels_on():
    denied = reported("denied", best="4000", status="denied")
    sum_ = derive(total, id="sum", first=denied, second=Quantity.point(1000))
    assert reason(sum_, SENT) == "North, casualties, 30 April 2025 is a denied figure"
    missing = derive(share, id="no-base", part=CASUALTIES, whole=None)
    ratio = derive(multiple, id="ratio", number=missing, of=derive(share, id="share", part=CASUALTIES, whole=SENT))
    assert ratio.text == "undetermined"
    assert ratio.versus(">", Threshold(1, "once")).reason == "no base is named"


def test_a_multiple_of_nothing_named_is_undetermined():
    result = derive(multiple, id="x", number=PLANNED, of=None)
    assert result.versus(">", Threshold(2, "twice")).reason == "no base is named"
    assert derive(multiple, id="x", number=None, of=SENT).missing == "no number is named"


def test_parts_may_be_added_up():
    batches = [reported(f"batch-{i}", best="1000", measure="sent_batch", extent="part") for i in (1, 2)]
    result = derive(total, id="batches", first=batches[0], second=batches[1])
    assert result.versus(">", Threshold(1000, "1,000")).outcome == "holds"


# -- caveats --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part, whole, caveat",
    [
        ({"claimant_id": "east"}, {}, "figures of different claimants"),
        ({"force": "combat"}, {}, "different kinds of troops: combat and all"),
        ({"counts": "unclear"}, {}, "what the casualties include is not clear"),
        ({"measure": "planned"}, {}, "a plan set against a count"),
        ({}, {"measure": "present"}, "the base counts those present, after losses and returns"),
        ({"status": "superseded", "superseded_by": "later"}, {}, "rests on a superseded figure"),
        ({"status": "disputed"}, {}, "rests on a disputed figure"),
        ({"status": "denied"}, {}, "rests on a denied figure"),
        ({"status": "withdrawn"}, {}, "rests on a withdrawn figure"),
        ({}, {"as_of": "2025-10-28"}, "the inputs refer to 30 April 2025 and 28 October 2025, 181 days apart"),
    ],
)
def test_each_thing_a_reader_must_know_is_a_caveat(part, whole, caveat):
    result = derive(
        share, id="x", part=reported("part", **{"best": "4000"} | part), whole=reported("whole", **SENT_ROW | whole)
    )
    assert result.caveats == (caveat,)


@pytest.mark.parametrize(
    "label, named",
    [
        ("casualties among those sent", ": East and North"),
        ("casualties of East among those sent", ": East and North"),
        ("casualties of East, which went eastwards, among those sent by Northerners", ": East and North"),
        ("casualties of East among those sent by North", ""),
    ],
)
def test_different_claimants_are_named_in_the_caveat_unless_the_label_names_them_all(label, named):
    part, whole = reported("part", best="4000", claimant_id="east"), reported("whole", **SENT_ROW)
    result = derive(share, id="x", part=part, whole=whole, label=label)
    assert result.caveats == (f"figures of different claimants{named}",)


def test_a_label_names_the_claimant_of_both_inputs_once():
    part, whole = reported("part", best="4000"), reported("whole", **SENT_ROW)
    ours = derive(share, id="x", part=part, whole=whole).label
    assert (ours.startswith("North, casualties, "), ours.count("North")) == (True, 1)
    theirs = derive(share, id="x", part=reported("other", best="4000", claimant_id="east"), whole=whole).label
    assert ("East" in theirs, theirs.endswith(f"as a share of {whole.label}")) == (True, True)


def test_the_days_named_for_inputs_far_apart_are_those_between_which_the_time_is_counted():
    month, within = (reported(f"sent-{day}", **SENT_ROW | {"as_of": day}) for day in ("2024-10", "2024-10-15"))
    long, late = (reported(f"part-{day}", best="4000", as_of=day) for day in ("2025-07", "2025-06-20"))
    sent = derive(total, id="sent", first=month, second=within)
    parts = derive(total, id="parts", first=late, second=long)
    assert (
        "the inputs refer to 15 October 2024 and July 2025, 259 days apart"
        in derive(share, id="x", part=parts, whole=sent).caveats
    )


def test_a_claimant_whose_name_lies_in_another_ones_is_not_named_by_it(tmp_path):
    ledger = made_ledger(
        tmp_path / "data",
        claimant("east-at-the-council"),
        said("east-sent-total-2024-10", best=10000),
        said("east-at-the-council-planned-2024-10-21", best=12000),
    )
    staff, envoy = ledger["east-sent-total-2024-10"], ledger["east-at-the-council-planned-2024-10-21"]
    one = derive(multiple, id="x", number=envoy, of=staff, label="what East at the council expected, over those sent")
    assert "figures of different claimants: East at the council and East" in one.caveats
    both = derive(multiple, id="x", number=envoy, of=staff)
    assert both.label.count("East") == 2
    assert "figures of different claimants" in both.caveats


def test_figures_at_most_180_days_apart_need_no_caveat():
    result = derive(
        share, id="x", part=reported("part", best="4000"), whole=reported("whole", **SENT_ROW | {"as_of": "2025-10-27"})
    )
    assert result.caveats == ()


def test_casualties_defined_differently_are_a_caveat():
    counts = ("killed_wounded", "killed_wounded_missing_captured")
    one, other = (reported(f"c-{i}", best="4000", counts=word) for i, word in enumerate(counts))
    assert derive(multiple, id="x", number=one, of=other).caveats == (
        "casualties defined differently: killed, wounded and killed, wounded, missing, captured",
    )


def test_two_plans_are_not_set_against_a_count():
    one, other = (reported(f"p-{i}", best="4000", measure="planned") for i in (1, 2))
    assert derive(total, id="x", first=one, second=other).caveats == ()


def test_a_present_figure_is_a_caveat_as_a_base_only():
    present, sent = reported("present", best="4000", measure="present"), reported("sent-row", **SENT_ROW)
    assert derive(multiple, id="x", number=present, of=sent).caveats == ()
    assert derive(multiple, id="x", number=sent, of=present).caveats == (
        "the base counts those present, after losses and returns",
    )


def test_caveats_travel_on_and_are_printed_once():
    part = reported("part", best="4000", status="disputed")
    present = reported("present", best="11000", measure="present")
    first = derive(share, id="first", part=part, whole=present, because="nothing else was given", caveats=("by hand",))
    second = derive(share, id="second", part=part, whole=present)
    kept = (
        "the base counts those present, after losses and returns",
        "base chosen here: nothing else was given",
        "by hand",
    )
    assert first.caveats == ("rests on a disputed figure", *kept)
    ratio = derive(multiple, id="ratio", number=first, of=second)
    assert set(ratio.caveats) == set(first.caveats)
    assert len(ratio.caveats) == len(set(ratio.caveats))


def test_figures_without_a_day_are_not_said_to_lie_apart():
    part = reported("part", best="4000", stated_on="", as_of="")
    assert (
        derive(share, id="x", part=part, whole=reported("whole", **SENT_ROW | {"stated_on": "", "as_of": ""})).caveats
        == ()
    )


def test_the_units_of_the_results_are_those_declared():
    units = {
        f.name: derive(f, id="x", **dict.fromkeys(f.directions, SENT)).unit
        for f in (share, multiple, total, difference)
    }
    assert units == {"share": SHARE, "multiple": MULTIPLE, "total": PERSONS, "difference": "difference"}


def test_a_margin_without_limit_is_kept_apart_from_no_margin():
    sharp = derive(share, id="x", part=Quantity.point(4000), whole=Quantity.point(11000))
    assert sharp.versus(">", ONE_THIRD).margin == math.inf
    wide = derive(share, id="x", part=Quantity(3000, 4000), whole=Quantity.point(11000))
    assert wide.versus(">", ONE_THIRD).margin is None
    assert isinstance(wide.readings, Readings)


def test_units_are_not_mixed_and_only_persons_are_added():
    half = derive(
        share, id="half", part=reported("p", best="2000"), whole=reported("w", measure="sent_total", best="4000")
    )
    for function, inputs in (
        (share, {"part": half, "whole": reported("w", measure="sent_total", best="4000")}),
        (multiple, {"number": reported("n", best="4000"), "of": half}),
        (total, {"first": half, "second": half.with_caveats("again")}),
        (difference, {"one": reported("n", best="4000"), "other": half}),
    ):
        with pytest.raises(DeriveError, match="^mixed: .* takes .* here, and the unit of .* is"):
            derive(function, id="mixed", **inputs)


def test_a_difference_of_persons_is_in_persons_and_shares_may_be_compared():
    sent, out = reported("sent", measure="sent_total", best="11000"), reported("out", best="4000")
    left = derive(difference, id="left", one=sent, other=out)
    assert (
        str(derive(share, id="left-of-sent", part=left, whole=sent)) == "64% (57 to 70%)"
    )  # one less the share: sent varies once
    one, other = (derive(share, id=f"share-{name}", part=out, whole=sent) for name in "ab")
    assert str(derive(multiple, id="alike", number=one, of=other)) == "1.0 times"
