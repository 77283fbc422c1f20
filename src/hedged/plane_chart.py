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
from hedged.canvas import STYLE, axis_words, canvas_of, margins, put_key, widest
from hedged.chart import Chart, Rows, chart_of, pairs, with_values
from hedged.errors import HedgedError
from hedged.figure import Figure
from hedged.free_places import FreePlaces, Place
from hedged.plane_key import Box, Entry, boxes_of, counted
from hedged.render.tokens import CHART_SMALL_PT, CHART_TEXT_PT, LIGHT
from hedged.tables import Cell
from hedged.verdict import DEPENDS, FAILS, HOLDS, UNDETERMINED, Threshold

#: How a box is drawn by its outcome, so that it shows without colour: the style of its edge, and how dense it is.
_EDGES = {HOLDS: "solid", DEPENDS: (0, (5, 2)), FAILS: (0, (1, 1.3)), UNDETERMINED: (0, (5, 2, 1, 2))}
_BROKEN = (0, (4, 2))
_DENSITY = {HOLDS: 0.26, DEPENDS: 0.12, FAILS: 0.04, UNDETERMINED: 0.0}
#: Heights in inches: of the plane, of what stands above it, and of all that stands between it and the key.
_PLANE, _ABOVE, _BELOW = 3.05, 0.3, 0.66
#: Tipping points so many times as far out as the boxes are drawn; those beyond stand in the key only.
_FARTHEST = Fraction(5, 4)
#: Points between a box and its letter, and between the line and its words.
_AWAY, _OFF_LINE = 5.0, 4.0


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
    canvas, axes = canvas_of(_ABOVE + _PLANE + _BELOW + key)
    margins(canvas, 0.52, 0.12, top=_ABOVE, bottom=_BELOW + key)
    _scales(axes, boxes, threshold)
    axes.set_xlabel(f"{_capital(whole)}, as the base was named")
    axes.annotate(f"{_capital(part)}, as the claimant counts them", (0, 1), xycoords=("figure fraction", "axes fraction"),
                  xytext=(0, 11), textcoords="offset points", color=LIGHT["muted"])  # fmt: skip
    marks = [mark for box in boxes for mark in _draw(axes, box, threshold)]
    taken = marks + _line(axes, threshold)
    free = FreePlaces(axes)
    for place in taken:
        free.take(place, 2.5)
    for box in boxes:
        left, bottom, right, top = _edges(axes, box)
        free.take_area((left, bottom), (right, top))
    named = {entry.letter: _named(axes, free, entry, box) for entry, box in zip(entries, boxes, strict=True)}
    for entry, box in zip(entries, boxes, strict=True):
        if not named[entry.letter]:
            taken.append(_letter(axes, entry.letter, box, [each for each in boxes if each is not box], taken))
            free.take(taken[-1], 6)
        else:
            taken += named[entry.letter]
    _sides(axes, free, threshold)
    put_key(canvas, _key(threshold), _ABOVE + _PLANE + 0.45, columnspacing=1.3)
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
        # At the left there is room for a name, which is wider than it is high.
        before = room * Fraction(4, 3) if set_limits == axes.set_xlim else room
        set_limits(float(max(low - before, Fraction(0))), float(high + beyond))
    axes.xaxis.set_major_formatter(axis_words("persons"))
    axes.yaxis.set_major_formatter(axis_words("persons"))


def _line(axes: Axes, threshold: Threshold) -> list[Place]:
    """The line of the threshold; places all along it."""
    (left, right), value = axes.get_xlim(), float(threshold.value)
    axes.plot([left, right], [left * value, right * value], color=LIGHT["ink"], linewidth=1.1, linestyle=_BROKEN,
              scalex=False, scaley=False)  # fmt: skip
    low, high = axes.get_ylim()
    return [(x, x * value) for x in (left + (right - left) * n / 90 for n in range(91)) if low < x * value < high]


def _sides(axes: Axes, free: FreePlaces, threshold: Threshold) -> None:
    """What it means to lie on either side of the line, in words beside it: as far right as there is room."""
    (left, right), value = axes.get_xlim(), float(threshold.value)
    places = [(x, x * value) for x in (right - (right - left) * n / 90 for n in range(91))]
    for texts, side in (
        ((f"above {threshold.text}: {HOLDS}",), (1, -1)),  # their right end is nearest to the rising line
        ((f"below {threshold.text}: {FAILS}", f"across the line: {DEPENDS}"), (-1, 1)),
    ):
        size = 72 * widest(texts, CHART_SMALL_PT), CHART_SMALL_PT * 1.3 * len(texts)
        found = ((place, free.beside(place, size, (0, _OFF_LINE), [side])) for place in places)
        at = next(((place, shift) for place, shift in found if shift is not None), None)
        for number, text in enumerate(texts if at is not None else ()):
            place, (across, up) = at
            down = CHART_SMALL_PT * 1.3 * (number - (len(texts) - 1) / 2)
            _put(axes, place, (across - size[0] / 2, up - down), text, ha="left", color=LIGHT["muted"],
                 fontsize=CHART_SMALL_PT)  # fmt: skip


