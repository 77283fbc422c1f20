"""The last look before a briefing leaves the house: is every figure in it, as it was written?

What was rendered is read back as plain text, from the finished file, and every figure and
verdict of the Document is looked for in it. A figure that a page broke, covered or
dropped stops the build.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from typing import Any

from hedged.document import CardBlock, Document, FigureBlock, FigureInline, VerdictBlock, VerdictInline
from hedged.render.fonts import RenderError

# In place of a hyphen at the end of a line, PDF readers give U+FFFE or U+0002.
_HYPHENS = "-\N{HYPHEN}\N{SOFT HYPHEN}\ufffe\x02"


def pdf_text(pdf: bytes) -> str:
    """The text of a PDF, page after page, as a reader would copy it."""
    import pypdfium2  # here: loading the library costs what HTML alone need not pay

    file = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in file)
    finally:
        file.close()


def html_text(page: str) -> str:
    """The text of an HTML page without scripts, styles and the drawings' own words."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return "".join(reader.words)


def require(document: Document, text: str, file: str) -> None:
    """Raises RenderError naming each figure and verdict of the Document that ``text`` lacks."""
    if missing := lost(document, text):
        raise RenderError("\n".join(f"{file}: {each}" for each in missing))


def lost(document: Document, text: str) -> tuple[str, ...]:
    """One sentence for each text that is printed in ``text`` less often than in the Document.

    Line breaks, runs of spaces, no-break spaces, soft hyphens and ligatures do not count as
    differences; a number inside a longer one is not taken for it.
    """
    page = _plain(text)
    printed = Counter(map(_plain, _printed(document.blocks)))
    printed.update(_plain(record["text"]) for record in document.figures.values())
    # "about 4,000" prints "4,000" too.
    needed = {each: sum(times * _count(each, whole) for whole, times in printed.items()) for each in printed}
    return tuple(
        f"“{each}” is printed {_times(found)} instead of {_times(times)}"
        for each, times in needed.items()
        # In a justified line a reader may take a narrow space for none.
        if _count(each, page) < times and (found := _count(each, page, r"\s?")) < times
    )


def _printed(value: Any) -> Iterator[str]:
    """The words of every figure and verdict below ``value``, as often as they are printed."""
    match value:
        case FigureInline() | VerdictInline() | FigureBlock():
            yield value.text
        case CardBlock():
            yield value.figure["text"]
        case VerdictBlock():
            yield value.verdict["sentence"]
        case tuple() | list():
            for each in value:
                yield from _printed(each)
        case Mapping():
            for each in value.values():
                yield from _printed(each)
        case _ if is_dataclass(value):
            for each in fields(value):
                yield from _printed(getattr(value, each.name))


def _plain(text: str) -> str:
    """Words alone: what a line's end adds or takes away (space, hyphen) counts for nothing."""
    unbroken = "".join(
        each
        for each in unicodedata.normalize("NFKC", text)
        if each not in _HYPHENS and unicodedata.category(each) != "Cf"
    )
    return re.sub(r"(?<=[–—/]) ", "", " ".join(unbroken.split()))


def _count(words: str, text: str, space: str = " ") -> int:
    """How often ``words`` stand in ``text``, not as a part of a longer number; ``space``: what may part them."""
    if words.split(" ", 1)[0] not in text:
        return 0
    return len(re.findall(rf"(?<!\d)(?<!\d[.,]){space.join(map(re.escape, words.split(' ')))}(?!\d|[.,]\d)", text))


def _times(number: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")


class _Words(HTMLParser):
    """The text between tags, a space for each tag that ends a piece of text."""

    _SILENT = ("script", "style", "svg", "template")
    _BREAKS = ("p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "dt", "dd", "br", "section", "caption")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silenced = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silenced += 1
        if tag in self._BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silenced -= 1
        if tag in self._BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silenced:
            self.words.append(data)
