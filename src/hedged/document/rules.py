"""In prose a reported figure names its claimant, or its sentence does.

An exception stands in the metadata of its cell, with the reason:
``"unattributed": {"nis-casualties-2025-04-30": "the sentence is about the number itself"}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from hedged.document.blocks import Block, Record, plain
from hedged.document.printed import Sentence, in_prose, printed
from hedged.notebook.file import unreasoned

#: So many words of a sentence say which one is meant.
_FIRST_WORDS = 8
_EXAMPLE = '{"id-of-a-figure": "why"}'


@dataclass(frozen=True)
class ProseCell:
    """A Markdown cell as read: its number, its blocks, and the exceptions its metadata asks for."""

    number: int
    blocks: tuple[Block, ...]
    unattributed: Any = None


def faults(cells: Iterable[ProseCell], figures: Mapping[str, Record]) -> Iterator[tuple[int, str]]:
    """What is wrong with the attribution of the reported figures in some cells: cell number and message."""
    claimants = _Claimants(figures)
    for cell in cells:
        excused = cell.unattributed or {}
        if wrong := unreasoned("unattributed", excused, "figures", _EXAMPLE, "its sentence names no claimant"):
            yield cell.number, wrong
            continue
        needed = set()
        for _, sentence in chain.from_iterable(map(in_prose, cell.blocks)):
            named = claimants.named_in(sentence)
            for name in dict.fromkeys(printed(sentence, figures)):
                said = figures.get(name, {}).get("evidence")
                if said is None or said["claimant"]["claimant_id"] in named:
                    continue
                if name in excused:
                    needed.add(name)
                    continue
                yield cell.number, _nameless(sentence, figures[name])
        for name in excused:
            if name not in needed:
                yield (
                    cell.number,
                    f'"unattributed" excuses {name}, which no sentence of the cell prints '
                    "without its claimant; take it out",
                )


def _nameless(sentence: Sentence, figure: Record) -> str:
    words = plain(sentence).split()
    first = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
    name, id = figure["evidence"]["claimant"]["short_name"], figure["id"]
    return (
        f"the sentence “{first}” prints {id} ({figure['text']}) without its claimant; "
        f"name {name} in it, as {{eval}} of the figure's .claimant does, "
        f'or give the reason in the cell\'s metadata: "unattributed": {{"{id}": "why"}}'
    )


class _Claimants:
    """The claimants of some figures, found in a text by their names.

    Names are looked for all at once and the longest wins, so that "Ukraine at the UN" does not name "Ukraine".
    """

    def __init__(self, figures: Mapping[str, Record]) -> None:
        self.ids: dict[str, str] = {}
        for figure in figures.values():
            if figure["evidence"] is not None:
                claimant = figure["evidence"]["claimant"]
                for form in _forms(claimant):
                    self.ids.setdefault(_key(form), claimant["claimant_id"])
        longest_first = sorted(self.ids, key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_sought, longest_first))})(?!\w)")

    def named_in(self, sentence: Sentence) -> set[str]:
        """The ids of the claimants that a sentence names."""
        text = " ".join(plain(sentence).split())
        found = self.pattern.findall(text) if self.ids else ()
        return {self.ids.get(each) or self.ids[each.casefold()] for each in found}


def _forms(claimant: Record) -> Iterator[str]:
    """How a claimant can be called: by the short name, the name, and the parts of it that name a body or a person."""
    name = claimant["name"]
    yield claimant["short_name"]
    yield name
    # "President of Ukraine (Volodymyr Zelensky)", "Western officials, not named"
    yield re.sub(r"\s*\([^()]*\)", "", re.sub(r",[^,]*\bnot (named|known)$", "", name))
    yield from re.findall(r"\(([^()]*)\)", name)


def _key(form: str) -> str:
    """Case does not tell names apart, but of an acronym: "US" is no "us"."""
    return form if form.isupper() else form.casefold()


def _sought(key: str) -> str:
    return re.escape(key) if key.isupper() else f"(?i:{re.escape(key)})"
