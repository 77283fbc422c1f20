"""Every message of the arithmetic and of the ledger: one case for each place that raises one, in its exact words."""

import ast
from fractions import Fraction as F
from pathlib import Path

import ledgers
import pytest
from reported import reported

import hedged
from hedged.analysis.loose_hedges import read_as
from hedged.figures.derive import count, derive
from hedged.figures.verdict import Threshold
from hedged.ledger.ledger import Ledger, LedgerError, NotOneFigure, UnknownId
from hedged.numbers import quantity
from hedged.numbers.computation import Computation, DeriveError, Leaf, Node
from hedged.numbers.functions import difference, multiple, quantity_function, share, total
from hedged.numbers.hedges import HEDGES, place_value, readings
from hedged.numbers.judgement import judge
from hedged.numbers.quantity import MULTIPLE, SHARE, Quantity

FOLDER = Path(__file__).parent
LEDGER = ledgers.ledger()
EARLY = LEDGER.known_on("2024-01-01")
MODULES = """
numbers/quantity numbers/hedges numbers/words numbers/functions numbers/turning numbers/computation
numbers/tipping numbers/judgement figures/figure figures/derive ledger/ledger analysis/loose_hedges
""".split()

SENT = reported("sent", best="11000", measure="sent_total")
NO_BASE = derive(share, id="no-base", part=SENT, whole=None)
ODD = reported("odd", best="101", hedge="bare")
ONE_THIRD = Threshold("1/3", "one third")
A, B = Node(leaf="a"), Node(leaf="b")
RATIO = Computation(Node(function=multiple, inputs=(("number", A), ("of", B))), MULTIPLE)
PART = Computation(Node(function=share, inputs=(("part", A), ("whole", B))), SHARE)
#: a + b / a falls and then rises again
TURNS = Computation(Node(function=total, inputs=(("first", A), ("second", Node(function=multiple, inputs=(("number", B), ("of", A)))))), MULTIPLE)  # fmt: skip


def ranged(formula, a, b):
    return formula.range({"a": Quantity(*a, unit="difference"), "b": Quantity(*b, unit="difference")})


def doubled(number):
    return 2 * number


RELATIONS = "allowed: >, >=, <, <="
TABLES = ("claimants", "sources", "statements", "reports", "events", "indicators", "set_aside", "corrections")

