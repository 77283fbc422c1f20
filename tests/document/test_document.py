"""The executed notebook as a Document: what is read, and what is refused in which words."""

import json
from copy import deepcopy

import pytest
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

from hedged.document.blocks import (
    CardBlock,
    ChartBlock,
    Code,
    Emphasis,
    FigureBlock,
    FigureInline,
    Foreign,
    Heading,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quote,
    RemarksBlock,
    Strong,
    TableBlock,
    Text,
    VerdictBlock,
    VerdictInline,
)
from hedged.document.model import DocumentError
from hedged.document.reader import read
from hedged.look.display import MIME

TITLE = markdown("# Title")


def blocks(*cells):
    """The blocks of some cells without the remarks on figures (test_remarks)."""
    found = read(notebook(TITLE, *cells), META).blocks
    return tuple(each for each in found if not isinstance(each, RemarksBlock))


def fault(*cells):
    with pytest.raises(DocumentError) as caught:
        read(notebook(*cells), META)
    return str(caught.value)


def changed(record, **values):
    return {**deepcopy(record), **values}


# --- what is read ---


def test_the_title_is_the_one_heading_of_the_first_rank():
    assert document().title == "Made-up troops in nobody’s war"


def test_a_figure_in_a_sentence_keeps_its_words_and_its_id():
    (paragraph,) = blocks(markdown("About {eval}`share` fell.", result("share", printed(SHARE))))
    assert paragraph == Paragraph((Text("About "), FigureInline("36% (30 to 43%)", "casualty-share"), Text(" fell.")))


def test_a_verdict_and_a_day_stand_in_a_sentence_too():
    (paragraph,) = blocks(
        markdown(
            "It {eval}`v` on {eval}`d`.",
            result("v", {"type": "verdict", "text": "depends", "verdict": VERDICT}),
            result("d", {"type": "text", "text": "12 February 2026"}),
        )
    )
    assert paragraph == Paragraph(
        (Text("It "), VerdictInline("depends", "above-one-third"), Text(" on 12 February 2026."))
    )


def test_markdown_keeps_its_marks():
    source = "*a* **b** `c` [d](https://example.org/)\\\ne\nf &amp; &lt;g&gt;"
    assert blocks(markdown(source)) == (
        Paragraph(
            (
                Emphasis((Text("a"),)),
                Text(" "),
                Strong((Text("b"),)),
                Text(" "),
                Code("c"),
                Text(" "),
                Link("https://example.org/", (Text("d"),)),
                LineBreak(),
                Text("e f & <g>"),
            )
        ),
    )


def test_lists_and_quotations_hold_blocks():
    assert blocks(markdown("> a\n\n1. b\n   - c")) == (
        Quote((Paragraph((Text("a"),)),)),
        ItemList(True, ((Paragraph((Text("b"),)), ItemList(False, ((Paragraph((Text("c"),)),),))),)),
    )


def test_headings_are_named_after_their_words_and_never_twice_the_same():
    named = blocks(markdown("## Größe: what is it?\n\n### Sources\n\n### Sources\n\n## 북한"))
    assert [(each.level, each.id) for each in named] == [
        (1, "grosse-what-is-it"),
        (2, "sources"),
        (2, "sources-2"),
        (1, "section"),
    ]


def test_a_heading_takes_the_id_of_its_cell():
    assert blocks(markdown("## A long heading", id="short")) == (Heading(1, "short", (Text("A long heading"),)),)


def test_a_heading_gives_way_to_a_figure_of_the_same_name_wherever_it_stands():
    heading, _ = blocks(markdown("## Casualty share"), code(output(printed(SHARE))))
    assert heading.id == "casualty-share-2"


def test_the_results_of_code_cells_are_blocks():
    rich = blocks(
        code(
            output({"type": "verdict", "text": "depends", "verdict": VERDICT}),
            output({"type": "chart", "chart": chart()}),
            output({"type": "table", "table": TABLE}),
        ),
        code(output({"type": "card", "figure": SENT}), output(printed(SENT))),
    )
    assert [type(each) for each in rich] == [
        VerdictBlock,
        ChartBlock,
        TableBlock,
        CardBlock,
        FigureBlock,
    ]


