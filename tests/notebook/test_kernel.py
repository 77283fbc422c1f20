"""A notebook in its kernel: the same JSON as from the worker process, and the same words for its faults."""

import json

import pytest

from hedged import notebook
from hedged.notebook.run import NotebookError
from notebooks import LEDGER, code, executed_by_kernel, prose, written

BRIEFING = (
    prose("# Small"),
    code(LEDGER),
    code("share = Share('36%')"),
    prose("Of all {eval}`share`.\n\n- and {eval}`share`"),
    prose("Nobody knows {eval}`unbound`.", needs=["uk-casualties"]),
    code("1 / 0", needs=["uk-casualties"]),
    prose("Known.", needs=["nis-sent"]),
)


@pytest.fixture
def briefing(tmp_path):
    """A notebook of these cells, in a folder of its own."""
    (tmp_path / "notebooks").mkdir()
    return lambda *cells: written(tmp_path / "notebooks", *cells)


def test_worker_and_kernel_give_the_same_notebook(briefing):
    path = briefing(
        *BRIEFING,
        code("print('sent')\ndisplay(share)\nprint('after')\nshare"),
        code("handle = display('before', display_id='one')"),
        code("handle.update('after');"),
        code("import os\nos.getcwd().endswith('notebooks')"),
        code(""),
        code("display({'image/png': b'bytes'}, raw=True, metadata={'image/png': {'width': 3}})"),
        code("import pandas\npandas.DataFrame([range(30)] * 70)"),
        prose("And {eval}`[share.text, 1.5, None, True]`."),
    )
    assert executed_by_kernel(path) == notebook.execute(path)


FAULTS = {
    "line": [code("a = 1\nb = a + x")],
    "syntax": [code("a = 1\nb = = 2")],
    "library": [code("import json\njson.loads('{')")],
    "ours": [code("from hedged.errors import HedgedError\nraise HedgedError('data/x.csv:3: low\\nand more')")],
    "name": [code("share = 1"), prose("{eval}`shar`")],
    "prose": [code("n = 1"), prose("{eval}`n` and {eval}`n.text`")],
    "repr": [
        code("class B:\n    def __repr__(self): raise ValueError('no words')\nb = B()"),
        prose("{eval}`n`, {eval}`b`"),
    ],
    "bundle": [
        code("class B:\n    def _repr_mimebundle_(self, **_): raise ValueError('no words')\nb = B()\nn = 1"),
        prose("{eval}`n`, {eval}`b`"),
    ],
    "stderr": [code("import sys\nprint('careful', file=sys.stderr)")],
    "warning": [code("import warnings\nwarnings.warn('old way')")],
    "needs": [code("1", needs=["nis-sent"])],
    "time": [code("while True: pass")],
}
#: One of each way in which a fault comes: from a cell, from a sentence, on stderr, from what a cell needs.
SOON = {"ours", "prose", "stderr", "needs"}


@pytest.mark.parametrize(
    "fault", [pytest.param(fault, marks=() if fault in SOON else pytest.mark.slow) for fault in FAULTS]
)
def test_worker_and_kernel_tell_a_fault_alike(briefing, fault):
    cells, options = FAULTS[fault], {"timeout": 5} if fault == "time" else {}
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


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["/nowhere/python"], "[Errno 2] No such file or directory: '/nowhere/python'"),
        (["false"], "Kernel died before replying to kernel_info"),
    ],
    ids=["no such program", "a program that ends"],
)
def test_a_kernel_that_does_not_start_is_said_not_to_start(briefing, tmp_path, monkeypatch, command, why):
    spec = tmp_path / "jupyter/kernels/broken/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": command, "display_name": "Broken", "language": "python"}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    with pytest.raises(NotebookError) as caught:
        executed_by_kernel(briefing(code("1")), kernel_name="broken")
    assert str(caught.value) == f"2-briefing.ipynb: its kernel does not start: {why}"
