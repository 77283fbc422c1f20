"""Runs a notebook in a process of its own and gives back what it came to.

A fresh interpreter, started for each run, not a fork: the build may run in a thread of
JupyterLab's server, where a fork is unsafe, and a fresh one starts while this process
parses the prose.

A process that a cell starts in a session of its own outlives it.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from hedged.notebook.file import (
    NotebookError,
    cell_fault,
    expression_fault,
    expressions,
    load,
    needs,
    number_of,
    prepared,
    settled,
    stderr_fault,
)

# The notebook imports the package that builds, however this process came to find it.
_PACKAGES = os.fspath(Path(__file__).parents[2])


def execute(
    path: Path,
    *,
    parameters: Mapping[str, object] = {},
    timeout: float = 120,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """The notebook at ``path``, executed: nbformat 4 as JSON, a pure function of its inputs.

    Runs in the notebook's folder. ``parameters`` (days, texts, numbers) stand in for those
    of its cell tagged ``parameters``; ``timeout`` is in seconds, for the whole run;
    ``progress`` is told of each cell as it begins. Cells whose ``needs`` the ledger does not
    know are left out of the result, the results of ``{eval}`` roles are stored under
    ``metadata.user_expressions`` as jupyterlab-myst does. Raises NotebookError.
    """
    path = Path(path)
    return run(load(path), path.name, path.parent, parameters=parameters, timeout=timeout, progress=progress)


def run(
    content: Mapping[str, Any],
    name: str,
    folder: Path,
    *,
    parameters: Mapping[str, object] = {},
    timeout: float = 120,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """As ``execute``, for a notebook already read: ``name`` is for messages, ``folder`` where it runs."""
    with _Worker(name, timeout) as worker:
        notebook = prepared(content, name, parameters)
        cells = notebook["cells"]
        worker.begin({"folder": os.fspath(folder.resolve()), "cells": [_task(each, name) for each in cells]})
        for kind, what in worker.events():
            match kind:
                case "done":
                    return settled(_filled(notebook, what), name)
                case "fault":
                    raise _error(notebook, name, what)
            if progress is not None:
                progress(f"{name}: {'cell' if kind == 'cell' else 'prose of cell'} {what} of {number_of(cells[-1])}")
        raise worker.death()


def _task(cell: Mapping[str, Any], name: str) -> dict[str, Any]:
    number = number_of(cell)
    return {
        "number": number,
        "type": cell["cell_type"],
        "source": cell["source"] if cell["cell_type"] == "code" else "",
        "needs": needs(cell, f"{name}, cell {number}"),
        "expressions": expressions(cell["source"]) if cell["cell_type"] == "markdown" else (),
    }


def _filled(notebook: dict[str, Any], results: list[dict[str, Any] | None]) -> dict[str, Any]:
    pairs = [(cell, result) for cell, result in zip(notebook["cells"], results, strict=True) if result is not None]
    for cell, result in pairs:
        for key in ("outputs", "execution_count"):
            if key in result:
                cell[key] = result[key]
        if "expressions" in result:
            cell["metadata"]["user_expressions"] = [
                {"expression": expression, "result": answer}
                for expression, answer in zip(expressions(cell["source"]), result["expressions"], strict=True)
            ]
    notebook["cells"] = [cell for cell, _ in pairs]
    return notebook


def _error(notebook: Mapping[str, Any], name: str, fault: Mapping[str, Any]) -> NotebookError:
    number = fault["cell"]
    match fault["kind"]:
        case "error":
            return cell_fault(name, number, fault)
        case "expression":
            return expression_fault(notebook, name, number, fault["expression"], fault["ename"], fault["evalue"])
        case "stderr":
            return stderr_fault(name, number, fault["text"])
    return NotebookError(f"{name}, cell {number}: needs cannot be answered: {fault['text']}")


class _Worker:
    """The process a notebook runs in, leader of its own group; ended with all it started on leaving."""

    def __init__(self, name: str, timeout_s: float) -> None:
        self.name, self.timeout_s = name, timeout_s
        self.deadline = time.monotonic() + timeout_s
        self.at = "before its first cell"
        self.written = tempfile.TemporaryFile(), tempfile.TemporaryFile()
        self.reading, writing = os.pipe()
        places = filter(None, (_PACKAGES, os.environ.get("PYTHONPATH")))
        try:
            self.process = subprocess.Popen(
                # -P: the folder the build was started from must not come to stand on the module path.
                [sys.executable, "-P", "-m", "hedged.notebook.worker", str(writing)],
                stdin=subprocess.PIPE,
                stdout=self.written[0],
                stderr=self.written[1],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
                pass_fds=(writing,),
                start_new_session=True,
            )
        finally:
            os.close(writing)

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        os.close(self.reading)
        for file in self.written:
            file.close()

    def begin(self, plan: Mapping[str, Any]) -> None:
        # Left open: the worker ends itself when this end closes, however that comes about.
        with suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(plan).encode() + b"\n")
            self.process.stdin.flush()

    def events(self) -> Iterator[tuple[str, Any]]:
        """What the worker tells, until it is gone; raises NotebookError at the time limit."""
        begun: list[bytes] = []  # of a line that has not ended; results come as one line of megabytes
        with selectors.DefaultSelector() as selector:
            selector.register(self.reading, selectors.EVENT_READ)
            while True:
                # A forked grandchild may hold the pipe open after the worker is gone: look now and then.
                if not selector.select(min(self._check_time(), 0.5)):
                    if self._ended() is not None:
                        return
                    continue
                chunk = os.read(self.reading, 1 << 20)
                if not chunk:
                    return
                *lines, rest = chunk.split(b"\n")
                if lines:
                    lines[0] = b"".join((*begun, lines[0]))
                    begun.clear()
                begun.append(rest)
                for kind, what in map(json.loads, lines):
                    if kind in ("cell", "prose"):
                        self.at = f"in {'cell' if kind == 'cell' else 'the prose of cell'} {what}"
                    yield kind, what

    def _check_time(self) -> float:
        """Seconds left; raises NotebookError where there are none."""
        left_s = self.deadline - time.monotonic()
        if left_s <= 0:
            raise NotebookError(f"{self.name}: still running after {self.timeout_s:g} s, {self.at}; stopped")
        return left_s

    def _ended(self) -> os.waitid_result | None:
        # WNOWAIT: until the process is waited for, its number cannot pass to another.
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)

    def death(self) -> NotebookError:
        """Why the worker ended without a word."""
        while (ended := self._ended()) is None:
            self._check_time()
            time.sleep(0.01)
        how = f"ended with exit status {ended.si_status}"
        if ended.si_code != os.CLD_EXITED:
            how = f"was killed by {signal.Signals(ended.si_status).name}"
            if ended.si_status == signal.SIGKILL:
                how += ", as a machine out of memory does"
        descriptor = self.written[1].fileno()
        last = os.pread(descriptor, 2000, max(0, os.fstat(descriptor).st_size - 2000)).decode("utf-8", "replace")
        words = "".join(f"\n    {line}" for line in last.strip().splitlines()[-3:])
        return NotebookError(f"{self.name}: its process {how}, {self.at}{words}")
