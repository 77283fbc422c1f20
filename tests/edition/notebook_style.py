"""How the notebooks of this edition are written, over their text alone: three cells that set up, then one idea a cell.

A rule of the house for its own notebooks; whoever writes others is held to the meaning only (`hedged check`).
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

LONGEST_CELL_LINES = 12
LEDGER_CELL = 'ledger = Ledger.read("../data").known_on(known_on)'
_OUTSIDE = set(
    "csv ftplib glob http io os pathlib pickle requests shelve shutil socket sqlite3 subprocess sys tempfile urllib zipfile".split()
)
_READING_OR_WRITING = tuple("open read load savefig save dump write mkdir touch unlink".split())
_READING_OR_WRITING_AS = (
    "read_",
    "load_",
    "write_",
    "to_csv",
    "to_excel",
    "to_json",
    "to_html",
    "to_parquet",
    "to_pickle",
)
_HIDING = {"eval", "exec", "compile", "__import__", "input"}


def breaches(notebook: Mapping[str, Any]) -> Iterator[str]:
    """Each breach of the style by a notebook in nbformat 4, its sources as text; none means it is as it should be."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    yield from _setup(code)
    for before, cell in zip((None, *notebook["cells"]), notebook["cells"], strict=False):
        if cell["cell_type"] != "code" or cell in code[:3]:
            continue
        if len(cell["source"].rstrip().splitlines()) > LONGEST_CELL_LINES:
            yield f"more than a dozen lines: {cell['source']}"
        if before is None or before["cell_type"] == "code" or not _has_sentence(before["source"]):
            yield f"no sentence before: {cell['source']}"
        for node in ast.walk(ast.parse(cell["source"])):
            if _defines(node) or _reaches_out(node) or _hides(node):
                yield f"defines, hides, reads or writes something: {ast.unparse(node)}"


def _setup(code: list[Mapping[str, Any]]) -> Iterator[str]:
    """The first three code cells import, hold the parameters, and read the ledger."""
    if len(code) < 3:
        yield "not three cells that set up"
        return
    imports, parameters, ledger = (ast.parse(cell["source"]) for cell in code[:3])
    if not imports.body or not all(isinstance(each, ast.Import | ast.ImportFrom) for each in imports.body):
        yield "the first code cell imports and does nothing else"
    constants = all(isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant) for each in parameters.body)
    if not constants or "known_on = None" not in ast.unparse(parameters).splitlines():
        yield "the parameters are plain values, and known_on = None is one of them"
    if ["parameters" in cell["metadata"].get("tags", ()) for cell in code] != [False, True, *[False] * (len(code) - 2)]:
        yield "the second code cell, and no other, has the tag 'parameters'"
    if ast.dump(ledger) != ast.dump(ast.parse(LEDGER_CELL)):
        yield f"the third code cell reads the ledger and does nothing else: {LEDGER_CELL}"


def _has_sentence(markdown: str) -> bool:
    last = [line for line in markdown.splitlines() if line.strip()][-1:]
    return bool(last) and not last[0].lstrip().startswith("#")


def _defines(node: ast.AST) -> bool:
    """Functions and classes belong into the package, where tests reach them."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or (
        isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
    )


def _reaches_out(node: ast.AST) -> bool:
    """Only the third code cell reads, and nothing writes."""
    match node:
        case ast.Import(names=aliases):
            return any(each.name.partition(".")[0] in _OUTSIDE for each in aliases)
        case ast.ImportFrom(module=str(module)):
            return module.partition(".")[0] in _OUTSIDE
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name.startswith(_READING_OR_WRITING_AS) or name in _READING_OR_WRITING
    return False


def _hides(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _HIDING
