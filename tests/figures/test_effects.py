"""What would change the answers: inputs by their effect, what knowing one would settle, and all verdicts together."""

from fractions import Fraction as F
from itertools import product

import pytest
from reported import reported
from samples import META, code, markdown, notebook, output, result

from hedged import document
from hedged.figures.derive import derive
from hedged.figures.effects import effects, levers, levers_by_measure, most_telling, telling_words
from hedged.figures.figure import Figure
from hedged.figures.tables import Table, cell_text
from hedged.figures.verdict import Threshold
from hedged.look.display import MIME, Link
from hedged.numbers.functions import difference, multiple, share, total
from hedged.numbers.quantity import Quantity, Readings

ONE_THIRD = Threshold("1/3", "one third")
TWICE, TWO_AND_A_HALF, THREE = Threshold(2, "twice"), Threshold("5/2", "two and a half times"), Threshold(3, "thrice")


def number(id: str, hedge: str, *numbers: str, **cells: str) -> Figure:
    """A reported figure; its numbers fill the cells of its hedge."""
    fills = {"more_than": ["low"], "at_least": ["low"], "up_to": ["high"], "range": ["low", "high"]}.get(
        hedge, ["best"]
    )
    return reported(id, hedge=hedge, **dict(zip(fills, numbers, strict=True)), **cells)


def asked(part: Figure, whole: Figure, threshold: Threshold = ONE_THIRD, function=share, id: str = "asked"):
    names = {"share": ("part", "whole"), "multiple": ("number", "of")}[function.name]
    return derive(function, id=id, **dict(zip(names, (part, whole), strict=True))).versus(">", threshold)


def known(verdict) -> dict[str, str]:
    return {effect.input.id: effect.text for effect in effects(verdict)}


CASUALTIES, SENT = number("killed", "about", "4000"), number("sent", "about", "11000", measure="sent_total")
OF_THE_ARTICLE = asked(CASUALTIES, SENT)
PLANNED = number("planned", "range", "25000", "30000", measure="planned")


# -- one verdict ----------------------------------------------------------------------------


def test_the_input_that_moves_the_result_most_comes_first_with_the_range_it_alone_gives():
    first, second = effects(OF_THE_ARTICLE)
    assert (first.input.id, second.input.id) == ("killed", "sent")
    assert (str(first.result), str(second.result)) == ("31 to 41%", "34 to 39%")
    assert first.result.href == second.result.href == "#asked-above-one-third"


def test_a_result_that_stays_on_one_side_of_the_threshold_is_not_printed_across_it():
    by_base, _ = effects(asked(number("part", "bare", "3800"), number("base", "about", "12000", measure="sent_total")))
    assert F(3800, 11500) < F(1, 3) < F(34, 100)
    assert str(by_base.result) == "30.4 to 33.1%"


def test_where_nobody_said_a_best_value_the_others_are_held_where_the_input_moves_the_result_most():
    verdict = asked(PLANNED, SENT, TWO_AND_A_HALF, multiple)
    by_base = verdict.swings[1].reach
    assert (by_base.low, by_base.high) == (F(30000, 11500), F(30000, 10500))
    assert str(effects(verdict)[1].result) == "2.6 to 2.9 times"


def test_a_figure_that_stands_twice_in_a_formula_is_moved_and_held_at_both_places():
    together = derive(total, id="together", first=SENT, second=CASUALTIES)
    verdict = derive(multiple, id="after", number=together, of=SENT).versus(">", Threshold("4/3", "four thirds"))
    assert {swing.input: (swing.reach.low, swing.reach.high) for swing in verdict.swings} == {
        "killed": (1 + F(3500, 11000), 1 + F(4500, 11000)),
        "sent": (1 + F(4000, 11500), 1 + F(4000, 10500)),
    }


def test_the_only_input_of_a_verdict_on_a_reported_figure_moves_it_over_its_own_range():
    (only,) = effects(SENT.versus(">", Threshold(11000, "eleven thousand")))
    assert (only.input, str(only.result)) == (SENT, str(SENT.as_rounded))
    assert (only.inside, only.text) == (True, "it would fail")


