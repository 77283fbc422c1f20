"""Days: as a cell of the ledger has one, a month among them; and as one is typed, ISO 8601 with hyphens."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


@dataclass(frozen=True)
class Day:
    """A day, or a month as the interval of its days.

    ``first`` and ``last`` are its ends (equal for a day), ``text`` is the cell.
    Order goes by first days alone: 2025-04 stands neither before nor after 2025-04-01.
    """

    first: date
    last: date
    text: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> "Day":
        """The day written YYYY-MM-DD, or the month written YYYY-MM; ValueError for any other text."""
        match = _DAY.fullmatch(text)
        if not match:
            raise ValueError(f"'{text}' is not a date; write YYYY-MM-DD, or YYYY-MM for a month")
        year, month, day = int(match[1]), int(match[2]), match[3]
        if year < 1 or not 1 <= month <= 12:
            raise ValueError(f"{text} does not exist: months go from 01 to 12")
        length = calendar.monthrange(year, month)[1]
        if day is None:
            return cls(date(year, month, 1), date(year, month, length), text)
        if not 1 <= int(day) <= length:
            from hedged.numbers import (
                words,  # here: it loads what knows months, and kept editions are found by days alone
            )

            raise ValueError(f"{text} does not exist: {words.month(date(year, month, 1))} has {length} days")
        only = date(year, month, int(day))
        return cls(only, only, text)

    @classmethod
    def of(cls, day: date) -> "Day":
        """A day of the calendar."""
        return cls(day, day, day.isoformat())

    def gap(self, other: "Day") -> int:
        """Days between the nearest days of the two; 0 where they share one."""
        return max(0, (other.first - self.last).days, (self.first - other.last).days)

    def __lt__(self, other: "Day") -> bool:
        return self.first < other.first

    def __le__(self, other: "Day") -> bool:
        return self.first <= other.first

    def __gt__(self, other: "Day") -> bool:
        return self.first > other.first

    def __ge__(self, other: "Day") -> bool:
        return self.first >= other.first

    def __str__(self) -> str:
        return self.text


def day(text: str) -> date:
    """The day that is written so. Raises ValueError with what would be right: "no day; write it as 2025-07-05"."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError("no day; write it as 2025-07-05") from None
    if found.isoformat() != text:  # 20250705 and 2025-W27-6 are days to Python
        raise ValueError(f"no day; write it as {found}")
    return found
