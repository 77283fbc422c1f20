"""The briefing of a project as known on a day: its parameters, what is refused, and its finished Document.

The same for `hedged build` and the nbconvert exporters, hence the same bytes.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from hedged.editions import kept, manifest
from hedged.editions.project import BRIEFING, citation
from hedged.errors import HedgedError

if TYPE_CHECKING:
    from hedged.document import Document, Meta
    from hedged.ledger import Ledger

_ENVIRONMENT = RLock()


class EditionError(HedgedError):
    """An edition that cannot be asked for: the fault is in the question or in the input."""


def parameters_as_of(project: Path, as_of: date | None, asked: str = "--as-of") -> dict[str, str]:
    """The notebook's parameters: `known_on` for another day than the edition's, which needs none.

    The edition date stays: it says when the edition was made, the parameter as of when it speaks.

    Raises EditionError for a day of which no edition can speak; `asked` is how it was asked for.
    """
    released = citation(project).released
    if as_of is None or as_of == released:
        return {}
    if as_of > released:
        raise EditionError(
            f"{asked} {as_of}: after the edition date {released} (date-released in CITATION.cff); nothing is known of that day yet"
        )
    first = _first_day(project / BRIEFING)
    if first is not None and as_of < first:
        raise EditionError(f"{asked} {as_of}: the briefing can be built for any day from {first} to {released}")
    return {"known_on": as_of.isoformat()}


def _first_day(notebook: Path) -> date | None:
    """The first day for which the notebook's prose holds: `hedged.first_day` in its metadata."""
    try:
        return date.fromisoformat(json.loads(notebook.read_bytes())["metadata"]["hedged"]["first_day"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # a notebook at fault is reported by its own check, before it runs


def refuse_faults_of_meaning(project: Path, name: str, content: Mapping[str, Any], edition: date) -> "Ledger":
    """The ledger; raises HedgedError for one, or for a notebook, that would say something else than it seems to.

    The same for `hedged build` and for the nbconvert exporters; `name` and `content` are the notebook's.
    """
    from hedged.ledger import Ledger
    from hedged.notebook import check_meaning

    ledger = Ledger.read(project / "data")
    refuse_late(ledger, edition)
    if faults := check_meaning(content, name, set(ledger)):
        raise EditionError("\n".join(map(str, faults)))
    return ledger


def refuse_late(ledger: "Ledger", edition: date) -> None:
    """An edition cannot hold what was said, or put right, after its date."""
    for name in ledger:
        if ledger.said_on(name) > edition:
            raise EditionError(
                f"data/statements.csv: {name} was said after the edition date {edition}\n"
                "raise date-released in CITATION.cff, or take the statement out"
            )
    for line in ledger.tables["corrections"]:
        if line.when.first > edition:
            raise EditionError(
                f"data/corrections.csv: {line.id} was made after the edition date {edition}\n"
                "raise date-released in CITATION.cff, or put its day right"
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
    from importlib import metadata  # here: a build with nothing to do needs none of it

    from hedged.document import Meta

    cited = citation(project)
    given = {name: str(value) for name, value in parameters.items()}
    inputs = manifest.input_sums(project, cited.released, given) if inputs is None else inputs
    return Meta(
        edition=cited.released,
        authors=cited.authors,
        version=metadata.version("hedged"),
        parameters=given,
        notebook=notebook.name,
        checksum=manifest.digest(inputs, given),
        ledger_sha256=manifest.ledger_sum(inputs),
        names=cited.names,
        url=cited.url,
        doi=cited.doi,
        license=cited.license,
    )


def as_kept(described: "Meta", day: date) -> "Meta":
    """The same for the edition's own place, below that of the current one."""
    url = described.url and urljoin(described.url, f"{kept.FOLDER}/{day}/briefing.html")
    return replace(described, kept=True, url=url)


def read(project: Path, executed: Mapping[str, Any], described: "Meta", ledger: "Ledger") -> "Document":
    """The Document of the executed briefing; the current edition with its annex on editions and corrections.

    Raises HedgedError for what the Document cannot hold.
    """
    from hedged import document
    from hedged.editions import annex

    briefing = document.read(executed, described)
    if "known_on" in described.parameters or described.notebook != BRIEFING.name:
        return briefing
    return annex.added(briefing, kept.before(project / "report", described.edition), ledger.tables["corrections"])
