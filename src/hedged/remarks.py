"""What a reader must know of a figure, printed right below the passage, table or chart in which it first stands.

These are its caveats and, in prose, that it is known through a single root; tables have a column for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby

from hedged.blocks import (
    Block,
    CardBlock,
    ChartBlock,
    FigureBlock,
    FigureInline,
    Inline,
    ItemList,
    Link,
    Paragraph,
    Quote,
    Record,
    RemarksBlock,
    TableBlock,
    Text,
    VerdictBlock,
    nodes,
)

#: Blocks of running text: their remarks wait for the end of the passage, so that it can be read in one go.
_RUNNING = (Paragraph, ItemList, Quote)


def with_remarks(blocks: Iterable[Block], figures: Mapping[str, Record]) -> Iterator[Block]:
    """The blocks, each passage, table or chart followed by the remarks on the figures that first stand in it.

    A passage is running text without anything else in between. ``figures`` are those of the Document by id.
    """
    stood: set[str] = set()
    for running, passage in groupby(blocks, key=lambda block: isinstance(block, _RUNNING)):
        for part in [tuple(passage)] if running else ((block,) for block in passage):
            yield from part
            first = [figures[name] for name in dict.fromkeys(_standing_in(part)) if name not in stood]
            stood.update(figure["id"] for figure in first)
            if lines := tuple(_lines(part[-1], first)):
                yield RemarksBlock(lines)


def _lines(block: Block, figures: Iterable[Record]) -> Iterator[tuple[Inline, ...]]:
    """A line for each group of figures that share remarks, so that none is said twice below one block."""
    if isinstance(block, CardBlock):  # a card says all of it
        return
    labelled = isinstance(block, TableBlock | ChartBlock)
    named, sharing = {}, defaultdict(list)
    for figure in figures:
        named[figure["id"]] = figure
        for remark in _on(figure, prose=not labelled):
            sharing[remark].append(figure["id"])
    lines = defaultdict(list)
    for remark, names in sharing.items():
        lines[tuple(names)].append(remark)
    for names, remarks in lines.items():
        shown = _shown([named[name] for name in names]) if labelled else "text"
        after = {len(names) - 1: ": ", len(names) - 2: " and "}
        linked = (
            (Link(f"#{name}", (Text(named[name][shown]),)), Text(after.get(place, ", ")))
            for place, name in enumerate(names)
        )
        yield *chain.from_iterable(linked), Text(f"{'; '.join(remarks)}.")


def _shown(figures: list[Record]) -> str:
    """What figures of a table or chart go by: several by their words, as in a sentence, if these tell them apart."""
    words = {figure["text"] for figure in figures if figure["kind"] != "counted"}
    return "text" if 1 < len(figures) == len(words) else "label"


def _standing_in(blocks: tuple[Block, ...]) -> Iterator[str]:
    for node in nodes(blocks):
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
