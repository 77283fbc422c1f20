"""The figures and sources of an edition for others: figures.json, CSV, citations; loaded back, and what changed."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["bibliography", "changes", "figures_csv", "figures_json", "schema"],
    submod_attrs={
        "bibliography": ["Item", "inverted"],
        "changes": ["KINDS", "Change"],
        "figures_json": ["Lineage"],
        "loaded": ["Loaded", "LoadError", "load"],
        "succession": ["Succession"],
        "written": ["NAMING_DIGITS", "json_bytes"],
    },
)
