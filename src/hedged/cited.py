"""What `hedged cite` prints: a citation of the edition that stands in ``report/``, or of a figure in it."""

import difflib
import json
from datetime import date
from pathlib import Path
from typing import Any

from hedged import bibliography, figures_json, manifest
from hedged.bibliography import Item
from hedged.cite import Cited
from hedged.errors import HedgedError
from hedged.project import citation

_FILES = {
    "bibtex": bibliography.bibtex,
    "ris": bibliography.ris,
    "csl-json": lambda items: bibliography.csl_json(items).decode("utf-8"),
}

PREFER_PAGES = "whoever cites a reported figure does better to cite a page that printed it"


class CiteError(HedgedError):
    """A citation that cannot be given: of what the edition does not hold, or in an unknown style."""


def text(project: Path, name: str | None, style: str) -> tuple[str, list[str]]:
    """The citation of a figure or verdict, of the briefing where `name` is None, and notes on it.

    A reported figure is followed by the pages that printed it. Raises CiteError for an id or a style that
    is unknown, and where ``report/`` holds no edition.
    """
    if style not in (*bibliography.STYLES, *_FILES):
        raise CiteError(f"--style {style}: no such style; there are {', '.join((*bibliography.STYLES, *_FILES))}")
    report = project / "report"
    made_from, figures, sources = manifest.read(report), figures_json.read(report), _sources(report)
    if made_from is None or not sources:
        raise CiteError("report/ holds no edition that could be cited; hedged build makes one")
    item, pages = _item(_edition(project, made_from), figures, name)
    printed_on = [sources[page] for page in pages if page in sources]
    notes = [] if manifest.current(report, manifest.input_sums(project), made_from["parameters"]) else [
        f"cited is the edition that stands in report/, of {made_from['edition']}; "
        "it is not what the sources would give now (hedged build)"
    ]  # fmt: skip
    if style in _FILES:
        return _FILES[style]([item, *printed_on]), notes + [f"{PREFER_PAGES}; these follow it"] * bool(printed_on)
    first, *others = bibliography.citations([item, *printed_on], style)
    return "\n".join([first, *(["", f"{PREFER_PAGES.capitalize()}:", "", *others] if others else [])]) + "\n", notes


def _edition(project: Path, made_from: dict[str, Any]) -> Cited:
    """The edition in ``report/``; its authors and address stand in ``CITATION.cff``."""
    authors = citation(project)
    return Cited(
        title=made_from["title"],
        edition=date.fromisoformat(made_from["edition"]),
        names=authors.names,
        checksum=made_from["inputs_sha256"],
        url=authors.url,
        doi=authors.doi,
        known_on=made_from["parameters"].get("known_on"),
    )


def _sources(report: Path) -> dict[str, Item]:
    """The pages of the edition by id, from its ``sources.json``; none where no build wrote one."""
    try:
        return {item["id"]: item for item in json.loads((report / "sources.json").read_bytes())}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _item(edition: Cited, built: dict[str, Any], name: str | None) -> tuple[Item, list[str]]:
    """What is cited, and the ids of the pages that printed it."""
    if name is None:
        return edition.briefing(), []
    figures, verdicts = built["figures"], built["verdicts"]
    if name in figures:
        # What is derived is ours; what it rests on is cited by its own ids.
        figure = figures[name]
        return edition.figure(figure), figure.get("pages", []) if figure["kind"] == "reported" else []
    if name in verdicts:
        return edition.verdict(verdicts[name], figures[verdicts[name]["figure"]]), []
    near = difflib.get_close_matches(name, [*figures, *verdicts], n=4)
    hint = f"near it: {', '.join(near)}" if near else "report/figures.json lists its figures and verdicts"
    raise CiteError(f"{name}: the edition in report/ holds no such figure or verdict\n{hint}")
