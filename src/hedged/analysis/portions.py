"""One claimant's count as a share of another of its own: the dead among the casualties, and words beside counts.

A share that somebody stated in words is compatible with a share from counts where some value
is allowed by both (docs/method.md, "Comparing claimants").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hedged.analysis.compare import NEAR
from hedged.analysis.shares import refers_to, share_of_named_base
from hedged.figures import Figure, count, derive
from hedged.ledger import AREA_WORDS, CUMULATIVE, MEASURE_WORDS, Ledger
from hedged.look import joined
from hedged.numbers import natural_bounds, share, words

COMPATIBLE, NOT_COMPATIBLE = "compatible", "not compatible"

#: The measure of which a share counts a part, and that of its whole; ``None``: the base that was named, since what
#: was sent can be many things.
_COUNTED = {"share_casualties": ("casualties", None), "share_killed": ("killed", "casualties")}

#: Why a whole is set below a part whose claimant named no base with it.
OWN_REPORTS = "what the same claimant had reported by then"
OF_THE_STATED = "the base of the share that the same claimant stated"
#: Why a share that says nothing is kept apart.
ANY_SHARE = "the two counts allow any share"


@dataclass(frozen=True, slots=True)
class Counted:
    """A share that follows from one claimant's counts, and whether it is compatible with the share stated."""

    share: Figure
    word: str

    @property
    def part(self) -> Figure:
        """The count that is the part of the share; its claimant is the one whose counts these are."""
        return dict(self.share.inputs)["part"]


@dataclass(frozen=True, slots=True)
class BesideCounts:
    """A share somebody stated, beside those that follow from counts known on the day it can last have been said.

    ``counted`` is the one from the claimant's ``own`` counts; where it had given none, one for each other
    claimant who had; empty where nobody had.
    """

    stated: Figure
    day: date
    own: bool
    counted: tuple[Counted, ...]

    @property
    def compatible(self) -> Figure:
        """How many of the shares from counts are compatible with the one stated."""
        number = sum(found.word == COMPATIBLE for found in self.counted)
        return count(number, id=f"compatible-with-{self.stated.id}", unit="shares from counts",
                     label=f"shares from counts known then that are compatible with {self.stated.label}")  # fmt: skip

    @property
    def known(self) -> Figure:
        """How many shares from counts it is set beside."""
        return count(len(self.counted), id=f"counts-beside-{self.stated.id}", unit="shares from counts",
                     label=f"shares from counts known then, beside {self.stated.label}")  # fmt: skip

    @property
    def counts(self) -> list[str | Figure]:
        """For the cell of a table: the shares from counts, those of others each with its claimant and word."""
        if self.own:
            return [self.counted[0].share]
        found = ((each.share, f" {each.part.claimant} ({each.word})") for each in self.counted)
        return joined(found, "; ") or ["no counts known then"]

    @property
    def summary(self) -> list[str | Figure]:
        """For the cell of a table: ``compatible``, or ``compatible with`` how many ``of`` how many others."""
        if self.own:
            return [self.counted[0].word]
        if not self.counted:
            return ["nothing to compare"]
        return ["compatible with ", self.compatible, " of ", self.known]


def shares_beside_counts(ledger: Ledger) -> tuple[BesideCounts, ...]:
    """Every share in the ledger beside the shares from counts, by the day it was said."""
    found = [beside_counts(ledger, stated) for measure in _COUNTED for stated in _totals(ledger, measure)]
    return tuple(sorted(found, key=lambda pair: ledger.said_on(pair.stated)))


def beside_counts(ledger: Ledger, stated: Figure) -> BesideCounts:
    """A stated share beside the share from its claimant's own counts, or from those of all others.

    The part is a claimant's latest total by the day on which the share can last have been said;
    the whole is the base that it named with it or with the share, of the dead among the casualties
    its latest total of casualties. Counts that their claimant itself disputes or denies are none, nor is one that is the number of its whole again, or with which any share is possible.
    """
    day = min(last_day_said(stated), ledger.day or date.max)
    part_measure, whole_measure = _COUNTED[stated.statement.measure]
    latest: dict[str, Figure] = {}
    for part in sorted(_totals(ledger, part_measure), key=lambda figure: (ledger.said_on(figure), refers_to(figure))):
        own = part.statement.claimant_id == stated.statement.claimant_id
        named = ledger.base(stated) if own and whole_measure is None else None
        whole = named or _whole(ledger, part, whole_measure)
        if not _stands(part) or ledger.said_on(part) > day or whole is None:
            continue
        found, _ = _share_or_reason(ledger, part, whole)
        if found is not None:
            latest[part.statement.claimant_id] = found
    own = stated.statement.claimant_id in latest
    shares = [latest[stated.statement.claimant_id]] if own else latest.values()
    found = [Counted(each, NOT_COMPATIBLE if each.rounded.disjoint(stated.rounded) else COMPATIBLE) for each in shares]
    return BesideCounts(stated, day, own, tuple(sorted(found, key=lambda each: ledger.said_on(each.part))))


