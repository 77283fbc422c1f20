"""Bad input, typed as a user would: the exact message, the exit status, and the old report whole."""

from pathlib import Path

import pytest
from ledgers import CASUALTIES, PLANNED, Copy, corrected
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


def low_above_high(data: Copy) -> int:
    return data.change("statements", PLANNED, low="30000", high="25000")


def unknown_key(data: Copy) -> int:
    return data.change("statements", PLANNED, claimant_id="eastt")


def duplicate_id(data: Copy) -> int:
    data.add("claimants", "north", like="north")
    return len(data.rows("claimants"))


def no_such_date(data: Copy) -> int:
    return data.change("statements", CASUALTIES, stated_on="2025-02-30")


def thousands_separator(data: Copy) -> int:
    return data.change("statements", CASUALTIES, best="5,100")


def semicolons(data: Copy) -> None:
    path = data.path("claimants")
    path.write_bytes(path.read_bytes().replace(b",", b";"))


def nul_byte(data: Copy) -> int:
    data.replace("claimants", b"East,XE", b"Ea\x00st,XE")
    return data.path("claimants").read_bytes().split(b"\x00")[0].count(b"\n") + 1


def latin_1(data: Copy) -> int:
    line = data.change("sources", "almanac-2025-05", title="Die Übersicht")
    path = data.path("sources")
    path.write_bytes(path.read_bytes().decode().encode("latin-1", "replace"))
    return line


def ragged_row(data: Copy) -> int:
    line = data.line("claimants", "gazette")
    data.replace("claimants", b",XG,media,\n", b",XG,media\n")
    return line


def relay_cycle(data: Copy) -> int:
    return data.change("sources", "gazette-2025-07-02", relays_source_id="tribune-2025-07-03", kind="relay")


def one_short_name_for_two(data: Copy) -> int:
    return data.change("claimants", "east", short_name="North")


def another_number_under_a_dropped_hedge(data: Copy) -> int:
    for row_id in ("courier-2025-04-30-killed", "herald-2025-04-30-killed"):
        data.add("reports", row_id, like="courier-2025-04-30-north-killed-2025-04-30", hedge="bare", best="730",
                 as_printed="730", distortion="hedge_dropped")  # fmt: skip
    return data.line("statements", "north-killed-2025-04-30")


def unprintable_character(data: Copy) -> int:
    line = data.line("claimants", "east")
    data.replace("claimants", b"East,XE", b"Ea\x1est,XE")
    return line


def another_correction(data: Copy) -> int:
    data.correct(corrected("line-1", now="5200"))
    return data.line("statements", CASUALTIES)


#: What each damage is told; {line} is that of the damaged row, {last} and {end} the two last of reports.csv.
LEDGER_FAULTS = {
    low_above_high: "data/statements.csv:{line}: low: 30000 is above high 25000",
    unknown_key: "data/statements.csv:{line}: claimant_id: 'eastt' is not in claimants.csv; did you mean east?",
    duplicate_id: "data/claimants.csv:{line}: claimant_id: 'north' stands on line 2 too; give each row its own",
    no_such_date: "data/statements.csv:{line}: stated_on: 2025-02-30 does not exist: February 2025 has 28 days",
    thousands_separator: "data/statements.csv:{line}: best: '5,100' has a thousands separator; write 5100",
    semicolons: "data/claimants.csv:1: columns are separated by semicolons; save it as CSV, UTF-8, with commas",
    nul_byte: "data/claimants.csv:{line}: a NUL byte, the file is damaged or no CSV; save it as CSV, UTF-8, with commas",
    latin_1: "data/sources.csv:{line}: byte 0xDC ('Ü' in Latin-1) is not UTF-8; save it as CSV, UTF-8, with commas",
    ragged_row: "data/claimants.csv:{line}: 5 cells under 6 columns; write all commas, also of empty cells",
    relay_cycle: "data/sources.csv:{line}: relays_source_id: goes in a circle:"
    " gazette-2025-07-02 -> tribune-2025-07-03 -> gazette-2025-07-02; correct one of them",
    one_short_name_for_two: "data/claimants.csv:{line}: short_name: 'North' is that of claimants.csv:2 too; tell the two apart",
    another_number_under_a_dropped_hedge: "data/reports.csv:{last}: best: 730 is no number of statements.csv:{line};"
    " write it as there, or code 'number_changed'\ndata/reports.csv:{end}: best: 730 is no number of"
    " statements.csv:{line}; write it as there, or code 'number_changed'",
    unprintable_character: "data/claimants.csv:{line}: short_name: a character that does not print, U+001E; take it out",
    another_correction: "data/corrections.csv:2: to: '5200', but statements.csv:{line} says '5100';"
    " put it back, or add a line for it",
}


@pytest.mark.parametrize("damage", LEDGER_FAULTS, ids=lambda damage: damage.__name__)
def test_a_faulty_ledger_is_refused(damage, tmp_path, report):
    small = project(tmp_path / "small")
    data = Copy(small / "data")
    line, end = damage(data), data.path("reports").read_bytes().count(b"\n")
    assert refused(small, report) == (2, f"hedged: {LEDGER_FAULTS[damage].format(line=line, last=end - 1, end=end)}")


