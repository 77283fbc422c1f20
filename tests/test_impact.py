"""What rests on a statement, a figure or a faulty row of the ledger, by the last build."""

import json
import re
import shutil
from pathlib import Path

import pytest
from ledgers import Copy
from projects import ROOT, cell, contents, hedged, project, prose

from hedged import figures_json, impact

PART = "western-officials-casualties-2025-07-02"
SHARE = "casualty-share"


def built(**figures):
    """A ``figures.json`` of figures by id: their inputs, and the cells that print them."""
    return {
        "figures": {
            name: {"id": name, "inputs": dict(enumerate(given)), "mentions": [mention(cell, name) for cell in cells]}
            for name, (given, cells) in figures.items()
        },
        "verdicts": {"c-above": {"id": "c-above", "figure": "c", "mentions": [mention(9, "It holds.")]}},
    }


def mention(cell, words):
    return {"notebook": "n.ipynb", "cell": cell, "place": "sentence", "words": words, "row": None}


CHAIN = built(a=((), (4,)), b=(("a",), (2, 7)), c=(("b", "other"), ()), other=((), (1,)), d=(("other",), (3,)))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """This project as committed, with its report, for a test to damage."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("data", "notebooks", "report", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("CITATION.cff", "requirements.lock", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A small project with its report: a statement, a share of it, and a verdict."""
    folder = project(
        tmp_path_factory.mktemp("built") / "small",
        cell(
            "from hedged.derive import derive\nfrom hedged.functions import share\nfrom hedged.verdict import Threshold"
        ),
        cell(
            f"part = ledger['{PART}']\nwhole = ledger.base(part)\n"
            f"casualty_share = derive(share, id='{SHARE}', part=part, whole=whole)"
        ),
        cell("above = casualty_share.versus('>', Threshold('1/3', 'one third'))\nabove"),
        prose(
            "First a word. {eval}`part.claimant` say {eval}`part`. That is {eval}`casualty_share` of those whom "
            "{eval}`whole.claimant` counts, {eval}`whole`. It {eval}`above`."
        ),
    )
    done = hedged("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def damaged(folder: Path, table: str, row_id: str, **cells: str) -> int:
    """Changes cells of a row of the project's data; the line of the row."""
    shutil.rmtree(folder / "data")
    return Copy(folder / "data").change(table, row_id, **cells)


def checked(folder: Path) -> list[str]:
    """What `hedged check` says of the data."""
    done = hedged("check", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    return [line for line in done.stderr.splitlines() if line.startswith(("data/", "    "))]


# --- what rests on a figure ---


def test_what_is_derived_is_told_directly_and_further_on_with_its_verdicts():
    found = impact.of(["a"], CHAIN)
    assert (found.direct, found.further, found.verdicts) == (("b",), ("c",), ("c-above",))
    assert [(place["cell"], ids) for place, ids in found.places] == [
        (2, ("b",)),
        (4, ("a",)),
        (7, ("b",)),
        (9, ("c-above",)),
    ]
    assert found.cells == {"n.ipynb": [2, 4, 7, 9]}


def test_nothing_rests_on_a_figure_that_enters_nothing():
    found = impact.of(["d"], CHAIN)
    assert (found.direct, found.further, found.verdicts, found.cells) == ((), (), (), {"n.ipynb": [3]})


def test_a_verdict_rests_on_itself_alone():
    assert impact.of(["c-above"], CHAIN).cells == {"n.ipynb": [9]}


def test_a_figure_that_the_last_build_does_not_know_has_no_impact():
    assert impact.of(["gone"], CHAIN) == impact.Impact((), (), (), ())


# --- hedged show ---


def resting(folder: Path, name: str) -> list[str]:
    """What `hedged show` says of what rests on it."""
    done = hedged("show", name, cwd=folder)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    starts = ("enters", "further", "verdict", "printed", "note")
    return lines[next(at for at, line in enumerate(lines) if line.startswith(starts)) :]


def test_show_lists_where_a_statement_and_what_rests_on_it_are_printed(small):
    assert resting(small, PART) == [
        "enters      casualty-share: 36% (30 to 43%)",
        "verdict     casualty-share-above-one-third: depends",
        "printed in  2-briefing.ipynb, edition of 2026-11-22",
        "  cell 7    verdict “Whether it is above one third depends: as rounded it is 30 to 43%; as said it",
        "            holds (36%).” (casualty-share and 1 more)",
        "  cell 8    sentence “Western officials say about 4,000.”",
        "  cell 8    sentence “That is 36% (30 to 43%) of those whom CNN counts, 11,000.” (casualty-share)",
        "  cell 8    sentence “It depends.” (casualty-share-above-one-third)",
    ]


def test_show_lists_where_a_derived_figure_and_a_verdict_are_printed(small):
    assert resting(small, SHARE)[2:] == [
        "printed in  2-briefing.ipynb, edition of 2026-11-22",
        "  cell 7    verdict “Whether it is above one third depends: as rounded it is 30 to 43%; as said it",
        "            holds (36%).”",
        "  cell 8    sentence “That is 36% (30 to 43%) of those whom CNN counts, 11,000.”",
        "  cell 8    sentence “It depends.” (casualty-share-above-one-third)",
    ]
    assert resting(small, f"{SHARE}-above-one-third")[-1] == "  cell 8    sentence “It depends.”"


def test_show_says_that_the_report_is_missing_or_stale(small, tmp_path):
    folder = tmp_path / "changed"
    shutil.copytree(small, folder)
    assert not any(line.startswith("note") for line in resting(folder, PART))
    (folder / "src/method.py").write_text("# changed\n")
    assert resting(folder, PART)[-1] == "note        report/ is not up to date; hedged build brings it there"
    shutil.rmtree(folder / "report")
    assert resting(folder, PART) == [
        "note        there is no report/figures.json to tell where it is printed; hedged build makes one"
    ]


def test_show_tells_the_rows_of_one_table_in_one_line():
    lines = resting(ROOT, "nis-sent-total-2025-04-30")
    places = re.split(r"\n  (?=cell )", "\n".join(lines))
    told = [" ".join(place.split()) for place in places if "table “Forecasts and what was reported later”" in place]
    assert len(told) == 1 and re.search(r" and \d+ more\b", told[0])
    numbers = [int(line.split()[1]) for line in lines if line.startswith("  cell ")]
    assert numbers == sorted(numbers)


def test_show_names_every_statement_of_the_real_report_without_a_fault():
    report = figures_json.read(ROOT / "report")
    for name in report["figures"]:
        found = impact.of([name], report)
        assert {place["cell"] for place, _ in found.places} >= {
            each["cell"] for each in report["figures"][name]["mentions"]
        }
        assert set(report["figures"][name]["verdicts"]) == set(found.verdicts)


# --- a faulty row of the ledger ---


def test_a_faulty_statement_is_reported_with_what_rests_on_it(copy):
    line = damaged(copy, "statements", PART, best="4.000", hedge="abut")
    told = checked(copy)
    assert told[0].startswith(f"data/statements.csv:{line}: best: '4.000'")
    assert told[1].startswith(f"data/statements.csv:{line}: hedge: 'abut'")
    assert told[2].startswith("    on it rest: the figures casualty-share and ")
    assert ", the verdicts casualty-share-above-one-third and " in told[2]
    report = figures_json.read(copy / "report")["figures"]
    cells = {each["cell"] for each in report[PART]["mentions"]} | {each["cell"] for each in report[SHARE]["mentions"]}
    assert ", printed in 2-briefing.ipynb, cells " in told[2]
    assert cells <= set(map(int, told[2].rpartition("cells ")[2].split(", ")))
    assert len(told) == 3


@pytest.mark.parametrize(
    ("table", "row_id", "cells"),
    [
        ("claimants", "western-officials", {"standing": "unsure"}),
        ("sources", "cnn-daily8-2025-07-02", {"published": "2025-13-01"}),
        ("reports", None, {"hedge": "abut"}),
    ],
)
def test_so_is_a_faulty_claimant_page_or_report(copy, table, row_id, cells):
    report = figures_json.read(copy / "report")["figures"][PART]["said"]["reports"]
    if row_id is None:
        row_id = report[0]["report_id"]
    elif table == "sources":
        row_id = report[-1]["page"]
    damaged(copy, table, row_id, **cells)
    first, second, *more = checked(copy)
    assert first.startswith(f"data/{table}.csv:")
    assert second.startswith("    on it rest: the figures ") and "casualty-share-above-one-third" in second
    assert more == []


def test_a_build_says_so_too_and_leaves_the_report_as_it_was(copy):
    damaged(copy, "statements", PART, best="4.000")
    before = contents(copy / "report")
    done = hedged("build", cwd=copy)
    assert done.returncode == 2
    assert "    on it rest: the figures casualty-share and " in done.stderr
    assert contents(copy / "report") == before


def test_a_row_that_no_build_has_seen_rests_nothing_on_it(small, tmp_path):
    folder = tmp_path / "changed"
    shutil.copytree(small, folder)
    line = damaged(folder, "statements", "hur-present-2024-10", best="3.000")
    assert checked(folder) == [f"data/statements.csv:{line}: best: '3.000' has a thousands separator; write 3000"]


def test_a_figure_that_is_printed_and_enters_nothing_is_told_as_printed(small, tmp_path):
    folder = tmp_path / "changed"
    shutil.copytree(small, folder)
    path = folder / "report/figures.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["figures"][SHARE], content["verdicts"][f"{SHARE}-above-one-third"]
    path.write_text(json.dumps(content), encoding="utf-8")
    damaged(folder, "statements", PART, best="4.000")
    assert checked(folder)[1] == "    it is printed in 2-briefing.ipynb, cell 8"


def test_without_a_report_the_faults_stand_alone(copy):
    shutil.rmtree(copy / "report")
    damaged(copy, "statements", PART, best="4.000")
    assert not any("rest" in line for line in checked(copy))


@pytest.mark.parametrize("damage", ["header", "quote", "empty"])
def test_a_file_in_ruins_is_reported_as_before(copy, damage):
    path = copy / "data/statements.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        {"header": text.replace("statement_id", "id", 1), "quote": text + '"open\n', "empty": ""}[damage],
        encoding="utf-8",
    )
    told = checked(copy)
    assert told[0].startswith("data/statements.csv:") and "Traceback" not in "".join(told)


def test_lines_are_counted_as_the_ledger_counts_them(copy):
    """A cell with a line break, and Windows line ends, move no row to another line."""
    path = copy / "data/statements.csv"
    rows = path.read_bytes().split(b"\n")
    rows[1] = rows[1].rstrip(b",") + b',"a note\nof two lines",' if rows[1].endswith(b",,") else rows[1]
    path.write_bytes(b"\r\n".join(rows))
    damaged_line = next(at for at, row in enumerate(path.read_bytes().split(b"\n"), 1) if row.startswith(PART.encode()))
    content = path.read_bytes().split(b"\n")
    content[damaged_line - 1] = content[damaged_line - 1].replace(b",about,", b",abut,")
    path.write_bytes(b"\n".join(content))
    told = checked(copy)
    at = next(i for i, line in enumerate(told) if "'abut'" in line)
    assert told[at].startswith(f"data/statements.csv:{damaged_line}: ")
    assert told[at + 1].startswith("    on it rest: the figures casualty-share and ")


def test_a_statement_that_was_taken_out_or_renamed_is_named_with_what_rests_on_it(copy):
    statements = copy / "data" / "statements.csv"
    text = statements.read_text(encoding="utf-8")
    statements.write_text(text.replace("\ncnn-sent-total-2025-07-02,", "\ncnn-sent-total,"), encoding="utf-8")
    told = checked(copy)
    at = told.index("data/statements.csv: cnn-sent-total-2025-07-02 is in the last build and here no more")
    assert told[at + 1].startswith("    on it rest: the figures casualty-share and ")
    assert "2-briefing.ipynb" in told[at + 1]
