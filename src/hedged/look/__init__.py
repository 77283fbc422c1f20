"""How things look everywhere: tokens, fonts, drawings, and what a value shows in JupyterLab."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=["fonts", "outputs", "tokens"],
    submod_attrs={
        "display": ["MIME", "SLUG", "Bundle", "Card", "Foreign", "Json", "Link", "Phrase", "bundle", "joined", "lines"],
        "drawing": ["drawing", "picture", "unlinked"],
        "faces": ["font_faces"],
        "fonts": ["SIGNS", "RenderError", "font_files", "width_em"],
        "tokens": [
            "ANNEX",
            "CHART_SMALL_PT",
            "CHART_TEXT_PT",
            "DARK",
            "FACES",
            "LEADING",
            "LEDGER",
            "LIGHT",
            "SCALE",
            "SERIES",
            "SHAPES",
            "SHORT",
        ],
    },
)
