"""The ledger: who said which number, when, on which pages, and what was known on a day.

``Ledger.read("data")`` reads and checks every table and raises once with all faults. What
it returns is frozen; ``known_on(day)`` gives the same ledger as it stood on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from hedged.errors import HedgedError, nearest
from hedged.figures import Counts, Figure, counts
from hedged.ledger import reading
from hedged.ledger.checks import between as cross_checks
from hedged.ledger.evidence import Evidence, reported, roots_of
from hedged.ledger.hindsight import tables_known_on
from hedged.ledger.records import TABLES, Claimant, Record, Report, Source, Statement
from hedged.look import Card, outputs
from hedged.numbers import Day

if TYPE_CHECKING:
    import pandas

#: The columns by which statements are asked for, and the argument each goes by.
_QUERY = {"measure": "measure", "claimant": "claimant_id", "force": "force", "extent": "extent", "area": "area"}


class LedgerError(HedgedError):
    """Faults in the data, one a line (``faults``), or a question the ledger cannot answer."""

    def __init__(self, message: str, faults: tuple[reading.Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class UnknownId(LedgerError):
    """An id, a claimant or a coded word that the ledger does not have, with the nearest it has."""


class NotOneFigure(LedgerError):
    """A question for one figure that none or several answer; the message names them."""


@dataclass(frozen=True, eq=False, repr=False)
class Ledger:
    """All tables, sound and frozen. ``tables`` maps the name of a table to its rows in file order.

    ``day`` is the day as of which the ledger is known, None for all of it; ``whole`` is then
    the ledger it was taken from, so that an error can tell "not yet" from "unknown".
    """

    tables: Mapping[str, tuple[Record, ...]]
    day: date | None = None
    whole: Ledger | None = None

    @classmethod
    def read(cls, folder: Path | str) -> Ledger:
        """The ledger in a folder of CSV files; LedgerError, one line a fault, where anything is wrong.

        Messages show the folder as given, or relative to where we are if it was given in full.
        """
        folder = Path(folder)
        if not folder.is_dir():
            raise LedgerError(f"{folder}: no such folder; give the one that holds statements.csv and its fellows")
        shown = folder
        if folder.is_absolute() and folder.is_relative_to(Path.cwd()):
            shown = folder.relative_to(Path.cwd())
        sheets = {
            name: reading.read(folder / f"{name}.csv", f"{(shown / name).as_posix()}.csv", record)
            for name, record in TABLES.items()
        }
        faults = [fault for sheet in sheets.values() for fault in sheet.faults] + cross_checks.faults(sheets)
        if faults:
            order = {
                (sheet.path, column): (at, place)
                for at, sheet in enumerate(sheets.values())
                for place, column in enumerate(("", *sheet.record.columns()))
            }
            faults.sort(key=lambda fault: (order[fault.path, ""], fault.line, order[fault.path, fault.column]))
            raise LedgerError("\n".join(map(str, faults)), tuple(faults))
        tables = {name: tuple(row for _, row in sheet.rows) for name, sheet in sheets.items()}
        return cls(MappingProxyType(tables))

    def known_on(self, day: date | str | None) -> Ledger:
        """The ledger as known on a day (a date or YYYY-MM-DD), by the rules of `hedged.ledger.hindsight`.

        ``known_on(None)`` is the ledger itself, with its notes. Raises LedgerError for a text that is no day.
        """
        if day is None:
            return self
        if isinstance(day, str):
            try:
                parsed = Day.parse(day)
            except ValueError as error:
                raise LedgerError(f"known_on: {error}") from None
            if parsed.first != parsed.last:
                raise LedgerError(f"known_on: {day} is a month; write the day, YYYY-MM-DD")
            day = parsed.first
        return Ledger(MappingProxyType(tables_known_on(self.tables, day)), day, self._all)

    # One row by its id

    def __contains__(self, statement_id: object) -> bool:
        return statement_id in self._by_id["statements"]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id["statements"])

    def __len__(self) -> int:
        return len(self.tables["statements"])

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(self.tables[name])} {name}" for name in ("statements", "reports", "sources"))
        return f"<Ledger: {sizes}{self._as_known}>"

    def __getitem__(self, statement_id: str) -> Figure:
        """The figure of a statement; UnknownId, with the nearest id, where there is none."""
        if statement_id not in self._figures:
            self._figures[statement_id] = reported(self.evidence(statement_id))
        return self._figures[statement_id]

    def evidence(self, statement: Figure | str) -> Evidence:
        """All that stands behind a statement: claimant, reports with their pages, roots."""
        row = self._row("statements", _id(statement))
        pages = self._by_id["sources"]
        reports = tuple((report, pages[report.source_id]) for report in self.reports(row.id))
        origins = tuple(pages[r.relayed_from].outlet if r.relayed_from else None for r, _ in reports)
        return Evidence(row, self.claimant(row.claimant_id), reports, origins, self.roots(row.id))

    def source(self, source_id: str) -> Source:
        """The page with this id; UnknownId where there is none."""
        return self._row("sources", source_id)

    def claimant(self, claimant_id: str) -> Claimant:
        """The claimant with this id; UnknownId where there is none."""
        return self._row("claimants", claimant_id)

    def reports(self, statement: Figure | str) -> tuple[Report, ...]:
        """The reports of a statement, by the date of their page, the earliest first."""
        row = self._row("statements", _id(statement))
        pages = self._by_id["sources"]
        return tuple(sorted(self._reports_of[row.id], key=lambda report: pages[report.source_id].date.first))

    def base(self, statement: Figure | str) -> Figure | None:
        """The figure its claimant named as the whole; None where none was named (or none is known yet)."""
        base = self._row("statements", _id(statement)).base
        return self[base] if base else None

    def said_on(self, statement: Figure | str) -> date:
        """The first day it was said, else that of its earliest page."""
        return self._said_on(self._row("statements", _id(statement)))

    # Roots

    def roots(self, statement: Figure | str) -> tuple[str, ...]:
        """The roots of a statement's reports, each once, "not known" last: see `hedged.ledger.evidence`."""
        row = self._row("statements", _id(statement))
        claimant = self.claimant(row.claimant_id)
        return roots_of(self.reports(row.id), self._by_id["sources"], own_claim=claimant.standing == "media")

    def counts(self, *statements: Figure | str) -> Counts:
        """How many pages, roots and claimants stand behind these statements together."""
        return counts(map(self.evidence, statements))

    # Questions

    def statements(
        self,
        *,
        measure: str | None = None,
        claimant: str | None = None,
        force: str | None = None,
        extent: str | None = None,
        area: str | None = None,
        include_denied: bool = False,
    ) -> tuple[Figure, ...]:
        """The figures that answer all arguments given, by the day they were said (else of their earliest page).

        Denied figures only on demand. Raises UnknownId for a word that its column does not have.
        """
        asked = {"measure": measure, "claimant": claimant, "force": force, "extent": extent, "area": area}
        return tuple(self[row.id] for row in self._select(asked) if include_denied or row.status != "denied")

    def latest(
        self, *, measure: str, claimant: str | None = None, force: str | None = None, area: str | None = None
    ) -> Figure:
        """The one figure with the latest ``as_of``, of those the latest said; parts and denied rows stay out.

        A figure without ``as_of`` comes before all that have one. Raises NotOneFigure, naming the
        candidates, where none or more than one remains.
        """
        asked = {"measure": measure, "claimant": claimant, "force": force, "area": area}
        rows = [row for row in self._select(asked | {"extent": "total"}) if row.status != "denied"]
        question = ", ".join(f"{name}={word!r}" for name, word in asked.items() if word)
        if not rows:
            raise NotOneFigure(f"latest({question}): no total that answers it{self._as_known}")

        def age(row: Statement) -> tuple[date, date]:
            return tuple(day.first if day else date.min for day in (row.as_of, row.stated_on))

        newest = max(map(age, rows))
        left = [row.id for row in rows if age(row) == newest]
        if len(left) > 1:
            raise NotOneFigure(f"latest({question}): {len(left)} figures answer it; choose one: {', '.join(left)}")
        return self[left[0]]

    def cards(self) -> Card:
        """All statements, denied ones included: the briefing prints the cards of those that its text does not use."""
        figures = self.statements(include_denied=True)
        said = f"{len(figures)} statements; those that the text does not use have their cards behind it"
        record = {"type": "ledger", "figures": [figure.json() for figure in figures]}
        return Card(said, record, outputs.card([("ledger", said)]))

    @property
    def gained(self) -> dict[date, tuple[Figure, ...]]:
        """The days on which it gained statements, the first day first, each with these; denied ones included."""
        figures = self.statements(include_denied=True)
        return {day: tuple(came) for day, came in groupby(figures, key=self.said_on)}

    @cached_property
    def by_day(self) -> dict[date, Ledger]:
        """The ledger as known on each of these days, the first day first."""
        found, later = {}, self
        for day in reversed(self.gained):
            # Taken from the one of the day after it, which has lost what came later already.
            found[day] = later = later.known_on(day)
        return dict(reversed(found.items()))

    @property
    def newest(self) -> Figure:
        """The statement said last; of several on one day, the first in the file. NotOneFigure if there is none."""
        rows = self._select({})
        if not rows:
            raise NotOneFigure(f"newest: no statement{self._as_known}")
        last = self._said_on(rows[-1])
        return self[next(row.id for row in self.tables["statements"] if self._said_on(row) == last)]

    def frame(self, table: str) -> pandas.DataFrame:
        """A table as a pandas DataFrame, the key as index.

        Numbers are floats (persons, or a share of 1), empty cells are missing values, and dates
        stay the text of the file, since a month is not a day. Raises UnknownId for an unknown table.
        """
        if table not in self.tables:
            raise UnknownId(f"no table '{table}'{nearest(table, self.tables)}")
        import pandas

        record = TABLES[table]
        frame = pandas.DataFrame([row.row() for row in self.tables[table]], columns=list(record.columns()))
        for name, column in record.columns().items():
            if column.kind == "number":
                cells = [row.cell(name) for row in self.tables[table]]
                frame[name] = [float("nan") if cell is None else float(cell) for cell in cells]
            elif column.kind == "integer":
                frame[name] = pandas.array([row.cell(name) for row in self.tables[table]], dtype="Int64")
        return frame.set_index(record.key)

    # Indices

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Record]]:
        return {name: {row.id: row for row in rows} for name, rows in self.tables.items()}

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        """The figures asked for so far: a notebook asks for the same ones many times."""
        return {}

    @cached_property
    def _reports_of(self) -> Mapping[str, list[Report]]:
        reports = defaultdict(list)
        for report in self.tables["reports"]:
            reports[report.statement_id].append(report)
        return reports

    @property
    def _all(self) -> Ledger:
        return self if self.whole is None else self.whole

    @property
    def _as_known(self) -> str:
        return f", as known on {self.day}" if self.day else ""

    def _said_on(self, row: Statement) -> date:
        if row.stated_on:
            return row.stated_on.first
        pages = self._by_id["sources"]
        return min(pages[report.source_id].date.first for report in self._reports_of[row.id])

    def _select(self, asked: Mapping[str, str | None]) -> list[Statement]:
        wanted = {_QUERY[name]: word for name, word in asked.items() if word is not None}
        for name, word in asked.items():
            if word is not None:
                known = self._all._by_id["claimants"] if name == "claimant" else Statement.columns()[_QUERY[name]].words
                if word not in known:
                    raise UnknownId(f"no {name} '{word}'{nearest(word, known)}")
        rows = [row for row in self.tables["statements"] if all(getattr(row, c) == w for c, w in wanted.items())]
        return sorted(rows, key=lambda row: (self._said_on(row), row.as_of.first if row.as_of else date.min))

    def _row(self, table: str, row_id: str) -> Record:
        rows = self._by_id[table]
        if row_id in rows:
            return rows[row_id]
        noun = {"statements": "statement", "sources": "page", "claimants": "claimant"}[table]
        if row_id in self._all._by_id[table]:
            raise UnknownId(f"{noun} '{row_id}' is not known on {self.day}")
        raise UnknownId(f"no {noun} '{row_id}'{nearest(row_id, rows)}")


def _id(statement: Figure | str) -> str:
    return statement if isinstance(statement, str) else statement.id