def test_what_gives_no_result_where_the_others_are_said_moves_nothing():
    part = Figure.given("part", Readings(*[Quantity(1000, 6000, best=5900)] * 3))
    verdict = asked(part, number("whole", "exact", "3000", measure="sent_total"))
    by_whole = effects(verdict)[1]
    assert (by_whole.input.id, by_whole.result, by_whole.tips) == (
        "whole",
        "no result",
        [Link("below 17,700", f"#{verdict.id}"), ", outside"],
    )


def test_a_formula_of_one_figure_alone_is_moved_by_it():
    verdict = derive(total, id="twice-sent", first=SENT, second=SENT).versus(">", Threshold(22000, "22,000"))
    (only,) = effects(verdict)
    assert str(only.result) == "21,000 to 23,000"


@pytest.mark.parametrize(
    ("part", "whole", "texts"),
    [
        # 4,000 of 10,500 to 11,500 is above a third; 3,500 to 4,500 of 11,000 is on both sides
        (("about", "4000"), ("about", "11000"), ("it would hold", "it would still depend")),
        # 3,800 of 11,500 to 12,500, and 3,750 to 3,850 of 12,000, are both below it
        (("bare", "3800"), ("bare", "12000"), ("it would fail", "it would fail")),
        # 4,000 of 12,000 is just a third: whatever one of them is rounded to, the other decides
        (("about", "4000"), ("about", "12000"), ("it would still depend", "it would still depend")),
        # of just 12,000, more than 4,000 is more than a third; how many more than 4,000 nobody said
        (("more_than", "4000"), ("bare", "12000"), ("it would still depend", "it would hold")),
        (("at_least", "4000"), ("bare", "12000"), ("it would still depend", "it would still depend")),
    ],
)
def test_an_input_settles_a_verdict_where_as_said_the_rounding_of_the_others_no_longer_matters(part, whole, texts):
    verdict = asked(number("part", *part), number("whole", *whole, measure="sent_total"))
    found = known(verdict)
    assert (found["part"], found["whole"]) == texts


def test_a_range_with_one_answer_at_either_end_settles_one_way_or_the_other():
    verdict = asked(PLANNED, SENT, TWO_AND_A_HALF, multiple)
    assert F(25000, 10500) < F(5, 2) < F(30000, 11500)  # fails at its low end, holds at its high end
    assert known(verdict) == {"planned": "it would be settled, one way or the other", "sent": "it would still depend"}
    assert not any(effect.settles for effect in effects(verdict))


def test_an_end_that_gives_no_result_settles_nothing():
    verdict = asked(CASUALTIES, number("whole", "up_to", "11000", measure="sent_total"))
    assert known(verdict)["whole"] == "it would still depend"


@pytest.mark.parametrize("threshold", [TWICE, THREE])
def test_a_verdict_that_does_not_depend_is_settled_already(threshold):
    assert set(known(asked(PLANNED, SENT, threshold, multiple)).values()) == {"settled already"}


def test_an_undetermined_verdict_has_no_inputs_to_rank():
    assert effects(derive(share, id="nothing", part=CASUALTIES, whole=None).versus(">", ONE_THIRD)) == ()


def test_tipping_points_say_whether_they_lie_inside_the_range():
    first, second = effects(OF_THE_ARTICLE)
    assert (cell_text(first.tips), first.inside) == ("from 3,667 on, inside", True)
    assert (cell_text(second.tips), second.inside) == ("below 12,000, outside", False)


def test_an_input_that_tips_the_verdict_nowhere_says_so():
    sum_of = derive(total, id="both", first=SENT, second=number("more", "about", "12000", measure="sent_total"))
    verdict = derive(difference, id="gap", one=sum_of, other=CASUALTIES).versus(">", Threshold(-1, "minus one"))
    assert {cell_text(effect.tips) for effect in effects(verdict) if effect.input.id != "killed"} == {
        "no value of it alone"
    }


