"""The rows of the ledger, one class a table: the only schema of the data.

The classes decide how a row is read (`hedged.ledger.cells`), and the tables of the codebook and
``data/datapackage.json`` are generated from them (`hedged.ledger.codebook`). What a column means
is therefore written here and nowhere else.
"""

import re
from fractions import Fraction

from hedged.ledger.cells import Number, Record, column
from hedged.ledger.codes import (
    AREAS,
    COUNTS,
    DISTORTIONS,
    EXTENTS,
    FORCES,
    HEDGE_WORDS,
    INDICATORS,
    KINDS,
    MEASURES,
    MODES,
    STANDINGS,
    STATUSES,
)
from hedged.numbers import HEDGES, PERSONS, SHARE, Day

#: Measures that speak of what is to come; only they carry ``mode`` and ``due``.
FORECASTS = frozenset({"planned", "planned_total"})
#: Measures that are fractions of a whole; all others count persons.
SHARES = frozenset({"share_casualties", "share_killed"})
#: Measures that only grow with time.
CUMULATIVE = frozenset({"sent_total", "casualties", "killed", "wounded", "captured", "returned"})
#: Measures that may name the statement they are a part of.
WITH_BASE = frozenset({"casualties", "killed"}) | SHARES


class Claimant(Record):
    """Who gave a figure."""

    table = "claimants"
    key = "claimant_id"
    holds = "a body, person or unnamed group that gave a figure"

    claimant_id: str = column("slug", "key", required=True)
    name: str = column("text", "official English name, or a description where nobody is named", required=True)
    short_name: str = column("text", "name for tables and charts", required=True)
    country: str | None = column("code", "ISO 3166 alpha-2; empty for several states or unknown")
    standing: str = column("word", "position towards the war", words=STANDINGS, required=True)
    note: str | None = column("text", "")


class Source(Record):
    """A page."""

    table = "sources"
    key = "source_id"
    holds = "a page"

    source_id: str = column("slug", "key; outlet and date", required=True)
    publisher: str = column("text", "outlet; for copies also where the copy stands", required=True)
    title: str | None = column("text", "headline as seen; empty where it was not seen")
    url: str | None = column("url", "address; empty for the starting article only")
    published: Day | None = column("date", "date of the page; empty where the page is undated")
    placed: Day | None = column(
        "date",
        "day or month in which an undated page belongs by its content",
        allowed="filled only where `published` is empty",
    )
    language: str = column("tag", "BCP 47", required=True)
    kind: str = column("word", "nearness to the claimant", words=KINDS, required=True)
    relays_source_id: str | None = column("slug", "page in this table whose report is relayed", refers="sources")
    relays_name: str | None = column("text", "outlet or agency relayed, where it has no row here")
    note: str | None = column("text", "how the date was found, copies, doubts about the outlet")

    @property
    def date(self) -> Day:
        """The day or month of the page: as published, else as placed."""
        return self.published or self.placed

    @property
    def outlet(self) -> str:
        """Whose text it is: "Reuters via FBC News" is Reuters, "Mint (Bloomberg copy)" is Bloomberg."""
        copied = re.search(r"\(([^()]+) copy\)$", self.publisher)
        return copied[1] if copied else re.sub(r" via .*$|\s*\([^()]*\)", "", self.publisher)


class Quoted:
    """What statements and reports share: a hedged number in the columns low, best, high, hedge."""

    @property
    def numbers(self) -> dict[str, Number]:
        """The filled cells among low, best and high."""
        cells = {"low": self.low, "best": self.best, "high": self.high}
        return {name: cell for name, cell in cells.items() if cell is not None}

    @property
    def in_words(self) -> bool:
        """Whether the number is a share said as a word ("a third"), written as a fraction."""
        return any("/" in cell.text for cell in self.numbers.values())

    def same_figure(self, other: "Quoted") -> bool:
        """Whether hedge and numbers are those of the other."""
        return self.hedge == other.hedge and self.numbers == other.numbers


