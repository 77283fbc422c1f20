"""One function for one kind of chart; every range and open end is drawn.

Claimants differ by shape and label as well as by colour. What all charts share, and what none may leave out, is in
``chart``; ``canvas`` has what they are drawn with.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "canvas": ["STYLE", "canvas_of", "margins", "put_key", "widest"],
        "chart": ["Chart", "chart_of", "told"],
        "gaps": ["against", "gaps"],
        "lanes": ["lanes"],
        "marks": ["marks"],
        "path": ["path"],
        "plane": ["plane"],
        "ranges": ["bar_handle", "ranges"],
        "timeline": ["timeline"],
    },
)