def test_a_verdict_says_of_each_input_what_it_does_alone():
    first, second = OF_THE_ARTICLE.swings
    assert OF_THE_ARTICLE.alone(first) == (
        "moves it to 31 to 41% and tips it from 3,667 on, inside its range as rounded"
    )
    assert OF_THE_ARTICLE.alone(second) == (
        "moves it to 34 to 39% and would tip it below 12,000, outside its range as rounded"
    )


def test_an_input_without_rounding_leaves_the_result_where_it_is():
    verdict = asked(CASUALTIES, number("base", "exact", "12000", measure="sent_total"))
    assert verdict.alone(verdict.swings[1]) == (
        "leaves it at exactly one third and tips it below 12,000, inside its range as rounded"
    )


def test_tipping_points_on_the_same_side_of_the_range_are_told_together():
    verdict = asked(PLANNED, SENT, TWICE, multiple)
    assert verdict.alone(verdict.swings[1]) == (
        "moves it to 2.6 to 2.9 times and would tip it below 12,500 (with the other figure at 25,000)"
        " or below 15,000 (with the other figure at 30,000), outside its range as rounded"
    )
    depends = asked(PLANNED, number("sent", "about", "15000", measure="sent_total"), TWICE, multiple)
    assert depends.alone(depends.swings[1]) == (
        "moves it to 1.9 to 2.1 times, tips it below 15,000 (with the other figure at 30,000), inside its range"
        " as rounded and would tip it below 12,500 (with the other figure at 25,000), outside its range as rounded"
    )


@pytest.mark.parametrize(
    ("whole", "threshold", "words"),
    [("3000", "1/3", "would tip it below 17,700, outside its range as rounded"),
     ("3000", "0", "gives no result while the others are as said")],
)  # fmt: skip
def test_an_input_with_which_there_is_no_result_says_so_unless_it_tips_the_verdict(whole, threshold, words):
    part = Figure.given("part", Readings(*[Quantity(1000, 6000, best=5900)] * 3))
    verdict = asked(part, number("whole", "exact", whole, measure="sent_total"), Threshold(threshold, "that"))
    assert verdict.alone(verdict.swings[1]) == words


# -- several verdicts -----------------------------------------------------------------------


def test_the_input_that_settles_most_comes_first_then_what_settles_one_way_or_the_other():
    verdicts = [
        asked(PLANNED, SENT, TWO_AND_A_HALF, multiple, "increase"),
        OF_THE_ARTICLE,
        asked(CASUALTIES, number("base", "about", "11000", measure="sent_total"), id="again"),
    ]
    first, second, *others = levers(verdicts, id="answers")
    assert [first.name.text, second.name.text] == [CASUALTIES.label, PLANNED.label]
    assert ([v.id for v in first.settled], len(first.verdicts), len(first.inside)) == (
        ["asked-above-one-third", "again-above-one-third"], 2, 2,
    )  # fmt: skip
    assert [v.figure.id for v in second.either_way] == ["increase"]
    assert not any(each.settled or each.either_way for each in others)


def test_a_question_that_is_put_twice_counts_once():
    verdicts = [OF_THE_ARTICLE, asked(CASUALTIES, SENT, Threshold("2/6", "two sixths"), id="the-same")]
    (first, _) = levers(verdicts, id="answers")
    assert first.settled == (OF_THE_ARTICLE,)


def test_numbers_of_verdicts_are_figures_and_none_is_a_word():
    first, second = levers([OF_THE_ARTICLE], id="answers")
    assert [str(first.counted(each)) for each in ("verdicts", "settled", "either_way", "inside")] == [
        "1",
        "1",
        "none",
        "1",
    ]
    assert (first.counted("settled").id, first.counted("settled").unit) == ("answers-killed-settled", "verdicts")
    assert second.counted("settled") == "none"


