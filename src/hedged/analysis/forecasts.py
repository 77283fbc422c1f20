"""What became of a forecast, judged only by what was reported later.

A forecast of further troops (``planned``) is set against later batches and later rises of
a claimant's total; a forecast of a size (``planned_total``) against later totals and
presences. Only reports of the same or a containing force, said after the forecast, count.
Absence of a report is no evidence that nothing happened.

A forecast is reached by what was said as firmly: the lower end of a later report as said against that of the forecast
as said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hedged.figures import Figure, derive
from hedged.ledger import Ledger
from hedged.look import Phrase
from hedged.numbers import Day, difference, words

MET, EXCEEDED, NOT_MET = "met", "exceeded", "not met"
CANNOT_FAIL, NOT_COMPARABLE = "cannot fail", "not comparable"
NOTHING_REPORTED = "nothing of that size reported"

#: A rise is counted from a total said at most so many days from the forecast.
NEAR = 31

_AGAINST = {"planned": ("sent_batch",), "planned_total": ("sent_total", "present")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A forecast and what was reported after it.

    ``first``: the first later report that reaches the forecast; ``largest``: the largest
    later report of any force, which may be a part of what was forecast. ``by``: the day by
    which nothing reached it: the last day it was said for, else the last day looked at.
    """

    forecast: Figure
    word: str
    first: Figure | None
    largest: Figure | None
    by: Day | None = None

    @property
    def mode(self) -> str:
        """How firmly it was said: announced, expected or possible."""
        return self.forecast.statement.mode

    @property
    def clause(self) -> Phrase:
        """The outcome for a sentence, with the day where nothing reached the forecast."""
        return Phrase(f"{self.word} by {words.of_day(self.by)}" if self.by else self.word)


def outcomes(ledger: Ledger) -> tuple[Outcome, ...]:
    """Every forecast of the ledger that was not a denial, by the day it was said, with its outcome."""
    figures = (*ledger.statements(measure="planned"), *ledger.statements(measure="planned_total"))
    return tuple(outcome(ledger, figure) for figure in sorted(figures, key=ledger.said_on))


def outcome(ledger: Ledger, forecast: Figure) -> Outcome:
    """One forecast against what was reported later."""
    row = forecast.statement
    largest = max(_later(ledger, forecast), key=_at_least, default=None)
    if row.extent == "part":
        return Outcome(forecast, NOT_COMPARABLE, None, largest)
    if forecast.said.low == 0:  # "up to": any later number is consistent with it
        return Outcome(forecast, CANNOT_FAIL, None, largest)
    reaching = [later for later in _comparable(ledger, forecast) if _reaches(later, forecast)]
    if reaching:
        first = min(reaching, key=lambda figure: (_said_on(ledger, figure), figure.id))
        word = EXCEEDED if first.rounded.wholly_above(forecast.rounded) else MET
        return Outcome(forecast, word, first, largest)
    today = ledger.day or ledger.said_on(ledger.newest)
    if row.due is not None and row.due.last < today:
        return Outcome(forecast, NOT_MET, None, largest, row.due)
    return Outcome(forecast, NOTHING_REPORTED, None, largest, Day.of(today))


def _reaches(later: Figure, forecast: Figure) -> bool:
    """Whether a report surely claims as much as the forecast says at the least: both taken as said."""
    low, needed = later.said.low, forecast.said.low
    return low is not None and (low > needed or low == needed and (later.said.low_open or not forecast.said.low_open))


def _at_least(figure: Figure) -> Fraction:
    """The number a report surely claims: its lower end as said."""
    return figure.said.low


def _said_on(ledger: Ledger, figure: Figure) -> date:
    """The day of a report; of a rise, the day of the later total."""
    return max(ledger.said_on(leaf) for leaf in figure.sources())


def _later(ledger: Ledger, forecast: Figure) -> Iterator[Figure]:
    """Reports of the measures a forecast is judged by, said after it."""
    for measure in _AGAINST[forecast.statement.measure]:
        for figure in ledger.statements(measure=measure):
            if ledger.said_on(figure) > ledger.said_on(forecast):
                yield figure


def _comparable(ledger: Ledger, forecast: Figure) -> Iterator[Figure]:
    row = forecast.statement
    for figure in _later(ledger, forecast):
        if figure.statement.force in ("all", row.force):
            yield figure
    if row.measure == "planned":
        yield from _rises(ledger, forecast)


def _rises(ledger: Ledger, forecast: Figure) -> Iterator[Figure]:
    """How far each claimant's total rose after the forecast was said.

    The rise is counted from the first total that its claimant gave within ``NEAR`` days of the
    forecast, so that what was sent long before does not count, to each later one.
    """
    said_on = ledger.said_on(forecast)
    by_claimant: dict[str, list[Figure]] = {}
    for figure in ledger.statements(measure="sent_total", extent="total"):
        row = figure.statement
        if row.as_of is not None and row.force in ("all", forecast.statement.force):
            by_claimant.setdefault(row.claimant_id, []).append(figure)
    for figures in by_claimant.values():
        near = [figure for figure in figures if abs((ledger.said_on(figure) - said_on).days) <= NEAR]
        base = min(near, key=lambda figure: (figure.statement.as_of.first, ledger.said_on(figure)), default=None)
        for later in figures if base is not None else ():
            if ledger.said_on(later) > said_on and later.statement.as_of.first > base.statement.as_of.last:
                yield derive(difference, id=f"{later.id}-less-{base.id}", one=later, other=base)
