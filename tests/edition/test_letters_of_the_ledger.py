"""Every character of the ledger has a glyph, on paper and on the page."""

from pages import held
from place import DATA

from hedged.look.fonts import unprintable


def test_every_character_of_the_ledger_can_be_printed_and_is_in_a_face_that_the_page_carries(subtests):
    tables = sorted(DATA.glob("*.csv"))
    assert tables
    for table in tables:
        with subtests.test(table=table.name):
            text = table.read_text(encoding="utf-8")
            assert unprintable(text) is None
            upright = set().union(*(characters for (_, style), characters in held(text).items() if style == "normal"))
            assert {each for each in text if each.isprintable()} <= upright
