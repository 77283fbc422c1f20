"""Builds editions: the current one into ``report/``, and those of earlier days to be kept there for good.

While the notebook runs, the build checks the ledger and loads what comes after; a fault it finds stops the run at the
next cell. There is no cache finer than “nothing has changed”: a build takes seconds, a wrong cache an afternoon.
`out` replaces a whole folder, so it refuses one that holds anything no build wrote.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedged.editions import kept, manifest
from hedged.editions.briefing import (
    EditionError,
    as_kept,
    meta,
    parameters_as_of,
    read,
    refuse_faults_of_meaning,
    source_date_epoch,
)
from hedged.editions.files import FIGURES, central_chart, figures_files, load_renderers, render_html
from hedged.editions.kept import Kept
from hedged.editions.project import BRIEFING, citation
from hedged.editions.replace import held, replace
from hedged.errors import HedgedError

if TYPE_CHECKING:
    from hedged.document import Document

_WRITTEN = {*manifest.OUTPUTS, manifest.SEAL}

Progress = Callable[[str], None]

#: How long the notebook may run, in seconds: many times what it takes.
TIME_LIMIT_S = 120.0


class BuildError(HedgedError):
    """A build that must not take the place of the old report."""

    exit_status = 3


class KeptError(EditionError):
    """What stands among the kept editions and is none."""


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
    parameters = parameters_as_of(project, as_of)
    with held(target):
        _refuse_foreign(project, target)
        _refuse_odd(project)
        inputs = manifest.input_sums(project, released, parameters)
        if not force and "known_on" not in parameters:
            _refuse_rewritten(project, inputs)
        earlier = _listed_elsewhere(project, target, released, parameters)
        if not force and not earlier and manifest.current(project, target, inputs, parameters):
            return Built(target, released, fresh=False)
        contents = _contents(project, parameters, inputs, time_limit_s, progress)
        _refuse_changed(inputs, manifest.input_sums(project, released, parameters))
        replace(target, {**contents, **earlier}, carried=lambda name: name not in _WRITTEN)
    return Built(target, released, fresh=True, notes=tuple(manifest.unlike_lock(project)))


def keep(
    project: Path,
    days: Iterable[date],
    progress: Progress = lambda message: None,
) -> tuple[Kept, ...]:
    """Keep the editions as known on these days below ``report/editions/``, all of them or none.

    Each is the page and the figures, marked as kept, and as reconstructed where it is not that of the edition
    date; written once: a day that is kept already is refused. That of the edition date is kept as it stands in
    ``report/``, with the sums of all that was published.

    Raises HedgedError as `build` does.
    """
    released, report = citation(project).released, project / "report"
    asked = {day: parameters_as_of(project, day, "keep") for day in sorted(days)}
    with held(report):
        _refuse_odd(project)
        _refuse_kept(project, asked)
        inputs = {day: manifest.input_sums(project, released, parameters) for day, parameters in asked.items()}
        made = _kept_contents(project, asked, inputs, progress)
        for day, parameters in asked.items():
            _refuse_changed(inputs[day], manifest.input_sums(project, released, parameters))
        files = {f"{kept.FOLDER}/{day}/{name}": each for day, named in made.items() for name, each in named.items()}
        # The whole report is exchanged for one that holds them too, so that a kill leaves none of them or all.
        replace(report, files, carried=lambda name: True)
    return tuple(each for each in kept.editions(report) if each.day in asked)


def _refuse_kept(project: Path, days: Mapping[date, Mapping[str, str]]) -> None:
    """A kept edition is written once, and the one that stands in ``report/`` is kept as it stands or not at all."""
    report = project / "report"
    if found := [day for day in days if os.path.lexists(kept.place(report, day))]:
        raise EditionError(
            f"{', '.join(f'{kept.FOLDER}/{day}' for day in found)}: kept already; "
            "a kept edition is written once and never again"
        )
    made_from = manifest.read(report) or {"edition": "", "parameters": {}}
    for day, parameters in days.items():
        if not parameters and not manifest.up_to_date(project, report):
            raise EditionError(
                f"keep {day}: report/ is not what the sources build now, and an edition is kept as it stands\n"
                "hedged build brings it there; if it was published, bring its sources back first"
            )
        if parameters and made_from["edition"] == day.isoformat() and not made_from["parameters"]:
            raise EditionError(
                f"keep {day}: report/ holds the edition of that day itself, and it would only be reconstructed\n"
                f"set date-released in CITATION.cff to {day} again, keep it, and raise the date then"
            )


def _refuse_odd(project: Path) -> None:
    """What stands among the kept editions is one, of the day that its folder is named for."""
    folder = project / "report" / kept.FOLDER
    if folder.exists() and not folder.is_dir():
        raise KeptError(f"report/{kept.FOLDER} is a file, and kept editions need a folder there: move the file")
    for each in kept.editions(project / "report"):
        made_from = manifest.read(each.folder) or {"parameters": {}}
        day = made_from["parameters"].get("known_on", made_from.get("edition"))
        if not (made_from.get("kept") and day == each.day.isoformat() and each.figures.is_file()):
            raise KeptError(
                f"report/{kept.FOLDER}/{each.folder.name} holds no edition that was kept for that day\n"
                "hedged verify says what is wrong with it; what is none belongs elsewhere"
            )


def _refuse_rewritten(project: Path, inputs: Mapping[str, str]) -> None:
    """A kept edition stays what it was when the report that stands was built."""
    made_from = manifest.read(project / "report") or {}
    then = {path: each for path, each in made_from.get("inputs", {}).items() if path.startswith("report/")}
    if changed := sorted({path.rpartition("/")[0] for path, each in then.items() if inputs.get(path) != each}):
        raise BuildError(
            f"{', '.join(changed)}: changed or gone since the last build; a kept edition is written once\n"
            f"bring it back (git restore report/{kept.FOLDER}); where it is meant, hedged build --force"
        )


def _refuse_changed(inputs: Mapping[str, str], now: Mapping[str, str]) -> None:
    if changed := manifest.unequal(inputs, now):
        raise BuildError(f"{', '.join(changed)} changed while the build ran; build again")


def _listed_elsewhere(project: Path, target: Path, released: date, parameters: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the kept editions to which a report elsewhere leads and which it does not hold yet, by path in it."""
    if "known_on" in parameters:
        return {}
    return {
        f"{kept.FOLDER}/{each.day}/{path.name}": path.read_bytes()
        for each in kept.before(project / "report", released)
        if not kept.place(target, each.day).exists()
        for path in sorted(each.folder.iterdir())
        if path.is_file()
    }


