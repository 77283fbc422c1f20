"""A Document as HTML and as PDF, and both read back."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["html", "pdf", "readback"],
)
