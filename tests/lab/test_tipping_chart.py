"""The tipping chart shows a result and its inputs, and on which side of what the verdict holds."""

import re
import xml.etree.ElementTree as xml

import pytest
from reported import ABOVE_A_THIRD, PART, WHOLE, reported

from hedged.errors import HedgedError
from hedged.figures.derive import derive
from hedged.figures.verdict import Threshold
from hedged.lab.tipping_chart import tipping
from hedged.look.drawing import drawing
from hedged.numbers.functions import multiple, share

WORDS = {"id": "c", "headline": "A finding", "subtitle": "What is shown", "alt": "told"}


def texts(chart) -> list[str]:
    """The text elements of the drawing, in their order."""
    return ["".join(node.itertext()) for node in xml.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]


def test_each_row_says_where_it_tips_and_what_it_is_on_the_reading():
    shown = texts(tipping(ABOVE_A_THIRD, **WORDS))
    assert {"one third", "30 to 43%", "from 3,667 on", "3,500 to 4,500", "below 12,000", "10,500 to 11,500"} <= set(
        shown
    )


def test_the_sides_are_named_in_the_order_in_which_they_lie():
    def sides(relation):
        verdict = ABOVE_A_THIRD.figure.versus(relation, ABOVE_A_THIRD.threshold)
        return [text for text in texts(tipping(verdict, **WORDS)) if text in ("holds", "fails")]

    # The share, the part, the whole: more of the whole makes the share smaller.
    assert sides(">") == ["fails", "holds", "fails", "holds", "holds", "fails"]
    assert sides("<") == ["holds", "fails", "holds", "fails", "fails", "holds"]


@pytest.mark.parametrize(
    ("reading", "told"), [("said", "4,000"), ("rounded", "3,500 to 4,500"), ("wide", "3,000 to 5,000")]
)
def test_the_words_under_the_bars_are_those_of_the_chosen_reading(reading, told):
    assert told in texts(tipping(ABOVE_A_THIRD, **WORDS, reading=reading))


def test_an_input_that_tips_at_two_places_has_both():
    planned = reported("planned", measure="planned", hedge="range", low="25000", high="30000")
    figure = derive(multiple, id="m", number=planned, of=WHOLE)
    shown = texts(tipping(figure.versus(">", Threshold("5/2", "two and a half times")), **WORDS))
    assert {"below 10,000", "below 12,000", "above 27,500"} <= set(shown)


def test_a_figure_without_upper_end_and_one_at_zero_are_drawn():
    endless = reported("endless", hedge="more_than", low="6000")
    nothing = reported("nothing", hedge="at_most", high="0")
    for part, told in ((endless, "more than 6,000"), (nothing, "0")):
        verdict = derive(share, id="s", part=part, whole=WHOLE).versus(">", ABOVE_A_THIRD.threshold)
        assert told in texts(tipping(verdict, **WORDS))


def test_a_verdict_that_is_undetermined_has_no_sides():
    denied = reported("denied", best="4000", status="denied")
    verdict = derive(share, id="s", part=denied, whole=WHOLE).versus(">", ABOVE_A_THIRD.threshold)
    shown = texts(tipping(verdict, **WORDS))
    assert "3,500 to 4,500" in shown and "holds" not in shown


def test_a_verdict_on_a_missing_input_cannot_be_drawn():
    verdict = derive(share, id="s", part=PART, whole=None).versus(">", ABOVE_A_THIRD.threshold)
    with pytest.raises(HedgedError, match=r"^chart c: s has no value: no base is named$"):
        tipping(verdict, **WORDS)


def test_all_its_colours_follow_the_page():
    chart = tipping(ABOVE_A_THIRD, **WORDS)
    shown = drawing({"id": "c", "title": "h", "alt": "a", "svg": chart.svg})
    assert not re.search(r"#[0-9a-f]{6}", shown)
    assert {"holds-fill", "fails-fill", "accent-fill", "ink-stroke"} <= set(
        re.findall(r"[\w-]+-(?:fill|stroke)", shown)
    )


def test_assumed_figures_are_called_that_where_sources_stand():
    figure = derive(share, id="s", part=PART.rounded, whole=WHOLE.rounded)
    chart = tipping(figure.versus(">", ABOVE_A_THIRD.threshold), **WORDS)
    assert chart.sources == ["All figures are assumed here."]
