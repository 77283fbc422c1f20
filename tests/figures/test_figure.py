"""What a figure and a verdict show of themselves: words, records, cards."""

import json
import re
from fractions import Fraction as F

import pytest
from reported import reported

from hedged.figures.derive import count, derive
from hedged.figures.figure import Figure
from hedged.figures.verdict import Threshold
from hedged.look.display import MIME
from hedged.numbers.computation import DeriveError
from hedged.numbers.functions import multiple, share, total
from hedged.numbers.hedges import HEDGES, readings
from hedged.numbers.quantity import SHARE, Quantity

ONE_THIRD = Threshold("1/3", "one third")
SENT = reported("sent", best="11000", measure="sent_total")
CASUALTIES = reported("casualties", best="4000")
CASUALTY_SHARE = derive(share, id="casualty-share", part=CASUALTIES, whole=SENT)


# -- reported figures -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells, text, label",
    [
        ({"best": "11000", "measure": "sent_total"}, "about 11,000", "North, sent in all, 30 April 2025"),
        ({"low": "6000", "hedge": "more_than"}, "more than 6,000", "North, casualties, 30 April 2025"),
        (
            {"low": "25000", "high": "30000", "hedge": "range", "measure": "planned"},
            "25,000 to 30,000",
            "North, further soldiers forecast, 30 April 2025",
        ),
        ({"best": "30000", "hedge": "bare", "status": "denied"}, "30,000 (denied)", "North, casualties, 30 April 2025"),
        (
            {"best": "1/3", "hedge": "bare", "measure": "share_casualties"},
            "a third",
            "North, casualties among those sent, 30 April 2025",
        ),
        (
            {"best": "0.4", "measure": "share_casualties", "stated_on": ""},
            "about 40%",
            "North, casualties among those sent, 30 April 2025",
        ),
        ({"best": "4000", "stated_on": "2025-07", "as_of": ""}, "about 4,000", "North, casualties, July 2025"),
        ({"best": "4000", "stated_on": "", "as_of": ""}, "about 4,000", "North, casualties, day not known"),
    ],
)
def test_a_reported_figure_says_what_its_claimant_said(cells, text, label):
    figure = reported("x", **cells)
    assert (str(figure), figure.label, figure.kind) == (text, label, "reported")


def test_a_reported_figure_is_read_by_its_hedge():
    assert [str(quantity) for quantity in CASUALTIES.readings] == ["[4000, 4000]", "[3500, 4500)", "[3000, 5000]"]
    assert tuple(map(str, CASUALTIES.spans)) == ("4,000", "3,500 to 4,500", "3,000 to 5,000")
    assert tuple(map(str, SENT.spans)) == ("11,000", "10,500 to 11,500", "10,000 to 12,000")
    third = reported("x", best="1/3", hedge="bare", measure="share_casualties")
    assert third.unit == SHARE
    assert tuple(map(str, third.spans)) == ("a third", "29 to 42%", "a quarter to half")


def test_a_figure_tells_who_said_it_and_when_in_words():
    assert [str(phrase) for phrase in (SENT.claimant, SENT.said_on, SENT.as_of)] == [
        "North",
        "30 April 2025",
        "30 April 2025",
    ]
    assert SENT.occasion == "North, 30 April 2025"
    east = reported("east", best="12000", measure="sent_total", claimant_id="east")
    assert str(derive(share, id="x", part=CASUALTIES, whole=east).claimant) == "North and East"
    assert str(CASUALTY_SHARE.claimant) == "North"
    assert str(CASUALTY_SHARE.said_on) == str(CASUALTY_SHARE.as_of) == "an unknown day"
    assert SENT.statement.statement_id == "sent"
    assert CASUALTY_SHARE.statement is None


@pytest.mark.parametrize(
    "cells, reason",
    [
        ({"status": "denied"}, "North, casualties, 30 April 2025 is a denied figure"),
        ({"extent": "part"}, "North, casualties, 30 April 2025 counts a part and not a total"),
    ],
)
def test_a_denied_figure_and_a_part_get_no_verdict_on_their_own_either(cells, reason):
    found = reported("x", best="4000", **cells).versus(">", Threshold(3000, "3,000"))
    assert (found.text, found.reason) == ("undetermined", reason)
    assert found.sentence == f"Whether it is above 3,000 cannot be said: {reason}."


