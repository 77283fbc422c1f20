"""Each sentence of In short against the tables, on every day on which it stands."""

import re
from datetime import date
from fractions import Fraction as F

import pytest
import said
import second_judgements as judgements
import second_opinion as second
from editions import DAYS, Edition, Printed, listed, of_day, section
from known import in_words, table
from recounts import STORY, recurring
from second_judgements import totals
from second_opinion import INF

from hedged.document.blocks import ChartBlock, Link, plain


@pytest.fixture(scope="module", params=DAYS)
def edition(request) -> Edition:
    """A fixture, so that a briefing that cannot be built is not built again for every test."""
    return of_day(request.param)


def answers(edition: Edition) -> list[Printed]:
    """The sentences of In short behind the names of their parts; how its chart is read is told below them."""
    found = [each for each in section(edition.document, "In short") if isinstance(each.content[0], Link)]
    return [each._replace(words=each.words.removeprefix(plain(each.content[:1])).lstrip()) for each in found]


def in_short(edition: Edition, *words: str) -> Printed | None:
    """The one sentence of In short with all these words; none where it is not yet said."""
    found = [each for each in answers(edition) if all(word in each.words for word in words)]
    assert len(found) <= 1
    return found[0] if found else None


def short_name(edition: Edition, statement: str) -> str:
    return table("claimants")[edition.known.statements[statement]["claimant_id"]]["short_name"]


def on(statement: str, cell: str = "as_of") -> str:
    """The day a statement refers to or was said, as it is printed."""
    return in_words(table("statements")[statement][cell])


def at_least(statement: str) -> tuple[F, bool]:
    """The number that a statement surely claims, as rounded; "more than" it is more than "at least" it."""
    _, rounded, _ = second.readings(table("statements")[statement])
    return rounded.low, rounded.low_open


def beside(edition: Edition, one: str, other: str) -> str:
    """What two figures are beside each other."""
    clashes = [each.word for each in judgements.clashes(edition.known) if {*each[:2]} == {one, other}]
    [word] = clashes or ["no contradiction by the rules of this briefing"]
    return word


def above(edition: Edition, figure: str, threshold: F) -> str:
    """The verdict on a derived figure being above a threshold, in words."""
    ranges = second.derived(edition.document.figures, figure)
    return second.word([second.outcome(reach, ">", threshold) for reach in ranges])


def tells_as_rounded(sentence: Printed, statement: str) -> bool:
    """Whether a sentence has beside a statement what its hedge allows as rounded."""
    _, rounded, _ = second.readings(table("statements")[statement])
    [words] = re.findall(r"\(as rounded ([^()]+)\)", sentence.words)
    low, low_open, high, _ = said.span(words)
    return (low, low_open, INF if high is None else high) == (rounded.low, rounded.low_open, rounded.high)


def prints(edition: Edition, sentence: Printed, *expected: str) -> bool:
    """Whether a sentence prints just these figures and verdicts, in this order; ids, or a verdict as its words."""
    verdicts = edition.document.verdicts
    return [verdicts[id]["text"] if id in verdicts else id for id in sentence.ids] == list(expected)


def test_in_short_has_five_to_eight_sentences_each_below_the_name_of_its_part():
    found = answers(of_day("today"))
    assert 5 <= len(found) <= 8
    assert all(sentence.content[0].href.startswith("#") for sentence in found)


def test_the_central_chart_stands_in_the_lead_behind_the_answers(edition):
    lead = edition.document.blocks[: edition.document.lead]
    assert [each.chart["id"] for each in lead if isinstance(each, ChartBlock)] == ["casualties-of-sent"]


def test_the_newest_statement_is_the_one_said_last(edition):
    known = edition.known
    last = max(map(known.said_on, known.statements))
    newest = {short_name(edition, id) for id in known.statements if known.said_on(id) == last}
    assert edition.document.newest == {"said_on": last.isoformat(), "by": listed(sorted(newest))}


def test_in_short_names_the_highest_total_and_holds_it_against_that_of_hur(edition):
    sentence = in_short(edition, "highest total of soldiers sent")
    last = judgements.last_of_each(edition.known, totals(edition.known, "sent_total"))
    highest, hur = max(last.values(), key=at_least), last["hur"]
    more = "highest-total-less-kyiv"
    assert second.inputs(edition.document.figures, more) == {"one": highest, "other": hur}
    assert prints(edition, sentence, highest, hur, above(edition, more, F(0)))
    assert sentence.words.startswith(f"{short_name(edition, highest)} gives the highest total of soldiers sent, ")
    assert f" as of {on(highest)}; " in sentence.words and f" of HUR, as of {on(hur)}: " in sentence.words
    assert tells_as_rounded(sentence, highest)


def test_in_short_puts_the_words_of_the_starting_article_beside_its_numbers(edition):
    stated, part = "article-outlet-share-casualties-2025-07", "western-officials-casualties-2025-07-02"
    sentence = in_short(edition, "starting article")
    assert (sentence is not None) == ({stated, part} <= edition.known.statements.keys())
    if sentence:
        whole = edition.known.base(part)
        assert second.inputs(edition.document.figures, "casualty-share") == {"part": part, "whole": whole}
        depends = above(edition, "casualty-share", judgements.ONE_THIRD)
        assert prints(edition, sentence, stated, part, whole, "casualty-share", depends)
        assert f" a figure of {short_name(edition, part)}, " in sentence.words
        assert f" sent, which {short_name(edition, whole)} gives " in sentence.words


