"""Records of our JSON type as blocks and inlines, each id standing for one thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hedged.document.blocks import (
    Block,
    CardBlock,
    ChartBlock,
    FigureBlock,
    FigureInline,
    Foreign,
    Inline,
    Link,
    Record,
    TableBlock,
    Text,
    VerdictBlock,
    VerdictInline,
    nodes,
)
from hedged.exports import KINDS
from hedged.look import SLUG

# Anchors the briefing itself uses; a figure or heading of that name would make two of one.
RESERVED = (
    "briefing", "colophon", "contents", "corrected", "corrections", "editions", "editions-kept", "figures",
    "kept-editions", "ledger", "since-the-last-edition", "verdicts-turned",
    *(f"changes-{kind}" for kind in KINDS),
)  # fmt: skip

_DRAWN_LINK = re.compile(r"<a [^>]*?href=\"([^\"]*)\"")
_ADDRESS = re.compile(r"(https?://|mailto:)\S+")

_FIGURE = (
    "id",
    "label",
    "unit",
    "kind",
    "text",
    "hedge",
    "status",
    "readings",
    "caveats",
    "noted",
    "missing",
    "unsettled",
    "function",
    "formula",
    "inputs",
    "counts",
    "evidence",
)
_VERDICT = (
    "id",
    "figure",
    "relation",
    "question",
    "threshold",
    "outcome",
    "scope",
    "readings",
    "margin",
    "margin_text",
    "tipping",
    "effects",
    "reason",
    "note",
    "text",
    "sentence",
)
_TABLE = ("id", "title", "columns", "rows", "notes", "sources")
_CHART = ("id", "headline", "title", "subtitle", "alt", "svg", "sources", "table", "figures")


@dataclass
class Records:
    """Everything a Document's anchors can stand for, gathered while the notebook is read.

    ``figures`` and ``verdicts`` are kept by id in order of first appearance, inputs of
    figures included; ``anchors`` says for each id what it names; ``links`` are the inner
    links met, each with what ``mark`` gave for its place. ``fault`` makes the exception
    to raise from a plain sentence. ``ledger`` are the statements whose cards are asked for,
    used in the text or not.
    """

    fault: Callable[[str], Exception]
    mark: Callable[[], Any]
    figures: dict[str, Record] = field(default_factory=dict)
    verdicts: dict[str, Record] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=lambda: dict.fromkeys(RESERVED, "the briefing itself"))
    links: list[tuple[Any, str]] = field(default_factory=list)
    ledger: list[Record] = field(default_factory=list)

    def block(self, payload: Record) -> Block | None:
        """The block a cell's output stands for; None for the ledger, whose cards stand behind the text."""
        match payload.get("type"):
            case "figure":
                return FigureBlock(self._in_own_words(payload, self._figure(payload["figure"])), payload["text"])
            case "card":
                return CardBlock(self._figure(payload["figure"]))
            case "verdict":
                return VerdictBlock(self._verdict(payload["verdict"]))
            case "table":
                return TableBlock(self._table(payload["table"]))
            case "chart":
                return ChartBlock(self._chart(payload["chart"]))
            case "ledger":
                self.ledger += payload["figures"]
                return None
            case "text":
                raise self.fault(f"a text as output ({payload['text']}); it belongs into a sentence, with {{eval}}")
        raise self.fault(f"a result of a type that is not known ({payload.get('type')})")

    def inline(self, payload: str | Record) -> Inline:
        """The inline a stored expression or a piece of a table cell stands for."""
        if isinstance(payload, str):
            return Text(payload)
        match payload.get("type"):
            case "figure":
                return FigureInline(payload["text"], self._in_own_words(payload, self._figure(payload["figure"]))["id"])
            case "verdict":
                return VerdictInline(
                    payload["text"], self._in_own_words(payload, self._verdict(payload["verdict"]))["id"]
                )
            case "text":
                return Text(payload["text"])
            case "link":
                link = Link(payload["href"], (Text(payload["text"]),))
                self.note_links([link])
                return link
            case "foreign":
                return Foreign(payload["text"], payload["lang"])
        raise self.fault(
            f"a {payload.get('type')} inside a line; in a line stand figures, verdicts, "
            "days and names, a code cell shows the rest"
        )

    def unused(self) -> tuple[str, ...]:
        """The statements of the ledger that nothing read so far has used, now kept behind the figures that are."""
        used = set(self.figures)
        for figure in self.ledger:
            self._figure(figure)  # one that is used too: another figure may have taken its id
        return tuple(name for name in self.figures if name not in used)

    def _in_own_words(self, payload: Record, record: Record) -> Record:
        """The record of what is printed, whose words are those of the record: with hedge, range and status."""
        if payload["text"] != record["text"]:
            raise self.fault(
                f"{record['id']} is printed as “{payload['text']}”, its words are “{record['text']}”; "
                "print the value itself, it keeps its hedge"
            )
        return record

    def _figure(self, figure: Record) -> Record:
        self._whole(figure, _FIGURE, "figure")
        self.claim(figure["id"], "a figure", again=True)
        named = {**figure, "inputs": {name: _named(given) for name, given in figure["inputs"].items()}}
        self._keep(self.figures, named)
        for given in figure["inputs"].values():
            self._figure(given)
        for page in (figure["evidence"] or {"pages": ()})["pages"]:
            if page["url"] and not re.fullmatch(r"https?://\S+", page["url"]):
                raise self.fault(
                    f"figure {figure['id']}: the address {page['url']} of page "
                    f"{page['source_id']} does not begin with http:// or https://"
                )
        return named

    def _verdict(self, verdict: Record) -> Record:
        self._whole(verdict, _VERDICT, "verdict")
        named = {**verdict, "figure": _named(self._figure(verdict["figure"]))}
        self.claim(verdict["id"], "a verdict", again=True)
        self._keep(self.verdicts, named)
        return named

    def _table(self, table: Record) -> Record:
        self._whole(table, _TABLE, "table")
        self.claim(table["id"], "a table")
        for number, row in enumerate(table["rows"], start=1):
            if len(row) != len(table["columns"]):
                raise self.fault(
                    f"table {table['id']}, row {number}: {len(row)} cells for {len(table['columns'])} columns"
                )
        return {
            **table,
            "rows": tuple(tuple(self._line(cell) for cell in row) for row in table["rows"]),
            "notes": tuple(map(self._line, table["notes"])),
            "sources": tuple(map(self._line, table["sources"])),
        }

    def _chart(self, chart: Record) -> Record:
        self._whole(chart, _CHART, "chart")
        self.claim(chart["id"], "a chart")
        for name, words in (("headline", chart["title"]), ("alt", chart["alt"])):
            if not words.strip():
                raise self.fault(f"chart {chart['id']}: no {name}; every chart needs one")
        figures = tuple(_named(self._figure(figure)) for figure in chart["figures"])
        table = chart["table"]
        if table["id"] == chart["id"]:
            table = {**table, "id": f"{chart['id']}-data"}
        sources = tuple(map(self._line, chart["sources"]))
        self.note_links(tuple(Link(href, ()) for href in _DRAWN_LINK.findall(chart["svg"])))
        return {
            **chart,
            "headline": self._line(chart["headline"]),
            "sources": sources,
            "table": self._table(table),
            "figures": figures,
        }

    def _line(self, line: list[Any]) -> tuple[Inline, ...]:
        return tuple(map(self.inline, line))

    def _whole(self, record: Record, names: tuple[str, ...], what: str) -> None:
        if lacking := [name for name in names if name not in record]:
            raise self.fault(
                f"the {what} {record.get('id', 'without id')} lacks "
                f"{', '.join(lacking)}; it was stored by another version, run the "
                "notebook again"
            )

    def claim(self, name: str, what: str, again: bool = False) -> None:
        """Takes an id for an anchor; ``again`` lets the same kind of thing come twice."""
        if not SLUG.fullmatch(name):
            raise self.fault(f"the id {name} is not a slug; small letters, digits and single hyphens")
        taken = self.anchors.get(name)
        if taken is not None and not (again and taken == what):
            raise self.fault(f"the id {name} of {what} is taken by {taken}; choose another")
        self.anchors[name] = what

    def _keep(self, kept: dict[str, Record], record: Record) -> None:
        first = kept.setdefault(record["id"], record)
        if first is not record and _by_ids(first) != _by_ids(record):
            raise self.fault(f"the id {record['id']} stands for two different records; give one of them another id")

    def note_links(self, value: Any) -> None:
        """Checks every address below ``value`` and keeps the inner ones for the end."""
        for href in (each.href for each in nodes(value) if isinstance(each, Link)):
            if href.startswith("#"):
                self.links.append((self.mark(), href))
            elif not _ADDRESS.fullmatch(href):
                raise self.fault(
                    f"the link {href} is not an address a briefing may hold; http://, https://, mailto: or #id"
                )


def _named(figure: Record) -> Record:
    """What stands for a figure inside another record; the whole of it is among the figures, by its id."""
    return {key: figure[key] for key in ("id", "label", "text")}


def _by_ids(record: Record) -> Record:
    """A record for comparison: what it rests on by its ids."""
    compared = dict(record)
    if "inputs" in record:
        compared["inputs"] = {name: given["id"] for name, given in record["inputs"].items()}
    if "figure" in record:
        compared["figure"] = record["figure"]["id"]
    return compared
