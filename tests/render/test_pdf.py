"""The PDF: what a reader, a screen reader, an archive and a checking machine find in it."""

import ctypes
import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest
import samples
from pdf_parts import page_texts, tagged, tags

from hedged.document.model import Document
from hedged.document.reader import read
from hedged.look import fonts
from hedged.look.fonts import RenderError
from hedged.render import pdf

FIGURES_FILE = b'{"figures": {}}\n'
ROOT = Path(__file__).parents[2]


def briefing(*cells: dict) -> Document:
    return read(samples.notebook(samples.markdown("# A briefing"), *cells), samples.META)


def _page(text: str) -> dict:
    return {"type": "link", "href": "https://example.org/", "text": text}


def long_briefing() -> Document:
    """Two tables of many rows, and a heading before every other paragraph."""
    words = "What one claimant said and another did not say stands here side by side. " * 7
    rows = [[[_page(f"Row {number}")], [samples.printed(samples.SENT)], [words[:90]]] for number in range(1, 91)]
    columns = [
        {"name": name, "align": align}
        for name, align in (("Claimant", "left"), ("Figure", "right"), ("In words", "left"))
    ]
    table = {
        "id": "long-table",
        "title": "A long table",
        "columns": columns,
        "rows": rows,
        "notes": [["A note below the rows."]],
        "sources": [["A source"]],
    }
    prose = [
        samples.markdown(f"## {number}. Section\n\n{words}\n\n### {number}. Part\n\n{words * (number % 4)}{words}")
        for number in range(1, 31)
    ]
    return briefing(*prose, samples.code(samples.output({"type": "table", "table": table})))


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf.pages(samples.document(), {"figures.json": FIGURES_FILE})


