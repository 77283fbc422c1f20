"""What of the last built briefing rests on a figure, or on a row of the ledger that has a fault.

All of it is read from ``report/figures.json``: what was not there when it was built is not known here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from hedged import figures_json
from hedged.ledger import LedgerError
from hedged.reading import meant_id
from hedged.records import TABLES

Record = Mapping[str, Any]

#: Which of the reported figures a row stands behind, by its table: is it the row with this key?
_STANDS_BEHIND: dict[str, Callable[[Record, str], bool]] = {
    "statements": lambda figure, key: figure["said"]["statement"]["statement_id"] == key,
    "reports": lambda figure, key: any(each["report_id"] == key for each in figure["said"]["reports"]),
    "sources": lambda figure, key: any(each["page"] == key for each in figure["said"]["reports"]),
    "claimants": lambda figure, key: figure["said"]["claimant"] == key,
}


@dataclass(frozen=True)
class Impact:
    """What rests on some figures, by ids: figures they enter directly and further on, verdicts, places.

    ``places`` are pairs of a mention's record and the ids of those printed there, by cell; among them
    are the figures themselves.
    """

    direct: tuple[str, ...]
    further: tuple[str, ...]
    verdicts: tuple[str, ...]
    places: tuple[tuple[Record, tuple[str, ...]], ...]

    @property
    def cells(self) -> dict[str, list[int]]:
        """The cells that print any of it, by notebook."""
        found: dict[str, list[int]] = {}
        for place, _ in self.places:
            cells = found.setdefault(place["notebook"], [])
            if place["cell"] not in cells:
                cells.append(place["cell"])
        return found


def of(names: Iterable[str], built: Record) -> Impact:
    """What rests on the figures or verdicts with these ids, by the content of ``figures.json``."""
    asked = tuple(dict.fromkeys(names))
    reached, layers = list(asked), []
    while found := [
        name
        for name, figure in built["figures"].items()
        if name not in reached and any(given in reached for given in figure["inputs"].values())
    ]:
        layers.append(found)
        reached += found
    verdicts = [name for name, verdict in built["verdicts"].items() if verdict["figure"] in reached]
    direct, further = (layers[0] if layers else []), [name for layer in layers[1:] for name in layer]
    printed = dict.fromkeys((*reached, *verdicts))
    return Impact(tuple(direct), tuple(further), tuple(verdicts), tuple(_places(printed, built)))


def _places(names: Iterable[str], built: Record) -> Iterator[tuple[Record, tuple[str, ...]]]:
    at: dict[tuple[Any, ...], tuple[Record, list[str]]] = {}
    for name in names:
        record = built["figures"].get(name) or built["verdicts"].get(name)
        for mention in record["mentions"] if record else ():
            key = (mention["cell"], mention["notebook"], mention["place"], mention["words"], mention["row"])
            at.setdefault(key, (mention, []))[1].append(name)
    # The sort is stable: within a cell the places stay in the order in which they were met.
    for _, (mention, printed) in sorted(at.items(), key=lambda each: each[0][:2]):
        yield mention, tuple(printed)


def message(error: LedgerError, project: Path) -> str:
    """The faults of a ledger, one a line, and below those of each row what rests on the row."""
    if not error.faults:
        return str(error)
    built = figures_json.read(project / "report")
    lines: list[str] = []
    for path, of_table in groupby(error.faults, key=lambda fault: fault.path):
        table = Path(path).stem
        keys = _keys(project / "data" / f"{table}.csv") if table in _STANDS_BEHIND else {}
        for line, of_row in groupby(of_table, key=lambda fault: fault.line):
            lines += map(str, of_row)
            if line in keys and (resting := _resting(table, keys[line], built)):
                lines.append(f"    {resting}")
    return "\n".join((*lines, *_gone(project, built)))


def _gone(project: Path, built: Record) -> Iterator[str]:
    """The statements of the last build that their table no longer has, each with what rests on it."""
    kept = set(_keys(project / "data" / "statements.csv").values())
    for name, figure in built["figures"].items():
        gone = figure["said"] and name == figure["said"]["statement"]["statement_id"] and name not in kept
        if kept and gone and (resting := _resting("statements", name, built)):
            yield f"data/statements.csv: {name} is in the last build and here no more\n    {resting}"


def _resting(table: str, key: str, built: Record) -> str | None:
    """What rests on a row of a table, in words; None where the last build knows nothing of it."""
    reported = [each for each in built["figures"].values() if each["said"]]
    names = [figure["id"] for figure in reported if _STANDS_BEHIND[table](figure, key)]
    found = of(names, built)
    itself = names if table != "statements" else []
    resting = [_first_of("figure", (*itself, *found.direct, *found.further)), _first_of("verdict", found.verdicts)]
    printed = [f"printed in {notebook}, {_in_cells(cells)}" for notebook, cells in found.cells.items()]
    if any(resting):
        return f"on it rest: {', '.join((*filter(None, resting), *printed))}"
    return f"it is {', '.join(printed)}" if printed else None


def _first_of(noun: str, names: Sequence[str]) -> str:
    """One id, and how many more there are; nothing where there is none."""
    if len(names) < 2:
        return "".join(f"the {noun} {name}" for name in names)
    return f"the {noun}s {names[0]} and {len(names) - 1} more"


def _in_cells(cells: Sequence[int]) -> str:
    """Numbers of cells in words."""
    return f"cell{'s' if len(cells) > 1 else ''} {', '.join(map(str, cells))}"


def _keys(table: Path) -> dict[int, str]:
    """The id of each row of a table, as it was probably meant, by the line it begins on; none for a file in ruins."""
    try:
        text = table.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return {}
    reader = csv.reader(io.StringIO(re.sub(r"\r\n?", "\n", text), newline=""))
    header, found = next(reader, []), {}
    column = TABLES[table.stem].key
    at = header.index(column) if column in header else 0
    line = reader.line_num + 1
    with suppress(csv.Error):  # a cell beyond all measure: what stands above it is known
        for cells in reader:
            if at < len(cells):
                found[line] = meant_id(cells[at])
            line = reader.line_num + 1
    return found