def test_cells_of_tables_hold_the_same_inlines_as_prose():
    (block,) = blocks(code(output({"type": "table", "table": TABLE})))
    first, second = block.table["rows"]
    assert first[1] == (Foreign("사상자 4천여명", "ko"),)
    assert first[2] == (FigureInline("about 4,000", "north-casualties-2025-04-30"),)
    assert second[4] == (Link("https://example.org/standing?x=1&y=2", (Text("belligerent"),)),)
    assert block.table["notes"][0][1] == VerdictInline("depends", "above-one-third")


def test_the_table_of_a_chart_has_an_id_of_its_own():
    (block,) = blocks(code(output({"type": "chart", "chart": chart("shares")})))
    assert block.chart["table"]["id"] == "shares-data"


def test_a_markdown_table_takes_id_and_title_from_its_cell():
    source = "| a | b |\n|:--|--:|\n| *c* | d |"
    (block,) = blocks(markdown(source, id="plain", title="Plain"))
    assert block.table["columns"] == [{"name": "a", "align": "left"}, {"name": "b", "align": "right"}]
    assert block.table["rows"] == (((Emphasis((Text("c"),)),), (Text("d"),)),)


def test_every_figure_is_registered_with_its_inputs_in_order_of_appearance():
    read_once = document()
    assert list(read_once.figures) == [
        "east-sent-2024-10-17",
        "north-casualties-2025-04-30",
        "casualty-share",
    ]
    assert list(read_once.verdicts) == ["above-one-third", "above-one-third-2026"]


def test_a_figure_only_drawn_is_registered_too():
    drawn = read(notebook(TITLE, code(output({"type": "chart", "chart": chart()}))), META)
    assert list(drawn.figures) == ["casualty-share", "north-casualties-2025-04-30", "east-sent-2024-10-17"]


def test_statements_that_the_text_does_not_use_stand_last_wherever_the_ledger_is_shown():
    ledger = output({"type": "ledger", "figures": [CASUALTIES, SENT]})
    reason = {SENT["id"]: "said nowhere, made up"}
    text = markdown("Of {eval}`n` sent.", result("n", printed(SENT)), unattributed=reason)
    for cells in ((code(ledger), text), (text, code(ledger)), (text, code(ledger), code(ledger))):
        found = read(notebook(markdown("# Title"), *cells), META)
        assert list(found.figures) == [SENT["id"], CASUALTIES["id"]]
        assert found.unused == (CASUALTIES["id"],)
        assert CASUALTIES["id"] not in found.mentions


def test_the_text_may_link_to_the_card_of_a_statement_it_does_not_use():
    ledger = output({"type": "ledger", "figures": [CASUALTIES]})
    found = read(notebook(markdown(f"# Title\n\n[A card](#{CASUALTIES['id']})."), code(ledger)), META)
    assert found.unused == (CASUALTIES["id"],)


def test_the_lead_ends_before_the_second_section():
    cells = markdown("It opens."), markdown("## In short\n\nSo.\n\n### More"), markdown("## Why?\n\nThus.")
    document = read(notebook(TITLE, *cells), META)
    assert [type(each) for each in document.blocks[: document.lead]] == [Paragraph, Heading, Paragraph, Heading]


def test_a_briefing_of_one_section_is_all_lead():
    document = read(notebook(TITLE, markdown("It opens."), markdown("## In short\n\nSo.")), META)
    assert document.lead == len(document.blocks) == 3