@pytest.fixture(scope="module")
def file(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


def link_targets(file: pikepdf.Pdf) -> list[tuple[int, int | str]]:
    """Each link as (page it stands on, page or address it leads to), pages counted from 1."""
    numbers = {page.objgen: number for number, page in enumerate(file.pages, start=1)}
    found: list[tuple[int, int | str]] = []
    for number, page in enumerate(file.pages, start=1):
        for link in page.get("/Annots", []):
            action = link.get("/A", link)
            if "/URI" in action:
                found.append((number, str(action.URI)))
                continue
            target = action.get("/D", link.get("/Dest"))
            if not isinstance(target, pikepdf.Array):
                target = pikepdf.NameTree(file.Root.Names.Dests)[str(target)]
            found.append((number, numbers[target[0].objgen]))
    return found


def glyph_fonts(content: bytes, words: str) -> set[str]:
    """The names of the fonts in which ``words`` are set where they first stand."""
    with pypdfium2.PdfDocument(content) as opened:
        for page in opened:
            text = page.get_textpage()
            if (at := text.search(words).get_next()) is None:
                continue
            names = set()
            for index in range(at[0], at[0] + at[1]):
                name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
                pypdfium2.raw.FPDFText_GetFontInfo(text, index, name, 100, flags)
                names.add(name.value.decode().split("+")[-1])
            return names - {""}
    raise AssertionError(f"{words} is not in the PDF")


# --- as a file -------------------------------------------------------------------


def test_the_file_names_its_title_language_authors_and_day(file: pikepdf.Pdf) -> None:
    assert str(file.Root.Lang) == "en-GB"
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert str(file.docinfo.Title) == "Made-up troops in nobody’s war"
    assert str(file.docinfo.Author) == "Jan Muster, Ołena Příkladová"
    assert str(file.docinfo.CreationDate) == str(file.docinfo.ModDate) == "D:20260212000000Z"


def test_it_says_it_is_pdf_a_3a_and_pdf_ua_1(file: pikepdf.Pdf) -> None:
    with file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"


def test_the_figures_are_attached_as_data(file: pikepdf.Pdf) -> None:
    (name,) = file.attachments
    specification = file.attachments[name]
    assert name == "figures.json"
    assert specification.get_file().read_bytes() == FIGURES_FILE
    assert specification.get_file().mime_type == "application/json"
    assert str(specification.relationship) == "/Data"


def test_every_font_is_embedded_and_only_with_the_glyphs_used(file: pikepdf.Pdf) -> None:
    described = [
        each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    assert all("/FontFile2" in each or "/FontFile3" in each for each in described)
    names = [str(each.FontName) for each in described]
    assert all(re.fullmatch(r"/[A-Z]{6}\+.+", name) for name in names)
    assert {re.split(r"[+-]", name)[1] for name in names} == {
        "SourceSerif4Roman",
        "SourceSerif4Italic",
        "SourceSansPro",
        "NotoSansKR",
        "DejaVuSansMono",
    }


def test_a_chart_s_text_is_set_in_source_sans_pro(made: bytes) -> None:
    assert glyph_fonts(made, "killed or wounded, % of those sent") == {"SourceSansPro-Regular"}
    assert glyph_fonts(made, "майже 11 тисяч") == {"SourceSansPro-Regular"}
    assert glyph_fonts(made, "사상자") == {"NotoSansKR-Regular"}


def test_the_file_is_small(made: bytes) -> None:
    assert len(made) < 400_000


SURROUNDINGS = [
    {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0"},
    {"TZ": "Pacific/Auckland", "LANG": "ko_KR.UTF-8", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "99"},
]


def test_the_same_document_gives_the_same_bytes_whatever_surrounds_it(made: bytes, tmp_path: Path) -> None:
    script = (
        "import hashlib, samples; from hedged.render import pdf;"
        f"print(hashlib.sha256(pdf.pages(samples.document(), {{'figures.json': {FIGURES_FILE!r}}})).hexdigest())"
    )
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    sums = {hashlib.sha256(made).hexdigest()}
    for number, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / f"place {number}"
        folder.mkdir()
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": path, **surroundings}
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=folder, env=environment, text=True, capture_output=True, check=True
        )
        sums.add(run.stdout.strip())
    assert len(sums) == 1


# --- to a screen reader ----------------------------------------------------------


def test_everything_is_tagged_and_each_chart_has_its_alt_text(file: pikepdf.Pdf) -> None:
    assert file.Root.MarkInfo.Marked
    drawings = [block.chart for block in samples.document().blocks if block.kind == "chart"]
    assert [str(each.Alt) for each in tagged(file, "/Figure")] == [each["alt"] for each in drawings]


def test_headings_are_tagged_in_their_order(file: pikepdf.Pdf) -> None:
    headings = [(str(each.S), str(each.T)) for each in tagged(file, "/H1", "/H2")]
    assert headings == [
        ("/H1", "Is it above one third?"),
        ("/H2", "In whose words"),
        ("/H1", "What was not said"),
        ("/H1", "The charts as tables"),
        ("/H1", "Figures and their evidence"),
        ("/H2", "1 about 11,000 — Sent in autumn 2024, East"),
        ("/H2", "2 about 4,000 — Casualties, North"),
        ("/H2", "3 36% (30 to 43%) — Share killed or wounded"),
        ("/H1", "Pages that printed the figures"),
    ]


def test_the_outline_names_every_heading_and_every_figure(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Is it above one third?",
            "What was not said",
            "The charts as tables",
            "Figures and their evidence",
            "Pages that printed the figures",
        ]
        assert [item.title for item in outline.root[0].children] == ["In whose words"]
        assert [item.title for item in outline.root[3].children][2] == "3 36% (30 to 43%) — Share killed or wounded"


def test_words_in_another_language_carry_its_tag_without_a_british_region(file: pikepdf.Pdf) -> None:
    spoken = {str(each.Lang) for each in tags(file.Root.StructTreeRoot) if "/Lang" in each}
    for page in file.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/Lang" in operands[1]:
                spoken.add(str(operands[1].Lang))
    assert spoken == {"en-GB", "de", "ko", "uk"}


def test_a_table_s_head_is_tagged_as_such_and_its_notes_are_read_right_after_it(file: pikepdf.Pdf) -> None:
    read = list(tags(file.Root.StructTreeRoot))
    table = next(number for number, each in enumerate(read) if str(each.S) == "/Table")
    inside = [str(each.S) for each in tags(read[table].K)]
    assert [kind for kind in inside if kind in ("/Caption", "/THead", "/TBody")] == ["/Caption", "/THead", "/TBody"]
    assert inside.count("/TH") == 5
    after = [str(each.S) for each in read[table + 1 + len(inside) :][:3]]
    assert "/P" in after and "/H1" not in after


def test_every_link_says_where_it_leads(file: pikepdf.Pdf) -> None:
    links = [link for page in file.pages for link in page.get("/Annots", [])]
    assert links
    assert all(str(link.get("/Contents", "")) for link in links)


# --- to the eye ------------------------------------------------------------------


def test_no_page_is_blank(made: bytes) -> None:
    with pypdfium2.PdfDocument(made) as opened:
        for page in opened:
            low, high = page.render(scale=0.5).to_pil().convert("L").getextrema()
            assert (low < 100, high) == (True, 255)


def test_pages_are_counted_and_carry_title_and_edition_from_the_second_on(made: bytes) -> None:
    texts = page_texts(made)
    assert [f"{number} / {len(texts)}" in text for number, text in enumerate(texts, start=1)] == [True] * len(texts)
    assert texts[0].startswith(
        "Made-up troops in nobody’s war\nJan Muster, Ołena Příkladová\n"
        "Edition of 12~February 2026~· newest statement of 30~April 2025, by East and North\n".replace(
            "~", "\N{NO-BREAK SPACE}"
        )
    )
    for text in texts[1:]:
        assert text.startswith("Made-up troops in nobody’s war Edition of 12\N{NO-BREAK SPACE}February 2026\n")


def test_a_figure_in_the_text_carries_the_number_of_its_evidence(made: bytes) -> None:
    first = " ".join(page_texts(made)[0].split())
    assert re.search(
        r"of about 11,000 ?\[1\] sent, about 4,000 ?\[2\] are said to be killed or wounded, "
        r"36% \(30 to 43%\) ?\[3\], as of 12 February 2026\.",
        first,
    )


def test_links_lead_to_the_evidence_and_back_to_the_pages_that_print_the_figure(made: bytes, file: pikepdf.Pdf) -> None:
    texts = page_texts(made)
    annex = next(number for number, text in enumerate(texts, start=1) if "1 about 11,000 — Sent" in text)
    inner = [(start, end) for start, end in link_targets(file) if isinstance(end, int)]
    assert (1, annex) in inner
    assert (annex, 1) in inner
    assert "Printed on pages 1, 2" in " ".join(texts[annex - 1].split())


def test_addresses_of_pages_are_links_and_printed_in_full(made: bytes, file: pikepdf.Pdf) -> None:
    address = "https://example.org/star-2024-10-17?a=1&b=2"
    assert address in {target for _, target in link_targets(file)}
    assert address in "".join("".join(page_texts(made)).split())


def test_the_evidence_of_a_figure_is_printed_line_by_line(made: bytes) -> None:
    text = "\n".join(page_texts(made))
    entry = " ".join(text[text.index("2 about 4,000 — Casualties") : text.index("3 36% (30 to 43%) —")].split())
    for line in (
        "Northern Survey Office (third state), said on 30 April 2025.",
        "Readings as said 4,000 (the claimant’s words); as rounded 3,500 to 4,500 (our rounding rule: 500 to either side, "
        "half of the last place); wide 3,000 to 5,000 (our rounding rule: 1,000 to either side, the last place).",
        "Herald, 30 April 2025: “사상자 4천여명” (Korean)",
        "Вигадана газета, 30 April 2025: “близько 4 тисяч” (Ukrainian); taken from Herald; hedge dropped",
        "The Almanac, 30 April 2025: “rund 4.000 „tot oder verletzt“” (German); something else counted",
        "Status superseded.",
        "Known from 3 pages, 1 root, 1 claimant; known through one root: Herald.",
        "Caveats superseded by a later figure of the same claimant.",
        "undetermined. Whether it is above one third cannot be said: no base is named.",
        "north-casualties-2025-04-30",
    ):
        assert line in entry
    assert re.search(r"Bears on ?\[3\] depends\. Enters 36% \(30 to 43%\) ?\[3\]\. Printed on pages 1, 2\.", entry)


def test_a_figure_that_no_page_had_printed_by_the_day_says_so() -> None:
    figure = deepcopy(samples.SENT)
    figure["evidence"].update(pages=[], roots=["not known"], roots_known=False)
    document = briefing(samples.markdown("East said {eval}`n`.", samples.result("n", samples.printed(figure))))
    text = " ".join("\n".join(page_texts(pdf.pages(document, {}))).split())
    assert "No page that had printed it by 12 February 2026 is in the ledger." in text


def test_a_page_stands_once_with_its_title_and_address_and_leads_to_the_figures_it_printed(made: bytes) -> None:
    text = " ".join("\n".join(page_texts(made)).split())
    pages = text[text.rindex("Pages that printed the figures") :]
    number = re.search(r"P(\d+)\sHerald, 30 April 2025: “사상자 4천여명”", text)[1]
    assert re.search(rf"P{number} Herald, 30 April 2025\. .*?https:// ?\S+ ?\[2\]", pages)


def test_how_a_figure_is_cited_is_shown_once(made: bytes) -> None:
    text = " ".join("\n".join(page_texts(made)).split())
    assert (
        "To cite a figure, put its text, its label and its id where this one has them: Jan Muster, & Ołena Příkladová. "
        "(2026). About 11,000: Sent in autumn 2024, East. In Made-up troops in nobody’s war"
    ) in text
    assert text.count("Jan Muster, & Ołena Příkladová. (2026)") == 1


def test_a_derived_figure_shows_formula_inputs_verdict_and_tipping_points(made: bytes) -> None:
    text = " ".join("\n".join(page_texts(made)).split())
    entry = text[text.index("3 36% (30 to 43%) —") :]
    assert "Formula part / whole" in entry
    assert re.search(r"Inputs part: about 4,000 ?\[2\], Casualties, North; whole: about 11,000 ?\[1\], Sent", entry)
    assert re.search(
        r"depends\. Whether .* rounded\. As said: holds; as rounded: depends; wide: depends\. "
        r"Margin: as said it holds, and survives 1/2 times the rounding\. Each input alone: "
        r"casualties ?\[2\]: moves it to 31 to 41% and tips it from 3,667 casualties on, inside its range as rounded; "
        r"sent ?\[1\]: moves it to 34 to 39% and would tip it below 12,000 sent, outside its range as rounded\.",
        entry,
    )


def test_the_last_page_says_what_the_briefing_was_made_from(made: bytes) -> None:
    last = " ".join(page_texts(made)[-1].split())
    assert "Made from the notebook 2-briefing.ipynb with hedged 1.0.0, known_on = 2026-02-12." in last
    assert "The file figures.json is attached to this PDF." in last


def test_a_figure_without_value_is_printed_as_not_known() -> None:
    empty = {
        **samples.SHARE,
        "id": "no-share",
        "text": "undetermined",
        "inputs": {},
        "readings": dict.fromkeys(samples.SHARE["readings"]),
    }
    document = briefing(samples.markdown("The share: {eval}`n`.", samples.result("n", samples.printed(empty))))
    assert "as said not known; as rounded not known; wide not known" in " ".join(
        "\n".join(page_texts(pdf.pages(document, {}))).split()
    )


@pytest.fixture(scope="module")
def long() -> list[str]:
    return page_texts(pdf.pages(long_briefing(), {}))


def test_a_long_table_repeats_its_head_keeps_its_rows_whole_and_ends_in_its_notes(long: list[str]) -> None:
    over = [text for text in long if re.search(r"Row \d+ about 11,000", text)]
    assert len(over) > 1
    assert all("Claimant Figure In words" in text for text in over)
    assert [sum(f"Row {number} about" in text for text in over) for number in range(1, 91)] == [1] * 90
    assert re.search(r"Row 90 about 11,000.*\n(.*\n)?A note below the rows\.\nSource: A source\n", over[-1])


def test_no_page_ends_in_a_heading(long: list[str]) -> None:
    for text in long:
        last = text.strip().splitlines()[-2]
        assert not re.fullmatch(r"\d+\. (Section|Part)|A long table", last)


def chart_behind(words: str) -> list[str]:
    chart = samples.code(samples.output({"type": "chart", "chart": samples.chart()}))
    return page_texts(pdf.pages(briefing(samples.markdown(f"## Shares\n\n{words}"), chart), {}))


def test_words_whose_chart_is_on_another_page_say_on_which() -> None:
    texts = chart_behind("Each share stands beside the next. " * 75 + "So does the last.")
    assert "So does the last. (chart on page 2)" in " ".join(texts[0].split())
    assert "The rounding decides" not in texts[0]
    assert texts[1].splitlines()[1] == "The rounding decides"


def test_words_whose_chart_stands_below_them_do_not() -> None:
    first = " ".join(chart_behind("Each share stands beside the next.")[0].split())
    assert "Each share stands beside the next. The rounding decides" in first


def test_where_charts_do_not_settle_below_their_words_all_of_them_float(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = pdf.typst.compile_with_warnings
    asked = []

    def unsettled(*args: object, sys_inputs: dict[str, str], **options: object) -> tuple[bytes, list[object]]:
        asked.append(sys_inputs.get("charts"))
        content, warnings = compiled(*args, sys_inputs=sys_inputs, **options)
        return content, warnings or ([] if asked[-1] else [fault])

    fault = SimpleNamespace(message="document did not converge within five attempts")
    monkeypatch.setattr(pdf.typst, "compile_with_warnings", unsettled)
    first = chart_behind("Each share stands beside the next.")[0]
    assert first.index("Each share") < first.index("The rounding decides")
    assert asked == [None, "floating"]


def test_no_line_ends_between_a_day_and_its_month() -> None:
    prose = [samples.markdown("m" * length + " 9 January, 13 July, 1 May" * 12) for length in range(1, 12)]
    lines = "".join(page_texts(pdf.pages(briefing(*prose), {}))).splitlines()
    assert sum(line.count("January") for line in lines) == 11 * 12
    assert not [line for line in lines if line.startswith(("January", "July", "May"))]


# --- what stops a build ----------------------------------------------------------


def test_a_character_that_no_font_has_is_named_with_the_words_around_it() -> None:
    document = briefing(samples.markdown("In cuneiform one would write 𒀀 for it."))
    with pytest.raises(RenderError) as caught:
        pdf.pages(document, {})
    assert str(caught.value) == (
        "briefing.pdf: no font has the character 𒀀 (U+12000), in “In cuneiform one would write 𒀀 for it.”"
    )


def chart_with(old: str, new: str) -> Document:
    chart = samples.chart()
    assert old in chart["svg"]
    chart["svg"] = chart["svg"].replace(old, new)
    return briefing(samples.code(samples.output({"type": "chart", "chart": chart})))


def test_so_is_one_in_a_chart() -> None:
    with pytest.raises(RenderError, match="^briefing.pdf: no font has the character 𒀀 .U.12000., in “one 𒀀”$"):
        pdf.pages(chart_with("one third", "one 𒀀"), {})


def test_a_chart_in_another_font_is_refused() -> None:
    with pytest.raises(RenderError) as caught:
        pdf.pages(chart_with("'Source Sans Pro'", "'Comic Sans'"), {})
    assert str(caught.value) == (
        "chart share-chart: “25” is set in Comic Sans; text in charts is set in Source Sans Pro"
    )


def test_a_missing_font_is_named_with_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda module: None)
    with pytest.raises(RenderError) as caught:
        pdf.pages(briefing(), {})
    assert str(caught.value) == "the font Source Serif 4 is not installed; pip install fontpkg-source-serif-4"


def test_a_warning_of_the_compiler_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "STACKS", {**fonts.STACKS, "sans": ("Lost Sans", *fonts.STACKS["sans"])})
    with pytest.raises(RenderError) as caught:
        pdf.pages(briefing(), {})
    assert set(str(caught.value).splitlines()) == {"briefing.pdf: unknown font family: lost sans"}


def test_only_text_can_be_attached() -> None:
    with pytest.raises(RenderError, match=r"^data.bin: attached are files of type .csv, .json$"):
        pdf.pages(briefing(), {"data.bin": b""})
    with pytest.raises(RenderError, match=r"^data.csv: not UTF-8 at byte 2; attached is text only$"):
        pdf.pages(briefing(), {"data.csv": b"a,\xff"})


def test_a_figure_lost_on_the_way_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    document = briefing(
        samples.markdown("Of {eval}`n` sent by East.", samples.result("n", samples.printed(samples.SENT)))
    )
    monkeypatch.setattr(pdf.readback, "pdf_text", lambda content: "about 11,00")
    with pytest.raises(RenderError) as caught:
        pdf.pages(document, {})
    lost = "briefing.pdf: “about 11,000” is printed not at all instead of once"
    assert str(caught.value).splitlines() == [lost, f"{lost} among the cards"]
