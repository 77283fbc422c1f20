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
from projects import contents, project
from traitlets.config import Config

from hedged.editions import build as edition
from hedged.errors import HedgedError
from hedged.lab.exporters import BriefingHTML, BriefingPDF, MenuHTML, MenuPDF
from notebooks import code, prose
from notebooks import notebook as content

ROOT = Path(__file__).parents[2]
JUPYTER = Path(sys.executable).with_name("jupyter")

BRIEFING = (
    code("share = ledger['north-casualties-2025-04-30']"),
    prose("North named {eval}`share`.\n\n- and again {eval}`share` by North"),
    prose("Known.", needs=["north-casualties-2025-04-30"]),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small project and its report, as the build makes it."""
    root = project(tmp_path_factory.mktemp("built") / "small", *BRIEFING)
    edition.build(root)
    return root, contents(root / "report")


@pytest.fixture
def briefing(tmp_path):
    """The briefing's file, in a small project with these cells after its first four."""
    return lambda *cells: project(tmp_path / "small", *cells) / "notebooks/2-briefing.ipynb"


def nbconvert(cwd, *arguments):
    """The command ``jupyter nbconvert``, from a folder."""
    return subprocess.run(
        [JUPYTER, "nbconvert", *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=120
    )


def config(execute):
    return Config({"ExecutePreprocessor": {"enabled": execute}})


# --- the same bytes ---


@pytest.mark.parametrize("execute", [False, True], ids=["without --execute", "with it"])
def test_the_exporters_give_the_bytes_of_the_build(built, execute):
    root, report = built
    path = str(root / "notebooks/2-briefing.ipynb")
    assert BriefingHTML(config=config(execute)).from_filename(path)[0].encode() == report["briefing.html"]
    assert BriefingPDF(config=config(execute)).from_filename(path)[0] == report["briefing.pdf"]


@pytest.mark.parametrize(
    ("folder", "path", "arguments", "ending"),
    [
        pytest.param(".", "notebooks/2-briefing.ipynb", ["--execute"], "html", marks=pytest.mark.slow),
        pytest.param("notebooks", "2-briefing.ipynb", [], "pdf", marks=pytest.mark.slow),
        pytest.param("elsewhere", None, ["--execute"], "pdf", marks=pytest.mark.slow),
        ("elsewhere", "../notebooks/2-briefing.ipynb", [], "html"),
    ],
    ids=["in the project", "beside the notebook", "elsewhere, by its whole path", "elsewhere, by a path upwards"],
)
def test_jupyter_nbconvert_gives_the_bytes_of_the_build_from_any_folder(
    built, tmp_path, folder, path, arguments, ending
):
    root, report = built
    (root / "elsewhere").mkdir(exist_ok=True)
    path = path or root / "notebooks/2-briefing.ipynb"
    done = nbconvert(root / folder, *arguments, "--to", f"briefing-{ending}", "--output-dir", tmp_path, path)
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path) == {f"2-briefing.{ending}": report[f"briefing.{ending}"]}


@pytest.mark.slow
def test_several_notebooks_are_written_each_beside_itself_or_under_the_name_asked_for(briefing):
    path = briefing(*BRIEFING)
    path.with_name("4-other.ipynb").write_bytes(path.read_bytes())
    assert nbconvert(path.parent, "--to", "briefing-html", "2-briefing.ipynb", "4-other.ipynb").returncode == 0
    assert nbconvert(path.parent, "--to", "briefing-html", "--output", "named.html", path).returncode == 0
    written = contents(path.parent)
    assert sorted(written) == [
        "2-briefing.html", "2-briefing.ipynb", "4-other.html", "4-other.ipynb", "named.html"
    ]  # fmt: skip
    assert written["named.html"] == written["2-briefing.html"]


def test_stored_outputs_and_values_are_not_trusted(built, briefing):
    path = briefing(*BRIEFING)
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["cells"][5]["metadata"]["user_expressions"] = [
        {"expression": "share", "result": {"status": "ok", "metadata": {}, "data": {"text/plain": "99%"}}}
    ]
    stored["cells"][4]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "99%"}]
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert BriefingHTML().from_filename(str(path))[0].encode() == built[1]["briefing.html"]


def test_the_notebook_runs_at_the_editions_midnight(briefing):
    path = briefing(code("import os\nassert os.environ['SOURCE_DATE_EPOCH'] == '1795305600'"), prose("Done."))
    assert "Done." in BriefingHTML(config=config(execute=True)).from_filename(str(path))[0]


# --- the same faults ---


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


