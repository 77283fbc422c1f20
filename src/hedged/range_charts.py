"""Charts of ranges: figures one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from textwrap import fill

import matplotlib
from matplotlib.axes import Axes

from hedged.chart import STYLE, Chart, Rows, axis_words, canvas_of, chart_of, margins, pairs, reach, widest, with_values
from hedged.figure import Figure
from hedged.quantity import SHARE
from hedged.render.tokens import CHART_SMALL_PT, LIGHT
from hedged.tables import Cell
from hedged.verdict import Threshold

#: Labels beside a row are broken into lines of so many characters.
_LABEL = 36


@matplotlib.rc_context(STYLE)
def ranges(
    rows: Rows,
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
    threshold: Threshold | None = None,
) -> Chart:
    """Figures one below the other, each with its wide and rounded range, its best value and its words.

    ``rows`` are labels with their figures; all have one unit. An end without bound is an arrow.
    Raises ``HedgedError`` for no rows, mixed units or a figure without a value.
    """
    rows = pairs(rows)
    figures = with_values(id, [figure for _, figure in rows])
    unit = figures[0].unit
    canvas, axes = canvas_of(0.62 + 0.235 * len(rows))
    least, greatest = reach(figures, threshold)
    for y, figure in enumerate(figures):
        _bar(axes, y, figure, greatest)
        axes.annotate(figure.text, (1.035, y), xycoords=("axes fraction", "data"), va="center",
                      annotation_clip=False, url=f"#{figure.id}")  # fmt: skip
    axes.set_ylim(len(rows) - 0.4, -0.6)
    labels = [fill(label, _LABEL) for label, _ in rows]
    axes.set_yticks(range(len(rows)), labels, linespacing=0.95)
    axes.grid(visible=False, axis="y")
    axes.set_xlim(float(least), float(greatest))
    axes.xaxis.set_major_formatter(axis_words(unit))
    if threshold is not None:
        axes.axvline(float(threshold.value), color=LIGHT["ink"], linewidth=1.1, linestyle=(0, (4, 2)))
        axes.annotate(
            threshold.text,
            (float(threshold.value), 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            color=LIGHT["ink"],
            fontsize=CHART_SMALL_PT,
        )
    margins(canvas, widest(labels) + 0.15, widest(figure.text for figure in figures) + 0.2)
    return chart_of(canvas, rows, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources)


def _bar(axes: Axes, y: int, figure: Figure, greatest: Fraction) -> None:
    for quantity, colour, thickness in (
        (figure.wide, LIGHT["accent-pale"], 8.5),
        (figure.rounded, LIGHT["accent-mid"], 8.5),
    ):
        low, high = quantity.low or Fraction(0), min(quantity.high or greatest, greatest)
        axes.plot([float(low), float(high)], [y, y], color=colour, linewidth=thickness, solid_capstyle="butt")
    open_high = figure.rounded.high is None or (figure.unit == SHARE and figure.rounded.high == 1)
    if open_high:
        axes.plot(float(greatest), y, marker=">", color=LIGHT["accent"], markersize=6, clip_on=False)
    for end in (figure.rounded.low, None if open_high else figure.rounded.high):
        if end is not None and figure.rounded.best is None and end != 0:
            axes.plot(float(end), y, marker="|", color=LIGHT["accent"], markersize=9, markeredgewidth=1.6)
    if figure.rounded.best is not None:
        axes.plot(float(figure.rounded.best), y, marker="o", color=LIGHT["accent"], markersize=5)
