"""What rests on what: the statements and pages below a figure, the verdicts above it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]


class Lineage:
    """The lineage of the figures and verdicts of one Document, from their records by id."""

    def __init__(self, figures: Mapping[str, Record], verdicts: Mapping[str, Record]) -> None:
        self._figures = figures
        self._verdicts: dict[str, list[str]] = {name: [] for name in figures}
        for verdict in verdicts.values():
            for name in dict.fromkeys(self._below(verdict["figure"]["id"])):
                self._verdicts[name].append(verdict["id"])

    def _below(self, name: str) -> Iterator[str]:
        yield name
        for given in self._figures[name]["inputs"].values():
            yield from self._below(given["id"])

    def statements(self, name: str) -> list[str]:
        """The reported figures at the leaves of a figure's formula."""
        return [each for each in dict.fromkeys(self._below(name)) if self._figures[each]["evidence"] is not None]

    def pages(self, name: str) -> list[str]:
        """The pages that printed these."""
        printed = (self._figures[each]["evidence"]["pages"] for each in self.statements(name))
        return list(dict.fromkeys(page["source_id"] for pages in printed for page in pages))

    def verdicts(self, name: str) -> list[str]:
        """The verdicts that rest on a figure, directly or through what is derived from it."""
        return self._verdicts[name]