NOTEBOOK_FAULTS = {
    "an unknown name in eval": (
        prose("There were {eval}`ledgr`."),
        2,
        "2-briefing.ipynb, cell 5, line 1: {eval}`ledgr`: no code cell binds ledgr; did you mean ledger or Ledger?",
    ),
    "a raising cell": (
        cell("1 / 0"),
        3,
        "2-briefing.ipynb, cell 5, line 1: ZeroDivisionError: division by zero\n    1 / 0",
    ),
    "a raising question to the ledger": (
        cell("ledger['north-casualties-2025-04-3']"),
        2,
        "2-briefing.ipynb, cell 5, line 1: no statement 'north-casualties-2025-04-3'; did you mean north-casualties-2025-04-30?"
        "\n    ledger['north-casualties-2025-04-3']",
    ),
    "an output of an unknown kind": (
        cell("[1, 2]"),
        2,
        "2-briefing.ipynb, cell 5: output of an unknown kind (text/plain);"
        " show a figure, a verdict, a table, a chart or a card",
    ),
}


def test_a_cell_that_needs_what_nobody_ever_said_is_refused_not_left_out(tmp_path, report):
    left_out = prose("A sentence.") | {"metadata": {"needs": ["north-casualties-2025-04-3"]}}
    assert refused(project(tmp_path / "small", left_out), report) == (
        2,
        "hedged: 2-briefing.ipynb, cell 5: needs north-casualties-2025-04-3, which the ledger has on no day;"
        " did you mean north-casualties-2025-04-30 or north-casualties-2025-01-13 or north-casualties-2026-02-10?",
    )


def test_a_name_in_prose_that_is_bound_twice_is_refused(tmp_path, report):
    cells = (
        cell("figure = ledger['north-casualties-2025-04-30']"),
        prose("Then {eval}`figure`."),
        cell("figure = ledger.newest"),
    )
    status, message = refused(project(tmp_path / "small", *cells), report)
    assert (status, "bound 2 times" in message) == (2, True)


def test_a_statement_said_after_the_edition_date_is_refused(tmp_path, report):
    small = project(tmp_path / "small")
    replaced(small / "CITATION.cff", b"2026-11-22", b"2026-02-01")
    status, message = refused(small, report)
    assert status == 2
    assert message.startswith(
        "hedged: data/statements.csv: north-casualties-2026-02-10 was said after the edition date 2026-02-01"
    )
    assert message.endswith("raise date-released in CITATION.cff, or take the statement out")


@pytest.mark.parametrize("fault", NOTEBOOK_FAULTS)
def test_a_faulty_notebook_is_refused(fault, tmp_path, report):
    made, status, message = NOTEBOOK_FAULTS[fault]
    assert refused(project(tmp_path / "small", made), report) == (status, f"hedged: {message}")


def test_a_cell_that_never_ends_is_stopped(tmp_path, report):
    small = project(tmp_path / "small", cell("while True:\n    pass"))
    assert refused(small, report, "--time-limit", "2") == (
        3, "hedged: 2-briefing.ipynb: still running after 2 s, in cell 5; stopped",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"source": "A sentence."', b'"source": 5', "2-briefing.ipynb, cell 5: its source is no text"),
        (
            b'"metadata": {},\n   "source": "A sent',
            b'"metadata": [],\n   "source": "A sent',
            "2-briefing.ipynb, cell 5: its metadata is no mapping of keys to values",
        ),
        (
            b'"tags": [\n     "parameters"\n    ]',
            b'"tags": 5',
            "2-briefing.ipynb, cell 3: its tags are no list of texts",
        ),
    ],
    ids=["source", "metadata", "tags"],
)
def test_a_malformed_notebook_is_refused(old, new, message, tmp_path, report):
    small = project(tmp_path / "small")
    replaced(small / "notebooks/2-briefing.ipynb", old, new)
    assert refused(small, report) == (2, f"hedged: notebooks/{message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"2026-11-22", b"[2026-11-22]", "date-released: ['2026-11-22'] is no day; write it as 2026-11-22"),
        (b"title: Small", b"title: [Small]", "title: not a text"),
        (b"  - name: The testers", b"  - orcid: x", "authors: each needs a name, or given-names and family-names"),
    ],
    ids=["date", "title", "authors"],
)
def test_a_malformed_citation_is_refused(old, new, message, tmp_path, report):
    small = project(tmp_path / "small")
    replaced(small / "CITATION.cff", old, new)
    assert refused(small, report) == (2, f"hedged: CITATION.cff: {message}")


def test_a_report_among_the_inputs_is_refused(tmp_path, report):
    small = project(tmp_path / "small")
    assert refused(small, report, "--out", "data/out") == (
        2, "hedged: data/out lies in data/, which the build reads; choose another folder with --out",
    )  # fmt: skip


def test_a_damaged_figures_file_is_no_traceback(tmp_path):
    small = project(tmp_path / "small")
    (small / "report").mkdir()
    (small / "report/figures.json").write_text("[]")
    done = hedged("show", "casualty-share", cwd=small)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", ["A {eval} `figure`.", "A note.[^1]"])
def test_what_would_print_as_it_was_not_meant_is_refused(words, tmp_path, report):
    status, message = refused(project(tmp_path / "small", prose(words)), report)
    assert status == 2
    assert message.startswith("hedged: 2-briefing.ipynb, cell 5: ")
