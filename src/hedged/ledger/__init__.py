"""The tables of a ledger, read strictly, checked, and as known on a day."""
