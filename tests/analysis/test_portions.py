"""Shares from counts, beside shares said in words, and the dead among the casualties: by hand, in plain fractions."""

import tempfile
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest
import samples
from ledgers import made_ledger, page, printed, said

from hedged.analysis import portions, shares
from hedged.figures.tables import Table, cell_text, reported_by
from hedged.figures.verdict import Threshold

NEARLY_HALF, A_THIRD = "staff-share-casualties-2020-01", "envoys-share-casualties-2020-01"
TWO_THIRDS_DEAD = "north-share-killed-2020-02-14"
#: By January North had given 4,000 dead in the month, of more than 3,000 casualties, and 4,000 dead of 4,000 casualties.
ANY, SAME = "north-killed-2020-01", "north-killed-2020-01-21"
DISPUTED = {"status": "disputed", "disputed_by": TWO_THIRDS_DEAD}
ISLAND, EAST = "island-sent-total-2020-01-22", "east-sent-total-2020-01-24"
HARBOUR, WEST = "harbour-sent-total-2020-03-05", "west-sent-total-2020-04-30"

ROWS = (
    said("harbour-killed-2019-12-14", best=200, status="disputed"),
    said("west-killed-2019-12-19", best=100),
    said("north-casualties-2019-12-23", low=3000, superseded_by="north-casualties-2020-01-09"),
    said(ANY, best=4000, **DISPUTED),
    said("north-sent-total-2020-01-05", best=12000),
    said("north-casualties-2020-01-09", best=4000, hedge="bare", base="north-sent-total-2020-01-05"),
    said("west-casualties-2020-01-13", low=3000, superseded_by="west-casualties-2020-04-30"),
    said("west-killed-2020-01-13", best=300),
    said(SAME, best=4000, hedge="bare", **DISPUTED),
    said(ISLAND, best=11000),
    said("island-casualties-2020-01-22", best=4000, base=ISLAND),
    said("island-killed-2020-01-22", best=1000),
    said("island-share-casualties-2020-01-22", best="0.4", base=ISLAND),
    said(NEARLY_HALF, best="1/2", hedge="nearly"),
    said(A_THIRD, best="1/3"),
    said(EAST, best=11000),
    said("east-casualties-2020-01-24", best=4000, base=EAST),
    said("east-share-casualties-2020-01-24", best="1/3", base=EAST),
    said("east-share-killed-2020-01-24", best="1/3"),
    said("north-share-killed-2020-01-24", best="1/3"),
    said("north-killed-2020-02-01", best=1000, **DISPUTED),
    said("harbour-casualties-2020-02-07", best=3000),
    said(TWO_THIRDS_DEAD, best="2/3"),
    said("office-casualties-2020-02", best=3000, stated_on="", as_of="2020-02"),
    said(HARBOUR, best=12000),
    said("harbour-casualties-2020-03-05", best=4000, base=HARBOUR),
    said("harbour-killed-2020-03-05", best=400),
    said("harbour-share-killed-2020-03-05", best="0.1"),
    said(WEST, best=15000),
    said("west-casualties-2020-04-30", best=4700, area="kursk", base=WEST, superseded_by="west-casualties-2021-02-12"),
    said("west-killed-2020-04-30", best=600, area="kursk"),
    said("west-wounded-2020-04-30", best=4100, area="kursk"),
    said("east-casualties-2020-06-15", low=6000, base=EAST),
    said("east-share-casualties-2020-06-15", low="1/2", base=EAST),
    said("gazette-share-casualties-2020-07", best="1/3"),
    said("east-killed-2020-08-22", best=100, extent="part"),
    said("west-killed-2020-09-02", best=2000),
    said("west-casualties-2021-02-12", best=6000, base=WEST),
    said("west-share-casualties-2021-02-12", best="0.4", base=WEST),
    *(printed(each, "digest-2020-01-23") for each in (NEARLY_HALF, A_THIRD)),
    printed("office-casualties-2020-02", "almanac-2020-02-27"),
)


def among(folder, *rows):
    """The ledger with these rows in it, in the place of those of the same id."""
    return made_ledger(folder / "data", *ROWS, *rows)


with tempfile.TemporaryDirectory() as _folder:
    LEDGER = among(Path(_folder))
