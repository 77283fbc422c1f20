"""The house is in order: packages, lock, guides, style, and nothing of the machine it was built on."""

import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src/hedged").rglob("*.py"))


def committed() -> list[Path]:
    """The files Git would take, below the project's folder: committed ones and new ones that are not ignored."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [ROOT / name for name in sorted(names.split("\0")) if name and (ROOT / name).is_file()]


@pytest.mark.parametrize(
    ("package", "places"),
    [
        ("ipywidgets", {"lab/fields.py", "lab/panel.py"}),
        ("pandas", {"ledger/ledger.py"}),
        ("nbconvert", {"lab/exporters.py"}),
    ],
)
def test_a_heavy_package_is_imported_in_its_place(package, places):
    found = {
        path.relative_to(ROOT / "src/hedged").as_posix()
        for path in SOURCES
        if re.search(rf"^ *(?:import|from) {package}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert found == places


def project_table() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def required() -> list[str]:
    """Every package that pyproject.toml names, as the lock spells it."""
    table = project_table()
    requirements = [
        *table["project"]["dependencies"],
        *(each for extra in table["project"]["optional-dependencies"].values() for each in extra),
        *table["dependency-groups"]["house"],
        *table["build-system"]["requires"],
    ]
    return [re.match(r"[A-Za-z0-9._-]+", each)[0].lower().replace("_", "-") for each in requirements]


def locked() -> list[str]:
    """The lines of requirements.lock without hashes."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [line.removesuffix("\\").rstrip() for line in lines if line[0] != " "]


