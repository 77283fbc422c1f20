"""Charts draw every range and open end, and leave out neither words nor data."""

import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from fractions import Fraction
from pathlib import Path

import matplotlib
import pytest
from reported import reported

from hedged import charts, plane_chart, relays
from hedged.chart import reach, widest
from hedged.derive import derive
from hedged.display import MIME
from hedged.errors import HedgedError
from hedged.functions import share
from hedged.ledger import Ledger
from hedged.render.drawing import drawing
from hedged.tables import cell_text
from hedged.verdict import Threshold

LEDGER = Ledger.read(Path(__file__).parents[1] / "data")
ONE_THIRD = Threshold("1/3", "one third")
TOTALS = {
    "NIS": reported("nis-total", measure="sent_total", best="15000"),
    "HUR": reported("hur-total", claimant_id="hur", measure="sent_total", hedge="more_than", low="12000"),
}
WORDS = {"id": "c", "headline": "A finding", "subtitle": "What is shown", "sources": ["somebody"]}


def made(chart, *arguments, **changes):
    return chart(*arguments, **(WORDS | {"alt": "told"} | changes))


def texts(chart) -> list[str]:
    """The text elements of the drawing."""
    return ["".join(node.itertext()) for node in xml.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_figure_stands_in_the_drawing_with_its_hedge_as_text():
    shown = texts(made(charts.ranges, TOTALS))
    assert {"NIS", "HUR", "about 15,000", "more than 12,000"} <= set(shown)


def test_the_threshold_is_named_in_the_drawing():
    part, whole = reported("p", best="4000"), reported("w", measure="sent_total", best="11000")
    rows = {"NIS": derive(share, id="s", part=part, whole=whole)}
    assert "one third" in texts(made(charts.ranges, rows, threshold=ONE_THIRD))


def test_the_data_of_a_chart_are_its_figures_with_all_three_readings():
    chart = made(charts.ranges, TOTALS)
    rows = [["".join(getattr(cell, "text", cell)) for cell in row] for row in chart.table.rows]
    assert rows == [
        ["NIS", "about 15,000", "15,000", "14,500 to 15,500", "14,000 to 16,000"],
        ["HUR", "more than 12,000", "more than 12,000", "more than 12,000", "more than 12,000"],
    ]
    assert [figure.id for figure in chart.figures] == ["nis-total", "hur-total"]


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


def test_a_timeline_names_its_series_and_tolerates_one_without_figures():
    assert {"A", "B"} <= set(texts(made(charts.timeline, {"A": list(TOTALS.values()), "B": []})))


def test_equal_boxes_are_drawn_once_with_both_labels():
    def boxed(name: str, part: str):
        return derive(share, id=name, part=reported(f"{name}-p", best=part),
                      whole=reported(f"{name}-w", measure="sent_total", best="11000"))  # fmt: skip

    chart = made(charts.plane, {"A": boxed("a", "4000"), "B": boxed("b", "4000"), "C": boxed("c", "6000")},
                 threshold=ONE_THIRD)  # fmt: skip
    shown = texts(chart)
    assert "A; B" in shown and "C" in shown
    assert shown.count("3,500 to 4,500 of 10,500 to 11,500") == 1


def test_a_path_shows_every_page_with_what_it_changed():
    story = relays.story(LEDGER, [LEDGER["hur-planned-2025-07-02"]])
    chart = made(charts.path, story)
    assert "CNN (en)" in texts(chart)
    assert len(chart.table.rows) == len(story)
    assert texts(chart).count("unchanged") == sum(relay.changed == "unchanged" for relay in story)


def test_labels_are_spread_without_overlap_and_within_the_chart():
    middles = plane_chart._spread([0.1, 0.11, 0.12, 0.98], [0.1, 0.1, 0.1, 0.1])
    assert all(high - low >= 0.1 for low, high in zip(middles, middles[1:], strict=False))
    assert middles[0] >= 0.05 and middles[-1] <= 0.95


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


def test_the_alt_text_tells_every_figure_with_its_hedge():
    assert charts.told(TOTALS) == "NIS: about 15,000; HUR: more than 12,000."


def test_a_drawing_holds_no_date_no_version_and_no_path():
    svg = made(charts.ranges, TOTALS).svg
    assert matplotlib.__version__ not in svg
    assert not re.search(r"20\d\d-\d\d-\d\d|\.ttf|<dc:", svg)


def test_the_same_figures_give_the_same_drawing_under_any_hash_seed():
    code = (
        "import sys; sys.path[:0] = ['tests', 'src']; import test_charts as t;"
        "print(t.made(t.charts.ranges, t.TOTALS).svg)"
    )
    root = Path(__file__).parents[1]
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
    least, greatest = reach(list(TOTALS.values()), None)
    assert (least, greatest) == (0, Fraction(16000) * Fraction(112, 100))


def test_a_figure_in_a_label_of_the_drawing_leads_to_its_card():
    drawn = drawing(made(charts.ranges, TOTALS).json())
    assert re.findall(r'<a href="#([^"]*)"><text[^>]*>([^<]*)</text></a>', drawn) == [
        (figure.id, figure.text) for figure in TOTALS.values()
    ]


def test_the_lines_of_one_label_are_one_link():
    pair = derive(share, id="a-share", part=reported("a-p", best="4000"),
                  whole=reported("a-w", measure="sent_total", best="11000"))  # fmt: skip
    drawn = drawing(made(charts.plane, {"A": pair}, threshold=ONE_THIRD).json())
    ((name, label),) = re.findall(r'<a href="#([^"]*)">(.*?)</a>', drawn)
    assert name == "a-share"
    assert re.findall(r">([^<]+)<", label) == ["A", "3,500 to 4,500 of 10,500 to 11,500"]


def test_a_drawing_with_links_is_a_group_and_in_jupyterlab_a_picture_without_links():
    chart = made(charts.ranges, TOTALS)
    assert 'role="group"' in drawing(chart.json())
    shown = chart._repr_mimebundle_()["text/html"]
    assert 'role="img"' in shown and "<a " not in shown


def test_the_figures_of_a_headline_stay_figures():
    chart = made(charts.ranges, TOTALS, headline=["NIS has ", TOTALS["NIS"], " by its own words"])
    assert chart.title == "NIS has about 15,000 by its own words"
    assert chart.json()["headline"][1]["figure"]["id"] == TOTALS["NIS"].id


def test_every_number_of_the_data_table_leads_to_its_figure():
    for row, figure in zip(made(charts.ranges, TOTALS).table.rows, TOTALS.values(), strict=True):
        assert row[1] is figure
        assert [cell.href for cell in row[2:]] == [f"#{figure.id}"] * 3
