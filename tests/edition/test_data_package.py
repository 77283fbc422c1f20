"""The ledger is a data package that a program of others accepts, and in which it finds a broken row."""

import json

import frictionless
import pytest
from ledgers import Copy, corrected
from place import DATA


def faults(package) -> list[tuple[str, int | None, str]]:
    """What frictionless finds wrong: the file, the line in it, the kind of fault."""
    return [
        (task.place, getattr(fault, "row_number", None), fault.type)
        for task in frictionless.validate(str(package)).tasks
        for fault in task.errors
    ]


def test_frictionless_accepts_the_ledger_with_every_row():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "message"])
    rows = {task.place: task.stats.get("rows", 0) for task in report.tasks}
    files = {path.name: len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in DATA.glob("*.csv")}
    assert rows == files


@pytest.mark.parametrize(
    ("table", "column", "cell", "kind"),
    [
        ("statements", "hedge", "roughly", "constraint-error"),
        ("statements", "best", "11,000", "constraint-error"),
        ("statements", "statement_id", "", "primary-key"),
        ("statements", "claimant_id", "nobody", "foreign-key"),
        ("statements", "base", "no-such-statement", "foreign-key"),
        ("statements", "verified", "2026-02-30", "type-error"),
        ("reports", "source_id", "no-such-page", "foreign-key"),
        ("reports", "place", "0", "constraint-error"),
        ("sources", "url", "example.org", "constraint-error"),
        ("corrections", "when", "2026-02-30", "type-error"),
        ("corrections", "row", "NORTH", "constraint-error"),
    ],
)
def test_frictionless_finds_a_broken_cell(tmp_path, table, column, cell, kind):
    data = Copy(tmp_path / "data")
    data.write("corrections", [*data.rows("corrections"), *(corrected(f"line-{number}") for number in range(5))])
    header, *rows = data.rows(table)
    rows[4][header.index(column)] = cell
    data.write(table, [header, *rows])
    found = faults(data.folder / "datapackage.json")
    assert (f"{table}.csv", 6, kind) in found


def test_frictionless_finds_a_column_that_is_missing_or_new(tmp_path):
    data = Copy(tmp_path / "data")
    data.write("claimants", [row[:-1] for row in data.rows("claimants")])
    data.write("events", [[*row, "more"] for row in data.rows("events")])
    kinds = {(path, kind) for path, _, kind in faults(data.folder / "datapackage.json")}
    assert {("claimants.csv", "missing-label"), ("events.csv", "extra-label")} <= kinds


def test_columns_have_to_match_exactly_without_saying_so():
    """Version 2 of the specification has exact as its default, and its list of one is refused by other readers."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"] if "fieldsMatch" in resource["schema"]] == []
