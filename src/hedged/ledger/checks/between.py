"""What must hold between rows: keys, no circles, dates in order, and numbers that agree with the printed words.

Every check looks at sound rows only, and a key that leads nowhere is one fault however
many rows use it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from hedged.errors import nearest
from hedged.ledger.checks import log as correction_checks
from hedged.ledger.checks import rows as row_checks
from hedged.ledger.checks.dates import note_conflicts
from hedged.ledger.checks.phrases import missing, numbers
from hedged.ledger.reading import Fault, Sheet
from hedged.ledger.records import Record, Report, Source, Statement

#: How many unknown keys get a suggestion: looking for one is slow, and a file in ruins needs none.
_SUGGESTIONS = 50


def faults(sheets: Mapping[str, Sheet]) -> list[Fault]:
    """Every fault within and between the rows of the tables as read, by file and line."""
    book = _Book(sheets)
    if all(sheet.readable for sheet in sheets.values()):
        book.check_claimants()
        book.check_statements()
        book.check_pages()
        book.check_reports()
        note_conflicts(book.rows, book.circular, book.place, book.note)
        correction_checks.note_faults(book.sheets, book.rows, book.note)
    return book.found


class _Book:
    """The sound rows of all tables by id, and the faults found in them."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self.sheets = sheets
        self.found: list[Fault] = []
        self.circular: set[tuple[str, str, str]] = set()
        self.rows: dict[str, dict[str, Record]] = {}
        for name, sheet in sheets.items():
            self.rows[name] = sound = {}
            for line, row in sheet.rows:
                wrong = list(row_checks.of_row(row))
                self.found += [Fault(sheet.path, line, column, message) for column, message in wrong]
                if not wrong:
                    sound[row.id] = row
        self.check_keys()

    def note(self, row: Record, column: str, message: str) -> None:
        """Note a fault in one cell of a row."""
        sheet = self.sheets[row.table]
        self.found.append(Fault(sheet.path, sheet.ids[row.id], column, message))

    def place(self, row: Record) -> str:
        """File and line of a row, for messages about two rows."""
        return f"{row.table}.csv:{self.sheets[row.table].ids[row.id]}"

    def check_keys(self) -> None:
        """Every key leads to a row; a dead key that many cells name is reported at the first of them."""
        dead: dict[tuple[str, str], list[tuple[Record, str]]] = defaultdict(list)
        for name, sheet in self.sheets.items():
            for column in sheet.record.columns().values():
                if not column.refers or not self.sheets[column.refers].readable:
                    continue
                ids = self.sheets[column.refers].ids
                for _, row in sheet.rows:
                    key = row.cell(column.name)
                    # A row with a fault of its own may name what it should not name at all.
                    if key is not None and key not in ids and row.id in self.rows[name]:
                        dead[column.refers, key].append((row, column.name))
        for at, ((target, key), cells) in enumerate(dead.items()):
            near = nearest(key, self.sheets[target].ids) if at < _SUGGESTIONS else ""
            more = f" ({len(cells) - 1} more such cells)" if len(cells) > 1 else ""
            row, column = cells[0]
            self.note(row, column, f"'{key}' is not in {target}.csv{near}{more}")
            for row, _ in cells:
                self.rows[row.table].pop(row.id, None)

    def circles(self, edges: Mapping[Hashable, Hashable]) -> Iterator[list]:
        """Each circle among nodes that point to one other: its nodes, the first one again at the end."""
        edges = dict(edges)
        while True:
            try:
                TopologicalSorter({node: [to] for node, to in edges.items()}).prepare()
            except CycleError as error:
                circle = error.args[1][:0:-1]  # graphlib goes against the arrows
                first = min(range(len(circle)), key=lambda at: list(edges).index(circle[at]))
                yield [*circle[first:], *circle[:first], circle[first]]
                for node in circle:
                    edges.pop(node)
            else:
                return

    def check_claimants(self) -> None:
        """No two claimants go by one short name: tables and charts tell them apart by it."""
        named: dict[str, Record] = {}
        for row in self.rows["claimants"].values():
            other = named.setdefault(row.short_name, row)
            if other is not row:
                self.note(
                    row, "short_name", f"'{row.short_name}' is that of {self.place(other)} too; tell the two apart"
                )

    def check_statements(self) -> None:
        """Statements that point to others (superseded, repeated, base), and that each has a report."""
        statements: Mapping[str, Statement] = self.rows["statements"]
        for column in ("superseded_by", "repeats"):
            edges = {row.id: to for row in statements.values() if (to := getattr(row, column)) in statements}
            for circle in self.circles(edges):
                self.circular |= {("statements", column, node) for node in circle}
                self.note(statements[circle[0]], column, _circle(circle))
        reports = self.sheets["reports"]
        reported = {row.statement_id for _, row in reports.rows} | reports.named["statement_id"]
        # A report of an unknown statement may be the one that seems to lack; then that key is the fault.
        all_led_somewhere = reported <= self.sheets["statements"].ids.keys() | {""}
        for row in statements.values():
            if all_led_somewhere and row.id not in reported:
                self.note(row, row.key, f"'{row.id}' has no report; add the page that prints it to reports.csv")
            for column in ("superseded_by", "repeats"):
                other = statements.get(getattr(row, column))
                differing = [cell for cell in ("claimant_id", "measure") if other and _differ(row, other, cell)]
                if differing:
                    cell = differing[0]
                    found = f"has {cell} '{getattr(other, cell)}', not '{getattr(row, cell)}' as here"
                    self.note(row, column, f"'{other.id}' {found}")
            base = statements.get(row.base)
            if base and base.measure != "sent_total":
                self.note(row, "base", f"'{base.id}' counts {base.measure}; name a statement of sent_total")
            elif base and base.status == "denied":
                self.note(row, "base", f"'{base.id}' is denied; name a statement that stands, or leave it empty")

    def check_pages(self) -> None:
        """No page relays itself by way of others."""
        pages: Mapping[str, Source] = self.rows["sources"]
        edges = {row.id: row.relays_source_id for row in pages.values() if row.relays_source_id in pages}
        for circle in self.circles(edges):
            self.circular |= {("sources", "relays_source_id", node) for node in circle}
            self.note(pages[circle[0]], "relays_source_id", _circle(circle))

    def check_reports(self) -> None:
        """Reports against their statement and page: relay circles, the printed words, the distortion."""
        pages, statements = self.rows["sources"], self.rows["statements"]
        reports: list[Report] = list(self.rows["reports"].values())
        edges = {(row.statement_id, row.source_id): (row.statement_id, row.relayed_from)
                 for row in reports if row.relayed_from}  # fmt: skip
        carriers = {(row.statement_id, row.source_id): row for row in reversed(reports)}
        for row in reports:
            # A page that is known to have the figure only from its relays: there its own relaying goes on.
            origin = row.relayed_from
            while origin in pages and (step := (row.statement_id, origin)) not in edges and step not in carriers:
                if origin := pages[origin].relays_source_id:
                    edges[step] = (row.statement_id, origin)
        for circle in self.circles(edges):
            if relayed := [carriers[node] for node in circle if node in carriers]:
                self.circular |= {("reports", "relayed_from", row.id) for row in relayed}
                self.note(relayed[0], "relayed_from", _circle([page for _, page in circle]))
        unread: set[str] = set()
        unchanged: dict[str, list[Report]] = defaultdict(list)
        for row in reports:
            page, statement = pages.get(row.source_id), statements.get(row.statement_id)
            if not page or not statement:
                continue
            wrong = list(row_checks.of_unit(row.numbers, statement.unit))
            try:
                wrong = wrong or list(_not_printed(row, page))
            except LookupError as error:
                if page.id not in unread:
                    unread.add(page.id)
                    self.note(page, "language", error.args[0])
                continue
            for column, message in wrong:
                self.note(row, column, message)
            if not wrong and row.distortion == "none":
                unchanged[row.statement_id].append(row)
            elif not wrong:
                self._distortion(row, statement)
        for statement_id, rows in unchanged.items():
            self._unchanged(statements[statement_id], rows)

    def _distortion(self, row: Report, statement: Statement) -> None:
        if row.distortion == "hedge_dropped" and row.hedge != "bare":
            self.note(row, "distortion", f"'hedge_dropped', but the page has '{row.hedge}'; write 'hedge_changed'")
        elif row.distortion in ("hedge_dropped", "hedge_changed", "number_changed") and row.same_figure(statement):
            self.note(
                row, "distortion", f"'{row.distortion}', but hedge and numbers are those of {self.place(statement)}"
            )
        elif row.distortion in ("hedge_dropped", "hedge_changed"):
            for column, number in row.numbers.items():
                if number not in statement.numbers.values():
                    self.note(
                        row,
                        column,
                        f"{number.text} is no number of {self.place(statement)}; write it as there,"
                        " or code 'number_changed'",
                    )

    def _unchanged(self, statement: Statement, rows: list[Report]) -> None:
        """Reports coded ``none`` have the statement's figure; where all differ alike, the statement is at fault."""
        other = [row for row in rows if not row.same_figure(statement)]
        if other and len(other) == len(rows) and all(row.same_figure(rows[0]) for row in rows):
            column, mine, theirs = _difference(statement, rows[0])
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            self.note(
                statement, column, f"{mine} here, but {theirs} in {self.place(rows[0])}{more}, coded distortion 'none'"
            )
            return
        for row in other:
            column, mine, theirs = _difference(row, statement)
            self.note(row, "distortion", f"'none', but {column} is {mine} here and {theirs} in {self.place(statement)}")


def _circle(nodes: list[str]) -> str:
    return f"goes in a circle: {' -> '.join(nodes)}; correct one of them"


def _differ(row: Statement, other: Statement, cell: str) -> bool:
    return getattr(row, cell) != getattr(other, cell)


def _not_printed(row: Report, page: Source) -> Iterator[tuple[str, str]]:
    column = missing(row.as_printed, page.language, row.numbers)
    if column:
        given = ", ".join(map(str, numbers(row.as_printed, page.language))) or "no number"
        yield column, f"{row.numbers[column].text} is not what '{row.as_printed}' gives ({given})"


def _difference(row: Statement | Report, other: Statement | Report) -> tuple[str, str, str]:
    """The first cell in which two figures differ, with what each has there."""
    for column in ("hedge", "low", "best", "high"):
        mine, theirs = getattr(row, column), getattr(other, column)
        if mine != theirs:
            return column, *(getattr(cell, "text", cell) or "empty" for cell in (mine, theirs))
    raise ValueError("the figures do not differ")
