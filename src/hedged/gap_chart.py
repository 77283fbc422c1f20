"""The chart of gaps: figures that contradict each other, two by two, with what lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import matplotlib
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hedged.chart import STYLE, WIDTH, Chart, axis_words, canvas_of, data_of, margins, said_ends, svg_of, widest
from hedged.compare import Contradiction, who_and_when
from hedged.display import Link
from hedged.errors import HedgedError
from hedged.figure import Figure
from hedged.quantity import natural_bounds
from hedged.render.tokens import CHART_SMALL_PT, LIGHT
from hedged.tables import Cell, reported_by

#: Heights in inches: of a line, and of a pair with the space after it.
_LINE, _PAIR = 0.18, 0.64
#: How the lower and the higher figure of a pair are drawn: bar, mark, and the shape of the mark.
_LOWER, _HIGHER = ("accent-mid", "accent", "o"), ("rust", "rust", "s")


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
    canvas, axes = canvas_of(0.26 + _PAIR * len(pairs))
    left, right = widest(labels) + 0.15, widest(texts) + 0.2
    margins(canvas, left, right, top=0.02, bottom=0.24)
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
        _heading(axes, head, pair, times)
        axes.plot([0, 0], [head + 0.6 * _LINE, head + 2.4 * _LINE], color=LIGHT["rule"], linewidth=1, clip_on=False)
        for line, (figure, look) in enumerate(((pair.lower, _LOWER), (pair.higher, _HIGHER)), 1):
            y = head + line * _LINE
            _bar(axes, y, figure, step, end, look)
            _beside(axes, y, who_and_when(figure), figure)
        _gap(axes, head + _LINE, pair, step)
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


def _heading(axes: Axes, y: float, pair: Contradiction, times: Figure | None) -> None:
    axes.annotate(f"{pair.measure}: {pair.word}", (0, y), xycoords=("figure fraction", "data"), va="center",
                  color=LIGHT["muted"], fontsize=CHART_SMALL_PT, annotation_clip=False)  # fmt: skip
    if times is not None:
        _beside(axes, y, "", times)


def _beside(axes: Axes, y: float, label: str, figure: Figure) -> None:
    """The label of a line at its left and the words of its figure at its right."""
    look = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "va": "center",
        "annotation_clip": False,
    }
    if label:
        axes.annotate(label, (0, y), xytext=(-8, 0), ha="right", **look)
    axes.annotate(figure.text, (1, y), xytext=(7, 0), url=f"#{figure.id}", **look)


def _bar(axes: Axes, y: float, figure: Figure, step: Fraction, end: Fraction, look: tuple[str, str, str]) -> None:
    """A range and what was said of it, on a scale of multiples of ``step``; ``end`` is the edge of the chart."""
    ground, ink, marker = (LIGHT.get(each, each) for each in look)
    reading = figure.rounded
    low, high = ((reading.low or Fraction(0)) / step, end if reading.high is None else reading.high / step)
    axes.plot([float(low), float(high)], [y, y], color=ground, linewidth=6.5, solid_capstyle="butt",
              alpha=None if look is _LOWER else 0.45)  # fmt: skip
    if reading.high is None:
        axes.plot(float(end), y, marker=">", color=ink, markersize=6, clip_on=False)
    for said in said_ends(figure):
        axes.plot(
            float(said / step),
            y,
            marker=marker,
            color=ink,
            markersize=4.2,
            markerfacecolor=LIGHT["paper"],
            clip_on=False,
        )
    if reading.best is not None:
        axes.plot(float(reading.best / step), y, marker=marker, color=ink, markersize=4.2, clip_on=False)


def _gap(axes: Axes, y: float, pair: Contradiction, step: Fraction) -> None:
    """What lies between the two ranges: a line with an end at each, between the two bars."""
    middle = y + _LINE / 2
    start, end = (float(each / step) for each in (pair.lower.rounded.high, pair.higher.rounded.low))
    line = {"color": LIGHT["ink"], "linewidth": 0.9}
    axes.plot([start, end], [middle, middle], **line)
    axes.plot([start, start], [y - 0.05, middle + 0.03], **line)
    axes.plot([end, end], [middle - 0.03, y + _LINE + 0.05], **line)
