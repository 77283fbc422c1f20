"""The notebooks themselves: each keeps the rules, runs alone, and the briefing holds for any day."""

from datetime import date

import pytest
import shared
from notebook_style import LEDGER_CELL, breaches
from place import ROOT

from hedged import document, notebook
from hedged.ledger.ledger import Ledger

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BRIEFING = ROOT / "notebooks/2-briefing.ipynb"
LEDGER = Ledger.read(ROOT / "data")
#: The first day for which the prose holds, the days around the main stories, and the end of the series.
DAYS = ["2025-01-31", "2025-04-30", "2025-07-04", "2025-09-30", "2026-02-28"]
#: A day on which a story broke, and one between two stories.
BETWEEN = ["2025-07-02", "2025-11-30"]


def read(known_on: str | None = None) -> document.Document:
    parameters = {"known_on": known_on} if known_on else {}
    meta = document.Meta(date(2026, 11, 22), ("The hedged developers",), "0.1.0", parameters, BRIEFING.name)
    return document.read(shared.executed(BRIEFING, parameters), meta)


@pytest.fixture(scope="module")
def briefing() -> document.Document:
    return read()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_the_rules(path):
    assert [str(fault) for fault in notebook.check(path, ledger=LEDGER)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_written_in_the_style_of_the_house(path):
    assert list(breaches(notebook.load(path))) == []


@pytest.mark.parametrize(
    ("place", "source", "told"),
    [
        (1, "import sys\nn = 1", "imports and does nothing else"),
        (2, "known_on = '2025-04-30'", "known_on = None is one of them"),
        (3, 'ledger = Ledger.read("../data")', "reads the ledger and does nothing else"),
        (5, "\n".join(f"n{number} = 1" for number in range(13)), "more than a dozen lines"),
        (5, "def over(part): return part", "defines"),
        (5, "over = lambda part: part", "defines"),
        (5, "import os", "reads or writes"),
        (5, "frame.to_csv('x')", "reads or writes"),
        (5, "pandas.read_csv('x')", "reads or writes"),
        (5, "eval('1')", "hides"),
    ],
)
def test_another_style_would_be_seen(place, source, told):
    def cell(kind: str, text: str, *tags: str) -> dict:
        return {"cell_type": kind, "source": text, "metadata": {"tags": list(tags)}}

    cells = [
        cell("markdown", "# Small"),
        cell("code", "from hedged import Ledger"),
        cell("code", "known_on = None", "parameters"),
        cell("code", LEDGER_CELL),
        cell("markdown", "Why?"),
        cell("code", "n = 1"),
    ]
    assert list(breaches({"cells": cells})) == []
    cells[place]["source"] = source
    (found,) = breaches({"cells": cells})
    assert told in found
    without = [each for each in cells if each["cell_type"] == "code"]
    assert any("no sentence before" in each for each in breaches({"cells": without}))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_alone_from_top_to_bottom(path):
    executed = shared.executed(path)
    results = [
        found["result"]["status"]
        for cell in executed["cells"]
        for found in cell["metadata"].get("user_expressions", ())
    ]
    assert results and set(results) == {"ok"}


def test_the_briefing_answers_the_question_it_began_with(briefing):
    share, verdict = briefing.figures["casualty-share"], briefing.verdicts["casualty-share-above-one-third"]
    assert (share["text"], share["readings"]["rounded"]["low"], share["readings"]["rounded"]["high"]) == (
        "36% (30 to 43%)", "7/23", "3/7",
    )  # fmt: skip
    assert (verdict["text"], verdict["margin"]) == ("depends", "1/2")
    assert [(tip["whole"], tip["inside"]) for tip in verdict["tipping"]] == [(3667, True), (11999, False)]


def test_the_planned_increase_is_judged_on_all_its_wordings(briefing):
    words = {
        name: briefing.verdicts[f"increase-over-first-contingent-above-{name}"]["text"]
        for name in ("twice", "two-and-a-half-times", "three-times")
    }
    assert words == {"twice": "holds as rounded", "two-and-a-half-times": "depends", "three-times": "fails as rounded"}


def test_the_briefing_has_at_least_four_charts_and_three_tables(briefing):
    kinds = [type(block).__name__ for block in briefing.blocks]
    assert kinds.count("ChartBlock") >= 4
    assert kinds.count("TableBlock") >= 3


@pytest.mark.parametrize("day", [*DAYS, *(pytest.param(day, marks=pytest.mark.slow) for day in BETWEEN)])
def test_the_briefing_holds_as_known_on(day):
    known = LEDGER.known_on(day)
    reported = {name for name, record in read(day).figures.items() if record["kind"] == "reported"}
    assert reported and all(statement in known for statement in reported)


def test_no_note_written_with_hindsight_reaches_an_earlier_edition():
    notes = {row.note for row in LEDGER.tables["statements"] if row.note}
    shown = {
        record["evidence"]["statement"]["note"] for record in read("2025-07-04").figures.values() if record["evidence"]
    }
    assert notes and shown == {None}
