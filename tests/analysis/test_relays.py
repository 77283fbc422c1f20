"""One story and every page after it: as a tree, with what each page changed."""

from pathlib import Path

import pytest
from ledgers import Copy
from place import DATA

from hedged.analysis import relays
from hedged.figures.origin import NOT_KNOWN
from hedged.ledger.codes import CHANGES
from hedged.ledger.evidence import outlet
from hedged.ledger.ledger import Ledger
from hedged.look.display import Foreign

LEDGER = Ledger.read(Path(__file__).parents[2] / "data")
FORECAST = [LEDGER["hur-planned-2025-07-02"], LEDGER["western-officials-planned-2025-07-02"]]
STORY = relays.story(LEDGER, FORECAST)


def test_the_root_comes_first_and_relays_nobody():
    assert (STORY[0].page.id, STORY[0].depth, STORY[0].relayed) == ("cnn-2025-07-02", 0, None)


def test_every_page_that_prints_the_forecast_is_there_once_and_relays_the_root():
    printed = {report.source_id for figure in FORECAST for report in LEDGER.reports(figure)}
    assert {relay.page.id for relay in STORY} == printed
    assert len(STORY) == len(printed) == 19
    assert {(relay.depth, relay.relayed) for relay in STORY[1:]} == {(1, "CNN")}


def test_pages_and_roots_are_counted_as_figures():
    pages = relays.pages(LEDGER, FORECAST, id="story-pages")
    roots = relays.roots(LEDGER, FORECAST, id="story-roots")
    assert (pages.text, pages.unit, roots.text, roots.unit) == ("19", "pages", "1", "roots")


def test_roots_that_no_page_names_are_a_caveat():
    unknown = next(f for f in LEDGER.statements() if "not known" in LEDGER.roots(f))
    assert relays.roots(LEDGER, [unknown], id="roots").caveats == (
        "some pages name no origin; their root is not known",
    )


def test_a_page_says_what_it_changed():
    changed = {relay.page.id: relay.changed for relay in STORY}
    assert changed["kyivindependent-2025-07-02"] == "unchanged"
    assert changed["jpost-2025-07-02"] == "hedge changed"
    assert changed["novaya-daily8-2025-07-02"] == "hedge dropped"


def test_pages_known_only_by_month_come_after_the_dated_ones_of_that_month():
    days = [relay.page.date for relay in STORY[1:]]
    assert [day.last for day in days] == sorted(day.last for day in days)


def test_every_code_of_a_change_has_its_words():
    assert {row.distortion for row in LEDGER.tables["reports"]} <= set(CHANGES)


# -- the tree -------------------------------------------------------------------------------

SEOUL = "nis-casualties-2025-04-30"


@pytest.fixture
def copy(tmp_path):
    """The real ledger, to which pages of one story are added."""
    return Copy(tmp_path / "data", DATA)


def added(copy: Copy, page: str, on: str, after: str | None = None, *, like: str = SEOUL, kind: str = "relay", **cells):
    """A page of its own name that prints a figure, after another page, or as a root."""
    original = LEDGER.reports(like)[0]
    kind = kind if after or cells.get("relays_name") else "secondary"
    named = {"relays_name": cells.pop("relays_name", "")}
    copy.add("sources", page, like=original.source_id, publisher=page.title(), published=on, placed="", kind=kind,
             relays_source_id=after or "", **named)  # fmt: skip
    if cells.pop("prints", True):
        copy.add("reports", f"{page}-report", like=original.id, source_id=page, relayed_from=after or "", **cells)


def test_each_page_stands_right_below_the_page_it_relays_and_those_of_one_origin_by_day(copy):
    added(copy, "second", "2025-05-02")
    added(copy, "last-after-first", "2025-05-09", "first")
    added(copy, "first", "2025-05-01")
    added(copy, "early-after-first", "2025-05-03", "first")
    added(copy, "after-early", "2025-05-12", "early-after-first")
    ledger = Ledger.read(copy.folder)
    made = [relay for relay in relays.story(ledger, [ledger[SEOUL]]) if relay.page.id in copy_pages(copy)]
    assert [(relay.depth, relay.page.id) for relay in made] == [
        (0, "first"),
        (1, "early-after-first"),
        (2, "after-early"),
        (1, "last-after-first"),
        (0, "second"),
    ]
    assert [relay.relayed for relay in made[:3]] == [None, "First", "Early-After-First"]


def copy_pages(copy: Copy) -> set[str]:
    """The pages that were added."""
    return {row[0] for row in copy.rows("sources")} - {page.id for page in LEDGER.tables["sources"]}


def test_relays_of_an_outlet_without_a_page_stand_together_on_the_day_of_the_first(copy):
    added(copy, "late-relay", "2025-05-20", relays_name="Agency")
    added(copy, "between", "2025-05-10")
    added(copy, "early-relay", "2025-05-05", relays_name="Agency")
    ledger = Ledger.read(copy.folder)
    made = [relay for relay in relays.story(ledger, [ledger[SEOUL]]) if relay.page.id in copy_pages(copy)]
    assert [(relay.page.id, relay.relayed) for relay in made] == [
        ("early-relay", "Agency"), ("late-relay", "Agency"), ("between", None),
    ]  # fmt: skip


