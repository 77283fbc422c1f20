"""A notebook file: read, made ready to run, and cleaned of all that differs from run to run.

The file is read as JSON; nbformat, slow to import, is not needed for it.
"""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.myst_role import myst_role_plugin

from hedged.errors import HedgedError, nearest

# The one reader of Markdown: the roles found in a cell are those the Document asks results for. HTML is parsed as
# HTML in order to be refused; switched off, it would print as text.
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").use(myst_role_plugin)
# By default an address markdown-it distrusts is printed as text; the Document names it instead.
_MARKDOWN.validateLink = lambda address: True
# A first text makes markdown-it put its rules in order, in a list that others see half filled: a build parses in two
# threads, so this comes before both.
_MARKDOWN.parse("a")

# What an editor or a kernel leaves in a notebook, and the briefing does not depend on.
_TRACES = ("kernelspec", "language_info", "signature", "widgets")
INJECTED = "injected-parameters"
"""The tag of the cell that sets parameters for one run, put in by a build."""

_WIDGET = "application/vnd.jupyter.widget-view+json"
_ADDRESS = re.compile(r"<[^<>]* at 0x[0-9a-fA-F]+>?")


class NotebookError(HedgedError):
    """A notebook that cannot be read or does not run; names notebook, cell and line."""

    exit_status = 3

    def __init__(self, message: str, exit_status: int = 3) -> None:
        super().__init__(message)
        self.exit_status = exit_status


def load(path: Path) -> dict[str, Any]:
    """The notebook at ``path`` as nbformat 4 JSON, each text of it one string.

    Raises NotebookError (bad input) for a file that is missing or no notebook.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise NotebookError(f"{path}: no such notebook", 2) from None
    except OSError as error:
        raise NotebookError(f"{path}: cannot be read ({error.strerror})", 2) from None
    except UnicodeDecodeError as error:
        raise NotebookError(f"{path}: byte {error.start} is not UTF-8; a notebook is UTF-8 text", 2) from None
    try:
        content = json.loads(text)
    except RecursionError:
        raise NotebookError(f"{path}: not a notebook: brackets within brackets without end", 2) from None
    except json.JSONDecodeError as error:
        raise NotebookError(
            f"{path}, line {error.lineno}: not a notebook: {error.msg}; was it edited by hand or left in a merge?", 2
        ) from None
    if not isinstance(content, dict) or "nbformat" not in content:
        raise NotebookError(f"{path}: JSON, but not a notebook: nbformat is missing", 2)
    if content["nbformat"] != 4:
        raise NotebookError(
            f"{path}: a notebook of format {content['nbformat']}; open and save it in JupyterLab to make it 4", 2
        )
    cells = content.get("cells")
    if not isinstance(cells, list) or not cells:
        raise NotebookError(f"{path}: a notebook without cells", 2)
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or not {"cell_type", "source"} <= cell.keys():
            raise NotebookError(f"{path}, cell {number}: not a cell: cell_type or source is missing", 2)
        source = [cell["source"]] if isinstance(cell["source"], str) else cell["source"]
        if not isinstance(source, list) or not all(isinstance(line, str) for line in source):
            raise NotebookError(f"{path}, cell {number}: its source is no text", 2)
        cell["source"] = "".join(source)
        if broken := re.search("[\ud800-\udfff]", cell["source"]):
            raise NotebookError(f"{path}, cell {number}: half a character (U+{ord(broken[0]):04X}) in its text", 2)
        _check_metadata(cell.setdefault("metadata", {}), f"{path}, cell {number}")
    _check_metadata(content.setdefault("metadata", {}), str(path))
    return content


def _check_metadata(metadata: Any, place: str) -> None:
    """Raises NotebookError (bad input) for metadata that is no mapping, or whose id or tags are no texts."""
    if not isinstance(metadata, dict):
        raise NotebookError(f"{place}: its metadata is no mapping of keys to values", 2)
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise NotebookError(f"{place}: its tags are no list of texts", 2)
    for name in ("id", "title"):
        if not isinstance(metadata.get(name, ""), str):
            raise NotebookError(f"{place}: its {name} is no text", 2)


def unreasoned(key: str, excused: Any, what: str, example: str, why: str) -> str | None:
    """What is wrong with what a cell's metadata excuses under ``key``; None where all of it has its reason."""
    if not isinstance(excused, Mapping):
        return f'its metadata "{key}" is no mapping of {what} to reasons; write {example}'
    for each, reason in excused.items():
        if not isinstance(reason, str) or not reason.strip():
            return f'"{key}" gives no reason for {each}; write why {why}'
    return None


