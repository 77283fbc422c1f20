"""What changed between two editions, by the contents of their ``figures.json``.

A value has moved where what is said now is not wholly among the values that the former edition allowed, read
as rounded: more than rounding can explain. Decided on exact fractions.

What is counted is told apart from what moved: a count has no range, and most counts change with every statement.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hedged.exports.succession import Succession, statement_of
from hedged.numbers import Quantity, Readings, words

Record = Mapping[str, Any]

KINDS = {
    "flipped": "Verdicts that flipped",
    "moved": "Values outside their former range",
    "new": "New figures",
    "judged": "New verdicts",
    "gone": "Figures that are gone",
    "unjudged": "Verdicts that are gone",
    "withdrawn": "Withdrawn by their claimant",
    "superseded": "Superseded by a later figure of their claimant",
    "disputed": "Disputed",
    "denied": "Denied",
    "current": "Standing again",
    "recoded": "Coded otherwise",
    "scope": "Verdicts that hold, depend or fail on other readings than before",
    "within": "Changed within their former range",
    "reworded": "Worded otherwise",
    "recounted": "Counts",
}
"""Every kind of change with its title in words, in the order in which changes are told."""

STATUSES = ("withdrawn", "superseded", "disputed", "denied", "current")
"""The kinds that are a reported figure's new standing with its claimant; its value is the same."""

# A figure that comes with one of these is told by it, not among the new ones: it never stood.
_NEVER_STOOD = ("withdrawn", "disputed", "denied")

# The cells of a statement that other kinds tell where they tell anything of it; and those about the work on the data.
_OF_STATUS, _OF_VALUE = ("status", "superseded_by", "disputed_by"), ("low", "best", "high", "hedge")
_NOT_CODED = ("statement_id", "note", "verified")

_TOLD = {
    "flipped": ("verdict flipped", "verdicts flipped"),
    "moved": ("value outside its former range", "values outside their former range"),
    "new": ("new figure", "new figures"),
    "judged": ("new verdict", "new verdicts"),
    "gone": ("figure gone", "figures gone"),
    "unjudged": ("verdict gone", "verdicts gone"),
    "current": ("standing again", "standing again"),
    "recoded": ("cell coded otherwise", "cells coded otherwise"),
    "scope": ("verdict on other readings", "verdicts on other readings"),
    "within": ("changed within its former range", "changed within their former range"),
    "reworded": ("worded otherwise", "worded otherwise"),
    "recounted": ("count that differs", "counts that differ"),
}

_OF = ("reported", "derived", "counted")


@dataclass(frozen=True)
class Change:
    """One thing that changed between two editions.

    ``kind`` is a key of KINDS, ``noun`` "figure" or "verdict", ``label`` what it is in words. ``before`` and
    ``after`` are the words each edition prints, of a cell coded otherwise what it says; None: it was, or is, not
    there. Where only the name of a figure changed, its value is the label, and both names are the words. ``headline``:
    a sentence of the answer in short prints it, in either edition. ``of``: whether the figure, or the one judged, is
    reported, derived or counted. ``former``: the id it had before, where it took the place of a superseded one.
    ``by``: the statement that superseded or disputed it.
    """

    kind: str
    id: str
    noun: str
    label: str
    before: str | None
    after: str | None
    headline: bool
    of: str
    former: str | None = None
    by: str | None = None


def between(before: Record, after: Record) -> tuple[Change, ...]:
    """Every change from one edition to another, in the order of KINDS.

    Within a kind: what the answer in short prints first, then reported, derived and counted figures, each in
    the order in which the briefing prints them. `before` and `after` are contents of ``figures.json``.

    Raises ValueError, KeyError or TypeError where one of them is no such content.
    """
    places = Succession(before, after)
    found = [*_figures(before, after, places), *_verdicts(before, after, places)]
    kinds = list(KINDS)

    def order(change: Change) -> tuple[Any, ...]:
        part = "figures" if change.noun == "figure" else "verdicts"
        record = after[part].get(change.id) or before[part][change.id]
        printed = min((mention["cell"] for mention in record.get("mentions", ())), default=None)
        place = (printed is None, printed or 0)
        return kinds.index(change.kind), not change.headline, _OF.index(change.of), place, change.id

    return tuple(sorted(found, key=order))


def counted(found: Iterable[Change]) -> list[str]:
    """How many changes there are of each kind, in words, in the order of KINDS: "1 verdict flipped"."""
    kinds = [change.kind for change in found]
    numbers = {kind: kinds.count(kind) for kind in KINDS}
    return [f"{number:,} {_TOLD.get(kind, (kind, kind))[number > 1]}" for kind, number in numbers.items() if number]


