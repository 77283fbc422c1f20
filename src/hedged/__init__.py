"""Reported figures with their hedges: from a ledger of statements to a briefing that can be followed to its sources."""

import logging

# On a new machine, or where HOME cannot be written, matplotlib says so on stderr, where a build takes every line
# for a fault. This must stand before matplotlib is imported, by whichever module comes first.
logging.getLogger("matplotlib").setLevel(logging.ERROR)
