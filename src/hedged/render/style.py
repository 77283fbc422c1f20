"""The one style sheet of the page, and the policy that lets no other style in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from hedged.look import DARK, FACES, LEADING, LIGHT, SCALE, SIGNS, font_faces

_RULES = Path(__file__).with_name("templates") / "briefing.css"

# Where the system decides the colours, ours step back; what is drawn stays told apart by shape.
_FORCED = {
    **dict.fromkeys(LIGHT, "CanvasText"),
    **dict.fromkeys(("paper", "panel"), "Canvas"),
    **dict.fromkeys(("grid", "accent-mid", "accent-pale"), "GrayText"),
    "accent": "LinkText",
}

# After the families of the page: what a system without them, or a script they lack, falls to.
_STACKS = {
    "serif": f'"{FACES["serif"]}", "{FACES["hangul"]}", "{SIGNS}", Charter, "Palatino Linotype", serif',
    "sans": f'"{FACES["sans"]}", "{FACES["hangul"]}", "{SIGNS}", "Segoe UI", "Helvetica Neue", sans-serif',
}


def style_sheet(text: str, emphasised: str = "") -> str:
    """Faces for the characters of ``text``, those of ``emphasised`` in italics too, the tokens as custom properties, and the rules of the page."""
    sizes = {name: f"{size}rem" for name, size in SCALE.items()}
    paints = (f".{name}-fill{{fill:var(--{name})}} .{name}-stroke{{stroke:var(--{name})}}" for name in LIGHT)
    return "\n".join(
        (
            font_faces("".join(sorted(set(text) - set("\n"))), emphasised=emphasised),
            _properties({**LIGHT, **_STACKS, **sizes, "leading": str(LEADING)}),
            f"@media screen and (prefers-color-scheme: dark){{{_properties(DARK)}}}",
            f"@media (forced-colors: active){{{_properties(_FORCED)}}}",
            *paints,
            _RULES.read_text(encoding="utf-8"),
        )
    )


def policy(style: str) -> str:
    """The Content-Security-Policy of a page with this style: nothing runs, nothing is fetched."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _properties(values: Mapping[str, str]) -> str:
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in values.items()) + "}"
