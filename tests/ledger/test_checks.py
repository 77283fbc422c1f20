"""What must hold within and between rows: each slip is one fault, with what was found and what would be right."""

import sys
from collections import Counter
from fractions import Fraction

import pytest
from ledgers import CASUALTIES, PART, Copy
from ledgers import PLANNED as FORECAST

from hedged.ledger.ledger import Ledger

LATER = "north-casualties-2026-02-10"
TAKEN = "tribune-2025-07-03-gazette-sent-total-2025-07-02"


@pytest.fixture
def data(tmp_path):
    return Copy(tmp_path / "data")


# Within a row


@pytest.mark.parametrize(
    ("row", "cells", "column", "message"),
    [
        (FORECAST, {"low": "30000", "high": "25000"}, "low", "30000 is above high 25000"),
        (FORECAST, {"low": "30000"}, "low", "30000 equals high; a range has two ends"),
        (FORECAST, {"low": ""}, "hedge", "'range' fills low and high, found high"),
        (CASUALTIES, {"best": ""}, "hedge", "'about' fills best, found no number"),
        (CASUALTIES, {"hedge": "range"}, "hedge", "'range' fills low and high, found best"),
        (CASUALTIES, {"low": "4000"}, "hedge", "'about' fills best, found low and best"),
        (CASUALTIES, {"best": "4735"}, "hedge",
         "'about' needs a round number, found 4735; give the bounds that were said instead"),
        (CASUALTIES, {"best": "0.4"}, "best", "0.4 is no number of persons; write a whole number"),
        (CASUALTIES, {"best": "4700.5"}, "best", "4700.5 is no number of persons; write a whole number"),
        ("north-share-casualties-2026-02-10", {"best": "40"}, "best",
         "40 is no share; write a value between 0 and 1, such as 0.4 or 1/3"),
        ("gazette-share-casualties-2025-07", {"low": "1/7"}, "hedge",
         "1/7 is not a share that is said as a word (1/4, 1/3, 1/2, 2/3, 3/4)"),
        (CASUALTIES, {"counts": ""}, "counts",
         "empty; a statement of casualties is one of killed_wounded, killed_wounded_missing_captured, unclear"),
        ("north-killed-2026-02-10", {"counts": "unclear"}, "counts", "'unclear' is for casualties only; leave it empty"),
        ("east-present-2024-10", {"base": "north-sent-total-2025-04-30"}, "base",
         "'north-sent-total-2025-04-30' is for casualties, killed and shares only; leave it empty"),
        (CASUALTIES, {"base": CASUALTIES}, "base", "names the statement itself; name the whole, or leave it empty"),
        (FORECAST, {"mode": ""}, "mode", "empty; a forecast is one of announced, expected, possible"),
        (CASUALTIES, {"mode": "expected"}, "mode", "'expected' is for forecasts only; leave it empty"),
        ("east-planned-total-2025-07-13", {"mode": "expected"}, "mode", "'expected' is not for a denial; leave it empty"),
        (CASUALTIES, {"due": "2025-12"}, "due", "2025-12 is for forecasts only; leave it empty"),
        (FORECAST, {"due": "2025-06"}, "due", "2025-06 is before as_of 2025-07-02"),
        (FORECAST, {"as_of": "2025-06", "due": "2025-06"}, "due",
         "2025-06 is before stated_on 2025-07-02"),
        (CASUALTIES, {"as_of": "2025-05"}, "as_of", "2025-05 is after stated_on 2025-04-30; only forecasts look ahead"),
        (CASUALTIES, {"verified": "2025-04-29"}, "verified", "2025-04-29 is before stated_on 2025-04-30"),
        (CASUALTIES, {"superseded_by": ""}, "superseded_by", "empty; status 'superseded' needs the later statement"),
        (CASUALTIES, {"status": "current"}, "superseded_by",
         "'north-casualties-2026-02-10', but status is 'current'; write 'superseded' or leave it empty"),
        (FORECAST, {"status": "current"}, "disputed_by",
         "'east-planned-total-2025-07-13', but status is 'current'; write 'disputed' or leave it empty"),
        (FORECAST, {"disputed_by": FORECAST}, "disputed_by",
         "names the statement itself; name the one that contradicts it, or leave it empty"),
    ],
)  # fmt: skip
def test_a_slip_within_a_statement_is_one_fault(data, row, cells, column, message):
    line = data.change("statements", row, **cells)
    assert data.faults() == [f"data/statements.csv:{line}: {column}: {message}"]


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"published": ""}, "published", "empty, and placed too; write the day or month of the page in one of them"),
        ({"placed": "2025-07"}, "placed", "2025-07 beside published 2025-07-03; leave one of them empty"),
        ({"kind": "secondary"}, "relays_source_id",
         "'gazette-2025-07-02', but kind is 'secondary'; write 'relay' or leave it empty"),
        ({"relays_name": "CNN"}, "relays_name",
         "'CNN' beside relays_source_id 'gazette-2025-07-02'; leave one of them empty"),
    ],
)  # fmt: skip
def test_a_slip_within_a_page_is_one_fault(data, cells, column, message):
    line = data.change("sources", "tribune-2025-07-03", **cells)
    assert data.faults() == [f"data/sources.csv:{line}: {column}: {message}"]


