"""Kept editions held against their own sums, their days, and what the current edition was built from."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from hedged import kept
from hedged.manifest import SEAL
from hedged.verify import causes, sealed
from hedged.verify.places import BOM, NOTHING, Place
from hedged.verify.sealed import Difference, Sealed


def in_kept(project: Path, each: kept.Kept, listed: Mapping[str, str]) -> Iterator[Difference]:
    """Where a kept edition is not as its own sums say, or not what its folder's name says.

    `listed`: the sums of its files, by path, for which the current edition was built.
    """
    folder = sealed.folder(project, each.folder)
    path, sums = folder.path, folder.sums
    names = sorted({*folder.files, *(sums or {}), *kept.OUTPUTS, SEAL})
    if missing := [name for name in names if name not in folder.files]:
        gone = causes.of_kept(path, causes.DELETED_KEPT)
        yield from (Difference(f"{path}{name}", gone) for name in missing)
    for name in names if sums is not None else ():
        here = folder.files.get(name)
        if here is None or name == SEAL or folder.sum(name) == sums.get(name):
            continue
        if name not in sums:
            yield Difference(f"{path}{name}", causes.UNLISTED)
        else:
            original = _committed(project, f"{path}{name}", sums[name])
            place = sealed.place(name, here, original) if original is not None else _plain_damage(here, sums[name])
            yield Difference(f"{path}{name}", causes.of_edited_kept(path, place), place)
    if not missing and not folder.broken():
        yield from _misplaced(folder, each, listed)


def _misplaced(folder: Sealed, each: kept.Kept, listed: Mapping[str, str]) -> Iterator[Difference]:
    """Files that are as their sums say, and yet not the edition that was kept for the day of their folder."""
    made_from, figures = folder.json("manifest.json"), folder.json("figures.json")
    day = folder.table("manifest.json", "parameters").get("known_on", made_from.get("edition"))
    if day != each.day.isoformat():
        place = Place("the day it speaks of", str(day or NOTHING), each.day.isoformat())
        yield Difference(folder.path, causes.OF_ANOTHER_DAY, place)
    elif made_from.get("kept") is not True:
        place = Place("kept", NOTHING, "true")
        yield Difference(f"{folder.path}manifest.json", causes.of_kept(folder.path, causes.BUILT_BY_HAND), place)
    elif figures.get("checksum") != made_from.get("inputs_sha256"):
        place = Place("checksum", str(figures.get("checksum")), str(made_from.get("inputs_sha256")))
        yield Difference(f"{folder.path}figures.json", causes.of_kept(folder.path, causes.MIXED), place)
    else:
        for name in sorted(folder.files):
            then, now = listed.get(f"{folder.path}{name}"), folder.sum(name)
            if then and then != now:
                place = Place("its sum", str(now), then)
                yield Difference(f"{folder.path}{name}", causes.of_kept(folder.path, causes.REWRITTEN), place)


def gone(project: Path, editions: Iterable[kept.Kept], listed: Mapping[str, str]) -> Iterator[Difference]:
    """Kept editions for which the current one was built, and which are there no more."""
    there = {each.folder for each in editions}
    for folder in sorted({(project / path).parent for path in listed} - there):
        path = f"{folder.relative_to(project).as_posix()}/"
        yield Difference(path, causes.of_kept(path, causes.DELETED_KEPT))


def _plain_damage(here: bytes, listed: str) -> Place | None:
    """Damage that shows without the original: with it undone the file has its sum again."""
    for undone, place in (
        (here.replace(b"\r\n", b"\n"), Place("the ends of its lines", "CR LF", "LF")),
        (here.removeprefix(BOM), Place("its first bytes", "a byte order mark", NOTHING)),
    ):
        if sha256(undone).hexdigest() == listed:
            return place
    return None


def _committed(project: Path, path: str, listed: str) -> bytes | None:
    """The file as Git holds it, if that is the one the sums were written for."""
    command = ["git", "-C", str(project), "cat-file", "blob", f"HEAD:./{path}"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None  # no Git here
    return done.stdout if sha256(done.stdout).hexdigest() == listed else None


def strays(folder: Path) -> Iterator[Difference]:
    """What lies among the kept editions and is none."""
    days = {each.folder.name for each in kept.editions(folder.parent)}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in days:
            name = f"{path.relative_to(folder.parents[1]).as_posix()}{'/' if path.is_dir() else ''}"
            yield Difference(name, causes.NO_DAY)
