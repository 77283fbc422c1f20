"""Engine and subject are two things: what a room of the engine is tested on is made up."""

import ast
import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: Tests of the real edition stand in tests/edition; these others are of this project as a whole, or read the page of it.
OF_THE_PROJECT = {
    "editions/test_inputs.py": "what this project is built from",
    "lab/opened.py": "JupyterLab on a copy of this project",
    "lab/test_jupyterlab.py": "JupyterLab on a copy of this project",
}
#: What leads to the real data: its folder, or a helper that reads the edition.
LEADS_THERE = re.compile(r'ROOT / "data|parents\[\d\] / "data|\bcopied\(')
OF_THE_EDITION = {"place", "real", "editions", "recounts", "second_opinion", "second_judgements"}


def engine_tests():
    """The files of the rooms, by their path from tests/."""
    for path in sorted((ROOT / "tests").glob("*/*.py")):
        name = path.relative_to(ROOT / "tests").as_posix()
        if path.parent.name != "edition" and name not in OF_THE_PROJECT:
            yield name, path.read_text(encoding="utf-8")


def imported(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_no_test_of_a_room_reads_the_real_data():
    found = {
        name: [*LEADS_THERE.findall(text), *OF_THE_EDITION.intersection(imported(text))]
        for name, text in engine_tests()
    }
    assert len(found) > 60
    assert {name: ways for name, ways in found.items() if ways} == {}


def test_no_test_of_a_room_names_a_statement_of_the_real_ledger():
    with (ROOT / "data/statements.csv").open(encoding="utf-8", newline="") as file:
        real = {row["statement_id"] for row in csv.DictReader(file)}
    found = {name: real.intersection(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text)) for name, text in engine_tests()}
    assert {name: ids for name, ids in found.items() if ids} == {}


def test_what_is_of_the_project_is_there_and_does_read_it():
    for name in OF_THE_PROJECT:
        text = (ROOT / "tests" / name).read_text(encoding="utf-8")
        assert LEADS_THERE.search(text) or OF_THE_EDITION.intersection(imported(text)), name
