"""Charts draw every range and open end, and leave out neither words nor data."""

import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import matplotlib
import pytest
from drawings import overlaps, texts, written
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.dates import date2num
from reported import reported

from hedged import charts
from hedged.analysis import compare
from hedged.charts.canvas import dated, widest
from hedged.charts.chart import reach
from hedged.errors import HedgedError
from hedged.figures.derive import derive
from hedged.figures.tables import cell_text
from hedged.figures.verdict import Threshold
from hedged.look.display import MIME
from hedged.look.drawing import drawing
from hedged.look.tokens import CHART_SMALL_PT, LIGHT
from hedged.numbers.functions import share

ONE_THIRD = Threshold("1/3", "one third")
TOTALS = {
    "North": reported("north-total", measure="sent_total", best="15000"),
    "East": reported("east-total", claimant_id="east", measure="sent_total", hedge="more_than", low="12000"),
}
WORDS = {"id": "c", "headline": "A finding", "subtitle": "What is shown", "sources": ["somebody"]}


def made(chart, *arguments, **changes):
    return chart(*arguments, **(WORDS | {"alt": "told"} | changes))


def test_a_figure_stands_in_the_drawing_with_its_hedge_as_text():
    shown = texts(made(charts.ranges, TOTALS))
    assert {"North", "East", "about 15,000", "more than 12,000"} <= set(shown)


def test_the_data_of_a_chart_are_its_figures_with_all_three_readings():
    chart = made(charts.ranges, TOTALS)
    rows = [["".join(getattr(cell, "text", cell)) for cell in row] for row in chart.table.rows]
    assert rows == [
        ["North", "about 15,000", "15,000", "14,500 to 15,500", "14,000 to 16,000"],
        ["East", "more than 12,000", "more than 12,000", "more than 12,000", "more than 12,000"],
    ]
    assert [figure.id for figure in chart.figures] == ["north-total", "east-total"]


@pytest.mark.parametrize("word", ["headline", "subtitle", "alt"])
def test_a_chart_without_its_words_is_refused(word):
    with pytest.raises(HedgedError, match=rf"^chart c has no {word}$"):
        made(charts.ranges, TOTALS, **{word: ""})


def test_a_chart_without_sources_is_refused():
    with pytest.raises(HedgedError, match=r"^table c-data names no sources$"):
        made(charts.ranges, TOTALS, sources=[])


def test_units_are_not_mixed():
    rows = TOTALS | {"share": reported("s", measure="share_casualties", best="0.4")}
    with pytest.raises(HedgedError, match=r"^chart c mixes units: persons and share$"):
        made(charts.ranges, rows)


def test_a_figure_without_a_value_cannot_be_drawn():
    nothing = derive(share, id="s", part=reported("p", best="4000"), whole=None)
    with pytest.raises(HedgedError, match=r"^chart c: s has no value: no base is named$"):
        made(charts.ranges, {"x": nothing})


def test_no_figures_no_chart():
    with pytest.raises(HedgedError, match=r"^chart c has no figures$"):
        made(charts.ranges, {})


def test_more_series_than_can_be_told_apart_are_refused():
    series = {str(n): [reported(f"t{n}", measure="sent_total", best="11000")] for n in range(6)}
    with pytest.raises(HedgedError, match=r"^chart c has 6 series; at most 5 can be told apart$"):
        made(charts.timeline, series)


def test_a_timeline_names_the_series_that_it_draws_and_no_other():
    undated = reported("u", best="9000", as_of="", stated_on="", measure="sent_total")
    chart = made(charts.timeline, {"Undated": [undated], "A": list(TOTALS.values()), "B": []})
    assert set(texts(chart)) & {"Undated", "A", "B"} == {"A"}
    assert [row[1].id for row in chart.table.rows] == ["u", *(figure.id for figure in TOTALS.values())]


def test_a_figure_of_a_timeline_is_named_beside_its_mark_where_there_is_room():
    days = {"as_of": "2025-01-05", "stated_on": "2025-01-05"}
    alone = reported("a", best="4000", claimant_id="east", as_of="2025-06-05", stated_on="2025-06-05")
    crowd = [reported(f"c{n}", best=str(4000 + 10 * n), **days) for n in range(12)]
    chart = made(charts.timeline, {"A": [alone], "B": crowd})
    shown = texts(chart)
    assert "East: about 4,000" in shown
    assert not any(text.startswith("North") for text in shown)  # twelve marks on one spot
    assert '<a href="#a">' in drawing(chart.json())


