"""What `hedged diff` tells between the briefing as known at the end of April 2025 and as it is."""

import json
from fractions import Fraction

import editions
import pytest
from place import ROOT

from hedged.cli import diff
from hedged.editions import manifest
from hedged.exports import changes, figures_json


@pytest.fixture(scope="module")
def before():
    return written("2025-04-30")


@pytest.fixture(scope="module")
def after():
    return written("today")


@pytest.fixture(scope="module")
def told(before, after):
    return changes.between(before, after)


def written(day):
    return json.loads(manifest.json_bytes(figures_json.contents(editions.of_day(day).document)))


def of_kind(told, kind):
    return {each.id: each for each in told if each.kind == kind}


def test_a_verdict_that_came_out_otherwise_is_told_as_flipped_and_first(before, after, told, tmp_path):
    flipped = of_kind(told, "flipped")
    both = before["verdicts"].keys() & after["verdicts"].keys()
    assert {id for id in both if before["verdicts"][id]["outcome"] != after["verdicts"][id]["outcome"]} <= {*flipped}
    assert flipped and all(each.before != each.after for each in flipped.values())
    for name, content in (("a", before), ("b", after)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "figures.json").write_bytes(manifest.json_bytes(content))
    text = diff.text(ROOT, str(tmp_path / "a"), str(tmp_path / "b"))
    assert text.split("\n\n")[1].startswith(f"Verdicts that flipped ({len(flipped)})")


def test_a_value_is_told_as_moved_only_where_it_left_its_former_range(before, after, told):
    for id, each in of_kind(told, "moved").items():
        was, now = (ends(edition["figures"][name]) for edition, name in ((before, each.former or id), (after, id)))
        assert not (was[0] <= now[0] and now[1] <= was[1]), id


def ends(figure):
    rounded = figure["readings"]["rounded"]
    return Fraction(rounded["low"] or 0), Fraction(rounded["high"]) if rounded["high"] else Fraction(10**9)


def test_all_that_stands_in_neither_text_nor_counts_is_a_figure_that_stayed(before, after, told):
    ids = {each.id for each in told}
    for name in before["figures"].keys() & after["figures"].keys() - ids:
        was, now = before["figures"][name], after["figures"][name]
        assert (was["readings"], was["label"]) == (now["readings"], now["label"])
    assert before["figures"].keys() ^ after["figures"].keys() <= ids
