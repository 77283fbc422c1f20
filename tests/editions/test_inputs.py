"""Each kind of input, changed in turn on a copy of this project: `hedged build` builds again, and for nothing else."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

import pytest
from projects import ROOT, copied

from hedged.editions import build as edition
from hedged.editions import manifest
from hedged.errors import HedgedError

BUILDS = "running notebooks/2-briefing.ipynb\n"
UP_TO_DATE = "report/ is up to date: nothing it is built from has changed (--force builds it again)\n"


def command(project: Path, *arguments: str, code: Path | None = None, **environment: str) -> subprocess.Popen[str]:
    """`hedged` in the project, run by its own code, or by that of another folder."""
    search = filter(None, (environment.pop("PYTHONPATH", ""), str(code or project / "src")))
    return subprocess.Popen(
        [sys.executable, "-m", "hedged", *arguments],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(search)},
    )  # fmt: skip


def told(project: Path, *arguments: str, **others) -> str:
    """What `hedged build` says first: that the notebook runs, and then it is stopped; or all that it says."""
    with command(project, "build", *arguments, **others) as process:
        first = process.stderr.readline()
        if first == BUILDS:
            process.terminate()
            return first
        out, rest = process.communicate(timeout=60)
        return out + first + rest


class Begun(Exception):
    """Raised where a build would run the notebook."""


def begun(project: Path, **options) -> str:
    """The same, asked of the build in this process: it takes a tenth of the time."""
    with patch.object(edition, "_contents", side_effect=Begun):
        try:
            done = edition.build(project, **options)
        except Begun:
            return BUILDS
        except HedgedError as fault:
            return f"hedged: {fault}\n"
    assert not done.fresh
    return UP_TO_DATE


def built(project: Path, *arguments: str) -> None:
    """Runs `hedged build` to its end."""
    process = command(project, "build", *arguments)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said


def tree(folder: Path) -> dict[Path, bytes | Path]:
    """All files below a folder, links as what they lead to."""
    return {
        path: path.readlink() if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if (path.is_symlink() or path.is_file()) and "__pycache__" not in path.parts
    }


def put_back(before: Mapping[Path, bytes | Path], folder: Path) -> None:
    """Brings a folder's files back to what they were."""
    after = tree(folder)
    for path in after.keys() - before.keys():
        path.unlink()
    for path, content in before.items():
        if after.get(path) != content:
            path.unlink(missing_ok=True)
            path.parent.mkdir(exist_ok=True)
            path.symlink_to(content) if isinstance(content, Path) else path.write_bytes(content)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Path, bytes | Path]]:
    """This project in a folder of its own with its report, built there where it is not up to date, and its files then."""
    project = copied(tmp_path_factory.mktemp("inputs") / "project")
    shutil.copytree(ROOT / "report", project / "report", dirs_exist_ok=True)
    if not manifest.up_to_date(project, project / "report"):
        built(project)
    return project, tree(project)


