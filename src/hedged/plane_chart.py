"""The plane: parts against wholes, with the line of a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from textwrap import fill

import matplotlib
from matplotlib.patches import Rectangle

from hedged import words
from hedged.chart import MARKERS, STYLE, Chart, Rows, axis_words, canvas_of, chart_of, margins, pairs, with_values
from hedged.figure import Figure
from hedged.quantity import Quantity
from hedged.render.tokens import CHART_SMALL_PT, LIGHT, SERIES
from hedged.tables import Cell
from hedged.verdict import Threshold


@matplotlib.rc_context(STYLE)
def plane(
    shares: Rows,
    *,
    id: str,
    headline: Cell,
    subtitle: str,
    alt: str,
    threshold: Threshold,
    sources: Sequence[Cell] | None = None,
) -> Chart:
    """Parts against wholes: a box for each share's ranges as rounded, and the line of the threshold.

    ``shares`` are labels, each with a share derived from ``part`` and ``whole``. A box wholly above
    the line is above the threshold whatever the true values in it; a box cut by it depends.
    Equal boxes are drawn once, with their labels joined.
    """
    shares = pairs(shares)
    with_values(id, [figure for _, figure in shares])
    boxes: dict[tuple[Quantity, Quantity], list[tuple[str, Figure]]] = {}
    for label, figure in shares:
        inputs = dict(figure.inputs)
        boxes.setdefault((inputs["part"].rounded, inputs["whole"].rounded), []).append((label, figure))
    canvas, axes = canvas_of(3.9)
    highest = max((part.high or part.low) for part, _ in boxes) * Fraction(115, 100)
    widest = max((whole.high or whole.low) for _, whole in boxes) * Fraction(104, 100)
    narrowest = min(whole.low for _, whole in boxes) * Fraction(94, 100)
    xs = [float(narrowest), float(widest)]
    axes.plot(xs, [x * float(threshold.value) for x in xs], color=LIGHT["ink"], linewidth=1.1, linestyle=(0, (4, 2)))
    axes.set_xlim(*xs)
    axes.set_ylim(0, float(highest))
    axes.xaxis.set_major_formatter(axis_words("persons"))
    axes.yaxis.set_major_formatter(axis_words("persons"))
    axes.set_xlabel("sent, as the base was named")
    axes.set_ylabel("casualties, as the claimant counts them")
    ordered = sorted(boxes.items(), key=lambda box: _middle(box[0][0], highest))
    texts = [
        fill("; ".join(label for label, _ in named), 36) + f"\n{words.span(part, 3)} of {words.span(whole, 3)}"
        for (part, whole), named in ordered
    ]
    wanted = [float(_middle(part, highest) / highest) for (part, _), _ in ordered]
    places = _spread(wanted, [0.045 * (text.count("\n") + 1) for text in texts])
    for number, (((part, whole), named), text, place) in enumerate(zip(ordered, texts, places, strict=True)):
        colour = LIGHT[SERIES[number % len(SERIES)]]
        top = part.high if part.high is not None else highest
        corner = (float(whole.low), float(part.low))
        axes.add_patch(Rectangle(corner, float(whole.high - whole.low), float(top - part.low), facecolor=colour,
                                 alpha=0.16, edgecolor="none"))  # fmt: skip
        axes.add_patch(Rectangle(corner, float(whole.high - whole.low), float(top - part.low), fill=False,
                                 edgecolor=colour, linewidth=1.2))  # fmt: skip
        if part.high is None:
            axes.annotate("", (float(_middle(whole, widest)), float(highest)), xytext=(0, -22), textcoords="offset points",
                          arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.4})  # fmt: skip
        if part.best is not None and whole.best is not None:
            axes.plot(
                float(whole.best), float(part.best), marker=MARKERS[number % len(MARKERS)], color=colour, markersize=5
            )
        axes.annotate(
            text,
            (float(whole.high), float(_middle(part, highest))),
            xytext=(1.03, place),
            textcoords="axes fraction",
            va="center",
            fontsize=CHART_SMALL_PT,
            linespacing=1.15,
            color=colour,
            annotation_clip=False,
            url=f"#{named[0][1].id}",  # equal boxes have equal numbers
            arrowprops={
                "arrowstyle": "-",
                "color": colour,
                "linewidth": 0.6,
                "shrinkA": 2,
                "shrinkB": 0,
                "relpos": (0, 0.5),
            },  # fmt: skip
        )
    axes.annotate(
        threshold.text,
        (xs[0], xs[0] * float(threshold.value)),
        xytext=(4, -4),
        textcoords="offset points",
        va="top",
        color=LIGHT["ink"],
        fontsize=CHART_SMALL_PT,
    )
    margins(canvas, 0.72, 2.3, top=0.12, bottom=0.48)
    return chart_of(canvas, shares, id=id, headline=headline, subtitle=subtitle, alt=alt, sources=sources)


def _middle(quantity: Quantity, greatest: Fraction) -> Fraction:
    high = quantity.high if quantity.high is not None else greatest
    return (quantity.low + high) / 2


def _spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Middles for labels from bottom to top, near ``wanted``, that do not overlap; all as fractions of the height."""
    middles: list[float] = []
    edge = 0.0
    for want, height in zip(wanted, heights, strict=True):
        middles.append(max(want, edge + height / 2))
        edge = middles[-1] + height / 2 + 0.015
    edge = 1.0
    for i in range(len(middles) - 1, -1, -1):
        middles[i] = min(middles[i], edge - heights[i] / 2)
        edge = middles[i] - heights[i] / 2 - 0.015
    return middles
