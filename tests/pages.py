"""Reads a page of ours with a real parser and refuses what no browser should have to mend."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO

from fontTools.ttLib import TTFont
from samples import META, markdown, notebook

from hedged.document.reader import read
from hedged.look.faces import font_faces
from hedged.render import html

VOID = {"meta", "link", "br"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: list = field(default_factory=list)

    @property
    def text(self) -> str:
        words = (each if isinstance(each, str) else each.text for each in self.children)
        return " ".join("".join(words).split())

    def all(self, name=None, **attributes):
        """Elements below this one, by name and attributes (``class_`` means one of the classes)."""
        for each in self.children:
            if isinstance(each, Element):
                if (name is None or each.name == name) and each.has(attributes):
                    yield each
                yield from each.all(name, **attributes)

    def one(self, name=None, **attributes):
        (found,) = self.all(name, **attributes)
        return found

    def has(self, attributes):
        wanted = dict(attributes)
        role = wanted.pop("class_", None)
        if role and role not in self.attributes.get("class", "").split():
            return False
        return all(self.attributes.get(key) == value for key, value in wanted.items())


class _Builder(HTMLParser):
    """Builds a tree; every tag must be closed in order, no attribute may come twice."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parsed(text: str) -> Element:
    builder = _Builder()
    builder.feed(text)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].name}> is not closed"
    return builder.root


def page_of(*cells):
    """The page of a made-up notebook of these cells."""
    return parsed(html.page(read(notebook(markdown("# Title"), *cells), META)))


def terms(element):
    """The terms and descriptions of the first list of terms below an element."""
    rows = next(element.all("dl")).all("div")
    return [(row.one("dt").text, row.one("dd").text) for row in rows]


def rgb(colour: str) -> str:
    """A colour as a browser tells it."""
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


def held(text: str, **options: str) -> dict[tuple[str, str], set[str]]:
    """The characters of each face that is cut for a text, by its family and style."""
    rules = re.findall(
        r'font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+);src:url\(data:font/\w+;base64,([^)]+)\)',
        font_faces(text, **options),
    )
    fonts = ((family, style, TTFont(BytesIO(base64.b64decode(data)))) for family, _, style, data in rules)
    return {(family, style): set(map(chr, font.getBestCmap())) for family, style, font in fonts}