def at_one_number(count: int, apart: int, value: str = "4000"):
    """Statements of one number, so many days from one to the next, in a year with two others at its ends."""
    days = [date(2025, 6, 1) + timedelta(n * apart) for n in range(count)]
    ends = [
        reported(f"e{n}", best="2000", as_of=day, stated_on=day) for n, day in enumerate(("2025-01-05", "2025-12-20"))
    ]
    return [*ends, *(reported(f"t{n}", best=value, as_of=str(day), stated_on=str(day)) for n, day in enumerate(days))]


def test_marks_of_one_value_that_stand_close_are_named_together_by_their_number():
    shown = texts(made(charts.timeline, {"A": at_one_number(5, 4)}))
    assert "4,000: 5 statements" in shown and "North: about 4,000" not in shown
    assert shown.count("North: about 2,000") == 2
    below_higher = [*at_one_number(5, 4), reported("h", best="9000", as_of="2025-10-01", stated_on="2025-10-01")]
    assert "4,000: 5 statements" in texts(made(charts.timeline, {"A": below_higher}))
    assert not any("statements" in text for text in texts(made(charts.timeline, {"A": at_one_number(5, 40)})))
    assert not any("statements" in text for text in texts(made(charts.timeline, {"A": at_one_number(2, 4)})))


def test_the_key_of_a_timeline_names_the_marks_that_are_drawn_and_no_other():
    words_of_key = {"an end that was said", "as rounded", "no upper end"}

    def key(*figures):
        return words_of_key & set(texts(made(charts.timeline, {"A": list(figures)})))

    assert key(TOTALS["North"]) == {"as rounded"}
    assert key(TOTALS["East"]) == {"an end that was said", "no upper end"}
    assert key(*TOTALS.values()) == words_of_key


def test_a_timeline_has_no_empty_band_above_what_it_draws():
    shown = texts(made(charts.timeline, {"A": at_one_number(5, 4, "6000")}))
    assert "6,000" in shown and "7,000" not in shown


@given(st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.integers(2, 2000))
def test_an_axis_of_time_has_three_ticks_or_more_and_no_crowd(first, days):
    until = first + timedelta(days)
    ticks = dated(first, until)
    assert 3 <= len(ticks) <= 14
    assert all(date2num(first) <= at <= date2num(until) for at, _ in ticks)


def test_an_axis_of_time_says_the_year_where_it_begins():
    said = [
        reported(f"t{n}", best="4000", as_of=day, stated_on=day) for n, day in enumerate(("2024-11-20", "2025-03-05"))
    ]
    shown = texts(made(charts.timeline, {"A": said}))
    assert shown[: shown.index("0")] == ["Dec", "2024", "Jan", "2025", "Feb", "Mar"]


def test_an_axis_of_many_years_has_few_ticks():
    days = ("2020-02-01", "2025-08-01")
    said = [reported(f"t{n}", best="4000", as_of=day, stated_on=day) for n, day in enumerate(days)]
    shown = texts(made(charts.timeline, {"A": said}))
    ticks = shown[: shown.index("0")]
    assert [text for text in ticks if text.isdigit()] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert 6 <= sum(not text.isdigit() for text in ticks) <= 12


def test_a_timeline_without_any_day_is_refused():
    undated = reported("u", best="9000", as_of="", stated_on="")
    with pytest.raises(HedgedError, match=r"^chart c has no figure whose day is known$"):
        made(charts.timeline, {"A": [undated]})


# --- figures in groups ---


def grouped(count: int, names: int = 4):
    """So many totals in named groups."""
    figures = [reported(f"t{n}", measure="sent_total", best=str(1000 + 1000 * n)) for n in range(count)]
    return {f"Group {name}": [(f"row {figure.id}", figure) for figure in figures[name::names]] for name in range(names)}


def test_each_group_stands_under_its_name_and_one_without_rows_is_left_out():
    shown = texts(
        made(charts.ranges, {"Before": {"North": TOTALS["North"]}, "Never": [], "After": {"East": TOTALS["East"]}})
    )
    assert {"Before", "After", "North", "East"} <= set(shown) and "Never" not in shown
    down = dict(
        zip(
            shown,
            heights(made(charts.ranges, {"Before": {"North": TOTALS["North"]}, "After": {"East": TOTALS["East"]}})),
            strict=True,
        )
    )
    assert down["Before"] < down["North"] < down["After"] < down["East"]


def heights(chart) -> list[float]:
    """How far below the upper edge each text of a drawing stands, in points."""
    nodes = xml.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")
    return [float(re.search(r"([\d.]+)\)$", node.get("transform"))[1]) for node in nodes]


def test_the_data_of_grouped_figures_name_the_group():
    table = made(charts.ranges, {"Before": {"North": TOTALS["North"]}, "After": {"East": TOTALS["East"]}}).table
    assert [row[list(table.columns).index("Group")] for row in table.rows] == ["Before", "After"]
    assert "Group" not in made(charts.ranges, TOTALS).table.columns


