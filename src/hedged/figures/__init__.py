"""Figures with all that they rest on: reported, derived, counted; their verdicts, effects, cards and tables.

They know no ledger: what stands behind a reported figure is handed in, as an `Origin`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["effects"],
    submod_attrs={
        "derive": ["count", "derive"],
        "figure": ["DERIVED", "REPORTED", "Figure"],
        "origin": ["NOT_KNOWN", "Counts", "Origin", "counts"],
        "tables": ["Cell", "Foreign", "Table", "cell_json", "cell_text", "reported_by"],
        "verdict": ["Threshold", "Verdict"],
    },
)
