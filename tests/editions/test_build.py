"""An edition is built from all its inputs, only when they changed, and all of it or nothing."""

import json
import os
import shutil
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest
from projects import CITATION, cell, contents, project, prose

import hedged
from hedged.editions import build as edition
from hedged.editions import manifest
from hedged.editions.build import BuildError, EditionError, build
from hedged.editions.project import ProjectError, citation

RELEASED = date(2026, 11, 22)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return project(tmp_path / "small")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Stands for the notebook and the renderers: what the notebook was run with, a dict each time."""
    runs = []

    def contents(project, parameters, inputs, time_limit_s, progress):
        runs.append(dict(parameters))
        made_from = manifest.manifest(
            project, title="Small", edition="2026-11-22", parameters=parameters, inputs=inputs
        )
        files = {
            **dict.fromkeys(manifest.OUTPUTS, b"{}\n"),
            "briefing.html": f"page {len(runs)}".encode(),
            "manifest.json": manifest.json_bytes(made_from),
        }
        return {**files, "SHA256SUMS": manifest.sums(files)}

    monkeypatch.setattr(edition, "_contents", contents)
    return runs


def test_a_build_writes_the_files_of_a_report_and_says_so(small, run):
    built = build(small)
    assert (built.folder, built.edition, built.fresh) == (small / "report", RELEASED, True)
    assert list(contents(small / "report")) == [
        "SHA256SUMS",
        "briefing.html",
        "briefing.pdf",
        "central-chart-dark.svg",
        "central-chart.svg",
        "figures.csv",
        "figures.json",
        "figures.schema.json",
        "manifest.json",
        "sources.bib",
        "sources.json",
    ]


def test_nothing_is_built_where_nothing_has_changed(small, run):
    build(small)
    assert not build(small).fresh
    assert len(run) == 1


def test_a_briefing_without_a_chart_has_no_picture_and_nothing_to_build_again(tmp_path):
    small = project(tmp_path / "small")
    assert build(small).fresh
    assert not list((small / "report").glob("*.svg"))
    assert not build(small).fresh


def test_force_builds_all_the_same(small, run):
    build(small)
    assert build(small, force=True).fresh
    assert (small / "report/briefing.html").read_text() == "page 2"


@pytest.mark.parametrize(
    "path",
    [
        "data/statements.csv",
        "data/new.csv",
        "notebooks/2-briefing.ipynb",
        "src/method.py",
        "requirements.lock",
        "CITATION.cff",
    ],
)
def test_a_change_of_any_input_is_built(small, run, path):
    build(small)
    with (small / path).open("a") as file:
        file.write("\n# changed\n")
    assert build(small).fresh


@pytest.mark.parametrize("name", ["briefing.html", "figures.json", "SHA256SUMS", "manifest.json"])
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("damaged")], ids=["missing", "damaged"])
def test_a_damaged_report_is_built_again(small, run, name, damage):
    build(small)
    damage(small / "report" / name)
    assert build(small).fresh


@pytest.mark.parametrize(
    "path",
    [
        "src/__pycache__/method.pyc",
        "notebooks/.ipynb_checkpoints/x.ipynb",
        "data/.statements.csv.swp",
        "data/statements.csv~",
    ],
)
def test_what_editors_and_python_leave_behind_is_no_input(small, run, path):
    build(small)
    (small / path).parent.mkdir(exist_ok=True)
    (small / path).write_text("left behind")
    assert not build(small).fresh


def test_a_notebook_counts_without_its_outputs(small, run):
    build(small)
    path = small / "notebooks/2-briefing.ipynb"
    content = json.loads(path.read_text())
    content["metadata"]["kernelspec"] = {"name": "python3"}
    content["cells"][1] |= {"execution_count": 7, "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]}
    content["cells"][0]["metadata"]["user_expressions"] = [{"expression": "x", "result": {}}]
    content["cells"][2]["source"] = content["cells"][2]["source"].splitlines(keepends=True)
    path.write_text(json.dumps(content))
    assert not build(small).fresh
    content["cells"][3]["metadata"]["needs"] = ["north-casualties-2025-04-30"]
    path.write_text(json.dumps(content))
    assert build(small).fresh


def test_the_manifest_tells_the_inputs_the_versions_and_nothing_else_of_the_machine(small, run):
    build(small, as_of=date(2025, 7, 5))
    told = json.loads((small / "report/manifest.json").read_text())
    assert sorted(told) == ["edition", "inputs", "inputs_sha256", "packages", "parameters", "title"]
    assert told["edition"] == "2026-11-22"
    assert told["parameters"] == {"known_on": "2025-07-05"}
    assert told["packages"] == {"matplotlib": version("matplotlib"), "typst": version("typst")}
    assert told["inputs"]["CITATION.cff"] == sha256(CITATION.encode()).hexdigest()
    assert [path for path in told["inputs"] if not path.startswith(("data/", "fonts/"))] == [
        "CITATION.cff", "hedged", "notebooks/2-briefing.ipynb", "requirements.lock", "src/method.py"
    ]  # fmt: skip
    assert list(told["inputs"]) == sorted(told["inputs"])


def test_the_sums_are_those_that_sha256sum_checks(small, run):
    build(small)
    lines = (small / "report/SHA256SUMS").read_text().splitlines()
    assert lines == [
        f"{sha256((small / 'report' / name).read_bytes()).hexdigest()}  {name}"
        for name in (
            "briefing.html",
            "briefing.pdf",
            "central-chart-dark.svg",
            "central-chart.svg",
            "figures.csv",
            "figures.json",
            "figures.schema.json",
            "manifest.json",
            "sources.bib",
            "sources.json",
        )
    ]


def test_versions_that_are_not_the_locks_are_noted(small, run):
    assert build(small).notes == (
        f"matplotlib: {version('matplotlib')} here, 0.0.2 in requirements.lock",
        f"typst: {version('typst')} here, 0.0.1 in requirements.lock",
    )


def test_a_version_is_the_same_with_and_without_leading_zeros(small, run):
    (small / "requirements.lock").write_text(f"typst=={version('typst').replace('.', '.00')}\n")
    assert build(small).notes == ()


def test_kept_editions_survive_a_build(small, run):
    build(small)
    (small / "report/editions").mkdir()
    (small / "report/editions/page").write_text("kept")
    build(small, force=True)
    assert (small / "report/editions/page").read_text() == "kept"


def test_an_input_changed_during_the_build_leaves_the_old_report(small, run, monkeypatch):
    build(small)
    before = contents(small / "report")
    made = edition._contents

    def slow(*arguments):
        (small / "data/statements.csv").write_text("changed")
        return made(*arguments)

    monkeypatch.setattr(edition, "_contents", slow)
    with pytest.raises(BuildError) as caught:
        build(small, force=True)
    assert str(caught.value) == "data/statements.csv changed while the build ran; build again"
    assert caught.value.exit_status == 3
    assert contents(small / "report") == before


@pytest.mark.parametrize(
    ("day", "parameters"), [(None, {}), (RELEASED, {}), (date(2025, 1, 31), {"known_on": "2025-01-31"})]
)
def test_the_notebook_is_told_a_day_only_where_it_is_not_the_edition_date(small, run, day, parameters):
    build(small, as_of=day)
    assert run == [parameters]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (
            date(2026, 11, 23),
            "--as-of 2026-11-23: after the edition date 2026-11-22 (date-released in CITATION.cff); nothing is known of that day yet",
        ),
        (date(2025, 1, 30), "--as-of 2025-01-30: the briefing can be built for any day from 2025-01-31 to 2026-11-22"),
    ],
)
def test_a_day_for_which_there_is_no_briefing_is_refused(small, run, day, message):
    with pytest.raises(EditionError) as caught:
        build(small, as_of=day)
    assert str(caught.value) == message
    assert caught.value.exit_status == 2
    assert not (small / "report").exists()


def test_a_folder_with_other_things_in_it_is_not_replaced(small, run, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    for name in ("d", "b", "a", "c"):
        (home / name).write_text("precious")
    with pytest.raises(EditionError) as caught:
        build(small, home)
    assert str(caught.value) == (
        f"{home} holds what no build wrote (a, b, c, ...)\n"
        "choose an empty folder, or one that does not exist yet, with --out"
    )
    assert sorted(os.listdir(home)) == ["a", "b", "c", "d"]
    shutil.rmtree(home)
    assert build(small, home).folder == home


@pytest.mark.parametrize(
    ("line", "changed", "message"),
    [
        ("title: Small\n", "", "CITATION.cff: title is missing"),
        (
            "date-released: 2026-11-22",
            "date-released: 2026-02-30",
            "CITATION.cff: date-released: 2026-02-30 is no day; write it as 2026-11-22",
        ),
        ("title: Small", "title: 'Small", "CITATION.cff: not YAML in UTF-8: while scanning a quoted scalar"),
    ],
)
def test_a_faulty_citation_is_named(small, line, changed, message):
    (small / "CITATION.cff").write_text(CITATION.replace(line, changed))
    with pytest.raises(ProjectError) as caught:
        build(small)
    assert str(caught.value).startswith(message)


def test_a_citation_is_read_with_persons_and_quoted_days(small):
    text = CITATION.replace("2026-11-22", "'2026-11-22'").replace(
        "name: The testers", "given-names: Ada\n    family-names: Byron"
    )
    (small / "CITATION.cff").write_text(text)
    assert citation(small).authors == ("Ada Byron",)
    assert citation(small).released == RELEASED


def test_the_whole_way_from_data_to_report_gives_the_same_bytes_twice(tmp_path):
    cells = (cell("share = ledger['north-casualties-2025-04-30']"), prose("North named {eval}`share`."))
    first, second = project(tmp_path / "first", *cells), project(tmp_path / "a second place", *cells)
    said = []
    build(first, progress=said.append)
    build(second, second / "elsewhere")
    assert contents(first / "report") == contents(second / "elsewhere")
    assert "running notebooks/2-briefing.ipynb" in said
    assert "about 5,100" in (first / "report/briefing.html").read_text()
    assert (first / "report/briefing.pdf").read_bytes().startswith(b"%PDF-")
    assert str(hedged.load(first / "report/figures.json")["north-casualties-2025-04-30"]) == "about 5,100 (superseded)"


def test_the_notebook_runs_at_the_editions_midnight(tmp_path):
    small = project(
        tmp_path / "small", cell("import os\nassert os.environ['SOURCE_DATE_EPOCH'] == '1795305600'"), prose("Done.")
    )
    before = os.environ.get("SOURCE_DATE_EPOCH")
    assert build(small).fresh
    assert os.environ.get("SOURCE_DATE_EPOCH") == before