def _put(axes: Axes, place: Place, shift: Place, text: str, **look: object) -> None:
    """Writes words whose middle is so many points from a place."""
    size = look.get("fontsize", CHART_TEXT_PT)
    axes.annotate(text, place, xytext=(shift[0], shift[1] - 0.32 * size), textcoords="offset points", va="baseline",
                  annotation_clip=False, zorder=5, **{"ha": "center"} | look)  # fmt: skip


def _draw(axes: Axes, box: Box, threshold: Threshold) -> list[Place]:
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
    marks: list[Place] = []
    for x, y in ((float(x), float(y)) for x, y in box.dots):
        ways = {"part": (x, x * value), "whole": (y / value if value else x, y)}
        for tip in (place for name, place in ways.items() if name in box.moved):
            if tip != (x, y):
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


def _named(axes: Axes, free: FreePlaces, entry: Entry, box: Box) -> list[Place]:
    """Puts the letter of a box beside it with its labels or claimants, where these are off all boxes; places along them."""
    claimants = dict.fromkeys(str(dict(share.inputs)["part"].claimant) for _, share, _ in box.named)
    for name in ("; ".join(label for label, _, _ in box.named), words.listed(list(claimants))):
        letter = 72 * widest([entry.letter]) * 1.1 + 4
        width = letter + 72 * widest([name], CHART_SMALL_PT)
        for place, side in _beside(free, _edges(axes, box), width):
            shift = free.beside(place, (width, CHART_TEXT_PT), (_AWAY, _AWAY), [side])
            if shift is None:
                continue
            start, colour = shift[0] - width / 2, LIGHT[box.verdict.outcome]
            _put(axes, place, (start + letter / 2 - 2, shift[1]), entry.letter, weight=600, color=colour)
            _put(axes, place, (start + letter, shift[1]), name, ha="left", color=colour, fontsize=CHART_SMALL_PT)
            middle = free.points(place)[0] + shift[0], free.points(place)[1] + shift[1]
            return [free.place((middle[0] + width * n / 8, middle[1])) for n in (-4, -2, 0, 2, 4)]
    return []


def _beside(free: FreePlaces, edges: tuple[float, float, float, float], width: float) -> list[tuple[Place, Place]]:
    """Where words so many points wide can stand to a box, each with the side of them that is nearest to it."""
    left, bottom, right, top = edges
    heights = [bottom + (top - bottom) * part for part in (0.5, 0.75, 0.25)]
    (west, low), (east, high) = free.points((left, bottom)), free.points((right, top))
    along = ((west + east) / 2, west + width / 2, east - width / 2)
    return [
        *(((right, y), (-1, 0)) for y in heights),
        *(((left, y), (1, 0)) for y in heights),
        *((free.place((x, low)), (0, 1)) for x in along),
        *((free.place((x, high)), (0, -1)) for x in along),
    ]


def _letter(axes: Axes, letter: str, box: Box, others: Sequence[Box], taken: Sequence[Place]) -> Place:
    """Puts the letter of a box beside it, off other boxes and far from all that is ``taken``; its place."""
    scale = 72 / axes.figure.dpi

    def points(place: Place, shift: Place = (0, 0)) -> Place:
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

    def crowding(choice: tuple[Place, Place]) -> tuple[float, ...]:
        place = points(*choice)
        nearest = min(((place[0] - x) ** 2 + (place[1] - y) ** 2) ** 0.5 for x, y in drawn)
        return (not _within(place, frame), nearest < 11, sum(_within(place, area) for area in areas), -min(nearest, 14))

    at, shift = min(near, key=crowding)
    _put(axes, at, shift, letter, weight=600, color=LIGHT[box.verdict.outcome])
    x, y = points(at, shift)
    return tuple(axes.transData.inverted().transform((x / scale, y / scale)))


def _within(place: Place, area: tuple[Place, Place]) -> bool:
    return all(low < value < high for low, value, high in zip(area[0], place, area[1], strict=True))


def _key(threshold: Threshold) -> list[Line2D]:
    """What the line and the marks mean."""
    mark = {"color": LIGHT["muted"], "linestyle": "none", "markerfacecolor": "none"}
    return [
        Line2D([], [], label=threshold.text, color=LIGHT["ink"], linewidth=1.1, linestyle=_BROKEN),
        Line2D([], [], marker="o", markersize=4.4, label="as said", **mark | {"markerfacecolor": LIGHT["muted"]}),
        Line2D([], [], marker="o", markersize=7, label="an end, where nobody said a best value", **mark),
        Line2D([], [], marker="D", markersize=3.4, label="where it tips, the other figure unchanged", **mark),
    ]
