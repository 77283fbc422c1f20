"""The ledger answers: one figure by its id, figures by question, their roots, and what was known on a day."""

import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction

import ledgers
import pytest
from ledgers import CASUALTIES, PLANNED, SENT, Copy, standard

from hedged.figures.derive import Figure
from hedged.ledger.ledger import Counts, Ledger, LedgerError, NotOneFigure, UnknownId
from hedged.ledger.records import TABLES
from hedged.numbers.days import Day

DATA = standard()
LEDGER = ledgers.ledger()
DENIAL, LATER, UNDATED = "east-planned-total-2025-07-13", "north-casualties-2026-02-10", "west-casualties"
STATEMENTS = {row.statement_id: row for row in LEDGER.tables["statements"]}
#: Days of interest: before the first page, between, on the days of reversals, after the last page.
DAYS = ("2024-10-01", "2024-10-17", "2024-12-23", "2025-01-31", "2025-07-02", "2025-07-12", "2025-07-13", "2026-02-10",
        "2027-01-01")  # fmt: skip


def saying(*rows):
    """The ledger with these statements alone."""
    return Ledger(LEDGER.tables | {"statements": rows})


# Reading


def test_the_ledger_is_read_whole_and_cannot_be_changed():
    read = Ledger.read(str(DATA))
    assert {name: list(rows) for name, rows in read.tables.items()} == {
        name: list(rows) for name, rows in LEDGER.tables.items()
    }
    assert list(read.tables) == list(TABLES) and (read.day, read.whole) == (None, None)
    with pytest.raises(TypeError):
        read.tables["statements"] = ()


def test_all_faults_are_told_at_once_by_file_line_and_column(tmp_path):
    data = Copy(tmp_path / "data")
    late = data.change("statements", CASUALTIES, best="4,700", status="curent")
    early = data.change("statements", "east-present-2024-10", stated_on="2024-02-30")
    first = data.change("claimants", "north", standing="third")
    with pytest.raises(LedgerError) as raised:
        Ledger.read(data.folder)
    assert [(fault.path.rpartition("/")[2], fault.line, fault.column) for fault in raised.value.faults] == [
        ("claimants.csv", first, "standing"),
        ("statements.csv", early, "stated_on"),
        ("statements.csv", late, "best"),
        ("statements.csv", late, "status"),
    ]
    assert str(raised.value).splitlines() == [str(fault) for fault in raised.value.faults]


def test_faults_between_tables_stand_among_those_of_a_single_row(tmp_path):
    data = Copy(tmp_path / "data")
    late = data.change("statements", CASUALTIES, best="4,700")
    early = data.change("statements", "east-present-2024-10", claimant_id="eastt")
    assert [fault.partition(": ")[0] for fault in data.faults()] == [
        f"data/statements.csv:{early}",
        f"data/statements.csv:{late}",
    ]


@pytest.mark.parametrize(("given", "shown"), [("data", "data"), ("{here}/data", "data"), ("{above}", "{above}")])
def test_a_fault_names_the_file_as_it_was_given_or_from_where_we_are(given, shown, tmp_path, monkeypatch):
    data = Copy(tmp_path / "data")
    (here := tmp_path / "here").mkdir()
    data.folder.rename(here / "data")
    (tmp_path / "above").mkdir()
    monkeypatch.chdir(here)
    places = {"here": here.as_posix(), "above": (tmp_path / "above").as_posix()}
    (here / "data" / "events.csv").unlink()
    with pytest.raises(LedgerError) as raised:
        Ledger.read(given.format(**places))
    message = f"{shown.format(**places)}/events.csv: no such file; every table of the ledger needs its file"
    assert message in str(raised.value).splitlines()


# One row by its id


@pytest.mark.parametrize("statement_id", STATEMENTS)
def test_every_statement_is_a_figure_with_its_evidence(statement_id):
    figure = LEDGER[statement_id]
    assert isinstance(figure, Figure)
    assert figure.id == statement_id and statement_id in LEDGER
    evidence = figure.evidence.json()
    assert list(evidence) == [
        "statement", "claimant", "pages", "roots", "roots_known", "status_by", "said_on", "as_of", "facts",
    ]  # fmt: skip
    assert evidence["statement"] == STATEMENTS[statement_id].row()
    assert len(evidence["pages"]) == len(LEDGER.reports(statement_id)) > 0
    assert evidence["roots"] and len(set(evidence["roots"])) == len(evidence["roots"])