def test_groups_without_any_rows_are_no_chart():
    with pytest.raises(HedgedError, match=r"^chart c has no figures$"):
        made(charts.ranges, {"Before": [], "After": {}})


def test_thirty_rows_in_four_groups_fit_on_a_page_and_do_not_touch():
    chart = made(charts.ranges, grouped(30))
    _, _, width, height = map(float, xml.fromstring(chart.svg).get("viewBox").split())
    assert height < 1.35 * width  # a page of the PDF is 1.48 times as high as wide, with headline and sources
    rows = sorted(at for at, text in zip(heights(chart), texts(chart), strict=True) if text.startswith("row"))
    assert len(rows) == 30
    assert min(low - high for high, low in zip(rows, rows[1:], strict=False)) > CHART_SMALL_PT * 1.3


def test_a_long_label_gets_the_room_of_its_lines():
    names = ["A claimant whose name is far too long for one line, 1 January 2025", "Another"]
    chart = made(charts.ranges, [(name, TOTALS["North"]) for name in names])
    lines = [
        at
        for at, text in zip(heights(chart), texts(chart), strict=True)
        if len(text) > 4 and any(text in name for name in names)
    ]
    assert len(lines) == 3
    assert min(low - high for high, low in zip(sorted(lines), sorted(lines)[1:], strict=False)) > CHART_SMALL_PT


def hollow(chart) -> int:
    """How many marks of a drawing, below the line of its key, have the ground of the page in them."""
    return sum(float(y) > 18 for y in re.findall(rf'<use [^>]*y="([\d.]+)" style="fill: {LIGHT["paper"]}', chart.svg))


def test_the_key_of_ranges_names_the_marks_that_are_drawn_and_no_other():
    words_of_key = {"as said", "an end that was said", "as rounded", "wide", "no upper end"}

    def key(rows):
        return words_of_key & set(texts(made(charts.ranges, rows)))

    assert key(TOTALS) == words_of_key
    assert key({"North": TOTALS["North"]}) == {"as said", "as rounded", "wide"}
    assert key({"East": TOTALS["East"]}) == {"an end that was said", "no upper end"}


def test_an_open_end_is_an_arrow_and_no_bar_since_nobody_said_how_far():
    def bars_of(rows):
        return len(re.findall(rf"<path [^>]*style=\"fill: {LIGHT['accent-mid']}", made(charts.ranges, rows).svg))

    assert (bars_of({"North": TOTALS["North"]}), bars_of({"East": TOTALS["East"]}), bars_of(TOTALS)) == (1, 0, 1)


def test_the_shortest_bar_is_seen_behind_its_mark():
    tiny = reported("tiny", measure="killed", hedge="exact", best="9")
    drawn = made(charts.ranges, {"North": tiny, "East": reported("t", measure="killed", best="4000")}).svg
    bars = re.findall(rf'<path d="(M [^"]*z\s*)"[^>]* style="fill: {LIGHT["accent-mid"]}', drawn)
    heights = [[float(y) for y in re.findall(r"[ML] [\d.-]+ ([\d.-]+)", bar)] for bar in bars]
    mark = re.search(r'<path id="\w+" d="M 0 ([\d.]+)', drawn)  # half of its height
    assert all(max(each) - min(each) > 1.8 * 2 * float(mark[1]) for each in heights)


def test_the_words_of_a_row_stand_between_its_name_and_the_plot():
    chart = made(charts.ranges, TOTALS)
    left = {
        "".join(node.itertext()): float(re.search(r"(?:rotate\(\S+|translate\()\s?([\d.]+)", node.get("transform"))[1])
        for node in xml.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")
        if "anchor: middle" not in node.get("style")
    }
    assert left["North"] == left["East"] == 0
    assert left["North"] < left["about 15,000"] == left["more than 12,000"]
    bar = min(
        float(x)
        for x in re.findall(rf'<path d="M ([\d.]+)[^"]*z\s*"[^>]* style="fill: {LIGHT["accent-mid"]}', chart.svg)
    )
    assert left["more than 12,000"] + 72 * widest(["more than 12,000"]) < bar


def test_a_number_that_is_an_end_has_a_hollow_mark_and_a_best_value_a_full_one():
    assert hollow(made(charts.ranges, {"North": TOTALS["North"]})) == 0
    assert hollow(made(charts.ranges, {"East": TOTALS["East"]})) == 1
    both = reported("r", measure="planned", hedge="range", low="25000", high="30000")
    assert hollow(made(charts.ranges, {"East": both})) == 2
    nearly = reported("n", measure="sent_total", hedge="nearly", best="11000")
    assert hollow(made(charts.ranges, {"East": nearly})) == 1


# --- the plane ---


