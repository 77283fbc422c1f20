"""What the README and the guides in docs/ say is so."""

import importlib
import json
import re
import shutil
import subprocess
import sys

import pytest
from place import ROOT
from projects import cell, hedged, prose

from hedged import Ledger, Threshold

README = (ROOT / "README.md").read_text(encoding="utf-8")
METHOD = (ROOT / "docs/method.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The blocks of a language in the README."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", [each for each in blocks("python") if "display(" not in each])
def test_the_python_in_the_readme_prints_what_it_says(code):
    promised = re.findall(r"^print.*  # (.*)$", code, re.MULTILINE)
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert promised and printed.splitlines() == promised


def test_the_cells_in_the_readme_make_a_briefing_of_their_own(tmp_path):
    (text,) = blocks("markdown")
    (code,) = (each for each in blocks("python") if "display(" in each)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "CITATION.cff").write_text(
        "title: Out of action\nversion: 1.0\ndate-released: 2026-11-22\nauthors: [{name: Somebody}]\n"
    )
    notebook = {"cells": [prose(text), cell(code)], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/2-briefing.ipynb").write_text(json.dumps(notebook))
    for command in ("build", "check"):
        done = hedged(command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "report/figures.json").read_text(encoding="utf-8"))
    (verdict,) = made["verdicts"].values()
    assert verdict["figure"] == "taken-out"
    page = (tmp_path / "report/briefing.html").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    share = made["figures"]["taken-out"]["text"]
    assert f"{share} of those sent are out of action; above one third: {verdict['text']}." in words
    assert "What was counted" in words and f"Out of action: {share}" in words
    assert len(re.findall(r'<svg[^>]* class="[^"]*drawing', page)) == 1
    assert len(re.findall("<table", page)) >= 2  # the data of the chart are a table, too
    assert (tmp_path / "report/briefing.pdf").read_bytes().startswith(b"%PDF")


def test_every_question_in_the_method_is_a_function_over_the_ledger():
    table = METHOD.split("\n## Questions to a ledger\n")[1].split("\n## ")[0]
    ledger, threshold = Ledger.read(ROOT / "data"), Threshold("1/3", "one third")
    known = {"ledger": ledger, "threshold": threshold, "ask": len, "figures": ledger.statements(measure="planned")}
    asked = re.findall(r"`((\w+)\.(\w+)\(.+?\))`", table)
    assert len(asked) > len(table.splitlines()) / 2
    for call, module, function in asked:
        known[module] = importlib.import_module(f"hedged.analysis.{module}")
        known[function] = eval(call, known)
        assert known[function], call


def test_the_first_screen_holds_the_answer_the_report_the_edition_and_the_central_chart():
    first = README.split("\n## ")[0]
    for shown in (
        "above one third: **depends**",
        "more than twice: **holds as rounded**",
        "[report/briefing.pdf](report/briefing.pdf)",
        "Edition of ",
        'srcset="report/central-chart-dark.svg"',
        'src="report/central-chart.svg"',
    ):
        assert shown in first, shown
    assert len(re.search(r'alt="([^"]+)"', first)[1]) > 100


def test_every_file_the_readme_names_exists():
    for name in re.findall(r'\]\(([^)#]+)\)|`((?:notebooks|data|report)/[^`*#]+)`|src(?:set)?="([^"]+)"', README):
        path = "".join(name).split("#")[0]
        if not path.startswith("http"):
            assert (ROOT / path).exists(), path


def test_every_command_and_option_in_the_guides_is_one_of_the_tool():
    text = README + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
    said: dict[str, set[str]] = {}
    for line in re.findall(r"\.venv/bin/hedged ([a-z][^#\n]*)", text):
        said.setdefault(line.split()[0], set()).update(re.findall(r"--[a-z-]+", line))
    for command, options in said.items():
        shown = hedged(command, "--help", cwd=ROOT).stdout
        assert f"Usage: hedged {command} " in shown
        assert options <= set(re.findall(r"--[a-z-]+", shown)), command
