"""What became of each forecast of the real ledger, and the rules on made-up rows."""

from pathlib import Path

import pytest
from ledgers import Copy
from place import DATA

from hedged.analysis import forecasts
from hedged.ledger.ledger import Ledger

LEDGER = Ledger.read(Path(__file__).parents[2] / "data")
OUTCOMES = {found.forecast.id: found for found in forecasts.outcomes(LEDGER)}
NOTHING = "nothing of that size reported by 12 February 2026"

EXPECTED = {
    "us-unspecified-planned-total-2024-10": "cannot fail",
    "hur-planned-2024-10-17": "not comparable",
    "zelensky-planned-total-2024-10-17": "met",
    "nis-planned-total-2024-10-18": "met",
    "ua-un-planned-2024-10-21": "met",
    "zelensky-planned-total-2024-10-22": "cannot fail",
    "nis-planned-total-2024-10-23": "met",
    "zelensky-planned-total-2024-10-28": "met",
    "ua-embassy-seoul-planned-total-2024-11": "cannot fail",
    "ua-mod-planned-total-2024-11-05": "cannot fail",
    "zelensky-planned-total-2024-11-19": "cannot fail",
    "zelensky-planned-2025-01-05": NOTHING,
    "zelensky-planned-2025-02-01": NOTHING,
    "zelensky-planned-2025-02-14": "met",
    "ua-delegation-korea-planned-2025-02-24": "exceeded",
    "russia-security-council-planned-2025-06-17": NOTHING,
    "nis-planned-2025-06-26": NOTHING,
    "hur-planned-2025-07-02": "not met by November 2025",
    "western-officials-planned-2025-07-02": "cannot fail",
    "hur-planned-2025-07-13": NOTHING,
    "hur-planned-batches-2025-07-13": "not comparable",
    "hur-planned-2025-08-12": NOTHING,
    "hur-planned-first-batch-2025-08-12": "not comparable",
    "hur-planned-2025-08-14": NOTHING,
    "nis-planned-2025-09-02": NOTHING,
    "hur-planned-2025-09-07": NOTHING,
}


def test_every_forecast_but_the_denied_ones_has_an_outcome():
    assert set(OUTCOMES) == set(EXPECTED)
    denied = [row.statement_id for row in LEDGER.tables["statements"] if row.status == "denied"]
    assert denied and not set(denied) & set(OUTCOMES)


@pytest.mark.parametrize("forecast", EXPECTED)
def test_outcome_of(forecast):
    assert OUTCOMES[forecast].clause.text == EXPECTED[forecast]


def test_a_met_forecast_names_the_first_report_that_reaches_it():
    assert OUTCOMES["nis-planned-total-2024-10-23"].first.id == "hur-sent-total-2024-10-24"


def test_a_rise_of_a_total_counts_from_what_its_claimant_said_about_the_day_of_the_forecast():
    first = OUTCOMES["ua-un-planned-2024-10-21"].first
    assert [leaf.id for leaf in first.sources()] == ["nis-sent-total-2025-04-30", "nis-sent-total-2024-10-23"]
    assert OUTCOMES["zelensky-planned-2025-02-01"].clause.text == NOTHING  # most of that rise lies before it


def test_a_report_that_falls_short_as_said_does_not_reach_the_forecast():
    assert OUTCOMES["zelensky-planned-2025-02-14"].first.id == "jcs-sent-batch-2025-03-27"  # not the 1,500 of HUR


def test_the_largest_later_report_is_named_although_it_is_of_other_troops():
    largest = OUTCOMES["hur-planned-2025-07-02"].largest
    assert (largest.text, str(largest.claimant)) == ("about 5,000", "NIS")


def test_a_denied_forecast_has_no_place_among_the_outcomes():
    assert "hur-planned-total-2025-07-13" in LEDGER
    assert "hur-planned-total-2025-07-13" not in OUTCOMES


def test_a_report_said_before_the_forecast_does_not_meet_it(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "jcs-sent-batch-2025-03-27", low="30000")
    for report in data.rows("reports"):
        if report[1] == "jcs-sent-batch-2025-03-27":
            data.change("reports", report[0], low="", best="30000", high="", hedge="bare", as_printed="30,000",
                        distortion="number_changed")  # fmt: skip
    found = {o.forecast.id: o for o in forecasts.outcomes(Ledger.read(data.folder))}
    assert found["zelensky-planned-2025-02-01"].word == "exceeded"
    assert found["zelensky-planned-2025-02-01"].first.id == "jcs-sent-batch-2025-03-27"
    assert found["hur-planned-2025-07-02"].clause.text == "not met by November 2025"


def test_a_window_that_is_still_open_is_not_called_missed():
    known = LEDGER.known_on("2025-09-30")
    found = forecasts.outcome(known, known["hur-planned-2025-07-02"])
    assert found.clause.text == "nothing of that size reported by 30 September 2025"
