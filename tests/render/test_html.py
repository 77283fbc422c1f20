"""The page as a parser sees it; as a browser sees it in test_browser.py."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from copy import deepcopy
from html import unescape

import pytest
from pages import page_of, terms
from samples import (
    CASUALTIES,
    SENT,
    TABLE,
    VERDICT,
    chart,
    code,
    markdown,
    output,
    printed,
    result,
)

from hedged.look.drawing import drawing
from hedged.look.fonts import RenderError
from hedged.look.tokens import COLOURS, LIGHT

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
    assert data["name"] == "Made-up troops in nobody’s war"
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
    trapped["label"] = '"><s onclick="x">'
    trapped["evidence"]["pages"][0].update(title="<u>x</u>", language='ko"><s>', printed="{{ 7 * 7 }}")
    tree = page_of(code(output(printed(trapped))))
    assert not list(tree.all("s")) and not list(tree.all("u"))
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


def below(element):
    return [each for each in element.children if not isinstance(each, str)]


def test_the_page_has_its_landmarks_and_a_way_to_its_text(tree):
    body = tree.one("body")
    assert [each.name for each in below(body) if each.name != "svg"] == ["a", "header", "main", "footer"]
    assert tree.one("html").attributes["lang"] == "en"
    assert body.one("a", class_="skip").attributes["href"] == "#" + tree.one("main").attributes["id"]


def test_the_answer_in_short_stands_before_the_contents_and_all_else_behind_them(tree):
    lead, contents, rest = below(tree.one("main"))
    assert [each.text for each in lead.all("h2")] == ["Is it above one third?"]
    assert contents.name == "nav"
    assert [each.text for each in rest.all("h2")] == ["What was not said", "Figures and their evidence"]


def test_what_stands_before_the_first_heading_is_the_standfirst(tree):
    standfirst = below(tree.one("main"))[0].one("div", class_="standfirst")
    assert [each.name for each in below(standfirst)][0] == "p"
    assert not [each for each in standfirst.all() if re.fullmatch("h[1-6]", each.name)]


def test_the_link_to_a_section_stands_beside_its_heading_not_in_it(tree):
    heading, link = below(next(tree.one("main").all("div", class_="head")))
    assert (heading.name, heading.text) == ("h2", "Is it above one third?")
    assert link.attributes["href"] == f"#{heading.attributes['id']}"
    assert link.attributes["aria-label"] == "Link to the section Is it above one third?"


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
        "Made-up troops in nobody’s war Jan Muster, Ołena Příkladová "
        "Edition of 12 February 2026 · newest statement of 30 April 2025, by East and North"
    )


def test_a_briefing_without_statements_names_no_newest_one():
    assert page_of(markdown("Only words.")).one("p", class_="edition").text == "Edition of 12 February 2026"


def test_the_colophon_says_how_the_page_was_made(tree):
    assert tree.one("footer").text == (
        "Made from the notebook 2-briefing.ipynb with hedged 1.0.0; known_on = 2026-02-12."
    )


def test_a_document_without_figures_has_no_annex():
    tree = page_of(markdown("Only words."))
    assert not list(tree.one("nav").all("a"))
    assert not list(tree.all("section"))


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
        (
            "Input alone",
            f"casualties: {VERDICT['effects'][0]['told']} sent: {VERDICT['effects'][1]['told']}",
        ),
    ]


def test_the_four_outcomes_have_four_shapes():
    drawn = set()
    for outcome in ("holds", "depends", "fails", "undetermined"):
        shown = page_of(code(output({"type": "verdict", "text": outcome, "verdict": {**VERDICT, "outcome": outcome}})))
        use = shown.one("div", id="above-one-third").one("p", class_="outcome").one("use")
        symbol = shown.one("symbol", id=use.attributes["href"][1:])
        drawn.add(str([(each.name, each.attributes) for each in symbol.all()]))
    assert len(drawn) == 4


def test_a_shape_is_drawn_in_the_colour_of_its_words_by_lines_and_fills(tree):
    painted = [each.attributes for symbol in tree.all("symbol") for each in symbol.all()]
    assert {each.get("fill", "none") for each in painted} | {each.get("stroke", "none") for each in painted} == {
        "none",
        "currentColor",
    }


def test_a_verdict_in_a_line_is_a_badge_of_shape_and_words(tree):
    badge = next(tree.one("main").all("a", class_="badge"))
    assert badge.text == "depends" and badge.has({"class_": "depends"})
    assert badge.one("svg").attributes["aria-hidden"] == "true"
    assert badge.one("use").attributes["href"] == "#shape.depends"


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
    assert [each.text for each in table.one("tbody").all("th", scope="row")] == ["North", "East"]
    assert table.one("span", lang="ko").text == "사상자 4천여명"


def table_of(align, figure=CASUALTIES):
    columns = [{"name": "Who", "align": "left"}, {"name": "Figure", "align": align}]
    shown = {**TABLE, "columns": columns, "notes": [], "sources": []}
    cells = code(output({"type": "table", "table": {**shown, "rows": [["North", [printed(figure)]]]}}))
    return page_of(cells).one("table", id=TABLE["id"]).one("tbody")


def test_the_standing_of_a_figure_in_a_column_of_numbers_has_a_line_of_its_own():
    figure = {**CASUALTIES, "text": "about 4,000 (superseded)"}
    link = table_of("right", figure).one("a", class_="figure")
    assert link.text == figure["text"]
    assert [each if isinstance(each, str) else each.name for each in link.children] == ["about 4,000 ", "br", "span"]
    assert link.one("span", class_="standing").text == "(superseded)"


def test_what_else_stands_in_brackets_stays_in_its_line():
    for shown in (table_of("left", {**CASUALTIES, "text": "about 4,000 (superseded)"}), table_of("right")):
        assert not list(shown.all("br"))


def test_a_table_holds_its_notes_and_sources(tree):
    block = next(each for each in tree.all("div", class_="wide") if list(each.all("table", id="who-says-what")))
    assert [each.text for each in block.all("p", class_="note")] == [
        "Nothing here is averaged; see depends.",
        "Source: The ledger, statements of 12 February 2026",
    ]


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


def test_a_day_and_its_month_stay_on_one_line(source):
    body = source.partition("</head>")[2]
    text = unescape(re.sub(r"<[^>]*>", "", body))
    assert "Edition of 12\N{NO-BREAK SPACE}February 2026" in text
    assert not re.search(r"\d (January|February|April|October|November|December)\b", text)


def test_names_for_machines_keep_their_plain_spaces(source):
    assert "\N{NO-BREAK SPACE}" not in "".join(re.findall(r"<[^>]*>", source))
    assert "\N{NO-BREAK SPACE}" not in source.partition("</head>")[0]


def test_a_cell_of_sentences_has_the_room_of_sentences():
    columns = [{"name": name, "align": "left"} for name in ("Who", "What")]
    rows = [["North", [{"type": "text", "text": "a few words more"} for _ in range(times)]] for times in (1, 2, 4)]
    shown = {**TABLE, "columns": columns, "rows": rows, "notes": [], "sources": []}
    cells = page_of(code(output({"type": "table", "table": shown}))).one("tbody").all("td")
    assert [each.attributes["class"] for each in cells] == ["left short", "left", "left long"]


@pytest.mark.parametrize(("words", "width"), [("three words", "narrow"), ("three words or more" * 9, "broad")])
def test_a_table_has_the_width_of_the_text_unless_its_lines_are_longer(words, width):
    shown = {**TABLE, "rows": [[words, words, words]], "notes": [], "sources": []}
    columns = [{"name": f"Column {'abc'[at]}", "align": "left"} for at in range(3)]
    tree = page_of(code(output({"type": "table", "table": {**shown, "columns": columns}})))
    assert tree.one("table", id=TABLE["id"]).attributes["class"] == width


def test_a_drawing_wider_than_a_phone_says_so_and_where_its_numbers_are(tree):
    hint = tree.one("figure", id="share-chart").one("p", class_="hint")
    assert hint.text == "Scroll the drawing sideways to see all of it. Its numbers stand below it."


def test_the_sources_of_a_chart_and_of_its_numbers_are_said_once():
    drawn = chart()
    drawn["sources"] = drawn["table"]["sources"] = [[{"type": "link", "href": "https://example.org/", "text": "page"}]]
    tree = page_of(code(output({"type": "chart", "chart": drawn})))
    assert [each.text for each in tree.one("figure").all("p", class_="note")][:1] == ["Source: page"]
    assert len(list(tree.one("figure").all("a", href="https://example.org/"))) == 1


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
            "see look/tokens.py",
        ),
    ],
)
def test_a_drawing_that_does_not_fit_the_page_is_refused(inside, message):
    with pytest.raises(RenderError) as caught:
        drawing(svg(inside))
    assert str(caught.value) == f"chart share-chart: {message}"


def test_colours_become_classes_that_the_dark_style_recolours(source):
    drawn = drawing(svg(f'<path d="M0 0h9v9z" style="fill: {LIGHT["rust"]}; stroke: #000000"/>'))
    assert '<path class="rust-fill ink-stroke"' in drawn
    assert ".rust-fill{fill:var(--rust)}" in source
    assert f"--rust:{COLOURS['rust'].dark}" in source
