"""A question as typed has its answer, or a sentence that says why it has none."""

from fractions import Fraction

import ledgers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedged.lab import entries
from hedged.lab.entries import Impossible, Side
from hedged.lab.question import QUESTIONS, Question, answer
from hedged.numbers.hedges import HEDGES
from hedged.numbers.quantity import MULTIPLE, SHARE
from hedged.numbers.words import RELATIONS

LEDGER = ledgers.ledger()
PART, WHOLE = Side("harbour-officials-casualties-2025-07-02"), Side("gazette-sent-total-2025-07-02")
ELEVEN = Side(number="11,000")
FORECAST = Side(hedge="range", number="25,000", upper="30,000")


def asked(first, second=ELEVEN, **question):
    return answer(Question(first, second, **question), LEDGER)


def outcome(*sides, **question):
    return asked(*sides, **question).verdict.text


def reason(*sides, **question):
    with pytest.raises(Impossible) as raised:
        asked(*sides, **question)
    return str(raised.value)


def test_a_question_of_two_statements_is_that_of_the_briefing():
    found = asked(PART, WHOLE)
    assert found.figure.text == "36% (30 to 43%)"
    assert (found.figure.rounded.low, found.figure.rounded.high) == (Fraction(7, 23), Fraction(3, 7))
    assert found.readings == (
        ("said", "36%", "holds"), ("rounded", "30 to 43%", "depends"), ("wide", "25 to 50%", "depends")
    )  # fmt: skip
    assert found.margin == "as said it holds, and survives 1/2 times the rounding"
    assert found.tipping == (
        "Harbour officials, casualties, 2 July 2025: above one third from 3,667 on, inside its range as rounded.",
        "Gazette, sent in all, 2 July 2025: above one third below 12,000, outside its range as rounded.",
    )


def test_the_same_numbers_typed_give_the_same_ranges():
    typed = asked(Side(number="4,000"), ELEVEN)
    assert typed.figure.readings == asked(PART, WHOLE).figure.readings
    assert typed.figure.caveats == (
        "about 4,000 is assumed here; the ledger has no statement of it",
        "about 11,000 is assumed here; the ledger has no statement of it",
    )


@pytest.mark.parametrize(
    "sides",
    [
        (Side(number="4000", grain="500"), Side(number="11000", grain="500")),
        (Side(PART.statement, grain="500"), Side(WHOLE.statement, grain="500")),
    ],
    ids=["typed", "statements"],
)
def test_with_a_grain_of_500_it_holds_and_touches_one_third(sides):
    found = asked(*sides)
    rounded = found.figure.rounded
    assert (rounded.low, rounded.low_open, rounded.high) == (Fraction(1, 3), True, Fraction(17, 43))
    assert found.verdict.sentence == (
        "It is above one third as rounded: 33 to 40%; it touches one third without reaching it."
    )


def test_a_grain_set_for_a_statement_is_a_caveat_and_keeps_those_of_the_statement():
    found = asked(Side(PART.statement, grain="500"), WHOLE)
    assert found.figure.caveats == (
        "figures of different claimants",
        "the inputs refer to November 2024 and July 2025, 213 days apart",
        "the grain of Harbour officials, casualties, 2 July 2025 is set to 500 here",
    )


def test_without_a_grain_it_is_that_of_the_rule():
    assert entries.grain_of_rule(PART, LEDGER) == "1,000"
    assert entries.grain_of_rule(FORECAST, LEDGER) == "1,000"
    assert entries.grain_of_rule(Side(number="40 %"), LEDGER) == "10%"
    assert entries.grain_of_rule(Side(number="abc"), LEDGER) == ""


@pytest.mark.parametrize(
    ("first", "second", "question", "expected"),
    [
        (FORECAST, ELEVEN, {"asked": "multiple", "threshold": "twice"}, "holds as rounded"),
        (FORECAST, ELEVEN, {"asked": "multiple", "threshold": "2.5 times"}, "depends"),
        (FORECAST, ELEVEN, {"asked": "multiple", "threshold": "3"}, "fails as rounded"),
        (FORECAST, Side(number="15000"), {"asked": "multiple", "threshold": "2"}, "depends"),
        (Side(number="3,800"), Side(hedge="bare", number="12000"), {}, "depends"),
        (Side(hedge="bare", number="4,700"), Side(number="15 000"), {}, "fails as rounded"),
        (Side(hedge="more_than", number="6000"), ELEVEN, {}, "holds on every reading"),
        (Side(number="6000"), Side(number="15000"), {}, "holds as rounded"),
        (Side(number="6000"), Side(number="15000"), {"relation": "<="}, "fails as rounded"),
        (Side(number="50 %"), Side(hedge="exact", number="20%"), {"asked": "multiple"}, "holds on every reading"),
        (Side(number="1/3"), Side(number="2/3"), {"asked": "multiple", "threshold": "half"}, "depends"),
    ],
)  # fmt: skip
def test_worked_results_come_out_of_what_is_typed(first, second, question, expected):
    assert outcome(first, second, **question) == expected