_PERSONS_OR_SHARE = "persons; for shares a decimal or a fraction `a/b`"


class Statement(Record, Quoted):
    """One thing one claimant said on one occasion."""

    table = "statements"
    key = "statement_id"
    holds = "one thing said"

    statement_id: str = column("slug", "key; claimant, measure, date", required=True)
    claimant_id: str = column("slug", "who said it", refers="claimants", required=True)
    stated_on: Day | None = column("date", "day it was said; empty where no page gives it")
    measure: str = column("word", "what is counted", words=MEASURES, required=True)
    low: Fraction | None = column(
        "number", "lower bound; which cells are filled follows from `hedge`", allowed=_PERSONS_OR_SHARE
    )
    best: Fraction | None = column("number", "point; filled or not as for `low`", allowed=_PERSONS_OR_SHARE)
    high: Fraction | None = column("number", "upper bound; filled or not as for `low`", allowed=_PERSONS_OR_SHARE)
    hedge: str = column(
        "word",
        "qualification by the claimant, as far as it can be made out",
        words=HEDGE_WORDS,
        required=True,
    )
    as_of: Day | None = column(
        "date",
        "date the figure refers to; for forecasts the date or beginning of the window;"
        " if equal to `stated_on`, no other date was given",
    )
    area: str = column("word", "", words=AREAS, required=True)
    force: str = column("word", "kind of troops", words=FORCES, required=True)
    counts: str | None = column("word", "for `casualties` only: what the word covers", words=COUNTS)
    base: str | None = column(
        "slug",
        "for `casualties`, `killed` and shares: the statement whose number the claimant named as the whole,"
        " or which its share implies",
        allowed="empty where none was named",
        refers="statements",
    )
    extent: str = column("word", "whether the number covers all that the measure names", words=EXTENTS, required=True)
    due: Day | None = column("date", "for forecasts: end of the window as said; empty where no end was said")
    mode: str | None = column("word", "for forecasts", allowed="empty for a denial", words=MODES)
    status: str = column("word", "standing of the figure with its own claimant", words=STATUSES, required=True)
    superseded_by: str | None = column(
        "slug",
        "later statement, same claimant and same measure",
        allowed="filled exactly where `status` is `superseded`",
        refers="statements",
    )
    disputed_by: str | None = column(
        "slug",
        "statement that contradicts it, where `status` is `disputed` and one can be named",
        refers="statements",
    )
    repeats: str | None = column(
        "slug", "earlier statement whose figure and definition are plainly carried over", refers="statements"
    )
    via: str | None = column(
        "slug",
        "through whom the statement is known, where only one party relays it or it was made to that party"
        " (`lawmakers` = members of the South Korean parliament after closed NIS briefings;"
        " `lawmaker-yu` = one of them on a Ukrainian briefing)",
    )
    scope: str | None = column("text", "limits of the figure, at most 12 words", most=12)
    note: str | None = column("text", "doubts, at most 30 words", most=30)
    verified: Day | None = column(
        "day",
        "day on which the figure was met again on its own or another page and number, hedge, claimant and date"
        " were compared; empty where it was not met again",
    )

    @property
    def status_by(self) -> str | None:
        """The statement by which this one is superseded or disputed, where one can be named."""
        return self.superseded_by or self.disputed_by

    @property
    def refers_to(self) -> Day | None:
        """The day the figure refers to: its ``as_of``, else the day it was said."""
        return self.as_of or self.stated_on

    @property
    def unit(self) -> str:
        """What the number counts: persons, or the share of a whole."""
        return SHARE if self.measure in SHARES else PERSONS

    def cells_of(self, hedge: str) -> dict[str, object]:
        """Its numbers in the cells that a hedge fills, with unit and kind: what reads them, and prints them."""
        fills = HEDGES[hedge].fills if hedge in HEDGES else ()
        return {**dict(zip(fills, self.numbers.values(), strict=False)), "unit": self.unit, "in_words": self.in_words}


