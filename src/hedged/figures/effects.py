"""What would change the answers: each input of a verdict by how far it moves the result, and what knowing it would settle.

One rule says what *settles* means. The input is taken as said and all others as rounded. Where the
verdict then no longer depends, knowing that the input is just what was said settles it: whatever the
rounding of the others hides, the answer is the same. A figure without an upper end stays without one,
since nobody said its number. Where no single number was said, the verdict may fall one way at one end
and the other way at the other end; then knowing the input settles it only one way or the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from hedged.figures.derive import count
from hedged.figures.figure import Figure
from hedged.figures.verdict import Verdict
from hedged.look import Link, Phrase, joined
from hedged.numbers import DEPENDS, EITHER_WAY, FAILS, HOLDS, SETTLED_ALREADY, Node, TippingPoint

_KNOWN = {
    HOLDS: "it would hold",
    FAILS: "it would fail",
    DEPENDS: "it would still depend",
    EITHER_WAY: "it would be settled, one way or the other",
    SETTLED_ALREADY: SETTLED_ALREADY,
}

_COUNTED = {
    "verdicts": "verdicts that {name} enters",
    "settled": "verdicts that would be settled by {name}, known to be as said",
    "either_way": "verdicts that would be settled one way or the other by {name}, known to be as said",
    "inside": "verdicts that tip inside the range of {name}",
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One input of a verdict: how far it alone moves the result, where it tips it, and what knowing it would do.

    ``result``: the result with only this input moving, the others held at their best value, or at the
    end as said at which it moves most, as words that lead to the verdict, or "no result";
    ``tipping``: the values at which the input alone tips the verdict; ``known``: the outcome with the input
    as said and the others as rounded, "one way or the other", or "settled already" for a verdict that does
    not depend.
    """

    verdict: Verdict
    input: Figure
    result: Link | str
    tipping: tuple[TippingPoint, ...]
    known: str

    @property
    def settles(self) -> bool:
        """Whether knowing the input to be as said settles the verdict, with one answer."""
        return self.known in (HOLDS, FAILS)

    @property
    def inside(self) -> bool:
        """Whether a tipping point lies inside the input's range as rounded."""
        return any(point.inside for point in self.tipping)

    @property
    def tips(self) -> list[Link | str]:
        """The tipping points as a cell of a table, each leading to the verdict, inside or outside the input's range."""
        told = (
            (Link(point.text, f"#{self.verdict.id}"), ", inside" if point.inside else ", outside")
            for point in self.tipping
        )
        return joined(told, "; ") or ["no value of it alone"]

    @property
    def text(self) -> str:
        """What would be so if the input were known to be as said."""
        return _KNOWN[self.known]


def effects(verdict: Verdict) -> tuple[Effect, ...]:
    """The inputs of a verdict, the one that moves the result most first; none where it is undetermined."""
    inputs = {figure.id: figure for figure in verdict.figure.sources()}
    return tuple(
        Effect(
            verdict,
            inputs[swing.input],
            Link(verdict.moved(swing), f"#{verdict.id}") if swing.reach else "no result",
            tuple(point for point in verdict.tipping if point.input == swing.input),
            verdict.judgement.known(swing.input),
        )
        for swing in verdict.swings
    )


@dataclass(frozen=True, slots=True)
class Lever:
    """One input, or all inputs of one measure, over several verdicts.

    ``verdicts``: those it enters; ``settled``: those it settles; ``either_way``: those it settles one way
    or the other; ``inside``: those with a tipping point inside its range as rounded. ``name`` leads to the
    figure where it is one.
    """

    id: str
    name: Link | Phrase
    verdicts: tuple[Verdict, ...]
    settled: tuple[Verdict, ...]
    either_way: tuple[Verdict, ...]
    inside: tuple[Verdict, ...]

    def counted(self, which: str) -> Figure | str:
        """How many of ``verdicts``, ``settled``, ``either_way`` or ``inside`` there are, for a table; "none" for none."""
        found = getattr(self, which)
        label = _COUNTED[which].format(name=self.name)
        id = f"{self.id}-{which.replace('_', '-')}"
        return count(len(found), id=id, unit="verdicts", label=label) if found else "none"


def levers(verdicts: Iterable[Verdict], *, id: str) -> tuple[Lever, ...]:
    """Every input of the verdicts, ranked by how many it settles, then by how many it settles one way or the
    other, then by its tipping points inside its range. A question that is put twice counts once.

    ``id`` begins the ids of the figures that :meth:`Lever.counted` gives.
    """
    return _levers(verdicts, id, lambda figure: (figure.id, Link(figure.label, f"#{figure.id}")))


def levers_by_measure(verdicts: Iterable[Verdict], *, id: str) -> tuple[Lever, ...]:
    """The same for all inputs of one measure together: a verdict counts where any one of them would settle it.

    An assumed figure, which has no measure, stands for itself.
    """

    def measure(figure: Figure) -> tuple[str, Link | Phrase]:
        if figure.statement is None:
            return figure.id, Link(figure.label, f"#{figure.id}")
        return figure.statement.measure.replace("_", "-"), Phrase(figure.evidence.measure)

    return _levers(verdicts, id, measure)


def most_telling(ranked: Iterable[Lever]) -> tuple[Lever, ...]:
    """Those that settle most; several where they settle as many, none where nothing settles any."""
    listed = list(ranked)
    most = max((len(lever.settled) for lever in listed), default=0)
    return tuple(lever for lever in listed if most and len(lever.settled) == most)


def telling_words(ranked: Iterable[Lever]) -> Phrase:
    """Which of these would settle most, as a sentence without its full stop; all that tie are named."""
    names = [str(lever.name) for lever in most_telling(ranked)]
    if not names:
        return Phrase("Known to be just as said, no single one of them would settle any of these verdicts")
    if len(names) == 1:
        return Phrase(f"Known to be just as said, {names[0]} would settle more of these verdicts than any other")
    listed = f"{'; '.join(names[:-1])}; and {names[-1]}"
    return Phrase(f"Known to be just as said, each of these would settle as many verdicts, and no other more: {listed}")


def _levers(
    verdicts: Iterable[Verdict], id: str, named: Callable[[Figure], tuple[str, Link | Phrase]]
) -> tuple[Lever, ...]:
    asked = {_question(verdict): verdict for verdict in reversed(list(verdicts)) if verdict.judgement is not None}
    groups: dict[str, list[Effect]] = {}
    names: dict[str, Link | Phrase] = {}
    for effect in (effect for verdict in reversed(asked.values()) for effect in effects(verdict)):
        key, name = named(effect.input)
        groups.setdefault(key, []).append(effect)
        names[key] = name
    found = [
        Lever(
            f"{id}-{key}",
            names[key],
            _verdicts(group),
            _verdicts(effect for effect in group if effect.settles),
            _verdicts(effect for effect in group if effect.known == EITHER_WAY),
            _verdicts(effect for effect in group if effect.inside),
        )
        for key, group in groups.items()
    ]
    return tuple(sorted(found, key=lambda lever: (-len(lever.settled), -len(lever.either_way), -len(lever.inside))))


def _question(verdict: Verdict) -> tuple[Node, str, Fraction]:
    """What is asked: the formula over reported figures, the relation and the value, whatever they are called."""
    return verdict.judgement.computation.node, verdict.relation, verdict.threshold.value


def _verdicts(found: Iterable[Effect]) -> tuple[Verdict, ...]:
    return tuple({effect.verdict.id: effect.verdict for effect in found}.values())
