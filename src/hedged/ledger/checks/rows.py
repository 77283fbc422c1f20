"""What must hold within one row: hedge against filled cells, which cell goes with which measure, dates in order.

Each check yields pairs of column and message. A row that fails here is left out of the
checks between rows, so that one slip is one fault.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache

from hedged.ledger.cells import Number
from hedged.ledger.codes import COUNTS, MODES
from hedged.ledger.records import FORECASTS, WITH_BASE, Quoted, Record, Report, Source, Statement
from hedged.numbers import HEDGES, PERSONS, readings

Found = Iterator[tuple[str, str]]


def of_row(row: Record) -> Found:
    """The faults of one row of any table, as pairs of column and message."""
    checks: dict[type, Callable[..., Found]] = {Statement: _statement, Report: _filled, Source: _source}
    check = checks.get(type(row))
    return check(row) if check else iter(())


def of_unit(numbers: dict[str, Number], unit: str) -> Found:
    """Persons are whole; a share lies between 0 and 1."""
    for column, number in numbers.items():
        if unit == PERSONS and number.denominator != 1:
            yield column, f"{number.text} is no number of persons; write a whole number"
        elif unit != PERSONS and number > 1:
            yield column, f"{number.text} is no share; write a value between 0 and 1, such as 0.4 or 1/3"


def _filled(row: Quoted) -> Found:
    fills, filled = HEDGES[row.hedge].fills, tuple(row.numbers)
    if filled != fills:
        yield "hedge", f"'{row.hedge}' fills {' and '.join(fills)}, found {' and '.join(filled) or 'no number'}"
    elif len(filled) == 2 and row.low > row.high:
        yield "low", f"{row.low.text} is above high {row.high.text}"
    elif len(filled) == 2 and row.low == row.high:
        yield "low", f"{row.low.text} equals high; a range has two ends"


def _statement(row: Statement) -> Found:
    yield from _numbers(row)
    yield from _cells_of_measure(row)
    yield from _standing(row)
    yield from _dates(row)


def _numbers(row: Statement) -> Found:
    found = [*_filled(row)] or [*of_unit(row.numbers, row.unit)]
    if not found and (unread := _unread(row.hedge, row.low, row.best, row.high, row.unit, row.in_words)):
        found = [("hedge", unread)]
    yield from found


@lru_cache(maxsize=4096)
def _unread(
    hedge: str, low: Fraction | None, best: Fraction | None, high: Fraction | None, unit: str, in_words: bool
) -> str | None:
    """Why the hedge gives no range for these numbers, None where it does; the same figures recur all over a ledger."""
    try:
        readings(hedge, low=low, best=best, high=high, unit=unit, in_words=in_words)
    except ValueError as error:
        return str(error)
    return None


def _cells_of_measure(row: Statement) -> Found:
    casualties = row.measure == "casualties"
    if casualties and not row.counts:
        yield "counts", f"empty; a statement of casualties is one of {', '.join(COUNTS)}"
    elif row.counts and not casualties:
        yield "counts", f"'{row.counts}' is for casualties only; leave it empty"
    if row.base and row.measure not in WITH_BASE:
        yield "base", f"'{row.base}' is for casualties, killed and shares only; leave it empty"
    elif row.base == row.statement_id:
        yield "base", "names the statement itself; name the whole, or leave it empty"
    forecast, denied = row.measure in FORECASTS, row.status == "denied"
    if forecast and not denied and not row.mode:
        yield "mode", f"empty; a forecast is one of {', '.join(MODES)}"
    elif row.mode and (denied or not forecast):
        yield "mode", f"'{row.mode}' is {'not for a denial' if denied else 'for forecasts only'}; leave it empty"
    if row.due and not forecast:
        yield "due", f"{row.due} is for forecasts only; leave it empty"


def _standing(row: Statement) -> Found:
    if row.status == "superseded" and not row.superseded_by:
        yield "superseded_by", "empty; status 'superseded' needs the later statement"
    elif row.superseded_by and row.status != "superseded":
        found = f"'{row.superseded_by}', but status is '{row.status}'"
        yield "superseded_by", f"{found}; write 'superseded' or leave it empty"
    if row.disputed_by and row.status != "disputed":
        yield "disputed_by", f"'{row.disputed_by}', but status is '{row.status}'; write 'disputed' or leave it empty"
    elif row.disputed_by == row.statement_id:
        yield "disputed_by", "names the statement itself; name the one that contradicts it, or leave it empty"


def _dates(row: Statement) -> Found:
    said, as_of, due = row.stated_on, row.as_of, row.due
    if row.measure not in FORECASTS:
        if said and as_of and as_of.first > said.last:
            yield "as_of", f"{as_of} is after stated_on {said}; only forecasts look ahead"
    elif due:
        for name, day in (("as_of", as_of), ("stated_on", said)):
            if day and due.last < day.first:
                yield "due", f"{due} is before {name} {day}"
                break
    if said and row.verified and row.verified.first < said.first:
        yield "verified", f"{row.verified} is before stated_on {said}"


def _source(row: Source) -> Found:
    if row.published and row.placed:
        yield "placed", f"{row.placed} beside published {row.published}; leave one of them empty"
    elif not row.date:
        yield "published", "empty, and placed too; write the day or month of the page in one of them"
    relays = {name: getattr(row, name) for name in ("relays_source_id", "relays_name") if getattr(row, name)}
    if relays and row.kind != "relay":
        column, cell = next(iter(relays.items()))
        yield column, f"'{cell}', but kind is '{row.kind}'; write 'relay' or leave it empty"
    elif len(relays) == 2:
        found = f"'{row.relays_name}' beside relays_source_id '{row.relays_source_id}'"
        yield "relays_name", f"{found}; leave one of them empty"