@pytest.mark.parametrize(
    ("days", "newest"),
    [
        (("2025-04-30", "2025-05-01"), {"said_on": "2025-05-01", "by": "East"}),
        (("2025-04-30", "2025-04-30"), {"said_on": "2025-04-30", "by": "East and North"}),
        # A month begins on its first day.
        (("2025-04-30", "2025-04"), {"said_on": "2025-04-30", "by": "North"}),
        (("2025-04", ""), {"said_on": "2025-04", "by": "North"}),
        (("", ""), None),
    ],
)
def test_the_newest_statement_is_the_one_said_last(days, newest):
    said = []
    for id, day, who in zip(("one", "other"), days, ("North", "East"), strict=True):
        record = changed(CASUALTIES, id=id)
        record["evidence"]["statement"]["stated_on"] = day
        record["evidence"]["claimant"]["short_name"] = who
        said.append(code(output(printed(record))))
    assert read(notebook(TITLE, *said), META).newest == newest


def test_the_document_as_json_is_data_and_nothing_else():
    data = document().json()
    assert json.loads(json.dumps(data)) == data
    assert data["meta"]["edition"] == "2026-02-12"
    assert data["language"] == "en"
    assert data["blocks"][0]["content"][5] == {
        "kind": "figureref",
        "text": "about 11,000",
        "id": "east-sent-2024-10-17",
    }
    assert {each["kind"] for each in data["blocks"]} == {
        "heading",
        "paragraph",
        "list",
        "quote",
        "table",
        "chart",
        "verdict",
        "card",
        "figure",
        "remarks",
    }


def test_links_within_the_briefing_may_point_ahead():
    link, *_ = blocks(markdown("[ahead](#casualty-share)"), code(output(printed(SHARE))))
    assert link.content[0].href == "#casualty-share"


