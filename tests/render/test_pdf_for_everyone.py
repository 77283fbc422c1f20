"""The PDF of a sample in the hands of a screen reader and of an archive; that of the briefing in tests/edition."""

from collections.abc import Iterator

import for_everyone
import pytest
import samples

from hedged.render import pdf


@pytest.fixture(scope="module")
def printed() -> Iterator[for_everyone.Printed]:
    document = samples.document()
    with for_everyone.opened(document, pdf.pages(document, {"figures.json": b"{}\n"})) as printed:
        yield printed


@pytest.mark.parametrize("check", for_everyone.CHECKS, ids=lambda check: check.__name__)
def test_a_pdf_is_for_everyone(printed: for_everyone.Printed, check) -> None:
    check(printed)
