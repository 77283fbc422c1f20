"""The codebook and the data package, written from the record classes and the rows.

``data/README.md`` is prose by hand with generated tables between markers; ``data/datapackage.json``
describes the same columns for machines (Frictionless Data Package, version 2). Both follow
from `hedged.ledger.records`, so that neither can say anything else than the reading does.
"""

import json
import re
from pathlib import Path
from typing import Any

from hedged.errors import HedgedError
from hedged.ledger.cells import Column
from hedged.ledger.ledger import Ledger
from hedged.ledger.records import TABLES, Record

#: Columns whose words are too many for one cell; each has a table of its own.
OWN_TABLE = ("measure", "status")
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {"url": "text", "day": "date"}


class CodebookError(HedgedError):
    """The codebook lacks something that the generated parts need."""


def generated(project: Path, ledger: Ledger) -> dict[Path, str]:
    """The files below ``project`` that follow from the record classes and its ledger, with their texts.

    Raises CodebookError where the codebook has no title or no place for a generated table.
    """
    readme = project / "data" / "README.md"
    try:
        text = readme.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CodebookError(f"{readme}: no such file; the codebook belongs there") from None
    for name, block in _blocks(ledger).items():
        text = _replaced(text, name, block, readme)
    package = json.dumps(_package(text, readme), ensure_ascii=False, indent=2) + "\n"
    return {readme: text, project / "data" / "datapackage.json": package}


def _replaced(text: str, name: str, block: str, readme: Path) -> str:
    """The codebook with the lines between two markers replaced."""
    begin, end = f"<!-- generated: {name} -->", "<!-- /generated -->"
    pattern = re.compile(rf"{re.escape(begin)}\n.*?{re.escape(end)}", re.DOTALL)
    if len(pattern.findall(text)) != 1:
        raise CodebookError(f"{readme}: write the lines '{begin}' and '{end}' once, where the table {name} belongs")
    return pattern.sub(lambda _: f"{begin}\n{block}{end}", text)


# The tables of the codebook


def _blocks(ledger: Ledger) -> dict[str, str]:
    counts = [(f"`{name}.csv`", str(len(ledger.tables[name])), record.holds) for name, record in TABLES.items()]
    blocks = {"tables": _table(("file", "rows", "one row is"), counts)}
    for name, record in TABLES.items():
        used = {column: {row.cell(column) for row in ledger.tables[name]} for column in record.columns()}
        blocks[name] = _columns(record, used)
        for column in record.columns().values():
            if column.name in OWN_TABLE:
                rows = [(f"`{word}`", _meaning(word, column, used[column.name])) for word in column.words]
                blocks[column.name] = _table(("value", "meaning"), rows)
    return blocks


def _columns(record: type[Record], used: dict[str, set]) -> str:
    """One row a column of the table; the fourth cell only where any column restricts its values."""
    rows = []
    for name, column in record.columns().items():
        kind = _TYPES.get(column.kind, column.kind)
        rows.append((f"`{name}`", kind, column.meaning, _allowed(column, used[name])))
    headings = ("column", "type", "meaning", "allowed values")
    if not any(row[3] for row in rows):
        return _table(headings[:3], [row[:3] for row in rows])
    return _table(headings, rows)


def _allowed(column: Column, used: set) -> str:
    if column.name in OWN_TABLE:
        return "see below"
    if column.elsewhere:
        return column.allowed
    words = [
        f"`{word}` ({meaning})" if (meaning := _meaning(word, column, used)) else f"`{word}`" for word in column.words
    ]
    return "; ".join(filter(None, (", ".join(words), column.allowed)))


def _meaning(word: str, column: Column, used: set) -> str:
    return "; ".join(filter(None, (column.words[word], "" if word in used else "no case so far")))


def _table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [headings, *rows]
    written = ["".join(f"| {cell} " if cell else "| " for cell in line) + "|\n" for line in lines]
    written.insert(1, "|---" * len(headings) + "|\n")
    return "".join(written)


# The data package


def _package(readme: str, path: Path) -> dict[str, Any]:
    """The descriptor; title and description are those of the codebook."""
    start = re.match(r"# (?P<title>.+)\n\n(?P<text>(?:.+\n)+)", readme)
    if not start:
        raise CodebookError(f"{path}: begin with a title ('# …') and a paragraph; they describe the data package")
    title = start["title"].strip()
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", title.split(":")[0].lower()).strip("-"),
        "title": title,
        "description": " ".join(start["text"].split()),
        "resources": [_resource(name, record) for name, record in TABLES.items()],
    }


def _resource(name: str, record: type[Record]) -> dict[str, Any]:
    foreign = [
        {"fields": [column.name], "reference": _reference(name, column.refers)}
        for column in record.columns().values()
        if column.refers
    ]
    return {
        "name": name.replace("_", "-"),
        "type": "table",
        "path": f"{name}.csv",
        "description": f"One row is {record.holds.removeprefix('one ')}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", "delimiter": ",", "lineTerminator": "\n"},
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(column, column.name == record.key) for column in record.columns().values()],
            "missingValues": [""],
            "primaryKey": [record.key],
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _reference(table: str, other: str) -> dict[str, Any]:
    """A key within the same table names no resource (version 2 of the specification)."""
    resource = {} if other == table else {"resource": other.replace("_", "-")}
    return {**resource, "fields": [TABLES[other].key]}


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    """A column; numbers and dates are strings with a pattern, since `1/3` and `2025-07` are allowed."""
    native = {"integer": "integer", "day": "date"}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if is_key:
        constraints["unique"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.kind == "integer":
        constraints["minimum"] = 1
    words = "; ".join(f"`{word}`: {meaning}" for word, meaning in column.words.items() if meaning)
    description = ". ".join(filter(None, (column.meaning, column.allowed, "" if column.elsewhere else words)))
    return {
        "name": column.name,
        "type": native.get(column.kind, "string"),
        **({"description": description} if description else {}),
        **({"constraints": constraints} if constraints else {}),
    }
