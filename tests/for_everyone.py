"""What a PDF must be in the hands of a screen reader and of an archive."""

import io
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple

import outloud
import pikepdf
from pdf_parts import order, page_texts, tagged, tags

from hedged.document.blocks import ChartBlock, Heading, TableBlock, plain
from hedged.document.model import Document


class Printed(NamedTuple):
    """A Document, its PDF, and the same opened."""

    document: Document
    content: bytes
    file: pikepdf.Pdf


CHECKS: list[Callable[[Printed], None]] = []


def check(asked: Callable[[Printed], None]) -> Callable[[Printed], None]:
    """Ask this of every PDF."""
    CHECKS.append(asked)
    return asked


@contextmanager
def opened(document: Document, content: bytes) -> Iterator[Printed]:
    with pikepdf.open(io.BytesIO(content)) as file:
        yield Printed(document, content, file)


def words(text: str) -> str:
    return " ".join(text.split())


def charts(document: Document) -> list[ChartBlock]:
    return [each for each in document.blocks if isinstance(each, ChartBlock)]


# --- what a checker of meaning finds ---------------------------------------------


def heads_of_tables(document: Document) -> list[set[str]]:
    """The words in the head of each table."""
    tables = [each.table for each in document.blocks if isinstance(each, TableBlock)]
    tables += [each.chart["table"] for each in charts(document)]
    return [set(" ".join(column["name"] for column in table["columns"]).split()) for table in tables]


def is_said_elsewhere(finding: outloud.findings.Finding, printed: Printed) -> bool:
    """A running head, or the head of a table repeated on the next page: read once, where the thing itself stands."""
    heads = heads_of_tables(printed.document)
    return all(
        line.startswith(f"{printed.document.title} Edition of") or any(set(line.split()) <= head for head in heads)
        for line in finding.evidence.split("; ")
    )


def is_the_grid_of_a_chart(finding: outloud.findings.Finding, printed: Printed) -> bool:
    """The rules behind a drawing are no table; the drawing has its alternative text, and its table in the annex."""
    page = printed.file.pages[finding.page - 1]
    return any(each.get("/Pg") == page.obj for each in tagged(printed.file, "/Figure"))


def is_full_of_numbers(finding: outloud.findings.Finding, printed: Printed) -> bool:
    """An alternative text that gives the numbers of its chart, in sentences of words."""
    texts = [each.chart["alt"] for each in charts(printed.document)]
    (text,) = [each for each in texts if each.startswith(finding.evidence.rstrip("…").rstrip())]
    return len(set(re.findall(r"[a-z]{3,}", text))) > 20


def is_read_in_order(finding: outloud.findings.Finding, printed: Printed) -> bool:
    """The checker takes a paragraph before the links in it; here they are taken as they come."""
    return not pages_out_of_order(printed)


def is_no_running_line(finding: outloud.findings.Finding, printed: Printed) -> bool:
    """Cells that happen to end several pages at one height; what runs on every page is marked as an artifact."""
    running = (printed.document.title, "Edition of", "As known on")
    return not (re.fullmatch(r"\d+ / \d+", finding.evidence) or any(each in finding.evidence for each in running))


ANSWERS = {
    "PAG-001": is_no_running_line,
    "TAG-002": is_said_elsewhere,
    "TBL-014": is_the_grid_of_a_chart,
    "FIG-012": is_full_of_numbers,
    "ORD-001": is_read_in_order,
}


@check
def a_checker_of_meaning_finds_nothing_without_an_answer(printed: Printed) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(printed.content)
        file.flush()
        checked = outloud.check(file.name)
    assert checked.error is None
    unanswered = [
        each
        for each in checked.sorted_findings()
        if each.severity != "info" and not (each.rule in ANSWERS and ANSWERS[each.rule](each, printed))
    ]
    assert unanswered == []


# --- what is read aloud ----------------------------------------------------------


@check
def language_and_title_are_said_first(printed: Printed) -> None:
    assert str(printed.file.Root.Lang) == "en-GB"
    assert printed.file.Root.ViewerPreferences.DisplayDocTitle
    assert str(printed.file.docinfo.Title) == printed.document.title
    first = next(each for each in tags(printed.file.Root.StructTreeRoot) if str(each.S) != "/Document")
    assert str(first.S) == "/Title"


def headings(printed: Printed) -> list[tuple[int, str]]:
    """Each heading of the PDF with its level, in the order in which it is read."""
    found = tagged(printed.file, "/H1", "/H2", "/H3", "/H4")
    return [(int(str(each.S)[2:]), words(str(each.T))) for each in found]


