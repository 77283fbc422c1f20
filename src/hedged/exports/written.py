"""How the files for others are written: JSON in one form, and a sum shortened where it names an edition.

Alone, because a build that finds nothing to do needs this and no more: what stands behind it must load at once.
"""

import json

NAMING_DIGITS = 12
"""So many digits of an edition's checksum name it in words: enough that no two editions share them."""


def json_bytes(data: object) -> bytes:
    """JSON as this project writes it: keys in order, readable, UTF-8, a line feed at the end."""
    return (json.dumps(data, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
