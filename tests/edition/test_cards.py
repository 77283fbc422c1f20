"""The cards of the real briefing: each figure has one, complete, and every link of it leads somewhere."""

import csv
import re
from collections import Counter
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import real
from editions import of_day
from pages import parsed
from real import ROOT, briefing

from hedged.ledger.ledger import Ledger
from hedged.look.fonts import RenderError
from hedged.render import html, readback

LEDGER = Ledger.read(ROOT / "data")


@cache
def rows(table):
    with (ROOT / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def tree():
    return parsed(html.page(briefing()))


@cache
def made():
    return real.pdf()


@pytest.fixture(scope="module")
def file():
    with pikepdf.open(BytesIO(made())) as opened:
        yield opened


def broken(page):
    """The inner links of a page that lead nowhere."""
    ids = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    return {each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("#")} - {
        f"#{name}" for name in ids
    }


@cache
def cards():
    """The card of each figure in the page, by its id; what was counted has a line."""
    found = [*tree().all("article"), *(line for each in tree().all("ul", class_="counted") for line in each.all("li"))]
    return {each.attributes["id"]: each for each in found}


def terms(card):
    """What a card says, by its terms; of terms that come again, the last."""
    return {row.one("dt").text: row.one("dd") for row in card.all("div")}


def targets(element):
    return [each.attributes["href"] for each in element.all("a")]


# --- both parts ---


def test_every_figure_has_one_card():
    assert Counter(
        each.attributes["id"] for each in tree().all() if each.attributes.get("id") in briefing().figures
    ) == Counter(list(briefing().figures))
    assert cards().keys() == briefing().figures.keys()


def test_the_two_parts_hold_every_statement_of_the_ledger_once():
    parts = (tree().one("section", id="figures"), tree().one("section", id="ledger"))
    used, unused = ([each.attributes["id"] for each in part.all("article")] for part in parts)
    statements = [row["statement_id"] for row in rows("statements")]
    assert sorted([*(name for name in used if name in LEDGER), *unused]) == sorted(statements)
    assert tuple(unused) == briefing().unused


def test_no_statement_called_unused_is_printed_in_the_text():
    assert not set(briefing().unused) & briefing().mentions.keys()


def test_every_inner_link_leads_somewhere():
    assert broken(tree()) == set()


def test_a_broken_anchor_is_caught():
    page = html.page(briefing())
    seeded = page.replace('id="casualty-share"', 'id="casualty-shares"', 1)
    assert broken(parsed(seeded)) == {"#casualty-share"}
    with pytest.raises(RenderError) as caught:
        readback.require_links(seeded, "briefing.html")
    assert str(caught.value) == "briefing.html: the link #casualty-share leads nowhere"


def test_the_keyboard_stops_at_links_and_disclosures_of_a_card_and_nowhere_else():
    for name, card in cards().items():
        links = targets(card)
        assert not [each for each in card.all() if {"tabindex", "contenteditable"} & each.attributes.keys()], name
        assert links.count(f"#{name}") == 1 and len(links) == len(set(links)), name


def test_a_card_is_headed_by_its_label_which_leads_to_the_card_itself():
    for name, figure in briefing().figures.items():
        card = cards()[name]
        link = (card.one("h3") if card.name == "article" else card).all("a", href=f"#{name}")
        assert next(link).text == figure["label"], name


# --- what a card says ---


def test_the_card_of_a_statement_is_complete(subtests):
    for row in rows("statements"):
        with subtests.test(row["statement_id"]):
            assert_complete(cards()[row["statement_id"]], row)


def assert_complete(card, row):
    told = terms(card)
    claimant = next(each for each in rows("claimants") if each["claimant_id"] == row["claimant_id"])
    assert told["Claimant"].text.startswith(claimant["name"])
    assert told["Status"].text.startswith(row["status"])
    for column, term in (
        ("superseded_by", "Status"),
        ("disputed_by", "Status"),
        ("base", "Base"),
        ("repeats", "Repeats"),
    ):
        if row[column]:
            assert f"#{row[column]}" in targets(told[term])
    printed = [each for each in rows("reports") if each["statement_id"] == row["statement_id"]]
    pages = list(card.one("ul", class_="pages").all("li"))
    assert len(pages) == len(printed)
    assert {each["as_printed"] for each in printed} == {page.one("i").text[1:-1] for page in pages}
    changed = [each for each in printed if each["distortion"] != "none"]
    assert len([page for page in pages if list(page.all("b"))]) == len(changed)
    (how,) = (term for term in told if term.startswith("As printed"))
    assert ("unchanged" in how) == (len(changed) < len(printed))
    assert row["statement_id"] in told["To cite it"].text
    assert card.one("details").one("summary").text == "As coded in the ledger"
    coded = card.one("dl", class_="coded")
    in_words = {"scope": "Scope", "note": "Note"}
    assert {term.text: cell.text for term, cell in zip(coded.all("dt"), coded.all("dd"), strict=True)} == {
        column: cell for column, cell in row.items() if cell and column not in in_words
    }
    for column, term in in_words.items():
        assert told[term].text == row[column] if row[column] else term not in told


def test_the_cards_that_name_no_page_are_those_that_the_method_counts():
    """What was said by the day, but stands on later pages only."""
    document, known = of_day("2025-07-04")
    without = [each for each in parsed(html.page(document)).all("article") if not list(each.all("ul", class_="pages"))]
    reported = [each for each in without if document.figures[each.attributes["id"]]["evidence"]]
    later = [id for id in known.statements if not known.pages_of({id})]
    assert later and {each.attributes["id"]: terms(each)["As printed"].text for each in reported} == dict.fromkeys(
        later, "No page that had printed it by 4 July 2025 is in the ledger."
    )
    assert document.figures["statements-before-their-pages"]["text"] == str(len(reported))


def outlet(publisher):
    """Whose text a page is, by its publisher."""
    if publisher.endswith(" copy)"):
        return publisher.rsplit("(", 1)[1].removesuffix(" copy)")
    return re.sub(r"\s*\([^()]*\)", "", publisher.split(" via ")[0])


def root(report, by_page, pages, own_claim):
    """Where a page has the figure from in the end: by the rules of the codebook, from the files alone."""
    page, origin = pages[report["source_id"]], report["relayed_from"]
    while origin:
        page = pages[origin]
        origin = by_page[origin]["relayed_from"] if origin in by_page else page["relays_source_id"]
    if page["kind"] != "relay" or (own_claim and page["relays_source_id"] and not page["relays_name"]):
        return outlet(page["publisher"])
    return page["relays_name"] or "not known"


def roots(statement):
    """The roots of a statement."""
    pages = {each["source_id"]: each for each in rows("sources")}
    by_page = {each["source_id"]: each for each in rows("reports") if each["statement_id"] == statement}
    claimant = next(each["claimant_id"] for each in rows("statements") if each["statement_id"] == statement)
    standing = next(each["standing"] for each in rows("claimants") if each["claimant_id"] == claimant)
    return {root(each, by_page, pages, standing == "media") for each in by_page.values()}


def test_pages_roots_and_claimants_are_those_of_all_statements_together():
    figures = briefing().figures
    for name in [name for name, figure in figures.items() if figure["counts"]]:
        below, statements = [figures[name]], set()
        while below:
            each = below.pop()
            below += [figures[given["id"]] for given in each["inputs"].values()]
            if each["evidence"]:
                statements.add(each["evidence"]["statement"]["statement_id"])
        pages = {each["source_id"] for each in rows("reports") if each["statement_id"] in statements}
        claimants = {each["claimant_id"] for each in rows("statements") if each["statement_id"] in statements}
        known = {root for each in statements for root in roots(each)}
        counts = figures[name]["counts"]
        assert (counts["pages"], counts["claimants"]) == (len(pages), len(claimants)), name
        assert (counts["roots"], counts["roots_known"]) == (len(known - {"not known"}), "not known" not in known), name
        shown = terms(cards()[name])["Known from"].text
        assert shown.startswith(counts["text"]) and f"{len(pages)} page" in shown, name
        assert ("known through one root" in shown) == (len(known) == 1 and "not known" not in known), name


def test_a_share_of_two_numbers_from_one_story_says_that_it_is_known_through_one_root():
    assert terms(cards()["casualty-share"])["Known from"].text == (
        "13 pages, 1 root, 2 claimants; known through one root: CNN"
    )


def test_the_box_of_a_verdict_says_of_every_statement_below_it_what_it_does_alone():
    figures = briefing().figures

    def leaves(name):
        given = [each["id"] for each in figures[name]["inputs"].values()]
        return {leaf for each in given for leaf in leaves(each)} if given else {name}

    for name, verdict in briefing().verdicts.items():
        told = [row for row in tree().one("div", id=name).all("div") if row.one("dt").text == "Input alone"]
        rows = [line for row in told for line in row.all("li")]
        expected = leaves(verdict["figure"]["id"]) if verdict["outcome"] != "undetermined" else set()
        assert {target for row in rows for target in targets(row)} == {f"#{leaf}" for leaf in expected}, name
        assert all(re.search(r": (moves it to|leaves it at) .*\d", row.text) for row in rows), name


# --- the PDF ---


def destinations(file):
    """The page of every named destination: what is counted has none, links to it lead to its place by page."""
    numbers = {page.objgen: number for number, page in enumerate(file.pages)}
    found = {}
    for name, target in pikepdf.NameTree(file.Root.Names.Dests).items():
        found[name] = numbers[(target.D if isinstance(target, pikepdf.Dictionary) else target)[0].objgen]
    return found


def links(file):
    """The page each link stands on, and what it leads to: a name, or a page."""
    numbers = {page.objgen: number for number, page in enumerate(file.pages)}
    for number, page in enumerate(file.pages):
        for link in page.get("/Annots", []):
            if "/Dest" in link:
                to = link.Dest
                yield number, numbers[to[0].objgen] if isinstance(to, pikepdf.Array) else str(to)


def test_every_figure_has_its_place_in_the_pdf_and_every_link_leads_to_one(file):
    named = destinations(file)
    assert {name for name, each in briefing().figures.items() if each["kind"] != "counted"} <= named.keys()
    assert {to for _, to in links(file) if isinstance(to, str)} <= named.keys()


def test_links_of_the_pdf_lead_both_ways(file):
    named, both = destinations(file), set(links(file))
    figures = [name for name in briefing().figures if name in named]
    annex = min(named[name] for name in figures)
    for name in briefing().mentions.keys() & set(figures):
        printed = {page for page, to in both if to == name and page < annex}
        assert printed, name
        # The entry may go on over the page, and leads back to the first place on each page of the text.
        back = {to for page, to in both if page - named[name] in (0, 1, 2) and isinstance(to, int)}
        assert printed & back, name


def test_the_second_part_of_the_pdf_has_its_own_heading_and_the_cards_that_are_left(file):
    named = destinations(file)
    with pypdfium2.PdfDocument(made()) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    start = max(number for number, text in enumerate(texts) if "Statements not used in the text" in text)
    unused = set(briefing().unused)
    assert {name for name, page in named.items() if name in briefing().figures and page > start} <= unused
    assert all(named[name] >= start for name in unused)
    behind = " ".join(" ".join(texts[start:]).split())
    for name in unused:
        assert briefing().figures[name]["label"] in behind
