"""The briefing as known on a day: not a sentence about what was not yet said, and none with a hole where it would be."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from editions import DAYS, EARLIER, Edition, everything_printed, of_day, prose
from known import MONTHS, Known, in_words, outlet, table
from second_opinion import Record

from hedged.document.blocks import ChartBlock, Heading, ItemList, Paragraph, TableBlock, plain


@pytest.fixture(scope="module", params=DAYS)
def edition(request) -> Edition:
    """A fixture, so that a briefing that cannot be built is not built again for every test."""
    return of_day(request.param)


earlier = pytest.mark.parametrize("edition", EARLIER, indirect=True)


@earlier
def test_nothing_that_was_not_yet_known_is_anywhere_in_the_briefing(edition):
    """No id, title or address of a row that came later, in prose, tables, charts or cards."""
    whole = repr(edition.document.json())
    ids = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", whole))
    later, texts = set(), set()
    for name, rows in (
        ("statements", edition.known.statements),
        ("reports", edition.known.reports),
        ("sources", edition.known.pages),
        ("events", edition.known.events),
        ("indicators", edition.known.indicators),
    ):
        left_out = table(name).keys() - rows.keys()
        assert left_out
        later |= left_out
        here = {cell for id in rows for cell in table(name)[id].values()}
        cells = {table(name)[id].get(column) for id in left_out for column in ("title", "url", "what")}
        texts |= cells - here - {None, ""}
    assert {id for id in ids for row in later if f"-{row}-" in f"-{id}-"} == set()
    assert {text for text in texts if repr(text)[1:-1] in whole} == set()


@earlier
def test_a_reported_figure_has_the_standing_and_the_pages_it_had_on_the_day(edition, subtests):
    reported = edition.of_kind("reported")
    assert reported.keys() == edition.known.statements.keys()
    for id, record in reported.items():
        with subtests.test(figure=id):
            pages = {page["source_id"] for page in record["evidence"]["pages"]}
            assert (record["status"], pages) == (edition.known.status(id), edition.known.pages_of({id}))


A_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) (?P<year>20\d\d)\b"
    r"|(?<![\d,.-])(?P<only>20\d\d)(?![\d%]|[,.]\d)"
)


def dates(words: str) -> Iterator[tuple[str, date]]:
    """Every day, month and year that a text names, with its first day."""
    for found in A_DATE.finditer(words):
        if found["only"]:
            yield found[0], date(int(found["only"]), 1, 1)
        else:
            yield found[0], date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"] or 1))


def forecast_for(known: Known) -> set[str]:
    """The days that forecasts known by then speak of, in words: these lie ahead rightly."""
    forecasts = [row for row in known.statements.values() if row["measure"].startswith("planned")]
    return {in_words(row[cell]) for row in forecasts for cell in ("as_of", "due") if row[cell]}


@earlier
def test_no_day_lies_ahead_but_those_of_forecasts(edition):
    ahead = [
        (name, each.words)
        for each in everything_printed(edition.document)
        for name, first in dates(each.words)
        if first > edition.known.day and name not in forecast_for(edition.known)
    ]
    assert ahead == []


def names(claimant: Record) -> set[str]:
    """What a claimant is called: short name, name, name without its brackets."""
    return {claimant["short_name"], claimant["name"], re.sub(r"\s*\(.*\)", "", claimant["name"])}


#: Claimants whose name is that of a state: the word alone does not say that they spoke.
STATES = {"ua-unspecified", "rok-unspecified", "us-unspecified"}


@earlier
def test_nobody_is_named_who_had_not_yet_spoken(edition):
    claimants = table("claimants")
    spoken = edition.known.speakers | {row["reported_by"] for row in edition.known.indicators.values()} | STATES
    heard = {name for id in spoken for name in names(claimants[id])}
    # A medium may also be named as the outlet of a page.
    heard |= {name for page in edition.known.pages.values() for name in (outlet(page), page["relays_name"])}
    silent = {name for id in claimants.keys() - spoken for name in names(claimants[id])} - heard
    later = {outlet(page) for id, page in table("sources").items() if id not in edition.known.pages} - heard
    assert silent and later
    # Long names first, so that "Ukraine at the UN" is not taken for "Ukraine".
    either = re.compile(
        "|".join(rf"\b{re.escape(name)}\b" for name in sorted(heard | silent | later, key=len)[::-1] if name)
    )
    found = [(name, each.words) for each in prose(edition.document) for name in either.findall(each.words)]
    assert [(name, words) for name, words in found if name in silent | later] == []


@earlier
def test_the_starting_article_is_not_spoken_of_before_it_stood(edition):
    named = [each.words for each in prose(edition.document) if re.search(r"\barticle\b", each.words)]
    assert named == [] or "article-de-2025-07" in edition.known.pages


def test_no_heading_table_or_chart_stands_over_nothing(edition):
    blocks = [*edition.document.blocks, None]
    for block, following in zip(blocks, blocks[1:], strict=False):
        match block:
            case Heading():
                under = isinstance(following, Heading) and following.level > block.level
                assert under or following is not None and not isinstance(following, Heading), plain(block.content)
            case Paragraph():
                assert plain(block.content).strip()
            case ItemList():
                assert block.items and all(each for each in block.items)
            case TableBlock():
                assert block.table["rows"], block.table["id"]
            case ChartBlock():
                assert block.chart["figures"] and block.chart["table"]["rows"], block.chart["id"]


#: What a value that is not there, or is no text, leaves in a sentence.
STRAY = re.compile(
    r"\bNone\b|\bnan\b|\bTrue\b|\bFalse\b|\binf\b|[\[\]{}<>]|  | [,.;:]|\(\)|\(,|, ,|: *\.|[,;:]\.|\bby \."
    r"|\bthrough not known"
)


def test_no_sentence_has_a_hole_in_it(edition):
    assert [each for each in everything_printed(edition.document) if STRAY.search(each.words)] == []
    assert [each.words for each in prose(edition.document) if "undetermined" in each.words] == []


def test_every_column_of_a_table_has_a_name(edition):
    assert [each.words for each in prose(edition.document) if not each.words.strip()] == []


def test_a_sentence_begins_with_a_capital_and_ends(edition):
    broken = [
        each.words
        for each in everything_printed(edition.document)
        if each.place == "sentence" and not re.fullmatch(r"[“(]?[A-Z0-9].*[.?!:][”)]?", each.words)
    ]
    assert broken == []


def test_a_day_is_said_on_and_a_month_in(edition):
    wrong = re.compile(rf"\bon (?:{'|'.join(MONTHS)}) 20|\bin \d{{1,2}} (?:{'|'.join(MONTHS)})\b")
    assert [each.words for each in prose(edition.document) if wrong.search(each.words)] == []
