"""A made-up briefing that holds one of everything, shared by the tests of both renderers.

The figures are those of the worked results; claimants' pages, dates and printed words are
invented where a test needs a certain script or length. The chart is matplotlib's own SVG.
"""

from __future__ import annotations

import functools
import importlib.util
import io
from copy import deepcopy
from datetime import date
from pathlib import Path

from hedged.document.model import Document, Meta
from hedged.document.reader import read
from hedged.look.display import MIME
from hedged.look.tokens import LIGHT

META = Meta(
    edition=date(2026, 2, 12),
    authors=("Jan Muster", "Ołena Příkladová"),
    version="1.0.0",
    parameters={"known_on": "2026-02-12"},
    notebook="2-briefing.ipynb",
)


def quantity(text, low, high, best=None, low_open=False, high_open=False, drawn="the claimant’s words"):
    ends = {"low": low, "low_open": low_open, "best": best, "high": high, "high_open": high_open}
    return {**ends, "text": text, "drawn": drawn}


def counts(pages, roots, claimants, text, roots_known=True, one_root=None):
    return {
        "pages": pages,
        "roots": roots,
        "roots_known": roots_known,
        "claimants": claimants,
        "one_root": one_root,
        "text": text,
    }


def by_rule(width, part):
    return f"our rounding rule: {width} to either side, {part}"


def page(source, publisher, title, language, printed, **changed):
    return {
        "report_id": f"{source}-report",
        "source_id": source,
        "publisher": publisher,
        "title": title,
        "url": f"https://example.org/{source}?a=1&b=2",
        "date": "2025-04-30",
        "placed": False,
        "language": language,
        "language_name": {"en": "English", "de": "German", "ko": "Korean", "uk": "Ukrainian"}[language],
        "kind": "relay",
        "printed": printed,
        "hedge": "about",
        "distortion": "none",
        "relayed_from": None,
        **changed,
    }


def evidence(statement_id, claimant, pages, roots, roots_known=True):
    columns = {
        "statement_id": statement_id,
        "claimant_id": claimant[0],
        "stated_on": "2025-04-30",
        "measure": "casualties",
        "low": None,
        "best": "4700",
        "high": None,
        "hedge": "about",
        "as_of": "2025-04-30",
        "area": "russia",
        "force": "combat",
        "counts": "killed_wounded",
        "base": None,
        "extent": "total",
        "due": None,
        "mode": None,
        "status": "current",
        "superseded_by": None,
        "disputed_by": None,
        "repeats": None,
        "via": "lawmakers",
        "scope": "about 600 dead among them",
        "note": None,
        "verified": "2026-11-22",
    }
    keys = ("claimant_id", "name", "short_name", "country", "standing")
    return {
        "statement": columns,
        "claimant": dict(zip(keys, claimant, strict=True)),
        "pages": pages,
        "facts": [["Covers", "killed and wounded"], ["Known through", "lawmakers"]],
        "roots": roots,
        "roots_known": roots_known,
        "status_by": None,
        "said_on": "30 April 2025",
        "as_of": "30 April 2025",
    }


NORTH = ("north", "Northern Survey Office", "North", "AQ", "third_state")
EAST = ("east", "Eastern Staff", "East", "XE", "belligerent")

CASUALTIES = {
    "id": "north-casualties-2025-04-30",
    "label": "Casualties, North",
    "unit": "persons",
    "kind": "reported",
    "text": "about 4,000",
    "hedge": "about",
    "status": "superseded",
    "readings": {
        "said": quantity("4,000", "4000", "4000", "4000"),
        "rounded": quantity(
            "3,500 to 4,500", "3500", "4500", "4000", high_open=True, drawn=by_rule(500, "half of the last place")
        ),
        "wide": quantity("3,000 to 5,000", "3000", "5000", "4000", drawn=by_rule("1,000", "the last place")),
    },
    "caveats": ["superseded by a later figure of the same claimant"],
    "noted": [],
    "missing": None,
    "unsettled": [],
    "function": None,
    "formula": None,
    "inputs": {},
    "counts": counts(3, 1, 1, "3 pages, 1 root, 1 claimant", one_root="Herald"),
    "evidence": evidence(
        "north-casualties-2025-04-30",
        NORTH,
        [
            page("herald-2025-04-30", "Herald", '조사국 "북방군 사상자 4천700명"', "ko", "사상자 4천여명"),
            page(
                "hazeta-2025-04-30",
                "Вигадана газета",
                "Розвідка назвала втрати",
                "uk",
                "близько 4 тисяч",
                relayed_from="Herald",
                hedge="bare",
                distortion="hedge_dropped",
            ),
            page(
                "almanac-de-2025-07",
                "The Almanac",
                None,
                "de",
                "rund 4.000 „tot oder verletzt“",
                url=None,
                distortion="measure_changed",
            ),
        ],
        ["Herald"],
    ),
}

