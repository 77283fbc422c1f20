"""What a PDF is made of, for tests: its text by page, and the elements of its structure tree."""

from collections.abc import Iterator

import pikepdf
import pypdfium2


def page_texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as opened:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in opened]


def tags(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node.K)


def tagged(file: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Dictionary]:
    return [each for each in tags(file.Root.StructTreeRoot) if str(each.S) in kinds]


def order(node: pikepdf.Object, pages: dict[tuple[int, int], int], page: int = -1) -> Iterator[tuple[int, int]]:
    """Each piece of marked content below a tag as (page, number), in the order in which it is read.

    ``pages`` are the page numbers, from 0, by the pages' own numbers in the file.
    """
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from order(child, pages, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = pages[node.Pg.objgen] if "/Pg" in node else page
        if "/K" in node:
            yield from order(node.K, pages, page)
        elif "/MCID" in node:
            yield page, int(node.MCID)
    elif isinstance(node, int):
        yield page, node
