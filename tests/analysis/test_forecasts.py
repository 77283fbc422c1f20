"""What became of a forecast: by what was said later, of the same troops, and as firmly."""

import pytest
from ledgers import claimant, made_ledger, page, printed, said

from hedged.analysis import forecasts

FORECAST, SIZE = "east-planned-2025-02-01", "east-planned-total-2025-02-01"


@pytest.fixture
def outcome(tmp_path):
    """The outcome of the only forecast that was not denied, in a ledger of these rows."""

    def of(*rows, known_on=None):
        (found,) = forecasts.outcomes(made_ledger(tmp_path / "data", *rows).known_on(known_on))
        return found

    return of


def total(day, best, who="north", **cells):
    return said(f"{who}-sent-total-{day}", best=best, **cells)


def batch(day, who="north", **cells):
    return said(f"{who}-sent-batch-{day}", extent="part", **cells)


@pytest.mark.parametrize(
    ("rows", "clause"),
    [
        ([said(SIZE, best=12000), total("2025-03-01", 12000)], "met"),
        ([said(SIZE, best=12000), said("north-present-2025-03-01", low=12000, area="kursk")], "met"),
        ([said(SIZE, best=12000), total("2025-03-01", 15000)], "exceeded"),
        ([said(SIZE, best=12000), total("2025-03-01", 11000)], "nothing of that size reported by 1 March 2025"),
        ([said(SIZE, low=12000), total("2025-03-01", 12000)], "nothing of that size reported by 1 March 2025"),
        ([said(SIZE, low=12000), said("north-sent-total-2025-03-01", low=12000)], "met"),
        ([said(SIZE, best=12000), total("2025-01-31", 15000)], "nothing of that size reported by 1 February 2025"),
        ([said(SIZE, high=12000), total("2025-03-01", 15000)], "cannot fail"),
        ([said(FORECAST, best=3000, extent="part"), batch("2025-03-01", best=3000)], "not comparable"),
        ([said(FORECAST, best=3000), batch("2025-03-01", low=3000)], "met"),
        ([said(FORECAST, best=3000), batch("2025-03-01", low=30000)], "exceeded"),
        ([said(FORECAST, best=3000, due="2025-04"), batch("2025-05-01", best=1500)], "not met by April 2025"),
        ([said(FORECAST, best=3000, due="2025-05"), batch("2025-05-01", best=1500)],
         "nothing of that size reported by 1 May 2025"),
        ([said(FORECAST, best=3000, force="combat"), batch("2025-03-01", best=5000, force="builders")],
         "nothing of that size reported by 1 March 2025"),
        ([said(FORECAST, best=3000, force="combat"), batch("2025-03-01", best=5000)], "exceeded"),
    ],
)  # fmt: skip
def test_a_forecast_becomes(outcome, rows, clause):
    assert outcome(*rows).clause.text == clause


def test_every_forecast_but_a_denied_one_has_an_outcome_by_the_day_it_was_said(tmp_path):
    ledger = made_ledger(
        tmp_path / "data", said(SIZE, best=12000), said("north-planned-2024-12-01", best=3000),
        said("east-planned-2025-07-13", best=12000, status="denied"),
    )  # fmt: skip
    assert [found.forecast.id for found in forecasts.outcomes(ledger)] == ["north-planned-2024-12-01", SIZE]


def test_a_met_forecast_names_the_first_report_that_reaches_it(outcome):
    found = outcome(
        said(SIZE, best=10000),
        total("2025-03-01", 9000),
        total("2025-06-01", 10000, "island"),
        total("2025-05-01", 12000),
    )
    assert (found.word, found.first.id) == ("met", "north-sent-total-2025-05-01")


def test_a_rise_of_a_total_counts_from_what_its_claimant_said_about_the_day_of_the_forecast(outcome):
    found = outcome(
        said(FORECAST, best=3000), total("2024-11-01", 2000), total("2025-02-20", 11000), total("2025-06-01", 15000)
    )
    assert [leaf.id for leaf in found.first.sources()] == ["north-sent-total-2025-06-01", "north-sent-total-2025-02-20"]


@pytest.mark.parametrize("before", ["2024-12-31", "2025-03-05"])
def test_a_rise_most_of_which_may_lie_before_the_forecast_does_not_count(outcome, before):
    found = outcome(said(FORECAST, best=3000), total(before, 11000), total("2025-06-01", 15000))
    assert found.clause.text == "nothing of that size reported by 1 June 2025"


def test_a_report_that_falls_short_as_said_does_not_reach_the_forecast(outcome):
    found = outcome(said(FORECAST, best=2000), batch("2025-02-20", best=1500), batch("2025-03-20", "island", low=3000))
    assert found.first.id == "island-sent-batch-2025-03-20"


def test_the_largest_later_report_is_named_although_it_is_of_other_troops(outcome):
    found = outcome(
        said(FORECAST, best=30000, force="combat"),
        batch("2025-05-01", best=5000, force="builders"),
        batch("2025-04-01", best=1000),
    )
    assert (found.first, found.largest.text, str(found.largest.claimant)) == (None, "about 5,000", "North")


def test_a_report_without_a_day_counts_from_its_earliest_page(outcome):
    found = outcome(
        claimant("north", short_name="North"), page("courier-2025-03-01"), said(FORECAST, best=3000),
        said("north-sent-batch", stated_on="", as_of="", best=3000, extent="part"),
        printed(FORECAST, "courier-2025-02-01"), printed("north-sent-batch", "courier-2025-03-01"),
    )  # fmt: skip
    assert (found.word, found.first.id) == ("met", "north-sent-batch")


def test_a_window_that_is_still_open_is_not_called_missed(outcome):
    rows = said(FORECAST, best=3000, due="2025-11"), batch("2026-02-01", best=1500)
    assert outcome(*rows, known_on="2025-09-30").clause.text == "nothing of that size reported by 30 September 2025"
