"""The executed notebook as one model of the briefing, and its rules."""
