"""The tipping chart: a result and its inputs on their three readings, and where the verdict tips.

One row for the result and one for each input, each on a scale of its own. The ground of a
row says on which side of the tipping point the verdict holds and on which it fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import fill

import matplotlib
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from hedged.charts import STYLE, Chart, bar_handle, canvas_of, chart_of, margins, put_key, widest
from hedged.errors import HedgedError
from hedged.figures import Cell, Figure, Verdict
from hedged.look import CHART_SMALL_PT, CHART_TEXT_PT, LIGHT
from hedged.numbers import FAILS, HOLDS, Quantity, Readings, TippingPoint, natural_bounds, words

#: Labels beside a row are broken into lines of so many characters.
_LABEL = 24
#: Room for a reader without our font, whose letters are wider.
_WIDER = 1.2
#: The outline of the ground on which the verdict is so, as the boxes of a plane have it.
_EDGES = {HOLDS: "solid", FAILS: (0, (1, 1.3))}
#: The height of the key in inches.
_KEY = 0.22
#: Half the height of a reading's bar, in rows: a wider reading is the lower bar behind.
_HALF_HEIGHTS = {"wide": 0.15, "rounded": 0.11, "said": 0.055}
_BARS = {"rounded": "as rounded", "wide": "wide"}
_COLOURS = {"wide": "accent-pale", "rounded": "accent-mid", "said": "accent"}


@dataclass(frozen=True)
class _Row:
    """What one row draws: a figure's readings, the values at which the verdict tips, and on which side it holds."""

    label: str
    readings: Readings
    tips: tuple[tuple[Fraction, str], ...]
    holds_above: bool | None

    @property
    def scale(self) -> tuple[Fraction, Fraction]:
        """The values at the left and right edge: all ends and tipping points, with some room, within the unit."""
        ends = [end for quantity in self.readings for end in (quantity.low, quantity.high) if end is not None]
        ends += [value for value, _ in self.tips]
        room = (max(ends) - min(ends)) * Fraction(14, 100) or max(abs(ends[0]) / 10, Fraction(1, 100))
        least, greatest = natural_bounds(self.readings.unit)
        low, high = min(ends) - room, max(ends) + room
        return max(low, least), high if greatest is None else min(high, greatest)

    def grounds(self) -> list[tuple[Fraction, Fraction, str]]:
        """The stretches of the scale on which the verdict holds, fails, or hangs on the other input."""
        low, high = self.scale
        if self.holds_above is None or not self.tips:
            return []
        first, last = min(value for value, _ in self.tips), max(value for value, _ in self.tips)
        below, above = (FAILS, HOLDS) if self.holds_above else (HOLDS, FAILS)
        return [(low, first, below), (last, high, above)]


@matplotlib.rc_context(STYLE)
def tipping(
    verdict: Verdict,
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
    reading: str = "rounded",
) -> Chart:
    """The result of a verdict and its inputs on all readings, each with what decides the verdict on it.

    The bars of ``reading`` (``said``, ``rounded``, ``wide``) are outlined, with their ends in
    words. Raises ``HedgedError`` for a figure without a value.
    """
    if verdict.figure.readings is None:
        raise HedgedError(f"chart {id}: {verdict.figure.id} has no value: {verdict.figure.missing}")
    rows = _rows(verdict)
    canvas, axes = canvas_of(_KEY + 0.08 + 0.8 * len(rows))
    labels = [fill(row.label, _LABEL) for row in rows]
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(rows) - 0.42, -0.58)
    left = widest(labels) * _WIDER + 0.15
    margins(canvas, left, 0.12, top=_KEY + 0.04, bottom=0.04)
    for y, (row, label) in enumerate(zip(rows, labels, strict=True)):
        lines = label.splitlines()
        for number, line in enumerate(lines):  # one by one, so that the reader's own font stays flush right
            shift = CHART_TEXT_PT * 1.15 * ((len(lines) - 1) / 2 - number)
            axes.annotate(line, (0, y), xytext=(-8, shift), textcoords="offset points", ha="right", va="center")
        _draw(axes, y, row, reading)
    put_key(canvas, _key())
    inputs = [(leaf.label, leaf) for leaf in verdict.figure.sources()]
    drawn = [(verdict.figure.label, verdict.figure), *inputs]
    if sources is None and all(leaf.evidence is None for _, leaf in inputs):
        sources = ["All figures are assumed here."]
    return chart_of(canvas, drawn, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources)


def _key() -> list[Line2D]:
    """What the bars and the broken line mean."""
    ink = LIGHT["accent"]
    return [
        Line2D([], [], label="as said", marker="o", markersize=5.5, linestyle="none", color=ink),
        *(bar_handle(label, ink=ink, ground=LIGHT[_COLOURS[name]]) for name, label in _BARS.items()),
        Line2D([], [], label="where the verdict tips", color=LIGHT["ink"], linewidth=1.1, linestyle=(0, (4, 2))),
    ]


