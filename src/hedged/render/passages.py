"""Running text with the remarks on its figures: which of them a wide page sets beside which paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from hedged.render.view import extent, nodes


def passages(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks, running text with the remarks on it beside it where a wide page has the room."""
    running: list[dict[str, Any]] = []
    for block in blocks:
        if block["kind"] in ("paragraph", "list", "quote"):
            running.append(block)
            continue
        if block["kind"] == "remarks" and running:
            yield from _beside(block, running)
        else:
            yield from (*running, block)
        running = []
    yield from running


def _beside(remarks: dict[str, Any], running: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Running text as passages that each have the remarks on their own figures, where these end before the text does."""
    if _height(remarks["lines"], *_REMARK) > _height(running, *_TEXT):
        yield from (*running, remarks)
        return
    printed = [_targets(block) for block in running]
    lines: list[list[Any]] = [[] for _ in running]
    for line in remarks["lines"]:
        first = next((at for at, names in enumerate(printed) if names & _targets(line)), -1)
        lines[first].append(line)
    starts = sorted({0, *(at for at, own in enumerate(lines) if own)})
    for start, end in zip(starts, (*starts[1:], len(running)), strict=True):
        blocks, own = running[start:end], lines[start]
        yield from [{"kind": "passage", "blocks": blocks, "remarks": {**remarks, "lines": own}}] if own else blocks


def _targets(value: Any) -> set[str]:
    """The ids that some blocks or inlines lead to."""
    return {node.get("id") or node["href"][1:] for node in nodes(value) if node["kind"] in ("figureref", "link")}


# The letters of a line, and the heights of a line and of the space behind its paragraph, in rem: briefing.css has them.
_TEXT, _REMARK = (72, 1.52, 0.84), (44, 1.1, 0.45)


def _height(parts: list[Any], letters: int, line: float, space: float) -> float:
    """About how high some paragraphs or remarks stand on a wide page, in rem."""
    return sum(ceil(extent(part) / letters) * line + space for part in parts)
