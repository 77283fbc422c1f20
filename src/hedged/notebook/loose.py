"""The numbers that somebody typed into an English text.

Loose are: every digit of any script, with what belongs to it ("4,000", "40 %", "1/3", "½",
"4k"); every fraction in words ("half", "a third", "two thirds", "a tenth"); numbers in words
from two on before a unit noun ("two brigades", "six thousand North Korean soldiers") and from
a hundred on before anything; and multiples where they compare ("twice as many", "tenfold").

Free are dates, years and parts of a year ("2 July 2025", "2025-07-02", "autumn 2024", "the
second half of July"), addresses, the number of a heading ("3. Title"), ordinals ("the third
cell", "a third claimant") and the number one.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from hedged.ledger.checks import LANGUAGES, Place, places

#: What is counted in a briefing; a number in words before one of these is a number of its own.
UNITS = tuple(
    """
    soldiers? troops? men women people persons? civilians? fighters? officers? generals? engineers? builders? sappers?
    workers? volunteers? prisoners? dead killed wounded injured captured missing casualt(?:y|ies) loss(?:es)? deaths?
    brigades? battalions? regiments? divisions? units? corps batch(?:es)? contingents? armies army formations?
    statements? claimants? pages? reports? roots? outlets? sources? relays? forecasts? claims? estimates? copies
    times? fold per\\s?cent percentage points? years? months? weeks? days? nights? hours? minutes?
    kilomet(?:re|er)s? km met(?:re|er)s? miles? tonn?es? tons? dollars? euros?
    shells? missiles? rockets? rounds? guns? howitzers? tanks? vehicles? trains? ships? containers? aircraft planes? drones?
    """.split()
)

_LANGUAGE = LANGUAGES["en"]
_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
#: Words that end what a number counts: "two are soldiers" says nothing of two soldiers.
_NOT_BETWEEN = (
    "is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|do|does|did|in|on|at|by|to|for|from|with"
    "|as|and|or|but|nor|than|that|which|who|whose|where|when|if|not"
)
_UNIT = re.compile(rf"[\s-]+(?:(?!(?:{_NOT_BETWEEN})\b){_WORD}[\s-]+){{0,2}}?(?:{'|'.join(UNITS)})(?![^\W_])", re.I)

_MONTH = rf"(?:{'|'.join((*calendar.month_name[1:], 'Sept', *calendar.month_abbr[1:]))})(?![^\W_])"
_YEAR = r"(?:19|20)\d\d(?![\w%]|[.,]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATES = re.compile(
    rf"(?<!\w)(?<!\d-)(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w-])"
    rf"|(?<![\w.,/]){_DAY}(?:\s*[-–/]\s*{_DAY}|\s+(?:to|and|or)\s+{_DAY})*\s+(?:of\s+)?{_MONTH}(?:[.,]?\s+{_YEAR})?"
    rf"|\b{_MONTH}\s+{_DAY},\s+{_YEAR}"
    rf"|\b(?i:first|second|third|fourth|last|latter|other)\s+(?:half|third|quarter)\s+of\s+(?:{_MONTH}|{_YEAR}|the\s+(?:year|month))"
    rf"|(?<![\w.,/-])(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)(?![\w%]|[.,]\d)"
    r"|(?<![\w.,/-])(?:19|20)\d0s\b"
    r"|\bhttps?://\S+",
)
_YEARS = re.compile(rf"(?<![\w.,/$€£])(?<![\d\W]-){_YEAR}(?!\s?(?:%|per\s?cent))")
#: Before these a year is meant, whatever follows; after a hedge a number is.
_IN_TIME = re.compile(
    rf"(?:\b(?:in|since|until|till|during|year|spring|summer|autumn|fall|winter|{_MONTH})\s+|\b(?:early|mid|late)[\s-]+)$",
    re.I,
)
_HEDGE = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|exactly|over|than|least|most|up\s+to|only|under|another"
    r"|further|additional|all|these|those)\s+$",
    re.I,
)
_HEADING_NUMBER = re.compile(r"\s*(?:(?:\d{1,2}\.)+(?:\d{1,2})?|\d{1,2}\))\s+(?=[^\W\d_])")

#: Digits in groups: "12 000", "12.000", "12'000"; and what belongs to a number at its end.
_GROUP = re.compile(r"[ .'’\u00a0\u2009\u202f]")
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:.\d{3})*$")
_TAIL = re.compile(r"[^\W_]*(?:[\s-]?(?:%|‰|per\s?cent(?![^\W_])|×)|\s?[x×](?![^\W_]))?")
_SCALE = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_MULTIPLES = re.compile(
    r"(?P<twice>twice|thrice)(?=\s+(?:as|that|the|this|its|their|his|her)\b)"
    r"|(?P<double>double|treble|triple|quadruple)(?=\s+(?:that|the|this|its|their|his|her|as)\b)"
    rf"|(?P<fold>{'|'.join(_LANGUAGE.words)})-?fold\b"
)
_TIMES = {"twice": 2, "thrice": 3, "double": 2, "treble": 3, "triple": 3, "quadruple": 4}
_HEDGED_TWICE = re.compile(r"\b(?:than|about|nearly|almost|over|least|most|exactly)\s+(?P<twice>twice|thrice)\b")


def _ordinals() -> dict[str, Fraction]:
    """A third, a fifth, a tenth, a thousandth: the part that an ordinal names."""
    parts = {word: part for word, part in _LANGUAGE.parts.items() if part < Fraction(1, 2)}
    endings = (("ve", "f"), ("ne", "n"), ("t", ""), ("y", "ie"))
    for word, number in (_LANGUAGE.words | _LANGUAGE.powers).items():
        if number > 3 and word != "dozen":
            stem = next((word.removesuffix(end) + new for end, new in endings if word.endswith(end)), word)
            parts |= {f"{stem}th": Fraction(1, number), f"{stem}ths": Fraction(1, number)}
    return parts


_ORDINALS = _ordinals()
#: Without one of these words, or a digit, a text has no number; most texts of code are like that.
_TELLING = frozenset(
    (
        *_LANGUAGE.words,
        *_LANGUAGE.powers,
        *_LANGUAGE.parts,
        *_ORDINALS,
        *_TIMES,
        *(f"{word}fold" for word in _LANGUAGE.words),
    )
)
#: "The twenty-first day" counts no days.
_ORDINAL_END = re.compile(rf"-(?:first|second|{'|'.join(_ORDINALS)})(?![^\W_])")
_COUNT = "|".join(word for word, number in _LANGUAGE.words.items() if number < 20)
_PART = re.compile(
    rf"\b(?:(?P<article>an?)|(?P<count>{_COUNT}))[\s-]+(?P<of>{'|'.join(_ORDINALS)})(?![^\W_])(?:\s+(?P<next>{_WORD}))?"
    rf"|\b(?P<bare>{'|'.join(word for word in _ORDINALS if word.endswith('s'))}|quarter)(?![^\W_])"
)
#: What an ordinal can stand before: "a third claimant", but not "a third of them".
_ORDERED = re.compile(
    rf"{'|'.join(UNITS)}|part(?:y|ies)|countr(?:y|ies)|cells?|notebooks?|versions?|figures?|numbers?|questions?|ways?"
    "|readings?|charts?|tables?|states?|groups?|kinds?|cases?|ones?"
)


@dataclass(frozen=True, slots=True)
class Loose:
    """A number typed into a text: as it stands there, where, and what it may be; no value where it has none."""

    text: str
    start: int
    end: int
    values: tuple[Fraction, ...] = ()


def found(text: str, heading: bool = False) -> tuple[Loose, ...]:
    """The numbers typed into a text, in their order; the number of a ``heading`` is free.

    The character NUL stands for something that is no text, such as a printed figure.
    """
    text = text.replace("İ", "I")  # the one letter that grows when it is made small
    if _TELLING.isdisjoint(re.findall(r"[^\W\d_]+", text.lower())) and not any(map(str.isnumeric, text)):
        return ()
    bare = _without_dates(text, heading)
    low = bare.lower()
    taken: list[Loose] = []
    for find in (_digits_and_words, _parts, _multiples, _other_digits):
        for each in find(text, low):
            if not any(_overlap(each, other) for other in taken):
                taken.append(each)
    return tuple(sorted(taken, key=lambda each: each.start))


def _overlap(one: Loose, other: Loose) -> bool:
    return one.start < other.end and other.start < one.end


def _loose(text: str, start: int, end: int, *values: Fraction) -> Loose:
    return Loose(" ".join(text[start:end].split()), start, end, tuple(dict.fromkeys(values)))


def _without_dates(text: str, heading: bool) -> str:
    """The text with NUL in place of all that is a date, a year, an address or the number of the heading."""
    if heading and (number := _HEADING_NUMBER.match(text)):
        text = "\0" * number.end() + text[number.end() :]
    text = _DATES.sub(_blank, text)
    return _YEARS.sub(lambda match: _blank(match) if _is_year(match) else match[0], text)


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _is_year(match: re.Match[str]) -> bool:
    """Whether four digits are a year and no number of something: "in 2025", not "about 2000" nor "2025 soldiers"."""
    before, after = match.string[: match.start()][-24:], match.end()
    if _IN_TIME.search(before):
        return True
    return int(match[0]) % 100 != 0 and not _HEDGE.search(before) and not _UNIT.match(match.string, after)


def _digits_and_words(text: str, low: str) -> Iterator[Loose]:
    """What the reader of phrases finds: numbers in digits with all that belongs to them, and in words."""
    for place in _joined(places(low, "en"), low):
        start, end = place.start, place.end
        if any(letter.isdecimal() for letter in low[start:end]):
            yield _whole(text, low, place)
        elif place.share and low[start:end] in _ORDINALS:
            continue  # an ordinal perhaps; _parts decides
        elif place.share:
            if not re.match(r"-?way\b", low[end:]):
                yield _loose(text, _with_article(low, start), end, place.value)
        elif _ORDINAL_END.match(low, end):
            continue
        elif place.value >= 100 or place.value.denominator > 1 or place.value >= 2 and _UNIT.match(low, end):
            yield _loose(text, start, end, place.value)


def _joined(found_places: Iterable[Place], low: str) -> list[Place]:
    """Places with those that are one number joined."""
    joined: list[Place] = []
    for place in found_places:
        value = _together(joined[-1], place, low) if joined else None
        if value is None:
            joined.append(place)
        else:
            joined[-1] = Place(joined[-1].start, place.end, value, False)
    return joined


def _together(first: Place, second: Place, low: str) -> Fraction | None:
    """What two numbers side by side are together: "two hundred and fifty", "two and a half", "12 000"; None if nothing."""
    between = low[first.end : second.start]
    if first.share:
        return None
    if _GROUP.fullmatch(between):
        groups = _GROUPED.search(low[: first.end]) and re.fullmatch(r"\d{3}", low[second.start : second.end])
        return first.value * 1000 + second.value if groups else None
    a_part = second.share and second.value < 1 and re.fullmatch(r"\s+and\s+(?:an?\s+)?", between)
    in_words = not any(map(str.isnumeric, low[first.start : second.end]))
    the_rest = in_words and first.value >= 100 > second.value and between.strip() == "and"
    return first.value + second.value if a_part or the_rest else None


def _whole(text: str, low: str, place: Place) -> Loose:
    """A number in digits with the letters, signs and words that belong to it, as "4k", "2½", "40 %"."""
    start, end = place.start, place.end
    while start and low[start - 1].isalnum():
        start -= 1
    tail = _TAIL.match(low, end)
    letters = re.match(r"[^\W\d_]*", tail[0])[0]
    values = [place.value * _SCALE.get(letters, 1)]
    if tail[0] and tail[0][0].isnumeric():
        values = [place.value + _numeric(tail[0][0])]
    digits = low[place.start : end]
    if not place.share and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        # "4.000" is four thousand elsewhere, and two points are no decimal point anywhere
        values = [*values[: digits.count(".") == 1], Fraction(digits.replace(".", ""))]
    return _loose(text, start, tail.end(), *values)


def _numeric(sign: str) -> Fraction:
    return Fraction(unicodedata.numeric(sign)).limit_denominator(1000)


def _with_article(low: str, start: int) -> int:
    article = re.search(r"\ban?\s+$", low[:start])
    return article.start() if article else start


def _parts(text: str, low: str) -> Iterator[Loose]:
    """Fractions that are ordinals too: after an article or a number, or in the plural; "quarter" always."""
    for match in _PART.finditer(low):
        if match["bare"]:
            yield _loose(text, match.start(), match.end(), _ORDINALS[match["bare"]])
            continue
        if match["article"] and match["next"] and _ORDERED.fullmatch(match["next"]):
            continue
        count = _LANGUAGE.words[match["count"]] if match["count"] else 1
        yield _loose(text, match.start(), match.end("of"), count * _ORDINALS[match["of"]])


def _multiples(text: str, low: str) -> Iterator[Loose]:
    """Twice, double, threefold, where something is compared: "a figure used twice" is not."""
    for match in (*_MULTIPLES.finditer(low), *_HEDGED_TWICE.finditer(low)):
        kind = match.lastgroup
        before = low[: match.start(kind)][-1:]
        if before.isalnum():
            continue
        value = _LANGUAGE.words[match[kind]] if kind == "fold" else _TIMES[match[kind]]
        end = match.end() if kind == "fold" else match.end(kind)
        yield _loose(text, match.start(kind), end, Fraction(value))


def _other_digits(text: str, low: str) -> Iterator[Loose]:
    """Signs that are numbers and that nothing else has read: "½", "Ⅳ", "②"."""
    for match in re.finditer(r"[^\W_]+", low):
        signs = [letter for letter in match[0] if letter.isnumeric()]
        if signs:
            end = _TAIL.match(low, match.end()).end()
            values = [_numeric(signs[0])] if len(match[0]) == 1 else []
            yield _loose(text, match.start(), end, *values)