@lru_cache(maxsize=256)
def parsed(markdown: str) -> tuple[Token, ...]:
    """A Markdown cell as tokens; they are shared, so nobody changes them."""
    return tuple(_MARKDOWN.parse(markdown))


def expressions(markdown: str) -> tuple[str, ...]:
    """The ``{eval}`` expressions of a Markdown cell, in reading order."""
    inlines = (child for token in parsed(markdown) for child in token.children or ())
    return tuple(each.content.strip() for each in inlines if each.type == "myst_role" and each.meta["name"] == "eval")


def prepared(content: Mapping[str, Any], name: str, parameters: Mapping[str, object]) -> dict[str, Any]:
    """A copy ready to run: nothing stored in it, cells numbered, the parameters put in.

    ``metadata.hedged.cell`` keeps the number a cell has in its file, counted from 1, for
    messages about notebooks some cells were left out of. Parameters stand in a cell of
    their own, after the one tagged ``parameters``, and under its number. Raises
    NotebookError for a parameter that cell does not have.
    """
    notebook = copy.deepcopy(dict(content))
    number = 0
    for cell in notebook["cells"]:
        number += not tagged(cell, INJECTED)
        cell["metadata"].pop("user_expressions", None)
        cell["metadata"].pop("trusted", None)
        cell["metadata"].pop("execution", None)
        cell["metadata"]["hedged"] = {"cell": number}
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    if parameters:
        _inject(notebook, name, parameters)
    return notebook


def tagged(cell: Mapping[str, Any], tag: str) -> bool:
    """Whether a code cell has this tag."""
    return cell["cell_type"] == "code" and tag in cell["metadata"].get("tags", ())


def _inject(notebook: dict[str, Any], name: str, parameters: Mapping[str, object]) -> None:
    places = [(index, cell) for index, cell in enumerate(notebook["cells"]) if tagged(cell, "parameters")]
    if len(places) != 1:
        found = "no cell is" if not places else f"{len(places)} cells are"
        raise NotebookError(f"{name}: {found} tagged 'parameters'; it takes one to set {', '.join(parameters)}", 2)
    ((index, cell),) = places
    known = list(bindings(cell["source"]))
    for parameter in parameters:
        if parameter not in known:
            raise NotebookError(
                f"{name}: no parameter is called {parameter}{nearest(parameter, known, most=3)}; "
                f"there is {', '.join(known) or 'none'}",
                2,
            )
    lines = (f"{parameter} = {_literal(parameter, value)}" for parameter, value in parameters.items())
    injected = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"hedged": dict(cell["metadata"]["hedged"]), "tags": [INJECTED]},
        "outputs": [],
        "source": "\n".join(lines),
    }
    if "id" in cell:
        injected["id"] = INJECTED
    notebook["cells"].insert(index + 1, injected)


def _literal(parameter: str, value: object) -> str:
    """The value as Python source; a day goes in as text, the way a person would type it."""
    if isinstance(value, date):
        return repr(value.isoformat())
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)
    raise TypeError(f"parameter {parameter}: a {type(value).__name__} cannot be put into a notebook")


def bindings(source: str) -> dict[str, list[int]]:
    """Each name that a code cell binds, with the lines on which it does; empty if it does not parse."""
    found: dict[str, list[int]] = {}
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return found
    for bound, line in _bound(tree):
        found.setdefault(bound, []).append(line)
    return found


