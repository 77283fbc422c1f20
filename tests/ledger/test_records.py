"""Cells become values: days and months, exact numbers, coded words; and rows stay what the file says."""

import copy
import csv
import pickle
from datetime import date
from fractions import Fraction

import pytest
from ledgers import standard
from pydantic import ValidationError

from hedged.ledger.cells import Column, Number
from hedged.ledger.codes import HEDGE_WORDS
from hedged.ledger.records import TABLES, Claimant, Report, Source, Statement
from hedged.numbers.days import Day
from hedged.numbers.hedges import HEDGES


def test_a_day_is_its_own_first_and_last():
    assert Day.parse("2025-04-30") == Day(date(2025, 4, 30), date(2025, 4, 30), "2025-04-30")


@pytest.mark.parametrize(
    ("month", "last"), [("2025-02", date(2025, 2, 28)), ("2024-02", date(2024, 2, 29)), ("2025-12", date(2025, 12, 31))]
)
def test_a_month_is_the_interval_of_its_days(month, last):
    assert (Day.parse(month).first, Day.parse(month).last) == (last.replace(day=1), last)


@pytest.mark.parametrize(
    ("left", "right", "days"),
    [
        ("2025-04-30", "2025-05-02", 2),
        ("2025-05-02", "2025-04-30", 2),
        ("2025-04", "2025-04-15", 0),
        ("2025-04", "2025-05", 1),
        ("2025-02", "2025-04-01", 32),
    ],
)
def test_gaps_are_counted_between_the_nearest_days(left, right, days):
    assert Day.parse(left).gap(Day.parse(right)) == days


def test_order_goes_by_first_days_alone():
    april, first, second = map(Day.parse, ("2025-04", "2025-04-01", "2025-04-02"))
    assert april < second and second > april
    assert not april < first and not first < april
    assert april <= first and april >= first and april != first


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-02-30", "2025-02-30 does not exist: February 2025 has 28 days"),
        ("2025-13", "2025-13 does not exist: months go from 01 to 12"),
        ("2025-00-10", "2025-00-10 does not exist: months go from 01 to 12"),
        ("30.04.2025", "'30.04.2025' is not a date; write YYYY-MM-DD, or YYYY-MM for a month"),
        ("4/30/2025", "'4/30/2025' is not a date; write YYYY-MM-DD, or YYYY-MM for a month"),
        ("2025", "'2025' is not a date; write YYYY-MM-DD, or YYYY-MM for a month"),
        ("٢٠٢٥-٠٤", "'٢٠٢٥-٠٤' is not a date; write YYYY-MM-DD, or YYYY-MM for a month"),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_remedy(text, message):
    with pytest.raises(ValueError) as raised:
        Day.parse(text)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "value"), [("11000", 11000), ("0.4", Fraction(2, 5)), ("1/3", Fraction(1, 3)), ("0", 0)]
)
def test_numbers_are_exact_and_remember_how_they_were_written(text, value):
    assert Number(text) == value
    assert Number(text).text == text
    assert type(Number(text) + 1) is Fraction


def test_a_number_survives_copying():
    half = Number("0.5")
    for twin in (copy.copy(half), copy.deepcopy(half), pickle.loads(pickle.dumps(half))):
        assert twin == half and twin.text == "0.5"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("11,000", "'11,000' has a thousands separator; write 11000"),
        ("11.000", "'11.000' has a thousands separator; write 11000"),
        ("11 000", "'11 000' has a thousands separator; write 11000"),
        ("11\u202f000", "'11\u202f000' has a thousands separator; write 11000"),
        ("1'100'000", "'1'100'000' has a thousands separator; write 1100000"),
        ("0,4", "'0,4' has a decimal comma; write 0.4"),
        ("1-Mar", "'1-Mar' looks like a date a spreadsheet made of a fraction; write it as 1/3"),
        ("about 4000", "'about 4000' is not a number; write digits such as 11000, 0.4 or 1/3"),
        ("1.1E+4", "'1.1E+4' is not a number; write digits such as 11000, 0.4 or 1/3"),
        ("-5", "'-5' is not a number; write digits such as 11000, 0.4 or 1/3"),
        ("1/0", "'1/0' is not a number; write digits such as 11000, 0.4 or 1/3"),
        ("007", "'007' is not a number; write digits such as 11000, 0.4 or 1/3"),
        ("#REF!", "'#REF!' is not a number; write digits such as 11000, 0.4 or 1/3"),
    ],
)
def test_spreadsheet_damage_to_numbers_is_named_with_its_remedy(text, message):
    with pytest.raises(ValueError) as raised:
        Number(text)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        (Column("a", "slug", ""), "Nis_1", "'Nis_1' is not an id; write lower-case letters, digits and single hyphens"),
        (Column("a", "slug", ""), " nis", "' nis' has spaces around it; write 'nis'"),
        (Column("a", "text", ""), "word\n", "'word\\n' has spaces around it; write 'word'"),
        (Column("a", "text", "", required=True), "", "empty; every row needs it"),
        (Column("a", "text", "", most=2), "one two three", "3 words; write at most 2"),
        (Column("a", "code", ""), "kr", "'kr' is not a country code; write two capital letters such as KR (ISO 3166)"),
        (Column("a", "tag", ""), "English", "'English' is not a language tag; write one such as en or uk (BCP 47)"),
        (
            Column("a", "url", ""),
            "www.yna.co.kr",
            "'www.yna.co.kr' is not an address; write it with http:// or https:// and without spaces",
        ),
        (Column("a", "integer", ""), "2.", "'2.' is not a whole number from 1 on; write digits such as 3"),
        (Column("a", "day", ""), "2025-04", "2025-04 is a month; write the day, YYYY-MM-DD"),
        (
            Column("a", "word", "", words={"about": "", "bare": ""}),
            "abuot",
            "'abuot' is not an allowed word; did you mean about?",
        ),
        (
            Column("a", "word", "", words={"about": "", "bare": ""}),
            "circa",
            "'circa' is not an allowed word; write one of about, bare",
        ),
        (
            Column("a", "word", "", words={"about": "", "bare": ""}, required=True),
            "",
            "empty; write one of about, bare",
        ),
    ],
)
def test_a_cell_that_its_column_does_not_allow_is_refused_with_its_remedy(column, cell, message):
    with pytest.raises(ValueError) as raised:
        column.value(cell)
    assert str(raised.value) == message


