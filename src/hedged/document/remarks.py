"""What a reader must know of a figure, printed right below the passage, table or chart in which it first stands.

These are its caveats and, in prose, that it is known through a single root; tables have a column for that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import groupby

from hedged.document.blocks import (
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

#: So many computed figures of a table or chart are named one by one; a remark on all of more says so.
_FEW = 2


def with_remarks(blocks: Iterable[Block], figures: Mapping[str, Record]) -> Iterator[Block]:
    """The blocks, each passage, table or chart followed by the remarks on the figures that first stand in it.

    A passage is running text without anything else in between. ``figures`` are those of the Document by id.
    """
    stood: set[str] = set()
    for running, passage in groupby(blocks, key=lambda block: isinstance(block, _RUNNING)):
        for part in [tuple(passage)] if running else ((block,) for block in passage):
            yield from part
            standing = [figures[name] for name in dict.fromkeys(_standing_in(part))]
            if lines := tuple(_lines(part[-1], standing, stood)):
                yield RemarksBlock(lines)
            stood.update(figure["id"] for figure in standing)


def _lines(block: Block, standing: Iterable[Record], stood: Set[str]) -> Iterator[tuple[Inline, ...]]:
    """A line for each group of figures that share remarks, so that none is said twice below one block.

    ``standing`` are the figures in the block, ``stood`` the ids of those that stood somewhere before.
    """
    if isinstance(block, CardBlock):  # a card says all of it
        return
    labelled = isinstance(block, TableBlock | ChartBlock)
    figures = {figure["id"]: figure for figure in standing}
    sharing = defaultdict(list)
    for name, figure in figures.items():
        if name not in stood:
            for remark in _on(figure, prose=not labelled):
                sharing[remark].append(name)
    lines = defaultdict(list)
    for remark, names in sharing.items():
        lines[tuple(names)].append(remark)
    words = Counter(figure["text"] for figure in figures.values())
    computed = [figure for figure in figures.values() if figure["kind"] == "derived"]
    for names, remarks in lines.items():
        on_all = len(names) > _FEW and all({*remarks} <= {*figure["caveats"]} for figure in computed)
        if labelled and on_all and all(figures[name] in computed for name in names):
            yield (Text(f"All computed figures here: {'; '.join(remarks)}."),)
            continue
        after = {len(names) - 1: ": ", len(names) - 2: " and "}
        linked = []
        for place, name in enumerate(names):
            # Words are what the eye finds again; a count, or words that stand twice, need the label.
            apart = words[figures[name]["text"]] == 1 and figures[name]["kind"] != "counted"
            shown = figures[name]["text" if apart or not labelled else "label"]
            linked += [Link(f"#{name}", (Text(shown),)), Text(after.get(place, ", "))]
        yield *linked, Text(f"{'; '.join(remarks)}.")


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
