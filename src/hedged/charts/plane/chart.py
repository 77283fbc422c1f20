"""The plane: parts against wholes, with the line of a threshold and where each pair would reach it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from string import ascii_lowercase

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from hedged.charts.canvas import STYLE, axis_words, canvas_of, margins, put_key
from hedged.charts.chart import Chart, Rows, chart_of, pairs, with_values
from hedged.charts.places import FreePlaces, Place
from hedged.charts.plane import key as plane_key
from hedged.charts.plane.key import Box, Entry, boxes_of, counted
from hedged.charts.plane.names import Edges, put_names, put_sides
from hedged.errors import HedgedError
from hedged.figures import Cell, Figure, Threshold
from hedged.look import LIGHT
from hedged.numbers import DEPENDS, FAILS, HOLDS, UNDETERMINED, words

#: How a box is drawn by its outcome, so that it shows without colour: the style of its edge, and how dense it is.
_EDGES = {HOLDS: "solid", DEPENDS: (0, (5, 2)), FAILS: (0, (1, 1.3)), UNDETERMINED: (0, (5, 2, 1, 2))}
_DENSITY = {HOLDS: 0.26, DEPENDS: 0.12, FAILS: 0.04, UNDETERMINED: 0.0}
#: How thick lines are in points: of the threshold, around a box, and to a tipping point.
_THRESHOLD, _EDGE, _WAY = 1.8, 1.2, 0.6
#: Heights in inches: of the plane, of what stands above it, of all that stands between it and the key, and of a line there.
_PLANE, _ABOVE, _BELOW, _KEY_LINE = 3.05, 0.3, 0.87, 0.19
#: Tipping points so many times as far out as the boxes are drawn; those beyond stand in the key only.
_FARTHEST = Fraction(5, 4)
#: The right edges of boxes stand within this part of the plane, so that there is room for names and words beside them.
_BOXES = Fraction(7, 10)


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
    the line is above the threshold whatever the true values in it; a box cut by it depends. From
    the mark of a box thin lines lead up or down and to the side to where it would be on the
    line: its tipping points. A letter beside each box leads to the key below, which names every
    claimant with a link of its own, the ranges, the verdict and the tipping points; equal boxes
    are drawn once, and a label says so where its part is superseded or disputed. Raises
    ``HedgedError`` for a figure without a value, or more boxes than letters.
    """
    shares = [(words.with_status(label, _status(figure)), figure) for label, figure in pairs(shares)]
    with_values(id, [figure for _, figure in shares])
    verdicts = [figure.versus(">", threshold) for _, figure in shares]
    boxes = boxes_of(shares, verdicts)
    if len(boxes) > len(ascii_lowercase):
        raise HedgedError(f"chart {id} has {len(boxes)} boxes; at most {len(ascii_lowercase)} can have a letter")
    entries = [Entry.of(letter, box) for letter, box in zip(ascii_lowercase, boxes, strict=False)]
    part, whole = (counted(dict(figure.inputs)[name] for _, figure in shares) for name in ("part", "whole"))
    key = plane_key.height_of(entries)
    canvas, axes = canvas_of(_ABOVE + _PLANE + _BELOW + key)
    margins(canvas, 0.52, 0.24, top=_ABOVE, bottom=_BELOW + key)
    _scales(axes, boxes, threshold)
    axes.set_xlabel(f"{_capital(whole)}, as the base was named{_from_where(axes.get_xlim())}")
    axes.annotate(f"{_capital(part)}, as the claimant counts them{_from_where(axes.get_ylim())}", (0, 1),
                  xycoords=("figure fraction", "axes fraction"), xytext=(0, 11), textcoords="offset points",
                  color=LIGHT["muted"])  # fmt: skip
    free = FreePlaces(axes)
    placed = [(box, _edges(axes, box)) for box in boxes]
    for box, edges in placed:
        _draw(axes, box, edges)
        free.take_area(edges[:2], edges[2:])
    ways = _ways(boxes, threshold)
    taken = [*(place for box in boxes for place in _marked(axes, box)), *_led(axes, ways), *_line(axes, threshold)]
    for place in taken:
        free.take(place, 2.5)
    put_names(axes, free, entries, placed, taken)
    put_sides(axes, free, threshold)
    for number, handles in enumerate(_key(boxes, threshold, tips=bool(ways))):
        put_key(canvas, handles, _ABOVE + _PLANE + 0.47 + number * _KEY_LINE, columnspacing=1.3, handlelength=2)
    plane_key.draw(canvas, entries, f"{part} of {whole}")
    beside = {
        _capital(f"{verdicts[0].question}?"): verdicts,
        _capital(plane_key.tips_heading(verdicts[0])): [plane_key.tips(verdict) for verdict in verdicts],
    }
    return chart_of(canvas, shares, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources,
                    beside=beside)  # fmt: skip


