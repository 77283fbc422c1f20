"""The path of a story: its pages, whom each relays, and what each changed."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib
from matplotlib.dates import AutoDateLocator, DateFormatter, date2num

from hedged import words
from hedged.chart import STYLE, Chart, canvas_of, margins, middle_of, svg_of, widest
from hedged.codes import CHANGES
from hedged.display import Link
from hedged.relays import Relay
from hedged.render.tokens import LIGHT
from hedged.tables import Cell, Foreign, Table, reported_by


@matplotlib.rc_context(STYLE)
def path(
    relays: Sequence[Relay],
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """The path of a story: its pages by day, one below the other, each with the words it printed.

    A filled dot printed the figures unchanged, an empty square changed one; the line at the
    left leads to the page it relays.
    """
    canvas, axes = canvas_of(0.5 + 0.215 * len(relays))
    rows = {relay.page.id: y for y, relay in enumerate(relays)}
    names = [f"{relay.page.outlet} ({relay.page.language})" for relay in relays]
    for y, relay in enumerate(relays):
        x = middle_of(relay.page.date)
        above = rows.get(relay.parent) if relay.parent else None
        if above is not None:
            start = middle_of(relays[above].page.date)
            reached = x if relay.page.date.first == relay.page.date.last else start
            axes.plot([start, start, reached], [above, y, y], color=LIGHT["accent-mid"], linewidth=0.9, zorder=1)
        changed = relay.changed != CHANGES["none"]
        colour = LIGHT["rust" if changed else "accent"]
        day = relay.page.date
        axes.plot([date2num(day.first), date2num(day.last)], [y, y], color=colour, linewidth=2.2)
        if day.first == day.last:  # a month is an interval and has no day to mark
            axes.plot(x, y, marker="s" if changed else "o", color=colour, markersize=5,
                  markerfacecolor="white" if changed else colour)  # fmt: skip
        axes.annotate(names[y], (-0.02, y), xycoords=("axes fraction", "data"),
                      ha="right", va="center", annotation_clip=False)  # fmt: skip
        axes.annotate(relay.changed, (1.02, y), xycoords=("axes fraction", "data"), va="center",
                      color=colour, annotation_clip=False)  # fmt: skip
    axes.set_ylim(len(relays) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xlim(
        min(date2num(r.page.date.first) for r in relays) - 2, max(date2num(r.page.date.last) for r in relays) + 2
    )
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=5))
    axes.xaxis.set_major_formatter(DateFormatter("%-d %b %Y"))
    axes.grid(visible=False, axis="y")
    margins(canvas, widest(names) + 0.2, widest(relay.changed for relay in relays) + 0.25, top=0.08, bottom=0.36)
    figures = list({figure.id: figure for relay in relays for _, figure in relay.printed}.values())
    lines = sources if sources is not None else [reported_by(figures)]
    data = Table(
        id=f"{id}-data",
        title=f"Data of the chart: {subtitle}",
        columns={"Day": "left", "Page": "left", "Relays": "left", "Printed": "left", "Change": "left"},
        rows=[
            [
                words.of_day(relay.page.date),
                Link(relay.page.outlet, relay.page.url) if relay.page.url else relay.page.outlet,
                relay.relayed or "nobody: a root",
                _printed(relay),
                relay.changed,
            ]
            for relay in relays
        ],
        sources=lines,
    )
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, data, figures)


def _printed(relay: Relay) -> list[Cell]:
    cells: list[Cell] = []
    for number, (report, _) in enumerate(relay.printed):
        cells += ["; "] if number else []
        cells.append(Foreign(report.as_printed, relay.page.language))
    return cells
