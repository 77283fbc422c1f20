"""What a chart is: a drawing with its headline (the finding), its alt text, its sources and its data as a table.

None of them can be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import unescape

from matplotlib.figure import Figure as Canvas

from hedged.charts.canvas import svg_of
from hedged.errors import HedgedError
from hedged.figures import Cell, Figure, Table, cell_json, cell_text, reported_by
from hedged.look import FACES, Bundle, Json, bundle, drawing, outputs, unlinked, width_em
from hedged.numbers import natural_bounds, words

#: The columns that a table of data has for the readings of a figure.
READINGS = {"As said": "right", "As rounded": "right", "Wide": "right"}


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
        # Within HTML: an SVG by itself becomes a picture, which knows neither the theme nor our face.
        record = self.json()
        notes = [cell_text(source) for source in self.sources]
        html = outputs.chart(self.title, self.subtitle, _fitted(unlinked(drawing(record))), notes)
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


def _fitted(drawn: str) -> str:
    """The same drawing, each text as wide as in our face: in JupyterLab it is set in what the machine has."""

    def fitted(found: re.Match[str]) -> str:
        bold = ' font-weight="600"' in found["rest"]
        width = width_em(unescape(found["words"]), FACES["sans"], bold=bold) * float(found["size"])
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
