"""Shares from counts, beside shares said in words, and the dead among the casualties: by hand, in plain fractions."""

from datetime import date
from fractions import Fraction as F

import pytest
import samples
from ledgers import Copy
from place import DATA
from reported import reported

from hedged.analysis import portions, shares
from hedged.figures.tables import Table, cell_text, reported_by
from hedged.figures.verdict import Threshold
from hedged.ledger.ledger import Ledger

LEDGER = Ledger.read(DATA)
BESIDE = {found.stated.id: found for found in portions.shares_beside_counts(LEDGER)}
DEAD = {each.part.id: each for each in portions.portions(LEDGER)}

NEARLY_HALF, A_THIRD = "ua-cinc-share-casualties-2025-01", "ua-us-officials-share-casualties-2025-01"
TWO_THIRDS_DEAD = "zelensky-share-killed-2025-02-14"

#: About 4,000 of about 11,000; 4,000 of 12,000; about 300 of more than 3,000; about 1,000 of 4,000: as rounded.
OF_11000 = (F(3500, 11500), F(4500, 10500))
OF_12000 = (F(3500, 12500), F(4500, 11500))
NIS_DEAD = (F(0), F(350, 3000))
WESTERN_DEAD = (F(750, 4500), F(1250, 3500))


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
        ("western-officials-share-casualties-2025-01-22", "western-officials-casualties-2025-01-22", OF_11000,
         "compatible"),
        ("uk-mod-share-casualties-2025-01-24", "uk-mod-casualties-2025-01-24", OF_11000, "compatible"),
        ("hur-share-killed-2025-03-05", "hur-killed-2025-03-05", (F(350, 4500), F(450, 3500)), "compatible"),
        ("uk-mod-share-casualties-2025-06-15", "uk-mod-casualties-2025-06-15", (F(6000, 11500), F(1)), "compatible"),
        ("nis-share-casualties-2026-02-12", "nis-casualties-2026-02-12", (F(5500, 15500), F(6500, 14500)),
         "compatible"),
    ],
)  # fmt: skip
def test_a_share_in_words_stands_beside_its_claimants_own_counts(stated, part, expected, word):
    found = BESIDE[stated]
    (counted,) = found.counted
    assert (found.own, counted.part.id, ends(counted.share), counted.word) == (True, part, expected, word)
    assert (found.counts, cell_text(found.summary)) == ([counted.share], word)


def test_nearly_half_of_january_2025_stands_beside_the_counts_of_the_others_known_that_day():
    found = BESIDE[NEARLY_HALF]
    assert (found.own, found.day) == (False, date(2025, 1, 23))  # the first page that prints it, of that day
    assert [(each.part.id, ends(each.share), each.word) for each in found.counted] == [
        # "nearly half" begins at 5/12: 4,500 of 11,500 stays below it, 4,500 of 10,500 does not
        ("zelensky-casualties-2025-01-09", OF_12000, "not compatible"),
        ("western-officials-casualties-2025-01-22", OF_11000, "compatible"),
    ]
    assert cell_text(found.summary) == "compatible with 1 of 2"
    assert cell_text(found.counts) == (
        "33% (28 to 40%) Zelensky (not compatible); 36% (30 to 43%) Western officials (compatible)"
    )


def test_a_third_said_that_day_is_compatible_with_both():
    assert cell_text(BESIDE[A_THIRD].summary) == "compatible with 2 of 2"


def test_a_share_of_the_dead_stands_beside_the_dead_among_the_casualties_of_the_others():
    found = BESIDE[TWO_THIRDS_DEAD]
    assert [(each.part.id, ends(each.share), each.word) for each in found.counted] == [
        ("nis-killed-2025-01-13", NIS_DEAD, "not compatible"),
        ("western-officials-killed-2025-01-22", WESTERN_DEAD, "not compatible"),
    ]


def test_a_count_that_its_claimant_disputes_himself_is_no_count():
    disputed = {"zelensky-killed-2025-01", "zelensky-killed-2025-01-21", "zelensky-killed-2025-02-01"}
    assert {each.part.id for found in BESIDE.values() for each in found.counted} & disputed == set()


#: By then Zelensky had given 4,000 dead in the month, of more than 3,000 casualties, and 4,000 dead of 4,000 casualties.
JANUARY = LEDGER.known_on("2025-01-31")
ANY, SAME = "zelensky-killed-2025-01", "zelensky-killed-2025-01-21"


def test_counts_that_tell_no_share_of_the_dead_are_no_counts_beside_a_stated_one():
    found = portions.beside_counts(JANUARY, JANUARY["uk-mod-share-killed-2025-01-24"])
    assert [each.part.id for each in found.counted] == [
        "nis-killed-2025-01-13", "western-officials-killed-2025-01-22",
    ]  # fmt: skip


