"""Reading back: what a finished page lacks is named, what only looks different is not."""

import re

import pytest
import samples

from hedged.document.blocks import FigureInline, Paragraph, VerdictInline
from hedged.document.model import Document, Meta
from hedged.editions import files as report_files
from hedged.look.fonts import RenderError
from hedged.look.tokens import ANNEX
from hedged.render import html, pdf, readback


def document(*texts: str) -> Document:
    """A briefing of one paragraph that prints these figures."""
    return Document("A briefing", samples.META, (Paragraph(tuple(FigureInline(text, "x") for text in texts)),))


def test_the_pdf_of_the_sample_has_lost_nothing() -> None:
    sample = samples.document()
    assert readback.lost(sample, readback.pdf_text(pdf.pages(sample, {}))) == ()


def test_a_page_that_has_lost_a_figure_is_not_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = samples.document()
    whole = html.page(sample)
    assert report_files.render_html(sample) == whole
    text = next(record["text"] for record in sample.figures.values())
    monkeypatch.setattr(html, "page", lambda document: whole.replace(text, "…"))
    with pytest.raises(RenderError) as caught:
        report_files.render_html(sample)
    assert f"briefing.html: “{text}” is printed not at all instead of" in str(caught.value)


def test_a_figure_that_is_not_there_is_named() -> None:
    with pytest.raises(RenderError) as caught:
        readback.require(document("about 4,000"), "about 400", "briefing.pdf")
    assert str(caught.value) == "briefing.pdf: “about 4,000” is printed not at all instead of once"


def test_a_figure_printed_less_often_than_written_is_named() -> None:
    printed = "about 4,000, about 4,000"
    assert readback.lost(document("about 4,000", "about 4,000"), printed) == ()
    assert readback.lost(document(*["about 4,000"] * 3), printed) == (
        "“about 4,000” is printed twice instead of 3 times",
    )


def test_a_figure_inside_another_does_not_stand_for_itself() -> None:
    both = document("4,000", "about 4,000")
    assert readback.lost(both, "about 4,000 and 4,000") == ()
    assert readback.lost(both, "about 4,000") == ("“4,000” is printed once instead of twice",)


@pytest.mark.parametrize("longer", ["14,000", "4,000,000", "1.4,000", "4,0001"])
def test_a_part_of_a_longer_number_is_not_the_figure(longer: str) -> None:
    assert readback.lost(document("4,000"), longer)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("25,000 to 30,000", "25,000 to\r\n30,000"),
        ("36% (30 to 43%)", "36%\N{NO-BREAK SPACE}(30 to  43%)"),
        ("about 4,000", "about 4,000 [2]"),
        ("more than the first five", "more than the \ufb01rst \ufb01ve"),
        ("seventy-five", "seventy\ufffefive"),
        ("exactly half", "ex\N{SOFT HYPHEN}actly half"),
        ("25,000–30,000", "25,000–\r\n30,000"),
        ("4,000", "4,000."),
        ("−300", "−300, or"),
    ],
)
def test_the_ends_of_lines_spaces_hyphens_and_ligatures_make_no_difference(written: str, read: str) -> None:
    assert readback.lost(document(written), read) == ()


def test_figures_are_looked_for_in_tables_verdicts_cards_and_the_annex() -> None:
    missing = "\n".join(readback.lost(samples.document(), ""))
    for words in (
        "about 11,000",
        "36% (30 to 43%)",
        "about 4,000",
        "undetermined",
        samples.VERDICT["sentence"].replace("-", ""),
    ):
        assert f"“{words}”" in missing


def test_verdicts_are_looked_for_too() -> None:
    verdict = Document(
        "A briefing",
        Meta(samples.META.edition, (), "1", {}, "n.ipynb"),
        (Paragraph((VerdictInline("holds as rounded", "v"),)),),
    )
    assert readback.lost(verdict, "It holds") == ("“holds as rounded” is printed not at all instead of once",)


def test_the_words_of_an_html_page_are_its_text_without_scripts_styles_and_drawings() -> None:
    page = (
        "<!doctype html><html><head><style>p{}</style><script>let a = '4,000'</script></head><body>"
        "<p>about <a href='#x'>4,000</a>&nbsp;men</p><table><tr><td>1</td><td>2</td></tr></table>"
        "<svg><text>25</text></svg><br>end</body></html>"
    )
    assert readback.html_text(page).split() == ["about", "4,000", "men", "1", "2", "end"]


def test_a_figure_that_only_its_card_still_prints_is_lost() -> None:
    sample = samples.document()
    body, annex_heading, annex = readback.html_text(html.page(sample)).rpartition(ANNEX)
    text = samples.SHARE["text"]
    assert f"“{text}” is printed not at all" in "\n".join(
        readback.lost(sample, body.replace(text, "…") + annex_heading + annex)
    )
    assert any(
        each.endswith("among the cards")
        for each in readback.lost(sample, body + annex_heading + annex.replace(text, "…"))
    )


def test_the_running_heads_of_a_pdf_are_no_part_of_its_text() -> None:
    text = readback.pdf_text(pdf.pages(samples.document(), {})).replace("\N{NO-BREAK SPACE}", " ")
    assert text.count("Edition of 12 February 2026") == 1 + text.count("(Edition of 12 February 2026")
    assert not re.search(r"^\d+ / \d+$", text, re.MULTILINE)