@pytest.fixture
def project(finished) -> Iterator[Path]:
    """The same; what a test changes there is undone, and then nothing has changed any more."""
    folder, before = finished
    yield folder
    put_back(before, folder)
    assert begun(folder) == UP_TO_DATE


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} holds no {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/statements.csv", ",4700,", ",4800,"),
        ("data/reports.csv", "nis-casualties-2025-04-30", "nis-casualties-2025-04-31"),
        ("data/sources.csv", "Headline not seen.", "Headline seen."),
        ("data/claimants.csv", "National", "national"),
        ("data/corrections.csv", "why,when\n", "why,when\nx,y,z,1,2,so,2026-11-22\n"),
        ("data/README.md", "a", "b"),
        ("notebooks/2-briefing.ipynb", '"known_on = None"', "\"known_on = '2025-07-04'\""),
        ("notebooks/2-briefing.ipynb", "North Korea", "North-Korea"),
        ("notebooks/2-briefing.ipynb", '"first_day": "2025-01-31"', '"first_day": "2025-02-01"'),
        ("notebooks/1-reported.ipynb", "ledger", "Ledger"),
        ("src/hedged/render/templates/briefing.html.j2", "<h1>", '<h1 class="new">'),
        ("src/hedged/look/tokens.py", '"#1c2024"', '"#1c2024" ""'),
        ("src/hedged/numbers/functions.py", "return", "return  1 and"),
        ("requirements.lock", "--hash=sha256:0", "--hash=sha256:1"),
        ("requirements.lock", "\ntypst==", "\ntypst==9."),
        ("CITATION.cff", "The hedged developers", "Other developers"),
        ("CITATION.cff", "date-released: 2026-11-22", "date-released: 2026-11-23"),
    ],
    ids=lambda value: value.strip().replace("/", "-") if isinstance(value, str) else None,
)
def test_a_change_of_an_input_is_built(project, path, old, new):
    edit(project / path, old, new)
    assert begun(project) == BUILDS


def test_the_command_builds_a_change_and_nothing_else(project):
    assert told(project) == UP_TO_DATE
    edit(project / "data/statements.csv", ",4700,", ",4800,")
    assert told(project) == BUILDS


def test_an_edit_that_leaves_size_and_time_of_a_file_is_built(project):
    path = project / "data/statements.csv"
    before = path.stat()
    edit(path, ",4700,", ",4800,")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert begun(project) == BUILDS


@pytest.mark.parametrize("path", ["data/new.csv", "notebooks/new.py", "notebooks/new.ipynb", "src/hedged/render/new"])
def test_a_new_file_is_built(project, path):
    (project / path).write_text("")
    assert begun(project) == BUILDS


@pytest.mark.parametrize("path", ["notebooks/1-reported.ipynb", "requirements.lock", "data/README.md"])
def test_a_file_that_is_gone_is_built(project, path):
    (project / path).unlink()
    assert begun(project) == BUILDS


def test_a_file_under_another_name_is_built(project):
    (project / "notebooks/3-what-if.ipynb").rename(project / "notebooks/4-what-if.ipynb")
    assert begun(project) == BUILDS


REFUSED = "changed or gone since the last build; a kept edition is written once"


def test_a_change_of_a_kept_edition_is_not_built_over_unless_forced(project):
    edit(project / "report/editions/2025-07-04/figures.json", '"headline": true', '"headline": false')
    assert f"report/editions/2025-07-04: {REFUSED}" in begun(project)
    assert begun(project, force=True) == BUILDS


def test_an_edition_that_is_kept_no_longer_is_not_built_over_unless_forced(project):
    shutil.rmtree(project / "report/editions/2025-01-31")
    assert REFUSED in begun(project)
    assert begun(project, force=True) == BUILDS


def test_what_links_lead_to_is_an_input_and_how_they_lead_there_is_none(project, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project / "data", elsewhere)
    table = project / "data/statements.csv"
    table.unlink()
    table.symlink_to(elsewhere / "statements.csv")
    assert begun(project) == UP_TO_DATE
    edit(elsewhere / "statements.csv", ",4700,", ",4800,")
    assert begun(project) == BUILDS


def test_a_file_in_a_linked_folder_is_an_input(project, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / "notebooks/library").symlink_to(elsewhere)
    assert begun(project) == UP_TO_DATE
    (elsewhere / "method.py").write_text("x = 1\n")
    assert begun(project) == BUILDS


def test_a_link_to_a_folder_it_lies_in_is_no_input(project):
    (project / "notebooks/project").symlink_to(project)
    assert begun(project) == UP_TO_DATE


def test_a_name_that_is_not_utf8_is_named_and_nothing_is_built(project):
    path = project / os.fsdecode(b"data/caf\xe9.csv")
    path.write_text("")
    assert begun(project) == ("hedged: 'data/caf\\udce9.csv': its name is not UTF-8; give it one that is\n")
    path.unlink()


