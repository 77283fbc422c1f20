"""Every figure and verdict that the briefing prints is found where it is printed, and every number it prints is one."""

import json

import pytest
import real
import shared
from place import ROOT

from hedged import document, notebook
from hedged.editions.briefing import meta
from hedged.editions.project import BRIEFING
from hedged.look.display import MIME

PATH = ROOT / BRIEFING


def source() -> dict:
    return json.loads(PATH.read_text(encoding="utf-8"))


def test_every_mention_leads_to_a_cell_that_prints_it():
    briefing, cells = real.briefing(), source()["cells"]
    kinds = {"sentence": "markdown", "list": "markdown", "heading": "markdown"}
    found = [(name, each) for name, places in briefing.mentions.items() for each in places]
    assert found
    for name, mention in found:
        assert name in briefing.figures or name in briefing.verdicts
        assert cells[mention.cell - 1]["cell_type"] == kinds.get(mention.place, "code")
        if mention.place == "sentence":
            words = [each["text"] for each in (briefing.figures.get(name), briefing.verdicts.get(name)) if each]
            words += [each["text"] for each in briefing.figures.get(name, {}).get("readings", {}).values()]
            assert any(each in mention.words for each in words), f"{name} is not in “{mention.words}”"


def test_every_expression_of_the_prose_that_gave_a_figure_is_a_mention_in_its_cell():
    asked = [
        (payload[payload["type"]]["id"], cell["metadata"]["hedged"]["cell"])
        for cell in shared.executed(PATH)["cells"]
        for stored in cell["metadata"].get("user_expressions", ())
        for payload in [stored["result"]["data"][MIME]]
        if payload["type"] in ("figure", "verdict")
    ]
    assert asked
    for name, number in asked:
        assert number in [each.cell for each in real.briefing().mentions[name]]


def test_a_number_typed_into_it_stops_it():
    content = source()
    number, cell = next((n, c) for n, c in enumerate(content["cells"], 1) if c["cell_type"] == "markdown")
    cell["source"] = [*cell["source"], "\n\nAbout 4,321 are out of action."]
    for each in content["cells"]:
        each["source"] = "".join(each["source"])
    executed = notebook.run(content, PATH.name, PATH.parent)
    with pytest.raises(document.DocumentError, match=f"cell {number}: the number 4,321 in"):
        document.read(executed, meta(ROOT, PATH, {}))
