"""Where each figure and verdict is printed: cell, place and words."""

from samples import (
    CASUALTIES,
    META,
    SENT,
    SHARE,
    TABLE,
    VERDICT,
    chart,
    code,
    document,
    markdown,
    notebook,
    output,
    printed,
    result,
)

from hedged.document import read
from hedged.document.printed import Mention
from hedged.exports import figures_json

NAME = "2-briefing.ipynb"
JUDGED = {"type": "verdict", "text": "depends", "verdict": VERDICT}


def mentions(*cells):
    return read(notebook(markdown("# Title"), *cells), META).mentions


def test_a_sentence_is_told_in_its_own_words_and_no_other():
    source = "Of all, East says, {eval}`sent` came. North counts {eval}`lost`. That makes {eval}`share`. It {eval}`v`."
    stored = [result("sent", printed(SENT)), result("lost", printed(CASUALTIES)), result("share", printed(SHARE))]
    found = mentions(markdown(source, *stored, result("v", JUDGED)))
    assert found == {
        SENT["id"]: (Mention(NAME, 2, "sentence", "Of all, East says, about 11,000 came."),),
        CASUALTIES["id"]: (Mention(NAME, 2, "sentence", "North counts about 4,000."),),
        SHARE["id"]: (Mention(NAME, 2, "sentence", "That makes 36% (30 to 43%)."),),
        VERDICT["id"]: (Mention(NAME, 2, "sentence", "It depends."),),
    }


def test_a_list_a_quote_and_a_heading_are_places_too():
    stored = [result("a", printed(SHARE)), result("a", printed(SHARE)), result("a", printed(SHARE))]
    found = mentions(markdown("## It is {eval}`a`\n\n- Yes. And {eval}`a`.\n\n> So: {eval}`a`.", *stored))
    assert [(each.place, each.words) for each in found[SHARE["id"]]] == [
        ("heading", "It is 36% (30 to 43%)"),
        ("list", "And 36% (30 to 43%)."),
        ("sentence", "So: 36% (30 to 43%)."),
    ]


def test_a_table_is_told_by_its_title_and_the_first_cell_of_the_row():
    found = mentions(code(output({"type": "table", "table": TABLE})))
    title = TABLE["title"]
    assert found[CASUALTIES["id"]] == (Mention(NAME, 2, "table", title, "North"),)
    assert found[SENT["id"]] == (Mention(NAME, 2, "table", title, "East"),)
    assert found[VERDICT["id"]] == (Mention(NAME, 2, "table", title, "note"),)


def test_a_chart_a_verdict_a_card_and_a_figure_of_its_own_are_told_by_their_words():
    found = mentions(
        code(output({"type": "chart", "chart": chart()}), output(JUDGED)),
        code(output({"type": "card", "figure": SHARE}), output(printed(SHARE))),
    )
    assert found[SHARE["id"]] == (
        Mention(NAME, 2, "chart", "The rounding decides"),
        Mention(NAME, 2, "verdict", VERDICT["sentence"]),
        Mention(NAME, 3, "card", SHARE["label"]),
        Mention(NAME, 3, "figure", SHARE["label"]),
    )
    assert found[VERDICT["id"]] == (Mention(NAME, 2, "verdict", VERDICT["sentence"]),)


def test_the_number_of_a_cell_is_that_in_the_file_whatever_was_left_out():
    cell = markdown("It is {eval}`a`.", result("a", printed(SHARE)), hedged={"cell": 41})
    assert [each.cell for each in mentions(cell)[SHARE["id"]]] == [41]


def test_a_figure_twice_in_one_sentence_is_mentioned_once():
    stored = [result("a", printed(SHARE))] * 2
    assert len(mentions(markdown("It is {eval}`a` and {eval}`a`.", *stored))[SHARE["id"]]) == 1


def test_figures_json_carries_the_mentions_of_figures_and_verdicts():
    made = figures_json.contents(document())
    assert made["figures"]["casualty-share"]["mentions"][0] == {
        "notebook": NAME,
        "cell": 1,
        "place": "sentence",
        "words": "A made-up briefing with one of everything: of about 11,000 sent, about 4,000 are said to be killed "
        "or wounded, 36% (30 to 43%), as of 12 February 2026.",
        "row": None,
    }
    assert {each["place"] for each in made["verdicts"][VERDICT["id"]]["mentions"]} == {"sentence", "table", "verdict"}
