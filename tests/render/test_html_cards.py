"""The cards of a made-up page as a parser sees them; those of the real briefing in test_cards.py."""

from copy import deepcopy

import pytest
from pages import page_of, terms
from samples import (
    CASUALTIES,
    SENT,
    code,
    document,
    output,
    printed,
    quantity,
)

from hedged.document.cite import ready
from hedged.look.fonts import RenderError


def card(tree, name):
    return tree.one("article", id=name)


def uses(element):
    """The terms and descriptions of what uses a figure."""
    return {row.one("dt").text: row.one("dd").text for row in element.one("dl", class_="back").all("div")}


def test_a_figure_in_the_text_is_a_link_to_its_card(tree):
    first = next(tree.one("main").all("a", class_="figure"))
    assert first.text == "about 11,000"
    assert first.attributes["href"] == "#east-sent-2024-10-17"


def test_every_figure_has_one_card_under_its_own_id(tree):
    assert [each.attributes["id"] for each in tree.one("section", id="figures").all("article")] == [
        "east-sent-2024-10-17",
        "north-casualties-2025-04-30",
        "casualty-share",
    ]


def test_a_card_gives_the_figure_on_every_reading(tree):
    assert terms(card(tree, "casualty-share"))[:4] == [
        ("As said", "36% (4/11)"),
        ("As rounded", "30 to 43% (above 7/23 to below 3/7)"),
        ("Wide", "25 to 50% (from 1/4 to 1/2)"),
        ("Ends", "follows from the inputs"),
    ]


def test_a_card_says_who_drew_the_ends_of_each_reading(tree):
    assert terms(card(tree, "north-casualties-2025-04-30"))[:3] == [
        ("As said", "4,000, the claimant’s words"),
        (
            "As rounded",
            "3,500 to 4,500 (from 3,500 to below 4,500), our rounding rule: 500 to either side, half of the last place",
        ),
        ("Wide", "3,000 to 5,000, our rounding rule: 1,000 to either side, the last place"),
    ]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (quantity("more than 6,000", "6000", None, low_open=True, high_open=True), "above 6,000, no upper end"),
        (quantity("at least 6,000", "6000", None, high_open=True), "from 6,000, no upper end"),
        (quantity("fewer than 300", None, "300", low_open=True, high_open=True), "no lower end, to below 300"),
        (quantity("up to 300", "0", "300"), "from 0 to 300"),
        (quantity("200 to 300", "200", "300", high_open=True), "from 200 to below 300"),
        (quantity("3,667", "11000/3", "11000/3"), "11,000/3"),
    ],
)
def test_an_end_that_is_open_or_missing_is_said_so(ends, words):
    figure = {**SENT, "readings": {**SENT["readings"], "said": ends}}
    term, shown = terms(card(page_of(code(output(printed(figure)))), SENT["id"]))[0]
    assert (term, shown) == ("As said", f"{ends['text']} ({words}), {ends['drawn']}")


def test_readings_that_agree_are_said_once():
    figure = {**SENT, "readings": dict.fromkeys(("said", "rounded", "wide"), quantity("19", "19", "19"))}
    shown = card(page_of(code(output(printed(figure)))), SENT["id"])
    assert terms(shown)[:2] == [("Readings", "19 on each"), ("Ends", "the claimant’s words")]


def test_a_card_of_a_derived_figure_gives_formula_and_inputs(tree):
    derived = card(tree, "casualty-share")
    assert terms(derived)[4:] == [
        ("Kind", "derived, share"),
        ("Formula", "part / whole"),
        ("part", "Casualties, North, about 4,000"),
        ("whole", "Sent in autumn 2024, East, about 11,000"),
        ("Known from", "4 pages, 1 known root, 2 claimants"),
        ("Caveat", "different claimants the part is 195 days younger than the base"),
    ]
    caveats = list(derived.one("dl", class_="facts").one("ul", class_="several").all("li"))
    assert [each.text for each in caveats] == ["different claimants", "the part is 195 days younger than the base"]
    assert "#north-casualties-2025-04-30" in [each.attributes["href"] for each in derived.all("a")]


