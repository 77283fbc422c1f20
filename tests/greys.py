"""What a chart draws in each colour, looked at in grey: the marks of its SVG as small grey pictures.

Two marks look alike where their pictures have the same shape and nearly the same darkness. A chart is
told apart without colour if everything it draws in one colour has a mark that nothing in another colour has.
"""

import io
import itertools
import json
import re
import xml.etree.ElementTree as xml
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy
import typst
from PIL import Image

from hedged.look.tokens import LIGHT

#: The part of two marks that must differ for them to have different shapes, and the contrast at which greys differ.
SHAPE, CONTRAST = 0.15, 3.0
#: Colours of the page, of what is written and of axes: nothing is told by them alone.
STRUCTURE = frozenset(("paper", "panel", "ink", "muted", "rule", "grid"))
#: A mark is looked at in a window so many points wide and high, at its upper left, in so many pixels a point.
_WINDOW, _PIXELS = 24, 4
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NAMES = {value: name for name, value in LIGHT.items()} | {"#000000": "ink"}


class Mark(NamedTuple):
    """One thing drawn: the paths of its ground and its outline, each with its style, and where it reaches, in points."""

    parts: tuple[tuple[Mapping[str, str], str], ...]
    box: tuple[float, float, float, float]

    @property
    def paints(self) -> list[tuple[str, Mapping[str, str], str]]:
        """What it is painted with: ``stroke`` or ``fill``, the style of that part, and the name of the colour."""
        return [
            (paint, style, _NAMES[style[paint]])
            for style, _ in self.parts
            for paint in ("stroke", "fill")
            if style.get(paint, "none") != "none"
        ]

    @property
    def colours(self) -> set[str]:
        return {name for _, _, name in self.paints}

    @property
    def colour(self) -> str | None:
        """The colour that tells what it is: that of its line, else of its ground; none for what is structure."""
        told = sorted((paint == "fill", name) for paint, _, name in self.paints if name not in STRUCTURE)
        return told[0][1] if told else None

    @property
    def picture(self) -> str:
        """Its upper left corner as SVG in colour, on no ground; of a slanting line the middle."""
        left, top, right, bottom = self.box
        slants = len(self.parts) == 1 and self.parts[0][1].count("L") == 1 and min(right - left, bottom - top) > 1
        x, y = ((left + right - _WINDOW) / 2, (top + bottom - _WINDOW) / 2) if slants else (left - 2, top - 2)
        drawn = "".join(
            f'<path d="{_moved(path, -x, -y)}" style="{";".join(f"{name}:{value}" for name, value in style.items())}"/>'
            for style, path in self.parts
        )
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WINDOW} {_WINDOW}">{drawn}</svg>'

    def around(self, other: "Mark") -> bool:
        """Whether it is as wide as another one of its colour and holds it: an outline and its ground."""
        (left, top, right, bottom), inner = self.box, other.box
        flat = min(right - left, bottom - top, inner[2] - inner[0], inner[3] - inner[1]) < 1
        level = abs(left - inner[0]) < 0.5 and abs(right - inner[2]) < 0.5
        return self.colour == other.colour and level and not flat and top - 0.5 < inner[1] and inner[3] < bottom + 0.5

    def touches(self, other: "Mark", within: float = 0.75) -> bool:
        left, top, right, bottom = self.box
        return (
            left <= other.box[2] + within
            and other.box[0] <= right + within
            and top <= other.box[3] + within
            and other.box[1] <= bottom + within
        )


def marks(svg: str) -> list[Mark]:
    """Every path and every marker of a drawing that paints something."""
    root = xml.fromstring(svg)
    defined = {node.get("id"): node for node in root.iter(f"{_SVG}path") if node.get("id")}
    found = []
    for node in root.iter():
        if node.tag == f"{_SVG}use":
            origin = defined[node.get(_XLINK)[1:]]
            style = _style(origin) | _style(node)
            path = _moved(origin.get("d"), float(node.get("x")), float(node.get("y")))
        elif node.tag == f"{_SVG}path" and node.get("d") and not node.get("id"):
            # SVG fills what says nothing of its ground
            style, path = {"fill": "#000000"} | _style(node), node.get("d")
        else:
            continue
        mark = Mark(((style, path),), _box(path)) if re.search(r"[LCQz]", path) else None  # a place paints nothing
        if mark is None or not mark.paints:
            continue
        ground = next((each for each in found if mark.around(each) or each.around(mark)), None)
        if ground is not None:
            found.remove(ground)
            outer = mark if mark.around(ground) else ground
            mark = Mark(ground.parts + mark.parts, outer.box)
        found.append(mark)
    return found


def _style(node: xml.Element) -> dict[str, str]:
    pairs = (each.split(":", 1) for each in node.get("style", "").split(";") if each.strip())
    return {name.strip(): value.strip() for name, value in pairs}


def _moved(path: str, x: float, y: float) -> str:
    numbers = itertools.count()
    moved = re.sub(r"-?[\d.]+", lambda found: f"{float(found[0]) + (x, y)[next(numbers) % 2]:.2f}", path)
    return " ".join(moved.split())


