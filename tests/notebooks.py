"""Made-up notebooks for the tests: cells, and files to run."""

import json
from pathlib import Path

# A ledger and a figure small enough to stand in a cell, printing as those of the package do.
LEDGER = """\
class Ledger(set): pass
class Share:
    def __init__(self, text): self.text = text
    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = {"type": "text", "text": self.text}
        return {"text/plain": self.text, "application/vnd.hedged.v1+json": shown}
ledger = Ledger({"nis-sent", "nis-casualties"})
"""


def prose(source, **metadata):
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def code(source, **metadata):
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def notebook(*cells):
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells, start=1)],
    }


def written(folder: Path, *cells, name="2-briefing.ipynb") -> Path:
    path = folder / name
    path.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    return path
