"""The briefing through nbconvert: the same bytes as the build's, and errors as plain."""

import importlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbconvert.utils.exceptions import ConversionException
from traitlets.config import Config

from hedged import document, edition, notebook
from hedged.exporters import BriefingHTML, BriefingPDF, KernelExecution, MenuHTML, MenuPDF
from hedged.notebook import NotebookError
from notebooks import LEDGER, code, prose, written
from notebooks import notebook as content

ROOT = Path(__file__).parents[1]

CITATION = """\
cff-version: 1.2.0
message: Please cite it.
title: Small
authors:
  - name: The testers
version: 1.2.3
date-released: 2026-02-12
"""

BRIEFING = (
    prose("# Small"),
    code(LEDGER),
    code("share = Share('36%')"),
    prose("Of all {eval}`share`.\n\n- and {eval}`share`"),
    prose("Nobody knows {eval}`unbound`.", needs=["uk-casualties"]),
    code("1 / 0", needs=["uk-casualties"]),
    prose("Known.", needs=["nis-sent"]),
)


@pytest.fixture(autouse=True)
def package_in_kernels(monkeypatch):
    """A kernel starts in the notebook's folder, where a relative PYTHONPATH leads nowhere."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))


@pytest.fixture
def briefing(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    return lambda *cells: written(tmp_path / "notebooks", *cells)


def executed_by_kernel(path, **options):
    resources = {"metadata": {"path": str(path.parent), "name": path.stem}}
    executed, _ = KernelExecution(enabled=True, **options).preprocess(nbformat.read(path, as_version=4), resources)
    return json.loads(json.dumps(executed))


def nbconvert(path, *arguments):
    """The command ``jupyter nbconvert``, from the project's folder."""
    return subprocess.run(
        [sys.executable, "-m", "nbconvert", *arguments, f"notebooks/{path.name}"],
        cwd=path.parents[1],
        capture_output=True,
        text=True,
        timeout=120,
    )


def built(path):
    """HTML and PDF as the build makes them."""
    read = document.read(notebook.execute(path), edition.meta(path.parents[1], path, {}))
    return edition.render_html(read), edition.render_pdf(read)


def config(execute):
    return Config({"ExecutePreprocessor": {"enabled": execute}})


# --- one notebook, two ways to run it ---


def test_worker_and_kernel_give_the_same_notebook(briefing):
    path = briefing(
        *BRIEFING,
        code("print('sent')\ndisplay(share)\nprint('after')\nshare"),
        code("handle = display('before', display_id='one')"),
        code("handle.update('after');"),
        code("import os\nos.getcwd().endswith('notebooks')"),
        code(""),
        code("display({'image/png': b'bytes'}, raw=True, metadata={'image/png': {'width': 3}})"),
        prose("And {eval}`[share.text, 1.5, None, True]`."),
    )
    assert executed_by_kernel(path) == notebook.execute(path)


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        ([code("a = 1\nb = a + x")], {}),
        ([code("a = 1\nb = = 2")], {}),
        ([code("import json\njson.loads('{')")], {}),
        ([code("from hedged.errors import HedgedError\nraise HedgedError('data/x.csv:3: low\\nand more')")], {}),
        ([code("share = 1"), prose("{eval}`shar`")], {}),
        ([code("n = 1"), prose("{eval}`n` and {eval}`n.text`")], {}),
        (
            [
                code("class B:\n    def __repr__(self): raise ValueError('no words')\nb = B()"),
                prose("{eval}`n`, {eval}`b`"),
            ],
            {},
        ),
        (
            [
                code("class B:\n    def _repr_mimebundle_(self, **_): raise ValueError('no words')\nb = B()\nn = 1"),
                prose("{eval}`n`, {eval}`b`"),
            ],
            {},
        ),
        ([code("import sys\nprint('careful', file=sys.stderr)")], {}),
        ([code("import warnings\nwarnings.warn('old way')")], {}),
        ([code("1", needs=["nis-sent"])], {}),
        ([code("1"), code("while True: pass")], {"timeout": 3}),
    ],
    ids=["line", "syntax", "library", "ours", "name", "prose", "repr", "bundle", "stderr", "warning", "needs", "time"],
)
def test_worker_and_kernel_tell_a_fault_alike(briefing, cells, options):
    path = briefing(*cells)
    with pytest.raises(NotebookError) as by_worker:
        notebook.execute(path, **options)
    with pytest.raises(NotebookError) as by_kernel:
        executed_by_kernel(path, **options)
    assert str(by_kernel.value) == str(by_worker.value)
    assert by_kernel.value.exit_status == by_worker.value.exit_status


