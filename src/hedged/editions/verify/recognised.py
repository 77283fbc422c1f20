"""A file from elsewhere, held against the editions of a project: which of their files it is, or where it is not."""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hedged.editions import kept
from hedged.editions.manifest import SEAL
from hedged.editions.verify import causes, places, sealed
from hedged.editions.verify.sealed import Difference, Sealed
from hedged.errors import HedgedError

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
    return _once_published(editions, path, content) or Recognised("", _difference(editions, path, content))


def _once_published(editions: list[Sealed], path: Path, content: bytes) -> Recognised | None:
    """A file of an edition that stood in ``report/`` before it was kept; also one that was damaged on its way."""
    found = sha256(content).hexdigest()
    published = [(edition, name, listed) for edition in editions for name, listed in _published(edition).items()]
    for edition, name, listed in published:
        if found == listed:
            words = f"{_as_published(edition, name)}, byte for byte; kept of it are page and figures"
            return Recognised(f"{path} is {words}.")
    for edition, name, listed in published:
        if place := places.damaged_by_sum(content, listed):
            cause = causes.of_recognised(_as_published(edition, name), place, causes.FETCHED_AGAIN)
            return Recognised("", Difference(str(path), cause, place))
    return None


def _difference(editions: list[Sealed], path: Path, content: bytes) -> Difference:
    """Where a file differs from the one it is nearest to, of the edition that it names; else why none is near."""
    names = set(_CHECKSUM.findall(_text(path, content)))
    of = [edition for edition in editions if not names or edition.checksum[:12] in names]
    found = next((nearest for edition in of if (nearest := _nearest(edition, path, content))), None)
    if found is None and names and of:
        edition = of[0]
        cause = causes.of_not_kept(
            _named(edition), sorted(edition.files), _known_on(edition), bool(_published(edition))
        )
        return Difference(str(path), cause)
    if found is None:
        here = dict.fromkeys(f"{edition.checksum[:12]}  {_named(edition)}" for edition in editions)
        return Difference(str(path), causes.of_no_edition(sorted(names), list(here)))
    edition, name = found
    place = sealed.place(name, content, edition.files[name])
    cause = causes.of_recognised(f"{edition.path}{name}", place)
    if _published(edition).get(name) not in (None, edition.sum(name)):
        cause = causes.of_published(f"{edition.path}{name}", _as_published(edition, name))
    return Difference(str(path), cause, place)


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
    from hedged.editions.verify import pdf_places

    return pdf_places.text(content)


def _published(edition: Sealed) -> dict[str, str]:
    """The sums of all files that a kept edition had in ``report/``, by name; none where it was reconstructed."""
    listed = edition.table("manifest.json", "published")
    seal = "".join(f"{each}  {name}\n" for name, each in sorted(listed.items()))
    return {**listed, SEAL: sha256(seal.encode()).hexdigest()} if listed else {}


def _as_published(edition: Sealed, name: str) -> str:
    return f"{name} of {_named(edition)} as it was published"


def _known_on(edition: Sealed) -> str:
    """The day as known on which an edition speaks; empty for its own date."""
    return str(edition.table("manifest.json", "parameters").get("known_on", ""))


def _named(edition: Sealed) -> str:
    """The edition in words."""
    day = _known_on(edition)
    made = f"the edition of {edition.made_from.get('edition', 'a day that its manifest.json does not say')}"
    return f"{made} as known on {day}" if day else made
