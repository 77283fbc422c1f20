"""The base of a share: what was named, what was left out, what was chosen."""

from fractions import Fraction

import pytest
from counted import LEDGER
from ledgers import made_ledger, said

from hedged.analysis import shares
from hedged.errors import HedgedError
from hedged.figures.verdict import Threshold

ONE_THIRD = Threshold("1/3", "one third")
BY_BASE = {found.part.id: found for found in shares.by_base(LEDGER, ONE_THIRD)}

#: For each casualty figure with a base: the share and its verdict, then those over all sent by then.
EXPECTED = {
    "north-casualties-2020-01-05": ("33% (28 to 40%)", "depends", "33% (28 to 40%)", "depends"),
    "east-casualties-2020-01-24": ("36% (30 to 43%)", "depends", "36% (30 to 43%)", "depends"),
    "north-casualties-2020-02-14": ("more than 32%", "depends", "more than 32%", "depends"),
    "harbour-casualties-2020-03-05": ("33% (28 to 40%)", "depends", "30% (24 to 35%)", "depends"),
    "south-casualties-2020-03-27": ("36% (30 to 43%)", "depends", "less than 34%", "fails as rounded"),
    "west-casualties-2020-04-30": ("31% (30 to 33%)", "fails as rounded", "31% (30 to 33%)", "fails as rounded"),
    "east-casualties-2020-06-15": (
        "more than 52%",
        "holds on every reading",
        "more than 52%",
        "holds on every reading",
    ),
    "island-casualties-2020-07-02": ("36% (30 to 43%)", "depends", "36% (30 to 43%)", "depends"),
    "west-casualties-2021-02-12": ("40% (35 to 45%)", "holds as rounded", "29% (24 to 33%)", "fails as rounded"),
}


def test_every_total_whose_claimant_named_a_base_is_there_in_the_order_it_was_said():
    assert list(BY_BASE) == list(EXPECTED)


@pytest.mark.parametrize("part", EXPECTED)
def test_share_and_verdict_of(part):
    found = BY_BASE[part]
    shown = (found.named.text, found.verdict.text, found.of_all.text, found.verdict_of_all.text)
    assert shown == EXPECTED[part]


def test_the_base_named_is_all_he_had_reported_sent_unless_he_reported_more():
    other = [name for name, found in BY_BASE.items() if not found.same_base]
    assert other == ["harbour-casualties-2020-03-05", "south-casualties-2020-03-27", "west-casualties-2021-02-12"]


@pytest.mark.parametrize("base", [shares.NAMED, shares.ALL_SENT])
def test_what_a_verdict_rests_on_is_known_without_deriving_it(base):
    for found in BY_BASE.values():
        assert found.rests_on(base) == found.over(base).figure.sources()


def test_over_all_sent_a_share_of_the_same_number_is_the_one_of_the_base_named():
    same, other = BY_BASE["west-casualties-2020-04-30"], BY_BASE["west-casualties-2021-02-12"]
    assert same.over(shares.ALL_SENT) is same.over(shares.NAMED) is same.verdict
    assert (other.over(shares.NAMED), other.over(shares.ALL_SENT)) == (other.verdict, other.verdict_of_all)


def test_an_unknown_base_is_refused():
    with pytest.raises(HedgedError, match=r"^no base 'all'; write shares.NAMED or shares.ALL_SENT$"):
        BY_BASE["west-casualties-2020-04-30"].over("all")


def test_the_latest_share_of_each_claimant_is_of_the_latest_day_it_refers_to(tmp_path):
    latest = shares.latest_by_base(LEDGER, ONE_THIRD)
    assert {name: found.part.id for name, found in latest.items()} == {
        "North": "north-casualties-2020-02-14",
        "East": "east-casualties-2020-06-15",
        "Harbour": "harbour-casualties-2020-03-05",
        "South": "south-casualties-2020-03-27",
        "West": "west-casualties-2021-02-12",
        "Island": "island-casualties-2020-07-02",
    }
    sent = "north-sent-total-2020-01-05"
    looking_back = made_ledger(
        tmp_path / "data",
        said(sent, best=12000),
        said("north-casualties-2020-02-14", best=4000, base=sent),
        said("north-casualties-2020-03-01", best=3000, base=sent, as_of="2020-01-31"),
    )
    assert shares.latest_by_base(looking_back, ONE_THIRD)["North"].part.id == "north-casualties-2020-02-14"


def test_the_base_leaves_out_what_the_same_claimant_reports_sent_since():
    caveat = "the base leaves out at least 3,000 sent since (South, sent in one batch, 27 March 2020)"
    assert caveat in BY_BASE["south-casualties-2020-03-27"].named.caveats


def test_later_batches_are_added_to_the_latest_total_for_all_sent():
    whole = dict(BY_BASE["south-casualties-2020-03-27"].of_all.inputs)["whole"]
    assert (whole.said.low, whole.said.high) == (Fraction(14000), None)
    assert [leaf.id for leaf in whole.sources()] == ["south-sent-total-2020-03-27", "south-sent-batch-2020-03-27"]


def test_a_batch_that_two_totals_differ_by_is_not_added_again():
    whole = shares.all_sent(LEDGER, LEDGER["west-casualties-2021-02-12"])
    leaves = [leaf.id for leaf in whole.sources()]
    assert "west-sent-batch-2020-05-26" not in leaves  # 11,000 and 4,000 make the 15,000
    assert leaves == [
        "west-sent-total-2020-04-30", "west-sent-batch-2020-09-02", "west-sent-batch-builders-2020-11-04",
    ]  # fmt: skip


def test_a_chosen_base_says_why_and_a_named_one_does_not():
    chosen = "base chosen here: what the same claimant had reported sent by then"
    assert chosen in BY_BASE["island-casualties-2020-07-02"].of_all.caveats
    assert chosen not in BY_BASE["west-casualties-2020-04-30"].of_all.caveats


def test_without_a_named_base_nothing_can_be_said():
    figure = shares.share_of_named_base(LEDGER, LEDGER["west-casualties-2020-01-13"])
    verdict = figure.versus(">", ONE_THIRD)
    assert (figure.text, verdict.text) == ("undetermined", "undetermined")
    assert verdict.sentence == "Whether it is above one third cannot be said: no base is named."


def test_only_what_was_said_by_then_counts_as_sent():
    early = LEDGER["north-casualties-2020-01-05"]
    assert shares.all_sent(LEDGER, early).id == "north-sent-total-2020-01-05"


def test_a_claimant_who_reported_no_total_leaves_the_share_of_all_sent_without_a_value():
    part = LEDGER["office-casualties-2020-02-07"]
    assert shares.share_of_all_sent(LEDGER, part).text == "undetermined"