def test_the_evidence_of_a_figure_names_claimant_pages_and_days():
    evidence = LEDGER[DENIAL].evidence.json()
    assert evidence["claimant"] == {
        "claimant_id": "east",
        "name": "Eastern Staff",
        "short_name": "East",
        "country": "XE",
        "standing": "belligerent",
    }
    assert evidence["pages"] == [
        {
            "report_id": f"tribune-2025-07-14-{DENIAL}",
            "source_id": "tribune-2025-07-14",
            "publisher": "Tribune",
            "title": "What tribune saw",
            "url": "https://tribune.example/2025-07-14",
            "date": "2025-07-14",
            "placed": False,
            "language": "en",
            "language_name": "English",
            "kind": "secondary",
            "printed": "about 30,000",
            "hedge": "about",
            "distortion": "none",
            "relayed_from": None,
        }
    ]
    assert evidence["roots"] == ["Tribune"] and evidence["roots_known"] is True
    assert evidence["said_on"] == "13 July 2025"
    assert evidence["as_of"] == "13 July 2025"


def test_a_day_that_nobody_gave_is_said_to_be_unknown():
    evidence = LEDGER[UNDATED].evidence.json()
    assert (evidence["said_on"], evidence["as_of"]) == ("an unknown day", "an unknown day")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LEDGER["north-casualties-2025-04-3"],
         "no statement 'north-casualties-2025-04-3'; did you mean north-casualties-2025-04-30?"),
        (lambda: LEDGER["zzz"], "no statement 'zzz'"),
        (lambda: LEDGER.source("gazette-2025-07-03"), "no page 'gazette-2025-07-03'; did you mean gazette-2025-07-02?"),
        (lambda: LEDGER.claimant("northh"), "no claimant 'northh'; did you mean north?"),
        (lambda: LEDGER.statements(measure="casulties"), "no measure 'casulties'; did you mean casualties?"),
        (lambda: LEDGER.statements(claimant="NORTH"), "no claimant 'NORTH'"),
        (lambda: LEDGER.frame("statement"), "no table 'statement'; did you mean statements?"),
        (lambda: LEDGER.known_on("2025-01-31")[CASUALTIES],
         "statement 'north-casualties-2025-04-30' is not known on 2025-01-31"),
        (lambda: Ledger.read("nowhere"),
         "nowhere: no such folder; give the one that holds statements.csv and its fellows"),
        (lambda: LEDGER.known_on("2025-02-30"), "known_on: 2025-02-30 does not exist: February 2025 has 28 days"),
        (lambda: LEDGER.known_on("2025-02"), "known_on: 2025-02 is a month; write the day, YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_what_the_ledger_does_not_have_is_named_with_the_nearest_it_has(call, message):
    with pytest.raises(LedgerError) as raised:
        call()
    assert str(raised.value) == message


def test_a_page_names_the_outlet_it_took_the_figure_from():
    pages = LEDGER.evidence("harbour-officials-casualties-2025-07-02").json()["pages"]
    relayed = {page["source_id"]: page["relayed_from"] for page in pages}
    assert (relayed["tribune-2025-07-03"], relayed["gazette-2025-07-02"]) == ("Gazette", None)


def test_reports_come_by_the_date_of_their_page():
    for statement_id in STATEMENTS:
        days = [LEDGER.source(report.source_id).date.first for report in LEDGER.reports(statement_id)]
        assert days == sorted(days)


def test_a_base_is_the_figure_the_claimant_named_as_the_whole():
    assert LEDGER.base(LEDGER[LATER]).id == SENT
    assert LEDGER.base("north-casualties-2025-01-13") is None


# Questions


def test_figures_come_by_the_day_they_were_said():
    figures = LEDGER.statements(measure="casualties", claimant="north", extent="total")
    assert [figure.id for figure in figures] == [
        "north-casualties-2025-01-13", CASUALTIES, LATER
    ]  # fmt: skip
    days = [LEDGER.said_on(figure) for figure in LEDGER.statements()]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("asked", "column"),
    [("measure", "measure"), ("claimant", "claimant_id"), ("force", "force"), ("extent", "extent"), ("area", "area")],
)
def test_every_question_is_answered_by_its_column(asked, column):
    words = {getattr(row, column) for row in STATEMENTS.values()}
    assert len(words) > 1
    for word in words:
        found = LEDGER.statements(**{asked: word}, include_denied=True)
        assert {figure.id for figure in found} == {id for id, row in STATEMENTS.items() if getattr(row, column) == word}


