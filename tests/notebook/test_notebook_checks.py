"""The rules for notebooks, each told to the person who broke it."""

import json

import pytest

from hedged.notebook import NotebookError, check, check_stored
from notebooks import code, prose, written

TITLE = prose("# Small")
IMPORTS = code("from hedged.ledger import Ledger")
PARAMETERS = code("known_on = None", tags=["parameters"])
LEDGER = code('ledger = Ledger.read("../data").known_on(known_on)')
SETUP = (TITLE, IMPORTS, PARAMETERS, LEDGER)


@pytest.fixture
def faults(tmp_path):
    return lambda *cells, **options: [str(each) for each in check(written(tmp_path, *cells), **options)]


def test_a_notebook_as_it_should_be_has_no_fault(faults):
    assert (
        faults(
            *SETUP,
            prose("How many of them? The casualties over those sent:"),
            code('share = derive(over, id="share", part=ledger["nis-casualties"])\nshare', needs=["nis-casualties"]),
            prose(
                "Out of action are {eval}`share`, or {eval}`share.card()`, or {eval}`words[0]`.",
                needs=["nis-casualties"],
            ),
            prose("Names are sorted:"),
            code("words = sorted(ledger, key=lambda name: name.lower())\n[word for word in words]"),
            ids={"nis-casualties"},
        )
        == []
    )


def test_what_is_not_plain_python_is_told_with_its_line(faults):
    assert faults(*SETUP, code("n = 1\n%matplotlib inline")) == [
        "2-briefing.ipynb, cell 5, line 2: not plain Python (invalid syntax); magics and shell commands have no place here"
    ]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (
            code("known_on = '2025-04-30'", tags=["parameters"]),
            "cell 3, line 1: known_on is '2025-04-30'; write None: a build takes the day from --as-of DAY",
        ),
        (
            code("known_on = None", tags=["injected-parameters"]),
            "cell 3: sets parameters for one run; take the cell out: a build takes the day from --as-of DAY",
        ),
    ],
)
def test_the_day_comes_from_who_asks(faults, cell, told):
    assert faults(TITLE, IMPORTS, cell) == [f"2-briefing.ipynb, {told}"]


def test_how_others_write_their_notebooks_is_not_judged(faults):
    lines = "\n".join(f"n{number} = 1" for number in range(20))
    assert faults(TITLE, code("import os\ndef twice(n): return 2 * n"), code(lines)) == []


def test_a_name_in_prose_is_bound_once(faults):
    assert faults(
        *SETUP,
        prose("One:"),
        code("share = 1"),
        prose("Another:"),
        code("n = 2\nshare = n"),
        prose("So\n{eval}`share`."),
    ) == [
        "2-briefing.ipynb, cell 9, line 2: {eval}`share`: share is bound 2 times (cell 6, line 1 and cell 8, line 2); "
        "prose sees only the last, so give each its own name"
    ]


@pytest.mark.parametrize(
    "source",
    [
        "for share in [1]: pass",
        "import share",
        "(share := 1)",
        "share += 1",
        "a, *share = 1, 2",
        "with a as share: pass",
        "n = [share := m for m in ledger]",
    ],
)
def test_every_way_to_bind_a_name_counts(faults, source):
    found = faults(*SETUP, prose("One:"), code("share = 1"), prose("Another:"), code(source), prose("{eval}`share`"))
    assert len(found) == 1
    assert "share is bound 2 times" in found[0]


def test_a_name_inside_a_comprehension_is_its_own(faults):
    cells = prose("One:"), code("share = 1"), prose("Another:"), code("[share for share in ledger]")
    assert faults(*SETUP, *cells, prose("{eval}`share`, {eval}`sum(each for each in ledger)`")) == []


def test_a_name_nobody_binds_is_told_with_what_looks_like_it(faults):
    assert faults(*SETUP, prose("One:"), code("casualty_share = 1"), prose("{eval}`casualty_shar`")) == [
        "2-briefing.ipynb, cell 7, line 1: {eval}`casualty_shar`: no code cell binds casualty_shar; "
        "did you mean casualty_share?"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{eval}`1 +`", "{eval}`1 +` is not a Python expression"),
        ("{eval}`ledger + 1`", "{eval}`ledger + 1` computes; bind a name in a code cell and print that"),
    ],
)
def test_an_expression_in_prose_is_a_name_and_what_hangs_on_it(faults, text, told):
    assert faults(*SETUP, prose(text)) == [f"2-briefing.ipynb, cell 5, line 1: {told}"]


def test_an_id_the_ledger_never_had_is_told_with_what_looks_like_it(faults):
    assert faults(*SETUP, prose("One.", needs=["nis-casualtys"]), ids={"nis-casualties"}) == [
        "2-briefing.ipynb, cell 5: needs nis-casualtys, which the ledger has on no day; did you mean nis-casualties?"
    ]
    assert faults(*SETUP, prose("One.", needs=["nis-casualtys"])) == []


@pytest.mark.parametrize("needs", ["nis-casualties", [], [1]])
def test_needs_is_a_list_of_ids(faults, needs):
    assert faults(*SETUP, prose("One.", needs=needs)) == [
        "2-briefing.ipynb, cell 5: needs is not a list of ids of the ledger"
    ]


def test_what_depends_on_a_cell_that_may_be_left_out_is_left_out_with_it(faults):
    assert faults(
        *SETUP,
        prose("One:", needs=["nis"]),
        code("share = 1", needs=["nis"]),
        prose("{eval}`share`"),
        prose("Twice:"),
        code("double = 2 * share", needs=["uk"]),
    ) == [
        "2-briefing.ipynb, cell 7, line 1: uses share of cell 6, which is left out without nis; this cell needs the same",
        "2-briefing.ipynb, cell 9: uses share of cell 6, which is left out without nis; this cell needs the same",
    ]


def test_a_raw_cell_is_refused(faults):
    raw = {"cell_type": "raw", "metadata": {}, "source": "<hr>"}
    assert faults(*SETUP, raw) == ["2-briefing.ipynb, cell 5: a cell of type raw; cells are Markdown or code"]


def test_what_a_run_stored_is_a_fault_of_its_own(tmp_path):
    path = written(tmp_path, *SETUP)
    assert check_stored(path) == ()
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][1]["execution_count"] = 1
    content["cells"][0]["metadata"]["user_expressions"] = []
    path.write_text(json.dumps(content), encoding="utf-8")
    assert check(path) == ()
    assert [str(each) for each in check_stored(path)] == [
        "2-briefing.ipynb, cell 1: holds values of {eval} expressions; nbstripout --extra-keys "
        "cell.metadata.user_expressions clears them",
        "2-briefing.ipynb, cell 2: holds outputs of a run; nbstripout clears them",
    ]


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    with pytest.raises(NotebookError, match=r"2-briefing\.ipynb: no such notebook$"):
        check(tmp_path / "2-briefing.ipynb")
