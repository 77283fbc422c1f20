"""Editions: built, kept, named by their sums, verified."""
