"""The whole briefing against a second opinion: its figures, verdicts, counts and judgements, and its alt texts.

Documents are records here; what is expected of them comes from data/*.csv by way of `second_opinion`,
`second_judgements` and `recounts`. What was known on a day is in `test_as_known`, In short in `test_in_short`.
"""

import functools
import re
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import known
import pytest
import recounts
import said
import second_judgements as judgements
import second_opinion as second
from editions import DAYS, Edition, figures_in, listed, of_day, prose, tables
from known import in_words, table
from recounts import RECOUNTS, forecasts
from second_judgements import totals, with_base
from second_opinion import INF, Range, Record, Tip

from hedged.document.blocks import ChartBlock, FigureInline, VerdictInline, nodes, plain

READINGS = ("said", "rounded", "wide")


@pytest.fixture(scope="module", params=DAYS)
def edition(request) -> Edition:
    """A fixture, so that a briefing that cannot be built is not built again for every test."""
    return of_day(request.param)


@pytest.fixture(scope="module")
def today() -> Edition:
    return of_day("today")


# -- figures --------------------------------------------------------------------------------


def recorded(reading: Record) -> Range:
    """A reading of a record as a range; an end that is not there is infinite."""
    low, high, best = (None if reading[end] is None else F(reading[end]) for end in ("low", "high", "best"))
    return Range(
        -INF if low is None else low, reading["low_open"], INF if high is None else high, reading["high_open"], best
    )


def printed(reach: said.Range, unit: str) -> Range:
    """A range that was read from a text; an end of which nothing is said is the natural bound."""
    low, low_open, high, high_open = reach
    least = -INF if unit == "difference" else F(0)
    greatest = F(1) if unit == "share" else INF
    return Range(
        least if low is None else low, low_open and low is not None, greatest if high is None else high,
        high_open and high is not None,
    )  # fmt: skip


def tells(text: str, reach: Range, unit: str) -> bool:
    """Whether a text contains a range; a single value it may round, but no further than half of its last digit."""
    if reach.low != reach.high:
        return reach.within(printed(said.span(text), unit))
    return nearly(text, reach.low)


def nearly(text: str, value: F) -> bool:
    digits = re.match(r"[\d,.]+", text.removeprefix(said.MINUS))[0].replace(",", "")
    step = F(1, 10 ** len(digits.partition(".")[2])) if "." in digits else second.grain(F(digits))
    [shown] = said.numbers(text) if text not in said.SHARES else [said.SHARES[text]]
    return abs(shown - value) <= step / (200 if text.endswith("%") else 2)


@pytest.mark.parametrize("module", [known, recounts, said, judgements, second], ids=lambda module: module.__name__)
def test_the_second_opinion_takes_nothing_from_the_engine(module):
    assert (
        re.search(r"^\s*(?:from|import) hedged", Path(module.__file__).read_text(encoding="utf-8"), re.MULTILINE)
        is None
    )


def test_every_statement_has_its_record_in_the_briefing(today):
    assert today.of_kind("reported").keys() == table("statements").keys()


def test_a_reported_figure_says_what_its_row_says_on_every_reading(today, subtests):
    for statement, row in table("statements").items():
        with subtests.test(statement):
            record = today.document.figures[statement]
            numbers = tuple(F(row[name]) for name in ("low", "best", "high") if row[name])
            status = None if row["status"] == "current" else row["status"]
            assert said.hedged(record["text"]) == (row["hedge"], numbers, status)
            for name, reach in zip(READINGS, second.readings(row), strict=True):
                assert recorded(record["readings"][name]) == reach
                assert reach.within(printed(said.span(record["readings"][name]["text"]), record["unit"]))


def test_a_derived_figure_is_what_follows_from_the_rows_at_its_leaves(edition, subtests):
    figures = edition.document.figures
    for id, record in edition.of_kind("derived").items():
        with subtests.test(figure=id):
            missing = "an input is missing" in second.reasons(figures, id)
            assert (record["readings"]["rounded"] is None) == missing
            for name, reach in zip(READINGS, second.derived(figures, id), strict=True) if not missing else ():
                assert recorded(record["readings"][name]) == reach
                assert tells(record["readings"][name]["text"], reach, record["unit"])


def test_a_figure_read_by_another_hedge_says_so(edition):
    for id, record in edition.of_kind("derived").items():
        statement, _, hedge = id.partition("-read-as-")
        if hedge:
            row, text = table("statements")[statement], record["text"].removeprefix("read as ")
            assert text != record["text"]
            assert said.hedged(text)[:2] == (hedge.replace("-", "_"), (F(row["best"]),))