def test_a_kernel_that_dies_is_said_to_have_died(briefing):
    path = briefing(code("1"), code("import os\nos._exit(3)"))
    with pytest.raises(NotebookError, match=r"^2-briefing\.ipynb: its kernel died, in cell 2$"):
        executed_by_kernel(path)


def test_a_kernel_that_is_not_there_is_named(briefing):
    path = briefing(code("1"))
    with pytest.raises(
        NotebookError, match=r"^2-briefing\.ipynb: no kernel is called julia; choose one in JupyterLab$"
    ):
        executed_by_kernel(path, kernel_name="julia")


# --- the exporters ---


@pytest.mark.parametrize("execute", [False, True], ids=["by the worker", "in its kernel"])
def test_the_exporters_give_the_bytes_of_the_build(briefing, execute):
    path = briefing(*BRIEFING)
    html, _ = BriefingHTML(config=config(execute)).from_filename(str(path))
    pdf, _ = BriefingPDF(config=config(execute)).from_filename(str(path))
    assert (html, pdf) == built(path)


def test_stored_outputs_and_values_are_not_trusted(briefing):
    path = briefing(*BRIEFING)
    fresh, _ = built(path)
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["cells"][3]["metadata"]["user_expressions"] = [
        {"expression": "share", "result": {"status": "ok", "metadata": {}, "data": {"text/plain": "99%"}}}
    ]
    stored["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "99%"}]
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert BriefingHTML().from_filename(str(path))[0] == fresh


def test_nbconvert_writes_the_briefing_beside_its_notebook(briefing):
    path = briefing(*BRIEFING)
    result = nbconvert(path, "--execute", "--to", "hedged.exporters.BriefingHTML")
    assert result.returncode == 0, result.stderr
    assert path.with_suffix(".html").read_text(encoding="utf-8") == built(path)[0]


@pytest.mark.parametrize("execute", [[], ["--execute"]], ids=["by the worker", "in its kernel"])
def test_nbconvert_prints_a_fault_and_no_traceback(briefing, execute):
    path = briefing(prose("# Small"), code("share = 1 / 0"))
    result = nbconvert(path, *execute, "--to", "hedged.exporters.BriefingPDF", "--log-level", "ERROR")
    assert result.returncode == 3
    # A kernel may say on the same stream what it thinks of its connection.
    own = result.stderr[result.stderr.index("[NbConvertApp]") :]
    assert own == (
        "[NbConvertApp] ERROR | 2-briefing.ipynb, cell 2, line 1: ZeroDivisionError: division by zero\n"
        "    share = 1 / 0\n"
    )


def test_a_caller_in_python_gets_the_message_as_nbconverts_own_exception(briefing):
    with pytest.raises(ConversionException, match=r"^2-briefing\.ipynb, cell 2, line 1: ZeroDivisionError"):
        BriefingHTML().from_filename(str(briefing(prose("# Small"), code("1 / 0"))))


def test_a_notebook_outside_any_project_is_refused(tmp_path):
    with pytest.raises(ConversionException, match=r"^no project here: "):
        BriefingHTML().from_filename(str(written(tmp_path, prose("# Small"))))


def test_a_notebook_without_a_folder_is_refused():
    with pytest.raises(
        ConversionException, match=r"^a notebook without a folder; save it in the project's notebooks/ first$"
    ):
        BriefingHTML().from_notebook_node(nbformat.from_dict(content(prose("# Small"))))


def test_editors_are_told_a_name_a_type_and_an_ending_of_each():
    offered = {
        each.export_from_notebook: (each.output_mimetype, each().file_extension) for each in (BriefingHTML, BriefingPDF)
    }
    assert offered == {
        "Briefing (HTML)": ("text/html", ".html"),
        "Briefing (PDF)": ("application/pdf", ".pdf"),
    }


def test_the_package_registers_both_and_their_twins_for_the_menu():
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    entries = table["project"]["entry-points"]["nbconvert.exporters"]
    found = {}
    for name, place in entries.items():
        module, _, attribute = place.partition(":")
        found[name] = getattr(importlib.import_module(module), attribute)
    assert found == {
        "briefing-html": BriefingHTML,
        "briefing-pdf": BriefingPDF,
        "briefing_html": MenuHTML,
        "briefing_pdf": MenuPDF,
    }


@pytest.mark.parametrize(
    "start, listed",
    [
        ("", ["briefing-html", "briefing-pdf"]),
        ("from jupyter_server.serverapp import ServerApp; ServerApp.instance()", ["briefing_html", "briefing_pdf"]),
    ],
    ids=["outside of a server", "in a Jupyter server"],
)
def test_each_place_lists_the_names_it_can_serve(start, listed):
    code = f"{start}\nfrom nbconvert.exporters import get_export_names\nprint([n for n in get_export_names() if 'brief' in n])"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(listed)
