"""The history of an answer: what is asked of a ledger, asked of what was known on each day it gained something.

`replayed` takes any question. `of_shares` asks where each claimant's share stands, and hands
out what can be printed beside the ledger's own figures: never two figures under one id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from hedged.analysis.shares import NAMED, ByBase, by_base, latest_by_base
from hedged.figures import Figure, Threshold, Verdict
from hedged.ledger import Ledger, LedgerError
from hedged.look import Link, Phrase, joined
from hedged.numbers import DEPENDS, FAILS, HOLDS, UNDETERMINED, Day, words

Answer = TypeVar("Answer")

#: The outcomes in the order in which they are told.
OUTCOMES = (HOLDS, DEPENDS, FAILS, UNDETERMINED)


@dataclass(frozen=True)
class Step(Generic[Answer]):
    """A day on which a ledger gained statements, and the answer that day and before it.

    What is dated by its month came on the first day of it.
    """

    day: Day
    answer: Answer
    before: Answer

    @property
    def when(self) -> Phrase:
        """The day in words."""
        return Phrase(words.of_day(self.day))


def replayed(
    ledger: Ledger, ask: Callable[[Ledger], Answer], since: date | str | None = None
) -> tuple[Step[Answer | None], ...]:
    """What ``ask`` answers on every day on which ``ledger`` gained a statement, from ``since`` on (a date or YYYY-MM-DD).

    The answer is ``None`` on days on which the ledger cannot answer yet: it raised LedgerError. A
    question that it cannot answer with all it knows raises, and so does a ``since`` that is no day.
    """
    ask(ledger)

    def answered(known: Ledger) -> Answer | None:
        try:
            return ask(known)
        except LedgerError:
            return None

    first = _first_day(since)
    steps: list[Step[Answer | None]] = []
    for day, known in ledger.by_day.items():
        if day >= first:
            before = steps[-1].answer if steps else answered(ledger.known_on(day - timedelta(days=1)))
            steps.append(Step(Day.of(day), answered(known), before))
    return tuple(steps)


def _first_day(since: date | str | None) -> date:
    if since is None:
        return date.min
    try:
        return Day.parse(str(since)).first
    except ValueError as error:
        raise LedgerError(f"since: {error}") from None


@dataclass(frozen=True)
class Stand:
    """Where one claimant stood: a verdict, and how it is printed.

    A verdict of an earlier state that today's ledger gives otherwise has an ``href``, the card that
    it leads to: only its word is then printed, since its figure would have the id of another.
    """

    verdict: Verdict
    href: str | None = None

    @property
    def outcome(self) -> str:
        return self.verdict.outcome

    @property
    def anchor(self) -> str:
        """Where a reader finds the figure."""
        return self.href or f"#{self.verdict.figure.id}"

    @property
    def word(self) -> Verdict | Link:
        """The verdict, for a table or a sentence."""
        return self.verdict if self.href is None else Link(self.verdict.text, self.href)

    @property
    def figure(self) -> Figure | None:
        """The figure that was judged, where it may be printed."""
        return self.verdict.figure if self.href is None else None

    @property
    def cell(self) -> list[str | Figure | Verdict | Link]:
        """The verdict with the numbers it rests on: part of whole, share, verdict."""
        if self.figure is None:
            return [self.word]
        numbers = [given for _, given in self.figure.inputs if given is not None]
        return [*joined(numbers, " of "), ": ", self.figure, ", ", self.word]


@dataclass(frozen=True)
class Standings:
    """Where the claimants stand on a day, by short name."""

    stands: Mapping[str, Stand]

    @property
    def outcomes(self) -> dict[str, str]:
        """The outcome of each claimant's latest verdict."""
        return {name: stand.outcome for name, stand in self.stands.items()}

    def who(self, outcome: str) -> tuple[str, ...]:
        """The claimants whose latest verdict has this outcome."""
        return tuple(name for name, found in self.outcomes.items() if found == outcome)

    @property
    def named(self) -> Phrase:
        """The claimants by outcome: ``holds for UK MoD; fails for NIS``; empty where there is none."""
        by_outcome = {outcome: words.listed(self.who(outcome)) for outcome in OUTCOMES}
        return Phrase("; ".join(f"{outcome} for {names}" for outcome, names in by_outcome.items() if names))


