"""The project on disk: where it is, and what ``CITATION.cff`` says of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hedged.errors import HedgedError

BRIEFING = Path("notebooks/2-briefing.ipynb")
"""The notebook that is the briefing, from the project's folder."""


class ProjectError(HedgedError):
    """The project cannot be found, or its ``CITATION.cff`` cannot be used."""


@dataclass(frozen=True)
class Citation:
    """What ``CITATION.cff`` says: the one place for the edition's date, title and authors."""

    title: str
    authors: tuple[str, ...]
    version: str
    released: date
    """The edition date, `date-released`."""


def find(start: Path) -> Path:
    """The project's folder: `start` or the nearest folder above it with ``CITATION.cff`` and ``data/``.

    Raises ProjectError where there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / "CITATION.cff").is_file() and (folder / "data").is_dir():
            return folder
    raise ProjectError(
        f"no project here: neither {start} nor a folder above it holds CITATION.cff and data/\n"
        "change to the project's folder, or name it: hedged --project FOLDER ..."
    )


def citation(project: Path) -> Citation:
    """``CITATION.cff`` of the project, read (Citation File Format 1.2.0).

    Raises ProjectError, naming the key, where one is missing or has no use.
    """
    import yaml  # only the commands that need the edition pay for it

    path = project / "CITATION.cff"
    try:
        # BaseLoader leaves every value as it is written: a version 1.10 is not the number 1.1.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except OSError as fault:
        raise ProjectError(f"CITATION.cff: {fault.strerror.lower()}") from fault
    except (UnicodeDecodeError, yaml.YAMLError) as fault:
        raise ProjectError(f"CITATION.cff: not YAML in UTF-8: {' '.join(str(fault).split())}") from fault
    if not isinstance(data, dict):
        raise ProjectError("CITATION.cff: not a mapping of keys to values")
    for key in ("title", "version", "date-released", "authors"):
        if not data.get(key):
            raise ProjectError(f"CITATION.cff: {key} is missing")
    for key in ("title", "version"):
        if not isinstance(data[key], str):
            raise ProjectError(f"CITATION.cff: {key}: not a text")
    authors = data["authors"] if isinstance(data["authors"], list) else [None]
    names = tuple(_name(author) if isinstance(author, dict) else "" for author in authors)
    if not all(names):
        raise ProjectError("CITATION.cff: authors: each needs a name, or given-names and family-names")
    try:
        released = date.fromisoformat(data["date-released"])
    except (TypeError, ValueError):
        raise ProjectError(
            f"CITATION.cff: date-released: {data['date-released']} is no day; write it as 2026-11-22"
        ) from None
    return Citation(
        title=data["title"],
        authors=names,
        version=data["version"],
        released=released,
    )


def _name(author: dict[str, str]) -> str:
    """An author as CFF has it: an entity with `name`, or a person with `given-names` and `family-names`."""
    parts = ("name",) if "name" in author else ("given-names", "name-particle", "family-names")
    return " ".join(author[part] for part in parts if isinstance(author.get(part), str))
