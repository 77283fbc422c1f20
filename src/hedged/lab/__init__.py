"""What people do in Jupyter: the what-if panel, its chart, and the exporters of nbconvert."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "panel": ["bench"],
        "tipping_chart": ["tipping"],
    },
)
