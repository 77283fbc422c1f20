"""On paper the words of a chart are text that can be found, copied and read."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import samples
from drawings import texts
from test_charts import NORTH_AND_EAST, ONE_THIRD, TOTALS, boxed, made

from hedged import charts, document
from hedged.look.tokens import CHART_SMALL_PT
from hedged.render import pdf


def test_every_text_of_a_chart_is_text_on_paper_in_its_face_and_of_a_readable_size():
    drawn = {
        "ranges": made(charts.ranges, TOTALS, id="ranges"),
        "gaps": made(charts.gaps, [NORTH_AND_EAST], id="gaps"),
        "plane": made(charts.plane, {"A": boxed("a", "4000")}, threshold=ONE_THIRD, id="plane"),
        "timeline": made(charts.timeline, {"A": list(TOTALS.values())}, id="timeline"),
    }
    cells = [samples.code(samples.output({"type": "chart", "chart": chart.json()})) for chart in drawn.values()]
    notebook = samples.notebook(samples.markdown("# A title\n\nA line."), *cells)
    content = pdf.pages(document.read(notebook, samples.META), {})
    for name, chart in drawn.items():
        for said in dict.fromkeys(texts(chart)):
            found = set(letters_on_paper(content, said))
            assert any(face.startswith("SourceSansPro") and size >= CHART_SMALL_PT for face, size in found), (
                name,
                said,
            )


def letters_on_paper(content: bytes, said: str) -> Iterator[tuple[str, float]]:
    """The face, and the size in points, of the first letter of these words wherever they stand in a PDF."""
    with pypdfium2.PdfDocument(content) as opened:
        for text in (page.get_textpage() for page in opened):
            search = text.search(said, match_case=True)
            while (at := search.get_next()) is not None:
                face, flags, scale = ctypes.create_string_buffer(100), ctypes.c_int(), pypdfium2.raw.FS_MATRIX()
                pypdfium2.raw.FPDFText_GetFontInfo(text, at[0], face, 100, flags)
                pypdfium2.raw.FPDFText_GetMatrix(text, at[0], scale)
                size = pypdfium2.raw.FPDFText_GetFontSize(text, at[0]) * scale.a
                yield face.value.decode().split("+")[-1], round(size, 2)