# --- what is refused ---


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a <b>c</b>", "HTML in Markdown (<b>); write Markdown, or write &lt; for the sign itself"),
        ("<div>\nx\n</div>", "HTML in Markdown (<div>); write Markdown, or write &lt; for the sign itself"),
        ("<!-- later -->", "HTML in Markdown (<!-- later -->); write Markdown, or write &lt; for the sign itself"),
        ("![a](b.png)", "a picture in Markdown; draw a chart in a code cell, it carries alt text and sources"),
        ("```\nx\n```", "a code block in prose; say it in words, or put it into a code cell"),
        ("    x", "an indented code block in prose; say it in words, or put it into a code cell"),
        ("a\n\n---", "a rule across the page; use a heading to begin something new"),
        (
            "3. a",
            "a numbered list that starts at 3; lists start at 1, and a list that goes on belongs to the same cell",
        ),
        ("-", "an empty list item; fill it or delete it"),
        ("> ## a", "a heading inside a list or quotation; give it a place of its own"),
        (
            "{ref}`x`",
            "the role {ref} is not known; {eval} is the only one, and a brace before a backtick is written \\{",
        ),
        ("[a](https://b.org 'c')", "a link with a title (c); put it into the sentence"),
        ("[](https://b.org)", "a link without words (https://b.org)"),
        (
            "[a](javascript:x)",
            "the link javascript:x is not an address a briefing may hold; http://, https://, mailto: or #id",
        ),
        (
            "[a](data/x.csv)",
            "the link data/x.csv is not an address a briefing may hold; http://, https://, mailto: or #id",
        ),
        ("[a](#nowhere)", "the link #nowhere leads nowhere; no figure, verdict, heading, table or chart has this id"),
        ("[a](#contents)", "the link #contents leads nowhere; no figure, verdict, heading, table or chart has this id"),
        ("{eval}`x`", "{eval}`x` has no stored result; run the notebook first"),
        ("# Again", "a second title; '#' is the briefing's title, sections begin with '##'"),
        ("### Deep", "a heading ### below #; levels follow one another without a gap"),
        ("##", "an empty heading"),
        (
            "| a |\n|---|\n| b |",
            "a Markdown table without name; give the cell's metadata an id and a title, "
            "or make the table in a code cell",
        ),
        ("| a |\n|:-:|\n| b |", "a centred table column; columns are set left (:--) or right (--:)"),
    ],
)
def test_prose_that_a_briefing_cannot_hold_is_refused(source, message):
    assert fault(TITLE, markdown(source)) == f"2-briefing.ipynb, cell 2: {message}"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            {"status": "error", "ename": "NameError", "evalue": "name 'x' is not defined"},
            "{eval}`x` failed: NameError: name 'x' is not defined",
        ),
        (
            {"status": "ok", "data": {"text/plain": "3"}, "metadata": {}},
            "{eval}`x` gave a value of an unknown kind (text/plain); in a line stand figures, verdicts, days and names",
        ),
        (
            {"status": "ok", "data": {MIME: {"type": "table", "table": TABLE}}, "metadata": {}},
            "{eval}`x` gave a table; in a line stand figures, verdicts, days and names, a code cell shows the rest",
        ),
    ],
)
def test_an_expression_without_a_printable_value_is_refused(answer, message):
    stored = {"expression": "x", "result": answer}
    assert fault(TITLE, markdown("{eval}`x`", stored)) == f"2-briefing.ipynb, cell 2: {message}"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"output_type": "stream", "name": "stdout", "text": ["hello\n", "you"]},
            "text written to stdout (hello); a briefing prints values, so end the cell with one",
        ),
        (
            {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []},
            "the cell failed: KeyError: 'x'",
        ),
        (
            {"output_type": "display_data", "data": {"image/png": "", "text/plain": ""}, "metadata": {}},
            "output of an unknown kind (image/png, text/plain); show a figure, a verdict, a table, a chart or a card",
        ),
        (
            {"output_type": "update_display_data", "data": {}, "metadata": {}},
            "an output of an unknown type (update_display_data)",
        ),
        (output({"type": "poem"}), "a result of a type that is not known (poem)"),
        (
            output({"type": "text", "text": "May 2025"}),
            "a text as output (May 2025); it belongs into a sentence, with {eval}",
        ),
        (
            output({"type": "table", "table": changed(TABLE, rows=[[["a"]]])}),
            "table who-says-what, row 1: 1 cells for 5 columns",
        ),
        (
            output({"type": "chart", "chart": {**chart(), "alt": " "}}),
            "chart share-chart: no alt; every chart needs one",
        ),
        (
            output(printed(changed(SENT, id="Sent_2024"))),
            "the id Sent_2024 is not a slug; small letters, digits and single hyphens",
        ),
        (
            output(printed(changed(SENT, id="contents"))),
            "the id contents of a figure is taken by the briefing itself; choose another",
        ),
        (
            output({"type": "figure", "text": "x", "figure": {"id": "x", "label": "x"}}),
            "the figure x lacks unit, kind, text, hedge, status, readings, caveats, noted, missing, unsettled, function, formula, inputs, counts, evidence; "
            "it was stored by another version, run the notebook again",
        ),
    ],
)
def test_an_output_that_a_briefing_cannot_hold_is_refused(given, message):
    assert fault(TITLE, code(), code(given)) == f"2-briefing.ipynb, cell 3: {message}"


def test_a_notebook_without_title_is_refused():
    assert fault(code()) == "2-briefing.ipynb: no title; begin the notebook with '# Title'"


def test_nothing_stands_before_the_title():
    assert fault(markdown("Before."), TITLE) == (
        "2-briefing.ipynb, cell 1: something stands before the title; begin the notebook with '# Title'"
    )


def test_a_title_is_plain_text():
    assert fault(markdown("# A *title*")) == (
        "2-briefing.ipynb, cell 1: a title that is more than plain text; it also names the file, "
        "the window and the citation"
    )


def test_a_raw_cell_is_refused():
    raw = {"cell_type": "raw", "id": "r", "metadata": {}, "source": "x"}
    assert fault(TITLE, raw) == "2-briefing.ipynb, cell 2: a cell of type raw; cells are Markdown or code"


def test_a_stored_result_that_nothing_asks_for_is_refused():
    assert fault(TITLE, markdown("No expression.", result("old", printed(SENT)))) == (
        "2-briefing.ipynb, cell 2: a stored result of {eval}`old` that the text no longer asks for; "
        "run the notebook again"
    )


def test_a_stored_result_of_another_expression_is_refused():
    assert fault(TITLE, markdown("{eval}`new`", result("old", printed(SENT)))) == (
        "2-briefing.ipynb, cell 2: {eval}`new` has no stored result; run the notebook first"
    )


