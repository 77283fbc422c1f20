"""The key of the plane: whose figures each box is, what it is about, its verdict and its tipping points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from textwrap import fill

from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from hedged.charts.canvas import WIDTH, widest
from hedged.figures import Cell, Figure, Verdict
from hedged.ledger import MEASURE_WORDS
from hedged.look import CHART_SMALL_PT, CHART_TEXT_PT, LIGHT, Link, joined
from hedged.numbers import DEPENDS, HOLDS, UNDETERMINED, Quantity, TippingPoint, held_at, words

#: Heights in inches: of a line, and of the space after an entry.
_LINE, _AFTER = 0.138, 0.065
#: The distance of lines in multiples of the letters' height, so that a line is as high as above.
_LEADING = 1.165
#: Claimants and tipping points are broken into lines of so many characters.
_WHO, _TIPS = 38, 30


@dataclass(frozen=True)
class Box:
    """One pair of ranges as rounded, with all whose figures have it, and the verdict on it."""

    part: Quantity
    whole: Quantity
    named: tuple[tuple[str, Figure, Verdict], ...]

    @property
    def verdict(self) -> Verdict:
        return self.named[0][2]

    @property
    def solid(self) -> bool:
        """Whether somebody said a best value of both."""
        return self.part.best is not None and self.whole.best is not None

    @property
    def dots(self) -> list[tuple[Fraction, Fraction]]:
        """Whole and part as they are held while the other moves: as said, or at an end where nobody said a best value."""
        inputs = dict(self.named[0][1].inputs)
        return list(product(*(held_at(inputs[name].said) for name in ("whole", "part"))))

    @property
    def moved(self) -> set[str]:
        """Which of ``part`` and ``whole`` has a tipping point."""
        part = dict(self.named[0][1].inputs)["part"]
        of_part = {leaf.id for leaf in part.sources()}
        return {"part" if point.input in of_part else "whole" for point in self.verdict.tipping}


def boxes_of(shares: Sequence[tuple[str, Figure]], verdicts: Sequence[Verdict]) -> list[Box]:
    """Equal pairs of ranges with equal verdicts as one box, in the order in which they come."""
    found: dict[tuple, list[tuple[str, Figure, Verdict]]] = {}
    for (label, figure), verdict in zip(shares, verdicts, strict=True):
        inputs = dict(figure.inputs)
        told = (verdict.text, *(point.text for point in verdict.tipping))
        found.setdefault((inputs["part"].rounded, inputs["whole"].rounded, told), []).append((label, figure, verdict))
    return [Box(part, whole, tuple(named)) for (part, whole, _), named in found.items()]


def counted(figures: Iterable[Figure]) -> str:
    """What figures count, in the words of their measures, each once."""
    leaves = [leaf for figure in figures for leaf in figure.sources()]
    measures = [MEASURE_WORDS[leaf.statement.measure] if leaf.statement else leaf.label for leaf in leaves]
    return words.listed(list(dict.fromkeys(measures)))


def tips_heading(verdict: Verdict) -> str:
    """The heading over tipping points, which are the values with which it is so: ``above one third with``."""
    return f"{verdict.question} with"


def tips(verdict: Verdict) -> Cell:
    """The tipping points of a verdict as a cell, their words leading to it."""
    told = ((f"{_moving(verdict, point)} ", Link(point.text, f"#{verdict.id}")) for point in verdict.tipping)
    return joined(told, "; ") or "no number"


def _moving(verdict: Verdict, point: TippingPoint) -> str:
    """What the input counts that a tipping point moves."""
    return counted(leaf for leaf in verdict.figure.sources() if leaf.id == point.input)


@dataclass(frozen=True)
class Entry:
    """What the key says of one box, broken into lines; each claimant with what it leads to."""

    letter: str
    verdict: Verdict
    who: tuple[tuple[str, str], ...]
    ranges: str
    outcome: str
    tips: str

    @classmethod
    def of(cls, letter: str, box: Box) -> Entry:
        verdict = box.verdict
        told = [f"{_moving(verdict, point)} {point.text}" for point in verdict.tipping] or ["no number"]
        return cls(
            letter,
            verdict,
            who=tuple((fill(label, _WHO), figure.id) for label, figure, _ in box.named),
            ranges=f"{words.span(box.part, 3)}\nof {words.span(box.whole, 3)}",
            outcome=verdict.text.replace(" ", "\n", 1),
            tips="\n".join(fill(tip, _TIPS) for tip in told),
        )

    @property
    def height(self) -> float:
        who = sum(map(_lines, (label for label, _ in self.who)))
        return _LINE * max(who, *map(_lines, (self.ranges, self.outcome, self.tips))) + _AFTER


def _lines(text: str) -> int:
    return text.count("\n") + 1


def height_of(entries: Sequence[Entry]) -> float:
    """The height of a key in inches."""
    return sum(entry.height for entry in entries) + 1.5 * _LINE


def draw(canvas: Canvas, entries: Sequence[Entry], pair: str) -> None:
    """Draws a key at the foot of a canvas: a line for each claimant, beside them what their box says.

    ``pair`` names what the ranges count. All verdicts answer one question.
    """
    question, above_tips = f"{entries[0].verdict.question}?", tips_heading(entries[0].verdict)
    high = canvas.get_size_inches()[1]

    def put(x: float, top: float, text: str, size: float = CHART_SMALL_PT, **look: object) -> None:
        stand = top - _LINE * (_lines(text) - 0.5) - 0.32 * size / 72  # of its last line
        canvas.text(x / WIDTH, stand / high, text, va="baseline", linespacing=_LEADING, fontsize=size, **look)

    first = 0.24
    second = first + widest((label for entry in entries for label, _ in entry.who), CHART_SMALL_PT) + 0.2
    third = second + widest((pair, *(entry.ranges for entry in entries)), CHART_SMALL_PT) + 0.2
    fourth = third + 0.14 + widest((question, *(entry.outcome for entry in entries)), CHART_SMALL_PT) + 0.2
    y = height_of(entries) - 0.5 * _LINE
    for x, name in ((second, pair), (third, question), (fourth, above_tips)):
        put(x, y, name, color=LIGHT["muted"])
    y -= _LINE
    for entry in entries:
        rule = (y - _AFTER / 2) / high
        canvas.add_artist(Line2D([0, 1], [rule, rule], color=LIGHT["grid"], linewidth=0.6))
        below, y = y - _AFTER, y - entry.height
        verdict = {"color": LIGHT[entry.verdict.outcome]}
        put(0.08, below, entry.letter, CHART_TEXT_PT, weight=600, ha="center", **verdict)
        canvas.add_artist(_disc((third + 0.05) / WIDTH, (below - _LINE / 2) / high, entry.verdict.outcome))
        put(second, below, entry.ranges)
        put(third + 0.14, below, entry.outcome, url=f"#{entry.verdict.id}", **verdict)
        put(fourth, below, entry.tips)
        for label, figure in entry.who:
            put(first, below, label, url=f"#{figure}")
            below -= _LINE * _lines(label)


def _disc(x: float, y: float, outcome: str) -> Line2D:
    """The sign of an outcome, as everywhere on the page: full, half, empty; broken is that of no verdict."""
    style = {HOLDS: "full", DEPENDS: "left"}.get(outcome, "none")
    return Line2D([x], [y], linestyle="none", marker="o", markersize=5.5, fillstyle=style, color=LIGHT[outcome],
                  markerfacecoloralt="none", markeredgewidth=0.7 if outcome == UNDETERMINED else 1)  # fmt: skip
