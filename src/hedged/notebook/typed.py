"""The numbers that a cell of a notebook types instead of printing a figure, and the ends it prints bare.

In prose all that :mod:`hedged.notebook.loose` finds; in code the same in every string literal
that is not the id of a row or a figure, or an argument of a threshold. A number that must
stand there nevertheless stands in the metadata of its cell, with the reason:
``"typed": {"500": "an example of what to type into the panel"}``.

An exception without a reason, or for a number that is not there, is a fault.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from hedged.ledger import Ledger
from hedged.look import SLUG
from hedged.notebook.file import parsed, unreasoned
from hedged.notebook.loose import Loose, found

#: What a figure has to go on computing with, and what prints it without its hedge.
ENDS = frozenset(("said", "rounded", "wide", "best", "low", "high", "spans", "readings"))
_BARE = "prints an end of a figure without its hedge; print the figure"
_PRINTS = frozenset(("str", "format", "repr", "number", "span", "Phrase"))
#: Functions of which the result is still the end.
_KEEPS = frozenset(("int", "float", "round", "abs", "min", "max", "Fraction"))
_MOST_SUGGESTIONS = 4
_EXAMPLE = '{"500": "why it is typed"}'
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)

Fault = tuple[int, str]


@dataclass(frozen=True)
class Known:
    """What a ledger knows: the ids of its rows, and which statements give a value."""

    ledger: Ledger

    @cached_property
    def ids(self) -> frozenset[str]:
        tables = self.ledger.tables
        return frozenset(
            (
                *(row.statement_id for row in tables["statements"]),
                *(row.claimant_id for row in tables["claimants"]),
                *(row.source_id for row in tables["sources"]),
            )
        )

    def with_value(self, values: Collection[Fraction]) -> list[str]:
        """The ids of at most four statements that give one of the values, the newest first."""
        fitting = [row for row in self.ledger.tables["statements"] if {row.low, row.best, row.high} & {*values}]
        fitting.sort(key=lambda row: self.ledger.said_on(row.statement_id), reverse=True)
        return [row.statement_id for row in fitting[:_MOST_SUGGESTIONS]]


@dataclass(frozen=True)
class Notebook:
    """What the cells of one notebook share: the ids it gives its figures, and the names it gives to ends.

    ``spans`` are names of readings in words, which may stand in prose: they lead to their figure.
    """

    ids: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()

    @classmethod
    def of(cls, trees: Iterable[ast.AST]) -> Notebook:
        ids, ends, spans = set(), set(), set()
        for node in (node for tree in trees for node in ast.walk(tree)):
            match node:
                case ast.keyword(arg="id", value=ast.Constant(value=str(id))):
                    ids.add(id)
                case ast.Assign(targets=targets, value=value) if _is_end(value):
                    names = [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
                    (spans if "spans" in _attributes(value) else ends).update(names)
        return cls(frozenset(ids), frozenset(ends), frozenset(spans))


def of_cell(
    source: str,
    tree: ast.AST | None,
    code: bool,
    metadata: Mapping[str, Any],
    notebook: Notebook,
    known: Known | None,
) -> Iterator[Fault]:
    """What is wrong with the numbers of one cell, each fault with its line; ``tree`` is None for prose.

    Without a ledger (``known``) no id of it is, and a literal that could be one is passed over.
    """
    ids = notebook.ids | (known.ids if known else frozenset())
    typed = list(_in_code(source, tree, ids, known is None) if code else _in_prose(source, ids))
    yield from ((line, _BARE) for line in (_bare(tree, notebook) if code else _bare_in_prose(source, notebook)))
    yield from _mistaken(tree) if code else ()
    allowed = metadata.get("typed", {})
    if wrong := unreasoned("typed", allowed, "numbers", _EXAMPLE, "it is typed and not printed"):
        yield 0, wrong
        allowed = {}
    for line, loose in typed:
        if loose.text not in allowed:
            yield line, _told(loose, code, known)
    for text in allowed.keys() - {loose.text for _, loose in typed}:
        yield 0, f'"typed" allows {text}, which no text of the cell types; take it out'


def _in_prose(source: str, ids: Collection[str]) -> Iterator[tuple[int, Loose]]:
    """The numbers typed into a Markdown cell, each with its line."""
    heading, first = False, 1
    for token in parsed(source):
        heading = token.type == "heading_open" or heading and token.type != "heading_close"
        first = token.map[0] + 1 if token.map else first
        if token.type == "inline":
            text = "".join(_words(each, ids, within) for each, within in _with_links(token.children))
        elif token.type in ("fence", "code_block", "html_block"):
            fenced = "\n" if token.type == "fence" else ""
            text = fenced + _MARKUP.sub(lambda tag: re.sub(r"[^\n]", "\0", tag[0]), token.content)
        else:
            continue
        for loose in found(text, heading):
            yield first + text.count("\n", 0, loose.start), loose


def _with_links(tokens: Iterable[Any]) -> Iterator[tuple[Any, bool]]:
    """Inline tokens, each with whether it is the text of a bare address."""
    address = False
    for each in tokens:
        if each.type == "link_open":
            address = each.markup == "autolink"
        yield each, address
        if each.type == "link_close":
            address = False


def _words(token: Any, ids: Collection[str], address: bool) -> str:
    """What an inline token prints as its own words; NUL where it prints something else."""
    match token.type:
        case "text" | "image":
            return "\0" if address else token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "code_inline":
            return "\0" if token.content in ids or _is_name(token.content) else token.content
        case "myst_role" if token.meta["name"] != "eval":
            return token.content
        case "myst_role" | "html_inline":
            return "\0"
    return ""


def _is_name(text: str) -> bool:
    """Whether a code span names a file, a cell or a variable, and is no number: ``2-briefing``, not ``4k``."""
    if not re.fullmatch(r"[\w./-]+", text):
        return False
    parts = [part for part in re.split(r"[^\w]+", text) if re.match(r"[^\W\d]", part)]
    return any(not found(f"two {part}") and not found(f"a {part}") and not found(part) for part in parts)


def _in_code(source: str, tree: ast.AST, ids: Collection[str], any_slug: bool) -> Iterator[tuple[int, Loose]]:
    """The numbers typed into the string literals of a code cell, each with its line."""
    lines = source.splitlines()
    for text, node in _literals(tree):
        slug = SLUG.fullmatch(text)
        if text in ids or slug and any_slug:
            continue
        for loose in found(text):
            # The words of an id are no sentence.
            if not slug or any(letter.isnumeric() for letter in loose.text):
                within = range(node.lineno, node.end_lineno + 1)
                yield next((line for line in within if loose.text in lines[line - 1]), node.lineno), loose


def _literals(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Every string literal below a node, an f-string as one text; not those of a threshold or an id."""
    match node:
        case ast.Constant(value=str(text)):
            yield text, node
            return
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in parts), node
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from _literals(part)
            return
        case ast.Call(func=ast.Name(id="Threshold") | ast.Attribute(attr="Threshold")):
            return
        case ast.FormattedValue(value=ast.Constant(value=int() | float() as number)):
            yield str(number), node
            return
        case ast.FormattedValue(value=value):  # and not how it is written, as ",.2f"
            yield from _literals(value)
            return
        case ast.Call(func=ast.Name(id="count"), args=[ast.Constant(value=int() as number), *_]):
            yield str(number), node
        case ast.keyword(arg="id" | "threshold", value=ast.Constant() | ast.JoinedStr()):
            return
    for child in ast.iter_child_nodes(node):
        yield from _literals(child)


