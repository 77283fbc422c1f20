"""Which figure of a later edition stands where another stood: by the ledger's word that it supersedes it.

An id names a statement, so a claimant's newer number is another figure. The ledger says which number it
replaced; a share or a verdict made of the newer number takes the place of that made of the older one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]

_SAME_SERIES = ("claimant_id", "measure", "force", "area", "extent")


class Succession:
    """What took whose place between the contents of two ``figures.json``.

    ``figures`` and ``verdicts`` give for the id of a new one the id of that whose place it took. One place is
    taken once, by the newest; among several whose place it could be, the nearest counts.
    """

    def __init__(self, before: Record, after: Record) -> None:
        self._before, self._after = before["figures"], after["figures"]
        self._chains = dict(self._found_chains())
        self.figures = _by_the_newest(self._formers())
        self.verdicts = _by_the_newest(self._former_verdicts(before["verdicts"], after["verdicts"]))

    def _found_chains(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For each statement of the later edition those it superseded, the nearest first."""
        superseded: dict[str, set[str]] = {}
        for figure in self._after.values():
            statement = _statement(figure)
            if by := statement.get("superseded_by"):
                superseded.setdefault(by, set()).add(statement["statement_id"])
        for name in superseded:
            chain = [name]
            for each in chain:
                chain += [older for older in sorted(superseded.get(each, ())) if older not in chain]
            yield name, tuple(chain[1:])

    def _formers(self) -> Iterator[tuple[int, str, str]]:
        """For each new figure that takes a place: how many steps back, its id and that of the former one."""
        for name, figure in self._after.items():
            if name in self._before:
                continue
            steps = [(self._steps(old, figure), old["id"]) for old in self._before.values()]
            found = [(far, former) for far, former in steps if far]  # 0: the same made once more, beside it
            if found:
                far, former = min(found)
                yield far, name, former

    def _steps(self, old: Record, new: Record) -> int | None:
        """How far back in the chains of both the one stands from the other; 0: the same, None: of another kind."""
        if old["id"] == new["id"]:
            return 0
        if old["kind"] != new["kind"] or old["unit"] != new["unit"] or new["kind"] == "counted":
            return None
        was, now = _statement(old), _statement(new)
        if now:
            chain = self._chains.get(now["statement_id"], ())
            alike = was and (old["kind"] == "reported" or old["hedge"] == new["hedge"])
            return chain.index(was["statement_id"]) + 1 if alike and was["statement_id"] in chain else None
        if was or old["function"] != new["function"] or old["inputs"].keys() != new["inputs"].keys():
            return None
        return self._steps_of_inputs(old, new)

    def _steps_of_inputs(self, old: Record, new: Record) -> int | None:
        total = 0
        for argument, given in new["inputs"].items():
            was, now = self._before.get(old["inputs"][argument]), self._after.get(given)
            if was is None or now is None:
                return None
            steps = self._steps(was, now)
            if steps is None and not _of_one_series(was, now):
                return None
            total += steps or 0
        return total

    def _former_verdicts(self, before: Record, after: Record) -> Iterator[tuple[int, str, str]]:
        asked = {_question(verdict): name for name, verdict in before.items()}
        for far, name, former in self._formers():
            for each, verdict in after.items():
                if verdict["figure"] == name and each not in before:
                    was = asked.get(_question(verdict, former))
                    if was is not None:
                        yield far, each, was


def _by_the_newest(found: Iterator[tuple[int, str, str]]) -> dict[str, str]:
    """Of all that could take one place, the one farthest on."""
    taken: dict[str, tuple[int, str]] = {}
    for far, name, former in found:
        taken[former] = max(taken.get(former, (0, "")), (far, name))
    return {name: former for former, (_, name) in taken.items()}


def _statement(figure: Record) -> Record:
    """The cells of the statement that a figure is, or is another reading of; nothing for others."""
    return (figure.get("said") or {}).get("statement") or {}


def _of_one_series(was: Record, now: Record) -> bool:
    """Whether one claimant gave both for the same thing."""
    old, new = _statement(was), _statement(now)
    return bool(old) and bool(new) and all(old.get(column) == new.get(column) for column in _SAME_SERIES)


def _question(verdict: Record, figure: str | None = None) -> tuple[str, str, str]:
    return figure or verdict["figure"], verdict["relation"], verdict["threshold"]["value"]
