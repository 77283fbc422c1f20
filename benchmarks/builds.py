"""`hedged build` beside `jupyter nbconvert` of the same notebook, with more and more charts.

    .venv/bin/python benchmarks/builds.py --rounds 5 --copies 0 1 3

Each round runs all commands once, in turn, so that a slow minute of the machine falls on all of them. Printed are
medians, the ratio to `hedged build`, and the largest memory of any one process. `webpdf` needs Chromium.
"""

import argparse
import copy
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
INPUTS = ("data", "notebooks", "src", "CITATION.cff", "requirements.lock")


def project(folder: Path, copies: int) -> tuple[Path, int]:
    """This project in a folder of its own, each chart of its briefing there `copies` more times; how many charts."""
    for name in INPUTS:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    path = folder / "notebooks/2-briefing.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    charts = [
        cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "charts." in "".join(cell["source"])
    ]
    charts = [cell for cell in charts if "import" not in "".join(cell["source"])]
    for number in range(1, copies + 1):
        for chart in charts:
            again = copy.deepcopy(chart)
            again["id"] = f"{chart['id']}-{number}"
            # The drawing alone: names bound twice would be refused.
            source = "".join(chart["source"])
            again["source"] = re.sub(r'\bid="([^"]+)"', rf'id="\1-{number}"', source[source.index("charts.") :])
            notebook["cells"].append(again)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return folder, len(charts) * (copies + 1)


@contextmanager
def chromium_for_nbconvert() -> Iterator[dict[str, str]]:
    """The environment in which nbconvert finds the system's Chromium where Playwright looks for its own."""
    with tempfile.TemporaryDirectory() as browsers:
        os.environ["PLAYWRIGHT_BROWSERS_PATH"] = browsers
        with sync_playwright() as playwright:
            try:
                playwright.chromium.launch()
            except Error as missing:
                place = Path(re.search(r"doesn't exist at (\S+)", str(missing))[1])
        place.parent.mkdir(parents=True)
        place.symlink_to(shutil.which("chromium"))
        yield {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": browsers}


def measured(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and MB (of the largest process) of one run, which must succeed."""
    with open(folder / "log", "w+b") as log:
        begun = time.perf_counter()
        output = [(os.POSIX_SPAWN_DUP2, log.fileno(), descriptor) for descriptor in (1, 2)]
        child = os.posix_spawn(command[0], command, environment, file_actions=output)
        _, status, usage = os.wait4(child, 0)
        took_s = time.perf_counter() - begun
        if status:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read().decode()}")
    return took_s, usage.ru_maxrss / 1024


def commands(folder: Path) -> dict[str, list[str]]:
    """What is compared, by its name in the table."""
    hedged = [f"{BIN}/hedged", "--project", str(folder)]
    convert = [f"{BIN}/jupyter", "nbconvert", "--execute", "--output-dir", str(folder / "out")]
    notebook = str(folder / "notebooks/2-briefing.ipynb")
    return {
        "hedged build (HTML, PDF)": [*hedged, "build", "--force"],
        "hedged build, nothing changed": [*hedged, "build"],
        # These look at more of a project than a build reads: at this one, whatever the charts.
        "hedged check": [hedged[0], "--project", str(ROOT), "check"],
        "hedged show": [hedged[0], "--project", str(ROOT), "show", "casualty-share"],
        "nbconvert --to html": [*convert, "--to", "html", notebook],
        "nbconvert --to webpdf": [*convert, "--to", "webpdf", "--WebPDFExporter.disable_sandbox=True", notebook],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--copies", type=int, nargs="+", default=[0, 1, 3], help="of each chart, besides itself")
    asked = parser.parse_args()
    with chromium_for_nbconvert() as environment:
        for copies in asked.copies:
            with tempfile.TemporaryDirectory() as temporary:
                folder, charts = project(Path(temporary), copies)
                runs = commands(folder)
                for command in runs.values():  # the first run of each fills the caches of the disk
                    measured(command, folder, environment)
                took: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
                for _ in range(asked.rounds):
                    for name, command in runs.items():
                        took[name].append(measured(command, folder, environment))
            seconds = {name: statistics.median(each for each, _ in found) for name, found in took.items()}
            build_s = seconds["hedged build (HTML, PDF)"]
            print(f"\n| {charts} charts | median s | times hedged build | MB |\n|---|---|---|---|")
            for name, found in took.items():
                memory_mb = max(each for _, each in found)
                print(f"| {name} | {seconds[name]:.2f} | {seconds[name] / build_s:.2f} | {memory_mb:.0f} |")
            both = seconds["nbconvert --to html"] + seconds["nbconvert --to webpdf"]
            print(f"| nbconvert, both | {both:.2f} | {both / build_s:.2f} | |", flush=True)


if __name__ == "__main__":
    main()
