"""The briefing and its figures cited: in each style, on their cards, and in the head of the page."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from made_editions import briefing as made
from pages import parsed

from hedged import document
from hedged.document import cite
from hedged.document.cite import Cited
from hedged.document.model import Document
from hedged.exports import bibliography
from hedged.render import html

TITLE = "Made-up troops: reported figures, their hedges and what follows"
TITLE_IN_CAPITALS = "Made-up Troops: Reported Figures, Their Hedges and What Follows"
EDITION = "Edition of 22 November 2026, checksum 0123456789ab"

META = document.Meta(
    edition=date(2026, 11, 22),
    authors=("The testers",),
    version="0.1.0",
    parameters={},
    notebook="2-briefing.ipynb",
    checksum="0123456789abcdef" * 4,
    names=({"literal": "The testers"},),
    license="MIT",
)


@pytest.fixture(scope="module")
def briefing() -> Document:
    return replace(made(), meta=META)


@pytest.fixture(scope="module")
def page(briefing):
    return parsed(html.page(briefing))


def at(briefing: Document, **changed: Any) -> Document:
    return replace(briefing, meta=replace(briefing.meta, **changed))


def in_styles(item: bibliography.Item) -> dict[str, str]:
    return {style: bibliography.citations([item], style)[0] for style in bibliography.STYLES}


# --- the briefing ---


def test_the_briefing_is_cited_with_its_edition_and_checksum(briefing):
    assert in_styles(Cited.of(briefing).briefing()) == {
        "apa": f"The testers. (2026). {TITLE} ({EDITION}).",
        "chicago": f"The testers. 2026. {TITLE_IN_CAPITALS}. {EDITION}.",
        "harvard": f"The testers (2026) {TITLE}. {EDITION}.",
    }


def test_a_derived_figure_is_cited_by_its_text_and_id(briefing):
    assert in_styles(cite.items(briefing)["casualty-share"]) == {
        "apa": "The testers. (2026). 36% (30 to 43%): casualties among those sent, by the numbers of the "
        f"Gazette. In {TITLE} ({EDITION}, figure casualty-share).",
        "chicago": "The testers. 2026. “36% (30 to 43%): Casualties Among Those Sent, by the Numbers of the "
        f"Gazette.” In {TITLE_IN_CAPITALS}, {EDITION}, figure casualty-share.",
        "harvard": "The testers (2026) ‘36% (30 to 43%): casualties among those sent, by the numbers of the "
        f"Gazette’, {TITLE}. {EDITION}, figure casualty-share.",
    }


def test_a_reported_figure_is_cited_with_its_hedge_and_status(briefing):
    assert in_styles(cite.items(briefing)["north-casualties-2025-04-30"]) == {
        "apa": "The testers. (2026). About 5,100 (superseded): North, casualties, 30 April 2025. "
        f"In {TITLE} ({EDITION}, figure north-casualties-2025-04-30).",
        "chicago": "The testers. 2026. “About 5,100 (superseded): North, Casualties, 30 April 2025.” "
        f"In {TITLE_IN_CAPITALS}, {EDITION}, figure north-casualties-2025-04-30.",
        "harvard": "The testers (2026) ‘About 5,100 (superseded): North, casualties, 30 April 2025’, "
        f"{TITLE}. {EDITION}, figure north-casualties-2025-04-30.",
    }


def test_a_verdict_is_cited_with_its_outcome_and_question(briefing):
    assert in_styles(cite.items(briefing)["casualty-share-above-one-third"]) == {
        "apa": "The testers. (2026). Depends: casualties among those sent, by the numbers of the "
        f"Gazette, above one third. In {TITLE} ({EDITION}, figure casualty-share-above-one-third).",
        "chicago": "The testers. 2026. “Depends: Casualties Among Those Sent, by the Numbers of the "
        f"Gazette, Above One Third.” In {TITLE_IN_CAPITALS}, {EDITION}, figure casualty-share-above-one-third.",
        "harvard": "The testers (2026) ‘Depends: casualties among those sent, by the numbers of the "
        f"Gazette, above one third’, {TITLE}. {EDITION}, figure casualty-share-above-one-third.",
    }


def test_a_multiple_is_more_than_a_threshold_not_above_it(briefing):
    item = cite.items(briefing)["increase-over-the-first-above-twice"]
    assert item["title"] == (
        "Holds as rounded: the planned increase as a multiple of the first contingent, more than twice"
    )


def test_a_public_address_leads_to_the_figure_in_place_of_its_id(briefing):
    item = cite.items(at(briefing, url="https://example.org/made-up/"))["north-casualties-2025-04-30"]
    assert in_styles(item)["apa"] == (
        "The testers. (2026). About 5,100 (superseded): North, casualties, 30 April 2025. "
        f"In {TITLE} ({EDITION}). https://example.org/made-up/#north-casualties-2025-04-30"
    )


def test_a_doi_leads_to_the_whole_and_the_id_to_the_figure_in_it(briefing):
    item = cite.items(at(briefing, doi="10.5281/zenodo.1234567"))["north-casualties-2025-04-30"]
    assert in_styles(item)["apa"] == (
        "The testers. (2026). About 5,100 (superseded): North, casualties, 30 April 2025. "
        f"In {TITLE} ({EDITION}, figure north-casualties-2025-04-30). https://doi.org/10.5281/zenodo.1234567"
    )


def test_an_edition_as_known_on_an_earlier_day_says_so(briefing):
    early = at(briefing, parameters={"known_on": "2025-07-05"})
    assert in_styles(Cited.of(early).briefing())["apa"] == (
        f"The testers. (2026). {TITLE} (Edition of 22 November 2026 as known on 5 July 2025, checksum 0123456789ab)."
    )


def test_a_ready_citation_is_what_the_processor_prints(briefing):
    items = cite.items(briefing)
    assert items.keys() == briefing.figures.keys() | briefing.verdicts.keys()
    assert cite.ready(briefing) == dict(zip(items, bibliography.citations(items.values(), "apa"), strict=True))


@pytest.mark.parametrize("address", [{"url": "https://example.org/"}, {"doi": "10.5281/zenodo.1234567"}], ids=str)
def test_so_it_is_with_an_address_for_one_of_each_kind(briefing, address):
    kinds = {figure["kind"]: figure["id"] for figure in briefing.figures.values()}
    verdict = next(iter(briefing.verdicts.values()))
    few = replace(
        at(briefing, **address),
        figures={name: briefing.figures[name] for name in [*kinds.values(), verdict["figure"]["id"]]},
        verdicts={verdict["id"]: verdict},
    )
    items = cite.items(few)
    assert len(kinds) > 2 and items.keys() == few.figures.keys() | few.verdicts.keys()
    assert cite.ready(few) == dict(zip(items, bibliography.citations(items.values(), "apa"), strict=True))


@pytest.mark.parametrize(
    "label", ["is it so?", "it ends.", "it\ngoes  on", "it is “so” & <b>so</b>", "Qqq", "a. b.. c... d", 'is "so"']
)
def test_a_ready_citation_holds_whatever_the_label(briefing, label):
    figure = {**briefing.figures["casualty-share"], "label": label}
    odd = replace(briefing, figures={"casualty-share": figure}, verdicts={})
    (item,) = cite.items(odd).values()
    assert cite.ready(odd) == {"casualty-share": bibliography.citations([item], "apa")[0]}


def test_a_briefing_without_figures_has_nothing_ready(briefing):
    assert cite.ready(replace(briefing, figures={}, verdicts={})) == {}


# --- the head of the page ---


def names(page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in page.all("meta"):
        if "name" in each.attributes:
            found.setdefault(each.attributes["name"], []).append(each.attributes["content"])
    return found


def test_a_reference_manager_finds_a_report_with_author_day_and_edition(page):
    told = {name: content for name, content in names(page).items() if name.startswith("citation_")}
    assert told == {
        "citation_title": [TITLE],
        "citation_author": ["The testers"],
        "citation_publication_date": ["2026/11/22"],
        "citation_language": ["en"],
        "citation_technical_report_institution": ["The testers"],
        "citation_technical_report_number": [EDITION],
    }


def test_dublin_core_names_title_creator_day_licence_and_checksum(page):
    told = names(page)
    assert told["DC.title"] == [TITLE]
    assert told["DC.creator"] == ["The testers"]
    assert told["DC.date"] == ["2026-11-22"]
    assert told["DC.rights"] == ["MIT"]
    assert told["DC.identifier"] == ["sha256:" + "0123456789abcdef" * 4]
    assert told["DC.description"] == told["description"]


def test_an_address_and_a_person_stand_in_the_head(briefing):
    person = ({"family": "Muster", "given": "Jan"},)
    told = names(parsed(html.page(at(briefing, names=person, url="https://example.org/", doi="10.5281/zenodo.1"))))
    assert told["citation_author"] == told["DC.creator"] == ["Muster, Jan"]
    assert told["citation_public_url"] == ["https://example.org/"]
    assert told["citation_doi"] == ["10.5281/zenodo.1"]
    assert told["DC.identifier"][:2] == ["https://example.org/", "doi:10.5281/zenodo.1"]


def test_the_linked_data_are_a_dataset_with_its_verdicts_and_what_they_rest_on(page, briefing):
    (script,) = page.all("script")
    text = "".join(script.children)
    data = json.loads(text)
    assert (data["@type"], data["name"], data["datePublished"]) == ("Dataset", TITLE, "2026-11-22")
    assert data["creator"] == [{"@type": "Organization", "name": "The testers"}]
    assert data["version"] == EDITION
    claims = {claim["@id"].removeprefix("#"): claim for claim in data["hasPart"]}
    assert briefing.verdicts.keys() <= claims.keys()
    verdict = claims["casualty-share-above-one-third"]
    assert verdict["text"].endswith(briefing.verdicts["casualty-share-above-one-third"]["sentence"])
    assert [each["@id"] for each in verdict["isBasedOn"]] == [
        "#harbour-officials-casualties-2025-07-02", "#gazette-sent-total-2025-07-02",
    ]  # fmt: skip
    statement = claims["gazette-sent-total-2025-07-02"]
    assert statement["text"] == "Gazette, sent in all, 2 July 2025: 11,000"
    assert statement["author"] == {"name": "The Gazette"}
    assert statement["appearance"]["url"].startswith("http")
    assert all(
        each["@id"].removeprefix("#") in claims for claim in claims.values() for each in claim.get("isBasedOn", ())
    )


def test_every_claim_of_the_linked_data_is_an_anchor_of_the_page(page):
    anchors = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    (script,) = page.all("script")
    assert {claim["@id"].removeprefix("#") for claim in json.loads("".join(script.children))["hasPart"]} <= anchors
