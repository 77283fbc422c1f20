"""Shares from counts, beside shares said in words, and the dead among the casualties: by hand, in plain fractions."""

from datetime import date
from fractions import Fraction as F

import pytest
import samples
from ledgers import ledger_of, page, printed, said
from reported import reported

from hedged.analysis import portions, shares
from hedged.figures.tables import Table, cell_text, reported_by
from hedged.figures.verdict import Threshold

NEARLY_HALF, A_THIRD = "kyiv-share-casualties-2025-01", "us-share-casualties-2025-01"
TWO_THIRDS_DEAD = "east-share-killed-2025-02-14"
#: By then East had given 4,000 dead in the month, of more than 3,000 casualties, and 4,000 dead of 4,000 casualties.
ANY, SAME = "east-killed-2025-01-08", "east-killed-2025-01-21"

#: The rows by their id, so that a test can change one.
ROWS = {
    each.id: each
    for each in (
        said("north-killed-2024-12-19", best=100),
        said("east-casualties-2024-12-23", low=3000, superseded_by="east-casualties-2025-01-09"),
        said("east-sent-total-2025-01-05", best=12000),
        said(ANY, best=4000, status="disputed"),
        said("east-casualties-2025-01-09", best=4000, base="east-sent-total-2025-01-05"),
        said("north-casualties-2025-01-13", low=3000, superseded_by="north-casualties-2025-04-30"),
        said("north-killed-2025-01-13", best=300),
        said(SAME, best=4000, status="disputed"),
        said("officials-sent-total-2025-01-22", best=11000),
        said("officials-casualties-2025-01-22", best=4000, base="officials-sent-total-2025-01-22"),
        said("officials-killed-2025-01-22", best=1000),
        said("officials-share-casualties-2025-01-22", best="0.4", base="officials-sent-total-2025-01-22"),
        said("island-sent-total-2025-01-24", best=11000),
        said("island-casualties-2025-01-24", best=4000, base="island-sent-total-2025-01-24"),
        said("island-share-killed-2025-01-24", best="1/4"),
        said(NEARLY_HALF, best="1/2", hedge="nearly"),
        said(A_THIRD, best="1/3"),
        said(TWO_THIRDS_DEAD, best="2/3"),
        said("west-casualties-2025-02-07", best=4000),
        said("north-sent-total-2025-04-30", best=15000),
        said("north-casualties-2025-04-30", best=4700, base="north-sent-total-2025-04-30", area="kursk"),
        said("north-killed-2025-04-30", best=600, area="kursk"),
        said("north-wounded-2025-04-30", best=4100, area="kursk"),
        said("gazette-share-casualties-2025-07", low="1/3"),
        said("north-killed-2025-09-02", best=2000),
        said("north-killed-disclosed-2025-09-02", best=10, hedge="bare", extent="part"),
        said("north-casualties-2026-02-12", best=6000, base="north-sent-total-2025-04-30"),
        said("north-share-casualties-2026-02-12", best="0.4", base="north-sent-total-2025-04-30"),
    )
}
PAGE = "vesti-2025-01-23"


def rows_with(changed=None, **cells):
    """The rows with other cells in one; the page of what was said in January is of the 23rd unless it is that."""
    rows = [each._replace(cells=each.cells | cells) if each.id == changed else each for each in ROWS.values()]
    return (*rows, printed(NEARLY_HALF, PAGE), printed(A_THIRD, PAGE))


def changed(row, **cells):
    return ledger_of(page(PAGE, published="2025-01-23"), *rows_with(row, **cells))


LEDGER = changed(None)
BESIDE = {found.stated.id: found for found in portions.shares_beside_counts(LEDGER)}
DEAD = {each.part.id: each for each in portions.portions(LEDGER)}
JANUARY = LEDGER.known_on("2025-01-31")

#: About 4,000 of about 11,000; 4,000 of 12,000; about 300 of more than 3,000; about 1,000 of 4,000: as rounded.
OF_11000 = (F(3500, 11500), F(4500, 10500))
OF_12000 = (F(3500, 12500), F(4500, 11500))
NORTH_DEAD = (F(0), F(350, 3000))
OFFICIALS_DEAD = (F(750, 4500), F(1250, 3500))


def ends(figure):
    return figure.rounded.low, figure.rounded.high


