"""Five kept editions made at once, beside one.

    .venv/bin/python benchmarks/editions.py --rounds 3

Each round keeps each day by itself and then all of them, on a copy of this project. Printed are medians in seconds, and
how many times one edition all of them take: the mean of them, and that of the longest. At most three is the aim, on
two cores. Last, what a build says that has nothing to do, beside all of them.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DAYS = ("2025-01-31", "2025-04-30", "2025-07-04", "2025-09-30", "2026-02-28")


def took_s(project: Path, *arguments: str) -> float:
    """Seconds that `hedged` takes, which must succeed."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "hedged", *arguments],
        cwd=project, env={**os.environ, "PYTHONPATH": str(project / "src")}, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"hedged {' '.join(arguments)} failed:\n{done.stderr}")
    return time.perf_counter() - begun


def kept_s(project: Path, *days: str) -> float:
    """Seconds that `hedged keep` takes for these days, of which none is kept yet."""
    shutil.rmtree(project / "report", ignore_errors=True)
    return took_s(project, "keep", *days)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as temporary:
        project = Path(temporary)
        for name in ("data", "notebooks", "src", "CITATION.cff", "requirements.lock"):
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, project / name)
        kept_s(project, DAYS[-1])  # the first run fills the caches of the disk
        took: dict[str, list[float]] = {name: [] for name in (*DAYS, "all")}
        for _ in range(rounds):
            for day in DAYS:
                took[day].append(kept_s(project, day))
            took["all"].append(kept_s(project, *DAYS))
        took_s(project, "build")
        idle_s = statistics.median(took_s(project, "build") for _ in range(5 * rounds))
    median_s = {name: statistics.median(found) for name, found in took.items()}
    print("| kept | s |\n|---|---|")
    for name, seconds in median_s.items():
        print(f"| {name} | {seconds:.2f} |")
    one = [median_s[day] for day in DAYS]
    print(f"\nall of them take {median_s['all'] / statistics.mean(one):.2f} times the mean of one, ", end="")
    print(f"{median_s['all'] / max(one):.2f} times the longest")
    print(f"a build that has nothing to do takes {idle_s:.2f} s")


if __name__ == "__main__":
    main()
