"""A printed figure read again, by rules of its own: which hedge, which numbers, which range.

Nothing here is taken from the engine, so that what a reader takes from a text can be held
against what was put in.
"""

from __future__ import annotations

import re
from fractions import Fraction as F

MINUS = "\N{MINUS SIGN}"
SHARES = {"a quarter": F(1, 4), "a third": F(1, 3), "half": F(1, 2), "two thirds": F(2, 3), "three quarters": F(3, 4)}
HEDGES = {
    "exactly": "exact", "about": "about", "nearly": "nearly", "just over": "just_over", "more than": "more_than",
    "at least": "at_least", "up to": "up_to", "at most": "at_most", "fewer than": "fewer_than",
}  # fmt: skip

#: (low, low is open, high, high is open); None for an end of which nothing is said.
Range = tuple[F | None, bool, F | None, bool]


def numbers(text: str) -> tuple[F, ...]:
    """The one number of a text, or both ends: ``30 to 43%``, ``a quarter to half``, ``2.1 times``."""
    unit = F(1, 100) if text.endswith("%") else F(1)
    words = text.removesuffix("%").removesuffix(" times").split(" to ")
    assert len(words) <= 2, text
    return tuple(SHARES[word] if word in SHARES else _digits(word) * unit for word in words)


def _digits(text: str) -> F:
    assert re.fullmatch(rf"{MINUS}?\d{{1,3}}(,\d{{3}})*(\.\d+)?", text), text
    return F(text.replace(",", "").replace(MINUS, "-"))


def hedged(text: str) -> tuple[str, tuple[F, ...], str | None]:
    """The hedge of a reported figure, its numbers and its standing: ``nearly 5,000 (denied)``."""
    text, status = re.fullmatch(r"(.*?)(?: \((\w+)\))?", text).groups()
    for words, hedge in HEDGES.items():
        if text.startswith(f"{words} "):
            return hedge, numbers(text.removeprefix(f"{words} ")), status
    found = numbers(text)
    return ("range" if len(found) == 2 else "bare"), found, status


def span(text: str) -> Range:
    """The range that a text tells: ``30 to 43%``, ``more than 52%``, ``any number``, ``12``."""
    if text.startswith("any "):
        return None, True, None, True
    hedge, found, _ = hedged(text.replace("less than ", "fewer than "))
    if hedge in ("more_than", "at_least"):
        return found[0], hedge == "more_than", None, True
    if hedge in ("fewer_than", "up_to"):
        return None, True, found[0], hedge == "fewer_than"
    return found[0], False, found[-1], False


def derived(text: str) -> tuple[F | None, Range]:
    """The best value of a computed figure, if one is given, and its range: ``36% (30 to 43%)``."""
    best, _, reach = text.removesuffix(")").rpartition(" (")
    return (numbers(best)[0] if best else None), span(reach)
