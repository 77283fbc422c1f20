"""Running a notebook, in a process of its own, and the rules its cells keep."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["loose"],
    submod_attrs={
        "file": ["NotebookError", "load", "parsed", "unreasoned"],
        "rules": ["Fault", "check", "check_meaning", "check_stored"],
        "run": ["execute", "run"],
    },
)