def test_the_text_of_a_derived_figure_contains_its_range_and_shows_its_best_value(edition, subtests):
    for id, record in edition.of_kind("derived").items():
        if record["missing"] or not record["inputs"]:  # what is read by another hedge is held against its rule above
            continue
        with subtests.test(figure=id):
            _, reach, _ = second.derived(edition.document.figures, id)
            best, _, span = record["text"].removesuffix(")").rpartition(" (")
            assert tells(span, reach, record["unit"])
            if record["unit"] == "multiple":  # what is not just once does not look like it
                assert F(1) not in {*said.span(span)[::2]} - {reach.low, reach.high}
            assert bool(best) == (reach.best is not None and reach.low != reach.high)
            assert not best or nearly(best, reach.best)


# -- verdicts -------------------------------------------------------------------------------


def question(verdict: Record) -> tuple[str, str, F]:
    """Figure, relation and threshold of a verdict."""
    return verdict["figure"]["id"], verdict["relation"], F(verdict["threshold"]["value"])


def test_a_verdict_is_given_unless_there_is_a_reason_against_it(edition, subtests):
    assert edition.document.verdicts
    for id, verdict in edition.document.verdicts.items():
        with subtests.test(verdict=id):
            reasons = list(second.reasons(edition.document.figures, verdict["figure"]["id"]))
            assert bool(verdict["reason"]) == bool(reasons)
            if reasons:
                assert (verdict["text"], verdict["margin"], verdict["tipping"]) == ("undetermined", None, [])
                assert set(verdict["readings"].values()) == {"undetermined"}


def test_a_verdict_is_that_of_the_ranges_on_every_reading(edition, subtests):
    for id, verdict in edition.judged().items():
        with subtests.test(verdict=id):
            figure, relation, threshold = question(verdict)
            ranges = second.derived(edition.document.figures, figure)
            outcomes = [second.outcome(reach, relation, threshold) for reach in ranges]
            assert list(verdict["readings"].values()) == outcomes
            assert (verdict["outcome"], verdict["text"]) == (outcomes[1], second.word(outcomes))


def test_a_verdict_tips_where_a_straight_line_in_each_input_crosses_its_threshold(edition, subtests):
    for id, verdict in edition.judged().items():
        with subtests.test(verdict=id):
            tips = {Tip(tip["input"], F(tip["value"]), tip["whole"], tip["inside"]) for tip in verdict["tipping"]}
            assert tips == second.tipping(edition.document.figures, *question(verdict))


def test_a_verdict_as_said_survives_its_margin_and_nothing_beyond(edition, subtests):
    for id, verdict in edition.judged().items():
        with subtests.test(verdict=id):
            survives = functools.partial(second.survives, edition.document.figures, *question(verdict))
            if verdict["margin"] is None:
                assert verdict["readings"]["said"] == "depends"
                continue
            assert verdict["readings"]["said"] != "depends"
            if verdict["margin"] == "any":
                assert all(survives(F(factor)) for factor in (0, 1, 2, 10, 1000, 10**6))
                continue
            margin = F(verdict["margin"])
            hair = F(1, 10**9)
            assert all(survives(margin * step / 16) for step in range(16))
            assert survives(max(margin - hair, F(0))) and not survives(margin + hair)


def test_the_range_in_the_sentence_of_a_verdict_contains_the_exact_one(edition, subtests):
    for id, verdict in edition.judged().items():
        with subtests.test(verdict=id):
            record = edition.document.figures[verdict["figure"]["id"]]
            shown = re.search(
                r"(?:as rounded it is|on every reading:|as rounded:) (.*?)(?:;|\.$)", verdict["sentence"]
            )[1]
            _, reach, _ = second.derived(edition.document.figures, record["id"])
            if reach.low != reach.high:
                assert reach.within(printed(said.span(shown), record["unit"]))
                # An end never looks like the threshold without being it.
                assert F(verdict["threshold"]["value"]) not in {*said.span(shown)[::2]} - {reach.low, reach.high}


# -- counts ---------------------------------------------------------------------------------

#: The verdicts that an input enters, settles, or tips inside its range; an input is all of a measure, or a statement.
A_LEVER = re.compile(r"(?:answers|lever)-(?P<of>.+)-(?P<what>verdicts|settled|inside)")


