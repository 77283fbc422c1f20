"""Exact ranges of hedged numbers: quantities, hedges, functions, computation, verdicts, words."""
