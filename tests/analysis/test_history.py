"""The history of an answer: on which day it changed, and how the claimants then stood."""

from fractions import Fraction

import pytest
from counted import LEDGER
from ledgers import made_ledger, said

from hedged.analysis import history, shares
from hedged.analysis.history import of_shares, replayed
from hedged.errors import HedgedError
from hedged.figures.tables import cell_text
from hedged.figures.verdict import Threshold
from hedged.ledger.ledger import LedgerError, UnknownId
from hedged.look.display import Link

ONE_THIRD = Threshold("1/3", "one third")
NAMED, ALL_SENT = (
    {step.day.text: step for step in of_shares(LEDGER, ONE_THIRD, over=over)}
    for over in (shares.NAMED, shares.ALL_SENT)
)


def as_of(steps, day):
    """The last step up to a day."""
    return [step for step in steps.values() if step.day.text <= day][-1]


# Any question


def test_there_is_a_step_for_every_day_on_which_the_ledger_gained_something():
    assert [step.day.first for step in replayed(LEDGER, len)] == list(LEDGER.gained)


def test_each_day_is_asked_of_what_was_known_on_it():
    for step in replayed(LEDGER, set):
        assert step.answer == set(LEDGER.known_on(step.day.first))


def test_an_answer_changes_on_the_day_that_brings_another_one():
    steps = replayed(LEDGER, lambda known: len(known.statements(measure="killed")))
    assert [(step.day.text, step.before, step.answer) for step in steps if step.answer != step.before] == [
        ("2020-04-30", 0, 1), ("2020-09-02", 1, 2),
    ]  # fmt: skip


def test_a_replay_of_a_ledger_as_known_on_a_day_ends_on_that_day_and_is_the_same_up_to_it():
    known = LEDGER.known_on("2020-04-30")
    steps = replayed(known, set)
    assert steps[-1].day.text == "2020-04-30"
    assert [(step.day, step.answer) for step in steps] == [
        (step.day, step.answer) for step in replayed(LEDGER, set) if step.day.text <= "2020-04-30"
    ]


def test_a_replay_from_a_day_on_knows_what_was_answered_before():
    first, *_ = replayed(LEDGER, len, since="2020-04-01")
    assert (first.day.text, first.before) == ("2020-04-30", len(LEDGER.known_on("2020-04-29")))
    assert replayed(LEDGER, len, since=first.day.first)[0].day == first.day


def test_before_a_question_can_be_answered_its_answer_is_none():
    steps = replayed(LEDGER, lambda known: known["west-casualties-2020-04-30"].text)
    assert [(step.day.text, step.before, step.answer) for step in steps if step.answer != step.before] == [
        ("2020-04-30", None, "about 4,700"), ("2021-02-12", "about 4,700", "about 4,700 (superseded)"),
    ]  # fmt: skip


def test_a_question_that_no_day_can_answer_is_a_mistake():
    with pytest.raises(UnknownId, match=r"^no statement 'west-casualties-2020-04-31'; did you mean"):
        replayed(LEDGER, lambda known: known["west-casualties-2020-04-31"])


def test_a_day_that_does_not_exist_is_named():
    with pytest.raises(LedgerError, match=r"^since: 2021-02-30 does not exist: February 2021 has 28 days$"):
        replayed(LEDGER, len, since="2021-02-30")


def test_a_ledger_without_statements_has_no_history():
    assert replayed(LEDGER.known_on("2019-01-01"), len) == ()


# Where each claimant's share stands


def test_while_nobody_has_another_number_it_depends_with_every_claimant():
    then = as_of(NAMED, "2020-01-31").answer
    assert then.named.text == "depends for North and East"


def test_on_30_april_2020_claimants_begin_to_differ():
    step = NAMED["2020-04-30"]
    assert set(step.before.outcomes.values()) == {"depends"}
    assert set(step.answer.outcomes.values()) == {"depends", "fails"}
    assert step.turned == "West: fails, for the first time"
    assert cell_text(step.new["West"].cell) == (
        "about 4,700 (superseded) of about 15,000: 31% (30 to 33%), fails as rounded"
    )


