"""Figures and verdicts: values that remember where they come from.

A :class:`Figure` is a value with its three readings and its origin: a statement of the
ledger, or a function of other figures. ``figure.versus(">", threshold)`` gives a
:class:`Verdict`. Both print themselves with hedge, range and standing, never without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from hedged.figures import card as as_records
from hedged.figures import ends as drawn
from hedged.figures import facts
from hedged.ledger.codes import MEASURE_WORDS
from hedged.ledger.evidence import Counts, Evidence, counts, day_in_words
from hedged.ledger.records import Statement
from hedged.look import outputs
from hedged.look.display import SLUG, Bundle, Card, Json, Link, Phrase, bundle, lines
from hedged.numbers import words
from hedged.numbers.computation import Computation, DeriveError, Leaf, Node
from hedged.numbers.functions import Function
from hedged.numbers.hedges import readings as hedge_readings
from hedged.numbers.judgement import DEPENDS, UNDETERMINED, Judgement, Threshold, judge
from hedged.numbers.quantity import MULTIPLE, SHARE, Quantity, Readings
from hedged.numbers.tipping import Swing, TippingPoint, sensitivity

REPORTED, DERIVED, COUNTED = "reported", "derived", "counted"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


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
    evidence: Evidence | None = None
    function: Function | None = None
    inputs: tuple[tuple[str, Figure | None], ...] = ()
    missing: str | None = None
    unsettled: tuple[str, ...] = ()
    edition: str | None = None

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.id):
            raise DeriveError(f"id {self.id!r} is not a slug; write lower-case words joined by hyphens")

    @classmethod
    def reported(cls, evidence: Evidence) -> Figure:
        """The figure of one statement, read by its hedge."""
        row = evidence.statement
        unit = row.unit
        cells = {"low": row.low, "best": row.best, "high": row.high, "unit": unit, "in_words": row.in_words}
        when = row.stated_on or row.as_of
        label = f"{evidence.claimant.short_name}, {MEASURE_WORDS[row.measure]}"
        label = f"{label}, {words.of_day(when)}" if when else f"{label}, day not known"
        return cls(
            id=row.statement_id,
            label=label,
            kind=REPORTED,
            unit=unit,
            text=words.with_status(words.hedged(row.hedge, **cells), row.status),
            readings=hedge_readings(row.hedge, **cells),
            hedge=row.hedge,
            status=row.status,
            evidence=evidence,
            unsettled=(f"{label} is a denied figure",) if row.status == "denied" else (),
        )

    @classmethod
    def given(cls, id: str, value: Quantity | Readings, label: str | None = None) -> Figure:
        """An assumed figure: a range set by hand, the same on every reading, or all three readings."""
        if isinstance(value, Quantity):
            value = Readings(value if value.best is None else Quantity.point(value.best, value.unit), value, value)
        shown = words.derived(value, None)
        return cls(id, label or f"assumed {shown}", COUNTED, value.unit, shown, value)

    @property
    def statement(self) -> Statement | None:
        """The row of the ledger, for a reported figure."""
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
        return Phrase(day_in_words(self.statement.stated_on if self.statement else None))

    @property
    def as_of(self) -> Phrase:
        """The day a reported figure refers to, in words."""
        return Phrase(day_in_words(self.statement.as_of if self.statement else None))

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
            return (drawn.FOLLOWS,) * 3
        if row is None:
            return (drawn.SET_HERE,) * 3
        if self.readings != hedge_readings(self.hedge, **row.cells_of(self.hedge)):
            return (drawn.SET_HERE,) * 3  # its grain was moved
        return drawn.by(self.hedge, list(row.numbers.values()), row.unit, row.in_words)

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
        return as_records.of_figure(self)

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
        rows = facts.of_figure(self)
        below = [(term, text) for term, text in rows if term not in ("what", "in words")]
        html = outputs.card(below, self.label, self.text)
        return Card(lines(rows), {"type": "card", "figure": self.json()}, html)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Figure {self.id}: {self.text}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, {"type": "figure", "text": self.text, "figure": self.json()})


@dataclass(frozen=True)
class Verdict:
    """A figure against a threshold: *holds*, *depends*, *fails* or *undetermined*, and where it tips.

    ``reason`` says why it is undetermined. The outcome is that of the readings as rounded.
    """

    figure: Figure
    relation: str
    threshold: Threshold
    judgement: Judgement | None
    reason: str | None = None

    @property
    def id(self) -> str:
        return _slug(f"{self.figure.id}-{words.RELATIONS[self.relation]}-{self.threshold.name}")

    @property
    def outcome(self) -> str:
        return self.judgement.outcomes[1] if self.judgement else UNDETERMINED

    @property
    def scope(self) -> str | None:
        """Whether every reading agrees, or only the reading as rounded says so."""
        if self.judgement is None:
            return None
        return "on every reading" if len(set(self.judgement.outcomes)) == 1 else "as rounded"

    @property
    def margin(self) -> Fraction | float | None:
        return self.judgement.margin if self.judgement else None

    @property
    def margin_text(self) -> str | None:
        """How much rounding the verdict as said survives, in words; ``None`` where there is no verdict."""
        return self.judgement.margin_text if self.judgement else None

    @property
    def tipping(self) -> tuple[TippingPoint, ...]:
        return self.judgement.tipping if self.judgement else ()

    @property
    def swings(self) -> tuple[Swing, ...]:
        """How far each input alone moves the figure, the most telling first; none where it is undetermined."""
        return self.judgement.swings if self.judgement else ()

    def moved(self, swing: Swing) -> str:
        """To what an input alone moves the figure, in words; empty where there is no result."""
        return "" if swing.reach is None else self.beside(swing.reach)

    def alone(self, swing: Swing) -> str:
        """What an input does alone: ``moves it to 34 to 39% and would tip it below 12,000, outside its range …``."""
        reach, told = swing.reach, []
        if reach is not None:
            told.append(f"{'leaves it at' if reach.low == reach.high else 'moves it to'} {self.moved(swing)}")
        for verb, inside in (("tips", True), ("would tip", False)):
            if tips := [tip for tip in self.tipping if tip.input == swing.input and tip.inside is inside]:
                told.append(f"{verb} it {' or '.join(tip.text for tip in tips)}, {tips[0].place}")
        return words.listed(told) or "gives no result while the others are as said"

    @property
    def note(self) -> str | None:
        if self.judgement and self.judgement.touches:
            return f"touches {self.threshold.text} without reaching it"
        return None

    @property
    def text(self) -> str:
        """The verdict in a word or three: ``depends``, ``holds as rounded``, ``fails on every reading``."""
        if self.judgement is None or self.outcome == DEPENDS:
            return self.outcome
        return f"{self.outcome} {self.scope}"

    @property
    def question(self) -> str:
        """What is asked of the figure: ``above one third``, ``more than twice``."""
        return f"{words.relation(self.relation, self.figure.unit)} {self.threshold.text}"

    @property
    def sentence(self) -> str:
        """The verdict as a sentence with the ranges it rests on."""
        if self.judgement is None:
            return f"Whether it is {self.question} cannot be said: {self.reason}."
        figure = self.figure
        reach = self.beside(figure.rounded)
        if self.outcome == DEPENDS:
            said = (
                "as said it "
                + {"holds": "holds", "fails": "fails", "depends": "depends too"}[self.judgement.outcomes[0]]
            )
            sentence = (
                f"Whether it is {self.question} depends: as rounded it is {reach}; {said} ({self.beside(figure.said)})."
            )
        else:
            verb = "is" if self.outcome == "holds" else "is not"
            sentence = f"It {verb} {self.question} {self.scope}: {reach}."
        if self.note:
            sentence = f"{sentence[:-1]}; it {self.note}."
        return sentence

    @property
    def told(self) -> tuple[Figure | Verdict | str, ...]:
        """The verdict with its figure, for the cell of a table: ``36% (30 to 43%): depends``."""
        return (self.figure, ": ", self, *([f"; it {self.note}"] if self.note else []))

    def beside(self, quantity: Quantity) -> str:
        """A reading in words that cannot be taken for the threshold."""
        if quantity.low is not None and quantity.low == quantity.high:
            return words.beside(
                quantity.low, quantity.unit, self.threshold.value, self.threshold.text, self.figure.digits
            )
        return words.span(quantity, self.figure.digits, self.threshold.value)

    def json(self) -> Json:
        """The whole record for the Document, its figure included."""
        return as_records.of_verdict(self)

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, self._record())

    def _record(self) -> Json:
        return {"type": "verdict", "text": self.text, "verdict": self.json()}

    def card(self) -> Card:
        """The verdict with all it rests on; in the briefing the same box as the verdict alone."""
        rows = facts.of_verdict(self)
        html = outputs.verdict(self.outcome, self.text, self.sentence, rows)
        return Card(f"{self.text}\n{self.sentence}\n{lines(rows)}", self._record(), html)
