"""Small made-up ledgers, each in a folder of its own: a test names the rows and cells it is about.

`made_ledger` writes and reads one; `standard` is a small one that most tests can use, and `Copy` a copy of it that a
test may change and damage. Nobody in them exists, nobody said any of it.
"""

import atexit
import csv
import functools
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from hedged.ledger import TABLES, Ledger, LedgerError, codebook
from hedged.ledger.codes import MEASURES
from hedged.numbers.hedges import HEDGES


class Row(NamedTuple):
    """A row of a table: the cells that a test names."""

    table: str
    id: str
    cells: Mapping[str, object]


def claimant(id: str, **cells: object) -> Row:
    """Somebody who gives figures; by itself of a third state and called by its id."""
    short_name = id.replace("-", " ").capitalize()
    simplest = {"name": f"Office of {short_name}", "short_name": short_name, "country": "XX", "standing": "third_state"}
    return Row("claimants", id, simplest | cells)


def page(id: str, **cells: object) -> Row:
    """A page; by itself an outlet's own page in English, of the day or month its id ends in."""
    outlet, day = _parted(id)
    simplest = {
        "publisher": outlet.replace("-", " ").title(),
        "title": f"What {outlet} saw",
        "url": f"https://{outlet}.example/{day}",
        "published": "" if "placed" in cells else day,
        "language": "en",
        "kind": "relay" if "relays_source_id" in cells or "relays_name" in cells else "secondary",
    }
    return Row("sources", id, simplest | cells)


def said(id: str, **cells: object) -> Row:
    """A statement; by itself claimant, measure and day are those of its id (``north-killed-2025-04-30``)."""
    named = re.match(rf"(?P<claimant>.+?)-(?P<measure>{'|'.join(_SLUGS)})(?:-|$)", id)
    day = _parted(id)[1]
    hedge = _hedge(cells)
    measure = cells.get("measure", _SLUGS[named["measure"]] if named else "casualties")
    simplest = {
        "claimant_id": named["claimant"] if named else "north",
        "stated_on": day,
        "measure": measure,
        "hedge": hedge,
        "as_of": cells.get("stated_on", day),
        "area": "russia",
        "force": "all",
        "extent": "total",
        "status": "superseded" if cells.get("superseded_by") else "current",
    }
    if measure == "casualties":
        simplest["counts"] = "killed_wounded"
    if measure in ("planned", "planned_total") and cells.get("status") != "denied":
        simplest["mode"] = "expected"
    return Row("statements", id, simplest | cells)


def printed(statement: str, on: str, **cells: object) -> Row:
    """A report of a statement on a page; by itself it prints what was said, and its page is that outlet's own."""
    return Row(
        "reports", str(cells.pop("id", f"{on}-{statement}")), {"statement_id": statement, "source_id": on} | cells
    )


def row(table: str, id: str, **cells: object) -> Row:
    """A row of any other table: an event, a sign, a figure set aside, a correction."""
    return Row(table, id, cells)


_SLUGS = {measure.replace("_", "-"): measure for measure in sorted(MEASURES, key=len, reverse=True)}
_NUMBERS = ("low", "best", "high")


def _parted(id: str) -> tuple[str, str]:
    """What an id begins with, and the day or month it ends in."""
    found = re.match(r"(.+?)-(\d{4}-\d{2}(?:-\d{2})?)(?=-|$)", id)
    return (found[1], found[2]) if found else (id, "")


def _hedge(cells: Mapping[str, object]) -> str:
    """The plainest hedge that fills these cells."""
    filled = tuple(name for name in _NUMBERS if cells.get(name, "") != "")
    return {("low",): "more_than", ("high",): "up_to", ("low", "high"): "range"}.get(filled, "about")


def _phrase(hedge: str, numbers: Iterable[str]) -> str:
    """A figure as a page in English prints it."""
    words = {"range": "", "bare": ""}.get(hedge, hedge.replace("_", " "))
    told = " to ".join(
        each if "/" in each else f"{int(each):,}" if each.isdigit() else f"{float(each):.0%}" for each in numbers
    )
    return f"{words} {told.replace('1/3', 'a third').replace('1/2', 'half')}".strip()


