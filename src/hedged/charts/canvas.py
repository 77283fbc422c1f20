"""The house style that charts are drawn in: one width, one face, the tokens' colours, the shapes of series.

Text stays text in the SVG. Colours are the light values of ``look.tokens``; the page and
JupyterLab swap them for the dark ones.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple, TypeVar

from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter

from hedged.errors import HedgedError
from hedged.look import CHART_SMALL_PT, CHART_TEXT_PT, FACES, LIGHT, SERIES, font_files, width_em
from hedged.numbers import MULTIPLE, Day, words

#: The shapes of the series of a chart, in order of use.
MARKERS = ("o", "s", "D", "^", "v")
#: Where letters stand below the middle of their line, and the distance of lines, in parts of the letters' size.
_STAND, _LEADING = 0.32, 1.18
#: Width of a chart in inches: the text column of the page.
WIDTH = 6.3
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "hedged",
    "font.family": [FACES["sans"]],
    "font.size": CHART_TEXT_PT,
    "text.color": LIGHT["ink"],
    "axes.edgecolor": LIGHT["rule"],
    "axes.labelcolor": LIGHT["muted"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": LIGHT["grid"],
    "grid.linewidth": 0.6,
    "xtick.color": LIGHT["rule"],
    "ytick.color": LIGHT["rule"],
    "xtick.labelcolor": LIGHT["muted"],
    "ytick.labelcolor": LIGHT["ink"],
    "xtick.labelsize": CHART_SMALL_PT,
    "ytick.labelsize": CHART_TEXT_PT,
    "ytick.left": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def canvas_of(height: float) -> tuple[Canvas, Axes]:
    """An empty drawing of the house's width, ``height`` in inches."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in font_files(FACES["sans"]):
        if str(path) not in known:
            font_manager.fontManager.addfont(str(path))
    canvas = Canvas(figsize=(WIDTH, height))
    return canvas, canvas.add_subplot()


def widest(texts: Iterable[str], size: float = CHART_TEXT_PT, *, bold: bool = False) -> float:
    """The width of the widest of these texts as it is drawn, in inches; a text may have several lines.

    ``size`` is that of the letters in points; ``bold`` letters are those of weight 600.
    """
    lines = (line for text in texts for line in text.splitlines())
    return max((width_em(line, FACES["sans"], bold=bold) * size / 72 for line in lines), default=0.0)


def margins(canvas: Canvas, left: float, right: float, *, top: float = 0.22, bottom: float = 0.28) -> None:
    """Fixed margins in inches: quicker than a layout engine, and the same on every machine."""
    width, height = canvas.get_size_inches()
    canvas.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)


def put(
    axes: Axes,
    at: tuple[float, float],
    text: str,
    *,
    across: str = "data",
    shift: float = 0.0,
    size: float = CHART_TEXT_PT,
    **look: object,
) -> None:
    """Writes a text, its lines one by one about the height ``at[1]`` of the data: all texts of a row stand alike.

    ``across`` says in what ``at[0]`` is measured (``axes fraction``, say); ``shift`` are points to the right of it.
    """
    lines = text.splitlines()
    for number, line in enumerate(lines):
        down = size * (_LEADING * (number - (len(lines) - 1) / 2) + _STAND)
        axes.annotate(line, at, xycoords=(across, "data"), xytext=(shift, -down), textcoords="offset points",
                      va="baseline", fontsize=size, annotation_clip=False, **look)  # fmt: skip


def put_key(canvas: Canvas, handles: Sequence[Artist], top: float = 0.0, **look: object) -> None:
    """Writes what the marks of a chart mean in one line, ``top`` inches below the upper edge."""
    height = canvas.get_size_inches()[1]
    canvas.legend(handles=list(handles), loc="upper left", bbox_to_anchor=(0, 1 - top / height), ncols=len(handles),
                  frameon=False, borderaxespad=0, borderpad=0.1,
                  **{"fontsize": CHART_SMALL_PT, "labelcolor": LIGHT["muted"], "handlelength": 1.4,
                     "handletextpad": 0.5, "columnspacing": 1.5} | look)  # fmt: skip


class Look(NamedTuple):
    """How a series is drawn: the shape of its marks, which tells it without colour, and its colour."""

    marker: str
    colour: str


_Series = TypeVar("_Series")


def looks_of(id: str, series: Mapping[str, _Series]) -> list[tuple[str, _Series, Look]]:
    """Each series with its name and its look. Raises ``HedgedError`` for more than there are shapes."""
    if len(series) > len(MARKERS):
        raise HedgedError(f"chart {id} has {len(series)} series; at most {len(MARKERS)} can be told apart")
    looks = (Look(marker, LIGHT[token]) for marker, token in zip(MARKERS, SERIES, strict=True))
    return [(name, group, look) for (name, group), look in zip(series.items(), looks, strict=False)]


def months(first: date, until: date, most: int = 9) -> list[tuple[float, str]]:
    """The beginnings of months for an axis of time, at most about ``most``; a year stands where it begins."""
    spanned = (until.year - first.year) * 12 + until.month - first.month
    step = 1 + spanned // most
    found: list[date] = []
    for number in range(1, spanned + 1):
        month = first.month - 1 + number
        day = date(first.year + month // 12, month % 12 + 1, 1)
        if (day.month - 1) % step == 0 and first <= day <= until:
            found.append(day)
    return [(date2num(day), f"{day:%b}{words}") for day, words in zip(found, years(found), strict=True)]


def dated(first: date, until: date) -> list[tuple[float, str]]:
    """The ticks of an axis of time, at least three where it has three days: months, or days where these are few."""
    if (until.year - first.year) * 12 + until.month - first.month >= 3:
        return months(first, until)
    every = [first + timedelta(days) for days in range((until - first).days + 1)]
    halves, weeks = [day for day in every if day.day in (1, 15)], [day for day in every if day.weekday() == 0]
    some = every[:: 1 + len(every) // 5]
    found = next((days for days in (halves, weeks) if len(days) >= 3), some)
    return [(date2num(day), f"{short_date(day)}{year}") for day, year in zip(found, years(found), strict=True)]


def short_date(day: date) -> str:
    """A day without its year."""
    return f"{day.day} {day:%b}"


def years(days: Sequence[date]) -> list[str]:
    """A second line for the days of an axis: the year at the first, and wherever it is another."""
    return [f"\n{day.year}" if n == 0 or day.year != days[n - 1].year else "" for n, day in enumerate(days)]


def svg_of(canvas: Canvas) -> str:
    """The drawing as one ``<svg>`` element, without a date or a version in it."""
    file = io.StringIO()
    canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return re.sub(r"^.*?(?=<svg)", "", file.getvalue(), flags=re.DOTALL).strip()


def axis_words(unit: str) -> FuncFormatter:
    def shown(value: float, _: int) -> str:
        exact = Fraction(value).limit_denominator(1000)
        return f"{words.number(exact)}×" if unit == MULTIPLE else words.number(exact, unit)

    return FuncFormatter(shown)


def middle_of(day: Day) -> float:
    """The middle of a day or month as a number for the axis."""
    return (date2num(day.first) + date2num(day.last)) / 2
