"""IPython's shell for a run without a kernel: what cells show and raise, caught as nbformat has it.

Imports nothing else of hedged: whatever a notebook needs, it imports itself.
"""

from __future__ import annotations

import base64
import io
import json
import linecache
import sys
import traceback
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

# An error's own text beyond this many lines (pandas and pydantic write pages) helps nobody.
_LONGEST_TEXT_LINES = 6


def fault(error: BaseException, shell: InteractiveShell, source: str) -> dict[str, Any]:
    """An exception of a cell as what its author needs: ``text``, ``line``, ``source``, ``exit_status``.

    ``source`` is the cell's; only lines of it are named, not those of cells it calls into.
    """
    frames = [
        (each[0].f_code.co_filename, each[1])
        for each in traceback.walk_tb(error.__traceback__)
        if each[0].f_globals is shell.user_global_ns
    ]
    line, words = None, ""
    if frames:
        file = frames[0][0]
        if "".join(linecache.getlines(file)).strip() == shell.transform_cell(source).strip():
            line = [number for other, number in frames if other == file][-1]
            words = linecache.getline(file, line)
    elif isinstance(error, SyntaxError):
        line, words = error.lineno, error.text or ""
    ours = getattr(sys.modules.get("hedged.errors"), "HedgedError", ())
    kind = type(error).__name__
    if isinstance(error, ours):
        text = str(error)
    elif isinstance(error, SyntaxError) and not frames:
        text = f"{kind}: {error.msg}"
    else:
        lines = f"{kind}: {error}".removesuffix(": ").strip().splitlines()
        text = "\n".join(lines[:_LONGEST_TEXT_LINES])
    status = error.exit_status if isinstance(error, ours) else 3
    return {"text": text, "line": line, "source": words.strip(), "exit_status": status}


class Outputs:
    """The outputs of the cell that runs, as nbformat stores them."""

    def __init__(self) -> None:
        self.cell: list[dict[str, Any]] = []
        self.ids: dict[str, list[dict[str, Any]]] = {}
        self.clear_later = False

    def begin(self) -> list[dict[str, Any]]:
        self.cell, self.clear_later = [], False
        return self.cell

    def add(self, output: dict[str, Any]) -> None:
        if self.clear_later:
            self.cell.clear()
            self.clear_later = False
        self.cell.append(output)

    def write(self, name: str, text: str) -> None:
        """One stream of each name for a cell, as nbclient joins them."""
        for output in self.cell if not self.clear_later else ():
            if output["output_type"] == "stream" and output["name"] == name:
                output["text"] += text
                return
        self.add({"output_type": "stream", "name": name, "text": text})

    def display(self, shown: dict[str, Any], display_id: str | None, update: bool) -> None:
        for output in self.ids.get(display_id, ()):
            output.update(shown)
        if update:
            return
        output = {"output_type": "display_data", **shown}
        self.add(output)
        if display_id is not None:
            self.ids.setdefault(display_id, []).append(output)

    def clear(self, wait: bool) -> None:
        if wait:
            self.clear_later = True
        else:
            self.cell.clear()


def bundle(data: dict[str, Any], metadata: dict[str, Any] | None) -> dict[str, Any]:
    """A copy as JSON, now: what a cell shows must not change when the value does later."""
    text = json.dumps({"data": data, "metadata": metadata or {}}, default=_encoded, allow_nan=False)
    return json.loads(text)


def _encoded(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"an output holds a {type(value).__name__}, which JSON cannot")


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, *, transient=None, update=False, **_):
        self._validate_data(data, metadata)
        display_id = (transient or {}).get("display_id")
        self.shell.outputs.display(bundle(data, metadata), display_id, update)

    def clear_output(self, wait=False):
        self.shell.outputs.clear(wait)


class _Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.outputs.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                **bundle(format_dict, md_dict),
            }
        )

    def finish_displayhook(self):
        self._is_active = False


class Shell(InteractiveShell):
    """IPython's shell without its surroundings: no profile, no history file, no colours."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    # The last exception IPython would have printed: of a cell, or of a value's own display.
    shown = AnyTrait()
    outputs = AnyTrait()
    # By this name alone pandas tells a notebook from a terminal, where it would leave out columns.
    kernel = None

    def init_ipython_dir(self, ipython_dir):
        """Nothing is read from the user's profile and nothing is written to it."""

    def init_profile_dir(self, profile_dir):
        """See ``init_ipython_dir``."""

    def init_virtualenv(self):
        """The interpreter that runs the build is the environment, whatever VIRTUAL_ENV says."""

    @classmethod
    def quiet(cls, outputs: Outputs) -> Shell:
        """The shell of this process: without history on disk or colours, its outputs kept in ``outputs``."""
        config = Config(
            {
                "InteractiveShell": {"colors": "nocolor"},
                "HistoryManager": {"enabled": False, "hist_file": ":memory:"},
            }
        )
        return cls.instance(config=config, outputs=outputs)

    def showtraceback(self, exc_tuple=None, *_, **__):
        self.shown = self._get_exc_info(exc_tuple)[1]

    def showsyntaxerror(self, *_, **__):
        self.shown = self._get_exc_info()[1]


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the cells."""

    encoding = "utf-8"

    def __init__(self, name: str, descriptor: int, outputs: Outputs) -> None:
        self._name, self._descriptor, self._outputs = name, descriptor, outputs

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if text:
            self._outputs.write(self._name, text)
        return len(text)
