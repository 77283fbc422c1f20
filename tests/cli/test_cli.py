"""The command `hedged`, as its user sees it: what it prints, where, and how it ends."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from projects import ROOT, cell, contents, hedged, project, prose

HEAVY = {"pandas", "matplotlib", "IPython", "nbconvert", "nbformat", "typst", "ipywidgets"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its report."""
    folder = project(
        tmp_path_factory.mktemp("built") / "small",
        cell("from hedged import Threshold, derive, share"),
        cell("whole = ledger.base(ledger['north-casualties-2025-04-30'])"),
        cell(
            "casualty_share = derive(share, id='casualty-share', part=ledger['north-casualties-2025-04-30'], whole=whole)"
        ),
        cell("casualty_share.versus('>', Threshold('1/3', 'one third'))"),
    )
    done = hedged("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def imported(*arguments: str, cwd: Path, heavy: set[str] = HEAVY) -> set[str]:
    """The heavy packages that a command imports."""
    code = (
        "import sys; from hedged.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('imported', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:]) & heavy


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["build", "--help"],
        ["show", "north-casualties-2025-04-30"],
        ["show", "casualty-share"],
        ["check"],
        ["cite", "casualty-share"],
        ["diff", "report", "report"],
    ],
    ids=" ".join,
)
def test_help_show_check_cite_and_diff_import_nothing_heavy(built, arguments):
    assert imported(*arguments, cwd=built) == set()


def test_a_build_that_has_nothing_to_do_imports_nothing_heavy_and_reads_no_ledger(built):
    assert imported("build", cwd=built, heavy=HEAVY | {"pydantic"}) == set()


def test_help_shows_every_command_with_an_example():
    told = hedged("--help", cwd=ROOT).stdout
    for line in (
        "Usage: hedged [OPTIONS] COMMAND [ARGS]...",
        "  hedged build                             the briefing as HTML and PDF, below report/",
        "  Exit status: 0 done, 1 verify found a difference, 2 bad input, 3 a build",
    ):
        assert line in told.splitlines()
    assert not [line for line in told.splitlines() if line.startswith("  ") and line.endswith("...")]
    for command in ("build", "check", "cite", "diff", "show", "verify"):
        assert f"  hedged {command}" in hedged(command, "--help", cwd=ROOT).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bild"], "Error: No such command 'bild'. Did you mean 'build'?"),
        (["build", "--forse"], "Error: No such option '--forse'. Did you mean '--force'?"),
        (["show"], "Error: Missing argument 'ID'."),
        (
            ["build", "--as-of", "5.7.2025"],
            "Error: Invalid value for '--as-of': '5.7.2025' is no day; write it as 2025-07-05",
        ),
        (["-C", "nowhere", "check"], "hedged: --project nowhere: no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistyped_command_is_told_what_would_be_right(arguments, message):
    done = hedged(*arguments, cwd=ROOT)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == message


@pytest.mark.parametrize("text", ["20250705", "2025-W27-6"])
def test_a_day_is_written_in_one_way(text, tmp_path):
    done = hedged("build", "--as-of", text, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"Error: Invalid value for '--as-of': '{text}' is no day; write it as 2025-07-05"
    )


def test_outside_of_a_project_the_way_in_is_told(tmp_path):
    done = hedged("check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"hedged: no project here: neither {tmp_path} nor a folder above it holds CITATION.cff and data/\n"
        "change to the project's folder, or name it: hedged --project FOLDER ...\n"
    )


def test_the_project_is_found_from_a_folder_below_it_and_by_its_name(built, tmp_path):
    below = hedged("build", cwd=built / "notebooks")
    named = hedged("-C", built, "build", cwd=tmp_path)
    assert (
        below.stdout
        == named.stdout
        == (f"{built}/report/ is up to date: nothing it is built from has changed (--force builds it again)\n")
    )


def test_a_build_tells_its_progress_on_stderr_and_its_result_on_stdout(tmp_path):
    small = project(tmp_path / "small")
    done = hedged("build", cwd=small)
    assert done.returncode == 0
    assert done.stdout == "report/ holds the edition of 2026-11-22: report/briefing.html, report/briefing.pdf\n"
    said = [line for line in done.stderr.splitlines() if not line.startswith("note: ")]
    assert said[0] == "running notebooks/2-briefing.ipynb"
    assert len(said) < 4  # a line every two seconds, not one for each cell


def test_on_a_terminal_the_progress_is_one_line_that_is_gone_at_the_end(tmp_path):
    small = project(tmp_path / "small")
    (small / "requirements.lock").unlink()
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "hedged", "build"],
        cwd=small, check=True, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    said = os.read(ours, 65536).decode()
    os.close(ours)
    assert "\n" not in said
    assert "\r\x1b[Krunning notebooks/2-briefing.ipynb\r\x1b[K" in said
    assert said.endswith("\r\x1b[Krendering HTML and PDF\r\x1b[K")


def test_show_tells_a_reported_figure_with_its_claimant_readings_and_pages(built):
    done = hedged("show", "north-casualties-2025-04-30", cwd=built)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "north-casualties-2025-04-30"
    assert lines[1] == "about 5,100 (superseded): North, casualties, 30 April 2025"
    told = {line[:12].rstrip(): line[12:] for line in lines if line[:1].strip() and line[11:12] == " "}
    assert told["said on"] == "30 April 2025"
    assert told["as said"] == "5,100"
    assert told["as rounded"] == "5,050 to 5,150"
    assert told["wide"] == "5,000 to 5,200"
    assert told["claimant"] == "Northern Survey Office (third state)"
    assert told["status"] == "superseded by north-casualties-2026-02-10"
    assert told["known from"] == "5 pages, 4 roots, 1 claimant"
    assert told["roots"] == "Courier, Herald, Harbour Press, Almanac"
    assert "pages" in lines
    assert any(line.startswith("    https://") for line in lines)