def dead_in(ledger):
    return {each.part.id: each for each in portions.portions(ledger)}


def table_of(beside):
    """The table that sets them side by side."""
    return Table(
        id="beside",
        title="Stated and counted",
        columns={"Stated": "left", "": "right", "Counts": "left", "So": "left"},
        rows=[[each.stated.label, each.stated, each.counts, each.summary] for each in beside],
        sources=[reported_by([each.stated for each in beside])],
    )


# --- words beside counts ---


@pytest.mark.parametrize(
    ("stated", "part", "expected"),
    [
        ("officials-share-casualties-2025-01-22", "officials-casualties-2025-01-22", OF_11000),
        ("north-share-casualties-2026-02-12", "north-casualties-2026-02-12", (F(5500, 15500), F(6500, 14500))),
    ],
)
def test_a_share_in_words_stands_beside_its_claimants_own_counts(stated, part, expected):
    found = BESIDE[stated]
    (counted,) = found.counted
    assert (found.own, counted.part.id, ends(counted.share), counted.word) == (True, part, expected, "compatible")
    assert (found.counts, cell_text(found.summary)) == ([counted.share], "compatible")


def test_nearly_half_of_january_2025_stands_beside_the_counts_of_the_others_known_that_day():
    found = BESIDE[NEARLY_HALF]
    assert (found.own, found.day) == (False, date(2025, 1, 23))  # the first page that prints it, of that day
    assert [(each.part.id, ends(each.share), each.word) for each in found.counted] == [
        # "nearly half" begins at 5/12: 4,500 of 11,500 stays below it, 4,500 of 10,500 does not
        ("east-casualties-2025-01-09", OF_12000, "not compatible"),
        ("officials-casualties-2025-01-22", OF_11000, "compatible"),
    ]
    assert cell_text(found.summary) == "compatible with 1 of 2"
    assert cell_text(found.counts) == "33% (28 to 40%) East (not compatible); 36% (30 to 43%) Officials (compatible)"


def test_a_third_said_that_day_is_compatible_with_both():
    assert cell_text(BESIDE[A_THIRD].summary) == "compatible with 2 of 2"


def test_a_share_of_the_dead_stands_beside_the_dead_among_the_casualties_of_the_others():
    assert [(each.part.id, ends(each.share), each.word) for each in BESIDE[TWO_THIRDS_DEAD].counted] == [
        ("north-killed-2025-01-13", NORTH_DEAD, "not compatible"),
        ("officials-killed-2025-01-22", OFFICIALS_DEAD, "not compatible"),
    ]


def test_a_count_that_its_claimant_disputes_himself_is_no_count():
    assert {each.part.id for found in BESIDE.values() for each in found.counted} & {ANY, SAME} == set()


def test_counts_that_tell_no_share_of_the_dead_are_no_counts_beside_a_stated_one():
    found = portions.beside_counts(JANUARY, JANUARY["island-share-killed-2025-01-24"])
    assert [each.part.id for each in found.counted] == ["north-killed-2025-01-13", "officials-killed-2025-01-22"]


def test_where_ones_own_counts_tell_no_share_the_counts_of_others_stand_beside_it():
    ledger = changed("island-share-killed-2025-01-24", claimant_id="east").known_on("2025-01-31")
    found = portions.beside_counts(ledger, ledger["island-share-killed-2025-01-24"])
    assert found.own is False
    assert found.known.text == "2"


def test_every_share_of_the_ledger_is_there_by_the_day_it_was_said():
    assert sorted(BESIDE) == sorted(name for name in ROWS if "-share-" in name)
    days = [LEDGER.said_on(name) for name in BESIDE]
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("day", "said_by", "counted"),
    [
        # A month ends with its last day where no page is earlier; what came later that month than the page is not known yet.
        ("2025-02-20", date(2025, 1, 31), ["east", "officials", "island"]),
        ("2025-01-21", date(2025, 1, 21), ["east"]),
    ],
)
def test_a_month_in_which_it_was_said_ends_with_its_last_day_or_its_first_page(day, said_by, counted):
    ledger = ledger_of(page(PAGE, published=day), *rows_with())
    found = portions.beside_counts(ledger, ledger[NEARLY_HALF])
    assert found.day == said_by
    assert [each.part.id.partition("-")[0] for each in found.counted] == counted


