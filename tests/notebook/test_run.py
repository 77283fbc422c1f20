"""Running notebooks: what comes out, what is said when nothing does, and what is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from hedged.notebook.run import NotebookError, execute
from notebooks import LEDGER, code, prose, written

SRC = Path(__file__).parents[2] / "src"


@pytest.fixture
def run(tmp_path):
    return lambda *cells, **options: execute(written(tmp_path, *cells), **options)


@pytest.fixture
def message(run):
    def told(*cells, **options):
        with pytest.raises(NotebookError) as caught:
            run(*cells, **options)
        return str(caught.value)

    return told


def shown(notebook):
    """The plain text of every output and of every expression, by the cell's number in its file."""
    texts = {}
    for cell in notebook["cells"]:
        bundles = [each.get("data", {"text/plain": each.get("text")}) for each in cell.get("outputs", ())]
        bundles += [each["result"]["data"] for each in cell["metadata"].get("user_expressions", ())]
        if bundles:
            texts[cell["metadata"]["hedged"]["cell"]] = [each["text/plain"] for each in bundles]
    return texts


def running(marker):
    """Whether a process holds ``marker`` in its command line or environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            known = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if marker.encode() in known and state != "Z" and int(folder.name) != os.getpid():
            return True
    return False


def soon(condition, seconds=5):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


# --- what comes out ---


def test_outputs_are_stored_as_nbformat_stores_them(run):
    executed = run(code("print('sent')\ndisplay({'text/plain': 'shown'}, raw=True)\n6 * 7"))
    assert executed["cells"][0]["outputs"] == [
        {"output_type": "stream", "name": "stdout", "text": "sent\n"},
        {"output_type": "display_data", "data": {"text/plain": "shown"}, "metadata": {}},
        {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "42"}, "metadata": {}},
    ]
    assert executed["cells"][0]["execution_count"] == 1


def test_expressions_are_stored_as_jupyterlab_myst_stores_them(run):
    executed = run(code(LEDGER), code("share = Share('36% (30 to 43%)')"), prose("So {eval}`share` is out."))
    assert executed["cells"][2]["metadata"]["user_expressions"] == [
        {
            "expression": "share",
            "result": {
                "status": "ok",
                "data": {
                    "text/plain": "36% (30 to 43%)",
                    "application/vnd.hedged.v1+json": {"type": "text", "text": "36% (30 to 43%)"},
                },
                "metadata": {},
            },
        }
    ]


def test_expressions_are_evaluated_after_the_last_code_cell(run):
    assert shown(run(prose("First {eval}`n`, then {eval}`n + 1`."), code("n = 1"), code("n = 5"))) == {1: ["5", "6"]}


def test_an_expression_in_a_code_span_is_text(run):
    assert shown(run(code("n = 1"), prose("Write `` {eval}`n` `` for a number, as in {eval}`n`."))) == {2: ["1"]}


def test_a_notebook_runs_in_its_own_folder(run, tmp_path):
    (tmp_path / "word.txt").write_text("found", encoding="utf-8")
    assert shown(run(code("open('word.txt').read()"))) == {1: ["'found'"]}


def test_a_semicolon_keeps_a_value_to_itself(run):
    assert shown(run(code("1;"), code("2"))) == {2: ["2"]}


def test_a_display_is_updated_in_place(run):
    cells = code("handle = display('before', display_id='one')"), code("handle.update('after')")
    assert shown(run(*cells)) == {1: ["'after'"]}


def test_cleared_output_is_gone(run):
    source = "from IPython.display import clear_output\nprint('before')\nclear_output(wait=True)\nprint('after')"
    assert shown(run(code(source))) == {1: ["after\n"]}


def test_text_of_a_child_process_is_an_output(run):
    assert shown(run(code("import os\nos.system('echo from outside');"))) == {1: ["from outside\n"]}


def test_what_was_stored_does_not_come_back(run):
    stale = code("1")
    stale["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "old"}]
    stale["execution_count"] = 99
    old = [{"expression": "n", "result": {"status": "ok", "data": {"text/plain": "old"}, "metadata": {}}}]
    executed = run(stale, prose("Nothing to evaluate.", user_expressions=old, trusted=True))
    assert shown(executed) == {1: ["1"]}
    assert "trusted" not in executed["cells"][1]["metadata"]


def test_two_runs_give_the_same_notebook(run):
    view = "display({'application/vnd.jupyter.widget-view+json': {'model_id': uuid4().hex}}, raw=True)"
    cells = code(LEDGER), code(f"from uuid import uuid4\n{view}\n{view}"), prose("{eval}`len(ledger)`")
    first = run(*cells)
    widgets = [each["data"]["application/vnd.jupyter.widget-view+json"] for each in first["cells"][1]["outputs"]]
    assert widgets == [{"model_id": "widget-1"}, {"model_id": "widget-2"}]
    assert json.dumps(run(*cells)) == json.dumps(first)


def test_neither_pandas_nor_nbformat_nor_a_kernel_is_imported(run):
    source = "import sys\nsorted({'pandas', 'nbformat', 'nbconvert', 'ipykernel', 'jupyter_client'} & set(sys.modules))"
    assert shown(run(code(source))) == {1: ["[]"]}


def test_no_profile_of_the_user_is_read_or_written(run, tmp_path, monkeypatch):
    home = tmp_path / "home"
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "mine.py").write_text("surprise = 1", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    assert shown(run(code("'surprise' in dir()"))) == {1: ["False"]}
    assert sorted(each.name for each in home.rglob("*")) == [".ipython", "mine.py", "profile_default", "startup"]


def test_progress_names_each_cell(run):
    told = []
    run(code("n = 1"), prose("{eval}`n`"), progress=told.append)
    assert told == [
        "2-briefing.ipynb: cell 1 of 2",
        "2-briefing.ipynb: cell 2 of 2",
        "2-briefing.ipynb: prose of cell 2 of 2",
    ]


# --- parameters and needs ---


def test_a_parameter_takes_the_place_of_the_notebooks_own(run):
    cells = code("known_on = None", tags=["parameters"]), code("known_on")
    assert shown(run(*cells)) == {}
    assert shown(run(*cells, parameters={"known_on": "2025-04-30"})) == {2: ["'2025-04-30'"]}
    assert shown(run(*cells, parameters={"known_on": date(2025, 4, 30)})) == {2: ["'2025-04-30'"]}


def test_a_parameter_the_notebook_does_not_have_is_refused(message):
    cells = (code("known_on = None", tags=["parameters"]),)
    assert message(*cells, parameters={"knwon_on": "2025-04-30"}) == (
        "2-briefing.ipynb: no parameter is called knwon_on; did you mean known_on?; there is known_on"
    )


def test_parameters_for_a_notebook_without_their_cell_are_refused(message):
    assert message(code("1"), parameters={"known_on": None}) == (
        "2-briefing.ipynb: no cell is tagged 'parameters'; it takes one to set known_on"
    )


def test_a_cell_is_left_out_while_the_ledger_does_not_know_what_it_needs(run):
    executed = run(
        code(LEDGER),
        prose("Known.", needs=["nis-sent", "nis-casualties"]),
        code("'known'", needs=["nis-sent"]),
        prose("Of {eval}`unbound`.", needs=["nis-sent", "uk-casualties"]),
        code("1 / 0", needs=["uk-casualties"]),
        code("'end'"),
    )
    assert [cell["source"] for cell in executed["cells"]] == [LEDGER, "Known.", "'known'", "'end'"]


def test_cells_keep_the_numbers_they_have_in_the_file(run, message):
    cells = code("p = 1", tags=["parameters"]), code(LEDGER), code("0", needs=["uk"])
    assert shown(run(*cells, code("'fourth'"), parameters={"p": 2})) == {4: ["'fourth'"]}
    assert message(*cells, code("1 / 0"), parameters={"p": 2}).startswith("2-briefing.ipynb, cell 4, line 1: ")


def test_needs_before_the_ledger_is_there_is_said(message):
    assert message(code("1", needs=["nis-sent"])) == (
        "2-briefing.ipynb, cell 1: needs cannot be answered: NameError: name 'ledger' is not defined"
    )


def test_needs_that_is_no_list_is_said(message):
    assert message(code("1", needs="nis-sent")) == (
        '2-briefing.ipynb, cell 1: needs is "nis-sent"; a list of ids is right, ["north-casualties-2025-04-30"]'
    )


# --- cells that fail ---


def test_a_raising_cell_is_named_with_its_line_and_the_line_itself(message):
    assert message(prose("Why?"), code("a = 1\n\nb = a + x")) == (
        "2-briefing.ipynb, cell 2, line 3: NameError: name 'x' is not defined\n    b = a + x"
    )


def test_an_error_deep_in_a_library_is_told_at_the_line_that_called_it(message):
    assert message(code("import json\njson.loads('{')")) == (
        "2-briefing.ipynb, cell 1, line 2: JSONDecodeError: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)\n    json.loads('{')"
    )


def test_a_cell_that_is_no_python_is_named_with_its_line(message):
    assert message(code("a = 1\nb = = 2")) == (
        "2-briefing.ipynb, cell 1, line 2: SyntaxError: invalid syntax\n    b = = 2"
    )


def test_a_fault_of_the_packages_own_says_its_lines_without_a_type(message):
    source = "from hedged.errors import HedgedError\nraise HedgedError('data/x.csv:3: low: 3 is above high 2\\nand one more')"
    assert message(code(source)) == (
        "2-briefing.ipynb, cell 1, line 2: data/x.csv:3: low: 3 is above high 2\nand one more\n"
        "    raise HedgedError('data/x.csv:3: low: 3 is above high 2\\nand one more')"
    )


def test_bad_input_found_by_a_cell_ends_like_bad_input(run):
    with pytest.raises(NotebookError) as caught:
        run(code("from hedged.errors import HedgedError\nraise HedgedError('data/x.csv:3: low')"))
    assert caught.value.exit_status == 2
    with pytest.raises(NotebookError) as caught:
        run(code("1 / 0"))
    assert caught.value.exit_status == 3


def test_a_value_that_cannot_show_itself_is_an_error(message):
    source = "class Broken:\n    def _repr_mimebundle_(self, include=None, exclude=None): raise ValueError('no words')"
    assert message(code(source), code("Broken()")) == "2-briefing.ipynb, cell 2: ValueError: no words"
    assert message(code(source + "\nbroken = Broken()"), prose("{eval}`broken`")) == (
        "2-briefing.ipynb, cell 2: {eval}`broken`: ValueError: no words"
    )


def test_an_output_json_cannot_hold_is_an_error(message):
    told = message(code("display({'application/vnd.hedged.v1+json': {1, 2}}, raw=True)"))
    assert told == (
        "2-briefing.ipynb, cell 1, line 1: TypeError: an output holds a set, which JSON cannot\n"
        "    display({'application/vnd.hedged.v1+json': {1, 2}}, raw=True)"
    )


def test_a_question_to_the_reader_cannot_be_answered(message):
    assert message(code("input()")).startswith("2-briefing.ipynb, cell 1, line 1: EOFError")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("import warnings\nwarnings.warn('old way')", "line 2: UserWarning: old way\n  warnings.warn('old way')"),
        ("import logging\nlogging.getLogger('charts').warning('no such font')", "no such font"),
        ("import os\nos.system('echo from outside >&2');", "from outside"),
        ("import sys\nprint('careful', file=sys.stderr)", "careful"),
    ],
)
def test_anything_on_stderr_stops_the_run(message, source, told):
    assert message(prose("Why?"), code(source)) == f"2-briefing.ipynb, cell 2: wrote to stderr: {told}"


def test_a_memory_address_stops_the_run(message):
    told = message(code("object()"))
    assert told.startswith("2-briefing.ipynb, cell 1: shows <object at 0x")
    assert told.endswith(">, whose address differs from run to run; end the cell with a value that has words")


def test_an_unknown_name_in_prose_is_named_with_what_looks_like_it(message):
    assert message(code("casualty_share = 1"), prose("Of {eval}`casulty_share` we read.")) == (
        "2-briefing.ipynb, cell 2: {eval}`casulty_share`: no cell binds casulty_share; did you mean casualty_share?"
    )


def test_another_fault_in_prose_is_told_as_it_is(message):
    assert message(code("n = 1"), prose("{eval}`n.text`")) == (
        "2-briefing.ipynb, cell 2: {eval}`n.text`: AttributeError: 'int' object has no attribute 'text'"
    )


# --- runs that do not end by themselves ---


def test_a_run_over_its_time_is_stopped_with_everything_it_started(message):
    marker = f"hedged-test-{os.getpid()}-{time.monotonic_ns()}"
    source = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', '{marker}'])"
    assert message(code(source), code("while True: pass"), timeout=5) == (
        "2-briefing.ipynb: still running after 5 s, in cell 2; stopped"
    )
    assert soon(lambda: not running(marker))


def test_a_finished_run_leaves_nothing_running(run):
    marker = f"hedged-test-{os.getpid()}-{time.monotonic_ns()}"
    run(
        code(
            f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', '{marker}']);"
        )
    )
    assert soon(lambda: not running(marker))


def test_a_builder_killed_outright_leaves_nothing_running(tmp_path):
    marker = f"hedged-test-{os.getpid()}-{time.monotonic_ns()}"
    path = written(tmp_path, code("import time\ntime.sleep(60)"))
    program = "import sys, pathlib; from hedged.notebook import execute; execute(pathlib.Path(sys.argv[1]))"
    environment = {**os.environ, "PYTHONPATH": str(SRC), "MARKER": marker}
    builder = subprocess.Popen([sys.executable, "-c", program, str(path)], env=environment)
    workers = f"/proc/{builder.pid}/task/{builder.pid}/children"
    assert soon(lambda: Path(workers).read_text().strip())
    builder.send_signal(signal.SIGKILL)
    builder.wait()
    assert soon(lambda: not running(marker))


def test_a_grandchild_that_holds_on_does_not_hold_up_the_builder(message):
    source = "import os, time\nif os.fork() == 0:\n    time.sleep(60)\nos._exit(3)"
    assert message(code(source)) == "2-briefing.ipynb: its process ended with exit status 3, in cell 1"


def test_a_killed_process_is_told_with_the_signal(message):
    assert message(code("n = 1"), code("import os\nos.kill(os.getpid(), 9)")) == (
        "2-briefing.ipynb: its process was killed by SIGKILL, as a machine out of memory does, in cell 2"
    )
    assert message(code("import os\nos.kill(os.getpid(), 11)")) == (
        "2-briefing.ipynb: its process was killed by SIGSEGV, in cell 1"
    )


# --- files that are no notebooks ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            b"{",
            "{path}, line 1: not a notebook: Expecting property name enclosed in double quotes; was it edited by hand or left in a merge?",
        ),
        (b"[]", "{path}: JSON, but not a notebook: nbformat is missing"),
        (
            b'{"nbformat": 3, "worksheets": []}',
            "{path}: a notebook of format 3; open and save it in JupyterLab to make it 4",
        ),
        (b'{"nbformat": 4, "cells": []}', "{path}: a notebook without cells"),
        (
            b'{"nbformat": 4, "cells": [{"cell_type": "code"}]}',
            "{path}, cell 1: not a cell: cell_type or source is missing",
        ),
        (b'"\xff"', "{path}: byte 1 is not UTF-8; a notebook is UTF-8 text"),
    ],
)
def test_a_file_that_is_no_notebook_is_told_what_it_is(tmp_path, text, told):
    path = tmp_path / "2-briefing.ipynb"
    path.write_bytes(text)
    with pytest.raises(NotebookError) as caught:
        execute(path)
    assert str(caught.value) == told.format(path=path)
    assert caught.value.exit_status == 2


def test_a_missing_notebook_is_said_to_be_missing(tmp_path):
    with pytest.raises(NotebookError, match=r"2-briefing\.ipynb: no such notebook$"):
        execute(tmp_path / "2-briefing.ipynb")


def test_a_source_in_lines_is_one_text(tmp_path):
    path = written(tmp_path, code("n = 1\nn + 1"))
    content = json.loads(path.read_text())
    content["cells"][0]["source"] = ["n = 1\n", "n + 1"]
    path.write_text(json.dumps(content))
    assert shown(execute(path)) == {1: ["2"]}


def test_the_rules_of_markdown_stand_in_order_before_any_thread_asks_for_them():
    program = (
        "from hedged.notebook.file import _MARKDOWN as reader\n"
        "rulers = (reader.core.ruler, reader.block.ruler, reader.inline.ruler, reader.inline.ruler2)\n"
        "print([each.__cache__ is not None for each in rulers])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[True, True, True, True]\n", "")
