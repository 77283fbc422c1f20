"""What `hedged show` prints: one figure or verdict, from the ledger or from the last build."""

import difflib
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hedged import figures_json
from hedged.display import MIME
from hedged.errors import HedgedError
from hedged.ledger import Ledger
from hedged.words import READINGS

Record = Mapping[str, Any]

_WIDTH = 100


class UnknownFigure(HedgedError):
    """An id that neither the ledger nor the last build knows."""


def text(project: Path, name: str) -> str:
    """All that is known of a figure or verdict, in lines. Raises UnknownFigure, with the ids nearest to it."""
    ledger = Ledger.read(project / "data")
    if name in ledger:
        return "\n".join(_reported(ledger[name]._repr_mimebundle_()[MIME]["figure"]))
    built = figures_json.read(project / "report")
    if name in built["figures"]:
        return "\n".join(_derived(built["figures"][name], built))
    if name in built["verdicts"]:
        return "\n".join(_judged(built["verdicts"][name], built))
    known = [*ledger, *built["figures"], *built["verdicts"]]
    raise UnknownFigure(
        f"{name}: no such id, neither in data/statements.csv nor in report/figures.json\n{_near(name, known)}"
    )


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, dict.fromkeys(known), n=4)
    # A shortened id is a near match, whatever its length: all its words, in any place.
    near += [each for each in dict.fromkeys(known) if each not in near and set(name.split("-")) <= set(each.split("-"))]
    if not near:
        return "statement_id in data/statements.csv lists what can be shown"
    return "near it: " + ", ".join(near[:6])


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
    yield from _row("status", _status(statement))
    yield from _readings(figure)
    for caveat in figure["caveats"]:
        yield from _row("caveat", caveat)
    yield from _row("roots", ", ".join(said["roots"]) if said["roots_known"] else "not known")
    yield "pages"
    for page in said["pages"]:
        yield from _page(page)


def _status(statement: Record) -> str:
    by = statement["superseded_by"] or statement["disputed_by"]
    return f"{statement['status']} by {by}" if by else statement["status"]


def _page(page: Record) -> Iterator[str]:
    words = f'"{page["printed"]}"' if page["printed"] else "no words recorded"
    change = "" if page["distortion"] in (None, "none") else f" ({page['distortion'].replace('_', ' ')})"
    relay = f", after {page['relayed_from']}" if page["relayed_from"] else ""
    day = f", {page['date']}" if page["date"] else ""
    yield f"  {page['publisher']}{day}{relay}: {words}{change}"
    if page["url"]:
        yield f"    {page['url']}"


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
    for verdict in built["verdicts"].values():
        if verdict["figure"] == figure["id"]:
            yield from _row("verdict", f"{verdict['sentence']} ({verdict['id']})")


def _judged(verdict: Record, built: Record) -> Iterator[str]:
    yield verdict["id"]
    yield from textwrap.wrap(verdict["sentence"], _WIDTH)
    yield from _row("edition", built["edition"])
    yield from _row("figure", f"{verdict['figure']}: {built['figures'][verdict['figure']]['text']}")
    yield from _row("question", f"{verdict['relation']} {verdict['threshold']['text']}")
    for key, words in READINGS.items():
        yield from _row(words, verdict["readings"][key])
    if verdict["margin"]:
        yield from _row("margin", verdict["margin"])
    for point in verdict["tipping"]:
        yield from _row("tips", f"{point['text']}, {'inside' if point['inside'] else 'outside'} the range")
    for note in (verdict["reason"], verdict["note"]):
        if note:
            yield from _row("note", note)


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
