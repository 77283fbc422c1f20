"""The notebooks of this project keep the rules of prose: they type no number, and name the claimant of each figure."""

import json
import shutil
from pathlib import Path

import pytest
from place import ROOT
from projects import copied, hedged
from samples import META

from hedged.document.reader import read
from hedged.notebook.run import execute

BARE = "prints an end of a figure without its hedge; print the figure"


def replaced(path: Path, cell: str, old: str, new: str) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    (found,) = (each for each in content["cells"] if each["id"] == cell)
    source = "".join(found["source"])
    assert old in source, f"cell {cell} holds no {old}"
    found["source"] = source.replace(old, new, 1)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def real(tmp_path):
    """The real notebooks in a project of their own; and what ``hedged check`` says there, with its exit status."""
    folder = copied(tmp_path / "copy", ROOT)
    shutil.copy(ROOT / "pyproject.toml", folder)

    def told():
        done = hedged("check", cwd=folder)
        return done.returncode, done.stderr.splitlines()

    return folder / "notebooks", told


def test_the_real_notebooks_type_no_number(real):
    _, told = real
    assert told() == (0, [])


def test_each_number_typed_into_the_real_notebooks_is_caught(real):
    notebooks, told = real
    briefing, what_if = notebooks / "2-briefing.ipynb", notebooks / "3-what-if.ipynb"
    replaced(briefing, "title", "by somebody else", "by 5 others")
    replaced(briefing, "in-short", "of soldiers sent", "of two thousand North Korean soldiers")
    replaced(briefing, "in-short-article", "{eval}`article_part`", "4,000")
    replaced(briefing, "share", "wounded soldiers", "a quarter of the soldiers")
    replaced(briefing, "same-chart-intro", "by the day they refer to;", "by 12 claimants;")
    replaced(briefing, "sent-table", "[name, t, ", "[name, str(t.said.low), ")
    replaced(what_if, "code", "First the", "First half the")
    at = {cell["id"]: number for number, cell in enumerate(json.loads(briefing.read_text())["cells"], 1)}
    status, messages = told()
    assert status == 2
    assert [message.partition(" is typed")[0] for message in messages] == [
        f"2-briefing.ipynb, cell {at['title']}, line 3: the number 5",
        f"2-briefing.ipynb, cell {at['in-short']}, line 3: the number two thousand",
        f"2-briefing.ipynb, cell {at['in-short-article']}, line 1: the number 4,000",
        f"2-briefing.ipynb, cell {at['sent-table']}, line 4: {BARE}",
        f"2-briefing.ipynb, cell {at['share']}, line 5: the number a quarter",
        f"2-briefing.ipynb, cell {at['same-chart-intro']}, line 1: the number 12",
        "3-what-if.ipynb, cell 7, line 4: the number half",
    ]
    assert 'ledger["' in messages[2]


@pytest.mark.parametrize("name", ["1-reported", "3-what-if"])
def test_the_prose_of_the_other_notebooks_names_its_claimants_too(name):
    executed = execute(ROOT / f"notebooks/{name}.ipynb")
    executed["cells"] = [each for each in executed["cells"] if each["cell_type"] == "markdown"]
    assert len(read(executed, META).blocks) > 5


def test_a_build_refuses_an_unattributed_sentence_of_the_briefing(tmp_path: Path):
    folder = copied(tmp_path / "copy", ROOT)
    path = folder / "notebooks/2-briefing.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    number, cell = next((n, c) for n, c in enumerate(content["cells"], 1) if c["id"] == "in-short")
    source = "".join(cell["source"])
    assert "{eval}`sent_kyiv.claimant`" in source
    cell["source"] = source.replace("of {eval}`sent_kyiv.claimant`", "of somebody else")
    path.write_text(json.dumps(content), encoding="utf-8")
    done = hedged("build", cwd=folder)
    assert done.returncode == 2
    assert f"2-briefing.ipynb, cell {number}: the sentence “How many were sent?" in done.stderr
    assert "without its claimant; name HUR in it" in done.stderr
    assert not (folder / "report/briefing.html").exists()