@dataclass(frozen=True)
class ShareStep(Step[Standings]):
    """A day on which a ledger gained statements, and where the claimants then stood."""

    @property
    def new(self) -> dict[str, Stand]:
        """The claimants of whom the day brought another verdict, be its outcome the same, each with it."""
        before = self.before.stands
        return {
            name: stand
            for name, stand in self.answer.stands.items()
            if name not in before or _differ(stand.verdict, before[name].verdict)
        }

    @property
    def turned(self) -> str:
        """What changed, by claimant: ``UK MoD: from depends to holds``; empty where nothing did."""
        then, now = self.before.outcomes, self.answer.outcomes
        return "; ".join(
            f"{name}: from {then[name]} to {outcome}" if name in then else f"{name}: {outcome}, for the first time"
            for name, outcome in now.items()
            if then.get(name) != outcome
        )


def of_shares(
    ledger: Ledger,
    threshold: Threshold,
    measure: str = "casualties",
    over: str = NAMED,
    since: date | str | None = None,
) -> tuple[ShareStep, ...]:
    """Where each claimant's share stood on every day on which ``ledger`` gained a statement.

    It is the share of ``measure`` in the base that the claimant named (``shares.NAMED``) or in all that
    it had reported sent by then (``shares.ALL_SENT``), and stands above ``threshold`` or does not; of
    several the one that refers to the latest day. Only counts whose claimant named a base are judged.
    """
    today = {each.part.id: each for each in by_base(ledger, threshold, measure)}

    def stand(then: ByBase) -> Stand:
        now = today[then.part.id]
        if _rests_on(then, over) == _rests_on(now, over):  # statements keep their numbers
            return Stand(now.over(over))
        return Stand(then.over(over), f"#{now.over(over).figure.id}")

    def asked(known: Ledger) -> Standings:
        return Standings({name: stand(each) for name, each in latest_by_base(known, threshold, measure).items()})

    return tuple(ShareStep(**vars(step)) for step in replayed(ledger, asked, since))


def _rests_on(share: ByBase, over: str) -> list[str]:
    return [figure.id for figure in share.rests_on(over)]


def _differ(one: Verdict, other: Verdict) -> bool:
    return (one.id, one.figure.readings, one.text) != (other.id, other.figure.readings, other.text)


def without_base(ledger: Ledger, measure: str = "casualties") -> tuple[Figure, ...]:
    """Totals whose claimant named no base, said after its first one with a base: they change no verdict of it.

    By the day they were said.
    """
    first: dict[str, date] = {}
    found: list[Figure] = []
    for figure in sorted(ledger.statements(measure=measure, extent="total"), key=ledger.said_on):
        claimant, said = figure.statement.claimant_id, ledger.said_on(figure)
        if figure.statement.base is not None:
            first.setdefault(claimant, said)
        elif first.get(claimant, said) < said:
            found.append(figure)
    return tuple(found)


Lanes = dict[str, list[tuple[Day, Stand]]]


def lanes(steps: Iterable[ShareStep]) -> Lanes:
    """Each claimant's verdicts with the day on which they came, for a chart; who was first is first.

    A verdict that stood before the first step begins with it.
    """
    found: Lanes = {}
    for number, step in enumerate(steps):
        for name, stand in (step.new if number else step.answer.stands).items():
            found.setdefault(name, []).append((step.day, stand))
    return found


def told(lanes: Lanes, without_base: Iterable[Figure] = ()) -> str:
    """The lanes in words, for a chart's alt text: who, then each of its verdicts with its day and its figure.

    At the end the counts ``without_base``, where they are drawn.
    """

    def verdict(day: Day, stand: Stand) -> str:
        said = f"{stand.outcome} from {words.of_day(day)}"
        return f"{said} ({stand.figure.text})" if stand.figure is not None else said

    sentences = [f"{name}: {', '.join(verdict(*each) for each in lane)}" for name, lane in lanes.items()]
    if counts := "; ".join(f"{figure.label}: {figure.text}" for figure in without_base):
        sentences.append(f"No base was named with {counts}")
    return ". ".join(sentences) + "."