BESIDE = {found.stated.id: found for found in portions.shares_beside_counts(LEDGER)}
DEAD = {each.part.id: each for each in portions.portions(LEDGER)}
JANUARY = LEDGER.known_on("2020-01-31")

#: About 4,000 of about 11,000; 4,000 of 12,000; about 300 of more than 3,000; about 1,000 of 4,000: as rounded.
OF_11000 = (F(3500, 11500), F(4500, 10500))
OF_12000 = (F(3500, 12500), F(4500, 11500))
WEST_DEAD = (F(0), F(350, 3000))
ISLAND_DEAD = (F(750, 4500), F(1250, 3500))


def ends(figure):
    return figure.rounded.low, figure.rounded.high


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
    ("stated", "part", "expected", "word"),
    [
        ("island-share-casualties-2020-01-22", "island-casualties-2020-01-22", OF_11000, "compatible"),
        ("east-share-casualties-2020-01-24", "east-casualties-2020-01-24", OF_11000, "compatible"),
        ("harbour-share-killed-2020-03-05", "harbour-killed-2020-03-05", (F(350, 4500), F(450, 3500)), "compatible"),
        ("east-share-casualties-2020-06-15", "east-casualties-2020-06-15", (F(6000, 11500), F(1)), "compatible"),
        ("west-share-casualties-2021-02-12", "west-casualties-2021-02-12", (F(5500, 15500), F(6500, 14500)),
         "compatible"),
    ],
)  # fmt: skip
def test_a_share_in_words_stands_beside_its_claimants_own_counts(stated, part, expected, word):
    found = BESIDE[stated]
    (counted,) = found.counted
    assert (found.own, counted.part.id, ends(counted.share), counted.word) == (True, part, expected, word)
    assert (found.counts, cell_text(found.summary)) == ([counted.share], word)


def test_nearly_half_of_january_2020_stands_beside_the_counts_of_the_others_known_that_day():
    found = BESIDE[NEARLY_HALF]
    assert (found.own, found.day) == (False, date(2020, 1, 23))  # the first page that prints it, of that day
    assert [(each.part.id, ends(each.share), each.word) for each in found.counted] == [
        # "nearly half" begins at 5/12: 4,500 of 11,500 stays below it, 4,500 of 10,500 does not
        ("north-casualties-2020-01-09", OF_12000, "not compatible"),
        ("island-casualties-2020-01-22", OF_11000, "compatible"),
    ]
    assert cell_text(found.summary) == "compatible with 1 of 2"
    assert cell_text(found.counts) == ("33% (28 to 40%) North (not compatible); 36% (30 to 43%) Island (compatible)")


def test_a_third_said_that_day_is_compatible_with_both():
    assert cell_text(BESIDE[A_THIRD].summary) == "compatible with 2 of 2"


def test_a_share_of_the_dead_stands_beside_the_dead_among_the_casualties_of_the_others():
    found = BESIDE[TWO_THIRDS_DEAD]
    assert [(each.part.id, ends(each.share), each.word) for each in found.counted] == [
        ("west-killed-2020-01-13", WEST_DEAD, "not compatible"),
        ("island-killed-2020-01-22", ISLAND_DEAD, "not compatible"),
    ]


def test_a_count_that_its_claimant_disputes_himself_is_no_count():
    counted = {each.part.id for found in BESIDE.values() for each in found.counted}
    assert counted & {ANY, SAME, "north-killed-2020-02-01"} == set()


def test_counts_that_tell_no_share_of_the_dead_are_no_counts_beside_a_stated_one():
    found = portions.beside_counts(JANUARY, JANUARY["east-share-killed-2020-01-24"])
    assert [each.part.id for each in found.counted] == ["west-killed-2020-01-13", "island-killed-2020-01-22"]


def test_where_ones_own_counts_tell_no_share_the_counts_of_others_stand_beside_it():
    found = portions.beside_counts(JANUARY, JANUARY["north-share-killed-2020-01-24"])
    assert found.own is False
    assert found.known.text == "2"


def test_every_share_of_the_ledger_is_there_by_the_day_it_was_said():
    said = [row.statement_id for row in LEDGER.tables["statements"] if row.measure.startswith("share_")]
    assert sorted(BESIDE) == sorted(said)
    days = [LEDGER.said_on(name) for name in BESIDE]
    assert days == sorted(days)


