"""Honest new rows break nothing but the test that says that the report is older than its ledger.

To a copy of the project are added what a year may bring, each with its page and its report: a new count of the dead, a
new total, a new forecast, a claimant who is new, and a figure of long ago in the middle of its file. Then the checks of
the edition run on the copy.
"""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import claimant, page, printed, row, said, tables_of
from place import ROOT
from projects import copied

from hedged.cli import generated

ROWS = (
    claimant("new-observers", name="Observers who are new here", short_name="New observers", standing="research"),
    page("new-paper-2026-03-01", title="A paper that nobody printed"),
    page("old-paper-2024-12-20", title="Another that nobody printed"),
    said("nis-killed-2026-03-01", best=2100),
    said("nis-sent-total-2026-03-01", best=17000),
    said("hur-planned-2026-03-01", low=5000, high=8000, due="2026-09"),
    said("new-observers-sent-total-2026-03-01", best=14000),
    said("new-observers-killed-2026-03-01", low=2000, as_of="2026-02"),
    said("zelensky-killed-2024-12-20", best=500, area="kursk"),
    row("events", "seen-in-march", date="2026-03-01", what="A day of March", source_id="new-paper-2026-03-01"),
)  # fmt: skip


def reports():
    for each in ROWS:
        if each.table == "statements":
            old = each.id.endswith("2024-12-20")
            yield printed(each.id, "old-paper-2024-12-20" if old else "new-paper-2026-03-01")


def added(folder: Path) -> Path:
    """The project at this place with the rows in its ledger: those of long ago in mid-file, the others at the end."""
    for table, rows in tables_of(*ROWS, *reports()).items():
        path = folder / f"data/{table}.csv"
        header, *standing = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        for id, cells in rows.items():
            new = [id, *(cells.get(name, "") for name in header[1:])]
            standing.insert(len(standing) // 2 if "2024-12-20" in id else len(standing), new)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header, *standing])
        path.write_text(text.getvalue(), encoding="utf-8")
    return folder


#: The checks that compare the edition, as known today, with its tables; what takes its report for given is not run.
CHECKS = ("briefing", "in_short", "as_known", "real_rows", "data_package", "between_days", "cards", "command", "report", "questions")  # fmt: skip


@pytest.mark.slow
def test_honest_rows_break_nothing_but_that_the_report_is_older_than_its_ledger(tmp_path):
    folder = added(copied(tmp_path / "copy"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "report", folder / "report", dirs_exist_ok=True)
    assert {path.as_posix() for path in generated.write(folder)} >= {"data/README.md", "README.md"}
    here = Path(__file__).parent
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "HEDGED"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser and not slow",
         "-k", "not (2025-01-31 or 2025-04-30 or 2025-07-04 or 2025-09-30)", *(here / f"test_{name}.py" for name in CHECKS)],
        cwd=here.parents[1], capture_output=True, text=True, env=environment | {"HEDGED_EDITION": str(folder)},
    )  # fmt: skip
    failed = re.findall(r"^(?:FAILED|ERROR|SUBFAILED\S*) \S*::(\w+)", done.stdout, re.MULTILINE)
    assert failed == ["test_the_report_is_not_older_than_its_ledger"], done.stdout
    assert int(re.search(r"(\d+) subtests passed", done.stdout)[1]) > 1000