# -- figures set by hand --------------------------------------------------------------------


@pytest.mark.parametrize(
    "value, text, said",
    [
        (Quantity.about(4000, grain=500), "4,000 (3,750 to 4,250)", "[4000, 4000]"),
        (Quantity(3000, 5000), "3,000 to 5,000", "[3000, 5000]"),
        (Quantity.point("1/2", SHARE), "50%", "[1/2, 1/2]"),
        (readings("range", low=25000, high=30000), "24,500 to 30,500", "[25000, 30000]"),
    ],
)
def test_a_figure_set_by_hand_says_it_is_assumed(value, text, said):
    figure = Figure.given("what-if", value)
    assert (figure.text, figure.label, str(figure.said)) == (text, f"assumed {text}", said)
    assert Figure.given("what-if", value, "my guess").label == "my guess"


@pytest.mark.parametrize("id", ["Casualty-share", "casualty share", "", "a--b", "-a", "a_b"])
def test_an_id_that_is_not_a_slug_is_refused(id):
    with pytest.raises(
        DeriveError, match=f"^{re.escape(f'id {id!r} is not a slug; write lower-case words joined by hyphens')}$"
    ):
        count(3, id=id, unit="pages", label="pages")


# -- verdicts -------------------------------------------------------------------------------


def times(part, whole, id="x"):
    return derive(multiple, id=id, number=part, of=whole)


PLANNED = reported("planned-row", low="25000", high="30000", hedge="range", measure="planned")
UK = derive(share, id="uk-share", part=reported("uk", low="6000", hedge="more_than"), whole=SENT)
EXACT = derive(share, id="exact", part=Quantity.point(4000), whole=Quantity.point(12000))
NEAR = derive(share, id="near", part=Quantity.point(4001), whole=Quantity.point(12000))


@pytest.mark.parametrize(
    "figure, relation, threshold, text, sentence",
    [
        (CASUALTY_SHARE, ">", ONE_THIRD, "depends", "Whether it is above one third depends: as rounded it is 30 to 43%; as said it holds (36%)."),
        (CASUALTY_SHARE, "<", ONE_THIRD, "depends", "Whether it is below one third depends: as rounded it is 30 to 43%; as said it fails (36%)."),
        (CASUALTY_SHARE, "<=", Threshold("1/2", "half"), "holds on every reading", "It is at most half on every reading: 30 to 43%."),
        (CASUALTY_SHARE, "<", Threshold("1/2", "half"), "holds as rounded", "It is below half as rounded: 30 to 43%."),
        (UK, ">", ONE_THIRD, "holds on every reading", "It is above one third on every reading: more than 52%."),
        (UK, "<=", ONE_THIRD, "fails on every reading", "It is not at most one third on every reading: more than 52%."),
        (times(PLANNED, SENT), ">", Threshold(2, "twice"), "holds as rounded", "It is more than twice as rounded: 2.1 to 3.0 times."),
        (times(PLANNED, SENT), ">", Threshold(3, "three times"), "fails as rounded", "It is not more than three times as rounded: 2.13 to 2.91 times."),
        (times(PLANNED, SENT), ">=", Threshold("5/2", "two and a half times"), "depends",
         "Whether it is at least two and a half times depends: as rounded it is 2.1 to 3.0 times; as said it depends too (2.2 to 2.8 times)."),
        (EXACT, ">", ONE_THIRD, "fails on every reading", "It is not above one third on every reading: exactly one third."),
        (NEAR, ">", ONE_THIRD, "holds on every reading", "It is above one third on every reading: just above one third."),
        (PLANNED, ">", Threshold(27000, "27,000"), "depends",
         "Whether it is above 27,000 depends: as rounded it is 24,500 to 30,500; as said it depends too (25,000 to 30,000)."),
    ],
)  # fmt: skip
def test_a_verdict_is_a_word_and_a_sentence(figure, relation, threshold, text, sentence):
    verdict = figure.versus(relation, threshold)
    assert str(verdict) == text
    assert verdict.sentence == sentence


