"""Figures with lineage: reported, derived, counted; thresholds, verdicts, tables, cards."""
