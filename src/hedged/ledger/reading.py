"""Strict reading of one table: from the bytes of a CSV file to its rows, with every fault found on the way.

Nothing is repaired in silence. What a spreadsheet does to a file (byte order mark, Windows
line ends, semicolons, Latin-1) is named once with its remedy, not once for every row it spoils.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from hedged.ledger.records import Record

_SAVE = "save it as CSV, UTF-8, with commas"


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the data: where, what was found, what would be right."""

    path: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = ":".join(filter(None, (self.path, str(self.line or ""))))
        return f"{place}: {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


@dataclass
class Sheet:
    """One table as read: its good rows with their lines, the ids seen, and the faults.

    ``ids`` (id: line) holds those of damaged rows too, so that one damaged row does not
    make unknown keys of all that refer to it. ``readable`` is False where the file as a
    whole could not be read; its rows then say nothing about other tables.
    """

    record: type[Record]
    path: str
    rows: list[tuple[int, Record]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    readable: bool = True

    def fault(self, line: int, column: str, message: str) -> None:
        """Note a fault of this file; line 0 stands for the whole file."""
        self.faults.append(Fault(self.path, line, column, message))


class _Unreadable(Exception):
    """A fault after which the rest of the file means nothing: line and message."""


def read(path: Path, shown: str, record: type[Record]) -> Sheet:
    """The table of one class of record at ``path``, which messages call ``shown``. Raises nothing: see ``faults``."""
    sheet = Sheet(record, shown, named={name: set() for name in record.columns()})
    try:
        for line, cells in _lines(_text(path, sheet), sheet):
            _add(sheet, line, cells)
    except _Unreadable as fault:
        sheet.fault(*fault.args)
        sheet.readable = False
    return sheet


def _text(path: Path, sheet: Sheet) -> str:
    """The file as text; byte order mark and Windows line ends are noted and taken off."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise _Unreadable(0, "", "no such file; every table of the ledger needs its file") from None
    except OSError as error:
        raise _Unreadable(0, "", f"cannot be read: {error.strerror}") from None
    if not content.strip():
        raise _Unreadable(0, "", "empty; write the header line at least")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable(0, "", f"is UTF-16, not UTF-8; {_SAVE}")
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise _Unreadable(line, "", f"a NUL byte, the file is damaged or no CSV; {_SAVE}")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        byte, line = content[error.start], content.count(b"\n", 0, error.start) + 1
        as_latin = bytes([byte]).decode("latin-1")
        meant = f" ('{as_latin}' in Latin-1)" if as_latin.isprintable() else ""
        raise _Unreadable(line, "", f"byte 0x{byte:02X}{meant} is not UTF-8; {_SAVE}") from None
    if text.startswith("\ufeff"):
        sheet.fault(1, "", "begins with a byte order mark; save as UTF-8 without BOM")
        text = text[1:]
    if "\r" in text:
        line = re.split(r"\r\n?|\n", text[: text.index("\r")])
        sheet.fault(len(line), "", "lines end in CR LF (Windows) or CR; save with LF line ends")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _lines(text: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Each row of the right width under the right header, with the line it begins on."""
    expected = list(sheet.record.columns())
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            # Which quote is wrong cannot be known, only the row in which reading failed.
            raise _Unreadable(
                line, "", 'a quote in the row that begins here is not closed or not doubled; write "…""…"'
            ) from None
        if cells is None:
            return
        if line == 1:
            _check_header(cells, expected)
        elif not any(cell.strip() for cell in cells):
            sheet.fault(line, "", "blank line; delete it")
        elif len(cells) != len(expected):
            sheet.fault(line, "", _width(cells, len(expected)))
            _note_damaged(sheet, line, dict(zip(expected, cells, strict=False)))
        else:
            yield line, cells
        line = reader.line_num + 1


def _check_header(cells: list[str], expected: list[str]) -> None:
    if cells == expected:
        return
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(cells) < len(expected) and separator in "".join(cells):
            raise _Unreadable(1, "", f"columns are separated by {name}; {_SAVE}")
    missing = [name for name in expected if name not in cells]
    unknown = [name for name in cells if name not in expected]
    doubled = sorted({name for name in cells if cells.count(name) > 1} - set(unknown))
    found = [f"{kind} {', '.join(map(repr, names))}" for kind, names in
             (("missing", missing), ("unknown", unknown), ("doubled", doubled)) if names]  # fmt: skip
    what = "; ".join(found) or "columns in another order"
    raise _Unreadable(1, "", f"header: {what}; write {','.join(expected)}")


def _width(cells: list[str], width: int) -> str:
    """What to say of a row that is too short or too long."""
    found = f"{len(cells)} cells under {width} columns"
    if len(cells) < width:
        return f"{found}; write all commas, also of empty cells"
    for left, right in zip(cells, cells[1:], strict=False):
        if re.fullmatch(r"[1-9]\d{0,2}", left) and re.fullmatch(r"\d{3}", right):
            return f"{found}; '{left},{right}' looks like a thousands separator, write {left}{right}"
        if re.fullmatch(r"0", left) and re.fullmatch(r"\d+", right):
            return f"{found}; '{left},{right}' looks like a decimal comma, write {left}.{right}"
    return f"{found}; put a text that contains a comma in quotes"


def _add(sheet: Sheet, line: int, cells: list[str]) -> None:
    """The row as a record, or as many faults as it has damaged cells."""
    columns = sheet.record.columns()
    by_name = dict(zip(columns, cells, strict=True))
    # An empty cell is what its column holds by default; leaving it out spares half the work.
    filled = {name: cell for name, cell in by_name.items() if cell or columns[name].required}
    try:
        record = sheet.record.model_validate(filled)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            sheet.fault(line, str(error["loc"][0]), str(error["ctx"]["error"]))
        _note_damaged(sheet, line, by_name)
        return
    if record.id in sheet.ids:
        _note_damaged(sheet, line, by_name)
        sheet.fault(line, record.key, f"'{record.id}' stands on line {sheet.ids[record.id]} too; give each row its own")
        return
    sheet.ids[record.id] = line
    sheet.rows.append((line, record))


def _note_damaged(sheet: Sheet, line: int, cells: dict[str, str]) -> None:
    """Remember the id of a damaged row, as it was probably meant, and the keys it names."""
    sheet.ids.setdefault(meant_id(cells.get(sheet.record.key, "")), line)
    for name, cell in cells.items():
        sheet.named[name].add(cell.strip())


def meant_id(cell: str) -> str:
    """The id that a cell was probably meant to hold, however it was typed."""
    return re.sub(r"[\s_]+", "-", cell.strip().lower())
