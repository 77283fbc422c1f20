"""What `hedged verify` finds: whether the files that are here are what the sources build, and where and why they are not.

Two witnesses are heard. ``SHA256SUMS`` says what a folder held when it was written; a build into a folder of
its own says what the sources give now. Which of the two a file contradicts tells why it differs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hedged.editions import build, kept, manifest
from hedged.editions.build import Progress
from hedged.editions.manifest import SEAL
from hedged.editions.verify import causes, kept_editions, sealed
from hedged.editions.verify.causes import Cause
from hedged.editions.verify.recognised import recognised
from hedged.editions.verify.sealed import Difference, Sealed
from hedged.errors import HedgedError


class VerifyError(HedgedError):
    """There is nothing that could be verified."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `fault`: why the sources build nothing; then the files were held against their sums only."""

    differences: tuple[Difference, ...]
    sound: tuple[str, ...]
    notes: tuple[str, ...]
    fault: HedgedError | None = None

    def __str__(self) -> str:
        """The findings for people: the differences by their causes, each with its remedy, then what is sound."""
        number = len(self.differences)
        told = [] if not number else ["1 difference found." if number == 1 else f"{number} differences found."]
        for cause, group in _grouped(self.differences).items():
            told += [f"{cause.words}:", "\n".join(map(str, group)), f"To do: {cause.remedy}"]
        if self.fault is not None:
            told.append("The sources build nothing now, so report/ was held against its sums alone.")
        return "\n\n".join((*told, *self.sound))


def verified(project: Path, files: Sequence[Path] = (), progress: Progress = lambda message: None) -> Verified:
    """Hold every file of ``report/`` against its sum and against a build of the sources, and kept editions against theirs.

    `files` come from elsewhere and are held against both. The build goes to a temporary folder; nothing is written
    into the project. Raises VerifyError where ``report/`` holds no edition, NoSuchFile for a file that cannot be
    read; a build that fails is told in the result.
    """
    report = project / "report"
    standing = sealed.folder(project, report)
    if not {SEAL, *manifest.OUTPUTS} & standing.files.keys():
        raise VerifyError("report/ holds no edition that could be verified; hedged build makes it")
    progress("comparing report/ and the kept editions with their sums")
    named = [recognised(project, path) for path in files]
    damaged = kept_editions.found(project, standing.table("manifest.json", "inputs"))
    built, fault = _built(project, standing, progress)
    progress("comparing report/ with what the sources build")
    now = built or standing
    # Looked for once and only if it is asked for: it may take a look at every file of every package.
    why = cache(lambda: causes.of_other_bytes(project, standing.made_from, now.made_from))
    differences = list(_in_report(standing, built and built.files, why, (standing.checksum, now.checksum)))
    notes = () if differences else tuple(manifest.unlike_lock(project))
    whole = [each for each in kept.editions(report) if not _within(each, damaged)]
    sound = _sound(standing, built and built.files, differences, whole)
    strange = (each.difference for each in named if each.difference is not None)
    known = (each.words for each in named if each.difference is None)
    # A kept edition that is not what it was makes the current one differ too, so the cause goes first.
    told = (*strange, *damaged, *differences)
    # That a build refuses what stands among the kept editions is told by then.
    return Verified(told, (*sound, *known), notes, None if damaged and isinstance(fault, build.KeptError) else fault)


# --- the current edition ---------------------------------------------------------


def _built(project: Path, standing: Sealed, progress: Progress) -> tuple[Sealed | None, HedgedError | None]:
    """What the sources build now, with the parameters of the edition that stands; or why they build nothing."""
    with TemporaryDirectory(prefix="hedged-verify-") as folder:
        target = Path(folder) / "report"
        try:
            build.build(project, target, _known_on(standing), force=True, progress=progress)
        except HedgedError as fault:
            return None, fault
        return sealed.folder(target.parent, target), None


def _known_on(standing: Sealed) -> date | None:
    """The day as known on which the standing edition speaks, by a file that is as its sum says; None for its own date."""
    broken = standing.broken()
    for name in ("manifest.json", "figures.json"):
        with suppress(KeyError, ValueError):
            if name not in broken:
                return date.fromisoformat(str(standing.table(name, "parameters")["known_on"]))
    return None


def _in_report(
    standing: Sealed, built: Mapping[str, bytes] | None, why: Callable[[], Cause], checksums: tuple[str, str]
) -> Iterator[Difference]:
    sums = standing.sums or {}
    for name in sorted({*standing.files, *sums, *(built or {}), SEAL}):
        here, right = standing.files.get(name), (built or {}).get(name)
        if here == right and built is not None:
            continue  # sound; or only a line of SHA256SUMS, which is told there
        path, place = f"{standing.path}{name}", None
        if here is not None and right is not None:
            place = sealed.place(name, here, right, checksums)
        if here is None:
            gone = causes.DELETED if name == SEAL or name in sums or standing.sums is None else why()
            yield Difference(path, gone)
        elif name == SEAL:
            if built is not None:
                own = _forged(standing, built) or causes.is_damage(place)
                yield Difference(path, causes.of_edited(place) if own else why(), place)
        elif name not in sums:
            known = name in manifest.OUTPUTS
            if built is not None or not known:
                yield Difference(path, why() if known else causes.UNLISTED, place)
        elif standing.sum(name) != sums[name]:
            yield Difference(path, causes.of_edited(place), place)
        elif built is not None:
            yield Difference(path, why(), place)


def _forged(standing: Sealed, built: Mapping[str, bytes]) -> bool:
    """Whether ``SHA256SUMS`` contradicts files that are what the sources build: then the fault is its own."""
    sums = standing.sums or {}
    same = [name for name, content in standing.files.items() if name != SEAL and built.get(name) == content]
    return any(sums.get(name) != standing.sum(name) for name in same) or len(same) == len(built) - 1


def _sound(
    standing: Sealed, built: Mapping[str, bytes] | None, differences: list[Difference], editions: list[kept.Kept]
) -> tuple[str, ...]:
    right = [name for name, content in (built or {}).items() if standing.files.get(name) == content]
    listed = standing.sums or {}
    as_listed = [name for name in listed if name not in standing.broken()]
    days = ", ".join(each.day.isoformat() for each in editions)
    told = []
    if built is not None and not differences:
        told.append(f"report/: all {len(right)} files are, byte for byte, what the sources build, and as {SEAL} says.")
    elif built is not None and right:
        told.append(f"Sound in report/: {', '.join(sorted(right))}: byte for byte what the sources build.")
    elif built is None and as_listed:
        told.append(f"As {SEAL} says, in report/: {', '.join(sorted(as_listed))}.")
    if editions:
        told.append(f"Kept editions as their sums say: {days}.")
    return tuple(told)


def _within(each: kept.Kept, differences: list[Difference]) -> bool:
    return any(f"/{each.folder.name}/" in difference.file for difference in differences)


# --- words -----------------------------------------------------------------------


def _grouped(differences: tuple[Difference, ...]) -> dict[Cause, list[Difference]]:
    groups: dict[Cause, list[Difference]] = {}
    for each in differences:
        groups.setdefault(each.cause, []).append(each)
    return groups
