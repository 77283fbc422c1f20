"""In a finished briefing every number in digits belongs to a figure, a verdict or a source."""

from copy import deepcopy

import pytest
from samples import CASUALTIES, META, SHARE, TABLE, VERDICT, chart, code, markdown, notebook, output, printed, result

from hedged import document

TITLE = markdown("# Title")


#: Words that lead to a figure but are none of its own.
LEADING = {"type": "link", "href": "#casualty-share", "text": "4,000"}


def fault(*cells):
    with pytest.raises(document.DocumentError) as caught:
        document.read(notebook(TITLE, *cells), META)
    return str(caught.value)


def text(words):
    return {"type": "text", "text": words}


@pytest.mark.parametrize(
    "cell",
    [
        markdown("They are 4,000."),
        markdown("- They are 4,000."),
        markdown("> They are **4,000**."),
        markdown("They are {eval}`n`.", result("n", text("4,000"))),
        markdown("## All of the 4,000"),
        code(output({"type": "table", "table": {**TABLE, "title": "The 4,000"}})),
        code(output({"type": "table", "table": {**TABLE, "notes": [["They are 4,000."]]}})),
        code(output({"type": "chart", "chart": {**chart(), "headline": ["They are 4,000"]}})),
        code(output({"type": "chart", "chart": {**chart(), "subtitle": "The 4,000 by day"}})),
        code(output(printed(SHARE)), output({"type": "table", "table": {**TABLE, "notes": [[LEADING]]}})),
    ],
)
def test_a_number_that_belongs_to_nothing_is_refused_wherever_it_stands(cell):
    message = fault(cell)
    assert message.startswith("2-briefing.ipynb, cell 2: the number 4,000 in “")
    assert "print the figure itself" in message


def test_all_of_them_are_named_at_once():
    assert fault(markdown("They are 4,000."), markdown("Of 11,000.")).count("belongs to no figure") == 2


@pytest.mark.parametrize(
    "source",
    [
        "In July 2025, on 12 February 2026 and on 2025-07-02.",
        "## 2. The second part",
        "See [page 12](https://example.org/12).",
        "The file `2-briefing`.",
    ],
)
def test_dates_headings_numbers_links_and_names_of_files_are_free(source):
    document.read(notebook(TITLE, markdown(source)), META)


def test_what_the_metadata_of_the_cell_allows_is_free_there_and_nowhere_else():
    allowed = {"typed": {"500": "an example"}}
    document.read(notebook(TITLE, markdown("Type 500.", **allowed)), META)
    assert "cell 3" in fault(markdown("Type 500.", **allowed), markdown("Type 500."))


def test_a_reading_of_a_figure_belongs_to_it():
    reading = {"type": "link", "href": "#casualty-share", "text": "30 to 43%"}
    cell = markdown("It is {eval}`s`, so {eval}`r`.", result("s", printed(SHARE)), result("r", reading))
    document.read(notebook(TITLE, cell), META)


def test_a_reading_of_a_figure_that_is_nowhere_is_refused():
    reading = {"type": "link", "href": "#gone", "text": "30 to 43%"}
    assert "the link #gone leads nowhere" in fault(markdown("It is {eval}`r`.", result("r", reading)))


def test_a_hedge_that_was_dropped_is_refused():
    bare = {**printed(CASUALTIES), "text": "4,000"}
    cell = markdown("{eval}`c` of them.", result("c", bare), unattributed={CASUALTIES["id"]: "made up"})
    assert "it keeps its hedge" in fault(cell)


def test_the_words_of_a_threshold_and_the_names_of_the_ledger_may_hold_numbers():
    figure = deepcopy(CASUALTIES)
    figure["evidence"]["claimant"]["short_name"] = "Group of 12"
    verdict = deepcopy(VERDICT)
    verdict["threshold"] = {"value": "2/5", "text": "40%"}
    cell = markdown(
        "The Group of 12 says {eval}`c`. Is it above {eval}`t`? It {eval}`v`.",
        result("c", printed(figure)),
        result("t", text("40%")),
        result("v", {"type": "verdict", "text": "depends", "verdict": verdict}),
    )
    changed = {**SHARE, "inputs": {**SHARE["inputs"], "part": figure}}
    verdict["figure"] = changed
    document.read(notebook(TITLE, cell), META)
    assert "the number 45%" in fault(markdown("Is it above {eval}`t`?", result("t", text("45%"))))


def test_what_an_input_moves_a_verdict_to_belongs_to_the_verdict_alone():
    def linked(words):
        link = {"type": "link", "href": f"#{VERDICT['id']}", "text": words}
        return markdown(
            "It {eval}`v`: {eval}`l`.",
            result("v", {"type": "verdict", "text": "depends", "verdict": VERDICT}),
            result("l", link),
        )

    document.read(notebook(TITLE, linked("34 to 39%")), META)
    assert "the number 40%" in fault(linked("34 to 40%"))


def test_a_statement_whose_id_another_figure_has_taken_is_not_lost_without_a_word():
    taken = {**deepcopy(CASUALTIES), "id": SHARE["id"]}
    shown = code(output({"type": "ledger", "figures": [taken]}))
    assert "the id casualty-share stands for two different records" in fault(code(output(printed(SHARE))), shown)


def test_the_alternative_text_of_a_chart_tells_figures_and_no_other_numbers():
    told = {**chart(), "alt": "Shows 4,000 and 30 to 43%, of 4,321."}
    assert [
        line.partition(" in ")[0] for line in fault(code(output({"type": "chart", "chart": told}))).splitlines()
    ] == ["2-briefing.ipynb, cell 2: the number 4,321"]
