"""A briefing of the standard ledger as a Document: every statement, and a share, a difference and a verdict of them."""

import functools
import tempfile
from pathlib import Path

import shared
from ledgers import CASUALTIES, PART, SENT
from projects import cell, project, prose

from hedged import document
from hedged.editions import files as report_files
from hedged.editions.briefing import meta
from hedged.editions.project import BRIEFING

CELLS = (
    cell("from hedged import Table, Threshold, derive, difference, reported_by, share"),
    cell(
        f"part = ledger['{PART}']\nwhole = ledger.base(part)\n"
        "casualty_share = derive(share, id='casualty-share', part=part, whole=whole)\n"
        "above = casualty_share.versus('>', Threshold('1/3', 'one third'))\n"
        f"rest = derive(difference, id='rest', one=ledger['{SENT}'], other=ledger['{CASUALTIES}'])\n"
        "said = ledger.statements(include_denied=True)"
    ),
    prose(
        "## In short\n\n{eval}`part.claimant` count {eval}`part`, of {eval}`whole` that {eval}`whole.claimant` gives: "
        "{eval}`casualty_share`; above one third: {eval}`above`. With {eval}`rest.claimant` {eval}`rest` are left."
    ),
    cell(
        "Table(id='all-said', title='All that was said', columns={'Claimant': 'left', 'Figure': 'right'},\n"
        "      rows=[[figure.label, figure] for figure in said], sources=[reported_by(said)])"
    ),
)


@functools.cache
def folder() -> Path:
    """Its project, which nothing changes."""
    return project(Path(tempfile.mkdtemp(prefix="hedged-whole-")) / "small", *CELLS)


@functools.cache
def briefing() -> document.Document:
    return document.read(shared.executed(folder() / BRIEFING), meta(folder(), folder() / BRIEFING, {}))


@functools.cache
def files() -> dict[str, bytes]:
    """Its figures for other programs, by the name of the file."""
    return report_files.figures_files(briefing())
