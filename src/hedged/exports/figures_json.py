"""``figures.json``: every figure and verdict of a briefing, for other programs and for `hedged show`.

`hedged.exports.schema` says what it holds, and its JSON Schema is written from the classes there. A reported figure
carries its row of the ledger, so that `hedged.load` makes of each figure one that computes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from hedged.exports import schema

Record = Mapping[str, Any]


def contents(document: Any) -> dict[str, Any]:
    """The content of ``figures.json`` from a Document.

    Raises ValueError where a record does not hold what the schema asks for.
    """
    meta, figures, verdicts = document.meta, document.figures, document.verdicts
    said = [record["evidence"] for record in figures.values() if record["evidence"] is not None]
    lineage = Lineage(figures, verdicts)
    content = {
        "$schema": schema.FILE,
        "schema_version": schema.VERSION,
        "title": document.title,
        "edition": meta.edition.isoformat(),
        "checksum": meta.checksum,
        "ledger_sha256": meta.ledger_sha256,
        "parameters": dict(meta.parameters),
        "figures": {name: _figure(record, lineage) | _printed(document, name) for name, record in figures.items()},
        "verdicts": {name: _verdict(record) | _printed(document, name) for name, record in verdicts.items()},
        "claimants": {each["claimant"]["claimant_id"]: _kept(schema.Claimant, each["claimant"]) for each in said},
        "pages": {page["source_id"]: _kept(schema.Page, page) for each in said for page in each["pages"]},
    }  # fmt: skip
    return schema.FiguresFile.model_validate(content).model_dump(mode="json", by_alias=True)


def _kept(part: type[schema.Part], record: Record) -> dict[str, Any]:
    """What the class of the schema knows of a record."""
    return {key: record[key] for key in part.model_fields if key in record}


def _figure(record: Record, lineage: Lineage) -> dict[str, Any]:
    name = record["id"]
    return {
        **_kept(schema.Figure, record),
        "readings": {reading: _reading(each) for reading, each in record["readings"].items()},
        "inputs": {argument: given["id"] for argument, given in record["inputs"].items()},
        "statements": lineage.statements(name),
        "pages": lineage.pages(name),
        "verdicts": lineage.verdicts(name),
        "said": _said(record["evidence"]),
    }


def _reading(record: Record | None) -> dict[str, Any] | None:
    if record is None:
        return None
    decimals = {end: _decimal(record[end]) for end in schema.Decimals.model_fields}
    return {**_kept(schema.Reading, record), "decimals": decimals}


def _decimal(exact: str | None) -> int | float | None:
    """A fraction as the nearest decimal; a whole number stays one."""
    if exact is None:
        return None
    value = Fraction(exact)
    return int(value) if value.denominator == 1 else float(value)


def _said(evidence: Record | None) -> dict[str, Any] | None:
    if evidence is None:
        return None
    return {
        "claimant": evidence["claimant"]["claimant_id"],
        "statement": {column: cell for column, cell in evidence["statement"].items() if cell is not None},
        "reports": [
            {**_kept(schema.Report, page), "page": page["source_id"]} for page in evidence["pages"]
        ],
        "roots": evidence["roots"],
        "roots_known": evidence["roots_known"],
    }  # fmt: skip


def _printed(document: Any, name: str) -> dict[str, Any]:
    printed = [asdict(mention) for mention in document.mentions.get(name, ())]
    return {"mentions": printed, "headline": name in document.headlines}


def _verdict(record: Record) -> dict[str, Any]:
    tipping = [_kept(schema.TippingPoint, point) for point in record["tipping"]]
    return {**_kept(schema.Verdict, record), "figure": record["figure"]["id"], "tipping": tipping}


def read(report: Path) -> dict:
    """``figures.json`` of a built report; without figures and verdicts where there is none that fits its schema."""
    built = stored(report)
    try:
        schema.FiguresFile.model_validate(built)
    except ValueError:
        return {"figures": {}, "verdicts": {}}
    return built


def stored(report: Path) -> dict:
    """The same as it is stored, by whatever version; without figures and verdicts where it is no such file."""
    try:
        built = json.loads((report / "figures.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        built = None
    sound = isinstance(built, dict) and all(isinstance(built.get(key), dict) for key in ("figures", "verdicts"))
    return built if sound else {"figures": {}, "verdicts": {}}


class Lineage:
    """The lineage of the figures and verdicts of one Document, from their records by id."""

    def __init__(self, figures: Mapping[str, Record], verdicts: Mapping[str, Record]) -> None:
        self._figures = figures
        self._verdicts: dict[str, list[str]] = {name: [] for name in figures}
        for verdict in verdicts.values():
            for name in dict.fromkeys(self._below(verdict["figure"]["id"])):
                self._verdicts[name].append(verdict["id"])

    def _below(self, name: str) -> Iterator[str]:
        yield name
        for given in self._figures[name]["inputs"].values():
            yield from self._below(given["id"])

    def statements(self, name: str) -> list[str]:
        """The reported figures at the leaves of a figure's formula."""
        return [each for each in dict.fromkeys(self._below(name)) if self._figures[each]["evidence"] is not None]

    def pages(self, name: str) -> list[str]:
        """The pages that printed these."""
        printed = (self._figures[each]["evidence"]["pages"] for each in self.statements(name))
        return list(dict.fromkeys(page["source_id"] for pages in printed for page in pages))

    def verdicts(self, name: str) -> list[str]:
        """The verdicts that rest on a figure, directly or through what is derived from it."""
        return self._verdicts[name]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of ``figures.json``, draft 2020-12."""
    written = schema.FiguresFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_tidied(written)}


def _tidied(part: Any) -> Any:
    """A part without the titles that only repeat a key, its descriptions on one line, its ids held to their pattern."""
    if isinstance(part, list):
        return [_tidied(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _tidied(each) for key, each in part.items() if not (key == "title" and isinstance(each, str))}
    if isinstance(kept.get("description"), str):
        kept["description"] = " ".join(kept["description"].split())
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept
