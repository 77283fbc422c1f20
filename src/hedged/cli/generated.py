"""The generated parts of files that are otherwise written by hand.

In ``README.md`` a part stands between ``<!-- generated: NAME ARGUMENT ... -->`` and ``<!-- /generated -->``,
in ``CITATION.cff`` between ``# generated: NAME`` and ``# /generated``; what is generated below ``data/``
is the business of `hedged.ledger.codebook`. `make generated` writes all of it, a test and `hedged check` find
what is stale. The parts:

=================  ===========================================================================
``answer ID ...``  figures and verdicts of the last build, one list item for a figure and the verdicts on it
``chart``          the central chart of the last build, under its headline
``edition``        the edition date and the newest statement
``version``        the version in ``pyproject.toml``
=================  ===========================================================================

The README's answer comes from ``report/figures.json``, and the codebook goes into the report's manifest; so ``make
generated`` writes the codebook, builds, and then writes the README.
"""

import re
import sys
import tomllib
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from hedged.editions import citation, project
from hedged.errors import HedgedError
from hedged.exports import figures_json
from hedged.ledger import Ledger, codebook
from hedged.numbers import words

_PART = re.compile(
    r"^(?P<begin>(?:<!--|#) generated: (?P<what>[^\n]*?)(?: -->)?\n).*?^(?P<end>(?:<!--|#) /generated(?: -->)?)$",
    re.MULTILINE | re.DOTALL,
)

#: The width of the central chart in the README: no text in it is smaller than 12 px.
_SHOWN_PX = 720


class GeneratedError(HedgedError):
    """A marker that asks for something that cannot be generated."""


class _RestsOnSuperseded(Exception):
    """An answer that a newer figure has overtaken: its marker names the one before."""


def written(project: Path, ledger: Ledger | None = None) -> dict[Path, str]:
    """Every file with generated parts as it should be, by its path from the project.

    `ledger`: that of the project, where it has been read already. Raises GeneratedError for a marker that is
    not known, has no end, or names what rests on a superseded figure; LedgerError and CodebookError for faults
    in the data and their codebook.
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
            except _RestsOnSuperseded as fault:
                raise GeneratedError(f"{path}: generated: {name}: {fault}") from fault
            except KeyError as fault:
                raise GeneratedError(
                    f"{path}: generated: {name}: {fault.args[0]} is not in report/; build the report first"
                ) from fault

        opened, closed = (
            len(re.findall(rf"^(?:<!--|#) {word}", text, re.MULTILINE)) for word in ("generated:", "/generated")
        )
        filled, count = _PART.subn(part, text)
        if not opened == closed == count:
            raise GeneratedError(f"{path}: {opened} generated parts begin and {closed} end; each needs both markers")
        return filled

    def part_answer(self, *names: str) -> str:
        items: dict[str, str] = {}
        for name in names:
            verdict = self.built["verdicts"].get(name)
            figure = verdict["figure"] if verdict else name
            items.setdefault(figure, self._figure(figure))
            self._refuse_superseded(name, figure)
            if verdict:
                items[figure] += f"; {verdict['question']}: **{verdict['text']}**"
        return "\n".join(f"- {item}." for item in items.values())

    def _refuse_superseded(self, name: str, figure: str) -> None:
        """What a marker names rests on figures as they stand: nothing else would say that its answer is the old one."""
        figures = self.built["figures"]
        for leaf in figures[figure]["statements"]:
            newest = leaf
            while newest in figures and figures[newest].get("status") == "superseded":
                newest = figures[newest]["said"]["statement"]["superseded_by"]
            if newest != leaf:
                raise _RestsOnSuperseded(
                    f"{name} rests on {leaf}, which is superseded by {newest}\n"
                    f"name in the marker what rests on {newest} instead (hedged show {newest} lists it), then make generated"
                )

    def _figure(self, name: str) -> str:
        """A figure behind its label, and behind those of its claimants whom the label does not name."""
        figure = self.built["figures"][name]
        said = (self.built["figures"][leaf]["said"]["claimant"] for leaf in figure["statements"])
        claimants = dict.fromkeys(self.built["claimants"][each]["short_name"] for each in said)
        label = figure["label"]
        unnamed = words.listed([each for each in claimants if each not in label])
        return f"{label[:1].upper()}{label[1:]}{f', from {unnamed}' if unnamed else ''}: **{figure['text']}**"

    def part_chart(self) -> str:
        light, dark = "report/central-chart.svg", "report/central-chart-dark.svg"
        if not (self.project / light).is_file():
            raise KeyError("central-chart.svg")
        title, alt = (each.text or "" for each in ElementTree.parse(self.project / light).getroot()[:2])
        headline, _, subtitle = title.partition("\n")
        return f"""\
**{headline}**

{subtitle}.

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="{dark}">
  <img src="{light}" width="{_SHOWN_PX}" alt="{escape(alt)}">
</picture>"""

    def part_edition(self) -> str:
        said_on, released = self.ledger.newest.said_on, citation(self.project).released
        return f"Edition of {words.day(released)}; newest statement of {said_on}."

    def part_version(self) -> str:
        with (self.project / "pyproject.toml").open("rb") as file:
            return f"version: {tomllib.load(file)['project']['version']}"


if __name__ == "__main__":
    try:
        for path in write(project.find(Path.cwd()), inputs_only=sys.argv[1:] == ["inputs"]):
            print(f"written: {path}")
    except HedgedError as fault:
        print(f"generated: {fault}", file=sys.stderr)
        sys.exit(fault.exit_status)
