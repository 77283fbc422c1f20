"""How a value shows itself in a notebook: plain words, and a record for the Document.

Everything printed carries the same JSON type, from which the Document is built. What has
only words and a record stays in its line when it stands in a sentence; tables, charts,
verdicts and cards add HTML or SVG for JupyterLab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

MIME = "application/vnd.hedged.v1+json"

#: An id: lower-case words joined by hyphens.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Json = dict[str, object]
Bundle = dict[str, object]


def bundle(text: str, payload: Json, **richer: str) -> Bundle:
    """A display bundle: ``text``, our JSON type, and richer forms by keyword (``html``, ``svg``)."""
    forms = {"html": "text/html", "svg": "image/svg+xml"}
    return {"text/plain": text, **{forms[kind]: shown for kind, shown in richer.items()}, MIME: payload}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Computed words for a sentence that are no figure: a day, a name, a list of names."""

    text: str

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, {"type": "text", "text": self.text})


@dataclass(frozen=True)
class Card:
    """A figure's identity card: ``rows`` of a term and its text, for reading; ``figure``, its record."""

    rows: tuple[tuple[str, str], ...]
    figure: Json

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        text = "\n".join(f"{term}: {shown}" for term, shown in self.rows)
        items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(shown)}</dd>" for term, shown in self.rows)
        return bundle(text, {"type": "card", "figure": self.figure}, html=f"<dl>{items}</dl>")
