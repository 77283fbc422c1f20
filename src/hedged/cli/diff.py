"""What `hedged diff` prints: what changed from one edition to another, as text or as JSON."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from hedged.cli import named
from hedged.cli.named import Edition, Progress
from hedged.editions import manifest
from hedged.errors import HedgedError
from hedged.exports import KINDS, Change, changes, schema
from hedged.numbers import words

WIDTH = 100
"""The columns of the text, unless a narrower terminal asks for fewer."""

_MARK, _ARROW, _GAP = "* ", " -> ", "  "
_WIDEST = {1: 34, 2: 24}  # a column of values, by how many stand in a line
_BELOW = {"initial_indent": "    ", "subsequent_indent": "      ", "break_on_hyphens": False, "break_long_words": False}


class NotCompared(HedgedError):
    """Two files that cannot be held against each other."""


def text(
    project: Path,
    a: str | None,
    b: str | None,
    as_json: bool = False,
    progress: Progress = lambda message: None,
    width: int = WIDTH,
) -> str:
    """What changed from edition `a` to edition `b`, each named as `named.edition` takes it.

    `b` is the current edition where None, `a` the newest kept one before it. The two are compared in the order of the
    days of which they speak, however they were named. `as_json`: for other programs; else as text, `width` columns wide.

    Raises HedgedError where a name stands for no edition, or the two are not of one briefing.
    """
    before = named.newest_kept(project) if a is None else named.edition(project, a, progress)
    after = named.current(project) if b is None else named.edition(project, b, progress)
    turned = before.known_on > after.known_on
    if turned:
        before, after = after, before
    found = _changed(before, after)
    notes = tuple(_notes(project, before, after))
    turn = (f"named the other way round; told is what {after.told} has over {before.told}",) if turned else ()
    if as_json:
        return manifest.json_bytes(_record(before, after, found, turn + notes)).decode("utf-8")
    width = min(max(width, 60), WIDTH)
    return "\n".join([*_noted(turn, width), *_lines(before, after, found, notes, width)]) + "\n"


def _changed(before: Edition, after: Edition) -> tuple[Change, ...]:
    """The changes. Raises NotCompared where the two cannot be held against each other."""
    shared = before.content["figures"].keys() & after.content["figures"].keys()
    if not shared and before.content["figures"] and after.content["figures"]:
        titles = (f"\u201c{each.content.get('title')}\u201d" for each in (before, after))
        raise NotCompared(f"the two have no figure in common: {' and '.join(titles)}; compare editions of one briefing")
    try:
        return changes.between(before.content, after.content)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NotCompared(f"{_damaged(before, after)} ({type(fault).__name__}: {fault})") from None


def _damaged(*editions: Edition) -> str:
    """Which of them does not hold what the schema asks for, and what can be done."""
    for each in editions:
        try:
            schema.FiguresFile.model_validate(each.content)
        except ValueError:
            version = each.content["schema_version"]
            if version != schema.VERSION:
                return (
                    f"{each.place}: of schema {version}, which cannot be compared here (this one is {schema.VERSION})"
                )
            return f"{each.place}: damaged{each.remedy and f'; {each.remedy}'}"
    return "the two cannot be compared"


def _notes(project: Path, before: Edition, after: Edition) -> Iterator[str]:
    report = project / "report"
    places = [each.place.absolute().parent for each in (before, after) if each.place is not None]
    if report.absolute() in places and not manifest.up_to_date(project, report):
        yield manifest.STALE


# --- text ---


def _lines(before: Edition, after: Edition, found: Sequence[Change], notes: Sequence[str], width: int) -> Iterator[str]:
    told = words.listed(changes.counted(found)) if found else "the same figures and verdicts"
    yield from textwrap.wrap(f"From {before.told} to {after.told}: {told}.", width)
    if any(each.headline and each.kind != "recounted" for each in found):
        yield f"{_MARK}in the answer in short"
    for kind, each in groupby(found, key=lambda each: each.kind):
        yield ""
        of_kind = list(each)
        yield from _counts(of_kind, width) if kind == "recounted" else _of_kind(of_kind, width)
    if notes:
        yield ""
        yield from _noted(notes, width)


def _noted(notes: Sequence[str], width: int) -> Iterator[str]:
    for note in notes:
        yield from textwrap.wrap(f"note: {note}", width, subsequent_indent="      ")


def _of_kind(found: Sequence[Change], width: int) -> Iterator[str]:
    yield f"{KINDS[found[0].kind]} ({len(found)})"
    values = [_values(each) for each in found]
    widest = _WIDEST[len(values[0])]
    columns = [min(max(map(len, column)), widest) for column in zip(*values, strict=True)]
    room = width - len(_MARK) - sum(columns) - len(_ARROW) * (len(columns) - 1) - len(_GAP)
    for each, cells in zip(found, values, strict=True):
        wrapped = [textwrap.wrap(cell, column) for cell, column in zip(cells, columns, strict=True)]
        rows = zip_longest(*wrapped, textwrap.wrap(each.label, room), fillvalue="")
        for number, (*row, label) in enumerate(rows):
            first = number == 0
            aligned = [f"{cell:<{column}}" for cell, column in zip(row, columns, strict=True)]
            values_in_line = (_ARROW if first else " " * len(_ARROW)).join(aligned)
            yield f"{_MARK if first and each.headline else ' ' * len(_MARK)}{values_in_line}{_GAP}{label}".rstrip()
        yield from textwrap.wrap(_ids(each), width, **_BELOW)


def _values(change: Change) -> tuple[str, ...]:
    """The words of both editions; those of one where the other had none, or had the same but for the status."""
    if change.kind in changes.STATUSES:
        return ((change.before or change.after).removesuffix(f" ({change.kind})"),)
    return tuple(each for each in (change.before, change.after) if each is not None)


def _ids(change: Change) -> str:
    former = f", before {change.former}" if change.former else ""
    new = ", new" if change.kind in changes.STATUSES and change.before is None else ""
    return f"{change.id}{new}{former}{f', by {change.by}' if change.by else ''}"


def _counts(found: Sequence[Change], width: int) -> Iterator[str]:
    """What was counted, on few lines: most of it follows from the rest."""
    yield f"{KINDS['recounted']} ({len(found)})"
    shown = [each for each in found if each.headline]
    for each in shown:
        told = f"{_MARK}{each.before or 'none'}{_ARROW}{each.after or 'none'}{_GAP}{each.label}"
        yield from textwrap.wrap(told, width, subsequent_indent="    ")
        yield from textwrap.wrap(_ids(each), width, **_BELOW)
    if rest := len(found) - len(shown):
        yield f"  {rest} {'more ' if shown else ''}of statements, pages and the like; --json lists them"


# --- JSON ---


def _record(before: Edition, after: Edition, found: Sequence[Change], notes: Sequence[str]) -> dict[str, Any]:
    """The answer for other programs: both editions, how many changes of each kind, and each change as `Change` has it."""
    return {
        "from": _which(before),
        "to": _which(after),
        "counts": {kind: sum(each.kind == kind for each in found) for kind in KINDS},
        "changes": [asdict(each) for each in found],
        "notes": list(notes),
    }


def _which(each: Edition) -> dict[str, Any]:
    return {
        "edition": each.made.isoformat(),
        "known_on": each.known_on.isoformat(),
        **{key: each.content.get(key) for key in ("title", "checksum", "ledger_sha256")},
    }
