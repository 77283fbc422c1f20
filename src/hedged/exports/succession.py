"""Which figure of a later edition stands where another stood: by the ledger's word that it supersedes it.

An id names a statement, so a claimant's newer number is another figure. The ledger says which number it
replaced; a share or a verdict made of the newer number takes the place of that made of the older one.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

Record = Mapping[str, Any]

_SAME_SERIES = ("claimant_id", "measure", "force", "area", "extent")


class Steps(NamedTuple):
    """How far one figure stands from another, over all that both are made of; the least is the nearest.

    ``unlike``: inputs that are read otherwise (as just over, where the other is as printed); ``far``: steps back
    from statement to superseded statement; ``anew``: inputs that their claimant said anew without superseding.
    """

    unlike: int = 0
    far: int = 0
    anew: int = 0


# A place that a figure or verdict could take: how far off, and the id of what stood there.
Place = tuple[Steps, str]


class Succession:
    """What took whose place between the contents of two ``figures.json``.

    ``figures`` and ``verdicts`` give for the id of a new one the id of that whose place it took. One place is taken
    once: what is read alike goes before what is read otherwise, and then the newest. Among several whose place it
    could be, the one read alike counts, and then the nearest.
    """

    def __init__(self, before: Record, after: Record) -> None:
        old, new = before["figures"], after["figures"]
        taken = _succeeded(old, old, within=old) | _succeeded(new, new, within=old)
        places = {
            name: [place for place in found if place[1] not in taken]
            for name, found in _Lines(old, new).places(new.keys() - old.keys())
        }
        self.figures = _settled(places)
        self.verdicts = _settled(dict(self._places_of_verdicts(before["verdicts"], after["verdicts"], places)))

    def _places_of_verdicts(
        self, before: Record, after: Record, places: Mapping[str, Sequence[Place]]
    ) -> Iterator[tuple[str, list[Place]]]:
        """For each new verdict on a figure those with the same question on the figures whose place this one could take."""
        asked = {_question(verdict): name for name, verdict in before.items()}
        for name, verdict in after.items():
            if name in before:
                continue
            figure = verdict["figure"]
            own = self.figures.get(figure)  # where the figure has a place, its verdicts have none elsewhere
            yield (
                name,
                [
                    (steps, asked[question])
                    for steps, former in places.get(figure, ())
                    if own in (None, former) and (question := _question(verdict, former)) in asked
                ],
            )


class _Lines:
    """The figures of two editions, the later by its ledger in line with the earlier ones."""

    def __init__(self, before: Record, after: Record) -> None:
        self._before, self._after = before, after
        self._chains = dict(self._found_chains())
        self._sorted: dict[str, list[Record]] = {}
        for figure in before.values():
            self._sorted.setdefault(statement_of(figure).get("statement_id") or figure["function"], []).append(figure)

    def _found_chains(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For each statement of the later edition those it superseded, the nearest first."""
        superseded: dict[str, set[str]] = {}
        for figure in self._after.values():
            statement = statement_of(figure)
            if by := statement.get("superseded_by"):
                superseded.setdefault(by, set()).add(statement["statement_id"])
        for name in superseded:
            chain = [name]
            for each in chain:
                chain += [older for older in sorted(superseded.get(each, ())) if older not in chain]
            yield name, tuple(chain[1:])

    def places(self, names: Set[str]) -> Iterator[tuple[str, list[Place]]]:
        """For each of these later figures the earlier ones whose place it could take: the most alike, nearest first."""
        for name in sorted(names):
            now = self._after[name]
            steps = ((self._steps(was, now), was["id"]) for was in self._of_one_sort(now))
            found = sorted((each, former) for each, former in steps if each and each.far)
            if statement_of(now):  # another reading of a statement takes the place of that same reading
                found = [place for place in found if not place[0].unlike]
            if found:
                yield name, [place for place in found if place[0].unlike == found[0][0].unlike]

    def _of_one_sort(self, now: Record) -> Iterator[Record]:
        """The earlier figures that it could have replaced: of the statements it superseded, or made by its function."""
        statement = statement_of(now)
        for sort in self._chains.get(statement["statement_id"], ()) if statement else (now["function"],):
            yield from self._sorted.get(sort, ())

    def _steps(self, was: Record, now: Record) -> Steps | None:
        """How far the one stands from the other; None: it is of another kind."""
        if was["id"] == now["id"]:
            return Steps()
        if was["unit"] != now["unit"] or "counted" in (was["kind"], now["kind"]):
            return None
        old, new = statement_of(was), statement_of(now)
        if old and new:
            return self._steps_of_statements(old, new, unlike=_reading(was) != _reading(now))
        if old or new or was["function"] != now["function"] or was["inputs"].keys() != now["inputs"].keys():
            return None
        return self._steps_of_inputs(was, now)

    def _steps_of_statements(self, old: Record, new: Record, unlike: bool) -> Steps | None:
        line = (new["statement_id"], *self._chains.get(new["statement_id"], ()))
        if old["statement_id"] in line:
            return Steps(unlike, line.index(old["statement_id"]))
        alike = all(old.get(column) == new.get(column) for column in _SAME_SERIES)
        return Steps(unlike, anew=1) if alike else None

    def _steps_of_inputs(self, was: Record, now: Record) -> Steps | None:
        total = Steps()
        for argument, given in now["inputs"].items():
            old, new = self._before.get(was["inputs"][argument]), self._after.get(given)
            steps = old and new and self._steps(old, new)
            if not steps:
                return None
            total = Steps(*map(sum, zip(total, steps, strict=True)))
        return total


def _succeeded(before: Record, after: Record, within: Record) -> set[str]:
    """The figures whose place one has that stood in the edition `within`: nobody takes it a second time."""
    found = _Lines(before, after).places(after.keys() & within.keys())
    return {former for _, places in found for _, former in places}


def _settled(places: Mapping[str, Sequence[Place]]) -> dict[str, str]:
    """Who takes which place: each asks for its nearest first, and the most alike, then the farthest on, has it."""
    holders: dict[str, tuple[tuple[int, int, int], str, Iterator[Place]]] = {}
    waiting = [(name, iter(found)) for name, found in places.items()]
    while waiting:
        name, left = waiting.pop()
        for steps, former in left:
            claim = ((steps.unlike, -steps.far, steps.anew), name, left)
            held = holders.get(former)
            if held is None or claim[:2] < held[:2]:
                holders[former] = claim
                if held is not None:
                    waiting.append(held[1:])
                break
    return {name: former for former, (_, name, _) in holders.items()}


def statement_of(figure: Record) -> Record:
    """The cells of the statement that a figure is, or is another reading of; nothing for others."""
    return (figure.get("said") or {}).get("statement") or {}


def _reading(figure: Record) -> str | None:
    """As what a statement is read, where it is read otherwise than printed."""
    return None if figure["kind"] == "reported" else figure["hedge"]


def _question(verdict: Record, figure: str | None = None) -> tuple[str, str, str]:
    return figure or verdict["figure"], verdict["relation"], verdict["threshold"]["value"]
