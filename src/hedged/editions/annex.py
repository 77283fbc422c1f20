"""The annex of the current edition: what changed since the last one, which are kept, what was corrected.

It is made when the text is finished, from the figures of this edition and of those kept before it. What stood
in a kept edition leads to its card there, what stands now to its card here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hedged.document import (
    Block,
    Document,
    FigureInline,
    Heading,
    Inline,
    Link,
    Paragraph,
    TableBlock,
    Text,
    VerdictInline,
)
from hedged.editions.kept import FOLDER, Kept
from hedged.errors import HedgedError
from hedged.exports import Change, Succession, changes, figures_json
from hedged.numbers import Day, words

if TYPE_CHECKING:
    from hedged.ledger import Correction

Record = Mapping[str, Any]

HEADINGS = {
    "editions": "Editions and corrections",
    "since-the-last-edition": "Since the last edition",
    "kept-editions": "Kept editions",
    "corrections": "Corrections",
}
"""The sections by their anchors, which no figure and no other heading may have."""


_EDITIONS = "figures.json of this edition and of those in report/editions/."

#: So many kept editions find room beside one another, the newest ones.
_BESIDE = 5


class AnnexError(HedgedError):
    """A kept edition that cannot be read."""


def added(document: Document, earlier: Sequence[Kept], corrections: Sequence[Correction]) -> Document:
    """The Document with its annex behind the text.

    ``earlier`` are the editions kept before it, the earliest first; ``corrections`` the rows of their table.
    Where it is itself a kept edition, nothing in it leads to another one. Raises AnnexError for a kept edition
    without figures.
    """
    now = figures_json.contents(document)
    then = [(each, _figures(each)) for each in earlier]
    blocks = [
        *_section(1, "editions"),
        _paragraph(
            "An edition holds what had been said by its day. Those kept here are written once and stay as they "
            "are, so that a citation of one can be looked up for good."
        ),
        *_section(2, "since-the-last-edition"),
        *(_since(*then[-1], now) if then else [_paragraph("No earlier edition is kept.")]),
        *_section(2, "kept-editions"),
        *(_kept(then, now) if then else [_paragraph("None so far.")]),
        *_section(2, "corrections"),
        _corrected(corrections, now),
    ]
    if document.meta.kept:
        blocks = [_alone(block) for block in blocks]
    return replace(document, blocks=(*document.blocks, *blocks))


def _figures(edition: Kept) -> Record:
    """The content of its ``figures.json``, by whichever version it was written."""
    found = figures_json.stored(edition.folder)
    if "edition" not in found:
        raise AnnexError(f"{edition.figures}: holds no figures of an edition; hedged verify says what is damaged")
    return found


def _since(last: Kept, before: Record, now: Record) -> Iterator[Block]:
    found = changes.between(before, now)
    listed = changes.counted(found)
    yield Paragraph(
        (
            Text("Against "),
            _to(last, words.edition(last.day, reconstructed=_reconstructed(before))),
            Text(f": {words.listed(listed)}." if listed else ": the same figures and verdicts, and nothing new."),
        )
    )
    columns = {"Figure or verdict": "left", words.short_day(last.day): "left", "Now": "left"}
    for kind, title in changes.KINDS.items():
        told = [each for each in found if each.kind == kind]
        # Counts follow from the rest, and there are many; `hedged diff --json` lists them.
        if told and kind != "recounted":
            rows = ((_text(each.label), _before(each, last), _now(each, now)) for each in told)
            yield _table(f"changes-{kind}", title, columns, rows, _EDITIONS)


def _before(change: Change, edition: Kept) -> tuple[Inline, ...]:
    """What that edition printed, leading to its card there."""
    return _text("not there") if change.before is None else (_to(edition, change.before, change.former or change.id),)


def _now(change: Change, now: Record) -> tuple[Inline, ...]:
    """What this edition prints, leading to its card here, and the figure through which it came to stand so."""
    if change.after is None:
        return _text("not there")
    if change.noun == "verdict":
        return (VerdictInline(change.after, change.id),)
    if change.after != now["figures"][change.id]["text"]:
        return (Link(f"#{change.id}", _text(change.after)),)
    by = now["figures"].get(change.by)
    after = FigureInline(change.after, change.id)
    return (after,) if by is None else (after, Text(" by "), FigureInline(by["text"], change.by))


def _kept(then: Sequence[tuple[Kept, Record]], now: Record) -> Iterator[Block]:
    columns = {"As known on": "left", "Made": "left", "Newest statement": "left", "Statements": "right"}
    rows = (
        (
            (_to(edition, words.day(edition.day)),),
            _text(_made(figures)),
            _text(_newest(figures)),
            _text(f"{len(_reported(figures)):,}"),
        )
        for edition, figures in then
    )
    yield _table("editions-kept", "What each edition knew", columns, rows, _EDITIONS)
    shown = then[-_BESIDE:]
    followed = [(edition, figures, Succession(figures, now).verdicts) for edition, figures in shown]
    columns = {"Verdict": "left", **{words.short_day(edition.day): "left" for edition, _ in shown}, "Now": "left"}
    rows = [
        (
            _text(_asked(name, now)),
            *(_once(edition, figures, former.get(name, name)) for edition, figures, former in followed),
            (VerdictInline(now["verdicts"][name]["outcome"], name),),
        )
        for name in _flipped(followed, now)
    ]
    if rows:
        title = "Verdicts of today that were others in a kept edition"
        notes = ("A column has the verdict on the figure that stood in its place then; the link leads to that.",)
        yield _table("verdicts-turned", title, columns, rows, _EDITIONS, notes)
    else:
        yield _paragraph("No verdict of today was another in one of them.")


def _made(figures: Record) -> str:
    """How a kept edition came to be."""
    if not _reconstructed(figures):
        return "on that day"
    return f"reconstructed on {words.day(date.fromisoformat(figures['edition']))}"


def _reconstructed(figures: Record) -> bool:
    return "known_on" in figures["parameters"]


def _flipped(followed: Sequence[tuple[Kept, Record, Mapping[str, str]]], now: Record) -> list[str]:
    """The verdicts of today that were others in an edition, the one that was so last first."""
    return list(
        dict.fromkeys(
            name
            for _, figures, former in reversed(followed)
            for name, verdict in now["verdicts"].items()
            if (was := figures["verdicts"].get(former.get(name, name))) and was["outcome"] != verdict["outcome"]
        )
    )


def _once(edition: Kept, figures: Record, name: str) -> tuple[Inline, ...]:
    """What a verdict, or the one whose place it took, was in an edition."""
    verdict = figures["verdicts"].get(name)
    return _text("not asked") if verdict is None else (_to(edition, verdict["outcome"], name),)


def _asked(verdict: str, now: Record) -> str:
    """What a verdict is on, in words."""
    record = now["verdicts"][verdict]
    return f"{now['figures'][record['figure']]['label']}: {record['question']}"


def _newest(figures: Record) -> str:
    days = [
        Day.parse(cells["stated_on"])
        for each in _reported(figures)
        if "stated_on" in (cells := each["said"]["statement"])
    ]
    return words.of_day(max(days)) if days else "none"


def _reported(figures: Record) -> list[Record]:
    return [each for each in figures["figures"].values() if each["kind"] == "reported"]


def _corrected(corrections: Sequence[Correction], now: Record) -> Block:
    if not corrections:
        return _paragraph("No cell of the ledger has been corrected so far.")
    columns = dict.fromkeys(("Row", "Column", "It said", "It says", "Why", "When"), "left")
    rows = (
        (
            (Link(f"#{each.row_id}", _text(each.row_id)),) if each.row_id in now["figures"] else _text(each.row_id),
            *map(_text, (each.column_name, each.was or "nothing", each.now or "nothing")),
            *map(_text, (each.why, words.of_day(each.when))),
        )
        for each in corrections
    )
    return _table("corrected", "Cells of the ledger that were corrected", columns, rows, "data/corrections.csv.")


# --- parts ---


def _section(level: int, name: str) -> Iterator[Heading]:
    yield Heading(level, name, _text(HEADINGS[name]))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_text(text))


def _text(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def _table(
    name: str,
    title: str,
    columns: Mapping[str, str],
    rows: Iterable[tuple[tuple[Inline, ...], ...]],
    source: str,
    notes: Sequence[str] = (),
) -> TableBlock:
    heads = [{"name": head, "align": align} for head, align in columns.items()]
    sources = (_text(source),)
    return TableBlock(
        {
            "id": name,
            "title": title,
            "columns": heads,
            "rows": tuple(rows),
            "notes": tuple(map(_text, notes)),
            "sources": sources,
        }
    )


def _to(edition: Kept, text: str, anchor: str = "") -> Link:
    """Words that lead into a kept edition."""
    place = f"{FOLDER}/{edition.day}/briefing.html"
    return Link(f"{place}#{anchor}" if anchor else place, _text(text))


def _alone(block: Block) -> Block:
    """The block with words in place of all that leads into another edition."""

    def here(value: Any) -> Any:
        match value:
            case Link(href=href, content=content) if href.startswith(f"{FOLDER}/"):
                return content[0]
            case tuple() | list():
                return tuple(map(here, value))
            case Paragraph():
                return Paragraph(here(value.content))
            case TableBlock():
                return TableBlock({**value.table, "rows": here(value.table["rows"])})
        return value

    return here(block)
