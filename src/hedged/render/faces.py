"""The faces a page carries in itself: each cut down to the characters of the document.

Embedded as plain TrueType and OpenType, not WOFF: WOFF is packed by the system's zlib,
and two of these need not give the same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from hedged.render.fonts import font_files
from hedged.render.tokens import FACES

# The tables that make a font variable. Without them it stands at its default place, which
# for the serif is the regular weight at a size for reading.
_VARIATION = ("HVAR", "MVAR", "STAT", "avar", "fvar", "gvar")


class Face(NamedTuple):
    """``kerned`` keeps the pair kerning: it shows in display sizes, and costs a tenth of a second."""

    family: str
    file: str
    weight: int
    style: str
    kerned: bool


_PAGE = (
    Face(FACES["serif"], "SourceSerif4[opsz,wght].ttf", 400, "normal", kerned=False),
    Face(FACES["serif"], "SourceSerif4-Italic[opsz,wght].ttf", 400, "italic", kerned=False),
    Face(FACES["sans"], "SourceSansPro-Regular.ttf", 400, "normal", kerned=False),
    Face(FACES["sans"], "SourceSansPro-Semibold.ttf", 600, "normal", kerned=True),
    Face(FACES["hangul"], "NotoSansKR-Regular.otf", 400, "normal", kerned=False),
)


def font_faces(text: str) -> str:
    """CSS ``@font-face`` rules for the characters of ``text``; a face with none of them is left out."""
    rules = []
    for face in _PAGE:
        path = next(each for each in font_files(face.family) if each.name == face.file)
        wanted = frozenset(filter(_in_hangul if face.family == FACES["hangul"] else _in_latin, text))
        if wanted:
            kind = "otf" if face.file.endswith(".otf") else "ttf"
            data = b64encode(_cut(path, wanted, face.kerned)).decode()
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
def _cut(path: Path, characters: frozenset[str], kerned: bool) -> bytes:
    # fontTools takes a third of a second to import; the command line should not wait for it.
    from fontTools import subset

    options = subset.Options(
        hinting=False,
        layout_features=["kern"] if kerned else [],
        name_IDs=[],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    if not kerned:
        options.drop_tables += ["GDEF", "GPOS", "GSUB"]
    out = BytesIO()
    with subset.load_font(path, options) as font:
        for table in _VARIATION:
            if table in font:
                del font[table]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=sorted(map(ord, characters)))
        cutter.subset(font)
        font.save(out)
    return out.getvalue()
