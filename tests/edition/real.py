"""The briefing itself as a Document, run once for all tests that ask for it."""

import functools

import shared
from place import ROOT

from hedged import document
from hedged.editions import annex, kept
from hedged.editions import files as report_files
from hedged.editions.briefing import meta
from hedged.editions.project import BRIEFING
from hedged.ledger.ledger import Ledger


@functools.cache
def briefing() -> document.Document:
    return document.read(shared.executed(ROOT / BRIEFING), meta(ROOT, ROOT / BRIEFING, {}))


@functools.cache
def edition() -> document.Document:
    """The same with its annex, as it is rendered."""
    report, corrections = ROOT / "report", Ledger.read(ROOT / "data").tables["corrections"]
    return annex.added(briefing(), kept.before(report, briefing().meta.edition), corrections)


@functools.cache
def files() -> dict[str, bytes]:
    """Its figures for other programs, by the name of the file."""
    return report_files.figures_files(edition())


@functools.cache
def pdf() -> bytes:
    """The briefing as it is built, as PDF."""
    return shared.once("briefing.pdf", lambda: report_files.render_pdf(edition()))
