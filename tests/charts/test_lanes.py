"""Lanes show by shape and word where each claimant stood, and no label lies over another."""

import functools
import re
import tempfile
from itertools import combinations
from pathlib import Path

import pytest
from drawings import leaving, overlaps, texts
from hypothesis import given
from hypothesis import strategies as st
from ledgers import STANDARD, claimant, made_ledger, said
from reported import reported

from hedged import charts
from hedged.analysis import history, shares
from hedged.analysis.history import Stand
from hedged.charts.marks import _hung
from hedged.errors import HedgedError
from hedged.figures.derive import derive
from hedged.figures.tables import cell_text
from hedged.figures.verdict import Threshold
from hedged.ledger.codes import COUNTS_WORDS
from hedged.ledger.ledger import Ledger
from hedged.look.display import Link
from hedged.look.drawing import drawing
from hedged.look.tokens import LIGHT
from hedged.numbers.days import Day
from hedged.numbers.functions import share

ONE_THIRD = Threshold("1/3", "one third")
WORDS = {"id": "c", "headline": "A finding", "subtitle": "What is shown", "alt": "told"}


def verdict(id: str, part: str, whole: str):
    inputs = {"part": reported(f"{id}-p", best=part), "whole": reported(f"{id}-w", measure="sent_total", best=whole)}
    return derive(share, id=id, **inputs).versus(">", ONE_THIRD)


DAYS = [Day.parse(text) for text in ("2025-01-05", "2025-04-30", "2025-06-15")]
HOLDS, DEPENDS, FAILS = (
    verdict("most", "9000", "11000"),
    verdict("some", "4000", "11000"),
    verdict("few", "900", "11000"),
)
UNTIL = Day.parse("2025-09-01")


def lanes_of(verdicts, **words):
    """The lanes of claimants with these verdicts, each printed as it is unless a stand says otherwise."""
    stands = {
        name: [(day, found if isinstance(found, Stand) else Stand(found)) for day, found in lane]
        for name, lane in verdicts.items()
    }
    return charts.lanes(stands, **words)


MISSING, AGAIN = "killed_wounded_missing_captured", "east-casualties-2025-02-04"


@functools.cache
def ledger() -> Ledger:
    """The standard ledger with more counts: near each other in time, of one number, and without a base."""
    with tempfile.TemporaryDirectory() as folder:
        return made_ledger(
            Path(folder) / "data",
            *STANDARD,
            claimant("western-survey", short_name="Survey of the West"),
            *(said(f"east-casualties-{day}", best=best, base="east-sent-total-2024-10-24")
              for day, best in (("2025-01-05", 3100), ("2025-01-09", 3800), ("2025-01-27", 3200), ("2025-02-14", 4600))),
            said("western-survey-casualties-2025-01-22", best=4000, hedge="bare", counts=MISSING, base="east-sent-total-2024-10-24"),
            said(AGAIN, best=4000),
            said("east-casualties-2025-03-05", best=4000, repeats=AGAIN),
            said("east-casualties-2025-03-28", low=4000, counts="unclear"),
            said("island-casualties-2025-08-20", best=4000, counts=MISSING),
        )  # fmt: skip


def of_history(day: str | None = None, over: str = shares.NAMED, *, all_counts: bool = False):
    known = ledger().known_on(day)
    steps = history.of_shares(known, ONE_THIRD, over=over)
    without = history.without_base(known) if all_counts else ()
    return charts.lanes(history.lanes(steps), until=steps[-1].day, without_base=without, **WORDS)


def of_one_number():
    said = ledger().statements(measure="casualties", extent="total")
    said = [figure for figure in said if 4000 in (figure.said.low, figure.said.best)]
    series = {name: [f for f in said if f.statement.counts == counts] for counts, name in COUNTS_WORDS.items()}
    return charts.marks(series, **WORDS)


def bars(chart, token: str) -> list[tuple[str, str]]:
    """The outlines and fills of the bars in one colour: ``(paint, path)``."""
    colour = LIGHT[token]
    return re.findall(rf'<path d="([^"]*)"[^>]*style="(?=[^"]*{colour})([^"]*)"', chart.svg)


