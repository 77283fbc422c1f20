"""One function for one kind of chart; every range and open end is drawn.

Claimants differ by shape and label as well as by colour. What all charts share, and what
none may leave out, is in ``chart``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import fill

import matplotlib
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter, MonthLocator, date2num
from matplotlib.patches import Rectangle

from hedged import words
from hedged.cells import Day
from hedged.chart import (
    STYLE,
    Chart,
    Rows,
    axis_words,
    canvas_of,
    chart_of,
    margins,
    pairs,
    svg_of,
    told,
    widest,
    with_values,
)
from hedged.codes import CHANGES
from hedged.display import Link
from hedged.errors import HedgedError
from hedged.figure import Figure
from hedged.quantity import SHARE, Quantity, natural_bounds
from hedged.relays import Relay
from hedged.render.tokens import CHART_SMALL_PT, LIGHT, SERIES
from hedged.tables import Cell, Foreign, Table, reported_by
from hedged.verdict import Threshold

__all__ = ["path", "plane", "ranges", "timeline", "told"]

#: Labels beside a row are broken into lines of so many characters.
_LABEL = 36

#: The shapes of the series of a chart, in order of use.
MARKERS = ("o", "s", "D", "^", "v")


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
    least, greatest = _reach(figures, threshold)
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
    A figure without a day is left out of the drawing and stands in the data table.
    """
    figures = with_values(id, [figure for group in series.values() for figure in group])
    if len(series) > len(MARKERS):
        raise HedgedError(f"chart {id} has {len(series)} series; at most {len(MARKERS)} can be told apart")
    canvas, axes = canvas_of(3.1)
    _, greatest = _reach(figures, None)
    for number, (name, group) in enumerate(series.items()):
        colour = LIGHT[SERIES[number]]
        shift = (number - (len(series) - 1) / 2) * 2.2  # days, so that claimants of one day stay apart
        for figure in group:
            when = figure.statement.refers_to
            if when is None:
                continue
            axes.plot([date2num(when.first), date2num(when.last)], [_drawn_at(figure)] * 2, color=colour, linewidth=0.8)
            _upright(axes, _middle_of(when) + shift, figure, colour, MARKERS[number], greatest)
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


@matplotlib.rc_context(STYLE)
def plane(
    shares: Rows,
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    threshold: Threshold,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """Parts against wholes: a box for each share's ranges as rounded, and the line of the threshold.

    ``shares`` are labels, each with a share derived from ``part`` and ``whole``. A box wholly above
    the line is above the threshold whatever the true values in it; a box cut by it depends.
    Equal boxes are drawn once, with their labels joined.
    """
    shares = pairs(shares)
    with_values(id, [figure for _, figure in shares])
    boxes: dict[tuple[Quantity, Quantity], list[tuple[str, Figure]]] = {}
    for label, figure in shares:
        inputs = dict(figure.inputs)
        boxes.setdefault((inputs["part"].rounded, inputs["whole"].rounded), []).append((label, figure))
    canvas, axes = canvas_of(3.9)
    highest = max((part.high or part.low) for part, _ in boxes) * Fraction(115, 100)
    widest = max((whole.high or whole.low) for _, whole in boxes) * Fraction(104, 100)
    narrowest = min(whole.low for _, whole in boxes) * Fraction(94, 100)
    xs = [float(narrowest), float(widest)]
    axes.plot(xs, [x * float(threshold.value) for x in xs], color=LIGHT["ink"], linewidth=1.1, linestyle=(0, (4, 2)))
    axes.set_xlim(*xs)
    axes.set_ylim(0, float(highest))
    axes.xaxis.set_major_formatter(axis_words("persons"))
    axes.yaxis.set_major_formatter(axis_words("persons"))
    axes.set_xlabel("sent, as the base was named")
    axes.set_ylabel("casualties, as the claimant counts them")
    ordered = sorted(boxes.items(), key=lambda box: _middle(box[0][0], highest))
    texts = [
        fill("; ".join(label for label, _ in named), 36) + f"\n{words.span(part, 3)} of {words.span(whole, 3)}"
        for (part, whole), named in ordered
    ]
    wanted = [float(_middle(part, highest) / highest) for (part, _), _ in ordered]
    places = _spread(wanted, [0.045 * (text.count("\n") + 1) for text in texts])
    for number, (((part, whole), named), text, place) in enumerate(zip(ordered, texts, places, strict=True)):
        colour = LIGHT[SERIES[number % len(SERIES)]]
        top = part.high if part.high is not None else highest
        corner = (float(whole.low), float(part.low))
        axes.add_patch(Rectangle(corner, float(whole.high - whole.low), float(top - part.low), facecolor=colour,
                                 alpha=0.16, edgecolor="none"))  # fmt: skip
        axes.add_patch(Rectangle(corner, float(whole.high - whole.low), float(top - part.low), fill=False,
                                 edgecolor=colour, linewidth=1.2))  # fmt: skip
        if part.high is None:
            axes.annotate("", (float(_middle(whole, widest)), float(highest)), xytext=(0, -22), textcoords="offset points",
                          arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.4})  # fmt: skip
        if part.best is not None and whole.best is not None:
            axes.plot(
                float(whole.best), float(part.best), marker=MARKERS[number % len(MARKERS)], color=colour, markersize=5
            )
        axes.annotate(
            text,
            (float(whole.high), float(_middle(part, highest))),
            xytext=(1.03, place),
            textcoords="axes fraction",
            va="center",
            fontsize=CHART_SMALL_PT,
            linespacing=1.15,
            color=colour,
            annotation_clip=False,
            url=f"#{named[0][1].id}",  # equal boxes have equal numbers
            arrowprops={
                "arrowstyle": "-",
                "color": colour,
                "linewidth": 0.6,
                "shrinkA": 2,
                "shrinkB": 0,
                "relpos": (0, 0.5),
            },  # fmt: skip
        )
    axes.annotate(
        threshold.text,
        (xs[0], xs[0] * float(threshold.value)),
        xytext=(4, -4),
        textcoords="offset points",
        va="top",
        color=LIGHT["ink"],
        fontsize=CHART_SMALL_PT,
    )
    margins(canvas, 0.72, 2.3, top=0.12, bottom=0.48)
    return chart_of(canvas, shares, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources)


