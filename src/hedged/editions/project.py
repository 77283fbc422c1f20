"""The project on disk: where it is, and what ``CITATION.cff`` says of it."""

import re
from collections.abc import Mapping
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
    """The edition date, `date-released`; not the day of the build: nothing of the machine or the clock reaches the report."""
    names: tuple[Mapping[str, str], ...] = ()
    """The authors as CSL has them: a `literal` name, or `given` and `family`."""
    url: str = ""
    """The public address of the briefing; empty while there is none."""
    doi: str = ""
    license: str = ""


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
        names=tuple(_csl_name(author) for author in authors),
        url=_url(data),
        doi=_doi(data),
        license=data["license"] if isinstance(data.get("license"), str) else "",
    )


def _doi(data: dict[str, object]) -> str:
    """The DOI, by itself or among the `identifiers`. Raises ProjectError for one that leads nowhere."""
    listed = data.get("identifiers") if isinstance(data.get("identifiers"), list) else []
    among = (each.get("value") for each in listed if isinstance(each, dict) and each.get("type") == "doi")
    doi = data.get("doi", next(among, ""))
    if doi and not (isinstance(doi, str) and re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+", doi)):
        raise ProjectError(f"CITATION.cff: doi: {doi} is none; write it as 10.5281/zenodo.1234567")
    return doi


def _url(data: dict[str, object]) -> str:
    """The public address. Raises ProjectError for one to which the id of a figure cannot be added."""
    url = data.get("url", "")
    if url and not (isinstance(url, str) and re.fullmatch(r"https?://[^\s#]+", url)):
        raise ProjectError(f"CITATION.cff: url: {url} is no address that takes an id; write it as https://example.org/")
    return url


def _csl_name(author: dict[str, str]) -> dict[str, str]:
    """An author in the words of CSL: somebody without a family name is cited by the whole name."""
    keys = {
        "family-names": "family",
        "given-names": "given",
        "name-particle": "non-dropping-particle",
        "name-suffix": "suffix",
    }
    person = {csl: author[cff] for cff, csl in keys.items() if isinstance(author.get(cff), str)}
    return person if "family" in person and "name" not in author else {"literal": _name(author)}


def _name(author: dict[str, str]) -> str:
    """An author as CFF has it: an entity with `name`, or a person with `given-names` and `family-names`."""
    parts = ("name",) if "name" in author else ("given-names", "name-particle", "family-names")
    return " ".join(author[part] for part in parts if isinstance(author.get(part), str))
