"""Where two files of an edition differ first, in words a person understands, by the kind of the file.

What a reader sees goes before what only a program sees: of a page its words before its style sheet, of a PDF
its words before its dates, fonts and drawings.

The edition's checksum, which stands everywhere, is told only where nothing else differs.
"""

import csv
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from io import StringIO
from itertools import zip_longest
from typing import Any

from hedged.editions import manifest

NOTHING = "nothing"

BOM = b"\xef\xbb\xbf"
"""The byte order mark, which some editors put before a text in UTF-8."""

_AROUND, _LONGEST = 32, 110

#: What a name below one of these keys of ``figures.json`` or ``manifest.json`` is the name of.
_NAMED = {
    "claimants": "claimant", "figures": "figure", "inputs": "input", "packages": "version of the package",
    "pages": "page", "parameters": "parameter", "verdicts": "verdict",
}  # fmt: skip

_SILENT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_BREAK = re.compile(
    r"</?(?:p|div|li|td|th|tr|h[1-4]|dt|dd|br|dl|ul|ol|section|article|figure|caption|summary|title|desc|text)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"<h[1-4]\b[^>]*>(.*?)</h[1-4]>", re.DOTALL)
_CARD = re.compile(r'<article class="card" id="([^"]+)"')
_CHART = re.compile(r'<figure\b[^>]*\bid="([^"]+)"')
_FACE = re.compile(r'font-family:"?([^";]+)"?;font-weight:(\d+);font-style:(\w+)')


@dataclass(frozen=True, slots=True)
class Place:
    """A place in words, and what stands there in the file in hand and in the right one."""

    words: str
    here: str
    right: str


def place(name: str, here: bytes, right: bytes, checksums: tuple[str, str] = ("", "")) -> Place:
    """Where a file differs first from the right one of its name; the two are not equal, and no PDF.

    `checksums`: those of the two editions. They stand in every file, so a difference in them is told
    only where there is no other.
    """
    if damage := damaged(here, right):
        return damage
    here = as_if(here, checksums)
    if here == right:
        return of_checksums(checksums)
    try:
        texts = here.decode("utf-8"), right.decode("utf-8")
    except UnicodeDecodeError:
        return bytewise(here, right)
    kinds = {
        "json": _in_json,
        "csv": _in_csv,
        "html": _in_page,
        "svg": _in_drawing,
        "bib": _in_entries,
        "SHA256SUMS": _in_sums,
    }
    find = kinds.get(name.rpartition(".")[2], _in_lines)
    return find(*texts) or _in_lines(*texts)


def damaged(here: bytes, right: bytes) -> Place | None:
    """What befell a file, whatever its kind: cut short, other line ends, a mark before it, blank lines behind it."""
    if here.replace(b"\r\n", b"\n") == right:
        return Place("the ends of its lines", "CR LF", "LF")
    if here.removeprefix(BOM) == right:
        return Place("its first bytes", "a byte order mark", NOTHING)
    if here.rstrip() == right.rstrip():
        return Place("the end of its last line", _blank_end(here), _blank_end(right))
    if right.startswith(here):
        return Place("its end", f"{len(here):,} bytes", f"{len(right):,} bytes")
    return None


def damaged_by_sum(here: bytes, listed: str) -> Place | None:
    """Damage that shows without the right file, of which only the sum is known: with it undone `here` has that sum."""
    for undone in (here.replace(b"\r\n", b"\n"), here.removeprefix(BOM), here.rstrip() + b"\n"):
        if sha256(undone).hexdigest() == listed:
            return damaged(here, undone)
    return None


def _blank_end(content: bytes) -> str:
    """How a file ends behind its last sign."""
    blank = content[len(content.rstrip()) :]
    counts = {"line end": blank.count(b"\n"), "space": len(blank) - blank.count(b"\n")}
    return " and ".join(f"{count} {name}{'s' * (count > 1)}" for name, count in counts.items() if count) or NOTHING


def as_if(content: bytes, checksums: tuple[str, str]) -> bytes:
    """A file as it would be with the checksum of the other edition, written out or by its first digits."""
    old, new = (each.encode() for each in checksums)
    if (len(old), len(new)) != (64, 64):
        return content  # a manifest that somebody wrote into
    return content.replace(old, new).replace(old[:12], new[:12])


def apart(here: str, right: str) -> tuple[str, str]:
    """Two texts as far as they differ, with some words around that, in quotation marks."""
    start = next((at for at, (a, b) in enumerate(zip(here, right, strict=False)) if a != b), min(len(here), len(right)))
    most = min(len(here), len(right)) - start
    end = next((at for at in range(most) if here[-1 - at] != right[-1 - at]), most)
    first = max(0, start - _AROUND)
    first = first and here.rfind(" ", 0, first) + 1 if start - here.rfind(" ", 0, first) < 2 * _AROUND else first
    ends = len(here) - end, len(right) - end
    one, other = _quoted(here, first, ends[0]), _quoted(right, first, ends[1])
    if one == other or "“”" in (one, other):  # only spaces differ, so they are shown as they are
        return _quoted(here, first, ends[0], spaces=True), _quoted(right, first, ends[1], spaces=True)
    return one, other


def _quoted(text: str, first: int, end: int, spaces: bool = False) -> str:
    if not text:
        return NOTHING
    last = min(len(text), max(end, first) + _AROUND, first + _LONGEST)
    shown = text[first:last] if spaces else " ".join(text[first:last].split())
    return f"“{'…' * (first > 0)}{shown}{'…' * (last < len(text))}”"


def of_checksums(checksums: tuple[str, str]) -> Place:
    """Nothing but what edition they are of differs."""
    return Place("the checksum of the edition, and nothing else", *checksums)


def bytewise(here: bytes, right: bytes) -> Place:
    """The first byte that differs, for files of which no more can be said."""
    at = next((at for at, (a, b) in enumerate(zip(here, right, strict=False)) if a != b), len(right))
    return Place(f"byte {at + 1:,} of {len(right):,}", f"{here[at : at + 16]!r}"[1:], f"{right[at : at + 16]!r}"[1:])


def _in_lines(here: str, right: str) -> Place:
    lines = zip_longest(here.split("\n"), right.split("\n"))
    number, one, other = next((at, a, b) for at, (a, b) in enumerate(lines, 1) if a != b)
    shown = apart(one or "", other or "")
    shown = ("an empty line" if line == "" else text for line, text in zip((one, other), shown, strict=True))
    return Place(f"line {number:,}", *shown)


# --- data ------------------------------------------------------------------------


def _in_json(here: str, right: str) -> Place | None:
    try:
        found = next(_unequal(json.loads(here), json.loads(right), ()), None)
    except (ValueError, RecursionError) as fault:
        lines = _in_lines(here, right)
        return Place(f"{lines.words}, which makes it no JSON ({fault})", lines.here, lines.right)
    if found is None:
        lines = _in_lines(here, right)
        return Place(f"{lines.words}: the same data, written in another way", lines.here, lines.right)
    path, one, other = found
    values = apart(one, other) if isinstance(one, str) and isinstance(other, str) else (_shown(one), _shown(other))
    return Place(_path(path), *values)


def _unequal(here: Any, right: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """Every place at which two JSON values differ, in the order of the file; None where a side has nothing there."""
    if isinstance(here, dict) and isinstance(right, dict):
        for key in sorted({*here, *right}):
            yield from _unequal(here.get(key), right.get(key), (*path, key))
    elif isinstance(here, list) and isinstance(right, list):
        for number, (one, other) in enumerate(zip_longest(here, right), 1):
            named = next((each["id"] for each in (other, one) if isinstance(each, dict) and "id" in each), number)
            yield from _unequal(one, other, (*path, named))
    elif here != right or type(here) is not type(right):
        yield path, here, right


def _path(path: tuple[str | int, ...]) -> str:
    """A way into a file of ours in words: "figure casualty-share, readings, rounded, low"."""
    if len(path) > 1 and path[0] in _NAMED:
        path = (f"{_NAMED[path[0]]} {path[1]}", *path[2:])
    elif path and isinstance(path[0], str) and len(path) > 1 and "-" in path[0]:
        path = (f"page {path[0]}", *path[1:])  # sources.json is a list of pages
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step}"
        else:
            words.append(str(step))
    return ", ".join(words)


def _shown(value: Any) -> str:
    """A JSON value in short: of a figure what it prints."""
    if value is None:
        return NOTHING
    if isinstance(value, Mapping) and isinstance(value.get("text"), str):
        value = value["text"]
    if isinstance(value, str):
        return _quoted(value, 0, len(value))
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _in_csv(here: str, right: str) -> Place | None:
    rows, others = (list(csv.reader(StringIO(text))) for text in (here, right))
    header = others[0] if others else []
    for number, (row, other) in enumerate(zip_longest(rows, others, fillvalue=[]), 1):
        for column, (one, two) in enumerate(zip_longest(row, other, fillvalue="")):
            if one != two:
                name = header[column] if column < len(header) else f"number {column + 1}"
                known = column > 0 and other and number > 1
                return Place(
                    f"row {other[0]}, column {name}" if known else f"line {number}, column {name}", *apart(one, two)
                )
    return None


def _in_entries(here: str, right: str) -> Place | None:
    """The entry of a bibliography, by its key."""
    entries = zip_longest(*(re.split(r"\n(?=@)", text) for text in (here, right)), fillvalue="")
    one, other = next((a, b) for a, b in entries if a != b)
    key = re.match(r"@\w+\{([^,\s]+)", other or one)
    found = _in_lines(one, other)
    return Place(f"entry {key[1]}", found.here, found.right) if key else None


def _in_sums(here: str, right: str) -> Place | None:
    sums, others = (manifest.listed(text.encode()) for text in (here, right))
    name = next((each for each in sorted({*sums, *others}) if sums.get(each) != others.get(each)), None)
    return name and Place(f"the line of {name}", sums.get(name, NOTHING), others.get(name, NOTHING))


# --- the page --------------------------------------------------------------------


def _in_page(here: str, right: str) -> Place | None:
    """The first words that differ, with heading or card; else the part of the file that no reader sees."""
    if words := _in_words(here, right):
        at, one, other = words
        return Place(_around_in_page(right, at), one, other)
    at = next((at for at, (a, b) in enumerate(zip(here, right, strict=False)) if a != b), len(right))
    starts = {kind: right.rfind(f"<{kind}", 0, at) for kind in ("style", "script")}
    within = next((kind for kind, start in starts.items() if start > right.rfind(f"</{kind}>", 0, at)), "")
    faces = list(_FACE.finditer(right, starts["style"], at)) if within == "style" else []
    if faces and right.rfind("}", 0, at) < faces[-1].end():
        family, weight, style = faces[-1].groups()
        return Place(f"the embedded font {family}, {style}, weight {weight}", *_sizes(here, right, faces[-1].end()))
    unseen = {"style": "the style sheet", "script": "the description for machines in its head"}
    words = unseen.get(within, f"marks that no reader sees, {_around_in_page(right, at)}")
    return Place(words, *apart(here, right))


def _in_drawing(here: str, right: str) -> Place | None:
    """The first words of a picture that differ, else the line of its drawing."""
    if words := _in_words(here, right):
        return Place("its words", *words[1:])
    lines = _in_lines(here, right)
    return Place(f"{lines.words}, where it draws", lines.here, lines.right)


def _in_words(here: str, right: str) -> tuple[int, str, str] | None:
    """The first words that differ, and their place in the right file."""
    for (_, one), (at, other) in zip_longest(_pieces(here), _pieces(right), fillvalue=(len(right), "")):
        if one != other:
            return at, *apart(one, other)
    return None


def _pieces(page: str) -> Iterator[tuple[int, str]]:
    """Each stretch of words between two breaks of a page, with its place in the file."""
    # Blanked and not cut out, so that places stay what they are.
    page = _SILENT.sub(lambda found: " " * len(found[0]), page)
    start = 0
    for found in _BREAK.finditer(page):
        if words := " ".join(unescape(_TAG.sub("", page[start : found.start()])).split()):
            yield start, words
        start = found.end()


def _around_in_page(page: str, at: int) -> str:
    """What a place in a page belongs to: the card, the chart, or the heading it stands below."""
    if at < page.find("<body"):
        return "in its head"
    starts = {kind: _last(pattern, page, at) for kind, pattern in (("card", _CARD), ("chart", _CHART))}
    heading = _last(_HEADING, page, at)
    if (card := starts["card"]) and page.rfind("</article>", 0, at) < card.start():
        return f"the card {card[1]}"
    if (chart := starts["chart"]) and page.rfind("</figure>", 0, at) < chart.start():
        return f"the chart {chart[1]}"
    return f"below the heading “{unescape(_TAG.sub('', heading[1])).strip()}”" if heading else "at the top"


def _last(pattern: re.Pattern[str], page: str, at: int) -> re.Match[str] | None:
    found = list(pattern.finditer(page, 0, page.find(">", at) + 1 or len(page)))
    place = bisect_right([each.start() for each in found], at)
    return found[place - 1] if place else None


def _sizes(here: str, right: str, start: int) -> tuple[str, str]:
    """How long a font written out in the page is, in signs."""
    lengths = [text.find(")", start) - start for text in (here, right)]
    if lengths[0] == lengths[1]:
        return "other data", "data of the same length"
    return f"{lengths[0]:,} signs", f"{lengths[1]:,} signs"