@pytest.mark.parametrize("figure", [CASUALTY_SHARE, derive(share, id="no-base", part=CASUALTIES, whole=None)])
def test_an_unknown_relation_is_refused_whether_or_not_there_is_a_value(figure):
    with pytest.raises(ValueError, match=re.escape("unknown relation '=='; allowed: >, >=, <, <=")):
        figure.versus("==", ONE_THIRD)


def test_a_figure_without_a_value_says_so_when_it_is_asked_for_one():
    missing = derive(share, id="no-base", part=CASUALTIES, whole=None)
    for ask in (lambda: missing.rounded, lambda: missing.spans, missing.sensitivity, missing.computation):
        with pytest.raises(DeriveError, match="^no-base has no value: no base is named$"):
            ask()


def test_the_input_that_moves_a_figure_most_comes_first():
    assert CASUALTY_SHARE.sensitivity() == [("casualties", F(1, 11)), ("sent", F(16, 483))]


# -- records --------------------------------------------------------------------------------


def test_the_record_of_a_derived_figure_holds_its_inputs_whole():
    record = CASUALTY_SHARE.json()
    assert record == {
        "id": "casualty-share",
        "label": "North, casualties, 30 April 2025, as a share of sent in all, 30 April 2025",
        "unit": "share",
        "kind": "derived",
        "text": "36% (30 to 43%)",
        "hedge": None,
        "status": None,
        "readings": {
            "said": {
                "low": "4/11",
                "best": "4/11",
                "high": "4/11",
                "low_open": False,
                "high_open": False,
                "text": "36%",
                "drawn": "follows from the inputs",
            },
            "rounded": {
                "low": "7/23",
                "best": "4/11",
                "high": "3/7",
                "low_open": True,
                "high_open": True,
                "text": "30 to 43%",
                "drawn": "follows from the inputs",
            },
            "wide": {
                "low": "1/4",
                "best": "4/11",
                "high": "1/2",
                "low_open": False,
                "high_open": False,
                "text": "25 to 50%",
                "drawn": "follows from the inputs",
            },
        },
        "caveats": [],
        "noted": [],
        "missing": None,
        "unsettled": [],
        "function": "share",
        "formula": "part / whole",
        "inputs": {"part": CASUALTIES.json(), "whole": SENT.json()},
        "counts": {
            "pages": 1,
            "roots": 1,
            "roots_known": True,
            "claimants": 1,
            "one_root": "Herald",
            "text": "1 page, 1 root, 1 claimant",
        },
        "evidence": None,
    }
    assert record["inputs"]["part"]["evidence"]["statement"]["best"] == "4000"


def test_an_end_that_is_not_there_is_null_in_the_record():
    assert reported("uk", low="6000", hedge="more_than").json()["readings"]["rounded"] == {
        "low": "6000", "best": None, "high": None, "low_open": True, "high_open": True, "text": "more than 6,000",
        "drawn": "the claimant’s words; no upper end was given",
    }  # fmt: skip


def test_the_record_of_a_figure_without_a_value_has_no_readings():
    record = derive(share, id="no-base", part=CASUALTIES, whole=None).json()
    assert record["readings"] == {"said": None, "rounded": None, "wide": None}
    assert record["inputs"] == {"part": CASUALTIES.json()}


def test_a_threshold_that_is_said_better_leaves_the_id_of_its_verdicts_as_it_was():
    published = CASUALTY_SHARE.versus(">", Threshold("1/3", "a third"))
    better = CASUALTY_SHARE.versus(">", Threshold("1/3", "one third", name="a third"))
    assert better.id == published.id and better.sentence == published.sentence.replace("a third", "one third")