def boxed(name: str, part: str, whole: str = "11000", **cells: str):
    """A share of casualties in those sent."""
    cells = cells or {"best": part}
    return derive(share, id=name, part=reported(f"{name}-p", **cells),
                  whole=reported(f"{name}-w", measure="sent_total", best=whole))  # fmt: skip


def letters(shown: list[str]) -> list[str]:
    return [text for text in shown if re.fullmatch("[a-z]", text)]


def test_equal_boxes_are_drawn_once_with_both_labels():
    chart = made(charts.plane, {"A": boxed("a", "4000"), "B": boxed("b", "4000"), "C": boxed("c", "6000")},
                 threshold=ONE_THIRD)  # fmt: skip
    shown = texts(chart)
    assert {"A", "B", "C"} <= set(shown)
    assert shown.count("3,500 to 4,500") == 1
    assert sorted(letters(shown)) == ["a", "a", "b", "b"]  # beside the box and in the key


def test_each_claimant_of_one_box_has_a_link_of_its_own():
    chart = made(charts.plane, {"A": boxed("a-share", "4000"), "B": boxed("b-share", "4000")}, threshold=ONE_THIRD)
    links = dict(
        (text, name) for name, text in re.findall(r'<a href="#([^"]*)"><text[^>]*>([^<]*)<', drawing(chart.json()))
    )
    assert links == {"A": "a-share", "B": "b-share", "depends": "a-share-above-one-third"}


def test_the_lines_of_one_label_are_one_link():
    label = "A claimant whose name does not fit into one line, 1 January 2025"
    drawn = drawing(made(charts.plane, {label: boxed("a-share", "4000")}, threshold=ONE_THIRD).json())
    (lines,) = re.findall(r'<a href="#a-share">(.*?)</a>', drawn)
    assert " ".join(re.findall(r">([^<]+)<", lines)) == label


def test_the_key_of_the_plane_says_where_each_verdict_tips():
    shown = texts(made(charts.plane, {"A": boxed("a", "4000")}, threshold=ONE_THIRD))
    assert {"above one third?", "depends", "above one third with"} <= set(shown)
    assert {"casualties from 3,667 on", "sent in all below 12,000"} <= set(shown)


def test_the_data_of_the_plane_hold_verdicts_and_tipping_points_that_lead_to_them():
    pair = boxed("a", "4000")
    chart = made(charts.plane, {"A": pair}, threshold=ONE_THIRD)
    assert list(chart.table.columns)[-2:] == ["Above one third?", "Above one third with"]
    verdict, tips = chart.table.rows[0][-2:]
    assert verdict == pair.versus(">", ONE_THIRD)
    assert cell_text(tips) == "casualties from 3,667 on; sent in all below 12,000"
    assert [each.href for each in tips if not isinstance(each, str)] == [f"#{verdict.id}"] * 2


def test_the_plane_marks_the_standing_of_a_count_beside_its_label():
    superseded = {"hedge": "about", "best": "4000", "status": "superseded"}
    pairs = {"A": boxed("a", "4000", **superseded), "B": boxed("b", "6000")}
    chart = made(charts.plane, pairs, threshold=ONE_THIRD)
    assert {"A (superseded)", "B"} <= set(texts(chart)) and "A" not in texts(chart)
    assert [row[0] for row in chart.table.rows] == ["A (superseded)", "B"]


def test_verdicts_differ_in_the_plane_without_colour():
    pairs = {"A": boxed("a", "6000"), "B": boxed("b", "4000"), "C": boxed("c", "2000")}
    drawn = made(charts.plane, pairs, threshold=ONE_THIRD).svg
    edges = {tuple(re.findall(r"stroke-dasharray: ([^;]*);", style)) for name in ("holds", "depends", "fails")
             for style in re.findall(rf'<path [^>]*clip-path[^>]*style="(fill: {LIGHT[name]}; [^"]*stroke: {LIGHT[name]}[^"]*)"', drawn)}  # fmt: skip
    assert len(edges) == 3


def test_the_key_of_the_plane_names_the_outlines_and_marks_that_are_drawn_and_no_other():
    end, tip = "an end, where nobody said a best value", "where it tips, the other figure unchanged"
    said = {"holds", "depends", "fails", "undetermined", "as said", end, tip}

    def key(**pairs):
        # The words of the key, without those of the table below it: there a verdict stands once for each box.
        shown = Counter(texts(made(charts.plane, pairs, threshold=ONE_THIRD)))
        shown.subtract(pair.versus(">", ONE_THIRD).text.split(" ")[0] for pair in pairs.values())
        return {text for text in said if shown[text] > 0}

    most, some = boxed("a", "9000"), boxed("b", "4000")
    assert key(A=most) == {"holds", "as said", tip}
    assert key(A=most, B=some) == {"holds", "depends", "as said", tip}
    assert key(A=boxed("c", "", hedge="more_than", low="6000")) == {"holds", end, tip}
    assert key(A=boxed("d", "4000", best="4000", extent="part")) == {"undetermined", "as said"}