def last_day_said(figure: Figure) -> date:
    """The last day on which a figure can have been said: the end of that day or month, or its earliest page."""
    days = [page.date.last for _, page in figure.evidence.reports]
    said = figure.statement.stated_on
    return min([*days, said.last] if said else days)


@dataclass(frozen=True, slots=True)
class Portion:
    """A count, and what share it is of its claimant's latest count of the whole.

    ``apart`` says why it is kept apart from the shares: it counts a part, is no figure its
    claimant stands by, it had given no whole by then, the whole is the same number again, or any
    share is possible; ``share`` is then ``None``.
    """

    part: Figure
    whole: Figure | None
    share: Figure | None
    apart: str | None


def portions(ledger: Ledger, part: str = "killed", whole: str = "casualties") -> tuple[Portion, ...]:
    """Every count of the measure ``part`` as a share of its claimant's latest total of ``whole``, by the day it was said.

    None is left out: what cannot be such a share is kept apart, with the reason.
    """
    return tuple(_portion(ledger, figure, whole) for figure in ledger.statements(measure=part, include_denied=True))


def _portion(ledger: Ledger, part: Figure, measure: str) -> Portion:
    row = part.statement
    if row.extent == "part":
        return Portion(part, None, None, "a part")
    if not _stands(part):
        return Portion(part, None, None, row.status)
    whole = _whole(ledger, part, measure)
    if whole is None:
        return Portion(part, None, None, f"no total of {MEASURE_WORDS[measure]} given by then")
    return Portion(part, whole, *_share_or_reason(ledger, part, whole))


def _share_or_reason(ledger: Ledger, part: Figure, whole: Figure) -> tuple[Figure | None, str | None]:
    """The share that a count tells, or ``None`` and why it tells none."""
    if part.readings == whole.readings:
        return None, f"the same number as the {MEASURE_WORDS[whole.statement.measure]}"
    found = share_of(ledger, part, whole)
    if (found.rounded.low, found.rounded.high) == natural_bounds(found.unit):
        return None, ANY_SHARE
    return found, None


def share_of(ledger: Ledger, part: Figure, whole: Figure) -> Figure:
    """A count as a share of another of the same claimant: of the base it named, or of one chosen here.

    A chosen one is a caveat, and so is that it is older and can have grown, or of another area.
    """
    if whole.id == part.statement.base:
        return share_of_named_base(ledger, part)
    return derive(
        share,
        id=f"share-{part.id}-of-{whole.id}",
        because=OWN_REPORTS if whole.statement.claimant_id == part.statement.claimant_id else OF_THE_STATED,
        caveats=tuple(_of_chosen(part, whole)),
        part=part,
        whole=whole,
    )


def _of_chosen(part: Figure, whole: Figure) -> Iterator[str]:
    of_part, of_whole = part.statement.refers_to, whole.statement.refers_to
    grows = whole.statement.measure in CUMULATIVE
    if grows and of_part and of_whole and of_whole < of_part and of_whole.gap(of_part) > NEAR:
        yield f"the base is of {words.of_day(of_whole)} and may have grown by {words.of_day(of_part)}"
    areas = list(dict.fromkeys((part.statement.area, whole.statement.area)))
    if len(areas) > 1:
        yield f"different areas: {words.listed([AREA_WORDS[area] for area in areas])}"


def _whole(ledger: Ledger, part: Figure, measure: str | None) -> Figure | None:
    """The latest total of a measure, of the same troops, that the claimant of a part had given by then.

    Without a measure the base it named.
    """
    if measure is None:
        return ledger.base(part)
    row, then = part.statement, ledger.said_on(part)
    given = [
        figure
        for figure in ledger.statements(measure=measure, claimant=row.claimant_id, force=row.force, extent="total")
        if _stands(figure) and ledger.said_on(figure) <= then
    ]
    return max(given, key=lambda figure: (ledger.said_on(figure), refers_to(figure)), default=None)


def _totals(ledger: Ledger, measure: str) -> tuple[Figure, ...]:
    return ledger.statements(measure=measure, extent="total")


def _stands(figure: Figure) -> bool:
    """Whether its claimant stands by a figure, or did until it gave another."""
    return figure.status in ("current", "superseded")
