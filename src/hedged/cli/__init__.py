"""The command ``hedged``: what is asked, and what is printed."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "main": ["main"],
    },
)