@matplotlib.rc_context(STYLE)
def path(
    relays: Sequence[Relay],
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """The path of a story: its pages by day, one below the other, each with the words it printed.

    A filled dot printed the figures unchanged, an empty square changed one; the line at the
    left leads to the page it relays.
    """
    canvas, axes = canvas_of(0.5 + 0.215 * len(relays))
    rows = {relay.page.id: y for y, relay in enumerate(relays)}
    names = [f"{relay.page.outlet} ({relay.page.language})" for relay in relays]
    for y, relay in enumerate(relays):
        x = _middle_of(relay.page.date)
        above = rows.get(relay.parent) if relay.parent else None
        if above is not None:
            start = _middle_of(relays[above].page.date)
            reached = x if relay.page.date.first == relay.page.date.last else start
            axes.plot([start, start, reached], [above, y, y], color=LIGHT["accent-mid"], linewidth=0.9, zorder=1)
        changed = relay.changed != CHANGES["none"]
        colour = LIGHT["rust" if changed else "accent"]
        day = relay.page.date
        axes.plot([date2num(day.first), date2num(day.last)], [y, y], color=colour, linewidth=2.2)
        if day.first == day.last:  # a month is an interval and has no day to mark
            axes.plot(x, y, marker="s" if changed else "o", color=colour, markersize=5,
                  markerfacecolor="white" if changed else colour)  # fmt: skip
        axes.annotate(names[y], (-0.02, y), xycoords=("axes fraction", "data"),
                      ha="right", va="center", annotation_clip=False)  # fmt: skip
        axes.annotate(relay.changed, (1.02, y), xycoords=("axes fraction", "data"), va="center",
                      color=colour, annotation_clip=False)  # fmt: skip
    axes.set_ylim(len(relays) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xlim(
        min(date2num(r.page.date.first) for r in relays) - 2, max(date2num(r.page.date.last) for r in relays) + 2
    )
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=5))
    axes.xaxis.set_major_formatter(DateFormatter("%-d %b %Y"))
    axes.grid(visible=False, axis="y")
    margins(canvas, widest(names) + 0.2, widest(relay.changed for relay in relays) + 0.25, top=0.08, bottom=0.36)
    figures = list({figure.id: figure for relay in relays for _, figure in relay.printed}.values())
    lines = sources if sources is not None else [reported_by(figures)]
    data = Table(
        id=f"{id}-data",
        title=f"Data of the chart: {subtitle}",
        columns={"Day": "left", "Page": "left", "Relays": "left", "Printed": "left", "Change": "left"},
        rows=[
            [
                words.of_day(relay.page.date),
                Link(relay.page.outlet, relay.page.url) if relay.page.url else relay.page.outlet,
                relay.relayed or "nobody: a root",
                _printed(relay),
                relay.changed,
            ]
            for relay in relays
        ],
        sources=lines,
    )
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, figures)


def _printed(relay: Relay) -> list[Cell]:
    cells: list[Cell] = []
    for number, (report, _) in enumerate(relay.printed):
        cells += ["; "] if number else []
        cells.append(Foreign(report.as_printed, relay.page.language))
    return cells


def _reach(figures: Sequence[Figure], threshold: Threshold | None) -> tuple[Fraction, Fraction]:
    """From 0 (or below) to a little beyond the largest end anybody stated; a natural bound is no such end."""
    least, greatest = natural_bounds(figures[0].unit)
    ends = [end for figure in figures for end in (figure.wide.low, figure.wide.high) if end not in (None, greatest)]
    ends += [threshold.value] if threshold else []
    beyond = max(ends) * Fraction(112, 100)
    return min(Fraction(0), *ends), beyond if greatest is None else min(beyond, greatest)


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


def _middle_of(day: Day) -> float:
    """The middle of a day or month as a number for the axis."""
    return (date2num(day.first) + date2num(day.last)) / 2


def _middle(quantity: Quantity, greatest: Fraction) -> Fraction:
    high = quantity.high if quantity.high is not None else greatest
    return (quantity.low + high) / 2


def _spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Middles for labels from bottom to top, near ``wanted``, that do not overlap; all as fractions of the height."""
    middles: list[float] = []
    edge = 0.0
    for want, height in zip(wanted, heights, strict=True):
        middles.append(max(want, edge + height / 2))
        edge = middles[-1] + height / 2 + 0.015
    edge = 1.0
    for i in range(len(middles) - 1, -1, -1):
        middles[i] = min(middles[i], edge - heights[i] / 2)
        edge = middles[i] - heights[i] / 2 - 0.015
    return middles
