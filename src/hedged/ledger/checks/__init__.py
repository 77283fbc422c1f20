"""The checks of a ledger beyond single cells."""