def test_a_share_said_before_all_counts_has_nothing_to_compare():
    ledger = changed(NEARLY_HALF, stated_on="2024-11", as_of="2024-11")
    found = portions.beside_counts(ledger, ledger[NEARLY_HALF])
    assert (found.counted, cell_text(found.counts), cell_text(found.summary)) == (
        (), "no counts known then", "nothing to compare",
    )  # fmt: skip


def test_counts_without_a_named_base_say_nothing_of_the_share_of_those_sent():
    parts = {each.part.id for found in BESIDE.values() for each in found.counted}
    assert "west-casualties-2025-02-07" not in parts  # no base, though known in July 2025


def test_a_share_that_the_counts_exclude_is_not_compatible():
    ledger = changed("north-share-casualties-2026-02-12", best="0.8")
    found = portions.beside_counts(ledger, ledger["north-share-casualties-2026-02-12"])
    assert (found.own, cell_text(found.summary)) == (True, "not compatible")


def test_known_on_an_earlier_day_no_later_count_is_looked_at():
    known = LEDGER.known_on("2025-07-04")
    counted = {each.part.id for found in portions.shares_beside_counts(known) for each in found.counted}
    assert counted and all(name in known for name in counted)
    month = portions.beside_counts(known, known["gazette-share-casualties-2025-07"])
    assert month.day == date(2025, 7, 4)  # its month is not over yet


def test_a_share_from_counts_is_the_one_that_the_named_base_gives_elsewhere():
    by_base = {found.named.id: found.named for found in shares.by_base(LEDGER, Threshold("1/3", "one third"))}
    beside = {each.share.id: each.share for found in BESIDE.values() for each in found.counted}
    both = by_base.keys() & beside.keys()
    assert len(both) >= 4
    assert all(by_base[name].json() == beside[name].json() for name in both)


def test_each_id_stands_for_one_figure_and_every_number_of_the_table_belongs_to_one():
    table = table_of(BESIDE.values())
    cells = [samples.code(samples.output({"type": "table", "table": table.json()}))]
    cells += [samples.code(samples.output({"type": "card", "figure": each.share.json()})) for each in DEAD.values()
              if each.share]  # fmt: skip
    made = samples.read(samples.notebook(samples.markdown("# Beside"), *cells), samples.META)
    assert made.figures[f"compatible-with-{NEARLY_HALF}"]["text"] == "1"


# --- the dead among the casualties ---


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("north-killed-2025-01-13", "north-casualties-2025-01-13", NORTH_DEAD),
        ("officials-killed-2025-01-22", "officials-casualties-2025-01-22", OFFICIALS_DEAD),
        ("north-killed-2025-04-30", "north-casualties-2025-04-30", (F(550, 4750), F(650, 4650))),
        ("north-killed-2025-09-02", "north-casualties-2025-04-30", (F(1500, 4750), F(2500, 4650))),
    ],
)
def test_the_dead_are_a_share_of_the_casualties_their_claimant_had_last_given(part, whole, expected):
    found = DEAD[part]
    assert (found.whole.id, ends(found.share), found.apart) == (whole, expected, None)
    assert "base chosen here: what the same claimant had reported by then" in found.share.caveats


def test_an_older_count_of_casualties_of_another_area_is_a_caveat():
    assert DEAD["north-killed-2025-09-02"].share.caveats[-2:] == (
        "the base is of 30 April 2025 and may have grown by 2 September 2025",
        "different areas: Russia and Kursk",
    )
    assert not any("grown" in caveat or "areas" in caveat for caveat in DEAD["north-killed-2025-04-30"].share.caveats)


def test_what_is_no_such_share_is_kept_apart_with_the_reason_and_none_is_left_out():
    assert sorted(DEAD) == sorted(name for name in ROWS if "-killed-" in name and "-share-" not in name)
    assert {name: each.apart for name, each in DEAD.items() if each.share is None} == {
        "north-killed-2024-12-19": "no total of casualties given by then",
        ANY: "disputed",
        SAME: "disputed",
        "north-killed-disclosed-2025-09-02": "a part",
    }


