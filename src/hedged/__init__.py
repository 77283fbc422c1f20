"""Reported figures with their hedges: from a ledger of statements to a briefing that can be followed to its sources."""