def test_the_constraints_are_the_lock_without_hashes():
    assert (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() == locked()


def test_the_lock_holds_every_package_that_is_asked_for():
    versions = {line.split("==")[0] for line in locked()}
    assert set(required()) <= versions


def test_the_lock_holds_a_hash_for_each_package_and_nothing_else():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entry = r"[a-z0-9-]+==[^\s;\\]+(?: ; [^\\\n]+?)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(f"(?:{entry})+", text)


def test_conda_installs_what_the_lock_says():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["channels"] == ["conda-forge"]
    python, *others = environment["dependencies"]
    assert re.fullmatch(rf"python {project_table()['project']['requires-python']},<3\.\d+", python)
    assert others == ["pip", {"pip": ["-c constraints.txt", "-e .[lab,test]"]}]


def test_every_package_has_its_reason_beside_it():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for package in required():
        named = [n for n, line in enumerate(lines) if re.search(rf'"{package}["<>=]', line, re.IGNORECASE)]
        assert named, package
        for n in named:
            assert "  # " in lines[n] or lines[n - 1].startswith("# "), package


def test_text_is_utf8_with_line_feeds_and_ends_in_one():
    for path in committed():
        if path.suffix == ".pdf":
            continue
        content = path.read_bytes()
        content.decode("utf-8")
        assert b"\r" not in content, path
        assert content == b"" or content.endswith(b"\n"), path


def test_nothing_names_a_folder_of_somebodys_machine_or_a_package_index():
    folders = "|".join(("work", "root", "home", "farm", "opt", "tmp", "Users"))
    machine = re.compile(rf"(?<![\w.*/]){'/'}(?:{folders})/|https?://\S+\.(?:whl|tar\.gz)|index-url[ =]+http")
    for path in committed():
        if path.suffix == ".pdf" or path.is_relative_to(ROOT / "data"):
            continue  # the ledger quotes addresses of pages
        found = machine.findall(path.read_text(encoding="utf-8"))
        assert found == [], path


def test_notebooks_are_committed_without_outputs():
    """What Git holds counts: in the working tree a notebook keeps its outputs, for whoever has it open."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    for path in git("ls-files", "notebooks/*.ipynb").split():
        for cell in json.loads(git("show", f":{path}"))["cells"]:
            assert not cell.get("outputs") and not cell.get("execution_count"), path
            assert "user_expressions" not in cell["metadata"], path


def test_nothing_generated_is_stale():
    from hedged.cli import generated

    assert generated.stale(ROOT) == []


def test_the_citation_holds_to_the_schema_of_its_format(tmp_path):
    def checked(path: Path) -> subprocess.CompletedProcess[str]:
        schema = ["--builtin-schema", "vendor.citation-file-format"]
        command = [sys.executable, "-m", "check_jsonschema", *schema, path]
        return subprocess.run(command, capture_output=True, text=True)

    done = checked(ROOT / "CITATION.cff")
    assert done.returncode == 0, done.stdout
    faulty = tmp_path / "CITATION.cff"
    faulty.write_text((ROOT / "CITATION.cff").read_text(encoding="utf-8") + "publisher: nobody\n", encoding="utf-8")
    assert "'publisher' was unexpected" in checked(faulty).stdout


def test_the_citation_is_of_this_version():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["message"] and cff["title"] and cff["keywords"] and cff["license"] == "MIT"
    assert cff["authors"] == [{"name": "The hedged developers"}]
    assert type(cff["date-released"]) is date
    assert cff["version"] == project_table()["project"]["version"]


GUIDES = ("README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))


def entries() -> dict[str, list[str]]:
    """The entries of the changelog, the newest first: the parts of each by its heading."""
    told = re.split(r"(?m)^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[1:]
    return {each.partition("\n")[0]: re.findall(r"(?m)^### (.+)$", each) for each in told}


def test_the_newest_dated_entry_of_the_changelog_is_of_this_edition():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    undated, dated = [], []
    for heading in entries():
        (dated if re.search(r"\d{4}-\d\d-\d\d$", heading) else undated).append(heading)
    assert dated[0] == f"{cff['version']}, edition of {cff['date-released']}"
    assert list(entries()) == [*undated, *dated] and undated in ([], ["Next edition"])


def test_every_make_command_in_the_guides_is_a_target():
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for guide in GUIDES:
        named = set(
            re.findall(r"(?:`|^    |^)make ([a-z-]+)", (ROOT / guide).read_text(encoding="utf-8"), re.MULTILINE)
        )
        assert named <= targets, guide
        assert named or guide.startswith("docs/"), guide


def test_every_link_in_the_guides_leads_to_a_file_or_a_heading():
    def anchors(path: Path) -> set[str]:
        headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
        return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}

    for guide in GUIDES:
        text = re.sub(r"(?ms)^```.*?^```$", "", (ROOT / guide).read_text(encoding="utf-8"))
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" in link:
                continue
            name, _, anchor = link.partition("#")
            path = (ROOT / guide).parent / name if name else ROOT / guide
            assert path.exists(), f"{guide}: {link}"
            assert not anchor or path.suffix != ".md" or anchor in anchors(path), f"{guide}: {link}"


def test_the_ci_script_is_a_sound_and_executable_script():
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    subprocess.run(["bash", "-n", ROOT / ".ci/run"], check=True)


def test_an_older_python_is_told_what_to_do(tmp_path):
    old = tmp_path / "python3.9"
    old.write_text(
        "#!/bin/sh\nexec "
        + f"'{sys.executable}'"
        + " -c 'import sys; sys.version_info = (3, 9); exec(sys.argv[1])' \"$2\"\n"
    )
    old.chmod(0o755)
    for file in ("Makefile", "pyproject.toml", "requirements.lock"):
        (tmp_path / file).symlink_to(ROOT / file)
    done = subprocess.run(["make", "report", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        f"hedged needs Python 3.11 or later, and {old} is 3.9. Name another: make report PYTHON=python3.12"
    )
    done = subprocess.run(["make", "test", "PYTHON=python-of-nowhere"], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr.splitlines()[0] == (
        "There is no python-of-nowhere here. Name a Python 3.11 or later: make test PYTHON=python3.12"
    )
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("workers", [[], ["--numprocesses", "2"]], ids=["alone", "with workers"])
def test_the_tests_left_out_are_counted_aloud_once_each(tmp_path, workers):
    for file in ("pyproject.toml", "tests/conftest.py"):
        (tmp_path / Path(file).name).write_bytes((ROOT / file).read_bytes())
    (tmp_path / "test_four.py").write_text(
        "import pytest\n\ndef test_one(): pass\n\n"
        "@pytest.mark.browser\ndef test_in_chromium(): pass\n\n"
        "@pytest.mark.slow\ndef test_long(): pass\n\n"
        "@pytest.mark.slow\n@pytest.mark.browser\ndef test_both(): pass\n"
    )
    arguments = ["-m", "pytest", "-p", "no:cacheprovider", *workers, "-m", "not browser and not slow", "test_four.py"]
    said = subprocess.run(
        [sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True
    ).stdout.splitlines()
    assert "2 browser tests left out (they open Chromium); make test-all runs them" in said
    assert (
        "1 slow tests left out (each takes long, and a quicker one of its kind has run); make test-all runs them"
        in said
    )
    assert "1 passed" in said[-1]


@pytest.mark.parametrize("arguments", [("check",), ("format", "--check")], ids=" ".join)
def test_the_code_is_in_one_style(arguments):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--no-cache", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_an_entry_of_the_changelog_tells_corrections_and_figures_before_method_and_tools():
    order = ["Corrections", "Figures", "Method", "Tools"]
    assert entries()
    for heading, parts in entries().items():
        assert parts and parts == [each for each in order if each in parts], heading
