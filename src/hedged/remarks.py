"""What a reader must know of a figure, printed right below the block in which the figure first stands.

These are its caveats and, in prose, that it is known through a single root; tables have a column for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hedged.blocks import (
    Block,
    CardBlock,
    ChartBlock,
    FigureBlock,
    FigureInline,
    Inline,
    Link,
    Record,
    RemarksBlock,
    TableBlock,
    Text,
    VerdictBlock,
    nodes,
)


def with_remarks(blocks: Iterable[Block], figures: Mapping[str, Record]) -> Iterator[Block]:
    """The blocks, each followed by the remarks on the figures that first stand in it; ``figures`` are those by id."""
    stood: set[str] = set()
    for block in blocks:
        yield block
        first = [figures[name] for name in dict.fromkeys(_standing_in(block)) if name not in stood]
        stood.update(figure["id"] for figure in first)
        if lines := tuple(_lines(block, first)):
            yield RemarksBlock(lines)


def _lines(block: Block, figures: Iterable[Record]) -> Iterator[tuple[Inline, ...]]:
    if isinstance(block, CardBlock):  # a card says all of it
        return
    # In a row of a table or a chart a figure goes by its label, in a sentence by its words.
    labelled = isinstance(block, TableBlock | ChartBlock)
    for figure in figures:
        if remarks := _on(figure, prose=not labelled):
            shown = figure["label" if labelled else "text"]
            yield Link(f"#{figure['id']}", (Text(shown),)), Text(f": {'; '.join(remarks)}.")


def _standing_in(block: Block) -> Iterator[str]:
    for node in nodes(block):
        match node:
            case FigureInline():
                yield node.id
            case FigureBlock() | CardBlock():
                yield node.figure["id"]
            case VerdictBlock():
                yield node.verdict["figure"]["id"]
            case ChartBlock():
                yield from (figure["id"] for figure in node.chart["figures"])


def _on(figure: Record, prose: bool) -> list[str]:
    remarks = list(figure["caveats"])
    if prose and figure["counts"] and figure["counts"]["one_root"]:
        remarks.append(f"known through one root: {figure['counts']['one_root']}")
    return remarks
