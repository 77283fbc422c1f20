"""The page as a parser sees it; as a browser sees it in test_browser.py."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from copy import deepcopy
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from pages import parsed
from samples import (
    CASUALTIES,
    META,
    SENT,
    TABLE,
    VERDICT,
    chart,
    code,
    document,
    markdown,
    notebook,
    output,
    printed,
    quantity,
    result,
)

from hedged.cite import ready
from hedged.document import read
from hedged.render.drawing import drawing
from hedged.render.fonts import RenderError
from hedged.render.html import page
from hedged.render.tokens import COLOURS, LIGHT


@pytest.fixture(scope="module")
def source():
    return page(document())


@pytest.fixture(scope="module")
def tree(source):
    return parsed(source)


def page_of(*cells):
    return parsed(page(read(notebook(markdown("# Title"), *cells), META)))


def card(tree, name):
    return tree.one("article", id=name)


def terms(element):
    """The terms and descriptions of the first list of terms below an element."""
    rows = next(element.all("dl")).all("div")
    return [(row.one("dt").text, row.one("dd").text) for row in rows]


def lines(element):
    return [each.text for each in element.one("ul", class_="back").all("li")]


# --- one page ---


def test_every_id_is_there_once(tree):
    ids = [each.attributes["id"] for each in tree.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))


def test_every_inner_link_and_reference_leads_somewhere(tree, source):
    ids = {each.attributes["id"] for each in tree.all() if "id" in each.attributes}
    for each in tree.all():
        href = each.attributes.get("href", "")
        if href.startswith("#"):
            assert href[1:] in ids, href
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(each.attributes.get(name, "").split()) <= ids
    assert set(re.findall(r"url\(#([^)]+)\)", source)) <= ids


def test_every_other_link_is_a_web_address(tree):
    hrefs = {each.attributes["href"] for each in tree.all("a")}
    assert all(re.match(r"#|https?://|mailto:", href) for href in hrefs)


def test_nothing_runs_and_nothing_is_fetched(tree, source):
    assert [each.attributes for each in tree.all("script")] == [{"type": "application/ld+json"}]
    for each in tree.all():
        assert each.name not in ("img", "iframe", "object", "embed", "form", "image", "foreignobject", "base")
        assert not [name for name in each.attributes if name.startswith("on") or name in ("style", "src", "srcset")]
    assert [each.attributes["href"] for each in tree.all("link")] == ["data:,"]
    assert set(re.findall(r"url\((?!#)([a-z]+:[a-z/]+)", source)) == {"data:font/ttf", "data:font/otf"}
    assert "@import" not in source


def test_the_policy_lets_in_this_style_and_nothing_else(tree):
    style = tree.one("style").children[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(each for each in tree.all("meta") if "http-equiv" in each.attributes)
    assert policy.attributes["http-equiv"] == "Content-Security-Policy"
    assert policy.attributes["content"].split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_the_page_says_what_it_is_to_machines(tree):
    data = json.loads(tree.one("script").children[0])
    assert data["@type"] == "Dataset"
    assert data["name"] == "North Korean troops in Russia’s war"
    assert data["datePublished"] == "2026-02-12"
    assert [each["name"] for each in data["creator"]] == ["Jan Muster", "Ołena Příkladová"]


def test_words_that_look_like_markup_stay_words():
    trap = "</script><script>alert()</script>&amp;<!--"
    cell = markdown("{eval}`t`", result("t", {"type": "text", "text": trap}))
    tree = page_of(cell)
    assert tree.one("main").one("p").text == trap
    assert json.loads(tree.one("script").children[0])["description"] == trap


def test_words_of_a_source_cannot_become_markup():
    trapped = deepcopy(SENT)
    trapped["label"] = '"><b onclick="x">'
    trapped["evidence"]["pages"][0].update(title="<i>x</i>", language='ko"><b>', printed="{{ 7 * 7 }}")
    tree = page_of(code(output(printed(trapped))))
    assert not list(tree.all("b")) and not list(tree.all("i"))
    assert "“{{ 7 * 7 }}”" in tree.one("ul", class_="pages").text


def test_the_same_document_gives_the_same_page_whatever_the_hash_seed():
    command = [
        sys.executable,
        "-c",
        "import hashlib; from samples import document; from hedged.render.html import page; "
        "print(hashlib.sha256(page(document()).encode()).hexdigest())",
    ]
    digests = {
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
            },
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(digests) == 1


def test_the_page_stays_small(source):
    assert len(source.encode()) < 300_000


# --- structure ---


def test_the_page_has_its_landmarks_and_a_way_past_the_contents(tree):
    body = tree.one("body")
    assert [each.name for each in body.children if not isinstance(each, str)] == [
        "a",
        "header",
        "nav",
        "main",
        "footer",
    ]
    assert tree.one("html").attributes["lang"] == "en"
    assert body.one("a", class_="skip").attributes["href"] == "#" + tree.one("main").attributes["id"]


def test_headings_go_down_one_rank_at_a_time(tree):
    ranks = [int(each.name[1]) for each in tree.all() if re.fullmatch(r"h[1-6]", each.name)]
    assert ranks[0] == 1 and ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(ranks, ranks[1:], strict=False))


def test_the_contents_list_every_section(tree):
    assert [each.text for each in tree.one("nav").all("a")] == [
        "Is it above one third?",
        "In whose words",
        "What was not said",
        "Figures and their evidence",
    ]


def test_the_title_block_names_authors_and_edition(tree):
    assert tree.one("header").text == (
        "North Korean troops in Russia’s war Jan Muster, Ołena Příkladová Edition of 12 February 2026"
    )


def test_the_colophon_says_how_the_page_was_made(tree):
    assert tree.one("footer").text == (
        "Made from the notebook 2-briefing.ipynb with hedged 1.0.0; known_on = 2026-02-12."
    )


def test_a_document_without_figures_has_no_annex():
    tree = page_of(markdown("Only words."))
    assert not list(tree.one("nav").all("a"))
    assert not list(tree.all("section"))


# --- figures ---


def test_a_figure_in_the_text_is_a_link_to_its_card(tree):
    first = next(tree.one("main").all("a", class_="figure"))
    assert first.text == "about 11,000"
    assert first.attributes["href"] == "#hur-sent-2024-10-17"


def test_every_figure_has_one_card_under_its_own_id(tree):
    assert [each.attributes["id"] for each in tree.one("section", id="figures").all("article")] == [
        "hur-sent-2024-10-17",
        "nis-casualties-2025-04-30",
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
    assert terms(card(tree, "nis-casualties-2025-04-30"))[:3] == [
        ("As said", "4,000 the claimant’s words"),
        (
            "As rounded",
            "3,500 to 4,500 (from 3,500 to below 4,500) our rounding rule: 500 to either side, half of the last place",
        ),
        ("Wide", "3,000 to 5,000 our rounding rule: 1,000 to either side, the last place"),
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
    assert (term, shown) == ("As said", f"{ends['text']} ({words}) {ends['drawn']}")


def test_readings_that_agree_are_said_once():
    figure = {**SENT, "readings": dict.fromkeys(("said", "rounded", "wide"), quantity("19", "19", "19"))}
    shown = card(page_of(code(output(printed(figure)))), SENT["id"])
    assert terms(shown)[:2] == [("Readings", "19 on each"), ("Ends", "the claimant’s words")]


def test_a_card_of_a_derived_figure_gives_formula_and_inputs(tree):
    derived = card(tree, "casualty-share")
    assert terms(derived)[4:] == [
        ("Kind", "derived, share"),
        ("Formula", "part / whole"),
        ("part", "Casualties, NIS, about 4,000"),
        ("whole", "Sent in autumn 2024, HUR, about 11,000"),
        ("Known from", "4 pages, 1 known root, 2 claimants"),
        ("Caveat", "different claimants"),
        ("Caveat", "the part is 195 days younger than the base"),
    ]
    assert "#nis-casualties-2025-04-30" in [each.attributes["href"] for each in derived.all("a")]


def test_a_card_of_a_reported_figure_says_who_said_it_and_when(tree):
    assert terms(card(tree, "nis-casualties-2025-04-30"))[3:] == [
        ("Kind", "reported, persons, hedge “about”"),
        ("Claimant", "National Intelligence Service of South Korea; South Korea, third state"),
        ("Said on", "30 April 2025, as of 30 April 2025"),
        ("Scope", "about 600 dead among them"),
        ("Covers", "killed and wounded"),
        ("Known through", "lawmakers"),
        ("Status", "superseded"),
        ("Known from", "3 pages, 1 root, 1 claimant; known through one root: Yonhap"),
        ("Caveat", "superseded by a later figure of the same claimant"),
    ]


def test_a_card_leads_to_every_page_with_its_words_and_what_became_of_the_figure(tree):
    pages = card(tree, "nis-casualties-2025-04-30").one("ul", class_="pages")
    assert [each.text for each in pages.all("li")] == [
        '“사상자 4천여명” (Korean) Yonhap, 국정원 "북한군 사상자 4천700명", 30 April 2025. Unchanged.',
        "“близько 4 тисяч” (Ukrainian) Українська правда, Розвідка назвала втрати, 30 April 2025. Hedge dropped, taken from Yonhap.",
        "“rund 4.000 „tot oder verletzt“” (German) Starting article, 30 April 2025. Something else counted.",
    ]
    assert [each.attributes["lang"] for each in pages.all(class_="printed")] == ["ko", "uk", "de"]
    assert [each.attributes["href"] for each in pages.all("a")] == [
        "https://example.org/yonhap-2025-04-30?a=1&b=2",
        "https://example.org/pravda-2025-04-30?a=1&b=2",
    ]


@pytest.mark.parametrize(
    ("roots", "known", "words"),
    [
        (["Yonhap", "CNN"], True, "roots: Yonhap, CNN"),
        (["Yonhap", "not known"], False, "root: Yonhap; of some pages not known"),
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
        ("superseded", "nis-casualties-2025-04-30", "superseded, by Casualties, NIS"),
        ("disputed", "not-in-this-briefing", "disputed, by not-in-this-briefing"),
        ("disputed", None, "disputed"),
        ("denied", None, "denied, by HUR itself"),
        ("current", None, "current"),
    ],
)
def test_a_status_says_by_what(status, by, words):
    figure = deepcopy({**SENT, "status": status})
    figure["evidence"]["status_by"] = by
    shown = card(page_of(code(output(printed(figure))), code(output(printed(CASUALTIES)))), SENT["id"])
    assert dict(terms(shown))["Status"] == words
    assert ("#nis-casualties-2025-04-30" in [each.attributes["href"] for each in shown.all("a")]) == (
        by == "nis-casualties-2025-04-30"
    )


def test_a_statement_that_another_names_is_a_link_to_its_card():
    figure = deepcopy(SENT)
    figure["evidence"]["facts"] = [["Base", "nis-casualties-2025-04-30"], ["Note", "a note"]]
    shown = card(page_of(code(output(printed(figure))), code(output(printed(CASUALTIES)))), SENT["id"])
    assert dict(terms(shown))["Base"] == "Casualties, NIS"
    assert next(next(shown.all("dl")).all("a")).attributes["href"] == "#nis-casualties-2025-04-30"


def test_a_month_is_printed_as_a_month(tree):
    assert ", October 2024. Hedge changed." in card(tree, "hur-sent-2024-10-17").text


def test_a_figure_without_value_says_so():
    figure = {**SENT, "readings": dict.fromkeys(("said", "rounded", "wide"))}
    shown = card(page_of(code(output(printed(figure)))), SENT["id"])
    assert terms(shown)[0] == ("Readings", "none, it has no value")


def test_a_card_leads_back_to_the_verdicts_figures_and_sections_that_use_it(tree):
    assert lines(card(tree, "hur-sent-2024-10-17"))[:3] == [
        "Verdict that rests on it: Share killed or wounded, above one third: depends",
        "Enters into: Share killed or wounded, 36% (30 to 43%)",
        "Printed in: the opening; In whose words",
    ]
    assert lines(card(tree, "casualty-share"))[-2] == (
        "Printed in: the opening; The rounding decides; In whose words; Drawn a second time <again>"
    )


def test_the_way_back_leads_to_the_first_mention_in_a_section(tree):
    back = card(tree, "nis-casualties-2025-04-30").one("ul", class_="back")
    anchors = {each.text: each.attributes["href"][1:] for each in back.all("a")}
    assert tree.one("a", id=anchors["In whose words"]).text == "about 4,000"


def test_a_card_holds_its_citation(tree):
    assert lines(card(tree, "casualty-share"))[-1] == f"To cite it: {ready(document())['casualty-share']}"


def counted(name, number, label):
    point = quantity(number, number, number, number, drawn="set here, by no rounding")
    lineage = {"counts": None, "evidence": None, "hedge": None, "caveats": ["one of them unseen"]}
    words = {"id": name, "text": number, "label": label, "kind": "counted", "unit": "pages", "status": None}
    return {**SENT, **lineage, **words, "readings": dict.fromkeys(("said", "rounded", "wide"), point)}


def test_what_was_counted_takes_a_line_each():
    tree = page_of(code(output(printed(counted("pages-of-hur", "12", "pages that print HUR")))))
    line = tree.one("section", id="figures").one("ul", class_="counted").one("li", id="pages-of-hur")
    assert line.text == "12 pages that print HUR; one of them unseen. Printed in: the opening. §"
    assert [each.attributes["href"] for each in line.all("a")] == ["#pages-of-hur.1", "#pages-of-hur"]


def test_statements_not_used_in_the_text_have_their_cards_behind_those_that_are():
    ledger = {"type": "ledger", "figures": [SENT, CASUALTIES]}
    tree = page_of(code(output(printed(CASUALTIES))), code(output(ledger)))
    used, unused = tree.one("section", id="figures"), tree.one("section", id="ledger")
    assert [each.attributes["id"] for each in used.all("article")] == [CASUALTIES["id"]]
    assert [each.attributes["id"] for each in unused.all("article")] == [SENT["id"]]
    assert unused.one("h2").text == "Statements not used in the text §"
    assert "#ledger" in [each.attributes["href"] for each in tree.one("nav").all("a")]
    assert terms(card(tree, SENT["id"])) == terms(card(page_of(code(output(printed(SENT)))), SENT["id"]))


def test_an_unknown_distortion_stops_the_build():
    figure = deepcopy(SENT)
    figure["evidence"]["pages"][0]["distortion"] = "invented"
    with pytest.raises(RenderError, match="^the distortion invented has no words; see the codebook of reports.csv$"):
        page_of(code(output(printed(figure))))


# --- verdicts ---


def test_a_verdict_is_told_by_word_and_shape(tree):
    box = tree.one("div", id="above-one-third")
    assert box.one("p", class_="outcome").text == "depends as rounded"
    assert list(box.one("p", class_="outcome").all("svg"))
    assert terms(box) == [
        ("Figure", "Share killed or wounded, 36% (30 to 43%)"),
        ("Question", "above one third?"),
        ("As said", "holds"),
        ("As rounded", "depends"),
        ("Wide", "depends"),
        ("Margin", "as said it holds, and survives 1/2 times the rounding"),
        ("Input alone", f"casualties: {VERDICT['effects'][0]['told']}"),
        ("Input alone", f"sent: {VERDICT['effects'][1]['told']}"),
    ]


def test_the_four_outcomes_have_four_shapes():
    drawn = set()
    for outcome in ("holds", "depends", "fails", "undetermined"):
        box = page_of(code(output({"type": "verdict", "text": outcome, "verdict": {**VERDICT, "outcome": outcome}})))
        shape = next(box.one("div", id="above-one-third").one("p", class_="outcome").all("svg"))
        drawn.add(str([(each.name, each.attributes) for each in shape.all()]))
    assert len(drawn) == 4


def test_a_verdict_only_mentioned_has_its_box_among_the_evidence(tree):
    box = tree.one("section", id="figures").one("div", id="above-one-third-2026")
    assert ("Reason", "no base is named") in terms(box)


# --- tables and charts ---


def test_a_table_has_caption_scopes_and_a_region_that_the_keyboard_reaches(tree):
    region = next(each for each in tree.all("div", class_="scroll") if list(each.all("table", id="who-says-what")))
    assert region.attributes == {
        "class": "scroll",
        "role": "region",
        "aria-label": "Who says what, in whose words",
        "tabindex": "0",
    }
    table = region.one("table")
    assert table.one("caption").text == "Who says what, in whose words"
    assert [each.attributes for each in table.one("thead").all("th")][2] == {"scope": "col", "class": "right"}
    assert [each.text for each in table.one("tbody").all("th", scope="row")] == ["NIS", "HUR"]
    assert table.one("span", lang="ko").text == "사상자 4천여명"


def test_a_table_names_its_sources(tree):
    notes = [each.text for each in tree.all("p", class_="note")]
    assert "Source: The ledger, statements of 12 February 2026" in notes
    assert "Nothing here is averaged; see depends." in notes


def test_many_sources_open_on_demand():
    sources = [[{"type": "link", "href": f"https://example.org/{n}", "text": f"page {n}"} for n in range(7)]]
    tree = page_of(code(output({"type": "table", "table": {**TABLE, "sources": sources}})))
    details = next(tree.one("div", class_="wide").all("details"))
    assert details.one("summary").text == "Sources"
    assert len(list(details.all("a"))) == 7


def test_short_cells_stay_on_one_line(tree):
    cells = tree.one("table", id="who-says-what").one("tbody")
    assert [each.text for each in cells.all("td", class_="short")][:2] == ["사상자 4천여명", "about 4,000"]


def test_a_chart_has_headline_alt_text_data_and_figures(tree):
    figure = tree.one("figure", id="share-chart")
    drawn = next(figure.all("svg"))
    assert drawn.attributes["role"] == "img"
    assert drawn.attributes["aria-labelledby"] == "share-chart.title share-chart.desc"
    assert drawn.one("desc").text == "Two ranges, 30 to 43% and 25 to 50%; both reach across one third."
    assert figure.one("details").one("table", id="share-chart-data").one("caption").text == "The numbers of the chart"
    assert "Figures drawn: Share killed or wounded, 36% (30 to 43%)" in figure.text


def test_figures_that_the_table_of_a_chart_lists_are_not_listed_twice():
    listed = chart()
    listed["table"]["rows"][0][1] = [printed(listed["figures"][0])]
    assert "Figures drawn" not in page_of(code(output({"type": "chart", "chart": listed}))).one("main").text


def test_text_in_a_chart_stays_text(tree):
    words = [each.text for each in tree.one("figure", id="share-chart").all("text")]
    assert "one third" in words and "as rounded" in words


def test_a_drawing_carries_no_colour_of_its_own():
    assert not re.search(r"#[0-9a-f]{6}|style=|<style|<metadata|xlink", drawing(chart()))


def svg(inside):
    return {**chart(), "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{inside}</svg>'}


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<g>", "the SVG is not well-formed (mismatched tag: line 1, column 65)"),
        ("<script>x</script>", "the SVG holds <script>; a drawing is shapes and text"),
        ("<image/>", "the SVG holds <image>; a drawing is shapes and text"),
        ('<g onclick="x"/>', "the SVG holds onclick='x'; a drawing runs and loads nothing"),
        (
            '<use href="https://example.org/x.svg#a"/>',
            "the SVG holds href='https://example.org/x.svg#a'; a drawing runs and loads nothing",
        ),
        ('<path style="mix-blend-mode: multiply"/>', "the style mix-blend-mode has no attribute of its own in SVG"),
        (
            '<path fill="#123456"/>',
            "the colour #123456 is not one of the design tokens, so it would not follow the dark style; "
            "see render/tokens.py",
        ),
    ],
)
def test_a_drawing_that_does_not_fit_the_page_is_refused(inside, message):
    with pytest.raises(RenderError) as caught:
        drawing(svg(inside))
    assert str(caught.value) == f"chart share-chart: {message}"


def test_colours_become_classes_that_the_dark_style_recolours(source):
    drawn = drawing(svg(f'<path style="fill: {LIGHT["rust"]}; stroke: #000000"/>'))
    assert '<path class="rust-fill ink-stroke"' in drawn
    assert ".rust-fill{fill:var(--rust)}" in source
    assert f"--rust:{COLOURS['rust'].dark}" in source


# --- the look ---


def luminance(colour):
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("style", ["light", "dark"])
@pytest.mark.parametrize(
    "name",
    [
        "ink",
        "muted",
        "accent",
        "rust",
        "moss",
        "plum",
        "umber",
        "holds",
        "depends",
        "fails",
        "undetermined",
    ],
)
def test_text_stands_out_from_paper_and_panel(name, style):
    for surface in ("paper", "panel"):
        assert contrast(getattr(COLOURS[name], style), getattr(COLOURS[surface], style)) >= 4.5


def test_no_two_colours_look_the_same_on_paper():
    assert len(set(LIGHT.values())) == len(LIGHT)


def fonts(source):
    for family, _kind, data in re.findall(r'font-family:"([^"]+)".*?url\(data:font/(\w+);base64,([^)]+)\)', source):
        yield family, TTFont(BytesIO(base64.b64decode(data)))


def test_the_faces_hold_the_characters_of_the_document_and_not_many_more(source):
    held = {}
    for family, font in fonts(source):
        held.setdefault(family, set()).update(font.getBestCmap())
    assert set(map(ord, "Ołena Příkladová “близько”")) <= held["Source Sans Pro"] & held["Source Serif 4"]
    assert set(map(ord, "사상자천여명")) <= held["Noto Sans KR"]
    assert all(len(characters) < 300 for characters in held.values())


def test_a_page_without_hangul_carries_no_hangul_face():
    style = page_of(code(output({"type": "table", "table": {**TABLE, "rows": []}}))).one("style").text
    assert "NotoSansKR" not in style and 'font-family:"Noto Sans KR";' in page(document())
