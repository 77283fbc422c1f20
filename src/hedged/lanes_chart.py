"""Lanes: one for each claimant along the time, with what it said on it and how long it stood.

A lane's labels hang below it like flags, each by a line from its day; where several days lie
close, the earlier hang lower, so that no line crosses a label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, DayLocator, MonthLocator, date2num, num2date
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from hedged import words
from hedged.cells import Day
from hedged.chart import MARKERS, STYLE, WIDTH, Chart, canvas_of, margins, svg_of, widest, with_values
from hedged.errors import HedgedError
from hedged.figure import Figure, Verdict
from hedged.history import Stand
from hedged.render.tokens import LIGHT, SERIES
from hedged.tables import Cell, Table, reported_by
from hedged.verdict import DEPENDS, HOLDS, UNDETERMINED

#: Heights in inches: of a bar, of a line of labels, between lanes.
_BAR, _LINE, _GAP = 0.13, 0.155, 0.13
#: Inches from a label's line to its words, and from the words to the next label.
_BESIDE, _APART = 0.04, 0.1
_NO_BASE = "no base named"
_READINGS = {"As said": "right", "As rounded": "right", "Wide": "right"}


@dataclass(frozen=True)
class _Flag:
    """A label on a lane: the first day it speaks of, its words, and where they lead."""

    day: date
    text: str
    href: str


@matplotlib.rc_context(STYLE)
def lanes(
    stands: Mapping[str, Sequence[tuple[Day, Stand | Verdict]]],
    *,
    until: Day,
    without_base: Sequence[Figure] = (),
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """Where each claimant stood along the time: a bar from each of its verdicts to the next one, the last past ``until``.

    ``stands`` maps a claimant to its verdicts with their days, as `history.lanes` gives them. A full bar
    holds, a half one depends, an empty one fails, a broken one is undetermined; each says so at its
    beginning, with its figure. ``without_base`` are later counts that were judged by nobody, since no base
    was named with them, as `history.without_base` gives them: each a small hollow mark on its claimant's lane,
    with its words; one whose day is not known stands in the data table alone. Raises ``HedgedError`` where
    nobody has a verdict, or for a count whose claimant has no lane.
    """
    told = [
        (name, day, stand if isinstance(stand, Stand) else Stand(stand))
        for name, lane in stands.items()
        for day, stand in sorted(lane, key=lambda each: each[0].first)
    ]
    if not told:
        raise HedgedError(f"chart {id} has no verdicts")
    flags = {name: [] for name, _, _ in told}
    for name, day, stand in told:
        value = stand.figure.text if stand.figure is not None and stand.figure.readings is not None else None
        text = ", ".join(filter(None, (f"{_short(day)}: {stand.outcome}", value)))
        flags[name].append(_Flag(day.first, text, stand.anchor))
    counts = [figure for figure in without_base if figure.statement.stated_on is not None]
    for figure in without_base:
        if str(figure.claimant) not in flags:
            raise HedgedError(f"chart {id}: {figure.id} is of {figure.claimant}, who has no lane")
    for figure in counts:
        day = figure.statement.stated_on
        flag = _Flag(day.first, f"{_short(day)}: {figure.text}, {_NO_BASE}", f"#{figure.id}")
        flags[str(figure.claimant)].append(flag)
    canvas, axes, heights = _laid_out(
        {name: sorted(lane, key=lambda flag: flag.day) for name, lane in flags.items()}, until.last
    )
    for name, height in heights.items():
        of_name = [(day, stand) for each, day, stand in told if each == name]
        ends = [*(date2num(day.first) for day, _ in of_name), axes.get_xlim()[1]]
        for (_, stand), (first, last) in zip(of_name, pairwise(ends), strict=True):
            _segment(axes, first, last, height, stand.outcome)
    for figure in counts:
        _mark(axes, date2num(figure.statement.stated_on.first), heights[str(figure.claimant)])
    figures = [stand.figure for _, _, stand in told if stand.figure is not None] + list(without_base)
    lines = sources
    if lines is None:
        lines = [reported_by([*(stand.verdict.figure for _, _, stand in told), *without_base])]
    data = Table(
        id=f"{id}-data",
        title=f"Data of the chart: {subtitle}",
        columns={"Day": "left", "Claimant": "left", "Figure": "right", **_READINGS, "Outcome": "left"},
        rows=[
            [words.of_day(day), name, *_readings(stand.figure), stand.word]
            for name, day, stand in told
        ]
        + [[figure.said_on, figure.claimant, *_readings(figure), _NO_BASE] for figure in without_base],
        sources=lines,
    )  # fmt: skip
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, figures)


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
    if len(series) > len(MARKERS):
        raise HedgedError(f"chart {id} has {len(series)} series; at most {len(MARKERS)} can be told apart")
    dated = sorted((f for f in figures if f.statement.stated_on), key=lambda f: f.statement.stated_on.first)
    if not dated:
        raise HedgedError(f"chart {id} has no figure whose day is known")
    by_id = {figure.id: figure for figure in dated}
    flags: dict[str, list[_Flag]] = {}
    for figure in dated:
        text = _said(figure, by_id.get(figure.statement.repeats))
        flag = _Flag(figure.statement.stated_on.first, text, f"#{figure.id}")
        flags.setdefault(str(figure.claimant), []).append(flag)
    canvas, axes, heights = _laid_out(flags, dated[-1].statement.stated_on.first, above=0.2)
    place = {f.id: (date2num(f.statement.stated_on.first), heights[str(f.claimant)] + _BAR / 2) for f in dated}
    for figure in dated:
        if figure.statement.repeats in place:
            ends = zip(place[figure.statement.repeats], place[figure.id], strict=True)
            axes.plot(*ends, color=LIGHT["muted"], linewidth=0.9, zorder=2)
    handles = []
    for number, (name, group) in enumerate(series.items()):
        look = {"marker": MARKERS[number], "color": LIGHT[SERIES[number]], "markersize": 5.5, "linestyle": "none"}
        handles += [Line2D([], [], label=name, **look)] if group else []
        for figure in group:
            if figure.id in place:
                axes.plot(*place[figure.id], zorder=3, **look)
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(handles), frameon=False,
                handlelength=1, handletextpad=0.3, columnspacing=1.4, borderaxespad=0)  # fmt: skip
    lines = sources if sources is not None else [reported_by(figures)]
    data = Table(
        id=f"{id}-data",
        title=f"Data of the chart: {subtitle}",
        columns={"Day": "left", "Claimant": "left", "Figure": "right", **_READINGS, "Shown as": "left"},
        rows=[
            [figure.said_on, figure.claimant, *_readings(figure), name]
            for name, group in series.items()
            for figure in group
        ],
        sources=lines,
    )
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, figures)


def _short(day: Day) -> str:
    """A day or month as the axis below names it: the year is there."""
    return _short_date(day.first) if day.first == day.last else f"{day.first:%b}"


def _short_date(day: date) -> str:
    return f"{day.day} {day:%b}"


def _said(figure: Figure, repeated: Figure | None) -> str:
    """The label of a statement, with the one that it repeats."""
    said = f"{_short(figure.statement.stated_on)}: {figure.text}"
    if repeated is None:
        return said
    whose = "" if repeated.statement.claimant_id == figure.statement.claimant_id else f"{repeated.claimant}, "
    return f"{said}, repeats {whose}{_short(repeated.statement.stated_on)}"


def _readings(figure: Figure | None) -> list[Cell]:
    """A figure with its readings as cells; empty where it is not printed or has no value."""
    if figure is None:
        return [""] * 4
    return [figure, *(figure.spans if figure.readings is not None else [""] * 3)]


def _laid_out(
    flags: Mapping[str, Sequence[_Flag]], until: date, above: float = 0.0
) -> tuple[Canvas, Axes, dict[str, float]]:
    """A drawing with named lanes and their labels, and the upper edge of each lane; heights are inches from the top.

    ``above`` is the height kept free above the lanes.
    """
    left, right = widest(flags) + 0.15, 0.12
    edge = WIDTH - left - right
    days = [flag.day for lane in flags.values() for flag in lane]
    first, until = min(days), max(until, *days)
    # A little room at both ends, so that a bar that begins on the last day is seen.
    room = max((until - first) * 0.03, timedelta(days=1))
    first, until = first - room, until + room
    inches_a_day = edge / (until - first).days
    heights: dict[str, float] = {}
    placed: list[tuple[_Flag, float, float, float]] = []  # with its lane, the left end of its words, and their height
    height = _GAP
    for name, lane in flags.items():
        heights[name] = height
        rows = _hung([((flag.day - first).days * inches_a_day, _width(flag.text)) for flag in lane], edge)
        for flag, (row, start) in zip(lane, rows, strict=True):
            placed.append((flag, height, start, height + _BAR + _LINE * (row + 0.55)))
        height += _BAR + _LINE * (max(row for row, _ in rows) + 1) + _GAP
    canvas, axes = canvas_of(height + 0.42 + 0.08 + above)
    margins(canvas, left, right, top=0.08 + above, bottom=0.42)
    axes.set_ylim(height, 0)
    axes.set_xlim(date2num(first), date2num(until))
    axes.set_yticks([y + _BAR / 2 for y in heights.values()], list(heights))
    _dated(axes, first, until)
    axes.grid(visible=False, axis="y")
    for flag, top, start, middle in placed:
        x = date2num(flag.day)
        axes.plot([x, x], [top - 0.03, middle + 0.3 * _LINE], color=LIGHT["ink"], linewidth=0.9, zorder=2.5)
        axes.annotate(flag.text, (date2num(first) + start / inches_a_day, middle), va="center",
                      color=LIGHT["ink"], annotation_clip=False, url=flag.href, zorder=3)  # fmt: skip
    return canvas, axes, heights


def _dated(axes: Axes, first: date, until: date) -> None:
    """The axis of time: months, at most nine; the first and the middle of each where they are few."""
    months = (until.year - first.year) * 12 + until.month - first.month
    if months < 3:
        axes.xaxis.set_major_locator(DayLocator((1, 15)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: f"{_short_date(num2date(at))}\n{num2date(at).year}"))
    else:
        axes.xaxis.set_major_locator(MonthLocator(interval=1 + months // 9))
        axes.xaxis.set_major_formatter(DateFormatter("%b\n%Y"))


def _width(text: str) -> float:
    return widest([text])


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


def _segment(axes: Axes, first: float, last: float, top: float, outcome: str) -> None:
    """A bar whose fill says the outcome: full, half, empty, or broken in outline."""
    colour, width = LIGHT[outcome], last - first
    filled = {HOLDS: 1.0, DEPENDS: 0.5}.get(outcome, 0.0)
    axes.add_patch(Rectangle((first, top + _BAR * (1 - filled)), width, _BAR * filled, facecolor=colour,
                             edgecolor="none", zorder=2))  # fmt: skip
    axes.add_patch(Rectangle((first, top), width, _BAR, fill=False, edgecolor=colour, linewidth=1.0, zorder=2,
                             linestyle=(0, (2, 1.5)) if outcome == UNDETERMINED else "solid"))  # fmt: skip


def _mark(axes: Axes, x: float, top: float) -> None:
    """A small hollow mark on a bar: something was said that changes no verdict."""
    axes.plot(x, top + _BAR / 2, marker="o", color=LIGHT["ink"], markersize=4.6, markerfacecolor=LIGHT["paper"],
              markeredgewidth=0.9, zorder=3)  # fmt: skip
