"""A chart as a picture file shows the same as on the page, by itself, in both its colours."""

import re
from xml.etree import ElementTree

import pytest
from samples import chart, document

from hedged.editions.files import central_chart
from hedged.look.drawing import picture
from hedged.look.tokens import DARK, LIGHT

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn() -> ElementTree.Element:
    return ElementTree.fromstring(picture(chart(), LIGHT))


def test_its_title_is_headline_and_subtitle_and_its_description_the_alt_text(drawn):
    assert [each.tag for each in drawn[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert drawn[0].text == f"{chart()['title']}\n{chart()['subtitle']}"
    assert drawn[1].text == chart()["alt"]


def test_it_stands_on_its_own_ground_with_room_on_every_side(drawn):
    ground = drawn.find(f"{SVG}rect[@class='paper-fill']")
    assert drawn.get("viewBox") == " ".join(ground.get(side) for side in ("x", "y", "width", "height"))
    left, top, width, height = map(float, drawn.get("viewBox").split())
    _, _, inner_width, inner_height = map(float, re.search(r'viewBox="([^"]+)"', chart()["svg"])[1].split())
    assert (left, top, width, height) == (-12, -12, inner_width + 24, inner_height + 24)


def test_it_fetches_nothing_and_leads_nowhere(drawn):
    written = ElementTree.tostring(drawn, encoding="unicode")
    assert not drawn.findall(f".//{SVG}a")
    assert re.findall(r"https?://[^\"]+", written) == ["http://www.w3.org/2000/svg"]
    assert set(re.findall(r"url\((?!#)(.{5})", written)) == {"data:"}


def test_every_class_has_its_colour_on_paper_and_in_the_dark(drawn):
    for colours in (LIGHT, DARK):
        root = ElementTree.fromstring(picture(chart(), colours))
        style = root.find(f"{SVG}style").text
        classes = {name for each in root.iter() for name in each.get("class", "").split()} - {"drawing"}
        assert {"paper-fill", "ink-fill"} <= classes
        for name in classes:
            token, _, paint = name.rpartition("-")
            assert f".{name}{{{paint}:{colours[token]}}}" in style


def test_the_first_chart_of_a_briefing_is_its_picture():
    files = central_chart(document())
    assert list(files) == ["central-chart.svg", "central-chart-dark.svg"]
    assert files["central-chart.svg"].decode() == picture(chart(), LIGHT)
    assert files["central-chart-dark.svg"].decode() == picture(chart(), DARK)
