"""What runs in the worker process: the cells of one notebook, then its prose.

Started by ``hedged.notebook.run`` as ``python -m hedged.notebook.worker``. The plan comes as one line of
JSON on standard input, events go as lines of JSON to the file descriptor named in the
first argument:

``["cell", 7]``, ``["prose", 9]``   work on this cell has begun
``["fault", {...}]``                the run stopped: "cell", "kind" and what ``shell.fault`` says
``["done", [...]]``                 for each cell of the plan its outputs, its expressions,
                                    or null where it is left out
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
import traceback
from typing import Any

from hedged.notebook.shell import Outputs, Shell, Stream, bundle, fault


class _Stop(Exception):
    """The run ends with this fault."""


class _Run:
    """One notebook from its first cell to the last expression of its prose."""

    def __init__(self, plan: dict[str, Any], events: int) -> None:
        self.plan, self.events = plan, events
        self.outputs = Outputs()
        self.written = {1: 0, 2: 0}
        sys.stdout = Stream("stdout", 1, self.outputs)
        sys.stderr = Stream("stderr", 2, self.outputs)
        self.shell = Shell.quiet(self.outputs)

    def send(self, *event: Any) -> None:
        data = json.dumps(event).encode() + b"\n"
        while data:
            data = data[os.write(self.events, data) :]

    def cells(self) -> list[dict[str, Any] | None]:
        results: list[dict[str, Any] | None] = []
        for cell in self.plan["cells"]:
            self.send("cell", cell["number"])
            if not self._known(cell):
                results.append(None)
            elif cell["type"] == "code" and cell["source"].strip():
                results.append(self._code(cell))
            else:
                results.append({})
        # Prose comes last, as after Run All in JupyterLab: it reads what the notebook arrived at.
        for cell, result in zip(self.plan["cells"], results, strict=True):
            if result is not None and cell["expressions"]:
                self.send("prose", cell["number"])
                result["expressions"] = self._prose(cell)
        return results

    def _known(self, cell: dict[str, Any]) -> bool:
        if cell["needs"] is None:
            return True
        (answer,) = self._evaluated([cell["needs"]])
        if answer["status"] != "ok":
            raise self._stop(cell, "needs", text=f"{answer['ename']}: {answer['evalue']}")
        return answer["data"]["text/plain"] == "True"

    def _code(self, cell: dict[str, Any]) -> dict[str, Any]:
        outputs = self.outputs.begin()
        self.shell.shown = None
        result = self.shell.run_cell(cell["source"], store_history=True)
        error = result.error_before_exec or result.error_in_exec or self.shell.shown
        if error is not None:
            raise self._stop(cell, "error", **fault(error, self.shell, cell["source"]))
        self._descriptors()
        self._silent(cell)
        return {"outputs": outputs, "execution_count": result.execution_count}

    def _prose(self, cell: dict[str, Any]) -> list[dict[str, Any]]:
        self.outputs.begin()
        answers = self._evaluated(cell["expressions"])
        for expression, answer in zip(cell["expressions"], answers, strict=True):
            if answer["status"] != "ok":
                raise self._stop(
                    cell, "expression", expression=expression, ename=answer["ename"], evalue=answer["evalue"]
                )
        self._descriptors()
        self._silent(cell)
        return answers

    def _evaluated(self, expressions: list[str]) -> list[dict[str, Any]]:
        """The answers of ``user_expressions``, as a kernel sends them and JupyterLab stores them."""
        answers = []
        for expression in expressions:
            self.shell.shown = None
            answer = self.shell.user_expressions({"0": expression})["0"]
            error = self.shell.shown
            if answer["status"] == "ok" and error is None:
                try:
                    answer = {"status": "ok", **bundle(answer["data"], answer["metadata"])}
                except (TypeError, ValueError) as unfit:
                    error = unfit
            if error is not None:
                answer = {"status": "error", "ename": type(error).__name__, "evalue": str(error)}
            answers.append(answer)
        return answers

    def _descriptors(self) -> None:
        """Adds what C code and child processes wrote past Python since the last cell."""
        for name, descriptor in (("stdout", 1), ("stderr", 2)):
            size = os.fstat(descriptor).st_size
            if new := os.pread(descriptor, size - self.written[descriptor], self.written[descriptor]):
                self.outputs.write(name, new.decode("utf-8", "replace"))
            self.written[descriptor] = size

    def _silent(self, cell: dict[str, Any]) -> None:
        for output in self.outputs.cell:
            if output["output_type"] == "stream" and output["name"] == "stderr":
                raise self._stop(cell, "stderr", text=output["text"])

    def _stop(self, cell: dict[str, Any], kind: str, **what: Any) -> _Stop:
        return _Stop({"cell": cell["number"], "kind": kind, **what})


def _end_with(parent: int) -> None:
    """Ends this process and all it started when the other end of the pipe ``parent`` closes.

    The builder holds that end for as long as it lives, so that even one killed outright
    leaves no notebook running.
    """
    while os.read(parent, 1):
        pass
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    # A run is soon over; looking for garbage at every 700 objects would take it a tenth of its time.
    gc.set_threshold(100_000)
    events = int(sys.argv[1])
    # Children of a cell must not hold the pipes open.
    os.set_inheritable(events, False)
    plan = json.loads(sys.stdin.buffer.readline())
    parent = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    os.chdir(plan["folder"])
    # As a kernel has it: the notebook's own folder comes first.
    sys.path.insert(0, "")
    sys.argv = [""]
    try:
        run = _Run(plan, events)
        try:
            run.send("done", run.cells())
        except _Stop as stop:
            run.send("fault", stop.args[0])
    except BaseException:
        # A fault of ours, not of a cell's: the builder passes its last lines on.
        os.write(2, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
