"""Charts along the time: reported figures by the day they refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, MonthLocator, date2num

from hedged.chart import MARKERS, STYLE, Chart, axis_words, canvas_of, chart_of, margins, middle_of, reach, with_values
from hedged.errors import HedgedError
from hedged.figure import Figure
from hedged.render.tokens import LIGHT, SERIES
from hedged.tables import Cell


@matplotlib.rc_context(STYLE)
def timeline(
    series: Mapping[str, Sequence[Figure]],
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """Reported figures by the day they refer to: one shape and colour for each series, ranges as bars.

    ``series`` maps a name (a state, a group of claimants) to its figures, at most five series.
    A figure without a day is left out of the drawing and stands in the data table; a series of such
    figures alone, or of none, is left out of the legend. Raises ``HedgedError`` where no figure has a day.
    """
    figures = with_values(id, [figure for group in series.values() for figure in group])
    if len(series) > len(MARKERS):
        raise HedgedError(f"chart {id} has {len(series)} series; at most {len(MARKERS)} can be told apart")
    if not any(figure.statement.refers_to for figure in figures):
        raise HedgedError(f"chart {id} has no figure whose day is known")
    canvas, axes = canvas_of(3.1)
    _, greatest = reach(figures)
    for number, (name, group) in enumerate(series.items()):
        colour = LIGHT[SERIES[number]]
        shift = (number - (len(series) - 1) / 2) * 2.2  # days, so that claimants of one day stay apart
        dated = [(figure, figure.statement.refers_to) for figure in group if figure.statement.refers_to]
        for figure, when in dated:
            axes.plot([date2num(when.first), date2num(when.last)], [_drawn_at(figure)] * 2, color=colour, linewidth=0.8)
            _upright(axes, middle_of(when) + shift, figure, colour, MARKERS[number], greatest)
        if dated:
            axes.plot([], [], color=colour, marker=MARKERS[number], linewidth=1.6, markersize=5, label=name)
    axes.set_ylim(0, float(greatest))
    axes.yaxis.set_major_formatter(axis_words(figures[0].unit))
    axes.xaxis.set_major_locator(MonthLocator(interval=2))
    axes.xaxis.set_major_formatter(DateFormatter("%b\n%Y"))
    axes.grid(visible=False, axis="x")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(series), frameon=False, handlelength=1.4,
                columnspacing=1.4, borderaxespad=0)  # fmt: skip
    margins(canvas, 0.62, 0.12, top=0.32, bottom=0.42)
    rows = [(figure.label, figure) for figure in figures]
    return chart_of(canvas, rows, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources)


def _drawn_at(figure: Figure) -> float:
    """The height of a figure's mark: its best value, else the end that was said."""
    reach = figure.rounded
    return float(next(end for end in (reach.best, reach.low or None, reach.high) if end is not None))


def _upright(axes: Axes, x: float, figure: Figure, colour: str, marker: str, greatest: Fraction) -> None:
    reach = figure.rounded
    if reach.high is None:  # an arrow, not a line to the end of the chart: nobody said how far
        top = float(reach.low) + 0.09 * float(greatest)
        axes.annotate("", (x, top), xytext=(x, float(reach.low)), arrowprops={"arrowstyle": "->", "color": colour})
    else:
        axes.plot([x, x], [float(reach.low), float(reach.high)], color=colour, linewidth=1.3, alpha=0.75)
    hollow = reach.best is None
    axes.plot(x, _drawn_at(figure), marker=marker, color=colour, markersize=4.5,
              markerfacecolor=LIGHT["paper"] if hollow else colour)  # fmt: skip