def ways(chart, token: str) -> list[tuple[float, ...]]:
    """The thin lines to tipping points in one colour: where each begins and ends."""
    drawn = re.findall(
        r'<path d="M ([\d.]+) ([\d.]+) *\nL ([\d.]+) ([\d.]+) *\n?" clip-path="[^"]*" style="([^"]*)"', chart.svg
    )
    return [tuple(map(float, ends)) for *ends, style in drawn if LIGHT[token] in style and "stroke-width: 0.6" in style]


def test_ways_to_one_tipping_point_end_in_the_same_place():
    pairs = {"A": boxed("a", "", "11000", hedge="more_than", low="6000"), "B": boxed("b", "6000", "15000")}
    level = [end for end in ways(made(charts.plane, pairs, threshold=ONE_THIRD), "holds") if end[1] == end[3]]
    assert len(level) == 2 and level[0][2:] == level[1][2:]


def test_an_axis_of_the_plane_that_does_not_begin_at_zero_says_so():
    def said(**pairs):
        return sum("does not begin at zero" in text for text in texts(made(charts.plane, pairs, threshold=ONE_THIRD)))

    assert said(A=boxed("a", "4000")) == 2
    assert said(A=boxed("a", "", hedge="at_most", high="4000")) == 1


def diamonds(chart) -> int:
    """How many tipping points are marked: marks in the colour of a verdict with the ground of the page in them."""
    marks = re.findall(rf'<use [^>]*style="fill: {LIGHT["paper"]}; stroke: (#\w+)', chart.svg)
    return sum(colour != LIGHT["muted"] for colour in marks)


def test_every_tipping_point_is_marked_and_one_that_is_not_there_is_not():
    assert diamonds(made(charts.plane, {"A": boxed("a", "4000")}, threshold=ONE_THIRD)) == 2
    # A count of a part has no verdict, so nothing tips it.
    part = {"A": boxed("a", "4000", best="4000", extent="part")}
    chart = made(charts.plane, part, threshold=ONE_THIRD)
    assert diamonds(chart) == 0
    assert {"undetermined", "no number"} <= set(texts(chart))


def test_a_tipping_point_far_out_does_not_squeeze_the_boxes():
    near = made(charts.plane, {"A": boxed("a", "4000")}, threshold=ONE_THIRD)
    far = made(charts.plane, {"A": boxed("a", "4000"), "B": boxed("b", "10500")}, threshold=ONE_THIRD)
    assert "sent in all below 31,500" in texts(far)
    assert "30,000" not in texts(far) and "11,000" in texts(near)


def test_both_sides_of_the_line_say_what_it_means_to_lie_there():
    shown = texts(made(charts.plane, {"A": boxed("a", "4000")}, threshold=ONE_THIRD))
    assert {"above one third: holds", "below one third: fails", "across the line: depends", "one third"} <= set(shown)


def test_a_box_of_the_plane_is_named_beside_it_where_there_is_room():
    shown = texts(made(charts.plane, {"A, 1 May": boxed("a", "4000")}, threshold=ONE_THIRD))
    assert shown.count("A, 1 May") == 2  # beside the box and in the key
    shown = texts(made(charts.plane, CROWD[:2], threshold=ONE_THIRD))
    assert {"Island,", "5 January 2025", "(superseded)"} <= set(shown)
    long = "A claimant whose name is so long that it finds no room beside any box, " * 2
    assert "North" in texts(made(charts.plane, {long: boxed("a", "4000")}, threshold=ONE_THIRD))


#: Boxes as a ledger may give them: of several days and bases, two of them equal, one without an upper end.
CROWD = [
    ("Island, 5 January 2025", boxed("island-1", "", "12000", best="3800", hedge="bare", status="superseded")),
    ("Island, 9 January 2025", boxed("island-2", "4000", "12000")),
    ("East, 22 January 2025", boxed("east-1", "4000")),
    ("Harbour officials, 14 February 2025", boxed("harbour-1", "", "12500", hedge="more_than", low="4000")),
    ("North, 27 March 2025", boxed("north-1", "4000")),
    ("North, 30 April 2025", boxed("north-2", "", "15000", best="4700", status="superseded")),
    ("Island, 15 June 2025", boxed("island-3", "", hedge="more_than", low="6000")),
    ("North, 10 February 2026", boxed("north-3", "6000", "15000")),
]