def test_show_tells_a_derived_figure_with_its_inputs_and_verdicts(built):
    lines = hedged("show", "casualty-share", cwd=built).stdout.splitlines()
    assert lines[0] == "casualty-share"
    assert "part        north-casualties-2025-04-30: about 5,100 (superseded)" in lines
    assert any(line.startswith("verdict     ") for line in lines)


def test_an_unknown_id_is_told_its_neighbours(built):
    done = hedged("show", "north-casualties-2025-04-31", cwd=built)
    assert done.returncode == 2
    assert done.stdout == ""
    first, second = done.stderr.splitlines()
    assert first == (
        "hedged: north-casualties-2025-04-31: no such id, neither in data/statements.csv nor in report/figures.json"
    )
    assert second.startswith("near it: north-casualties-2025-04-30")


def test_an_id_like_no_other_is_told_where_they_are_listed(built):
    done = hedged("show", "qqq", cwd=built)
    assert done.returncode == 2
    assert done.stderr == (
        "hedged: qqq: no such id, neither in data/statements.csv nor in report/figures.json\n"
        "statement_id in data/statements.csv lists what can be shown\n"
    )


def test_check_finds_no_fault_where_there_is_none(built):
    done = hedged("check", cwd=built)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "no fault in the data, the notebooks and the generated parts\n"


def test_check_lists_faults_of_the_data_and_of_a_notebook_together(tmp_path):
    small = project(tmp_path / "small", prose("There were {eval}`nothing_of_that_name`."))
    path = small / "data/statements.csv"
    path.write_text(path.read_text().replace("casualties,,5100,,about", "casualties,,5.100,,about", 1))
    done = hedged("check", cwd=small)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "data/statements.csv:" in done.stderr
    assert "nothing_of_that_name" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_in_the_data_stops_a_build_and_leaves_the_report(built, tmp_path):
    small = Path(subprocess.check_output(["cp", "-r", built, tmp_path / "copy"], text=True) or tmp_path / "copy")
    before = contents(small / "report")
    path = small / "data/statements.csv"
    path.write_text(path.read_text().replace("casualties,,5100,,about", "casualties,,5.100,,about", 1))
    done = hedged("build", cwd=small)
    assert done.returncode == 2
    assert "hedged: data/statements.csv:" in done.stderr.replace(f"{small}/", "")
    assert "Traceback" not in done.stderr
    assert contents(small / "report") == before


def test_a_cell_that_raises_fails_the_build_and_leaves_the_report(built, tmp_path):
    small = project(tmp_path / "small", cell("1 / 0"))
    subprocess.run(["cp", "-r", built / "report", small / "report"], check=True)
    before = contents(small / "report")
    done = hedged("build", cwd=small)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-2:] == [
        "hedged: 2-briefing.ipynb, cell 5, line 1: ZeroDivisionError: division by zero",
        "    1 / 0",
    ]
    assert contents(small / "report") == before


def test_a_report_that_cannot_be_written_is_told_before_work_begins(tmp_path):
    small = project(tmp_path / "small")
    (small / "report").write_text("a file")
    done = hedged("build", cwd=small)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr == (
        f"hedged: {small}/report is a file, and a build needs a folder there: move the file, or choose a folder with --out\n"
    )


@pytest.fixture
def slow(built: Path, tmp_path: Path):
    """A build that stands in the middle of its notebook, beside an old report: its project and process."""
    small = project(
        tmp_path / "small",
        cell("import pathlib, time\npathlib.Path('../begun').touch()\ntime.sleep(60)"),
        prose("Done."),
    )
    subprocess.run(["cp", "-r", built / "report", small / "report"], check=True)
    process = subprocess.Popen([sys.executable, "-m", "hedged", "build"], cwd=small, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if (small / "begun").exists():
                break
            assert process.poll() is None
            time.sleep(0.05)
        yield small, process
    finally:
        process.kill()
        process.wait()


def test_a_build_killed_half_way_leaves_the_old_report_whole_and_the_next_build_clears_up(slow):
    small, process = slow
    before = contents(small / "report")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert contents(small / "report") == before
    (small / ".report.new").mkdir()  # what a kill while writing leaves
    (small / ".report.new/briefing.html").write_text("half")
    (small / "notebooks/2-briefing.ipynb").write_bytes(
        (project(small / "other") / "notebooks/2-briefing.ipynb").read_bytes()
    )
    done = hedged("build", cwd=small)
    assert done.returncode == 0, done.stderr
    assert contents(small / "report") != before
    assert [name for name in os.listdir(small) if name.startswith(".")] == []


def test_a_second_build_at_the_same_time_is_told_so_and_stops(slow):
    small, process = slow
    before = contents(small / "report")
    done = hedged("build", cwd=small)
    assert done.returncode == 4
    assert done.stdout == ""
    assert done.stderr == (
        f"hedged: a build of {small}/report is already running (process {process.pid}); wait for its end, then build again\n"
    )
    assert contents(small / "report") == before
    assert process.poll() is None


def test_output_is_plain_where_it_is_read_by_a_program(built):
    for arguments in (["--help"], ["bild"], ["show", "casualty-share"], ["build", "--help"]):
        done = hedged(*arguments, cwd=built, FORCE_COLOR="", COLUMNS="200")
        assert "\x1b" not in done.stdout + done.stderr
        assert "│" not in done.stdout + done.stderr
