"""A Document as one HTML file that needs nothing else: no script, no request, no style of others.

Every figure in the text leads to its card at the end of the page, under its own id
(``briefing.html#casualty-share``), and every card leads back.

The name on a card is the link to it, without a label of its own: a screen reader hears the name once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from hedged.document import Cited, Document, Record, cite
from hedged.exports import Lineage
from hedged.figures import NOT_KNOWN
from hedged.ledger import CHANGES
from hedged.look import ANNEX, LEDGER, SHAPES, SHORT, RenderError, drawing
from hedged.numbers import Day, words
from hedged.render.linked_data import json_ld, meta_names
from hedged.render.style import policy, style_sheet
from hedged.render.view import extent, nodes, passages, plain

#: Cells of a table from this many characters on are sentences.
LONG = 60

TEMPLATES = Path(__file__).with_name("templates")

READINGS = tuple((name, shown.capitalize()) for name, shown in words.READINGS.items())

# Between tags, the space of "12 February": < and > stand at the ends of tags and nowhere else.
_MONTHS = "|".join(words.month(date(2000, month, 1)).split()[0] for month in range(1, 13))
_DAY_OF_MONTH = re.compile(rf"(?<=\d) (?=(?:{_MONTHS})\b[^<>]*<)")


def page(document: Document) -> str:
    """The whole page; the same Document gives the same characters on every run.

    Raises RenderError where a chart cannot be drawn or a record has a word that is unknown.
    """
    view = document.json() | {"citations": cite.ready(document)}
    places, lineage = _places(view), Lineage(view["figures"], view["verdicts"])
    style = style_sheet(_characters(view), _emphasised(view))
    cited, summary = Cited.of(document).briefing(), _summary(view)
    rendered = template().render(
        document=view,
        style=Markup(style),
        policy=policy(style),
        meta_names=meta_names(view, cited, summary),
        linked_data=json_ld(view, cited, summary),
        summary=summary,
        **_parts(view),
        contents=_contents(view),
        cards=[_card(figure, view, places, lineage) for figure in view["figures"].values()],
        unboxed=_unboxed(view),
    )
    head, end, body = rendered.partition("</head>")
    return head + end + _DAY_OF_MONTH.sub("\N{NO-BREAK SPACE}", body)


@cache
def template() -> Template:
    """The page's template, compiled once in a process."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(READINGS=READINGS, ANNEX=ANNEX, LEDGER=LEDGER, SHAPES=SHAPES, unknown=_unknown)
    environment.filters.update(
        drawing=lambda chart: Markup(drawing(chart)),
        ends=_ends,
        day=_day,
        country=_country,
        roots=_roots,
        cell_class=_cell_class,
        breadth=_breadth,
        plainly=lambda word: word.replace("_", " "),
        primary=lambda tag: tag.split("-")[0],
        distortion=_distortion,
    )
    return environment.get_template("briefing.html.j2")


def _unknown(kind: str) -> NoReturn:
    raise RenderError(f"the page has no form for {kind}")


# --- what the template is given ---


def _places(view: dict[str, Any]) -> dict[str, dict[str, str]]:
    """For each figure, the sections and charts that print it, each with the anchor of the first mention there.

    On the way each block is given what its template asks for.
    """
    places: dict[str, dict[str, str]] = {name: {} for name in view["figures"]}
    count = dict.fromkeys(places, 0)
    boxed = set()
    section = "the opening"
    for node in nodes(view["blocks"]):
        match node["kind"]:
            case "heading":
                section = node["words"] = plain(node["content"])
            case "link":
                node["to_figure"] = node["href"][1:] in places
            case "verdictref":
                node["outcome"] = view["verdicts"][node["id"]]["outcome"]
            case "verdict":
                name = node["verdict"]["id"]
                node["anchored"] = name not in boxed
                boxed.add(name)
            case "table":
                _line_up(node["table"], view["figures"])
            case "chart":
                _line_up(node["chart"]["table"], view["figures"])
                if node["chart"]["table"]["sources"] == node["chart"]["sources"]:
                    node["chart"]["table"]["sources"] = []  # they stand below the drawing
                listed = {each["id"] for each in nodes(node["chart"]["table"]) if each["kind"] == "figureref"}
                node["unlisted"] = [each for each in node["chart"]["figures"] if each["id"] not in listed]
                for figure in node["chart"]["figures"]:
                    places[figure["id"]].setdefault(node["chart"]["title"], node["chart"]["id"])
            case "figureref" | "figure":
                name = node["id"] if node["kind"] == "figureref" else node["figure"]["id"]
                count[name] += 1
                if section not in places[name]:  # its card leads to no other mention
                    places[name][section] = node["anchor"] = f"{name}.{count[name]}"
    return places


