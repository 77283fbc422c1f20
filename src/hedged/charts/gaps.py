"""The chart of gaps: figures that contradict each other, two by two, with what lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from hedged.analysis import Contradiction, who_and_when
from hedged.charts.canvas import STYLE, WIDTH, axis_words, canvas_of, margins, put, put_key, svg_of, widest
from hedged.charts.chart import Chart, data_of, said_ends
from hedged.charts.ranges import band, bar_handle, onward, onward_handle
from hedged.errors import HedgedError
from hedged.figures import Cell, Figure, reported_by
from hedged.look import CHART_SMALL_PT, LIGHT, Link
from hedged.numbers import natural_bounds

#: Heights in inches: of a line, of a pair with the space after it, of a bar, of the key.
_LINE, _PAIR, _BAR, _KEY = 0.18, 0.66, 0.11, 0.3
#: Inches from names to words, and from these to the plot; the size of marks in points.
_APART, _BEFORE, _MARK = 0.14, 0.16, 3.8


class _Side(NamedTuple):
    """How one figure of each pair is drawn: its bar, its outline and mark, and the shape of the mark."""

    name: str
    ground: str
    ink: str
    marker: str


_LOWER = _Side("the lower figure", LIGHT["accent-mid"], LIGHT["accent"], "o")
_HIGHER = _Side("the higher figure", LIGHT["paper"], LIGHT["rust"], "s")


def against(pairs: Sequence[Contradiction]) -> str:
    """The pairs of a chart of gaps as words for its alt text: who, when, the figures, and how many times."""
    told = []
    for pair in pairs:
        times = pair.times
        told.append(f"{pair.lower.label}, {pair.lower.text}, against {pair.higher.label}, {pair.higher.text}"
                    + (f": {times.text} the lower figure" if times else ""))  # fmt: skip
    return "; ".join(told) + "."


@matplotlib.rc_context(STYLE)
def gaps(
    pairs: Sequence[Contradiction],
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """Figures that contradict each other, two by two: both ranges as rounded, and the gap between them.

    Figures of one unit are drawn on one scale from zero. Where units are mixed each pair has a scale
    of its own from zero, on which the higher range begins at the same place in every pair: the gap is
    the wider, the more times the lower figure the higher one is. Raises ``HedgedError`` for no pairs.
    """
    if not pairs:
        raise HedgedError(f"chart {id} has no pairs of figures")
    factors = [pair.times for pair in pairs]
    shown = [figure for pair in pairs for figure in (pair.lower, pair.higher)]
    labels = [who_and_when(figure) for figure in shown]
    texts = [figure.text for figure in (*shown, *filter(None, factors))]
    canvas, axes = canvas_of(_KEY + 0.24 + _PAIR * len(pairs))
    several = len({pair.measure for pair in pairs}) > 1
    heads = [f"{pair.measure}: {pair.word}" if several else f"{pair.word[0].upper()}{pair.word[1:]}" for pair in pairs]
    words_at = max(widest(labels), widest(heads, CHART_SMALL_PT)) + _APART
    left, right = words_at + widest(texts, bold=True) + _BEFORE, 0.14
    margins(canvas, left, right, top=_KEY, bottom=0.24)
    one_scale = len({figure.unit for figure in shown}) == 1
    steps = [Fraction(1) if one_scale else _begin(pair) for pair in pairs]
    end = max(_reach(pair) / step for pair, step in zip(pairs, steps, strict=True)) * Fraction(103, 100)
    if one_scale:
        end = min(filter(None, (end, natural_bounds(shown[0].unit)[1])))
    axes.set_xlim(0, float(end))
    axes.set_ylim(_PAIR * len(pairs), 0)
    axes.set_yticks([])
    axes.grid(visible=False, axis="y")
    _scaled(axes, shown[0].unit if one_scale else None, WIDTH - left - right)
    for number, (pair, times, step) in enumerate(zip(pairs, factors, steps, strict=True)):
        head = number * _PAIR + 0.12
        put(axes, (0, head), heads[number], across="figure fraction", size=CHART_SMALL_PT, color=LIGHT["muted"])
        if times is not None:
            _said(axes, (words_at, head), times, weight=600)
        axes.plot([0, 0], [head + 0.6 * _LINE, head + 2.4 * _LINE], color=LIGHT["rule"], linewidth=1, clip_on=False)
        for line, (figure, side) in enumerate(((pair.lower, _LOWER), (pair.higher, _HIGHER)), 1):
            y = head + line * _LINE
            _drawn(axes, y, figure, step, side)
            put(axes, (0, y), who_and_when(figure), across="figure fraction")
            _said(axes, (words_at, y), figure)
        _gap(axes, head + _LINE, pair, step)
    put_key(canvas, _key(shown))
    figures = [*shown, *filter(None, factors)]
    lines = sources if sources is not None else [reported_by(shown)]
    data = data_of(
        id,
        subtitle,
        {"Measure": "left", "Lower figure": "left", "Lower as rounded": "right", "Higher figure": "left",
                 "Higher as rounded": "right", "How many times": "right", "What it is": "left"},
        [[pair.measure, [f"{who_and_when(pair.lower)}: ", pair.lower], pair.lower.spans[1],
               [f"{who_and_when(pair.higher)}: ", pair.higher], pair.higher.spans[1], _leading(times), pair.word]
              for pair, times in zip(pairs, factors, strict=True)],
        lines,
    )  # fmt: skip
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, list({f.id: f for f in figures}.values()))


def _leading(times: Figure | None) -> Cell:
    """The words of a factor, leading to it: what there is to remark on it is what the chart is about."""
    return "no number" if times is None else Link(times.text, f"#{times.id}")


def _begin(pair: Contradiction) -> Fraction:
    """Where the higher range begins; where it ends if that is 0."""
    reading = pair.higher.rounded
    return reading.low or reading.high or Fraction(1)


def _reach(pair: Contradiction) -> Fraction:
    """The greatest end of a pair; beyond an end that is open there is room for an arrow."""
    high = pair.higher.rounded.high
    return _begin(pair) * Fraction(115, 100) if high is None else high


def _scaled(axes: Axes, unit: str | None, width: float) -> None:
    """The axis below: values of one unit over so many inches; its zero alone where each pair has its own scale."""
    if unit is None:
        axes.set_xticks([0], ["0"])
        axes.spines["bottom"].set_visible(False)
        return
    axes.xaxis.set_major_formatter(axis_words(unit))
    axes.xaxis.set_major_locator(MaxNLocator(max(2, int(width / 0.5)), steps=[1, 2, 2.5, 5, 10]))


def _said(axes: Axes, at: tuple[float, float], figure: Figure, **look: object) -> None:
    """The words of a figure beside its name, so many inches from the left."""
    put(axes, (at[0] / WIDTH, at[1]), figure.text, across="figure fraction", url=f"#{figure.id}", **look)


def _drawn(axes: Axes, y: float, figure: Figure, step: Fraction, side: _Side) -> None:
    """A range and what was said of it, on a scale of multiples of ``step``."""
    reading = figure.rounded
    low = float((reading.low or Fraction(0)) / step)
    if reading.high is None:
        onward(axes, y, low, side.ink)
    else:
        band(axes, y, low, float(reading.high / step), _BAR, ink=side.ink, ground=side.ground)
    mark = {"marker": side.marker, "color": side.ink, "markersize": _MARK, "clip_on": False}
    for said in said_ends(figure):
        axes.plot(float(said / step), y, markerfacecolor=LIGHT["paper"], **mark)
    if reading.best is not None:
        axes.plot(float(reading.best / step), y, **mark)


def _key(figures: Sequence[Figure]) -> list[Line2D]:
    """What the marks mean: both figures of a pair, their ranges, and the gap."""
    mark = {"linestyle": "none", "markersize": _MARK}
    found = [Line2D([], [], label=side.name, marker=side.marker, color=side.ink, **mark) for side in (_LOWER, _HIGHER)]
    if any(map(said_ends, figures)):
        found.append(Line2D([], [], label="an end that was said", marker="o", color=LIGHT["muted"],
                            markerfacecolor=LIGHT["paper"], **mark))  # fmt: skip
    found.append(bar_handle("as rounded", ink=LIGHT["muted"], ground=LIGHT["paper"]))
    if any(figure.rounded.high is None for figure in figures):
        found.append(onward_handle(LIGHT["muted"]))
    gap = ((-2, 1), (-2, 0), (2, 0), (2, -1), (2, 0), (-2, 0))
    return [*found, Line2D([], [], label="gap", marker=gap, linestyle="none", markersize=13, color=LIGHT["ink"],
                           markerfacecolor="none", markeredgewidth=0.9)]  # fmt: skip


def _gap(axes: Axes, y: float, pair: Contradiction, step: Fraction) -> None:
    """What lies between the two ranges: a line with an end at each, between the two bars."""
    middle = y + _LINE / 2
    start, end = (float(each / step) for each in (pair.lower.rounded.high, pair.higher.rounded.low))
    line = {"color": LIGHT["ink"], "linewidth": 0.9, "zorder": 2.2}
    axes.plot([start, end], [middle, middle], **line)
    axes.plot([start, start], [y - 0.05, middle + 0.03], **line)
    axes.plot([end, end], [middle - 0.03, y + _LINE + 0.05], **line)
