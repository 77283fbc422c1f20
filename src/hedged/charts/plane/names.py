"""The words in the plane: who each box is, beside it, and what the two sides of the line mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes

from hedged.charts.canvas import widest
from hedged.charts.places import FreePlaces, Place
from hedged.charts.plane.key import Box, Entry
from hedged.figures import Threshold
from hedged.look import CHART_SMALL_PT, CHART_TEXT_PT, LIGHT
from hedged.numbers import DEPENDS, FAILS, HOLDS, words

#: Left, bottom, right and top of a box as it is drawn, in the units of the data.
Edges = tuple[float, float, float, float]
#: Points between a box and its letter, between the line and its words, and from one line of words to the next.
_AWAY, _OFF_LINE, _LEADING = 5.0, 4.0, CHART_SMALL_PT * 1.2
#: A name is broken into so many lines at most.
_LINES = 3


def put_names(axes: Axes, free: FreePlaces, entries: Sequence[Entry], boxes: Sequence[tuple[Box, Edges]],
              taken: Sequence[Place]) -> None:  # fmt: skip
    """Puts the letter of each box beside it, with its name where there is room.

    ``free`` knows all that is drawn, ``taken`` are places along it that are not of a box.
    """
    taken = list(taken)
    named = [_named(axes, free, entry, box, edges) for entry, (box, edges) in zip(entries, boxes, strict=True)]
    for entry, (box, edges), places in zip(entries, boxes, named, strict=True):
        if not places:
            others = [each for other, each in boxes if other is not box]
            places.append(_letter(axes, entry.letter, box, edges, others, taken))
            free.take(places[0], 6)
        taken += places


def put_sides(axes: Axes, free: FreePlaces, threshold: Threshold) -> None:
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


def _names(box: Box) -> Iterator[list[str]]:
    """What a box can be called, best first, in lines: its labels with their days, else its claimants."""
    labels = [label for label, _, _ in box.named]
    claimants = dict.fromkeys(str(dict(share.inputs)["part"].claimant) for _, share, _ in box.named)
    broken = [line for label in labels for line in label.replace(", ", ",\n").replace(" (", "\n(").splitlines()]
    yield ["; ".join(labels)]
    yield from (lines for lines in (labels, broken) if 1 < len(lines) <= _LINES)
    yield [words.listed(list(claimants))]


def _named(axes: Axes, free: FreePlaces, entry: Entry, box: Box, edges: Edges) -> list[Place]:
    """Puts the letter and the name of a box beside it, where these are off all boxes; places along them, or none."""
    letter, colour = 72 * widest([entry.letter], bold=True) + 4, LIGHT[box.verdict.outcome]
    for lines in _names(box):
        below = _LEADING * (len(lines) - 1)
        size = letter + 72 * widest(lines, CHART_SMALL_PT), CHART_TEXT_PT + below
        for place, side in _beside(free, edges, *size):
            shift = free.beside(place, size, (_AWAY, _AWAY), [side])
            if shift is None:
                continue
            start, top = shift[0] - size[0] / 2, shift[1] + below / 2
            _put(axes, place, (start + letter / 2 - 2, top), entry.letter, weight=600, color=colour)
            for number, line in enumerate(lines):
                _put(axes, place, (start + letter, top - _LEADING * number), line, ha="left", color=colour,
                     fontsize=CHART_SMALL_PT)  # fmt: skip
            middle = free.points(place)[0] + shift[0], free.points(place)[1] + shift[1]
            return [free.place((middle[0] + size[0] * n / 8, middle[1])) for n in (-4, -2, 0, 2, 4)]
    return []


def _beside(free: FreePlaces, edges: Edges, width: float, height: float) -> list[tuple[Place, Place]]:
    """Where words so many points wide and high can stand to a box, each with the side of them that is nearest to it."""
    left, bottom, right, top = edges
    heights = [bottom + (top - bottom) * part for part in (0.5, 0.75, 0.25)]
    (west, low), (east, high) = free.points((left, bottom)), free.points((right, top))
    if high - low > height:  # along the uppermost and the lowest part of the box
        heights += [free.place((west, y))[1] for y in (high - height / 2, low + height / 2)]
    along = ((west + east) / 2, west + width / 2, east - width / 2)
    return [
        *(((right, y), (-1, 0)) for y in heights),
        *(((left, y), (1, 0)) for y in heights),
        *((free.place((x, low)), (0, 1)) for x in along),
        *((free.place((x, high)), (0, -1)) for x in along),
    ]


def _letter(axes: Axes, letter: str, box: Box, edges: Edges, others: Sequence[Edges], taken: Sequence[Place]) -> Place:
    """Puts the letter of a box beside it, off other boxes and far from all that is ``taken``; its place."""
    scale = 72 / axes.figure.dpi

    def points(place: Place, shift: Place = (0, 0)) -> Place:
        x, y = axes.transData.transform(place) * scale
        return x + shift[0], y + shift[1]

    left, bottom, right, top = edges
    middle, level = (left + right) / 2, (bottom + top) / 2
    near = [
        *(((x, y), (out, up)) for y, up in ((level, 0), (top, -6), (bottom, 6)) for x, out in ((right, 9), (left, -9))),
        *(((middle, y), (0, up)) for y, up in ((bottom, -9), (top, 9))),
        *(((x, y), (back, up)) for y, up in ((top, -8), (bottom, 8)) for x, back in ((right, -8), (left, 8))),
    ]
    drawn = [points(place) for place in taken]
    areas = [(points(each[:2], (-6, -6)), points(each[2:], (6, 6))) for each in others]
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