def test_a_verdict_says_its_day_its_outcome_and_its_figure():
    chart = lanes_of({"North": [(DAYS[0], FAILS), (DAYS[2], HOLDS)]}, until=UNTIL, **WORDS)
    assert {"North", f"5 Jan: fails, {FAILS.figure.text}", f"15 Jun: holds, {HOLDS.figure.text}"} <= set(texts(chart))


def test_each_label_leads_to_the_card_of_its_figure():
    drawn = drawing(lanes_of({"North": [(DAYS[0], FAILS), (DAYS[2], HOLDS)]}, until=UNTIL, **WORDS).json())
    assert re.findall(r'<a href="#([^"]*)">', drawn) == ["few", "most"]


def test_outcomes_differ_in_shape_and_not_in_colour_alone():
    def shapes(verdict, token):
        """How high each outline and each fill of the bar is, in points, and whether it is broken."""
        chart = lanes_of({"North": [(DAYS[0], verdict)]}, until=UNTIL, **WORDS)
        found = {}
        for path, style in bars(chart, token):
            ys = [float(y) for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", path)]
            paint = "fill" if f"fill: {LIGHT[token]}" in style else "dash" if "dasharray" in style else "line"
            found[paint] = round(max(ys) - min(ys), 2)
        return found

    undetermined = derive(share, id="none", part=reported("n", best="4000"), whole=None).versus(">", ONE_THIRD)
    full, half, empty = shapes(HOLDS, "holds"), shapes(DEPENDS, "depends"), shapes(FAILS, "fails")
    assert full["fill"] == full["line"] == half["line"] == empty["line"] > 0
    assert half["fill"] == pytest.approx(half["line"] / 2, abs=0.02)
    assert empty.get("fill", 0) == 0
    assert "dash" in shapes(undetermined, "undetermined") and "line" not in shapes(undetermined, "undetermined")


def test_a_bar_ends_where_the_next_verdict_begins():
    chart = lanes_of({"North": [(DAYS[0], FAILS), (DAYS[2], HOLDS)]}, until=UNTIL, **WORDS)

    def reach(token):
        xs = [float(x) for path, _ in bars(chart, token) for x in re.findall(r"[ML] ([\d.]+) ", path)]
        return min(xs), max(xs)

    assert reach("fails")[1] == reach("holds")[0] < reach("holds")[1]


def test_a_verdict_of_the_last_day_is_seen():
    chart = lanes_of({"North": [(DAYS[0], FAILS), (UNTIL, HOLDS)]}, until=UNTIL, **WORDS)
    xs = [float(x) for path, _ in bars(chart, "holds") for x in re.findall(r"[ML] ([\d.]+) ", path)]
    assert max(xs) - min(xs) > 5  # points


def test_verdicts_are_drawn_in_the_order_of_their_days():
    ordered, shuffled = ([(DAYS[n], v) for n, v in order] for order in (
        [(0, FAILS), (1, DEPENDS), (2, HOLDS)], [(2, HOLDS), (0, FAILS), (1, DEPENDS)],
    ))  # fmt: skip
    first, second = (lanes_of({"North": lane}, until=UNTIL, **WORDS) for lane in (ordered, shuffled))
    assert first.svg == second.svg


def test_the_data_of_the_lanes_are_day_claimant_figure_readings_and_outcome():
    chart = of_history()
    assert list(chart.table.columns) == ["Day", "Claimant", "Figure", "As said", "As rounded", "Wide", "Outcome"]
    rows = [[cell_text(cell) for cell in row] for row in chart.table.rows]
    assert rows[-1] == [
        "2 July 2025",
        "Harbour officials",
        "36% (30 to 43%)",
        "36%",
        "30 to 43%",
        "25 to 50%",
        "depends",
    ]
    assert [figure.id for figure in chart.figures] == [row[2].id for row in chart.table.rows]


def test_a_verdict_that_cannot_be_printed_shows_its_word_and_leads_to_the_card():
    chart = lanes_of({"North": [(DAYS[0], Stand(HOLDS, "#north-card"))]}, until=UNTIL, **WORDS)
    assert "5 Jan: holds" in texts(chart)
    assert re.findall(r'<a href="#([^"]*)">', drawing(chart.json())) == ["north-card"]
    assert chart.table.rows == [["5 January 2025", "North", "", "", "", "", Link(HOLDS.text, "#north-card")]]
    assert chart.figures == []


def test_a_figure_without_a_value_is_undetermined_and_has_no_readings():
    nothing = derive(share, id="none", part=reported("n", best="4000"), whole=None).versus(">", ONE_THIRD)
    chart = lanes_of({"North": [(DAYS[0], nothing)]}, until=UNTIL, **WORDS)
    assert "5 Jan: undetermined" in texts(chart)
    assert [cell_text(cell) for cell in chart.table.rows[0]] == [
        "5 January 2025", "North", "undetermined", "", "", "", "undetermined",
    ]  # fmt: skip


def test_a_count_without_a_base_has_a_hollow_mark_and_its_words_on_the_lane_of_its_claimant():
    count = reported("more", hedge="more_than", low="5000", stated_on="2025-03-28")
    lane = {"North": [(DAYS[0], FAILS), (DAYS[2], HOLDS)]}
    without, chart = (lanes_of(lane, until=UNTIL, without_base=each, **WORDS) for each in ((), (count,)))
    assert "28 Mar: more than 5,000, no base named" in texts(chart)
    assert re.findall(r'<a href="#([^"]*)">', drawing(chart.json())) == ["few", "more", "most"]
    marks = [len(re.findall(rf"<use [^>]*fill: {LIGHT['paper']}", each.svg)) for each in (without, chart)]
    assert marks == [0, 1]
    rows = [[cell_text(cell) for cell in row] for row in chart.table.rows]
    assert rows[:2] == [[cell_text(cell) for cell in row] for row in without.table.rows]
    assert rows[2] == ["28 March 2025", "North", *["more than 5,000"] * 4, "no base named"]
    assert [figure.id for figure in chart.figures] == ["few", "most", "more"]


def test_a_count_without_a_base_changes_no_bar():
    count = reported("more", best="5000", stated_on="2025-04-30")
    lane = {"North": [(DAYS[0], FAILS), (DAYS[2], HOLDS)]}
    without, chart = (lanes_of(lane, until=UNTIL, without_base=each, **WORDS) for each in ((), (count,)))

    def reach(drawn, token):
        return [re.findall(r"[ML] ([\d.]+) ", path) for path, _ in bars(drawn, token)]

    assert [reach(chart, token) for token in ("fails", "holds")] == [
        reach(without, token) for token in ("fails", "holds")
    ]


def test_a_count_without_a_base_and_without_a_day_stands_in_the_data_alone():
    count = reported("more", best="5000", stated_on="")
    chart = lanes_of({"North": [(DAYS[0], FAILS)]}, until=UNTIL, without_base=[count], **WORDS)
    assert not any("5,000" in text for text in texts(chart))
    assert cell_text(chart.table.rows[1][2]) == "about 5,000"


def test_a_count_of_a_claimant_without_a_lane_is_refused():
    count = reported("more", best="5000", claimant_id="east")
    with pytest.raises(HedgedError, match=r"^chart c: more is of East, who has no lane$"):
        lanes_of({"North": [(DAYS[0], FAILS)]}, until=UNTIL, without_base=[count], **WORDS)


def test_no_verdicts_no_lanes():
    with pytest.raises(HedgedError, match=r"^chart c has no verdicts$"):
        lanes_of({"North": []}, until=UNTIL, **WORDS)


def test_a_statement_stands_in_the_lane_of_its_claimant_with_what_it_repeats():
    shown = texts(of_one_number())
    assert {"East", "4 Feb: about 4,000", "5 Mar: about 4,000, repeats 4 Feb"} <= set(shown)
    assert {"killed and wounded", "killed, wounded, missing and captured", "not said"} <= set(shown)


def test_a_statement_that_repeats_another_claimant_says_whom():
    first = reported("first", best="4000", stated_on="2025-02-04", claimant_id="east")
    again = reported("again", best="4000", stated_on="2025-03-05", repeats="first")
    chart = charts.marks({"said": [again, first]}, **WORDS)
    assert "5 Mar: about 4,000, repeats East, 4 Feb" in texts(chart)


def test_the_data_of_the_marks_name_the_series_of_each_statement():
    chart = of_one_number()
    rows = [[cell_text(cell) for cell in row] for row in chart.table.rows]
    assert ["22 January 2025", "Survey of the West", "4,000", "4,000", "3,500 to 4,500", "3,000 to 5,000",
            "killed, wounded, missing and captured"] in rows  # fmt: skip


def test_a_statement_of_a_month_has_no_day_and_one_of_no_day_stands_in_the_data_alone():
    month = reported("month", best="4000", stated_on="2025-03")
    unknown = reported("unknown", best="5000", stated_on="")
    chart = charts.marks({"said": [month, unknown]}, **WORDS)
    assert "Mar: about 4,000" in texts(chart)
    assert not any("5,000" in text for text in texts(chart))
    assert [cell_text(row[0]) for row in chart.table.rows] == ["March 2025", "an unknown day"]


@pytest.mark.parametrize(
    ("series", "fault"),
    [
        ({}, "has no figures"),
        ({"a": [reported("u", best="4000", stated_on="")]}, "has no figure whose day is known"),
        ({"a": [HOLDS.figure]}, ": most is no statement; marks are drawn where something was said"),
        (
            {str(n): [reported(f"t{n}", best="4000")] for n in range(6)},
            "has 6 series; at most 5 can be told apart",
        ),
    ],
    ids=["no figures", "no days", "derived", "too many"],
)
def test_marks_that_cannot_be_drawn_are_refused(series, fault):
    with pytest.raises(HedgedError) as raised:
        charts.marks(series, **WORDS)
    assert str(raised.value) == f"chart c{'' if fault[0] == ':' else ' '}{fault}"


@pytest.mark.parametrize(
    "drawn",
    [*(lambda day=day: of_history(day) for day in (None, "2025-01-31", "2025-04-30", "2025-07-04", "2025-09-30")),
     lambda: of_history(over=shares.ALL_SENT), lambda: of_history(all_counts=True), of_one_number],
    ids=["today", "2025-01-31", "2025-04-30", "2025-07-04", "2025-09-30", "all sent", "without a base", "one number"],
)  # fmt: skip
def test_no_words_of_lanes_and_marks_lie_over_others_or_leave_the_drawing(drawn):
    svg = drawn().svg
    assert overlaps(svg) == leaving(svg) == []


@given(st.lists(st.tuples(st.floats(0, 4.8), st.floats(0.3, 2.2)), min_size=1, max_size=9))
def test_labels_of_a_lane_never_lie_over_one_another(marks):
    marks = sorted(marks)
    hung = _hung(marks, 4.9)
    for ((row, start), (_, width)), ((other, begin), (_, wide)) in combinations(zip(hung, marks, strict=True), 2):
        assert row != other or start + width <= begin or begin + wide <= start
    assert all(start >= 0 and start + width <= 4.9 + 1e-9 for (_, start), (_, width) in zip(hung, marks, strict=True))


def test_lines_of_earlier_days_do_not_cross_the_words_of_later_ones():
    assert [row for row, _ in _hung([(0.1, 1.5), (0.2, 1.5), (0.6, 1.5)], 4.9)] == [2, 1, 0]
    assert [row for row, _ in _hung([(0.1, 1.5), (2.0, 1.5)], 4.9)] == [0, 0]
    assert _hung([(4.8, 1.5)], 4.9) == [(0, pytest.approx(4.8 - 0.04 - 1.5))]
