"""The relay tree of a story: its pages, each below the page it relays, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill

import matplotlib
from matplotlib.axes import Axes

from hedged.analysis import UNCHANGED, Relay
from hedged.charts.canvas import STYLE, WIDTH, canvas_of, margins, put, svg_of, widest
from hedged.charts.chart import Chart, data_of
from hedged.errors import HedgedError
from hedged.figures import NOT_KNOWN, Cell, Table, reported_by
from hedged.ledger import Source, Way, outlet
from hedged.look import CHART_SMALL_PT, LIGHT, Link
from hedged.numbers import words

#: Names and changes are broken into lines of so many characters, names shorter by so many for each level of the tree.
_NAME, _CHANGE, _SHORTER = 30, 28, 3
#: In inches: a level of the tree, the height of a line and of the gap between rows, the room between columns.
_INDENT, _LINE, _GAP, _BETWEEN = 0.19, 0.155, 0.065, 0.2
#: Room for a reader without our font, whose letters are wider.
_WIDER = 1.15
#: What stands for an origin that no page seen shows to have printed the figure.
_FROM_RELAYS = "known from its relays"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: a page of the story, or an origin that is known from its relays only."""

    depth: int
    parent: int | None
    name: str
    day: str
    change: str

    @property
    def lines(self) -> int:
        return 1 + max(self.name.count("\n"), self.change.count("\n"))


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
    """The relay tree of a story: each page below the page it relays, with its language, its day and what it changed.

    A filled dot printed the figures unchanged, an empty square changed one; an empty diamond is an
    outlet or page known from its relays only. The words beside say the same. Raises ``HedgedError``
    where there is no page.
    """
    if not relays:
        raise HedgedError(f"chart {id} has no pages")
    rows = list(_rows(relays))
    heights = [row.lines * _LINE + _GAP for row in rows]
    canvas, axes = canvas_of(0.3 + sum(heights))
    margins(canvas, 0, 0, top=0, bottom=0)
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(sum(heights) + 0.04, -0.26)
    middles = [sum(heights[:at]) + height / 2 for at, height in enumerate(heights)]
    changes = max(_name_at(row) + widest([row.name]) * _WIDER for row in rows) + _BETWEEN
    days = changes + widest(row.change for row in rows) * _WIDER + _BETWEEN
    for x, title in ((0, "Page (language)"), (changes, "What it changed"), (days, "Day")):
        put(axes, (x, -0.14), title, color=LIGHT["muted"], size=CHART_SMALL_PT)
    last = {row.parent: at for at, row in enumerate(rows)}
    for at, (y, row) in enumerate(zip(middles, rows, strict=True)):
        if row.parent is not None:
            _line(axes, rows[row.parent].depth, middles[row.parent] if at == last[row.parent] else y, row.depth, y)
        look = LIGHT["muted" if row.change in (UNCHANGED, _FROM_RELAYS) else "rust"]
        put(axes, (_name_at(row), y), row.name)
        put(axes, (changes, y), row.change, color=look)
        put(axes, (days, y), row.day, color=LIGHT["muted"])
        _mark(axes, row, y)
    figures = list({figure.id: figure for relay in relays for _, figure in relay.printed}.values())
    lines = sources if sources is not None else [reported_by(figures)]
    return Chart(id, headline, subtitle, alt, svg_of(canvas), lines, _data(relays, id, subtitle, lines), figures)


def _rows(relays: Sequence[Relay]) -> Iterator[_Row]:
    """The pages, and above the first that relays it each origin that is no page of the story."""
    at: dict[Way, int] = {}

    def hung(way: Way) -> int | None:
        return None if way == (NOT_KNOWN,) else at.get(way)  # what has no known origin hangs from nothing

    for relay in relays:
        for end, step in enumerate(relay.through):
            if relay.through[: end + 1] not in at:
                at[relay.through[: end + 1]] = len(at)
                yield _origin(step, end, hung(relay.through[:end]))
        yield _Row(
            relay.depth,
            hung(relay.through),
            _broken(f"{relay.name} ({relay.page.language})", relay.depth),
            words.of_day(relay.page.date),
            fill(relay.changed, _CHANGE),
        )
        at[*relay.through, relay.page] = len(at)


def _origin(step: Source | str, depth: int, parent: int | None) -> _Row:
    if step == NOT_KNOWN:
        return _Row(depth, parent, "Origin not known", "", "")
    page = step if isinstance(step, Source) else None
    name = f"{outlet(step)} ({page.language})" if page else outlet(step)
    return _Row(depth, parent, _broken(name, depth), words.of_day(page.date) if page else "", _FROM_RELAYS)


def _broken(name: str, depth: int) -> str:
    return fill(name, max(_NAME - _SHORTER * depth, _NAME // 2))


def _mark_at(depth: int) -> float:
    return 0.06 + depth * _INDENT


def _name_at(row: _Row) -> float:
    return _mark_at(row.depth) + 0.1 if row.change else 0


def _line(axes: Axes, depth: int, start: float, own_depth: int, y: float) -> None:
    """Down the column of the page relayed, where no other mark stands, and across to the page's own mark."""
    x = _mark_at(depth)
    axes.plot([x, x, _mark_at(own_depth)], [start, y, y], color=LIGHT["muted"], linewidth=0.8, zorder=1)


def _mark(axes: Axes, row: _Row, y: float) -> None:
    if not row.change:
        return
    marker, colour, filled = {UNCHANGED: ("o", "accent", True), _FROM_RELAYS: ("D", "muted", False)}.get(
        row.change, ("s", "rust", False)
    )
    axes.plot(_mark_at(row.depth), y, marker=marker, color=LIGHT[colour], markersize=4 if marker == "D" else 5,
              markerfacecolor=LIGHT[colour] if filled else LIGHT["paper"], zorder=2)  # fmt: skip


def _data(relays: Sequence[Relay], id: str, subtitle: str, sources: Sequence[Cell]) -> Table:
    return data_of(
        id,
        subtitle,
        {"Day": "left", "Page": "left", "Relays": "left", "Printed": "left", "Change": "left"},
        [
            [
                words.of_day(relay.page.date),
                Link(relay.name, relay.page.url) if relay.page.url else relay.name,
                relay.relayed or "nobody: a root",
                relay.phrases,
                relay.changed,
            ]
            for relay in relays
        ],
        sources,
    )
