"""The relay tree: every page below the page it relays, with what it changed in a shape and in a word."""

import functools
import re
import tempfile
import xml.etree.ElementTree as xml
from collections import Counter
from pathlib import Path

import pytest
from drawings import SVG, leaving, overlaps, texts, written
from ledgers import made_ledger, page, printed, said

from hedged import charts
from hedged.analysis import relays
from hedged.charts.chart import Chart
from hedged.charts.path import _rows
from hedged.errors import HedgedError
from hedged.ledger.ledger import Ledger
from hedged.look.drawing import drawing
from hedged.look.tokens import CHART_SMALL_PT, LIGHT
from hedged.numbers import words

PLAN, OFFICIALS, COUNT, DEAD = (
    "east-planned-2025-07-02",
    "harbour-officials-planned-2025-07-02",
    "harbour-officials-casualties-2025-01-22",
    "north-killed-2025-04-30",
)
STORIES = {
    "one root": [PLAN, OFFICIALS],
    "two levels below an outlet without a page": [COUNT],
    "origins not known": [DEAD],
}
GREY = LIGHT["muted"]
OUTLETS = ("daily", "evening-post", "herald", "mirror", "observer", "star-of-the-east", "tribune", "voice")

ROWS = (
    said(PLAN, low=25000, high=30000),
    said(OFFICIALS, high=30000),
    said(COUNT, best=4000, hedge="bare"),
    said(DEAD, best=600),
    # One root, many pages that relay it, three of them with less than it says.
    page("gazette-2025-07-02", publisher="Gazette (copy at gazette.example)"),
    *(page(f"{outlet}-2025-07-0{at % 4 + 2}", relays_source_id="gazette-2025-07-02", language="ko" if at % 3 == 2 else "en")
      for at, outlet in enumerate(OUTLETS)),
    printed(PLAN, "gazette-2025-07-02"),
    *(printed(PLAN, f"{outlet}-2025-07-0{at % 4 + 2}", relayed_from="gazette-2025-07-02",
              **({"high": 30000} if at % 3 == 1 else {}))
      for at, outlet in enumerate(OUTLETS)),
    printed(OFFICIALS, "daily-2025-07-02", relayed_from="gazette-2025-07-02"),
    printed(OFFICIALS, "herald-2025-07-04", relayed_from="gazette-2025-07-02", hedge="bare", best=30000),
    # An outlet without a page here, known from copies, one of which others relay.
    page("copy-2025-01-22", publisher="Radio (A. Reporter) via copy.example", relays_name="Radio"),
    page("other-copy-2025-01", publisher="Radio via Other Copy", relays_name="Radio", placed="2025-01"),
    printed(COUNT, "copy-2025-01-22"),
    printed(COUNT, "other-copy-2025-01"),
    printed(COUNT, "tribune-2025-01-22", relayed_from="copy-2025-01-22", best=3000, distortion="measure_changed"),
    printed(COUNT, "observer-2025-01-23", relayed_from="copy-2025-01-22", hedge="about"),
    # Pages of their own, relays of an agency without a page and of one with, and two that name nobody.
    page("harbour-press-2025-04-30", publisher="Harbour Press"),
    page("wire-2025-09-02", publisher="Wire via The Standard"),
    page("echo-2025-04-30", relays_name="Harbour Press"),
    page("free-word-2025-10-24", publisher="Free Word (Wire copy)", relays_name="Wire"),
    page("lantern-2025-11-04", relays_name="Unseen Agency"),
    page("blog-2025-04-30", publisher="unnamed newspaper (copy on a blog)", kind="relay"),
    page("bulletin-2025-04-30", kind="relay"),
    printed(DEAD, "harbour-press-2025-04-30"),
    printed(DEAD, "courier-2025-04-30", hedge="bare"),
    printed(DEAD, "wire-2025-09-02", low=600, hedge="at_least"),
    printed(DEAD, "echo-2025-04-30"),
    printed(DEAD, "free-word-2025-10-24", low=600, hedge="at_least", distortion="stale"),
    printed(DEAD, "lantern-2025-11-04", low=600, hedge="at_least", distortion="stale"),
    printed(DEAD, "blog-2025-04-30"),
    printed(DEAD, "bulletin-2025-04-30", hedge="bare"),
)  # fmt: skip


@functools.cache
def ledger() -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        return made_ledger(Path(folder) / "data", *ROWS)


def story(name: str) -> tuple[relays.Relay, ...]:
    return relays.story(ledger(), [ledger()[each] for each in STORIES[name]])


def tree(name: str) -> Chart:
    shown = story(name)
    return charts.path(shown, id="c", headline="A finding", subtitle="What is shown", alt=relays.told(shown))


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
    svg = tree(name).svg
    assert overlaps(svg, wider=1.1) == leaving(svg, wider=1.1) == []


@pytest.mark.parametrize("name", STORIES)
def test_no_text_is_smaller_than_the_smallest_size(name):
    assert min(each.size for each in written(tree(name).svg)) >= CHART_SMALL_PT


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
        "Echo (en)": "Harbour Press",
        "Free Word (Wire copy) (en)": "Wire",
        "Lantern (en)": "Unseen Agency",
    }
    assert len(lines(tree("origins not known"))) == len(led)


def test_an_origin_without_a_page_of_the_figure_is_drawn_as_known_from_its_relays():
    shown = texts(tree("two levels below an outlet without a page"))
    assert shown.count("Radio") == shown.count("known from its relays") == 1


def test_pages_of_unknown_origin_stand_together_at_the_end():
    shown = texts(tree("origins not known"))
    assert shown.count("Origin not known") == 1
    assert shown.index("Origin not known") > shown.index("Courier (en)")


@pytest.mark.parametrize("name", STORIES)
def test_what_is_unchanged_or_changed_or_not_seen_has_a_shape_of_its_own(name):
    words_of = Counter("unchanged" if relay.changed == "unchanged" else "changed" for relay in story(name))
    words_of["not seen"] = texts(tree(name)).count("known from its relays")
    assert sorted(len(each) for each in places(tree(name)).values()) == sorted((+words_of).values())


def test_a_level_of_the_tree_stands_further_in():
    chart = tree("two levels below an outlet without a page")
    left = {each.said: each.left for each in written(chart.svg)}
    assert left["Radio"] < left["Radio (A. Reporter) via"] < left["Tribune (en)"]
    assert left["Tribune (en)"] == left["Observer (en)"]


def test_the_drawing_is_fit_for_the_page():
    assert "unchanged" in drawing(tree("one root").json())


def test_no_pages_no_tree():
    with pytest.raises(HedgedError, match=r"^chart c has no pages$"):
        charts.path([], id="c", headline="h", subtitle="s", alt="a")