def test_a_counted_figure_is_what_counting_again_gives(edition, subtests):
    counted = edition.of_kind("counted")
    assert counted
    for id, record in counted.items():
        if A_LEVER.fullmatch(id) or id.endswith(tuple(second.HELD)):
            continue  # what inputs settle is counted below, and an input that is held is no count
        with subtests.test(figure=id):
            found = [(again, match) for pattern, again in RECOUNTS.items() if (match := re.fullmatch(pattern, id))]
            assert len(found) == 1, f"nothing counts {id} a second time: give it its row in RECOUNTS"
            [(again, match)] = found
            number = again(edition.known, *match.groups())
            assert F(record["text"].replace(",", "")) == number
            assert [recorded(each)[:4] for each in record["readings"].values()] == [(number, False, number, False)] * 3


def test_nothing_is_counted_again_that_the_briefing_does_not_count(today):
    counted = today.of_kind("counted")
    assert [pattern for pattern in RECOUNTS if not any(re.fullmatch(pattern, id) for id in counted)] == []


def test_forecasts_met_by_a_report_of_the_same_claimant_are_those_it_was_the_first_to_reach(edition):
    [sentence] = [each for each in prose(edition.document) if "forecasts-met-by-own" in each.ids]
    assert "first" in sentence.words


def test_an_input_that_is_held_while_another_moves_is_held_where_it_was_said(edition, subtests):
    for id, record in edition.of_kind("counted").items():
        if id.endswith(tuple(second.HELD)):
            with subtests.test(figure=id):
                number = second.leaf_readings(edition.document.figures, id)[0].low
                assert F(record["text"].replace(",", "")) == number
                assert {recorded(each)[0::2] for each in record["readings"].values()} == {(number, number, number)}


# -- judgements by more than one rule ---------------------------------------------------------


def test_all_that_was_sent_is_the_latest_total_of_the_same_claimant_and_its_batches_since(edition, subtests):
    figures = edition.document.figures
    for id in edition.of_kind("derived"):
        if id.startswith("share-of-all-"):
            with subtests.test(figure=id):
                part = second.inputs(figures, id)["part"]
                whole = set(second.leaves(figures, id)) - {part}
                assert (f"share-of-all-{part}", whole) == (id, judgements.sent_by_then(edition.known, part))


def test_a_base_that_was_named_is_the_whole_of_the_share_of_it(edition, subtests):
    for id in edition.of_kind("derived"):
        part = id.removeprefix("share-")
        if part != id and part in edition.known.statements:
            with subtests.test(figure=id):
                whole = edition.known.base(part)
                assert second.inputs(edition.document.figures, id) == {"part": part, "whole": whole}


def levers(edition: Edition, of: str) -> dict[str, int]:
    """How many verdicts on the last share of each claimant an input enters, settles, tips inside itself."""
    found = {what: set() for what in ("verdicts", "settled", "inside")}
    asked = {f"share-{part}" for part, _ in judgements.standings(edition.known).values()}
    for id, verdict in edition.judged().items():
        figure, relation, threshold = question(verdict)
        if figure not in asked or (relation, threshold) != (">", judgements.ONE_THIRD):
            continue
        for leaf in second.leaves(edition.document.figures, figure):
            if of in (leaf, table("statements")[leaf]["measure"].replace("_", "-")):
                found["verdicts"].add(id)
                if judgements.tips_inside(edition.document.figures, verdict, leaf):
                    found["inside"].add(id)
                would_be = judgements.known_as_said(edition.document.figures, verdict, leaf)
                if verdict["outcome"] == "depends" and would_be in ("holds", "fails"):
                    found["settled"].add(id)
    return {what: len(ids) for what, ids in found.items()}


def test_what_all_figures_of_a_measure_settle_is_counted_over_the_last_share_of_each_claimant(edition):
    counted = {
        id: int(record["text"]) for id, record in edition.of_kind("counted").items() if id.startswith("answers-")
    }
    measures = [row["measure"].replace("_", "-") for row in edition.known.statements.values()]
    expected = {f"answers-{of}-{what}": number for of in measures for what, number in levers(edition, of).items()}
    # Where there is none, the table says so without a figure.
    assert counted == {id: number for id, number in expected.items() if number}


def test_no_statement_by_itself_settles_more_verdicts_than_the_one_that_is_counted(edition):
    [(id, most)] = [each for each in edition.of_kind("counted").items() if each[0].startswith("lever-")]
    found = A_LEVER.fullmatch(id)
    settled = {of: levers(edition, of)["settled"] for of in edition.known.statements}
    assert found["what"] == "settled" and int(most["text"]) == settled[found["of"]] == max(settled.values())


