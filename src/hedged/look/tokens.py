"""The look in one place: colours, faces, shapes, sizes. Charts, HTML and PDF take them from here.

Each colour has one value on paper and one on a dark screen. Charts are drawn in the light
values; the page knows a colour again by them, so no two tokens may share one. Text and
marks reach a contrast of 4.5 to 1 on ``paper`` and ``panel`` in both styles.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple


class Colour(NamedTuple):
    """One colour as ``#rrggbb``, for light surfaces (and print) and for dark ones."""

    light: str
    dark: str


COLOURS = MappingProxyType(
    {
        # surfaces and text
        "paper": Colour("#fdfdfb", "#15181b"),
        "panel": Colour("#f3f4f1", "#1e2327"),
        "ink": Colour("#1c2024", "#e9e7e2"),
        "muted": Colour("#565f67", "#a9b1b8"),
        "rule": Colour("#c9ced3", "#444c54"),
        "grid": Colour("#e2e5e7", "#2b3136"),
        # links, figures and the first series of a chart, with its ranges as rounded and wide
        "accent": Colour("#1f4e79", "#92bbe0"),
        "accent-mid": Colour("#9db8d1", "#46698a"),
        "accent-pale": Colour("#d5e1ec", "#2a3f53"),
        # further series, in this order
        "rust": Colour("#9c3b24", "#e9967f"),
        "moss": Colour("#2f6a55", "#82c3a6"),
        "plum": Colour("#6f4685", "#c5a3d8"),
        "umber": Colour("#76582a", "#d0ad74"),
        # verdicts
        "holds": Colour("#1f6f4a", "#74c79c"),
        "depends": Colour("#855600", "#dbb04c"),
        "fails": Colour("#a4341f", "#f0917d"),
        "undetermined": Colour("#5b646d", "#a2aab2"),
    }
)

#: The colours of the series of a chart, in order of use.
SERIES = ("accent", "rust", "moss", "plum", "umber")

LIGHT = MappingProxyType({name: colour.light for name, colour in COLOURS.items()})
DARK = MappingProxyType({name: colour.dark for name, colour in COLOURS.items()})

#: Families by the part they play; the files are found by ``look.fonts``.
FACES = MappingProxyType(
    {
        "serif": "Source Serif 4",
        "sans": "Source Sans Pro",
        "hangul": "Noto Sans KR",
    }
)

_RING = '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"'

#: The shapes of the verdicts as SVG, 16 by 16; as lines and fills they are there in print and in the system's colours.
SHAPES = MappingProxyType(
    {
        "holds": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
        "depends": f'{_RING}/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
        "fails": f"{_RING}/>",
        "undetermined": f'{_RING} stroke-dasharray="2.7 2"/>',
    }
)

#: Sizes relative to running text: a scale of small steps, since rank shows in space and weight.
SCALE = MappingProxyType(
    {
        "title": 2.3,
        "heading-1": 1.5,
        "heading-2": 1.18,
        "body": 1.0,
        "small": 0.86,
        "tiny": 0.78,
    }
)

#: One line of running text, in its own size: the unit of all vertical space.
LEADING = 1.52

#: Sizes of text in charts, in points.
CHART_TEXT_PT = 9.0
CHART_SMALL_PT = 8.25

#: Cells of a table up to this many characters stay on one line: days and short verdicts.
SHORT = 17

#: The headings of the annex, where every figure has its card, and of its second part.
ANNEX = "Figures and their evidence"
LEDGER = "Statements not used in the text"
