"""Words that one language uses loosely as a hedge: figures printed with them on both readings.

Korean -여 behind a number says "a little over", and is used where others say "about". The ledger
codes it by its use; here the figures printed so are read to the letter as well: by another
hedge than their statements are coded with.

A figure so read is derived: nobody said it so, and its id is no row of the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hedged.analysis.shares import share_of_named_base
from hedged.figures import DERIVED, Figure, Threshold, Verdict, derive
from hedged.ledger import Ledger, Report, Source
from hedged.ledger.checks import phrases
from hedged.numbers import HEDGES, DeriveError, words
from hedged.numbers import readings as hedge_readings


@dataclass(frozen=True, slots=True)
class LooseWord:
    """A hedge word used loosely: its language, how it stands at a number, and its hedge as coded and to the letter.

    ``pattern`` is a regular expression in which ``{n}`` stands for the number.
    """

    language: str
    pattern: str
    coded: str
    strict: str


LOOSE_WORDS = (LooseWord("ko", r"{n}\s?여", "about", "just_over"),)


def loose_word(figure: Figure) -> LooseWord | None:
    """The loose word with which a page prints the number of a reported figure; ``None`` where none does.

    Only pages that report it themselves tell: a relay prints its own word, often in translation.
    """
    return next((word for word, _, _ in _printing(figure)), None)


def printed_loosely(ledger: Ledger) -> dict[str, tuple[tuple[Report, Source], ...]]:
    """The statements that are printed with a loose word, by id, each with the reports and pages that do so."""
    found = {}
    for figure in ledger.statements(include_denied=True):
        if printing := tuple((report, page) for _, report, page in _printing(figure)):
            found[figure.id] = printing
    return found


def _printing(figure: Figure) -> Iterator[tuple[LooseWord, Report, Source]]:
    for word in LOOSE_WORDS:
        if figure.evidence is None or figure.statement.hedge != word.coded:
            continue
        for report, page in figure.evidence.reports:
            same = page.language.split("-")[0] == word.language and page.kind != "relay"
            if same and _stands_in(word, report.as_printed.lower(), page.language, figure):
                yield word, report, page


def _stands_in(word: LooseWord, phrase: str, language: str, figure: Figure) -> bool:
    """Whether the word stands at the figure's own number in a phrase, which may give other numbers too."""
    wanted = set(figure.statement.numbers.values())
    pattern = word.pattern.replace("{n}", "\0")
    return any(
        re.search(pattern, f"{phrase[: place.start]}\0{phrase[place.end :]}")
        for place in phrases.places(phrase, language)
        if place.value in wanted
    )


def read_as(figure: Figure, hedge: str) -> Figure:
    """The number of a statement read by another hedge than it is coded with: a figure with an id of its own.

    Claimant, pages and status stay; a caveat says how it is read, and travels on. Raises
    :class:`DeriveError` for a figure that is not a statement's own, or a hedge that cannot read its number.
    """
    row = figure.statement
    coded = row and (row.statement_id, hedge_readings(row.hedge, **row.cells_of(row.hedge)))
    if (figure.id, figure.readings) != coded:
        raise DeriveError(f"{figure.id} is no statement as coded; only that is read by another hedge")
    if hedge == row.hedge:
        return figure
    if hedge in HEDGES and len(HEDGES[hedge].fills) != len(row.numbers):
        raise DeriveError(f"{figure.id} is coded {row.hedge!r}, whose numbers {hedge!r} cannot read")
    try:
        readings = hedge_readings(hedge, **row.cells_of(hedge))
    except ValueError as fault:
        raise DeriveError(f"{figure.id}: {fault}") from None
    name, instead_of = hedge.replace("_", " "), row.hedge.replace("_", " ")
    read = replace(
        figure,
        id=f"{figure.id}-read-as-{hedge.replace('_', '-')}",
        label=f"{figure.label}, read as “{name}”",
        kind=DERIVED,
        text=words.with_status(f"read as {words.hedged(hedge, **row.cells_of(hedge))}", row.status),
        readings=readings,
        hedge=hedge,
    )
    return read.with_caveats(f"{figure.label}, is read here as “{name}”; it is coded as “{instead_of}”")


def strictly(figure: Figure) -> Figure:
    """The same figure with each statement that is printed with a loose word read to the letter.

    The figure itself where it rests on none; else one with an id of its own. What keeps a
    verdict from being given on it, and the caveats noted on the way, stay as they are.
    """
    if figure.function is None:
        word = loose_word(figure)
        return figure if word is None else read_as(figure, word.strict)
    inputs = {name: given and strictly(given) for name, given in figure.inputs}
    if inputs == dict(figure.inputs):
        return figure
    read = derive(figure.function, id=f"{figure.id}-read-strictly", caveats=figure.noted, **inputs)
    return replace(read, unsettled=figure.unsettled)


@dataclass(frozen=True, slots=True)
class BothReadings:
    """A share of a named base against a threshold, its loose words read as coded and to the letter."""

    part: Figure
    coded: Verdict
    strict: Verdict

    @property
    def differ(self) -> bool:
        """Whether the outcome turns on how the word is read."""
        return self.coded.outcome != self.strict.outcome


def both_readings(ledger: Ledger, threshold: Threshold, measure: str = "casualties") -> tuple[BothReadings, ...]:
    """Every total of a measure as a share of its named base, on both readings, by the day it was said.

    Only those of which the part or the base is printed with a loose word.
    """
    found = []
    for part in ledger.statements(measure=measure, extent="total"):
        coded = share_of_named_base(ledger, part)
        strict = strictly(coded)
        if strict is not coded and coded.readings is not None:
            found.append(BothReadings(part, coded.versus(">", threshold), strict.versus(">", threshold)))
    return tuple(found)