def font_of_ones_own(folder: Path, change: bytes) -> str:
    """A folder for PYTHONPATH with the package of the headings' font, something added to one of its files."""
    package = Path(find_spec("font_source_sans_pro").submodule_search_locations[0])
    shutil.copytree(package, folder / package.name)
    with (folder / package.name / "files/SourceSansPro-Regular.ttf").open("ab") as file:
        file.write(change)
    return str(folder)


def test_a_change_in_a_font_is_built(project, tmp_path):
    assert told(project, PYTHONPATH=font_of_ones_own(tmp_path / "same", b"")) == UP_TO_DATE
    assert told(project, PYTHONPATH=font_of_ones_own(tmp_path / "other", b"\0")) == BUILDS


def test_another_version_of_a_package_is_built(project, tmp_path):
    (tmp_path / "typst-0.0.1.dist-info").mkdir()
    assert told(project, PYTHONPATH=str(tmp_path)) == BUILDS


def test_another_code_than_the_projects_own_is_built_and_a_copy_of_it_is_not(project, tmp_path):
    code = tmp_path / "src"
    shutil.copytree(project / "src", code)
    assert told(project, code=code) == UP_TO_DATE
    edit(code / "hedged/numbers/functions.py", "return", "return  1 and")
    assert told(project, code=code) == BUILDS


def test_another_day_is_built_and_the_edition_date_is_no_other_day(project):
    assert begun(project, as_of=date(2025, 7, 4)) == BUILDS
    assert begun(project, as_of=date(2026, 11, 22)) == UP_TO_DATE


@pytest.mark.parametrize("name", [*manifest.OUTPUTS, "SHA256SUMS"])
def test_an_edited_output_is_built(project, name):
    with (project / "report" / name).open("ab") as file:
        file.write(b" ")
    assert begun(project) == BUILDS


@pytest.mark.parametrize("name", ["briefing.pdf", "central-chart.svg", "manifest.json", "SHA256SUMS"])
def test_an_output_that_is_gone_is_built(project, name):
    (project / "report" / name).unlink()
    assert begun(project) == BUILDS


def test_nothing_is_built_for_times_and_rights_of_files(project):
    for path in [*(project / "data").iterdir(), *(project / "src").rglob("*.py")]:
        os.utime(path)
        path.chmod(0o700)
    assert begun(project) == UP_TO_DATE


def test_nothing_is_built_for_what_other_programs_leave_behind(project):
    for path in (
        "data/.statements.csv.swp",
        "data/statements.csv~",
        "notebooks/2-briefing.html",
        "README.md",
        "report/note.txt",
    ):
        (project / path).write_text("left behind")
    path = project / "notebooks/2-briefing.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 7, "outputs": [{"output_type": "stream", "name": "stdout", "text": "7"}]}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert begun(project) == UP_TO_DATE


def test_row_notebook_template_citation_and_parameter_reach_the_page(project):
    edit(project / "data/sources.csv", "ЦПД спростував інформацію", "Another headline")
    edit(project / "notebooks/2-briefing.ipynb", "# In short", "# Shortly")
    edit(project / "src/hedged/render/templates/briefing.html.j2", "<h1>", '<h1 class="new">')
    edit(project / "CITATION.cff", "The hedged developers", "Other developers")
    built(project, "--as-of", "2025-07-04")
    page = (project / "report/briefing.html").read_text(encoding="utf-8")
    for words in ("Another headline", "Shortly</", '<h1 class="new">', "Other developers", "2025-07-04"):
        assert words in page
    assert told(project, "--as-of", "2025-07-04") == UP_TO_DATE


@pytest.fixture(scope="session", autouse=True)
def here() -> None:
    """The code of this project, not that of another of the same name."""
    assert Path(manifest.__file__).is_relative_to(ROOT)
