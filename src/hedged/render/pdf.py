"""A Document as PDF: PDF/A-3 for the archive, PDF/UA for every reader, through Typst.

The template is a fixed file; a Document enters it as data and is never made into Typst
source, so no word of a source can be taken for markup. What the standards demand (alt
texts, a glyph for every character, headings in order) the compiler checks, and its
warnings are errors here.

Most of a build is the compiler's: it lays everything out again until each page number in a link is right, keeps what
it has laid out, and with it the memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import typst

from hedged.document import ChartBlock, Document, cite
from hedged.ledger import CHANGES
from hedged.look import ANNEX, FACES, LEDGER, LIGHT, SCALE, RenderError, fonts
from hedged.numbers import words
from hedged.render import readback

_TEMPLATES = Path(__file__).with_name("templates")
_STANDARDS = ["a-3a", "ua-1"]
_MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json"}

# The family in a CSS declaration "font: 600 9px 'Source Sans Pro', sans-serif" or
# "font-family: Source Sans Pro": what follows the size, up to the first comma.
_FAMILY = re.compile(r"(?:^|;)\s*font(?:-family:|:[^;]*?\d(?:px|pt|em))\s*['\"]?([^,;'\"]+)")


def pages(document: Document, attachments: Mapping[str, bytes]) -> bytes:
    """The Document as one PDF file, ``attachments`` (UTF-8 text, by file name) inside it.

    The same Document gives the same bytes anywhere: dates are those of the edition, fonts
    those of the packages. Raises RenderError where something cannot be printed, or where
    the finished file read back lacks a figure.
    """
    return compiled(document, given(document, attachments))


def given(document: Document, attachments: Mapping[str, bytes]) -> dict[str, str]:
    """What the template is given, by name: the Document, its look, its charts and attachments."""
    return {
        "document": json.dumps(document.json() | {"citations": cite.ready(document)}, ensure_ascii=False),
        "look": json.dumps(
            {
                "colours": dict(LIGHT),
                "scale": dict(SCALE),
                "faces": {name: list(stack) for name, stack in fonts.STACKS.items()},
                "changes": CHANGES,
                "readings": words.READINGS,
                "annex": [ANNEX, LEDGER],
            }
        ),
        "attachments": json.dumps([_attachment(name) for name in attachments]),
        **{f"attachment:{name}": _text(name, content) for name, content in attachments.items()},
        **{f"chart:{name}": svg for name, svg in _drawings(document)},
    }


def compiled(document: Document, inputs: Mapping[str, str]) -> bytes:
    """The PDF of a Document from what its template is given, read back."""
    pdf, warnings = _set(document, inputs)
    if any("did not converge" in each.message for each in warnings):
        # Each chart set below the words that lead to it may move the next one from its page.
        pdf, warnings = _set(document, {**inputs, "charts": "floating"})
    if warnings:
        raise RenderError("\n".join(f"briefing.pdf: {each.message}" for each in warnings))
    small = packed(pdf)
    readback.require(document, readback.pdf_text(small), "briefing.pdf")
    return small


def _set(document: Document, inputs: Mapping[str, str]) -> tuple[bytes, list[typst.TypstWarning]]:
    """What the compiler makes of the template, and its warnings."""
    midnight = datetime.combine(document.meta.edition, time(), UTC)
    with fonts.font_folder() as folder:
        faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        try:
            return typst.compile_with_warnings(
                str(_TEMPLATES / "briefing.typ"),
                root=str(_TEMPLATES),
                format="pdf",
                font_paths=faces,
                ignore_system_fonts=True,
                sys_inputs=inputs,
                pdf_standards=_STANDARDS,
                timestamp=int(midnight.timestamp()),
            )
        except typst.TypstError as error:
            raise RenderError(_explained(document, error)) from None


def packed(pdf: bytes) -> bytes:
    """The same PDF with its small objects, tags and links above all, compressed together: a third of the size.

    The compiler writes each of them in the open. PDF/A-3 allows it, and PDF readers have known it since 2003.
    """
    small = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        file.save(small, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return small.getvalue()


def _attachment(name: str) -> dict[str, str]:
    kind = _MEDIA_TYPES.get(Path(name).suffix)
    if kind is None:
        raise RenderError(f"{name}: attached are files of type {', '.join(_MEDIA_TYPES)}")
    return {"name": name, "type": kind}


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RenderError(f"{name}: not UTF-8 at byte {error.start}; attached is text only") from None


# --- charts ----------------------------------------------------------------------


def _drawings(document: Document) -> Iterator[tuple[str, str]]:
    """Each chart's id and SVG, the family of its text checked.

    In an SVG the compiler replaces a family it does not have by another without a word.
    """
    for block in document.blocks:
        if isinstance(block, ChartBlock):
            name, svg = block.chart["id"], block.chart["svg"]
            for text, family in _lettering(ElementTree.fromstring(svg)):
                if family != FACES["sans"]:
                    raise RenderError(
                        f"chart {name}: “{text}” is set in {family or 'no font'}; "
                        f"text in charts is set in {FACES['sans']}"
                    )
            yield name, svg


def _lettering(element: ElementTree.Element, family: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Each piece of text in a drawing with the family it asks for first."""
    asked = _FAMILY.search(element.get("style", ""))
    family = asked[1].strip() if asked else element.get("font-family", family)
    if element.tag.endswith(("}text", "}tspan")) and (element.text or "").strip():
        yield element.text.strip(), family
    for child in element:
        yield from _lettering(child, family)


# --- faults ----------------------------------------------------------------------


def _explained(document: Document, error: typst.TypstError) -> str:
    """The compiler's message; where a glyph is missing, the character and the words around it."""
    if "could not be displayed" in error.message:
        for text in _strings(document.json()):
            if character := fonts.unprintable(text):
                place = text.index(character)
                around = " ".join(text[max(0, place - 30) : place + 31].split())
                return f"briefing.pdf: no font has the character {character} (U+{ord(character):04X}), in “{around}”"
    return "\n".join((f"briefing.pdf: {error.message}", *error.hints))


def _strings(value: Any) -> Iterator[str]:
    """Every text of the Document; of a drawing, the words in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from ElementTree.fromstring(each).itertext() if name == "svg" else _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