FAULTS = {
    "needs": (
        [prose("Known.", needs=["north-casualties-2025-04-3"])],
        None,
        "2-briefing.ipynb, cell 5: needs north-casualties-2025-04-3, which the ledger has on no day; did you mean",
    ),
    "bound twice": (
        [code("n = known_on"), code("n = ledger['north-casualties-2025-04-30']"), prose("{eval}`n`")],
        None,
        "2-briefing.ipynb, cell 7, line 1: {eval}`n`: n is bound 2 times",
    ),
    "late": ([], ("CITATION.cff", "2026-11-22", "2025-03-01"), "data/statements.csv: "),
    "no day": ([], ("CITATION.cff", "2026-11-22", "2026-02-30"), "CITATION.cff: date-released: 2026-02-30 is no day"),
    "no column": ([], ("data/statements.csv", "statement_id", "id"), ""),
    "format": ([], ("notebooks/2-briefing.ipynb", '"nbformat": 4', '"nbformat": 3'), ""),
    "no notebook": ([], ("notebooks/2-briefing.ipynb", '"nbformat": 4', '"nbformat": "'), ""),
    "raises": (
        [code("a = 1\n1 / 0")],
        None,
        "2-briefing.ipynb, cell 5, line 2: ZeroDivisionError: division by zero\n    1 / 0",
    ),
    "warns": ([code("import warnings\nwarnings.warn('old')")], None, "2-briefing.ipynb, cell 5: wrote to stderr: "),
    "prose": (
        [prose("{eval}`ledger.newest.nothing`")],
        None,
        "2-briefing.ipynb, cell 5: {eval}`ledger.newest.nothing`: ",
    ),
    "kind": (
        [code("'a text'")],
        None,
        "2-briefing.ipynb, cell 5: output of an unknown kind (text/plain); show a figure",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_exporters_refuse_what_the_build_refuses_in_the_same_words(briefing, fault):
    cells, change, message = FAULTS[fault]
    path = briefing(*cells)
    if change is not None:
        replaced(path.parents[1] / change[0], *change[1:])
    with pytest.raises(HedgedError) as by_build:
        edition.build(path.parents[1])
    with pytest.raises(ConversionException) as by_exporter:
        BriefingHTML().from_filename(str(path))
    assert str(by_exporter.value) == str(by_build.value)
    assert str(by_build.value).startswith(message)


def test_jupyter_nbconvert_prints_a_fault_and_nothing_else(briefing):
    path = briefing(code("share = 1 / 0"))
    done = nbconvert(path.parent, "--execute", "--to", "briefing-pdf", "--log-level", "ERROR", path.name)
    assert (done.returncode, done.stderr) == (
        3,
        "[NbConvertApp] ERROR | 2-briefing.ipynb, cell 5, line 1: ZeroDivisionError: division by zero\n"
        "    share = 1 / 0\n",
    )


NOT_SO = "not for a briefing, which runs and reads as hedged build does it; leave it out"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ExecutePreprocessor": {"kernel_name": "julia"}}, f"ExecutePreprocessor.kernel_name: {NOT_SO}"),
        (
            {"ExecutePreprocessor": {"allow_errors": True, "timeout": 5}, "TagRemovePreprocessor": {"enabled": True}},
            f"ExecutePreprocessor.allow_errors and TagRemovePreprocessor.enabled: {NOT_SO}",
        ),
        (
            {"Exporter": {"preprocessors": ["nbconvert.preprocessors.ClearOutputPreprocessor"]}},
            f"Exporter.preprocessors: {NOT_SO}",
        ),
    ],
)
def test_an_option_by_which_the_notebook_would_run_otherwise_is_refused(briefing, options, message):
    with pytest.raises(ConversionException) as caught:
        BriefingHTML(config=Config(options)).from_filename(str(briefing()))
    assert str(caught.value) == message


def test_the_time_limit_of_nbconvert_is_that_of_the_run(briefing):
    path = briefing()
    replaced(path, "from hedged import Ledger", "while True: pass")
    with pytest.raises(ConversionException, match=r"still running after 1 s, in cell 2; stopped$"):
        BriefingHTML(config=Config({"ExecutePreprocessor": {"timeout": 1}})).from_filename(str(path))


def test_an_option_of_nbconvert_is_answered_in_one_line(briefing):
    path = briefing()
    done = nbconvert(
        path.parent, "--execute", "--allow-errors", "--to", "briefing-pdf", "--log-level", "ERROR", path
    )  # fmt: skip
    message = f"[NbConvertApp] ERROR | ExecutePreprocessor.allow_errors: {NOT_SO}\n"
    assert (done.returncode, done.stderr) == (2, message)


def test_a_notebook_outside_any_project_is_refused_even_where_one_is_near(tmp_path):
    root = project(tmp_path / "small")
    path = root / "../outside.ipynb"
    path.write_bytes((root / "notebooks/2-briefing.ipynb").read_bytes())
    with pytest.raises(ConversionException) as caught:
        BriefingHTML().from_filename(str(path))
    assert str(caught.value) == (
        f"no project here: neither {tmp_path} nor a folder above it holds CITATION.cff and data/\n"
        "keep outside.ipynb in the project's notebooks/"
    )


def test_a_notebook_that_is_no_briefing_is_told_which_one_is(briefing):
    path = briefing(code("[1, 2]"))
    other = path.rename(path.with_name("1-reported.ipynb"))
    with pytest.raises(ConversionException) as caught:
        BriefingHTML().from_filename(str(other))
    assert str(caught.value) == (
        "1-reported.ipynb, cell 5: output of an unknown kind (text/plain); "
        "show a figure, a verdict, a table, a chart or a card\n"
        "the notebook made to be a briefing is notebooks/2-briefing.ipynb"
    )


def test_a_notebook_without_a_folder_is_refused(briefing):
    words = "a notebook without a folder; save it in the project's notebooks/ first"
    with pytest.raises(ConversionException) as caught:
        BriefingHTML().from_notebook_node(nbformat.from_dict(content(prose("# Small"))))
    assert str(caught.value) == words
    done = subprocess.run(
        [JUPYTER, "nbconvert", "--stdin", "--to", "briefing-html", "--log-level", "ERROR"],
        input="{", capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, f"[NbConvertApp] ERROR | {words}\n")


# --- their names ---


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
