"""The what-if panel: every entry moves range, verdict, tipping points, margin and chart at once."""

import re
import subprocess
import sys
from html import unescape

import ledgers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedged.errors import HedgedError
from hedged.lab import panel as module
from hedged.lab.entries import Side
from hedged.lab.panel import bench

LEDGER = ledgers.ledger()
PART, WHOLE = "harbour-officials-casualties-2025-07-02", "gazette-sent-total-2025-07-02"


class Panel:
    """A panel as its user has it: fields found by their class, the answer as it is read."""

    def __init__(self, *starts, **question) -> None:
        self.view = bench(LEDGER, *starts, **question)
        self.fields = {name.removeprefix("hedged-"): widget for widget in self._all(self.view)
                       for name in widget._dom_classes}  # fmt: skip

    def _all(self, widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self._all(child)

    def __getitem__(self, name):
        return self.fields[name].value

    def enter(self, **fields) -> "Panel":
        for name, value in fields.items():
            self.fields[name.replace("_", "-")].value = value
        return self

    def text(self, name: str, part: str = "") -> str:
        """What is read in a field of HTML, or in one element of it, by its class."""
        html = self[name]
        if part:
            html = re.search(rf'<(\w+) class="hedged-{part}[^>]*>(.*?)</\1>', html)[2]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

    @property
    def chart(self) -> str:
        """The drawing of the tipping chart; empty where there is none."""
        return "".join(re.findall(r'<svg class="drawing.*?</svg>', self["answer"], re.DOTALL))


@pytest.fixture
def panel() -> Panel:
    return Panel(PART, WHOLE)


def test_it_starts_from_statements_with_their_verdict(panel):
    assert panel.text("answer", "verdict") == "depends"
    assert panel.text("answer", "sentence") == (
        "Whether it is above one third depends: as rounded it is 30 to 43%; as said it holds (36%)."
    )
    assert panel.text("first-echo") == ("about 4,000 : as said 4,000; as rounded 3,500 to 4,500; wide 3,000 to 5,000")
    assert (panel["first-number"], panel["second-number"]) == ("4,000", "11,000")


def test_the_answer_holds_ranges_tipping_points_margin_and_caveats(panel):
    told = panel.text("answer")
    for words in (
        "as said 36% holds as rounded 30 to 43% depends wide 25 to 50% depends",
        "above one third from 3,667 on, inside its range as rounded.",
        "above one third below 12,000, outside its range as rounded.",
        "margin as said it holds, and survives 1/2 times the rounding",
        "caveats figures of different claimants the inputs refer to",
    ):
        assert words in told


def test_a_finer_grain_on_both_sides_moves_the_verdict_and_the_chart(panel):
    before = panel.chart
    panel.enter(first_grain="500", second_grain_slider="500")
    assert panel.text("answer", "verdict") == "holds as rounded"
    assert "touches one third without reaching it" in panel.text("answer", "sentence")
    assert panel["second-grain"] == "500"
    assert panel.chart != before
    assert panel["first-statement"] == PART


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        ("said", "Read as said: 36%; holds."),
        ("rounded", "Read as rounded: 30 to 43%; depends."),
        ("wide", "Read wide: 25 to 50%; depends."),
    ],
)
def test_the_chosen_reading_is_told_and_marked_in_table_and_chart(panel, reading, told):
    panel.enter(reading="rounded" if reading == "wide" else "wide")
    before = panel.chart
    panel.enter(reading=reading)
    assert panel.text("answer", "on-reading") == told
    assert panel.text("answer", "chosen").startswith({"said": "as said", "rounded": "as rounded"}.get(reading, reading))
    assert panel.chart != before
    assert panel.text("answer", "verdict") == "depends"


def test_moving_the_number_makes_it_a_number_of_ones_own(panel):
    panel.enter(first_number_slider=4500)
    assert (panel["first-statement"], panel["first-number"]) == ("", "4,500")
    assert "about 4,500 is assumed here" in panel.text("answer")
    assert panel.text("answer", "sentence").endswith("38 to 44%.")