def test_the_one_figure_that_would_settle_most_is_named():
    assert str(telling_words(levers([OF_THE_ARTICLE], id="answers"))) == (
        "Known to be just as said, North, casualties, 30 April 2025 would settle more of these verdicts than any other"
    )


def test_figures_that_would_settle_as_many_are_all_named():
    other = asked(number("lost", "bare", "4000", claimant_id="east"), SENT, id="other")
    ranked = levers([OF_THE_ARTICLE, other], id="answers")
    assert len(most_telling(ranked)) == 2
    assert str(telling_words(ranked)).endswith(
        "and no other more: North, casualties, 30 April 2025; and East, casualties, 30 April 2025"
    )


def test_that_no_single_figure_would_settle_any_is_said():
    ranked = levers([asked(CASUALTIES, number("base", "about", "12000", measure="sent_total"))], id="answers")
    assert most_telling(ranked) == ()
    assert "no single one of them would settle any" in str(telling_words(ranked))


def test_inputs_of_one_measure_are_ranked_together():
    other = asked(number("lost", "bare", "4000", claimant_id="east"), SENT, id="other")
    first, second = levers_by_measure([OF_THE_ARTICLE, other], id="kinds")
    assert (str(first.name), len(first.settled)) == ("casualties", 2)
    assert (str(second.name), len(second.settled), len(second.verdicts)) == ("sent in all", 0, 2)


def test_an_assumed_figure_has_no_measure_and_stands_for_itself():
    verdict = asked(Figure.given("mine", Quantity.about(4000, grain=1000), "my number"), SENT)
    assert {str(lever.name) for lever in levers_by_measure([verdict], id="kinds")} == {"my number", "sent in all"}


# -- in print -------------------------------------------------------------------------------


def test_every_number_of_the_tables_belongs_to_a_figure_or_a_verdict():
    verdicts = [OF_THE_ARTICLE, asked(PLANNED, SENT, TWO_AND_A_HALF, multiple, "increase")]
    found = [effect for verdict in verdicts for effect in effects(verdict)]
    ranked = levers(verdicts, id="answers")
    printed = [
        Table("inputs", "Inputs", dict.fromkeys("abcde", "left"),
              [[e.verdict, e.input.label, e.result, e.tips, e.text] for e in found], ["here"]),
        Table("ranks", "Ranks", dict.fromkeys("ab", "left"),
              [[lever.name, lever.counted("settled")] for lever in ranked], ["here"]),
    ]  # fmt: skip
    sentence = result("w", telling_words(ranked)._repr_mimebundle_()[MIME])
    cells = [code(output(table._repr_mimebundle_()[MIME])) for table in printed]
    made = document.read(notebook(markdown("# T"), *cells, markdown("{eval}`w`.", sentence)), META)
    assert "answers-killed-settled" in made.figures


# -- on many verdicts -----------------------------------------------------------------------


def test_as_many_verdicts_are_settled_by_a_measure_as_come_out_one_way_with_it_just_as_said():
    verdicts = [
        asked(number(f"p-{at}", "about", part), number(f"w-{at}", "about", whole, measure="sent_total"), id=f"s-{at}")
        for at, (part, whole) in enumerate(product(("3800", "4000", "4600", "5000"), ("11000", "12000", "13500")))
    ]
    rounded = {"casualties": 0, "sent in all": 0}
    for verdict in (each for each in verdicts if each.text == "depends"):
        part, whole = (figure for _, figure in verdict.figure.inputs)
        for name, over, under in (("casualties", part.said, whole.rounded), ("sent in all", part.rounded, whole.said)):
            above = over.low / under.high > F(1, 3) or (over.low_open and over.low / under.high == F(1, 3))
            rounded[name] += above or (over.high is not None and over.high / under.low <= F(1, 3))
    found = {str(lever.name): len(lever.settled) for lever in levers_by_measure(verdicts, id="answers")}
    assert found == rounded
    assert len(set(rounded.values())) == 2 and min(rounded.values()) > 0