def _figures(before: Record, after: Record, places: Succession) -> Iterator[Change]:
    old, new = before["figures"], after["figures"]
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        former = places.figures.get(name)
        for kind in _kinds(was, now, old[former] if former else None):
            replaced = old[former] if kind == "moved" and former else None
            yield _change(kind, was or replaced, now, former=former if replaced else None)
        yield from _recoded(was, now)


def _kinds(was: Record | None, now: Record | None, former: Record | None) -> Iterator[str]:
    """The kinds of change from one record of a figure to another, of which one may be missing."""
    if (now or was)["kind"] == "counted":  # has no range, and would drown the rest
        if was is None or now is None or was["text"] != now["text"]:
            yield "recounted"
    elif was is None:
        moved = former is not None and _moved(former, now)
        if moved:
            yield "moved"
        if now["kind"] == "reported" and now["status"] in _NEVER_STOOD:
            yield now["status"]
        elif not moved:
            yield "new"
    elif now is None:
        yield "gone"
    else:
        status = now["status"] if was["status"] != now["status"] else None
        if status in STATUSES and now["kind"] == "reported":  # another reading of it follows it
            yield status
        if _moved(was, now):
            yield "moved"
        elif _ends(was) != _ends(now):
            yield "within"
        elif was["label"] != now["label"] or _words(was) != _words(now):
            yield "reworded"


def _recoded(was: Record | None, now: Record | None) -> Iterator[Change]:
    """Each cell of a statement that says something else, and is told by no other kind."""
    if was is None or now is None or now["kind"] != "reported":
        return
    old, new = statement_of(was), statement_of(now)
    told = _NOT_CODED + (_OF_STATUS if was["status"] != now["status"] else ())
    if _ends(was) != _ends(now) or _words(was) != _words(now):
        told += _OF_VALUE
    for column in [*new, *(column for column in old if column not in new)] if old and new else ():
        if column not in told and old.get(column) != new.get(column):
            change = _change("recoded", was, now)
            before, after = (str(each.get(column, "nothing")) for each in (old, new))
            yield replace(change, label=f"{change.label}, {column}", before=before, after=after)


def _moved(was: Record, now: Record) -> bool:
    """Whether the value as said now is not wholly within the former range as rounded."""
    former, said = _quantity(was, "rounded"), _quantity(now, "said")
    if former is None or said is None:
        return former is not said
    return was["unit"] != now["unit"] or not said.within(former)


def _quantity(figure: Record, reading: str) -> Quantity | None:
    """A reading of a figure; None where it has no value."""
    ends = figure["readings"][reading]
    if ends is None:
        return None
    return Quantity(ends["low"], ends["high"], ends["best"], ends["low_open"], ends["high_open"], figure["unit"])


def _ends(figure: Record) -> list[Quantity | None]:
    return [_quantity(figure, reading) for reading in Readings.NAMES]


def _words(figure: Record) -> str:
    """Its text without its status."""
    return words.parted(figure["text"], figure["status"])[0]


def _verdicts(before: Record, after: Record, places: Succession) -> Iterator[Change]:
    old, new = before["verdicts"], after["verdicts"]
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        former = places.verdicts.get(name)
        of = (after if now else before)["figures"][(now or was)["figure"]]
        if former and old[former]["outcome"] != now["outcome"]:
            yield _change("flipped", old[former], now, of, former)
        elif was is None:
            yield _change("judged", None, now, of)
        elif now is None:
            yield _change("unjudged", was, None, of)
        elif was["outcome"] != now["outcome"]:
            yield _change("flipped", was, now, of)
        elif was["text"] != now["text"]:
            yield _change("scope", was, now, of)


def _change(
    kind: str, was: Record | None, now: Record | None, judged: Record | None = None, former: str | None = None
) -> Change:
    """A change of a figure, or of the verdict on the figure `judged`."""
    record = now or was
    figure = judged or record
    told, named = ("label", "text") if kind == "reworded" and was["text"] == now["text"] else ("text", "label")
    return Change(
        kind=kind,
        id=record["id"],
        noun="figure" if judged is None else "verdict",
        label=figure[named] if judged is None else f"{figure['label']}: {record['question']}?",
        before=was and was[told],
        after=now and now[told],
        headline=any(each.get("headline", False) for each in (was, now) if each),
        of=figure["kind"],
        former=former,
        by=statement_of(record).get(f"{kind}_by") if judged is None else None,
    )