def test_the_record_of_a_verdict_holds_all_that_was_decided():
    record = CASUALTY_SHARE.versus(">", ONE_THIRD).json()
    assert record.pop("figure") == CASUALTY_SHARE.json()
    assert record == {
        "id": "casualty-share-above-one-third",
        "relation": ">",
        "question": "above one third",
        "threshold": {"value": "1/3", "text": "one third"},
        "outcome": "depends",
        "scope": "as rounded",
        "readings": {"said": "holds", "rounded": "depends", "wide": "depends"},
        "margin": "1/2",
        "margin_text": "as said it holds, and survives 1/2 times the rounding",
        "tipping": [
            {
                "input": "casualties",
                "label": CASUALTIES.label,
                "value": "11000/3",
                "whole": 3667,
                "inside": True,
                "place": "inside its range as rounded",
                "text": "from 3,667 on",
            },
            {
                "input": "sent",
                "label": SENT.label,
                "value": "12000",
                "whole": 11999,
                "inside": False,
                "place": "outside its range as rounded",
                "text": "below 12,000",
            },
        ],
        "effects": [
            {
                "input": "casualties",
                "label": CASUALTIES.label,
                "result": {"low": "7/22", "high": "9/22", "low_open": False, "high_open": True},
                "text": "31 to 41%",
                "known": "holds",
                "told": "moves it to 31 to 41% and tips it from 3,667 on, inside its range as rounded",
            },
            {
                "input": "sent",
                "label": SENT.label,
                "result": {"low": "8/23", "high": "8/21", "low_open": True, "high_open": False},
                "text": "34 to 39%",
                "known": "depends",
                "told": "moves it to 34 to 39% and would tip it below 12,000, outside its range as rounded",
            },
        ],
        "reason": None,
        "note": None,
        "text": "depends",
        "sentence": "Whether it is above one third depends: as rounded it is 30 to 43%; as said it holds (36%).",
    }


@pytest.mark.parametrize(
    "part, margin",
    [(Quantity.point(4000), "any"), (Quantity(3000, 4000), None), (Quantity.about(4000, grain=1000), "2/3")],
)
def test_a_margin_is_a_fraction_or_any_or_none(part, margin):
    figure = derive(share, id="x", part=part, whole=Quantity.point(11000))
    assert figure.versus(">", ONE_THIRD).json()["margin"] == margin


def test_the_record_of_an_undetermined_verdict_gives_the_reason():
    record = derive(share, id="no-base", part=CASUALTIES, whole=None).versus(">=", ONE_THIRD).json()
    assert record["id"] == "no-base-at-least-one-third"
    assert record["readings"] == dict.fromkeys(("said", "rounded", "wide"), "undetermined")
    assert (record["outcome"], record["scope"], record["margin"], record["tipping"], record["reason"]) == (
        "undetermined", None, None, [], "no base is named",
    )  # fmt: skip


@pytest.mark.parametrize(
    "value, payload",
    [
        (CASUALTY_SHARE, {"type": "figure", "text": "36% (30 to 43%)", "figure": CASUALTY_SHARE.json()}),
        (
            CASUALTY_SHARE.versus(">", ONE_THIRD),
            {"type": "verdict", "text": "depends", "verdict": CASUALTY_SHARE.versus(">", ONE_THIRD).json()},
        ),
    ],
)
def test_figures_and_verdicts_stay_in_their_line_and_carry_their_record(value, payload):
    assert value._repr_mimebundle_() == {"text/plain": payload["text"], MIME: payload}
    assert json.loads(json.dumps(payload)) == payload


def test_a_figure_shows_its_id_and_its_words_when_it_is_looked_at():
    assert repr(CASUALTY_SHARE) == "<Figure casualty-share: 36% (30 to 43%)>"


def test_further_caveats_are_added_once_and_passed_on():
    told = CASUALTIES.with_caveats("as relayed", "as relayed").with_caveats("as relayed", "by one lawmaker")
    assert told.caveats == ("as relayed", "by one lawmaker")
    assert derive(share, id="x", part=told, whole=SENT).caveats == ("as relayed", "by one lawmaker")