def test_the_kind_of_figure_that_would_settle_most_is_named(edition):
    [sentence] = [each for each in prose(edition.document) if "would settle more of these verdicts" in each.words]
    named = {"casualties": "casualties", "sent-total": "sent in all"}
    most, other = sorted(named, key=lambda of: levers(edition, of)["settled"], reverse=True)
    assert levers(edition, most)["settled"] > levers(edition, other)["settled"]
    assert f"as said, {named[most]} would settle more of these verdicts than any other." in sentence.words


def test_what_became_of_a_forecast_is_what_the_later_reports_say(edition, subtests):
    rows = {figures_in(row)[0]: row for row in tables(edition)["forecast-outcomes"]["rows"]}
    assert len(rows) == len(tables(edition)["forecast-outcomes"]["rows"]) == len(forecasts(edition.known))
    for id, row in rows.items():
        with subtests.test(forecast=id):
            word, first = judgements.became(edition.known, id)
            assert word in [plain(cell) for cell in row]
            if first:
                assert set(second.leaves(edition.document.figures, figures_in(row)[1])) == first


def test_claimants_contradict_each_other_where_no_value_fits_both(edition, subtests):
    printed = {tuple(figures_in(row)[:2]): plain(row[-1]) for row in tables(edition)["contradictions"]["rows"]}
    measures = ("casualties", "killed", "share_killed")
    expected = {clash[:2]: clash.word for each in measures for clash in judgements.widest(edition.known, each).values()}
    assert printed == expected


def test_the_widest_gap_on_soldiers_sent_is_told_with_its_claimants_and_days(edition):
    [counted] = [each for each in prose(edition.document) if each.words.startswith("On soldiers sent, ")]
    [sentence] = [each for each in prose(edition.document) if each.words.startswith("The widest is ")]
    widest = max(judgements.widest(edition.known, "sent_total").values(), key=lambda clash: clash.factor)
    factor = f"{widest.higher}-over-{widest.lower}"
    assert counted.ids == ["gaps-on-sent", "touching-on-sent"]
    assert sentence.ids == [factor, widest.lower, widest.higher]
    who = [table("claimants")[table("statements")[id]["claimant_id"]]["short_name"] for id in widest[:2]]
    when = [in_words(second.refers_to(id)) for id in widest[:2]]
    told = rf"{who[0]} with about [\d,]+(?: \(\w+\))? as of {when[0]} and {who[1]} with about [\d,]+ as of {when[1]}\."
    assert re.search(rf": {told}$", sentence.words)


def test_the_history_of_the_answer_is_what_replaying_the_days_gives(edition):
    turns = [turn for turn in judgements.history(edition.known, date(2025, 1, 1)) if turn.new]
    expected = []
    for turn in turns:
        now = {table("claimants")[who]["short_name"]: outcome for who, (_, outcome) in turn.standings.items()}
        named = [(each, [who for who in now if now[who] == each]) for each in ("holds", "depends", "fails")]
        then = "; ".join(f"{outcome} for {listed(who)}" for outcome, who in named if who)
        turned = {table("claimants")[who]["short_name"] for who in turn.turned} or {"nothing"}
        expected.append((in_words(turn.day.isoformat()), turned, then))
    rows = [list(map(plain, row)) for row in tables(edition)["share-history-table"]["rows"]]
    assert [
        (day, {each.split(":")[0] for each in turned.split("; ")}, then) for day, _, turned, then in rows
    ] == expected


def test_where_the_base_decides_the_answer_is_said_of_every_such_count_and_of_no_other(edition):
    [sentence] = [each for each in prose(edition.document) if "the base decides the answer: " in each.words]
    outcomes = {id: verdict["outcome"] for id, verdict in edition.judged().items()}
    decided = [
        told_of(part)
        for part, outcome in with_base(edition.known).items()
        if outcomes.get(f"share-of-all-{part}-above-one-third", outcome) != outcome
    ]
    assert sentence.words.endswith(f": {listed(decided) if decided else 'nowhere so far'}.")


