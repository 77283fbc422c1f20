"""What a notebook types instead of printing a figure is told to whoever typed it, by the command itself."""

import re

import ledgers
import pytest
from ledgers import made_ledger, said

from hedged.notebook import check
from notebooks import code, prose, written

LEDGER = ledgers.ledger()
SETUP = (
    prose("# Small"),
    code("from hedged.ledger import Ledger"),
    code("known_on = None", tags=["parameters"]),
    code('ledger = Ledger.read("../data").known_on(known_on)'),
)
BARE = "prints an end of a figure without its hedge; print the figure"


@pytest.fixture
def faults(tmp_path):
    def told(*cells, ledger=LEDGER):
        return [str(fault) for fault in check(written(tmp_path, *SETUP, *cells), ledger=ledger)]

    return told


def places(messages):
    """Where a number is typed, and which, from the messages."""
    found = []
    for message in messages:
        where, _, rest = message.partition(": the number ")
        found.append((where.removeprefix("2-briefing.ipynb, "), rest.partition(" is typed")[0]))
    return found


# Prose


def test_a_number_in_prose_is_told_with_what_would_be_right(faults):
    assert faults(prose("They sent\n5,100 and 4,321 soldiers.\n\n- Nobody spoke of *four* fifths.")) == [
        "2-briefing.ipynb, cell 5, line 2: the number 4,321 is typed into the text; print a figure or a threshold with "
        '{eval}, or give the reason in the cell\'s metadata: "typed": {"4,321": "why"}',
        "2-briefing.ipynb, cell 5, line 2: the number 5,100 is typed into the text; print a figure with {eval}, such as "
        'ledger["north-casualties-2025-04-30"], or give the reason in the cell\'s metadata: "typed": {"5,100": "why"}',
        "2-briefing.ipynb, cell 5, line 4: the number four fifths is typed into the text; print a figure or a threshold "
        'with {eval}, or give the reason in the cell\'s metadata: "typed": {"four fifths": "why"}',
    ]


def test_at_most_four_figures_of_that_value_are_suggested_the_newest_first(faults, tmp_path):
    ledger = made_ledger(
        tmp_path / "data", *(said(f"north-share-casualties-2025-0{at}-10", low="1/3") for at in range(1, 7))
    )
    (message,) = faults(prose("More than a third."), ledger=ledger)
    first, others = re.search(r'such as ledger\["(.+?)"\] \(or (.+?)\), or give', message).groups()
    assert [first, *others.split(", ")] == [f"north-share-casualties-2025-0{at}-10" for at in (6, 5, 4, 3)]


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        ("## 3. Title\n\nText.", []),
        ("## 3 brigades", [("cell 5, line 1", "3")]),
        ("1. First.\n2. Second, of 40.", [("cell 5, line 2", "40")]),
        ("{eval}`ledger['north-casualties-2025-04-30']` casualties", []),
        ("[The page](https://example.org/4000), <https://example.org/50>, https://example.org/60", []),
        ("[The 4,000](https://example.org/)", [("cell 5, line 1", "4,000")]),
        ("See `2-briefing`, `data/sources.csv`, `known_on` and `casualty-share-above-one-third`.", []),
        ("See `north-casualties-2025-04-30` and `east-present-2024-10`.", []),
        ("Type `0.4`, `40 %`, `4k` or `half`.", [("cell 5, line 1", each) for each in ("0.4", "40 %", "4k", "half")]),
        ("Some 4*000* men, &#52;0 men", [("cell 5, line 1", "40"), ("cell 5, line 1", "4000")]),
        ("| a | b |\n|---|---|\n| x | 7 |", [("cell 5, line 3", "7")]),
        ("```\n4,000\n```\n\n    and 50\n\n<p class='a1'>60</p>", [
            ("cell 5, line 2", "4,000"), ("cell 5, line 5", "50"), ("cell 5, line 7", "60")]),
        ("![4,000 men](picture.png)", [("cell 5, line 1", "4,000")]),
        ("On 2 July 2025 and in autumn 2024.", []),
    ],
)  # fmt: skip
def test_prose_is_read_as_it_is_printed(faults, source, typed):
    assert places(faults(prose(source))) == typed


# Code


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        ('title = "About 4,000 sent"', ["4,000"]),
        ('title = f"Of {len(ledger)} rows 40 % are new"', ["40 %"]),
        ('title = "above one third"', ["one third"]),
        ('names = {"more than 500": 1}', ["500"]),
        ('figure = ledger["north-casualties-2025-04-30"]', []),
        ('page = ledger.source("courier-2024-10"), ledger.claimant("east")', []),
        ('figure = count(len(ledger), id="rows-2")\nagain = by_id["rows-2"]', []),
        ('figure = count(len(ledger), id=f"rows-{2}-of-2")', []),
        ('figure = by_id["rows-2"]', ["2"]),
        ('figure = by_id["above-one-third"]', []),
        ('limit = Threshold("5/2", "two and a half times"), verdict.Threshold("1/3", "one third")', []),
        ('bench(ledger, threshold="one half")', []),
        ('known = ledger.known_on("2025-07-02"), "as of 30 April 2025"', []),
        ('shown = f"{len(ledger):,.2f}"', []),
        ("grains = (100, 200, 500)", []),
    ],
)
def test_a_string_types_no_number(faults, source, typed):
    messages = faults(prose("Why?"), code(source))
    assert [number for _, number in places(messages)] == typed
    assert all("is typed into the string; build it from a figure" in message for message in messages)


