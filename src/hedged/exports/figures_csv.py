"""``figures.csv``: the figures of an edition as one flat table, a row each, for a spreadsheet.

Numbers are decimals, shares as a share of 1; the exact readings stand beside them as intervals, such as
``(7/23, 3/7)``, since a spreadsheet takes a bare 3/7 for a day. No text of the ledger can start a formula: one
that a spreadsheet would calculate gets an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from hedged.numbers import Readings

Record = Mapping[str, Any]
Cell = str | int | float | None

# What begins a formula in a spreadsheet, wide forms included; at the start of a text, or where a reader that
# knows another separator or no quotes would start a new cell in the midst of it.
_FORMULA = re.compile(r"""(^|[;,|])(?=[\s"']*[=+\-@＝＋－＠])""")


def rows(content: Record) -> Iterator[dict[str, Cell]]:
    """The rows of the table by column, from the content of ``figures.json``, in its order."""
    for figure in content["figures"].values():
        yield {
            **{name: figure[name] for name in ("id", "label", "kind", "unit", "text", "hedge", "status")},
            **dict(cell for name in Readings.NAMES for cell in _reading(name, figure["readings"][name])),
            **_said(figure["said"], content),
            "statements": " ".join(figure["statements"]),
            **{name: (figure["counts"] or {}).get(name) for name in ("pages", "roots", "claimants")},
            "function": figure["function"],
            "formula": figure["formula"],
            "inputs": " ".join(figure["inputs"].values()),
            "verdicts": " ".join(figure["verdicts"]),
            "caveats": "; ".join(figure["caveats"]),
            "edition": content["edition"],
            "checksum": content["checksum"],
        }


def _reading(name: str, reading: Record | None) -> Iterator[tuple[str, Cell]]:
    decimals = reading["decimals"] if reading else {}
    for end in ("low", "best", "high"):
        yield f"{name}_{end}", decimals.get(end)
    for end in ("low_open", "high_open"):
        yield f"{name}_{end}", str(reading[end]).lower() if reading else None
    yield f"{name}_exact", _interval(reading) if reading else None


def _interval(reading: Record) -> str:
    low = "(-inf" if reading["low"] is None else f"{'(' if reading['low_open'] else '['}{reading['low']}"
    high = "inf)" if reading["high"] is None else f"{reading['high']}{')' if reading['high_open'] else ']'}"
    return f"{low}, {high}"


def _said(said: Record | None, content: Record) -> dict[str, Cell]:
    if said is None:
        return dict.fromkeys(("claimant", "said_on", "as_of"))
    return {
        "claimant": content["claimants"][said["claimant"]]["name"],
        "said_on": said["statement"].get("stated_on"),
        "as_of": said["statement"].get("as_of"),
    }


def harmless(text: str) -> str:
    """The text on one line, with an apostrophe before whatever a spreadsheet would calculate."""
    return _FORMULA.sub(r"\1'", " ".join(text.split()))


def table(content: Record) -> bytes:
    """``figures.csv`` from the content of ``figures.json``: UTF-8, commas, a heading and one line a figure."""
    written = io.StringIO()
    found = list(rows(content))
    writer = csv.DictWriter(written, list(found[0]) if found else (), lineterminator="\n")
    writer.writeheader()
    for row in found:
        writer.writerow({name: harmless(cell) if isinstance(cell, str) else cell for name, cell in row.items()})
    return written.getvalue().encode("utf-8")
