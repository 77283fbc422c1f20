"""Bad input, typed as a user would: the exact message, the exit status, and the old report whole."""

from pathlib import Path

import pytest
from ledgers import Copy
from projects import cell, contents, hedged, project, prose


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """A finished report of a small project."""
    built = project(tmp_path_factory.mktemp("built") / "small")
    assert hedged("build", cwd=built).returncode == 0
    return built / "report"


def refused(small: Path, report: Path, *arguments: str) -> tuple[int, str]:
    """The exit status and the message of a build that is refused and leaves the old report as it was."""
    report_here = small / "report"
    report_here.mkdir()
    for file in report.iterdir():
        (report_here / file.name).write_bytes(file.read_bytes())
    before = contents(report_here)
    done = hedged("build", *arguments, cwd=small)
    assert (done.stdout, contents(report_here)) == ("", before)
    assert "Traceback" not in done.stderr
    assert not list(small.glob(".report.*/")), "a build left its temporary folder"
    said = [line for line in done.stderr.splitlines() if not line.startswith(("running ", "2-briefing.ipynb: cell"))]
    return done.returncode, "\n".join(said).replace(f"{small}/", "")


def replaced(path: Path, old: bytes, new: bytes, count: int = 1) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, count))


def low_above_high(data: Copy) -> None:
    data.change("statements", "hur-planned-2025-07-02", low="30000", high="25000")


def unknown_key(data: Copy) -> None:
    data.change("statements", "hur-planned-2025-07-02", claimant_id="hurr")


def duplicate_id(data: Copy) -> None:
    data.add("claimants", "nis", like="nis")


def no_such_date(data: Copy) -> None:
    data.change("statements", "nis-casualties-2025-04-30", stated_on="2025-02-30")


def thousands_separator(data: Copy) -> None:
    data.change("statements", "nis-casualties-2025-04-30", best="4,700")


def semicolons(data: Copy) -> None:
    path = data.path("claimants")
    path.write_bytes(path.read_bytes().replace(b",", b";"))


def nul_byte(data: Copy) -> None:
    data.replace("claimants", b"Zelensky,UA", b"Zel\x00ensky,UA")


def latin_1(data: Copy) -> None:
    path = data.path("sources")
    path.write_bytes(path.read_bytes().decode().encode("latin-1", "replace"))


def ragged_row(data: Copy) -> None:
    data.replace("claimants", b"cnn,CNN,CNN,US,media,\n", b"cnn,CNN,CNN,US,media\n")


def relay_cycle(data: Copy) -> None:
    data.change("sources", "cnn-2025-07-02", relays_source_id="jpost-2025-07-02", kind="relay")


LEDGER_FAULTS = {
    low_above_high: "data/statements.csv:122: low: 30000 is above high 25000",
    unknown_key: "data/statements.csv:122: claimant_id: 'hurr' is not in claimants.csv; did you mean hur?",
    duplicate_id: "data/claimants.csv:39: claimant_id: 'nis' stands on line 15 too; give each row its own",
    no_such_date: "data/statements.csv:103: stated_on: 2025-02-30 does not exist: February 2025 has 28 days",
    thousands_separator: "data/statements.csv:103: best: '4,700' has a thousands separator; write 4700",
    semicolons: "data/claimants.csv:1: columns are separated by semicolons; save it as CSV, UTF-8, with commas",
    nul_byte: "data/claimants.csv:3: a NUL byte, the file is damaged or no CSV; save it as CSV, UTF-8, with commas",
    latin_1: "data/sources.csv:36: byte 0xB7 ('·' in Latin-1) is not UTF-8; save it as CSV, UTF-8, with commas",
    ragged_row: "data/claimants.csv:34: 5 cells under 6 columns; write all commas, also of empty cells",
    relay_cycle: "data/sources.csv:205: relays_source_id: goes in a circle:"
    " cnn-2025-07-02 -> jpost-2025-07-02 -> cnn-2025-07-02; correct one of them",
}


@pytest.mark.parametrize("damage", LEDGER_FAULTS, ids=lambda damage: damage.__name__)
def test_a_faulty_ledger_is_refused(damage, tmp_path, report):
    small = project(tmp_path / "small")
    data = Copy.__new__(Copy)
    data.folder = small / "data"
    damage(data)
    assert refused(small, report) == (2, f"hedged: {LEDGER_FAULTS[damage]}")


NOTEBOOK_FAULTS = {
    "an unknown name in eval": (
        prose("There were {eval}`ledgr`."),
        3,
        "2-briefing.ipynb, cell 5: {eval}`ledgr`: no cell binds ledgr; did you mean ledger or Ledger?",
    ),
    "a raising cell": (
        cell("1 / 0"),
        3,
        "2-briefing.ipynb, cell 5, line 1: ZeroDivisionError: division by zero\n    1 / 0",
    ),
    "a raising question to the ledger": (
        cell("ledger['nis-casualties-2025-04-3']"),
        2,
        "2-briefing.ipynb, cell 5, line 1: no statement 'nis-casualties-2025-04-3'; did you mean nis-casualties-2025-04-30?"
        "\n    ledger['nis-casualties-2025-04-3']",
    ),
    "an output of an unknown kind": (
        cell("[1, 2]"),
        2,
        "2-briefing.ipynb, cell 5: output of an unknown kind (text/plain);"
        " show a figure, a verdict, a table, a chart or a card",
    ),
}


@pytest.mark.parametrize("fault", NOTEBOOK_FAULTS)
def test_a_faulty_notebook_is_refused(fault, tmp_path, report):
    made, status, message = NOTEBOOK_FAULTS[fault]
    assert refused(project(tmp_path / "small", made), report) == (status, f"hedged: {message}")


def test_a_cell_that_never_ends_is_stopped(tmp_path, report):
    small = project(tmp_path / "small", cell("while True:\n    pass"))
    assert refused(small, report, "--time-limit", "2") == (
        3, "hedged: 2-briefing.ipynb: still running after 2 s, in cell 5; stopped",
    )  # fmt: skip
