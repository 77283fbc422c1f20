"""What `hedged cite` prints: a citation of the edition that stands in ``report/``, or of a figure in it.

Who cites a reported figure is led to pages that printed it as it was said, those that relay nobody first; those that
changed it stand apart, with the change.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hedged.document import Cited
from hedged.editions import citation, manifest
from hedged.errors import HedgedError, near
from hedged.exports import Item, bibliography, figures_json
from hedged.ledger import CHANGES

_FILES = {
    "bibtex": bibliography.bibtex,
    "ris": bibliography.ris,
    "csl-json": lambda items: bibliography.csl_json(items).decode("utf-8"),
}

#: What every page of ``sources.json`` has.
_NEEDED = {"id", "type", "title", "author", "issued"}

PREFER_PAGES = "whoever cites a reported figure does better to cite a page that printed it"
CHANGED_PAGES = "these printed it too, but changed it"


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
        lacking = "sources.json" if made_from else "manifest.json"
        raise CiteError(
            f"report/ holds no edition that could be cited: {lacking} is missing or damaged; hedged build makes it"
        )
    item = _item(_edition(project, made_from), figures, name)
    unchanged, changed = _pages(figures["figures"].get(name), sources)
    notes = [] if manifest.up_to_date(project, report) else [
        f"cited is the edition that stands in report/, of {made_from['edition']}; "
        "it is not what the sources would give now (hedged build)"
    ]  # fmt: skip
    if style in _FILES:
        return _FILES[style]([item, *unchanged]), notes + [f"{PREFER_PAGES}; these follow it"] * bool(unchanged)
    first, *others = bibliography.citations([item, *unchanged, *(page for page, _ in changed)], style)
    alike, other = others[: len(unchanged)], others[len(unchanged) :]
    lines = [first, *_listed(PREFER_PAGES, alike)]
    lines += _listed(CHANGED_PAGES, [f"{each} ({CHANGES[how]})" for each, (_, how) in zip(other, changed, strict=True)])
    return "\n".join(lines) + "\n", notes


def _listed(title: str, citations: list[str]) -> list[str]:
    return ["", f"{title.capitalize()}:", "", *citations] if citations else []


def _pages(figure: dict[str, Any] | None, sources: dict[str, Item]) -> tuple[list[Item], list[tuple[Item, str]]]:
    """The pages that printed a reported figure as it was said, and the others, each with its change.

    First those that took it from nobody; last those without an address, which nobody could look up.
    """
    reports = figure["said"]["reports"] if figure and figure["said"] else []
    known = [each for each in reports if each["page"] in sources]
    known.sort(key=lambda each: ("URL" not in sources[each["page"]], each["relayed_from"] is not None))
    unchanged = [sources[each["page"]] for each in known if each["distortion"] == "none"]
    return unchanged, [(sources[each["page"]], each["distortion"]) for each in known if each["distortion"] != "none"]


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
        items = json.loads((report / "sources.json").read_bytes())
        sound = all(item.keys() >= _NEEDED for item in items)
        return {item["id"]: item for item in items} if sound else {}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _item(edition: Cited, built: dict[str, Any], name: str | None) -> Item:
    """What is cited."""
    if name is None:
        return edition.briefing()
    figures, verdicts = built["figures"], built["verdicts"]
    if name in figures:
        return edition.figure(figures[name])
    if name in verdicts:
        return edition.verdict(verdicts[name], figures[verdicts[name]["figure"]])
    hint = near(name, [*figures, *verdicts]) or "report/figures.json lists its figures and verdicts"
    raise CiteError(f"{name}: the edition in report/ holds no such figure or verdict\n{hint}")
