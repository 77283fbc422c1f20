"""What a reader must know of a figure stands right below where the figure first stands."""

from copy import deepcopy

import pytest
from samples import CASUALTIES, META, SHARE, VERDICT, chart, code, document, markdown, notebook, output, printed, result

from hedged.document.blocks import RemarksBlock, nodes, plain
from hedged.document.reader import read
from hedged.render import html
from hedged.render.readback import html_text

TITLE = markdown("# Title")
OF_SHARE = "36% (30 to 43%): different claimants; the part is 195 days younger than the base."


def told(*cells):
    """The words of each block of remarks, with the number of the block it follows."""
    blocks = read(notebook(TITLE, *cells), META).blocks
    return [
        (number, [plain(line) for line in block.lines])
        for number, block in enumerate(blocks)
        if isinstance(block, RemarksBlock)
    ]


def with_share(text="It is {eval}`s`.", share=SHARE):
    return markdown(text, *[result("s", printed(share))] * text.count("{eval}"))


def known_through(one_root):
    figure = deepcopy(CASUALTIES)
    figure["caveats"] = []
    figure["counts"]["one_root"] = one_root
    return figure


def test_caveats_of_a_derived_figure_stand_below_the_paragraph_that_first_prints_it():
    assert told(with_share()) == [(1, [OF_SHARE])]


def test_they_stand_once_however_often_the_figure_is_printed():
    assert told(with_share("It is {eval}`s`, again {eval}`s`."), with_share()) == [(2, [OF_SHARE])]


def test_remarks_wait_for_the_end_of_a_passage_and_a_heading_ends_it():
    passage = with_share("It is {eval}`s`.\n\nSo it is.")
    assert told(passage, markdown("- A point."), markdown("## Next"), markdown("More.")) == [(3, [OF_SHARE])]


def test_figures_that_share_all_their_remarks_share_a_line():
    other = {**SHARE, "id": "other-share", "text": "40%"}
    third = {**SHARE, "id": "third-share", "text": "50%", "caveats": [*SHARE["caveats"], "and more"]}
    cell = markdown(
        "It is {eval}`s`, {eval}`o` or {eval}`t`.",
        *(result(name, printed(figure)) for name, figure in (("s", SHARE), ("o", other), ("t", third))),
    )
    shared = OF_SHARE.removeprefix("36% (30 to 43%)")
    assert told(cell) == [(1, [f"36% (30 to 43%), 40% and 50%{shared}", "50%: and more."])]


def test_the_remark_leads_to_the_card_of_its_figure():
    (link,) = [
        each
        for block in read(notebook(TITLE, with_share()), META).blocks
        if isinstance(block, RemarksBlock)
        for each in nodes(block)
        if getattr(each, "href", None)
    ]
    assert link.href == "#casualty-share"


def test_a_figure_without_caveats_has_no_remark():
    assert told(with_share(share={**SHARE, "caveats": []})) == []


def test_below_a_chart_a_figure_goes_by_its_words():
    ((_, (line,)),) = told(code(output({"type": "chart", "chart": chart()})))
    assert line == f"{SHARE['text']}: different claimants; the part is 195 days younger than the base."


def below_a_table(*figures):
    columns = [{"name": figure["id"], "align": "left"} for figure in figures]
    table = {"id": "t", "title": "Shares", "columns": columns, "rows": [[[printed(figure)] for figure in figures]]}
    record = {"type": "table", "table": {**table, "notes": [], "sources": [["somebody"]]}}
    ((_, lines),) = told(code(output(record)))
    return lines


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"text": "40%"}, "36% (30 to 43%) and 40%"),
        ({}, "{label} and {label}"),
        ({"text": "40%", "kind": "counted"}, "36% (30 to 43%) and {label}"),
    ],
)
def test_figures_of_a_table_go_by_their_words_if_these_tell_them_apart(changes, shown):
    line, *_ = below_a_table(SHARE, {**SHARE, "id": "other-share", **changes})
    assert line.startswith(f"{shown.format(label=SHARE['label'])}: ")


def test_words_that_stand_twice_in_a_table_do_not_tell_a_figure_apart():
    plain_share = {**SHARE, "id": "other-share", "caveats": []}
    assert below_a_table(SHARE, plain_share) == [OF_SHARE.replace(SHARE["text"], SHARE["label"], 1)]


def test_a_remark_on_each_of_more_than_two_computed_figures_names_none():
    shares = [{**SHARE, "id": f"share-{which}", "text": f"{at}%"} for at, which in enumerate("abc", start=1)]
    assert below_a_table(*shares) == [OF_SHARE.replace(SHARE["text"], "All computed figures here", 1)]
    without = {**SHARE, "id": "share-d", "text": "4%", "caveats": []}
    assert below_a_table(*shares, without) == [OF_SHARE.replace(SHARE["text"], "1%, 2% and 3%", 1)]


def test_a_verdict_in_its_box_brings_the_caveats_of_its_figure():
    ((_, (line,)),) = told(code(output({"type": "verdict", "text": "depends", "verdict": VERDICT})))
    assert line == OF_SHARE


def test_a_card_says_its_caveats_itself_and_they_are_not_said_again():
    assert told(code(output({"type": "card", "figure": SHARE})), with_share()) == []


def in_prose(figure):
    return markdown(
        "They are {eval}`c`.", result("c", printed(figure)), unattributed={figure["id"]: "made up, said by nobody"}
    )


def test_a_reported_figure_known_through_one_root_says_so_in_prose():
    assert told(in_prose(known_through("Gazette"))) == [
        (1, [f"{CASUALTIES['text']}: known through one root: Gazette."])
    ]


def test_one_known_through_several_roots_or_through_pages_without_origin_does_not():
    assert told(in_prose(known_through(None))) == []


def test_a_derived_figure_known_through_one_root_says_so_after_its_caveats():
    figure = deepcopy(SHARE)
    figure["counts"]["one_root"] = "Gazette"
    ((_, (line,)),) = told(with_share(share=figure))
    assert line.endswith("younger than the base; known through one root: Gazette.")


def test_both_renderings_print_the_remarks():
    briefing = document()
    lines = [plain(line) for block in briefing.blocks if isinstance(block, RemarksBlock) for line in block.lines]
    page = html_text(html.page(briefing))
    assert lines and all(line in page for line in lines)
