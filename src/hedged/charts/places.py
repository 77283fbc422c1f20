"""Where words find room in a drawing: beside their mark if that is free, or nowhere."""

from __future__ import annotations

import math
from collections.abc import Iterable

from matplotlib.axes import Axes

#: A place on the drawing in the units of its data, and one in points.
Place = tuple[float, float]
#: Left, bottom, right and top in points.
_Area = tuple[float, float, float, float]

#: Where words can stand to a mark, best first: the side of them that is nearest to it, across and up.
BESIDE = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


class FreePlaces:
    """What of a chart is taken, and what is still free; its scales must be final."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        self._taken: list[_Area] = []
        self._marks: list[Place] = []
        (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
        (west, south), (east, north) = self.points((left, bottom)), self.points((right, top))
        self._frame = min(west, east), min(south, north), max(west, east), max(south, north)

    def points(self, place: Place) -> Place:
        """A place of the data in points from the lower left corner of the drawing."""
        scale = 72 / self._axes.figure.dpi
        x, y = self._axes.transData.transform(place)
        return x * scale, y * scale

    def place(self, points: Place) -> Place:
        """The place of the data that lies at these points."""
        scale = 72 / self._axes.figure.dpi
        x, y = self._axes.transData.inverted().transform((points[0] / scale, points[1] / scale))
        return float(x), float(y)

    def take(self, place: Place, reach: float, *, mark: bool = False) -> None:
        """Keeps words away from what reaches so many points to each side; words never seem to name another ``mark``."""
        x, y = self.points(place)
        if mark:
            self._marks.append((x, y))
        self._taken.append((x - reach, y - reach, x + reach, y + reach))

    def take_line(self, start: Place, end: Place) -> None:
        """Keeps words away from a straight line."""
        (x, y), (to_x, to_y) = self.points(start), self.points(end)
        steps = max(1, round(max(abs(to_x - x), abs(to_y - y)) / 3))
        for n in range(steps + 1):
            at = x + (to_x - x) * n / steps, y + (to_y - y) * n / steps
            self._taken.append((at[0] - 1, at[1] - 1, at[0] + 1, at[1] + 1))

    def take_area(self, start: Place, end: Place) -> None:
        """Keeps words out of a rectangle of the data."""
        (x, y), (to_x, to_y) = self.points(start), self.points(end)
        self._taken.append((min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)))

    def beside(self, place: Place, size: Place, away: Place, sides: Iterable[Place] = BESIDE) -> Place | None:
        """How far from a place, in points, the middle of words finds room; none where they do not.

        ``size`` is how wide and high the words are, ``away`` how far they must stand beside and above the
        place. What is found counts as taken.
        """
        x, y = self.points(place)
        for across, up in sides:
            # At a corner words stand off by their height already.
            beside = min(away) / 2 if across and up else away[0]
            dx, dy = -across * (beside + size[0] / 2), -up * (away[1] + size[1] / 2)
            area = x + dx - size[0] / 2, y + dy - size[1] / 2, x + dx + size[0] / 2, y + dy + size[1] / 2
            if self._free(area) and not self._misread((x, y), area):
                self._taken.append(area)
                return dx, dy
        return None

    def _misread(self, place: Place, area: _Area) -> bool:
        """Whether words at a place stand as near to another mark, which they would seem to name."""
        own = _apart(place, area)
        others = (each for each in self._marks if math.dist(each, place) > 0.5)
        return any(_apart(each, area) < own + 2 for each in others)

    def _free(self, area: _Area) -> bool:
        left, bottom, right, top = area
        west, south, east, north = self._frame
        inside = west <= left and south <= bottom and right <= east and top <= north
        return inside and not any(
            left < other[2] and other[0] < right and bottom < other[3] and other[1] < top for other in self._taken
        )


def _apart(place: Place, area: _Area) -> float:
    """How far a place is from an area."""
    x, y = place
    return math.hypot(max(area[0] - x, 0, x - area[2]), max(area[1] - y, 0, y - area[3]))
