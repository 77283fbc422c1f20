"""Which notebook is asked for, and with which parameters, by a file that may be what papermill left of a run.

papermill writes a copy: a cell of parameters put in, results stored, cells left out that the day did not know.
Nothing of this is trusted. The copy names the notebook it is a run of and the parameters; what is then made is
made from that notebook, so that it is what ``hedged build`` makes with the same parameters.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hedged import briefing
from hedged.document import Meta
from hedged.ledger import Ledger
from hedged.notebook_file import INJECTED, NotebookError, load, prepared, tagged
from hedged.project import BRIEFING


@dataclass(frozen=True)
class Asked:
    """A notebook of the project, ready to run: its path, its content with the parameters put in, edition and ledger."""

    path: Path
    content: dict[str, Any]
    meta: Meta
    ledger: Ledger


def asked(root: Path, path: Path, content: Mapping[str, Any]) -> Asked:
    """What the notebook ``content`` of the project at ``root`` asks for; ``path`` is where it lies.

    Raises HedgedError for what ``hedged build`` would refuse, in the same words, and for a run of another notebook
    than the project has.
    """
    given = parameters(content, path.name)
    if is_run(content):
        path, content = _source(root, path, content)
    content = {**content, "cells": _written(content)}
    given = briefing.parameters_given(root, given)
    ready = prepared(content, path.name, given)
    meta = briefing.meta(root, path, given)
    ledger = briefing.refuse_faults_of_meaning(root, path.name, content, meta.edition)
    return Asked(path, ready, meta, ledger)


def is_run(content: Mapping[str, Any]) -> bool:
    """Whether papermill wrote this notebook."""
    return "papermill" in content["metadata"]


def parameters(content: Mapping[str, Any], name: str) -> dict[str, object]:
    """What the cell of parameters put in for a run sets, by name. It is read, never run.

    Raises NotebookError (bad input) where there is more than one, or where it does anything else.
    """
    cells = [cell for cell in content["cells"] if tagged(cell, INJECTED)]
    if len(cells) > 1:
        raise NotebookError(f"{name}: {len(cells)} cells are tagged '{INJECTED}'; keep one", 2)
    try:
        return {each: value for cell in cells for each, value in map(_assigned, ast.parse(cell["source"]).body)}
    except (SyntaxError, ValueError, RecursionError):
        raise NotebookError(
            f"{name}: the cell tagged '{INJECTED}' does more than set names to values; "
            """write known_on = "2025-07-05" into it""",
            2,
        ) from None


def _assigned(line: ast.stmt) -> tuple[str, object]:
    match line:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, ast.literal_eval(value)
    raise ValueError


def _written(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cells that an author wrote."""
    return [cell for cell in content["cells"] if not tagged(cell, INJECTED)]


def _source(root: Path, path: Path, run: Mapping[str, Any]) -> tuple[Path, dict[str, Any]]:
    """The notebook that ``run`` is a run of, which must still say the same; raises NotebookError where it does not."""
    stored = run["metadata"]["papermill"]
    told = stored.get("input_path") if isinstance(stored, Mapping) else None
    name = Path(told).name if isinstance(told, str) and told.endswith(".ipynb") else BRIEFING.name
    source = root / BRIEFING.parent / name
    if not source.is_file():
        raise NotebookError(f"{path.name}: a run of {name}, which does not lie in {BRIEFING.parent.as_posix()}/", 2)
    content = load(source)
    written = iter([(cell["cell_type"], cell["source"]) for cell in _written(content)])
    for number, cell in enumerate(_written(run), start=1):
        # Cells were left out of the run, and their order is kept: each is looked for after the one before it.
        if (cell["cell_type"], cell["source"]) not in written:
            line = cell["source"].strip().partition("\n")[0]
            raise NotebookError(
                f"{path.name}: a run of {name}, which says something else now: of the cells of the run, without "
                f"the parameters, number {number} is not in it ({line[:60]})\n"
                f"edit {name}, and run papermill again",
                2,
            )
    return source, content
