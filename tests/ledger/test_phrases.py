"""The printed words give the number: in every language, and not any other number."""

from fractions import Fraction

import pytest

from hedged.ledger.checks.phrases import missing, numbers, places


def test_the_ends_of_a_range_stand_in_their_order():
    assert missing("between 10,000 and 12,000", "en", {"low": 10000, "high": 12000}) is None
    assert missing("between 10,000 and 12,000", "en", {"low": 12000, "high": 10000}) == "high"


@pytest.mark.parametrize(
    ("tag", "phrase", "given"),
    [
        ("en", "12, 000 troops", [12000]),
        ("en", "2,000, 2.5-3,000", [2000, Fraction(5, 2), 3000]),
        ("en", "20-25 thousand", [20000, 25000]),
        ("en", "between 20 and 25 thousand", [20000, 25000]),
        ("en", "25-thousand to 30-thousand", [25000, 30000]),
        ("en", "25-thousand-30-thousand", [25000, 30000]),
        ("en", "500 to 5 thousand", [500, 5000]),
        ("en", "roughly 27-hundred wounded", [2700]),
        ("en", "another four-thousand-100", [4100]),
        ("en", "two hundred fifty thousand", [250000]),
        ("en", "twenty-five thousand", [25000]),
        ("en", "3.5 thousand", [3500]),
        ("en", "a thousand of their troops", [1000]),
        ("en", "two dozen men, a dozen women", [24, 12]),
        ("en", "more than a third", [Fraction(1, 3)]),
        ("en", "two-thirds have died", [Fraction(2, 3)]),
        ("en", "30 to 40 per cent", [Fraction(3, 10), Fraction(2, 5)]),
        ("en", "%10 of them", [Fraction(1, 10)]),
        ("en", "2/3 killed", [Fraction(2, 3)]),
        ("en", "1,000 sappers and 5,000 builders", [1000, 5000, 6000]),
        ("en", "1,000 … 5,000", [1000, 5000, 6000]),
        ("en", "two brigades of 6,000", [2, 6000, 12000]),
        ("en", "four brigades with 12,000 soldiers", [4, 12000]),
        ("en", "between 10,000 and 12,000", [10000, 12000]),
        ("en", "no number at all", []),
        ("en-GB", "Eight thousand", [8000]),
        ("de", "etwa 4.000", [4000]),
        ("de", "eine Truppe von 4000 Mann", [1, 4000]),
        ("de", "Mehr als ein Drittel", [Fraction(1, 3)]),
        ("de", "25.000 bis 30.000", [25000, 30000]),
        ("de", "2,5 Prozent", [Fraction(1, 40)]),
        ("ko", "1만 2천 명", [12000]),
        ("ko", "1만2천명", [12000]),
        ("ko", "1만5000명", [15000]),
        ("ko", "만여 명", [10000]),
        ("ko", "천여 명", [1000]),
        ("ko", "2만5천∼3만명", [25000, 30000]),
        ("ko", "2~3만 명", [20000, 30000]),
        ("ko", "3분의 1", [Fraction(1, 3)]),
        ("ko", "40%가량", [Fraction(2, 5)]),
        ("ko", "6천명씩, 2개 여단", [6000, 2, 12000]),
        ("uk", "від 25 до 30 тисяч", [25000, 30000]),
        ("uk", "дві бригади по 6 тисяч", [2, 6000, 12000]),
        ("uk", "Понад тисяча", [1000]),
        ("ru", "25-30 тыс. солдат", [25000, 30000]),
        ("ru", "сто двадцать тысяч", [120000]),
        ("ru", "Около двух тысяч", [2000]),
        ("es", "cuatro mil", [4000]),
        ("es", "una cuarta parte", [Fraction(1, 4)]),
        ("it", "circa 6.000", [6000]),
        ("ro", "15.000", [15000]),
        ("bg", "приблизително 6 000", [6000]),
        ("sl", "okoli 200", [200]),
        ("id", "30 ribu", [30000]),
    ],
)
def test_a_phrase_gives_the_numbers_its_language_writes(tag, phrase, given):
    assert list(numbers(phrase, tag)) == given


def test_a_number_stands_where_its_words_stand():
    phrase = "two hundred thousand soldiers, 40 per cent, and two thirds of 1,000"
    found = [(phrase[each.start : each.end], each.value, each.share) for each in places(phrase, "en")]
    assert found == [
        ("two hundred thousand", 200000, False),
        ("40", Fraction(2, 5), True),
        ("two thirds", Fraction(2, 3), True),
        ("1,000", 1000, False),
    ]


def test_a_language_without_a_row_is_named_with_the_remedy():
    with pytest.raises(LookupError) as raised:
        numbers("environ 4 000", "fr")
    assert raised.value.args == (
        "'fr' is not in the table of number words; add its row to hedged/ledger/checks/languages.py",
    )
