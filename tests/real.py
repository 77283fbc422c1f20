"""The briefing itself as a Document, run once for all tests that ask for it."""

import functools
from pathlib import Path

from hedged import document, edition, notebook
from hedged.project import BRIEFING

ROOT = Path(__file__).parents[1]


@functools.cache
def briefing() -> document.Document:
    executed = notebook.execute(ROOT / BRIEFING)
    return document.read(executed, edition.meta(ROOT, ROOT / BRIEFING, {}))


@functools.cache
def files() -> dict[str, bytes]:
    """Its figures for other programs, by the name of the file."""
    return edition.figures_files(briefing())


@functools.cache
def pdf() -> bytes:
    """The briefing as it is built, as PDF."""
    return edition.render_pdf(briefing())