def test_a_report_fills_the_cells_of_its_hedge_too(data):
    line = data.change("reports", "courier-2024-10-east-present-2024-10", hedge="range")
    assert data.faults() == [f"data/reports.csv:{line}: hedge: 'range' fills low and high, found best"]


# Keys


def test_a_key_that_leads_nowhere_is_named_with_the_nearest_id(data):
    line = data.change("statements", CASUALTIES, claimant_id="northh")
    assert data.faults() == [
        f"data/statements.csv:{line}: claimant_id: 'northh' is not in claimants.csv; did you mean north?"
    ]


def test_a_report_of_a_statement_that_is_not_there_is_one_fault(data):
    line = data.change("reports", "gazette-2025-07-02-east-planned-2025-07-02", statement_id="east-planned-2025-07-20")
    assert data.faults() == [
        f"data/reports.csv:{line}: statement_id: 'east-planned-2025-07-20' is not in statements.csv;"
        " did you mean east-planned-2025-07-02?"
    ]


def test_a_row_that_was_removed_is_one_fault_however_many_cells_name_it(data):
    data.remove("claimants", "island")
    rows = [row for row in data.rows("statements") if row[1] == "island"]
    line = data.line("statements", rows[0][0])
    assert data.faults() == [
        f"data/statements.csv:{line}: claimant_id: 'island' is not in claimants.csv ({len(rows) - 1} more such cells)"
    ]


@pytest.mark.parametrize(
    ("table", "row", "column", "target"),
    [
        ("statements", CASUALTIES, "superseded_by", "statements"),
        ("statements", CASUALTIES, "base", "statements"),
        ("statements", LATER, "repeats", "statements"),
        ("statements", FORECAST, "disputed_by", "statements"),
        ("sources", "tribune-2025-07-03", "relays_source_id", "sources"),
        ("reports", TAKEN, "relayed_from", "sources"),
        ("events", "first-ship", "source_id", "sources"),
        ("indicators", "ships", "source_id", "sources"),
        ("indicators", "ships", "reported_by", "claimants"),
        ("indicators", "ships", "points_to", "statements"),
    ],
)
def test_every_key_column_is_followed(data, table, row, column, target):
    line = data.change(table, row, **{column: "xyz"})
    assert data.faults() == [f"data/{table}.csv:{line}: {column}: 'xyz' is not in {target}.csv"]


def test_keys_into_a_file_that_cannot_be_read_are_not_blamed(data):
    data.path("claimants").write_bytes(b"")
    assert data.faults() == ["data/claimants.csv: empty; write the header line at least"]


def test_a_statement_without_a_report_is_named(data):
    line = data.add("statements", "north-new", like=CASUALTIES)
    assert data.faults() == [
        f"data/statements.csv:{line}: statement_id: 'north-new' has no report; add the page that prints it to reports.csv"
    ]


# Circles


def test_pages_that_relay_each_other_are_one_fault(data):
    line = data.change("sources", "gazette-2025-07-02", kind="relay", relays_source_id="tribune-2025-07-03")
    assert line < data.line("sources", "tribune-2025-07-03")
    assert data.faults() == [
        f"data/sources.csv:{line}: relays_source_id: goes in a circle:"
        " gazette-2025-07-02 -> tribune-2025-07-03 -> gazette-2025-07-02; correct one of them"
    ]


