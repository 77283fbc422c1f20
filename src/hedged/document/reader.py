"""The executed notebook, read into a Document; whatever the Document cannot hold is refused with notebook and cell.

A statement that the text does not use has a card too: the last cell shows the ledger, and what nothing else used is
kept behind the rest, so that every link from one statement to another leads to a card.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hedged.document import rules
from hedged.document.blocks import (
    Block,
    Heading,
    Inline,
    Record,
    TableBlock,
    Text,
    plain,
)
from hedged.document.model import Document, DocumentError, Meta
from hedged.document.payloads import RESERVED, Records
from hedged.document.printed import Placed, mentions
from hedged.document.prose import Grid, Prose
from hedged.document.remarks import with_remarks
from hedged.document.rules import Owners
from hedged.look import MIME


def read(notebook: Mapping[str, Any], meta: Meta) -> Document:
    """The Document of an executed notebook (nbformat 4 as JSON, ``{eval}`` results stored).

    Raises DocumentError, naming notebook and cell (counted from 1 over all cells), for
    whatever the Document cannot hold: foreign outputs, streams, HTML, expressions without
    a stored result, ids that stand for two things, links that lead nowhere.
    """
    return _Reader(meta).document(notebook)


class _Reader:
    """Reads one notebook from top to bottom; ``number`` is the cell being read."""

    def __init__(self, meta: Meta) -> None:
        self.meta = meta
        self.number = 0
        self.title: str | None = None
        self.level = 0
        self.prose: list[rules.ProseCell] = []
        self.records = Records(self.fault, lambda: self.number)

    def fault(self, message: str) -> DocumentError:
        return DocumentError(f"{self.meta.notebook}, cell {self.number}: {message}")

    def document(self, notebook: Mapping[str, Any]) -> Document:
        placed: list[Placed] = []
        for number, cell in _numbered(notebook):
            self.number = number
            placed += [(number, each) for each in self._cell(cell)]
        if self.title is None:
            raise DocumentError(f"{self.meta.notebook}: no title; begin the notebook with '# Title'")
        unused = self.records.unused()
        # Headings are named last: ids of figures are stable for ever, those of headings give way.
        named = (self._named(each) if isinstance(each, Heading) else each for _, each in placed)
        blocks = tuple(with_remarks(named, self.records.figures))
        for number, href in self.records.links:
            self.number = number
            if href[1:] not in self.records.anchors or href[1:] in RESERVED:
                raise self.fault(
                    f"the link {href} leads nowhere; no figure, verdict, heading, table or chart has this id"
                )
        if faults := [*self._unowned(placed, notebook), *rules.faults(self.prose, self.records.figures)]:
            raise DocumentError("\n".join(f"{self.meta.notebook}, cell {cell}: {message}" for cell, message in faults))
        printed = mentions(self.meta.notebook, placed, self.records.figures)
        return Document(self.title, self.meta, blocks, self.records.figures, self.records.verdicts, printed, unused)

    def _unowned(self, placed: list[Placed], notebook: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
        """The numbers that belong to nothing, each with its cell; what a cell's metadata allows is free."""
        allowed = {number: cell["metadata"].get("typed", ()) for number, cell in _numbered(notebook)}
        owners = Owners(self.records.figures, self.records.verdicts)
        for number, block in placed:
            yield from ((number, message) for message in owners.unowned(block, allowed[number]))

    # --- cells ---

    def _cell(self, cell: Record) -> list[Block]:
        source = "".join(cell["source"])
        match cell["cell_type"]:
            case "markdown":
                blocks = self._markdown(source, cell.get("metadata", {}))
            case "code":
                shown = map(self._output, cell.get("outputs", ()))
                blocks = [each for each in shown if each is not None]
            case other:
                raise self.fault(f"a cell of type {other}; cells are Markdown or code")
        if blocks and self.title is None:
            raise self.fault("something stands before the title; begin the notebook with '# Title'")
        return blocks

    def _markdown(self, source: str, metadata: Record) -> list[Block]:
        stored = iter(metadata.get("user_expressions", ()))
        prose = Prose(lambda expression: self._evaluated(expression, stored), self.fault)
        blocks: list[Block] = []
        own_id = metadata.get("id")
        for block in prose.blocks(source):
            if isinstance(block, Heading) and block.level == 0:
                self._entitle(block)
                continue
            if isinstance(block, Heading):
                block, own_id = self._heading(block, own_id), None
            elif isinstance(block, Grid):
                block, own_id = self._grid(block, own_id, metadata.get("title")), None
            blocks.append(block)
        if own_id is not None:
            raise self.fault(
                f"the id {own_id} in the cell's metadata names nothing; it belongs to a heading or a table"
            )
        if (left := next(stored, None)) is not None:
            raise self.fault(
                f"a stored result of {{eval}}`{left['expression']}` that the text no "
                "longer asks for; run the notebook again"
            )
        self.records.note_links(blocks)
        self.prose.append(rules.ProseCell(self.number, tuple(blocks), metadata.get("unattributed")))
        return blocks

    def _entitle(self, heading: Heading) -> None:
        if self.title is not None:
            raise self.fault("a second title; '#' is the briefing's title, sections begin with '##'")
        if not all(isinstance(each, Text) for each in heading.content) or not heading.content:
            raise self.fault(
                "a title that is more than plain text; it also names the file, the window and the citation"
            )
        self.title = plain(heading.content)

    def _heading(self, heading: Heading, own_id: str | None) -> Heading:
        if heading.level > self.level + 1:
            raise self.fault(
                f"a heading {'#' * (heading.level + 1)} below {'#' * (self.level + 1)}; "
                "levels follow one another without a gap"
            )
        if not heading.content:
            raise self.fault("an empty heading")
        self.level = heading.level
        if own_id is not None:
            self.records.claim(own_id, "a heading")
        return replace(heading, id=own_id or "")

    def _named(self, heading: Heading) -> Heading:
        if heading.id:
            return heading
        ascii_text = unicodedata.normalize("NFKD", plain(heading.content).casefold()).encode("ascii", "ignore")
        slug = "-".join(re.findall(r"[a-z0-9]+", ascii_text.decode())) or "section"
        name, count = slug, 1
        while name in self.records.anchors:
            count += 1
            name = f"{slug}-{count}"
        self.records.anchors[name] = "a heading"
        return replace(heading, id=name)

    def _grid(self, grid: Grid, own_id: str | None, title: str | None) -> TableBlock:
        if not own_id or not title:
            raise self.fault(
                "a Markdown table without name; give the cell's metadata an id and a "
                "title, or make the table in a code cell"
            )
        if not all(isinstance(each, Text) for name in grid.header for each in name):
            raise self.fault(f"table {own_id}: a column name that is more than plain text")
        columns = [
            {"name": plain(name), "align": "right" if right else "left"}
            for name, right in zip(grid.header, grid.right, strict=True)
        ]
        self.records.claim(own_id, "a table")
        return TableBlock(
            {"id": own_id, "title": title, "columns": columns, "rows": grid.rows, "notes": (), "sources": ()}
        )

    # --- results ---

    def _evaluated(self, expression: str, stored: Iterator[Record]) -> Inline:
        result = next(stored, None)
        if result is None or result["expression"].strip() != expression:
            raise self.fault(f"{{eval}}`{expression}` has no stored result; run the notebook first")
        answer = result["result"]
        if answer["status"] != "ok":
            raise self.fault(
                f"{{eval}}`{expression}` failed: {answer.get('ename', 'error')}: {answer.get('evalue', 'no message')}"
            )
        payload = answer["data"].get(MIME)
        if payload is None:
            kinds = ", ".join(answer["data"])
            raise self.fault(
                f"{{eval}}`{expression}` gave a value of an unknown kind ({kinds}); "
                "in a line stand figures, verdicts, days and names"
            )
        if payload.get("type") not in ("figure", "verdict", "text", "link"):
            raise self.fault(
                f"{{eval}}`{expression}` gave a {payload.get('type')}; in a line stand "
                "figures, verdicts, days and names, a code cell shows the rest"
            )
        return self.records.inline(payload)

    def _output(self, output: Record) -> Block | None:
        match output["output_type"]:
            case "stream":
                first, *_ = "".join(output["text"]).strip().splitlines() or [""]
                raise self.fault(
                    f"text written to {output['name']} ({first}); a briefing prints values, so end the cell with one"
                )
            case "error":
                raise self.fault(f"the cell failed: {output['ename']}: {output['evalue']}")
            case "display_data" | "execute_result":
                payload = output["data"].get(MIME)
            case other:
                raise self.fault(f"an output of an unknown type ({other})")
        if payload is None:
            kinds = ", ".join(output["data"])
            raise self.fault(
                f"output of an unknown kind ({kinds}); show a figure, a verdict, a table, a chart or a card"
            )
        return self.records.block(payload)


def _numbered(notebook: Mapping[str, Any]) -> Iterator[tuple[int, Record]]:
    """The cells by their numbers in the file, which each keeps: some are left out or put in for the run."""
    for position, cell in enumerate(notebook["cells"], start=1):
        yield cell["metadata"].get("hedged", {}).get("cell", position), cell
