"""Questions to a ledger, one kind a module; each is a small function over any ledger of this form."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["compare", "forecasts", "history", "loose_hedges", "portions", "recurrence", "relays", "shares"],
    submod_attrs={
        "compare": ["Contradiction", "who_and_when"],
        "history": ["Stand"],
        "relays": ["UNCHANGED", "Relay"],
    },
)
