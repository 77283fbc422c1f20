"""How tables, charts, verdicts and cards look as outputs in JupyterLab: the colours of the page, on its theme.

A notebook has no place for a style sheet, so each output brings it; its rules reach only
what stands in ``.hedged``. JupyterLab names the brightness of its theme on ``body``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from hedged.look.tokens import DARK, FACES, LIGHT, SHAPES, SHORT
from hedged.numbers import words

Record = Mapping[str, Any]

# Surfaces are JupyterLab's own; only the panel of a verdict is ours. JupyterLab stripes the rows of tables and
# colours the one under the mouse: a rule for every row takes that back.
# As wide as it is shown at least, no text of a drawing is smaller than 12 px; a narrower window scrolls it.
_RULES = f"""
.hedged {{ color: var(--hedged-ink); line-height: 1.45 }}
.hedged p, .hedged dl, .hedged table, .hedged figure {{ margin: 0 0 .6em; text-align: left }}
.hedged caption, .hedged .headline {{ padding: 0 0 .4em; text-align: left; font-weight: 600; font-size: 1.08em; color: inherit }}
.hedged .headline, .hedged .subtitle {{ margin: 0; padding: 0; max-width: 756px }}
.hedged figcaption:not(.note) {{ margin-bottom: .7em }}
.hedged table {{ border-collapse: collapse; font-size: .93em; font-variant-numeric: tabular-nums lining-nums }}
.hedged thead {{ border: 0 }}
.hedged th, .hedged td {{ padding: .4em 1.1em .4em 0; color: inherit; font-weight: 400; line-height: 1.35; vertical-align: baseline }}
.hedged thead th {{ color: var(--hedged-muted); border-bottom: 1px solid var(--hedged-ink); vertical-align: bottom }}
.hedged tbody tr:nth-child(n) {{ background: none }}
.hedged tbody tr + tr > * {{ border-top: 1px solid var(--hedged-grid) }}
.hedged tbody tr:last-child > * {{ border-bottom: 1px solid var(--hedged-rule) }}
.hedged tbody th {{ min-width: 9em }}
.hedged .right, .hedged .short {{ white-space: nowrap }}
.hedged tr > .right {{ text-align: right }}
.hedged tr > .left {{ text-align: left }}
.hedged .standing {{ display: block; font-size: .85em; color: var(--hedged-muted) }}
.hedged .note, .hedged .subtitle, .hedged dt {{ color: var(--hedged-muted) }}
.hedged .note {{ max-width: 60em; font-size: .86em }}
.hedged dl {{ display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15em 1.2em; max-width: 52em; font-size: .93em }}
.hedged dt {{ grid-column: 1; float: none; width: auto; padding: 0; font-weight: 400 }}
.hedged dd {{ grid-column: 2; float: none; width: auto; margin: 0; overflow-wrap: anywhere }}
.hedged .card {{ max-width: 52em; padding: .8em 1.1em; border: 1px solid var(--hedged-rule) }}
.hedged .card .name {{ margin: 0; font-weight: 600 }}
.hedged .card .value {{ font-size: 1.5em; line-height: 1.3 }}
.hedged figure {{ overflow-x: auto }}
.hedged svg.drawing {{ display: block; width: 100%; min-width: 661px; max-width: 756px; height: auto }}
.hedged .drawing text {{ font-family: "{FACES["sans"]}", "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif }}
.hedged .shape {{ width: .82em; height: .82em; margin-right: .22em; vertical-align: -.06em }}
.hedged .tone {{ color: var(--hedged-tone); font-weight: 600; white-space: nowrap }}
.hedged .verdict {{ max-width: 52em; padding: .8em 1.1em; background: var(--hedged-panel); border-left: 4px solid var(--hedged-tone) }}
.hedged .outcome {{ font-size: 1.15em }}
.hedged .card > :last-child, .hedged .verdict > :last-child {{ margin-bottom: 0 }}
"""


def _properties(values: Mapping[str, str]) -> str:
    return "{" + ";".join(f"--hedged-{name}:{value}" for name, value in values.items()) + "}"


#: The rules for all that stands in ``.hedged``.
STYLE = "\n".join(
    (
        f".hedged{_properties(LIGHT)}",
        f'body[data-jp-theme-light="false"] .hedged{_properties(DARK)}',
        *(f".hedged .{outcome}{{--hedged-tone:var(--hedged-{outcome})}}" for outcome in SHAPES),
        *(f".hedged .{name}-{paint}{{{paint}:var(--hedged-{name})}}" for name in LIGHT for paint in ("fill", "stroke")),
        _RULES.strip(),
    )
)


def _output(inner: str) -> str:
    return f'<div class="hedged"><style>{STYLE}</style>{inner}</div>'


def _terms(rows: Iterable[tuple[str, str]]) -> str:
    """A list of terms; a term that comes again is not said again."""
    said, items = None, []
    for term, text in rows:
        items.append(f"<dd>{escape(text)}</dd>" if term == said else f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>")
        said = term
    return f"<dl>{''.join(items)}</dl>"


def told(outcome: str, text: str) -> str:
    """A verdict in words: a shape and its text, in its tone."""
    shape = f'<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">{SHAPES[outcome]}</svg>'
    return f'<span class="tone {outcome}">{shape}{escape(text)}</span>'


def card(rows: Iterable[tuple[str, str]], name: str = "", value: str = "") -> str:
    """A card of terms and their texts, under a name and a value where it has them."""
    head = "".join(f'<p class="{part}">{escape(text)}</p>' for part, text in (("name", name), ("value", value)) if text)
    return _output(f'<div class="card">{head}{_terms(rows)}</div>')


def _inline(item: str | Record, side: str) -> str:
    """One item of a cell; the standing of a figure under its digits where these stand right."""
    match item:
        case str():
            return escape(item)
        case {"type": "verdict", "text": text, "verdict": {"outcome": outcome}}:
            return told(outcome, text)
        case {"type": "foreign", "text": text, "lang": lang}:
            return f'<span lang="{escape(lang)}">{escape(text)}</span>'
        case {"type": "figure", "text": text, "figure": {"status": status}} if side == "right":
            number, standing = words.parted(text, status)
            return f'{escape(number)} <span class="standing">{escape(standing)}</span>' if standing else escape(text)
    return escape(str(item["text"]))


def _line(cell: Sequence[str | Record], side: str = "left") -> str:
    return "".join(_inline(item, side) for item in cell)


def _cell(cell: Sequence[str | Record], side: str, first: bool) -> str:
    width = sum(len(item if isinstance(item, str) else item["text"]) for item in cell)
    name, scope = ("th", ' scope="row"') if first and side == "left" else ("td", "")
    return f'<{name}{scope} class="{side}{" short" if width <= SHORT else ""}">{_line(cell, side)}</{name}>'


def _notes(cells: Iterable[Sequence[str | Record]]) -> str:
    return "".join(f'<p class="note">{_line(cell)}</p>' for cell in cells)


def table(record: Record) -> str:
    """A table from its record, its notes and sources below; nothing in it is a link."""
    sides = [column["align"] for column in record["columns"]]
    head = "".join(f'<th scope="col" class="{each["align"]}">{escape(each["name"])}</th>' for each in record["columns"])
    body = "".join(
        f"<tr>{''.join(_cell(cell, side, at == 0) for at, (cell, side) in enumerate(zip(row, sides, strict=True)))}</tr>"
        for row in record["rows"]
    )
    return _output(
        f"<table><caption>{escape(record['title'])}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"{_notes([*record['notes'], *record['sources']])}"
    )


def chart(headline: str, subtitle: str, drawn: str, notes: Iterable[str]) -> str:
    """A chart under its headline; ``drawn`` is its ``<svg>``, in classes named for the tokens."""
    return _output(
        f'<figure><figcaption><p class="headline">{escape(headline)}</p><p class="subtitle">{escape(subtitle)}</p>'
        f"</figcaption>{drawn}</figure>{_notes([note] for note in notes)}"
    )


def verdict(outcome: str, text: str, sentence: str, rows: Iterable[tuple[str, str]]) -> str:
    """A verdict's box: its words, its sentence, and what it rests on."""
    return _output(
        f'<div class="verdict {outcome}"><p class="outcome">{told(outcome, text)}</p><p>{escape(sentence)}</p>'
        f"{_terms(rows)}</div>"
    )