def test_in_short_says_for_whom_it_is_above_a_third_and_for_whom_not(edition):
    sentence = in_short(edition, "the last count for which each claimant named a base")
    standings = judgements.standings(edition.known)
    shares = {who: second.share(id, edition.known.base(id))[1] for who, (id, _) in standings.items()}
    least, most = (choose(shares, key=lambda who: shares[who].low) for choose in (min, max))
    # Of several that reach as low, any may be named.
    named = [second.inputs(edition.document.figures, id)["part"] for id in sentence.ids]
    lows = [shares[edition.known.statements[id]["claimant_id"]].low for id in named]
    assert lows == [shares[least].low, shares[most].low]
    for place, id in (("lowest", named[0]), ("highest", named[1])):
        assert f" {place} with {short_name(edition, id)}, " in sentence.words
    then = "; ".join(
        f"{outcome} for {listed([table('claimants')[who]['short_name'] for who in of])}"
        for outcome in ("holds", "depends", "fails")
        if (of := [who for who in standings if standings[who][1] == outcome])
    )
    assert f"; that it is above one third {then}." in sentence.words


def test_in_short_gives_the_last_count_on_both_bases(edition):
    sentence = in_short(edition, "the last to count")
    assert (sentence is not None) == ("nis-casualties-2026-02-12" in edition.known.statements)
    if sentence:
        part, *_ = sentence.ids
        counts = [edition.known.said_on(id) for id in totals(edition.known, "casualties")]
        assert edition.known.said_on(part) == max(counts)
        named, of_all = f"share-{part}", f"share-of-all-{part}"
        third = judgements.ONE_THIRD
        expected = part, named, above(edition, named, third), of_all, above(edition, of_all, third)
        assert prints(edition, sentence, *expected)
        assert second.inputs(edition.document.figures, named)["whole"] == edition.known.base(part)
        assert sentence.words.startswith(f"{short_name(edition, part)}, the last to count, ")
        leaves = set(second.leaves(edition.document.figures, of_all))
        assert leaves - {part} == judgements.sent_by_then(edition.known, part)
        forces = {edition.known.statements[id]["force"] for id in leaves}
        assert ("builders" in forces) == ("builders on their way included" in sentence.words)


def test_in_short_tells_the_number_that_stood_still_and_what_it_is_beside_the_highest(edition):
    sentence = in_short(edition, "one number of casualties")
    assert (sentence is not None) == ("hur-casualties-2025-03-05" in edition.known.statements)
    if sentence:
        first, *_, last = recurring(edition.known)
        highest = max(totals(edition.known, "casualties"), key=at_least)
        assert prints(edition, sentence, "recurring-casualties-claimants", first, highest)
        assert sentence.words.startswith(f"Between {on(first, 'stated_on')} and {on(last, 'stated_on')} ")
        assert f", first {short_name(edition, first)} with " in sentence.words
        assert f"; the last of them, by {short_name(edition, last)}, beside the " in sentence.words
        assert f" of {short_name(edition, highest)}: {beside(edition, last, highest)}." in sentence.words
        assert tells_as_rounded(sentence, first)


def test_in_short_gives_the_newest_total_of_the_dead_and_the_highest_of_the_others(edition):
    sentence = in_short(edition, "Of the dead ")
    known, dead = edition.known, totals(edition.known, "killed")
    newest, highest = sentence.ids
    assert known.said_on(newest) == max(map(known.said_on, dead))
    others = [id for id in dead if known.statements[id]["claimant_id"] != known.statements[newest]["claimant_id"]]
    # Of several that reach as high, any may be named.
    assert highest in others and at_least(highest) == max(map(at_least, others))
    assert f" {short_name(edition, newest)} gives the newest total, " in sentence.words
    assert f" as of {on(newest)}, and of the others {short_name(edition, highest)} the highest, " in sentence.words
    assert f" as of {on(highest)}; the one beside the other: {beside(edition, newest, highest)}." in sentence.words
    assert tells_as_rounded(sentence, newest)


def test_in_short_judges_the_planned_increase_on_all_its_wordings(edition):
    planned, first = "hur-planned-2025-07-02", "cnn-sent-total-2025-07-02"
    sentence = in_short(edition, "further soldiers")
    assert (sentence is not None) == ({planned, first} <= edition.known.statements.keys())
    if sentence:
        increase = "increase-over-first-contingent"
        assert second.inputs(edition.document.figures, increase) == {"number": planned, "of": first}
        twice, more, three = (above(edition, increase, threshold) for threshold in (F(2), F(5, 2), F(3)))
        assert prints(edition, sentence, planned, increase, twice, more, three)
        verdicts = f"more than twice: {twice}; more than two and a half times: {more}; more than three times: {three}."
        assert verdicts in sentence.words
        assert f" that {short_name(edition, planned)} expected by CNN’s report of {on(planned, 'stated_on')} are " in (
            sentence.words
        )


def test_in_short_says_what_came_of_that_forecast(edition):
    sentence = in_short(edition, "what came of it")
    assert (sentence is not None) == (edition.known.statements.keys() >= STORY)
    if sentence:
        assert prints(edition, sentence, "story-pages", "story-roots")
        [root] = edition.known.roots_of(STORY)
        word, _ = judgements.became(edition.known, "hur-planned-2025-07-02")
        due = f"{word} by {on('hur-planned-2025-07-02', 'due')}"
        until = min(edition.known.day, max(map(edition.known.said_on, edition.known.statements)))
        until = until if edition.known.day == date.max else edition.known.day
        came = due if word == "not met" else f"{word} by {in_words(until.isoformat())}"
        assert f" known root, {root}; " in sentence.words and f": {came}." in sentence.words
        # Its window was over only where it was not met: what is so by another day is not so by the window.
        assert "by the window" not in sentence.words or word == "not met"
