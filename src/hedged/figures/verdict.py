"""A figure against a threshold: the verdict, in words and as a record.

It prints itself in a word or three, and as a sentence with the ranges it rests on. The arithmetic is in
`hedged.numbers.judgement`.

How far an input moves the result is said by the verdict, beside its tipping points: a figure of its own would need a
card for each input, and for each end at which another one is held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from hedged.figures import cards
from hedged.look import Bundle, Card, Json, Phrase, bundle, lines, outputs
from hedged.numbers import DEPENDS, UNDETERMINED, Judgement, Quantity, Swing, TippingPoint, exactly, words

if TYPE_CHECKING:
    from hedged.figures.figure import Figure


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class Threshold(Phrase):
    """A value to compare with, and how it is said: ``Threshold("1/3", "one third")``.

    It prints itself in these words, and ids of verdicts end in them, or in ``name``: an id once published
    stays when the words get better. Raises ``TypeError`` for a float.
    """

    value: Fraction
    name: str

    def __init__(self, value: Fraction | int | str, text: str, name: str = "") -> None:
        Phrase.__init__(self, text)
        object.__setattr__(self, "value", exactly(value))
        object.__setattr__(self, "name", name or text)


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
        return cards.of_verdict(self)

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, self._record())

    def _record(self) -> Json:
        return {"type": "verdict", "text": self.text, "verdict": self.json()}

    def card(self) -> Card:
        """The verdict with all it rests on; in the briefing the same box as the verdict alone."""
        rows = cards.facts_of_verdict(self)
        html = outputs.verdict(self.outcome, self.text, self.sentence, rows)
        return Card(f"{self.text}\n{self.sentence}\n{lines(rows)}", self._record(), html)
