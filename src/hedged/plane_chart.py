"""The plane: parts against wholes, with the line of a threshold and where each pair would reach it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from string import ascii_lowercase

import matplotlib
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from hedged import plane_key, words
from hedged.chart import STYLE, Chart, Rows, axis_words, canvas_of, chart_of, margins, pairs, with_values
from hedged.errors import HedgedError
from hedged.figure import Figure
from hedged.plane_key import Box, Entry, boxes_of, counted
from hedged.render.tokens import CHART_SMALL_PT, LIGHT
from hedged.tables import Cell
from hedged.verdict import DEPENDS, FAILS, HOLDS, UNDETERMINED, Threshold

#: How a box is drawn by its outcome, so that it shows without colour: the style of its edge, and how dense it is.
_EDGES = {HOLDS: "solid", DEPENDS: (0, (5, 2)), FAILS: (0, (1, 1.3)), UNDETERMINED: (0, (5, 2, 1, 2))}
_DENSITY = {HOLDS: 0.26, DEPENDS: 0.12, FAILS: 0.04, UNDETERMINED: 0.0}
#: The height of the plane in inches, and of all that stands between it and the key.
_PLANE, _BELOW = 3.1, 0.72
#: Tipping points so many times as far out as the boxes are drawn; those beyond stand in the key only.
_FARTHEST = Fraction(5, 4)

#: A place on the plane, in its own units or in points.
_Place = tuple[float, float]


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
    the mark of a box dotted lines lead up or down and to the side to where it would be on the
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
    canvas, axes = canvas_of(_PLANE + _BELOW + key)
    margins(canvas, 0.72, 0.12, top=0.1, bottom=_BELOW + key)
    _scales(axes, boxes, threshold)
    axes.set_xlabel(f"{whole}, as the base was named")
    axes.set_ylabel(f"{part}, as the claimant counts them")
    marks = [mark for box in boxes for mark in _draw(axes, box, threshold)]
    edges = [_edges(axes, box) for box in boxes]
    corners = [(x, y) for left, bottom, right, top in edges for x in (left, right) for y in (bottom, top)]
    taken = marks + _line(axes, threshold, marks + corners)
    for entry, box in zip(entries, boxes, strict=True):
        taken.append(_letter(axes, entry.letter, box, [each for each in boxes if each is not box], taken))
    _explained(axes)
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
        set_limits(float(max(low - room, Fraction(0))), float(high + beyond))
    axes.xaxis.set_major_formatter(axis_words("persons"))
    axes.yaxis.set_major_formatter(axis_words("persons"))


def _line(axes: Axes, threshold: Threshold, marks: Sequence[_Place]) -> list[_Place]:
    """The line, with its words below it where they are farthest from all marks; places all along it."""
    (left, right), value = axes.get_xlim(), float(threshold.value)
    axes.plot([left, right], [left * value, right * value], color=LIGHT["ink"], linewidth=1.1, linestyle=(0, (4, 2)),
              scalex=False, scaley=False)  # fmt: skip
    low, high = axes.get_ylim()
    places = [(x, x * value) for x in (left + (right - left) * n / 60 for n in range(61)) if low < x * value < high]

    def room(place: _Place) -> float:
        """How far the middle of the words would be from the nearest mark, as a part of the plane squared."""
        x, y = place[0] + (right - left) / 20, place[1] - (high - low) / 16
        return min(((x - a) / (right - left)) ** 2 + ((y - b) / (high - low)) ** 2 for a, b in marks)

    at = max(places[: -len(places) // 8] or [(left, left * value)], key=room)
    axes.annotate(threshold.text, at, xytext=(4, -6), textcoords="offset points", va="top", color=LIGHT["ink"],
                  fontsize=CHART_SMALL_PT)  # fmt: skip
    return places


def _draw(axes: Axes, box: Box, threshold: Threshold) -> list[_Place]:
    """A box with its mark and the ways to its tipping points; places all along these."""
    outcome, value = box.verdict.outcome, float(threshold.value)
    colour = LIGHT[outcome]
    left, bottom, right, top = _edges(axes, box)
    for look in (
        {"facecolor": colour, "alpha": _DENSITY[outcome], "edgecolor": "none"},
        {"fill": False, "edgecolor": colour, "linewidth": 1.2, "linestyle": _EDGES[outcome]},
    ):
        axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, **look))
    for end, tip, back in (
        (box.part.high, ((left + right) / 2, top), (0, -16)),
        (box.whole.high, (right, (bottom + top) / 2), (-16, 0)),
    ):
        if end is None:
            axes.annotate("", tip, xytext=back, textcoords="offset points",
                          arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.4})  # fmt: skip
    kept = {"color": colour, "scalex": False, "scaley": False}
    marks: list[_Place] = []
    for x, y in ((float(x), float(y)) for x, y in box.dots):
        ways = {"part": (x, x * value), "whole": (y / value if value else x, y)}
        for tip in (place for name, place in ways.items() if name in box.moved):
            axes.plot([x, tip[0]], [y, tip[1]], linewidth=0.9, linestyle=(0, (1, 1.6)), **kept)
            axes.plot(
                *tip, marker="D", markersize=3.4, markerfacecolor=LIGHT["paper"], markeredgewidth=0.9, zorder=3, **kept
            )
            marks += [(x + (tip[0] - x) * n / 24, y + (tip[1] - y) * n / 24) for n in range(1, 25)]
        axes.plot(x, y, marker="o", zorder=4, markersize=4.4 if box.solid else 7.5,
                  markerfacecolor=colour if box.solid else "none", **kept)  # fmt: skip
        marks.append((x, y))
    return marks


def _edges(axes: Axes, box: Box) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a box as it is drawn; an open end goes to the edge of the plane."""
    right, top = axes.get_xlim()[1], axes.get_ylim()[1]
    return (
        float(box.whole.low or 0),
        float(box.part.low or 0),
        right if box.whole.high is None else float(box.whole.high),
        top if box.part.high is None else float(box.part.high),
    )


