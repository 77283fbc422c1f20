"""Prose by the sentence: where one ends, and which figures and verdicts it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hedged.document.blocks import (
    Block,
    FigureInline,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quote,
    Record,
    Text,
    VerdictInline,
    plain,
)

Sentence = tuple[Inline, ...]

#: A full stop after one of these ends no sentence, as it ends none after a single letter ("J.", "p.m.").
_SHORTENED = frozenset(
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt St No Nr vs cf approx ca "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
#: The end of a sentence, with the quotation marks or brackets that close after it, and the space before the next.
_END = re.compile(r"[.?!]+[”’\"')\]]*\s+")
_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
#: How a sentence begins: with a capital, a digit or a letter of a script without capitals, after any opening sign.
_BEGIN = re.compile(r"[“‘\"'(\[]*([^\W_])")


def sentences(content: tuple[Inline, ...]) -> tuple[Sentence, ...]:
    """A paragraph's inlines as sentences, each without the spaces around it.

    Marks (emphasis, strong) are taken off, links stay. A sentence ends at ``.``, ``?`` or ``!`` before
    a space and a capital, a digit, a figure or a verdict; never inside a figure, after a single
    letter or after a common abbreviation.
    """
    leaves = list(_leaves(content))
    text = "".join(plain((leaf,)) for leaf in leaves)
    spans, at = [], 0
    for leaf in leaves:
        spans.append((at, at := at + len(plain((leaf,))), leaf))
    held = [(start, end) for start, end, leaf in spans if not isinstance(leaf, (Text, LineBreak))]
    bounds = [0, *(end for end in _ends(text, held)), len(text)]
    found = (tuple(_cut(spans, start, end)) for start, end in zip(bounds, bounds[1:], strict=False))
    return tuple(sentence for sentence in map(_stripped, found) if sentence)


def _leaves(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in content:
        if hasattr(inline, "content") and not isinstance(inline, Link):
            yield from _leaves(inline.content)
        else:
            yield inline


def _ends(text: str, held: list[tuple[int, int]]) -> Iterator[int]:
    """Where in the text a sentence has ended; ``held`` are the parts no sentence ends in."""
    for stop in _END.finditer(text):
        if any(start <= stop.start() < end for start, end in held):
            continue
        word = _BEFORE.search(text, 0, stop.start())
        if text[stop.start()] == "." and word and (len(word[0]) == 1 or word[0] in _SHORTENED):
            continue
        if any(start == stop.end() for start, _ in held) or _begins(text, stop.end()):
            yield stop.end()


def _begins(text: str, at: int) -> bool:
    begin = _BEGIN.match(text, at)
    return begin is not None and not begin[1].islower()


def _cut(spans: list[tuple[int, int, Inline]], start: int, end: int) -> Iterator[Inline]:
    for first, _, leaf in spans:
        if not isinstance(leaf, Text):
            if start <= first < end:
                yield leaf
        elif part := leaf.text[max(start - first, 0) : max(end - first, 0)]:
            yield Text(part)


def _stripped(sentence: Sentence) -> Sentence:
    """The sentence without spaces and line breaks at its ends."""
    inlines = list(sentence)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while inlines and isinstance(inlines[at], (Text, LineBreak)):
            kept = strip(plain((inlines[at],)))
            if kept:
                inlines[at] = Text(kept)
                break
            inlines.pop(at)
    return tuple(inlines)


def in_prose(block: Block, place: str = "sentence") -> Iterator[tuple[str, Sentence]]:
    """The sentences of a block of prose, each with the place it stands in: "sentence", or "list"."""
    match block:
        case Paragraph():
            yield from ((place, sentence) for sentence in sentences(block.content))
        case Quote():
            for each in block.blocks:
                yield from in_prose(each, place)
        case ItemList():
            for item in block.items:
                for each in item:
                    yield from in_prose(each, "list")


def printed(content: tuple[Inline, ...], figures: Mapping[str, Record]) -> Iterator[str]:
    """The id of each figure and verdict that some inlines print, a figure also by one of its readings."""
    for inline in content:
        match inline:
            case FigureInline() | VerdictInline():
                yield inline.id
            case Link(href=href) if href[1:] in figures:
                # A link to a figure prints it where its words are a reading; else it only leads there.
                readings = figures[href[1:]]["readings"].values()
                if plain(inline.content) in {reading["text"] for reading in readings if reading}:
                    yield href[1:]
            case _ if hasattr(inline, "content"):
                yield from printed(inline.content, figures)
