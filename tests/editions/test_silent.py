"""Every cell that was changed since it was printed stands in the log of corrections, and the log says what the rows say."""

import csv
import json
import re
from datetime import date
from pathlib import Path
from types import MappingProxyType

import ledgers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known import contradicted
from ledgers import Copy, corrected
from made_editions import made
from projects import hedged, project

from hedged.editions import kept, manifest
from hedged.editions.verify import silent as corrections
from hedged.ledger.ledger import Ledger
from hedged.ledger.records import TABLES, Correction, Statement

CASUALTIES = "north-casualties-2025-04-30"
FORECAST = "east-planned-2025-07-02"
DENIAL = "east-planned-total-2025-07-13"
LEDGER = ledgers.ledger()
DAYS = ("2025-07-04", "2025-09-30")


@pytest.fixture
def data(tmp_path):
    return Copy(tmp_path / "data")


# The log and the rows


def test_a_log_of_cells_that_were_put_right_is_read(data):
    data.change("sources", "tribune-2025-07-03", title="")
    data.correct(
        corrected("line-1"),
        corrected("line-2", FORECAST, "due", "2025-12", "2025-11"),
        corrected("line-3", "tribune-2025-07-03", "title", "Something", ""),
        corrected("line-4", "courier-2024-10-east-present-2024-10", "place", "3", ""),
    )
    log = Ledger.read(data.folder).tables["corrections"]
    assert [(line.row_id, line.column_name, line.was, line.now, line.why, str(line.when)) for line in log] == [
        (CASUALTIES, "best", "5000", "5100", "Misread.", "2026-11-20"),
        (FORECAST, "due", "2025-12", "2025-11", "Misread.", "2026-11-20"),
        ("tribune-2025-07-03", "title", "Something", None, "Misread.", "2026-11-20"),
        ("courier-2024-10-east-present-2024-10", "place", "3", None, "Misread.", "2026-11-20"),
    ]
    assert contradicted(data.folder) == []


def test_a_cell_corrected_twice_goes_on_from_the_first_correction(data):
    data.correct(corrected("line-1", was="4500", now="5000"), corrected("line-2"))
    assert len(Ledger.read(data.folder).tables["corrections"]) == 2
    assert contradicted(data.folder) == []


