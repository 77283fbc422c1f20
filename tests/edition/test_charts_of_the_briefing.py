"""The charts of the briefing, on every day as known: no words lie over others, and hue alone tells nothing."""

from collections.abc import Iterator

import editions
import greys
import pytest
from drawings import leaving, overlaps, written

from hedged.document.blocks import ChartBlock
from hedged.look.tokens import CHART_SMALL_PT, DARK, LIGHT


def drawn(day: str) -> Iterator[tuple[str, str]]:
    """The SVG of each chart, by its id."""
    charts = [block.chart for block in editions.of_day(day).document.blocks if isinstance(block, ChartBlock)]
    assert charts
    return ((chart["id"], chart["svg"]) for chart in charts)


@pytest.mark.parametrize("day", editions.DAYS)
def test_the_words_are_of_a_readable_size_and_lie_neither_over_others_nor_outside(day, subtests):
    for name, svg in drawn(day):
        with subtests.test(chart=name):
            words = written(svg)
            assert len(words) > 10 and min(each.size for each in words) >= CHART_SMALL_PT
            assert overlaps(svg) == leaving(svg) == []


def test_a_chart_can_be_read_in_grey_and_on_light_and_dark_paper(subtests):
    for name, svg in drawn("today"):
        with subtests.test(chart=name):
            assert greys.mixed_up(svg) == []
            assert greys.faint(svg, LIGHT) == greys.faint(svg, DARK) == greys.changed(svg, LIGHT, DARK) == []
