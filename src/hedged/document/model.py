"""The finished briefing as one model: what both renderers, and nothing else, print.

Both renderers read ``Document.json()``; nothing they print comes from anywhere else.

Within another record a figure is named, not repeated: id, label and text; the whole of it stands once, among the
Document's figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hedged.document.blocks import (
    Block,
    FigureInline,
    Heading,
    ItemList,
    Paragraph,
    Record,
    VerdictInline,
    nodes,
)
from hedged.document.printed import Mention
from hedged.errors import HedgedError
from hedged.numbers import Day, words


class DocumentError(HedgedError):
    """Something in the executed notebook that the Document cannot hold."""


@dataclass(frozen=True)
class Meta:
    """What the build knows and the notebook does not say of itself.

    ``edition`` is the day as known on which the briefing stands, ``parameters`` what
    the notebook was run with, ``notebook`` its file name (for messages and the colophon).
    ``checksum`` is the one sum over all that the edition is made from, ``ledger_sha256`` that over the
    ledger's tables, 64 hex digits each, empty for a Document made by hand; ``names`` are the authors as
    CSL has them, ``url`` and ``doi`` lead to the briefing, empty while there are none, ``license`` is its
    name in SPDX. ``kept`` is whether it is made for ``report/editions/``, below the current edition.
    """

    edition: date
    authors: tuple[str, ...]
    version: str
    parameters: Mapping[str, str]
    notebook: str
    checksum: str = ""
    ledger_sha256: str = ""
    names: tuple[Mapping[str, str], ...] = ()
    url: str = ""
    doi: str = ""
    license: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Document:
    """The briefing: ``figures`` and ``verdicts`` by id, in order of first appearance.

    ``figures`` holds every figure printed, drawn or judged, and every input of these. Within another
    record a figure is named by its id, label and text. ``mentions`` says for each figure and verdict by
    id where it is printed, in reading order. ``unused`` are the statements that the text does not use
    and that have a card nevertheless; they stand last among the figures.
    """

    title: str
    meta: Meta
    blocks: tuple[Block, ...]
    figures: Mapping[str, Record] = field(default_factory=dict)
    verdicts: Mapping[str, Record] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    language: str = "en"

    @property
    def lead(self) -> int:
        """How many blocks stand before the second section: the answer in short, ahead of the contents."""
        sections = [at for at, block in enumerate(self.blocks) if isinstance(block, Heading) and block.level == 1]
        return sections[1] if len(sections) > 1 else len(self.blocks)

    @cached_property
    def headlines(self) -> frozenset[str]:
        """The ids of the figures and verdicts that a sentence of the answer in short prints."""
        sentences = [block for block in self.blocks[: self.lead] if isinstance(block, Paragraph | ItemList)]
        return frozenset(each.id for each in nodes(sentences) if isinstance(each, FigureInline | VerdictInline))

    @property
    def newest(self) -> dict[str, str] | None:
        """The day of the statement said last, and in words who said something then; None where none has a day.

        A month counts as its first day, as everywhere.
        """
        dated = [
            (Day.parse(said["statement"]["stated_on"]), said["claimant"]["short_name"])
            for said in (figure["evidence"] for figure in self.figures.values())
            if said and said["statement"]["stated_on"]
        ]
        if not dated:
            return None
        last = max(day for day, _ in dated)
        return {"said_on": last.text, "by": words.listed(sorted({who for day, who in dated if day == last}))}

    def json(self) -> dict[str, Any]:
        """The whole Document as dicts, lists, strings and numbers.

        Each block and inline carries its ``kind``: heading, paragraph, list, quote,
        table, chart, verdict, card, figure; text, emphasis, strong, code, link,
        figureref, verdictref, foreign, break.
        """
        return {**_plain(self), "lead": self.lead, "newest": self.newest}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):  # nearly all there is
        return value
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        kind = getattr(type(value), "kind", None)
        return named if kind is None else {"kind": kind, **named}
    return value.isoformat()  # a day
