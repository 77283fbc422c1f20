"""A day as it is typed and as folders are named for it: ISO 8601, with hyphens."""

from datetime import date


def day(text: str) -> date:
    """The day that is written so. Raises ValueError with what would be right: "no day; write it as 2025-07-05"."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValueError("no day; write it as 2025-07-05") from None
    if found.isoformat() != text:  # 20250705 and 2025-W27-6 are days to Python
        raise ValueError(f"no day; write it as {found}")
    return found
