"""A drawing pared down: the same picture in less than half the bytes.

matplotlib says all there is to say for every line it draws: six decimals, a group of its
own, its clip, its face, and paths that paint nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element

#: Attributes whose numbers are places or sizes. A transform is left as it is: it may hold a scale.
_MEASURES = frozenset(
    "d x y x1 y1 x2 y2 cx cy r rx ry width height points font-size stroke-width stroke-dasharray".split()
)
_DECIMALS = re.compile(r"-?\d*\.\d+")
_COMMAND = re.compile(r"\s*([A-Za-z])\s*")
# A line from one place to another on the same height, or straight up or down.
_ACROSS = re.compile(r"(?<=M)(\S+) (\S+)L(\S+) \2$")
_UPRIGHT = re.compile(r"(?<=M)(\S+) (\S+)L\1 (\S+)$")
_TURNED_BY_NOTHING = re.compile(r"rotate\(-?0\b[^)]*\)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def numbered(svg: Element, name: str) -> Element:
    """The drawing itself: what is referred to has the ids ``name.1``, ``name.2`` and so on, and nothing else has one."""
    used = {}
    for element in svg.iter():
        for reference in _references(element):
            used.setdefault(reference, f"{name}.{len(used) + 1}")
    for element in svg.iter():
        if (own := element.attrib.pop("id", None)) in used:
            element.set("id", used[own])
        for attribute, value in element.attrib.items():
            if attribute == "href" and element.tag != "a":
                element.set(attribute, f"#{used[value[1:]]}")
            elif attribute != "href":
                element.set(attribute, _REFERENCE.sub(lambda found: f"url(#{used[found[1]]})", value))
    return svg


def pared(svg: Element) -> Element:
    """The drawing itself, changed in place.

    Numbers keep two decimals: at the width of the page that is a sixtieth of a pixel.
    """
    for element in svg.iter():
        _measure(element)
    _fold(svg, painted=False)
    _say_once(svg, "font-family")
    _clip_together(svg)
    return svg


def _references(element: Element) -> Iterable[str]:
    for name, value in element.attrib.items():
        yield from _REFERENCE.findall(value)
        if name == "href" and element.tag != "a":
            yield value[1:]


def _measure(element: Element) -> None:
    """Numbers to a hundredth, path data without idle spaces, no turn by nothing."""
    for name in _MEASURES & element.attrib.keys():
        element.set(name, _DECIMALS.sub(_hundredths, element.attrib[name]))
    if "d" in element.attrib:
        path = _COMMAND.sub(r"\1", element.attrib["d"])
        element.set("d", _UPRIGHT.sub(r"\1 \2V\3", _ACROSS.sub(r"\1 \2H\3", path)))
    if _TURNED_BY_NOTHING.fullmatch(element.get("transform", "")):
        del element.attrib["transform"]
    if element.get("stroke-dashoffset") == "0":
        del element.attrib["stroke-dashoffset"]


def _hundredths(found: re.Match[str]) -> str:
    short = f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else re.sub(r"^(-?)0\.", r"\1.", short)


def _fold(parent: Element, painted: bool) -> None:
    """Leaves out what paints nothing, and groups that say nothing of what they hold.

    ``painted`` says whether a stroke comes from above.
    """
    for child in list(parent):
        stroked = painted or "-stroke" in child.get("class", "") or child.get("stroke", "none") != "none"
        _fold(child, stroked)
        if _paints_nothing(child, stroked):
            parent.remove(child)
        elif child.tag == "g" and not child.attrib:
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)


def _paints_nothing(element: Element, stroked: bool) -> bool:
    """An empty group, a path that only moves to its start, or one with neither fill nor stroke."""
    if element.tag != "path" or "id" in element.attrib:
        return element.tag in ("g", "defs") and not len(element)
    moves_only = len(re.findall("[A-Za-z]", element.get("d", ""))) < 2
    return moves_only or (element.get("fill") == "none" and not stroked)


def _say_once(svg: Element, name: str) -> None:
    """What every text says of itself, the drawing says."""
    said = {text.get(name) for text in svg.iter("text")}
    if len(said) == 1 and None not in said:
        svg.set(name, said.pop() or "")
        for text in svg.iter("text"):
            del text.attrib[name]


def _clip_together(parent: Element) -> None:
    """Neighbours under one clip become a group under it."""
    for child in parent:
        _clip_together(child)
    if parent.tag in ("text", "tspan"):
        return
    held = []
    for clip, run in groupby(parent, _clip):
        alike = list(run)
        if clip is None or len(alike) == 1:
            held += alike
            continue
        group = Element("g", {"clip-path": clip})
        for each in alike:
            del each.attrib["clip-path"]
            group.extend(list(each) if each.tag == "g" and not each.attrib else [each])
        held.append(group)
    parent[:] = held


def _clip(element: Element) -> str | None:
    """The clip of an element that lies in the same place as its neighbours."""
    return None if "transform" in element.attrib else element.get("clip-path")
