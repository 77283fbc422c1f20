"""The project's notebooks run by papermill: from its own command, and from there on to the bytes of the build."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import nbformat
import papermill
import pytest
from nbconvert.utils.exceptions import ConversionException
from projects import cell, contents, hedged, project, prose
from traitlets.config import Config

from hedged import edition
from hedged.exporters import BriefingHTML, BriefingPDF

PAPERMILL = Path(sys.executable).with_name("papermill")
DAY = "2025-07-04"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
          "language_info": {"name": "python"}}  # fmt: skip


def needing(source: str, *ids: str) -> dict:
    return {**prose(source), "metadata": {"needs": list(ids)}}


CELLS = (
    needing("Said later.", "nis-casualties-2026-02-12"),
    cell("share = ledger['nis-casualties-2025-04-30']"),
    prose("NIS named {eval}`share`."),
    needing("Known by then.", "nis-casualties-2025-04-30"),
)


def small(folder: Path, *cells: dict) -> Path:
    """A small project whose briefing names its kernel, as JupyterLab keeps it."""
    root = project(folder, *cells)
    path = root / "notebooks/2-briefing.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["metadata"] |= KERNEL
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return root


def run(root: Path, *arguments: object, output: str = "out.ipynb", notebook: str = "notebooks/2-briefing.ipynb"):
    """The command ``papermill``, typed in the project's folder."""
    command = [PAPERMILL, notebook, output, "--log-level", "ERROR", "--no-progress-bar", *map(str, arguments)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small project with what papermill left of a run for the day in `notebooks/`, and the build for that day."""
    root = small(tmp_path_factory.mktemp("made") / "small", *CELLS)
    done = run(root, "-p", "known_on", DAY, output="notebooks/out.ipynb")
    assert (done.returncode, done.stderr) == (0, "")
    edition.build(root, out=root / "earlier", as_of=date.fromisoformat(DAY))
    return root, contents(root / "earlier")


@pytest.fixture
def folder(tmp_path):
    """A small project of a test's own."""
    return small(tmp_path / "small", *CELLS)


# --- the run ---


def test_papermill_leaves_out_what_the_day_did_not_know_and_evaluates_the_prose(made):
    left = read(made[0] / "notebooks/out.ipynb")
    sources = ["".join(each["source"]) for each in left["cells"]]
    assert "Said later." not in sources and "Known by then." in sources
    (sentence,) = [each for each in left["cells"] if "".join(each["source"]).startswith("NIS named")]
    ((expression, result),) = [
        (each["expression"], each["result"]) for each in sentence["metadata"]["user_expressions"]
    ]
    assert (expression, result["status"], result["data"]["text/plain"]) == ("share", "ok", "about 4,700")


def test_what_papermill_leaves_is_a_sound_notebook_that_opens_in_its_kernel(made):
    left = nbformat.read(made[0] / "notebooks/out.ipynb", as_version=4)
    nbformat.validate(left)
    assert left.metadata.kernelspec.name == "python3"
    assert left.metadata.papermill.parameters == {"known_on": DAY}
    assert {each.metadata.papermill.status for each in left.cells} == {"completed"}


def test_without_a_parameter_all_is_known(folder):
    done = run(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Said later." in (folder / "out.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "answer"), [([], "notebooks"), (["--cwd", "src"], "src"), (["--cwd", "notebooks"], "notebooks")]
)
def test_the_notebook_runs_in_its_own_folder_unless_another_is_named(tmp_path, arguments, answer):
    root = small(tmp_path / "small", cell("import os\nprint(os.path.basename(os.getcwd()))"))
    done = run(root, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    printed = [each["text"] for cell in read(root / "out.ipynb")["cells"] for each in cell.get("outputs", ())]
    assert printed == [[f"{answer}\n"]]


def test_the_notebook_runs_at_the_editions_midnight(tmp_path):
    root = small(tmp_path / "small", cell("import os\nassert os.environ['SOURCE_DATE_EPOCH'] == '1795305600'"))
    assert run(root).returncode == 0


def test_a_notebook_from_a_pipe_runs_in_the_folder_that_is_named(folder):
    command = [PAPERMILL, "-", "-", "--cwd", "notebooks", "-p", "known_on", DAY, "--no-progress-bar"]
    content = (folder / "notebooks/2-briefing.ipynb").read_text(encoding="utf-8")
    done = subprocess.run(command, cwd=folder, input=content, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Said later." not in done.stdout and "Known by then." in done.stdout


def test_a_notebook_outside_of_any_project_runs_as_papermill_runs_it(tmp_path):
    content = nbformat.v4.new_notebook(metadata=KERNEL)
    content.cells = [
        nbformat.v4.new_code_cell("import warnings\nfrom hedged.quantity import Quantity\nwarnings.warn('old')"),
        nbformat.v4.new_code_cell("1 / 0"),
    ]
    nbformat.write(content, tmp_path / "other.ipynb")
    done = run(tmp_path, notebook="other.ipynb")
    assert done.returncode == 1
    assert 'Exception encountered at "In [2]"' in done.stderr
    assert "papermill-error-cell-tag" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")


# --- and on to the briefing ---


@pytest.mark.parametrize("execute", [False, True], ids=["by the worker", "in its kernel"])
def test_what_papermill_leaves_becomes_the_bytes_of_the_build_for_its_day(made, execute):
    root, report = made
    config = Config({"ExecutePreprocessor": {"enabled": execute}})
    path = str(root / "notebooks/out.ipynb")
    assert BriefingHTML(config=config).from_filename(path)[0].encode() == report["briefing.html"]
    assert BriefingPDF(config=config).from_filename(path)[0] == report["briefing.pdf"]
    assert f"<code>known_on</code> = <code>{DAY}</code>".encode() in report["briefing.html"]


def test_jupyter_nbconvert_takes_a_run_from_anywhere_in_the_project(made):
    root, report = made
    (root / "out.ipynb").write_bytes((root / "notebooks/out.ipynb").read_bytes())
    command = [Path(sys.executable).with_name("jupyter"), "nbconvert", "--to", "briefing-html", "out.ipynb"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (root / "out.html").read_bytes() == report["briefing.html"]


@pytest.mark.parametrize("day", [None, "2026-11-22"])
def test_a_run_for_no_day_or_for_the_edition_date_becomes_the_edition(folder, day):
    papermill.execute_notebook(
        folder / "notebooks/2-briefing.ipynb", folder / "notebooks/out.ipynb", {"known_on": day}, progress_bar=False
    )
    edition.build(folder)
    made = BriefingHTML().from_filename(str(folder / "notebooks/out.ipynb"))[0]
    assert made.encode() == (folder / "report/briefing.html").read_bytes()


def test_results_and_metadata_stored_in_a_run_are_not_trusted(made, folder):
    left = read(made[0] / "notebooks/out.ipynb")
    for each in left["cells"]:
        each["metadata"].pop("needs", None)
        if "user_expressions" in each["metadata"]:
            each["metadata"]["user_expressions"][0]["result"]["data"] = {"text/plain": "99%"}
    (folder / "notebooks/out.ipynb").write_text(json.dumps(left, indent=1), encoding="utf-8")
    made_again = BriefingHTML().from_filename(str(folder / "notebooks/out.ipynb"))[0]
    assert made_again.encode() == made[1]["briefing.html"]


def test_a_run_of_what_the_notebook_no_longer_says_is_refused(made, folder):
    (folder / "notebooks/out.ipynb").write_bytes((made[0] / "notebooks/out.ipynb").read_bytes())
    replaced(folder / "notebooks/2-briefing.ipynb", "Known by then.", "Known since.")
    assert refusal(folder / "notebooks/out.ipynb") == (
        "out.ipynb: a run of 2-briefing.ipynb, which says something else now: of the cells of the run, "
        "without the parameters, number 7 is not in it (Known by then.)\n"
        "edit 2-briefing.ipynb, and run papermill again"
    )
    (folder / "notebooks/2-briefing.ipynb").rename(folder / "notebooks/briefing.ipynb")
    assert (
        refusal(folder / "notebooks/out.ipynb")
        == "out.ipynb: a run of 2-briefing.ipynb, which does not lie in notebooks/"
    )


def refusal(path: Path) -> str:
    with pytest.raises(ConversionException) as caught:
        BriefingHTML().from_filename(str(path))
    return str(caught.value)


# --- parameters ---

PARAMETERS = [
    ({"known_on": "2025-01-30"}, "known_on 2025-01-30: the briefing can be built for any day from 2025-01-31 to 2026-11-22"),
    ({"known_on": "2026-11-23"}, "known_on 2026-11-23: after the edition date 2026-11-22 (date-released in CITATION.cff); nothing is known of that day yet"),
    ({"known_on": "4 July 2025"}, "known_on 4 July 2025: no day; write it as 2025-07-05"),
    ({"known_on": "20250704"}, "known_on 20250704: no day; write it as 2025-07-04"),
    ({"known_on": 2025}, "known_on 2025: no day; write it as 2025-07-05"),
    ({"known_one": "2025-07-04"}, "2-briefing.ipynb: no parameter is called known_one; did you mean known_on?; there is known_on"),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "message"), PARAMETERS, ids=[str(each) for each, _ in PARAMETERS])
def test_a_parameter_that_no_edition_has_is_refused_before_anything_runs(folder, parameters, message):
    source, output = folder / "notebooks/2-briefing.ipynb", folder / "out.ipynb"
    with pytest.raises(papermill.PapermillException, match=f"^{re.escape(message)}$"):
        papermill.execute_notebook(source, output, parameters, progress_bar=False)
    assert not output.exists()


@pytest.mark.parametrize(("parameters", "message"), PARAMETERS, ids=[str(each) for each, _ in PARAMETERS])
def test_the_exporters_refuse_it_in_the_same_words(made, folder, parameters, message):
    ((name, value),) = parameters.items()
    (folder / "notebooks/out.ipynb").write_bytes((made[0] / "notebooks/out.ipynb").read_bytes())
    replaced(folder / "notebooks/out.ipynb", f'known_on = \\"{DAY}\\"', json.dumps(f"{name} = {value!r}")[1:-1])
    assert refusal(folder / "notebooks/out.ipynb") == message


def test_a_day_is_refused_in_the_words_of_the_build(folder):
    for day in ("2025-01-30", "2026-11-23"):
        by_papermill, by_build = run(folder, "-p", "known_on", day), hedged("build", "--as-of", day, cwd=folder)
        assert by_papermill.stderr.removeprefix("Error: known_on") == by_build.stderr.removeprefix("hedged: --as-of")
        assert by_papermill.returncode == by_build.returncode == 2


@pytest.mark.parametrize(
    "source",
    ["open('mark', 'w')", "known_on = print('run')", "known_on = (", "known_on: str = '2025-07-04'", "a = b = 1"],
)
def test_parameters_are_read_and_never_run(made, folder, source):
    (folder / "notebooks/out.ipynb").write_bytes((made[0] / "notebooks/out.ipynb").read_bytes())
    replaced(folder / "notebooks/out.ipynb", f'known_on = \\"{DAY}\\"', json.dumps(source)[1:-1])
    assert refusal(folder / "notebooks/out.ipynb") == (
        "out.ipynb: the cell tagged 'injected-parameters' does more than set names to values; "
        'write known_on = "2025-07-05" into it'
    )


def test_parameters_stand_in_one_cell(made, folder):
    left = read(made[0] / "notebooks/out.ipynb")
    (injected,) = [each for each in left["cells"] if "injected-parameters" in each["metadata"].get("tags", ())]
    left["cells"].append(injected)
    (folder / "notebooks/out.ipynb").write_text(json.dumps(left, indent=1), encoding="utf-8")
    assert refusal(folder / "notebooks/out.ipynb") == "out.ipynb: 2 cells are tagged 'injected-parameters'; keep one"


# --- faults ---


@pytest.mark.parametrize(
    ("cells", "status", "message"),
    [
        ([cell("a = 1\n1 / 0")], 3, "2-briefing.ipynb, cell 5, line 2: ZeroDivisionError: division by zero\n    1 / 0"),
        (
            [prose("{eval}`share.x`"), cell("share = 1")],
            3,
            "2-briefing.ipynb, cell 5: {eval}`share.x`: AttributeError: ",
        ),
        (
            [needing("Known.", "nis-casualties-2025-04-3")],
            2,
            "2-briefing.ipynb, cell 5: needs nis-casualties-2025-04-3, which the ledger has on no day; "
            "did you mean nis-casualties-2025-04-30",
        ),
    ],
    ids=["raises", "prose", "needs"],
)
def test_a_fault_is_told_as_the_build_tells_it_and_an_earlier_run_stays(tmp_path, cells, status, message):
    root = small(tmp_path / "small", *cells)
    (root / "out.ipynb").write_text("an earlier run")
    done, built = run(root, "-p", "known_on", DAY), hedged("build", "--as-of", DAY, cwd=root)
    assert done.returncode == built.returncode == status
    assert done.stderr.startswith(f"Error: {message}") and "Traceback" not in done.stderr
    assert built.stderr.endswith(done.stderr.removeprefix("Error: "))
    assert (root / "out.ipynb").read_text() == "an earlier run"


def test_a_run_does_not_take_the_place_of_its_notebook(folder):
    before = (folder / "notebooks/2-briefing.ipynb").read_bytes()
    done = run(folder, output="notebooks/../notebooks/2-briefing.ipynb")
    assert (done.returncode, done.stderr) == (
        2, "Error: 2-briefing.ipynb: the run would take its notebook's place; name another file\n"
    )  # fmt: skip
    assert (folder / "notebooks/2-briefing.ipynb").read_bytes() == before


def test_a_run_is_not_run_again_since_cells_are_missing_of_it(made):
    done = run(made[0], "-p", "known_on", "2026-03-01", notebook="notebooks/out.ipynb", output="again.ipynb")
    assert (done.returncode, done.stderr) == (
        2, "Error: out.ipynb: what papermill left of a run; run it on the notebook itself\n"
    )  # fmt: skip


# --- in the project ---


def test_what_papermill_left_is_no_source_of_the_report(folder):
    edition.build(folder)
    assert run(folder, "-p", "known_on", DAY, output="notebooks/out.ipynb").returncode == 0
    assert "up to date" in hedged("build", cwd=folder).stdout
    assert "out.ipynb" not in hedged("check", cwd=folder).stderr


def test_the_briefing_counts_whoever_wrote_it(folder):
    edition.build(folder)
    content = read(folder / "notebooks/2-briefing.ipynb")
    content["metadata"]["papermill"] = {"parameters": {}}
    content["cells"][-1]["source"] = "Known otherwise."
    (folder / "notebooks/2-briefing.ipynb").write_text(json.dumps(content, indent=1), encoding="utf-8")
    assert "holds the edition" in hedged("build", cwd=folder).stdout
    assert "Known otherwise." in (folder / "report/briefing.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda cells: cells.insert(3, cell("known_on = '2025-07-04'", "injected-parameters")),
            "cell 4: sets parameters for one run; take the cell out: ",
        ),
        (
            lambda cells: cells.__setitem__(2, cell("known_on = '2025-07-04'", "parameters")),
            "cell 3, line 1: known_on is '2025-07-04'; write None: ",
        ),
    ],
    ids=["put in", "written in"],
)
def test_a_briefing_with_a_day_in_it_is_not_built_since_the_page_would_not_say_so(folder, change, message):
    path = folder / "notebooks/2-briefing.ipynb"
    content = read(path)
    change(content["cells"])
    path.write_text(json.dumps(content), encoding="utf-8")
    done = hedged("build", cwd=folder)
    remedy = "a build takes the day from --as-of DAY, papermill from -p known_on DAY"
    assert (done.returncode, done.stderr) == (
        2,
        f"running notebooks/2-briefing.ipynb\nhedged: 2-briefing.ipynb, {message}{remedy}\n",
    )
