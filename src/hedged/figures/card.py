"""Figures and verdicts as records: all that the Document, and with it everything printed, knows of them."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from hedged.look.display import Json
from hedged.numbers.judgement import UNDETERMINED
from hedged.numbers.quantity import Quantity, Readings


def of_figure(figure: Any) -> Json:
    """The whole record of a Figure, its inputs included."""
    return {
        "id": figure.id,
        "label": figure.label,
        "unit": figure.unit,
        "kind": figure.kind,
        "text": figure.text,
        "hedge": figure.hedge,
        "status": figure.status,
        "readings": _readings(figure),
        "caveats": list(figure.caveats),
        "noted": list(figure.noted),
        "missing": figure.missing,
        "unsettled": list(figure.unsettled),
        "function": figure.function.name if figure.function else None,
        "formula": figure.function.formula if figure.function else None,
        "inputs": {name: of_figure(given) for name, given in figure.inputs if given is not None},
        "counts": figure.counts.json() if figure.counts else None,
        "evidence": figure.evidence.json() if figure.evidence else None,
    }


def _readings(figure: Any) -> Json:
    if figure.readings is None:
        return dict.fromkeys(Readings.NAMES)
    return {
        name: {**_ends(quantity), "best": _fraction(quantity.best), "text": span.text, "drawn": who}
        for name, quantity, span, who in zip(Readings.NAMES, figure.readings, figure.spans, figure.drawn, strict=True)
    }


def _ends(quantity: Quantity) -> Json:
    return {
        "low": _fraction(quantity.low),
        "high": _fraction(quantity.high),
        "low_open": quantity.low_open,
        "high_open": quantity.high_open,
    }


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def of_verdict(verdict: Any) -> Json:
    """The whole record of a Verdict, its figure included."""
    judged = verdict.judgement
    margin = verdict.margin
    return {
        "id": verdict.id,
        "figure": of_figure(verdict.figure),
        "relation": verdict.relation,
        "question": verdict.question,
        "threshold": {"value": str(verdict.threshold.value), "text": verdict.threshold.text},
        "outcome": verdict.outcome,
        "scope": verdict.scope,
        "readings": dict(zip(Readings.NAMES, judged.outcomes if judged else (UNDETERMINED,) * 3, strict=True)),
        "margin": None if margin is None else "any" if margin == math.inf else str(margin),
        "margin_text": verdict.margin_text,
        "tipping": [
            {
                "input": tip.input,
                "label": tip.label,
                "value": str(tip.value),
                "whole": tip.whole,
                "inside": tip.inside,
                "place": tip.place,
                "text": tip.text,
            }
            for tip in verdict.tipping
        ],
        "effects": [
            {
                "input": swing.input,
                "label": swing.label,
                "result": _ends(swing.reach) if swing.reach else None,
                "text": verdict.moved(swing),
                "known": judged.known(swing.input),
                "told": verdict.alone(swing),
            }
            for swing in verdict.swings
        ],
        "reason": verdict.reason,
        "note": verdict.note,
        "text": verdict.text,
        "sentence": verdict.sentence,
    }
