"""The tables read again with csv, and what of them was known on a day: nothing here is taken from the engine."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from place import DATA

Row = Mapping[str, str]


@cache
def table(name: str) -> dict[str, Row]:
    """The rows of a table by their first cell."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def first_day(cell: str) -> date:
    """The first day of a day or a month."""
    return date.fromisoformat(cell if len(cell) == 10 else f"{cell}-01")


def last_day(cell: str) -> date:
    first = first_day(cell)
    return first if len(cell) == 10 else first.replace(day=monthrange(first.year, first.month)[1])


class Known:
    """The rows that were known on a day; all of them where no day is given."""

    def __init__(self, day: str | None = None) -> None:
        self.day = date.fromisoformat(day) if day else date.max
        self.pages = {id: page for id, page in table("sources").items() if self.stood_on(page) <= self.day}
        self.statements = {id: row for id, row in table("statements").items() if self.said_on(id) <= self.day}
        self.reports = {
            id: row
            for id, row in table("reports").items()
            if row["source_id"] in self.pages and row["statement_id"] in self.statements
        }
        self.events = {
            id: row
            for id, row in table("events").items()
            if row["source_id"] in self.pages and first_day(row["date"]) <= self.day
        }
        self.indicators = {id: row for id, row in table("indicators").items() if row["source_id"] in self.pages}
        self.speakers = {row["claimant_id"] for row in self.statements.values()}

    @staticmethod
    @cache
    def said_on(statement: str) -> date:
        """The day a statement was said, else that of the earliest page that prints it."""
        if said := table("statements")[statement]["stated_on"]:
            return first_day(said)
        pages = (
            table("sources")[row["source_id"]] for row in table("reports").values() if row["statement_id"] == statement
        )
        return min(first_day(page["published"] or page["placed"]) for page in pages)

    @staticmethod
    def stood_on(page: Row) -> date:
        """The first day on which a page may have stood: no page is older than what it relays."""
        days = [first_day(page["published"] or page["placed"])]
        while page["relays_source_id"]:
            page = table("sources")[page["relays_source_id"]]
            days.append(first_day(page["published"] or page["placed"]))
        return max(days)

    def status(self, statement: str) -> str:
        """The standing of a figure: what a later statement brought stands from that statement on."""
        row = self.statements[statement]
        later = {row["superseded_by"], row["disputed_by"]} - {""}
        return row["status"] if later <= self.statements.keys() else "current"

    def base(self, statement: str) -> str | None:
        """The statement that the claimant named as the whole, if it was known."""
        named = self.statements[statement]["base"]
        return named if named in self.statements else None

    def pages_of(self, statements: set[str]) -> set[str]:
        return {row["source_id"] for row in self.reports.values() if row["statement_id"] in statements}

    def roots_of(self, statements: set[str]) -> set[str]:
        """The outlets at which the pages that print these statements end, as far as they name one."""
        found = {self._root(row) for row in self.reports.values() if row["statement_id"] in statements}
        return found - {""}

    def _root(self, report: Row) -> str:
        page, origin = self.pages[report["source_id"]], report["relayed_from"]
        while origin in self.pages:
            page = self.pages[origin]
            printed = [
                row
                for row in self.reports.values()
                if (row["source_id"], row["statement_id"]) == (origin, report["statement_id"])
            ]
            origin = printed[0]["relayed_from"] if printed else page["relays_source_id"]
        if page["kind"] != "relay":
            return outlet(page)
        speaker = table("claimants")[self.statements[report["statement_id"]]["claimant_id"]]
        own = speaker["standing"] == "media" and page["relays_source_id"] in self.pages
        return page["relays_name"] or (outlet(page) if own else "")


MONTHS = "January February March April May June July August September October November December".split()


def in_words(cell: str) -> str:
    """A day or a month of a table as it is printed."""
    day = first_day(cell)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if len(cell) == 7 else f"{day.day} {month}"


def refers_to(statement: str) -> str:
    """The day or month a figure refers to: as of which, else when it was said."""
    row = table("statements")[statement]
    return row["as_of"] or row["stated_on"]


def day_of(statement: str) -> date:
    """The first day a figure refers to; of a figure of no known day the first of all."""
    cell = refers_to(statement)
    return first_day(cell) if cell else date.min


def outlet(page: Row) -> str:
    """Whose text a page is: "Reuters via FBC News" is Reuters, "Mint (Bloomberg copy)" is Bloomberg."""
    if copied := re.search(r"\(([^()]+) copy\)$", page["publisher"]):
        return copied[1]
    return re.sub(r"\s*\([^()]*\)", "", page["publisher"].split(" via ")[0])


def contradicted(folder: Path) -> list[tuple[str, str]]:
    """The cells of which the last line of the log of corrections says something else than their row."""
    tables, keys = {}, set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file)
            keys.add(lines.fieldnames[0])
            tables[path.stem] = {next(iter(row.values())): row for row in lines}
    last = {(line["row"], line["column"]): line["to"] for line in tables.pop("corrections").values()}
    rows = {id: row for table in tables.values() for id, row in table.items()}
    taken_out = {row for (row, column), to in last.items() if column in keys and not to and row not in rows}
    return [
        (row, column)
        for (row, column), to in last.items()
        if not (row in taken_out or (row in rows and rows[row][column] == to))
    ]
