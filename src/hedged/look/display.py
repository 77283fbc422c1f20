"""How a value shows itself in a notebook: plain words, and a record for the Document.

Everything printed carries the same JSON type, from which the Document is built. What has
only words and a record stays in its line when it stands in a sentence; tables, charts
and cards add HTML for JupyterLab.

A value shows its whole record, not its id alone, so that the Document is made from the executed notebook and nothing
else, in the build and in Jupyter alike. In a sentence a verdict shows its word only: for a value in prose that is
more than text jupyterlab-myst writes errors to the console; ``verdict.card()`` shows its box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MIME = "application/vnd.hedged.v1+json"

#: An id: lower-case words joined by hyphens.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Json = dict[str, object]
Bundle = dict[str, object]


def bundle(text: str, payload: Json, html: str | None = None) -> Bundle:
    """A display bundle: ``text``, our JSON type, and ``html`` for what JupyterLab shows as more than words."""
    return {"text/plain": text, **({} if html is None else {"text/html": html}), MIME: payload}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Computed words for a sentence that are no figure: a day, a name, a list of names."""

    text: str

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, {"type": "text", "text": self.text})


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: ``href`` is an address, or an anchor of the briefing (``#casualty-share``)."""

    text: str
    href: str

    def json(self) -> Json:
        return {"type": "link", "href": self.href, "text": self.text}

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, self.json())


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language; ``lang`` is its BCP 47 tag."""

    text: str
    lang: str

    def json(self) -> Json:
        return {"type": "foreign", "text": self.text, "lang": self.lang}


@dataclass(frozen=True)
class Card:
    """All there is to say of a figure or a verdict: in words, as a record, and in a frame in JupyterLab."""

    text: str
    record: Json
    html: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return bundle(self.text, self.record, self.html)


def joined(cells: Iterable[object], between: str) -> list:
    """Cells of a table as one cell, with these words between them; a cell is one item or a list of items."""
    items: list = []
    for cell in cells:
        items += [between] if items else []
        items += cell if isinstance(cell, list | tuple) else [cell]
    return items


def lines(rows: Iterable[tuple[str, str]]) -> str:
    """Terms and their texts, one a line."""
    return "\n".join(f"{term}: {shown}" for term, shown in rows)
