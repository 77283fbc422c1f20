"""The matrix of counts against bases, and the parts only it uses."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "chart": ["plane"],
    },
)