def _letter(axes: Axes, letter: str, box: Box, others: Sequence[Box], taken: Sequence[_Place]) -> _Place:
    """Puts the letter of a box beside it, off other boxes and far from all that is ``taken``; its place."""
    scale = 72 / axes.figure.dpi

    def points(place: _Place, shift: _Place = (0, 0)) -> _Place:
        x, y = axes.transData.transform(place) * scale
        return x + shift[0], y + shift[1]

    left, bottom, right, top = _edges(axes, box)
    middle, level = (left + right) / 2, (bottom + top) / 2
    near = [
        *(((x, y), (out, up)) for y, up in ((level, 0), (top, -6), (bottom, 6)) for x, out in ((right, 9), (left, -9))),
        *(((middle, y), (0, up)) for y, up in ((bottom, -9), (top, 9))),
        *(((x, y), (back, up)) for y, up in ((top, -8), (bottom, 8)) for x, back in ((right, -8), (left, 8))),
    ]
    drawn = [points(place) for place in taken]
    areas = [
        (points(edges[:2], (-6, -6)), points(edges[2:], (6, 6))) for edges in (_edges(axes, each) for each in others)
    ]
    ends = list(zip(axes.get_xlim(), axes.get_ylim(), strict=True))
    frame = points(ends[0], (6, 6)), points(ends[1], (-6, -6))

    def crowding(choice: tuple[_Place, _Place]) -> tuple[float, ...]:
        place = points(*choice)
        nearest = min(((place[0] - x) ** 2 + (place[1] - y) ** 2) ** 0.5 for x, y in drawn)
        return (not _within(place, frame), nearest < 11, sum(_within(place, area) for area in areas), -min(nearest, 14))

    at, shift = min(near, key=crowding)
    axes.annotate(letter, at, xytext=shift, textcoords="offset points", ha="center", va="center", weight=600, zorder=5,
                  color=LIGHT[box.verdict.outcome], annotation_clip=False)  # fmt: skip
    x, y = points(at, shift)
    return tuple(axes.transData.inverted().transform((x / scale, y / scale)))


def _within(place: _Place, area: tuple[_Place, _Place]) -> bool:
    return all(low < value < high for low, value, high in zip(area[0], place, area[1], strict=True))


def _explained(axes: Axes) -> None:
    """What the marks mean, in a line between the plane and its key."""
    mark = {"color": LIGHT["muted"], "linestyle": "none", "markerfacecolor": "none"}
    handles = [
        Line2D([], [], marker="o", markersize=4.4, label="as said", **mark | {"markerfacecolor": LIGHT["muted"]}),
        Line2D([], [], marker="o", markersize=7, label="an end, where nobody said a best value", **mark),
        Line2D([], [], marker="D", markersize=3.4, label="where it tips, the other figure unchanged", **mark),
    ]
    height = axes.get_window_extent().height / axes.figure.dpi
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.72 / 5.46, -0.47 / height), ncols=3, frameon=False,
                fontsize=CHART_SMALL_PT, handlelength=0.9, handletextpad=0.5, columnspacing=1.4, labelcolor=LIGHT["muted"],
                borderaxespad=0, borderpad=0)  # fmt: skip
