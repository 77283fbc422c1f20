"""A second opinion on what is judged by more than a range and a threshold, each by its rule written down again.

All that was sent, what became of a forecast, who contradicts whom, words beside counts, where claimants
stood on a day, what one input would settle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction as F
from functools import cache
from itertools import combinations
from typing import NamedTuple

from known import Known, day_of, last_day, refers_to
from second_opinion import Range, Record, derived, leaf_readings, leaves, outcome, readings, share, spread, tipping

ONE_THIRD = F(1, 3)


def totals(known: Known, measure: str, claimant: str | None = None, extent: str = "total") -> list[str]:
    """The statements of a measure that no one denied, in the order of the file; of any extent if it is ""."""
    return [
        id
        for id, row in known.statements.items()
        if row["measure"] == measure
        and row["status"] != "denied"
        and claimant in (None, row["claimant_id"])
        and extent in ("", row["extent"])
    ]


def sent_by_then(known: Known, part: str) -> set[str]:
    """All that the claimant of a count had reported sent by then: its total with the latest date and the batches since.

    A batch by which two of its totals differ is in already.
    """
    row = known.statements[part]
    then = last_day(row["stated_on"] or row["as_of"])

    def by_then(measure: str) -> list[str]:
        found = totals(known, measure, row["claimant_id"], extent="")
        dated = [id for id in found if known.statements[id]["as_of"]]
        return [id for id in dated if known.said_on(id) <= then and day_of(id) <= then]

    sent = by_then("sent_total")
    if not sent:
        return set()
    latest = max(sent, key=lambda id: (day_of(id), known.said_on(id)))
    bests = [F(known.statements[id]["best"]) for id in sent if known.statements[id]["best"]]
    rises = {one - other for one in bests for other in bests}
    since = {
        id
        for id in by_then("sent_batch")
        if day_of(id) > last_day(refers_to(latest))
        and row["force"] in ("all", known.statements[id]["force"])
        and readings(known.statements[id])[0].best not in rises
    }
    return {latest} | since


class Became(NamedTuple):
    """What became of a forecast: the word, and the leaves of the first report that reaches it."""

    word: str
    first: frozenset[str]


def became(known: Known, forecast: str) -> Became:
    """A forecast against what was reported later."""
    row, said = known.statements[forecast], readings(known.statements[forecast])[0]
    if row["extent"] == "part":
        return Became("not comparable", frozenset())
    if said.low == 0:
        return Became("cannot fail", frozenset())
    reaching = []
    for of, three in _later(known, forecast):
        low, low_open = three[0].low, three[0].low_open
        if low > said.low or low == said.low and low_open >= said.low_open:
            reaching.append((max(map(known.said_on, of)), sorted(of), three))
    if reaching:
        _, of, (_, reach, _) = min(reaching, key=lambda each: each[:2])
        needed = readings(row)[1]
        above = reach.low > needed.high or reach.low == needed.high and (reach.low_open or needed.high_open)
        return Became("exceeded" if above else "met", frozenset(of))
    if row["due"] and last_day(row["due"]) < min(known.day, max(map(known.said_on, known.statements))):
        return Became("not met", frozenset())
    return Became("nothing of that size reported", frozenset())


def _later(known: Known, forecast: str) -> Iterator[tuple[set[str], tuple[Range, Range, Range]]]:
    """What a forecast is held against: later reports, and for further troops the later rises of a claimant's total."""
    row, on = known.statements[forecast], known.said_on(forecast)
    forces = ("all", row["force"])
    for measure in {"planned": ["sent_batch"], "planned_total": ["sent_total", "present"]}[row["measure"]]:
        for id in totals(known, measure, extent=""):
            if known.said_on(id) > on and known.statements[id]["force"] in forces:
                yield {id}, readings(known.statements[id])
    for claimant in known.speakers if row["measure"] == "planned" else ():
        of_him = [id for id in totals(known, "sent_total", claimant) if known.statements[id]["as_of"]]
        of_him = [id for id in of_him if known.statements[id]["force"] in forces]
        near = [id for id in of_him if abs((known.said_on(id) - on).days) <= 31]
        start = min(near, key=lambda id: (day_of(id), known.said_on(id)), default=None)
        for id in of_him if start else ():
            if known.said_on(id) > on and day_of(id) > last_day(refers_to(start)):
                rise = {"one": {"id": id}, "other": {"id": start}}
                figures = {"it": {"function": "difference", "inputs": rise}} | {
                    each: {"inputs": {}} for each in (id, start)
                }
                yield {id, start}, derived(figures, "it")