def _status(share: Figure) -> str | None:
    """The standing of the count that is the part of a share, which the share itself does not show."""
    return dict(share.inputs)["part"].status


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _from_where(limits: tuple[float, float]) -> str:
    """Words at an axis that does not begin at zero; none at one that does."""
    return " (the axis does not begin at zero)" if limits[0] else ""


def _scales(axes: Axes, boxes: Sequence[Box], threshold: Threshold) -> None:
    """Sets both scales: all boxes and marks, and the tipping points that are not far out."""
    value = threshold.value
    dots = [dot for box in boxes for dot in box.dots]
    for quantities, marks, tips, set_limits in (
        ([box.whole for box in boxes], [x for x, _ in dots], [y / value for _, y in dots if value], axes.set_xlim),
        ([box.part for box in boxes], [y for _, y in dots], [x * value for x, _ in dots], axes.set_ylim),
    ):
        ends = [*marks, *(end for each in quantities for end in (each.low, each.high) if end is not None)]
        near = [tip for tip in tips if min(ends) / _FARTHEST <= tip <= max(ends) * _FARTHEST]
        low, high = min(ends + near), max(ends + near)
        room = (high - low) / 8 or high / 4
        beyond = room if all(each.high is not None for each in quantities) else 2 * room
        # At the left there is room for a name, which is wider than it is high.
        before = room * Fraction(7, 4) if set_limits == axes.set_xlim else room
        first, last = max(low - before, Fraction(0)), high + beyond
        if set_limits == axes.set_xlim and all(each.high is not None for each in quantities):
            last = max(last, first + (max(each.high for each in quantities) - first) / _BOXES)
        set_limits(float(first), float(last))
    axes.xaxis.set_major_formatter(axis_words("persons"))
    axes.yaxis.set_major_formatter(axis_words("persons"))


def _line(axes: Axes, threshold: Threshold) -> list[Place]:
    """The line of the threshold; places all along it."""
    (left, right), value = axes.get_xlim(), float(threshold.value)
    axes.plot([left, right], [left * value, right * value], color=LIGHT["ink"], linewidth=_THRESHOLD,
              scalex=False, scaley=False, zorder=1.8)  # fmt: skip
    low, high = axes.get_ylim()
    return [(x, x * value) for x in (left + (right - left) * n / 90 for n in range(91)) if low < x * value < high]


def _draw(axes: Axes, box: Box, edges: Edges) -> None:
    """A box, with an arrow at an end that is open."""
    colour, outcome = LIGHT[box.verdict.outcome], box.verdict.outcome
    left, bottom, right, top = edges
    axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, **_look(outcome)))
    for end, tip, back in (
        (box.part.high, ((left + right) / 2, top), (0, -16)),
        (box.whole.high, (right, (bottom + top) / 2), (-16, 0)),
    ):
        if end is None:
            axes.annotate("", tip, xytext=back, textcoords="offset points",
                          arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.4})  # fmt: skip


