"""What figures and verdicts are outside of Python: the record that all that is printed is made from, and the card."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from hedged.look import Json
from hedged.numbers import UNDETERMINED, Quantity, Readings, words


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


Facts = list[tuple[str, str]]


def facts_of_figure(figure: Any) -> Facts:
    """Of a Figure: its readings, formula, inputs, claimant, pages, status and caveats."""
    rows = [("figure", figure.id), ("what", figure.label), ("in words", figure.text)]
    if figure.readings is not None:
        ends = [f"; {who}" if figure.evidence else "" for who in figure.drawn]
        spans = [f"{span}{who}" for span, who in zip(figure.spans, ends, strict=True)]
        rows += zip(words.READINGS.values(), spans, strict=True)
    if figure.function:
        rows.append(("formula", f"{figure.function.name} = {figure.function.formula}"))
        rows += [(name, f"{inner.text} ({inner.id})") for name, inner in figure.inputs if inner is not None]
    if figure.evidence:
        rows += _said(figure.evidence)
    if figure.counts:
        rows.append(("known from", figure.counts.text))
        if figure.counts.one_root:
            rows.append(("known through one root", figure.counts.one_root))
    editions = dict.fromkeys(each.edition for each in (figure, *figure.sources()) if each.edition)
    rows += [("loaded from", edition) for edition in editions]
    return rows + [("caveat", caveat) for caveat in figure.caveats]


def _said(evidence: Any) -> Facts:
    """Of what stands behind a reported figure: who said it, where it is printed, and what became of it."""
    claimant, by = evidence.claimant, evidence.statement.status_by
    rows = [("claimant", f"{claimant.name} ({claimant.standing.replace('_', ' ')})")]
    rows += [("printed", f"“{report.as_printed}”, {page.publisher}") for report, page in evidence.reports]
    rows.append(("roots", words.listed(evidence.roots)))
    rows.append(("status", f"{evidence.statement.status} by {by}" if by else evidence.statement.status))
    return rows + [(term.lower(), said) for term, said in evidence.facts()]


def facts_of_verdict(verdict: Any) -> Facts:
    """Of a Verdict: its figure, the outcome on each reading, margin, and what each input does alone."""
    outcomes = verdict.judgement.outcomes if verdict.judgement else (verdict.outcome,) * 3
    rows = [("figure", f"{verdict.figure.label}, {verdict.figure.text}")]
    rows += zip(words.READINGS.values(), outcomes, strict=True)
    if verdict.margin_text:
        rows.append(("margin", verdict.margin_text))
    return rows + [("input alone", f"{swing.label}: {verdict.alone(swing)}") for swing in verdict.swings]