def test_the_shares_in_words_at_odds_with_a_count_are_named_and_no_other(edition):
    [sentence] = [each for each in prose(edition.document) if "at odds with a count beside them: " in each.words]
    stated = sorted(totals(edition.known, "share_casualties"), key=edition.known.said_on)
    fits = {id: judgements.beside_words(edition.known, id)[1].values() for id in stated}
    odd = [told_of(id) for id in stated if not all(fits[id])]
    assert sentence.words.endswith(f": {'; '.join(odd) if odd else 'none'}.")


def told_of(statement: str) -> str:
    """A statement by its claimant and its day, as a table names it."""
    row = table("statements")[statement]
    return f"{table('claimants')[row['claimant_id']]['short_name']}, {in_words(row['stated_on'])}"


def test_the_shares_of_dead_in_counts_begin_lowest_and_highest_as_the_sentence_says(edition):
    [sentence] = [each for each in prose(edition.document) if "follows from its own counts; it begins" in each.words]
    counted = [figures_in(row)[-1] for row in tables(edition)["dead-among-casualties"]["rows"]]
    lows = {id: second.derived(edition.document.figures, id)[1].low for id in counted if id.startswith("share-")}
    assert [lows[id] for id in sentence.ids] == [min(lows.values()), max(lows.values())]


def test_march_and_april_2025_are_beside_each_other_what_the_rules_make_of_them(edition):
    march = "jcs-casualties-2025-03-27", "uk-mod-casualties-2025-03-28"
    april = "nis-casualties-2025-04-30", "uk-mod-casualties-2025-03-28"
    words = {frozenset(clash[:2]): clash.word for clash in judgements.clashes(edition.known)}
    told = [each.words for each in prose(edition.document) if re.match("On consecutive days|A month later", each.words)]
    assert len(told) == (2 if edition.known.statements.keys() >= {*march, *april} else 0)
    for sentence, pair in zip(told, (march, april), strict=False):
        assert sentence.endswith(f" {words[frozenset(pair)]}.")


def test_words_beside_counts_are_compatible_where_some_value_fits_both(edition, subtests):
    figures = edition.document.figures
    for name in ("words-beside-counts-table", "dead-among-casualties"):
        for row in tables(edition)[name]["rows"]:
            stated = [id for id in figures_in(row) if figures[id]["unit"] == "share" and figures[id]["evidence"]]
            if stated:
                with subtests.test(stated=stated[0]):
                    _, fits = judgements.beside_words(edition.known, stated[0])
                    shares = [second.inputs(figures, id) for id in figures_in(row) if figures[id]["function"]]
                    assert {tuple(given.values()) for given in shares} == fits.keys()
                    told = " ".join(map(plain, row))
                    assert told.count("not compatible") == list(fits.values()).count(False)
                    assert ("compatible" in told) == bool(fits)


def test_an_input_settles_a_verdict_where_it_no_longer_depends_once_that_input_is_as_said(edition, subtests):
    told = {
        "holds": "it would hold", "fails": "it would fail", "depends": "it would still depend",
        "either way": "it would be settled, one way or the other",
    }  # fmt: skip
    for name in ("effects", "effects-increase"):
        for row in tables(edition)[name]["rows"] if name in tables(edition) else ():
            [verdict] = [edition.document.verdicts[each.id] for each in nodes(row) if isinstance(each, VerdictInline)]
            leaf = next(id for id in figures_in(row[1:]) if id in edition.known.statements)
            with subtests.test(verdict=verdict["id"], input=leaf):
                would_be = judgements.known_as_said(edition.document.figures, verdict, leaf)
                expected = told[would_be] if verdict["outcome"] == "depends" else "settled already"
                assert plain(row[-1]) == expected


# -- alt texts ------------------------------------------------------------------------------


def contains(words: str, number: str) -> bool:
    """Whether a text prints a number as such, and not as a part of a longer one."""
    return re.search(rf"(?<![\w,.]){re.escape(number)}(?!\w|[,.]\d|%)", words) is not None


def test_the_alt_text_of_a_chart_contains_its_key_numbers(edition, subtests):
    charts = [block.chart for block in edition.document.blocks if isinstance(block, ChartBlock)]
    assert charts
    for chart in charts:
        with subtests.test(chart=chart["id"]):
            told = {each.text for each in nodes(chart["headline"]) if isinstance(each, FigureInline | VerdictInline)}
            drawn = sorted(
                chart["figures"], key=lambda record: second.derived(edition.document.figures, record["id"])[0][0::2]
            )
            told |= {record["text"] for record in (drawn if len(drawn) <= 12 else (drawn[0], drawn[-1]))}
            assert {text for text in told if not contains(chart["alt"], text)} == set()