def beside(ledger, name):
    return portions.beside_counts(ledger, ledger[name])


def test_a_month_in_which_it_was_said_ends_with_its_last_day_where_no_page_is_earlier(tmp_path):
    found = beside(among(tmp_path, page("digest-2020-01-23", placed="2020-02-20")), NEARLY_HALF)
    assert found.day == date(2020, 1, 31)
    assert [each.part.id for each in found.counted][2:] == ["east-casualties-2020-01-24"]


def test_what_was_said_later_that_month_than_the_first_page_is_not_known_yet(tmp_path):
    found = beside(among(tmp_path, page("digest-2020-01-23", placed="2020-01-21")), NEARLY_HALF)
    assert [each.part.id for each in found.counted] == ["north-casualties-2020-01-09"]


def test_a_share_said_before_all_counts_has_nothing_to_compare(tmp_path):
    found = beside(among(tmp_path, said(NEARLY_HALF, best="1/2", hedge="nearly", stated_on="2019-11")), NEARLY_HALF)
    assert (found.counted, cell_text(found.counts), cell_text(found.summary)) == (
        (), "no counts known then", "nothing to compare",
    )  # fmt: skip


def test_counts_without_a_named_base_say_nothing_of_the_share_of_those_sent():
    parts = {each.part.id for found in BESIDE.values() for each in found.counted}
    assert "harbour-casualties-2020-02-07" not in parts  # no base, though known in July 2020


def test_a_share_that_the_counts_exclude_is_not_compatible(tmp_path):
    stated = "west-share-casualties-2021-02-12"
    found = beside(among(tmp_path, said(stated, best="0.8", base=WEST)), stated)
    assert (found.own, cell_text(found.summary)) == (True, "not compatible")


def test_known_on_an_earlier_day_no_later_count_is_looked_at():
    known = LEDGER.known_on("2020-07-04")
    counted = {each.part.id for found in portions.shares_beside_counts(known) for each in found.counted}
    assert counted and all(name in known for name in counted)
    article = portions.beside_counts(known, known["gazette-share-casualties-2020-07"])
    assert article.day == date(2020, 7, 4)  # its month is not over yet


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
        ("west-killed-2020-01-13", "west-casualties-2020-01-13", WEST_DEAD),
        ("island-killed-2020-01-22", "island-casualties-2020-01-22", ISLAND_DEAD),
        ("harbour-killed-2020-03-05", "harbour-casualties-2020-03-05", (F(350, 4500), F(450, 3500))),
        ("west-killed-2020-04-30", "west-casualties-2020-04-30", (F(550, 4750), F(650, 4650))),
        ("west-killed-2020-09-02", "west-casualties-2020-04-30", (F(1500, 4750), F(2500, 4650))),
    ],
)
def test_the_dead_are_a_share_of_the_casualties_their_claimant_had_last_given(part, whole, expected):
    found = DEAD[part]
    assert (found.whole.id, ends(found.share), found.apart) == (whole, expected, None)
    assert "base chosen here: what the same claimant had reported by then" in found.share.caveats


def test_an_older_count_of_casualties_of_another_area_is_a_caveat():
    assert DEAD["west-killed-2020-09-02"].share.caveats[-2:] == (
        "the base is of 30 April 2020 and may have grown by 2 September 2020",
        "different areas: Russia and Kursk",
    )
    assert not any("grown" in caveat or "areas" in caveat for caveat in DEAD["west-killed-2020-04-30"].share.caveats)


def test_what_is_no_such_share_is_kept_apart_with_the_reason():
    assert {name: each.apart for name, each in DEAD.items() if each.share is None} == {
        "harbour-killed-2019-12-14": "disputed",
        "west-killed-2019-12-19": "no total of casualties given by then",
        ANY: "disputed",
        SAME: "disputed",
        "north-killed-2020-02-01": "disputed",
        "east-killed-2020-08-22": "a part",
    }


