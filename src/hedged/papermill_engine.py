"""How papermill runs a notebook of the project: as ``hedged build`` does, from the same command as any other.

papermill loads this module when it starts itself (entry point ``papermill.engine``; so import papermill first)
and has its engine for ``papermill notebooks/2-briefing.ipynb out.ipynb -p known_on 2025-07-05``, without
``--engine``. Cells are left out by ``needs``, the prose is evaluated and stored as jupyterlab-myst does,
parameters are checked before the run. A notebook that is none of a project runs as papermill itself would run
it; ``--engine nbclient`` asks for that.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager, papermill_engines

if TYPE_CHECKING:
    from hedged.asked import Asked

_IMPORTS_US = re.compile(r"^(from|import) hedged\b", re.MULTILINE)


class ProjectEngine(Engine):
    """papermill's engine for the notebooks of a project, and its own for others.

    All or nothing: the output is written when the run is over, and a run that fails leaves the file of an
    earlier one. ``--execution-timeout`` is in seconds, for the whole run. What a cell prints stands in the output,
    and nowhere else: ``--log-output`` and ``--stdout-file`` do nothing here.
    """

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, output_path: str | None = None, input_path: Any = None, **options: Any
    ) -> Any:
        """The notebook, executed. Raises PapermillException in the words of ``hedged build``; its command prints them."""
        started = _started()
        path = _lies(input_path, started)
        root = _root(path, nb)
        if root is None:
            return NBClientEngine.execute_notebook(
                nb, kernel_name, output_path=output_path, input_path=input_path, **options
            )
        with _plain_words():
            _refuse_copies(path, None if output_path is None else started / output_path)
            # Another folder than the one papermill was started in is that of --cwd.
            folder = path.parent if Path.cwd() == started else Path.cwd()
            return super().execute_notebook(nb, kernel_name, asked=_asked(root, path, nb), folder=folder, **options)

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        *,
        asked: Asked,
        folder: Path,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **_: Any,
    ) -> None:
        """Runs the notebook that ``nb_man`` holds in a kernel and puts the executed one in its place."""
        from hedged.briefing import source_date_epoch
        from hedged.kernel import KernelExecution

        class Told(KernelExecution):
            """Tells papermill of each cell, for its progress bar and its record of the run."""

            def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
                nb_man.cell_start(cell, index)
                cell, resources = super().preprocess_cell(cell, resources, index)
                nb_man.cell_complete(cell, index)
                return cell, resources

        limits = {"timeout": execution_timeout} if execution_timeout else {}
        run = Told(enabled=True, kernel_name=kernel_name, startup_timeout=start_timeout, **limits)
        resources = {"metadata": {"name": asked.path.stem, "path": os.fspath(folder)}}
        with source_date_epoch(asked.meta.edition):
            executed, _resources = run.preprocess(nb_man.nb, resources)
        # The kernel's name goes with what it left, so that JupyterLab need not ask for one.
        executed.metadata = nb_man.nb.metadata
        nb_man.nb = executed


def _started() -> Path:
    """The folder papermill was started in, to which the paths it was given belong; ``--cwd`` has left it by now."""
    from papermill.iorw import papermill_io

    files = papermill_io.get_handler("local")
    files.cwd(started := files.cwd(None))
    return Path(started or Path.cwd())


def _lies(told: Any, started: Path) -> Path:
    """Where the notebook lies; one from a pipe or from memory as if it lay in this folder."""
    path = started / told if isinstance(told, str) else started
    return path if path.is_file() else Path.cwd() / "notebook.ipynb"


def _root(path: Path, nb: Any) -> Path | None:
    """The project the notebook belongs to: it lies in one and imports this package."""
    from hedged import project

    if not any(cell.cell_type == "code" and _IMPORTS_US.search(cell.source) for cell in nb.cells):
        return None
    try:
        return project.find(path.parent)
    except project.ProjectError:
        return None


def _refuse_copies(path: Path, output: Path | None) -> None:
    """A run does not take its notebook's place, and is not run again, since cells may be missing of it."""
    from hedged.asked import is_run
    from hedged.notebook_file import NotebookError, load

    if not path.is_file():
        return
    if output is not None and output.resolve() == path.resolve():
        raise NotebookError(f"{path.name}: the run would take its notebook's place; name another file", 2)
    if is_run(load(path)):
        raise NotebookError(f"{path.name}: what papermill left of a run; run it on the notebook itself", 2)


def _asked(root: Path, path: Path, nb: Mapping[str, Any]) -> Asked:
    """What is asked for; raises HedgedError for parameters or a notebook that ``hedged build`` would refuse."""
    from hedged.asked import asked

    # papermill has signed the notebook as its own by now.
    metadata = {key: value for key, value in nb["metadata"].items() if key != "papermill"}
    return asked(root, path, {**nb, "metadata": metadata})


@contextmanager
def _plain_words() -> Iterator[None]:
    """Turns a fault the user can cause into what its caller shows best: papermill's command without a traceback."""
    import click
    from papermill.exceptions import PapermillException

    from hedged.errors import HedgedError

    try:
        yield
    except HedgedError as fault:
        if click.get_current_context(silent=True) is None:
            raise PapermillException(str(fault)) from None
        shown = click.ClickException(str(fault))
        shown.exit_code = fault.exit_status
        raise shown from None


# For all that name no engine. The name of the entry point stands for it as well: --engine hedged.
papermill_engines.register(None, ProjectEngine)
