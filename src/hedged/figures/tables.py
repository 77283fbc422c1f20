"""Tables: title, columns, rows, notes and sources as one thing.

A cell is words, a figure, a verdict, a link, words in another language, or a list of
these. Figures and verdicts stay what they are down to the page: they are never turned into
text on the way. Every table names its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hedged.errors import HedgedError
from hedged.figures.figure import Figure
from hedged.figures.verdict import Verdict
from hedged.look import Bundle, Foreign, Json, Link, Phrase, bundle, joined, outputs

Inline = str | Phrase | Figure | Verdict | Link | Foreign
Cell = Inline | Sequence[Inline]


def inline_json(item: Inline) -> str | Json:
    """One inline item as its record. Raises ``HedgedError`` for anything that is none."""
    match item:
        case str():
            return item
        case Phrase():
            return item.text
        case Figure():
            return {"type": "figure", "text": item.text, "figure": item.json()}
        case Verdict():
            return {"type": "verdict", "text": item.text, "verdict": item.json()}
        case Link() | Foreign():
            return item.json()
    raise HedgedError(f"a cell cannot hold {item!r}; it holds words, figures, verdicts, links, or a list of these")


def cell_json(cell: Cell) -> list[str | Json]:
    """A cell as a list of inline records."""
    items = cell if isinstance(cell, list | tuple) else [cell]
    return [inline_json(item) for item in items]


def cell_text(cell: Cell) -> str:
    """A cell as plain words."""
    items = cell if isinstance(cell, list | tuple) else [cell]
    return "".join(getattr(item, "text", item) for item in items)


@dataclass(frozen=True)
class Table:
    """A table; ``columns`` maps each heading to ``"left"`` or ``"right"``."""

    id: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]
    sources: Sequence[Cell]
    notes: Sequence[Cell] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise HedgedError(
                    f"table {self.id}: row {number} has {len(row)} cells, the table {len(self.columns)} columns"
                )
        if not self.sources:
            raise HedgedError(f"table {self.id} names no sources")

    def json(self) -> Json:
        return {
            "id": self.id,
            "title": self.title,
            "columns": [{"name": name, "align": align} for name, align in self.columns.items()],
            "rows": [[cell_json(cell) for cell in row] for row in self.rows],
            "notes": [cell_json(note) for note in self.notes],
            "sources": [cell_json(source) for source in self.sources],
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        rows = [[cell_text(cell) for cell in row] for row in self.rows]
        text = "\n".join([self.title, *(" | ".join(line) for line in (self.columns, *rows))])
        record = self.json()
        return bundle(text, {"type": "table", "table": record}, outputs.table(record))


def reported_by(figures: Iterable[Figure]) -> list[Inline]:
    """The line of sources for reported figures: their claimants, each linked to one of its figures here."""
    leaves = [leaf for figure in figures for leaf in figure.sources() if leaf.evidence is not None]
    first_of = {leaf.evidence.claimant.short_name: leaf.id for leaf in reversed(leaves)}
    linked = (Link(name, f"#{figure_id}") for name, figure_id in sorted(first_of.items()))
    return ["As reported by ", *joined(linked, ", "), "; the words and pages stand on the card of each figure."]