def test_another_hedge_makes_it_a_number_of_ones_own(panel):
    panel.enter(first_hedge="more_than")
    assert panel["first-statement"] == ""
    assert panel.text("answer", "sentence") == "It is above one third on every reading: more than 34%."


def test_a_statement_that_is_chosen_fills_the_fields_and_takes_back_the_grain(panel):
    panel.enter(first_grain="500", first_statement="east-planned-2025-07-02")
    assert (panel["first-hedge"], panel["first-number"], panel["first-upper"]) == ("range", "25,000", "30,000")
    assert panel["first-grain"] == ""
    assert panel.fields["first-grain"].placeholder == "by the rule: 1,000"


def test_statements_of_every_hedge_can_be_chosen(panel):
    newest = {LEDGER[name].hedge: name for name in LEDGER if LEDGER[name].unit == "persons"}
    for hedge, name in newest.items():
        panel.enter(first_statement=name)
        assert (panel["first-statement"], panel["first-hedge"]) == (name, hedge)
        assert panel.text("first-echo").startswith(str(LEDGER[name]).removesuffix(" (denied)"))


def test_the_second_number_is_asked_for_only_by_a_range(panel):
    upper = panel.fields["first-upper"].layout
    assert upper.display == "none"
    panel.enter(first_hedge="range")
    assert upper.display is None
    assert panel.text("answer") == "No answer. Part: the second number of the range is not given."
    panel.enter(first_upper="5,000")
    assert panel.text("first-echo").startswith("4,000 to 5,000 :")


def test_a_measure_narrows_the_statements_and_leaves_the_chosen_one(panel):
    every = len(panel.fields["first-statement"].options)
    panel.enter(first_measure="killed")
    labels = [label for label, _ in panel.fields["first-statement"].options]
    assert labels[0] == "a number of my own"
    assert sum(", killed, " in label for label in labels) == len(labels) - 2 < every
    assert panel["first-statement"] == PART
    assert panel.text("answer", "verdict") == "depends"


def test_the_threshold_moves_by_typing_and_by_its_slider(panel):
    panel.enter(threshold="0.5")
    assert panel["threshold-slider"] == 50
    assert panel.text("answer", "verdict") == "fails on every reading"
    panel.enter(threshold_slider=30)
    assert panel["threshold"] == "30 %"
    assert panel.text("answer", "verdict") == "holds as rounded"


def test_each_question_keeps_its_threshold_and_names_its_inputs(panel):
    panel.enter(threshold="40 %", question="multiple")
    assert panel["threshold"] == "twice"
    assert panel.fields["first-number"].description == "Number: number"
    assert panel.fields["second-number"].description == "Base: number"
    panel.enter(threshold_slider=25, question="share")
    assert panel["threshold"] == "40 %"
    assert panel.enter(question="multiple")["threshold"] == "2.5 times"


def test_the_relation_moves_the_verdict(panel):
    panel.enter(relation="<", threshold="1/2")
    assert panel.text("answer", "sentence") == "It is below one half as rounded: 30 to 43%."


def test_a_reason_for_an_old_base_gives_the_verdict(panel):
    panel.enter(first_statement="north-casualties-2025-04-30")
    assert panel.text("answer", "verdict") == "undetermined"
    panel.enter(because="the first contingent")
    assert panel.text("answer", "verdict") == "holds on every reading"


def test_an_impossible_entry_says_why_and_the_next_possible_one_is_answered(panel):
    panel.enter(first_number="abc")
    assert panel.text("answer") == "No answer. Part: 'abc' is not a number; write 4000, 4,000, 40 % or 1/3."
    assert (panel.chart, panel.text("first-echo")) == ("", "no range")
    panel.enter(first_number="4,000")
    assert panel.text("answer", "verdict") == "depends"
    assert "<svg" in panel.chart