def test_the_number_of_the_casualties_again_and_counts_that_allow_any_share_are_kept_apart():
    found = {each.part.id: each for each in portions.portions(JANUARY)}
    assert (found[SAME].whole.text, found[SAME].share, found[SAME].apart) == (
        "4,000", None, "the same number as the casualties",
    )  # fmt: skip
    assert (found[ANY].whole.text, found[ANY].share, found[ANY].apart) == (
        "more than 3,000 (superseded)", None, "the two counts allow any share",
    )  # fmt: skip


def test_the_same_number_is_named_by_the_measure_of_its_whole():
    portion = {each.part.id: each for each in portions.portions(LEDGER, "sent_total", whole="sent_total")}
    assert portion[WEST].apart == "the same number as the sent in all"


def test_no_count_of_the_dead_is_left_out():
    assert sorted(DEAD) == sorted(row.statement_id for row in LEDGER.tables["statements"] if row.measure == "killed")


def dead(ledger):
    return {each.part.id: each for each in portions.portions(ledger)}


def test_a_denied_count_is_kept_apart_too(tmp_path):
    found = dead(among(tmp_path, said("west-killed-2020-09-02", best=2000, status="denied")))["west-killed-2020-09-02"]
    assert (found.apart, found.share) == ("denied", None)


@pytest.mark.parametrize(("as_of", "grown"), [("2020-03-30", False), ("2020-03-29", True)])
def test_a_whole_older_by_more_than_a_month_may_have_grown(tmp_path, as_of, grown):
    ledger = among(tmp_path, said("west-casualties-2020-04-30", best=4700, as_of=as_of))
    caveats = dead(ledger)["west-killed-2020-04-30"].share.caveats
    assert any("may have grown by 30 April 2020" in caveat for caveat in caveats) == grown


def test_the_whole_is_what_was_said_last_not_what_refers_to_the_latest_day(tmp_path):
    last = "harbour-casualties-2020-03-05"
    found = dead(among(tmp_path, said(last, best=4000, as_of="2020-01-20")))
    assert found["harbour-killed-2020-03-05"].whole.id == last


def test_a_whole_that_its_claimant_disputes_is_none(tmp_path):
    found = dead(among(tmp_path, said("west-casualties-2020-01-13", low=3000, status="disputed")))
    assert found["west-killed-2020-01-13"].apart == "no total of casualties given by then"


def test_those_sent_are_no_whole_of_the_dead_among_the_casualties(tmp_path):
    count, stated = "harbour-killed-2020-03-05", "harbour-share-killed-2020-03-05"
    ledger = among(tmp_path, said(count, best=400, base=HARBOUR), said(stated, best="0.1", base=HARBOUR))
    (counted,) = beside(ledger, stated).counted
    found = dead(ledger)[count]
    assert found.whole.id == "harbour-casualties-2020-03-05"
    assert ends(counted.share) == ends(found.share) == (F(350, 4500), F(450, 3500))


def test_a_base_named_with_the_share_alone_serves_its_claimants_count(tmp_path):
    ledger = among(tmp_path, said("west-casualties-2021-02-12", best=6000))
    (counted,) = beside(ledger, "west-share-casualties-2021-02-12").counted
    assert ends(counted.share) == (F(5500, 15500), F(6500, 14500))
    assert "base chosen here: what the same claimant had reported by then" in counted.share.caveats


def test_another_measure_is_asked_the_same_way():
    found = {each.part.id: each for each in portions.portions(LEDGER, part="wounded")}
    assert ends(found["west-wounded-2020-04-30"].share) == (F(4050, 4750), F(4150, 4650))


def test_engineers_are_no_share_of_all_casualties(tmp_path):
    found = dead(among(tmp_path, said("west-killed-2020-04-30", best=600, force="engineers")))
    assert found["west-killed-2020-04-30"].apart == "no total of casualties given by then"


def test_a_whole_of_another_claimant_is_said_to_be_that_of_the_stated_share():
    part, whole = LEDGER["island-killed-2020-01-22"], LEDGER["east-casualties-2020-01-24"]
    caveats = portions.share_of(LEDGER, part, whole).caveats
    assert "base chosen here: the base of the share that the same claimant stated" in caveats


def test_the_day_is_that_of_the_earliest_page_where_no_day_is_said():
    assert portions.last_day_said(LEDGER["office-casualties-2020-02"]) == date(2020, 2, 27)
