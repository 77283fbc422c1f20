"""The command `hedged`."""

import gc
import math
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from hedged.editions import project
from hedged.errors import HedgedError
from hedged.numbers import days

#: Where no terminal shows one line that changes, at most one line in so many seconds.
_QUIET_S = 2.0


class _Day(click.ParamType):
    """A day as ISO 8601 has it, with hyphens."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> date:
        try:
            return days.day(value)
        except ValueError as fault:
            self.fail(f"{value!r} is {fault}", param, context)


_DAY = _Day()
_FOLDER = click.Path(path_type=Path)


def main() -> None:
    """The entry point: a HedgedError becomes its message on stderr and its exit status, as does a fault of the system."""
    # A command is soon over; looking for garbage at every 700 objects would take it a tenth of its time.
    gc.set_threshold(100_000)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="hedged")
    except HedgedError as fault:
        print(f"hedged: {fault}", file=sys.stderr)
        sys.exit(fault.exit_status)
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        print(f"hedged: {place}{(fault.strerror or str(fault)).lower()}", file=sys.stderr)
        sys.exit(HedgedError.exit_status if isinstance(fault, FileNotFoundError | PermissionError) else 3)


# Nothing heavier than click is imported here: help, show, check and a build that has nothing to do must answer at once.
@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C", "--project", "folder", type=_FOLDER, metavar="FOLDER",
    help="The project's folder; else it is looked for from here upwards.",
)  # fmt: skip
@click.pass_context
def app(context: click.Context, folder: Path | None) -> None:
    """Build and question a briefing made from reported figures.

    \b
    hedged build                             the briefing as HTML and PDF, below report/
    hedged show nis-casualties-2025-04-30    one figure: who said it, what it allows, who printed it
    hedged cite casualty-share               how to cite it, in a style or for a reference manager
    hedged diff 2025-07-04                   what has changed since the edition as known on a day
    hedged check                             faults in the data and in the notebooks
    hedged verify                            whether report/ is what the sources build
    hedged keep 2025-07-04                   the edition as known on a day, kept for good

    Exit status: 0 done, 1 verify found a difference, 2 bad input, 3 a build that failed, 4 a build already running.
    """
    context.obj = folder


def _project(folder: Path | None) -> Path:
    if folder is not None and not folder.is_dir():
        raise project.ProjectError(f"--project {folder}: no such folder")
    return project.find(folder or Path.cwd())


@app.command()
@click.option("--as-of", type=_DAY, metavar="DAY", help="As known on this day (2025-07-05); else on the edition date.")
@click.option("--out", type=_FOLDER, metavar="FOLDER", help="Where to build; else report/ of the project.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed since the last time.")
@click.option(
    "--time-limit", type=click.FloatRange(min=1), metavar="SECONDS",
    help="How long the notebook may run; else two minutes.",
)  # fmt: skip
@click.pass_obj
def build(named: Path | None, as_of: date | None, out: Path | None, force: bool, time_limit: float | None) -> None:
    """Build the briefing anew, as HTML and PDF.

    Runs the briefing's notebook and writes report/, all of it or nothing.

    \b
    hedged build
    hedged build --as-of 2025-07-05 --out earlier
    """
    from hedged.editions import build as edition

    folder = _project(named)
    with _progress() as tell:
        limit_s = edition.TIME_LIMIT_S if time_limit is None else time_limit
        built = edition.build(folder, out, as_of, force, limit_s, progress=tell)
    for note in built.notes:
        print(f"note: {note}; the bytes may be others than the lock's", file=sys.stderr)
    place = _short(built.folder)
    if built.fresh:
        known = f" as known on {as_of}" if as_of and as_of != built.edition else ""
        print(f"{place} holds the edition of {built.edition}{known}: {place}briefing.html, {place}briefing.pdf")
    else:
        print(f"{place} is up to date: nothing it is built from has changed (--force builds it again)")


@app.command()
@click.argument(
    "asked", type=_DAY, nargs=-1, required=True, metavar="DAY...", help="As known on which to keep editions."
)
@click.pass_obj
def keep(named: Path | None, asked: tuple[date, ...]) -> None:
    """Keep the editions of some days.

    Writes report/editions/DAY/ for each: the page and the figures as known on that day, once and never again. The next build of the current edition lists them, and says what has changed since the last.

    \b
    hedged keep 2025-07-04
    hedged keep 2025-01-31 2025-04-30
    """
    from hedged.editions import build as edition

    folder = _project(named)
    with _progress() as tell:
        kept = edition.keep(folder, asked, progress=tell)
    for each in kept:
        print(f"{_short(each.folder)} keeps the edition as known on {each.day}")
    print("hedged build lists them in the edition of a later date")


@app.command()
@click.pass_obj
def check(named: Path | None) -> None:
    """List the faults in data and notebooks.

    Each with its place and its remedy; also the generated parts that are not up to date. Builds nothing.

    \b
    hedged check
    hedged -C ../briefing check
    """
    faults = _faults(_project(named))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(2)
    print("no fault in the data, the notebooks and the generated parts")


@app.command()
@click.argument("files", nargs=-1, type=_FOLDER, metavar="[FILE]...")
@click.pass_obj
def verify(named: Path | None, files: tuple[Path, ...]) -> None:
    """Verify that report/ is what the sources build.

    Holds every file of report/ and of the kept editions against its sum, builds the edition in a temporary folder, and compares byte by byte. Each file that differs is named with the first place where it does, the likely cause and what to do. Writes nothing.

    FILE: a file from elsewhere, a download say, is held against the files of all these editions.

    Exit status: 0 sound, 1 something differs, 2 and 3 as for hedged build where the sources build nothing.

    \b
    hedged verify
    hedged verify ~/Downloads/briefing.pdf
    """
    from hedged.editions.verify import verified

    folder = _project(named)
    with _progress() as tell:
        found = verified.verified(folder, files, progress=tell)
    for note in found.notes:
        print(f"note: {note}", file=sys.stderr)
    print(found)
    if found.fault is not None:
        raise found.fault
    if found.differences:
        sys.exit(1)


@app.command()
@click.argument("name", metavar="ID", help="The id of a statement, a derived figure or a verdict.")
@click.pass_obj
def show(named: Path | None, name: str) -> None:
    """Show one figure and all behind it.

    Its readings, who said it, how it stands, who printed which words; and from the last build (report/figures.json) the figures and verdicts that rest on it, and the sentences, tables and charts that print it or these. It is looked up in the ledger (data/), then among what the last build derived.

    \b
    hedged show nis-casualties-2025-04-30
    hedged show casualty-share
    """
    from hedged.cli import show as shown

    print(shown.text(_project(named), name))


@app.command()
@click.argument(
    "name", required=False, metavar="[ID]", help="A figure's or a verdict's; else the whole briefing is cited."
)
@click.option(
    "--style", default="apa", metavar="STYLE", show_default=True,
    help="apa, chicago, harvard, bibtex, ris or csl-json.",
)  # fmt: skip
@click.pass_obj
def cite(named: Path | None, name: str | None, style: str) -> None:
    """Cite the briefing, or one figure of it.

    The edition that stands in report/. A figure that somebody reported is followed by the pages that printed it: better cite these. Reference managers read bibtex, ris and csl-json.

    \b
    hedged cite
    hedged cite casualty-share
    hedged cite nis-casualties-2025-04-30 --style chicago
    hedged cite --style bibtex > briefing.bib
    """
    from hedged.cli import cite as cited

    folder = _project(named)
    text, notes = cited.text(folder, name, style)
    for note in notes:
        print(f"note: {note}", file=sys.stderr)
    sys.stdout.write(text)


@app.command()
@click.argument("a", required=False, metavar="[A]", help="The earlier edition; else the newest kept one.")
@click.argument("b", required=False, metavar="[B]", help="The later edition; else the one in report/.")
@click.option("--json", "as_json", is_flag=True, help="For other programs: every change as a record.")
@click.pass_obj
def diff(named: Path | None, a: str | None, b: str | None, as_json: bool) -> None:
    """Tell what changed between two editions.

    Each is a day, a folder that holds figures.json, or such a file. Verdicts that flipped come first, then values outside their former range, then what is new, gone, withdrawn, superseded, disputed or denied; last what was counted. A figure that supersedes another is held against that one. A day of which no edition is kept takes as long as a build.

    \b
    hedged diff                              the newest kept edition and report/
    hedged diff 2025-07-04                   a day and report/
    hedged diff 2025-04-30 2026-02-28
    hedged diff elsewhere/report report --json
    """
    from hedged.cli import diff as compared

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else compared.WIDTH
    with _progress() as tell:
        text = compared.text(_project(named), a, b, as_json, tell, width)
    sys.stdout.write(text)


def _faults(folder: Path) -> list[str]:
    """Every fault in the project's sources, as text. Generated parts are looked at only if the data can be read."""
    from hedged import notebook
    from hedged.cli import generated
    from hedged.editions import briefing, kept
    from hedged.editions.verify import kept_editions
    from hedged.editions.verify import silent as corrections
    from hedged.ledger import Ledger

    ledger, faults = None, kept_editions.faults(folder)
    try:
        ledger = Ledger.read(folder / "data")
    except HedgedError as fault:
        faults.append(str(fault))
    if not (folder / project.BRIEFING).is_file():
        faults.append(f"{project.BRIEFING.as_posix()}: no such notebook; it is the briefing")
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        faults += map(str, notebook.check(path, ledger=ledger))
    if ledger is not None:
        faults += corrections.silent(ledger, kept.editions(folder / "report"))
        try:
            briefing.refuse_late(ledger, project.citation(folder).released)
        except HedgedError as fault:
            faults.append(str(fault))
        try:
            stale = generated.stale(folder, ledger)
            faults += [f"{path}: its generated parts are not up to date; make generated writes them" for path in stale]
        except HedgedError as fault:
            faults.append(str(fault))
    return faults


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Tells the steps of long work on stderr: on a terminal in one line, gone at the end; else now and then a line."""
    last_s = -math.inf
    terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    clear = "\r\x1b[K" if terminal else ""

    def tell(step: str) -> None:
        nonlocal last_s
        if not terminal and time.monotonic() - last_s < _QUIET_S:
            return
        last_s = time.monotonic()
        print(f"{clear}{step}", end="" if terminal else "\n", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print(clear, end="", file=sys.stderr, flush=True)


def _short(folder: Path) -> str:
    """The folder as the user would type it from here, with a slash at its end."""
    folder = folder.absolute()
    here = Path.cwd()
    return f"{folder.relative_to(here) if folder.is_relative_to(here) else folder}/"


if __name__ == "__main__":
    main()
