"""The relay tree: every page below the page it relays, with what it changed in a shape and in a word."""

import re
import xml.etree.ElementTree as xml
from collections import Counter
from pathlib import Path

import pytest

from hedged import charts
from hedged.analysis import relays
from hedged.charts.canvas import WIDTH, widest
from hedged.charts.chart import Chart
from hedged.charts.path import _rows
from hedged.errors import HedgedError
from hedged.ledger.ledger import Ledger
from hedged.look.drawing import drawing
from hedged.look.tokens import CHART_SMALL_PT, CHART_TEXT_PT, LIGHT
from hedged.numbers import words

LEDGER = Ledger.read(Path(__file__).parents[2] / "data")
STORIES = {
    "one root": ["east-planned-2025-07-02", "western-officials-planned-2025-07-02"],
    "two levels below an outlet without a page": ["western-officials-casualties-2025-01-22"],
    "origins not known": ["north-killed-2025-04-30"],
}
GREY = LIGHT["muted"]
SVG = "{http://www.w3.org/2000/svg}"


def story(name: str) -> tuple[relays.Relay, ...]:
    return relays.story(LEDGER, [LEDGER[each] for each in STORIES[name]])


def tree(name: str) -> Chart:
    shown = story(name)
    return charts.path(shown, id="c", headline="A finding", subtitle="What is shown", alt=relays.told(shown))


def written(chart: Chart) -> list[tuple[str, float, float, float]]:
    """Each line of text of the drawing with its left end, its base line and its size, in points."""
    found = []
    for node in xml.fromstring(chart.svg).iter(f"{SVG}text"):
        x, y = re.search(r"(?:translate\(|rotate\(\S+ )([\d.]+) ([\d.]+)\)", node.get("transform")).groups()
        size = re.search(r"font-size: ([\d.]+)px", node.get("style"))[1]
        found.append(("".join(node.itertext()), float(x), float(y), float(size)))
    return found


def texts(chart: Chart) -> list[str]:
    return [said for said, *_ in written(chart)]


def places(chart: Chart) -> dict[str, list[tuple[float, float]]]:
    """Where each shape of a mark stands."""
    found: dict[str, list[tuple[float, float]]] = {}
    for node in xml.fromstring(chart.svg).iter(f"{SVG}use"):
        shape = node.get("{http://www.w3.org/1999/xlink}href")
        found.setdefault(shape, []).append((float(node.get("x")), float(node.get("y"))))
    return found


def lines(chart: Chart) -> list[list[tuple[float, float]]]:
    """The corners of each line of the tree: down from a page to the last that relays it and across, or across only."""
    drawn = re.findall(r'<path d="M ([^"]+?)\s*" clip-path="[^"]+" style="fill: none; stroke: (#\w+)', chart.svg)
    found = [[tuple(map(float, point.split())) for point in path.split("L")] for path, hue in drawn if hue == GREY]
    return [corners for corners in found if len(corners) > 1]


@pytest.mark.parametrize("name", STORIES)
def test_every_page_is_there_with_its_language_its_day_and_what_it_changed(name):
    chart = tree(name)
    shown = " ".join(texts(chart))
    for relay in story(name):
        assert f"({relay.page.language})" in shown and words.of_day(relay.page.date) in shown
    assert texts(chart).count("unchanged") == sum(relay.changed == "unchanged" for relay in story(name)) > 0
    assert len(chart.table.rows) == len(story(name))


@pytest.mark.parametrize("name", STORIES)
def test_no_text_reaches_another_or_leaves_the_chart_even_in_a_wider_face(name):
    found = [
        (said, x, x + 1.1 * 72 * widest([said]) * size / CHART_TEXT_PT, y - 0.7 * size, y)
        for said, x, y, size in written(tree(name))
    ]
    assert max(right for _, _, right, _, _ in found) < WIDTH * 72
    for at, (one, left, right, top, base) in enumerate(found):
        for other, left_too, right_too, top_too, base_too in found[at + 1 :]:
            apart = right < left_too or right_too < left or base <= top_too or base_too <= top
            assert apart, f"{one!r} reaches {other!r}"


@pytest.mark.parametrize("name", STORIES)
def test_no_text_is_smaller_than_the_smallest_size(name):
    assert min(size for *_, size in written(tree(name))) >= CHART_SMALL_PT


@pytest.mark.parametrize("name", STORIES)
def test_the_lines_lead_from_the_mark_of_each_origin_to_each_page_and_cross_no_other_mark(name):
    chart = tree(name)
    marks = {place for each in places(chart).values() for place in each}
    downward = [corners for corners in lines(chart) if corners[0][1] != corners[-1][1]]
    assert downward and {corners[0] for corners in downward} <= marks
    for corners in lines(chart):
        (x, top), (end, y) = corners[0], corners[-1]
        assert (end, y) in marks
        assert not {mark for mark in marks if mark[0] == x and top < mark[1] <= y}
        assert not {mark for mark in marks if mark[1] == y and x < mark[0] < end}
        assert any(one[0][0] == x and one[0][1] <= y <= one[-1][1] for one in downward)


def test_a_line_leads_to_each_page_from_the_one_it_relays_and_to_none_of_unknown_origin():
    rows = list(_rows(story("origins not known")))
    led = {" ".join(row.name.split()): rows[row.parent].name for row in rows if row.parent is not None}
    assert led == {
        "UNN (en)": "Herald",
        "Free Malaysia Today (AFP copy) (en)": "AFP",
        "LIGA.net (en)": "Euractiv",
    }
    assert len(lines(tree("origins not known"))) == len(led)


def test_an_origin_without_a_page_of_the_figure_is_drawn_as_known_from_its_relays():
    shown = texts(tree("two levels below an outlet without a page"))
    assert shown.count("BBC") == shown.count("known from its relays") == 1


def test_pages_of_unknown_origin_stand_together_at_the_end():
    shown = texts(tree("origins not known"))
    assert shown.count("Origin not known") == 1
    assert shown.index("Origin not known") > shown.index("The Moscow Times (en)")


@pytest.mark.parametrize("name", STORIES)
def test_what_is_unchanged_or_changed_or_not_seen_has_a_shape_of_its_own(name):
    words_of = Counter("unchanged" if relay.changed == "unchanged" else "changed" for relay in story(name))
    words_of["not seen"] = texts(tree(name)).count("known from its relays")
    assert sorted(len(each) for each in places(tree(name)).values()) == sorted((+words_of).values())


def test_a_level_of_the_tree_stands_further_in():
    chart = tree("two levels below an outlet without a page")
    left = {said: x for said, x, *_ in written(chart)}
    assert left["BBC"] < left["BBC (Frank Gardner) via"] < left["The Moscow Times (en)"]
    assert left["The Moscow Times (en)"] == left["KBS World Radio (en)"]


def test_the_drawing_is_fit_for_the_page():
    assert "unchanged" in drawing(tree("one root").json())


def test_no_pages_no_tree():
    with pytest.raises(HedgedError, match=r"^chart c has no pages$"):
        charts.path([], id="c", headline="h", subtitle="s", alt="a")
