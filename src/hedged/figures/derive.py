"""What follows from reported figures: ``derive`` and ``count``.

Caveats travel with the value to every place that prints it; what keeps a verdict from
being given at all (a part for a total, a denied figure, too old a base) travels too.

Units are not mixed: inputs have one unit, and only persons are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hedged.figures.figure import COUNTED, DERIVED, Figure
from hedged.numbers import DIFFERENCE, PERSONS, UNDETERMINED, DeriveError, Function, Quantity, Readings, words

#: A base the notebook chooses may be this many days older than the part, not more (docs/method.md, "The base of a share").
OLDEST_CHOSEN_BASE = 60
#: Inputs further apart than this are a caveat.
FAR_APART = 180


def count(number: int, *, id: str, unit: str, label: str) -> Figure:
    """A number that was counted here, not reported: exact. ``unit`` names what was counted, in the plural."""
    point = Quantity.point(number, unit)
    return Figure(id, label, COUNTED, unit, words.number(point.low, unit), Readings(point, point, point))


def derive(
    function: Function,
    *,
    id: str,
    label: str | None = None,
    because: str | None = None,
    caveats: tuple[str, ...] = (),
    **inputs: Figure | Quantity | None,
) -> Figure:
    """What follows from ``inputs`` by ``function``: a figure on all three readings, with its caveats.

    ``id`` is a slug, unique in its notebook and stable for ever. An input of ``None`` is one
    that nobody named: the result has no value and every verdict on it is undetermined.
    ``because`` is the reason for a base chosen here that is much older than the part.
    Raises :class:`DeriveError` for inputs the function does not have, or where no range exists.
    """
    if set(inputs) != set(function.directions):
        raise DeriveError(
            f"{id}: {function.name} takes {words.listed(list(function.directions))},"
            f" found {words.listed(list(inputs)) or 'nothing'}"
        )
    figures = {
        name: Figure.given(f"{id}-{name}", value) if isinstance(value, Quantity) else value
        for name, value in inputs.items()
    }
    given = {name: figure for name, figure in figures.items() if figure is not None}
    known: dict[str, Readings | None] = {}
    for leaf in (leaf for figure in given.values() for leaf in figure.sources()):
        if known.setdefault(leaf.id, leaf.readings) != leaf.readings:
            raise DeriveError(f"{id}: two different figures have the id {leaf.id}")
    if id in known:
        raise DeriveError(f"{id}: a figure cannot have the id of one it is derived from")
    _check_units(id, function, given)
    noted = tuple(dict.fromkeys((*_noted(given, because), *caveats)))
    missing = next((f"no {_input_word(name)} is named" for name in figures if name not in given), None)
    missing = missing or next((figure.missing for figure in given.values() if figure.missing), None)
    label = label or _label(function, given)
    figure = Figure(
        id=id,
        label=label,
        kind=DERIVED,
        unit=function.unit,
        text=UNDETERMINED,
        readings=None,
        caveats=tuple(dict.fromkeys((*_caveats(given, label), *noted))),
        noted=noted,
        function=function,
        inputs=tuple((name, figures[name]) for name in function.directions),
        missing=missing,
        unsettled=tuple(_unsettled(function, given, because)),
    )
    if missing is not None:
        return figure
    computation, leaves = figure.computation(), figure.leaves()
    try:
        ranges = Readings(
            *(
                computation.range({name: getattr(leaf.readings, reading) for name, leaf in leaves.items()})
                for reading in Readings.NAMES
            )
        )
    except DeriveError as fault:
        raise DeriveError(f"{id}: {fault}") from None
    figure = replace(figure, readings=ranges)
    return replace(figure, text=words.derived(ranges, figure.digits))


def _check_units(id: str, function: Function, inputs: Mapping[str, Figure]) -> None:
    """Raises DeriveError where inputs of different units would be mixed, or others than persons counted as such."""
    in_persons = function.unit in (PERSONS, DIFFERENCE)
    units = [PERSONS if figure.unit == DIFFERENCE else figure.unit for figure in inputs.values()]
    wanted = PERSONS if in_persons else next(iter(units), PERSONS)
    for figure, unit in zip(inputs.values(), units, strict=True):
        if unit != wanted:
            raise DeriveError(f"{id}: {function.name} takes {wanted} here, and the unit of {figure.label} is {unit}")


def _input_word(name: str) -> str:
    return {"whole": "base", "of": "base"}.get(name, name)


def _label(function: Function, inputs: Mapping[str, Figure]) -> str:
    """What the function does to its inputs, in words; whoever stands behind several of them is named once."""
    named: dict[str, str] = {}
    for name in function.directions:
        label = inputs[name].label if name in inputs else f"no {_input_word(name)}"
        claimants = {f"{figure.claimant}, " for other, figure in inputs.items() if other in named}
        named[name] = label.removeprefix(claimants.pop()) if len(claimants) == 1 else label
    return function.phrase.format(**named)


def _names(label: str, claimants: Sequence[str]) -> bool:
    """Whether a label names all these claimants; a name within another one's is not named by it."""
    for name in sorted(claimants, key=len, reverse=True):
        without = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", label)
        if without == label:
            return False
        label = without
    return True


