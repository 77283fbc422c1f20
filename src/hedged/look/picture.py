"""A chart as a picture file of its own, for a place that shows pictures and no page, such as a README.

A picture fetches nothing and knows nothing of what it stands in, so it brings its face, its colours
and its ground: one file for paper, one for the dark.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from hedged.look.drawing import drawing, unlinked
from hedged.look.faces import font_faces
from hedged.look.tokens import FACES

#: Room around the drawing on each side, in its own units.
_ROOM = 12.0


def picture(chart: Mapping[str, Any], colours: Mapping[str, str]) -> str:
    """A chart's drawing as an SVG file in these colours, by the names of the tokens; it has no links.

    Its title holds the headline and, on a second line, the subtitle; its description is the alt text. Raises
    RenderError as `drawing` does.
    """
    svg = ElementTree.fromstring(unlinked(drawing({**chart, "title": f"{chart['title']}\n{chart['subtitle']}"})))
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    place = {"x": left - _ROOM, "y": top - _ROOM, "width": width + 2 * _ROOM, "height": height + 2 * _ROOM}
    ground = {name: f"{side:g}" for name, side in place.items()}
    svg.attrib |= {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": " ".join(ground.values()),
        "width": ground["width"],
        "height": ground["height"],
    }
    paper = ElementTree.Element("rect", {"class": "paper-fill", **ground})
    svg.insert(2, paper)  # behind all that is drawn, after title and description
    style = ElementTree.Element("style")
    style.text = _style(svg, colours)
    svg.insert(2, style)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _style(svg: ElementTree.Element, colours: Mapping[str, str]) -> str:
    """The faces for what is written in a drawing, and the colours of its classes."""
    written = {character for text in svg.iter("text") for line in text.itertext() for character in line}
    classes = {name for element in svg.iter() for name in element.get("class", "").split()}
    paints = {f"{name}-{paint}": f"{paint}:{colours[name]}" for name in colours for paint in ("fill", "stroke")}
    return "\n".join(
        (
            font_faces("".join(sorted(written)), (FACES["sans"], FACES["hangul"])),
            f'text{{font-family:"{FACES["sans"]}","{FACES["hangul"]}",sans-serif}}',
            *(f".{name}{{{paint}}}" for name, paint in paints.items() if name in classes),
        )
    )