def test_a_leaf_with_caveats_is_still_the_same_figure():
    both = derive(total, id="both", first=CASUALTIES, second=SENT)
    assert derive(share, id="x", part=CASUALTIES.with_caveats("as relayed"), whole=both).rounded == (
        derive(share, id="x", part=CASUALTIES, whole=both).rounded
    )


# -- cards ----------------------------------------------------------------------------------


def test_the_card_of_a_reported_figure_shows_claimant_pages_and_roots():
    shown = CASUALTIES.with_caveats("as <relayed>").card()._repr_mimebundle_()
    assert shown["text/plain"] == (
        "figure: casualties\n"
        "what: North, casualties, 30 April 2025\n"
        "in words: about 4,000\n"
        "as said: 4,000; the claimant’s words\n"
        "as rounded: 3,500 to 4,500; our rounding rule: 500 to either side, half of the last place\n"
        "wide: 3,000 to 5,000; our rounding rule: 1,000 to either side, the last place\n"
        "claimant: Northern Survey Office (third state)\n"
        "printed: “4천여 명”, Herald\n"
        "roots: Herald\n"
        "status: current\n"
        "known from: 1 page, 1 root, 1 claimant\n"
        "known through one root: Herald\n"
        "caveat: as <relayed>"
    )
    assert "<dt>caveat</dt><dd>as &lt;relayed&gt;</dd>" in shown["text/html"]
    assert shown[MIME]["type"] == "card"


def test_the_card_of_a_verdict_shows_what_it_rests_on_and_carries_the_same_record():
    verdict = CASUALTY_SHARE.versus(">", ONE_THIRD)
    shown = verdict.card()._repr_mimebundle_()
    assert shown[MIME] == verdict._repr_mimebundle_()[MIME]
    assert shown["text/plain"].splitlines()[:5] == [
        "depends",
        verdict.sentence,
        f"figure: {CASUALTY_SHARE.label}, 36% (30 to 43%)",
        "as said: holds",
        "as rounded: depends",
    ]
    assert "<dt>margin</dt><dd>as said it holds, and survives 1/2 times the rounding</dd>" in shown["text/html"]
    assert (
        f"<dt>input alone</dt><dd>{CASUALTIES.label}: moves it to 31 to 41%"
        " and tips it from 3,667 on, inside its range as rounded</dd>" in shown["text/html"]
    )


def test_the_card_of_a_verdict_that_no_rounding_changes_says_so():
    rows = CASUALTY_SHARE.versus("<", Threshold(2, "twice")).card().text
    assert "as said it holds, and survives any rounding" in rows


def test_the_card_of_a_derived_figure_shows_formula_and_inputs():
    assert CASUALTY_SHARE.card()._repr_mimebundle_()["text/plain"].splitlines()[3:] == [
        "as said: 36%",
        "as rounded: 30 to 43%",
        "wide: 25 to 50%",
        "formula: share = part / whole",
        "part: about 4,000 (casualties)",
        "whole: about 11,000 (sent)",
        "known from: 1 page, 1 root, 1 claimant",
        "known through one root: Herald",
    ]


def test_the_card_of_a_figure_without_a_value_shows_what_there_is():
    assert derive(share, id="no-base", part=CASUALTIES, whole=None).card()._repr_mimebundle_()[
        "text/plain"
    ].splitlines() == [
        "figure: no-base",
        "what: North, casualties, 30 April 2025, as a share of no base",
        "in words: undetermined",
        "formula: share = part / whole",
        "part: about 4,000 (casualties)",
        "known from: 1 page, 1 root, 1 claimant",
        "known through one root: Herald",
    ]


@pytest.mark.parametrize("hedge", HEDGES)
def test_every_hedge_can_be_printed_judged_and_carried(hedge):
    cells = dict.fromkeys(HEDGES[hedge].fills, "4000") | ({"high": "5000"} if hedge == "range" else {})
    figure = reported("x", hedge=hedge, **cells)
    derived = derive(share, id="y", part=figure, whole=reported("base", best="12000", measure="sent_total"))
    assert derived.versus(">", ONE_THIRD).outcome in ("holds", "depends", "fails")
    assert json.loads(json.dumps(derived.json())) == derived.json()
