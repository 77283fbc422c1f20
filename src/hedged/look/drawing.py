"""A chart's SVG made fit for the page: no styles, no strange ids, colours that follow the page.

The page's Content-Security-Policy allows no style attribute, so every declaration becomes
a presentation attribute; token colours become classes, which the dark style recolours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from hedged.look.faces import font_faces
from hedged.look.fonts import RenderError
from hedged.look.pared import numbered, pared
from hedged.look.tokens import FACES, LIGHT

#: Elements a drawing may hold, without their namespace.
ELEMENTS = frozenset(
    (
        "svg",
        "g",
        "defs",
        "clipPath",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "use",
        "a",
        "text",
        "tspan",
    )
)

#: Properties that SVG also knows as attributes.
PROPERTIES = frozenset(
    (
        "clip-path",
        "clip-rule",
        "fill",
        "fill-opacity",
        "fill-rule",
        "font-family",
        "font-size",
        "font-stretch",
        "font-style",
        "font-variant",
        "font-weight",
        "opacity",
        "stroke",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "stroke-width",
        "text-anchor",
    )
)

# Left out with all they hold: matplotlib's date and licence, and its one style rule, which
# would reach the whole page and is given to the root as attributes below.
_LEFT_OUT = frozenset(("metadata", "style", "title", "desc"))

_TOKENS = {hexed: name for name, hexed in LIGHT.items()}
_COLOURS = {**_TOKENS, "#000000": "ink", "black": "ink", "#ffffff": "paper", "white": "paper"}
_KEPT_PAINTS = ("none", "currentColor", "inherit")


def drawing(chart: Mapping[str, Any]) -> str:
    """The chart's SVG as one inline element, with its title and alt text as name and description.

    The figures in it are links to their cards; a drawing without any is one picture.

    Raises RenderError naming the chart where its SVG is not well-formed, holds an element
    or property outside the lists above, or a colour that is not a token.
    """
    try:
        root = ElementTree.fromstring(chart["svg"])
    except ElementTree.ParseError as error:
        raise RenderError(f"chart {chart['id']}: the SVG is not well-formed ({error})") from None
    return _Drawing(chart["id"]).of(root, chart["title"], chart["alt"])


def unlinked(drawn: str) -> str:
    """The same drawing without its links, for a place that has no cards to lead to."""
    return re.sub(r"</?a\b[^>]*>", "", drawn).replace('role="group"', 'role="img"', 1)


class _Drawing:
    def __init__(self, chart: str) -> None:
        self.chart = chart

    def fault(self, message: str) -> RenderError:
        return RenderError(f"chart {self.chart}: {message}")

    def of(self, root: ElementTree.Element, title: str, alt: str) -> str:
        if _name(root) != "svg" or "viewBox" not in root.attrib:
            raise self.fault("the SVG is not one <svg> element with a viewBox")
        svg = pared(numbered(self._element(root), self.chart))
        _, _, width, height = svg.get("viewBox", "").split()
        for name in ("version", "width", "height"):
            svg.attrib.pop(name, None)
        names = {"title": title, "desc": alt}
        svg.attrib = {
            "class": "drawing ink-fill",
            "role": "img" if svg.find(".//a") is None else "group",
            "width": width,
            "height": height,
            "aria-labelledby": " ".join(f"{self.chart}.{name}" for name in names),
            "stroke-linejoin": "round",
            "stroke-linecap": "butt",
            **svg.attrib,
        }
        for place, (name, words) in enumerate(names.items()):
            label = ElementTree.Element(name, {"id": f"{self.chart}.{name}"})
            label.text = words
            svg.insert(place, label)
        return ElementTree.tostring(svg, encoding="unicode").replace(" />", "/>")

    def _element(self, source: ElementTree.Element) -> ElementTree.Element:
        name = _name(source)
        if name not in ELEMENTS:
            raise self.fault(f"the SVG holds <{name}>; a drawing is shapes and text")
        element = ElementTree.Element(name, self._attributes(source))
        written = name in ("text", "tspan")
        element.text = source.text if written else None
        for child in source:
            # Comments are passed over by the parser; what is left out leaves its tail.
            if _name(child) in _LEFT_OUT:
                continue
            copy = self._element(child)
            copy.tail = child.tail if written else None
            last = element[-1] if len(element) else None
            if copy.tag == "a" and last is not None and (last.tag, last.attrib) == (copy.tag, copy.attrib):
                last.extend(copy)  # the lines of one label are one link
            else:
                element.append(copy)
        return element

    def _attributes(self, source: ElementTree.Element) -> dict[str, str]:
        dropped = ("style", "target")
        given = {_local(name): value for name, value in source.attrib.items() if name not in dropped}
        for declaration in filter(str.strip, source.get("style", "").split(";")):
            name, _, value = (part.strip() for part in declaration.partition(":"))
            if name not in PROPERTIES:
                raise self.fault(f"the style {name} has no attribute of its own in SVG")
            given[name] = value
        classes = []
        attributes: dict[str, str] = {}
        for name, value in given.items():
            if name.startswith("on") or (name == "href" and not value.startswith("#")):
                raise self.fault(f"the SVG holds {name}={value!r}; a drawing runs and loads nothing")
            if name in ("fill", "stroke") and value not in _KEPT_PAINTS:
                classes.append(f"{self._token(value)}-{name}")
            else:
                attributes[name] = " ".join(value.split())
        return {"class": " ".join(classes), **attributes} if classes else attributes

    def _token(self, paint: str) -> str:
        if paint.lower() not in _COLOURS:
            raise self.fault(
                f"the colour {paint} is not one of the design tokens, so it would "
                "not follow the dark style; see look/tokens.py"
            )
        return _COLOURS[paint.lower()]


def _local(name: str) -> str:
    """A name without its namespace: inline SVG in HTML has none."""
    return name.rpartition("}")[2]


def _name(element: ElementTree.Element) -> str:
    return _local(element.tag)


#: Room around the drawing on each side, in its own units.
_ROOM = 12.0


def picture(chart: Mapping[str, Any], colours: Mapping[str, str]) -> str:
    """A chart's drawing as an SVG file in these colours, by the names of the tokens; it has no links.

    Its title holds the headline and, on a second line, the subtitle; its description is the alt text. Raises
    RenderError as `drawing` does.

    A picture takes neither face nor colours from the page it stands in, so it brings them, and its ground: one file
    for paper, one for the dark.
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
