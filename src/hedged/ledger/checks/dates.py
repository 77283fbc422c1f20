"""Days that do not go together: a page older than what it reports, relays or tells of; statements out of order.

One wrong day contradicts many rows. The contradictions are gathered first and then laid to
the row that has most of them, so that one wrong day is one fault.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from hedged.ledger.records import Event, Indicator, Record, Source, Statement
from hedged.numbers import Day

Rows = Mapping[str, Mapping[str, Record]]
#: Table, column and id of a row whose key goes in a circle: its days are not compared along that key.
Circular = Collection[tuple[str, str, str]]


@dataclass(frozen=True)
class Conflict:
    """Two rows whose days do not go together, and the cell that joins them with what is wrong there."""

    rows: tuple[Record, Record]
    carrier: Record
    column: str
    message: str


def note_conflicts(
    rows: Rows, circular: Circular, place: Callable[[Record], str], note: Callable[[Record, str, str], None]
) -> None:
    """Note each contradiction of days once, at the cell that joins two rows or at the day that spoils several."""
    conflicts = [*_of_pages(rows, circular), *_of_statements(rows, circular)]
    often = Counter((row.table, row.id) for conflict in conflicts for row in conflict.rows)
    laid: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    guilty: dict[tuple[str, str], Record] = {}
    for conflict in conflicts:
        row = max(conflict.rows, key=lambda row: often[row.table, row.id])
        guilty[row.table, row.id] = row
        laid[row.table, row.id].append(conflict)
    for key, blamed in laid.items():
        first = blamed[0]
        if len(blamed) == 1:
            note(first.carrier, first.column, first.message)
            continue
        column, day = _day(guilty[key])
        note(
            guilty[key],
            column,
            f"{day} does not go with {len(blamed)} other cells, the first {place(first.carrier)}:"
            f" {first.column}: {first.message}",
        )


def _day(row: Record) -> tuple[str, Day | None]:
    """The column that dates a row, and its day."""
    if isinstance(row, Source):
        return ("published", row.published) if row.published else ("placed", row.placed)
    column = {Statement: "stated_on", Event: "date", Indicator: "seen_on"}[type(row)]
    return column, getattr(row, column)


def _of_pages(rows: Rows, circular: Circular) -> Iterator[Conflict]:
    """A page is not wholly before what it reports, relays or tells of."""
    pages: Mapping[str, Source] = rows["sources"]
    statements: Mapping[str, Statement] = rows["statements"]
    relays: dict[tuple[str, str], tuple[Record, str]] = {}
    for page in pages.values():
        if page.relays_source_id and ("sources", "relays_source_id", page.id) not in circular:
            relays[page.id, page.relays_source_id] = page, "relays_source_id"
    for report in rows["reports"].values():
        page, statement = pages.get(report.source_id), statements.get(report.statement_id)
        if page and statement and statement.stated_on and page.date.last < statement.stated_on.first:
            said = f"before '{statement.id}' was said ({statement.stated_on})"
            yield Conflict((page, statement), report, "source_id", f"'{page.id}' is of {page.date}, {said}")
        if page and report.relayed_from and ("reports", "relayed_from", report.id) not in circular:
            relays.setdefault((page.id, report.relayed_from), (report, "relayed_from"))
    for (page_id, origin_id), (carrier, column) in relays.items():
        page, origin = pages[page_id], pages.get(origin_id)
        if origin and page.date.last < origin.date.first:
            after = f"after the page that relays it ({page.date})"
            yield Conflict((page, origin), carrier, column, f"'{origin.id}' is of {origin.date}, {after}")
    for row in (*rows["events"].values(), *rows["indicators"].values()):
        page, (column, day) = pages.get(row.source_id), _day(row)
        if page and day and page.date.last < day.first:
            yield Conflict((page, row), row, column, f"{day} is after its page '{page.id}' of {page.date}")


def _of_statements(rows: Rows, circular: Circular) -> Iterator[Conflict]:
    """What supersedes was said after, what is repeated before, and a base not after the statement."""
    statements: Mapping[str, Statement] = rows["statements"]
    for row in statements.values():
        said = row.stated_on
        for column, word in (("superseded_by", "after"), ("repeats", "before"), ("base", "not after")):
            other = statements.get(getattr(row, column))
            if not said or not other or not other.stated_on or ("statements", column, row.id) in circular:
                continue
            then = other.stated_on
            in_order = {"after": then > said, "before": then < said, "not after": then.first <= said.last}[word]
            if not in_order:
                should = {"after": "not after", "before": "not before", "not after": "after"}[word]
                message = f"'{other.id}' was said on {then}, {should} this one ({said})"
                yield Conflict((row, other), row, column, message)
