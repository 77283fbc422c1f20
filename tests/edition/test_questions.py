"""What is asked of the real ledger, answered for every row as the second opinion answers it, printed or not."""

import re
from collections import defaultdict
from fractions import Fraction as F

import second_judgements as judgements
from known import Known, table
from place import DATA

from hedged.analysis import compare, forecasts, history, loose_hedges, portions, recurrence, relays, shares
from hedged.figures import Threshold
from hedged.ledger import Ledger

LEDGER, KNOWN = Ledger.read(DATA), Known()
ONE_THIRD = Threshold("1/3", "one third")


def ids(figures):
    return [figure.id for figure in figures]


def leaves(figure):
    return set(ids(figure.sources()))


def test_every_count_with_a_base_is_judged_over_it_and_over_all_that_was_sent(subtests):
    found = {each.part.id: each for each in shares.by_base(LEDGER, ONE_THIRD)}
    assert {id: each.verdict.outcome for id, each in found.items()} == judgements.with_base(KNOWN)
    for id, each in found.items():
        with subtests.test(id):
            assert leaves(each.of_all) - {id} == judgements.sent_by_then(KNOWN, id)
            for base in (shares.NAMED, shares.ALL_SENT):
                assert each.rests_on(base) == each.over(base).figure.sources()
    latest = shares.latest_by_base(LEDGER, ONE_THIRD).values()
    assert {each.part.statement.claimant_id: each.part.id for each in latest} == {
        who: id for who, (id, _) in judgements.standings(KNOWN).items()
    }


def test_where_claimants_stood_on_each_day_is_a_figure_of_the_ledger_as_it_is_now():
    now = {found.over(over).figure.id: found.over(over) for found in shares.by_base(LEDGER, ONE_THIRD)
           for over in (shares.NAMED, shares.ALL_SENT)}  # fmt: skip
    for over in (shares.NAMED, shares.ALL_SENT):
        for step in history.of_shares(LEDGER, ONE_THIRD, over=over):
            for stand in step.answer.stands.values():
                assert stand.href or stand.word.json() == now[stand.figure.id].json()
    lanes = history.lanes(history.of_shares(LEDGER, ONE_THIRD))
    judged = {leaf for lane in lanes.values() for _, stand in lane for leaf in leaves(stand.verdict.figure)}
    without = history.without_base(LEDGER)
    assert {str(figure.claimant) for figure in without} <= lanes.keys()
    assert not judged & {figure.id for figure in without}


def test_what_became_of_every_forecast_follows_from_what_was_reported_later(subtests):
    found = {each.forecast.id: each for each in forecasts.outcomes(LEDGER)}
    rows = KNOWN.statements
    assert set(found) == {
        id for id in rows if rows[id]["measure"].startswith("planned") and rows[id]["status"] != "denied"
    }
    for id, each in found.items():
        with subtests.test(id):
            assert (each.word, leaves(each.first) if each.first else set()) == judgements.became(KNOWN, id)


def test_all_contradictions_are_those_of_the_rules():
    found = compare.contradictions(LEDGER)
    assert [each.factor for each in found] == sorted((each.factor for each in found), reverse=True)
    assert {(each.lower.id, each.higher.id, each.factor, each.word) for each in found} == {
        (clash.lower, clash.higher, clash.factor, clash.word) for clash in judgements.clashes(KNOWN)
    }


def test_every_share_in_words_stands_beside_the_shares_from_counts_known_then(subtests):
    found = {each.stated.id: each for each in portions.shares_beside_counts(LEDGER)}
    rows = KNOWN.statements
    assert set(found) == {id for id in rows if rows[id]["measure"].startswith("share_")}
    for id, each in found.items():
        with subtests.test(id):
            fits = {tuple(ids(f for _, f in c.share.inputs)): c.word == portions.COMPATIBLE for c in each.counted}
            assert (each.own, fits) == judgements.beside_words(KNOWN, id)


def test_no_count_of_the_dead_is_left_out_and_each_has_its_share_or_a_reason(subtests):
    found = {each.part.id: each for each in portions.portions(LEDGER)}
    assert set(found) == {id for id, row in KNOWN.statements.items() if row["measure"] == "killed"}
    stands = judgements.standing(KNOWN, judgements.totals(KNOWN, "killed"))
    for id, each in found.items():
        with subtests.test(id):
            whole = judgements.whole_of(KNOWN, id) if id in stands else None
            assert (each.whole.id if each.whole else None) == whole
            assert (each.share is not None) == bool(whole and judgements.tells_a_share(KNOWN, id, whole))
            assert bool(each.apart) == (each.share is None)


def test_the_number_most_often_given_is_that_of_the_most_rows(subtests):
    for measure in {row["measure"] for row in KNOWN.statements.values()}:
        with subtests.test(measure):
            giving = defaultdict(list)
            for id in judgements.totals(KNOWN, measure):
                row = KNOWN.statements[id]
                if len(cells := [row[name] for name in ("low", "best", "high") if row[name]]) == 1:
                    giving[F(cells[0])].append(id)
            found = recurrence.most_given(LEDGER, measure)
            most = max(map(len, giving.values()), default=0)
            assert (found is None) == (most == 0)
            if found:
                assert most == len(found.statements)
                assert sorted(ids(found.statements)) == sorted(giving[found.value])
                assert {later: each.id for later, each in found.repeats.items()} == {
                    id: KNOWN.statements[id]["repeats"] for id in giving[found.value] if KNOWN.statements[id]["repeats"]
                }


def korean(text: str) -> int:
    """1만1천, 4천700, 11,000, 천: ten thousands, thousands, and the rest."""
    text, number = re.sub(r"[,. ]", "", text), 0
    for power, value in (("만", 10000), ("천", 1000)):
        if power in text:
            before, text = text.split(power)
            number += int(before or 1) * value
    return number + int(text or 0)


def test_the_statements_printed_with_a_loose_word_are_those_that_a_korean_page_of_its_own_prints_so():
    printed_so = set()
    for report in table("reports").values():
        row, page = table("statements")[report["statement_id"]], table("sources")[report["source_id"]]
        if row["hedge"] == "about" and page["language"] == "ko" and page["kind"] != "relay":
            numbers = map(korean, re.findall(r"([\d만천,. ]+)여\s?명", report["as_printed"]))
            if F(row["best"]) in numbers:
                printed_so.add(report["statement_id"])
    assert printed_so
    assert set(loose_hedges.printed_loosely(LEDGER)) == printed_so
    with_base = {id for id in judgements.with_base(KNOWN) if printed_so & {id, KNOWN.base(id)}}
    assert {each.part.id for each in loose_hedges.both_readings(LEDGER, ONE_THIRD)} == with_base


def test_between_a_page_and_the_one_it_relays_stands_only_what_else_goes_back_to_that(subtests):
    for statement in LEDGER.statements(include_denied=True):
        with subtests.test(statement.id):
            ways = [(*relay.through, relay.page) for relay in relays.story(LEDGER, [statement])]
            for place, way in enumerate(ways):
                if way[:-1] in ways:
                    assert all(each[: len(way) - 1] == way[:-1] for each in ways[ways.index(way[:-1]) : place])
