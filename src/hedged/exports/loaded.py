"""Figures read back from ``figures.json``, to go on computing with in another notebook.

A loaded figure prints, derives and judges as the one it was written from: a reported figure has its
statement, claimant and pages, a derived one its function and inputs. Figures of one file share their
leaves, so that what was correlated stays so.

A figure is taken as it stands there, not read by its hedge anew: it is the figure of its edition, with that edition's
readings and caveats. Its card and those of what is derived from it name the edition; no caveat is added, so that the
same figures give the same records.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from hedged.errors import HedgedError, nearest
from hedged.exports import schema
from hedged.exports.written import NAMING_DIGITS
from hedged.figures import Figure
from hedged.ledger import Claimant, Evidence, Report, Source, Statement
from hedged.numbers import Day, DeriveError, Function, Quantity, Readings, functions, words


class LoadError(HedgedError):
    """A file that holds no figures of a briefing, or not the figure asked for."""


def load(path: Path | str) -> Loaded:
    """The figures of a built report by id, from its ``figures.json``.

    Raises LoadError where the file cannot be read or is not the ``figures.json`` of a report.
    """
    return Loaded(path)


class Loaded:
    """The figures of one edition by id, in the file's order.

    ``edition`` is its date, ``checksum`` the sum over all that it was made from, ``ledger_sha256`` that over
    its ledger's tables, ``parameters`` what it was built with. Figures are made when they are asked for.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._file = _read(self._path)
        self._figures: dict[str, Figure] = {}
        self._under_way: list[str] = []
        self.title = self._file.title
        self.edition = date.fromisoformat(self._file.edition)
        self.checksum = self._file.checksum
        self.ledger_sha256 = self._file.ledger_sha256
        self.parameters = dict(self._file.parameters)

    def __getitem__(self, name: str) -> Figure:
        """The figure with this id. Raises LoadError, with the nearest id, where the file has none."""
        if name not in self._figures:
            if name not in self._file.figures:
                raise self._unknown(name)
            if name in self._under_way:
                raise self._fault(name, "is derived from itself")
            self._under_way.append(name)
            try:
                self._figures[name] = self._figure(self._file.figures[name])
            except ValidationError as faults:
                raise self._fault(name, _first(faults)) from None
            except (ValueError, DeriveError) as fault:
                raise self._fault(name, str(fault)) from None
            finally:
                self._under_way.pop()
        return self._figures[name]

    def __contains__(self, name: object) -> bool:
        return name in self._file.figures

    def __iter__(self) -> Iterator[str]:
        return iter(self._file.figures)

    def __len__(self) -> int:
        return len(self._file.figures)

    def __repr__(self) -> str:
        return f"<{len(self)} figures: {self._told}>"

    @property
    def _told(self) -> str:
        """Which edition this is, in words."""
        known_on = self.parameters.get("known_on")
        known = f", as known on {words.of_day(Day.parse(known_on))}" if known_on else ""
        return f"edition of {words.day(self.edition)}{known}, checksum {self.checksum[:NAMING_DIGITS]}"

    def _unknown(self, name: str) -> LoadError:
        if (verdict := self._file.verdicts.get(name)) is not None:
            return self._fault(name, f"is a verdict on {verdict.figure}; load that, and ask it with versus")
        return LoadError(f"{self._path}: no figure '{name}'{nearest(name, self)}")

    def _fault(self, name: str, message: str) -> LoadError:
        return LoadError(f"{self._path}: {name}: {message}")

    def _figure(self, record: schema.Figure) -> Figure:
        function = None if record.function is None else _function(record.function, set(record.inputs))
        return Figure(
            id=record.id,
            label=record.label,
            kind=record.kind,
            unit=record.unit,
            text=record.text,
            readings=_readings(record),
            hedge=record.hedge,
            status=record.status,
            caveats=tuple(record.caveats),
            noted=tuple(record.noted),
            evidence=None if record.said is None else self._evidence(record.said),
            function=function,
            inputs=tuple(
                (name, self[record.inputs[name]] if name in record.inputs else None)
                for name in (function.directions if function else ())
            ),
            missing=record.missing,
            unsettled=tuple(record.unsettled),
            edition=self._told,
        )

    def _evidence(self, said: schema.Said) -> Evidence:
        claimant = _entry("claimant", said.claimant, self._file.claimants)
        statement = Statement(**said.statement)
        reports = tuple(
            (
                Report(
                    report_id=each.report_id,
                    statement_id=statement.statement_id,
                    source_id=each.page,
                    hedge=each.hedge,
                    as_printed=each.printed,
                    distortion=each.distortion,
                ),
                _source(each.page, _entry("page", each.page, self._file.pages)),
            )
            for each in said.reports
        )
        return Evidence(
            statement=statement,
            claimant=Claimant(claimant_id=said.claimant, **claimant.model_dump()),
            reports=reports,
            origins=tuple(each.relayed_from for each in said.reports),
            roots=tuple(said.roots),
        )


def _read(path: Path) -> schema.FiguresFile:
    try:
        content = json.loads(path.read_bytes())
    except OSError as fault:
        raise LoadError(f"{path}: {fault.strerror.lower()}; a build writes it as report/figures.json") from None
    except (ValueError, RecursionError):
        raise LoadError(f"{path}: not JSON; the file to load is the figures.json of a report") from None
    version = content.get("schema_version") if isinstance(content, dict) else None
    if version is None:
        raise LoadError(f"{path}: not figures of a briefing; the file to load is the figures.json of a report")
    if version != schema.VERSION:
        raise LoadError(
            f"{path}: written by another version (schema {version}, this one reads {schema.VERSION});"
            " build the report again, or load it with the version that wrote it"
        )
    try:
        return schema.FiguresFile.model_validate(content)
    except ValidationError as faults:
        raise LoadError(f"{path}: {_first(faults)}") from None


def _first(faults: ValidationError) -> str:
    """The first of the faults, with its place."""
    first = faults.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg'].lower()}"


def _function(name: str, inputs: set[str]) -> Function:
    """The function with this name, of `hedged.numbers.functions`."""
    known = {each.name: each for each in vars(functions).values() if isinstance(each, Function)}
    if name not in known:
        raise ValueError(f"no function '{name}' here; hedged has {words.listed(list(known))}")
    if unknown := inputs - set(known[name].directions):
        raise ValueError(f"{name} takes no {words.listed(sorted(unknown))}")
    return known[name]


def _readings(record: schema.Figure) -> Readings | None:
    found = [_quantity(getattr(record.readings, name), record.unit) for name in Readings.NAMES]
    return None if None in found else Readings(*found)


def _quantity(reading: schema.Reading | None, unit: str) -> Quantity | None:
    if reading is None:
        return None
    return Quantity(reading.low, reading.high, reading.best, reading.low_open, reading.high_open, unit)


def _entry(noun: str, name: str, table: dict) -> schema.Part:
    if name not in table:
        raise ValueError(f"the {noun} {name} is not in the file")
    return table[name]


def _source(name: str, page: schema.Page) -> Source:
    day = Day.parse(page.date)
    return Source(
        source_id=name,
        publisher=page.publisher,
        title=page.title,
        url=page.url,
        published=None if page.placed else day,
        placed=day if page.placed else None,
        language=page.language,
        kind=page.kind,
    )