def test_a_card_of_a_reported_figure_says_who_said_it_and_when(tree):
    assert terms(card(tree, "north-casualties-2025-04-30"))[3:] == [
        ("Kind", "reported, persons, hedge “about”"),
        ("Claimant", "Northern Survey Office; Antarctica, third state"),
        ("Said on", "30 April 2025"),
        ("Scope", "about 600 dead among them"),
        ("Covers", "killed and wounded"),
        ("Known through", "lawmakers"),
        ("Status", "superseded"),
        ("Known from", "3 pages, 1 root, 1 claimant; known through one root: Herald"),
        ("Caveat", "superseded by a later figure of the same claimant"),
    ]


def test_a_card_leads_to_every_page_with_its_words_and_what_became_of_the_figure(tree):
    pages = card(tree, "north-casualties-2025-04-30").one("ul", class_="pages")
    assert [each.text for each in pages.all("li")] == [
        '“사상자 4천여명” (Korean) Herald, 조사국 "북방군 사상자 4천700명", 30 April 2025.',
        "“близько 4 тисяч” (Ukrainian) Вигадана газета, Розвідка назвала втрати, 30 April 2025. Hedge dropped, taken from Herald.",
        "“rund 4.000 „tot oder verletzt“” (German) The Almanac, 30 April 2025. Something else counted.",
    ]
    assert [each.attributes["lang"] for each in pages.all("i")] == ["ko", "uk", "de"]
    assert "As printed, unchanged where nothing is said" in uses(card(tree, "north-casualties-2025-04-30"))
    assert [each.attributes["href"] for each in pages.all("a")] == [
        "https://example.org/herald-2025-04-30?a=1&b=2",
        "https://example.org/hazeta-2025-04-30?a=1&b=2",
    ]


def test_a_card_of_what_no_page_had_printed_by_the_day_says_so_and_lists_none():
    figure = deepcopy(SENT)
    figure["evidence"].update(pages=[], roots=["not known"], roots_known=False)
    shown = card(page_of(code(output(printed(figure)))), SENT["id"])
    assert uses(shown)["As printed"] == "No page that had printed it by 12 February 2026 is in the ledger."
    assert not list(shown.all("ul", class_="pages"))


@pytest.mark.parametrize(
    ("roots", "known", "words"),
    [
        (["Herald", "Gazette"], True, "roots: Herald, Gazette"),
        (["Herald", "not known"], False, "root: Herald; of some pages not known"),
        (["not known"], False, "root not known"),
    ],
)
def test_a_card_names_the_roots(roots, known, words):
    figure = deepcopy(SENT)
    figure["evidence"].update(roots=roots, roots_known=known)
    shown = dict(terms(card(page_of(code(output(printed(figure)))), SENT["id"])))
    assert shown["Known from"] == f"{SENT['counts']['text']}; {words}"


@pytest.mark.parametrize(
    ("status", "by", "words"),
    [
        ("superseded", "north-casualties-2025-04-30", "superseded, by Casualties, North"),
        ("disputed", "not-in-this-briefing", "disputed, by not-in-this-briefing"),
        ("disputed", None, "disputed"),
        ("denied", None, "denied, by East itself"),
        ("current", None, "current"),
    ],
)
def test_a_status_says_by_what(status, by, words):
    figure = deepcopy({**SENT, "status": status})
    figure["evidence"]["status_by"] = by
    shown = card(page_of(code(output(printed(figure))), code(output(printed(CASUALTIES)))), SENT["id"])
    assert dict(terms(shown))["Status"] == words
    assert ("#north-casualties-2025-04-30" in [each.attributes["href"] for each in shown.all("a")]) == (
        by == "north-casualties-2025-04-30"
    )


def test_a_statement_that_another_names_is_a_link_to_its_card():
    figure = deepcopy(SENT)
    figure["evidence"]["facts"] = [["Base", "north-casualties-2025-04-30"], ["Note", "a note"]]
    shown = card(page_of(code(output(printed(figure))), code(output(printed(CASUALTIES)))), SENT["id"])
    assert dict(terms(shown))["Base"] == "Casualties, North"
    assert next(next(shown.all("dl")).all("a")).attributes["href"] == "#north-casualties-2025-04-30"


