"""The generated parts of files that are otherwise written by hand.

In ``README.md`` a part stands between ``<!-- generated: NAME ARGUMENT ... -->`` and ``<!-- /generated -->``,
in ``CITATION.cff`` between ``# generated: NAME`` and ``# /generated``; what is generated below ``data/``
is the business of `hedged.codebook`. `make generated` writes all of it, a test and `hedged check` find
what is stale. The parts:

=================  ===========================================================================
``answer ID ...``  figures and verdicts of the last build, one list item each, in that order
``edition``        the edition date and the newest statement
``version``        the version in ``pyproject.toml``
=================  ===========================================================================
"""

import re
import sys
import tomllib
from pathlib import Path

from hedged import codebook, figures_json, words
from hedged.errors import HedgedError
from hedged.ledger import Ledger
from hedged.project import citation, find

_PART = re.compile(
    r"^(?P<begin>(?:<!--|#) generated: (?P<what>[^\n]*?)(?: -->)?\n).*?^(?P<end>(?:<!--|#) /generated(?: -->)?)$",
    re.MULTILINE | re.DOTALL,
)


class GeneratedError(HedgedError):
    """A marker that asks for something that cannot be generated."""


def written(project: Path, ledger: Ledger | None = None) -> dict[Path, str]:
    """Every file with generated parts as it should be, by its path from the project.

    `ledger`: that of the project, where it has been read already. Raises GeneratedError for a marker that is
    not known or has no end, LedgerError and CodebookError for faults in the data and their codebook.
    """
    ledger = _ledger(project) if ledger is None else ledger
    return _inputs(project, ledger) | _filled(project, Path("README.md"), ledger)


def stale(project: Path, ledger: Ledger | None = None) -> list[Path]:
    """The files whose generated parts are not what `make generated` would write."""
    return [path for path, text in written(project, ledger).items() if _text(project / path) != text]


def write(project: Path, *, inputs_only: bool = False) -> list[Path]:
    """Write what is stale; the paths written. A second call writes nothing.

    `inputs_only`: only what a build reads, and not the README, which prints what the build made.
    """
    made = _inputs(project, _ledger(project)) if inputs_only else written(project)
    changed = {path: text for path, text in made.items() if _text(project / path) != text}
    for path, text in changed.items():
        (project / path).write_text(text, encoding="utf-8", newline="\n")
    return list(changed)


def _ledger(project: Path) -> Ledger:
    return Ledger.read(project / "data")


def _inputs(project: Path, ledger: Ledger) -> dict[Path, str]:
    codebooks = {path.relative_to(project): text for path, text in codebook.generated(project, ledger).items()}
    return codebooks | _filled(project, Path("CITATION.cff"), ledger)


def _filled(project: Path, path: Path, ledger: Ledger) -> dict[Path, str]:
    return {path: _Parts(project, ledger).fill(path)} if (project / path).is_file() else {}


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Parts:
    """What the markers of one project ask for."""

    def __init__(self, project: Path, ledger: Ledger) -> None:
        self.project = project
        self.ledger = ledger
        self.built = figures_json.stored(project / "report")

    def fill(self, path: Path) -> str:
        text = _text(self.project / path)

        def part(match: re.Match[str]) -> str:
            name, *arguments = match["what"].split()
            maker = getattr(self, f"part_{name}", None)
            if maker is None:
                raise GeneratedError(f"{path}: generated: {match['what']}: no part is called {name}")
            try:
                return f"{match['begin']}{maker(*arguments)}\n{match['end']}"
            except KeyError as fault:
                raise GeneratedError(
                    f"{path}: generated: {name}: {fault.args[0]} is not in report/figures.json; build the report first"
                ) from fault

        opened, closed = (
            len(re.findall(rf"^(?:<!--|#) {word}", text, re.MULTILINE)) for word in ("generated:", "/generated")
        )
        filled, count = _PART.subn(part, text)
        if not opened == closed == count:
            raise GeneratedError(f"{path}: {opened} generated parts begin and {closed} end; each needs both markers")
        return filled

    def part_answer(self, *names: str) -> str:
        return "\n".join(f"- {self._line(name)}" for name in names)

    def _line(self, name: str) -> str:
        if name in self.built["verdicts"]:
            verdict = self.built["verdicts"][name]
            return f"{_capitalised(verdict['question'])}? **{_capitalised(verdict['text'])}.** {verdict['sentence']}"
        figure = self.built["figures"][name]
        return f"{_capitalised(figure['label'])}: **{figure['text']}**"

    def part_edition(self) -> str:
        said_on, released = self.ledger.newest.said_on, citation(self.project).released
        return f"Edition of {words.day(released)}; newest statement of {said_on}."

    def part_version(self) -> str:
        with (self.project / "pyproject.toml").open("rb") as file:
            return f"version: {tomllib.load(file)['project']['version']}"


if __name__ == "__main__":
    try:
        for path in write(find(Path.cwd()), inputs_only=sys.argv[1:] == ["inputs"]):
            print(f"written: {path}")
    except HedgedError as fault:
        print(f"generated: {fault}", file=sys.stderr)
        sys.exit(fault.exit_status)