def test_a_number_in_a_string_is_told_with_its_line(faults):
    source = 'rows = [\n    "one line and "\n    "half of the next",\n]'
    (message,) = faults(prose("Why?"), code(source))
    assert message.startswith("2-briefing.ipynb, cell 6, line 3: the number half is typed into the string; ")


def test_without_a_readable_ledger_what_could_be_an_id_is_passed_over(faults):
    cells = (prose("Why?"), code('figure = ledger["nis-casualties-4"]\ntitle = "4 of them"'))
    assert places(faults(*cells, ledger=None)) == [("cell 6, line 2", "4")]


# Ends without their hedge


@pytest.mark.parametrize(
    "printed",
    [
        'f"{sent.said.best}"',
        'f"{sent.rounded.low:,}"',
        "str(sent.said.low)",
        "Phrase(sent.spans[1])",
        'format(round(sent.wide.high), ",")',
        '"{} men".format(sent.said.best)',
        '"%d men" % sent.said.best',
        'f"{max(sent.said.low, 1) * 2}"',
        'f"{sent.readings[0].best.numerator}"',
        'f"{low}"',
        'words.number(sent.said.best)',
        'f"{span}"',
    ],
)  # fmt: skip
def test_an_end_of_a_figure_is_not_put_into_text(faults, printed):
    source = f"low = sent.rounded.low\n_, span, _ = sent.spans\nshown = {printed}"
    assert faults(prose("Why?"), code(source)) == [f"2-briefing.ipynb, cell 6, line 3: {BARE}"]


@pytest.mark.parametrize(
    "source",
    [
        'f"{sent}, {sent.said_on}, {sent.text}, {charts.told(sent)}"',
        "largest = max(totals, key=lambda each: each.rounded.low)",
        "rows = [[each, *each.spans] for each in totals]",
        "low = sent.rounded.low\nabove = [each for each in totals if each.said.low > low]",
    ],
)
def test_an_end_may_be_reckoned_with(faults, source):
    assert faults(prose("Why?"), code(source)) == []


def test_prose_prints_a_reading_in_words_but_no_end(faults):
    cells = (
        prose("Their\n{eval}`sent.said.best`, {eval}`low`."),
        code("sent = ledger.newest\nlow = sent.rounded.low\n_, rounded, _ = sent.spans"),
        prose("It is {eval}`rounded`, {eval}`sent.spans[0]`, {eval}`sent.claimant`."),
    )
    assert faults(*cells) == [f"2-briefing.ipynb, cell 5, line 2: {BARE}"] * 2


# What must be typed


def test_a_typed_number_with_its_reason_is_no_fault(faults):
    assert faults(prose("Type 500 or `half`, or half.", typed={"500": "an example", "half": "an example"})) == []
    assert faults(prose("Why?"), code('title = "of 500"', typed={"500": "an example"})) == []


@pytest.mark.parametrize("reason", ["", "  ", None, 5])
def test_a_typed_number_without_a_reason_is_a_fault(faults, reason):
    first, second = faults(prose("Type 500.", typed={"500": reason}))
    assert first == '2-briefing.ipynb, cell 5: "typed" gives no reason for 500; write why it is typed and not printed'
    assert places([second]) == [("cell 5, line 1", "500")]


def test_an_allowed_number_that_is_not_there_is_a_fault(faults):
    assert faults(prose("Type 500.", typed={"500": "an example", "5": "an example"})) == [
        '2-briefing.ipynb, cell 5: "typed" allows 5, which no text of the cell types; take it out'
    ]


@pytest.mark.parametrize("typed", [["500"], "500", 500, None])
def test_what_is_allowed_is_a_mapping(faults, typed):
    assert faults(prose("Nothing.", typed=typed)) == [
        '2-briefing.ipynb, cell 5: its metadata "typed" is no mapping of numbers to reasons; '
        'write {"500": "why it is typed"}'
    ]


# The real notebooks, through the command


# Thresholds and counts


@pytest.mark.parametrize(
    ("arguments", "right"),
    [
        ('"1/3", "one third"', True),
        ('2, "twice"', True),
        ('"5/2", "two and a half times"', True),
        ('"2/5", "40%"', True),
        ('"11000", "the first contingent"', True),
        ('"1/4", "half"', False),
        ('"1/3", "one half of the force"', False),
        ('2, "three times"', False),
        ('"1/3", "eleven thousand killed"', False),
    ],
)
def test_the_words_of_a_threshold_give_its_value(faults, arguments, right):
    told = faults(prose("Say it."), code(f"limit = Threshold({arguments})"))
    assert bool(told) is not right
    assert all("do not give its value" in each and "cell 6, line 1" in each for each in told)


def test_a_number_given_to_count_or_put_into_an_f_string_is_typed(faults):
    told = faults(
        prose("Say it."),
        code('invented = count(43210, id="invented", unit="pages", label="pages")\nalt = f"Shows {99996} dead"'),
    )
    assert places(told) == [("cell 6, line 1", "43210"), ("cell 6, line 2", "99996")]


def test_what_was_counted_is_free(faults):
    assert faults(prose("Say it."), code('pages = count(len(ledger), id="pages", unit="pages", label="pages")')) == []