def _bound(node: ast.AST) -> Iterator[tuple[str, int]]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name, node.lineno
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            for alias in aliases:
                yield alias.asname or alias.name.partition(".")[0], node.lineno
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name, node.lineno
            return
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name, node.lineno
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() | ast.Lambda():
            # Their own names stay inside; only := reaches out of a comprehension.
            yield from ((each.target.id, each.lineno) for each in ast.walk(node) if isinstance(each, ast.NamedExpr))
            return
    for child in ast.iter_child_nodes(node):
        yield from _bound(child)


def needs(cell: Mapping[str, Any], where: str) -> str | None:
    """The expression that is true where the ledger knows all a cell ``needs``; None if it needs nothing."""
    ids = cell["metadata"].get("needs")
    if ids is None:
        return None
    if not isinstance(ids, list) or not ids or not all(isinstance(each, str) for each in ids):
        example = '["north-casualties-2025-04-30"]'
        raise NotebookError(f"{where}: needs is {json.dumps(ids)}; a list of ids is right, {example}", 2)
    return f"all(name in ledger for name in {ids!r})"


def settled(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """The executed notebook without traces of the run: the same inputs give the same JSON.

    Widgets are numbered in order; a memory address in an output is a fault, since no
    edition could be built twice with it.
    """
    for trace in _TRACES:
        notebook["metadata"].pop(trace, None)
    widgets: dict[str, str] = {}
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)
        bundles = [each["result"]["data"] for each in cell["metadata"].get("user_expressions", ())]
        for output in cell.get("outputs", ()):
            bundles.append(output.get("data", {"text/plain": output.get("text", "")}))
        for data in bundles:
            if view := data.get(_WIDGET):
                view["model_id"] = widgets.setdefault(view["model_id"], f"widget-{len(widgets) + 1}")
            elif address := _ADDRESS.search(data.get("text/plain", "")):
                raise NotebookError(
                    f"{name}, cell {number_of(cell)}: shows {address[0]}, whose address differs "
                    "from run to run; end the cell with a value that has words"
                )
    return notebook


def number_of(cell: Mapping[str, Any]) -> int:
    """The number a prepared cell has in its file, counted from 1."""
    return cell["metadata"]["hedged"]["cell"]


def cell_fault(name: str, number: int, fault: Mapping[str, Any]) -> NotebookError:
    """What ``hedged.notebook.shell.fault`` says of a raising cell, as the error the user reads."""
    line = f", line {fault['line']}" if fault["line"] else ""
    source = f"\n    {fault['source']}" if fault["source"] else ""
    return NotebookError(f"{name}, cell {number}{line}: {fault['text']}{source}", fault["exit_status"])


def expression_fault(
    notebook: Mapping[str, Any], name: str, number: int, expression: str, ename: str, evalue: str
) -> NotebookError:
    """An ``{eval}`` that failed; for an unknown name with those the code cells bind and that look like it."""
    where = f"{name}, cell {number}: {{eval}}`{expression}`"
    unknown = re.fullmatch(r"name '(\w+)' is not defined", evalue.partition(". Did you mean")[0])
    if ename != "NameError" or not unknown:
        return NotebookError(f"{where}: {ename}: {evalue}")
    known = [bound for cell in notebook["cells"] if cell["cell_type"] == "code" for bound in bindings(cell["source"])]
    return NotebookError(f"{where}: no cell binds {unknown[1]}{nearest(unknown[1], dict.fromkeys(known), most=3)}")


def stderr_fault(name: str, number: int, text: str) -> NotebookError:
    """A cell that wrote to stderr: a warning belongs dealt with, not into a briefing."""
    # Python puts the file before a warning's text; here that is a name of the moment.
    text = re.sub(r"^\S*(?:ipykernel_\d+|<?ipython-input)\S*?:(\d+): ", r"line \1: ", text, flags=re.M)
    lines = text.strip().splitlines()[:6]
    return NotebookError(f"{name}, cell {number}: wrote to stderr: " + "\n".join(lines))