def _box(path: str) -> tuple[float, float, float, float]:
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def shown(pictures: Sequence[str], colours: Mapping[str, str] = LIGHT) -> list[numpy.ndarray]:
    """Pictures of marks in these colours as they are in grey: how far each pixel is from the paper, from 0 to 1."""
    row = 40
    sheet = json.dumps([_in_colours(each, colours) for each in pictures])
    source = f"""
        #set page(width: {row * _WINDOW}pt, height: auto, margin: 0pt, fill: rgb("{colours["paper"]}"))
        #let pictures = json(bytes(sys.inputs.sheet))
        #grid(columns: ({_WINDOW}pt,) * {row}, rows: {_WINDOW}pt,
              ..pictures.map(each => image(bytes(each), format: "svg", width: {_WINDOW}pt, height: {_WINDOW}pt)))
    """
    png = typst.compile(source.encode(), format="png", ppi=72 * _PIXELS, sys_inputs={"sheet": sheet})
    grey = numpy.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)
    side = _WINDOW * _PIXELS
    paper = grey_of(colours["paper"])
    tiles = (
        grey[n // row * side :, n % row * side :][:side, :side] for n in range(len(pictures))
    )  # the last row may have empty places
    return [numpy.abs(tile - paper) / 255 for tile in tiles]


def _in_colours(picture: str, colours: Mapping[str, str]) -> str:
    return re.sub(r"#[0-9a-f]{6}", lambda found: colours[_NAMES[found[0]]], picture)


def grey_of(colour: str) -> float:
    """A colour as a printer without colour prints it, from 0 to 255."""
    return float(Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0)))


def contrast(one: float, other: float) -> float:
    """The contrast of two greys, as the accessibility guidelines reckon it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(grey: float) -> float:
    part = grey / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def alike(one: numpy.ndarray, other: numpy.ndarray, paper: str = LIGHT["paper"]) -> bool:
    """Whether two marks have the same shape and greys that hardly differ."""
    greys = [abs(grey_of(paper) - 255 * tile.max()) for tile in (one, other)]
    if contrast(*greys) >= CONTRAST:
        return False
    shapes = [tile / (tile.max() or 1) for tile in (one, other)]
    return numpy.abs(shapes[0] - shapes[1]).sum() < SHAPE * numpy.maximum(*shapes).sum()


def mixed_up(svg: str) -> list[str]:
    """Each colour of a drawing that has a thing which cannot be told in grey from what is drawn in another colour."""
    drawn: dict[str, list[Mark]] = {}
    for mark in marks(svg):
        if mark.colour:
            drawn.setdefault(mark.colour, []).append(mark)
    pictures = sorted({mark.picture for each in drawn.values() for mark in each})
    looks = dict(zip(pictures, shown(pictures), strict=True)) if pictures else {}
    faults = []
    for colour, other in itertools.permutations(sorted(drawn), 2):
        theirs = {looks[mark.picture].tobytes(): looks[mark.picture] for mark in drawn[other]}.values()
        own = {
            picture
            for picture in {mark.picture for mark in drawn[colour]}
            if not any(alike(looks[picture], each) for each in theirs)
        }
        for thing in _things(drawn[colour]):
            if not any(mark.picture in own for mark in thing):
                places = "; ".join(f"{mark.box[0]:.0f}, {mark.box[1]:.0f}" for mark in thing[:3])
                faults.append(f"{colour} at {places} has no shape that {other} has not")
    return faults


def _things(drawn: Sequence[Mark]) -> list[list[Mark]]:
    """Marks of one colour that touch, each group one thing."""
    groups: list[list[Mark]] = []
    for mark in drawn:
        touching = [group for group in groups if any(mark.touches(each) for each in group)]
        groups = [group for group in groups if group not in touching] + [[mark, *sum(touching, [])]]
    return groups


def faint(svg: str, colours: Mapping[str, str]) -> list[str]:
    """Marks none of whose lines and grounds has a contrast of 3 to 1 with the paper; grid and axes apart."""
    strengths = [(mark, max(_strength(*paint, colours) for paint in mark.paints)) for mark in _telling(svg)]
    return [
        f"{' and '.join(sorted(mark.colours))} at {mark.box[0]:.0f}, {mark.box[1]:.0f}: {strength:.2f}"
        for mark, strength in strengths
        if strength < CONTRAST
    ]


def _telling(svg: str) -> list[Mark]:
    """The marks of a drawing without its grid and its axes."""
    return [mark for mark in marks(svg) if mark.colours - {"rule", "grid", "paper"}]


def _strength(paint: str, style: Mapping[str, str], name: str, colours: Mapping[str, str]) -> float:
    """The contrast of a line or ground with the paper, with what shines through it."""
    seen = float(style.get("opacity", 1)) * float(style.get(f"{paint}-opacity", 1))
    over, under = (_channels(colours[each]) for each in (name, "paper"))
    blended = [seen * a + (1 - seen) * b for a, b in zip(over, under, strict=True)]
    lights = sorted(
        0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (map(_luminance, blended), map(_luminance, under))
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def changed(svg: str, colours: Mapping[str, str], others: Mapping[str, str]) -> list[str]:
    """Marks that have another shape in other colours: one of their parts vanishes, or another appears."""
    pictures = sorted({mark.picture for mark in _telling(svg)})
    pairs = zip(pictures, shown(pictures, colours), shown(pictures, others), strict=True)
    return [picture for picture, one, other in pairs if not _same_outline(one, other)]


def _same_outline(one: numpy.ndarray, other: numpy.ndarray) -> bool:
    inked = [tile > 0.06 * tile.max() for tile in (one, other)]
    union = (inked[0] | inked[1]).sum()
    return bool(union) and (inked[0] ^ inked[1]).sum() < 0.1 * union
