"""The base of a share: what was named, what was left out, what was chosen."""

from fractions import Fraction

import pytest
from ledgers import made_ledger, said

from hedged.analysis import shares
from hedged.errors import HedgedError
from hedged.figures.verdict import Threshold

ONE_THIRD = Threshold("1/3", "one third")
EARLY, BATCH, LATE = "north-casualties-2025-04-30", "east-casualties-2025-03-27", "north-casualties-2026-02-12"
ELSEWHERE, UNNAMED = "officials-casualties-2025-07-02", "island-casualties-2025-01-13"

#: Who named a base, and what else he reported sent; Officials took the base of another.
ROWS = (
    said("east-sent-total-2025-01-05", best=12000),
    said("east-casualties-2025-01-05", best=3800, base="east-sent-total-2025-01-05"),
    said("east-sent-total-2025-03-27", best=11000),
    said("east-sent-batch-2025-03-28", low=3000, hedge="at_least", extent="part"),
    said(BATCH, best=4000, stated_on="2025-03-28", base="east-sent-total-2025-03-27"),
    said("north-sent-total-2025-01-13", best=11000),
    said("north-sent-batch-2025-02-27", best=4000, extent="part"),
    said("north-sent-total-2025-04-30", best=15000),
    said(EARLY, best=4700, base="north-sent-total-2025-04-30"),
    said("north-sent-batch-2025-09-02", best=1000, extent="part"),
    said("north-sent-batch-builders-2025-11-04", best=5000, extent="part", force="builders"),
    said(LATE, best=6000, base="north-sent-total-2025-04-30"),
    said("gazette-sent-total-2025-07-02", best=11000, as_of="2024-11"),
    said(ELSEWHERE, best=4000, base="gazette-sent-total-2025-07-02"),
    said(UNNAMED, low=3000),
)

#: For each count with a base: the share and its verdict, then those over all that its claimant had reported sent by then.
EXPECTED = {
    "east-casualties-2025-01-05": ("32% (30 to 34%)", "depends", "32% (30 to 34%)", "depends"),
    BATCH: ("36% (30 to 43%)", "depends", "less than 34%", "fails as rounded"),
    EARLY: ("31% (30 to 33%)", "fails as rounded", "31% (30 to 33%)", "fails as rounded"),
    ELSEWHERE: ("36% (30 to 43%)", "depends", "undetermined", "undetermined"),
    LATE: ("40% (35 to 45%)", "holds as rounded", "29% (24 to 33%)", "fails as rounded"),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    return made_ledger(tmp_path_factory.mktemp("shares") / "data", *ROWS)


@pytest.fixture(scope="module")
def by_base(ledger):
    return {found.part.id: found for found in shares.by_base(ledger, ONE_THIRD)}


def test_every_total_whose_claimant_named_a_base_is_there_in_the_order_it_was_said(by_base):
    assert list(by_base) == list(EXPECTED)


@pytest.mark.parametrize("part", EXPECTED)
def test_share_and_verdict_of(by_base, part):
    found = by_base[part]
    shown = (found.named.text, found.verdict.text, found.of_all.text, found.verdict_of_all.text)
    assert shown == EXPECTED[part]


def test_the_base_named_is_all_he_had_reported_sent_unless_he_reported_more_or_took_that_of_another(by_base):
    assert [name for name, found in by_base.items() if not found.same_base] == [BATCH, ELSEWHERE, LATE]


@pytest.mark.parametrize("base", [shares.NAMED, shares.ALL_SENT])
def test_what_a_verdict_rests_on_is_known_without_deriving_it(by_base, base):
    for found in by_base.values():
        assert found.rests_on(base) == found.over(base).figure.sources()


def test_over_all_sent_a_share_of_the_same_number_is_the_one_of_the_base_named(by_base):
    same, other = by_base[EARLY], by_base[LATE]
    assert same.over(shares.ALL_SENT) is same.over(shares.NAMED) is same.verdict
    assert (other.over(shares.NAMED), other.over(shares.ALL_SENT)) == (other.verdict, other.verdict_of_all)


def test_an_unknown_base_is_refused(by_base):
    with pytest.raises(HedgedError, match=r"^no base 'all'; write shares.NAMED or shares.ALL_SENT$"):
        by_base[EARLY].over("all")


def test_the_latest_share_of_each_claimant_is_of_the_latest_day_it_refers_to(ledger):
    latest = shares.latest_by_base(ledger, ONE_THIRD)
    assert {name: found.part.id for name, found in latest.items()} == {
        "East": BATCH,
        "North": LATE,
        "Officials": ELSEWHERE,
    }


def test_the_base_leaves_out_what_the_same_claimant_reports_sent_since(by_base):
    caveat = "the base leaves out at least 3,000 sent since (East, sent in one batch, 28 March 2025)"
    assert caveat in by_base[BATCH].named.caveats


def test_later_batches_are_added_to_the_latest_total_for_all_sent(by_base):
    whole = dict(by_base[BATCH].of_all.inputs)["whole"]
    assert (whole.said.low, whole.said.high) == (Fraction(14000), None)
    assert [leaf.id for leaf in whole.sources()] == ["east-sent-total-2025-03-27", "east-sent-batch-2025-03-28"]


def test_a_batch_that_two_totals_differ_by_is_not_added_again(ledger):
    whole = shares.all_sent(ledger, ledger[LATE])
    assert [leaf.id for leaf in whole.sources()] == [  # 11,000 and 4,000 make the 15,000
        "north-sent-total-2025-04-30", "north-sent-batch-2025-09-02", "north-sent-batch-builders-2025-11-04",
    ]  # fmt: skip


def test_a_chosen_base_says_why_and_a_named_one_does_not(by_base):
    chosen = "base chosen here: what the same claimant had reported sent by then"
    assert chosen in by_base[LATE].of_all.caveats
    assert chosen not in by_base[EARLY].of_all.caveats


def test_without_a_named_base_nothing_can_be_said(ledger):
    figure = shares.share_of_named_base(ledger, ledger[UNNAMED])
    verdict = figure.versus(">", ONE_THIRD)
    assert (figure.text, verdict.text) == ("undetermined", "undetermined")
    assert verdict.sentence == "Whether it is above one third cannot be said: no base is named."


def test_only_what_was_said_by_then_counts_as_sent(ledger):
    assert shares.all_sent(ledger, ledger["east-casualties-2025-01-05"]).id == "east-sent-total-2025-01-05"


def test_a_claimant_who_reported_no_total_leaves_the_share_of_all_sent_without_a_value(ledger):
    assert shares.share_of_all_sent(ledger, ledger[UNNAMED]).text == "undetermined"
