"""One story and every page after it, made up: as a tree, with what each page changed."""

import tempfile
from pathlib import Path

from ledgers import made_ledger, page, printed, said

from hedged.analysis import relays
from hedged.figures.origin import NOT_KNOWN
from hedged.ledger.codes import CHANGES, DISTORTIONS
from hedged.ledger.evidence import outlet
from hedged.look.display import Foreign

STAFF, OFFICIALS, EARLIER = "staff-planned-2020-07-02", "officials-planned-2020-07-02", "north-planned-2020-06-26"
KILLED, CASUALTIES = "north-killed-2020-04-30", "island-casualties-2020-01-22"
GAZETTE = "gazette-2020-07-02"
DROPPED = {"best": 30000, "hedge": "bare"}

with tempfile.TemporaryDirectory() as _folder:
    LEDGER = made_ledger(
        Path(_folder) / "data",
        said(STAFF, low=25000, high=30000),
        said(OFFICIALS, high=30000),
        said(EARLIER, best=6000),
        said(KILLED, best=600),
        said(CASUALTIES, best=4000),
        page("tribune-2020-07", language="id", relays_source_id=GAZETTE),
        page("digest-2020-04-30", kind="relay"),
        page("copies-2020-01-22", publisher="Journal (A. Writer) via copies.example", relays_name="Journal"),
        page("herald-2020-01-23", relays_name="Journal"),
        page("observer-2020-01-24", relays_name="Journal"),
        *(printed(CASUALTIES, f"{name}-2020-01-{day}") for name, day in
          (("observer", 24), ("herald", 23), ("copies", 22))),
        printed(KILLED, "digest-2020-04-30", best=600, hedge="bare"),
        printed(KILLED, "courier-2020-05-02"),
        printed(STAFF, "mirror-2020-08-01", relayed_from=GAZETTE),
        printed(STAFF, "tribune-2020-07", relayed_from=GAZETTE, high=30000, as_printed="30.000 tentara"),
        printed(STAFF, "observer-2020-07-20", relayed_from=GAZETTE),
        printed(STAFF, GAZETTE, as_printed="an additional 25,000 to 30,000 soldiers"),
        printed(OFFICIALS, GAZETTE),
        printed(STAFF, "herald-2020-07-02", relayed_from=GAZETTE),
        printed(EARLIER, "herald-2020-07-02"),
        printed(STAFF, "almanac-2020-07-04", relayed_from=GAZETTE, as_printed="a further 25,000 to 30,000 soldiers"),
        printed(OFFICIALS, "almanac-2020-07-04", as_printed="their estimate of 30,000 troops", **DROPPED),
    )  # fmt: skip
FORECAST = [LEDGER[STAFF], LEDGER[OFFICIALS]]
STORY = relays.story(LEDGER, FORECAST)


def test_the_root_comes_first_and_relays_nobody():
    assert (STORY[0].page.id, STORY[0].depth, STORY[0].relayed) == (GAZETTE, 0, None)


def test_every_page_that_prints_the_forecast_is_there_once_and_relays_the_root():
    assert sorted(relay.page.id for relay in STORY) == sorted({
        report.source_id for figure in FORECAST for report in LEDGER.reports(figure)
    })  # fmt: skip
    assert len(STORY) == 6
    assert {(relay.depth, relay.relayed) for relay in STORY[1:]} == {(1, "Gazette")}


def test_pages_and_roots_are_counted_as_figures():
    pages = relays.pages(LEDGER, FORECAST, id="story-pages")
    roots = relays.roots(LEDGER, FORECAST, id="story-roots")
    assert (pages.text, pages.unit, roots.text, roots.unit) == ("6", "pages", "1", "roots")


def test_roots_that_no_page_names_are_a_caveat():
    assert relays.roots(LEDGER, [LEDGER[KILLED]], id="roots").caveats == (
        "some pages name no origin; their root is not known",
    )
    assert relays.roots(LEDGER, [LEDGER[STAFF]], id="roots").caveats == ()


def test_a_page_says_what_it_changed():
    assert {relay.page.id: relay.changed for relay in STORY if relay.depth} == {
        "herald-2020-07-02": "unchanged",
        "almanac-2020-07-04": "hedge dropped",
        "observer-2020-07-20": "unchanged",
        "tribune-2020-07": "hedge changed",
        "mirror-2020-08-01": "unchanged",
    }


def test_pages_known_only_by_month_come_after_the_dated_ones_of_that_month():
    assert [relay.page.date.text for relay in STORY[1:]] == [
        "2020-07-02", "2020-07-04", "2020-07-20", "2020-07", "2020-08-01",
    ]  # fmt: skip


def test_every_code_of_a_change_has_its_words():
    assert set(DISTORTIONS) == set(CHANGES)


# -- the tree -------------------------------------------------------------------------------


def story(folder, *rows):
    """The story of one statement that is printed so."""
    ledger = made_ledger(folder / "data", said(KILLED, best=600), *rows)
    return relays.story(ledger, [ledger[KILLED]])


def test_each_page_stands_right_below_the_page_it_relays_and_those_of_one_origin_by_day(tmp_path):
    first, early = "first-2020-05-01", "early-2020-05-03"
    made = story(
        tmp_path,
        printed(KILLED, "second-2020-05-02"),
        printed(KILLED, "last-2020-05-09", relayed_from=first),
        printed(KILLED, first),
        printed(KILLED, early, relayed_from=first),
        printed(KILLED, "later-2020-05-12", relayed_from=early),
    )
    assert [(relay.depth, relay.name, relay.relayed) for relay in made] == [
        (0, "First", None), (1, "Early", "First"), (2, "Later", "Early"), (1, "Last", "First"), (0, "Second", None),
    ]  # fmt: skip