def _look(outcome: str) -> dict[str, object]:
    """How a box is drawn, in the plane and in the key."""
    return {"facecolor": to_rgba(LIGHT[outcome], _DENSITY[outcome]), "edgecolor": LIGHT[outcome],
            "linewidth": _EDGE, "linestyle": _EDGES[outcome]}  # fmt: skip


def _marked(axes: Axes, box: Box) -> list[Place]:
    """Puts the marks of a box where its figures are held; their places."""
    colour = LIGHT[box.verdict.outcome]
    places = [(float(x), float(y)) for x, y in box.dots]
    for x, y in places:
        axes.plot(x, y, marker="o", zorder=4, markersize=4.4 if box.solid else 7.5, color=colour,
                  markerfacecolor=colour if box.solid else "none", scalex=False, scaley=False)  # fmt: skip
    return places


def _ways(boxes: Sequence[Box], threshold: Threshold) -> list[tuple[str, Place, Place]]:
    """From the marks of boxes to their tipping points: outcome, start and end. Two may lie on each other: none is moved."""
    value = float(threshold.value)
    found: list[tuple[str, Place, Place]] = []
    for box in boxes:
        for x, y in ((float(x), float(y)) for x, y in box.dots):
            tips = {"part": (x, x * value), "whole": (y / value if value else x, y)}
            found += [(box.verdict.outcome, (x, y), tip) for name, tip in tips.items() if name in box.moved]
    return found


def _led(axes: Axes, ways: Sequence[tuple[str, Place, Place]]) -> list[Place]:
    """Draws the ways to tipping points, each with its mark at the end; places all along them."""
    kept = {"scalex": False, "scaley": False}
    for outcome, (x, y), tip in ways:
        if tip != (x, y):
            axes.plot([x, tip[0]], [y, tip[1]], color=LIGHT[outcome], linewidth=_WAY, **kept)
        axes.plot(*tip, marker="D", markersize=3.4, color=LIGHT[outcome], markerfacecolor=LIGHT["paper"],
                  markeredgewidth=0.9, zorder=3, **kept)  # fmt: skip
    return [(x + (tip[0] - x) * n / 24, y + (tip[1] - y) * n / 24) for _, (x, y), tip in ways for n in range(1, 25)]


def _edges(axes: Axes, box: Box) -> Edges:
    """Left, bottom, right and top of a box as it is drawn; an open end goes to the edge of the plane."""
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    return (
        float(box.whole.low or 0),
        float(box.part.low or 0),
        right if box.whole.high is None else float(box.whole.high),
        top if box.part.high is None else float(box.part.high),
    )


def _key(boxes: Sequence[Box], threshold: Threshold, *, tips: bool) -> list[list[Artist]]:
    """What the line and the boxes mean that are drawn, and, in a second line, their marks."""
    mark = {"color": LIGHT["muted"], "linestyle": "none", "marker": "o", "markerfacecolor": "none"}
    outcomes = {box.verdict.outcome for box in boxes}
    line = Line2D([], [], label=threshold.text, color=LIGHT["ink"], linewidth=_THRESHOLD)
    marks = [
        (any(box.solid for box in boxes), Line2D([], [], markersize=4.4, label="as said", **mark | {"markerfacecolor": LIGHT["muted"]})),
        (not all(box.solid for box in boxes), Line2D([], [], markersize=7, label="an end, where nobody said a best value", **mark)),
        (tips, Line2D([], [], label="where it tips, the other figure unchanged", color=LIGHT["muted"], linewidth=_WAY,
                      marker="D", markersize=3.4, markerfacecolor=LIGHT["paper"], markeredgewidth=0.9)),
    ]  # fmt: skip
    return [
        [line, *(Patch(label=outcome, **_look(outcome)) for outcome in _EDGES if outcome in outcomes)],
        [handle for there, handle in marks if there],
    ]