def test_figures_said_on_one_day_come_by_the_day_they_speak_of_those_of_no_day_first():
    row = STATEMENTS[CASUALTIES]
    days = {"b": Day.parse("2025-04-30"), "a": Day.parse("2025-03-01"), "none": None}
    known = saying(*(row.model_copy(update={"statement_id": id, "as_of": day}) for id, day in days.items()))
    assert [figure.id for figure in known.statements(measure="casualties")] == ["none", "a", "b"]


def test_denied_figures_come_only_on_demand():
    ids = {figure.id for figure in LEDGER.statements(measure="planned_total")}
    more = {figure.id for figure in LEDGER.statements(measure="planned_total", include_denied=True)}
    assert more - ids == {DENIAL}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (dict(measure="sent_total", claimant="north"), SENT),
        (dict(measure="casualties", claimant="north"), LATER),
        (dict(measure="casualties", claimant="island"), "island-casualties-2025-06-15"),
        (dict(measure="present", claimant="east", force="combat"), "east-present-combat-2024-10"),
        (dict(measure="killed", claimant="north"), "north-killed-2026-02-10"),
        (dict(measure="present", claimant="east", area="kursk"), "east-present-2024-10"),
    ],
)
def test_the_latest_figure_goes_by_the_day_it_speaks_of(question, answer):
    assert LEDGER.latest(**question).id == answer


def test_several_latest_figures_are_named():
    with pytest.raises(NotOneFigure) as raised:
        LEDGER.latest(measure="present", claimant="east")
    assert str(raised.value) == (
        "latest(measure='present', claimant='east'): 2 figures answer it; choose one: east-present-2024-10,"
        " east-present-combat-2024-10"
    )


def test_two_latest_figures_are_named_too():
    row = STATEMENTS[CASUALTIES]
    with pytest.raises(NotOneFigure) as raised:
        saying(row, row.model_copy(update={"statement_id": "same"})).latest(measure="casualties")
    assert str(raised.value) == (
        "latest(measure='casualties'): 2 figures answer it; choose one: north-casualties-2025-04-30, same"
    )


def test_a_figure_of_no_day_comes_before_all_that_have_one():
    assert LEDGER.latest(measure="casualties", claimant="west").id == UNDATED
    row = STATEMENTS[CASUALTIES]
    undated = row.model_copy(update={"statement_id": "undated", "as_of": None})
    assert saying(undated, row).latest(measure="casualties").id == row.statement_id


def test_a_denied_figure_is_never_the_latest():
    with pytest.raises(NotOneFigure) as raised:
        LEDGER.latest(measure="planned_total", claimant="east")
    assert str(raised.value) == "latest(measure='planned_total', claimant='east'): no total that answers it"


def test_no_latest_figure_is_said_with_the_day():
    with pytest.raises(NotOneFigure) as raised:
        LEDGER.known_on("2025-01-31").latest(measure="returned", claimant="north")
    assert str(raised.value) == (
        "latest(measure='returned', claimant='north'): no total that answers it, as known on 2025-01-31"
    )


def test_a_claimant_not_yet_heard_of_is_no_unknown_claimant():
    assert LEDGER.known_on("2025-01-31").statements(claimant="island") == ()


def test_the_newest_statement_is_the_one_said_last():
    assert LEDGER.said_on(LEDGER.newest) == date(2026, 2, 10)
    assert LEDGER.known_on("2024-10-24").newest.id == "east-sent-total-2024-10-24"
    early, late = STATEMENTS["north-casualties-2025-01-13"], STATEMENTS[CASUALTIES]
    assert saying(late, early).newest.id == late.statement_id
    assert saying(late, late.model_copy(update={"statement_id": "same"}), early).newest.id == late.statement_id
    with pytest.raises(NotOneFigure) as raised:
        _ = LEDGER.known_on("2024-01-01").newest
    assert str(raised.value) == "newest: no statement, as known on 2024-01-01"


