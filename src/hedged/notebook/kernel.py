"""Runs a notebook in its Jupyter kernel and ends in the same JSON as the worker process.

For ``jupyter nbconvert --execute``. nbclient starts the kernel and runs the cells; what the
worker does besides, this adds: ``needs``, the prose after the last cell, one time limit for
the whole run, nothing on stderr, and faults told in the same words.
"""

from __future__ import annotations

import ast
import logging
import queue
import time
from collections.abc import Sequence
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import KernelManager
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode, from_dict
from traitlets import default

from hedged.notebook.file import (
    NotebookError,
    cell_fault,
    expression_fault,
    expressions,
    needs,
    number_of,
    prepared,
    settled,
    stderr_fault,
)

# What a kernel answers about the exception its last cell raised; the worker uses the same words.
_FAULT = (
    '__import__("hedged.notebook.shell").notebook.shell.fault(__import__("sys").last_value, get_ipython(), {source!r})'
)


class KernelExecution(ExecutePreprocessor):
    """Runs a notebook in its kernel as the build does in its worker process.

    Switched on by ``--execute`` and set by ``ExecutePreprocessor`` options; ``timeout`` is
    in seconds for the whole run. Raises NotebookError.
    """

    @default("record_timing")
    def _no_timing(self) -> bool:
        return False

    @default("coalesce_streams")
    def _one_stream_of_a_name(self) -> bool:
        return True

    @default("shutdown_kernel")
    def _nothing_left_running(self) -> str:
        return "immediate"

    @default("timeout")
    def _limit_s(self) -> int:
        return 120

    @default("log")
    def _nothing_told_twice(self) -> logging.Logger:
        # What goes wrong here becomes one NotebookError; nbclient and jupyter_client would log a traceback before it.
        logger = logging.getLogger(__name__)
        logger.disabled = True
        return logger

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple[NotebookNode, Any]:
        """The executed notebook, equal to that of ``notebook.execute``."""
        self._name = file_name(resources)
        self._left_out: set[int] = set()
        self._number, self._at = 0, "before its first cell"
        self._deadline = time.monotonic() + self.timeout if (self.timeout or 0) > 0 else None
        try:
            nb, resources = super().preprocess(from_dict(prepared(nb, self._name, {})), resources, km)
        except (CellTimeoutError, queue.Empty):
            raise NotebookError(f"{self._name}: still running after {self.timeout:g} s, {self._at}; stopped") from None
        except NoSuchKernel as error:
            message = f"{self._name}: no kernel is called {error.name}; choose one in JupyterLab"
            raise NotebookError(message, 2) from None
        except DeadKernelError:
            raise NotebookError(f"{self._name}: its kernel died, {self._at}") from None
        except (OSError, RuntimeError) as error:
            if self._number:
                raise
            raise NotebookError(f"{self._name}: its kernel does not start: {error}") from None
        nb.cells = [cell for index, cell in enumerate(nb.cells) if index not in self._left_out]
        return from_dict(settled(nb, self._name)), resources

    def create_kernel_manager(self) -> KernelManager:
        """The kernel's manager, as silent as this."""
        manager = super().create_kernel_manager()
        manager.log = self.log
        return manager

    async def async_start_new_kernel(self, **options: Any) -> None:
        """Starts the kernel; Python's own prints no warning of its own, such as that a loopback is not encrypted."""
        if self.km.ipykernel:
            self.extra_arguments = [*self.extra_arguments, "--IPKernelApp.log_level=ERROR"]
        await super().async_start_new_kernel(**options)

    start_new_kernel = run_sync(async_start_new_kernel)

    def _get_timeout(self, cell: NotebookNode | None) -> float | None:
        # nbclient asks before each cell; what is left of the whole run is the answer.
        return None if self._deadline is None else max(0.01, self._deadline - time.monotonic())

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """Runs one cell, or leaves it out; after the last one the prose is evaluated."""
        self._number, self._at = number_of(cell), f"in cell {number_of(cell)}"
        if self._is_known(cell):
            cell = self._run(cell, resources, index)
        else:
            self._left_out.add(index)
        if index == len(self.nb.cells) - 1:
            self._evaluate_prose()
        return cell, resources

    def _is_known(self, cell: NotebookNode) -> bool:
        question = needs(cell, f"{self._name}, cell {self._number}")
        if question is None:
            return True
        (answer,) = self._ask([question])
        if answer["status"] != "ok":
            raise NotebookError(
                f"{self._name}, cell {self._number}: needs cannot be answered: {answer['ename']}: {answer['evalue']}"
            )
        return answer["data"]["text/plain"] == "True"

    def _run(self, cell: NotebookNode, resources: Any, index: int) -> NotebookNode:
        try:
            cell, _ = super().preprocess_cell(cell, resources, index)
        except CellExecutionError as error:
            (answer,) = self._ask([_FAULT.format(source=cell.source)])
            fault = {"text": f"{error.ename}: {error.evalue}", "line": None, "source": "", "exit_status": 3}
            if answer["status"] == "ok":
                fault = ast.literal_eval(answer["data"]["text/plain"])
            raise cell_fault(self._name, self._number, fault) from None
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                raise stderr_fault(self._name, self._number, output.text)
        return cell

    def _evaluate_prose(self) -> None:
        for index, cell in enumerate(self.nb.cells):
            asked = expressions(cell.source) if cell.cell_type == "markdown" and index not in self._left_out else ()
            if not asked:
                continue
            self._number, self._at = number_of(cell), f"in the prose of cell {number_of(cell)}"
            answers = self._ask(asked)
            for expression, answer in zip(asked, answers, strict=True):
                if answer["status"] != "ok":
                    raise expression_fault(
                        self.nb, self._name, self._number, expression, answer["ename"], answer["evalue"]
                    )
            cell.metadata["user_expressions"] = [
                {"expression": expression, "result": answer} for expression, answer in zip(asked, answers, strict=True)
            ]

    async def _async_ask(self, asked: Sequence[str]) -> list[dict[str, Any]]:
        """The kernel's answers to ``user_expressions``, in order, asked for as jupyterlab-myst does."""
        questions = {str(place): each for place, each in enumerate(asked)}
        message = self.kc.execute("", store_history=False, user_expressions=questions)
        reply = await self._heard(self.kc.shell_channel, message)
        failed = None
        while True:
            heard = await self._heard(self.kc.iopub_channel, message)
            match heard["msg_type"], heard["content"]:
                case "error", content:
                    failed = {"status": "error", "ename": content["ename"], "evalue": content["evalue"]}
                case "stream", {"name": "stderr", "text": text}:
                    raise stderr_fault(self._name, self._number, text)
                case "status", {"execution_state": "idle"}:
                    break
        # A value that fails at showing itself is "ok" in the reply; which of several, the error does not say.
        if failed is not None and len(asked) > 1:
            return [answer for each in asked for answer in await self._async_ask([each])]
        answers = reply["content"]["user_expressions"]
        return [failed or answers[place] for place in questions]

    async def _heard(self, channel: Any, message: str) -> dict[str, Any]:
        """The next word on a channel about our ``message``; queue.Empty at the time limit."""
        while True:
            left_s = self._get_timeout(None)
            try:
                heard = await ensure_async(channel.get_msg(timeout=1.0 if left_s is None else min(1.0, left_s)))
            except queue.Empty:
                await self._async_check_alive()
                if left_s is not None and left_s < 1.0:
                    raise
                continue
            if heard["parent_header"].get("msg_id") == message:
                return heard

    _ask = run_sync(_async_ask)


def file_name(resources: Any) -> str:
    """The name of the notebook's file, as nbconvert's ``resources`` tell it."""
    name = ((resources or {}).get("metadata") or {}).get("name") or "notebook"
    return f"{name}.ipynb"
