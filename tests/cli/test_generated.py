"""Generated parts are written where their markers stand, found when stale, and never twice different."""

import json
from pathlib import Path

import pytest
from projects import project

from hedged.cli import generated
from hedged.cli.generated import GeneratedError

FIGURES = {
    "edition": "2026-11-22",
    "figures": {
        "casualty-share": {
            "label": "share killed or wounded of those NIS has sent",
            "text": "36% (30 to 43%)",
            "statements": ["casualties", "sent"],
        },
        "casualties": {
            "label": "HUR, casualties",
            "text": "about 4,000",
            "statements": ["casualties"],
            "said": {"claimant": "hur"},
        },
        "sent": {"label": "NIS, sent", "text": "11,000", "statements": ["sent"], "said": {"claimant": "nis"}},
    },
    "verdicts": {
        "above-one-third": {"figure": "casualty-share", "question": "above one third", "text": "depends"},
        "above-half": {"figure": "casualty-share", "question": "above half", "text": "fails as rounded"},
    },
    "claimants": {"hur": {"short_name": "HUR"}, "nis": {"short_name": "NIS"}},
}

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg"><title>Above one third: it depends
Casualties against soldiers sent</title><desc>Of 2 pairs above it: 1 &amp; "1" below.</desc></svg>
"""

README = """\
# Small

<!-- generated: answer above-one-third above-half sent -->
<!-- /generated -->

<!-- generated: chart -->
<!-- /generated -->

By hand.

<!-- generated: edition -->
Edition of a day long past.
<!-- /generated -->
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = project(tmp_path / "small")
    (folder / "report").mkdir()
    (folder / "report/figures.json").write_text(json.dumps(FIGURES))
    (folder / "report/central-chart.svg").write_text(PICTURE)
    (folder / "pyproject.toml").write_text('[project]\nversion = "3.2.1"\n')
    (folder / "README.md").write_text(README)
    with (folder / "CITATION.cff").open("a") as file:
        file.write("# generated: version\nversion: 0\n# /generated\n")
    generated.write(folder)
    return folder


def test_the_parts_stand_between_their_markers_and_the_rest_as_it_was(small):
    assert (
        (small / "README.md").read_text()
        == """\
# Small

<!-- generated: answer above-one-third above-half sent -->
- Share killed or wounded of those NIS has sent, from HUR: **36% (30 to 43%)**; above one third: **depends**; above half: **fails as rounded**.
- NIS, sent: **11,000**.
<!-- /generated -->

<!-- generated: chart -->
**Above one third: it depends**

Casualties against soldiers sent.

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="report/central-chart-dark.svg">
  <img src="report/central-chart.svg" width="720" alt="Of 2 pairs above it: 1 &amp; &quot;1&quot; below.">
</picture>
<!-- /generated -->

By hand.

<!-- generated: edition -->
Edition of 22 November 2026; newest statement of 10 February 2026.
<!-- /generated -->
"""
    )
    assert (small / "CITATION.cff").read_text().endswith("# generated: version\nversion: 3.2.1\n# /generated\n")


def test_what_is_written_is_not_stale_and_is_not_written_again(small):
    assert generated.stale(small) == []
    assert generated.write(small) == []


@pytest.mark.parametrize("path", ["README.md", "CITATION.cff", "data/README.md", "data/datapackage.json"])
def test_a_change_by_hand_in_a_generated_part_is_found_and_put_right(small, path):
    before = (small / path).read_text()
    changed = (
        before.replace("36% (30 to 43%)", "36%")
        .replace("3.2.1", "3.2.2")
        .replace("| slug |", "| slugs |")
        .replace('"name"', '"nom"')
    )
    (small / path).write_text(changed)
    assert generated.stale(small) == [Path(path)]
    assert generated.write(small) == [Path(path)]
    assert (small / path).read_text() == before


def test_another_chart_in_the_report_makes_the_readme_stale(small):
    (small / "report/central-chart.svg").write_text(PICTURE.replace("it depends", "it holds"))
    assert generated.stale(small) == [Path("README.md")]


def test_a_readme_with_a_chart_asks_for_a_report_that_has_one(small):
    (small / "report/central-chart.svg").unlink()
    with pytest.raises(GeneratedError) as caught:
        generated.stale(small)
    assert (
        str(caught.value) == "README.md: generated: chart: central-chart.svg is not in report/; build the report first"
    )


def test_the_inputs_of_a_build_are_written_without_a_report(small):
    (small / "report/figures.json").unlink()
    (small / "data/datapackage.json").unlink()
    assert generated.write(small, inputs_only=True) == [Path("data/datapackage.json")]


def test_an_answer_that_rests_on_a_superseded_figure_is_refused_with_what_took_its_place(small):
    figures = json.loads(json.dumps(FIGURES))
    superseded = {"status": "superseded", "said": {"claimant": "hur", "statement": {"superseded_by": "casualties-may"}}}
    figures["figures"]["casualties"] |= superseded
    # The one that took its place was superseded too: the newest is named.
    figures["figures"]["casualties-may"] = json.loads(
        json.dumps(figures["figures"]["casualties"]).replace("casualties-may", "casualties-june")
    )
    (small / "report/figures.json").write_text(json.dumps(figures))
    for seen in (generated.stale, generated.write):
        with pytest.raises(GeneratedError) as caught:
            seen(small)
        assert str(caught.value) == (
            "README.md: generated: answer: above-one-third rests on casualties, which is superseded by casualties-june\n"
            "name in the marker what rests on casualties-june instead (hedged show casualties-june lists it), "
            "then make generated"
        )
    change = (small / "README.md").read_text().replace("above-one-third above-half sent", "sent")
    (small / "README.md").write_text(change)
    assert generated.write(small) == [Path("README.md")]


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("<!-- generated: anwser -->\n<!-- /generated -->", "README.md: generated: anwser: no part is called anwser"),
        (
            "<!-- generated: answer x -->\n<!-- /generated -->",
            "README.md: generated: answer: x is not in report/; build the report first",
        ),
        ("<!-- generated: edition -->", "README.md: 1 generated parts begin and 0 end; each needs both markers"),
    ],
)
def test_a_faulty_marker_is_named(small, marker, message):
    (small / "README.md").write_text(f"# Small\n\n{marker}\n")
    with pytest.raises(GeneratedError) as caught:
        generated.stale(small)
    assert str(caught.value) == message