def test_the_ledger_shows_its_size():
    sizes = ", ".join(f"{len(LEDGER.tables[name])} {name}" for name in ("statements", "reports", "sources"))
    assert repr(LEDGER) == f"<Ledger: {sizes}>"
    assert repr(LEDGER.known_on("2024-01-01")) == "<Ledger: 0 statements, 0 reports, 0 sources, as known on 2024-01-01>"
    assert len(LEDGER) == len(STATEMENTS) and list(LEDGER) == list(STATEMENTS)


# Roots


@pytest.mark.parametrize(
    ("statement_id", "roots"),
    [
        # four pages and one root
        (PLANNED, ("Gazette",)),
        # a named outlet, a copy of its text on another page, and pages of their own
        (CASUALTIES, ("Courier", "Herald", "Harbour Press", "Almanac")),
        # a page that relays nobody knows whom
        ("north-killed-2025-04-30", ("Courier", "not known")),
    ],
)  # fmt: skip
def test_roots_are_followed_to_outlets_that_relay_nobody(statement_id, roots):
    assert set(LEDGER.roots(statement_id)) == set(roots)
    assert LEDGER[statement_id].evidence.roots_known is ("not known" not in roots)


def test_a_root_that_is_not_known_stands_last():
    roots = LEDGER.roots("north-killed-2025-04-30")
    assert roots[-1] == "not known" and roots.count("not known") == 1


def test_pages_roots_and_claimants_are_each_counted_once():
    seven_hundred = [
        figure for figure in LEDGER.statements(measure="killed")
        if Fraction(700) in (figure.statement.low, figure.statement.best)
    ]  # fmt: skip
    counts = LEDGER.counts(*seven_hundred)
    assert counts.claimants == len({figure.statement.claimant_id for figure in seven_hundred})
    assert counts.pages == len({page.id for figure in seven_hundred for _, page in figure.evidence.reports})
    assert 0 < counts.roots < counts.pages and not counts.roots_known
    assert LEDGER.counts(PLANNED) == Counts(4, 1, True, 1, "Gazette")
    assert LEDGER.counts() == Counts(0, 0, True, 0)


# Cards


def test_the_cards_are_those_of_every_statement_denied_ones_included():
    record = LEDGER.cards()._repr_mimebundle_()["application/vnd.hedged.v1+json"]
    assert record["type"] == "ledger"
    assert sorted(figure["id"] for figure in record["figures"]) == sorted(STATEMENTS)
    assert "denied" in {figure["status"] for figure in record["figures"]}


def test_cards_as_known_on_a_day_are_those_of_what_had_been_said():
    known = LEDGER.known_on("2025-01-31")
    record = known.cards().record
    assert {figure["id"] for figure in record["figures"]} == set(known) < set(LEDGER)
    named = [figure["evidence"]["status_by"] for figure in record["figures"]]
    assert {name for name in named if name} <= set(known)


def test_the_cards_of_the_ledger_are_one_line_in_jupyterlab():
    shown = LEDGER.cards()._repr_mimebundle_()
    assert f"<dt>ledger</dt><dd>{len(LEDGER)} statements; " in shown["text/html"]
    assert (
        shown["text/plain"] == f"{len(LEDGER)} statements; those that the text does not use have their cards behind it"
    )


@pytest.mark.parametrize(
    ("statements", "text"),
    [
        ((), "no pages, no roots, no claimants"),
        ((PLANNED,), "4 pages, 1 root, 1 claimant"),
        ((DENIAL,), "1 page, 1 root, 1 claimant"),
        (("north-killed-2025-04-30",), "2 pages, 1 known root, 1 claimant"),
    ],
)
def test_counts_are_said_in_words(statements, text):
    assert LEDGER.counts(*statements).text == text


# Known on a day


def test_known_on_no_day_is_the_ledger_itself():
    assert LEDGER.known_on(None) is LEDGER


@pytest.mark.parametrize("day", [date(2025, 7, 12), "2025-07-12"])
def test_a_day_is_given_as_a_date_or_as_text(day):
    assert LEDGER.known_on(day).day == date(2025, 7, 12)