def test_a_month_is_printed_as_a_month(tree):
    assert ", October 2024. Hedge changed." in card(tree, "east-sent-2024-10-17").text


def test_a_figure_without_value_says_so():
    figure = {**SENT, "readings": dict.fromkeys(("said", "rounded", "wide"))}
    shown = card(page_of(code(output(printed(figure)))), SENT["id"])
    assert terms(shown)[0] == ("Readings", "none, it has no value")


def test_a_card_leads_back_to_the_verdicts_figures_and_sections_that_use_it(tree):
    used = uses(card(tree, "east-sent-2024-10-17"))
    assert used["Verdict"] == "Share killed or wounded, above one third: depends"
    assert used["Enters into"] == "Share killed or wounded, 36% (30 to 43%)"
    assert used["Printed in"] == "the opening; In whose words"
    own = uses(card(tree, "casualty-share"))
    assert own["Verdict"] == "above one third: depends"
    assert own["Printed in"] == "the opening; The rounding decides; In whose words; Drawn a second time <again>"


def test_a_card_gives_a_verdict_a_line_with_its_badge(tree):
    line = card(tree, "east-sent-2024-10-17").one("ul", class_="several").one("li")
    badge = line.one("a", class_="badge")
    assert (line.text, badge.text) == ("Share killed or wounded, above one third: depends", "depends")
    assert badge.attributes["href"] == "#above-one-third" and badge.has({"class_": "depends"})
    assert badge.one("use").attributes["href"] == "#shape.depends"


def test_the_way_back_leads_to_the_first_mention_in_a_section(tree):
    back = card(tree, "north-casualties-2025-04-30").one("dl", class_="back")
    anchors = {each.text: each.attributes["href"][1:] for each in back.all("a")}
    assert tree.one("a", id=anchors["In whose words"]).text == "about 4,000"


def test_a_card_holds_its_citation(tree):
    assert uses(card(tree, "casualty-share"))["To cite it"] == ready(document())["casualty-share"]


def counted(name, number, label):
    point = quantity(number, number, number, number, drawn="set here, by no rounding")
    lineage = {"counts": None, "evidence": None, "hedge": None, "caveats": ["one of them unseen"]}
    words = {"id": name, "text": number, "label": label, "kind": "counted", "unit": "pages", "status": None}
    return {**SENT, **lineage, **words, "readings": dict.fromkeys(("said", "rounded", "wide"), point)}


def test_what_was_counted_takes_a_line_each():
    tree = page_of(code(output(printed(counted("pages-of-east", "12", "pages that print East")))))
    line = tree.one("section", id="figures").one("ul", class_="counted").one("li", id="pages-of-east")
    assert line.text == "12 pages that print East; one of them unseen. Printed in: the opening."
    assert [each.attributes["href"] for each in line.all("a")] == ["#pages-of-east", "#pages-of-east.1"]


def test_statements_not_used_in_the_text_have_their_cards_behind_those_that_are():
    ledger = {"type": "ledger", "figures": [SENT, CASUALTIES]}
    tree = page_of(code(output(printed(CASUALTIES))), code(output(ledger)))
    used, unused = tree.one("section", id="figures"), tree.one("section", id="ledger")
    assert [each.attributes["id"] for each in used.all("article")] == [CASUALTIES["id"]]
    assert [each.attributes["id"] for each in unused.all("article")] == [SENT["id"]]
    assert unused.one("h2").text == "Statements not used in the text"
    assert "#ledger" in [each.attributes["href"] for each in tree.one("nav").all("a")]
    assert terms(card(tree, SENT["id"])) == terms(card(page_of(code(output(printed(SENT)))), SENT["id"]))


def test_an_unknown_distortion_stops_the_build():
    figure = deepcopy(SENT)
    figure["evidence"]["pages"][0]["distortion"] = "invented"
    with pytest.raises(RenderError, match="^the distortion invented has no words; see the codebook of reports.csv$"):
        page_of(code(output(printed(figure))))
