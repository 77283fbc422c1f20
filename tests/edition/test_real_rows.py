"""Every real row, one by one: its readings, its text, its printed words, and the share of its base, against a second
opinion."""

from fractions import Fraction as F

import brute
import pytest
import said
from place import DATA

from hedged.analysis import relays
from hedged.figures.derive import derive
from hedged.figures.verdict import Threshold
from hedged.lab import sliders
from hedged.lab.entries import Impossible, Side, figure
from hedged.lab.question import QUESTIONS, Question, answer
from hedged.ledger import Ledger, outlet
from hedged.ledger.checks.languages import LANGUAGES
from hedged.ledger.checks.phrases import missing
from hedged.numbers.functions import share
from hedged.numbers.hedges import readings
from hedged.numbers.quantity import PERSONS, SHARE, Quantity, natural_bounds
from hedged.numbers.words import RELATIONS

LEDGER = Ledger.read(DATA)
STATEMENTS = {row.statement_id: row for row in LEDGER.tables["statements"]}
REPORTS = {row.report_id: row for row in LEDGER.tables["reports"]}
BASES = [row.statement_id for row in STATEMENTS.values() if row.base]


def numbers(row):
    return tuple(map(F, row.numbers.values()))


def allowed(row, unit, in_words, reading):
    return brute.values(row.hedge, numbers(row), reading, unit == SHARE, in_words)


def ends(quantity):
    return quantity.low, quantity.low_open, quantity.high, quantity.high_open


def test_the_readings_of_a_statement_are_those_of_the_second_opinion(subtests):
    for statement in STATEMENTS:
        with subtests.test(statement):
            row = STATEMENTS[statement]
            for reading, quantity in enumerate(LEDGER[statement].readings):
                assert ends(quantity) == brute.ends(allowed(row, row.unit, row.in_words, reading))
                assert quantity.best == (numbers(row)[0] if row.hedge in ("exact", "bare", "about") else None)


def test_the_text_of_a_statement_reads_back_as_its_hedge_its_numbers_and_its_standing(subtests):
    for statement in STATEMENTS:
        with subtests.test(statement):
            row, figure = STATEMENTS[statement], LEDGER[statement]
            status = None if row.status == "current" else row.status
            assert said.hedged(figure.text) == (row.hedge, numbers(row), status)


def test_the_printed_readings_of_a_statement_contain_the_exact_ones(subtests):
    for statement in STATEMENTS:
        with subtests.test(statement):
            figure = LEDGER[statement]
            for text, quantity in zip(map(str, figure.spans), figure.readings, strict=True):
                low, low_open, high, high_open = said.span(text)
                least, greatest = natural_bounds(figure.unit)
                low_open, high_open = low_open and low is not None, high_open and high is not None
                low, high = (least if low is None else low), (greatest if high is None else high)
                assert quantity.within(Quantity(low, high, None, low_open, high_open, figure.unit))


def test_the_numbers_of_a_report_under_its_hedge_are_read_as_by_the_second_opinion(subtests):
    for report in REPORTS:
        with subtests.test(report):
            row = REPORTS[report]
            statement = STATEMENTS[row.statement_id]
            unit, in_words = statement.unit, statement.in_words
            found = readings(row.hedge, **row.numbers, unit=unit, in_words=in_words)
            for reading, quantity in enumerate(found):
                assert ends(quantity) == brute.ends(allowed(row, unit, in_words, reading))


def test_a_base_is_the_total_of_another_statement_that_was_known_by_then(subtests):
    for statement in BASES:
        with subtests.test(statement):
            base = LEDGER.base(statement)
            assert base.id == STATEMENTS[statement].base != statement
            assert (base.unit, base.statement.extent) == (PERSONS, "total")
            assert LEDGER.said_on(base) <= STATEMENTS[statement].stated_on.last


def test_the_share_of_a_base_and_its_verdicts_are_those_of_the_second_opinion(subtests):
    for statement in (id for id in BASES if STATEMENTS[id].unit == PERSONS):
        with subtests.test(statement):
            part, whole = LEDGER[statement], LEDGER.base(statement)
            result = derive(share, id="x", part=part, whole=whole)
            found = []
            for reading, quantity in enumerate(result.readings):
                values = (allowed(row, PERSONS, False, reading) for row in (part.statement, whole.statement))
                found.append(brute.in_bounds("share", brute.results("share", *values)))
                assert ends(quantity) == brute.ends(found[-1])
            for threshold in (F(1, 4), F(1, 3), F(1, 2), result.rounded.low, result.rounded.high):
                for relation in RELATIONS:
                    verdict = result.versus(relation, Threshold(threshold, "it"))
                    assert verdict.reason is None
                    assert list(verdict.judgement.outcomes) == [
                        brute.outcome(values, relation, threshold) for values in found
                    ]


def test_the_printed_phrase_of_a_report_gives_its_number_and_no_other(subtests):
    for report, row in REPORTS.items():
        with subtests.test(report):
            language = LEDGER.source(row.source_id).language
            assert missing(row.as_printed, language, row.numbers) is None
            for column, number in row.numbers.items():
                others = (number + 1, number + 100, number * 2) if number >= 1 else (number / 2, number * F(11, 12))
                for wrong in others:
                    assert missing(row.as_printed, language, row.numbers | {column: wrong}) in ("low", "best", "high")


def test_every_language_of_the_ledger_has_its_row():
    assert {page.language.split("-")[0] for page in LEDGER.tables["sources"]} <= set(LANGUAGES)


def test_every_statement_as_typed_into_what_if_has_the_readings_of_the_statement():
    for name in LEDGER:
        assert figure(sliders.as_typed(LEDGER[name]), LEDGER, "typed").readings == LEDGER[name].readings


def test_every_statement_can_be_asked_about_in_what_if(subtests):
    for name in LEDGER:
        side = Side(name)
        for question in QUESTIONS:
            with subtests.test(name, question=question):
                if question == "share" and LEDGER[name].unit == SHARE:
                    with pytest.raises(Impossible, match="is itself a share; a share is made from two counts"):
                        answer(Question(side, side, asked=question, threshold="0.4"), LEDGER)
                else:
                    assert answer(Question(side, side, asked=question, threshold="0.4"), LEDGER).verdict.sentence


def test_the_tree_of_every_statement_holds_its_pages_once_below_its_roots(subtests):
    for statement in LEDGER.statements(include_denied=True):
        with subtests.test(statement.id):
            story = relays.story(LEDGER, [statement])
            assert sorted(relay.page.id for relay in story) == sorted({r.source_id for r in LEDGER.reports(statement)})
            assert {outlet((*relay.through, relay.page)[0]) for relay in story} == set(LEDGER.roots(statement))
