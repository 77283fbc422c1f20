"""The words of a drawing, where they stand, and which of them lie over others."""

import re
import xml.etree.ElementTree as xml
from itertools import combinations
from typing import NamedTuple

from hedged.charts.canvas import widest

SVG = "{http://www.w3.org/2000/svg}"


class Words(NamedTuple):
    """A line of text: where it begins and ends, on which line it stands, and the size of its letters, in points."""

    said: str
    left: float
    right: float
    base: float
    size: float


def written(svg: str, wider: float = 1.0) -> list[Words]:
    """All words of a drawing; ``wider``: as they would be in a face so many times as wide."""
    found = []
    for node in xml.fromstring(svg).iter(f"{SVG}text"):
        said, style = "".join(node.itertext()), node.get("style")
        size = float(re.search(r"([\d.]+)px", style)[1])
        x, y = map(float, re.search(r"([\d.]+)[ ,]([\d.]+)\)$", node.get("transform")).groups())
        width = 72 * wider * widest([said], size, bold="font-weight" in style or "font: 600" in style)
        left = x - {"middle": width / 2, "end": width}.get(*re.findall(r"anchor: (\w+)", style) or ["start"], 0)
        found.append(Words(said, left, left + width, y, size))
    return found


def texts(chart) -> list[str]:
    return [each.said for each in written(chart.svg)]


def overlaps(svg: str, wider: float = 1.0) -> list[tuple[str, str]]:
    """Words of a drawing that lie over each other."""
    shown = written(svg, wider)
    assert len(shown) > 5
    return [
        (one.said, other.said)
        for one, other in combinations(shown, 2)
        if one.left < other.right and other.left < one.right and abs(one.base - other.base) <= 0.9 * one.size
    ]


def leaving(svg: str, wider: float = 1.0) -> list[str]:
    """Words that reach over the left or the right edge of a drawing."""
    edge = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
    return [each.said for each in written(svg, wider) if each.left < 0 or each.right > edge]
