"""Editions made up for the tests: the content of the ``figures.json`` that a few figures and verdicts give; a briefing
that shows every figure of the standard ledger and some that follow from them."""

import functools
import json
from dataclasses import replace
from types import SimpleNamespace

import ledgers
import samples

from hedged.document.model import Document
from hedged.document.printed import Mention
from hedged.editions import files as report_files
from hedged.editions import manifest
from hedged.exports import figures_json
from hedged.figures.derive import count, derive
from hedged.figures.figure import Figure
from hedged.figures.verdict import Threshold
from hedged.look.display import MIME
from hedged.numbers import functions


def made(*values, known_on="2025-07-04", short=(), cells=None) -> dict:
    """An edition of these figures and verdicts, with all that they rest on, as its file is read back.

    ``short``: the ids that the answer in short prints; ``cells``: the cell that prints each, by its id.
    """
    figures, verdicts = {}, {}

    def take(record):
        for given in record["inputs"].values():
            take(given)
        figures.setdefault(record["id"], record)

    for value in values:
        record = value.json()
        if isinstance(value, Figure):
            take(record)
        else:
            take(record["figure"])
            verdicts[record["id"]] = record
    document = SimpleNamespace(
        title="Made up",
        meta=replace(samples.META, parameters={"known_on": known_on} if known_on else {}),
        figures=figures,
        verdicts=verdicts,
        mentions={
            name: (Mention("2-briefing.ipynb", cell, "sentence", "It is so.", None),)
            for name, cell in (cells or {}).items()
        },
        headlines=frozenset(short),
    )
    return json.loads(manifest.json_bytes(figures_json.contents(document)))


def share() -> Figure:
    """The worked example: about 4,000 of 11,000."""
    part, whole = (ledgers.ledger()[each] for each in (ledgers.PART, ledgers.WHOLE))
    label = "casualties among those sent, by the numbers of the Gazette"
    return derive(functions.share, id="casualty-share", label=label, part=part, whole=whole, caveats=("made up",))


@functools.cache
def briefing() -> Document:
    """A briefing of every statement of the standard ledger, of figures derived from them, and of their verdicts."""
    ledger, third = ledgers.ledger(), Threshold("1/3", "one third")
    increase = derive(
        functions.multiple,
        id="increase-over-the-first",
        label="the planned increase as a multiple of the first contingent",
        number=ledger[ledgers.PLANNED],
        of=ledger[ledgers.WHOLE],
    )
    own = {"part": ledger[ledgers.CASUALTIES], "whole": ledger[ledgers.SENT]}
    derived = [
        share(),
        increase,
        derive(functions.share, id="own-share", **own),
        derive(functions.difference, id="rest", one=own["whole"], other=own["part"]),
        derive(functions.difference, id="fewer", one=own["part"], other=own["whole"]),
        derive(functions.total, id="together", first=own["part"], second=ledger[ledgers.PART]),
        count(7, id="seven", unit="pages", label="pages counted"),
    ]
    verdicts = [
        *(share().versus(">", each) for each in (third, Threshold("1/4", "a quarter"), Threshold("1/2", "half"))),
        increase.versus(">", Threshold(2, "twice")),
        derived[2].versus(">", third),
    ]
    figures = [*ledger.statements(include_denied=True), *derived]
    shown = [{"type": "card", "figure": each.json()} for each in figures]
    shown += [each._repr_mimebundle_()[MIME] for each in verdicts]
    cells = [samples.code(samples.output(each)) for each in shown]
    title = samples.markdown("# Made-up troops: reported figures, their hedges and what follows\n\nWhat was made up.")
    sums = {"checksum": "0123456789abcdef" * 4, "ledger_sha256": "fedcba9876543210" * 4}
    return samples.read(samples.notebook(title, *cells), replace(samples.META, parameters={}, **sums))


@functools.cache
def files() -> dict[str, bytes]:
    """Its figures for other programs, by the name of the file."""
    return report_files.figures_files(briefing())
