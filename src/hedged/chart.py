"""What a chart is, and the house style it is drawn in.

Each chart carries its headline (the finding), its alt text, its sources and its data as a
table; none of them can be left out. Text stays text in the SVG. Colours are the light
values of ``render.tokens``; the page and JupyterLab swap them for the dark ones.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import unescape

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import FuncFormatter

from hedged import words
from hedged.cells import Day
from hedged.display import Bundle, Json, bundle
from hedged.errors import HedgedError
from hedged.figure import Figure
from hedged.quantity import MULTIPLE, natural_bounds
from hedged.render import outputs
from hedged.render.drawing import drawing
from hedged.render.fonts import font_files, width_em
from hedged.render.tokens import CHART_SMALL_PT, CHART_TEXT_PT, FACES, LIGHT
from hedged.tables import Cell, Table, cell_json, cell_text, reported_by

#: The shapes of the series of a chart, in order of use.
MARKERS = ("o", "s", "D", "^", "v")
#: Width of a chart in inches: the text column of the page.
WIDTH = 6.3
#: The columns that a table of data has for the readings of a figure.
READINGS = {"As said": "right", "As rounded": "right", "Wide": "right"}
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


@dataclass(frozen=True)
class Chart:
    """A finished chart with everything the page needs to print and to explain it.

    ``headline`` states the finding, its figures as figures; ``title`` is the same as plain words.
    """

    id: str
    headline: Cell
    subtitle: str
    alt: str
    svg: str
    sources: Sequence[Cell]
    table: Table
    figures: Sequence[Figure]

    def __post_init__(self) -> None:
        for name in ("headline", "subtitle", "alt"):
            if not getattr(self, name):
                raise HedgedError(f"chart {self.id} has no {name}")

    @property
    def title(self) -> str:
        return cell_text(self.headline)

    def json(self) -> Json:
        return {
            "id": self.id,
            "headline": cell_json(self.headline),
            "title": self.title,
            "subtitle": self.subtitle,
            "alt": self.alt,
            "svg": self.svg,
            "sources": [cell_json(source) for source in self.sources],
            "table": self.table.json(),
            "figures": [figure.json() for figure in self.figures],
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        record = self.json()
        notes = [cell_text(source) for source in self.sources]
        html = outputs.chart(self.title, self.subtitle, _fitted(_unlinked(drawing(record))), notes)
        return bundle(f"{self.title}\n{self.alt}", {"type": "chart", "chart": record}, html)


#: Figures with their labels: a mapping, or pairs where two figures may have one label.
Rows = Mapping[str, Figure] | Iterable[tuple[str, Figure]]


def pairs(rows: Rows) -> list[tuple[str, Figure]]:
    """Labels and figures, in order."""
    return list(rows.items() if isinstance(rows, Mapping) else rows)


def told(rows: Rows | Iterable[Figure]) -> str:
    """The figures of a chart as words for its alt text: who and when, and the figure with its hedge."""
    labelled = rows.items() if isinstance(rows, Mapping) else rows
    named = ((row.label, row) if isinstance(row, Figure) else row for row in labelled)
    return "; ".join(f"{label}: {figure.text}" for label, figure in named) + "."


def canvas_of(height: float) -> tuple[Canvas, Axes]:
    """An empty drawing of the house's width, ``height`` in inches."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in font_files(FACES["sans"]):
        if str(path) not in known:
            font_manager.fontManager.addfont(str(path))
    canvas = Canvas(figsize=(WIDTH, height))
    return canvas, canvas.add_subplot()


def widest(texts: Iterable[str], size: float = CHART_TEXT_PT) -> float:
    """The width of the widest of these texts as it is drawn, in inches; a text may have several lines.

    ``size`` is that of the letters in points.
    """
    lines = (line for text in texts for line in text.splitlines())
    return max((width_em(line, FACES["sans"]) * size / 72 for line in lines), default=0.0)


def margins(canvas: Canvas, left: float, right: float, *, top: float = 0.22, bottom: float = 0.28) -> None:
    """Fixed margins in inches: quicker than a layout engine, and the same on every machine."""
    width, height = canvas.get_size_inches()
    canvas.subplots_adjust(left / width, bottom / height, 1 - right / width, 1 - top / height)


