"""The worked tables of docs/method.md, each row through the engine."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from reported import reported

from hedged import HEDGES, Threshold, derive
from hedged.figures.figure import Figure
from hedged.numbers import functions, words
from hedged.numbers.quantity import SHARE, Quantity

TEXT = (Path(__file__).parents[2] / "docs/method.md").read_text(encoding="utf-8")

THRESHOLDS = {
    "half": "1/2",
    "one third": "1/3",
    "twice": "2",
    "two and a half times": "5/2",
    "three times": "3",
}
SIGNS = {"above": ">", "more than": ">", "at least": ">="}
NUMBER = "|".join((r"[\d,]+%?", *words.SHARE_WORDS.values()))


def table(first: str) -> list[list[str]]:
    """The rows of the table whose first column has this head."""
    found = re.search(rf"(?m)^\| {first} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", TEXT)[1]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines()]


def said(words_said: str, id: str = "first", hedge: str | None = None) -> Figure:
    """The reported figure whose words these are; `hedge`: by this one, else by the only one that has such words."""
    for word in HEDGES if hedge is None else [hedge]:
        pattern = re.sub(r"\{\w+\}", lambda _: f"({NUMBER})", HEDGES[word].english[0])
        if match := re.fullmatch(pattern, words_said):
            is_share = not all(re.fullmatch(r"[\d,]+", each) for each in match.groups())
            measure = "share_casualties" if is_share else "casualties"
            cells = dict(zip(HEDGES[word].fills, map(cell, match.groups()), strict=True))
            return reported(id, hedge=word, measure=measure, **cells)
    raise AssertionError(f"no hedge reads {words_said!r}")


def cell(number: str) -> str:
    """A number in words as a cell of the ledger holds it."""
    if number.endswith("%"):
        return f"0.{int(number[:-1]):02}"
    for value, word in words.SHARE_WORDS.items():
        if number == word:
            return str(value)
    return number.replace(",", "")


def told(quantity: Quantity, in_words: bool) -> str:
    """A range with its ends, each open or closed."""

    def told_end(end: Fraction | None) -> str:
        if end is None or in_words:
            return str(end or "0")
        shown = end * 100 if quantity.unit == SHARE else end
        assert shown.denominator == 1
        return f"{shown.numerator:,}{'%' if quantity.unit == SHARE else ''}"

    low, high = told_end(quantity.low), told_end(quantity.high)
    if low == high:
        return low
    above, below = "above " if quantity.low_open else "", "below " if quantity.high_open else ""
    if quantity.high is None:
        return f"above {low}" if above else f"{low} and up"
    return f"{above}{low} to {below}{high}"


@pytest.mark.parametrize("row", table("hedge"), ids=lambda row: row[1])
def test_a_hedge_is_read_as_the_method_says(row):
    hedge, in_words, *readings = row
    figure = said(in_words, hedge=hedge.strip("`"))
    assert figure.text == in_words
    assert [told(reading, figure.statement.in_words) for reading in figure.readings] == readings


def test_the_method_shows_every_hedge():
    assert {row[0].strip("`") for row in table("hedge")} == set(HEDGES)


@pytest.mark.parametrize("row", table("function"), ids=lambda row: f"{row[0]}: {row[1]}, {row[2]}, {row[4]}")
def test_what_follows_is_printed_and_judged_as_the_method_says(row):
    name, first, second, printed, asked, verdict = row
    function = getattr(functions, name.strip("`"))
    inputs = dict(zip(function.directions, (said(first), said(second, "second")), strict=True))
    figure = derive(function, id="derived", **inputs)
    assert figure.text == printed
    if asked:
        found = figure.versus(*question(asked))
        assert (found.question, found.text) == (asked, verdict)


def question(asked: str) -> tuple[str, Threshold]:
    """The relation and the threshold of a question in words."""
    words_asked = next(each for each in SIGNS if asked.startswith(each))
    name = asked.removeprefix(f"{words_asked} ")
    return SIGNS[words_asked], Threshold(THRESHOLDS[name], name)


def test_the_method_shows_every_function():
    declared = {name for name, each in vars(functions).items() if isinstance(each, functions.Function)}
    assert {row[0].strip("`") for row in table("function")} == declared


def test_the_first_row_tips_and_survives_as_the_method_says():
    sent, casualties = said("about 11,000", "sent"), said("about 4,000", "casualties")
    verdict = derive(functions.share, id="derived", part=casualties, whole=sent).versus(
        ">", Threshold("1/3", "a third")
    )
    assert [tip.text for tip in verdict.tipping] == ["from 3,667 on", "below 12,000"]
    assert "from 3,667 casualties on, or below 12,000 sent" in TEXT
    assert verdict.margin == Fraction(1, 2)
    assert "In the first row it is 1/2" in TEXT