def _refuse_foreign(project: Path, target: Path) -> None:
    """Only a folder of ours is replaced: `--out` on a home folder must not take it away."""
    for folder in manifest.INPUT_FOLDERS:
        if target.resolve().is_relative_to((project / folder).resolve()):
            raise EditionError(f"{target} lies in {folder}/, which the build reads; choose another folder with --out")
    made_from, report = manifest.read(target), (project / "report").resolve()
    if target.resolve().is_relative_to(report / kept.FOLDER) or (made_from or {}).get("kept"):
        raise EditionError(
            f"{target} is where editions are kept, each written once and never again\n"
            "choose another folder with --out; hedged keep DAY keeps the edition of a day"
        )
    if target.resolve() != report and target.resolve().is_relative_to(report):
        raise EditionError(f"{target} lies in report/, which holds one edition; choose another folder with --out")
    if not target.is_dir() or made_from is not None:
        return
    foreign = sorted(entry.name for entry in target.iterdir() if entry.name not in {*_WRITTEN, kept.FOLDER})
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
        aside.submit(load_renderers)

        def begun(cell: str) -> None:
            if refusal.done():
                refusal.result()
            progress(cell)

        try:
            executed = _executed(project, content, parameters, begun, time_limit_s)
        finally:
            ledger = refusal.result()  # goes before a fault of the run, since it can have led to that

        from hedged.exports import bibliography
        from hedged.render import pdf

        document = read(project, executed, meta(project, path, parameters, inputs), ledger)
        progress("rendering HTML and PDF")
        figures = figures_files(document)
        given = pdf.given(document, {FIGURES: figures[FIGURES]})
        # The compiler of the PDF works outside of Python, so the page is made beside it.
        pages = aside.submit(pdf.compiled, document, given)
        page = render_html(document).encode("utf-8")
        pictures = central_chart(document)
        sources = bibliography.of_pages(ledger.known_on(parameters.get("known_on")).tables["sources"])
        contents = {
            "briefing.html": page,
            "briefing.pdf": pages.result(),
            **pictures,
            **figures,
            "sources.bib": bibliography.bibtex(sources).encode("utf-8"),
            "sources.json": bibliography.csl_json(sources),
        }
    return _sealed(project, document, inputs, contents)