def tables_of(*rows: Row) -> dict[str, dict[str, dict[str, str]]]:
    """The cells of these rows, by table and id; a report that names no number has those of its statement."""
    tables: dict[str, dict[str, dict[str, str]]] = {table: {} for table in TABLES}
    for each in rows:
        tables[each.table] |= _cells(each)
    for report in tables["reports"].values():
        _fill(report, tables["statements"][report["statement_id"]])
    return tables


def written(folder: Path, *rows: Row) -> Path:
    """The tables of these rows, with the claimants and pages that they name and a page for each statement."""
    stated = {each.id: each.cells for each in rows if each.table == "statements"}
    reported = {each.cells["statement_id"] for each in rows if each.table == "reports"}
    tables = tables_of(
        *rows,
        *(
            printed(id, f"courier-{cells['stated_on'] or cells['as_of']}")
            for id, cells in stated.items()
            if id not in reported
        ),
    )
    for cells in tables["statements"].values():
        if cells["claimant_id"] not in tables["claimants"]:
            tables["claimants"] |= _cells(claimant(cells["claimant_id"]))
    for report in tables["reports"].values():
        origin = report.get("relayed_from")
        for name in filter(None, (report["source_id"], origin)):
            if name not in tables["sources"]:
                tables["sources"] |= _cells(
                    page(name, **({"relays_source_id": origin} if origin and origin != name else {}))
                )
    folder.mkdir(parents=True)
    for table, record in TABLES.items():
        header = [*record.columns()]
        lines = [[id, *(cells.get(name, "") for name in header[1:])] for id, cells in tables[table].items()]
        _write(folder / f"{table}.csv", [header, *lines])
    return folder


def _cells(row: Row) -> dict[str, dict[str, str]]:
    return {row.id: {name: str(cell) for name, cell in row.cells.items()}}


def _fill(report: dict[str, str], statement: dict[str, str]) -> None:
    """A report that names no number prints the statement's; its words and its distortion follow from its cells."""
    if not any(name in report for name in _NUMBERS):
        own = [statement[name] for name in _NUMBERS if statement.get(name)]
        report.setdefault("hedge", statement["hedge"])
        report |= dict(zip(HEDGES[report["hedge"]].fills, own, strict=True))
    report.setdefault("hedge", _hedge(report))
    report.setdefault("as_printed", _phrase(report["hedge"], [report[name] for name in _NUMBERS if report.get(name)]))
    same = all(report.get(name, "") == statement.get(name, "") for name in ("hedge", *_NUMBERS))
    dropped = "hedge_dropped" if report["hedge"] == "bare" else "hedge_changed"
    report.setdefault("distortion", "none" if same else dropped)


def made_ledger(folder: Path, *rows: Row) -> Ledger:
    """A ledger of these rows, written to a folder that is not there yet, and read."""
    return Ledger.read(written(folder, *rows))


def ledger_of(*rows: Row) -> Ledger:
    """The same of a folder that is gone once it is read."""
    with tempfile.TemporaryDirectory() as folder:
        return made_ledger(Path(folder) / "data", *rows)