@pytest.mark.parametrize("boxes", [2, 4, 6, 8])
def test_no_words_of_a_plane_lie_over_others(boxes):
    assert overlaps(made(charts.plane, CROWD[:boxes], threshold=ONE_THIRD).svg) == []


@pytest.mark.parametrize(
    "chart",
    [
        lambda: made(charts.gaps, [NORTH_AND_EAST]),
        lambda: made(charts.gaps, GAPS[:9]),
        lambda: made(charts.ranges, grouped(30)),
        lambda: made(charts.timeline, {"A": at_one_number(30, 9)}),
    ],
    ids=["one gap", "all gaps", "ranges", "timeline"],
)
def test_no_words_of_a_chart_lie_over_others(chart):
    assert overlaps(chart().svg) == []


@pytest.mark.parametrize("boxes", [2, 4, 6, 8])
def test_every_box_of_a_plane_has_a_name_and_both_sides_of_the_line_their_words(boxes):
    shown = texts(made(charts.plane, CROWD[:boxes], threshold=ONE_THIRD))
    assert {"above one third: holds", "below one third: fails", "across the line: depends"} <= set(shown)
    for letter in {text for text in shown if re.fullmatch("[a-z]", text)}:
        assert not re.fullmatch(r"[a-z]|[\d,]+|(above|below) one third: \w+", shown[shown.index(letter) + 1]), letter


def test_letters_of_the_plane_stand_apart():
    chart = made(charts.plane, CROWD, threshold=ONE_THIRD)
    assert len(letters(texts(chart))) < 2 * len(CROWD)  # equal ones are drawn once
    places = {each.said: (each.left, each.base) for each in reversed(written(chart.svg))}
    apart = [((x - a) ** 2 + (y - b) ** 2) ** 0.5
             for (x, y), (a, b) in combinations([places[each] for each in set(letters(places))], 2)]  # fmt: skip
    assert len(set(letters(places))) > 5 and min(apart) > 10


def test_more_boxes_than_letters_are_refused():
    pairs = [(str(n), boxed(f"b{n}", str(4000 + 100 * n))) for n in range(27)]
    with pytest.raises(HedgedError, match=r"^chart c has 27 boxes; at most 26 can have a letter$"):
        made(charts.plane, pairs, threshold=ONE_THIRD)


# --- contradictions ---


def gap(one: dict[str, str], other: dict[str, str], measure: str = "casualties"):
    """The contradiction of a figure of North and one of East; each was said on the day it refers to."""
    said = []
    for who, cells in (("north", one), ("east", other)):
        id = re.sub(r"[_.]", "-", f"{who}-{measure}-{cells.get('best') or cells.get('low') or cells['high']}")
        day = cells.get("stated_on", "2025-04-30")
        said.append(reported(id, claimant_id=who, measure=measure, **({"as_of": day} | cells)))
    return compare.contradiction(*said)


MORE_THAN_5000 = {"hedge": "more_than", "low": "5000", "stated_on": "2025-03-28", "as_of": "2025-03",
                  "counts": "unclear", "status": "superseded"}  # fmt: skip
NORTH_AND_EAST = gap({"best": "4000", "stated_on": "2025-03-27"}, MORE_THAN_5000)
EAST_AND_NORTH = gap({"best": "4700", "status": "superseded"}, MORE_THAN_5000)
GAPS = [
    NORTH_AND_EAST,
    EAST_AND_NORTH,
    gap({"best": "0.1"}, {"best": "0.6"}, "share_killed"),
    gap({"best": "300"}, {"hedge": "range", "low": "900", "high": "1100"}, "killed"),
    gap({"best": "15000"}, {"hedge": "at_most", "high": "11000"}, "sent_total"),
    *(gap({"best": str(best)}, {"hedge": "at_least", "low": "5000"}) for best in range(600, 4900, 100)),
]


def test_gaps_of_several_measures_each_name_theirs():
    shown = texts(made(charts.gaps, [gap({"best": "400"}, {"best": "900"}, "killed"), NORTH_AND_EAST]))
    assert any(text.startswith("Killed: ") for text in shown)
    assert "Casualties: a contradiction if the words mean the same" in shown


def test_a_chart_of_gaps_names_both_claimants_their_days_and_what_the_gap_is():
    shown = texts(made(charts.gaps, [NORTH_AND_EAST, EAST_AND_NORTH]))
    assert {"North, 27 March 2025", "about 4,000", "East, 28 March 2025", "more than 5,000 (superseded)"} <= set(shown)
    assert {"North, 30 April 2025", "about 4,700 (superseded)"} <= set(shown)
    assert shown.count("A contradiction if the words mean the same") == 2


def test_the_factor_of_a_gap_is_a_figure_that_begins_where_the_ranges_are_nearest():
    for each in GAPS:
        assert each.times.rounded.low == each.factor


