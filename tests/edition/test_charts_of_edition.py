"""The charts of the briefing, on every day: no words over others."""

import pytest
from editions import DAYS, of_day
from overlapping import overlaps

from hedged.document.blocks import ChartBlock


@pytest.mark.parametrize("day", DAYS)
def test_no_words_of_a_chart_of_the_briefing_lie_over_others(day, subtests):
    for block in of_day(day).document.blocks:
        if isinstance(block, ChartBlock):
            with subtests.test(block.chart["id"]):
                assert overlaps(block.chart["svg"]) == []
