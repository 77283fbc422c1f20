"""What became of each forecast, by the rules, on made-up rows."""

import tempfile
from pathlib import Path

import pytest
from ledgers import made_ledger, said

from hedged.analysis import forecasts

ROWS = (
    said("office-planned-total-2020-01-10", high=15000),
    said("east-planned-total-2020-01-20", best=10000),
    said("north-planned-2020-01-21", best=10000),
    said("west-sent-total-2020-01-23", best=3000),
    said("harbour-sent-total-2020-01-24", best=12000),
    said("south-planned-total-2020-02-05", best=8000),
    said("north-planned-2020-02-14", best=3000),
    said("envoys-planned-2020-02-24", best=2000),
    said("harbour-sent-batch-2020-03-05", best=1500),
    said("north-present-2020-03-10", low=8000),
    said("east-planned-batches-2020-03-13", best=6000, extent="part"),
    said("south-sent-batch-2020-03-27", low=3000, hedge="at_least"),
    said("west-sent-total-2020-05-10", best=12000),
    said("east-planned-2020-05-20", best=10000),
    said("west-sent-total-2020-06-30", best=15000),
    said("east-planned-2020-07-02", low=25000, high=30000, due="2020-11", force="combat"),
    said("office-planned-2020-07-03", high=30000),
    said("east-planned-total-2020-07-13", best=30000, status="denied"),
    said("envoys-planned-2020-08-01", best=4000, force="combat"),
    said("west-sent-batch-builders-2020-09-02", best=5000, force="builders"),
    said("south-planned-2020-09-07", best=6000),
    said("west-casualties-2021-02-12", best=6000),
)
NOTHING = "nothing of that size reported by 12 February 2021"
EXPECTED = {
    "office-planned-total-2020-01-10": "cannot fail",
    "east-planned-total-2020-01-20": "met",
    "north-planned-2020-01-21": "met",
    "south-planned-total-2020-02-05": "met",
    "north-planned-2020-02-14": "met",
    "envoys-planned-2020-02-24": "exceeded",
    "east-planned-batches-2020-03-13": "not comparable",
    "east-planned-2020-05-20": NOTHING,
    "east-planned-2020-07-02": "not met by November 2020",
    "office-planned-2020-07-03": "cannot fail",
    "envoys-planned-2020-08-01": NOTHING,  # builders are no soldiers of combat
    "south-planned-2020-09-07": NOTHING,
}
with tempfile.TemporaryDirectory() as _folder:
    LEDGER = made_ledger(Path(_folder) / "data", *ROWS)
OUTCOMES = {found.forecast.id: found for found in forecasts.outcomes(LEDGER)}


def test_every_forecast_but_the_denied_ones_has_an_outcome_by_the_day_it_was_said():
    assert list(OUTCOMES) == list(EXPECTED)
    assert "east-planned-total-2020-07-13" in LEDGER


@pytest.mark.parametrize("forecast", EXPECTED)
def test_outcome_of(forecast):
    assert OUTCOMES[forecast].clause.text == EXPECTED[forecast]


def test_a_met_forecast_names_the_first_report_that_reaches_it():
    assert OUTCOMES["east-planned-total-2020-01-20"].first.id == "harbour-sent-total-2020-01-24"
    assert OUTCOMES["south-planned-total-2020-02-05"].first.id == "north-present-2020-03-10"


def test_a_rise_of_a_total_counts_from_what_its_claimant_said_about_the_day_of_the_forecast():
    first = OUTCOMES["north-planned-2020-01-21"].first
    assert [leaf.id for leaf in first.sources()] == ["west-sent-total-2020-06-30", "west-sent-total-2020-01-23"]
    assert OUTCOMES["east-planned-2020-05-20"].clause.text == NOTHING  # most of that rise lies before it


def test_a_report_that_falls_short_as_said_does_not_reach_the_forecast():
    first = OUTCOMES["north-planned-2020-02-14"].first
    assert first.id == "south-sent-batch-2020-03-27"  # not the 1,500 of Harbour


def test_the_largest_later_report_is_named_although_it_is_of_other_troops():
    largest = OUTCOMES["east-planned-2020-07-02"].largest
    assert (largest.text, str(largest.claimant)) == ("about 5,000", "West")


def test_a_report_said_before_the_forecast_does_not_meet_it(tmp_path):
    large = said("south-sent-batch-2020-03-27", low=30000, hedge="at_least")
    found = {each.forecast.id: each for each in forecasts.outcomes(made_ledger(tmp_path / "data", *ROWS, large))}
    assert found["north-planned-2020-02-14"].word == "exceeded"
    assert found["north-planned-2020-02-14"].first.id == large.id
    assert found["east-planned-2020-07-02"].clause.text == "not met by November 2020"


def test_a_window_that_is_still_open_is_not_called_missed():
    known = LEDGER.known_on("2020-09-30")
    found = forecasts.outcome(known, known["east-planned-2020-07-02"])
    assert found.clause.text == "nothing of that size reported by 30 September 2020"
