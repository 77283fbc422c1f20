"""One story and every page after it: as a tree, with what each page changed."""

import pytest
from ledgers import CASUALTIES, Copy, claimant, ledger, made_ledger, page, printed, said

from hedged.analysis import relays
from hedged.ledger import CHANGES, Ledger
from hedged.ledger.evidence import outlet
from hedged.look import Foreign

#: Two forecasts of one story: the Gazette has both, and the others took them from it.
ROOT, PLAN, MORE = "gazette-2025-07-02", "east-planned-2025-07-02", "officials-planned-2025-07-02"
STORY_ROWS = (
    claimant("east"),
    said(PLAN, low=25000, high=30000),
    said(MORE, high=30000),
    page("herald-2025-07-04", language="ko", relays_source_id=ROOT),
    page("almanac-2025-07", language="de", relays_source_id=ROOT),
    printed(PLAN, ROOT, as_printed="an additional 25,000 to 30,000 soldiers"),
    printed(MORE, "courier-2025-07-02", relayed_from=ROOT),
    printed(PLAN, "courier-2025-07-02", relayed_from=ROOT),
    printed(PLAN, "herald-2025-07-04", relayed_from=ROOT, high=30000, as_printed="3만명"),
    printed(PLAN, "almanac-2025-07", relayed_from=ROOT, as_printed="25.000 bis 30.000"),
    printed(PLAN, "tribune-2025-07-05", relayed_from=ROOT, as_printed="a further 25,000 to 30,000 soldiers"),
    printed(MORE, "tribune-2025-07-05", relayed_from=ROOT, best=30000, hedge="bare", as_printed="30,000 troops"),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return made_ledger(tmp_path_factory.mktemp("story") / "data", *STORY_ROWS)


@pytest.fixture(scope="module")
def forecast(told):
    return [told[PLAN], told[MORE]]


@pytest.fixture(scope="module")
def story(told, forecast):
    return relays.story(told, forecast)


def test_the_root_comes_first_and_relays_nobody(story):
    assert (story[0].page.id, story[0].depth, story[0].relayed) == (ROOT, 0, None)


def test_every_page_that_prints_the_forecast_is_there_once_and_relays_the_root(told, forecast, story):
    printed = {report.source_id for figure in forecast for report in told.reports(figure)}
    assert {relay.page.id for relay in story} == printed
    assert len(story) == len(printed) == 5
    assert {(relay.depth, relay.relayed) for relay in story[1:]} == {(1, "Gazette")}


def test_pages_and_roots_are_counted_as_figures(told, forecast):
    pages = relays.pages(told, forecast, id="story-pages")
    roots = relays.roots(told, forecast, id="story-roots")
    assert (pages.text, pages.unit, roots.text, roots.unit) == ("5", "pages", "1", "roots")


def unnamed(folder):
    """A ledger with a figure of which one page names no origin."""
    name = "north-killed-2025-04-30"
    return made_ledger(
        folder, said(name, best=600), page("relay-2025-04-30", kind="relay"),
        printed(name, "relay-2025-04-30", hedge="bare"), printed(name, "courier-2025-04-30"),
    )  # fmt: skip


def test_roots_that_no_page_names_are_a_caveat_and_their_pages_come_at_the_end(tmp_path):
    made = unnamed(tmp_path / "data")
    assert relays.roots(made, made.statements(), id="roots").caveats == (
        "some pages name no origin; their root is not known",
    )
    shown = relays.story(made, made.statements())
    assert [relay.known for relay in shown] == [True, False]
    assert "Relay (en, 30 April 2025), origin not known, hedge dropped" in relays.told(shown)


def test_a_page_says_what_it_changed(story):
    assert {relay.page.id: relay.changed for relay in story} == {
        ROOT: "unchanged", "courier-2025-07-02": "unchanged", "herald-2025-07-04": "hedge changed",
        "almanac-2025-07": "unchanged", "tribune-2025-07-05": "hedge dropped",
    }  # fmt: skip


def test_pages_known_only_by_month_come_after_the_dated_ones_of_that_month(story):
    days = [relay.page.date for relay in story[1:]]
    assert [day.last for day in days] == sorted(day.last for day in days)
    assert days[-1].text == "2025-07"


def test_every_code_of_a_change_has_its_words():
    assert {row.distortion for row in ledger().tables["reports"]} <= set(CHANGES)


# -- the tree -------------------------------------------------------------------------------

SEOUL = CASUALTIES


@pytest.fixture
def copy(tmp_path):
    """The standard ledger, to which pages of one story are added."""
    return Copy(tmp_path / "data")


def added(copy: Copy, page: str, on: str, after: str | None = None, *, like: str = SEOUL, kind: str = "relay", **cells):
    """A page of its own name that prints a figure, after another page, or as a root."""
    original = ledger().reports(like)[0]
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
    read = Ledger.read(copy.folder)
    made = [relay for relay in relays.story(read, [read[SEOUL]]) if relay.page.id in copy_pages(copy)]
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
    return {row[0] for row in copy.rows("sources")} - {page.id for page in ledger().tables["sources"]}


def test_relays_of_an_outlet_without_a_page_stand_together_on_the_day_of_the_first(copy):
    added(copy, "late-relay", "2025-05-20", relays_name="Agency")
    added(copy, "between", "2025-05-10")
    added(copy, "early-relay", "2025-05-05", relays_name="Agency")
    read = Ledger.read(copy.folder)
    made = [relay for relay in relays.story(read, [read[SEOUL]]) if relay.page.id in copy_pages(copy)]
    assert [(relay.page.id, relay.relayed) for relay in made] == [
        ("early-relay", "Agency"), ("late-relay", "Agency"), ("between", None),
    ]  # fmt: skip


def test_an_origin_that_was_not_seen_to_print_the_figure_is_a_step_all_the_same(copy):
    added(copy, "origin", "2025-05-01", prints=False)
    added(copy, "middle", "2025-05-02", "origin", prints=False)
    added(copy, "end", "2025-05-03", "middle")
    read = Ledger.read(copy.folder)
    (end,) = (relay for relay in relays.story(read, [read[SEOUL]]) if relay.page.id in copy_pages(copy))
    assert ([step.id for step in end.through], end.depth) == (["origin", "middle"], 2)


@pytest.mark.parametrize("figure", ledger().statements(include_denied=True), ids=lambda figure: figure.id)
def test_the_tree_of_every_statement_holds_its_pages_once_below_its_roots(figure):
    story = relays.story(ledger(), [figure])
    assert sorted(relay.page.id for relay in story) == sorted({r.source_id for r in ledger().reports(figure)})
    assert {outlet((*relay.through, relay.page)[0]) for relay in story} == set(ledger().roots(figure))
    ways = [(*relay.through, relay.page) for relay in story]
    for place, way in enumerate(ways):
        if way[:-1] in ways:  # between a page and the one it relays stands only what else goes back to that
            assert all(each[: len(way) - 1] == way[:-1] for each in ways[ways.index(way[:-1]) : place])


def test_a_page_with_figures_of_several_origins_stands_below_the_one_that_is_known(tmp_path):
    own = "north-planned-2025-06-26"
    made = made_ledger(tmp_path / "data", *STORY_ROWS, said(own, best=6000), printed(own, "courier-2025-07-02"))
    shown = next(r for r in relays.story(made, [made[own], made[PLAN]]) if r.page.id == "courier-2025-07-02")
    assert (len(shown.printed), shown.relayed) == (2, "Gazette")


def test_a_copy_of_the_text_of_an_outlet_says_where_it_stands(tmp_path):
    name, copied = "north-killed-2025-04-30", "copy-2025-05-01"
    made = made_ledger(
        tmp_path / "data", said(name, best=600), printed(name, copied),
        page(copied, publisher="Gazette (A. Writer) via copy.example", relays_name="Gazette"),
        page("courier-2025-05-02", relays_name="Gazette"), printed(name, "courier-2025-05-02"),
    )  # fmt: skip
    shown = relays.story(made, made.statements())
    assert [(relay.name, relay.relayed) for relay in shown] == [
        ("Gazette (A. Writer) via copy.example", "Gazette"), ("Courier", "Gazette"),
    ]  # fmt: skip


# -- what changed ---------------------------------------------------------------------------


def test_a_change_stands_beside_the_words_of_the_page_that_was_relayed(story):
    change = next(each for each in relays.changes(story) if each.relay.page.id == "herald-2025-07-04")
    assert change.before == Foreign("an additional 25,000 to 30,000 soldiers", "en")
    assert (change.here, change.word) == (Foreign("3만명", "ko"), "hedge changed")


def test_where_the_words_of_the_origin_are_not_known_a_change_stands_beside_the_figure_as_said(told, story):
    change = next(each for each in relays.changes(story) if each.relay.page.id == "tribune-2025-07-05")
    assert change.before is told[MORE]
    assert change.here.text == "30,000 troops"


def test_every_report_that_changed_its_figure_is_there_and_no_other(told, forecast, story):
    changed = {report.id for figure in forecast for report in told.reports(figure) if report.distortion != "none"}
    assert [each.report.id for each in relays.changes(story)] == [
        report.id for relay in story for report, _ in relay.printed if report.id in changed
    ]
    assert len(changed) == 2


def test_a_change_that_the_relayed_page_had_made_already_is_called_carried_over(tmp_path):
    words = {"best": 30000, "hedge": "bare", "as_printed": "30,000 troops"}
    made = made_ledger(
        tmp_path / "data", *STORY_ROWS, printed(MORE, "first-2025-07-05", **words),
        printed(MORE, "second-2025-07-06", relayed_from="first-2025-07-05", **words),
    )  # fmt: skip
    found = [
        each
        for each in relays.changes(relays.story(made, [made[MORE]]))
        if each.relay.page.id[:5] in ("first", "secon")
    ]
    assert [each.word for each in found] == ["hedge dropped", "hedge dropped, as on the page it relays"]
    assert found[1].before.text == "30,000 troops"


def test_the_words_for_the_alt_text_say_of_every_page_whom_it_relays_and_what_it_changed(story):
    told = relays.told(story)
    assert told.startswith(
        "Gazette (en, 2 July 2025), a root, unchanged; Courier (en, 2 July 2025), after Gazette, unchanged; "
    )
    assert told.count(";") == len(story) - 1


def test_the_phrases_of_a_page_keep_their_language(story):
    shown = next(relay for relay in story if relay.page.id == "tribune-2025-07-05")
    assert shown.phrases == [
        Foreign("a further 25,000 to 30,000 soldiers", "en"), "; ", Foreign("30,000 troops", "en"),
    ]  # fmt: skip
