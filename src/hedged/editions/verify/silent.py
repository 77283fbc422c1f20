"""Cells that no longer say what a kept edition printed of them, where no line of the log of corrections says so.

What a kept edition printed stands in its ``figures.json``. A cell may differ from that where

- the log has a line for it that names what was printed;
- it would still read so as known on the day of the edition: a status or a key that came later (`hedged.ledger.hindsight`);
- it is a ``note`` or ``verified``: these are about the work on the data, which goes on.

What was drawn from several cells is held too: the outlet from which a page took a figure, and the roots of a statement.
Both are drawn again by today's rules (`hedged.ledger.evidence`), from the reports that were printed: one found since changes
nothing in them. What ``figures.json`` does not print is not held: events, indicators, pages set aside, and of a report
``place`` and the numbers as coded.

Filling an empty cell is a change.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from hedged.editions.kept import Kept
from hedged.exports import figures_json
from hedged.ledger import (
    TABLES,
    Column,
    Correction,
    Ledger,
    Record,
    Report,
    Source,
    Statement,
    roots_of,
    tables_known_on,
    ways_of,
)
from hedged.ledger.checks import shown
from hedged.numbers import Day, words

Text = str | None
#: What an edition printed of rows, by table and key: the text of each cell by its column.
Printed = dict[tuple[str, str], dict[str, Text]]

_NOT_HELD = ("note", "verified")
#: What is drawn from several cells: the outlet a report is from, by its name, and the roots of a statement.
_DRAWN = _ORIGIN, _ROOTS = "relayed_from", "roots"
#: The columns of other tables under the names they have in ``figures.json``.
_OF_REPORT = {"page": "source_id", "printed": "as_printed"} | {name: name for name in ("hedge", "distortion", _ORIGIN)}
_OF_PAGE = ("publisher", "title", "url", "language", "kind")
_OF_CLAIMANT = ("name", "short_name", "country", "standing")


class Cell(NamedTuple):
    """A cell of the ledger: its table, the key of its row, its column."""

    table: str
    row_id: str
    column: str


def silent(ledger: Ledger, editions: Iterable[Kept]) -> list[str]:
    """The cells that were changed in silence since kept editions printed them: in words, each with what to do.

    `editions`: the kept ones, the earliest first. One whose figures cannot be read is told too.
    """
    contents = {edition: figures_json.stored(edition.folder) for edition in editions}
    log: tuple[Correction, ...] = ledger.tables["corrections"]
    logged = {(line.row_id, line.column_name, text) for line in log for text in (line.was, line.now)}
    faults: list[str] = []
    found: dict[tuple[Cell, Text, Text], list[Kept]] = {}
    for edition, built in contents.items():
        try:
            printed = _printed(built, _columns(built, contents.values()))
        except (AttributeError, KeyError, TypeError, ValueError):
            faults.append(
                f"report/editions/{edition.day}/figures.json: not what a build writes; hedged verify says more"
            )
            continue
        differing = _differing(printed, ledger.tables, edition.day)
        # Where the day of another row was put right, a status and a key read as printed only with that day as it was.
        before = _differing(printed, _uncorrected(ledger.tables), edition.day) if log and differing else differing
        unlogged = {
            cell: change
            for cell, change in differing.items()
            if cell in before and (cell.row_id, cell.column, change[0]) not in logged
        }
        changed = {printed["reports", cell.row_id]["statement_id"] for cell in unlogged if cell.table == "reports"}
        for cell, (was, now) in unlogged.items():
            if cell.column != _ROOTS or cell.row_id not in changed:  # else it is told of the report
                found.setdefault((cell, was, now), []).append(edition)
    return faults + [_fault(*change, kept, log) for change, kept in found.items()]


def _printed(built: Mapping[str, Any], columns: set[str]) -> Printed:
    """The cells that an edition printed, by the content of its ``figures.json``; `columns`: those of its statements."""
    rows: Printed = {}
    for figure in built["figures"].values():
        if not figure.get("said"):
            continue
        statement = figure["said"]["statement"]
        name = statement["statement_id"]
        roots = {_ROOTS: _listed(figure["said"]["roots"])} if _ROOTS in figure["said"] else {}
        rows["statements", name] = {column: statement.get(column) for column in columns} | roots
        for report in figure["said"]["reports"]:
            cells = {column: report[key] for key, column in _OF_REPORT.items() if key in report}
            rows["reports", report["report_id"]] = {**cells, "statement_id": name}
    for name, page in built["pages"].items():
        Day.parse(page["date"])
        dated = {"published": None, "placed": None, "placed" if page["placed"] else "published": page["date"]}
        rows["sources", name] = {column: page[column] for column in _OF_PAGE if column in page} | dated
    for name, claimant in built["claimants"].items():
        rows["claimants", name] = {column: claimant[column] for column in _OF_CLAIMANT if column in claimant}
    return rows


def _columns(built: Mapping[str, Any], contents: Iterable[Mapping[str, Any]]) -> set[str]:
    """The columns that statements had in the ledger of an edition and have now.

    An edition names filled cells only; a column that no edition of the same ledger fills was perhaps not there yet.
    """
    alike = (each["figures"] for each in contents if each.get("ledger_sha256") == built.get("ledger_sha256"))
    said = (figure["said"]["statement"] for figures in alike for figure in figures.values() if figure.get("said"))
    return {column for statement in said for column in statement} & Statement.columns().keys() - set(_NOT_HELD)


def _differing(printed: Printed, tables: Mapping[str, tuple[Record, ...]], day: date) -> dict[Cell, tuple[Text, Text]]:
    """The cells that say something else than was printed, as known on the day: what was printed and what they say.

    Of a row that is gone the cell of its key alone; reports of a statement that is gone go with it.
    """
    rows = {name: {row.id: row for row in tables[name]} for name in ("claimants", "sources", "reports")}
    known = _known(printed, tables, day)
    rows["statements"] = _statements(tables, known["statements"])
    drawn = _drawn(printed, rows, known["sources"])
    found: dict[Cell, tuple[Text, Text]] = {}
    for (table, row_id), cells in printed.items():
        row, key = rows[table].get(row_id), TABLES[table].key
        if row is None:
            if table != "reports" or cells["statement_id"] in rows["statements"]:
                found[Cell(table, row_id, key)] = row_id, None
            continue
        says = row.row() | drawn.get((table, row_id), {})
        found |= {
            Cell(table, row_id, column): (was, says[column]) for column, was in cells.items() if was != says[column]
        }
    return found


def _known(printed: Printed, tables: Mapping[str, tuple[Record, ...]], day: date) -> dict[str, tuple[Record, ...]]:
    """The tables as known on the day, with all statements that were printed then, whatever their day says now.

    A printed page is as it was printed: what changed in it is told of the page, not again of all that follows from it.
    """
    then = {"stated_on": Day.of(day)}
    standing: dict[str, Statement] = {row.id: row for row in tables["statements"]}
    gone = [
        Statement.model_construct(**dict.fromkeys(Statement.columns()) | {"statement_id": row_id} | then)
        for table, row_id in printed
        if table == "statements" and row_id not in standing
    ]
    known = [row.model_copy(update=then) if ("statements", row.id) in printed else row for row in standing.values()]
    pages = tuple(_as_printed(page, printed.get(("sources", page.id), {})) for page in tables["sources"])
    return tables_known_on({**tables, "statements": (*known, *gone), "sources": pages}, day)


def _statements(tables: Mapping[str, tuple[Record, ...]], known: Iterable[Statement]) -> dict[str, Record]:
    """The statements that stand, as known, with their own days."""
    days = {row.id: row.stated_on for row in tables["statements"]}
    return {row.id: row.model_copy(update={"stated_on": days[row.id]}) for row in known if row.id in days}


def _as_printed(page: Source, cells: Mapping[str, Text]) -> Source:
    """A page with what was printed of all that roots are drawn from."""
    texts = {column: cells[column] for column in ("publisher", "kind") if column in cells}
    days = {column: cells[column] and Day.parse(cells[column]) for column in ("published", "placed") if cells}
    return page.model_copy(update=texts | days)


def _drawn(printed: Printed, rows: Mapping[str, Mapping[str, Record]], known: Iterable[Source]) -> Printed:
    """The outlet that each printed report relays and the roots of each statement, drawn again from these reports.

    `known`: the pages known on the day. What leads to a row that is gone stays as printed, since that is told of the row.
    """
    pages = {page.id: page for page in known}
    leading_nowhere = {
        page.id for page in rows["sources"].values() if {page.relays_source_id} - rows["sources"].keys() - {None}
    }
    found: Printed = {}
    behind: dict[str, list[Report | None]] = {row_id: [] for table, row_id in printed if table == "statements"}
    for (table, row_id), cells in printed.items():
        if table != "reports":
            continue
        report = rows["reports"].get(row_id)
        origin = report and report.relayed_from
        if origin and origin not in rows["sources"]:
            found[table, row_id] = {_ORIGIN: cells.get(_ORIGIN)}
            report = None
        elif report:
            page = pages.get(origin) if origin else None
            found[table, row_id] = {_ORIGIN: page.outlet if page else None}
            report = report.model_copy(update={_ORIGIN: page.id if page else None})
        behind[cells["statement_id"]].append(report if report and report.source_id in pages else None)
    for row_id, reports in behind.items():
        was = printed["statements", row_id]
        found["statements", row_id] = {_ROOTS: was.get(_ROOTS)}
        standing = printed.get(("claimants", was.get("claimant_id")), {}).get("standing")
        if standing and None not in reports:
            own_claim = standing == "media"
            steps = {
                step.id
                for way in ways_of(reports, pages, own_claim=own_claim)
                for step in way
                if isinstance(step, Source)
            }
            if leading_nowhere.isdisjoint(steps):
                found["statements", row_id] = {_ROOTS: _listed(roots_of(reports, pages, own_claim=own_claim))}
    return found


def _listed(roots: Iterable[str]) -> str:
    return "; ".join(roots)


def _uncorrected(tables: Mapping[str, tuple[Record, ...]]) -> dict[str, tuple[Record, ...]]:
    """The tables with every cell as it was before its first correction."""
    rows = {name: {row.id: row for row in of_table} for name, of_table in tables.items()}
    for line in reversed(tables["corrections"]):
        for name, record in TABLES.items():
            column = record.columns().get(line.column_name)
            if column and column.name != record.key and line.row_id in rows[name]:
                row = rows[name][line.row_id]
                rows[name][line.row_id] = row.model_copy(update={column.name: _value(column, line.was)})
    return {name: tuple(of_table.values()) for name, of_table in rows.items()}


def _value(column: Column, text: Text) -> Any:
    """What a cell with this text held; the text itself where its column has other words today."""
    try:
        return column.value(text or "")
    except ValueError:
        return text


# What is said of them


def _fault(cell: Cell, was: Text, now: Text, editions: list[Kept], log: tuple[Correction, ...]) -> str:
    more = f" and {len(editions) - 1} more" if len(editions) > 1 else ""
    said = f"the kept edition of {words.day(editions[0].day)}{more} printed"
    where = f"data/{cell.table}.csv: {cell.row_id}"
    if cell.column == TABLES[cell.table].key:
        found = f"{where} is gone, but {said} it; put it back"
    elif cell.column in _DRAWN:
        return (
            f"{where}: {cell.column}: {shown(now)}, but {said} {shown(was)}; put back what it or a page on the way relays,"
            " or the outlet, kind or day of such a page, or enter that cell in data/corrections.csv"
        )
    else:
        found = f"{where}: {cell.column}: {shown(now)}, but {said} {shown(was)}; put it back"
    for line in log:
        if (line.row_id, line.column_name) == (cell.row_id, cell.column):
            return f"{found}, or begin in data/corrections.csv, {line.id}, with what was printed"
    return f"{found}, or enter in data/corrections.csv:\n    {_line(cell, was, now, {line.id for line in log})}"


def _line(cell: Cell, was: Text, now: Text, taken: set[str]) -> str:
    """The line for the log, but for the reason and the day."""
    name = new = f"{cell.row_id}-{cell.column.replace('_', '-')}"
    number = 1
    while new in taken:
        number += 1
        new = f"{name}-{number}"
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([new, cell.row_id, cell.column, was, now, "WHY", "WHEN"])
    return text.getvalue()
