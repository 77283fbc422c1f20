"""What a ledger's rows must be, each alone, beside one another, against their days, their log and their own words."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["between", "dates", "log", "phrases", "rows"],
    submod_attrs={
        "languages": ["LANGUAGES"],
        "log": ["shown"],
        "phrases": ["Place", "places"],
    },
)
