"""``figures.json``: every figure and verdict of a briefing, for other programs and for `hedged show`.

Readings are fractions as text ("4/11"), open ends said; an end that is null is unbounded. Inputs are
named by their ids and stand in the same file, a reported one with its claimant, day and roots.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]


def contents(title: str, edition: str, parameters: Mapping[str, str], figures: Mapping[str, Record],
             verdicts: Mapping[str, Record]) -> dict:  # fmt: skip
    """The content of ``figures.json`` from the records of a Document, by id."""
    return {
        "title": title,
        "edition": edition,
        "parameters": dict(parameters),
        "figures": {name: _figure(record) for name, record in figures.items()},
        "verdicts": {name: _verdict(record) for name, record in verdicts.items()},
    }


def _figure(record: Record) -> dict:
    kept = ("id", "label", "unit", "kind", "text", "hedge", "status", "readings", "caveats", "formula")
    return {
        **{key: record[key] for key in kept},
        "inputs": {name: given["id"] for name, given in record["inputs"].items()},
        "said": _said(record["evidence"]),
    }


def _said(evidence: Record | None) -> dict | None:
    if evidence is None:
        return None
    return {
        "claimant": evidence["claimant"]["name"],
        "standing": evidence["claimant"]["standing"],
        "said_on": evidence["said_on"],
        "as_of": evidence["as_of"],
        "pages": [page["source_id"] for page in evidence["pages"]],
        "roots": evidence["roots"],
        "roots_known": evidence["roots_known"],
    }


def _verdict(record: Record) -> dict:
    return {**{key: value for key, value in record.items() if key != "figure"}, "figure": record["figure"]["id"]}


def read(report: Path) -> dict:
    """``figures.json`` of a built report; without figures and verdicts where there is none."""
    try:
        built = json.loads((report / "figures.json").read_bytes())
    except (OSError, ValueError):
        built = None
    sound = isinstance(built, dict) and all(isinstance(built.get(key), dict) for key in ("figures", "verdicts"))
    return built if sound else {"figures": {}, "verdicts": {}}
