"""What the cards of figures and verdicts say, as terms and their texts."""

from __future__ import annotations

from typing import Any

from hedged.numbers import words

Facts = list[tuple[str, str]]


def of_figure(figure: Any) -> Facts:
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


def of_verdict(verdict: Any) -> Facts:
    """Of a Verdict: its figure, the outcome on each reading, margin, and what each input does alone."""
    outcomes = verdict.judgement.outcomes if verdict.judgement else (verdict.outcome,) * 3
    rows = [("figure", f"{verdict.figure.label}, {verdict.figure.text}")]
    rows += zip(words.READINGS.values(), outcomes, strict=True)
    if verdict.margin_text:
        rows.append(("margin", verdict.margin_text))
    return rows + [("input alone", f"{swing.label}: {verdict.alone(swing)}") for swing in verdict.swings]
