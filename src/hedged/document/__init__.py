"""The executed notebook as one model of the briefing, its rules, and how it is cited."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["cite"],
    submod_attrs={
        "blocks": [
            "Block",
            "CardBlock",
            "ChartBlock",
            "FigureBlock",
            "FigureInline",
            "Heading",
            "Inline",
            "Link",
            "Paragraph",
            "Record",
            "TableBlock",
            "Text",
            "VerdictBlock",
            "VerdictInline",
            "nodes",
            "plain",
        ],
        "cite": ["Cited"],
        "model": ["Document", "DocumentError", "Meta"],
        "reader": ["read"],
    },
)