def _parts(view: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The blocks in the order of the page: the paragraphs that open it, the rest of the lead, all behind the contents."""
    lead = view["blocks"][: view["lead"]]
    standfirst = list(takewhile(lambda block: block["kind"] in ("paragraph", "remarks"), lead))
    parts = {"standfirst": standfirst, "lead": lead[len(standfirst) :], "rest": view["blocks"][view["lead"] :]}
    return {name: list(passages(part)) for name, part in parts.items()}


def _line_up(table: dict[str, Any], figures: Mapping[str, Record]) -> None:
    """Parts number and standing of each figure in a column of numbers, so that its digits can stand in line."""
    right = [at for at, column in enumerate(table["columns"]) if column["align"] == "right"]
    for node in nodes([row[at] for row in table["rows"] for at in right]):
        if node["kind"] == "figureref":
            node["number"], node["standing"] = words.parted(node["text"], figures[node["id"]]["status"])


def _cell_class(cell: list[dict[str, Any]], align: str) -> str:
    """The side a cell keeps to, and how much room it needs: one line, or that of sentences."""
    letters = extent(cell)
    return align + (" short" if letters <= SHORT else " long" if letters > LONG and align == "left" else "")


def _breadth(table: dict[str, Any]) -> str:
    """Whether a table has the width of the text, or takes that of the drawings since its cells would not fit a line."""
    columns = (max((extent(row[at]) for row in table["rows"]), default=0) for at in range(len(table["columns"])))
    return "broad" if sum(0.41 * letters + 1.1 for letters in columns) > 35 else "narrow"


def _contents(view: dict[str, Any]) -> list[dict[str, Any]]:
    """The headings as a tree, the annex as its last entry."""
    root: list[dict[str, Any]] = []
    for block in view["blocks"]:
        if block["kind"] == "heading":
            level = root
            for _ in range(block["level"] - 1):
                level = level[-1]["below"]
            level.append({"id": block["id"], "words": block["words"], "below": []})
    annex = [{"id": "figures", "words": ANNEX, "below": []}] if view["figures"] else []
    ledger = [{"id": "ledger", "words": LEDGER, "below": []}] if view["unused"] else []
    return [*root, *annex, *ledger]


def _card(figure: Record, view: dict[str, Any], places: Mapping[str, Any], lineage: Lineage) -> dict[str, Any]:
    name = figure["id"]
    verdicts = [view["verdicts"][each] for each in lineage.verdicts(name)]
    parents = [each for each in view["figures"].values() if name in (given["id"] for given in each["inputs"].values())]
    return {
        "figure": figure,
        "places": places[name],
        "verdicts": verdicts,
        "parents": parents,
        "citation": view["citations"][name],
        "unused": name in view["unused"],
        "counted": figure["kind"] == "counted" and not (verdicts or parents),
    }


def _unboxed(view: dict[str, Any]) -> list[Record]:
    """The verdicts that the text only mentions: their boxes stand among the evidence."""
    boxed = {node["verdict"]["id"] for node in nodes(view["blocks"]) if node["kind"] == "verdict"}
    return [each for name, each in view["verdicts"].items() if name not in boxed]


def _summary(view: dict[str, Any]) -> str:
    first = next((each for each in view["blocks"] if each["kind"] == "paragraph"), None)
    return plain(first["content"]) if first else view["title"]


# --- words ---


def _exact(number: str) -> str:
    """``11000/3`` as ``11,000/3``."""
    value = Fraction(number)
    whole = f"{value.numerator:,}".replace("-", "\N{MINUS SIGN}")
    return whole if value.denominator == 1 else f"{whole}/{value.denominator:,}"


def _ends(quantity: Record) -> str:
    """The ends of a reading as exact numbers, open and closed told apart in words."""
    low, high = quantity["low"], quantity["high"]
    if low is not None and low == high:
        return _exact(low)
    below = low and f"{'above' if quantity['low_open'] else 'from'} {_exact(low)}"
    above = high and f"{'below ' if quantity['high_open'] else ''}{_exact(high)}"
    if below and above:
        return f"{below} to {above}"
    return f"{below or 'no lower end'}, {f'to {above}' if above else 'no upper end'}"


def _day(iso: str) -> str:
    """A day, or a month where only that is known, in words."""
    return words.of_day(Day.parse(iso))


def _country(code: str) -> str:
    return Locale("en", "GB").territories.get(code, code)


def _roots(evidence: Record) -> str:
    """Which roots the pages go back to; said where a relay names no origin."""
    named = [each for each in evidence["roots"] if each != NOT_KNOWN]
    if not named:
        return "root not known"
    known = f"{'roots' if len(named) > 1 else 'root'}: {', '.join(named)}"
    return known if evidence["roots_known"] else f"{known}; of some pages not known"


def _distortion(word: str) -> str:
    if word not in CHANGES:
        raise RenderError(f"the distortion {word} has no words; see the codebook of reports.csv")
    return CHANGES[word].capitalize()


# --- the head ---


def _emphasised(view: dict[str, Any]) -> str:
    """What the page sets in italics: emphasis and quotations."""
    italic = (each for each in nodes(view["blocks"]) if each["kind"] in ("emphasis", "quote"))
    return json.dumps(list(italic), ensure_ascii=False)


def _characters(view: dict[str, Any]) -> str:
    """Every character the page may print: those of the Document, of its templates and of the countries."""
    templates = sorted(TEMPLATES.glob("*.html.j2"))
    evidences = (each["evidence"] for each in view["figures"].values())
    codes = (each["claimant"]["country"] for each in evidences if each)
    return "".join(
        (
            json.dumps(view, ensure_ascii=False),
            *(each.read_text(encoding="utf-8") for each in templates),
            *map(_country, filter(None, codes)),
        )
    )
