"""Charts of ranges: figures one below the other, in groups or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import fill

import matplotlib
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from hedged.charts.canvas import STYLE, WIDTH, axis_words, canvas_of, margins, put, put_key, widest
from hedged.charts.chart import Chart, Rows, chart_of, pairs, reach, said_ends, with_values
from hedged.figures import Cell, Figure
from hedged.look import CHART_SMALL_PT, CHART_TEXT_PT, LIGHT
from hedged.numbers import SHARE

#: Labels beside a row are broken into lines of so many characters, in small letters of a few more.
_LABEL, _SMALL_LABEL = 36, 40
#: Heights in inches: of a row where there are few and where there are many, of a heading, of the key.
_ROW, _CLOSE_ROW, _HEADING, _KEY = 0.235, 0.152, 0.23, 0.26
#: From so many rows on they stand close, in small letters.
_MANY = 20
#: A chart taller than this, in inches, has its scale above as well as below.
_TALL = 3.5
#: How high a bar is in inches, and the size of marks in points: a bar is the higher, so that the shortest is seen behind its mark.
_BAR, _BEST, _END = 0.115, 3.4, 4.4
#: Inches from names to words, and from these to the plot.
_APART, _BEFORE = 0.14, 0.16


@matplotlib.rc_context(STYLE)
def ranges(
    rows: Rows | Mapping[str, Rows],
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """Figures one below the other, each with its words, its wide and rounded range and its best value.

    ``rows`` are labels with their figures, or named groups of these, each drawn under its name; a
    group without rows is left out. All figures have one unit. An end without bound is an arrow, a
    hollow mark a number that is an end and not a best value.
    Raises ``HedgedError`` for no rows, mixed units or a figure without a value.
    """
    groups = _groups(rows)
    members = [row for _, group in groups for row in group]
    figures = with_values(id, [figure for _, figure in members])
    many = len(members) >= _MANY
    pitch, size = (_CLOSE_ROW, CHART_SMALL_PT) if many else (_ROW, CHART_TEXT_PT)
    labels = [_broken(label, _SMALL_LABEL if many else _LABEL) for label, _ in members]
    places, headings, height = _places(groups, labels, pitch, size / 72)
    scale_above = height > _TALL
    top = _KEY + (0.24 if scale_above else 0.04)
    canvas, axes = canvas_of(height + top + 0.24)
    words_at = widest(labels, size) + _APART
    left, right = words_at + widest((figure.text for figure in figures), size) + _BEFORE, 0.14
    margins(canvas, left, right, top=top, bottom=0.24)
    least, greatest = reach(figures)
    axes.set_ylim(height, 0)
    axes.set_xlim(float(least), float(greatest))
    for y, label, figure in zip(places, labels, figures, strict=True):
        _drawn(axes, y, figure, greatest)
        put(axes, (0, y), label, across="figure fraction", size=size)
        put(axes, (words_at / WIDTH, y), figure.text, across="figure fraction", size=size, url=f"#{figure.id}")
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(axis_words(figures[0].unit))
    axes.xaxis.set_major_locator(MaxNLocator(max(3, int((WIDTH - left - right) / 0.5)), steps=[1, 2, 2.5, 5, 10]))
    axes.tick_params(axis="x", labeltop=scale_above, pad=2)
    for y, heading in headings:
        put(axes, (0, y), heading, across="figure fraction", weight=600)
        axes.annotate("", (0, y - _HEADING / 2), xytext=(1, y - _HEADING / 2), annotation_clip=False,
                      xycoords=("figure fraction", "data"),
                      arrowprops={"arrowstyle": "-", "color": LIGHT["rule"], "linewidth": 0.6,
                                  "shrinkA": 0, "shrinkB": 0})  # fmt: skip
    put_key(canvas, _key(figures))
    beside = {"Group": [name for name, group in groups for _ in group]} if headings else None
    return chart_of(canvas, members, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources,
                    beside=beside)  # fmt: skip


def _groups(rows: Rows | Mapping[str, Rows]) -> list[tuple[str, list[tuple[str, Figure]]]]:
    """The rows in their groups; rows that are not in groups are one without a name."""
    if not isinstance(rows, Mapping) or any(isinstance(value, Figure) for value in rows.values()):
        return [("", pairs(rows))]
    return [(name, listed) for name, group in rows.items() if (listed := pairs(group))]


def _broken(label: str, most: int) -> str:
    """A label in as few lines of ``most`` characters as it needs: the day on its own line, or all of about equal length."""
    lines = -(-len(label) // most)
    name, comma, day = label.rpartition(", ")
    if lines == 2 and comma and max(len(name) + 1, len(day)) <= most:
        return f"{name},\n{day}"
    return label if lines == 1 else fill(label, len(label) // lines + 5)


def _places(
    groups: Sequence[tuple[str, Sequence[object]]], labels: Sequence[str], pitch: float, letters: float
) -> tuple[list[float], list[tuple[float, str]], float]:
    """Middles of the rows, middles and words of the headings, and the height of all, in inches from the top."""
    places: list[float] = []
    headings: list[tuple[float, str]] = []
    y = 0.03
    for name, group in groups:
        if name:
            headings.append((y + _HEADING / 2, name))
            y += _HEADING
        for _ in group:
            height = pitch + 1.18 * letters * labels[len(places)].count("\n")
            places.append(y + height / 2)
            y += height
        y += 0.06
    return places, headings, y


def _drawn(axes: Axes, y: float, figure: Figure, greatest: Fraction) -> None:
    """A figure on all its readings: a line as far as it is read widely, a bar as rounded, a mark where it was said."""
    wide, rounded = figure.wide, figure.rounded
    endless = _endless(figure)
    low = rounded.low or Fraction(0)
    high = low if endless else min(rounded.high or greatest, greatest)
    for start, end in (
        (wide.low or Fraction(0), low),
        (high, high if endless else min(wide.high or greatest, greatest)),
    ):
        whisker(axes, y, float(start), float(end), LIGHT["accent"])
    if endless:
        onward(axes, y, float(low), LIGHT["accent"])
    else:
        band(axes, y, float(low), float(high), _BAR, ink=LIGHT["accent"], ground=LIGHT["accent-mid"])
    if rounded.best is not None:
        axes.plot(float(rounded.best), y, marker="o", color=LIGHT["accent"], markersize=_BEST, clip_on=False)
        return
    if endless and low and low not in said_ends(figure):
        axes.plot(float(low), y, marker="|", color=LIGHT["accent"], markersize=72 * _BAR, markeredgewidth=1.2)
    for end in said_ends(figure):
        axes.plot(float(end), y, marker="o", color=LIGHT["accent"], markersize=_END, markerfacecolor=LIGHT["paper"],
                  clip_on=False)  # fmt: skip


def _endless(figure: Figure) -> bool:
    """Whether a figure has no upper end but the natural one of its unit."""
    return figure.rounded.high is None or (figure.unit == SHARE and figure.rounded.high == 1)


def band(axes: Axes, y: float, low: float, high: float, thickness: float, *, ink: str, ground: str) -> None:
    """Draws a range as a bar, with an outline that is seen on any paper; ``thickness`` is in the units of y."""
    axes.add_patch(Rectangle((low, y - thickness / 2), high - low, thickness, facecolor=ground, edgecolor=ink,
                             linewidth=0.7, zorder=1.9))  # fmt: skip


def onward(axes: Axes, y: float, low: float, ink: str) -> None:
    """Draws a range without an upper end: an arrow to the edge of the chart, no bar, since nobody said how far."""
    edge = axes.get_xlim()[1]
    axes.plot([low, edge], [y, y], color=ink, linewidth=1.3, solid_capstyle="butt", zorder=1.9)
    axes.plot(edge, y, marker=">", color=ink, markersize=4.6, clip_on=False)


def whisker(axes: Axes, y: float, start: float, end: float, ink: str) -> None:
    """Draws how far a range reaches beyond its bar: a thin line."""
    if start != end:
        axes.plot([start, end], [y, y], color=ink, linewidth=0.8, solid_capstyle="butt", zorder=1.8)


def bar_handle(label: str, *, ink: str, ground: str) -> Line2D:
    """A bar for the key."""
    return Line2D([], [], label=label, linestyle="none", marker=((-2, -0.9), (2, -0.9), (2, 0.9), (-2, 0.9), (-2, -0.9)),
                  markersize=12, markerfacecolor=ground, markeredgecolor=ink, markeredgewidth=0.7)  # fmt: skip


def onward_handle(ink: str) -> Line2D:
    """The arrow of a range without an upper end, for the key."""
    arrow = ((-3, -0.25), (0.8, -0.25), (0.8, -1), (3, 0), (0.8, 1), (0.8, 0.25), (-3, 0.25))
    return Line2D([], [], label="no upper end", linestyle="none", marker=arrow, markersize=14, color=ink,
                  markeredgewidth=0)  # fmt: skip


def _key(figures: Sequence[Figure]) -> list[Line2D]:
    """What the marks mean that are drawn for these figures."""
    mark = {"color": LIGHT["accent"], "linestyle": "none", "marker": "o"}
    bar = bar_handle("as rounded", ink=LIGHT["accent"], ground=LIGHT["accent-mid"])
    line = {"color": LIGHT["accent"], "linewidth": 0.8}
    found = [
        (any(figure.rounded.best is not None for figure in figures), Line2D([], [], label="as said", markersize=_BEST, **mark)),
        (any(map(said_ends, figures)), Line2D([], [], label="an end that was said", markersize=_END, markerfacecolor=LIGHT["paper"], **mark)),
        (not all(map(_endless, figures)), bar),
        (not all(map(_endless, figures)), Line2D([], [], label="wide", **line)),
        (any(map(_endless, figures)), onward_handle(LIGHT["accent"])),
    ]  # fmt: skip
    return [handle for there, handle in found if there]
