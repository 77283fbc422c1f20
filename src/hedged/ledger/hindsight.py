"""What was known on a day: rows that had not been said leave, and what was learnt later is taken back.

- A statement is known from the first day of its ``stated_on``, else of its earliest page.
- A report is known from the later of its statement's day and the first day of its page.
- A status stands from the day of the statement that brought it (``superseded_by``,
  ``disputed_by``); before, the figure is ``current``. A status without such a statement
  (denied, withdrawn, doubtful from the start) stands from the beginning.
- A page is known from its first day, and not before the page it relays: one of which only
  the month is known did not precede it. An event or a sign is known from its page; an event
  not before it happened. Pages and claimants with nothing known on them leave.
- A cell that points to a row not yet known is empty, and so is ``verified`` until that day.
- Notes are hindsight and are empty on every day.
- A correction is known from its day. The rows are as they are now put right, on every day.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from hedged.ledger.records import Event, Indicator, Record, Report, Source, Statement


def tables_known_on(tables: Mapping[str, tuple[Record, ...]], day: date) -> dict[str, tuple[Record, ...]]:
    """The rows of every table that were known on ``day``, with the cells as they then stood."""
    every: dict[str, Source] = {page.id: page for page in tables["sources"]}
    pages = {page.id: page for page in every.values() if _first_day(page, every) <= day}
    reports: list[Report] = [report for report in tables["reports"] if report.source_id in pages]
    reported = {report.statement_id for report in reports}
    statements: dict[str, Statement] = {
        row.id: row
        for row in tables["statements"]
        if (row.stated_on.first <= day if row.stated_on else row.id in reported)
    }
    reports = [report for report in reports if report.statement_id in statements]
    events: list[Event] = [row for row in tables["events"] if row.source_id in pages and row.date.first <= day]
    signs: list[Indicator] = [row for row in tables["indicators"] if row.source_id in pages]

    used = _with_origins(
        {row.source_id for row in (*reports, *events, *signs)} | {report.relayed_from for report in reports}, pages
    )
    claimants = {row.claimant_id for row in statements.values()} | {row.reported_by for row in signs}
    known: dict[str, Iterable[Record]] = {
        "claimants": [row for row in tables["claimants"] if row.id in claimants],
        "sources": [row for row in pages.values() if row.id in used],
        "statements": [_as_it_stood(row, statements, day) for row in statements.values()],
        "reports": reports,
        "events": events,
        "indicators": signs,
        "set_aside": [row for row in tables["set_aside"] if row.source_id in used],
    }
    ids = {"sources": used, "statements": set(statements), "claimants": claimants}
    corrections = tuple(row for row in tables["corrections"] if row.when.first <= day)
    return {name: tuple(_without_hindsight(row, ids) for row in rows) for name, rows in known.items()} | {
        "corrections": corrections
    }


def _first_day(page: Source, pages: Mapping[str, Source]) -> date:
    """The first day on which a page may have stood: its own, else that of the page it relays if that is later."""
    origin = pages.get(page.relays_source_id) if page.relays_source_id else None
    return page.date.first if origin is None else max(page.date.first, _first_day(origin, pages))


def _with_origins(page_ids: set[str | None], pages: Mapping[str, Source]) -> set[str]:
    """The pages with those they relay, as far as these are known."""
    found: set[str] = set()
    left = [page_id for page_id in page_ids if page_id in pages]
    while left:
        page_id = left.pop()
        if page_id not in found:
            found.add(page_id)
            origin = pages[page_id].relays_source_id
            left += [origin] if origin in pages else []
    return found


def _as_it_stood(row: Statement, known: Mapping[str, Statement], day: date) -> Statement:
    """The statement with the status it had, and not yet verified if that came later."""
    changes: dict[str, str | None] = {}
    if any(cell and cell not in known for cell in (row.superseded_by, row.disputed_by)):
        changes["status"] = "current"
    if row.verified and row.verified.first > day:
        changes["verified"] = None
    return row.model_copy(update=changes) if changes else row


def _without_hindsight(row: Record, known: Mapping[str, set[str]]) -> Record:
    """The row without its note and without keys of rows not yet known."""
    empty = [
        column.name
        for column in row.columns().values()
        if (cell := getattr(row, column.name)) is not None
        and (column.name == "note" or (column.refers and cell not in known[column.refers]))
    ]
    return row.model_copy(update=dict.fromkeys(empty)) if empty else row
