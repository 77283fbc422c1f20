"""Exact ranges of hedged numbers: quantities, hedges and their readings, functions, computations, verdicts, words.

A number comes in as it was said ("about 4,000") and leaves as three ranges of exact fractions. Nothing here
knows who said it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["days", "functions", "hedges", "words"],
    submod_attrs={
        "computation": ["Computation", "DeriveError", "Leaf", "Node"],
        "days": ["Day"],
        "functions": ["Function", "difference", "multiple", "share", "total"],
        "hedges": ["HEDGES", "WORD_SHARES", "grain", "place_value", "readings"],
        "judgement": [
            "DEPENDS",
            "EITHER_WAY",
            "FAILS",
            "HOLDS",
            "SETTLED_ALREADY",
            "UNDETERMINED",
            "Judgement",
            "judge",
        ],
        "quantity": ["DIFFERENCE", "MULTIPLE", "PERSONS", "SHARE", "Quantity", "Readings", "exactly", "natural_bounds"],
        "tipping": ["Swing", "TippingPoint", "held_at", "sensitivity"],
        "words": ["READINGS", "listed", "of_day"],
    },
)