def test_the_number_of_the_casualties_again_and_counts_that_allow_any_share_are_kept_apart():
    rows = (
        each._replace(cells=each.cells | {"status": "current"}) if each.id in (ANY, SAME) else each
        for each in rows_with()
    )
    found = dead_in(ledger_of(page(PAGE), *rows).known_on("2025-01-31"))
    assert (found[SAME].whole.text, found[SAME].share, found[SAME].apart) == (
        "about 4,000", None, "the same number as the casualties",
    )  # fmt: skip
    assert (found[ANY].whole.text, found[ANY].share, found[ANY].apart) == (
        "more than 3,000 (superseded)", None, "the two counts allow any share",
    )  # fmt: skip


def test_the_same_number_is_named_by_the_measure_of_its_whole():
    portion = {each.part.id: each for each in portions.portions(LEDGER, "sent_total", whole="sent_total")}
    assert portion["north-sent-total-2025-04-30"].apart == "the same number as the sent in all"


def test_a_denied_count_is_kept_apart_too():
    found = dead_in(changed("north-killed-2025-09-02", status="denied"))["north-killed-2025-09-02"]
    assert (found.apart, found.share) == ("denied", None)


@pytest.mark.parametrize(("as_of", "grown"), [("2025-03-30", False), ("2025-03-29", True)])
def test_a_whole_older_by_more_than_a_month_may_have_grown(as_of, grown):
    found = dead_in(changed("north-casualties-2025-04-30", as_of=as_of))["north-killed-2025-04-30"]
    assert any("may have grown by 30 April 2025" in caveat for caveat in found.share.caveats) == grown


def test_the_whole_is_what_was_said_last_not_what_refers_to_the_latest_day():
    found = dead_in(changed("north-casualties-2025-04-30", as_of="2025-01-10"))
    assert found["north-killed-2025-04-30"].whole.id == "north-casualties-2025-04-30"


def test_a_whole_that_its_claimant_disputes_is_none():
    found = dead_in(changed("north-casualties-2025-01-13", status="disputed", superseded_by=""))
    assert found["north-killed-2025-01-13"].apart == "no total of casualties given by then"


def test_those_sent_are_no_whole_of_the_dead_among_the_casualties():
    sent, part, stated = "west-sent-total-2025-03-05", "west-killed-2025-03-05", "west-share-killed-2025-03-05"
    ledger = ledger_of(
        said(sent, best=12000), said("west-casualties-2025-03-05", best=4000, base=sent),
        said(part, best=400, base=sent), said(stated, best="0.1", base=sent),
    )  # fmt: skip
    (counted,) = portions.beside_counts(ledger, ledger[stated]).counted
    found = dead_in(ledger)[part]
    assert found.whole.id == "west-casualties-2025-03-05"
    assert ends(counted.share) == ends(found.share) == (F(350, 4500), F(450, 3500))


def test_a_base_named_with_the_share_alone_serves_its_claimants_count():
    ledger = changed("north-casualties-2026-02-12", base="")
    (counted,) = portions.beside_counts(ledger, ledger["north-share-casualties-2026-02-12"]).counted
    assert ends(counted.share) == (F(5500, 15500), F(6500, 14500))
    assert "base chosen here: what the same claimant had reported by then" in counted.share.caveats


def test_another_measure_is_asked_the_same_way():
    found = {each.part.id: each for each in portions.portions(LEDGER, part="wounded")}
    assert ends(found["north-wounded-2025-04-30"].share) == (F(4050, 4750), F(4150, 4650))


def test_engineers_are_no_share_of_all_casualties():
    found = dead_in(changed("north-killed-2025-04-30", force="engineers"))
    assert found["north-killed-2025-04-30"].apart == "no total of casualties given by then"


def test_a_whole_of_another_claimant_is_said_to_be_that_of_the_stated_share():
    part = reported("dead", measure="killed", best="300")
    whole = reported("casualties", claimant_id="hur", best="4000")
    caveats = portions.share_of(LEDGER, part, whole).caveats
    assert "base chosen here: the base of the share that the same claimant stated" in caveats


def test_the_day_is_that_of_the_earliest_page_where_no_day_is_said():
    ledger = ledger_of(said("us-casualties", stated_on="", best=4000), printed("us-casualties", "courier-2025-02-27"))
    assert portions.last_day_said(ledger["us-casualties"]) == date(2025, 2, 27)
