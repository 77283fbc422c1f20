"""How the page looks, as far as its rules and its letters tell; as it is drawn, test_everyone.py."""

import base64
import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from pages import page_of
from samples import (
    CASUALTIES,
    TABLE,
    code,
    document,
    markdown,
    output,
    printed,
    result,
)

from hedged.look.tokens import COLOURS, LIGHT
from hedged.render.html import page


def passages(tree):
    return [each.one("ul", class_="remarks").text for each in tree.all("div", class_="passage")]


def test_remarks_stand_beside_their_passage_where_they_end_before_it():
    assert passages(page_of(remarked("North has {eval}`a`." + " This is said at some length." * 20)))


def test_remarks_longer_than_their_passage_stand_below_it():
    tree = page_of(remarked("North has {eval}`a`."))
    assert not passages(tree)
    assert tree.one("ul", class_="remarks").text


def test_a_remark_stands_beside_the_paragraph_that_first_prints_its_figure():
    long = " This is said at some length." * 20
    tree = page_of(remarked(f"Before it.{long}\n\nNorth has {{eval}}`a`.{long}\n\nBehind it.{long}"))
    passage = tree.one("div", class_="passage")
    said, remarks, behind = (each for each in passage.children if not isinstance(each, str))
    assert said.text.startswith("North has") and behind.text.startswith("Behind it")
    assert remarks.name == "ul"


def remarked(words):
    return markdown(words, result("a", printed(CASUALTIES)))


def test_every_rule_of_the_style_begins_where_one_may_begin(tree):
    style = re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", tree.one("style").text, flags=re.DOTALL)
    depth = 0
    for before, mark in re.findall(r"([^{}]*)([{}])", style):
        depth += 1 if mark == "{" else -1
        assert depth >= 0
        assert "@" not in before.rpartition(";")[2].strip()[1:], before
    assert depth == 0


def test_nothing_on_the_page_moves(tree):
    assert not re.search(r"\b(transition|animation|scroll-behavior)[a-z-]*:", tree.one("style").text)


def luminance(colour):
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("style", ["light", "dark"])
@pytest.mark.parametrize(
    "name",
    [
        "ink",
        "muted",
        "accent",
        "rust",
        "moss",
        "plum",
        "umber",
        "holds",
        "depends",
        "fails",
        "undetermined",
    ],
)
def test_text_stands_out_from_paper_and_panel(name, style):
    for surface in ("paper", "panel"):
        assert contrast(getattr(COLOURS[name], style), getattr(COLOURS[surface], style)) >= 4.5


@pytest.mark.parametrize("style", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "accent", "holds", "depends", "fails", "undetermined"])
def test_text_stands_out_from_the_band_where_a_link_has_led(name, style):
    assert contrast(getattr(COLOURS[name], style), getattr(COLOURS["accent-pale"], style)) >= 4.5


def test_no_two_colours_look_the_same_on_paper():
    assert len(set(LIGHT.values())) == len(LIGHT)


def fonts(source):
    for family, _kind, data in re.findall(r'font-family:"([^"]+)".*?url\(data:font/(\w+);base64,([^)]+)\)', source):
        yield family, TTFont(BytesIO(base64.b64decode(data)))


def test_the_faces_hold_the_characters_of_the_document_and_not_many_more(source):
    held = {}
    for family, font in fonts(source):
        held.setdefault(family, set()).update(font.getBestCmap())
    assert set(map(ord, "Ołena Příkladová “близько”")) <= held["Source Sans Pro"] & held["Source Serif 4"]
    assert set(map(ord, "사상자천여명")) <= held["Noto Sans KR"]
    assert all(len(characters) < 300 for characters in held.values())


def test_a_page_without_hangul_carries_no_hangul_face():
    style = page_of(code(output({"type": "table", "table": {**TABLE, "rows": []}}))).one("style").text
    assert "NotoSansKR" not in style and 'font-family:"Noto Sans KR";' in page(document())
