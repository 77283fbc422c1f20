"""The command on this project: it finds no fault, and tells of every figure of the report what rests on it."""

from place import ROOT
from projects import hedged

from hedged.cli.show import impact
from hedged.exports import figures_json


def test_check_finds_no_fault_here():
    done = hedged("check", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "no fault in the data, the notebooks and the generated parts\n"


def test_show_names_every_statement_of_the_real_report_without_a_fault():
    report = figures_json.read(ROOT / "report")
    for name in report["figures"]:
        found = impact([name], report)
        assert {place["cell"] for place, _ in found.places} >= {
            each["cell"] for each in report["figures"][name]["mentions"]
        }
        assert set(report["figures"][name]["verdicts"]) == set(found.verdicts)
