"""Kept editions: a folder for each day below ``report/editions/``, written once and never again.

Each is the page and the figures as known on its day, so that a citation of it can be looked up for good.

An edition as known on an earlier day stands alone. Only the current one compares itself with kept ones, so their
figures and sums are inputs of it, and a kept edition changed and sealed again by hand is found. One kept on its own
date is the edition that was cited: the same figures and checksum; only its page leads to the current edition instead
of to other kept ones.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hedged.numbers import days

FOLDER = "editions"
"""Where they stand in a report; what a build finds there it leaves there."""

OUTPUTS = ("briefing.html", "figures.json", "figures.schema.json", "manifest.json")
"""What a kept edition holds, besides ``SHA256SUMS``, which lists these."""


@dataclass(frozen=True)
class Kept:
    """One kept edition: the day as known on which it speaks, and its folder."""

    day: date
    folder: Path

    @property
    def figures(self) -> Path:
        """Its ``figures.json``."""
        return self.folder / "figures.json"

    @property
    def sums(self) -> Path:
        """Its ``SHA256SUMS``."""
        return self.folder / "SHA256SUMS"


def editions(report: Path) -> tuple[Kept, ...]:
    """The editions kept below a report, the earliest first: every folder there that a day names."""
    folder = report / FOLDER
    found: list[Kept] = []
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(ValueError):
            if path.is_dir():
                found.append(Kept(days.day(path.name), path))
    return tuple(sorted(found, key=lambda each: each.day))


def before(report: Path, day: date) -> tuple[Kept, ...]:
    """Those of an earlier day than this one, the earliest first."""
    return tuple(each for each in editions(report) if each.day < day)


def place(report: Path, day: date) -> Path:
    """Where the edition of a day is kept, or would be."""
    return report / FOLDER / day.isoformat()