def test_on_15_june_2020_it_holds_with_one_on_every_reading():
    step = NAMED["2020-06-15"]
    assert step.turned == "East: from depends to holds"
    assert step.new["East"].word.text == "holds on every reading"
    assert step.answer.who("fails") == ("West",)


def test_on_12_february_2021_it_holds_with_another_on_the_base_it_named_and_fails_over_all_it_had_reported_sent():
    named, of_all = NAMED["2021-02-12"], ALL_SENT["2021-02-12"]
    assert named.turned == "West: from fails to holds"
    assert named.new["West"].word.text == "holds as rounded"
    assert of_all.turned == ""
    assert of_all.new["West"].word.text == "fails as rounded"


def test_the_answer_turned_when_an_outcome_came_or_changed():
    first = "2020-01-05 2020-01-24 2020-03-05 2020-03-27 2020-04-30 2020-06-15 2020-07-02".split()
    for steps, days in ((NAMED, [*first, "2021-02-12"]), (ALL_SENT, first)):
        assert [day for day, step in steps.items() if step.turned] == days


def test_a_repeated_outcome_is_a_new_verdict_but_no_change():
    step = NAMED["2020-02-14"]
    assert list(step.new) == ["North"]
    assert step.turned == ""


#: The part and the base of each claimant's last share on four days, as they stand on the pages.
ON_THE_PAGES = {
    "2020-01-31": {"North": (4000, 12000), "East": (4000, 11000)},
    "2020-04-30": {"Harbour": (4000, 12000), "South": (4000, 11000), "West": (4700, 15000)},
    "2020-09-30": {"East": ("more than", 6000, 11000), "Island": (4000, 11000)},
    "2021-02-12": {"West": (6000, 15000), "North": ("more than", 4000, 12000)},
}


