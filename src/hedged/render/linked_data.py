"""What machines read in the head of the page: names for reference managers, and the claims as schema.org has them.

The claims are the verdicts and the statements these rest on, so that a reader of theirs can see what follows
from what. The other figures stand in ``figures.json``; all of them here would double the head.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from hedged.document import Record
from hedged.exports import Item, Lineage, inverted

Names = list[tuple[str, str]]


def meta_names(view: Record, cited: Item, summary: str) -> Names:
    """The ``<meta>`` of the page as name and content: Highwire Press's for Zotero and Scholar, then Dublin Core's.

    `view` is the Document as JSON, `cited` the briefing as `hedged.document.cite` has it.
    """
    meta = view["meta"]
    day = meta["edition"]
    names = [
        ("citation_title", view["title"]),
        *(("citation_author", name) for name in map(inverted, cited["author"])),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_language", view["language"]),
        # An institution and a number make of a page a report, which is what the citations call it.
        ("citation_technical_report_institution", "; ".join(meta["authors"])),
        ("citation_technical_report_number", cited["edition"]),
        ("citation_public_url", meta["url"]),
        ("citation_doi", meta["doi"]),
        ("DC.title", view["title"]),
        *(("DC.creator", name) for name in map(inverted, cited["author"])),
        ("DC.date", day),
        ("DC.description", summary),
        ("DC.language", view["language"]),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.rights", meta["license"]),
        ("DC.identifier", meta["url"]),
        ("DC.identifier", meta["doi"] and f"doi:{meta['doi']}"),
        ("DC.identifier", _checksum(view)),
    ]
    return [(name, content) for name, content in names if content]


def _checksum(view: Record) -> str:
    return view["meta"]["checksum"] and f"sha256:{view['meta']['checksum']}"


def json_ld(view: Record, cited: Item, summary: str) -> Markup:
    """The briefing as a Dataset with its Claims, as the content of the one script of the page."""
    meta = view["meta"]
    dataset = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": meta["url"] or "#briefing",
        "name": view["title"],
        "description": summary,
        "inLanguage": view["language"],
        "datePublished": meta["edition"],
        "version": cited["edition"],
        "creator": [_creator(name) for name in cited["author"]],
        "license": _license(meta["license"]),
        "identifier": [each for each in (meta["doi"] and f"https://doi.org/{meta['doi']}", _checksum(view)) if each],
        "url": meta["url"],
        "hasPart": list(_claims(view, meta["url"])),
    }
    text = json.dumps({key: value for key, value in dataset.items() if value}, ensure_ascii=False)
    # Inside a script only these could end it or open a comment; JSON has another way to write them.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _license(name: str) -> str:
    """A licence by its address, as SPDX names it."""
    return name and f"https://spdx.org/licenses/{name}"


def _creator(name: Record) -> dict[str, str]:
    if "literal" in name:
        return {"@type": "Organization", "name": name["literal"]}
    return {"@type": "Person", "familyName": name["family"], "givenName": name.get("given", "")}


def _claims(view: Record, url: str) -> Iterator[dict[str, Any]]:
    """The verdicts, each with the statements it rests on, and then these statements."""
    figures, said = view["figures"], {}
    lineage = Lineage(figures, view["verdicts"])
    for verdict in view["verdicts"].values():
        figure = figures[verdict["figure"]["id"]]
        leaves = lineage.statements(figure["id"])
        said |= dict.fromkeys(leaves)
        yield {
            "@type": "Claim",
            "@id": f"{url}#{verdict['id']}",
            "text": f"{figure['label']}: {verdict['sentence']}",
            "isBasedOn": [{"@id": f"{url}#{name}"} for name in leaves],
        }
    for name in said:
        yield _statement(figures[name], url)


def _statement(figure: Record, url: str) -> dict[str, Any]:
    # Whether a claimant is a person or a body the ledger does not say.
    claim = {
        "@type": "Claim",
        "@id": f"{url}#{figure['id']}",
        "text": f"{figure['label']}: {figure['text']}",
        "author": {"name": figure["evidence"]["claimant"]["name"]},
    }
    pages = [page for page in figure["evidence"]["pages"] if page["url"]]
    if pages:
        claim["appearance"] = {"@type": "WebPage", "publisher": pages[0]["publisher"], "url": pages[0]["url"]}
    return claim
