"""What `hedged show` prints: one figure or verdict, from the ledger or from the last build, and what rests on it.

What rests on it is read from ``report/figures.json``: what was not there when that was built is not known here."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from hedged.editions import manifest
from hedged.errors import HedgedError, near
from hedged.exports import figures_json
from hedged.figures import NOT_KNOWN
from hedged.ledger import Ledger
from hedged.numbers import READINGS, listed

Record = Mapping[str, Any]

_WIDTH = 100


class UnknownFigure(HedgedError):
    """An id that neither the ledger nor the last build knows."""


def text(project: Path, name: str) -> str:
    """All that is known of a figure or verdict, in lines. Raises UnknownFigure, with the ids nearest to it."""
    ledger, built = Ledger.read(project / "data"), figures_json.read(project / "report")
    if name in ledger:
        lines = _reported(ledger[name].json())
    elif name in built["figures"]:
        lines = _derived(built["figures"][name], built)
    elif name in built["verdicts"]:
        lines = _judged(built["verdicts"][name], built)
    else:
        known = near(name, [*ledger, *built["figures"], *built["verdicts"]])
        raise UnknownFigure(
            f"{name}: no such id, neither in data/statements.csv nor in report/figures.json\n"
            f"{known or 'statement_id in data/statements.csv lists what can be shown'}"
        )
    return "\n".join([*lines, *_resting(name, built), *_lacking(project, built)])


def _reported(figure: Record) -> Iterator[str]:
    said = figure["evidence"]
    statement, claimant = said["statement"], said["claimant"]
    yield from _head(figure)
    yield from _row("claimant", f"{claimant['name']} ({claimant['standing'].replace('_', ' ')})")
    yield from _row("said on", said["said_on"])
    if said["as_of"] != said["said_on"]:
        yield from _row("as of", said["as_of"])
    if statement["scope"]:
        yield from _row("scope", statement["scope"])
    yield from _row("status", _status(said))
    yield from _readings(figure)
    for caveat in figure["caveats"]:
        yield from _row("caveat", caveat)
    yield from _known_from(figure)
    named = ", ".join(root for root in said["roots"] if root != NOT_KNOWN)
    unknown = [] if said["roots_known"] else ["of some pages not known" if named else "not known"]
    yield from _row("roots", "; ".join(filter(None, (named, *unknown))))
    yield "pages"
    for page in said["pages"]:
        yield from _page(page)


def _status(said: Record) -> str:
    status, by = said["statement"]["status"], said["status_by"]
    return f"{status} by {by}" if by else status


def _page(page: Record) -> Iterator[str]:
    words = f'"{page["printed"]}"' if page["printed"] else "no words recorded"
    change = "" if page["distortion"] in (None, "none") else f" ({page['distortion'].replace('_', ' ')})"
    relay = f", after {page['relayed_from']}" if page["relayed_from"] else ""
    day = f", {page['date']}{' (undated, placed by its content)' if page['placed'] else ''}"
    yield f"  {page['publisher']}{day}{relay}: {words}{change}"
    if page["url"]:
        yield f"    {page['url']}"


def _known_from(figure: Record) -> Iterator[str]:
    if counts := figure["counts"]:  # none for a counted figure
        one = f"; known through one root: {counts['one_root']}" if counts["one_root"] else ""
        yield from _row("known from", f"{counts['text']}{one}")


def _derived(figure: Record, built: Record) -> Iterator[str]:
    yield from _head(figure)
    yield from _row("edition", built["edition"])
    if figure["formula"]:
        yield from _row("formula", figure["formula"])
    for argument, name in figure["inputs"].items():
        given = built["figures"].get(name)
        yield from _row(argument, f"{name}: {given['text']}" if given else name)
    yield from _readings(figure)
    for caveat in figure["caveats"]:
        yield from _row("caveat", caveat)
    yield from _known_from(figure)
    for verdict in built["verdicts"].values():
        if verdict["figure"] == figure["id"]:
            yield from _row("verdict", f"{verdict['sentence']} ({verdict['id']})")


def _judged(verdict: Record, built: Record) -> Iterator[str]:
    yield verdict["id"]
    yield from textwrap.wrap(verdict["sentence"], _WIDTH)
    yield from _row("edition", built["edition"])
    yield from _row("figure", f"{verdict['figure']}: {built['figures'][verdict['figure']]['text']}")
    yield from _row("question", verdict["question"])
    for key, words in READINGS.items():
        yield from _row(words, verdict["readings"][key])
    if margin := verdict.get("margin_text"):  # an edition of an older version has none, nor effects or places below
        yield from _row("margin", margin)
    for effect in verdict.get("effects", ()):
        yield from _row("alone", f"{effect['label']}: {effect['told']}")
    for point in verdict["tipping"] if "effects" not in verdict else ():
        yield from _row("tips", ", ".join(filter(None, (f"{point['label']}: {point['text']}", point.get("place")))))
    for note in (verdict["reason"], verdict["note"]):
        if note:
            yield from _row("note", note)


def _resting(name: str, built: Record) -> Iterator[str]:
    """What of the last build rests on a figure or verdict, and where that, or it itself, is printed."""
    if name not in built["figures"] and name not in built["verdicts"]:
        return
    found = impact([name], built)
    for term, figures in (("enters", found.direct), ("further", found.further)):
        for each in figures:
            yield from _row(term, f"{each}: {built['figures'][each]['text']}")
    for each in found.verdicts:
        # Those on a derived figure itself have been told as sentences.
        if built["verdicts"][each]["figure"] != name or built["figures"][name]["kind"] == "reported":
            yield from _row("verdict", f"{each}: {built['verdicts'][each]['text']}")
    if not found.places:
        yield from _row("printed", "on its card alone")
        return
    notebooks = listed(list(dict.fromkeys(mention["notebook"] for mention, _ in found.places)))
    yield from _row("printed in", f"{notebooks}, edition of {built['edition']}")
    for (cell, place, words), places in groupby(found.places, key=_together):
        if place == "table":
            after = f": {_first([mention['row'] for mention, _ in places], 2)}"
        else:
            printed = [each for _, ids in places for each in ids]
            after = "" if name in printed else f" ({_first(printed)})"
        shortened = textwrap.shorten(words, _WIDTH, placeholder=" …")
        yield from _row(f"  cell {cell}", f"{place} “{shortened}”{after}")


def _lacking(project: Path, built: Record) -> Iterator[str]:
    """Why the last build may not tell all that rests on it today; nothing where it is up to date."""
    if not built["figures"]:
        yield from _row("note", "there is no report/figures.json to tell where it is printed; hedged build makes one")
    elif not manifest.up_to_date(project, project / "report"):
        yield from _row("note", manifest.STALE)


def _together(place: tuple[Record, tuple[str, ...]]) -> tuple[int, str, str]:
    """What places have in common that are told in one line: the rows of a table."""
    mention, _ = place
    return mention["cell"], mention["place"], mention["words"]


def _first(names: Iterable[str], most: int = 1) -> str:
    """The first of some names, and how many more there are."""
    once = list(dict.fromkeys(names))
    more = f" and {len(once) - most} more" if len(once) > most else ""
    return f"{'; '.join(once[:most])}{more}"


def _head(figure: Record) -> Iterator[str]:
    yield figure["id"]
    yield f"{figure['text']}: {figure['label']}"


def _readings(figure: Record) -> Iterator[str]:
    for key, words in READINGS.items():
        yield from _row(words, figure["readings"][key]["text"])


def _row(name: str, value: str) -> list[str]:
    return textwrap.wrap(
        f"{name:<12}{value}", _WIDTH, subsequent_indent=" " * 12, break_long_words=False, break_on_hyphens=False
    )


@dataclass(frozen=True)
class Impact:
    """What rests on some figures, by ids: figures they enter directly and further on, verdicts, places.

    ``places`` are pairs of a mention's record and the ids of those printed there, by cell; among them
    are the figures themselves.
    """

    direct: tuple[str, ...]
    further: tuple[str, ...]
    verdicts: tuple[str, ...]
    places: tuple[tuple[Record, tuple[str, ...]], ...]


def impact(names: Iterable[str], built: Record) -> Impact:
    """What rests on the figures or verdicts with these ids, by the content of ``figures.json``."""
    asked = tuple(dict.fromkeys(names))
    reached, layers = list(asked), []
    while found := [
        name
        for name, figure in built["figures"].items()
        if name not in reached and any(given in reached for given in figure["inputs"].values())
    ]:
        layers.append(found)
        reached += found
    verdicts = [name for name, verdict in built["verdicts"].items() if verdict["figure"] in reached]
    direct, further = (layers[0] if layers else []), [name for layer in layers[1:] for name in layer]
    printed = dict.fromkeys((*reached, *verdicts))
    return Impact(tuple(direct), tuple(further), tuple(verdicts), tuple(_places(printed, built)))


def _places(names: Iterable[str], built: Record) -> Iterator[tuple[Record, tuple[str, ...]]]:
    at: dict[tuple[Any, ...], tuple[Record, list[str]]] = {}
    for name in names:
        record = built["figures"].get(name) or built["verdicts"].get(name)
        for mention in record["mentions"] if record else ():
            key = (mention["cell"], mention["notebook"], mention["place"], mention["words"], mention["row"])
            at.setdefault(key, (mention, []))[1].append(name)
    # The sort is stable: within a cell the places stay in the order in which they were met.
    for _, (mention, printed) in sorted(at.items(), key=lambda each: each[0][:2]):
        yield mention, tuple(printed)
