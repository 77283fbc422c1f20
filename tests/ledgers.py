"""A copy of the real data that a test may damage, and what reading it then says."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from hedged.ledger.ledger import Ledger, LedgerError

DATA = Path(__file__).parents[1] / "data"


def corrected(
    line: str,
    row: str = "nis-casualties-2025-04-30",
    column: str = "best",
    was: str = "4600",
    now: str = "4700",
    when: str = "2026-11-20",
) -> list[str]:
    """A line of the log of corrections."""
    return [line, row, column, was, now, "Misread.", when]


class Copy:
    """The real data in a folder of its own, or what stands there; rows are found by their id, the first cell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            shutil.copytree(DATA, folder)

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.csv"

    def rows(self, table: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.path(table).read_bytes().decode(), newline="")))

    def write(self, table: str, rows: list[list[str]]) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        self.path(table).write_bytes(text.getvalue().encode())

    def line(self, table: str, row_id: str) -> int:
        return [row[0] for row in self.rows(table)].index(row_id) + 1

    def change(self, table: str, row_id: str, **cells: str) -> int:
        """Change cells of one row; the line of the row."""
        rows = self.rows(table)
        line = self.line(table, row_id)
        for column, cell in cells.items():
            rows[line - 1][rows[0].index(column)] = cell
        self.write(table, rows)
        return line

    def add(self, table: str, row_id: str, like: str, **cells: str) -> int:
        """Add a row that is like another but for its id and some cells; its line."""
        rows = self.rows(table)
        rows.append([row_id, *rows[self.line(table, like) - 1][1:]])
        self.write(table, rows)
        return self.change(table, row_id, **cells)

    def correct(self, *lines: list[str]) -> int:
        """Add lines to the log of corrections; the line of the first."""
        rows = self.rows("corrections")
        self.write("corrections", [*rows, *lines])
        return len(rows) + 1

    def remove(self, table: str, row_id: str) -> int:
        """Remove one row; the line it stood on."""
        line = self.line(table, row_id)
        rows = self.rows(table)
        del rows[line - 1]
        self.write(table, rows)
        return line

    def replace(self, table: str, old: bytes, new: bytes, count: int = 1) -> None:
        """Replace bytes of a file, which must be there."""
        content = self.path(table).read_bytes()
        assert old in content
        self.path(table).write_bytes(content.replace(old, new, count))

    def faults(self) -> list[str]:
        """What reading it says, a line a fault, with paths from the folder's parent."""
        with pytest.raises(LedgerError) as raised:
            Ledger.read(self.folder)
        lines = str(raised.value).splitlines()
        assert len(lines) == len(raised.value.faults)
        return [line.replace(f"{self.folder.parent.as_posix()}/", "") for line in lines]
