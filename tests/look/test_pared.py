"""A drawing in fewer bytes: what is seen of it stays."""

import re
from xml.etree import ElementTree

import pytest

from hedged.look.pared import numbered, pared


def drawn(inside):
    """What is left of the inside of a drawing."""
    svg = pared(numbered(ElementTree.fromstring(f"<svg>{inside}</svg>"), "chart"))
    return re.fullmatch(r"<svg>(.*)</svg>|<svg />", ElementTree.tostring(svg, encoding="unicode"))[1] or ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<path d="M 1.23456 7 L 10.999 0.5 z" />', '<path d="M1.23 7L11 .5z" />'),
        ('<path d="M 3 -0.001 C -0.25 1 2 3 4 5" />', '<path d="M3 0C-.25 1 2 3 4 5" />'),
        ('<path d="M 3.004 9 L 3 1" />', '<path d="M3 9V1" />'),
        ('<path d="M 3 9 L 4.5 9" />', '<path d="M3 9H4.5" />'),
        ('<path d="M 3 9 L 4 9 L 4 8" />', '<path d="M3 9L4 9L4 8" />'),
        (
            '<path d="M 0 0 L 1 1" stroke-dasharray="1.85,0.8" stroke-dashoffset="0" />',
            '<path d="M0 0L1 1" stroke-dasharray="1.85,.8" />',
        ),
        ('<text x="1.005" y="2.0" transform="rotate(-0 1 2)">1.2345</text>', '<text x="1" y="2">1.2345</text>'),
        ('<text transform="rotate(-90 1.2345 2)">a</text>', '<text transform="rotate(-90 1.2345 2)">a</text>'),
    ],
)
def test_places_have_two_decimals_and_the_words_stay(given, kept):
    assert drawn(given) == kept


@pytest.mark.parametrize(
    "idle",
    [
        "<g />",
        "<g><g /></g>",
        "<defs />",
        '<path d="M 1 1" class="ink-stroke" />',
        '<path d="M 1 1 L 2 2 z" fill="none" />',
        '<g id="axes_1"><path d="M 1 1 L 2 2 z" fill="none" /></g>',
    ],
)
def test_what_paints_nothing_is_left_out(idle):
    assert drawn(idle) == ""


@pytest.mark.parametrize(
    "seen",
    [
        '<path d="M1 1L2 2z" />',
        '<path d="M1 1L2 2z" class="ink-stroke" fill="none" />',
        '<path d="M1 1L2 2z" stroke="currentColor" fill="none" />',
        '<g class="ink-stroke"><path d="M1 1L2 2z" fill="none" /></g>',
        '<g opacity=".5"><path d="M1 1L2 2z" /></g>',
    ],
)
def test_what_paints_stays(seen):
    assert drawn(seen) == seen


def test_a_group_that_says_nothing_gives_way_to_what_it_holds_in_the_same_order():
    assert drawn('<g id="a"><g><path d="M1 1L2 2z" /></g><text>a</text></g><text>b</text>') == (
        '<path d="M1 1L2 2z" /><text>a</text><text>b</text>'
    )


def test_only_what_is_referred_to_has_an_id_and_it_is_the_chart_s():
    given = (
        '<defs><clipPath id="long"><rect x="0" /></clipPath><path id="mark" d="M0 0L1 1" /><path id="idle" d="M0 0L1 1" />'
        '</defs><use href="#mark" /><use href="#mark" /><g clip-path="url(#long)"><text>a</text></g>'
    )
    assert drawn(given) == (
        '<defs><clipPath id="chart.2"><rect x="0" /></clipPath><path d="M0 0L1 1" id="chart.1" /><path d="M0 0L1 1" />'
        '</defs><use href="#chart.1" /><use href="#chart.1" /><g clip-path="url(#chart.2)"><text>a</text></g>'
    )


def test_a_link_to_a_card_leads_where_it_led():
    assert drawn('<a href="#casualty-share"><text>36%</text></a>') == '<a href="#casualty-share"><text>36%</text></a>'


def test_the_face_of_all_texts_is_said_once():
    svg = pared(ElementTree.fromstring('<svg><text font-family="Sans">a</text><text font-family="Sans">b</text></svg>'))
    assert svg.get("font-family") == "Sans"
    assert [text.attrib for text in svg.iter("text")] == [{}, {}]
    mixed = '<text font-family="Sans">a</text><text font-family="Serif">b</text>'
    assert drawn(mixed) == mixed


def test_neighbours_under_one_clip_are_clipped_together():
    clip = 'clip-path="url(#c)"'
    defs = '<clipPath id="c"><rect x="0" /></clipPath>'
    given = f'{defs}<path d="M0 0L1 1" {clip} /><g {clip}><use x="1" /></g><text>a</text><path d="M2 2L1 1" {clip} />'
    assert drawn(given).replace("chart.1", "c") == (
        f'{defs}<g {clip}><path d="M0 0L1 1" /><use x="1" /></g><text>a</text><path d="M2 2L1 1" {clip} />'
    )


def test_what_is_moved_keeps_a_clip_of_its_own():
    moved = '<path d="M0 0L1 1" clip-path="url(#chart.1)" transform="translate(1 1)" />'
    assert (
        drawn(f'<clipPath id="c" />{moved}{moved}'.replace("chart.1", "c"))
        == f'<clipPath id="chart.1" />{moved}{moved}'
    )
