"""Where two PDFs differ first: page and words, else attachments, the compiler's version and dates, fonts, drawings."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from xml.etree import ElementTree

import pikepdf
import pypdfium2

from hedged.editions.verify import places
from hedged.editions.verify.places import NOTHING, Place, apart, as_if

#: What the information on a PDF is called there, and in words.
_INFORMATION = {
    "/Creator": "the program that made it", "/Producer": "the program that wrote it", "/CreationDate": "its date",
    "/ModDate": "its date of change", "/Title": "its title", "/Author": "its author",
}  # fmt: skip

# What reading a part of a damaged file ends with.
_UNREADABLE = (pikepdf.PdfError, ElementTree.ParseError, ValueError, LookupError, TypeError, AttributeError)

_FOOT = re.compile(r"\s*\d+ / \d+$")

_OWN_TO_EACH_FILE = ("instanceID", "InstanceID", "DocumentID", "OriginalDocumentID")


def place(here: bytes, right: bytes, checksums: tuple[str, str] = ("", "")) -> Place:
    """Where a PDF differs first from the right one; the two are not equal. `checksums`: those of their editions."""
    if damage := places.damaged(here, right):
        return damage
    try:
        seen = _seen(here, right, checksums)
    except pypdfium2.PdfiumError as fault:
        return Place("the whole file", f"no PDF that can be opened ({fault})", f"a PDF of {len(_pages(right))} pages")
    except _UNREADABLE:
        found = places.bytewise(here, right)
        return Place(f"{found.words}, in a part that cannot be read any more", found.here, found.right)
    if seen:
        return seen
    if checksums[0] != checksums[1]:
        return places.of_checksums(checksums)
    found = places.bytewise(here, right)
    return Place(f"{found.words}; words, dates, fonts and drawings are the same", found.here, found.right)


def _seen(here: bytes, right: bytes, checksums: tuple[str, str]) -> Place | None:
    """The first difference in what a reader sees, or what a PDF reader shows of the file."""
    words = [as_if(each.encode("utf-8", "replace"), checksums).decode() for each in _pages(here)]
    others = _pages(right)
    # A page that prints the checksum is drawn otherwise for that alone.
    old, new = checksums
    same = [number for number, page in enumerate(others) if old == new or new[:12] not in page]
    with pikepdf.open(BytesIO(here)) as one, pikepdf.open(BytesIO(right)) as other:
        return (
            _in_words(words, others)
            or _in_attachments(one, other, checksums)
            or _in_information(one, other)
            or _in_fonts(one, other)
            or _in_drawings(one, other, same)
        )


def text(pdf: bytes) -> str:
    """The words of a PDF; none where it cannot be opened."""
    try:
        return " ".join(_pages(pdf))
    except pypdfium2.PdfiumError:
        return ""


def _pages(pdf: bytes) -> list[str]:
    """The words of each page, its running heads too, without the ends of lines."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in file]
    finally:
        file.close()


def _in_words(here: list[str], right: list[str]) -> Place | None:
    if len(here) != len(right):  # then each page has another foot, which says no more than that
        here, right = ([_FOOT.sub("", page) for page in pages] for pages in (here, right))
    for number, (one, other) in enumerate(zip_longest(here, right, fillvalue=""), 1):
        if one != other:
            pages = "" if len(here) == len(right) else f" ({len(here)} pages here, {len(right)} would be right)"
            return Place(f"page {number}{pages}", *apart(one, other))
    return None


def _in_attachments(here: pikepdf.Pdf, right: pikepdf.Pdf, checksums: tuple[str, str]) -> Place | None:
    for name in sorted({*here.attachments, *right.attachments}):
        one, other = (
            file.attachments[name].get_file().read_bytes() if name in file.attachments else None
            for file in (here, right)
        )
        if one is None or other is None:
            held = f"{len(one or other or b''):,} bytes"
            return Place(f"the attached {name}", held if one else NOTHING, held if other else NOTHING)
        if as_if(one, checksums) != other:
            found = places.place(name, one, other, checksums)
            return Place(f"the attached {name}, {found.words}", found.here, found.right)
    return None


def _in_information(here: pikepdf.Pdf, right: pikepdf.Pdf) -> Place | None:
    """The compiler's version, the dates and the rest of what a reader shows as properties."""
    infos = [{str(key): str(value) for key, value in file.docinfo.items()} for file in (here, right)]
    for key in (*_INFORMATION, *sorted({*infos[0], *infos[1]} - {*_INFORMATION})):
        one, other = (info.get(key, NOTHING) for info in infos)
        if one != other:
            return Place(f"{_INFORMATION.get(key, 'its properties')} ({key.removeprefix('/')})", one, other)
    for one, other in zip_longest(*(_metadata(file) for file in (here, right)), fillvalue=(NOTHING, NOTHING)):
        if one != other:
            name = one[0] if other[0] == NOTHING else other[0]
            return Place(f"its metadata ({name})", one[1], other[1])
    return None


def _metadata(file: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Each entry of the XMP metadata that says something."""
    if "/Metadata" not in file.Root:
        return
    for element in ElementTree.fromstring(file.Root.Metadata.read_bytes()).iter():
        name = element.tag.rpartition("}")[2]
        if name not in _OWN_TO_EACH_FILE and (element.text or "").strip():
            yield name, element.text.strip()


def _in_fonts(here: pikepdf.Pdf, right: pikepdf.Pdf) -> Place | None:
    fonts, others = _fonts(here), _fonts(right)
    for name in sorted({*fonts, *others}):
        one, other = fonts.get(name, []), others.get(name, [])
        if one != other:
            return Place(f"the embedded font {name}", *_sizes(one, other))
    return None


def _in_drawings(here: pikepdf.Pdf, right: pikepdf.Pdf, numbers: list[int]) -> Place | None:
    """What is seen on these pages, counted from 0, and no search for words finds."""
    for number in numbers:
        if _drawn(here.pages[number]) != _drawn(right.pages[number]):
            return Place(f"page {number + 1}", "the same words, drawn otherwise", "as the sources draw it")
    return None


def _fonts(file: pikepdf.Pdf) -> dict[str, list[bytes]]:
    """The embedded fonts by name, without the letters that mark a subset; a name may stand for several subsets."""
    found: dict[str, list[bytes]] = {}
    for each in file.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            program = next((each[key] for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in each), None)
            name = str(each.FontName).removeprefix("/").rpartition("+")[2]
            found.setdefault(name, []).append(b"" if program is None else program.read_bytes())
    return {name: sorted(programs) for name, programs in found.items()}


def _sizes(one: list[bytes], other: list[bytes]) -> tuple[str, str]:
    sizes = [sum(map(len, programs)) for programs in (one, other)]
    if sizes[0] == sizes[1]:
        return f"{sizes[0]:,} other bytes", f"{sizes[1]:,} bytes"
    here, right = (f"{size:,} bytes" if size else NOTHING for size in sizes)
    return here, right


def _drawn(page: pikepdf.Page) -> bytes:
    """What a page is drawn by: its own instructions and those of the pictures in it."""
    contents = page.obj.get("/Contents", [])
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    forms = page.obj.get("/Resources", {}).get("/XObject", {})
    return b"".join(each.read_bytes() for each in (*streams, *(forms[name] for name in sorted(forms.keys()))))
