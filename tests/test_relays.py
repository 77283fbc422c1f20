"""One story and every page after it, on the real ledger."""

from pathlib import Path

from hedged import relays
from hedged.codes import CHANGES
from hedged.ledger import Ledger

LEDGER = Ledger.read(Path(__file__).parents[1] / "data")
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
