"""A question as entered in the what-if panel, and its answer: figure, verdict, and the words beside them."""

from __future__ import annotations

from dataclasses import dataclass

from hedged.figures import Figure, Verdict, derive
from hedged.lab import entries
from hedged.lab.entries import Impossible, Side
from hedged.ledger import Ledger
from hedged.numbers import SHARE, UNDETERMINED, DeriveError, Function, multiple, share, words

#: What can be asked, by name; the first input is the number in question, the second what it is held against.
QUESTIONS: dict[str, Function] = {"share": share, "multiple": multiple}
#: What the inputs are called in messages and labels.
SIDE_WORDS = {"part": "Part", "whole": "Whole", "number": "Number", "of": "Base"}


@dataclass(frozen=True, slots=True)
class Question:
    """Two sides, what is asked of them, and the threshold as typed; ``because``: why this base, if it is old.

    Raises :class:`Impossible` for a question or relation there is not.
    """

    first: Side
    second: Side
    asked: str = "share"
    relation: str = ">"
    threshold: str = "one third"
    because: str = ""

    def __post_init__(self) -> None:
        for name, given, known in (("question", self.asked, QUESTIONS), ("relation", self.relation, words.RELATIONS)):
            if given not in known:
                raise Impossible(f"unknown {name} {given!r}; allowed: {', '.join(known)}")

    @property
    def function(self) -> Function:
        return QUESTIONS[self.asked]

    @property
    def sides(self) -> tuple[tuple[str, Side], tuple[str, Side]]:
        """The inputs of the function with what was entered for them."""
        first, second = self.function.directions
        return (first, self.first), (second, self.second)


@dataclass(frozen=True, slots=True)
class Answer:
    """What follows from a question."""

    figure: Figure
    verdict: Verdict

    @property
    def asked(self) -> str:
        """The question in words: ``above one third``."""
        relation = words.relation(self.verdict.relation, self.figure.unit)
        return f"{relation} {self.verdict.threshold.text}"

    @property
    def readings(self) -> tuple[tuple[str, str, str], ...]:
        """Each reading by its name, with the range on it and the outcome."""
        judged = self.verdict.judgement
        outcomes = judged.outcomes if judged else (UNDETERMINED,) * 3
        return tuple(zip(words.READINGS, map(self.verdict.beside, self.figure.readings), outcomes, strict=True))

    @property
    def tipping(self) -> tuple[str, ...]:
        """One sentence for each tipping point."""
        return tuple(
            f"{_capital(point.label)}: {self.asked} {point.text}, {point.place}." for point in self.verdict.tipping
        )

    @property
    def margin(self) -> str | None:
        """How much rounding the verdict as said survives; ``None`` where no verdict is given."""
        return self.verdict.margin_text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def figures(question: Question, ledger: Ledger) -> dict[str, Figure | Impossible]:
    """What each side stands for, by the input it is, or the reason why it stands for nothing."""
    found: dict[str, Figure | Impossible] = {}
    for name, side in question.sides:
        try:
            found[name] = entries.figure(side, ledger, f"assumed-{name}")
        except Impossible as reason:
            found[name] = Impossible(f"{SIDE_WORDS[name]}: {reason}")
    return found


def answer(question: Question, ledger: Ledger) -> Answer:
    """The answer to a question. Raises :class:`Impossible` with the reason where there is none."""
    inputs = figures(question, ledger)
    for found in inputs.values():
        if isinstance(found, Impossible):
            raise found
    (first, one), (second, other) = inputs.items()
    if question.function is share and SHARE in (one.unit, other.unit):
        name, found = (first, one) if one.unit == SHARE else (second, other)
        raise Impossible(f"{SIDE_WORDS[name]}: {found.text} is itself a share; a share is made from two counts")
    if one.unit != other.unit:
        raise Impossible(f"{one.text} and {other.text} have different units; a multiple needs one unit for both")
    if one.id == other.id and one.readings != other.readings:
        raise Impossible("both sides are the same statement; give it the same grain on both")
    try:
        limit = entries.threshold(question.threshold, question.function.unit)
    except Impossible as reason:
        raise Impossible(f"Threshold: {reason}") from None
    try:
        result = derive(question.function, id="what-if", because=question.because.strip() or None, **inputs)
    except DeriveError as fault:
        raise Impossible(str(fault).removeprefix("what-if: ")) from None
    return Answer(result, result.versus(question.relation, limit))
