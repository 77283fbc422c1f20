"""The PDF of the briefing in the hands of a screen reader and of an archive, short and small."""

import for_everyone
import pytest
import real
from pdf_parts import page_texts


@pytest.mark.slow
def test_the_briefing_is_for_everyone(subtests):
    with for_everyone.opened(real.edition(), real.pdf()) as printed:
        for check in for_everyone.CHECKS:
            with subtests.test(check=check.__name__):
                check(printed)


def test_the_briefing_is_short_and_small():
    assert len(page_texts(real.pdf())) <= 80
    assert len(real.pdf()) <= 2_000_000