@pytest.mark.parametrize(
    ("typed", "unit", "text", "value"),
    [
        ("one third", SHARE, "one third", "1/3"),
        (" A Third ", SHARE, "one third", "1/3"),
        ("1/3", SHARE, "one third", "1/3"),
        ("3 / 7", SHARE, "3 / 7", "3/7"),
        ("0.4", SHARE, "40%", "2/5"),
        ("40 %", SHARE, "40%", "2/5"),
        ("40 per cent", SHARE, "40%", "2/5"),
        ("twice", MULTIPLE, "twice", "2"),
        ("2", MULTIPLE, "twice", "2"),
        ("2.2 times", MULTIPLE, "2.2 times", "11/5"),
        ("250%", MULTIPLE, "two and a half times", "5/2"),
    ],
)
def test_a_threshold_is_read_from_words_fractions_decimals_and_per_cent(typed, unit, text, value):
    found = entries.threshold(typed, unit)
    assert (found.text, found.value) == (text, Fraction(value))


@pytest.mark.parametrize(
    ("side", "why"),
    [
        (Side(number=""), "no number is given; write 4000, 4,000, 40 % or 1/3"),
        (Side(number="abc"), "'abc' is not a number; write 4000, 4,000, 40 % or 1/3"),
        (Side(number="4 thousand"), "'4 thousand' is not a number; write 4000, 4,000, 40 % or 1/3"),
        (Side(number="-3"), "a figure cannot be below 0, found '-3'"),
        (Side(number="−3"), "a figure cannot be below 0, found '−3'"),
        (Side(number="0,4"), "'0,4' has a decimal comma, or a comma out of place; write 0.4 or 4,000"),
        (Side(number="4.000"), "'4.000' could be 4,000 or a decimal; write 4,000, or leave out the zeros"),
        (Side(number="4000.5"), "'4000.5' is no whole number; a share is written as 40 % or 1/3"),
        (Side(number="1" * 40), "'11111111111111111111111…' is too long for a number; at most 12 digits"),
        (Side(number="1/0"), "'1/0' divides by zero"),
        (Side(number="120 %"), "a share cannot be above 100%, found '120 %'"),
        (Side(number="3/7"), "3/7 is not said as a word (1/4, 1/3, 1/2, 2/3, 3/4 are); write it in per cent"),
        (Side(number="3,667"), "“about” needs a number that ends in a zero, found 3,667; or give it a grain"),
        (Side(number="36 %"), "“about” needs a number that ends in a zero, found 36%; or give it a grain"),
        (Side(hedge="fewer_than", number="0"), "nothing is fewer than 0; choose another hedge"),
        (Side(hedge="nearly", number="0"), "nothing is nearly 0; choose another hedge"),
        (Side(hedge="just_over", number="0"), "nothing is just over 0; choose another hedge"),
        (Side(hedge="more_than", number="100 %"), "nothing is more than 100%; choose another hedge"),
        (Side(hedge="range", number="30000"), "the second number of the range is not given"),
        (
            Side(hedge="range", number="30000", upper="25000"),
            "a range goes from the lower number to the higher; 30,000 to 25,000 does not",
        ),
        (
            Side(hedge="range", number="30000", upper="40 %"),
            "the ends of a range are of one kind; 30,000 and 40% are not",
        ),
        (Side(number="4000", grain="0"), "a grain is above 0, found '0'; leave it empty for that of the rule"),
        (Side(number="4000", grain="-5"), "a figure cannot be below 0, found '-5'"),
        (Side(number="4000", grain="5 %"), "the grain is written in persons, as 500; found '5 %'"),
        (Side(number="40 %", grain="500"), "the grain is written in per cent, as 5 %; found '500'"),
        (
            Side(number="1/3", grain="5 %"),
            "a third, said as a word, reaches half-way to the next such word; it has no grain",
        ),
        (Side(number="40 %"), "about 40% is itself a share; a share is made from two counts"),
        (
            Side("north-share-casualties-2026-02-10"),
            "about 40% is itself a share; a share is made from two counts",
        ),
    ],
    ids=lambda value: None if isinstance(value, Side) else value[:30],
)
def test_an_impossible_entry_says_why_and_on_which_side(side, why):
    assert reason(side) == f"Part: {why}"


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ({"threshold": ""}, "Threshold: no threshold is given; write one third, 1/3, 0.4 or 40 %"),
        ({"threshold": "most"}, "Threshold: 'most' is not a number; write 4000, 4,000, 40 % or 1/3"),
        (
            {"threshold": "40"},
            "Threshold: a share is never above 1, found '40'; for 40 per cent write 40 %, 0.4 or a fraction",
        ),
        ({"second": Side(hedge="exact", number="0")}, "the divisor is zero; no ratio can be given"),
        (
            {"second": Side(number="1,000")},
            "every value of the result would be above 1, the part larger than its whole",
        ),
        (
            {"second": Side(number="40 %"), "asked": "multiple"},
            "about 4,000 and about 40% have different units; a multiple needs one unit for both",
        ),
    ],
)
def test_an_impossible_question_says_why(question, why):
    assert reason(Side(number="4000"), question.pop("second", ELEVEN), **question) == why


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: Side(hedge="perhaps"), r"^unknown hedge 'perhaps'; allowed: exact, bare, about, "),
        (lambda: Question(PART, WHOLE, asked="ratio"), r"^unknown question 'ratio'; allowed: share, multiple$"),
        (lambda: Question(PART, WHOLE, relation="="), r"^unknown relation '='; allowed: >, >=, <, <=$"),
    ],
    ids=["hedge", "question", "relation"],
)
def test_a_question_of_unknown_words_is_refused(made, why):
    with pytest.raises(Impossible, match=why):
        made()


