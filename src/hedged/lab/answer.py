"""The answer of the what-if panel as HTML, in the look of the outputs in JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hedged.figures import Figure
from hedged.lab.entries import Impossible
from hedged.lab.question import Answer
from hedged.lab.tipping_chart import tipping
from hedged.look import drawing, outputs
from hedged.numbers import words

#: The style sheet of the panel, which stands in ``.hedged`` as all outputs do.
STYLE = f"""<style>{outputs.STYLE}
.hedged-what-if .widget-html, .hedged-what-if .widget-html-content {{ min-width: 0; line-height: 1.45 }}
.hedged-what-if .widget-toggle-buttons {{ display: flex; flex-flow: row wrap }}
.hedged-what-if .widget-toggle-buttons > label {{ flex: none; margin-right: 8px; text-align: right }}
.hedged-what-if .widget-toggle-buttons > div {{ flex: 1 1 15em }}
.hedged-what-if h3 {{ margin: .4em 0 0; font-size: 1.1em; color: inherit }}
.hedged-what-if .hedged-range {{ min-height: 3em }}
.hedged-what-if .hedged-verdict {{ margin: .4em 0 .1em; font-size: 1.35em }}
.hedged-what-if .hedged-sentence {{ margin: 0 }}
.hedged-what-if .hedged-reason {{ padding: .5em .8em; border-left: 4px solid var(--hedged-fails); background: var(--hedged-panel) }}
.hedged-what-if table, .hedged-what-if dl {{ font-size: 1em }}
.hedged-what-if th {{ text-align: left }}
.hedged-what-if .hedged-chosen > * {{ font-weight: 700 }}
.hedged-what-if .hedged-chart svg {{ margin-bottom: .6em }}
</style>"""


def entered_html(found: Figure | Impossible) -> str:
    """What the entries of one side stand for: the figure in words, and its three readings."""
    if isinstance(found, Impossible):
        return '<p class="hedged-range">no range</p>'
    spans = "; ".join(f"{name} {span}" for name, span in zip(words.READINGS.values(), found.spans, strict=True))
    return f'<p class="hedged-range"><strong>{escape(found.text)}</strong>: {escape(spans)}</p>'


def reason_html(reason: str) -> str:
    """Why there is no answer."""
    return f'<p class="hedged-reason" role="alert"><strong>No answer.</strong> {escape(reason)}.</p>'


def answer_html(found: Answer, reading: str, id: str) -> str:
    """The verdict and its chart, all readings with ``reading`` marked, tipping points, margin and caveats.

    ``id`` is that of the chart, unlike any other around.
    """
    verdict = found.verdict
    outcome, span = next((outcome, span) for name, span, outcome in found.readings if name == reading)
    return (
        f'<p class="hedged-verdict">{outputs.told(verdict.outcome, verdict.text)}</p>'
        f'<p class="hedged-sentence">{escape(verdict.sentence)}</p>'
        f'<p class="hedged-on-reading">Read {escape(words.READINGS[reading])}: {escape(span)}; {escape(outcome)}.</p>'
        f"{_chart(found, reading, id)}{_table(found, reading)}<dl>{''.join(_facts(found))}</dl>"
    )


def _facts(found: Answer) -> Iterator[str]:
    """What the verdict rests on: terms, each with its texts."""
    for term, texts in (
        ("tipping points", found.tipping or ("none",)),
        ("margin", [found.margin] if found.margin else ()),
        ("caveats", found.figure.caveats),
    ):
        if texts:
            yield f"<dt>{term}</dt>" + "".join(f"<dd>{escape(text)}</dd>" for text in texts)


def _table(found: Answer, reading: str) -> str:
    chosen = ' class="hedged-chosen" aria-current="true"'
    rows = "".join(
        f"<tr{chosen if name == reading else ''}>"
        f'<th scope="row">{escape(words.READINGS[name])}</th><td>{escape(span)}</td>'
        f"<td>{outputs.told(outcome, outcome)}</td></tr>"
        for name, span, outcome in found.readings
    )
    return (
        f'<table><thead><tr><th scope="col">reading</th><th scope="col">{escape(found.figure.function.name)}</th>'
        f'<th scope="col">{escape(found.asked)}?</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _chart(found: Answer, reading: str, id: str) -> str:
    """The tipping chart, the chosen reading outlined."""
    chart = tipping(
        found.verdict,
        id=id,
        headline=found.verdict.sentence,
        subtitle="The result and its inputs on three readings, each with where the verdict tips",
        alt=" ".join(found.tipping) or "No input has a tipping point.",
        reading=reading,
    )
    shown = drawing({"id": chart.id, "title": chart.title, "alt": chart.alt, "svg": chart.svg})
    return (
        f'<figure class="hedged-chart">{shown}<figcaption class="note">Bars, from dark to pale: as said, as rounded, '
        "wide; outlined, the chosen reading. A dashed line is where the verdict tips, the other input unchanged."
        "</figcaption></figure>"
    )