def _mistaken(tree: ast.AST) -> Iterator[Fault]:
    """The thresholds whose words give another number than their value."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="Threshold") | ast.Attribute(attr="Threshold"),
                args=[ast.Constant(value=int() | str() as value), ast.Constant(value=str(text))],
            ):
                # After "more than" also "twice" is read as a number.
                given = {each for loose in found(f"more than {text}") for each in loose.values}
                with suppress(ValueError, ZeroDivisionError):  # what is no number at all fails when it runs
                    if given and given != {Fraction(value)}:
                        yield node.lineno, f"the words of Threshold({value!r}, {text!r}) do not give its value"


def _bare(tree: ast.AST, notebook: Notebook) -> Iterator[int]:
    """The lines on which code puts an end of a figure into text."""
    for node in ast.walk(tree):
        match node:
            case ast.FormattedValue(value=value):
                printed = [value]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _PRINTS:
                printed = [*node.args, *(each.value for each in node.keywords)]
            case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str()), right=value):
                printed = [value]
            case _:
                continue
        if any(_is_end(each, notebook.ends | notebook.spans) for each in printed):
            yield node.lineno


def _is_end(node: ast.AST, names: Collection[str] = ()) -> bool:
    """Whether an expression is an end of a figure, or reckoned from one."""
    match node:
        case ast.Attribute(attr=name, value=value):
            return name in ENDS or _is_end(value, names)
        case ast.Name(id=name):
            return name in names
        case ast.Subscript(value=value) | ast.UnaryOp(operand=value) | ast.Starred(value=value):
            return _is_end(value, names)
        case ast.BinOp(left=left, right=right):
            return _is_end(left, names) or _is_end(right, names)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_end(body, names) or _is_end(orelse, names)
        case ast.Tuple(elts=values):
            return any(_is_end(each, names) for each in values)
        case ast.Call(func=ast.Name(id=name), args=arguments) if name in _KEEPS | _PRINTS:
            return any(_is_end(each, names) for each in arguments)
        case ast.Call(func=ast.Attribute(value=value)):
            return _is_end(value, names)
    return False


def _bare_in_prose(source: str, notebook: Notebook) -> Iterator[int]:
    """The lines on which prose prints an end; ``spans`` are readings in words, and lead to their figure."""
    for token in parsed(source):
        line = token.map[0] + 1 if token.map else 1
        for each in token.children or ():
            line += each.type in ("softbreak", "hardbreak")
            if each.type == "myst_role" and each.meta["name"] == "eval":
                with suppress(SyntaxError):
                    tree = ast.parse(each.content.strip(), mode="eval").body
                    if _is_end(tree, notebook.ends) and "spans" not in _attributes(tree):
                        yield line


def _attributes(tree: ast.AST) -> set[str]:
    return {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}


def _told(loose: Loose, code: bool, known: Known | None) -> str:
    ids = known.with_value(loose.values) if known else []
    what = "a figure" if ids else "a figure or a threshold"
    where = f"string; build it from {what}" if code else f"text; print {what} with {{eval}}"
    others = f" (or {', '.join(ids[1:])})" if ids[1:] else ""
    such = f', such as ledger["{ids[0]}"]{others}' if ids else ""
    return (
        f"the number {loose.text} is typed into the {where}{such}, "
        f'or give the reason in the cell\'s metadata: "typed": {{"{loose.text}": "why"}}'
    )
