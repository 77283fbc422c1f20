"""Whether what stands is what the sources build, and where it differs first, in words."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["kept_editions", "silent", "verified"],
)
