"""The fonts of the briefing: which files, from which packages, and what they can print.

Every face comes from a Python package, so that the same lock gives the same letters on
any machine; the fonts of the system are never looked at. The packages are located, not
imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

from hedged.errors import HedgedError
from hedged.look.tokens import FACES

if TYPE_CHECKING:
    from uharfbuzz import Face, Font

MONO = "DejaVu Sans Mono"
#: For signs in quotations that no text face has, such as the Korean range sign U+223C.
SIGNS = "DejaVu Sans"

#: What a text asks for, face by face: a character is set in the first that has it.
STACKS = MappingProxyType(
    {
        "serif": (FACES["serif"], FACES["hangul"], SIGNS),
        "sans": (FACES["sans"], FACES["hangul"], SIGNS),
        "mono": (MONO, FACES["hangul"], SIGNS),
    }
)


class RenderError(HedgedError):
    """A Document that cannot be printed whole, or not as it is meant to look."""

    exit_status = 3


class _Family(NamedTuple):
    """``module`` is what Python finds, ``package`` what pip installs."""

    module: str
    package: str
    folder: str
    files: tuple[str, ...]


# One file for each face. Where two files hold the same face (Source Sans Pro comes as OTF
# and as TTF) the order of a directory listing would decide which is taken.
_FAMILIES = {
    FACES["serif"]: _Family(
        "fontpkg_source_serif_4",
        "fontpkg-source-serif-4",
        "files",
        ("SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf"),
    ),
    FACES["sans"]: _Family(
        "font_source_sans_pro",
        "font-source-sans-pro",
        "files",
        tuple(f"SourceSansPro-{style}.ttf" for style in ("Regular", "It", "Semibold", "SemiboldIt")),
    ),
    FACES["hangul"]: _Family("pylopdf_fonts_ko", "pylopdf-fonts-ko", ".", ("NotoSansKR-Regular.otf",)),
    MONO: _Family("matplotlib", "matplotlib", "mpl-data/fonts/ttf", ("DejaVuSansMono.ttf",)),
    SIGNS: _Family("matplotlib", "matplotlib", "mpl-data/fonts/ttf", ("DejaVuSans.ttf",)),
}


def font_files(family: str | None = None) -> tuple[Path, ...]:
    """The files of one family, or of all, in a fixed order.

    Raises RenderError naming the package to install.
    """
    return tuple(path for name in (_FAMILIES if family is None else (family,)) for path in _found(name))


def _found(name: str) -> Iterator[Path]:
    module, package, folder, files = _FAMILIES[name]
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise RenderError(f"the font {name} is not installed; pip install {package}")
    for file in files:
        path = Path(spec.submodule_search_locations[0], folder, file)
        if not path.is_file():
            raise RenderError(
                f"the package {package} holds no {folder}/{file}, which the font "
                f"{name} needs; install the version of requirements.lock"
            )
        yield path


@contextmanager
def font_folder() -> Iterator[str]:
    """A temporary folder of links to exactly the files above, for programs that take folders only."""
    import tempfile  # here: finding the files, which every build does, needs none of it

    with tempfile.TemporaryDirectory(prefix="hedged-fonts-") as folder:
        for path in font_files():
            Path(folder, path.name).symlink_to(path.resolve())
        yield folder


def unprintable(text: str) -> str | None:
    """The first character of ``text`` that no face has, or None.

    White space and format characters (joiners, soft hyphens) need no glyph.
    """
    if text.isascii() and text.isprintable():
        return None
    printable = _characters()
    return next(
        (each for each in text if ord(each) not in printable and not each.isspace() and category(each) != "Cf"),
        None,
    )


def width_em(line: str, family: str, *, bold: bool = False) -> float:
    """How wide a line is set in a family, regular or semibold, kerned, as a multiple of the font's size."""
    import uharfbuzz as harfbuzz

    font = _font(family, bold)
    buffer = harfbuzz.Buffer()
    buffer.add_str(line)
    buffer.guess_segment_properties()
    harfbuzz.shape(font, buffer)
    return sum(glyph.x_advance for glyph in buffer.glyph_positions or ()) / font.face.upem


@cache
def _font(family: str, bold: bool) -> Font:
    import uharfbuzz as harfbuzz

    files = font_files(family)
    return harfbuzz.Font(opened(next((file for file in files if bold and file.stem.endswith("-Semibold")), files[0])))


def opened(path: Path) -> Face:
    """A font file as HarfBuzz reads it."""
    import uharfbuzz as harfbuzz  # here: only what sets or cuts letters needs it

    return harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)))


@cache
def _characters() -> frozenset[int]:
    """The code points some face has a glyph for."""
    return frozenset().union(*(opened(path).unicodes for path in font_files()))
