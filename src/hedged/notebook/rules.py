"""What a notebook of the project must be, read from its text alone: nothing is run.

The rules are of meaning, not of style: what breaks one would print something else than it seems to.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hedged.errors import nearest
from hedged.ledger import Ledger
from hedged.notebook import typed
from hedged.notebook.file import INJECTED, bindings, expressions, load


@dataclass(frozen=True)
class Fault:
    """One breach of a rule: ``where`` names notebook, cell and line, ``message`` what would be right."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True)
class _Cell:
    number: int
    kind: str
    source: str
    metadata: Mapping[str, Any]
    tree: ast.Module | None
    broken: SyntaxError | None

    @property
    def code(self) -> bool:
        return self.kind == "code"

    @property
    def needs(self) -> tuple[str, ...]:
        ids = self.metadata.get("needs", ())
        return tuple(each for each in ids if isinstance(each, str)) if isinstance(ids, list) else ()


def check(path: Path, ids: Collection[str] | None = None, ledger: Ledger | None = None) -> tuple[Fault, ...]:
    """Every fault of the notebook at ``path``, top to bottom; none means it is as it should be.

    ``ids`` are those of all statements of the ``ledger``, of whatever day; without either
    ``needs`` is not compared with it, and no figure is suggested for a number that is typed.
    Raises NotebookError for a file that is no notebook.
    """
    path = Path(path)
    known = None if ledger is None else typed.Known(ledger)
    needs = partial(_check_needs, ids=ids if ledger is None else set(ledger))
    checks = (_check_kinds, _check_syntax, needs, _check_names, _check_day, partial(_check_numbers, known=known))
    return _faults(load(path), path.name, checks)


def check_meaning(content: Mapping[str, Any], name: str, ids: Collection[str]) -> tuple[Fault, ...]:
    """Only the faults by which a notebook already read would say something else than it seems to.

    A cell that needs what nobody ever said is left out without a word, and a name bound twice
    prints its last value everywhere. A day written into the notebook would make an edition that
    does not say as of when it speaks. A build refuses these.
    """
    return _faults(content, name, (partial(_check_needs, ids=ids), _check_names, _check_day))


def _faults(
    content: Mapping[str, Any], name: str, checks: Iterable[Callable[[tuple[_Cell, ...], _Report], None]]
) -> tuple[Fault, ...]:
    cells = tuple(_cell(number, each) for number, each in enumerate(content["cells"], start=1))
    found: list[tuple[int, int, str]] = []

    def fault(cell: _Cell, line: int, message: str) -> None:
        found.append((cell.number, line, message))

    for each in checks:
        each(cells, fault)
    return tuple(_fault(name, number, line, message) for number, line, message in sorted(found))


def _check_kinds(cells: tuple[_Cell, ...], fault: _Report) -> None:
    for cell in cells:
        if cell.kind not in ("code", "markdown"):
            fault(cell, 0, f"a cell of type {cell.kind}; cells are Markdown or code")


def _check_syntax(cells: tuple[_Cell, ...], fault: _Report) -> None:
    for cell in cells:
        if cell.broken is not None:
            line, told = cell.broken.lineno or 0, cell.broken.msg
            fault(cell, line, f"not plain Python ({told}); magics and shell commands have no place here")


def check_stored(path: Path) -> tuple[Fault, ...]:
    """What a run left in the notebook at ``path`` and version control must not hold.

    A rule of its own: whoever works in JupyterLab has outputs stored with each save, and
    builds all the same. Raises NotebookError for a file that is no notebook.
    """
    path = Path(path)
    found = []
    for number, cell in enumerate(load(path)["cells"], start=1):
        if cell.get("outputs") or cell.get("execution_count") is not None:
            found.append(_fault(path.name, number, 0, "holds outputs of a run; nbstripout clears them"))
        if "user_expressions" in cell["metadata"]:
            found.append(
                _fault(
                    path.name,
                    number,
                    0,
                    "holds values of {eval} expressions; nbstripout "
                    "--extra-keys cell.metadata.user_expressions clears them",
                )
            )
    return tuple(found)


def _fault(name: str, number: int, line: int, message: str) -> Fault:
    return Fault(f"{name}, cell {number}{f', line {line}' if line else ''}", message)


_Report = Callable[[_Cell, int, str], None]


def _cell(number: int, stored: Mapping[str, Any]) -> _Cell:
    tree, broken = None, None
    if stored["cell_type"] == "code":
        try:
            tree = ast.parse(stored["source"])
        except SyntaxError as error:
            broken = error
    return _Cell(number, stored["cell_type"], stored["source"], stored["metadata"], tree, broken)