def test_every_number_of_a_gap_leads_to_its_figure():
    drawn = drawing(made(charts.gaps, [NORTH_AND_EAST]).json())
    times = NORTH_AND_EAST.times
    assert set(re.findall(r'<a href="#([^"]*)"><text[^>]*>([^<]*)</text></a>', drawn)) == {
        (figure.id, figure.text) for figure in (NORTH_AND_EAST.lower, NORTH_AND_EAST.higher, times)
    }


def test_the_data_of_gaps_hold_both_figures_how_many_times_and_what_it_is():
    chart = made(charts.gaps, [NORTH_AND_EAST])
    (row,) = chart.table.rows
    assert [cell_text(cell) for cell in row] == [
        "Casualties",
        "North, 27 March 2025: about 4,000",
        "3,500 to 4,500",
        "East, 28 March 2025: more than 5,000 (superseded)",
        "more than 5,000",
        NORTH_AND_EAST.times.text,
        "a contradiction if the words mean the same",
    ]
    assert len(chart.figures) == 3


def test_the_alt_text_of_gaps_tells_both_figures_and_how_many_times():
    assert charts.against([NORTH_AND_EAST]) == (
        "North, casualties, 27 March 2025, about 4,000, against East, casualties, 28 March 2025, "
        f"more than 5,000 (superseded): {NORTH_AND_EAST.times.text} the lower figure."
    )


def test_figures_of_different_measures_and_units_stand_in_one_chart_of_gaps():
    one_of_each = {each.lower.statement.measure: each for each in GAPS}
    assert {"share_killed", "killed", "casualties", "sent_total"} <= set(one_of_each)
    shown = texts(made(charts.gaps, list(one_of_each.values())))
    assert any(text.startswith("Dead among the casualties: ") for text in shown)


def bars(chart) -> list[tuple[float, float]]:
    """Where the bars of a chart of gaps begin and end, in points, pair by pair."""
    drawn = re.findall(r'<path d="(M [^"]*z\s*)" clip-path="[^"]*" style="fill: #\w+; stroke: #\w+', chart.svg)
    across = [[float(x) for x in re.findall(r"[ML] ([\d.]+) ", path)] for path in drawn]
    return [(min(each), max(each)) for each in across]


def test_gaps_of_one_unit_have_one_scale_from_zero():
    few = compare.contradiction(reported("a", best="400"), reported("b", claimant_id="east", best="900"))
    many = compare.contradiction(reported("c", best="4000"), reported("d", claimant_id="east", best="9000"))
    chart = made(charts.gaps, [few, many])
    widths = [end - start for start, end in bars(chart)]
    assert len(widths) == 4
    assert widths[2] == pytest.approx(10 * widths[0], rel=0.01) and widths[3] == pytest.approx(10 * widths[1], rel=0.01)
    assert {"0", "2,000", "4,000", "6,000", "8,000"} <= set(texts(chart))


def test_gaps_of_mixed_units_have_scales_of_their_own():
    counts = compare.contradiction(reported("a", best="4000"), reported("b", claimant_id="east", best="9000"))
    shares_said = compare.contradiction(
        reported("c", measure="share_killed", best="0.1"),
        reported("d", measure="share_killed", claimant_id="east", best="0.6"),
    )
    chart = made(charts.gaps, [counts, shares_said])
    begins = [start for start, _ in bars(chart)][1::2]
    assert begins[0] == pytest.approx(begins[1])
    assert [text for text in texts(chart) if re.fullmatch(r"[\d,.]+%?", text)] == ["0"]


def test_a_narrow_gap_does_not_read_as_none():
    for each in GAPS:
        times = each.times
        assert times.rounded.low == 1 or "1.0 " not in times.text
    assert EAST_AND_NORTH.times.text == "more than 1.05 times"


def test_above_nothing_there_is_no_factor():
    none = reported("a", measure="captured", hedge="exact", best="0")
    some = reported("b", claimant_id="east", measure="captured", hedge="more_than", low="0")
    found = compare.contradiction(none, some)
    assert found.times is None
    chart = made(charts.gaps, [found])
    assert chart.table.rows[0][5] == "no number"
    assert charts.against([found]).endswith("more than 0.")


def test_a_day_that_a_figure_refers_to_is_named_where_it_lies_apart_from_the_day_it_was_said():
    early = reported("a", best="4000", as_of="2025-03-01", stated_on="2025-04-30")
    late = reported("b", claimant_id="east", best="9000", as_of="2025-03", stated_on="2025-03-05")
    shown = texts(made(charts.gaps, [compare.contradiction(early, late)]))
    assert {"North, 30 April 2025, as of 1 March 2025", "East, 5 March 2025"} <= set(shown)


