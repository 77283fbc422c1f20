"""Tables keep figures and verdicts as what they are, and refuse what they cannot print."""

import pytest
from reported import reported

from hedged.errors import HedgedError
from hedged.figures.tables import Foreign, Link, Table, reported_by
from hedged.look.display import MIME, Phrase

FIGURE = reported("north-casualties-2025-04-30", best="4700")


def table(**changes):
    made = {"id": "t", "title": "A title", "columns": {"What": "left", "Figure": "right"},
            "rows": [["words", FIGURE]], "sources": ["somebody"]}  # fmt: skip
    return Table(**(made | changes))


def test_a_figure_in_a_cell_stays_a_figure():
    [[what, figure]] = table().json()["rows"]
    assert what == ["words"]
    assert figure == [{"type": "figure", "text": "about 4,700", "figure": FIGURE.json()}]


def test_a_cell_may_hold_several_things():
    cell = [Phrase("said by "), Link("North", "#north"), ": ", Foreign("4천여 명", "ko"), FIGURE]
    [[_, shown]] = table(rows=[["", cell]]).json()["rows"]
    assert [item if isinstance(item, str) else item["type"] for item in shown] == [
        "said by ", "link", ": ", "foreign", "figure",
    ]  # fmt: skip


def test_a_number_that_is_no_figure_is_refused():
    with pytest.raises(
        HedgedError, match=r"^a cell cannot hold 4700; it holds words, figures, verdicts, links, or a list of these$"
    ):
        table(rows=[["words", 4700]]).json()


def test_a_row_of_another_width_is_refused():
    with pytest.raises(HedgedError, match=r"^table t: row 1 has 1 cells, the table 2 columns$"):
        table(rows=[["words"]])


def test_a_table_without_sources_is_refused():
    with pytest.raises(HedgedError, match=r"^table t names no sources$"):
        table(sources=[])


def test_jupyterlab_shows_the_words_of_each_cell_escaped():
    bundle = table(title="a < b")._repr_mimebundle_()
    assert "a &lt; b" in bundle["text/html"] and "about 4,700" in bundle["text/html"]
    assert bundle[MIME]["type"] == "table"
    assert bundle["text/plain"] == "a < b\nWhat | Figure\nwords | about 4,700"


def test_the_line_of_sources_names_each_claimant_once():
    line = reported_by([FIGURE, reported("east-x", claimant_id="east", best="4000"), reported("north-y", best="600")])
    assert "".join(getattr(item, "text", item) for item in line) == (
        "As reported by East, North; the words and pages stand on the card of each figure."
    )
    assert [item.href for item in line if isinstance(item, Link)] == ["#east-x", "#north-casualties-2025-04-30"]