def test_a_row_that_was_taken_out_is_a_line_for_its_key_and_one_that_was_put_back_another(data):
    row = data.rows("events")[1][0]
    back = corrected("line-3", row, "event_id", "", row)
    lines = [corrected("line-1", row, "what", "a", "b"), corrected("line-2", row, "event_id", row, "")]
    data.remove("events", row)
    data.correct(*lines)
    assert len(Ledger.read(data.folder).tables["corrections"]) == 2
    assert contradicted(data.folder) == []
    at = data.correct(back)
    assert data.faults() == [
        f"data/corrections.csv:{at}: to: '{row}', but events.csv has no such row; put it back, or add a line that"
        " takes it out"
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([corrected("a", now="5200")],
         ":2: to: '5200', but statements.csv:{casualties} says '5100'; put it back, or add a line for it"),
        ([corrected("a", now="")],
         ":2: to: empty, but statements.csv:{casualties} says '5100'; put it back, or add a line for it"),
        ([corrected("a", column="low", was="", now="5100")],
         ":2: to: '5100', but statements.csv:{casualties} says empty; put it back, or add a line for it"),
        ([corrected("a", was="5100")], ":2: to: '5100' as before; a correction changes the cell"),
        ([corrected("a", was="", now="")], ":2: to: empty as before; a correction changes the cell"),
        ([corrected("a", row="north-casualties-2025-04-31")],
         ":2: row: 'north-casualties-2025-04-31' is in no table; did you mean north-casualties-2025-04-30?"),
        ([corrected("a", row="xyz")],
         ":2: row: 'xyz' is in no table; for a row that was taken out, name the column of its key"),
        ([corrected("a", column="bset")], ":2: column: 'bset' is no column of statements.csv; did you mean best?"),
        ([corrected("a", row="north", column="url")], ":2: column: 'url' is no column of claimants.csv"),
        ([corrected("a"), corrected("b", row="a", column="why")],
         ":3: row: 'a' is a line of this log; add another line for the cell that it names"),
        ([corrected("a", was="5,000")], ":2: from: '5,000' has a thousands separator; write 5000"),
        ([corrected("a", FORECAST, "due", "12/2025", "2025-11")],
         ":2: from: '12/2025' is not a date; write YYYY-MM-DD, or YYYY-MM for a month"),
        ([corrected("a", was="4500", now="4550"), corrected("b")],
         ":3: from: '5000', but corrections.csv:2 left it '4550'; write what it was"),
        ([corrected("a", was="4500", now=""), corrected("b")],
         ":3: from: '5000', but corrections.csv:2 left it empty; write what it was"),
        ([corrected("a"), corrected("b", FORECAST, "due", "2025-12", "2025-11", "2026-11-19")],
         ":3: when: 2026-11-19 is before 2026-11-20 above; add new lines at the end"),
        ([corrected("a", when="2020-01-01")],
         ":2: when: 2020-01-01 is before the first page, of {first}; write the day it was put right"),
        ([corrected("a", when="2026-11")], ":2: when: 2026-11 is a month; write the day, YYYY-MM-DD"),
        ([corrected("a", when="")], ":2: when: empty; every row needs it"),
        ([corrected("a"), corrected("a", FORECAST, "due", "2025-12", "2025-11")],
         ":3: correction_id: 'a' stands on line 2 too; give each row its own"),
        ([corrected("a", column="statement_id", was=CASUALTIES, now="")],
         ":2: to: empty, but statements.csv:{casualties} says 'north-casualties-2025-04-30'; put it back, or add a line"
         " for it"),
        ([corrected("a", column="statement_id", was="north-losses", now=CASUALTIES)],
         ":2: from: 'north-losses' is not 'north-casualties-2025-04-30'; a key stays, its row is taken out or put back"),
    ],
)  # fmt: skip
def test_a_line_of_the_log_that_is_not_so_is_one_fault(data, lines, fault):
    data.correct(*lines)
    first = min(page.date.text for page in LEDGER.tables["sources"])
    expected = fault.format(casualties=data.line("statements", CASUALTIES), first=first)
    assert data.faults() == [f"data/corrections.csv{expected}"]


def test_a_row_changed_after_its_correction_is_found_with_csv_alone_too(data):
    data.correct(corrected("line-1", "tribune-2025-07-03", "title", "One", "Two"))
    assert contradicted(data.folder) == [("tribune-2025-07-03", "title")]
    assert len(data.faults()) == 1


def test_an_id_in_two_tables_is_no_place_for_a_correction(data):
    data.add("claimants", CASUALTIES, like="north", short_name="Another")
    data.correct(corrected("line-1", column="note", was="a", now="b"))
    assert data.faults() == [
        f"data/corrections.csv:2: row: '{CASUALTIES}' is a row of claimants.csv and statements.csv; give one another id"
    ]


def test_a_row_with_a_fault_of_its_own_is_not_held_against_the_log(data):
    data.correct(corrected("line-1"))
    line = data.change("statements", CASUALTIES, best="5,100")
    assert data.faults() == [f"data/statements.csv:{line}: best: '5,100' has a thousands separator; write 5100"]


def test_a_correction_is_known_from_its_day(data):
    data.correct(corrected("line-1"))
    whole = Ledger.read(data.folder)
    assert whole.known_on("2026-11-19").tables["corrections"] == ()
    assert [line.id for line in whole.known_on("2026-11-20").tables["corrections"]] == ["line-1"]


