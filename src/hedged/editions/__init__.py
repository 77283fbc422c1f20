"""Editions of a project: where it is, what it is made from, built, kept, put in place."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["briefing", "build", "files", "kept", "manifest", "project"],
    submod_attrs={
        "project": ["BRIEFING", "citation"],
    },
)