def test_one_statement_on_both_sides_needs_one_grain():
    once = Side(WHOLE.statement)
    assert outcome(once, once) == "holds on every reading"
    assert reason(Side(WHOLE.statement, grain="100"), once) == (
        "both sides are the same statement; give it the same grain on both"
    )


def test_an_old_base_needs_a_reason_and_the_reason_is_a_caveat():
    part = Side("north-casualties-2025-04-30")
    undetermined = asked(part, WHOLE)
    assert undetermined.verdict.sentence == (
        "Whether it is above one third cannot be said: the base is 151 days older than the part, "
        "and no reason for choosing it is given."
    )
    assert (undetermined.margin, undetermined.tipping) == (None, ())
    explained = asked(part, WHOLE, because="the first contingent")
    assert explained.verdict.text == "holds on every reading"
    assert "base chosen here: the first contingent" in explained.figure.caveats


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_statement_of_the_ledger_can_be_asked_about(question):
    for name in LEDGER:
        side = Side(name)
        if question == "share" and LEDGER[name].unit == SHARE:
            assert reason(side, side) == f"Part: {LEDGER[name]} is itself a share; a share is made from two counts"
        else:
            assert asked(side, side, asked=question, threshold="0.4").verdict.sentence


SIDES = st.builds(
    Side,
    statement=st.none() | st.sampled_from(sorted(LEDGER)),
    hedge=st.sampled_from(sorted(HEDGES)),
    **{
        field: st.text(max_size=20) | st.from_regex(r"[0-9]{0,5}[,./ %-]?[0-9]{0,4} ?%?", fullmatch=True)
        for field in ("number", "upper", "grain")
    },
)
QUESTION = st.builds(
    Question,
    SIDES,
    SIDES,
    st.sampled_from(sorted(QUESTIONS)),
    st.sampled_from(sorted(RELATIONS)),
    st.text(max_size=20) | st.sampled_from(["one third", "0", "2", "1/3", "40 %", "100 %"]),
    st.text(max_size=20),
)


@given(QUESTION)
def test_whatever_is_typed_has_an_answer_or_a_reason(question):
    try:
        found = answer(question, LEDGER)
    except Impossible as why:
        assert str(why) and "\n" not in str(why)
        return
    assert found.verdict.sentence.endswith(".") and len(found.readings) == 3
