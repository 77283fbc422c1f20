"""Charts along the time: reported figures by the day they refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import date2num, num2date
from matplotlib.lines import Line2D

from hedged.canvas import STYLE, Look, axis_words, canvas_of, looks_of, margins, middle_of, months, put_key, widest
from hedged.cells import Day
from hedged.chart import Chart, chart_of, reach, with_values
from hedged.errors import HedgedError
from hedged.figure import Figure
from hedged.free_places import FreePlaces
from hedged.render.tokens import CHART_SMALL_PT, CHART_TEXT_PT, LIGHT
from hedged.tables import Cell

#: The size of a mark, and how far its words stand from its middle, in points.
_MARK, _AWAY = 5.0, 5.5


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

    ``series`` maps a name (a state, a group of claimants) to its figures, at most five series. A figure is
    named beside its mark where there is room. A figure without a day is left out of the drawing and stands
    in the data table; a series of such figures alone, or of none, is left out of the legend. Raises
    ``HedgedError`` where no figure has a day.
    """
    figures = with_values(id, [figure for group in series.values() for figure in group])
    looks = looks_of(id, series)
    marks = [
        (figure, figure.statement.refers_to, number - (len(series) - 1) / 2, look)
        for number, (_, group, look) in enumerate(looks)
        for figure in group
        if figure.statement.refers_to
    ]
    if not marks:
        raise HedgedError(f"chart {id} has no figure whose day is known")
    canvas, axes = canvas_of(3.8)
    margins(canvas, 0.62, 0.12, top=0.28, bottom=0.38)
    _, greatest = reach(figures)
    first, last = (
        min(date2num(when.first) for _, when, _, _ in marks),
        max(date2num(when.last) for _, when, _, _ in marks),
    )
    room = max(15.0, 0.06 * (last - first))
    axes.set_xlim(first - room, last + room)
    axes.set_ylim(0, float(greatest))
    ticks = months(*(num2date(end).date() for end in axes.get_xlim()))
    axes.set_xticks([at for at, _ in ticks], [words for _, words in ticks])
    axes.yaxis.set_major_formatter(axis_words(figures[0].unit))
    axes.grid(visible=False, axis="x")
    free = FreePlaces(axes)
    # In days, so that claimants of one day stay apart.
    placed = [(figure, middle_of(when) + place * 2.2, when, look) for figure, when, place, look in marks]
    for figure, x, when, look in placed:
        _upright(axes, free, figure, x, when, look, float(greatest))
    for figure, x, when, look in sorted(placed, key=lambda each: -_drawn_at(each[0])):
        _named(axes, free, figure, x, when, look)
    shown = {look: None for _, _, _, look in marks}
    handles = [
        Line2D([], [], label=name, marker=look.marker, color=look.colour, linestyle="none", markersize=_MARK)
        for name, _, look in looks
        if look in shown
    ]
    put_key(canvas, handles, fontsize=CHART_TEXT_PT, labelcolor=LIGHT["ink"], handlelength=1, handletextpad=0.3)
    rows = [(figure.label, figure) for figure in figures]
    return chart_of(canvas, rows, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources)


def _drawn_at(figure: Figure) -> float:
    """The height of a figure's mark: its best value, else the end that was said."""
    reach = figure.rounded
    return float(next(end for end in (reach.best, reach.low or None, reach.high) if end is not None))


def _upright(axes: Axes, free: FreePlaces, figure: Figure, x: float, when: Day, look: Look, greatest: float) -> None:
    """A figure with its range upright and the days it may refer to along the time."""
    reach, y, colour = figure.rounded, _drawn_at(figure), look.colour
    if when.first != when.last:
        ends = date2num(when.first), date2num(when.last)
        axes.plot(ends, [y, y], color=colour, linewidth=0.8)
        free.take_line((ends[0], y), (ends[1], y))
    bottom, top = float(reach.low), (float(reach.low) + 0.09 * greatest if reach.high is None else float(reach.high))
    if reach.high is None:  # an arrow, not a line to the end of the chart: nobody said how far
        axes.annotate("", (x, top), xytext=(x, bottom), arrowprops={"arrowstyle": "->", "color": colour})
    else:
        axes.plot([x, x], [bottom, top], color=colour, linewidth=1.2)
    free.take_line((x, bottom), (x, top))
    free.take((x, y), _MARK / 2, mark=True)
    axes.plot(x, y, marker=look.marker, color=colour, markersize=_MARK,
              markerfacecolor=LIGHT["paper"] if reach.best is None else colour)  # fmt: skip


def _named(axes: Axes, free: FreePlaces, figure: Figure, x: float, when: Day, look: Look) -> None:
    """Who said a figure and how, beside its mark, if that is free."""
    text, place = f"{figure.claimant}: {figure.text}", (x, _drawn_at(figure))
    line = free.points((date2num(when.last), 0))[0] - free.points((date2num(when.first), 0))[0]
    size = 72 * widest([text], CHART_SMALL_PT) + 2, CHART_SMALL_PT
    away = free.beside(place, size, (_AWAY + line / 2, _AWAY))
    if away is not None:
        axes.annotate(text, place, xytext=(away[0], away[1] - 0.32 * CHART_SMALL_PT), textcoords="offset points", ha="center",
                      va="baseline", color=look.colour, fontsize=CHART_SMALL_PT, url=f"#{figure.id}")  # fmt: skip
