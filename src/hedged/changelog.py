"""The changelog: what its newest entry must name, and a draft of an entry."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hedged import changes, words
from hedged.changes import Change

Record = Mapping[str, Any]

FILE = "CHANGELOG.md"

# Told one by one even where the answer in short does not print them.
_EACH = ("flipped", "moved", "gone", "unjudged", *changes.STATUSES)


def newest_entry(changelog: str) -> str:
    """The first entry of a changelog, from its heading of second rank to the next; empty where it has none."""
    return next((part for part in re.split(r"(?m)^(?=## )", changelog) if part.startswith("## ")), "")


def faults(project: Path, found: Iterable[Change], since: str) -> list[str]:
    """What the newest entry of ``CHANGELOG.md`` must name and does not, each with its remedy.

    `found`: the changes since the last edition, `since`: that edition, in words.
    """
    path = project / FILE
    entry = newest_entry(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else ""
    return [
        f"{FILE}: the newest entry does not name `{each.id}`, which \u201cIn short\u201d prints\n"
        f"    {_label(each)} {each.before or 'not there'} in {since}, now {each.after or 'not there'}\n"
        f"    write a line on it under ### Figures, with the id between backticks; hedged diff --changelog drafts it"
        for each in changes.unnamed(found, entry)
    ]


def draft(
    heading: str, found: Sequence[Change], corrections: Iterable[Any], since: str, altered: Mapping[str, Sequence[str]]
) -> str:
    """An entry in Markdown, corrections and figures before method and tools.

    `heading` is its first line without rank; `since` names the edition compared with; `altered` gives under "Method"
    and "Tools" what changed there, to be told by whoever writes the entry.
    """
    lines = [f"## {heading}", "", f"Compared with {since}.", ""]
    if told := [_corrected(each) for each in corrections]:
        lines += ["### Corrections", "", *told, ""]
    lines += ["### Figures", "", *(_figures(found) or ["- The same figures and verdicts."]), ""]
    for part, what in altered.items():
        if what:
            lines += [f"### {part}", "", f"<!-- changed since then: {words.listed(list(what))} -->", ""]
    return "\n".join(lines).rstrip() + "\n"


def _corrected(each: Any) -> str:
    return f"- `{each.row_id}`, {each.column_name}: {each.now or 'nothing'} instead of {each.was or 'nothing'}; {each.why} ({each.when})."


def _figures(found: Sequence[Change]) -> list[str]:
    one_by_one = [each for each in found if each.headline and each.kind != "recounted" or each.kind in _EACH]
    rest = changes.counted(each for each in found if each not in one_by_one)
    return [*map(_line, one_by_one), *([f"- Besides: {words.listed(rest)}."] if rest else [])]


def _line(each: Change) -> str:
    """One change as an item of a list."""
    label = _label(each)
    return f"- {label[:1].upper()}{label[1:]} {_words(each)} (`{each.id}`)."


def _label(each: Change) -> str:
    return each.label if each.label.endswith("?") else f"{each.label}:"


def _words(each: Change) -> str:
    if each.before is None:
        return f"{each.after}, new"
    if each.after is None:
        return f"gone; it was {each.before}"
    if each.kind in changes.STATUSES:
        return f"{each.after}{f', by `{each.by}`' if each.by else ''}"
    return f"{each.after} instead of {each.before}"
