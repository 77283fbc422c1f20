"""The chart of marks: statements in the lanes of their claimants, by the day they were said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
from matplotlib.dates import date2num
from matplotlib.lines import Line2D

from hedged.charts.canvas import STYLE, looks_of, put_key, svg_of
from hedged.charts.chart import READINGS, Chart, data_of, readings_of, with_values
from hedged.charts.flags import BAR, Flag, laid_out, short
from hedged.errors import HedgedError
from hedged.figures.figure import Figure
from hedged.figures.tables import Cell, reported_by
from hedged.look.tokens import LIGHT


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
