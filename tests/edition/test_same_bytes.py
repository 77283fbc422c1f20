"""The same inputs give the same bytes, wherever, whenever and by whomever they are built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from projects import ROOT, contents, copied

PLACES = {
    "one place": {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "umask": 0o022},
    "somewhere else, öäü": {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "umask": 0o077},
}


def report(project: Path) -> dict[str, bytes]:
    """The files of a project's current edition, by name."""
    return {name: content for name, content in contents(project / "report").items() if not name.startswith("editions/")}


def built(folder: Path, settings: dict) -> dict[str, bytes]:
    """This project's report, built by a copy of its own code, beside its kept editions, in a place and a home of its own."""
    copied(folder)
    home = folder / "home"
    home.mkdir()
    environment = {key: str(value) for key, value in settings.items() if key != "umask"}
    done = subprocess.run(
        [sys.executable, "-m", "hedged", "build"],
        cwd=folder, umask=settings["umask"], capture_output=True, text=True, timeout=300,
        env={**os.environ, **environment, "HOME": str(home), "PYTHONPATH": str(folder / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return report(folder)


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("builds")
    return [built(folder / place, settings) for place, settings in PLACES.items()]


def test_two_builds_are_equal_in_spite_of_folder_time_zone_locale_hash_seed_umask_and_home(builds):
    first, second = builds
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize(
    ("ending", "arguments", "beside"),
    [("html", ["--execute"], False), ("pdf", [], True), ("pdf", ["--execute"], False)],
    ids=["HTML by its kernel, from another folder", "PDF by the worker, beside the notebook", "PDF by its kernel"],
)
def test_jupyter_nbconvert_gives_the_bytes_of_the_build(builds, tmp_path, ending, arguments, beside):
    path = ROOT / "notebooks/2-briefing.ipynb"
    done = subprocess.run(
        [
            Path(sys.executable).with_name("jupyter"), "nbconvert", *arguments,
            "--to", f"briefing-{ending}", "--output-dir", tmp_path, path.name if beside else path,
        ],
        cwd=path.parent if beside else tmp_path, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"2-briefing.{ending}").read_bytes() == builds[0][f"briefing.{ending}"]


def test_the_report_tells_nothing_of_the_place_it_was_built_in(builds):
    for place, files in zip(PLACES, builds, strict=True):
        for name, content in files.items():
            assert place.encode() not in content, name


def test_the_committed_report_is_what_the_sources_build(builds):
    committed = report(ROOT)
    assert committed.keys() == builds[0].keys()
    assert [name for name in committed if committed[name] != builds[0][name]] == []