def test_a_page_that_relays_itself_is_one_fault(data):
    line = data.change("sources", "tribune-2025-07-03", relays_source_id="tribune-2025-07-03")
    assert data.faults() == [
        f"data/sources.csv:{line}: relays_source_id: goes in a circle:"
        " tribune-2025-07-03 -> tribune-2025-07-03; correct one of them"
    ]


def test_reports_that_relay_each_other_are_one_fault(data):
    rows = data.rows("reports")
    origin = next(row[0] for row in rows if row[1] == FORECAST and row[2] == "gazette-2025-07-02")
    data.change("reports", origin, relayed_from="tribune-2025-07-03")
    lines = [at for at, row in enumerate(data.rows("reports"), 1)
             if row[1] == FORECAST and row[2] in ("gazette-2025-07-02", "tribune-2025-07-03")]  # fmt: skip
    assert len(lines) == 2
    (fault,) = data.faults()
    assert fault.startswith(f"data/reports.csv:{lines[0]}: relayed_from: goes in a circle: ")


def test_a_report_taken_from_a_page_that_relays_the_reports_own_page_is_one_fault(data):
    relays = {row[0]: row[8] for row in data.rows("sources") if row[8]}
    printed = {(row[1], row[2]): row[0] for row in data.rows("reports")}
    statement, page, relay = next(
        (statement, page, relay)
        for statement, page in printed
        for relay, origin in relays.items()
        if origin == page and (statement, relay) not in printed
    )
    line = data.change("reports", printed[statement, page], relayed_from=relay)
    own = f"data/reports.csv:{line}: relayed_from: goes in a circle: "
    assert [fault for fault in data.faults() if "circle" in fault] == [
        own + f"{page} -> {relay} -> {page}; correct one of them"
    ]


def test_statements_that_supersede_each_other_are_one_fault(data):
    data.change(
        "statements", "north-casualties-2026-02-10", status="superseded", superseded_by="north-casualties-2025-01-13"
    )
    line = data.line("statements", "north-casualties-2025-01-13")
    assert data.faults() == [
        f"data/statements.csv:{line}: superseded_by: goes in a circle: north-casualties-2025-01-13 -> {CASUALTIES}"
        " -> north-casualties-2026-02-10 -> north-casualties-2025-01-13; correct one of them"
    ]


def test_statements_that_repeat_each_other_are_one_fault(data):
    data.change("statements", LATER, repeats=CASUALTIES)
    line = data.change("statements", CASUALTIES, repeats=LATER)
    assert data.faults() == [
        f"data/statements.csv:{line}: repeats: goes in a circle: {CASUALTIES} -> {LATER} -> {CASUALTIES};"
        " correct one of them"
    ]


# Rows that point to each other


@pytest.mark.parametrize(
    ("row", "column", "other", "message"),
    [
        (CASUALTIES, "superseded_by", "island-casualties-2025-06-15", "has claimant_id 'island', not 'north' as here"),
        (CASUALTIES, "superseded_by", "north-killed-2026-02-10", "has measure 'killed', not 'casualties' as here"),
        (CASUALTIES, "superseded_by", "north-casualties-2025-01-13",
         "was said on 2025-01-13, not after this one (2025-04-30)"),
        (LATER, "repeats", "north-killed-2025-04-30", "has measure 'killed', not 'casualties' as here"),
        (LATER, "repeats", LATER, None),
        (CASUALTIES, "repeats", LATER, "was said on 2026-02-10, not before this one (2025-04-30)"),
        (CASUALTIES, "base", "north-killed-2025-04-30", "counts killed; name a statement of sent_total"),
        ("north-casualties-2025-01-13", "base", "north-sent-total-2025-04-30",
         "was said on 2025-04-30, after this one (2025-01-13)"),
    ],
)  # fmt: skip
def test_a_statement_points_to_one_that_fits(data, row, column, other, message):
    # what the row is superseded by otherwise would close a circle
    if other == "north-casualties-2025-01-13":
        data.change("statements", other, status="current", superseded_by="")
    line = data.change("statements", row, **{column: other})
    said = f"'{other}' {message}" if message else f"goes in a circle: {row} -> {row}; correct one of them"
    assert data.faults() == [f"data/statements.csv:{line}: {column}: {said}"]


def test_a_denied_figure_is_no_base(data):
    data.change("statements", "north-sent-total-2025-04-30", status="denied")
    lines = [data.line("statements", f"north-{name}")
             for name in ("casualties-2025-04-30", "casualties-2026-02-10", "share-casualties-2026-02-10")]  # fmt: skip
    assert data.faults() == [
        f"data/statements.csv:{line}: base: 'north-sent-total-2025-04-30' is denied;"
        " name a statement that stands, or leave it empty"
        for line in sorted(lines)
    ]