@pytest.mark.parametrize("day", [date.fromisoformat(day) for day in DAYS])
def test_nothing_on_a_day_is_younger_than_the_day(day):
    known = LEDGER.known_on(day)
    assert all(page.date.first <= day for page in known.tables["sources"])
    assert all(row.date.first <= day for row in known.tables["events"])
    for row in known.tables["statements"]:
        assert known.said_on(row.id) <= day
        assert row.verified is None or row.verified.first <= day
    assert not any(getattr(row, "note", None) for rows in known.tables.values() for row in rows)


@pytest.mark.parametrize("day", DAYS)
def test_every_key_of_a_day_leads_to_a_row_of_that_day(day):
    tables = LEDGER.known_on(day).tables
    ids = {name: {row.id for row in rows} for name, rows in tables.items()}
    for name, rows in tables.items():
        for column in TABLES[name].columns().values():
            if column.refers:
                found = {getattr(row, column.name) for row in rows} - {None}
                assert found <= ids[column.refers]
    assert {row.source_id for row in tables["set_aside"]} <= ids["sources"]


@pytest.mark.parametrize("day", DAYS)
def test_every_statement_of_a_day_is_a_figure(day):
    known = LEDGER.known_on(day)
    for figure in known.statements(include_denied=True):
        assert figure.evidence.json()["roots"]


def test_a_statement_is_known_from_the_first_day_it_may_have_been_said():
    assert CASUALTIES not in LEDGER.known_on("2025-04-29")
    assert CASUALTIES in LEDGER.known_on("2025-04-30")
    assert "east-present-2024-10" not in LEDGER.known_on("2024-09-30")
    assert "east-present-2024-10" in LEDGER.known_on("2024-10-01")


def test_a_statement_without_a_day_is_known_from_its_earliest_page():
    assert STATEMENTS[UNDATED].stated_on is None
    assert LEDGER.reports(UNDATED)[0].source_id == "courier-2025-02-27"
    assert UNDATED not in LEDGER.known_on("2025-02-26")
    assert UNDATED in LEDGER.known_on("2025-02-27")


def test_a_report_waits_for_its_page_and_a_page_for_its_statement():
    on_the_day = LEDGER.known_on("2025-07-13")
    assert on_the_day.reports(DENIAL) == ()
    assert on_the_day.roots(DENIAL) == ("not known",)
    assert len(LEDGER.known_on("2025-07-14").reports(DENIAL)) == 1
    # a page that may be of 1 July reports what was said on the 2nd
    july = {report.report_id for report in LEDGER.known_on("2025-07-01").tables["reports"]}
    assert f"monthly-2025-07-{PLANNED}" not in july


def test_a_page_of_which_only_the_month_is_known_does_not_precede_the_page_it_relays():
    """An article of July 2025 relays a story of the 2nd: on the 1st neither it nor the signs it tells of were known."""
    first, second = LEDGER.known_on("2025-07-01").tables, LEDGER.known_on("2025-07-02").tables
    for table, row in (
        ("sources", "monthly-2025-07"),
        ("reports", f"monthly-2025-07-{PLANNED}"),
        ("indicators", "ships"),
    ):
        assert row not in {each.id for each in first[table]}
        assert row in {each.id for each in second[table]}


def test_a_status_stands_from_the_day_of_what_brought_it():
    before, after = LEDGER.known_on("2026-02-09"), LEDGER.known_on("2026-02-10")
    row = before[CASUALTIES].statement
    assert (row.status, row.superseded_by) == ("current", None)
    row = after[CASUALTIES].statement
    assert (row.status, row.superseded_by) == ("superseded", LATER)
    assert LEDGER.known_on("2025-07-12")[PLANNED].status == "current"
    assert LEDGER.known_on("2025-07-13")[PLANNED].status == "disputed"


def test_a_status_that_no_statement_brought_stands_from_the_beginning():
    assert LEDGER.known_on("2024-12-16")["east-killed-2024-12-14"].status == "disputed"
    assert LEDGER.known_on("2025-07-13")[DENIAL].status == "denied"


def test_notes_are_hindsight_and_stand_in_the_whole_ledger_only():
    assert LEDGER[PLANNED].statement.note
    assert LEDGER.known_on("2027-01-01")[PLANNED].statement.note is None


def test_a_figure_verified_later_is_not_verified_on_the_day():
    assert LEDGER.known_on("2026-11-21")[CASUALTIES].statement.verified is None
    assert LEDGER.known_on("2026-11-22")[CASUALTIES].statement.verified