def test_an_origin_that_was_not_seen_to_print_the_figure_is_a_step_all_the_same(copy):
    added(copy, "origin", "2025-05-01", prints=False)
    added(copy, "middle", "2025-05-02", "origin", prints=False)
    added(copy, "end", "2025-05-03", "middle")
    ledger = Ledger.read(copy.folder)
    (end,) = (relay for relay in relays.story(ledger, [ledger[SEOUL]]) if relay.page.id in copy_pages(copy))
    assert ([step.id for step in end.through], end.depth) == (["origin", "middle"], 2)


def test_pages_whose_origin_is_not_known_come_at_the_end():
    known = [relay.known for relay in relays.story(LEDGER, [LEDGER["nis-killed-2025-04-30"]])]
    assert known == sorted(known, reverse=True)
    assert set(known) == {True, False}


@pytest.mark.parametrize("figure", LEDGER.statements(include_denied=True), ids=lambda figure: figure.id)
def test_the_tree_of_every_statement_holds_its_pages_once_below_its_roots(figure):
    story = relays.story(LEDGER, [figure])
    assert sorted(relay.page.id for relay in story) == sorted({r.source_id for r in LEDGER.reports(figure)})
    assert {outlet((*relay.through, relay.page)[0]) for relay in story} == set(LEDGER.roots(figure))
    ways = [(*relay.through, relay.page) for relay in story]
    for place, way in enumerate(ways):
        if way[:-1] in ways:  # between a page and the one it relays stands only what else goes back to that
            assert all(each[: len(way) - 1] == way[:-1] for each in ways[ways.index(way[:-1]) : place])


def test_a_page_with_figures_of_several_origins_stands_below_the_one_that_is_known():
    both = [LEDGER["nis-planned-2025-06-26"], LEDGER["hur-planned-2025-07-02"]]
    page = next(r for r in relays.story(LEDGER, both) if r.page.id == "kyivindependent-2025-07-02")
    assert (len(page.printed), page.relayed) == (2, "CNN")


def test_a_copy_of_the_text_of_an_outlet_says_where_it_stands():
    story = relays.story(LEDGER, [LEDGER["western-officials-casualties-2025-01-22"]])
    assert story[0].name == "BBC (Frank Gardner) via snapbard.com"
    assert [relay.name for relay in story[1:3]] == ["The Moscow Times", "KBS World Radio"]
    assert [relay.relayed for relay in story[:3]] == ["BBC"] * 3


# -- what changed ---------------------------------------------------------------------------


def test_a_change_stands_beside_the_words_of_the_page_that_was_relayed():
    change = next(each for each in relays.changes(STORY) if each.relay.page.id == "kbs-id-2025-07")
    assert change.before == Foreign("an additional 25,000 to 30,000 soldiers", "en")
    assert (change.here, change.word) == (Foreign("30.000 tentara Korea Utara", "id"), "hedge changed")


def test_where_the_words_of_the_origin_are_not_known_a_change_stands_beside_the_figure_as_said():
    change = next(each for each in relays.changes(STORY) if each.relay.page.id == "novaya-daily8-2025-07-02")
    assert change.before is LEDGER["western-officials-planned-2025-07-02"]
    assert change.here.text == "Kyiv's estimate of 30,000 troops"


def test_every_report_that_changed_its_figure_is_there_and_no_other():
    changed = {report.id for figure in FORECAST for report in LEDGER.reports(figure) if report.distortion != "none"}
    assert [each.report.id for each in relays.changes(STORY)] == [
        report.id for relay in STORY for report, _ in relay.printed if report.id in changed
    ]
    assert len(changed) == 7


def test_a_change_that_the_relayed_page_had_made_already_is_called_carried_over(copy):
    origin = LEDGER.reports("western-officials-planned-2025-07-02")[0]
    story = "western-officials-planned-2025-07-02"
    words = {"hedge": "bare", "high": "", "best": "30000", "as_printed": "30,000 troops", "distortion": "hedge_dropped"}
    added(copy, "first", "2025-07-05", like=story, **words)
    added(copy, "second", "2025-07-06", "first", like=story, **words)
    assert origin.hedge == "up_to"
    ledger = Ledger.read(copy.folder)
    made = [c for c in relays.changes(relays.story(ledger, [ledger[story]])) if c.relay.page.id in copy_pages(copy)]
    assert [each.word for each in made] == ["hedge dropped", "hedge dropped, as on the page it relays"]
    assert made[1].before.text == "30,000 troops"


def test_the_words_for_the_alt_text_say_of_every_page_whom_it_relays_and_what_it_changed():
    told = relays.told(STORY)
    assert told.startswith("CNN (en, 2 July 2025), a root, unchanged; BB.lv (ru, 2 July 2025), after CNN, unchanged; ")
    assert told.count(";") == len(STORY) - 1
    unknown = [r for r in relays.story(LEDGER, [LEDGER["nis-killed-2025-04-30"]]) if NOT_KNOWN in r.through]
    assert "upday UK (en, 30 April 2025), origin not known, hedge dropped" in relays.told(unknown)


def test_the_phrases_of_a_page_keep_their_language():
    page = next(relay for relay in STORY if relay.page.id == "novaya-daily8-2025-07-02")
    assert page.phrases == [
        Foreign("a further 25,000 to 30,000 soldiers", "en"), "; ", Foreign("Kyiv's estimate of 30,000 troops", "en"),
    ]  # fmt: skip
