"""Charts can be read without colour: on a grey print, by a reader who sees no hues, and on dark paper."""

from importlib import import_module

import greys
import matplotlib
import pytest
from reported import ABOVE_A_THIRD, reported
from test_charts import NORTH_AND_EAST, ONE_THIRD, TOTALS, boxed, made
from test_lanes import DAYS, DEPENDS, FAILS, HOLDS, UNTIL, lanes_of
from test_path import STORIES, tree

from hedged import charts
from hedged.charts import canvas
from hedged.charts.plane import chart as plane_chart
from hedged.figures.derive import derive
from hedged.lab import tipping_chart
from hedged.lab.tipping_chart import tipping
from hedged.look.tokens import DARK, LIGHT
from hedged.numbers.functions import share

# By their names: the face of the charts has functions of the same names.
gap_chart, lanes_chart, path_chart = (import_module(f"hedged.charts.{name}") for name in ("gaps", "lanes", "path"))

WORDS = {"id": "c", "headline": "A finding", "subtitle": "What is shown", "alt": "told"}
UNDETERMINED = derive(share, id="none", part=reported("n", best="4000"), whole=None).versus(">", ONE_THIRD)


def series(count: int):
    """So many series of figures, the days of each a month after those of the one before."""
    return {
        f"Series {n}": [
            reported(f"s{n}", best="4000", as_of=f"2025-0{n + 1}-05", stated_on=f"2025-0{n + 1}-05"),
            reported(f"t{n}", hedge="more_than", low="3000", as_of=f"2025-0{n + 1}-25", stated_on=f"2025-0{n + 1}-25"),
        ]
        for n in range(count)
    }


def three_boxes():
    """Three boxes of one size, far apart: one above the line, one across it, one below it."""
    pairs = {"A": boxed("a", "6000"), "B": boxed("b", "5000", "15000"), "C": boxed("c", "2000", "18000")}
    return made(charts.plane, pairs, threshold=ONE_THIRD)


SAMPLES = {
    "ranges": lambda: made(charts.ranges, TOTALS),
    "gaps": lambda: made(charts.gaps, [NORTH_AND_EAST]),
    "timeline": lambda: made(charts.timeline, series(5)),
    "marks": lambda: charts.marks(series(5), **WORDS),
    "plane": three_boxes,
    "lanes": lambda: lanes_of(
        {"North": [(DAYS[0], FAILS), (DAYS[2], HOLDS)], "East": [(DAYS[0], DEPENDS), (DAYS[2], UNDETERMINED)]},
        until=UNTIL, **WORDS),
    "tipping": lambda: tipping(ABOVE_A_THIRD, **WORDS),
    **{f"path: {name}": lambda name=name: tree(name) for name in STORIES},
}  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_a_chart_draws_in_one_colour_has_a_shape_of_its_own_or_another_grey(sample):
    assert greys.mixed_up(SAMPLES[sample]().svg) == []


# --- the same charts with their shapes taken away: what differs by its hue alone is found ---


def full(axes, first, last, top, outcome):
    """A bar of a lane that is full whatever its verdict."""
    axes.add_patch(canvas_bar(first, last, top, LIGHT[outcome]))


def canvas_bar(first, last, top, colour):
    return lanes_chart.Rectangle((first, top), last - first, lanes_chart.BAR, facecolor=colour, edgecolor=colour)


def dot(axes, row, y):
    """A mark of a tree that is a dot whatever the page changed."""
    colour = LIGHT["accent" if row.change == path_chart.UNCHANGED else "rust"]
    axes.plot(path_chart._mark_at(row.depth), y, marker="o", color=colour)


ALL_SOLID = dict.fromkeys(plane_chart._EDGES, "solid")
PLANTED = {
    "timeline": [(canvas, "MARKERS", ("o",) * 5)],
    "marks": [(canvas, "MARKERS", ("o",) * 5)],
    "gaps": [(gap_chart, "_HIGHER", gap_chart._LOWER._replace(ground=LIGHT["paper"], ink=LIGHT["rust"])),
             (gap_chart, "_LOWER", gap_chart._LOWER._replace(ground=LIGHT["paper"]))],
    "plane": [(plane_chart, "_EDGES", ALL_SOLID), (plane_chart, "_DENSITY", dict.fromkeys(ALL_SOLID, 0.2)),
              (plane_chart.plane_key, "_disc", lambda x, y, outcome: plane_chart.Line2D([x], [y], marker="o", color=LIGHT[outcome]))],
    "lanes": [(lanes_chart, "_segment", full)],
    "tipping": [(tipping_chart, "_EDGES", dict.fromkeys(tipping_chart._EDGES, "solid"))],
    "path: one root": [(path_chart, "_mark", dot)],
}  # fmt: skip


@pytest.mark.parametrize("sample", PLANTED)
def test_a_chart_whose_series_differ_by_their_hue_alone_is_found(sample, monkeypatch):
    for module, name, value in PLANTED[sample]:
        monkeypatch.setattr(module, name, value)
    assert greys.mixed_up(SAMPLES[sample]().svg) != []


@matplotlib.rc_context(canvas.STYLE)
def two_marks(one: str, other: str, size: float = 5, marker: str = "o") -> str:
    drawing, axes = canvas.canvas_of(1)
    axes.plot([0.2], [0.5], marker="o", color=LIGHT[one], markersize=5)
    axes.plot([0.8], [0.5], marker=marker, color=LIGHT[other], markersize=size)
    return canvas.svg_of(drawing)


def test_a_hue_and_a_little_size_are_no_difference_but_a_shape_or_a_grey_is():
    assert len(greys.mixed_up(two_marks("accent", "rust"))) == 2
    assert len(greys.mixed_up(two_marks("holds", "depends", size=5.2))) == 2
    assert greys.mixed_up(two_marks("accent", "rust", marker="s")) == []
    assert greys.mixed_up(two_marks("accent", "accent-pale")) == []


# --- on light and on dark paper ---


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_mark_that_tells_something_is_seen_on_its_paper(colours, subtests):
    for name, sample in SAMPLES.items():
        with subtests.test(chart=name):
            assert greys.faint(sample().svg, colours) == []


def test_a_pale_mark_without_an_outline_is_found():
    assert len(greys.faint(two_marks("accent", "accent-pale"), LIGHT)) == 1


def test_no_mark_changes_its_shape_or_vanishes_on_dark_paper(subtests):
    for name, sample in SAMPLES.items():
        with subtests.test(chart=name):
            assert greys.changed(sample().svg, LIGHT, DARK) == []


def test_a_mark_that_vanishes_on_dark_paper_is_found():
    assert len(greys.changed(two_marks("accent", "rust"), LIGHT, {**DARK, "rust": DARK["paper"]})) == 1
