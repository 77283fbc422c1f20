"""Reported figures with their hedges: from a ledger of statements to a briefing that can be followed to its sources.

The names below are all that a notebook or a script needs; each is loaded when it is first used, so that
``import hedged`` is quick. Questions to a ledger are in `hedged.analysis`, one function for one kind of chart in
`hedged.charts`.
"""

import logging

import lazy_loader

# On a new machine, or where HOME cannot be written, matplotlib says so on stderr, where a build takes every line
# for a fault. This must stand before matplotlib is imported, by whichever module comes first.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["analysis", "charts"],
    submod_attrs={
        "exports": ["load"],
        "figures": ["Figure", "Foreign", "Table", "Threshold", "count", "derive", "effects", "reported_by"],
        "lab": ["bench", "tipping"],
        "ledger": ["Ledger"],
        "look": ["Link", "Phrase", "joined"],
        "numbers": ["HEDGES", "difference", "listed", "multiple", "of_day", "readings", "share", "total"],
    },
)
