"""The faces a page carries in itself: each cut down to the characters of the document.

Embedded as plain TrueType and OpenType, not WOFF: WOFF is packed by the system's zlib,
and two of these need not give the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hedged.render.fonts import font_files, opened
from hedged.render.tokens import FACES


class _Face(NamedTuple):
    """One file of a family and how the style sheet calls it."""

    family: str
    file: str
    weight: int
    style: str


_PAGE = (
    _Face(FACES["serif"], "SourceSerif4[opsz,wght].ttf", 400, "normal"),
    _Face(FACES["serif"], "SourceSerif4-Italic[opsz,wght].ttf", 400, "italic"),
    _Face(FACES["sans"], "SourceSansPro-Regular.ttf", 400, "normal"),
    _Face(FACES["sans"], "SourceSansPro-Semibold.ttf", 600, "normal"),
    _Face(FACES["hangul"], "NotoSansKR-Regular.otf", 400, "normal"),
)


def font_faces(text: str) -> str:
    """CSS ``@font-face`` rules for the characters of ``text``; a face with none of them is left out."""
    rules = []
    for face in _PAGE:
        path = next(each for each in font_files(face.family) if each.name == face.file)
        wanted = frozenset(filter(_in_hangul if face.family == FACES["hangul"] else _in_latin, text))
        if wanted:
            kind = "otf" if face.file.endswith(".otf") else "ttf"
            data = b64encode(_cut(path, wanted)).decode()
            rules.append(
                f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
                f"font-style:{face.style};src:url(data:font/{kind};base64,{data})}}"
            )
    return "\n".join(rules)


def _in_hangul(character: str) -> bool:
    """Hangul syllables, letters and the full-width and corner marks set with them."""
    return "\u1100" <= character <= "\u11ff" or "\u3000" <= character <= "\u318f" or "\uac00" <= character <= "\ud7a3"


def _in_latin(character: str) -> bool:
    return not _in_hangul(character)


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
