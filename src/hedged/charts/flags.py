"""Lanes with their labels: one lane for each claimant along the time, its labels below it like flags.

Each label hangs by a line from its day; where several days lie close, the earlier hang lower,
so that no line crosses a label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure as Canvas

from hedged.charts.canvas import WIDTH, canvas_of, dated, margins, put, short_date, widest
from hedged.ledger.cells import Day
from hedged.look.tokens import LIGHT

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
