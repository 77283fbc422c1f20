"""Which numbers are typed into a text: each kind that is, and each look-alike that is not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedged.ledger.checks.languages import LANGUAGES
from hedged.notebook.loose import UNITS, found

#: A text, and the numbers in it as they stand there.
TYPED = [
    # digits, with what belongs to them
    ("About 4,000 of 11 000 were 4000.", ["4,000", "11 000", "4000"]),
    ("12.000 and 1'500 and 12 000 men", ["12.000", "1'500", "12 000"]),
    ("40 %, 40% or 40 per cent of them", ["40 %", "40%", "40 per cent"]),
    ("1/3 and 2 / 5, ½ and 2½, 3/0", ["1/3", "2 / 5", "½", "2½", "3", "0"]),
    ("4k, 3.1 million, 27-hundred, 20-25 thousand", ["4k", "3.1 million", "27-hundred", "20", "25 thousand"]),
    ("٤٥ and ４５ and Ⅳ and ②", ["٤٥", "４５", "Ⅳ", "②"]),
    ("the 3rd page, 3× and 3 x as many", ["3rd", "3×", "3 x"]),
    ("G7, T-62 and km²", ["G7", "62", "km²"]),
    ("May 4,000 go? In May 40 went, on July 12 none.", ["4,000", "40", "12"]),
    # four digits that are no year
    ("2025 soldiers, about 2000, more than 2010, 2000 of them", ["2025", "2000", "2010", "2000"]),
    ("2025% and 2025.5", ["2025%", "2025.5"]),
    # fractions in words
    ("half of them, one half, half the number", ["half", "one half", "half"]),
    ("a third, one third, two-thirds, three quarters", ["a third", "one third", "two-thirds", "three quarters"]),
    ("more than a third out of action; thirds; a quarter", ["a third", "thirds", "a quarter"]),
    ("a tenth, three fifths, nine tenths", ["a tenth", "three fifths", "nine tenths"]),
    # number words
    ("two brigades and twelve pages", ["two", "twelve"]),
    ("six thousand North Korean soldiers", ["six thousand"]),
    ("Twenty-five men, a two-month pause, two dozen men", ["Twenty-five", "two", "two dozen"]),
    ("forty per cent, three times as many, ten-fold", ["forty", "three", "ten"]),
    ("two or three claimants", ["three"]),
    ("a hundred, two hundred and fifty, a million", ["hundred", "two hundred and fifty", "million"]),
    ("two and a half times, six and two thirds", ["two and a half", "six and two thirds"]),
    # multiples
    ("twice as many, more than twice, thrice the size", ["twice", "twice", "thrice"]),
    ("double the contingent, triple its size, threefold", ["double", "triple", "threefold"]),
]

FREE = [
    "On 2 July 2025, in July 2025, in 2025, on 2025-07-02, in 2025-07, in autumn 2024.",
    "On 12 July, 12 or 13 July, 2–4 July 2025, 30 June to 2 July 2025, the 23rd of October, July 12, 2025.",
    "Winter 2024/25, 2024–2025, from 2024 to 2025, the 1990s, early 2025, mid-2025.",
    "In 2025 soldiers returned; by the end of 2024, casualties had risen.",
    "In the third quarter of 2024, the first half of 2025, the second half of July, the last third of the year.",
    "2 Jan 2025, Sept. 2024, 3 Dec. 2024",
    "First half of 2025; the twenty-first day, the forty-second page",
    "the third cell, a third claimant, the fifth page, a second look, the eighth of March",
    "half-way and halfway, headquarters, on behalf of, a thirdhand report",
    "one page, one soldier, once, none, zero",
    "two different numbers, both ends, the other two readings, three thresholds",
    "two are soldiers; of the two, pages differ",
    "used twice, it prints twice; a double room; to double",
    "https://example.org/2025/4000?x=1 and http://example.org/50",
    "someone, often, weight, tension, atone, network",
]


@pytest.mark.parametrize(("text", "numbers"), TYPED, ids=[text for text, _ in TYPED])
def test_a_typed_number_is_found_as_it_stands(text, numbers):
    loose = found(text)
    assert [each.text for each in loose] == numbers
    assert [" ".join(text[each.start : each.end].split()) for each in loose] == numbers


@pytest.mark.parametrize("text", FREE)
def test_a_date_an_ordinal_and_an_address_are_free(text):
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4,000", ["4000"]),
        ("4k", ["4000"]),
        ("4.000", ["4", "4000"]),
        ("1.234.567", ["1234567"]),
        ("40 %", ["2/5"]),
        ("2½", ["5/2"]),
        ("½", ["1/2"]),
        ("two thirds", ["2/3"]),
        ("nine tenths", ["9/10"]),
        ("a quarter", ["1/4"]),
        ("two and a half times", ["5/2"]),
        ("six thousand men", ["6000"]),
        ("two hundred and fifty", ["250"]),
        ("twice as many", ["2"]),
        ("tenfold", ["10"]),
    ],
)
def test_a_typed_number_has_its_value(text, values):
    (loose,) = found(text)
    assert [str(value) for value in loose.values] == values


def test_the_number_of_a_heading_is_free_in_a_heading_only():
    for text in ("3. Title", "3.1 Title", "2) Title"):
        assert found(text, heading=True) == ()
        assert found(text) != ()
    assert [each.text for each in found("3 brigades", heading=True)] == ["3"]
    assert [each.text for each in found("3. The 4,000", heading=True)] == ["4,000"]


def test_a_letter_that_grows_when_made_small_moves_no_place():
    (loose,) = found("İİİ 4,000 men")
    assert (loose.start, loose.end) == (4, 9)


def spelt(number: int) -> str:
    """A number below a million in words."""
    words = {number: word for word, number in LANGUAGES["en"].words.items()}
    if number >= 1000:
        rest = f" {spelt(number % 1000)}" if number % 1000 else ""
        return f"{spelt(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {spelt(number % 100)}" if number % 100 else ""
        return f"{spelt(number // 100)} hundred{rest}"
    if number in words:
        return words[number]
    return f"{words[number - number % 10]}-{words[number % 10]}"


FORMATS = {
    "plain": str,
    "commas": "{:,}".format,
    "points": lambda number: f"{number:,}".replace(",", "."),
    "narrow spaces": lambda number: f"{number:,}".replace(",", "\u202f"),
    "spaces": lambda number: f"{number:,}".replace(",", " "),
    "per cent": "{} %".format,
    "in thousands": lambda number: f"{number}k",
    "Arabic digits": lambda number: str(number).translate({ord(str(n)): chr(0x660 + n) for n in range(10)}),
}
SENTENCES = [
    "They sent {} soldiers.",
    "“About {}”, he said, “in all”.",
    "A dispatch of {}; the largest",
    "({})",
    "Up to {}",
]


@given(number=st.integers(0, 10**9), form=st.sampled_from(sorted(FORMATS)), sentence=st.sampled_from(SENTENCES[:2]))
def test_any_number_in_digits_is_found_in_a_sentence(number, form, sentence):
    shown = FORMATS[form](number)
    (loose,) = found(sentence.format(shown))
    value = {"per cent": Fraction(number, 100), "in thousands": Fraction(number * 1000)}.get(form, Fraction(number))
    assert loose.text == " ".join(shown.split())
    assert value in loose.values


@given(number=st.integers(10_000, 10**9), sentence=st.sampled_from(SENTENCES))
def test_more_digits_than_a_year_has_are_found_anywhere(number, sentence):
    (loose,) = found(sentence.format(number))
    assert loose.values == (number,)


@given(number=st.integers(2, 999_999), between=st.sampled_from(["", "North Korean ", "more "]))
def test_any_number_in_words_is_found_before_a_unit_noun(number, between):
    numbers = found(f"He spoke of {spelt(number)} {between}soldiers there.")
    assert numbers and numbers[0].start == len("He spoke of ")


@pytest.mark.parametrize("noun", ["soldiers", "dead", "per cent", "percentage points", "casualty", "batches", "days"])
def test_a_unit_noun_makes_a_number_of_the_word_before_it(noun):
    assert [each.text for each in found(f"three {noun}")] == ["three"]
    assert len(set(UNITS)) == len(UNITS)


@given(text=st.text())
def test_any_text_can_be_read(text):
    for heading in (False, True):
        for loose in found(text, heading):
            assert 0 <= loose.start < loose.end <= len(text)
