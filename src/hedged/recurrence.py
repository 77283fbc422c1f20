"""A number that recurs: the one most often given for a measure, by whom, with which words, and who repeats whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from hedged import words
from hedged.codes import COUNTS_WORDS, MEASURE_WORDS
from hedged.derive import count
from hedged.figure import Figure
from hedged.ledger import Ledger

Grouped = dict[str, tuple[Figure, ...]]

_HEDGE_WORDS = {"bare": "no hedge"}


@dataclass(frozen=True)
class Recurrence:
    """One number given again and again as a total of a measure, whatever its hedge.

    ``statements`` are those that give it, by the day they were said; ``repeats`` pairs each of
    these that plainly carries over an earlier statement of its claimant with that one (whether a
    claimant took the number over from another, no page tells); ``meanwhile`` are the totals with
    another number said from the first of the statements to the last.
    """

    measure: str
    value: Fraction
    statements: tuple[Figure, ...]
    repeats: tuple[tuple[Figure, Figure], ...]
    meanwhile: tuple[Figure, ...]
    days: Figure

    @property
    def first(self) -> Figure:
        return self.statements[0]

    @property
    def last(self) -> Figure:
        return self.statements[-1]

    @cached_property
    def by_claimant(self) -> Grouped:
        """The statements by the short name of their claimant; who gave the number first is first."""
        return _grouped(self.statements, lambda figure: str(figure.claimant))

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
    def again(self) -> tuple[tuple[Figure, Figure], ...]:
        """Each statement of a claimant who had given the number before, with his one before it, in their order."""
        pairs = [pair for own in self.by_claimant.values() for pair in pairwise(own)]
        order = {figure.id: place for place, figure in enumerate(self.statements)}
        return tuple(sorted(((later, earlier) for earlier, later in pairs), key=lambda pair: order[pair[0].id]))

    @property
    def redefined(self) -> tuple[tuple[Figure, Figure], ...]:
        """Those of `again` in which the same number covers something else than before."""
        return tuple(pair for pair in self.again if len({figure.statement.counts for figure in pair}) > 1)

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
        return self._counted(len({figure.statement.claimant_id for figure in self.statements}), "claimants")

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
    totals = ledger.statements(measure=measure, extent="total")
    giving: dict[Fraction, list[Figure]] = defaultdict(list)
    for figure in totals:
        if (number := _number(figure)) is not None:
            giving[number].append(figure)
    if not giving:
        return None
    # max takes the first of equals, and the ledger gives its statements by the day they were said.
    value, found = max(giving.items(), key=lambda item: (len(item[1]), len(_grouped(item[1], _claimant_id))))
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
        tuple((figure, ledger[figure.statement.repeats]) for figure in found if figure.statement.repeats),
        tuple(figure for figure in totals if _number(figure) != value and first <= ledger.said_on(figure) <= last),
        days,
    )


def _id(measure: str) -> str:
    return f"recurring-{measure.replace('_', '-')}"


def _number(figure: Figure) -> Fraction | None:
    """The one number of a statement; ``None`` for a range."""
    numbers = list(figure.statement.numbers.values())
    return numbers[0] if len(numbers) == 1 else None


def _claimant_id(figure: Figure) -> str:
    return figure.statement.claimant_id


def _grouped(figures: tuple[Figure, ...] | list[Figure], name: Callable[[Figure], str]) -> Grouped:
    names = dict.fromkeys(map(name, figures))
    return {each: tuple(figure for figure in figures if name(figure) == each) for each in names}
