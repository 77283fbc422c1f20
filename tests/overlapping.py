"""Words of a drawing that lie over each other."""

import re
import xml.etree.ElementTree as xml
from itertools import combinations

from hedged.charts.canvas import widest


def overlaps(svg: str) -> list[tuple[str, str]]:
    """The pairs of words that do."""
    shown = []
    for node in xml.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        style, said = node.get("style"), node.text
        size = float(re.search(r"([\d.]+)px", style)[1])
        x, y = re.search(r"(?:rotate\(\S+|translate\()\s?([\d.]+)[ ,]([\d.]+)", node.get("transform")).groups()
        width = 72 * widest([said], size, bold="font-weight" in style or "font: 600" in style)
        left = float(x) - {"middle": width / 2, "end": width}.get(*re.findall(r"anchor: (\w+)", style) or ["start"], 0)
        shown.append((said, left, left + width, float(y), size))
    assert len(shown) > 5
    return [
        (one, other)
        for (one, left, right, y, size), (other, start, end, line, _) in combinations(shown, 2)
        if left < end and start < right and abs(y - line) <= 0.85 * size
    ]
