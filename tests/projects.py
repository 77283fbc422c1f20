"""A small project on disk, for tests that build one: the made-up standard ledger, a notebook of a few cells."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import warm
from ledgers import standard

ROOT = Path(__file__).parents[1]

CITATION = """\
cff-version: 1.2.0
message: Please cite it.
title: Small
authors:
  - name: The testers
version: 1.2.3
date-released: 2026-11-22
"""

LEDGER = 'ledger = Ledger.read("../data").known_on(known_on)'


def cell(source: str, *tags: str) -> dict:
    """A code cell."""
    return {"cell_type": "code", "execution_count": None, "metadata": {"tags": list(tags)} if tags else {},
            "outputs": [], "source": source}  # fmt: skip


def prose(source: str) -> dict:
    """A Markdown cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def notebook(*cells: dict) -> str:
    """A briefing with these cells after its title, imports, parameters and ledger."""
    content = {
        "cells": [
            prose("# Small"),
            cell("from hedged import Ledger"),
            cell("known_on = None", "parameters"),
            cell(LEDGER),
            *cells,
        ],
        "metadata": {"hedged": {"first_day": "2025-01-31"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return json.dumps(content, indent=1) + "\n"


def project(folder: Path, *cells: dict) -> Path:
    """A project in `folder` whose briefing has these cells."""
    (folder / "notebooks").mkdir(parents=True)
    (folder / "src").mkdir()
    (folder / "CITATION.cff").write_text(CITATION)
    (folder / "src/method.py").write_text("# part of the inputs\n")
    (folder / "requirements.lock").write_text(
        "typst==0.0.1 \\\n    --hash=sha256:00\nmatplotlib==0.0.2 ; x == 'y' \\\n"
    )
    (folder / "notebooks/2-briefing.ipynb").write_text(notebook(*(cells or (prose("A sentence."),))))
    shutil.copytree(standard(), folder / "data")
    return folder


def inputs(project: Path) -> dict[str, bytes]:
    """Every file that a build of this project reads, by its path; its kept editions apart."""
    files = [project / name for name in ("CITATION.cff", "requirements.lock")]
    for name in ("data", "notebooks", "src"):
        files += (path for path in (project / name).rglob("*") if path.is_file())
    left_behind = {"__pycache__", ".ipynb_checkpoints"}
    return {
        path.relative_to(project).as_posix(): path.read_bytes() for path in files if left_behind.isdisjoint(path.parts)
    }


def copied(folder: Path, project: Path = ROOT) -> Path:
    """This project as it stands, or a copy of it, in `folder`: what a build of it reads, and its kept editions."""
    for path, content in inputs(project).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if (project / "report/editions").is_dir():
        shutil.copytree(project / "report/editions", folder / "report/editions")
    return folder


def hedged(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command `hedged`, run to its end in a process of its own: a warm one, but for another environment."""
    if not environment:
        return warm.run([*map(str, arguments)], cwd, timeout_s=120)
    return subprocess.run(
        [sys.executable, "-m", "hedged", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, timeout=120, env={**os.environ, **environment},
    )  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