class Report(Record, Quoted):
    """One page printing one statement."""

    table = "reports"
    key = "report_id"
    holds = "one statement on one page"

    report_id: str = column("slug", "key", required=True)
    statement_id: str = column("slug", "statement reported", refers="statements", required=True)
    source_id: str = column("slug", "page", refers="sources", required=True)
    relayed_from: str | None = column(
        "slug",
        "page (in `sources.csv`) from which this page took this figure; empty where the page reports it itself"
        " or the origin is not known or has no row",
        refers="sources",
    )
    low: Fraction | None = column("number", "lower bound as **this** page prints it", allowed="as in `statements.csv`")
    best: Fraction | None = column("number", "point as **this** page prints it", allowed="as in `statements.csv`")
    high: Fraction | None = column("number", "upper bound as **this** page prints it", allowed="as in `statements.csv`")
    hedge: str = column(
        "word",
        "qualification as **this** page prints it",
        allowed="as in `statements.csv`",
        words=HEDGE_WORDS,
        elsewhere=True,
        required=True,
    )
    as_printed: str = column(
        "text",
        "figure phrase in the page's language, at most 8 words; `…` marks an omission",
        required=True,
        most=8,
    )
    place: int | None = column("integer", "number of the paragraph, where it could be counted")
    distortion: str = column("word", "main change against the statement", words=DISTORTIONS, required=True)
    note: str | None = column("text", "")


class Event(Record):
    """A dated event."""

    table = "events"
    key = "event_id"
    holds = "a dated event"

    event_id: str = column("slug", "key", required=True)
    date: Day = column("date", "day or month of the event", required=True)
    what: str = column("text", "the event in one sentence", required=True)
    source_id: str = column("slug", "page it rests on", refers="sources", required=True)


class Indicator(Record):
    """A sign of preparation as reported."""

    table = "indicators"
    key = "indicator_id"
    holds = "a sign of preparation as reported"

    indicator_id: str = column("slug", "key", required=True)
    what: str = column("text", "the sign, in own words", required=True)
    kind: str = column("word", "", words=INDICATORS, required=True)
    seen_on: Day | None = column("date", "when the sign was seen, not when it was reported")
    source_id: str = column("slug", "page", refers="sources", required=True)
    reported_by: str = column("slug", "claimant who reports the sign", refers="claimants", required=True)
    points_to: str | None = column(
        "slug", "planned figure it is said to support; empty where none is named", refers="statements"
    )
    note: str | None = column("text", "")


class SetAside(Record):
    """A figure that was read and left out."""

    table = "set_aside"
    key = "claim_id"
    holds = "a figure that was read and left out"

    claim_id: str = column("slug", "key of the figure left out", required=True)
    source_id: str = column(
        "slug", "page; not always listed in `sources.csv`, which holds only pages in use", required=True
    )
    figure: str = column("text", "the value", required=True)
    reason: str = column(
        "text",
        "why: an outlet's own unsourced background or arithmetic, or a look-alike number"
        " (civilian workers, grave places, coffins)",
        required=True,
    )


class Correction(Record):
    """A cell that was put right."""

    table = "corrections"
    key = "correction_id"
    holds = "a cell that was put right"

    correction_id: str = column("slug", "key", required=True)
    row_id: str = column("slug", "the row it was made in, of any other table, by its key", name="row", required=True)
    column_name: str = column(
        "text",
        "the column; for a row that was taken out the column of its key",
        name="column",
        required=True,
    )
    was: str | None = column("text", "the cell as it was; empty where it was empty", name="from")
    now: str | None = column("text", "the cell as it is; empty where it was emptied, or the row taken out", name="to")
    why: str = column("text", "how the mistake was found, or what is now known", required=True)
    when: Day = column("day", "day of the correction; never earlier than in the line before", required=True)


#: The tables by name, in the order of the codebook.
TABLES: dict[str, type[Record]] = {
    record.table: record for record in (Claimant, Source, Statement, Report, Event, Indicator, SetAside, Correction)
}
