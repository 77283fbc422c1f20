"""The faces that a page carries, read back from its style sheet."""

import base64
import re
from io import BytesIO

from fontTools.ttLib import TTFont

from hedged.look.faces import font_faces


def held(text: str, **options: str) -> dict[tuple[str, str], set[str]]:
    """The characters of each face that is cut for a text, by its family and style."""
    rules = re.findall(
        r'font-family:"([^"]+)";font-weight:(\d+);font-style:(\w+);src:url\(data:font/\w+;base64,([^)]+)\)',
        font_faces(text, **options),
    )
    fonts = ((family, style, TTFont(BytesIO(base64.b64decode(data)))) for family, _, style, data in rules)
    return {(family, style): set(map(chr, font.getBestCmap())) for family, style, font in fonts}