SENT = {
    "id": "east-sent-2024-10-17",
    "label": "Sent in autumn 2024, East",
    "unit": "persons",
    "kind": "reported",
    "text": "about 11,000",
    "hedge": "about",
    "status": None,
    "readings": {
        "said": quantity("11,000", "11000", "11000", "11000"),
        "rounded": quantity(
            "10,500 to 11,500", "10500", "11500", "11000", high_open=True, drawn=by_rule(500, "half of the last place")
        ),
        "wide": quantity("10,000 to 12,000", "10000", "12000", "11000", drawn=by_rule("1,000", "the last place")),
    },
    "caveats": [],
    "noted": [],
    "missing": None,
    "unsettled": [],
    "function": None,
    "formula": None,
    "inputs": {},
    "counts": counts(1, 0, 1, "1 page, no known roots, 1 claimant", roots_known=False),
    "evidence": evidence(
        "east-sent-2024-10-17",
        EAST,
        [
            page(
                "star-2024-10-17",
                "The Star",
                "Staff: <11,000> & counting",
                "en",
                "nearly 11,000 … infantry",
                hedge="nearly",
                distortion="hedge_changed",
                date="2024-10",
            )
        ],
        ["not known"],
        roots_known=False,
    ),
}

SHARE = {
    "id": "casualty-share",
    "label": "Share killed or wounded",
    "unit": "share",
    "kind": "derived",
    "text": "36% (30 to 43%)",
    "hedge": None,
    "status": None,
    "readings": {
        "said": quantity("36%", "4/11", "4/11", "4/11", drawn="follows from the inputs"),
        "rounded": quantity("30 to 43%", "7/23", "3/7", "4/11", True, True, "follows from the inputs"),
        "wide": quantity("25 to 50%", "1/4", "1/2", "4/11", drawn="follows from the inputs"),
    },
    "caveats": ["different claimants", "the part is 195 days younger than the base"],
    "noted": [],
    "missing": None,
    "unsettled": [],
    "function": "share",
    "formula": "part / whole",
    "inputs": {"part": CASUALTIES, "whole": SENT},
    "counts": counts(4, 1, 2, "4 pages, 1 known root, 2 claimants", roots_known=False),
    "evidence": None,
}

VERDICT = {
    "id": "above-one-third",
    "figure": SHARE,
    "relation": ">",
    "question": "above one third",
    "threshold": {"value": "1/3", "text": "one third"},
    "outcome": "depends",
    "scope": "as rounded",
    "readings": {"said": "holds", "rounded": "depends", "wide": "depends"},
    "margin": "1/2",
    "margin_text": "as said it holds, and survives 1/2 times the rounding",
    "tipping": [
        {
            "input": "north-casualties-2025-04-30",
            "label": "casualties",
            "value": "11000/3",
            "whole": 3667,
            "inside": True,
            "place": "inside its range as rounded",
            "text": "from 3,667 casualties on",
        },
        {
            "input": "east-sent-2024-10-17",
            "label": "sent",
            "value": "12000",
            "whole": 11999,
            "inside": False,
            "place": "outside its range as rounded",
            "text": "below 12,000 sent",
        },
    ],
    "effects": [
        {
            "input": "north-casualties-2025-04-30",
            "label": "casualties",
            "result": {"low": "7/22", "high": "9/22", "low_open": False, "high_open": True},
            "text": "31 to 41%",
            "known": "holds",
            "told": "moves it to 31 to 41% and tips it from 3,667 casualties on, inside its range as rounded",
        },
        {
            "input": "east-sent-2024-10-17",
            "label": "sent",
            "result": {"low": "8/23", "high": "8/21", "low_open": True, "high_open": False},
            "text": "34 to 39%",
            "known": "depends",
            "told": "moves it to 34 to 39% and would tip it below 12,000 sent, outside its range as rounded",
        },
    ],
    "reason": None,
    "note": None,
    "text": "depends",
    "sentence": "Whether more than one third were killed or wounded depends on how the two numbers were rounded.",
}

