"""A second opinion on the arithmetic of the finished briefing: the rules written down again, in plain fractions.

Nothing here is taken from the engine. A hedge is a row of RULES as the rules have it, a range is what a
formula gives at the ends of its leaves; an end that is not there is an infinity. ``figures`` are the
records of a finished Document: they say which formula is meant and of what, never what comes out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction as F
from itertools import product
from typing import Any, NamedTuple

from known import Row, first_day, last_day, refers_to, table

INF = math.inf

Record = Mapping[str, Any]
#: One number for each leaf, by its id.
Points = Mapping[str, F]


# -- hedges ---------------------------------------------------------------------------------


class Range(NamedTuple):
    """All values from low to high; an open end is not one of them, an infinite one is not there."""

    low: F | float
    low_open: bool
    high: F | float
    high_open: bool
    best: F | None = None

    def __contains__(self, value: F) -> bool:
        above = value > self.low or value == self.low and not self.low_open
        return above and (value < self.high or value == self.high and not self.high_open)

    def within(self, other: Range) -> bool:
        low = self.low > other.low or self.low == other.low and self.low_open >= other.low_open
        return low and (self.high < other.high or self.high == other.high and self.high_open >= other.high_open)


#: As said, as rounded, wide. n (A to B) is the number, g the place of its last digit that is not zero, h half of it.
RULES = {
    "exact": ("[n, n]", "[n, n]", "[n, n]"),
    "bare": ("[n, n]", "[n-h, n+h)", "[n-g, n+g]"),
    "bare, not round": ("[n, n]", "[n, n]", "[n-g, n+g]"),
    "about": ("[n, n]", "[n-h, n+h)", "[n-g, n+g]"),
    "nearly": ("[n-h, n)", "[n-h, n)", "[n-g, n)"),
    "just_over": ("(n, n+h)", "(n, n+h)", "(n, n+g)"),
    "more_than": ("(n, inf)", "(n, inf)", "(n, inf)"),
    "at_least": ("[n, inf)", "[n, inf)", "[n, inf)"),
    "up_to": ("[0, n]", "[0, n]", "[0, n+g]"),
    "at_most": ("[0, n]", "[0, n]", "[0, n]"),
    "fewer_than": ("[0, n)", "[0, n)", "[0, n)"),
    "range": ("[A, B]", "[A-h, B+h)", "[A-g, B+g]"),
}
#: The shares that are said as a word, and both ends of all shares.
WORDS = [F(0), F(1, 4), F(1, 3), F(1, 2), F(2, 3), F(3, 4), F(1)]


def grain(number: F) -> F:
    """The place of the last digit that is not zero, at most half of the number."""
    place = next(F(10) ** power for power in range(9, -10, -1) if (number / F(10) ** power).denominator == 1)
    return min(place, number / 2)


def readings(row: Row) -> tuple[Range, Range, Range]:
    """What the hedge of a statement or a report allows: as said, as rounded, wide."""
    cells = [row[name] for name in ("low", "best", "high") if row[name]]
    numbers = [F(cell) for cell in cells]
    is_share, in_words = is_a_share(row), any("/" in cell for cell in cells)
    n, last = numbers[0], numbers[-1]
    if in_words:
        down, up = max(word for word in WORDS if word < n), min(word for word in WORDS if word > last)
    else:
        g = min(grain(number) for number in numbers)
        down, up = n - g, last + g
    ends = {"0": F(0), "inf": F(1) if is_share else INF, "n": n, "A": n, "B": last}
    ends |= {"n-g": down, "A-g": down, "n-h": (n + down) / 2, "A-h": (n + down) / 2}
    ends |= {"n+g": up, "B+g": up, "n+h": (last + up) / 2, "B+h": (last + up) / 2}
    is_round = in_words or (n * (100 if is_share else 1)) % 10 == 0
    rules = RULES[row["hedge"] if is_round or row["hedge"] != "bare" else "bare, not round"]
    best = n if row["hedge"] in ("exact", "bare", "about") else None

    def read(rule: str) -> Range:
        low, high = (ends[end] for end in rule[1:-1].split(", "))
        # One is the largest share: an end there is attained, and is not a statement.
        high_open = rule[-1] == ")" and not (is_share and high == 1)
        return Range(max(low, F(0)), rule[0] == "(", min(high, F(1)) if is_share else high, high_open, best)

    return tuple(map(read, rules))


def is_a_share(row: Row) -> bool:
    return table("statements")[row["statement_id"]]["measure"].startswith("share_")


# -- what follows ---------------------------------------------------------------------------

#: Each quantity that is derived, with its natural bounds; the inputs are named as in the records.
FORMULAS = {
    "share": (lambda part, whole: over(part, whole), F(0), F(1)),
    "multiple": (lambda number, of: over(number, of), F(0), INF),
    "total": (lambda first, second: first + second, F(0), INF),
    "difference": (lambda one, other: one - other, -INF, INF),
}


def over(number: F | float, by: F | float) -> F | float:
    """A quotient, also where one of the two is without bound."""
    if by == 0:
        return INF
    return F(0) if by == INF else number / by


def inputs(figures: Mapping[str, Record], id: str) -> dict[str, str]:
    """The ids of what a figure is derived from, by the names of the inputs."""
    return {name: each["id"] for name, each in figures[id]["inputs"].items()}


def leaves(figures: Mapping[str, Record], id: str) -> list[str]:
    """The figures at the ends of a formula, each once however often it occurs."""
    given = inputs(figures, id).values()
    return list(dict.fromkeys(leaf for each in given for leaf in leaves(figures, each))) or [id]


def value(figures: Mapping[str, Record], id: str, points: Points) -> F | float:
    """The formula at one number for each leaf, within its natural bounds."""
    if id in points:
        return points[id]
    _, least, greatest = FORMULAS[figures[id]["function"]]
    return min(max(_result(figures, id, points), least), greatest)


def _result(figures: Mapping[str, Record], id: str, points: Points) -> F | float:
    compute, *_ = FORMULAS[figures[id]["function"]]
    found = compute(**{name: value(figures, each, points) for name, each in inputs(figures, id).items()})
    assert not math.isnan(found), f"{id}: without bound over without bound"
    return found


#: How the id of an input ends that is held at one number while another one moves, and at which.
HELD = {"-as-said": "best", "-at-its-low-end": "low", "-at-its-high-end": "high"}


def statement_of(id: str) -> str | None:
    """The statement whose number a leaf is, as it was said, read by another hedge, or held; None for what was counted."""
    name = id.partition("-read-as-")[0]
    for end in HELD:
        name = name.removesuffix(end)
    return name if name in table("statements") else None


def leaf_readings(figures: Mapping[str, Record], id: str) -> tuple[Range, Range, Range]:
    """The readings of a statement from its row; what was counted, or is held at one number, is exact."""
    rows = table("statements")
    if id in rows:
        return readings(rows[id])
    statement, _, hedge = id.partition("-read-as-")
    if hedge:
        return readings({**rows[statement], "hedge": hedge.replace("-", "_")})
    held = [getattr(readings(rows[id.removesuffix(end)])[0], at) for end, at in HELD.items() if id.endswith(end)]
    number = held[0] if held else F(figures[id]["text"].replace(",", ""))
    return (Range(number, False, number, False, number),) * 3


def derived(figures: Mapping[str, Record], id: str) -> tuple[Range, Range, Range]:
    """What follows on each reading from the readings of the leaves; those of a leaf itself as they are."""
    given = {leaf: leaf_readings(figures, leaf) for leaf in leaves(figures, id)}
    if id in given:
        return given[id]
    return tuple(spread(figures, id, {leaf: each[reading] for leaf, each in given.items()}) for reading in range(3))


def share(part: str, whole: str) -> tuple[Range, Range, Range]:
    """The share of one statement in another, whether the briefing prints it or not."""
    of = {"part": {"id": part}, "whole": {"id": whole}}
    return derived({"it": {"function": "share", "inputs": of}} | {id: {"inputs": {}} for id in (part, whole)}, "it")


def spread(figures: Mapping[str, Record], id: str, ranges: Mapping[str, Range]) -> Range:
    """The least and the greatest result: every leaf at either end, and at a value between that is surely allowed.

    An end is open where it is reached only with a leaf at an open end of its own. A natural bound that
    the formula would pass is attained.
    """
    corners = []
    for corner in product(*map(_points, ranges.values())):
        points = {leaf: point for leaf, (point, _) in zip(ranges, corner, strict=True)}
        found = value(figures, id, points)
        corners.append((found, any(is_open for _, is_open in corner) and found == _result(figures, id, points)))
    low, high = min(found for found, _ in corners), max(found for found, _ in corners)
    best = {leaf: each.best for leaf, each in ranges.items()}
    return Range(
        low,
        low == -INF or all(is_open for found, is_open in corners if found == low),
        high,
        high == INF or all(is_open for found, is_open in corners if found == high),
        None if None in best.values() else value(figures, id, best),
    )


def _points(reach: Range) -> list[tuple[F | float, bool]]:
    between = reach.low + 1 if reach.high == INF else (reach.low + reach.high) / 2
    return [(reach.low, reach.low_open), (reach.high, reach.high_open), (between, False)]


# -- verdicts -------------------------------------------------------------------------------


def outcome(reach: Range, relation: str, threshold: F) -> str:
    """Whether all values of a range stand in the relation (holds), none (fails) or some (depends)."""
    all_above = reach.low > threshold or reach.low == threshold and reach.low_open
    all_below = reach.high < threshold or reach.high == threshold and reach.high_open
    holds, fails = {
        ">": (all_above, reach.high <= threshold),
        ">=": (reach.low >= threshold, all_below),
        "<": (all_below, reach.low >= threshold),
        "<=": (reach.high <= threshold, all_above),
    }[relation]
    return "holds" if holds else "fails" if fails else "depends"


def word(outcomes: list[str]) -> str:
    """The verdict in a word or three, from the outcomes as said, as rounded and wide."""
    if outcomes[1] == "depends":
        return "depends"
    return f"{outcomes[1]} {'on every reading' if len(set(outcomes)) == 1 else 'as rounded'}"


def reasons(figures: Mapping[str, Record], id: str) -> Iterator[str]:
    """Why no verdict can be given on a figure, whatever its range."""
    record, given, rows = figures[id], inputs(figures, id), table("statements")
    of = {leaf: statement_of(leaf) for leaf in leaves(figures, id)}
    yield from (f"{leaf} is denied" for leaf, name in of.items() if name and rows[name]["status"] == "denied")
    if record["kind"] == "reported" and rows[id]["extent"] == "part":
        yield f"{id} is a part"
    if not record["function"]:
        return
    if len(given) < 2:
        yield "an input is missing"
    for each in given.values():
        yield from (found for found in reasons(figures, each) if record["function"] in ("share", "multiple"))
    if record["function"] != "share" or any(caveat.startswith("base chosen here:") for caveat in record["caveats"]):
        return
    part, whole = (statement_of(given[name]) if name in given else None for name in ("part", "whole"))
    chosen = part and whole and whole != rows[part]["base"]
    if chosen and (first_day(refers_to(part)) - last_day(refers_to(whole))).days > 60:
        yield "the base is too old"


class Tip(NamedTuple):
    """Where one input alone tips a verdict: the value, the next whole number that holds, inside as rounded or not."""

    input: str
    value: F
    whole: int | None
    inside: bool


def tipping(figures: Mapping[str, Record], id: str, relation: str, threshold: F) -> set[Tip]:
    """Where each input alone tips the verdict, the others at their best value, else at each end as said."""
    found, given = set(), {leaf: leaf_readings(figures, leaf) for leaf in leaves(figures, id)}
    for leaf, (_, rounded, _) in given.items():
        others = [other for other in given if other != leaf]
        for held in product(*(_held(given[other][0]) for other in others)):
            fixed = dict(zip(others, held, strict=True))
            # The numerator less the threshold's share of the denominator is a straight line in one leaf.
            at_one, at_two = (_excess(figures, id, {**fixed, leaf: F(x)}, threshold) for x in (1, 2))
            if at_two == at_one or (tip := 1 - at_one / (at_two - at_one)) <= 0:
                continue
            if is_a_share_leaf := leaf in table("statements") and is_a_share(table("statements")[leaf]):
                assert tip < 1
            above = (at_two > at_one) == (relation in (">", ">="))
            whole = math.ceil(tip) if above else math.floor(tip)
            if whole == tip and relation in (">", "<"):
                whole += 1 if above else -1
            found.add(Tip(leaf, tip, None if is_a_share_leaf else whole, tip in rounded))
    return found


def _held(said: Range) -> list[F]:
    return [said.best] if said.best is not None else [end for end in (said.low, said.high) if abs(end) != INF]


def _excess(figures: Mapping[str, Record], id: str, points: Points, threshold: F) -> F:
    numerator, denominator = _quotient(figures, id, points)
    return numerator - threshold * denominator


def _quotient(figures: Mapping[str, Record], id: str, points: Points) -> tuple[F, F]:
    """A formula as numerator and denominator, neither of them reduced."""
    if id in points:
        return points[id], F(1)
    (a, b), (c, d) = (_quotient(figures, each, points) for each in inputs(figures, id).values())
    match figures[id]["function"]:
        case "share" | "multiple":
            return a * d, b * c
        case "total":
            return a * d + c * b, b * d
        case "difference":
            return a * d - c * b, b * d


def survives(figures: Mapping[str, Record], id: str, relation: str, threshold: F, factor: F) -> bool:
    """Whether the verdict as said still stands when all roundings are ``factor`` times as wide."""
    given = {leaf: leaf_readings(figures, leaf) for leaf in leaves(figures, id)}
    as_said = outcome(spread(figures, id, {leaf: each[0] for leaf, each in given.items()}), relation, threshold)
    wider = spread(figures, id, {leaf: widened(each, factor) for leaf, each in given.items()})
    return outcome(wider, relation, threshold) == as_said


def widened(three: tuple[Range, Range, Range], factor: F) -> Range:
    """The way from as said (0) over as rounded (1) to wide (2), and on in steps of the last size."""
    said, rounded, _ = three

    def moved(end: str) -> F | float:
        start, half, whole = (getattr(each, end) for each in three)
        if abs(start) == INF:
            return start
        step = (whole - half) or (half - start)
        return start + factor * (half - start) if factor <= 1 else half + (factor - 1) * step

    low, high = max(moved("low"), F(0)), moved("high")
    low_open = said.low_open if low == said.low else rounded.low_open
    return Range(low, low_open, high, said.high_open if high == said.high else rounded.high_open)
