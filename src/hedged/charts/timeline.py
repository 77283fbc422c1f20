"""Charts along the time: reported figures by the day they refer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import date2num, num2date
from matplotlib.lines import Line2D

from hedged.charts.canvas import (
    STYLE,
    Look,
    axis_words,
    canvas_of,
    dated,
    looks_of,
    margins,
    middle_of,
    put_key,
    widest,
)
from hedged.charts.chart import Chart, chart_of, with_values
from hedged.charts.places import FreePlaces, Place
from hedged.errors import HedgedError
from hedged.figures import Cell, Figure
from hedged.look import CHART_SMALL_PT, LIGHT
from hedged.numbers import Day, words

#: The size of a mark, and how far its words stand from its middle, in points.
_MARK, _AWAY = 5.0, 5.5
#: Marks of one value no farther apart than so many points, and no fewer than so many, are named together.
_CLOSE, _SEVERAL = 16.0, 3
#: How high the arrow of an open end is, as a part of the highest end that was stated, and the plot above all it draws.
_ARROW, _ABOVE = 0.09, 1.05

#: A figure of the drawing with its place along the time, the days it may refer to, and its look.
_Placed = tuple[Figure, float, Day, Look]


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
    named beside its mark where there is room; several of one value that stand close are named together by
    their number, at a bracket. A figure without a day is left out of the drawing and stands
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
    margins(canvas, 0.62, 0.12, top=0.46, bottom=0.38)
    arrow = _ARROW * max(_drawn_ends(figure, 0)[1] for figure, _, _, _ in marks)
    highest = max(_drawn_ends(figure, arrow)[1] for figure, _, _, _ in marks)
    first, last = (
        min(date2num(when.first) for _, when, _, _ in marks),
        max(date2num(when.last) for _, when, _, _ in marks),
    )
    room = max(15.0, 0.06 * (last - first))
    axes.set_xlim(first - room, last + room)
    axes.set_ylim(0, highest * _ABOVE)
    ticks = dated(*(num2date(end).date() for end in axes.get_xlim()))
    axes.set_xticks([at for at, _ in ticks], [named for _, named in ticks])
    axes.yaxis.set_major_formatter(axis_words(figures[0].unit))
    axes.grid(visible=False, axis="x")
    free = FreePlaces(axes)
    # In days, so that claimants of one day stay apart.
    placed = [(figure, middle_of(when) + place * 2.2, when, look) for figure, when, place, look in marks]
    for figure, x, when, look in placed:
        _upright(axes, free, figure, x, when, look, arrow)
    together = [group for group in _close(free, placed) if _bracketed(axes, free, group, arrow)]
    alone = [each for each in placed if not any(each in group for group in together)]
    for figure, x, when, look in sorted(alone, key=lambda each: -_drawn_at(each[0])):
        _named(axes, free, figure, x, when, look)
    shown = {look: None for _, _, _, look in marks}
    handles = [
        Line2D([], [], label=name, marker=look.marker, color=look.colour, linestyle="none", markersize=_MARK)
        for name, _, look in looks
        if look in shown
    ]
    put_key(canvas, handles)
    put_key(canvas, _key([figure for figure, _, _, _ in marks]), 0.19)
    rows = [(figure.label, figure) for figure in figures]
    return chart_of(canvas, rows, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources)


def _drawn_at(figure: Figure) -> float:
    """The height of a figure's mark: its best value, else the end that was said."""
    reach = figure.rounded
    return float(next(end for end in (reach.best, reach.low or None, reach.high) if end is not None))


def _drawn_ends(figure: Figure, arrow: float) -> tuple[float, float]:
    """From where to where a figure is drawn upright; an open end is an ``arrow``: nobody said how far."""
    low, high = figure.rounded.low or 0, figure.rounded.high
    return float(low), float(low) + arrow if high is None else float(high)


def _upright(axes: Axes, free: FreePlaces, figure: Figure, x: float, when: Day, look: Look, arrow: float) -> None:
    """A figure with its range upright and the days it may refer to along the time."""
    reach, y, colour = figure.rounded, _drawn_at(figure), look.colour
    if when.first != when.last:
        ends = date2num(when.first), date2num(when.last)
        axes.plot(ends, [y, y], color=colour, linewidth=0.8)
        free.take_line((ends[0], y), (ends[1], y))
    bottom, top = _drawn_ends(figure, arrow)
    if reach.high is None:
        axes.annotate("", (x, top), xytext=(x, bottom), arrowprops={"arrowstyle": "->", "color": colour})
    else:
        axes.plot([x, x], [bottom, top], color=colour, linewidth=1.2)
    free.take_line((x, bottom), (x, top))
    free.take((x, y), _MARK / 2, mark=True)
    axes.plot(x, y, marker=look.marker, color=colour, markersize=_MARK,
              markerfacecolor=LIGHT["paper"] if reach.best is None else colour)  # fmt: skip


