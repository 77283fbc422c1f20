"""How tables, charts, verdicts and cards look as outputs in JupyterLab: the colours of the page, on its theme.

A notebook has no place for a style sheet, so each output brings it; its rules reach only
what stands in ``.hedged``. JupyterLab names the brightness of its theme on ``body``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from hedged.render.tokens import DARK, FACES, LIGHT, SHORT

_SHAPES = {
    "holds": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "depends": '<circle cx="8" cy="8" r="6" class="ring"/><path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor"/>',
    "fails": '<circle cx="8" cy="8" r="6" class="ring"/>',
    "undetermined": '<circle cx="8" cy="8" r="6" class="ring" stroke-dasharray="2.7 2"/>',
}

# Surfaces are JupyterLab's own; only the panel of a verdict is ours.
_RULES = f"""
.hedged {{ color: var(--hedged-ink); line-height: 1.45 }}
.hedged p, .hedged dl, .hedged table, .hedged figure {{ margin: 0 0 .6em; text-align: left }}
.hedged caption, .hedged .headline {{ padding: 0 0 .3em; text-align: left; font-weight: 600; font-size: 1.05em; color: inherit }}
.hedged th, .hedged td {{ color: inherit; vertical-align: baseline }}
.hedged td.short {{ white-space: nowrap }}
.hedged tr > .right {{ text-align: right }}
.hedged tr > .left {{ text-align: left }}
.hedged .note, .hedged .subtitle, .hedged dt {{ color: var(--hedged-muted) }}
.hedged .note {{ max-width: 60em; font-size: .9em }}
.hedged dl {{ display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15em 1.2em; max-width: 52em }}
.hedged dt {{ grid-column: 1; float: none; width: auto; font-weight: 400 }}
.hedged dd {{ grid-column: 2; float: none; width: auto; margin: 0; overflow-wrap: anywhere }}
.hedged .card {{ padding: .7em 1em; border: 1px solid var(--hedged-rule) }}
.hedged svg.drawing {{ display: block; width: 100%; max-width: 46em; height: auto }}
.hedged .drawing text {{ font-family: "{FACES["sans"]}", "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif }}
.hedged .shape {{ width: .82em; height: .82em; margin-right: .22em; vertical-align: -.06em }}
.hedged .ring {{ fill: none; stroke: currentColor; stroke-width: 2 }}
.hedged .verdict {{ max-width: 52em; padding: .8em 1.1em; background: var(--hedged-panel); border-left: 4px solid var(--hedged-tone) }}
.hedged .verdict > .tone {{ color: var(--hedged-tone); font-size: 1.15em; font-weight: 600 }}
"""


def _properties(values: Mapping[str, str]) -> str:
    return "{" + ";".join(f"--hedged-{name}:{value}" for name, value in values.items()) + "}"


#: The rules for all that stands in ``.hedged``.
STYLE = "\n".join(
    (
        f".hedged{_properties(LIGHT)}",
        f'body[data-jp-theme-light="false"] .hedged{_properties(DARK)}',
        *(f".hedged .{outcome}{{--hedged-tone:var(--hedged-{outcome})}}" for outcome in _SHAPES),
        *(f".hedged .{name}-{paint}{{{paint}:var(--hedged-{name})}}" for name in LIGHT for paint in ("fill", "stroke")),
        _RULES.strip(),
    )
)


def _output(inner: str) -> str:
    return f'<div class="hedged"><style>{STYLE}</style>{inner}</div>'


def _terms(rows: Iterable[tuple[str, str]], role: str = "") -> str:
    """A list of terms; a term that comes again is not said again."""
    said, items = None, []
    for term, text in rows:
        items.append(f"<dd>{escape(text)}</dd>" if term == said else f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>")
        said = term
    return f"<dl{role}>{''.join(items)}</dl>"


def card(rows: Iterable[tuple[str, str]]) -> str:
    """A figure's card."""
    return _output(_terms(rows, ' class="card"'))


def _cell(text: str, side: str) -> str:
    return f'<td class="{side}{" short" if len(text) <= SHORT else ""}">{escape(text)}</td>'


def table(title: str, columns: Mapping[str, str], rows: Iterable[Iterable[str]], notes: Iterable[str]) -> str:
    """A table of words; ``columns`` maps each heading to its side, ``notes`` stand below."""
    head = "".join(f'<th scope="col" class="{side}">{escape(name)}</th>' for name, side in columns.items())
    body = "".join(
        f"<tr>{''.join(_cell(text, side) for text, side in zip(row, columns.values(), strict=True))}</tr>"
        for row in rows
    )
    foot = "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
    return _output(
        f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}"
    )


def chart(headline: str, subtitle: str, drawn: str, notes: Iterable[str]) -> str:
    """A chart under its headline; ``drawn`` is its ``<svg>``, in classes named for the tokens."""
    foot = "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
    return _output(
        f'<figure><figcaption><p class="headline">{escape(headline)}</p><p class="subtitle">{escape(subtitle)}</p>'
        f"</figcaption>{drawn}</figure>{foot}"
    )


def verdict(outcome: str, text: str, sentence: str, rows: Iterable[tuple[str, str]]) -> str:
    """A verdict's box: its words, its sentence, and what it rests on."""
    shape = f'<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">{_SHAPES[outcome]}</svg>'
    return _output(
        f'<div class="verdict {outcome}"><p class="tone">{shape}{escape(text)}</p><p>{escape(sentence)}</p>'
        f"{_terms(rows)}</div>"
    )
