"""A Document as the page's template is given it, in dicts and lists: walked in reading order, remarks set beside their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every block and inline in reading order; records hold figures, but no text of the page."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict):
        if isinstance(value.get("kind"), str) and "readings" not in value:
            yield value
        for name in ("content", "blocks", "items", "headline", "table", "chart", "rows", "sources", "notes"):
            if name in value and not isinstance(value[name], str):
                yield from nodes(value[name])


def plain(content: list[dict[str, Any]]) -> str:
    """The words of some inlines."""
    return "".join(plain(each["content"]) if "content" in each else each.get("text", " ") for each in content)


def extent(value: Any) -> int:
    """The letters of some blocks or inlines."""
    return sum(len(node.get("text", "")) for node in nodes(value))


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
