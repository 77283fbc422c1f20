"""A Document as the page's template is given it, in dicts and lists, walked in reading order."""

from __future__ import annotations

from collections.abc import Iterator
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
