"""The log of corrections against the rows: each line names a cell and goes on from the line before it, and the last
line of a cell says what the cell holds now.

A cell that was changed without a line is found elsewhere, from what was printed: see `hedged.editions.verify.silent`.

A line names no table: ids are unique across tables, and a row whose id is not cannot be corrected.
"""

from collections.abc import Callable, Iterator, Mapping

from hedged.errors import nearest
from hedged.ledger.cells import Column
from hedged.ledger.reading import Sheet
from hedged.ledger.records import TABLES, Correction, Record

#: The table of each key. A row that is taken out has a line for its key: that cell is emptied.
_TABLE_OF_KEY = {record.key: name for name, record in TABLES.items() if record is not Correction}
#: Kinds of cell that are more than their text: what stood there must be readable still.
_READ = ("date", "day", "number", "integer")

Found = Iterator[tuple[str, str]]


def note_faults(
    sheets: Mapping[str, Sheet], rows: Mapping[str, Mapping[str, Record]], note: Callable[[Record, str, str], None]
) -> None:
    """Note what is wrong with the lines of the log. `rows`: the sound rows of every table by id."""
    if sheets["corrections"].faults:
        return  # a line that cannot be read would break the chain of those around it
    log = _Log(sheets)
    # Whatever day somebody put a row right, a page stood that the row was taken from.
    first = min((page.date for page in rows["sources"].values()), default=None)
    last: dict[tuple[str, str], Correction] = {}
    broken: set[tuple[str, str]] = set()
    for before, line in zip((None, *log.lines), log.lines, strict=False):
        cell = line.row_id, line.column_name
        found = list(log.of_line(line)) or list(log.of_chain(line, last.get(cell)))
        if before and line.when < before.when:
            found.append(("when", f"{line.when} is before {before.when} above; add new lines at the end"))
        elif first and line.when < first:
            found.append(("when", f"{line.when} is before the first page, of {first}; write the day it was put right"))
        for column, message in found:
            note(line, column, message)
            broken.add(cell)
        last[cell] = line
    for cell, line in last.items():
        if cell not in broken:
            for column, message in log.of_row(line, rows):
                note(line, column, message)


class _Log:
    """The lines of the log, and where the rows stand that they name."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self.sheets = sheets
        self.lines: list[Correction] = [row for _, row in sheets["corrections"].rows]
        self.tables = {name: sheet for name, sheet in sheets.items() if name != "corrections"}
        self.taken_out = {
            line.row_id: _TABLE_OF_KEY[line.column_name]
            for line in self.lines
            if line.column_name in _TABLE_OF_KEY and line.row_id in (line.was, line.now)
        }

    def tables_of(self, row_id: str) -> list[str]:
        """The tables with a row of this id, sound or not; else that from which it was taken out."""
        standing = [name for name, sheet in self.tables.items() if row_id in sheet.ids]
        return standing or [table for row, table in self.taken_out.items() if row == row_id]

    def target(self, line: Correction) -> list[tuple[str, Column]]:
        """Table and column of the cell; more or fewer than one of them where the line leaves that open."""
        found = ((table, TABLES[table].columns().get(line.column_name)) for table in self.tables_of(line.row_id))
        return [(table, column) for table, column in found if column]

    def of_line(self, line: Correction) -> Found:
        """What is wrong with a line by itself: no such cell, nothing changed, a value that no such cell holds."""
        target = self.target(line)
        if len(target) == 1:
            yield from self._of_values(line, *target[0])
        elif target:
            yield "row", f"'{line.row_id}' is a row of {_files(table for table, _ in target)}; give one another id"
        elif tables := self.tables_of(line.row_id):
            near = nearest(line.column_name, (name for table in tables for name in TABLES[table].columns()))
            yield "column", f"'{line.column_name}' is no column of {_files(tables)}{near}"
        elif line.row_id in self.sheets["corrections"].ids:
            yield "row", f"'{line.row_id}' is a line of this log; add another line for the cell that it names"
        else:
            near = nearest(line.row_id, (row_id for sheet in self.tables.values() for row_id in sheet.ids))
            remedy = "; for a row that was taken out, name the column of its key"
            yield "row", f"'{line.row_id}' is in no table{near or remedy}"

    def _of_values(self, line: Correction, table: str, column: Column) -> Found:
        ends = {"from": line.was, "to": line.now}
        if line.was == line.now:
            yield "to", f"{shown(line.now)} as before; a correction changes the cell"
        elif column.name == TABLES[table].key:
            for name, text in ends.items():
                if text not in (None, line.row_id):
                    yield name, f"'{text}' is not '{line.row_id}'; a key stays, its row is taken out or put back"
        elif column.kind in _READ:
            for name, text in ends.items():
                try:
                    column.value(text or "")
                except ValueError as fault:
                    yield name, str(fault)

    def of_chain(self, line: Correction, before: Correction | None) -> Found:
        """A cell that was corrected before goes on from there."""
        if before and before.now != line.was:
            place = self._place("corrections", before.id)
            yield "from", f"{shown(line.was)}, but {place} left it {shown(before.now)}; write what it was"

    def of_row(self, line: Correction, rows: Mapping[str, Mapping[str, Record]]) -> Found:
        """The last line of a cell holds what the cell holds; a row with a fault of its own is not judged."""
        table, column = self.target(line)[0]
        standing = line.row_id in self.tables[table].ids
        if not standing:
            if column.name == TABLES[table].key and line.now:
                yield (
                    "to",
                    f"'{line.now}', but {table}.csv has no such row; put it back, or add a line that takes it out",
                )
        elif line.row_id in rows[table]:
            says = rows[table][line.row_id].row()[column.name]
            if says != line.now:
                place = self._place(table, line.row_id)
                yield "to", f"{shown(line.now)}, but {place} says {shown(says)}; put it back, or add a line for it"

    def _place(self, table: str, row_id: str) -> str:
        return f"{table}.csv:{self.sheets[table].ids[row_id]}"


def _files(tables: Iterator[str] | list[str]) -> str:
    return " and ".join(f"{table}.csv" for table in tables)


def shown(cell: str | None) -> str:
    """The text of a cell for a message."""
    return "empty" if cell is None else f"'{cell}'"
