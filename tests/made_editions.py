"""Editions made up for the tests: the content of the ``figures.json`` that a few figures and verdicts give."""

import json
from dataclasses import replace
from types import SimpleNamespace

import samples

from hedged.document.printed import Mention
from hedged.editions import manifest
from hedged.exports import figures_json
from hedged.figures.figure import Figure


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
