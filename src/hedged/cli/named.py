"""An edition as a user names it: by a day, by the folder it was built into, or by its ``figures.json``."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hedged.editions import citation, kept
from hedged.errors import HedgedError
from hedged.exports import schema
from hedged.numbers import words

Record = Mapping[str, Any]
Progress = Callable[[str], None]

_ANY_DAY = r"\d{4}\D?\d{1,2}\D?\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"


class NoSuchEdition(HedgedError):
    """A name that stands for no build."""


@dataclass(frozen=True)
class Edition:
    """The figures and verdicts of one edition, the content of its ``figures.json``.

    ``place`` is the file they stand in, None where they were computed just now; ``remedy`` what to do where the file
    is damaged, empty for one from elsewhere.
    """

    content: Record
    place: Path | None
    remedy: str = ""

    @property
    def made(self) -> date:
        """The edition date."""
        return date.fromisoformat(self.content["edition"])

    @property
    def known_on(self) -> date:
        """The day as of which it speaks."""
        return date.fromisoformat(self.content["parameters"].get("known_on") or self.content["edition"])

    @property
    def told(self) -> str:
        """Which edition it is, in words."""
        return words.edition(self.known_on, reconstructed=bool(self.content["parameters"].get("known_on")))


def edition(project: Path, name: str, progress: Progress) -> Edition:
    """The edition that a name stands for.

    A day is that of a kept edition, or the edition date, for which ``report/`` stands; for any other day the
    briefing's notebook is run. All else is a folder with ``figures.json``, or such a file.

    Raises HedgedError, with what would be right, where it stands for none.
    """
    if not name.strip():
        raise NoSuchEdition(f"an edition without a name\n{_choice(project)}")
    if (day := _day(name)) is not None:
        return _of_day(project, day, progress)
    path = Path(name)
    if path.is_dir() and not (path / "figures.json").exists():
        raise NoSuchEdition(f"{name}: a folder without figures.json\n{_choice(project)}")
    if path.exists():
        return _stored(project, path / "figures.json" if path.is_dir() else path)
    if re.fullmatch(_ANY_DAY, name.strip()):
        raise NoSuchEdition(f"{name}: write the day as 2025-07-04")
    raise NoSuchEdition(f"{name}: no such file or folder, and no day\n{_choice(project)}")


def current(project: Path) -> Edition:
    """The edition that stands in ``report/``. Raises NoSuchEdition where none does."""
    return _stored(project, project / "report" / "figures.json")


def newest_kept(project: Path) -> Edition:
    """The newest kept edition before the edition date. Raises NoSuchEdition where none is kept."""
    earlier = kept.before(project / "report", citation(project).released)
    if not earlier:
        raise NoSuchEdition("no edition is kept in report/editions/ to compare with; name one: hedged diff 2025-07-04")
    return _stored(project, earlier[-1].figures)


def _day(name: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", name):
        return None
    try:
        return date.fromisoformat(name)
    except ValueError:
        raise NoSuchEdition(f"{name}: the calendar has no such day") from None


def _of_day(project: Path, day: date, progress: Progress) -> Edition:
    from hedged.editions import briefing, build

    released = citation(project).released
    if kept.place(project / "report", day).is_dir():
        return _stored(project, kept.place(project / "report", day) / "figures.json")
    if day == released:
        standing = current(project)
        if standing.known_on != released:
            raise NoSuchEdition(f"{day}: report/ holds {standing.told}; hedged build puts the edition of {day} there")
        return standing
    try:
        briefing.parameters_as_of(project, day)
    except briefing.EditionError as fault:  # the day's; a fault of the sources goes its own way
        raise NoSuchEdition(f"{str(fault).removeprefix('--as-of ')}\n{_choice(project)}") from None
    return Edition(build.figures_as_of(project, day, progress=progress), None)


def _choice(project: Path) -> str:
    days = [each.day.isoformat() for each in kept.editions(project / "report")]
    which = f"kept editions: {', '.join(days)}; else name another day" if days else "name a day"
    return f"{which}, a folder that holds figures.json, or such a file"


def _stored(project: Path, path: Path) -> Edition:
    remedy = _remedy(project, path)
    fault: str | None
    try:
        content = json.loads(path.read_bytes())
        fault = _fault(content)
    except OSError as error:
        fault = error.strerror.lower()
    except (ValueError, RecursionError):
        fault = "not JSON" if remedy else "not JSON; the file to compare is the figures.json of a report"
    if fault is not None:
        raise NoSuchEdition(f"{path}: {fault}{remedy and f'; {remedy}'}")
    return Edition(content, path, remedy)


def _remedy(project: Path, path: Path) -> str:
    """What to do where an edition's file is missing or damaged; empty for one from elsewhere."""
    report, folder = (project / "report").resolve(), path.resolve().parent
    if folder == report:
        return "hedged build writes it"
    return "hedged verify says what is damaged" if folder.is_relative_to(report / kept.FOLDER) else ""


def _fault(content: Any) -> str | None:
    """Why a content is not that of a ``figures.json``; None where it seems to be, by whichever version."""
    if not isinstance(content, dict) or "schema_version" not in content:
        return "not figures of a briefing; the file to compare is the figures.json of a report"
    parts = {"figures": dict, "verdicts": dict, "parameters": dict, "edition": str}
    missing = [key for key, kind in parts.items() if not isinstance(content.get(key), kind)]
    if missing:
        version = content["schema_version"]
        other = f" (schema {version}, this one reads {schema.VERSION})" if version != schema.VERSION else ""
        return f"no {words.listed(missing)} in it{other}"
    for part in ("figures", "verdicts"):
        if (
            name := next((name for name, each in content[part].items() if not isinstance(each, dict)), None)
        ) is not None:
            return f"{name!r} among its {part} is no record of one"
    made = content["edition"]
    for key, day in {"edition": made, "known_on": content["parameters"].get("known_on", made)}.items():
        if not _is_day(day):
            return f"its {key} is no day: {json.dumps(day, ensure_ascii=False)}"
    return None


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True
