"""Reported figures made up for the tests: one row, one claimant, one page."""

from hedged import Threshold, derive, share
from hedged.figures.figure import Figure
from hedged.ledger.evidence import Evidence
from hedged.ledger.evidence import reported as of_evidence
from hedged.ledger.records import Claimant, Report, Source, Statement

CLAIMANTS = {
    "north": ("Northern Survey Office", "North", "XN", "third_state"),
    "east": ("Eastern Staff", "East", "XE", "belligerent"),
}


def statement(id: str, **cells: str) -> Statement:
    """A row of the ledger; the cells not given are those of the simplest row."""
    simplest = {
        "claimant_id": "north",
        "stated_on": "2025-04-30",
        "measure": "casualties",
        "hedge": "about",
        "as_of": "2025-04-30",
        "area": "russia",
        "force": "all",
        "extent": "total",
        "status": "current",
    }
    return Statement(statement_id=id, **(simplest | cells))


def reported(id: str, **cells: str) -> Figure:
    """The figure of such a row."""
    row = statement(id, **cells)
    name, short_name, country, standing = CLAIMANTS[row.claimant_id]
    claimant = Claimant(
        claimant_id=row.claimant_id, name=name, short_name=short_name, country=country, standing=standing
    )
    page = Source(source_id="herald", publisher="Herald", published="2025-04-30", language="ko", kind="secondary")
    numbers = {name: cells[name] for name in ("low", "best", "high") if name in cells}
    report = Report(
        report_id=f"{id}-herald",
        statement_id=id,
        source_id="herald",
        hedge=row.hedge,
        as_printed="4천여 명",
        distortion="none",
        **numbers,
    )
    return of_evidence(Evidence(row, claimant, ((report, page),), (None,), ("Herald",)))


PART = reported("part", best="4000")
WHOLE = reported("whole", measure="sent_total", best="11000")
ABOVE_A_THIRD = derive(share, id="s", part=PART, whole=WHOLE).versus(">", Threshold("1/3", "one third"))
