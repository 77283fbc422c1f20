"""The chart of marks: statements in the lanes of their claimants, by the day they were said.

One lane for each claimant along the time, its labels below it like flags. Each label hangs by a line from its day;
where several days lie close, the earlier hang lower, so that no line crosses a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from hedged.charts.canvas import (
    STYLE,
    WIDTH,
    canvas_of,
    dated,
    looks_of,
    margins,
    put,
    put_key,
    short_date,
    svg_of,
    widest,
)
from hedged.charts.chart import READINGS, Chart, data_of, readings_of, with_values
from hedged.errors import HedgedError
from hedged.figures import Cell, Figure, reported_by
from hedged.look import LIGHT
from hedged.numbers import Day

#: The height of a lane in inches.
BAR = 0.13
#: Heights in inches: of a line of labels, and between lanes.
_LINE, _GAP = 0.155, 0.13
#: Inches from a label's line to its words, and from the words to the next label.
_BESIDE, _APART = 0.04, 0.1


@dataclass(frozen=True)
class Flag:
    """A label on a lane: the first day it speaks of, its words, and where they lead."""

    day: date
    text: str
    href: str


def short(day: Day) -> str:
    """A day or month as the axis below names it: the year is there."""
    return short_date(day.first) if day.first == day.last else f"{day.first:%b}"


def laid_out(
    flags: Mapping[str, Sequence[Flag]], until: date, above: float = 0.0
) -> tuple[Canvas, Axes, dict[str, float]]:
    """A drawing with named lanes and their labels, and the upper edge of each lane; heights are inches from the top.

    ``above`` is the height kept free above the lanes.
    """
    left, right = widest(flags, bold=True) + 0.15, 0.12
    edge = WIDTH - left - right
    days = [flag.day for lane in flags.values() for flag in lane]
    first, until = min(days), max(until, *days)
    # A little room at both ends, so that a bar that begins on the last day is seen.
    room = max((until - first) * 0.03, timedelta(days=1))
    first, until = first - room, until + room
    inches_a_day = edge / (until - first).days
    heights: dict[str, float] = {}
    placed: list[tuple[Flag, float, float, float]] = []  # with its lane, the left end of its words, and their height
    height = _GAP
    for name, lane in flags.items():
        heights[name] = height
        rows = _hung([((flag.day - first).days * inches_a_day, widest([flag.text])) for flag in lane], edge)
        for flag, (row, start) in zip(lane, rows, strict=True):
            placed.append((flag, height, start, height + BAR + _LINE * (row + 0.55)))
        height += BAR + _LINE * (max(row for row, _ in rows) + 1) + _GAP
    canvas, axes = canvas_of(height + 0.42 + 0.08 + above)
    margins(canvas, left, right, top=0.08 + above, bottom=0.42)
    axes.set_ylim(height, 0)
    axes.set_xlim(date2num(first), date2num(until))
    axes.set_yticks([])
    for name, y in heights.items():
        put(axes, (0, y + BAR / 2), name, across="axes fraction", shift=-8, ha="right", weight=600)
    ticks = dated(first, until)
    axes.set_xticks([at for at, _ in ticks], [words for _, words in ticks])
    # Each label names its day: lines down from the months would only run through the words.
    axes.grid(visible=False)
    for flag, top, start, middle in placed:
        x = date2num(flag.day)
        axes.plot([x, x], [top - 0.03, middle + 0.3 * _LINE], color=LIGHT["ink"], linewidth=0.9, zorder=2.5)
        put(axes, (date2num(first) + start / inches_a_day, middle), flag.text, url=flag.href, zorder=3)
    return canvas, axes, heights


def _hung(labels: Sequence[tuple[float, float]], edge: float) -> list[tuple[int, float]]:
    """For each label, given as where its line stands and its width, the row it hangs in and where its words begin.

    All in inches, the lines in their order from the left. Words stand at the right of their line, where
    they would pass ``edge`` at its left; none lie over others. Rows are filled from the last label to the first.
    """
    placed: list[tuple[int, float, float, float]] = []  # row, line, begin and end of the words
    for line, width in reversed(labels):
        fits = line + _BESIDE + width <= edge
        start = line + _BESIDE if fits else max(0.0, line - _BESIDE - width)
        end = start + width
        free = [
            row
            for row in range(len(placed) + 1)
            if not any(row == other and start < far + _APART and near < end + _APART for other, _, near, far in placed)
        ]
        clear = (row for row in free if not any(_cross(row, line, start, end, *other) for other in placed))
        placed.append((next(clear, free[0]), line, start, end))
    return [(row, start) for row, _, start, _ in reversed(placed)]


def _cross(row: int, line: float, start: float, end: float, other: int, at: float, near: float, far: float) -> bool:
    """Whether the line of the label further down runs through the words of the other one."""
    return (row < other and start < at < end) or (row > other and near < line < far)


@matplotlib.rc_context(STYLE)
def marks(
    series: Mapping[str, Sequence[Figure]],
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """Statements in the lanes of their claimants, by the day they were said: one shape for each series.

    ``series`` maps a name (what the numbers cover, say) to its figures, at most five series. A line leads
    to a statement from the one that it repeats. A figure whose day is not known is left out of the
    drawing and stands in the data table. Raises ``HedgedError`` for no figures or mixed units.
    """
    figures = with_values(id, [figure for group in series.values() for figure in group])
    for figure in figures:
        if figure.statement is None:
            raise HedgedError(f"chart {id}: {figure.id} is no statement; marks are drawn where something was said")
    looks = looks_of(id, series)
    dated = sorted((f for f in figures if f.statement.stated_on), key=lambda f: f.statement.stated_on.first)
    if not dated:
        raise HedgedError(f"chart {id} has no figure whose day is known")
    by_id = {figure.id: figure for figure in dated}
    flags: dict[str, list[Flag]] = {}
    for figure in dated:
        text = _said(figure, by_id.get(figure.statement.repeats))
        flag = Flag(figure.statement.stated_on.first, text, f"#{figure.id}")
        flags.setdefault(str(figure.claimant), []).append(flag)
    canvas, axes, heights = laid_out(flags, dated[-1].statement.stated_on.first, above=0.16)
    place = {f.id: (date2num(f.statement.stated_on.first), heights[str(f.claimant)] + BAR / 2) for f in dated}
    for figure in dated:
        if figure.statement.repeats in place:
            ends = zip(place[figure.statement.repeats], place[figure.id], strict=True)
            axes.plot(*ends, color=LIGHT["muted"], linewidth=0.9, zorder=2)
    handles = []
    for name, group, (marker, colour) in looks:
        look = {"marker": marker, "color": colour, "markersize": 5.5, "linestyle": "none"}
        handles += [Line2D([], [], label=name, **look)] if group else []
        for figure in group:
            if figure.id in place:
                axes.plot(*place[figure.id], zorder=3, **look)
    put_key(canvas, handles)
    lines = sources if sources is not None else [reported_by(figures)]
    data = data_of(
        id,
        subtitle,
        {"Day": "left", "Claimant": "left", "Figure": "right", **READINGS, "Shown as": "left"},
        [
            [figure.said_on, figure.claimant, *readings_of(figure), name]
            for name, group in series.items()
            for figure in group
        ],
        lines,
    )
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, figures)


def _said(figure: Figure, repeated: Figure | None) -> str:
    """The label of a statement, with the one that it repeats."""
    said = f"{short(figure.statement.stated_on)}: {figure.text}"
    if repeated is None:
        return said
    whose = "" if repeated.statement.claimant_id == figure.statement.claimant_id else f"{repeated.claimant}, "
    return f"{said}, repeats {whose}{short(repeated.statement.stated_on)}"
