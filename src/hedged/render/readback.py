"""The last look before a briefing leaves the house: is every figure in it, as it was written?

What was rendered is read back as plain text, from the finished file, and every figure and
verdict of the Document is looked for in it. A figure that a page broke, covered or
dropped stops the build.

Text and cards are read back apart: a card prints its figure more often than once and would hide that the text has
lost it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from hedged.document import (
    Block,
    CardBlock,
    Document,
    FigureBlock,
    FigureInline,
    Link,
    VerdictBlock,
    VerdictInline,
    nodes,
    plain,
)
from hedged.look import ANNEX, RenderError

# In place of a hyphen at the end of a line, PDF readers give U+FFFE or U+0002.
_HYPHENS = "-\N{HYPHEN}\N{SOFT HYPHEN}\ufffe\x02"
_SILENT = re.compile(r"<(script|style|svg|template)\b.*?</\1>", re.DOTALL)
_BREAK = re.compile(r"</?(?:p|div|li|td|th|tr|h[1-4]|dt|dd|br|section|caption)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_PLACE = re.compile(r'\sid="([^"]+)"')
_INNER_LINK = re.compile(r'\shref="#([^"]+)"')
# The strips of a page above and below its text, in points (a 72nd of an inch): briefing.typ has the margins.
_HEAD_PT, _FOOT_PT = 24 / 25.4 * 72, 20 / 25.4 * 72
# What stands right before or after a number that is part of a longer one.
_NUMBER_ENDS = re.compile(r"(?:\d|\d[.,])$")
_NUMBER_GOES_ON = re.compile(r"\d|[.,]\d")


def pdf_text(pdf: bytes) -> str:
    """The text of a PDF without its running heads, page after page, as a reader would copy it."""
    import pypdfium2  # here: loading the library costs what HTML alone need not pay

    file = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(
            page.get_textpage().get_text_bounded(bottom=_FOOT_PT, top=page.get_height() - _HEAD_PT) for page in file
        )
    finally:
        file.close()


def html_text(page: str) -> str:
    """The text of a page of ours, without scripts, styles and the drawings' own words."""
    # In our pages, where all text is escaped, < and > stand at the ends of tags and nowhere else.
    return unescape(_TAG.sub("", _BREAK.sub("\n", _SILENT.sub("", page))))


def require_links(page: str, file: str) -> None:
    """Raises RenderError naming each inner link of a page of ours that leads to no place in it."""
    places = set(_PLACE.findall(page))
    astray = dict.fromkeys(each for each in _INNER_LINK.findall(page) if each not in places)
    if astray:
        raise RenderError("\n".join(f"{file}: the link #{each} leads nowhere" for each in astray))


def require(document: Document, text: str, file: str) -> None:
    """Raises RenderError naming each figure and verdict of the Document that ``text`` lacks."""
    if missing := lost(document, text):
        raise RenderError("\n".join(f"{file}: {each}" for each in missing))


def lost(document: Document, text: str) -> tuple[str, ...]:
    """One sentence for each text that is printed in ``text`` less often than in the Document.

    Body and annex are looked at apart, since a card prints a figure more often than once. Line breaks, runs of
    spaces, no-break spaces, soft hyphens and ligatures do not count as differences; a number inside a longer one
    is not taken for it.
    """
    body, found, annex = text.rpartition(ANNEX)
    cards = (record["text"] for record in document.figures.values())
    from_cards = (f"{each} among the cards" for each in _lost(cards, annex))
    return (*_lost(_printed(document.blocks), body if found else text), *from_cards)


def _lost(wanted: Iterable[str], text: str) -> Iterator[str]:
    page, written = _plain(text), Counter(wanted)
    printed: Counter[str] = Counter()
    for words, times in written.items():
        printed[_plain(words)] += times
    # "about 4,000" prints "4,000" too.
    needed = {
        each: sum(times * _count(each, whole) for whole, times in printed.items() if each in whole) for each in printed
    }
    for each, times in needed.items():
        if _count(each, page) < times and (found := _count_closed_up(each, page)) < times:
            yield f"“{each}” is printed {_times(found)} instead of {_times(times)}"


def _printed(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The words of every figure and verdict, and of what leads to one, as often as they are printed."""
    for node in nodes(blocks):
        match node:
            case FigureInline() | VerdictInline() | FigureBlock():
                yield node.text
            case Link(href=href) if href.startswith("#"):
                yield plain(node.content)
            case CardBlock():
                yield node.figure["text"]
            case VerdictBlock():
                yield node.verdict["sentence"]


def _plain(text: str) -> str:
    """Words alone: what a line's end adds or takes away (space, hyphen) counts for nothing."""
    whole = unicodedata.normalize("NFKC", text)
    for each in set(whole):
        if each in _HYPHENS or unicodedata.category(each) == "Cf":
            whole = whole.replace(each, "")
    return re.sub(r"(?<=[–—/]) ", "", " ".join(whole.split()))


def _count(words: str, text: str) -> int:
    """How often ``words`` stand in ``text``, not as a part of a longer number."""
    found, at = 0, text.find(words)
    while at >= 0:
        end = at + len(words)
        alone = not (_NUMBER_ENDS.search(text[max(0, at - 2) : at]) or _NUMBER_GOES_ON.match(text[end : end + 2]))
        found += alone
        at = text.find(words, end if alone else at + 1)
    return found


def _count_closed_up(words: str, text: str) -> int:
    """The same where spaces within the words may be lost: in a justified line a reader may take a narrow one for none."""
    closed = r"\s?".join(map(re.escape, words.split(" ")))
    return len(re.findall(rf"(?<!\d)(?<!\d[.,]){closed}(?!\d|[.,]\d)", text))


def _times(number: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")