def _close(free: FreePlaces, placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Marks of one value that stand close, the first of them first."""
    groups: list[list[_Placed]] = []
    for each in sorted(placed, key=lambda each: (_drawn_at(each[0]), each[1])):
        last = groups[-1][-1] if groups else None
        near = last is not None and _drawn_at(last[0]) == _drawn_at(each[0])
        if near and free.points((each[1], 0))[0] - free.points((last[1], 0))[0] <= _CLOSE:
            groups[-1].append(each)
        else:
            groups.append([each])
    return [group for group in groups if len(group) >= _SEVERAL]


def _bracketed(axes: Axes, free: FreePlaces, group: Sequence[_Placed], arrow: float) -> bool:
    """Names marks of one value together, at a bracket above or below all their ranges; false where there is no room."""
    value, unit = group[0][0].rounded, group[0][0].unit
    number = next(end for end in (value.best, value.low or None, value.high) if end is not None)
    text = f"{words.number(number, unit)}: {len(group)} statements"
    width = 72 * widest([text], CHART_SMALL_PT)
    ends = [end for figure, _, _, _ in group for end in _drawn_ends(figure, arrow)]
    for edge, up in ((max(ends), 1), (min(ends), -1)):
        (left, y), (right, _) = free.points((group[0][1], edge)), free.points((group[-1][1], edge))
        left, right, inner, outer = left - _MARK / 2, right + _MARK / 2, y + up, y + 4 * up
        for middle in ((left + right) / 2, right - width / 2, left + width / 2):
            place = free.place((middle, outer))
            away = free.beside(place, (width, CHART_SMALL_PT), (0, 2.0), [(0, -up)])
            if away is not None:
                corners = [free.place(each) for each in ((left, inner), (left, outer), (right, outer), (right, inner))]
                axes.plot(*zip(*corners, strict=True), color=LIGHT["ink"], linewidth=0.8)
                _put(axes, place, away, text)
                free.take_line(corners[1], corners[2])
                return True
    return False


def _named(axes: Axes, free: FreePlaces, figure: Figure, x: float, when: Day, look: Look) -> None:
    """Who said a figure and how, beside its mark, if that is free."""
    text, place = f"{figure.claimant}: {figure.text}", (x, _drawn_at(figure))
    line = free.points((date2num(when.last), 0))[0] - free.points((date2num(when.first), 0))[0]
    size = 72 * widest([text], CHART_SMALL_PT) + 2, CHART_SMALL_PT
    away = free.beside(place, size, (_AWAY + line / 2, _AWAY))
    if away is not None:
        _put(axes, place, away, text, color=look.colour, url=f"#{figure.id}")


def _put(axes: Axes, place: Place, away: Place, text: str, **look: object) -> None:
    """Writes words whose middle is so many points away from a place."""
    axes.annotate(text, place, xytext=(away[0], away[1] - 0.32 * CHART_SMALL_PT), textcoords="offset points", ha="center",
                  va="baseline", fontsize=CHART_SMALL_PT, **look)  # fmt: skip


def _key(figures: Sequence[Figure]) -> list[Line2D]:
    """What the marks mean that are drawn for these figures, whatever their series."""
    mark = {"color": LIGHT["muted"], "linestyle": "none"}
    arrow = ((0, -2), (0, 2), (-0.8, 1), (0, 2), (0.8, 1), (0, 2))
    readings = [figure.rounded for figure in figures]
    found = [
        (any(each.best is None for each in readings),
         Line2D([], [], label="an end that was said", marker="o", markersize=_MARK, markerfacecolor=LIGHT["paper"], **mark)),
        (any(each.high not in (None, each.low) for each in readings),
         Line2D([], [], label="as rounded", marker="|", markersize=9, markeredgewidth=1.2, **mark)),
        (any(each.high is None for each in readings),
         Line2D([], [], label="no upper end", marker=arrow, markersize=10, markerfacecolor="none", **mark)),
    ]  # fmt: skip
    return [handle for there, handle in found if there]
