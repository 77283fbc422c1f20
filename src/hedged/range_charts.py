"""Charts of ranges: figures one below the other, in groups or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import fill

import matplotlib
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hedged.chart import (
    STYLE,
    WIDTH,
    Chart,
    Rows,
    axis_words,
    canvas_of,
    chart_of,
    margins,
    pairs,
    reach,
    said_ends,
    widest,
    with_values,
)
from hedged.figure import Figure
from hedged.quantity import SHARE
from hedged.render.tokens import LIGHT
from hedged.tables import Cell

#: Labels beside a row are broken into lines of so many characters.
_LABEL = 38
#: Heights in inches: of a row where there are few and where there are many, of one line of its label, of a heading.
_ROW, _CLOSE_ROW, _LINE, _HEADING = 0.235, 0.176, 0.132, 0.25
#: From so many rows on they stand close.
_MANY = 15
#: A chart taller than this, in inches, has its scale above as well as below.
_TALL = 3.5


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
    """Figures one below the other, each with its wide and rounded range, its best value and its words.

    ``rows`` are labels with their figures, or named groups of these, each drawn under its name; a
    group without rows is left out. All figures have one unit. An end without bound is an arrow, a
    hollow mark a number that is an end and not a best value.
    Raises ``HedgedError`` for no rows, mixed units or a figure without a value.
    """
    groups = _groups(rows)
    members = [row for _, group in groups for row in group]
    figures = with_values(id, [figure for _, figure in members])
    labels = [_broken(label) for label, _ in members]
    pitch = _ROW if len(members) < _MANY else _CLOSE_ROW
    places, headings, height = _places(groups, labels, pitch)
    scale_above = height > _TALL
    top = 0.22 + (0.1 if scale_above else 0)
    canvas, axes = canvas_of(height + top + 0.28)
    left, right = widest(labels) + 0.15, widest(figure.text for figure in figures) + 0.2
    margins(canvas, left, right, top=top)
    least, greatest = reach(figures)
    for y, figure in zip(places, figures, strict=True):
        _bar(axes, y, figure, greatest, 8.5 * pitch / _ROW)
        axes.annotate(figure.text, (1, y), xycoords=("axes fraction", "data"), xytext=(7, 0), va="center",
                      textcoords="offset points", annotation_clip=False, url=f"#{figure.id}")  # fmt: skip
    axes.set_ylim(height, 0)
    axes.set_yticks(places, labels, linespacing=0.95)
    axes.grid(visible=False, axis="y")
    axes.set_xlim(float(least), float(greatest))
    axes.xaxis.set_major_formatter(axis_words(figures[0].unit))
    axes.xaxis.set_major_locator(MaxNLocator(max(3, int((WIDTH - left - right) / 0.5)), steps=[1, 2, 2.5, 5, 10]))
    axes.tick_params(axis="x", labeltop=scale_above)
    for y, heading in headings:
        axes.annotate(heading, (0, y), xycoords=("figure fraction", "data"), va="center", weight=600,
                      color=LIGHT["muted"], annotation_clip=False)  # fmt: skip
        axes.annotate("", (0, y - _HEADING / 2), xytext=(1, y - _HEADING / 2), annotation_clip=False,
                      xycoords=("figure fraction", "data"),
                      arrowprops={"arrowstyle": "-", "color": LIGHT["rule"], "linewidth": 0.6,
                                  "shrinkA": 0, "shrinkB": 0})  # fmt: skip
    beside = {"Group": [name for name, group in groups for _ in group]} if headings else None
    return chart_of(canvas, members, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources,
                    beside=beside)  # fmt: skip


def _groups(rows: Rows | Mapping[str, Rows]) -> list[tuple[str, list[tuple[str, Figure]]]]:
    """The rows in their groups; rows that are not in groups are one without a name."""
    if not isinstance(rows, Mapping) or any(isinstance(value, Figure) for value in rows.values()):
        return [("", pairs(rows))]
    return [(name, listed) for name, group in rows.items() if (listed := pairs(group))]


def _broken(label: str) -> str:
    """A label in as few lines as it needs, of about equal length."""
    lines = -(-len(label) // _LABEL)
    return label if lines == 1 else fill(label, len(label) // lines + 5)


def _places(
    groups: Sequence[tuple[str, Sequence[object]]], labels: Sequence[str], pitch: float
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
            height = max(pitch, _LINE * (labels[len(places)].count("\n") + 1) + 0.03)
            places.append(y + height / 2)
            y += height
        y += 0.05
    return places, headings, y


def _bar(axes: Axes, y: float, figure: Figure, greatest: Fraction, thickness: float) -> None:
    for quantity, colour in ((figure.wide, LIGHT["accent-pale"]), (figure.rounded, LIGHT["accent-mid"])):
        low, high = quantity.low or Fraction(0), min(quantity.high or greatest, greatest)
        axes.plot([float(low), float(high)], [y, y], color=colour, linewidth=thickness, solid_capstyle="butt")
    open_high = figure.rounded.high is None or (figure.unit == SHARE and figure.rounded.high == 1)
    if open_high:
        axes.plot(float(greatest), y, marker=">", color=LIGHT["accent"], markersize=6, clip_on=False)
    if figure.rounded.best is not None:
        axes.plot(float(figure.rounded.best), y, marker="o", color=LIGHT["accent"], markersize=5, clip_on=False)
        return
    for end in (figure.rounded.low, None if open_high else figure.rounded.high):
        if end is not None and end != 0:
            axes.plot(float(end), y, marker="|", color=LIGHT["accent"], markersize=thickness, markeredgewidth=1.2)
    for end in said_ends(figure):
        axes.plot(float(end), y, marker="o", color=LIGHT["accent"], markersize=5, markerfacecolor=LIGHT["paper"],
                  clip_on=False)  # fmt: skip
