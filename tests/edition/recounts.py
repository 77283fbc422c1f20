"""What the briefing counts, counted again from the tables: one row for each counted figure."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

import second_judgements as judgements
import second_opinion as second
from known import Known, table
from second_judgements import totals, with_base

#: The story of July 2025: the two forecasts in it.
STORY = {"hur-planned-2025-07-02", "western-officials-planned-2025-07-02"}


def by_kind(known: Known, kind: str) -> int:
    return sum(known.pages[page]["kind"] == kind for page in known.pages_of({*known.statements}))


def printed_by_month(known: Known) -> list[str]:
    pages = known.pages_of(STORY)
    return [id for id in pages if len(known.pages[id]["published"] or known.pages[id]["placed"]) == 7]


def relays_of_story(known: Known, *, unchanged: bool = False) -> set[str]:
    """The pages of the story that have it from another page; or those of them that change nothing in it."""
    reports = [row for row in known.reports.values() if row["statement_id"] in STORY]
    relaying = {row["source_id"] for row in reports if row["relayed_from"]}
    return relaying - {row["source_id"] for row in reports if unchanged and row["distortion"] != "none"}


def of_claimant(known: Known, claimant: str) -> set[str]:
    return {id for id, row in known.statements.items() if row["claimant_id"] == claimant}


def printed_with_yeo(known: Known, statement: str) -> set[str]:
    """The Korean pages that report a statement themselves and print its number with the ending -여."""
    return {
        row["source_id"]
        for row in known.reports.values()
        if row["statement_id"] == statement
        and known.pages[row["source_id"]]["language"] == "ko"
        and known.pages[row["source_id"]]["kind"] != "relay"
        and re.search(r"[\d천만백]\s?여", row["as_printed"])
    }


def recurring(known: Known) -> list[str]:
    """The totals of casualties that give the number given most often, whatever its hedge, by the day they were said."""
    given: dict[str, list[str]] = {}
    for id in sorted(totals(known, "casualties"), key=known.said_on):
        if known.statements[id]["hedge"] != "range":
            given.setdefault(number_of(known, id), []).append(id)
    return max(given.values(), key=len)


def number_of(known: Known, statement: str) -> str:
    row = known.statements[statement]
    return row["low"] or row["best"] or row["high"]


def on_placed(known: Known) -> list[dict[str, str]]:
    """The reports on pages that print no date of their own."""
    return [row for row in known.reports.values() if not known.pages[row["source_id"]]["published"]]


def claimants(known: Known, statements: Iterable[str]) -> set[str]:
    return {known.statements[id]["claimant_id"] for id in statements}


def three_totals(known: Known) -> list[str]:
    return [id for measure in ("sent_total", "casualties", "killed") for id in totals(known, measure)]


def of_pyongyang(known: Known) -> list[str]:
    rows = table("claimants")
    return [id for id in three_totals(known) if rows[known.statements[id]["claimant_id"]]["country"] == "KP"]


def unclear(known: Known) -> list[str]:
    return [id for id in totals(known, "casualties", extent="") if known.statements[id]["counts"] == "unclear"]


def forecasts(known: Known, *words: str) -> list[str]:
    """The forecasts that had one of these outcomes, all where none is named."""
    every = [id for measure in ("planned", "planned_total") for id in totals(known, measure, extent="")]
    return [id for id in every if not words or judgements.became(known, id).word in words]


def first_met_by_own(known: Known) -> list[str]:
    """The forecasts that a report of the same claimant was the first to reach."""
    met = {id: judgements.became(known, id).first for id in forecasts(known, "met", "exceeded")}
    return [id for id in met if claimants(known, met[id]) == claimants(known, [id])]


def of_one_plan(known: Known) -> list[str]:
    """The forecasts not reached that give the number of the dispatch announced in June 2025."""
    announced = number_of(known, "russia-security-council-planned-2025-06-17")
    unreached = forecasts(known, "nothing of that size reported")
    return [id for id in unreached if number_of(known, id) == announced]


def gaps(known: Known, *, touching: bool) -> list[judgements.Clash]:
    """The pairs of claimants whose widest gap on soldiers sent is none: their figures meet end to end; or is one."""
    return [clash for clash in judgements.widest(known, "sent_total").values() if (clash.factor == 1) == touching]


def replayed(known: Known, what: str) -> int:
    """How many days since January 2025 brought a statement, or one of which ``what`` is not empty."""
    turns = judgements.history(known, date(2025, 1, 1))
    return len([turn for turn in turns if not what or getattr(turn, what)])


def beside_words(known: Known, stated: str, *, fit: bool) -> int:
    _, found = judgements.beside_words(known, stated)
    return sum(found.values()) if fit else len(found)


#: Each counted figure by its id, counted again; a group in the id is what is counted of.
RECOUNTS = {
    r"statements-in-the-ledger": lambda known: len(known.statements),
    r"claimants-in-the-ledger": lambda known: len(known.speakers),
    r"pages-in-the-ledger": lambda known: len(known.pages_of({*known.statements})),
    r"pages-that-relay": lambda known: by_kind(known, "relay"),
    r"pages-placed": lambda known: len({row["source_id"] for row in on_placed(known)}),
    r"reports-on-placed-pages": lambda known: len(on_placed(known)),
    r"statements-on-placed-pages-only": lambda known: len(
        {row["statement_id"] for row in on_placed(known)}
        - {row["statement_id"] for row in known.reports.values() if known.pages[row["source_id"]]["published"]}
    ),
    r"statements-before-their-pages": lambda known: len(
        known.statements.keys() - {row["statement_id"] for row in known.reports.values()}
    ),
    r"pages-of-claimants": lambda known: by_kind(known, "primary"),
    r"pages-of-(?!claimants$)(.+)": lambda known, who: len(known.pages_of(of_claimant(known, who))),
    r"pages-(?!with-yeo-|of-)(.+-\d{4}.*)": lambda known, statement: len(known.pages_of({statement})),
    r"pages-with-yeo-(.+)": lambda known, statement: len(printed_with_yeo(known, statement)),
    r"roots-(.+)": lambda known, statement: len(known.roots_of({statement})),
    r"shares-in-words": lambda known: len(totals(known, "share_casualties")),
    r"shares-in-all": lambda known: len(with_base(known)),
    r"shares-above": lambda known: [*with_base(known).values()].count("holds"),
    r"shares-not-above": lambda known: [*with_base(known).values()].count("fails"),
    r"shares-depending": lambda known: [*with_base(known).values()].count("depends"),
    r"shares-claimants": lambda known: len(claimants(known, with_base(known))),
    r"shares-of-one-number": lambda known: max(Counter(number_of(known, id) for id in with_base(known)).values()),
    r"days-replayed": lambda known: replayed(known, ""),
    r"days-with-a-new-share": lambda known: replayed(known, "new"),
    r"days-with-a-turn": lambda known: replayed(known, "turned"),
    r"compatible-with-(.+)": lambda known, stated: beside_words(known, stated, fit=True),
    r"counts-beside-(.+)": lambda known, stated: beside_words(known, stated, fit=False),
    r"recurring-casualties": lambda known: second.readings(known.statements[recurring(known)[0]])[0].best,
    r"recurring-casualties-statements": lambda known: len(recurring(known)),
    r"recurring-casualties-claimants": lambda known: len(claimants(known, recurring(known))),
    r"recurring-casualties-days": lambda known: (
        (known.said_on(recurring(known)[-1]) - known.said_on(recurring(known)[0])).days
    ),
    r"story-pages": lambda known: len(known.pages_of(STORY)),
    r"story-roots": lambda known: len(known.roots_of(STORY)),
    r"story-by-month": lambda known: len(printed_by_month(known)),
    r"story-relays": lambda known: len(relays_of_story(known)),
    r"story-unchanged": lambda known: len(relays_of_story(known, unchanged=True)),
    r"forecasts-made": lambda known: len(forecasts(known)),
    r"forecasts-met": lambda known: len(forecasts(known, "met", "exceeded")),
    r"forecasts-not-met": lambda known: len(forecasts(known, "not met")),
    r"forecasts-unreached": lambda known: len(forecasts(known, "nothing of that size reported")),
    r"forecasts-that-cannot-fail": lambda known: len(forecasts(known, "cannot fail")),
    r"forecasts-not-comparable": lambda known: len(forecasts(known, "not comparable")),
    r"forecasts-met-by-own": lambda known: len(first_met_by_own(known)),
    r"forecasts-of-one-plan": lambda known: len(of_one_plan(known)),
    r"signs-in-all": lambda known: len(known.indicators),
    r"signs-with-a-forecast": lambda known: len(
        [row for row in known.indicators.values() if row["points_to"] in known.statements]
    ),
    r"gaps-on-sent": lambda known: len(gaps(known, touching=False)),
    r"touching-on-sent": lambda known: len(gaps(known, touching=True)),
    r"totals-in-all": lambda known: len(three_totals(known)),
    r"totals-of-pyongyang": lambda known: len(of_pyongyang(known)),
    r"casualty-statements": lambda known: len(totals(known, "casualties", extent="")),
    r"casualty-statements-unclear": lambda known: len(unclear(known)),
}