@pytest.mark.parametrize("day", ON_THE_PAGES)
def test_outcomes_agree_with_plain_fractions(day):
    def outcome(part, base, more_than=False):
        def half_a_place(number):
            place = 1
            while number % (place * 10) == 0:
                place *= 10
            return Fraction(min(place, number // 2), 2)

        low = (part if more_than else part - half_a_place(part)) / (base + half_a_place(base))
        high = 1 if more_than else (part + half_a_place(part)) / (base - half_a_place(base))
        third = Fraction(1, 3)
        return "holds" if low > third else "fails" if high <= third else "depends"

    found = as_of(NAMED, day).answer.outcomes
    for name, numbers in ON_THE_PAGES[day].items():
        *said, part, base = numbers
        assert found[name] == outcome(Fraction(part), Fraction(base), more_than=bool(said)), name


@pytest.mark.parametrize("over", [shares.NAMED, shares.ALL_SENT])
def test_a_verdict_then_is_the_one_that_follows_from_what_was_known_then(over):
    for step in (NAMED if over == shares.NAMED else ALL_SENT).values():
        known = LEDGER.known_on(step.day.first)
        derived = {name: found.over(over) for name, found in shares.latest_by_base(known, ONE_THIRD).items()}
        assert {name: (v.text, v.figure.readings) for name, v in derived.items()} == {
            name: (stand.verdict.text, stand.verdict.figure.readings) for name, stand in step.answer.stands.items()
        }


def test_what_is_printed_is_a_figure_of_the_ledger_as_it_is_now():
    now = {found.over(over).figure.id: found.over(over) for found in shares.by_base(LEDGER, ONE_THIRD)
           for over in (shares.NAMED, shares.ALL_SENT)}  # fmt: skip
    for step in (*NAMED.values(), *ALL_SENT.values()):
        for stand in step.answer.stands.values():
            assert stand.word.json() == now[stand.figure.id].json()


def test_another_measure_is_judged_in_the_same_way():
    step = of_shares(LEDGER, Threshold("1/10", "a tenth"), measure="killed")[-1]
    assert step.answer.named.text == "fails for West"


def test_before_anybody_gave_a_share_nobody_stands_anywhere():
    first = next(iter(NAMED.values()))
    assert (first.answer.stands, first.answer.named.text, first.turned) == ({}, "", "")


def test_an_unknown_measure_is_named():
    with pytest.raises(LedgerError, match=r"^no measure 'casualty'; did you mean casualties\?$"):
        of_shares(LEDGER, ONE_THIRD, measure="casualty")


def test_an_unknown_base_is_named():
    with pytest.raises(HedgedError, match=r"^no base 'all'; write shares.NAMED or shares.ALL_SENT$"):
        of_shares(LEDGER, ONE_THIRD, over="all")


# What was known then and is otherwise now


def test_a_share_that_came_out_otherwise_later_is_printed_as_its_word_alone(tmp_path):
    # Dated by its month, it is known before the batch of that month that was sent by then.
    ledger = made_ledger(
        tmp_path / "data",
        said("south-sent-total-2020-03", best=11000, as_of="2020-01"),
        said("south-casualties-2020-03", best=4000, base="south-sent-total-2020-03"),
        said("south-sent-batch-2020-03-27", low=3000, hedge="at_least"),
    )
    early, late = (step.new["South"] for step in of_shares(ledger, ONE_THIRD, over=shares.ALL_SENT))
    shown = "share-of-all-south-casualties-2020-03"
    assert (early.outcome, early.word) == ("depends", Link("depends", f"#{shown}"))
    assert (late.figure.id, late.word.text) == (shown, "fails as rounded")
    assert cell_text(early.cell) == "depends"
    assert of_shares(ledger, ONE_THIRD, over=shares.ALL_SENT)[-1].turned == "South: from depends to fails"


# Counts without a base


def test_a_later_count_without_a_base_is_one_said_after_its_claimants_first_share():
    assert [figure.id for figure in history.without_base(LEDGER)] == [
        "east-casualties-2020-03-28", "harbour-casualties-2020-07-13",  # not that of Harbour before its first base in March
    ]  # fmt: skip
    assert history.without_base(LEDGER.known_on("2020-03-27")) == ()


def test_counts_without_a_base_are_of_claimants_in_the_lanes_and_change_none_of_them():
    lanes = history.lanes(NAMED.values())
    found = history.without_base(LEDGER)
    assert {str(figure.claimant) for figure in found} <= lanes.keys()
    judged = {leaf.id for lane in lanes.values() for _, stand in lane for leaf in stand.verdict.figure.sources()}
    assert not judged & {figure.id for figure in found}


def test_counts_of_another_measure_without_a_base_are_asked_the_same_way():
    assert [figure.id for figure in history.without_base(LEDGER, measure="killed")] == ["west-killed-2020-09-02"]


# For a chart


def test_the_lanes_of_a_history_hold_each_verdict_once_with_the_day_it_came():
    lanes = history.lanes(NAMED.values())
    assert list(lanes) == ["North", "East", "Harbour", "South", "West", "Island"]
    assert [(day.text, stand.outcome) for day, stand in lanes["West"]] == [
        ("2020-04-30", "fails"), ("2021-02-12", "holds"),
    ]  # fmt: skip
    assert sum(map(len, lanes.values())) == len(shares.by_base(LEDGER, ONE_THIRD))


def test_lanes_from_a_day_on_begin_with_the_verdicts_that_stood_then():
    lanes = history.lanes(of_shares(LEDGER, ONE_THIRD, since="2020-05-01"))
    begin, *_ = of_shares(LEDGER, ONE_THIRD, since="2020-05-01")
    stood = as_of(NAMED, "2020-05-01").answer.stands
    assert {name: lane[0][0] for name, lane in lanes.items() if name in stood} == dict.fromkeys(stood, begin.day)
    assert [day.text for day, _ in lanes["Island"]] == ["2020-07-02"]
    assert [stand.outcome for _, stand in lanes["East"]] == ["depends", "holds"]


def test_lanes_in_words_tell_each_verdict_with_its_day_and_figure():
    told = history.told(history.lanes(NAMED.values()))
    assert "West: fails from 30 April 2020 (31% (30 to 33%)), holds from 12 February 2021 (40% (35 to 45%)). " in told


def test_the_words_of_the_lanes_end_with_the_counts_without_a_base_that_are_drawn():
    lanes, counts = history.lanes(NAMED.values()), history.without_base(LEDGER)
    assert history.told(lanes, counts) == history.told(lanes) + (
        " No base was named with East, casualties, 28 March 2020: more than 5,000 (superseded); "
        "Harbour, casualties, 13 July 2020: about 4,000."
    )
