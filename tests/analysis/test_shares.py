"""The base of a share, on the real ledger: what was named, what was left out, what was chosen."""

from fractions import Fraction
from pathlib import Path

import pytest

from hedged.analysis import shares
from hedged.errors import HedgedError
from hedged.figures.verdict import Threshold
from hedged.ledger.ledger import Ledger

LEDGER = Ledger.read(Path(__file__).parents[2] / "data")
ONE_THIRD = Threshold("1/3", "one third")
BY_BASE = {found.part.id: found for found in shares.by_base(LEDGER, ONE_THIRD)}

#: For each casualty figure with a base: the share and its verdict, then those over all sent by then.
EXPECTED = {
    "zelensky-casualties-2025-01-05": ("32% (30 to 34%)", "depends", "32% (30 to 34%)", "depends"),
    "zelensky-casualties-2025-01-09": ("33% (28 to 40%)", "depends", "33% (28 to 40%)", "depends"),
    "western-officials-casualties-2025-01-22": ("36% (30 to 43%)", "depends", "36% (30 to 43%)", "depends"),
    "uk-mod-casualties-2025-01-24": ("36% (30 to 43%)", "depends", "36% (30 to 43%)", "depends"),
    "zelensky-casualties-2025-02-14": ("more than 32%", "depends", "more than 32%", "depends"),
    "hur-casualties-2025-03-05": ("33% (28 to 40%)", "depends", "30% (24 to 35%)", "depends"),
    "jcs-casualties-2025-03-27": ("36% (30 to 43%)", "depends", "less than 34%", "fails as rounded"),
    "nis-casualties-2025-04-30": ("31% (30 to 33%)", "fails as rounded", "31% (30 to 33%)", "fails as rounded"),
    "uk-mod-casualties-2025-06-15": (
        "more than 52%", "holds on every reading", "more than 52%", "holds on every reading",
    ),
    "western-officials-casualties-2025-07-02": ("36% (30 to 43%)", "depends", "36% (30 to 43%)", "depends"),
    "nis-casualties-2026-02-12": ("40% (35 to 45%)", "holds as rounded", "29% (24 to 33%)", "fails as rounded"),
}  # fmt: skip


def test_every_total_whose_claimant_named_a_base_is_there_in_the_order_it_was_said():
    assert list(BY_BASE) == list(EXPECTED)
    named = {row.statement_id for row in LEDGER.tables["statements"] if row.measure == "casualties" and row.base}
    assert named == set(EXPECTED)


@pytest.mark.parametrize("part", EXPECTED)
def test_share_and_verdict_of(part):
    found = BY_BASE[part]
    shown = (found.named.text, found.verdict.text, found.of_all.text, found.verdict_of_all.text)
    assert shown == EXPECTED[part]


def test_the_base_named_is_all_he_had_reported_sent_unless_he_reported_more():
    other = [name for name, found in BY_BASE.items() if not found.same_base]
    assert other == ["hur-casualties-2025-03-05", "jcs-casualties-2025-03-27", "nis-casualties-2026-02-12"]


@pytest.mark.parametrize("base", [shares.NAMED, shares.ALL_SENT])
def test_what_a_verdict_rests_on_is_known_without_deriving_it(base):
    for found in BY_BASE.values():
        assert found.rests_on(base) == found.over(base).figure.sources()


def test_over_all_sent_a_share_of_the_same_number_is_the_one_of_the_base_named():
    same, other = BY_BASE["nis-casualties-2025-04-30"], BY_BASE["nis-casualties-2026-02-12"]
    assert same.over(shares.ALL_SENT) is same.over(shares.NAMED) is same.verdict
    assert (other.over(shares.NAMED), other.over(shares.ALL_SENT)) == (other.verdict, other.verdict_of_all)


def test_an_unknown_base_is_refused():
    with pytest.raises(HedgedError, match=r"^no base 'all'; write shares.NAMED or shares.ALL_SENT$"):
        BY_BASE["nis-casualties-2025-04-30"].over("all")


def test_the_latest_share_of_each_claimant_is_of_the_latest_day_it_refers_to():
    latest = shares.latest_by_base(LEDGER, ONE_THIRD)
    assert {name: found.part.id for name, found in latest.items()} == {
        "Zelensky": "zelensky-casualties-2025-02-14",
        "Western officials": "western-officials-casualties-2025-07-02",
        "UK MoD": "uk-mod-casualties-2025-06-15",
        "HUR": "hur-casualties-2025-03-05",
        "JCS": "jcs-casualties-2025-03-27",
        "NIS": "nis-casualties-2026-02-12",
    }


def test_the_base_leaves_out_what_the_same_claimant_reports_sent_since():
    caveat = "the base leaves out at least 3,000 sent since (JCS, sent in one batch, 27 March 2025)"
    assert caveat in BY_BASE["jcs-casualties-2025-03-27"].named.caveats


def test_later_batches_are_added_to_the_latest_total_for_all_sent():
    whole = dict(BY_BASE["jcs-casualties-2025-03-27"].of_all.inputs)["whole"]
    assert (whole.said.low, whole.said.high) == (Fraction(14000), None)
    assert [leaf.id for leaf in whole.sources()] == ["jcs-sent-total-2025-03-27", "jcs-sent-batch-2025-03-27"]


def test_a_batch_that_two_totals_differ_by_is_not_added_again():
    whole = shares.all_sent(LEDGER, LEDGER["nis-casualties-2026-02-12"])
    leaves = [leaf.id for leaf in whole.sources()]
    assert "nis-sent-batch-2025-06-26" not in leaves  # 11,000 and 4,000 make the 15,000
    assert leaves == [
        "nis-sent-total-2025-04-30", "nis-sent-batch-2025-09-02", "nis-sent-batch-builders-2025-11-04",
    ]  # fmt: skip


def test_a_chosen_base_says_why_and_a_named_one_does_not():
    chosen = "base chosen here: what the same claimant had reported sent by then"
    assert chosen in BY_BASE["western-officials-casualties-2025-07-02"].of_all.caveats
    assert chosen not in BY_BASE["nis-casualties-2025-04-30"].of_all.caveats


def test_without_a_named_base_nothing_can_be_said():
    figure = shares.share_of_named_base(LEDGER, LEDGER["nis-casualties-2025-01-13"])
    verdict = figure.versus(">", ONE_THIRD)
    assert (figure.text, verdict.text) == ("undetermined", "undetermined")
    assert verdict.sentence == "Whether it is above one third cannot be said: no base is named."


def test_only_what_was_said_by_then_counts_as_sent():
    early = LEDGER["zelensky-casualties-2025-01-05"]
    assert shares.all_sent(LEDGER, early).id == "zelensky-sent-total-2025-01-05"


def test_a_claimant_who_reported_no_total_leaves_the_share_of_all_sent_without_a_value():
    part = LEDGER["ua-general-staff-casualties-2025-02-07"]
    assert shares.share_of_all_sent(LEDGER, part).text == "undetermined"
