"""A briefing of the standard ledger as a Document: every statement, and a share, a difference and a verdict of them."""

import functools
import tempfile
from pathlib import Path

import shared
from ledgers import CASUALTIES, PART, PLANNED, SENT
from projects import cell, project, prose

from hedged import document
from hedged.editions import files as report_files
from hedged.editions.briefing import meta
from hedged.editions.project import BRIEFING

CELLS = (
    cell("from hedged import Table, Threshold, count, derive, difference, multiple, reported_by, share"),
    cell(
        f"part = ledger['{PART}']\nwhole = ledger.base(part)\n"
        "casualty_share = derive(share, id='casualty-share', part=part, whole=whole, "
        "label='casualties among those sent, by the numbers behind the story')\n"
        "above = casualty_share.versus('>', Threshold('1/3', 'one third'))\n"
        f"rest = derive(difference, id='rest', one=ledger['{SENT}'], other=ledger['{CASUALTIES}'])\n"
        f"plan = ledger['{PLANNED}']\n"
        "increase = derive(multiple, id='increase', number=plan, of=whole, label='the planned increase as a multiple')\n"
        "twice = increase.versus('>', Threshold(2, 'twice'))\n"
        "said = ledger.statements(include_denied=True)\n"
        "pages = count(len(ledger), id='statements', unit='statements', label='statements')"
    ),
    prose(
        "## In short\n\n{eval}`part.claimant` count {eval}`part`, of {eval}`whole` that {eval}`whole.claimant` gives: "
        "{eval}`casualty_share`; above one third: {eval}`above`. With {eval}`rest.claimant` {eval}`rest` are left. "
        "{eval}`plan.claimant` plans {eval}`increase` of those; more than twice: {eval}`twice`, by {eval}`pages` statements."
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