def report_of(data: Copy, statement: str, page: str) -> str:
    """The id of the report of a statement on a page."""
    return next(row[0] for row in data.rows("reports") if row[1] == statement and row[2] == page)


def test_a_page_is_not_older_than_what_was_said(data):
    report = report_of(data, CASUALTIES, "courier-2025-04-30")
    line = data.change("reports", report, source_id="courier-2025-01-13")
    assert data.faults() == [
        f"data/reports.csv:{line}: source_id: 'courier-2025-01-13' is of 2025-01-13,"
        f" before '{CASUALTIES}' was said (2025-04-30)"
    ]


def test_a_page_is_not_older_than_the_page_it_relays(data):
    report = report_of(data, FORECAST, "tribune-2025-07-03")
    line = data.change("reports", report, relayed_from="tribune-2025-07-14")
    assert data.faults() == [
        f"data/reports.csv:{line}: relayed_from: 'tribune-2025-07-14' is of 2025-07-14,"
        " after the page that relays it (2025-07-03)"
    ]


def test_a_page_with_a_wrong_day_is_one_fault_however_many_rows_it_contradicts(data):
    line = data.change("sources", "tribune-2025-07-03", published="2025-07-01")
    first = data.line("reports", report_of(data, PART, "tribune-2025-07-03"))
    assert data.faults() == [
        f"data/sources.csv:{line}: published: 2025-07-01 does not go with 4 other cells, the first reports.csv:{first}:"
        f" source_id: 'tribune-2025-07-03' is of 2025-07-01, before '{PART}' was said (2025-07-02)"
    ]


def test_an_origin_with_a_wrong_day_is_one_fault_however_many_pages_relay_it(data):
    line = data.change("sources", "gazette-2025-07-02", published="2025-08-02")
    (fault,) = data.faults()
    first = data.line("sources", "monthly-2025-07")
    assert fault.startswith(f"data/sources.csv:{line}: published: 2025-08-02 does not go with ")
    assert fault.endswith(
        f" other cells, the first sources.csv:{first}: relays_source_id: 'gazette-2025-07-02' is of 2025-08-02,"
        " after the page that relays it (2025-07)"
    )


def test_a_statement_with_a_wrong_day_is_one_fault_however_many_pages_report_it(data):
    line = data.change("statements", CASUALTIES, stated_on="2026-04-30", verified="")
    (fault,) = data.faults()
    assert fault.startswith(f"data/statements.csv:{line}: stated_on: 2026-04-30 does not go with ")


@pytest.mark.parametrize(
    ("table", "row", "column", "page"),
    [("events", "second-ship", "date", "gazette-2025-07-02"),
     ("indicators", "ships", "seen_on", "gazette-2025-07-02")],
)  # fmt: skip
def test_an_event_or_a_sign_is_not_younger_than_its_page(data, table, row, column, page):
    line = data.change(table, row, **{column: "2025-08"})
    day = page[-10:]
    assert data.faults() == [f"data/{table}.csv:{line}: {column}: 2025-08 is after its page '{page}' of {day}"]


# Numbers, words and distortion


def test_a_number_that_the_printed_words_do_not_give_is_one_fault(data):
    line = data.change("reports", "courier-2024-10-east-present-2024-10", best="4000")
    assert data.faults() == [f"data/reports.csv:{line}: best: 4000 is not what 'about 2,000' gives (2000)"]


def test_printed_words_without_a_number_are_a_fault(data):
    line = data.change("reports", "courier-2024-10-east-present-2024-10", as_printed="many troops")
    assert data.faults() == [f"data/reports.csv:{line}: best: 2000 is not what 'many troops' gives (no number)"]


def test_the_wrong_number_of_every_report_is_found(data):
    rows = data.rows("reports")
    lines = []
    for line, row in enumerate(rows[1:], 2):
        at = next(rows[0].index(name) for name in ("high", "best", "low") if row[rows[0].index(name)])
        number = Fraction(row[at])
        row[at] = str(number + 1) if number >= 1 else str(number * Fraction(11, 12))
        lines.append(f"data/reports.csv:{line}: {rows[0][at]}: {row[at]} is not what '{row[8]}' gives")
    data.write("reports", rows)
    faults = data.faults()
    assert len(faults) == len(lines)
    assert all(fault.startswith(start) for fault, start in zip(faults, lines, strict=True))


