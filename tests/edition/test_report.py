"""The report in the repository is built from the ledger beside it."""

from datetime import date

from place import ROOT

from hedged.editions import manifest


def test_the_report_is_not_older_than_its_ledger():
    built = manifest.read(ROOT / "report")
    sums = manifest.input_sums(ROOT, date.fromisoformat(built["edition"]), built["parameters"])
    assert manifest.ledger_sum(built["inputs"]) == manifest.ledger_sum(sums), "make report builds it again"
