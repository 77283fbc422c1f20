"""Reported figures with their hedges: from a ledger of statements to a briefing that can be followed to its sources."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from hedged.exports.loaded import Loaded

# On a new machine, or where HOME cannot be written, matplotlib says so on stderr, where a build takes every line
# for a fault. This must stand before matplotlib is imported, by whichever module comes first.
logging.getLogger("matplotlib").setLevel(logging.ERROR)


def load(path: Path | str) -> Loaded:
    """The figures of a built report by id, from its ``figures.json``: `hedged.loaded.Loaded`.

    Raises `hedged.loaded.LoadError` where the file cannot be read or is not the ``figures.json`` of a report.
    """
    from hedged.exports.loaded import Loaded  # so that importing hedged stays quick

    return Loaded(path)