def _kept_contents(
    project: Path,
    asked: Mapping[date, Mapping[str, str]],
    inputs: Mapping[date, Mapping[str, str]],
    progress: Progress,
) -> dict[date, dict[str, bytes]]:
    """Every file of the kept editions by day and name, ``SHA256SUMS`` last; their notebooks run side by side."""
    from hedged import notebook
    from hedged.exports import schema

    path, released = project / BRIEFING, citation(project).released
    content = notebook.load(path)

    def contents(day: date) -> dict[str, bytes]:
        executed = _executed(project, content, asked[day], lambda cell: progress(f"{day}: {cell}"))
        described = as_kept(meta(project, path, asked[day], inputs[day]), day)
        document = read(project, executed, described, ledger)
        figures = figures_files(document)
        files = {name: figures[name] for name in (FIGURES, schema.FILE)}
        files["briefing.html"] = render_html(document).encode("utf-8")
        published = {} if asked[day] else manifest.listed((project / "report" / manifest.SEAL).read_bytes())
        return _sealed(project, document, inputs[day], files, published)

    # One more than there are processors: a run waits now and then, and what it gives is rendered in this process.
    with source_date_epoch(released), ThreadPoolExecutor(len(os.sched_getaffinity(0)) + 1) as aside:
        ledger = refuse_faults_of_meaning(project, path.name, content, released)
        load_renderers()
        return dict(zip(asked, aside.map(contents, asked), strict=True))


def figures_as_of(project: Path, day: date, progress: Progress = lambda message: None) -> dict[str, Any]:
    """The content of ``figures.json`` as known on a day, without a report. Raises HedgedError as `build` does."""
    from hedged import notebook
    from hedged.exports import figures_json

    path, released = project / BRIEFING, citation(project).released
    parameters = parameters_as_of(project, day)
    content = notebook.load(path)
    with source_date_epoch(released):
        ledger = refuse_faults_of_meaning(project, path.name, content, released)
        executed = _executed(project, content, parameters, progress)
    return figures_json.contents(read(project, executed, meta(project, path, parameters), ledger))


def _executed(
    project: Path,
    content: Mapping[str, Any],
    parameters: Mapping[str, str],
    progress: Progress,
    time_limit_s: float = TIME_LIMIT_S,
) -> dict[str, Any]:
    from hedged import notebook

    path = project / BRIEFING
    return notebook.run(content, path.name, path.parent, parameters=parameters, timeout=time_limit_s, progress=progress)


def _sealed(
    project: Path,
    document: "Document",
    inputs: Mapping[str, str],
    contents: Mapping[str, bytes],
    published: Mapping[str, str] = {},
) -> dict[str, bytes]:
    """The files of an edition with ``manifest.json``, which says what it is made from, and ``SHA256SUMS``."""
    made_from = manifest.manifest(
        project,
        title=document.title,
        edition=document.meta.edition.isoformat(),
        parameters=document.meta.parameters,
        inputs=inputs,
        kept=document.meta.kept,
        published=published,
    )
    files = dict(sorted({**contents, "manifest.json": manifest.json_bytes(made_from)}.items()))
    return {**files, manifest.SEAL: manifest.sums(files)}