@pytest.mark.parametrize("table", TABLES)
def test_every_row_gives_back_the_cells_of_the_file(table):
    with (standard() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    record = TABLES[table]
    assert list(record.columns()) == list(reader.fieldnames)
    for row in rows:
        assert record.model_validate(row).row() == {name: cell or None for name, cell in row.items()}


def test_a_row_is_frozen():
    claimant = Claimant(
        claimant_id="nis", name="National Intelligence Service", short_name="NIS", standing="third_state"
    )
    with pytest.raises(ValidationError):
        claimant.standing = "media"


def test_the_schema_allows_exactly_the_hedges_that_can_be_read():
    assert list(HEDGE_WORDS) == list(HEDGES)


def test_every_column_is_described_or_explains_its_words():
    unexplained = {
        (table, column.name)
        for table, record in TABLES.items()
        for column in record.columns().values()
        if not column.meaning and not column.words
    }
    assert unexplained == {("claimants", "note"), ("reports", "note"), ("indicators", "note")}


@pytest.mark.parametrize(
    ("measure", "best", "unit", "in_words"),
    [
        ("casualties", "4000", "persons", False),
        ("share_casualties", "0.4", "share", False),
        ("share_killed", "1/3", "share", True),
    ],
)
def test_a_statement_knows_its_unit_and_whether_a_share_was_said_as_a_word(measure, best, unit, in_words):
    row = Statement(
        statement_id="a", claimant_id="b", measure=measure, best=best, hedge="about",
        area="kursk", force="all", extent="total", status="current",
    )  # fmt: skip
    assert (row.unit, row.in_words) == (unit, in_words)


@pytest.mark.parametrize(
    ("publisher", "outlet"),
    [
        ("Reuters via FBC News", "Reuters"),
        ("Korea JoongAng Daily (Yonhap copy)", "Yonhap"),
        ("CNN (copy at daily8.com)", "CNN"),
        ("BBC (Frank Gardner) via snapbard.com", "BBC"),
        ("KBS World Radio (German)", "KBS World Radio"),
        ("The Kyiv Independent", "The Kyiv Independent"),
    ],
)
def test_an_outlet_is_the_publisher_without_the_place_of_a_copy(publisher, outlet):
    page = Source(source_id="a", publisher=publisher, published="2025-07", language="en", kind="secondary")
    assert page.outlet == outlet


def test_a_page_without_a_date_goes_by_the_day_it_is_placed_on():
    page = Source(source_id="a", publisher="CNN", placed="2025-07", language="en", kind="secondary")
    assert page.date == Day.parse("2025-07")


def test_two_figures_are_the_same_when_hedge_and_numbers_are():
    cells = {"report_id": "a", "statement_id": "b", "source_id": "c", "as_printed": "4,000", "distortion": "none"}
    about = Report(**cells, hedge="about", best="4000")
    assert about.same_figure(Report(**cells, hedge="about", best="4000"))
    assert not about.same_figure(Report(**cells, hedge="bare", best="4000"))
    assert not about.same_figure(Report(**cells, hedge="about", best="5000"))
