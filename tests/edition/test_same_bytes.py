"""The committed report is what the sources build, in another place too, and what nbconvert makes of the notebook.

What else a build must not depend on is varied by tests/varied.py.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from projects import ROOT, contents, copied

pytestmark = pytest.mark.slow

PLACE = "somewhere else, öäü"


def report(project: Path) -> dict[str, bytes]:
    """The files of a project's current edition, by name."""
    return {name: content for name, content in contents(project / "report").items() if not name.startswith("editions/")}


def test_the_committed_report_is_what_a_copy_of_the_sources_builds_and_tells_nothing_of_its_place(tmp_path):
    folder = copied(tmp_path / PLACE)
    done = subprocess.run(
        [sys.executable, "-m", "hedged", "build"],
        cwd=folder, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    committed, built = report(ROOT), report(folder)
    assert committed.keys() == built.keys()
    assert [name for name in committed if committed[name] != built[name]] == []
    assert [name for name in built if PLACE.encode() in built[name]] == []


def test_jupyter_nbconvert_gives_the_bytes_of_the_committed_pdf(tmp_path):
    path = ROOT / "notebooks/2-briefing.ipynb"
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter"), "nbconvert", "--to", "briefing-pdf", "--output-dir", tmp_path, path.name],
        cwd=path.parent, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "2-briefing.pdf").read_bytes() == (ROOT / "report/briefing.pdf").read_bytes()
