"""What the cards of figures and verdicts say, as terms and their texts."""

from __future__ import annotations

import math
from typing import Any

from hedged import words

Facts = list[tuple[str, str]]


def of_figure(figure: Any) -> Facts:
    """Of a Figure: its readings, formula, inputs, claimant, pages and caveats."""
    rows = [("figure", figure.id), ("what", figure.label), ("in words", figure.text)]
    if figure.readings is not None:
        rows += zip(words.READINGS.values(), figure.spans, strict=True)
    if figure.function:
        rows.append(("formula", f"{figure.function.name} = {figure.function.formula}"))
        rows += [(name, f"{inner.text} ({inner.id})") for name, inner in figure.inputs if inner is not None]
    if figure.evidence:
        claimant = figure.evidence.claimant
        rows.append(("claimant", f"{claimant.name} ({claimant.standing.replace('_', ' ')})"))
        rows += [("printed", f"“{report.as_printed}”, {page.publisher}") for report, page in figure.evidence.reports]
        rows.append(("roots", words.listed(figure.evidence.roots)))
    return rows + [("caveat", caveat) for caveat in figure.caveats]


def of_verdict(verdict: Any) -> Facts:
    """Of a Verdict: its figure, the outcome on each reading, margin and tipping points."""
    outcomes = verdict.judgement.outcomes if verdict.judgement else (verdict.outcome,) * 3
    rows = [("figure", f"{verdict.figure.label}, {verdict.figure.text}")]
    rows += zip(words.READINGS.values(), outcomes, strict=True)
    if verdict.margin is not None:
        factor = "any rounding" if verdict.margin == math.inf else f"{verdict.margin} times the rounding"
        rows.append(("margin", f"as said it survives {factor}"))
    for tip in verdict.tipping:
        side = "inside" if tip.inside else "outside"
        rows.append(("tipping point", f"{tip.text}, {side} the range of {tip.label}"))
    return rows
