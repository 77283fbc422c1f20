"""The chart of lanes: where each claimant stood along the time, and how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import Rectangle

from hedged.analysis import Stand
from hedged.charts.canvas import STYLE, svg_of
from hedged.charts.chart import READINGS, Chart, data_of, readings_of
from hedged.charts.marks import BAR, Flag, laid_out, short
from hedged.errors import HedgedError
from hedged.figures import Cell, Figure, reported_by
from hedged.look import LIGHT
from hedged.numbers import DEPENDS, HOLDS, UNDETERMINED, Day, words

_NO_BASE = "no base named"


@matplotlib.rc_context(STYLE)
def lanes(
    stands: Mapping[str, Sequence[tuple[Day, Stand]]],
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
        (name, day, stand)
        for name, lane in stands.items()
        for day, stand in sorted(lane, key=lambda each: each[0].first)
    ]
    if not told:
        raise HedgedError(f"chart {id} has no verdicts")
    canvas, axes, heights = laid_out(_flags(id, told, without_base), until.last)
    for name, height in heights.items():
        of_name = [(day, stand) for each, day, stand in told if each == name]
        ends = [*(date2num(day.first) for day, _ in of_name), axes.get_xlim()[1]]
        for (_, stand), (first, last) in zip(of_name, pairwise(ends), strict=True):
            _segment(axes, first, last, height, stand.outcome)
    for figure in without_base:
        if figure.statement.stated_on is not None:
            _mark(axes, date2num(figure.statement.stated_on.first), heights[str(figure.claimant)])
    figures = [stand.figure for _, _, stand in told if stand.figure is not None] + list(without_base)
    judged = [stand.verdict.figure for _, _, stand in told]
    lines = sources if sources is not None else [reported_by([*judged, *without_base])]
    data = data_of(
        id,
        subtitle,
        {"Day": "left", "Claimant": "left", "Figure": "right", **READINGS, "Outcome": "left"},
        [
            *([words.of_day(day), name, *readings_of(stand.figure), stand.word] for name, day, stand in told),
            *([figure.said_on, figure.claimant, *readings_of(figure), _NO_BASE] for figure in without_base),
        ],
        lines,
    )
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, figures)


def _flags(id: str, told: Sequence[tuple[str, Day, Stand]], without_base: Sequence[Figure]) -> dict[str, list[Flag]]:
    """The labels of each lane in the order of their days: the verdicts, and the counts whose day is known."""
    flags: dict[str, list[Flag]] = {name: [] for name, _, _ in told}
    for name, day, stand in told:
        value = stand.figure.text if stand.figure is not None and stand.figure.readings is not None else None
        text = ", ".join(filter(None, (f"{short(day)}: {stand.outcome}", value)))
        flags[name].append(Flag(day.first, text, stand.anchor))
    for figure in without_base:
        name, day = str(figure.claimant), figure.statement.stated_on
        if name not in flags:
            raise HedgedError(f"chart {id}: {figure.id} is of {name}, who has no lane")
        if day is not None:
            flags[name].append(Flag(day.first, f"{short(day)}: {figure.text}, {_NO_BASE}", f"#{figure.id}"))
    return {name: sorted(lane, key=lambda flag: flag.day) for name, lane in flags.items()}


def _segment(axes: Axes, first: float, last: float, top: float, outcome: str) -> None:
    """A bar whose fill says the outcome: full, half, empty, or broken in outline."""
    colour, width = LIGHT[outcome], last - first
    filled = {HOLDS: 1.0, DEPENDS: 0.5}.get(outcome, 0.0)
    if filled:
        axes.add_patch(Rectangle((first, top + BAR * (1 - filled)), width, BAR * filled, facecolor=colour,
                                 edgecolor="none", zorder=2))  # fmt: skip
    axes.add_patch(Rectangle((first, top), width, BAR, fill=False, edgecolor=colour, linewidth=1.0, zorder=2,
                             linestyle=(0, (2, 1.5)) if outcome == UNDETERMINED else "solid"))  # fmt: skip


def _mark(axes: Axes, x: float, top: float) -> None:
    """A small hollow mark on a bar: something was said that changes no verdict."""
    axes.plot(x, top + BAR / 2, marker="o", color=LIGHT["ink"], markersize=4.6, markerfacecolor=LIGHT["paper"],
              markeredgewidth=0.9, zorder=3)  # fmt: skip