@check
def headings_follow_one_another_without_a_jump(printed: Printed) -> None:
    levels = [level for level, _ in headings(printed)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@check
def headings_are_those_of_the_document_in_its_order(printed: Printed) -> None:
    wanted = [(each.level, words(plain(each.content))) for each in printed.document.blocks if isinstance(each, Heading)]
    assert headings(printed)[: len(wanted)] == wanted


@check
def they_stand_so_on_the_pages_too(printed: Printed) -> None:
    wanted = [words(plain(each.content)) for each in printed.document.blocks if isinstance(each, Heading)]
    lines = [words(line) for text in page_texts(printed.content) for line in text.splitlines()]
    # A line of the contents ends in its page number, so it is no heading.
    at = -1
    for heading in wanted:
        at = lines.index(heading, at + 1)


@check
def the_first_page_has_title_edition_opening_and_answers_in_this_order(printed: Printed) -> None:
    first = words(page_texts(printed.content)[0])
    opening = next(each for each in printed.document.blocks if not isinstance(each, Heading))
    heading = next(each for each in printed.document.blocks if isinstance(each, Heading))
    parts = [
        printed.document.title,
        "Edition of",
        "newest statement of",
        *([words(plain(opening.content))[:40]] if printed.document.blocks[0] is opening else []),
        words(plain(heading.content)),
    ]
    places = [first.index(each) for each in parts]
    assert places == sorted(places)


def pages_out_of_order(printed: Printed) -> list[int]:
    """The pages, from 1, on which something is read before or after its turn, but for those with a chart, which floats."""
    numbers = {page.objgen: number for number, page in enumerate(printed.file.pages, start=1)}
    read: dict[int, list[int]] = {}
    for page, mark in order(printed.file.Root.StructTreeRoot.K, numbers):
        read.setdefault(page, []).append(mark)
    drawn = {numbers[each.Pg.objgen] for each in tagged(printed.file, "/Figure")}
    marks = {number: marks_on(page) for number, page in enumerate(printed.file.pages, start=1)}
    return [number for number in read.keys() - drawn if read[number] != marks[number]] + [
        number for number in drawn if sorted(read[number]) != sorted(marks[number])
    ]


def marks_on(page: pikepdf.Page) -> list[int]:
    """The pieces of marked content of a page, in the order in which they are painted."""
    return [
        int(operands[1].MCID)
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and "/MCID" in operands[1]
    ]


@check
def everything_painted_is_read_once_and_in_its_turn(printed: Printed) -> None:
    assert pages_out_of_order(printed) == []


@check
def every_head_of_a_table_says_what_it_heads(printed: Printed) -> None:
    heads = tagged(printed.file, "/TH")
    assert heads
    assert {str(each.A[0].Scope) for each in heads} == {"/Column"}
    for table in tagged(printed.file, "/Table"):
        inside = [str(each.S) for each in tags(table.K)]
        assert inside[0] == "/Caption" and "/TH" in inside


@check
def every_drawing_says_in_words_what_it_shows(printed: Printed) -> None:
    drawings = tagged(printed.file, "/Figure")
    assert [str(each.Alt) for each in drawings] == [each.chart["alt"] for each in charts(printed.document)]


@check
def every_link_has_words_and_says_where_it_leads(printed: Printed) -> None:
    links = [link for page in printed.file.pages for link in page.get("/Annots", [])]
    assert links
    assert all(str(link.get("/Contents", "")).strip() for link in links)
    assert all("/K" in each and len(each.K) > 1 for each in tagged(printed.file, "/Link"))


@check
def the_bookmarks_are_the_headings(printed: Printed) -> None:
    with printed.file.open_outline() as outline:
        named = [words(item.title) for item in outline.root]
        below = [words(each.title) for item in outline.root for each in item.children]
    assert named == [text for level, text in headings(printed) if level == 1]
    assert set(below) <= {text for level, text in headings(printed) if level == 2}


# --- letters and what the file says of itself ------------------------------------


@check
def every_letter_is_in_the_file_and_has_a_glyph(printed: Printed) -> None:
    described = [each for each in printed.file.objects if isinstance(each, pikepdf.Dictionary)]
    faces = [each for each in described if each.get("/Type") == "/FontDescriptor"]
    assert faces
    for face in faces:
        assert re.fullmatch(r"/[A-Z]{6}\+.+", str(face.FontName))
        assert "/FontFile2" in face or "/FontFile3" in face
    for page in printed.file.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("Tj", "TJ"):
                shown = [operands[0]] if str(operator) == "Tj" else list(operands[0])
                for piece in shown:
                    if isinstance(piece, pikepdf.String):
                        codes = bytes(piece)
                        assert b"\0\0" not in [codes[at : at + 2] for at in range(0, len(codes), 2)]


@check
def words_in_a_chart_are_text(printed: Printed) -> None:
    text = words(" ".join(page_texts(printed.content)))
    for each in charts(printed.document):
        lettering = re.findall(r"<text[^>]*>([^<]+)</text>", each.chart["svg"])
        assert lettering
        assert all(words(line) in text for line in lettering)


@check
def packed_it_still_says_that_it_is_pdf_a_3a_and_pdf_ua_1(printed: Printed) -> None:
    with printed.file.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == printed.document.title
        assert str(printed.file.trailer.ID[0]) == metadata["xmpMM:DocumentID"]
    assert printed.file.Root.MarkInfo.Marked
    assert "/Filter" not in printed.file.Root.Metadata
    assert b"/ObjStm" in printed.content