def _write(path: Path, rows: Iterable[Iterable[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode())


# --- the standard ledger ---

CASUALTIES, SENT, PLANNED = "north-casualties-2025-04-30", "north-sent-total-2025-04-30", "east-planned-2025-07-02"
PART, WHOLE = "harbour-officials-casualties-2025-07-02", "gazette-sent-total-2025-07-02"

#: Three claimants with numbers of their own, and a story of the Gazette that others relay: the worked example of 4,000
#: of 11,000, which depends on rounding.
STANDARD = (
    claimant("north", name="Northern Survey Office", short_name="North", country="XN"),
    claimant("east", name="Eastern Staff", short_name="East", country="XE", standing="belligerent"),
    claimant("island", name="Island Ministry of Defence", short_name="Island", country="XI"),
    claimant("harbour-officials", name="Officials at the harbour", country="", standing="unnamed_officials"),
    claimant("gazette", name="The Gazette", short_name="Gazette", country="XG", standing="media"),
    said("east-present-2024-10", best=2000, area="kursk"),
    said("east-present-combat-2024-10", best=1000, force="combat"),
    said("east-sent-total-2024-10-24", low=9000),
    said("east-killed-2024-12-14", best=200, status="disputed"),
    said("north-casualties-2025-01-13", low=2000, superseded_by=CASUALTIES),
    said("west-casualties", stated_on="", as_of="", best=1200),
    said(SENT, best=16000),
    said(CASUALTIES, best=5100, area="kursk", base=SENT, superseded_by="north-casualties-2026-02-10",
         scope="killed and wounded to date", via="lawmakers", verified="2026-11-22"),
    said("north-killed-2025-04-30", best=700),
    said("island-sent-total-2025-06-15", best=10000),
    said("island-casualties-2025-06-15", low=6500, as_of="2025-06", base="island-sent-total-2025-06-15"),
    said("island-killed-2025-06-20", best=50, hedge="bare", extent="part", force="engineers"),
    said(WHOLE, best=11000, hedge="bare", as_of="2024-11"),
    said(PART, best=4000, as_of="2025-07", area="kursk", base=WHOLE, via="gazette"),
    said("gazette-share-casualties-2025-07", low="1/3", base=WHOLE),
    said(PLANNED, low=25000, high=30000, due="2025-11", status="disputed", disputed_by="east-planned-total-2025-07-13",
         note="Not seen later."),
    said("east-planned-total-2025-07-13", best=30000, status="denied"),
    said("north-casualties-2026-02-10", best=7000, base=SENT),
    said("north-share-casualties-2026-02-10", best="0.4", base=SENT),
    said("north-killed-2026-02-10", best=900),
    page("gazette-2025-07-02"),
    page("almanac-2025-05", placed="2025-05", language="de"),
    page("herald-2025-04-30", language="ko", title="북군 사상자 5천100명"),
    page("monthly-2025-07", relays_source_id="gazette-2025-07-02"),
    page("lost-2025-05-02", kind="relay"),
    page("mirror-2025-09-02", relays_name="Harbour Press", title=""),
    page("digest-2025-04-30", publisher="Harbour Press via digest.example", relays_name="Harbour Press"),
    printed(CASUALTIES, "courier-2025-04-30", place=2),
    printed(CASUALTIES, "herald-2025-04-30", hedge="bare", as_printed="사상자는 5천100명이고", place=1),
    printed(CASUALTIES, "digest-2025-04-30"),
    printed(CASUALTIES, "almanac-2025-05", as_printed="rund 5.100 Tote und Verwundete"),
    printed(CASUALTIES, "mirror-2025-09-02", distortion="stale"),
    printed(SENT, "courier-2025-04-30"),
    printed(SENT, "herald-2025-04-30", as_printed="약 1만6천명"),
    *(printed(each, "gazette-2025-07-02") for each in (PART, WHOLE, PLANNED)),
    *(printed(each, "tribune-2025-07-03", relayed_from="gazette-2025-07-02") for each in (PART, WHOLE)),
    printed(WHOLE, "observer-2025-07-04", relayed_from="gazette-2025-07-02", best=12000, hedge="nearly",
            distortion="number_changed"),
    printed(PLANNED, "tribune-2025-07-03", relayed_from="gazette-2025-07-02", high=30000),
    printed(PLANNED, "observer-2025-07-04", relayed_from="gazette-2025-07-02"),
    printed(PLANNED, "monthly-2025-07", relayed_from="gazette-2025-07-02"),
    printed("east-planned-total-2025-07-13", "tribune-2025-07-14"),
    printed("west-casualties", "courier-2025-02-27"),
    printed("north-killed-2025-04-30", "courier-2025-04-30"),
    printed("north-killed-2025-04-30", "lost-2025-05-02"),
    printed("east-sent-total-2024-10-24", "courier-2024-10-24"),
    printed("east-sent-total-2024-10-24", "observer-2024-11", low=9000, hedge="at_least"),
    row("events", "first-ship", date="2024-10", what="The first ship leaves", source_id="courier-2024-10-24"),
    row("events", "second-ship", date="2025-06-30", what="The second ship leaves", source_id="gazette-2025-07-02"),
    *(row("events", f"day-{at}-of-july", date=f"2025-07-0{at}", what="Another ship", source_id="observer-2025-07-04")
      for at in range(1, 5)),
    row("indicators", "ships", what="Ships come and go", kind="sea", source_id="gazette-2025-07-02",
        reported_by="gazette", points_to=PLANNED),
    row("set_aside", "courier-graves", source_id="courier-2025-04-30", figure="300", reason="graves, no soldiers"),
)  # fmt: skip

CODEBOOK = "# Made up: who said which number\n\nNumbers that nobody ever said. None is true.\n\n" + "".join(
    f"<!-- generated: {name} -->\n<!-- /generated -->\n\n" for name in ("tables", *TABLES, "measure", "status")
)


@functools.cache
def standard() -> Path:
    """The folder of the standard ledger, with its codebook; nothing in it is changed."""
    folder = Path(tempfile.mkdtemp(prefix="hedged-standard-")) / "data"
    atexit.register(shutil.rmtree, folder.parent)
    written(folder, *STANDARD)
    (folder / "README.md").write_text(CODEBOOK, encoding="utf-8")
    for path, text in codebook.generated(folder.parent, Ledger.read(folder)).items():
        path.write_text(text, encoding="utf-8")
    return folder


@functools.cache
def ledger() -> Ledger:
    """The standard ledger, read once."""
    return Ledger.read(standard())


# --- several claimants ---


def share(who: str, day: str, part: object, whole: int, **cells: object) -> tuple[Row, Row]:
    """A total, and a count of the same claimant and day that names it as its base."""
    base = f"{who}-sent-total-{day}"
    counted = part if isinstance(part, dict) else {"best": part}
    return said(base, best=whole), said(f"{who}-casualties-{day}", base=base, **counted, **cells)


#: In January it depends with all; then North fails and Island holds, and in the end North holds on the base it named.
SEVERAL = (
    said("east-present-2024-10", best=2000),
    *share("east", "2025-01-05", 3800, 12000, superseded_by="east-casualties-2025-02-14"),
    *share("harbour-officials", "2025-01-22", 4000, 11000, hedge="bare", counts="killed_wounded_missing_captured"),
    *share("island", "2025-01-24", 4000, 11000),
    said("island-share-killed-2025-01-24", best="1/4"),
    said("east-casualties-2025-02-14", low=4000, base="east-sent-total-2025-01-05"),
    said("east-share-killed-2025-02-14", best="2/3"),
    said("south-casualties-2025-03-27", best=4000, counts="unclear"),
    said("south-casualties-2025-04-02", best=4000, repeats="south-casualties-2025-03-27"),
    said("island-casualties-2025-03-28", low=5000, as_of="2025-03", counts="unclear",
         superseded_by="island-casualties-2025-06-15"),
    *share("north", "2025-04-30", 4700, 15000, superseded_by="north-casualties-2026-02-12"),
    said("north-killed-2025-04-30", best=600, base="north-sent-total-2025-04-30"),
    said("east-killed-2025-04-30", best=1000),
    said("north-returned-2025-04-30", best=2000),
    said("east-present-2025-05-10", best=1000),
    *share("island", "2025-06-15", {"low": 6000}, 11000),
    said("east-casualties-2025-07-13", best=4000),
    said("north-killed-2025-09-02", best=2000),
    said("north-sent-batch-2025-09-02", best=1000, extent="part"),
    said("north-sent-batch-2025-11-04", best=5000, extent="part"),
    said("east-returned-2026-02-04", best=1000),
    said("north-casualties-2026-02-12", best=6000, base="north-sent-total-2025-04-30"),
)  # fmt: skip


@functools.cache
def several() -> Ledger:
    """The ledger of several claimants, read once."""
    return ledger_of(*SEVERAL)


def corrected(
    line: str,
    row: str = CASUALTIES,
    column: str = "best",
    was: str = "5000",
    now: str = "5100",
    when: str = "2026-11-20",
) -> list[str]:
    """A line of the log of corrections."""
    return [line, row, column, was, now, "Misread.", when]


class Copy:
    """The standard ledger in a folder of its own, or another, or what stands there; rows are found by their id."""

    def __init__(self, folder: Path, source: Path | None = None) -> None:
        self.folder = folder
        if not folder.is_dir():
            shutil.copytree(source or standard(), folder)

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.csv"

    def rows(self, table: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.path(table).read_bytes().decode(), newline="")))

    def write(self, table: str, rows: list[list[str]]) -> None:
        _write(self.path(table), rows)

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
