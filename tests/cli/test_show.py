"""What rests on a statement or a figure, by the last build."""

import shutil
from pathlib import Path

import pytest
from projects import cell, hedged, project, prose

from hedged.cli.show import Impact, impact

PART = "harbour-officials-casualties-2025-07-02"
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


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A small project with its report: a statement, a share of it, and a verdict."""
    folder = project(
        tmp_path_factory.mktemp("built") / "small",
        cell("from hedged import Threshold, derive, share"),
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


# --- what rests on a figure ---


def test_what_is_derived_is_told_directly_and_further_on_with_its_verdicts():
    found = impact(["a"], CHAIN)
    assert (found.direct, found.further, found.verdicts) == (("b",), ("c",), ("c-above",))
    assert [(place["cell"], ids) for place, ids in found.places] == [
        (2, ("b",)),
        (4, ("a",)),
        (7, ("b",)),
        (9, ("c-above",)),
    ]


def test_nothing_rests_on_a_figure_that_enters_nothing():
    found = impact(["d"], CHAIN)
    assert (found.direct, found.further, found.verdicts) == ((), (), ())
    assert [place["cell"] for place, _ in found.places] == [3]


def test_a_verdict_rests_on_itself_alone():
    assert [place["cell"] for place, _ in impact(["c-above"], CHAIN).places] == [9]


def test_a_figure_that_the_last_build_does_not_know_has_no_impact():
    assert impact(["gone"], CHAIN) == Impact((), (), (), ())


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
        "  cell 8    sentence “Harbour officials say about 4,000.”",
        "  cell 8    sentence “That is 36% (30 to 43%) of those whom Gazette counts, 11,000.”",
        "            (casualty-share)",
        "  cell 8    sentence “It depends.” (casualty-share-above-one-third)",
    ]


def test_show_lists_where_a_derived_figure_and_a_verdict_are_printed(small):
    assert resting(small, SHARE)[2:] == [
        "printed in  2-briefing.ipynb, edition of 2026-11-22",
        "  cell 7    verdict “Whether it is above one third depends: as rounded it is 30 to 43%; as said it",
        "            holds (36%).”",
        "  cell 8    sentence “That is 36% (30 to 43%) of those whom Gazette counts, 11,000.”",
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


def test_show_tells_the_rows_of_one_table_in_one_line(tmp_path):
    folder = project(
        tmp_path / "small",
        cell("from hedged import Table, reported_by"),
        cell(f"part = ledger['{PART}']\nshown = [[name, part] for name in ('One', 'Two', 'Three')]"),
        cell(
            "Table(id='each', title='Each of them', columns={'Claimant': 'left', 'Number': 'right'}, rows=shown, sources=[reported_by([part])])"
        ),
        prose("{eval}`part.claimant` say {eval}`part`."),
    )
    assert hedged("build", cwd=folder).returncode == 0
    assert resting(folder, PART)[1:] == [
        "  cell 7    table “Each of them”: One; Two and 1 more",
        "  cell 8    sentence “Harbour officials say about 4,000.”",
    ]
