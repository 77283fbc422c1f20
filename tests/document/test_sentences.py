"""Where a sentence ends, and what it prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SENT, SHARE

from hedged.document.blocks import Code, Emphasis, FigureInline, LineBreak, Link, Strong, Text, VerdictInline, plain
from hedged.document.printed import printed, sentences

FIGURES = {each["id"]: each for each in (SHARE, SENT)}
ABOUT = FigureInline("about 11,000", SENT["id"])


def said(*content):
    return [plain(each) for each in sentences(content)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Is it? It is! So it is.", ["Is it?", "It is!", "So it is."]),
        ("It was said on 2 July 2025. Nobody denied it.", ["It was said on 2 July 2025.", "Nobody denied it."]),
        ("It began at 5 p.m. local time, said J. Muster.", ["It began at 5 p.m. local time, said J. Muster."]),
        ("Gen. Vzor and Mr. Yu agree. Dr. Muster does not.", ["Gen. Vzor and Mr. Yu agree.", "Dr. Muster does not."]),
        ("Document No. 5 vs. Document No. 6.", ["Document No. 5 vs. Document No. 6."]),
        ("The answer is no. The next is yes.", ["The answer is no.", "The next is yes."]),
        ("About 4.5 of them, e.g. half, i.e. many.", ["About 4.5 of them, e.g. half, i.e. many."]),
        ("He said “they lose them.” Then he left.", ["He said “they lose them.”", "Then he left."]),
        ("One (or two.) “Three” follow.", ["One (or two.)", "“Three” follow."]),
        ("In July. 11,000 were sent.", ["In July.", "11,000 were sent."]),
        ("No end … and no stop", ["No end … and no stop"]),
        ("남쪽은 부인했다. 북쪽은 침묵했다.", ["남쪽은 부인했다.", "북쪽은 침묵했다."]),
        ("", []),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text, found):
    assert said(Text(text)) == found


def test_a_sentence_may_begin_or_end_with_a_figure():
    assert said(Text("That makes "), ABOUT, Text(". "), ABOUT, Text(" were killed.")) == [
        "That makes about 11,000.",
        "about 11,000 were killed.",
    ]


def test_nothing_inside_a_figure_or_a_link_ends_a_sentence():
    odd = FigureInline("30 a. B", SENT["id"])
    page = Link("https://example.org", (Text("No. One. Two"),))
    assert said(Text("Of "), odd, Text(" by "), page, Text(" more.")) == ["Of 30 a. B by No. One. Two more."]


def test_marks_and_line_breaks_do_not_hide_an_end():
    content = (
        Strong((Text("The first."),)),
        Text(" The "),
        Emphasis((Text("second. The"),)),
        Text(" third."),
        LineBreak(),
        Code("F"),
        Text(" is."),
    )
    assert said(*content) == ["The first.", "The second.", "The third.", "F is."]


@given(
    st.lists(
        st.sampled_from(
            [
                "one. ",
                "Two ",
                "no. ",
                "p.m. ",
                "X. ",
                "“Three.” ",
                "4? ",
                "…",
                ABOUT,
                LineBreak(),
                Emphasis((Text("Five! "),)),
            ]
        )
    )
)
def test_no_word_is_lost_and_none_is_said_twice(pieces):
    content = tuple(Text(each) if isinstance(each, str) else each for each in pieces)
    assert " ".join(said(*content)).split() == plain(content).split()


def test_a_sentence_prints_its_figures_verdicts_and_readings():
    rounded = Link("#east-sent-2024-10-17", (Text("10,500 to 11,500"),))
    content = (ABOUT, Strong((VerdictInline("depends", "above-one-third"),)), rounded)
    assert list(printed(content, FIGURES)) == ["east-sent-2024-10-17", "above-one-third", "east-sent-2024-10-17"]


def test_a_link_that_only_leads_to_a_figure_does_not_print_it():
    content = (Link("#east-sent-2024-10-17", (Text("East"),)), Link("#sources", (Text("10,500 to 11,500"),)))
    assert list(printed(content, FIGURES)) == []
