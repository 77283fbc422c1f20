"""The command `hedged`."""

import gc
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from hedged import project
from hedged.errors import HedgedError

#: Where no terminal shows one line that changes, at most one line in so many seconds.
_QUIET_S = 2.0

# Nothing heavier than typer is imported here: help, show and check must answer at once.
app = typer.Typer(
    name="hedged",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


@app.callback()
def _find_project(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-C", "--project", metavar="FOLDER", help="The project's folder; else it is looked for from here upwards."
        ),
    ] = None,
) -> None:
    """Build and question a briefing made from reported figures.

    \b
    hedged build                             the briefing as HTML and PDF, below report/
    hedged show nis-casualties-2025-04-30    one figure: who said it, what it allows, who printed it
    hedged cite casualty-share               how to cite it, in a style or for a reference manager
    hedged check                             faults in the data and in the notebooks

    Exit status: 0 done, 2 bad input, 3 a build that failed, 4 a build already running.
    """
    context.obj = folder


def _project(context: typer.Context) -> Path:
    folder: Path | None = context.obj
    if folder is not None and not folder.is_dir():
        raise project.ProjectError(f"--project {folder}: no such folder")
    return project.find(folder or Path.cwd())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2025-07-05") from None


@app.command()
def build(
    context: typer.Context,
    as_of: Annotated[
        date | None,
        typer.Option(parser=_day, metavar="DAY", help="As known on this day (2025-07-05); else on the edition date."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where to build; else report/ of the project.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Build even if nothing has changed since the last time.")
    ] = False,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=1, help="How long the notebook may run; else two minutes.")
    ] = None,
) -> None:
    """Build the briefing anew, as HTML and PDF.

    Runs the briefing's notebook and writes report/, all of it or nothing.

    \b
    hedged build
    hedged build --as-of 2025-07-05 --out earlier
    """
    from hedged import edition

    folder = _project(context)
    with _telling_impact(folder), _progress() as tell:
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
def check(context: typer.Context) -> None:
    """List the faults in data and notebooks.

    Each with its place and its remedy; also the generated parts that are not up to date. Builds nothing.

    \b
    hedged check
    hedged -C ../briefing check
    """
    faults = _faults(_project(context))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(2)
    print("no fault in the data, the notebooks and the generated parts")


@app.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of a statement, a derived figure or a verdict.")],
) -> None:
    """Show one figure and all behind it.

    Its readings, who said it, how it stands, who printed which words; and from the last build (report/figures.json) the figures and verdicts that rest on it, and the sentences, tables and charts that print it or these. It is looked up in the ledger (data/), then among what the last build derived.

    \b
    hedged show nis-casualties-2025-04-30
    hedged show casualty-share
    """
    from hedged import shown

    print(shown.text(_project(context), name))


@app.command()
def cite(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="The id of a figure or a verdict; without it the whole briefing is cited."),
    ] = None,
    style: Annotated[
        str, typer.Option(metavar="STYLE", help="apa, chicago, harvard, bibtex, ris or csl-json.")
    ] = "apa",
) -> None:
    """Cite the briefing, or one figure of it.

    The edition that stands in report/. A figure that somebody reported is followed by the pages that printed it: better cite these. Reference managers read bibtex, ris and csl-json.

    \b
    hedged cite
    hedged cite casualty-share
    hedged cite nis-casualties-2025-04-30 --style chicago
    hedged cite --style bibtex > briefing.bib
    """
    from hedged import cited

    folder = _project(context)
    text, notes = cited.text(folder, name, style)
    for note in notes:
        print(f"note: {note}", file=sys.stderr)
    sys.stdout.write(text)


def _faults(folder: Path) -> list[str]:
    """Every fault in the project's sources, as text. Generated parts are looked at only if the data can be read."""
    from hedged import generated, notebook
    from hedged.ledger import Ledger

    ledger, faults = None, []
    try:
        with _telling_impact(folder):
            ledger = Ledger.read(folder / "data")
    except HedgedError as fault:
        faults.append(str(fault))
    if not (folder / project.BRIEFING).is_file():
        faults.append(f"{project.BRIEFING.as_posix()}: no such notebook; it is the briefing")
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        faults += map(str, notebook.check(path, ledger=ledger))
    if ledger is not None:
        try:
            stale = generated.stale(folder, ledger)
            faults += [f"{path}: its generated parts are not up to date; make generated writes them" for path in stale]
        except HedgedError as fault:
            faults.append(str(fault))
    return faults


@contextmanager
def _telling_impact(folder: Path) -> Iterator[None]:
    """Says of faulty rows of the ledger what in the last build rests on them."""
    from hedged.ledger import LedgerError

    try:
        yield
    except LedgerError as fault:
        from hedged import impact

        raise LedgerError(impact.message(fault, folder), fault.faults) from None


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