def test_an_id_in_the_metadata_must_name_something():
    assert fault(TITLE, markdown("Only words.", id="words")) == (
        "2-briefing.ipynb, cell 2: the id words in the cell's metadata names nothing; "
        "it belongs to a heading or a table"
    )


def test_one_id_never_stands_for_two_figures():
    other = changed(SENT, hedge="nearly")
    assert fault(TITLE, code(output(printed(SENT))), code(output(printed(other)))) == (
        "2-briefing.ipynb, cell 3: the id east-sent-2024-10-17 stands for two different records; "
        "give one of them another id"
    )


def test_one_figure_never_has_two_wordings():
    other = changed(SENT, text="11,000")
    assert fault(TITLE, code(output(printed(SENT))), code(output(printed(other)))) == (
        "2-briefing.ipynb, cell 3: the id east-sent-2024-10-17 stands for two different records; "
        "give one of them another id"
    )


@pytest.mark.parametrize(
    "printing",
    [
        lambda record: markdown("East said {eval}`sent`.", result("sent", record)),
        lambda record: code(output(record)),
        lambda record: code(output({"type": "table", "table": {**TABLE, "notes": [[record]]}})),
    ],
    ids=["sentence", "output", "table"],
)
def test_a_figure_is_not_printed_without_its_hedge(printing):
    assert fault(TITLE, printing(printed(SENT, "11,000"))) == (
        "2-briefing.ipynb, cell 2: east-sent-2024-10-17 is printed as “11,000”, its words are “about 11,000”; "
        "print the value itself, it keeps its hedge"
    )


def test_a_verdict_is_not_printed_in_other_words():
    forged = {"type": "verdict", "text": "holds", "verdict": VERDICT}
    assert fault(TITLE, markdown("It {eval}`v`.", result("v", forged))) == (
        "2-briefing.ipynb, cell 2: above-one-third is printed as “holds”, its words are “depends”; "
        "print the value itself, it keeps its hedge"
    )


def test_one_id_never_stands_for_two_figures_deep_among_the_inputs_either():
    other = changed(SHARE, id="other-share", inputs={"part": changed(CASUALTIES, label="Killed"), "whole": SENT})
    assert "north-casualties-2025-04-30 stands for two" in fault(
        TITLE, code(output(printed(SHARE))), code(output(printed(other)))
    )


def test_one_id_never_stands_for_a_figure_and_a_chart():
    assert fault(TITLE, code(output(printed(SHARE)), output({"type": "chart", "chart": chart("casualty-share")}))) == (
        "2-briefing.ipynb, cell 2: the id casualty-share of a chart is taken by a figure; choose another"
    )


def test_the_same_table_does_not_come_twice():
    shown = output({"type": "table", "table": TABLE})
    assert fault(TITLE, code(shown, shown)) == (
        "2-briefing.ipynb, cell 2: the id who-says-what of a table is taken by a table; choose another"
    )


def test_a_figure_is_not_put_inside_a_link():
    cell = markdown("[{eval}`s`](https://example.org)", result("s", printed(SENT)))
    assert fault(TITLE, cell) == ("2-briefing.ipynb, cell 2: a figure or verdict inside a link; it is a link itself")


def test_the_address_of_a_page_is_a_web_address():
    bad = deepcopy(SENT)
    bad["evidence"]["pages"][0]["url"] = "javascript:alert()"
    assert fault(TITLE, code(output(printed(bad)))) == (
        "2-briefing.ipynb, cell 2: figure east-sent-2024-10-17: the address javascript:alert() of page "
        "star-2024-10-17 does not begin with http:// or https://"
    )


def test_a_link_in_a_table_is_checked_like_one_in_prose():
    cell = [{"type": "link", "href": "#gone", "text": "gone"}]
    table = changed(TABLE, rows=[[["a"], ["b"], ["c"], ["d"], cell]])
    assert "cell 2: the link #gone leads nowhere" in fault(TITLE, code(output({"type": "table", "table": table})))
