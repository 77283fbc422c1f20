"""Figures: values that remember where they come from.

A :class:`Figure` is a value with its three readings and its origin: a statement of the
ledger, or a function of other figures. ``figure.versus(">", threshold)`` gives a
:class:`Verdict`. Both print themselves with hedge, range and standing, never without.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from hedged.figures import cards, ends
from hedged.figures.origin import Counts, Origin, counts
from hedged.figures.verdict import Threshold, Verdict
from hedged.look import SLUG, Bundle, Card, Json, Link, Phrase, bundle, lines, outputs
from hedged.numbers import (
    MULTIPLE,
    SHARE,
    Computation,
    DeriveError,
    Function,
    Leaf,
    Node,
    Quantity,
    Readings,
    judge,
    sensitivity,
    words,
)
from hedged.numbers import readings as hedge_readings

REPORTED, DERIVED, COUNTED = "reported", "derived", "counted"


@dataclass(frozen=True)
class Figure:
    """A value, its readings, and where it comes from.

    ``text`` is the figure in words with hedge, range and standing; ``readings`` is ``None``
    where an input is missing, and ``missing`` then says which and why. ``caveats`` are all
    that a reader must know; those of them ``noted`` (by hand, or of a base) are passed on to what is
    derived from the figure, the others are found anew from its leaves. ``edition`` names the
    finished edition that the figure was loaded from, if any. Figures are made by
    the ledger (reported) and by ``derive`` and ``count``, not by hand.
    """

    id: str
    label: str
    kind: str
    unit: str
    text: str
    readings: Readings | None
    hedge: str | None = None
    status: str | None = None
    caveats: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    evidence: Origin | None = None
    function: Function | None = None
    inputs: tuple[tuple[str, Figure | None], ...] = ()
    missing: str | None = None
    unsettled: tuple[str, ...] = ()
    edition: str | None = None

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.id):
            raise DeriveError(f"id {self.id!r} is not a slug; write lower-case words joined by hyphens")

    @classmethod
    def given(cls, id: str, value: Quantity | Readings, label: str | None = None) -> Figure:
        """An assumed figure: a range set by hand, the same on every reading, or all three readings."""
        if isinstance(value, Quantity):
            value = Readings(value if value.best is None else Quantity.point(value.best, value.unit), value, value)
        shown = words.derived(value, None)
        return cls(id, label or f"assumed {shown}", COUNTED, value.unit, shown, value)

    @property
    def statement(self) -> Any:
        """The row of the ledger, for a reported figure; else None."""
        return self.evidence.statement if self.evidence else None

    @property
    def partial(self) -> str | None:
        """That a reported figure counts a part and not a total, where it does."""
        row = self.statement
        return f"{self.label} counts a part and not a total" if row is not None and row.extent == "part" else None

    @property
    def claimant(self) -> Phrase:
        """Who said it, or whose figures it rests on, by their short names."""
        names = [leaf.evidence.claimant.short_name for leaf in self.sources() if leaf.evidence]
        return Phrase(words.listed(list(dict.fromkeys(names))))

    @property
    def said_on(self) -> Phrase:
        """The day a reported figure was said, in words."""
        return Phrase(words.of_day(self.statement.stated_on if self.statement else None))

    @property
    def as_of(self) -> Phrase:
        """The day a reported figure refers to, in words."""
        return Phrase(words.of_day(self.statement.as_of if self.statement else None))

    @property
    def occasion(self) -> str:
        """Who said a reported figure and when, to name its row in a table or chart: ``HUR, 5 March 2025``."""
        return f"{self.claimant}, {self.said_on}"

    @property
    def said(self) -> Quantity:
        return self._readings.said

    @property
    def rounded(self) -> Quantity:
        return self._readings.rounded

    @property
    def wide(self) -> Quantity:
        return self._readings.wide

    @cached_property
    def spans(self) -> tuple[Link, Link, Link]:
        """The three readings in words, each leading to the figure."""
        in_words = self.statement is not None and self.statement.in_words
        said, rounded, wide = (
            words.span_in_words(quantity) if in_words else words.span(quantity, self.digits)
            for quantity in self._readings
        )
        return tuple(Link(each, f"#{self.id}") for each in (said, rounded, wide))

    @property
    def as_rounded(self) -> Link:
        """The reading as rounded in words, leading to the figure: the range to print beside a reported figure."""
        return self.spans[1]

    @cached_property
    def drawn(self) -> tuple[str, str, str]:
        """Who drew the ends of each reading, in words."""
        row = self.statement
        if self.function is not None:
            return (ends.FOLLOWS,) * 3
        if row is None:
            return (ends.SET_HERE,) * 3
        if self.readings != hedge_readings(self.hedge, **row.cells_of(self.hedge)):
            return (ends.SET_HERE,) * 3  # its grain was moved
        return ends.by(self.hedge, list(row.numbers.values()), row.unit, row.in_words)

    @cached_property
    def counts(self) -> Counts | None:
        """The pages, roots and claimants behind all statements that it rests on; ``None`` where it rests on none."""
        evidence = [leaf.evidence for leaf in self.sources() if leaf.evidence is not None]
        return counts(evidence) if evidence else None

    @property
    def _readings(self) -> Readings:
        if self.readings is None:
            raise DeriveError(f"{self.id} has no value: {self.missing}")
        return self.readings

    def sources(self) -> tuple[Figure, ...]:
        """The figures at the leaves of the formula, each once; the figure itself if it has none."""
        if not self.inputs:
            return (self,)
        found = {leaf.id: leaf for _, figure in self.inputs if figure is not None for leaf in figure.sources()}
        return tuple(found.values())

    def computation(self) -> Computation:
        """The formula as one function of its leaves. Raises :class:`DeriveError` where an input is missing."""
        if self.missing is not None:
            raise DeriveError(f"{self.id} has no value: {self.missing}")
        return Computation(self._node(), self.unit)

    def leaves(self) -> dict[str, Leaf]:
        return {leaf.id: Leaf(leaf.id, leaf.label, leaf._readings) for leaf in self.sources()}

    def _node(self) -> Node:
        if self.function is None:
            return Node(leaf=self.id)
        return Node(function=self.function, inputs=tuple((name, figure._node()) for name, figure in self.inputs))

    def versus(self, relation: str, threshold: Threshold) -> Verdict:
        """Whether the figure is above (``">"``, ``">="``) or below (``"<"``, ``"<="``) a threshold."""
        if relation not in words.RELATIONS:
            raise ValueError(f"unknown relation {relation!r}; allowed: {', '.join(words.RELATIONS)}")
        if not isinstance(threshold, Threshold):
            raise TypeError(f"{threshold!r} is no threshold; write Threshold('1/3', 'one third')")
        reason = self.missing or next(iter(self.unsettled), None) or self.partial
        if reason is not None:
            return Verdict(self, relation, threshold, None, reason)
        return Verdict(self, relation, threshold, judge(self.computation(), self.leaves(), relation, threshold.value))

    def sensitivity(self) -> list[tuple[str, Fraction | None]]:
        """Each input's id with how far it alone moves the result, the most telling first (``None``: without bound)."""
        return sensitivity(self.computation(), self.leaves())

    def with_caveats(self, *caveats: str) -> Figure:
        """The same figure with further caveats."""
        return replace(
            self,
            caveats=tuple(dict.fromkeys((*self.caveats, *caveats))),
            noted=tuple(dict.fromkeys((*self.noted, *caveats))),
        )

    def json(self) -> Json:
        """The whole record for the Document, inputs included."""
        return cards.of_figure(self)

    @property
    def digits(self) -> int | None:
        """How many significant digits the figure is printed with: as many as its coarsest input, at least two.

        A sum or difference gets one more, since it keeps the places of its terms: 12,000 and 1,500 make 13,500.
        ``None`` for a figure that is not derived: the ends of its readings are printed in full.
        """
        if self.function is None:
            return None
        given = [
            words.significant_digits(end)
            for leaf in self.sources()
            if leaf.readings is not None and leaf.statement is not None and not leaf.statement.in_words
            for end in (leaf.said.low, leaf.said.high)
            if end
        ]
        return max(2, min(given, default=2)) + (self.unit not in (SHARE, MULTIPLE))

    def card(self) -> Card:
        """The figure's identity card: its readings, formula, inputs, claimant, pages and caveats."""
        rows = cards.facts_of_figure(self)
        below = [(term, text) for term, text in rows if term not in ("what", "in words")]
        html = outputs.card(below, self.label, self.text)
        return Card(lines(rows), {"type": "card", "figure": self.json()}, html)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Figure {self.id}: {self.text}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, {"type": "figure", "text": self.text, "figure": self.json()})
