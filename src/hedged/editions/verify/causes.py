"""Why a file of an edition is likely to differ from the right one, and what to do about it."""

import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from hedged.editions import kept, manifest
from hedged.editions.verify.places import Place

#: So many sources are named; more are counted.
_MOST = 12


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause, as the head of what it caused, and its remedy."""

    words: str
    remedy: str


_BUILD = "hedged build writes report/ anew; git restore report brings back what was committed"

_FILL = "fill .venv from the lock: remove .venv, then make report"

DELETED = Cause("Deleted after the build, or left behind when report/ was copied", _BUILD)
UNLISTED = Cause("No build wrote this, and SHA256SUMS does not list it", "keep it outside of report/")
NO_DAY = Cause(
    "No kept edition: its folder would be named for its day, as 2025-07-04",
    "keep it outside of report/editions/, or give the folder its day again",
)
LEFTOVER = Cause("Left by a keep that was killed", "remove it")


#: What befalls files on their way, by the place where it shows.
_DAMAGE = {
    "the ends of its lines": (
        "Line ends turned into CR LF after the build, as Git on Windows (core.autocrlf), editors and transfers as text do"
    ),
    "its first bytes": "A byte order mark put before the text after the build, as some editors do",
    "the end of its last line": "Line ends put or taken away at its end after the build, as some editors do",
    "its end": "Cut short after the build, as by a copy or a download that broke off",
}


def is_damage(place: Place | None) -> bool:
    """Whether a difference is of a kind that befalls files on their way, and no build makes."""
    return place is not None and place.words in _DAMAGE


def of_edited(place: Place | None) -> Cause:
    """A file that is not as its sum says, by the way in which it differs."""
    return Cause(_edited(place), _BUILD)


def _edited(place: Place | None) -> str:
    return _DAMAGE[place.words] if place and is_damage(place) else "Changed after the build: not as SHA256SUMS says"


def of_recognised(name: str, place: Place | None, remedy: str = "") -> Cause:
    """A file from elsewhere that is nearly, but not quite, a file of an edition here or as it was published."""
    words = _edited(place).split(" after the build")[0]
    return Cause(
        f"Not quite {name}: {words[0].lower()}{words[1:]} since it was built", remedy or f"take {name} instead"
    )


#: What to do about damage to a file that was published and is not kept.
FETCHED_AGAIN = "undo that, or fetch it again from where it was published"


def of_published(name: str, published: str) -> Cause:
    """A file from elsewhere that is not as it was published, nor what was kept of that, beside which it is shown."""
    return Cause(f"Not {published}; beside {name}, which was kept of it", f"take {name} instead")


def of_not_kept(edition: str, names: list[str], known_on: str, published: bool) -> Cause:
    """A file from elsewhere that names an edition here which has no file of its kind.

    `published`: whether the sums of all its files are known, of which this one has none.
    """
    unlike = ", but not as it was published" if published else ""
    as_of = f" --as-of {known_on}" if known_on else ""
    return Cause(
        f"Of {edition} by the checksum in it{unlike}; "
        f"of that edition only {', '.join(names)} are here, so it cannot be compared",
        f"build that edition from its own sources, and compare: hedged build{as_of} --out FOLDER",
    )


def of_no_edition(checksums: list[str], here: list[str]) -> Cause:
    """A file from elsewhere that is of none of the editions which are `here`, a line for each."""
    named = f"with the checksum {', '.join(checksums)}" if checksums else "and no checksum that would say of which"
    return Cause(
        f"Of no edition that is here, {named}",
        "verify it with the sources of its own edition, or ask whoever gave it to you which edition it is; here are\n"
        + "\n".join(f"  {each}" for each in here),
    )


def of_kept(folder: str, words: str) -> Cause:
    """What befell a kept edition, by its path from the project: its files are brought back and never built again."""
    return Cause(
        words, f"a kept edition is written once and never again; bring it back: git restore {folder.rstrip('/')}"
    )


def of_edited_kept(folder: str, place: Place | None) -> Cause:
    """A file of a kept edition that is not as its sum says."""
    return of_kept(folder, _edited(place).replace("the build", "the edition was kept"))


#: What befell a kept edition: words for `of_kept`.
DELETED_KEPT = "Deleted after the edition was kept"
REWRITTEN = "Written again after the current edition was built, its sums with it"
BUILT_BY_HAND = "Written by hand: as its sums say, but an ordinary build and no kept edition"
MIXED = "Put together from two editions: figures.json is not of the edition in manifest.json"
OF_ANOTHER_DAY = Cause(
    "The edition of another day than its folder is named for", "give the folder the name of its own day again"
)


def of_other_bytes(project: Path, then: Mapping, now: Mapping) -> Cause:
    """Why the sources give other bytes now than those that stand there as their sums say.

    `then` and `now`: the manifests of the edition that stands and of the one just built.
    """
    found = list(_known(project, then, now))
    if found:
        words, remedies = zip(*found, strict=True)
        return Cause("\nBesides: ".join(words), "; then ".join(dict.fromkeys(remedies)))
    if altered := _altered_packages():
        return Cause(f"Files of installed packages are not as they were installed: {_listed(altered)}", _FILL)
    return Cause(
        "The same sources give other bytes here, with the same versions on the same kind of machine: either the files "
        "were changed after the build and SHA256SUMS with them, or the build is at fault",
        "hedged build --force, then hedged verify again; what still differs then is a defect of the build",
    )


def _known(project: Path, then: Mapping, now: Mapping) -> Iterator[tuple[str, str]]:
    """Each thing that is known to change bytes, with its remedy."""
    inputs = manifest.unequal(then.get("inputs"), now.get("inputs"))
    sources = [name for name in inputs if name != "hedged" and not name.startswith("fonts/")]
    unlike_lock = manifest.unlike_lock(project)
    if sources:
        of_kept_one = any(name.startswith(f"report/{kept.FOLDER}/") for name in sources)
        first = "look at the kept editions first, for one that was changed must be brought back; then "
        yield (
            f"The sources are not those it was built from: {_listed([_state(name, inputs) for name in sources])}",
            f"{first if of_kept_one else ''}hedged build builds report/ from the sources as they are now",
        )
    elif not then.get("inputs") and then.get("inputs_sha256") != now.get("inputs_sha256"):
        yield (
            "The sources are not those it was built from; which of them, manifest.json would say if it were whole",
            "hedged build builds report/ from the sources as they are now",
        )
    if versions := manifest.unequal(then.get("packages"), now.get("packages")):
        yield (
            f"It was built with other versions than are installed here: {_listed([_moved(name, versions) for name in versions])}",
            _FILL if unlike_lock else "hedged build builds report/ with the versions of requirements.lock",
        )
    elif unlike_lock:
        yield f"Other versions are installed than requirements.lock says: {'; '.join(unlike_lock)}", _FILL
    if fonts := [name.removeprefix("fonts/") for name in inputs if name.startswith("fonts/")]:
        yield f"Other font files are installed than it was built with: {_listed(fonts)}", _FILL
    if "hedged" in inputs:
        yield (
            "The hedged that runs here is not the code in src/hedged/",
            "use the project's own, in its folder: .venv/bin/hedged verify",
        )
    if (platform.machine(), sys.platform) != ("x86_64", "linux"):
        yield (
            f"Another kind of machine: {platform.system()} on {platform.machine()}; "
            "the same bytes are promised for Linux on x86-64",
            "verify on Linux on x86-64",
        )


def _state(name: str, inputs: Mapping[str, tuple[str | None, str | None]]) -> str:
    old, new = inputs[name]
    return f"{name} (new)" if old is None else f"{name} (gone)" if new is None else name


def _moved(name: str, versions: Mapping[str, tuple[str | None, str | None]]) -> str:
    old, new = (each or "missing" for each in versions[name])
    return f"{name} {old} then, {new} here"


def _altered_packages() -> list[str]:
    """Files of the packages that shape the outputs which are not those their installation recorded."""
    found = []
    for name in manifest.SHAPING:
        try:
            files = metadata.distribution(name).files or []
        except metadata.PackageNotFoundError:
            continue  # told among the versions
        for file in files:
            if file.hash is not None and file.hash.mode == "sha256" and not _as_recorded(file):
                found.append(f"{name}: {file.name}")
    return found


def _as_recorded(file: metadata.PackagePath) -> bool:
    from base64 import urlsafe_b64encode

    try:
        digest = sha256(file.locate().read_bytes()).digest()
    except OSError:
        return False
    return urlsafe_b64encode(digest).decode().rstrip("=") == file.hash.value


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")