def _rows(verdict: Verdict) -> list[_Row]:
    """The result against the threshold, then each input against its tipping points."""
    figure, threshold = verdict.figure, verdict.threshold
    rises = verdict.relation in (">", ">=")
    judged = verdict.judgement is not None
    limit = ((threshold.value, threshold.text),)
    rows = [_Row(_result_words(figure), figure.readings, limit, rises if judged else None)]
    directions = figure.computation().directions
    for leaf in figure.sources():
        tips = tuple((tip.value, _short(tip)) for tip in verdict.tipping if tip.input == leaf.id)
        direction = directions[leaf.id]
        holds_above = (direction > 0) == rises if judged and direction else None
        rows.append(_Row(leaf.label, leaf.readings, tips, holds_above))
    return rows


def _result_words(figure: Figure) -> str:
    """The result by the name of its function; its whole label would repeat those of the inputs."""
    return figure.function.name if figure.function else figure.label


def _short(tip: TippingPoint) -> str:
    """The words of a tipping point without those on the other input, which stand beside the chart."""
    return tip.text.partition(" (")[0]


def _draw(axes: Axes, y: int, row: _Row, reading: str) -> None:
    low, high = row.scale

    def place(value: Fraction) -> float:
        return float((value - low) / (high - low))

    for start, end, outcome in row.grounds():
        _box(axes, place(start), place(end), y, 0.28, facecolor=LIGHT[outcome], alpha=0.13, edgecolor="none")
        _box(axes, place(start), place(end), y, 0.28, fill=False, edgecolor=LIGHT[outcome], linewidth=0.7,
             linestyle=_EDGES[outcome])  # fmt: skip
        side = place(start) < 0.001
        axes.annotate(outcome, (0.004 if side else 0.996, y + 0.28), xytext=(0, -1.5), textcoords="offset points", va="top",
                      ha="left" if side else "right", color=LIGHT[outcome], fontsize=CHART_SMALL_PT)  # fmt: skip
    for name in ("wide", "rounded", "said"):
        quantity = getattr(row.readings, name)
        ends = _ends(quantity, low, high)
        chosen = (
            {"edgecolor": LIGHT["ink"], "linewidth": 1.4}
            if name == reading
            else {"edgecolor": LIGHT["accent"], "linewidth": 0.6}
        )
        half = _HALF_HEIGHTS[name]
        if ends[0] == ends[1]:
            axes.plot(place(ends[0]), y, marker="o", markersize=5.5, color=LIGHT[_COLOURS[name]],
                      markeredgecolor=LIGHT["ink"] if name == reading else "none", clip_on=False)  # fmt: skip
        else:
            _box(axes, place(ends[0]), place(ends[1]), y, half, facecolor=LIGHT[_COLOURS[name]], **chosen)
        if quantity.high is None and name == reading:
            axes.plot(1, y, marker=">", color=LIGHT["accent"], markersize=6, clip_on=False)
    _words_below(axes, y, row, getattr(row.readings, reading), place)
    _marks(axes, y, row.tips, place)


def _ends(quantity: Quantity, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The ends of a bar; one without an end goes to the edge."""
    return low if quantity.low is None else quantity.low, high if quantity.high is None else quantity.high


def _box(axes: Axes, left: float, right: float, y: float, half: float, **look: object) -> None:
    axes.add_patch(Rectangle((left, y - half), right - left, 2 * half, **look))


def _words_below(axes: Axes, y: int, row: _Row, quantity: Quantity, place) -> None:
    """The range on the chosen reading in words, under the middle of its bar."""
    low, high = _ends(quantity, *row.scale)
    axes.annotate(words.span(quantity, None if quantity.low is None or quantity.low.denominator == 1 else 2),
                  (min(max((place(low) + place(high)) / 2, 0.2), 0.8), y + 0.28), xytext=(0, -1.5),
                  textcoords="offset points", ha="center", va="top", fontsize=CHART_SMALL_PT)  # fmt: skip


def _marks(axes: Axes, y: int, tips: Sequence[tuple[Fraction, str]], place) -> None:
    """A tick for each tipping point, with its words above; several stand apart, the outer ones outwards."""
    ordered = sorted(tips)
    for number, (value, text) in enumerate(ordered):
        x = place(value)
        axes.plot([x, x], [y - 0.28, y + 0.28], color=LIGHT["ink"], linewidth=1.1, linestyle=(0, (4, 2)))
        outward = ("right", "left")[number > 0] if len(ordered) > 1 else "center"
        side = "left" if x < 0.18 else "right" if x > 0.82 else outward
        axes.annotate(text, (x, y - 0.28), xytext=(0, 1.5), textcoords="offset points", ha=side, va="bottom",
                      fontsize=CHART_SMALL_PT)  # fmt: skip
