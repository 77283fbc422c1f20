"""What the README says is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
def test_the_python_in_the_readme_prints_what_it_says(code):
    promised = re.findall(r"^print.*  # (.*)$", code, re.MULTILINE)
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert promised and printed.splitlines() == promised


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


def test_every_make_target_in_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z-]+)", README)) - {"and"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_file_the_readme_names_exists():
    for name in re.findall(r'\]\(([^)#]+)\)|`((?:notebooks|data|report)/[^`*#]+)`|src(?:set)?="([^"]+)"', README):
        path = "".join(name).split("#")[0]
        if not path.startswith("http"):
            assert (ROOT / path).exists(), path


def test_every_command_in_the_readme_is_one_of_the_tool():
    shown = subprocess.run(
        [sys.executable, "-m", "hedged", "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for command in set(re.findall(r"\.venv/bin/hedged ([a-z]+)", README)):
        assert re.search(rf"\b{command}\b", shown.stdout), command
