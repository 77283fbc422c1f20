"""Questions to a ledger: shares, history, contradictions, forecasts, relays, portions, recurrence."""