# -- shares of a named base -------------------------------------------------------------------


def with_base(known: Known) -> dict[str, str]:
    """The totals of casualties whose claimant named a base, as they were said, each with "above one third" as rounded."""
    found = {id: known.base(id) for id in sorted(totals(known, "casualties"), key=known.said_on)}
    return {id: outcome(share(id, base)[1], ">", ONE_THIRD) for id, base in found.items() if base}


def last_of_each(known: Known, statements: list[str]) -> dict[str, str]:
    """For each claimant the statement that refers to the latest day; of several on one day the one said last."""
    order = sorted(statements, key=lambda id: (day_of(id), known.said_on(id)))
    return {known.statements[id]["claimant_id"]: id for id in order}


def standings(known: Known) -> dict[str, tuple[str, str]]:
    """Where each claimant stands who named a base: his last count, and its outcome. Who spoke first is first."""
    outcomes = with_base(known)
    last = last_of_each(known, list(outcomes))
    return {who: (last[who], outcomes[last[who]]) for who in (known.statements[id]["claimant_id"] for id in outcomes)}


class Turn(NamedTuple):
    """A day on which statements came: whose last share is another than before, and whose outcome."""

    day: date
    new: frozenset[str]
    turned: frozenset[str]
    standings: Mapping[str, tuple[str, str]]


@cache
def history(known: Known, since: date) -> tuple[Turn, ...]:
    """The answer replayed on every day on which something was said, from a day on."""
    turns, before = [], {}
    for day in sorted({known.said_on(id) for id in known.statements}):
        now = standings(Known(day.isoformat()))
        new = frozenset(who for who in now if who not in before or now[who][0] != before[who][0])
        turned = frozenset(who for who in now if who not in before or now[who][1] != before[who][1])
        if day >= since:
            turns.append(Turn(day, new, turned, now))
        before = now
    return tuple(turns)


# -- claimants beside one another -------------------------------------------------------------

#: The areas in which an area lies.
AROUND = {"far-east": {"russia"}, "kursk": {"border", "russia"}, "border": {"russia"}}
CUMULATIVE = {"sent_total", "casualties", "killed", "wounded", "captured", "returned"}


class Clash(NamedTuple):
    """Two figures that no value fits, how wide the gap is, and what to call it."""

    lower: str
    higher: str
    factor: F
    word: str


def wholly_above(one: Range, other: Range) -> bool:
    return one.low > other.high or one.low == other.high and (one.low_open or other.high_open)


def clashes(known: Known) -> Iterator[Clash]:
    """Every two totals of different claimants, of the same thing, whose ranges as rounded have no value in common."""
    rows = known.statements
    stated = [id for id in rows if rows[id]["extent"] == "total" and rows[id]["status"] != "denied" and refers_to(id)]
    for pair in combinations(stated, 2):
        one, other = (rows[id] for id in pair)
        areas = one["area"], other["area"]
        if one["claimant_id"] == other["claimant_id"] or any(one[cell] != other[cell] for cell in ("measure", "force")):
            continue
        if (
            areas[0] != areas[1]
            and areas[0] not in AROUND.get(areas[1], ())
            and areas[1] not in AROUND.get(areas[0], ())
        ):
            continue
        reach = {id: readings(rows[id])[1] for id in pair}
        lower, higher = pair if wholly_above(reach[pair[1]], reach[pair[0]]) else pair[::-1]
        if not wholly_above(reach[higher], reach[lower]):
            continue
        days = {id: (day_of(id), last_day(refers_to(id))) for id in pair}
        near = max((days[a][0] - days[b][1]).days for a, b in (pair, pair[::-1])) <= 31
        only_grows = one["measure"] in CUMULATIVE
        if near or only_grows and days[higher][0] < days[lower][0]:
            covers = {one["counts"], other["counts"]}
            if len(covers) == 2 and "unclear" not in covers:
                word = "not comparable"
            elif only_grows and days[lower][1] < days[higher][0]:
                word = "a contradiction unless it grew in between"
            else:
                word = f"a contradiction{' if the words mean the same' if 'unclear' in covers else ''}"
            yield Clash(lower, higher, reach[higher].low / reach[lower].high, word)