def _check_needs(cells: tuple[_Cell, ...], fault: _Report, ids: Collection[str] | None) -> None:
    for cell in cells:
        if "needs" in cell.metadata and (not cell.needs or list(cell.needs) != cell.metadata["needs"]):
            fault(cell, 0, "needs is not a list of ids of the ledger")
        for name in cell.needs if ids is not None else ():
            if name not in ids:
                fault(cell, 0, f"needs {name}, which the ledger has on no day{nearest(name, ids, most=3)}")


def _check_day(cells: tuple[_Cell, ...], fault: _Report) -> None:
    """The day as known on which an edition speaks comes from whoever asks for it."""
    remedy = "a build takes the day from --as-of DAY"
    for cell in cells:
        tags = cell.metadata.get("tags", ()) if cell.code else ()
        if INJECTED in tags:
            fault(cell, 0, f"sets parameters for one run; take the cell out: {remedy}")
        for line in cell.tree.body if "parameters" in tags and cell.tree is not None else ():
            match line:
                case ast.Assign(targets=[ast.Name(id="known_on")], value=value) if ast.unparse(value) != "None":
                    fault(cell, line.lineno, f"known_on is {ast.unparse(value)}; write None: {remedy}")


def _check_names(cells: tuple[_Cell, ...], fault: _Report) -> None:
    """Names in prose are bound once; what depends on a cell that may be left out, is left out with it."""
    bound: dict[str, list[tuple[_Cell, int]]] = {}
    for cell in cells:
        for name, lines in bindings(cell.source).items() if cell.code else ():
            bound.setdefault(name, []).extend((cell, line) for line in lines)
    for cell in cells:
        for line, text, names in _uses(cell, fault):
            _check_uses(cell, line, text, names, bound, fault)


def _uses(cell: _Cell, fault: _Report) -> Iterator[tuple[int, str | None, set[str]]]:
    """The names a cell uses; for prose with the line and the text of the expression."""
    if cell.tree is not None:
        yield 0, None, _loaded(cell.tree)
    if cell.code:
        return
    for text in expressions(cell.source):
        line = _line_of(text, cell.source)
        try:
            tree = ast.parse(text, mode="eval")
        except SyntaxError:
            fault(cell, line, f"{{eval}}`{text}` is not a Python expression")
            continue
        if not isinstance(tree.body, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
            fault(cell, line, f"{{eval}}`{text}` computes; bind a name in a code cell and print that")
        yield line, text, _loaded(tree)


def _check_uses(
    cell: _Cell,
    line: int,
    text: str | None,
    names: set[str],
    bound: Mapping[str, list[tuple[_Cell, int]]],
    fault: _Report,
) -> None:
    for name in sorted(names):
        places = bound.get(name, [])
        if text is not None and not places:
            fault(cell, line, f"{{eval}}`{text}`: no code cell binds {name}{nearest(name, bound, most=3)}")
        if text is not None and len(places) > 1:
            where = " and ".join(f"cell {each.number}, line {at}" for each, at in places)
            fault(
                cell,
                line,
                f"{{eval}}`{text}`: {name} is bound {len(places)} times ({where}); "
                "prose sees only the last, so give each its own name",
            )
        for source in {each.number: each for each, _ in places if each is not cell}.values():
            if missing := [each for each in source.needs if each not in cell.needs]:
                fault(
                    cell,
                    line,
                    f"uses {name} of cell {source.number}, which is left out without "
                    f"{', '.join(missing)}; this cell needs the same",
                )


def _check_numbers(cells: tuple[_Cell, ...], fault: _Report, known: typed.Known | None) -> None:
    """No number is typed where a figure could be printed, and no figure loses its hedge."""
    notebook = typed.Notebook.of(cell.tree for cell in cells if cell.tree is not None)
    for cell in (each for each in cells if each.broken is None):
        for line, message in typed.of_cell(cell.source, cell.tree, cell.code, cell.metadata, notebook, known):
            fault(cell, line, message)


def _loaded(tree: ast.AST) -> set[str]:
    """Names read from outside the tree's own comprehensions, built-ins left out."""
    names = [each for each in ast.walk(tree) if isinstance(each, ast.Name)]
    inner = {
        name.id
        for each in ast.walk(tree)
        if isinstance(each, ast.comprehension)
        for name in ast.walk(each.target)
        if isinstance(name, ast.Name)
    } | {each.arg for each in ast.walk(tree) if isinstance(each, ast.arg)}
    read = {each.id for each in names if isinstance(each.ctx, ast.Load)}
    return read - inner - set(dir(builtins))


def _line_of(expression: str, source: str) -> int:
    for number, line in enumerate(source.splitlines(), start=1):
        if re.search(r"\{eval\}`+\s*" + re.escape(expression), line):
            return number
    return 0
