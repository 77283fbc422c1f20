"""The numbers that a printed phrase gives: "4.000" in German, "27-hundred", "1만 2천", "20-25 thousand".

The ledger holds, beside each number, the words of the page. Reading the number out of the
words catches a slip of the typist. A phrase gives the numbers written in it; the sum of
its terms ("1,000 sappers and 5,000 builders" gives 6,000 too); and the strength of all
formations where it says that of each ("two brigades of 6,000" gives 12,000 too).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from hedged.ledger.checks.languages import LANGUAGES, Language

#: Whole numbers stay int, which is faster; both are exact.
_Value = int | Fraction

_DASH = r"[-\u2010-\u2015~∼〜]"
#: What may stand between two words of one number: "four-thousand-100", "1만 2천".
_INSIDE = re.compile(r"\s*[-\u2010\u2011]?\s*")


class Place(NamedTuple):
    """A number in a phrase: where it begins and ends, its value, and whether it is a fraction or a per cent."""

    start: int
    end: int
    value: Fraction
    share: bool


def numbers(phrase: str, tag: str) -> tuple[Fraction, ...]:
    """The numbers a phrase in the language ``tag`` gives, in their order; then sum and product.

    Raises LookupError, with the remedy, for a language that has no row in the table.
    """
    reader, phrase = _reader(tag), phrase.lower()
    terms = reader.terms(phrase)
    return tuple(map(Fraction, (*(term.value for term in terms), *reader.compounds(phrase, terms))))


def places(phrase: str, tag: str) -> tuple[Place, ...]:
    """Where the numbers of a phrase in lower case stand, in their order; sums and products left out.

    Raises LookupError, as ``numbers`` does.
    """
    return tuple(Place(term.start, term.end, Fraction(term.value), term.share) for term in _reader(tag).terms(phrase))


def missing(phrase: str, tag: str, wanted: Mapping[str, Fraction]) -> str | None:
    """The first of the ``wanted`` cells (column: number) whose number the phrase does not give; None if it gives all.

    Two numbers, the ends of a range, must stand in the phrase in their order.
    """
    given = iter(numbers(phrase, tag))
    return next((column for column, number in wanted.items() if number not in given), None)


def _reader(tag: str) -> _Reader:
    name = tag.split("-")[0]
    if name not in LANGUAGES:
        raise LookupError(
            f"'{tag}' is not in the table of number words; add its row to hedged/ledger/checks/languages.py"
        )
    return _Reader.of(name)


@dataclass(frozen=True)
class _Token:
    """A row of digits or a word that is a number: ``kind`` is number, power (thousand) or part (third)."""

    kind: str
    value: _Value
    start: int
    end: int


@dataclass(frozen=True)
class _Term:
    """One number of a phrase, grown token by token: ``total`` counts what is multiplied, ``current`` what is not yet.

    ``power`` is the last word that multiplied, ``most`` the largest (None and 1 where none
    did); a ``share`` is a fraction or a per cent; a ``count`` tells how many formations there are.
    """

    start: int
    end: int
    total: _Value = 0
    current: _Value | None = None
    power: _Value | None = None
    most: _Value = 1
    share: bool = False
    count: bool = False

    @property
    def value(self) -> _Value:
        return self.total + (self.current or 0)

    @classmethod
    def begun(cls, token: _Token) -> _Term:
        term = cls(token.start, token.end, share=token.kind == "part")
        if token.kind == "power":
            return replace(term, total=token.value, power=token.value, most=token.value)
        return replace(term, current=token.value)

    def joined(self, token: _Token, following: _Token | None) -> _Term | None:
        """The number with one more token, None where the token begins another number."""
        current, power, value = self.current, self.power, token.value
        if self.share:
            return None
        grown = replace(self, end=token.end)
        if token.kind == "part":
            return replace(grown, current=current * value, share=True) if current and not power else None
        if token.kind == "power":
            if power is None or (value < power and current is not None):
                most = max(self.most, value)
                return replace(grown, total=self.total + current * value, current=None, power=value, most=most)
            if value > power:  # "two hundred thousand"
                return replace(grown, total=self.value * value, current=None, power=value, most=value)
            return None
        if current is not None:  # "twenty-five"
            tens = 20 <= current < 100 and current % 10 == 0 and value < 10
            return replace(grown, current=current + value) if tens and token.kind == "word" else None
        another = following is not None and following.kind == "power" and following.value == power
        return replace(grown, current=value) if value < power and not another else None


class _Reader:
    """The patterns of one language, compiled once."""

    @staticmethod
    @cache
    def of(name: str) -> _Reader:
        return _Reader(LANGUAGES[name])

    def __init__(self, language: Language) -> None:
        self.language = language
        edge = "" if language.glued else r"\b"
        group = rf"[{re.escape(language.thousands)}]\d{{3}}(?!\d)"
        if "," in language.thousands:
            group += r"|,\s0\d\d(?!\d)"  # "12, 000": no number of its own begins with a zero
        whole = rf"(?<!\d)(?P<whole>\d{{1,3}}(?:{group})+|\d+)(?:{re.escape(language.decimal)}(?P<decimals>\d+))?"
        fraction = r"(?P<above>\d+)\s?/\s?(?P<below>\d+)|(?P<of>\d+)분의\s?(?P<parts>\d+)"
        word = self._hangul() if language.glued else r"[^\W\d_]+(?:['’][^\W\d_]+)*"
        self.token = re.compile(rf"{fraction}|{whole}|(?P<word>{word})")
        self.per_cent = re.compile(rf"[\s-]?(?:%|{_any(language.per_cent)})")
        self.to = re.compile(rf"명?\s*(?:{_DASH}|{edge}(?:{_any(language.to)}){edge})\s*")
        self.plus = re.compile(rf".*…\s*|\W*[^\W\d_].*{edge}(?:{_any(language.plus)}){edge}\s*")
        adjective = "" if language.glued else r"(?:[^\W\d_]+\s+)?"
        self.formation = re.compile(rf"[\s-]*{adjective}(?:{_any(language.formations)}){edge}")
        self.each = re.compile(rf"{edge}(?:{_any(language.each)}){edge}")

    def _hangul(self) -> str:
        """Korean number words have no edges: a power follows digits, or stands alone before 여 or 명."""
        powers = "".join(self.language.powers)
        alone = rf"(?<![가-힣])[{powers}](?=\s?[여명])"
        words = rf"(?<![가-힣])(?:{_any(self.language.words)})(?=\s?명)"
        return rf"(?<=\d)[{powers}]|{alone}|{words}|{_any(self.language.parts)}"

    def _tokens(self, phrase: str) -> Iterator[_Token]:
        language = self.language
        for match in self.token.finditer(phrase):
            start, end, word = match.start(), match.end(), match["word"]
            above, below = match["above"] or match["parts"], match["below"] or match["of"]
            if above:
                if int(below):
                    yield _Token("part", Fraction(int(above), int(below)), start, end)
            elif match["whole"]:
                whole, decimals = re.sub(r"\D", "", match["whole"]), match["decimals"]
                yield _Token("number", Fraction(f"{whole}.{decimals}") if decimals else int(whole), start, end)
            elif word in language.powers:
                yield _Token("power", language.powers[word], start, end)
            elif word in language.parts:
                yield _Token("part", language.parts[word], start, end)
            elif word in language.words:
                yield _Token("word", language.words[word], start, end)

    def terms(self, phrase: str) -> list[_Term]:
        """The numbers of the phrase in their order, words and digits joined: "27-hundred" is one."""
        terms: list[_Term] = []
        tokens = list(self._tokens(phrase))
        for at, token in enumerate(tokens):
            grown = None
            if terms and _INSIDE.fullmatch(phrase, terms[-1].end, token.start):
                grown = terms[-1].joined(token, next(iter(tokens[at + 1 :]), None))
            if grown:
                terms[-1] = grown
            else:
                terms.append(_Term.begun(token))
        return self._spread([self._read(term, phrase) for term in terms], phrase)

    def _read(self, term: _Term, phrase: str) -> _Term:
        """The number with what stands beside it: a per cent, a noun of formations."""
        if self.per_cent.match(phrase, term.end) or phrase[: term.start].endswith("%"):
            return replace(term, total=0, current=Fraction(term.value) / 100, most=Fraction(1, 100), share=True)
        if not term.share and self.formation.match(phrase, term.end):
            return replace(term, count=True)
        return term

    def _spread(self, terms: list[_Term], phrase: str) -> list[_Term]:
        """In "20-25 thousand" and "30 to 40 per cent" the last word belongs to both ends."""
        for at, (first, last) in enumerate(pairwise(terms)):
            shared = last.most != 1 and first.most == 1 and not first.share
            rises = shared and first.value < Fraction(last.value) / last.most
            if rises and self.to.fullmatch(phrase, first.end, last.start):
                value = first.value * last.most
                terms[at] = replace(first, total=0, current=value, most=last.most, share=last.share)
        return terms

    def compounds(self, phrase: str, terms: list[_Term]) -> Iterator[_Value]:
        """The sum of the terms, where the phrase adds them; the strength of all formations, where it says "each"."""
        if len(terms) < 2:
            return
        counts = [term for term in terms if term.count]
        strengths = [term for term in terms if not term.count and not term.share]
        pairs = list(pairwise(strengths))
        if pairs and all(self.plus.fullmatch(phrase, first.end, last.start) for first, last in pairs):
            yield sum(term.value for term in strengths)
        if len(counts) == len(strengths) == 1 and self.each.search(phrase):
            yield counts[0].value * strengths[0].value


def _any(patterns: Iterable[str]) -> str:
    """One pattern for any of them, the longest first."""
    return "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"
