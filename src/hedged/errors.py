"""The faults a user can cause, each with the exit status of the command line; and what was probably meant."""

import difflib
from collections.abc import Iterable


class HedgedError(Exception):
    """A fault with a remedy: ``str(error)`` is the whole message, one to a few lines.

    ``exit_status`` is what the command ``hedged`` ends with: 2 for bad input,
    3 for a failed build, 4 for a build already running.
    """

    exit_status = 2


def nearest(word: str, options: Iterable[str], most: int = 1) -> str:
    """``; did you mean a or b?`` as the end of a message, naming the closest options; empty if none is close."""
    options = list(options)
    if len(options) > 2000:
        # The comparison is slow; ids that share their first part are the likely ones.
        options = [option for option in options if option.split("-")[0] == word.split("-")[0]][:2000]
    close = difflib.get_close_matches(word, options, n=most)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def near(name: str, known: Iterable[str]) -> str:
    """``near it: …``, the known ids that a mistyped one may mean, the closest first; empty where there is none."""
    known = list(dict.fromkeys(known))
    found = difflib.get_close_matches(name.casefold(), known, n=4)
    # A shortened id means what has all its words, in any place, whatever its length.
    words = set(name.casefold().split("-"))
    found += [each for each in known if each not in found and words <= set(each.split("-"))]
    return f"near it: {', '.join(found[:6])}" if found else ""