def widest(known: Known, measure: str) -> dict[frozenset[str], Clash]:
    """Of each two claimants the widest gap that is a contradiction, by their ids."""
    found: dict[frozenset[str], Clash] = {}
    for clash in sorted(clashes(known), key=lambda clash: (-clash.factor, clash.lower, clash.higher)):
        rows = [known.statements[id] for id in clash[:2]]
        if (
            rows[0]["measure"] == measure
            and clash.word.removesuffix(" if the words mean the same") == "a contradiction"
        ):
            found.setdefault(frozenset(row["claimant_id"] for row in rows), clash)
    return found


def beside_words(known: Known, stated: str) -> tuple[bool, dict[tuple[str, str], bool]]:
    """Shares from counts known when a share was stated: whether they are the claimant's own, and which fit it.

    Each is a part and its whole. Where he had given counts of his own, only these count. Counts that tell
    no share are passed over, as are those by which their claimant does not stand.
    """
    row = known.statements[stated]
    pages = [known.pages[page]["published"] or known.pages[page]["placed"] for page in known.pages_of({stated})]
    then = min(
        [known.day, *(last_day(page) for page in pages), *([last_day(row["stated_on"])] if row["stated_on"] else [])]
    )
    of_dead = row["measure"] == "share_killed"
    latest: dict[str, tuple[str, str]] = {}
    parts = standing(known, totals(known, "killed" if of_dead else "casualties"))
    for part in sorted(parts, key=lambda id: (known.said_on(id), day_of(id))):
        who = known.statements[part]["claimant_id"]
        if of_dead:
            whole = whole_of(known, part)
        else:
            whole = (known.base(stated) if who == row["claimant_id"] else None) or known.base(part)
        if whole and known.said_on(part) <= then and tells_a_share(known, part, whole):
            latest[who] = part, whole
    own = row["claimant_id"] in latest
    pairs = [latest[row["claimant_id"]]] if own else latest.values()
    reach = readings(row)[1]
    fits = {
        pair: not wholly_above(share(*pair)[1], reach) and not wholly_above(reach, share(*pair)[1]) for pair in pairs
    }
    return own, fits


def tells_a_share(known: Known, part: str, whole: str) -> bool:
    """Whether two counts say anything of a share: not where they are one number, or where none up to all may be it."""
    if readings(known.statements[part]) == readings(known.statements[whole]):
        return False
    reach = share(part, whole)[1]
    return (reach.low, reach.high) != (0, 1)


def standing(known: Known, statements: list[str]) -> list[str]:
    """Those by which their claimant stands, or stood until he gave another figure."""
    return [id for id in statements if known.status(id) in ("current", "superseded")]


def whole_of(known: Known, part: str) -> str | None:
    """The last total of casualties, of the same troops, that the claimant of some dead had given by then."""
    row = known.statements[part]
    given = standing(known, totals(known, "casualties", row["claimant_id"]))
    by_then = [
        id for id in given if known.said_on(id) <= known.said_on(part) and known.statements[id]["force"] == row["force"]
    ]
    return max(by_then, key=lambda id: (known.said_on(id), day_of(id)), default=None)


# -- what an input would settle ---------------------------------------------------------------


def known_as_said(figures: Mapping[str, Record], verdict: Record, leaf: str) -> str:
    """What a verdict that depends would be if one input were just as said, the others still rounded."""
    id, relation, threshold = verdict["figure"]["id"], verdict["relation"], F(verdict["threshold"]["value"])
    given = {each: leaf_readings(figures, each) for each in leaves(figures, id)}
    said = given[leaf][0]

    def found(reach: Range) -> str:
        return outcome(
            spread(figures, id, {each: three[1] for each, three in given.items()} | {leaf: reach}), relation, threshold
        )

    ends = {found(Range(end, False, end, False)) for end in (said.low, said.high) if isinstance(end, F)}
    return "either way" if ends == {"holds", "fails"} else found(said)


def tips_inside(figures: Mapping[str, Record], verdict: Record, leaf: str) -> bool:
    question = verdict["figure"]["id"], verdict["relation"], F(verdict["threshold"]["value"])
    return any(tip.inside for tip in tipping(figures, *question) if tip.input == leaf)