def _statements(figure: Figure) -> list[Any]:
    return [leaf.statement for leaf in figure.sources() if leaf.statement is not None]


def _noted(inputs: Mapping[str, Figure], because: str | None) -> Iterator[str]:
    """The caveats that what is derived further could not tell from its leaves: those noted before, and of the base."""
    for name, figure in inputs.items():
        yield from figure.noted
        if name in ("whole", "of") and any(row.measure == "present" for row in _statements(figure)):
            yield "the base counts those present, after losses and returns"
    if because:
        yield f"base chosen here: {because}"


def _caveats(inputs: Mapping[str, Figure], label: str) -> Iterator[str]:
    """What a reader must know of the leaves before using the result (docs/method.md, "Caveats").

    Claimants whom the ``label`` names are not named again, so that figures alike share one remark.
    """
    leaves = [leaf for figure in inputs.values() for leaf in figure.sources() if leaf.evidence]
    claimants = list(dict.fromkeys(leaf.evidence.claimant.short_name for leaf in leaves))
    if len(claimants) > 1:
        named = "" if _names(label, claimants) else f": {words.listed(claimants)}"
        yield f"figures of different claimants{named}"
    rows = [leaf.statement for leaf in leaves]
    forces = list(dict.fromkeys(row.force for row in rows))
    if len(forces) > 1:
        yield f"different kinds of troops: {words.listed(forces)}"
    definitions = list(dict.fromkeys(row.counts for row in rows if row.counts))
    if len(definitions) > 1:
        yield f"casualties defined differently: {words.listed([d.replace('_', ', ') for d in definitions])}"
    if any(row.counts == "unclear" for row in rows):
        yield "what the casualties include is not clear"
    planned = [row.measure.startswith("planned") for row in rows]
    if any(planned) and not all(planned):
        yield "a plan set against a count"
    for status in dict.fromkeys(leaf.status for leaf in leaves if leaf.status in words.MARKED_STATUS):
        yield f"rests on a {status} figure"
    days = [row.refers_to for row in rows if row.refers_to]
    if days:
        first, last = min(days, key=lambda day: day.last), max(days, key=lambda day: day.first)
        apart = (last.first - first.last).days
        if apart > FAR_APART:
            between = f"{words.of_day(first)} and {words.of_day(last)}"
            yield f"the inputs refer to {between}, {words.number(Fraction(apart))} days apart"


def _unsettled(function: Function, inputs: Mapping[str, Figure], because: str | None) -> Iterator[str]:
    """Reasons for which no verdict can be given although there is a value."""
    for name, figure in inputs.items():
        yield from figure.unsettled
        if name in function.totals and figure.partial is not None:
            yield figure.partial
    part, whole = inputs.get("part"), inputs.get("whole")
    if part is None or whole is None or part.statement is None or because:
        return
    if whole.statement is not None and whole.statement.statement_id == part.statement.base:
        return
    dates = [row.refers_to for row in _statements(whole)]
    on = part.statement.refers_to
    if on is not None and dates and all(dates):
        older = (on.first - max(day.last for day in dates)).days
        if older > OLDEST_CHOSEN_BASE:
            yield f"the base is {older} days older than the part, and no reason for choosing it is given"
