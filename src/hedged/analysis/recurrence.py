"""A number that recurs: the one most often given for a measure, by whom, with which words, and who repeats whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from hedged.figures import Figure, count
from hedged.ledger import COUNTS_WORDS, MEASURE_WORDS, Ledger
from hedged.numbers import words

Grouped = Mapping[str, Sequence[Figure]]

_HEDGE_WORDS = {"bare": "no hedge"}


@dataclass(frozen=True)
class Recurrence:
    """One number given again and again as a total of a measure, whatever its hedge.

    ``statements`` are those that give it, by the day they were said; ``repeats`` has for each of
    these that plainly carries over an earlier statement of its claimant that one, by its own id
    (whether a claimant took the number over from another, no page tells); ``days`` from the first to the last.
    """

    measure: str
    value: Fraction
    statements: tuple[Figure, ...]
    repeats: Mapping[str, Figure]
    days: Figure

    @property
    def first(self) -> Figure:
        return self.statements[0]

    @property
    def last(self) -> Figure:
        return self.statements[-1]

    @cached_property
    def by_definition(self) -> Grouped:
        """The statements by what their casualties cover, in words; empty for a measure of which that is not coded."""
        coded = [figure for figure in self.statements if figure.statement.counts]
        return _grouped(coded, lambda figure: COUNTS_WORDS[figure.statement.counts])

    @cached_property
    def by_hedge(self) -> Grouped:
        """The statements by the hedge that the number has in them, in words."""
        return _grouped(self.statements, lambda figure: _HEDGE_WORDS.get(figure.hedge, figure.hedge.replace("_", " ")))

    @property
    def number(self) -> Figure:
        """The number alone, for a headline. Each statement has its own hedge, which it lacks."""
        label = f"the number most often given: {MEASURE_WORDS[self.measure]}"
        return count(self.value, id=_id(self.measure), unit=self.first.unit, label=label).with_caveats(self.hedges)

    @property
    def given(self) -> Figure:
        """How many statements give it."""
        return self._counted(len(self.statements), "statements").with_caveats(self.hedges)

    @property
    def claimants(self) -> Figure:
        """How many claimants give it."""
        return self._counted(_claimants(self.statements), "claimants")

    @property
    def hedges(self) -> str:
        """With which hedges it counts as the same number, as a caveat."""
        return f"counted with every hedge it has: {words.listed(list(self.by_hedge))}"

    def _counted(self, number: int, unit: str) -> Figure:
        label = f"{unit} that give the number most often given: {MEASURE_WORDS[self.measure]}"
        return count(number, id=f"{_id(self.measure)}-{unit}", unit=unit, label=label)


def most_given(ledger: Ledger, measure: str) -> Recurrence | None:
    """The number that most statements of totals of a measure give, whatever its hedge; ``None`` where there is none.

    "More than 4,000" gives the number 4,000 as "about 4,000" does; a range gives two numbers and
    counts for neither. Of two that as many statements give, the one of more claimants is meant,
    then the one given first. Denied figures do not count.
    """
    giving: dict[Fraction, list[Figure]] = defaultdict(list)
    for figure in ledger.statements(measure=measure, extent="total"):
        if (number := _number(figure)) is not None:
            giving[number].append(figure)
    if not giving:
        return None
    # max takes the first of equals, and the ledger gives its statements by the day they were said.
    value, found = max(giving.items(), key=lambda item: (len(item[1]), _claimants(item[1])))
    first, last = ledger.said_on(found[0]), ledger.said_on(found[-1])
    days = count(
        (last - first).days,
        id=f"{_id(measure)}-days",
        unit="days",
        label=f"days from {words.day(first)} to {words.day(last)}",
    )
    return Recurrence(
        measure,
        value,
        tuple(found),
        {figure.id: ledger[figure.statement.repeats] for figure in found if figure.statement.repeats},
        days,
    )


def _id(measure: str) -> str:
    return f"recurring-{measure.replace('_', '-')}"


def _number(figure: Figure) -> Fraction | None:
    """The one number of a statement; ``None`` for a range."""
    numbers = list(figure.statement.numbers.values())
    return numbers[0] if len(numbers) == 1 else None


def _claimants(figures: Iterable[Figure]) -> int:
    return len({figure.statement.claimant_id for figure in figures})


def _grouped(figures: Iterable[Figure], name: Callable[[Figure], str]) -> Grouped:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[name(figure)].append(figure)
    return found
