"""Where the time of one `hedged build` goes.

    .venv/bin/python benchmarks/where.py

The steps are timed by what the build tells of its progress. HTML and PDF are made side by side in a build; they are
timed once more, one after the other, at the end.
"""

import json
import os
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hedged import document, notebook
from hedged.editions import BRIEFING, citation
from hedged.editions import briefing as briefings
from hedged.editions import build as edition
from hedged.editions import files as report_files
from hedged.render import readback

ROOT = Path(__file__).parents[1]


def since_start_s() -> float:
    """Seconds since this process was started, imports included."""
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return float(Path("/proc/uptime").read_text().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")


def part_of(source: str) -> str:
    """What a code cell's time counts as."""
    if re.search(r"^(from|import) ", source, re.MULTILINE):
        return "imports of the notebook"
    return "cells with a chart" if "charts." in source else "other cells"


def timed(name: str, made: Callable[[Any], Any], of: Any) -> Any:
    begun = time.perf_counter()
    result = made(of)
    print(f"| {name} | {time.perf_counter() - begun:.2f} |")
    return result


def main() -> None:
    begun_s = since_start_s()
    cells = json.loads((ROOT / BRIEFING).read_text(encoding="utf-8"))["cells"]
    steps: list[tuple[float, str]] = [(time.perf_counter(), "sums of the inputs")]

    def progress(step: str) -> None:
        if found := re.search(r": cell (\d+) of", step):
            cell = cells[int(found[1]) - 1]
            part = part_of("".join(cell["source"])) if cell["cell_type"] == "code" else "other cells"
        else:
            part = {
                "running": "start of the notebook's process",
                "rendering": "HTML and PDF, read back, and written",
            }.get(step.split()[0], "prose")
        steps.append((time.perf_counter(), part))

    with tempfile.TemporaryDirectory() as folder:
        edition.build(ROOT, out=Path(folder) / "report", force=True, progress=progress)
    steps.append((time.perf_counter(), ""))

    took_s: dict[str, float] = {"start of Python and imports": begun_s}
    for (at, part), (after, _) in zip(steps, steps[1:], strict=False):
        took_s[part] = took_s.get(part, 0) + after - at
    print("| part | s |\n|---|---|")
    for part, seconds in took_s.items():
        print(f"| {part} | {seconds:.2f} |")
    print(f"| **together** | **{sum(took_s.values()):.2f}** |")

    path = ROOT / BRIEFING
    with briefings.source_date_epoch(citation(ROOT).released):
        briefing = document.read(notebook.execute(path), briefings.meta(ROOT, path, {}))
    timed("HTML alone, read back", report_files.render_html, briefing)
    pages = timed("PDF alone, read back", report_files.render_pdf, briefing)
    timed("of that the text of its pages", readback.pdf_text, pages)


if __name__ == "__main__":
    main()