def test_where_ones_own_counts_tell_no_share_the_counts_of_others_stand_beside_it(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "uk-mod-share-killed-2025-01-24", claimant_id="zelensky", status="current",
                superseded_by="")  # fmt: skip
    ledger, stated = with_figure(data, "uk-mod-share-killed-2025-01-24", "2025-01-31")
    found = portions.beside_counts(ledger, stated)
    assert found.own is False
    assert found.known.text == "2"


def test_every_share_of_the_ledger_is_there_by_the_day_it_was_said():
    said = [row.statement_id for row in LEDGER.tables["statements"] if row.measure.startswith("share_")]
    assert sorted(BESIDE) == sorted(said)
    days = [LEDGER.said_on(name) for name in BESIDE]
    assert days == sorted(days)


def test_a_month_in_which_it_was_said_ends_with_its_last_day_where_no_page_is_earlier(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("sources", "vesti-2025-01-23", placed="2025-02-20")
    found = portions.beside_counts(*with_figure(data, NEARLY_HALF))
    assert found.day == date(2025, 1, 31)
    assert [each.part.id for each in found.counted][2:] == ["uk-mod-casualties-2025-01-24"]


def test_what_was_said_later_that_month_than_the_first_page_is_not_known_yet(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("sources", "vesti-2025-01-23", placed="2025-01-21")
    found = portions.beside_counts(*with_figure(data, NEARLY_HALF))
    assert [each.part.id for each in found.counted] == ["zelensky-casualties-2025-01-09"]


def test_a_share_said_before_all_counts_has_nothing_to_compare(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", NEARLY_HALF, stated_on="2024-11", as_of="2024-11")
    ledger, stated = with_figure(data, NEARLY_HALF)
    found = portions.beside_counts(ledger, stated)
    assert (found.counted, cell_text(found.counts), cell_text(found.summary)) == (
        (), "no counts known then", "nothing to compare",
    )  # fmt: skip


def test_counts_without_a_named_base_say_nothing_of_the_share_of_those_sent():
    parts = {each.part.id for found in BESIDE.values() for each in found.counted}
    assert "ua-general-staff-casualties-2025-02-07" not in parts  # no base, though known in July 2025


def test_a_share_that_the_counts_exclude_is_not_compatible(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "nis-share-casualties-2026-02-12", best="0.8")
    data.change("reports", next(r[0] for r in data.rows("reports") if r[1] == "nis-share-casualties-2026-02-12"),
                best="0.8", as_printed="80%")  # fmt: skip
    found = portions.beside_counts(*with_figure(data, "nis-share-casualties-2026-02-12"))
    assert (found.own, cell_text(found.summary)) == (True, "not compatible")


def with_figure(data: Copy, name: str, known_on: str | None = None):
    ledger = Ledger.read(data.folder).known_on(known_on)
    return ledger, ledger[name]


def test_known_on_an_earlier_day_no_later_count_is_looked_at():
    known = LEDGER.known_on("2025-07-04")
    counted = {each.part.id for found in portions.shares_beside_counts(known) for each in found.counted}
    assert counted and all(name in known for name in counted)
    article = portions.beside_counts(known, known["article-outlet-share-casualties-2025-07"])
    assert article.day == date(2025, 7, 4)  # its month is not over yet


def test_a_share_from_counts_is_the_one_that_the_named_base_gives_elsewhere():
    by_base = {found.named.id: found.named for found in shares.by_base(LEDGER, Threshold("1/3", "one third"))}
    beside = {each.share.id: each.share for found in BESIDE.values() for each in found.counted}
    both = by_base.keys() & beside.keys()
    assert len(both) >= 8
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
        ("nis-killed-2025-01-13", "nis-casualties-2025-01-13", NIS_DEAD),
        ("western-officials-killed-2025-01-22", "western-officials-casualties-2025-01-22", WESTERN_DEAD),
        ("hur-killed-2025-03-05", "hur-casualties-2025-03-05", (F(350, 4500), F(450, 3500))),
        ("nis-killed-2025-04-30", "nis-casualties-2025-04-30", (F(550, 4750), F(650, 4650))),
        ("nis-killed-2025-09-02", "nis-casualties-2025-04-30", (F(1500, 4750), F(2500, 4650))),
    ],
)
def test_the_dead_are_a_share_of_the_casualties_their_claimant_had_last_given(part, whole, expected):
    found = DEAD[part]
    assert (found.whole.id, ends(found.share), found.apart) == (whole, expected, None)
    assert "base chosen here: what the same claimant had reported by then" in found.share.caveats


def test_an_older_count_of_casualties_of_another_area_is_a_caveat():
    assert DEAD["nis-killed-2025-09-02"].share.caveats[-2:] == (
        "the base is of 30 April 2025 and may have grown by 2 September 2025",
        "different areas: Russia and Kursk",
    )
    assert not any("grown" in caveat or "areas" in caveat for caveat in DEAD["nis-killed-2025-04-30"].share.caveats)


def test_what_is_no_such_share_is_kept_apart_with_the_reason():
    assert {name: each.apart for name, each in DEAD.items() if each.share is None} == {
        "hur-killed-2024-12-14": "disputed",
        "nis-killed-2024-12-19": "no total of casualties given by then",
        "zelensky-killed-2025-01": "disputed",
        "zelensky-killed-2025-01-21": "disputed",
        "zelensky-killed-2025-02-01": "disputed",
        "dprk-state-media-killed-2025-08-22": "a part",
        "dprk-state-media-killed-2025-08-30": "a part",
        "nis-killed-disclosed-2025-09-02": "a part",
        "kim-jong-un-killed-2025-12-12": "a part",
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
    assert portion["nis-sent-total-2025-04-30"].apart == "the same number as the sent in all"


def test_no_count_of_the_dead_is_left_out():
    assert sorted(DEAD) == sorted(row.statement_id for row in LEDGER.tables["statements"] if row.measure == "killed")


def test_a_denied_count_is_kept_apart_too(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "nis-killed-2025-09-02", status="denied")
    found = {each.part.id: each for each in portions.portions(Ledger.read(data.folder))}
    assert (found["nis-killed-2025-09-02"].apart, found["nis-killed-2025-09-02"].share) == ("denied", None)


@pytest.mark.parametrize(("as_of", "grown"), [("2025-03-30", False), ("2025-03-29", True)])
def test_a_whole_older_by_more_than_a_month_may_have_grown(tmp_path, as_of, grown):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "nis-casualties-2025-04-30", as_of=as_of)
    found = {each.part.id: each for each in portions.portions(Ledger.read(data.folder))}
    caveats = found["nis-killed-2025-04-30"].share.caveats
    assert any("may have grown by 30 April 2025" in caveat for caveat in caveats) == grown


def test_the_whole_is_what_was_said_last_not_what_refers_to_the_latest_day(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "hur-casualties-2025-03-05", as_of="2025-01-20")
    found = {each.part.id: each for each in portions.portions(Ledger.read(data.folder))}
    assert found["hur-killed-2025-03-05"].whole.id == "hur-casualties-2025-03-05"


def test_a_whole_that_its_claimant_disputes_is_none(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "nis-casualties-2025-01-13", status="disputed", superseded_by="")
    found = {each.part.id: each for each in portions.portions(Ledger.read(data.folder))}
    assert found["nis-killed-2025-01-13"].apart == "no total of casualties given by then"


def test_those_sent_are_no_whole_of_the_dead_among_the_casualties(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    for name in ("hur-killed-2025-03-05", "hur-share-killed-2025-03-05"):
        data.change("statements", name, base="hur-sent-total-2025-03-05")
    ledger = Ledger.read(data.folder)
    (counted,) = portions.beside_counts(ledger, ledger["hur-share-killed-2025-03-05"]).counted
    found = {each.part.id: each for each in portions.portions(ledger)}["hur-killed-2025-03-05"]
    assert found.whole.id == "hur-casualties-2025-03-05"
    assert ends(counted.share) == ends(found.share) == (F(350, 4500), F(450, 3500))


def test_a_base_named_with_the_share_alone_serves_its_claimants_count(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "nis-casualties-2026-02-12", base="")
    ledger, stated = with_figure(data, "nis-share-casualties-2026-02-12")
    (counted,) = portions.beside_counts(ledger, stated).counted
    assert ends(counted.share) == (F(5500, 15500), F(6500, 14500))
    assert "base chosen here: what the same claimant had reported by then" in counted.share.caveats


def test_another_measure_is_asked_the_same_way():
    found = {each.part.id: each for each in portions.portions(LEDGER, part="wounded")}
    assert ends(found["nis-wounded-2025-04-30"].share) == (F(4050, 4750), F(4150, 4650))


def test_engineers_are_no_share_of_all_casualties(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    data.change("statements", "nis-killed-2025-04-30", force="engineers")
    found = {each.part.id: each for each in portions.portions(Ledger.read(data.folder))}
    assert found["nis-killed-2025-04-30"].apart == "no total of casualties given by then"


def test_a_whole_of_another_claimant_is_said_to_be_that_of_the_stated_share():
    part = reported("dead", measure="killed", best="300")
    whole = reported("casualties", claimant_id="east", best="4000")
    caveats = portions.share_of(LEDGER, part, whole).caveats
    assert "base chosen here: the base of the share that the same claimant stated" in caveats


def test_the_day_is_that_of_the_earliest_page_where_no_day_is_said():
    assert portions.last_day_said(LEDGER["us-unspecified-casualties-2025-02"]) == date(2025, 2, 27)
