"""The faces a page carries in itself: each cut down to the characters of the document.

Embedded as plain TrueType and OpenType, not WOFF: WOFF is packed by the system's zlib,
and two of these need not give the same bytes.

The italic face is cut to what is emphasised; a sign that no face for text has comes in a face of its own.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hedged.look.fonts import SIGNS, font_files, opened
from hedged.look.tokens import FACES


class _Face(NamedTuple):
    """One file of a family and how the style sheet calls it."""

    family: str
    file: str
    weight: int
    style: str

    @property
    def path(self) -> Path:
        return next(each for each in font_files(self.family) if each.name == self.file)


_HANGUL = (("\u1100", "\u11ff"), ("\u3000", "\u318f"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7a3"))
_PAGE = (
    _Face(FACES["serif"], "SourceSerif4[opsz,wght].ttf", 400, "normal"),
    _Face(FACES["serif"], "SourceSerif4-Italic[opsz,wght].ttf", 400, "italic"),
    _Face(FACES["sans"], "SourceSansPro-Regular.ttf", 400, "normal"),
    _Face(FACES["sans"], "SourceSansPro-Semibold.ttf", 600, "normal"),
    _Face(FACES["hangul"], "NotoSansKR-Regular.otf", 400, "normal"),
    _Face(SIGNS, "DejaVuSans.ttf", 400, "normal"),
)


def font_faces(text: str, families: Collection[str] = (*FACES.values(), SIGNS), emphasised: str = "") -> str:
    """CSS ``@font-face`` rules for the characters of ``text``; a face with none of them is left out.

    Little is set in italics: that face has the letters of ``text`` that English is written with, and those of
    ``emphasised``. Signs are what no other face has.
    """
    rules = []
    for face in _PAGE:
        if face.family not in families:
            continue
        if wanted := frozenset(_wanted(face, text, emphasised)):
            kind = "otf" if face.file.endswith(".otf") else "ttf"
            data = b64encode(_cut(face.path, wanted)).decode()
            rules.append(
                f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
                f"font-style:{face.style};src:url(data:font/{kind};base64,{data})}}"
            )
    return "\n".join(rules)


def _wanted(face: _Face, text: str, emphasised: str) -> Iterable[str]:
    """The characters of ``text`` that a face is asked for."""
    if face.family == SIGNS:
        held = frozenset().union(*(opened(each.path).unicodes for each in _PAGE if each.family != SIGNS))
        return (each for each in text if each.isprintable() and ord(each) not in held)
    if face.family == FACES["hangul"]:
        return filter(_in_hangul, text)
    latin = (each for each in text if not _in_hangul(each))
    return latin if face.style == "normal" else (each for each in latin if each.isascii() or each in emphasised)


def _in_hangul(character: str) -> bool:
    """Hangul syllables and letters, and what Korean sets with them: full-width and corner marks, Chinese characters."""
    return any(first <= character <= last for first, last in _HANGUL)


@cache
def _cut(path: Path, characters: frozenset[str]) -> bytes:
    import uharfbuzz as harfbuzz  # here: nothing but a page needs it

    face = opened(path)
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    # Kerning alone: as drawn, the digits of these faces have one height and one width.
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.add(int.from_bytes(b"kern"))
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    # The serif is a variable font. At its default place it is the regular weight, at a size for reading.
    wanted.pin_all_axes_to_default(face)
    return wanted.subset(face).blob.data