def test_a_share_has_grains_in_per_cent():
    panel = Panel(Side(number="40 %"), Side(number="20 %"), question="multiple")
    assert [shown for shown, _ in panel.fields["first-grain-slider"].options][:3] == ["by the rule", "1 %", "2 %"]
    assert panel.enter(first_number_slider=60)["first-number"] == "60 %"


def test_what_is_typed_is_never_taken_for_html(panel):
    panel.enter(first_number="<b>4</b>", because="<script>")
    assert "<b>" not in panel["answer"]
    panel.enter(first_number="4000", first_statement="north-casualties-2025-04-30", because="<script>x")
    assert "<script>" not in panel["answer"] and "&lt;script&gt;x" in panel["answer"]


def test_it_starts_with_numbers_of_ones_own_where_no_statement_is_given():
    panel = Panel()
    assert (panel["first-statement"], panel["second-statement"]) == ("", "")
    assert panel.text("answer", "verdict") == "depends"


def test_it_starts_with_the_question_it_is_given():
    panel = Panel(LEDGER["east-planned-2025-07-02"], WHOLE, question="multiple", relation=">=", threshold="3")
    assert panel.text("answer", "sentence") == "It is not at least three times as rounded: 2.13 to 2.91 times."


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"first": "north-casualties"}, r"no statement 'north-casualties'"),
        ({"second": Side("north-casualties")}, r"no statement 'north-casualties'"),
        ({"question": "ratio"}, r"^unknown question 'ratio'; allowed: share, multiple$"),
        ({"relation": "="}, r"^unknown relation '='; allowed: >, >=, <, <=$"),
    ],
)
def test_a_start_that_cannot_be_is_refused(arguments, why):
    with pytest.raises(HedgedError, match=why):
        bench(LEDGER, **arguments)


def test_every_field_has_a_description(panel):
    fields = [widget for name, widget in panel.fields.items() if hasattr(widget, "description")
              and name not in ("answer", "first-echo", "second-echo")]  # fmt: skip
    names = [widget.description for widget in fields]
    assert all(names) and len(set(names)) == len(names)


def test_every_colour_of_the_answer_has_its_rule_and_a_dark_one(panel):
    style = panel.view.children[0].value
    painted = {name for names in re.findall(r'class="([^"]+)"', panel.chart) for name in names.split()} - {"drawing"}
    assert {"holds-fill", "fails-fill", "accent-fill", "ink-stroke"} <= painted
    for paint in painted:
        assert f".hedged .{paint}{{" in style
    for outcome in ("holds", "depends", "fails", "undetermined"):
        assert f".hedged .{outcome}{{--hedged-tone:var(--hedged-{outcome})}}" in style
    assert style.count("--hedged-ink:") == 2


def test_two_panels_share_no_id_in_their_charts():
    one, other = (set(re.findall(r' id="([^"]+)"', Panel(PART, WHOLE).chart)) for _ in range(2))
    assert one and not one & other


TYPED = st.text(max_size=12) | st.from_regex(r"[0-9]{0,5}[,./ %-]?[0-9]{0,3} ?%?", fullmatch=True)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(
    ["first-number", "second-number", "first-upper", "first-grain", "second-grain", "threshold", "because"]
), TYPED), max_size=4))  # fmt: skip
def test_whatever_is_typed_the_panel_answers_or_says_why(entries):
    for name, text in entries:
        SHARED.fields[name].value = text
        assert SHARED.text("answer").startswith("No answer. ") or "<svg" in SHARED.chart


SHARED = Panel(PART, WHOLE)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_without_ipywidgets_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(module, "widgets", None)
    with pytest.raises(
        HedgedError, match=r"needs ipywidgets; install the extra that brings it: pip install -e '\.\[lab\]'$"
    ):
        bench(LEDGER)
    assert run("import sys; sys.modules['ipywidgets'] = None; import hedged.lab.panel").returncode == 0


def test_a_build_does_not_import_ipywidgets():
    done = run(
        "import sys, hedged.cli.main, hedged.editions.build, hedged.lab.question; print('ipywidgets' in sys.modules)"
    )
    assert done.stdout == "False\n"