NO_BASE = {
    "id": "above-one-third-2026",
    "figure": CASUALTIES,
    "relation": ">",
    "question": "above one third",
    "threshold": {"value": "1/3", "text": "one third"},
    "outcome": "undetermined",
    "scope": None,
    "readings": {"said": "undetermined", "rounded": "undetermined", "wide": "undetermined"},
    "margin": None,
    "margin_text": None,
    "tipping": [],
    "effects": [],
    "reason": "no base is named",
    "note": None,
    "text": "undetermined",
    "sentence": "Whether it is above one third cannot be said: no base is named.",
}


def printed(figure, text=None):
    return {"type": "figure", "text": text or figure["text"], "figure": figure}


def _reading(figure: dict, text: str) -> dict:
    """One reading of a figure, in a cell: words that lead to it."""
    return {"type": "link", "href": f"#{figure['id']}", "text": text}


TABLE = {
    "id": "who-says-what",
    "title": "Who says what, in whose words",
    "columns": [
        {"name": "Claimant", "align": "left"},
        {"name": "In words", "align": "left"},
        {"name": "Figure", "align": "right"},
        {"name": "As rounded", "align": "right"},
        {"name": "Standing of the claimant towards the war", "align": "left"},
    ],
    "rows": [
        [
            ["North"],
            [{"type": "foreign", "text": "사상자 4천여명", "lang": "ko"}],
            [printed(CASUALTIES)],
            [_reading(CASUALTIES, "3,500 to 4,500")],
            ["third state"],
        ],
        [
            ["East"],
            [{"type": "foreign", "text": "майже 11 тисяч", "lang": "uk"}, " (as relayed)"],
            [printed(SENT)],
            [_reading(SENT, "10,500 to 11,500")],
            [{"type": "link", "href": "https://example.org/standing?x=1&y=2", "text": "belligerent"}],
        ],
    ],
    "notes": [["Nothing here is averaged; see ", {"type": "verdict", "text": "depends", "verdict": VERDICT}, "."]],
    "sources": [
        [
            {"type": "link", "href": "https://example.org/ledger", "text": "The ledger"},
            ", statements of ",
            {"type": "text", "text": "12 February 2026"},
        ]
    ],
}


@functools.cache
def chart_svg(name: str = "shares") -> str:
    """A chart as matplotlib writes it: text as text, a clip path, hairs and dots."""
    from matplotlib import font_manager, rc_context
    from matplotlib.figure import Figure

    (folder,) = importlib.util.find_spec("font_source_sans_pro").submodule_search_locations
    for face in ("Regular", "Semibold"):
        font_manager.fontManager.addfont(Path(folder) / "files" / f"SourceSansPro-{face}.ttf")
    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "font.family": "Source Sans Pro",
        "font.size": 9,
        "text.color": LIGHT["ink"],
        "axes.edgecolor": LIGHT["muted"],
        "axes.labelcolor": LIGHT["muted"],
        "xtick.color": LIGHT["muted"],
        "ytick.color": LIGHT["ink"],
        "axes.grid": True,
        "axes.grid.axis": "x",
        "grid.color": LIGHT["grid"],
    }
    with rc_context(settings):
        drawing = Figure(figsize=(6.4, 2.4), facecolor="none")
        axes = drawing.add_axes((0.12, 0.2, 0.86, 0.74))
        axes.set_facecolor("none")
        axes.set_axisbelow(True)
        for row, (low, best, high) in enumerate([(30.4, 36.4, 42.9), (25, 36.4, 50)]):
            axes.plot([low, high], [row, row], color=LIGHT["accent-mid"], linewidth=6)
            axes.plot([best], [row], "o", color=LIGHT["accent"], markeredgecolor=LIGHT["paper"])
        axes.axvline(100 / 3, color=LIGHT["fails"], linewidth=1, linestyle="--")
        axes.annotate("one third", (100 / 3, 1.35), color=LIGHT["fails"], fontweight=600)
        axes.set_yticks([0, 1], ["as rounded", "wide"])
        axes.set_ylim(-0.6, 1.6)
        axes.set_xlabel("killed or wounded, % of those sent")
        axes.spines[["top", "right", "left"]].set_visible(False)
        out = io.StringIO()
        drawing.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    return text[text.index("<svg") :]


