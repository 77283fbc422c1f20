"""nbconvert's exporters ``briefing-html`` and ``briefing-pdf``: the build's bytes, from Jupyter.

They serve ``jupyter nbconvert --to briefing-pdf`` and *Save and Export Notebook As* in
JupyterLab. What is stored in the notebook is never trusted: with ``--execute`` and without,
the notebook runs in the worker process of ``hedged build``, and what is made of it is what
the build makes. An option of nbconvert that asks for another run is refused.

nbconvert's own faults keep nbconvert's words: a folder that cannot be written, or ``--stdout`` with a PDF, end in its
traceback; all before the file is written ends in the words of ``hedged build``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode, from_dict
from traitlets import default
from traitlets.config import Application

from hedged import document, notebook
from hedged.editions import briefing as briefings
from hedged.editions import build, project
from hedged.editions import files as report_files
from hedged.errors import HedgedError
from hedged.notebook import NotebookError, load
from hedged.numbers import words

#: Preprocessors of nbconvert that take parts of a notebook away, by what sets them.
_OTHERWISE = ("ClearOutputPreprocessor", "RegexRemovePreprocessor", "TagRemovePreprocessor")


class _Briefing(Exporter):
    """What both formats share: run the notebook, read the Document, and say plainly what is wrong."""

    #: A Jupyter server has no address for a format with a hyphen: its menu gets these formats under other names.
    in_menu = False

    @default("enabled")
    def _here(self) -> bool:
        return _in_server() == self.in_menu

    # The build has no preprocessor, and its bytes are the measure.
    default_preprocessors = []

    def from_filename(self, filename: str, resources: Any = None, **_: Any) -> tuple[Any, dict[str, Any]]:
        """As ``from_notebook_node``, for a file, read as the build reads it."""
        path = Path(filename)
        with _plain_words():
            content = from_dict(load(path))
        place = {"name": path.stem, "path": str(path.parent)}
        return self.from_notebook_node(content, {**(resources or {}), "metadata": place})

    def from_file(self, file_stream: Any, resources: Any = None, **_: Any) -> tuple[Any, dict[str, Any]]:
        """As ``from_notebook_node``, for an open file; ``resources`` say in which folder it lies."""
        with _plain_words():
            _path(resources)
        return super().from_file(file_stream, resources)

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **_: Any) -> tuple[Any, dict[str, Any]]:
        """The briefing made from ``nb``, and nbconvert's resources.

        Raises ConversionException with the message ``hedged build`` would print; under
        ``jupyter nbconvert``, which answers one with a traceback, prints it and exits.
        """
        with _plain_words():
            return self._briefing(nb, resources)

    def _briefing(self, nb: NotebookNode, resources: Any) -> tuple[Any, dict[str, Any]]:
        path = _path(resources)
        time_limit_s = self._time_limit_s()
        root = _root(path)
        described = briefings.meta(root, path, {})
        ledger = briefings.refuse_faults_of_meaning(root, path.name, nb, described.edition)
        _, told = super().from_notebook_node(from_dict(nb), resources)
        with briefings.source_date_epoch(described.edition):
            executed = notebook.run(nb, path.name, path.parent, timeout=time_limit_s)
        try:
            return self._rendered(briefings.read(root, executed, described, ledger)), told
        except document.DocumentError as fault:
            if path == root / project.BRIEFING:
                raise
            # The notebooks beside the briefing show what only JupyterLab can.
            briefing = project.BRIEFING.as_posix()
            raise document.DocumentError(f"{fault}\nthe notebook made to be a briefing is {briefing}") from None

    def _time_limit_s(self) -> float:
        """How long the notebook may run: ``ExecutePreprocessor.timeout``, where it is set; below 1 it is no limit.

        Raises NotebookError for an option by which the notebook would run, or be read, otherwise than a build does it.
        """
        asked = {name: value for name, value in self.config.ExecutePreprocessor.items() if name != "enabled"}
        limit_s = asked.pop("timeout", build.TIME_LIMIT_S)
        refused = [f"ExecutePreprocessor.{name}" for name in asked]
        refused += [f"{kind}.{name}" for kind in _OTHERWISE for name in self.config[kind]]
        if self.preprocessors:
            refused.append("Exporter.preprocessors")
        if refused:
            options = words.listed(refused)
            raise NotebookError(
                f"{options}: not for a briefing, which runs and reads as hedged build does it; leave it out", 2
            )
        return limit_s if isinstance(limit_s, int | float) and limit_s >= 1 else math.inf


@contextmanager
def _plain_words() -> Iterator[None]:
    """Turns a fault the user can cause into what its caller shows best."""
    try:
        yield
    except HedgedError as fault:
        if Application.initialized() and (app := Application.instance()).name == "jupyter-nbconvert":
            app.log.error("%s", fault)
            app.exit(fault.exit_status)
        raise ConversionException(str(fault)) from None


def _path(resources: Any) -> Path:
    """Where the notebook lies; raises NotebookError for one that lies nowhere."""
    folder = ((resources or {}).get("metadata") or {}).get("path")
    if folder is None:
        raise NotebookError("a notebook without a folder; save it in the project's notebooks/ first", 2)
    return Path(folder).resolve() / f"{resources['metadata'].get('name') or 'notebook'}.ipynb"


def _root(path: Path) -> Path:
    """The project that a notebook lies in; raises ProjectError for one that lies in none."""
    try:
        return project.find(path.parent)
    except project.ProjectError as fault:
        # What `hedged` advises besides, to name the project, is no option of nbconvert.
        raise project.ProjectError(
            f"{str(fault).splitlines()[0]}\nkeep {path.name} in the project's notebooks/"
        ) from None


class BriefingHTML(_Briefing):
    """The briefing as one HTML file."""

    export_from_notebook = "Briefing (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    def _rendered(self, briefing: document.Document) -> str:
        return report_files.render_html(briefing)


class BriefingPDF(_Briefing):
    """The briefing as PDF, its figures attached."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _pdf(self) -> str:
        return ".pdf"

    def _rendered(self, briefing: document.Document) -> bytes:
        return report_files.render_pdf(briefing)


class MenuHTML(BriefingHTML):
    """The same for the menu of JupyterLab."""

    in_menu = True


class MenuPDF(BriefingPDF):
    """The same for the menu of JupyterLab."""

    in_menu = True


def _in_server() -> bool:
    """Whether this process is a Jupyter server."""
    return Application.initialized() and any(
        kind.__name__ == "ServerApp" for kind in type(Application.instance()).__mro__
    )