def test_a_page_in_a_language_that_cannot_be_read_is_one_fault(data):
    line = data.change("sources", "courier-2024-10", language="fr")
    assert data.faults() == [
        f"data/sources.csv:{line}: language: 'fr' is not in the table of number words;"
        " add its row to hedged/ledger/checks/languages.py"
    ]


def test_a_wrong_number_of_a_statement_is_one_fault_however_many_reports_it_has(data):
    line = data.change("statements", FORECAST, low="20000")
    reports = [(at, row) for at, row in enumerate(data.rows("reports"), 1) if row[1] == FORECAST and row[-2] == "none"]
    assert data.faults() == [
        f"data/statements.csv:{line}: low: 20000 here, but 25000 in reports.csv:{reports[0][0]}"
        f" and {len(reports) - 1} more, coded distortion 'none'"
    ]


def test_a_report_coded_none_has_the_figure_of_its_statement(data):
    line = data.change("reports", "courier-2024-10-24-east-sent-total-2024-10-24", hedge="at_least")
    statement = data.line("statements", "east-sent-total-2024-10-24")
    assert data.faults() == [
        f"data/statements.csv:{statement}: hedge: more_than here, but at_least in reports.csv:{line},"
        " coded distortion 'none'"
    ]
    data.change("reports", "observer-2024-11-east-sent-total-2024-10-24", hedge="more_than", distortion="none")
    assert data.faults() == [
        f"data/reports.csv:{line}: distortion: 'none', but hedge is at_least here and more_than"
        f" in statements.csv:{statement}"
    ]


@pytest.mark.parametrize(
    ("row", "distortion", "message"),
    [
        ("courier-2024-10-east-present-2024-10", "hedge_changed", "'hedge_changed', but hedge and numbers are those of statements.csv:2"),
        ("observer-2024-11-east-sent-total-2024-10-24", "hedge_dropped",
         "'hedge_dropped', but the page has 'at_least'; write 'hedge_changed'"),
    ],
)  # fmt: skip
def test_a_distortion_is_one_that_can_be_seen(data, row, distortion, message):
    line = data.change("reports", row, distortion=distortion)
    assert data.faults() == [f"data/reports.csv:{line}: distortion: {message}"]


def test_a_share_said_of_persons_is_a_fault(data):
    line = data.change("reports", "courier-2024-10-east-present-2024-10", best="0.4", as_printed="40 per cent")
    assert data.faults() == [f"data/reports.csv:{line}: best: 0.4 is no number of persons; write a whole number"]


# Size


def test_reading_is_linear_in_the_rows(data):
    """As many rows once more take as many calls once more: one call for each pair of rows would be a sixth more."""

    def calls(copies: int) -> int:
        statements, reports = data.rows("statements"), data.rows("reports")
        keys = [
            statements[0].index(name) for name in ("statement_id", "base", "superseded_by", "disputed_by", "repeats")
        ]
        big = Copy(data.folder.parent / f"{copies}-times")
        more_statements, more_reports = [*statements], [*reports]
        for copy in range(1, copies):
            for row in statements[1:]:
                more_statements.append(
                    [f"{cell}-x{copy}" if cell and at in keys else cell for at, cell in enumerate(row)]
                )
            for row in reports[1:]:
                more_reports.append([f"{row[0]}-x{copy}", f"{row[1]}-x{copy}", *row[2:]])
        big.write("statements", more_statements)
        big.write("reports", more_reports)
        counted = Counter()
        before = sys.getprofile()
        sys.setprofile(lambda frame, event, argument: counted.update((event,)))
        try:
            ledger = Ledger.read(big.folder)
        finally:
            sys.setprofile(before)
        assert len(ledger) == copies * (len(statements) - 1)
        return counted["call"] + counted["c_call"]

    calls(1)
    few, more, most = map(calls, (4, 8, 12))
    assert abs((most - more) - (more - few)) < (more - few) / 50


def test_a_file_in_ruins_is_told_row_by_row(data):
    rows = data.rows("reports")
    for at, row in enumerate(rows[1:]):
        row[1] = f"lost-{at}"
    data.write("reports", rows)
    assert len(data.faults()) == len(rows) - 1
