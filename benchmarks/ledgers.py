"""Reading and checking made-up ledgers of growing size: the time should grow as the rows do.

    .venv/bin/python benchmarks/ledgers.py

Each ledger is this project's, over and over under new ids, three reports to a statement.
"""

import csv
import statistics
import tempfile
import time
from pathlib import Path

from hedged.ledger import Ledger

DATA = Path(__file__).parents[1] / "data"
SIZES = (1_250, 2_500, 5_000, 10_000, 20_000)
#: Cells that hold an id of a row that is repeated.
IDS = {"statement_id", "report_id", "base", "superseded_by", "disputed_by", "repeats"}


def rows(table: str) -> list[dict[str, str]]:
    with open(DATA / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def renamed(row: dict[str, str], number: int) -> dict[str, str]:
    if number == 0:  # the other tables point to these
        return row
    return {
        column: ";".join(f"{each}-copy-{number}" for each in cell.split(";")) if column in IDS and cell else cell
        for column, cell in row.items()
    }


def write(folder: Path, table: str, written: list[dict[str, str]]) -> None:
    with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, written[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(written)


def ledger(folder: Path, size: int) -> tuple[int, int]:
    """Writes a ledger of about `size` statements and three times as many reports; how many it came to."""
    for path in DATA.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    statements, reports = rows("statements"), rows("reports")
    many, printed = [], []
    for number in range(-(-size // len(statements))):
        many += [renamed(row, number) for row in statements]
        printed += [renamed(row, number) for row in reports]
    # A page may print a statement more than once, at another place in its text.
    extra = [{**row, "report_id": f"{row['report_id']}-again"} for row in printed]
    printed += extra[: max(0, 3 * len(many) - len(printed))]
    write(folder, "statements", many)
    write(folder, "reports", printed)
    return len(many), len(printed)


def main() -> None:
    print("| statements | reports | median s | µs a row |\n|---|---|---|---|")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as temporary:
            statements, reports = ledger(Path(temporary), size)
            took_s = []
            for _ in range(3):
                begun = time.perf_counter()
                Ledger.read(temporary)
                took_s.append(time.perf_counter() - begun)
            median_s = statistics.median(took_s)
            print(f"| {statements:,} | {reports:,} | {median_s:.2f} | {median_s / (statements + reports) * 1e6:.0f} |")


if __name__ == "__main__":
    main()