def test_relays_of_an_outlet_without_a_page_stand_together_on_the_day_of_the_first(tmp_path):
    made = story(
        tmp_path,
        *(page(name, relays_name="Agency") for name in ("late-2020-05-20", "early-2020-05-05")),
        *(printed(KILLED, name) for name in ("late-2020-05-20", "between-2020-05-10", "early-2020-05-05")),
    )
    assert [(relay.name, relay.relayed) for relay in made] == [
        ("Early", "Agency"), ("Late", "Agency"), ("Between", None),
    ]  # fmt: skip


def test_an_origin_that_was_not_seen_to_print_the_figure_is_a_step_all_the_same(tmp_path):
    (end,) = story(
        tmp_path,
        page("origin-2020-05-01"),
        page("middle-2020-05-02", relays_source_id="origin-2020-05-01"),
        printed(KILLED, "end-2020-05-03", relayed_from="middle-2020-05-02"),
    )
    assert ([step.id for step in end.through], end.depth) == (["origin-2020-05-01", "middle-2020-05-02"], 2)


def test_pages_whose_origin_is_not_known_come_at_the_end():
    found = relays.story(LEDGER, [LEDGER[KILLED]])
    assert [(relay.page.id, relay.known) for relay in found] == [
        ("courier-2020-05-02", True), ("digest-2020-04-30", False),
    ]  # fmt: skip


def test_the_tree_of_every_statement_holds_its_pages_once_below_its_roots():
    for figure in LEDGER.statements():
        found = relays.story(LEDGER, [figure])
        assert sorted(relay.page.id for relay in found) == sorted({r.source_id for r in LEDGER.reports(figure)})
        assert {outlet((*relay.through, relay.page)[0]) for relay in found} == set(LEDGER.roots(figure))
        ways = [(*relay.through, relay.page) for relay in found]
        for place, way in enumerate(ways):
            if way[:-1] in ways:  # between a page and the one it relays stands only what else goes back to that
                assert all(each[: len(way) - 1] == way[:-1] for each in ways[ways.index(way[:-1]) : place])


def test_a_page_with_figures_of_several_origins_stands_below_the_one_that_is_known():
    both = relays.story(LEDGER, [LEDGER[EARLIER], LEDGER[STAFF]])
    found = next(relay for relay in both if relay.page.id == "herald-2020-07-02")
    assert (len(found.printed), found.relayed) == (2, "Gazette")


def test_a_copy_of_the_text_of_an_outlet_says_where_it_stands():
    found = relays.story(LEDGER, [LEDGER[CASUALTIES]])
    assert [relay.name for relay in found] == ["Journal (A. Writer) via copies.example", "Herald", "Observer"]
    assert [relay.relayed for relay in found] == ["Journal"] * 3


# -- what changed ---------------------------------------------------------------------------


def test_a_change_stands_beside_the_words_of_the_page_that_was_relayed():
    change = next(each for each in relays.changes(STORY) if each.relay.page.id == "tribune-2020-07")
    assert change.before == Foreign("an additional 25,000 to 30,000 soldiers", "en")
    assert (change.here, change.word) == (Foreign("30.000 tentara", "id"), "hedge changed")


def test_where_the_words_of_the_origin_are_not_known_a_change_stands_beside_the_figure_as_said():
    change = next(each for each in relays.changes(STORY) if each.relay.page.id == "almanac-2020-07-04")
    assert change.before is LEDGER[OFFICIALS]
    assert change.here.text == "their estimate of 30,000 troops"


def test_every_report_that_changed_its_figure_is_there_and_no_other():
    assert [each.report.id for each in relays.changes(STORY)] == [
        f"almanac-2020-07-04-{OFFICIALS}", f"tribune-2020-07-{STAFF}",
    ]  # fmt: skip


def test_a_change_that_the_relayed_page_had_made_already_is_called_carried_over(tmp_path):
    words = {"best": 600, "hedge": "bare", "as_printed": "600 dead"}
    made = relays.changes(
        story(
            tmp_path,
            printed(KILLED, "courier-2020-04-30"),
            printed(KILLED, "first-2020-05-05", relayed_from="courier-2020-04-30", **words),
            printed(KILLED, "second-2020-05-06", relayed_from="first-2020-05-05", **words),
            printed(
                KILLED, "third-2020-05-07", relayed_from="second-2020-05-06", distortion="claimant_changed", **words
            ),
        )
    )
    assert [each.word for each in made] == [
        "hedge dropped", "hedge dropped, as on the page it relays", "claimant changed or lost",
    ]  # fmt: skip
    assert made[1].before.text == "600 dead"


def test_the_words_for_the_alt_text_say_of_every_page_whom_it_relays_and_what_it_changed():
    told = relays.told(STORY)
    assert told.startswith(
        "Gazette (en, 2 July 2020), a root, unchanged; Herald (en, 2 July 2020), after Gazette, unchanged; "
    )
    assert told.count(";") == len(STORY) - 1
    unknown = [relay for relay in relays.story(LEDGER, [LEDGER[KILLED]]) if NOT_KNOWN in relay.through]
    assert relays.told(unknown) == "Digest (en, 30 April 2020), origin not known, hedge dropped."


def test_the_phrases_of_a_page_keep_their_language():
    found = next(relay for relay in STORY if relay.page.id == "almanac-2020-07-04")
    assert found.phrases == [
        Foreign("a further 25,000 to 30,000 soldiers", "en"), "; ", Foreign("their estimate of 30,000 troops", "en"),
    ]  # fmt: skip