def test_a_correction_made_after_the_edition_date_stops_the_build(tmp_path):
    small = project(tmp_path / "small")
    with (small / "data/corrections.csv").open("a", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerow(corrected("line-1", when="2026-11-23"))
    done = hedged("build", cwd=small)
    assert done.returncode == 2
    assert done.stderr.endswith(
        "hedged: data/corrections.csv: line-1 was made after the edition date 2026-11-22\n"
        "raise date-released in CITATION.cff, or put its day right\n"
    )


# The rows and what was printed of them


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """A report with all its figures kept as they were known on two days."""
    folder = tmp_path_factory.mktemp("report")
    for day in DAYS:
        place = kept.place(folder, date.fromisoformat(day))
        place.mkdir(parents=True)
        figures = LEDGER.known_on(day).statements(include_denied=True)
        (place / "figures.json").write_bytes(manifest.json_bytes(made(*figures, known_on=day)))
    return folder


@pytest.fixture(scope="module")
def said(report, tmp_path_factory) -> tuple[kept.Kept, ...]:
    """The same without all that is not held, so that it is soon read."""
    folder = tmp_path_factory.mktemp("said")
    for each in kept.editions(report):
        built = json.loads(each.figures.read_bytes())
        figures = {name: {"said": figure["said"]} for name, figure in built["figures"].items()}
        place = kept.place(folder, each.day)
        place.mkdir(parents=True)
        (place / "figures.json").write_text(json.dumps({**built, "figures": figures}), encoding="utf-8")
    return kept.editions(folder)


@pytest.fixture(scope="module")
def printed(report) -> tuple[kept.Kept, ...]:
    return kept.editions(report)


def ledger(table: str = "", row_id: str = "", log: tuple[Correction, ...] = (), **cells: str | None) -> Ledger:
    """The ledger with other cells in one row, and with this log; not checked."""
    tables = dict(LEDGER.tables)
    if table:
        changed = {column: TABLES[table].columns()[column].value(cell or "") for column, cell in cells.items()}
        tables[table] = tuple(row.model_copy(update=changed) if row.id == row_id else row for row in tables[table])
    return Ledger(MappingProxyType(tables | {"corrections": (*LEDGER.tables["corrections"], *log)}))


def without(table: str, *row_ids: str, log: tuple[Correction, ...] = ()) -> Ledger:
    """The ledger without some rows, and without the reports of a statement among them."""
    tables = {name: [row for row in rows if row.id not in row_ids] for name, rows in LEDGER.tables.items()}
    tables["reports"] = [row for row in tables["reports"] if row.statement_id not in row_ids]
    tables["corrections"] += log
    return Ledger(MappingProxyType({name: tuple(rows) for name, rows in tables.items()}))


def line(row: str, column: str, was: str | None, now: str | None, id: str = "line-1") -> Correction:
    """A line of the log."""
    return Correction.model_validate(dict(zip(Correction.columns(), corrected(id, row, column, was, now), strict=True)))


def to_enter(fault: str) -> Correction:
    """The line that a fault asks for, with a reason and a day."""
    cells = next(csv.reader([fault.splitlines()[1].strip()]))
    assert cells[-2:] == ["WHY", "WHEN"]
    return Correction.model_validate(
        dict(zip(Correction.columns(), [*cells[:-2], "Misread.", "2026-11-22"], strict=True))
    )


def test_what_was_printed_today_is_what_the_rows_say(printed):
    assert [each.day.isoformat() for each in printed] == list(DAYS)
    assert corrections.silent(LEDGER, printed) == []


def test_a_changed_cell_is_named_with_what_was_printed_and_the_line_to_enter(printed):
    assert corrections.silent(ledger("statements", CASUALTIES, best="5000"), printed) == [
        f"data/statements.csv: {CASUALTIES}: best: '5000', but the kept edition of 4 July 2025 and 1 more printed '5100';"
        " put it back, or enter in data/corrections.csv:\n"
        f"    {CASUALTIES}-best,{CASUALTIES},best,5100,5000,WHY,WHEN"
    ]


@pytest.mark.parametrize(
    ("table", "row", "column", "cell", "was"),
    [
        ("statements", CASUALTIES, "stated_on", "2025-12-24", "'2025-04-30'"),
        ("statements", CASUALTIES, "scope", None, "'killed and wounded to date'"),
        ("statements", CASUALTIES, "disputed_by", "island-casualties-2025-06-15", "empty"),
        ("reports", "herald-2025-04-30-north-casualties-2025-04-30", "as_printed", "5100", "'사상자는 5천100명이고'"),
        ("reports", "herald-2025-04-30-north-casualties-2025-04-30", "hedge", "about", "'bare'"),
        ("reports", "herald-2025-04-30-north-casualties-2025-04-30", "distortion", "none", "'hedge_dropped'"),
        (
            "reports",
            "herald-2025-04-30-north-casualties-2025-04-30",
            "source_id",
            "courier-2025-04-30",
            "'herald-2025-04-30'",
        ),
        ("reports", "herald-2025-04-30-north-casualties-2025-04-30", "statement_id", FORECAST, f"'{CASUALTIES}'"),
        ("sources", "herald-2025-04-30", "publisher", "Yonhap", "'Herald'"),
        ("sources", "herald-2025-04-30", "published", "2026-04-30", "'2025-04-30'"),
        ("sources", "herald-2025-04-30", "kind", "relay", "'secondary'"),
        ("claimants", "north", "short_name", "Seoul", "'North'"),
    ],
)
def test_whatever_was_printed_of_a_row_is_held(printed, table, row, column, cell, was):
    found = corrections.silent(ledger(table, row, **{column: cell}), printed)
    start = f"data/{table}.csv: {row}: {column}: {repr(cell) if cell else 'empty'}, but the kept edition of 4 July 2025"
    assert [fault.splitlines()[0] for fault in found] == [
        f"{start} and 1 more printed {was}; put it back, or enter in data/corrections.csv:"
    ]
    assert corrections.silent(ledger(table, row, (to_enter(found[0]),), **{column: cell}), printed) == []


RELAY = "tribune-2025-07-03-gazette-sent-total-2025-07-02"


@pytest.mark.parametrize(("page", "outlet"), [("herald-2025-04-30", "Herald"), (None, None)])
def test_the_outlet_from_which_a_page_took_a_figure_is_held_by_its_name(printed, page, outlet):
    changed = ledger("reports", RELAY, relayed_from=page)
    [fault] = corrections.silent(changed, printed)
    assert fault == (
        f"data/reports.csv: {RELAY}: relayed_from: {repr(outlet) if outlet else 'empty'}, but the kept edition of"
        " 4 July 2025 and 1 more printed 'Gazette'; put back what it or a page on the way relays, or the outlet, kind or day"
        " of such a page, or enter that cell in data/corrections.csv"
    )
    log = (line(RELAY, "relayed_from", "gazette-2025-07-02", page),)
    assert corrections.silent(ledger("reports", RELAY, log, relayed_from=page), printed) == []


def test_the_roots_that_were_printed_are_held(printed):
    """What a page relays is printed in no cell of its own."""
    cells = {"relays_name": "Reuters"}
    found = corrections.silent(ledger("sources", "digest-2025-04-30", **cells), printed)
    assert found
    for fault in found:
        assert fault.startswith("data/statements.csv: ")
        now, was = (
            set(roots.split("; ")) for roots in re.search(r": roots: '(.*?)', but .* printed '(.*?)'", fault).groups()
        )
        assert (now - was, was - now) <= ({"Reuters"}, {"Harbour Press"})
        assert "Reuters" in now
    log = (line("digest-2025-04-30", "relays_name", "Harbour Press", "Reuters"),)
    assert corrections.silent(ledger("sources", "digest-2025-04-30", log, **cells), printed) == []


def test_a_page_that_has_a_date_now_but_was_placed_by_its_content_is_no_silent_change_once_logged(printed):
    page = next(row for row in LEDGER.tables["sources"] if row.placed and row.date.last < printed[0].day)
    cells = {"placed": None, "published": page.placed.text}
    found = corrections.silent(ledger("sources", page.id, **cells), printed)
    assert sorted(fault.split(": ")[2] for fault in found) == ["placed", "published"]
    log = tuple(to_enter(fault) for fault in found)
    assert corrections.silent(ledger("sources", page.id, log, **cells), printed) == []


def test_a_report_found_later_changes_no_roots_that_were_printed(printed):
    """An own page of the outlet that the others relay, and of another one."""
    [of_relay] = [row for row in LEDGER.tables["reports"] if row.id == RELAY]
    new = of_relay.model_copy(
        update={"report_id": "found-later", "source_id": "herald-2025-04-30", "relayed_from": None}
    )
    tables = LEDGER.tables | {"reports": (*LEDGER.tables["reports"], new)}
    later = Ledger(MappingProxyType(tables))
    assert later.roots(of_relay.statement_id) != LEDGER.roots(of_relay.statement_id)
    assert corrections.silent(later, printed) == []


CHANGES = [
    (row.id, column.name)
    for row in LEDGER.tables["statements"]
    if LEDGER.said_on(row.id) <= date.fromisoformat(DAYS[-1])
    for column in Statement.columns().values()
    if column.name not in (Statement.key, "note", "verified")
    and len({other.row()[column.name] for other in LEDGER.tables["statements"]}) > 1
]


@pytest.mark.parametrize("examples", [12, pytest.param(50, marks=pytest.mark.slow)])
def test_any_edit_of_a_cell_printed_of_a_statement_is_logged_or_named(said, examples):
    @settings(max_examples=examples)
    @given(cell=st.sampled_from(CHANGES), given=st.data())
    def holds(cell, given):
        row_id, column = cell
        before = LEDGER[row_id].statement.row()[column]
        values = {row.row()[column] for row in LEDGER.tables["statements"]} - {before}
        after = given.draw(st.sampled_from(sorted(values, key=str)))
        changed = ledger("statements", row_id, **{column: after})
        # A status and a key that came after the day are not known on it, whatever they are.
        seen = [
            day
            for day in DAYS
            if row_id in LEDGER.known_on(day)
            and (column == "stated_on" or as_known(LEDGER, row_id, day) != as_known(changed, row_id, day))
        ]
        found = corrections.silent(changed, said)
        assert bool(found) == bool(seen)
        for fault in found:
            assert fault.startswith(f"data/statements.csv: {row_id}: ")
        logged = (
            line(row_id, column, before, after),
            *(to_enter(fault) for fault in found if f": {column}: " not in fault),
        )
        assert corrections.silent(ledger("statements", row_id, logged, **{column: after}), said) == []

    holds()


def as_known(whole: Ledger, row_id: str, day: str) -> dict[str, str | None]:
    row = next((row for row in whole.known_on(day).tables["statements"] if row.id == row_id), None)
    return row and row.row()


def test_a_cell_corrected_twice_may_have_been_printed_before_between_or_after(printed):
    for was, between in (("5100", "4650"), ("4500", "5100")):
        log = (line(CASUALTIES, "best", was, between), line(CASUALTIES, "best", between, "5000", "line-2"))
        assert corrections.silent(ledger("statements", CASUALTIES, log, best="5000"), printed) == []


def test_a_log_that_does_not_begin_with_what_was_printed_is_named(printed):
    log = (line(CASUALTIES, "best", "4500", "5000"),)
    assert corrections.silent(ledger("statements", CASUALTIES, log, best="5000"), printed) == [
        f"data/statements.csv: {CASUALTIES}: best: '5000', but the kept edition of 4 July 2025 and 1 more printed '5100';"
        " put it back, or begin in data/corrections.csv, line-1, with what was printed"
    ]


def test_a_row_that_is_gone_is_one_fault_and_its_reports_go_with_it(printed):
    found = corrections.silent(without("statements", CASUALTIES), printed)
    gone = [fault for fault in found if CASUALTIES in fault.splitlines()[0]]
    assert gone[0] == (
        f"data/statements.csv: {CASUALTIES} is gone, but the kept edition of 4 July 2025 and 1 more printed it;"
        " put it back, or enter in data/corrections.csv:\n"
        f"    {CASUALTIES}-statement-id,{CASUALTIES},statement_id,{CASUALTIES},,WHY,WHEN"
    )
    assert found == gone[:1]
    assert corrections.silent(without("statements", CASUALTIES, log=(to_enter(found[0]),)), printed) == []


def test_a_report_that_is_gone_is_named(printed):
    found = corrections.silent(without("reports", "herald-2025-04-30-north-casualties-2025-04-30"), printed)
    assert [fault.splitlines()[0] for fault in found] == [
        "data/reports.csv: herald-2025-04-30-north-casualties-2025-04-30 is gone, but the kept edition of 4 July 2025 and 1 more printed it;"
        " put it back, or enter in data/corrections.csv:"
    ]


def test_a_status_that_a_corrected_day_brings_needs_no_line_of_its_own(printed):
    """On 4 July nobody had disputed the forecast; with the denial nine days earlier somebody had."""
    changed = ("statements", DENIAL)
    assert [fault.split(": ")[2] for fault in corrections.silent(ledger(*changed, stated_on="2025-07-03"), printed)]
    log = (line(DENIAL, "stated_on", "2025-07-13", "2025-07-03"),)
    assert corrections.silent(ledger(*changed, log, stated_on="2025-07-03"), printed) == []


def test_a_new_row_of_long_ago_is_no_silent_change(printed):
    tables = dict(LEDGER.tables)
    said = LEDGER[CASUALTIES].statement.model_copy(update={"statement_id": "north-found-later", "superseded_by": None})
    report = LEDGER.reports(CASUALTIES)[0].model_copy(
        update={"report_id": "found-later", "statement_id": "north-found-later"}
    )
    tables["statements"], tables["reports"] = (*tables["statements"], said), (*tables["reports"], report)
    assert corrections.silent(Ledger(MappingProxyType(tables)), printed) == []


@pytest.mark.parametrize("column", ["note", "verified"])
def test_notes_and_the_day_of_a_second_look_go_on(printed, column):
    cell = {"note": "Seen again.", "verified": "2026-11-01"}[column]
    assert corrections.silent(ledger("statements", CASUALTIES, **{column: cell}), printed) == []


def test_a_column_more_or_less_is_no_silent_change(report, tmp_path):
    """An edition of a ledger that had another column, and lacked one of those of today."""
    place = kept.place(tmp_path, date.fromisoformat(DAYS[0]))
    place.mkdir(parents=True)
    built = json.loads((kept.place(report, date.fromisoformat(DAYS[0])) / "figures.json").read_bytes())
    for figure in built["figures"].values():
        if figure["said"]:
            figure["said"]["statement"].pop("extent")
            figure["said"]["statement"]["weather"] = "fair"
    (place / "figures.json").write_text(json.dumps(built), encoding="utf-8")
    assert corrections.silent(LEDGER, kept.editions(tmp_path)) == []
    assert len(corrections.silent(ledger("statements", CASUALTIES, best="5000"), kept.editions(tmp_path))) == 1


@pytest.mark.parametrize(
    "content",
    ['{"figures": {"a": {"said": {"reports": []}}}, "verdicts": {}}', '{"figures": {"a": 1}, "verdicts": {}}', "{"],
)
def test_figures_that_no_build_wrote_are_told(tmp_path, content):
    place = kept.place(tmp_path, date(2025, 7, 4))
    place.mkdir(parents=True)
    (place / "figures.json").write_text(content)
    assert corrections.silent(LEDGER, kept.editions(tmp_path)) == [
        "report/editions/2025-07-04/figures.json: not what a build writes; hedged verify says more"
    ]


def test_hedged_check_names_a_cell_changed_in_silence_until_it_is_logged(printed, tmp_path):
    small = project(tmp_path / "small")
    place = kept.place(small / "report", printed[0].day)
    place.mkdir(parents=True)
    (place / "figures.json").write_bytes(printed[0].figures.read_bytes())
    data = Copy(small / "data")
    data.change("statements", "island-casualties-2025-06-15", as_of="2025-06-14")
    done = hedged("check", cwd=small)
    assert done.returncode == 2
    assert (
        "data/statements.csv: island-casualties-2025-06-15: as_of: '2025-06-14',"
        " but the kept edition of 4 July 2025 printed '2025-06'; put it back, or enter in data/corrections.csv:"
    ) in done.stderr
    data.correct(corrected("line-1", "island-casualties-2025-06-15", "as_of", "2025-06", "2025-06-14"))
    assert "data/statements.csv" not in hedged("check", cwd=small).stderr