def svg_of(canvas: Canvas) -> str:
    """The drawing as one ``<svg>`` element, without a date or a version in it."""
    file = io.StringIO()
    canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return re.sub(r"^.*?(?=<svg)", "", file.getvalue(), flags=re.DOTALL).strip()


def _unlinked(drawn: str) -> str:
    """The same drawing without its links: in JupyterLab there is no card to lead to."""
    return re.sub(r"</?a\b[^>]*>", "", drawn).replace('role="group"', 'role="img"', 1)


def _fitted(drawn: str) -> str:
    """The same drawing, each text as wide as in our face: in JupyterLab it is set in what the machine has."""

    def fitted(found: re.Match[str]) -> str:
        width = width_em(unescape(found["words"]), FACES["sans"]) * float(found["size"])
        return f'<text textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"{found["rest"]}>{found["words"]}<'

    return re.sub(r'<text(?P<rest>[^>]* font-size="(?P<size>[\d.]+)px"[^>]*)>(?P<words>[^<]+)<', fitted, drawn)


def chart_of(
    canvas: Canvas,
    rows: Sequence[tuple[str, Figure]],
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None,
    beside: Mapping[str, Sequence[Cell]] | None = None,
) -> Chart:
    """A drawing of figures as a chart, with their readings as its data table.

    ``beside`` are further columns of that table, each with one cell for each row.
    """
    more = beside or {}
    figures = [figure for _, figure in rows]
    lines = sources if sources is not None else [reported_by(figures)]
    data = data_of(
        id,
        subtitle,
        {"What": "left", "Figure": "right", **READINGS} | dict.fromkeys(more, "left"),
        [
            [label, *readings_of(figure), *(cells[n] for cells in more.values())]
            for n, (label, figure) in enumerate(rows)
        ],
        lines,
    )
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, figures)


def data_of(
    id: str, subtitle: str, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]], sources: Sequence[Cell]
) -> Table:
    """The data of a chart as a table."""
    return Table(f"{id}-data", f"Data of the chart: {subtitle}", columns, rows, sources)


def readings_of(figure: Figure | None) -> list[Cell]:
    """A figure and its ``READINGS`` as cells; empty where it is not printed or has no value."""
    if figure is None:
        return [""] * 4
    return [figure, *(figure.spans if figure.readings is not None else [""] * 3)]


def with_values(id: str, figures: Iterable[Figure]) -> list[Figure]:
    listed = list(figures)
    if not listed:
        raise HedgedError(f"chart {id} has no figures")
    for figure in listed:
        if figure.readings is None:
            raise HedgedError(f"chart {id}: {figure.id} has no value: {figure.missing}")
    units = {figure.unit for figure in listed}
    if len(units) > 1:
        raise HedgedError(f"chart {id} mixes units: {words.listed(sorted(units))}")
    return listed


def axis_words(unit: str) -> FuncFormatter:
    def shown(value: float, _: int) -> str:
        exact = Fraction(value).limit_denominator(1000)
        return f"{words.number(exact)}×" if unit == MULTIPLE else words.number(exact, unit)

    return FuncFormatter(shown)


def said_ends(figure: Figure) -> list[Fraction]:
    """The numbers a claimant said where none of them is a best value: one end, or both; none for what is derived."""
    row = figure.statement
    if row is None or figure.rounded.best is not None:
        return []
    return [number for number in (row.low, row.best, row.high) if number is not None]


def reach(figures: Sequence[Figure]) -> tuple[Fraction, Fraction]:
    """From 0 (or below) to a little beyond the largest end anybody stated; a natural bound is no such end."""
    least, greatest = natural_bounds(figures[0].unit)
    ends = [end for figure in figures for end in (figure.wide.low, figure.wide.high) if end not in (None, greatest)]
    beyond = max(ends) * Fraction(112, 100)
    return min(Fraction(0), *ends), beyond if greatest is None else min(beyond, greatest)


def middle_of(day: Day) -> float:
    """The middle of a day or month as a number for the axis."""
    return (date2num(day.first) + date2num(day.last)) / 2