def chart(name: str = "share-chart", headline: str = "The rounding decides") -> dict:
    return {
        "id": name,
        "headline": [headline],
        "title": headline,
        "subtitle": "Share killed or wounded of those sent, in per cent",
        "alt": "Two ranges, 30 to 43% and 25 to 50%; both reach across one third.",
        "svg": chart_svg(name),
        "sources": [[{"type": "link", "href": "https://example.org/north", "text": "North"}, " and East"]],
        "table": {
            "id": name,
            "title": "The numbers of the chart",
            "columns": [
                {"name": "Reading", "align": "left"},
                {"name": "Range", "align": "right"},
                {"name": "As said", "align": "right"},
            ],
            "rows": [
                [["as rounded"], [_reading(SHARE, "30 to 43%")], [_reading(SHARE, "36%")]],
                [["wide"], [_reading(SHARE, "25 to 50%")], [_reading(SHARE, "36%")]],
            ],
            "notes": [],
            "sources": [],
        },
        "figures": [SHARE],
    }


def result(expression, payload):
    data = {"text/plain": payload["text"], MIME: payload}
    return {"expression": expression, "result": {"status": "ok", "data": data, "metadata": {}}}


def markdown(source, *results, **metadata):
    if results:
        metadata["user_expressions"] = list(results)
    return {"cell_type": "markdown", "id": "m", "metadata": metadata, "source": source}


def code(*outputs, source="ledger"):
    return {
        "cell_type": "code",
        "id": "c",
        "metadata": {},
        "execution_count": 1,
        "source": source,
        "outputs": list(outputs),
    }


def output(payload, **data):
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": "…", MIME: payload, **data},
    }


def notebook(*cells) -> dict:
    """A notebook of these cells; without any, the rich one."""
    return deepcopy({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells) or _rich()})


#: The made-up prose is about how figures look, not about who said them.
UNATTRIBUTED = {CASUALTIES["id"]: "said nowhere, made up", SENT["id"]: "said nowhere, made up"}


def _rich() -> list[dict]:
    return [
        markdown(
            "# Made-up troops in nobody’s war\n\nA made-up briefing with *one* of "
            "**everything**: of {eval}`sent` sent, {eval}`casualties` are said to be killed "
            "or wounded, {eval}`share`, as of {eval}`day`. More than one third? "
            "It {eval}`verdict`.",
            result("sent", printed(SENT)),
            result("casualties", printed(CASUALTIES)),
            result("share", printed(SHARE)),
            result("day", {"type": "text", "text": "12 February 2026"}),
            result("verdict", {"type": "verdict", "text": "depends", "verdict": VERDICT}),
            unattributed=UNATTRIBUTED,
        ),
        code(),
        markdown("## Is it above one third?\n\nThe answer hangs on two roundings:", id="one-third"),
        code(output({"type": "verdict", "text": "depends", "verdict": VERDICT})),
        code(output({"type": "chart", "chart": chart()}, **{"image/svg+xml": "<svg/>"})),
        markdown(
            "### In whose words\n\n> Nobody counted them.\\\n> Nobody could.\n\n"
            "1. The words decide, not the digits `4000`.\n"
            "2. Then the hedge:\n   - *about*,\n   - *nearly*.\n\n"
            "See [the first section](#one-third), [the chart](#share-chart), "
            "[a page](https://example.org/a?b=c&d=e) or "
            "{eval}`casualties` again."
            " AT&amp;T &lt;script&gt;alert()&lt;/script&gt; “quoted” — and "
            "an-unbreakable-word-that-is-much-longer-than-a-narrow-column-would-like.",
            result("casualties", printed(CASUALTIES)),
            unattributed={CASUALTIES["id"]: UNATTRIBUTED[CASUALTIES["id"]]},
        ),
        code(output({"type": "table", "table": TABLE})),
        code(output({"type": "card", "figure": CASUALTIES})),
        code(output(printed(SHARE))),
        markdown(
            "## What was not said\n\nOn the later figure: {eval}`later`.",
            result("later", {"type": "verdict", "text": "undetermined", "verdict": NO_BASE}),
        ),
        code(output({"type": "chart", "chart": chart("share-chart-again", "Drawn a second time <again>")})),
        markdown(
            "| Hedge | Rows |\n|:--|--:|\n| about | 12 |\n| *nearly* | {eval}`n` |\n",
            result("n", {"type": "text", "text": "7"}),
            id="hedges-counted",
            title="Hedges counted by hand",
            typed={"12": "counted by hand", "7": "counted by hand"},
        ),
    ]


def document() -> Document:
    return read(notebook(), META)
