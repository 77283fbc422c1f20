"""The codebook and the data package say what the record classes say, and the data agree with both."""

import json
import re
import shutil

import pytest
from ledgers import Copy, ledger, standard

from hedged.ledger.codebook import CodebookError, generated
from hedged.ledger.ledger import Ledger
from hedged.ledger.records import TABLES

DATA = standard()
FILES = generated(DATA.parent, ledger())
README = FILES[DATA / "README.md"]
PACKAGE = json.loads(FILES[DATA / "datapackage.json"])
RESOURCES = {resource["path"].removesuffix(".csv"): resource for resource in PACKAGE["resources"]}


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_explains_every_column_and_every_word(table):
    section = README.split(f"<!-- generated: {table} -->")[1].split("<!-- /generated -->")[0]
    columns = TABLES[table].columns()
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(columns)
    for column in columns.values():
        for word in column.words:
            assert f"`{word}`" in README


def test_a_word_without_a_case_says_so():
    assert "`exact` (said to be exact; fills `best`; no case so far)" in README
    assert "| `withdrawn` | taken back by the claimant; no case so far |" in README
    assert "`about` (fills `best`)," in README


def test_a_new_row_is_counted(tmp_path):
    data = Copy(tmp_path / "data")
    rows = data.rows("set_aside")
    data.write("set_aside", [*rows, ["one-more", *rows[-1][1:]]])
    text = generated(tmp_path, Ledger.read(tmp_path / "data"))[tmp_path / "data/README.md"]
    assert f"| `set_aside.csv` | {len(rows)} | a figure that was read and left out |" in text


def test_prose_between_the_tables_is_left_as_it_is():
    def prose(text):
        return re.sub(r"(<!-- generated: \w+ -->\n).*?(<!-- /generated -->)", r"\1\2", text, flags=re.DOTALL)

    assert prose(README) == prose((DATA / "README.md").read_text(encoding="utf-8"))
    assert "Numbers that nobody ever said." in README


def test_generating_twice_gives_the_same(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    first = generated(tmp_path, Ledger.read(tmp_path / "data"))
    for path, text in first.items():
        path.write_text(text, encoding="utf-8")
    assert generated(tmp_path, Ledger.read(tmp_path / "data")) == first


def test_a_missing_marker_is_named_with_the_remedy(tmp_path):
    data = Copy(tmp_path / "data")
    readme = data.folder / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8").replace("<!-- generated: events -->", ""), encoding="utf-8")
    with pytest.raises(CodebookError) as raised:
        generated(tmp_path, Ledger.read(tmp_path / "data"))
    assert str(raised.value) == (
        f"{readme}: write the lines '<!-- generated: events -->' and '<!-- /generated -->' once,"
        " where the table events belongs"
    )


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda readme: readme.unlink(), "no such file; the codebook belongs there"),
        (lambda readme: readme.write_text("\n" + readme.read_text(encoding="utf-8"), encoding="utf-8"),
         "begin with a title ('# …') and a paragraph; they describe the data package"),
    ],
)  # fmt: skip
def test_a_codebook_that_cannot_carry_the_tables_is_named(tmp_path, damage, message):
    readme = Copy(tmp_path / "data").folder / "README.md"
    damage(readme)
    with pytest.raises(CodebookError) as raised:
        generated(tmp_path, Ledger.read(tmp_path / "data"))
    assert str(raised.value) == f"{readme}: {message}"


# The data package


def test_the_package_is_one_of_version_2_with_every_table():
    assert PACKAGE["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9-]+", PACKAGE["name"])
    assert PACKAGE["title"] == README.splitlines()[0].removeprefix("# ")
    assert list(RESOURCES) == list(TABLES)
    assert len({resource["name"] for resource in PACKAGE["resources"]}) == len(TABLES)
    assert all(re.fullmatch(r"[a-z0-9-]+", resource["name"]) for resource in PACKAGE["resources"])


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_keeps_the_constraints_of_the_package(table, tmp_path):
    header, *rows = Copy(tmp_path / "data").rows(table)
    schema = RESOURCES[table]["schema"]
    assert [field["name"] for field in schema["fields"]] == header
    for at, field in enumerate(schema["fields"]):
        cells = [row[at] for row in rows]
        filled = [cell for cell in cells if cell not in schema["missingValues"]]
        constraints = field.get("constraints", {})
        if constraints.get("required"):
            assert filled == cells
        if constraints.get("unique"):
            assert len(set(filled)) == len(filled)
        if "enum" in constraints:
            assert set(filled) <= set(constraints["enum"])
        if "pattern" in constraints:
            assert all(re.fullmatch(constraints["pattern"], cell) for cell in filled)
        if field["type"] == "integer":
            assert all(int(cell) >= constraints["minimum"] for cell in filled)


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_the_package_leads_to_a_row(table, tmp_path):
    data = Copy(tmp_path / "data")
    by_name = {resource["name"]: name for name, resource in RESOURCES.items()}
    header, *rows = data.rows(table)
    for key in RESOURCES[table]["schema"].get("foreignKeys", []):
        other, *others = data.rows(by_name[key["reference"].get("resource", RESOURCES[table]["name"])])
        ids = {row[other.index(key["reference"]["fields"][0])] for row in others}
        assert {row[header.index(key["fields"][0])] for row in rows} - {""} <= ids


def test_cells_that_may_be_fractions_or_months_are_strings_with_a_pattern():
    fields = {field["name"]: field for field in RESOURCES["statements"]["schema"]["fields"]}
    for name, right, wrong in (("best", ("11000", "0.4", "1/3"), ("11,000", "0,4", "")),
                               ("as_of", ("2025-07", "2025-07-02"), ("2025", "2.7.2025"))):  # fmt: skip
        assert fields[name]["type"] == "string"
        pattern = fields[name]["constraints"]["pattern"]
        assert all(re.fullmatch(pattern, cell) for cell in right)
        assert not any(re.fullmatch(pattern, cell) for cell in wrong)