#: What is asked for, the class of the error, and its message.
MESSAGES = [
    (lambda: quantity.exactly(0.1), TypeError, "0.1 is a float and not exact; write Fraction('0.1')"),
    (lambda: Quantity(2, 1), ValueError, "low end 2 is above high end 1"),
    (lambda: Quantity(1, 1, low_open=True), ValueError, "no value lies between 1 and 1 with an open end"),
    (lambda: Quantity(1, 2, 3), ValueError, "best value 3 lies outside [1, 2]"),
    (lambda: Quantity.about(4000, grain=0), ValueError, "a grain must be above 0, not 0"),
    (lambda: readings("about", best=4718), ValueError, "'about' needs a round number, found 4718; give the bounds that were said instead"),
    (lambda: place_value(F(1, 3)), ValueError, "1/3 has no last digit; a share said as a word is written as a fraction"),
    (lambda: readings("bare", best=F(2, 5), unit=SHARE, in_words=True), ValueError, "2/5 is not a share that is said as a word (1/4, 1/3, 1/2, 2/3, 3/4)"),
    (lambda: readings("roughly", best=5), ValueError, f"unknown hedge 'roughly'; allowed: {', '.join(HEDGES)}"),
    (lambda: readings("range", low=5), ValueError, "hedge 'range' fills low and high, found low"),
    (lambda: readings("bare", best=F(3, 2), unit=SHARE), ValueError, "a share cannot be above 1, found 3/2"),
    (lambda: readings("bare", best=-5), ValueError, "a figure cannot be below 0, found -5"),
    (lambda: readings("range", low=7, high=7), ValueError, "low 7 is not below high 7"),
    (lambda: readings("about", best=4000, step=0), ValueError, "a grain must be above 0, found 0"),
    (lambda: quantity_function(unit=MULTIPLE, formula="", phrase="")(doubled), TypeError, "doubled: say of input 'number' whether the result rises or falls with it"),
    (lambda: ranged(RATIO, (1, 2), (-2, 5)), DeriveError, "the divisor can be negative ([-2, 5]); no ratio can be given"),
    (lambda: ranged(RATIO, (1, 2), (0, 0)), DeriveError, "the divisor is zero; no ratio can be given"),
    (lambda: ranged(PART, (7, 9), (5, 6)), DeriveError, "every value of the result would be above 1, the part larger than its whole"),
    (lambda: ranged(RATIO, (-7, -5), (5, 6)), DeriveError, "every value of the result would be below 0"),
    (lambda: ranged(TURNS, (1, 100), (2, 2)), DeriveError, "the result neither only rises nor only falls with a; it has no exact range"),
    (lambda: judge(PART, {"a": Leaf("a", "A", SENT.readings)}, "=", F(1, 3)), ValueError, f"unknown relation '='; {RELATIONS}"),
    (lambda: count(3, id="a_b", unit="pages", label="pages"), DeriveError, "id 'a_b' is not a slug; write lower-case words joined by hyphens"),
    (lambda: SENT.versus(">", "1/3"), TypeError, "'1/3' is no threshold; write Threshold('1/3', 'one third')"),
    (lambda: derive(total, id="mixed", first=SENT, second=count(3, id="three-pages", unit="pages", label="pages read")), DeriveError, "mixed: total takes persons here, and the unit of pages read is pages"),
    (lambda: NO_BASE.rounded, DeriveError, "no-base has no value: no base is named"),
    (lambda: NO_BASE.computation(), DeriveError, "no-base has no value: no base is named"),
    (lambda: read_as(NO_BASE, "about"), DeriveError, "no-base is no statement as coded; only that is read by another hedge"),
    (lambda: read_as(SENT, "range"), DeriveError, "sent is coded 'about', whose numbers 'range' cannot read"),
    (lambda: read_as(ODD, "about"), DeriveError, "odd: 'about' needs a round number, found 101; give the bounds that were said instead"),
    (lambda: SENT.versus("==", ONE_THIRD), ValueError, f"unknown relation '=='; {RELATIONS}"),
    (lambda: derive(share, id="x", part=SENT), DeriveError, "x: share takes part and whole, found part"),
    (lambda: derive(share, id="x", part=SENT, whole=reported("sent", best="9000")), DeriveError, "x: two different figures have the id sent"),
    (lambda: derive(difference, id="sent", one=SENT, other=SENT), DeriveError, "sent: a figure cannot have the id of one it is derived from"),
    (lambda: derive(multiple, id="x", number=SENT, of=Quantity.point(0)), DeriveError, "x: the divisor is zero; no ratio can be given"),
    (lambda: Ledger.read("nowhere"), LedgerError, "nowhere: no such folder; give the one that holds statements.csv and its fellows"),
    (lambda: Ledger.read(FOLDER), LedgerError, "\n".join(f"{FOLDER}/{table}.csv: no such file; every table of the ledger needs its file" for table in TABLES)),
    (lambda: LEDGER.known_on("2025-02-30"), LedgerError, "known_on: 2025-02-30 does not exist: February 2025 has 28 days"),
    (lambda: LEDGER.known_on("2025-02"), LedgerError, "known_on: 2025-02 is a month; write the day, YYYY-MM-DD"),
    (lambda: EARLY.latest(measure="returned", claimant="north"), NotOneFigure, "latest(measure='returned', claimant='north'): no total that answers it, as known on 2024-01-01"),
    (lambda: LEDGER.latest(measure="present", claimant="east"), NotOneFigure,
     "latest(measure='present', claimant='east'): 2 figures answer it; choose one: east-present-2024-10, east-present-combat-2024-10"),
    (lambda: EARLY.newest, NotOneFigure, "newest: no statement, as known on 2024-01-01"),
    (lambda: LEDGER.frame("statement"), UnknownId, "no table 'statement'; did you mean statements?"),
    (lambda: LEDGER.statements(measure="casulties"), UnknownId, "no measure 'casulties'; did you mean casualties?"),
    (lambda: EARLY["north-casualties-2025-04-30"], UnknownId, "statement 'north-casualties-2025-04-30' is not known on 2024-01-01"),
    (lambda: LEDGER.source("gazette-2025-07-03"), UnknownId, "no page 'gazette-2025-07-03'; did you mean gazette-2025-07-02?"),
]  # fmt: skip


def places():
    """Every ``raise`` in these modules: the file, its first and its last line."""
    for module in MODULES:
        path = Path(hedged.__file__).parent / f"{module}.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise):
                yield path.name, node.lineno, node.end_lineno


def raised(ask):
    """The error, and the file and line it was raised at."""
    with pytest.raises((ValueError, TypeError, DeriveError, LedgerError)) as caught:
        ask()
    last = caught.traceback[-1]
    return caught.value, Path(last.path).name, last.lineno + 1


@pytest.mark.parametrize("ask, kind, message", MESSAGES, ids=[message.splitlines()[0] for *_, message in MESSAGES])
def test_what_cannot_be_is_refused_in_these_words(ask, kind, message):
    error, *_ = raised(ask)
    where = f"{Path.cwd()}/"
    assert type(error) is kind
    assert str(error).replace(where, "") == message.replace(where, "")


def test_every_place_that_raises_has_its_case():
    reached = {(file, line) for file, line in (raised(ask)[1:] for ask, *_ in MESSAGES)}
    left = [
        f"{file}:{first}"
        for file, first, last in places()
        if not any((file, line) in reached for line in range(first, last + 1))
    ]
    assert not left, f"add a case to MESSAGES for {', '.join(left)}"
    assert len(MESSAGES) == len(list(places()))