def test_the_days_on_which_it_gained_statements_name_each_once_in_order():
    gained = LEDGER.gained
    assert list(gained) == sorted(gained)
    assert [figure.id for came in gained.values() for figure in came] == [
        figure.id for figure in LEDGER.statements(include_denied=True)
    ]
    assert {figure.id for figure in gained[date(2024, 10, 1)]} == {
        "east-present-2024-10",
        "east-present-combat-2024-10",
    }


def test_it_gains_every_statement_on_the_first_day_on_which_it_knows_it():
    for day, came in LEDGER.gained.items():
        before = LEDGER.known_on(day - timedelta(days=1))
        assert {figure.id for figure in came} == set(LEDGER.known_on(day)) - set(before) != set()


def test_as_known_on_a_day_it_gained_nothing_after_it():
    assert max(LEDGER.known_on("2025-04-30").gained) == date(2025, 4, 30)
    assert LEDGER.known_on("2024-01-01").gained == {}


def test_the_ledger_by_day_is_the_one_known_on_each_day_it_gained_statements():
    assert list(LEDGER.by_day) == list(LEDGER.gained)
    for day, known in LEDGER.by_day.items():
        assert (known.tables, known.day, known.whole) == (LEDGER.known_on(day).tables, day, LEDGER)


def test_claimants_and_pages_with_nothing_known_on_them_leave():
    known = LEDGER.known_on("2024-10-24")
    said = {row.claimant_id for row in known.tables["statements"]}
    assert {claimant.id for claimant in known.tables["claimants"]} == said
    used = {report.source_id for report in known.tables["reports"]} | {row.source_id for row in known.tables["events"]}
    assert used <= {page.id for page in known.tables["sources"]}
    with pytest.raises(UnknownId) as raised:
        known.claimant("island")
    assert str(raised.value) == "claimant 'island' is not known on 2024-10-24"


def test_knowledge_only_grows():
    day, before = date(2024, 9, 30), -1
    while day < date(2026, 3, 1):
        known = LEDGER.known_on(day)
        size = sum(map(len, known.tables.values()))
        assert size >= before
        day, before = day + timedelta(days=20), size


def test_the_day_of_a_day_is_the_earlier_of_the_two():
    twice = LEDGER.known_on("2025-07-12").known_on("2026-01-01")
    assert set(twice) == set(LEDGER.known_on("2025-07-12"))


def test_after_the_last_day_all_rows_are_known():
    known = LEDGER.known_on("2027-01-01")
    for name in set(TABLES) - {"set_aside"}:
        assert [row.id for row in known.tables[name]] == [row.id for row in LEDGER.tables[name]]


# pandas


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_holds_every_row_under_its_key(table):
    frame = LEDGER.frame(table)
    assert frame.index.name == TABLES[table].key
    assert list(frame.index) == [row.id for row in LEDGER.tables[table]]
    assert [frame.index.name, *frame.columns] == list(TABLES[table].columns())


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_of_a_day_on_which_nothing_was_known_has_its_columns_all_the_same(table):
    empty, full = LEDGER.known_on("2024-01-01").frame(table), LEDGER.frame(table)
    assert (len(empty), empty.index.name, list(empty.columns)) == (0, full.index.name, list(full.columns))
    counted = [column.name for column in TABLES[table].columns().values() if column.kind == "integer"]
    assert [str(empty[name].dtype) for name in counted] == ["Int64"] * len(counted)


def test_a_frame_has_numbers_as_floats_and_dates_as_they_are_written():
    frame = LEDGER.frame("statements")
    row = frame.loc[PLANNED]
    assert (row["low"], row["high"], row["due"]) == (25000.0, 30000.0, "2025-11")
    assert frame["best"].isna().loc[PLANNED]
    assert frame.loc["gazette-share-casualties-2025-07", "low"] == pytest.approx(1 / 3)
    assert LEDGER.frame("reports").loc[f"courier-2025-04-30-{CASUALTIES}", "place"] == 2


def test_importing_the_ledger_loads_neither_pandas_nor_matplotlib_nor_ipython():
    code = "import sys, hedged.ledger; print([m for m in ('pandas', 'matplotlib', 'IPython') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert loaded.stdout == "[]\n"
