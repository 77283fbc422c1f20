"""A file from elsewhere, held against the editions of a project: which of their files it is, or where it is not."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from hedged import kept
from hedged.errors import HedgedError
from hedged.verify import causes, sealed
from hedged.verify.sealed import Difference, Sealed

#: How an edition's checksum is written where it is printed, or in JSON; its first digits name it.
_CHECKSUM = re.compile(r'(?:checksum|sha256:|"inputs_sha256")[":\s]*([0-9a-f]{12})')


class NoSuchFile(HedgedError):
    """A file that was to be verified and cannot be read."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file from elsewhere and what it turned out to be; `difference` is None where it is a file of an edition here."""

    words: str
    difference: Difference | None = None


def recognised(project: Path, path: Path) -> Recognised:
    """Which file of which edition of the project this is, byte for byte; else where it differs from the one it is nearest to.

    The edition is known by the checksum that the file names, so that an old file is not held against a new edition.
    Raises NoSuchFile.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise NoSuchFile(f"{path}: {(fault.strerror or str(fault)).lower()}") from fault
    report = project / "report"
    editions = [sealed.folder(project, folder) for folder in (report, *(each.folder for each in kept.editions(report)))]
    for edition in editions:
        for name, right in edition.files.items():
            if content == right:
                return Recognised(f"{path} is {edition.path}{name}, byte for byte: {_named(edition)}.")
    names = set(_CHECKSUM.findall(_text(path, content)))
    of = [edition for edition in editions if not names or edition.checksum[:12] in names]
    found = next((nearest for edition in of if (nearest := _nearest(edition, path, content))), None)
    if found is None:
        here = ", ".join(f"{edition.checksum[:12]} ({_named(edition)})" for edition in editions)
        named = f"with the checksum {', '.join(sorted(names))}" if names else "and no checksum that would say of which"
        words = f"Of no edition that is here, {named}; here are {here}"
        return Recognised("", Difference(str(path), causes.Cause(words, causes.NOT_HERE)))
    edition, name = found
    place = sealed.place(name, content, edition.files[name])
    return Recognised("", Difference(str(path), causes.of_recognised(f"{edition.path}{name}", place), place))


def _nearest(edition: Sealed, path: Path, content: bytes) -> tuple[Sealed, str] | None:
    """The file of an edition that this one was, by its name, else by its kind and how it begins."""
    if path.name in edition.files:
        return edition, path.name
    alike = [name for name in sorted(edition.files) if Path(name).suffix == path.suffix]
    begins = {name: len(os.path.commonprefix([content[:4096], edition.files[name][:4096]])) for name in alike}
    return (edition, max(alike, key=begins.__getitem__)) if alike else None


def _text(path: Path, content: bytes) -> str:
    if path.suffix != ".pdf":
        return content.decode("utf-8", "replace")
    from hedged.verify import pdf_places

    return pdf_places.text(content)


def _named(edition: Sealed) -> str:
    """The edition in words."""
    day = edition.table("manifest.json", "parameters").get("known_on")
    made = f"the edition of {edition.made_from.get('edition', 'a day that its manifest.json does not say')}"
    return f"{made} as known on {day}" if day else made
