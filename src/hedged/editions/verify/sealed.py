"""The folder of an edition as it stands, beside the sums it was sealed with; and what of it differs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hedged.editions import kept, manifest
from hedged.editions.manifest import SEAL
from hedged.editions.verify import places
from hedged.editions.verify.causes import Cause
from hedged.editions.verify.places import Place


@dataclass(frozen=True, slots=True)
class Difference:
    """One file or folder that is not as it should be, by its path from the project, and why, as far as it shows.

    `place` is None where there is nothing to hold the file against.
    """

    file: str
    cause: Cause
    place: Place | None = None

    def __str__(self) -> str:
        if self.place is None:
            return f"  {self.file}"
        return f"  {self.file}: {self.place.words}\n      here   {self.place.here}\n      right  {self.place.right}"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The files of an edition's folder by name, and the sums that were written with them; None without ``SHA256SUMS``.

    `path` is that of the folder from the project, with a slash at its end.
    """

    path: str
    files: Mapping[str, bytes]
    sums: Mapping[str, str] | None

    def sum(self, name: str) -> str | None:
        """The sum a file has; None for one that is not there."""
        return sha256(self.files[name]).hexdigest() if name in self.files else None

    def broken(self) -> list[str]:
        """The names of files that are gone, or not as their sum says."""
        return [name for name, listed in sorted((self.sums or {}).items()) if self.sum(name) != listed]

    def json(self, name: str) -> dict:
        """What a JSON file of the folder holds; nothing where it is lost."""
        return _parsed(self.files.get(name, b""))

    @property
    def made_from(self) -> dict:
        """Its manifest; where that is lost, the checksum alone, which ``figures.json`` has too."""
        return self.json("manifest.json") or {"inputs_sha256": self.json("figures.json").get("checksum", "")}

    @property
    def checksum(self) -> str:
        """The checksum that names the edition; empty where nothing says it."""
        return str(self.made_from.get("inputs_sha256", ""))

    def table(self, name: str, key: str) -> dict:
        """What a JSON file of the folder holds under a key, where that is a table; else nothing."""
        found = self.json(name).get(key)
        return found if isinstance(found, dict) else {}


def folder(project: Path, path: Path) -> Sealed:
    """A folder of an edition in the project, read."""
    held = _files(path)
    sums = manifest.listed(held[SEAL]) if SEAL in held else None
    return Sealed(f"{path.relative_to(project).as_posix()}/", held, sums)


def _files(path: Path) -> dict[str, bytes]:
    """The files of a folder by name, those below folders in it by their path; kept editions are folders of their own."""
    if not path.is_dir():
        return {}
    found = ((each.relative_to(path), each) for each in sorted(path.rglob("*")) if each.is_file())
    return {name.as_posix(): each.read_bytes() for name, each in found if name.parts[0] != kept.FOLDER}


def _parsed(content: bytes) -> dict:
    """A JSON object of a file; empty where it is none."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def place(name: str, here: bytes, right: bytes, checksums: tuple[str, str] = ("", "")) -> Place:
    """Where a file of any kind differs first from the right one of its name; `checksums`: of their editions."""
    if name.endswith(".pdf"):
        from hedged.editions.verify import pdf_places  # loads two libraries, for which most runs have no use

        return pdf_places.place(here, right, checksums)
    return places.place(name, here, right, checksums)
