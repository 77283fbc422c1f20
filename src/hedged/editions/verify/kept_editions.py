"""Kept editions held against their own sums, their days, and what the current edition was built from."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from hedged.editions import kept, manifest
from hedged.editions.manifest import SEAL
from hedged.editions.verify import causes, places, sealed
from hedged.editions.verify.places import NOTHING, Place
from hedged.editions.verify.sealed import Difference, Sealed

#: What `hedged.editions.replace` has beside a folder while it replaces it.
_BESIDE = re.compile(r"\.\d{4}-\d\d-\d\d\.(new|old|lock)")


def found(project: Path, inputs: Mapping[str, str]) -> list[Difference]:
    """Every difference of the kept editions of a project, and what lies among them.

    `inputs`: those of the current edition by path, with their sums, as its manifest lists them.
    """
    report = project / "report"
    editions = kept.editions(report)
    listed = {path: each for path, each in inputs.items() if path.startswith(f"report/{kept.FOLDER}/")}
    differing = [difference for each in editions for difference in in_kept(project, each, listed)]
    return [*differing, *gone(project, editions, listed), *strays(report / kept.FOLDER)]


def faults(project: Path) -> list[str]:
    """The same in a line each, for `hedged check`."""
    inputs = (manifest.read(project / "report") or {}).get("inputs")
    return [
        f"{each.file}: {each.cause.words[:1].lower()}{each.cause.words[1:]}; {each.cause.remedy}"
        for each in found(project, inputs if isinstance(inputs, dict) else {})
    ]


def in_kept(project: Path, each: kept.Kept, listed: Mapping[str, str]) -> Iterator[Difference]:
    """Where a kept edition is not as its own sums say, or not what its folder's name says.

    `listed`: the sums of its files, by path, for which the current edition was built.
    """
    folder = sealed.folder(project, each.folder)
    path, sums = folder.path, folder.sums
    below = sorted(each.name for each in each.folder.iterdir() if each.is_dir())
    yield from (Difference(f"{path}{name}/", causes.UNLISTED) for name in below)
    names = sorted({*(name for name in folder.files if "/" not in name), *(sums or {}), *kept.OUTPUTS, SEAL})
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
            place = (
                sealed.place(name, here, original) if original is not None else places.damaged_by_sum(here, sums[name])
            )
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
            yield Difference(name, causes.LEFTOVER if _BESIDE.fullmatch(path.name) else causes.NO_DAY)