def test_no_pairs_no_chart_of_gaps():
    with pytest.raises(HedgedError, match=r"^chart c has no pairs of figures$"):
        made(charts.gaps, [])


@pytest.mark.parametrize(
    "chart",
    [
        lambda: made(charts.ranges, grouped(30)),
        lambda: made(charts.gaps, [NORTH_AND_EAST]),
        lambda: made(charts.plane, {"A": boxed("a", "4000")}, threshold=ONE_THIRD),
        lambda: made(charts.timeline, {"A": list(TOTALS.values())}),
    ],
    ids=["ranges", "gaps", "plane", "timeline"],
)
def test_no_text_of_a_drawing_is_smaller_than_the_smallest_size(chart):
    assert min(map(float, re.findall(r"font(?:-size)?: (?:\d+ )?([\d.]+)px", chart().svg))) >= CHART_SMALL_PT


def test_the_bundle_carries_the_drawing_under_its_headline_and_the_record_for_the_page():
    chart = made(charts.ranges, TOTALS)
    bundle = chart._repr_mimebundle_()
    html = bundle["text/html"]
    assert html.index(chart.headline) < html.index(chart.subtitle) < html.index("<svg")
    assert html.index("</svg>") < html.index(cell_text(chart.sources[0]))
    assert bundle[MIME]["chart"]["alt"] == "told"


def test_every_text_of_the_drawing_for_jupyterlab_keeps_the_width_of_our_face():
    html = made(charts.ranges, TOTALS)._repr_mimebundle_()["text/html"]
    assert html.count("<text ") == html.count("<text textLength=") > 0
    (width,) = {float(each) for each in re.findall(r'textLength="([\d.]+)"[^>]*>more than 12,000<', html)}
    assert width == pytest.approx(widest(["more than 12,000"]) * 72, rel=0.1)


def test_a_heading_for_jupyterlab_keeps_the_width_of_our_semibold_face():
    html = made(charts.ranges, {"Harbour officials": TOTALS})._repr_mimebundle_()["text/html"]
    (width,) = re.findall(r'textLength="([\d.]+)"[^>]*>Harbour officials<', html)
    assert float(width) == pytest.approx(widest(["Harbour officials"], bold=True) * 72, abs=0.01)
    assert float(width) > widest(["Harbour officials"]) * 72 * 1.02


def test_the_alt_text_tells_every_figure_with_its_hedge():
    assert charts.told(TOTALS) == "North: about 15,000; East: more than 12,000."


def test_a_drawing_holds_no_date_no_version_and_no_path():
    svg = made(charts.ranges, TOTALS).svg
    assert matplotlib.__version__ not in svg
    assert not re.search(r"20\d\d-\d\d-\d\d|\.ttf|<dc:", svg)


def test_the_same_figures_give_the_same_drawing_under_any_hash_seed():
    code = (
        "import sys; sys.path[:0] = ['tests/charts', 'tests', 'src']; import test_charts as t;"
        "print(t.made(t.charts.ranges, t.TOTALS).svg)"
    )
    root = Path(__file__).parents[2]
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            check=True,
            capture_output=True,
            text=True,
        ).stdout  # fmt: skip
        for seed in ("0", "1")
    }
    assert len(drawn) == 1


def test_an_open_end_reaches_the_edge_of_the_chart():
    least, greatest = reach(list(TOTALS.values()))
    assert (least, greatest) == (0, Fraction(16000) * Fraction(112, 100))


def test_a_figure_in_a_label_of_the_drawing_leads_to_its_card():
    drawn = drawing(made(charts.ranges, TOTALS).json())
    assert re.findall(r'<a href="#([^"]*)"><text[^>]*>([^<]*)</text></a>', drawn) == [
        (figure.id, figure.text) for figure in TOTALS.values()
    ]


def test_a_drawing_with_links_is_a_group_and_in_jupyterlab_a_picture_without_links():
    chart = made(charts.ranges, TOTALS)
    assert 'role="group"' in drawing(chart.json())
    shown = chart._repr_mimebundle_()["text/html"]
    assert 'role="img"' in shown and "<a " not in shown


def test_the_figures_of_a_headline_stay_figures():
    chart = made(charts.ranges, TOTALS, headline=["North has ", TOTALS["North"], " by its own words"])
    assert chart.title == "North has about 15,000 by its own words"
    assert chart.json()["headline"][1]["figure"]["id"] == TOTALS["North"].id


def test_every_number_of_the_data_table_leads_to_its_figure():
    for row, figure in zip(made(charts.ranges, TOTALS).table.rows, TOTALS.values(), strict=True):
        assert row[1] is figure
        assert [cell.href for cell in row[2:]] == [f"#{figure.id}"] * 3
