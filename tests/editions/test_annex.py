"""The annex tells what changed since the last edition, which are kept, and what was corrected."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from samples import document

from hedged.document.blocks import FigureInline, Heading, Link, Paragraph, TableBlock, VerdictInline, nodes, plain
from hedged.document.payloads import RESERVED
from hedged.editions import annex
from hedged.editions.annex import AnnexError
from hedged.editions.kept import Kept
from hedged.exports import figures_json
from hedged.ledger.records import Correction
from hedged.numbers.days import Day

FIGURE, VERDICT = "casualty-share", "above-one-third"


def kept(folder, day, changed=lambda content: None):
    """An edition kept on a day: the sample briefing's, with something in its figures changed."""
    content = deepcopy(figures_json.contents(document()))
    changed(content)
    place = folder / day
    place.mkdir()
    (place / "figures.json").write_text(json.dumps(content))
    return Kept(date.fromisoformat(day), place)


def made(earlier=(), corrections=(), **meta):
    """The blocks of the annex of the sample briefing."""
    briefing = document()
    briefing = replace(briefing, meta=replace(briefing.meta, **meta))
    whole = annex.added(briefing, earlier, corrections)
    assert whole.blocks[: len(briefing.blocks)] == briefing.blocks
    return whole.blocks[len(briefing.blocks) :]


def words(blocks):
    return [plain(each.content) for each in blocks if isinstance(each, Heading | Paragraph)]


def table(blocks, name):
    (found,) = [each.table for each in blocks if isinstance(each, TableBlock) and each.table["id"] == name]
    return [[plain(cell) for cell in row] for row in found["rows"]]


def otherwise(content):
    """The verdict failed then, and the figure stood elsewhere."""
    content["verdicts"][VERDICT] |= {"outcome": "fails", "text": "fails as rounded"}
    reading = content["figures"][FIGURE]["readings"]
    reading["rounded"] |= {"low": "1/10", "high": "1/5", "best": "1/8"}
    reading["said"] |= {"low": "1/8", "high": "1/8", "best": "1/8"}
    content["figures"][FIGURE]["text"] = "12% (10 to 20%)"


def test_its_sections_stand_behind_the_text_and_their_names_are_taken():
    blocks = made()
    assert [each.id for each in blocks if isinstance(each, Heading)] == list(annex.HEADINGS)
    named = {each.table["id"] for each in blocks if isinstance(each, TableBlock)}
    assert {*annex.HEADINGS, *named} <= {*RESERVED}


def test_the_first_edition_says_that_there_is_none_before_it():
    assert words(made())[2:] == [
        "Since the last edition", "No earlier edition is kept.",
        "Kept editions", "None so far.",
        "Corrections", "No cell of the ledger has been corrected so far.",
    ]  # fmt: skip


def test_an_edition_in_which_nothing_changed_says_so(tmp_path):
    blocks = made([kept(tmp_path, "2025-07-04")])
    assert "Against the edition as known on 4 July 2025: the same figures and verdicts, and nothing new." in words(
        blocks
    )
    assert "No verdict of today was another in one of them." in words(blocks)
    assert not [each for each in blocks if isinstance(each, TableBlock) and each.table["id"].startswith("changes")]


def test_what_flipped_comes_first_and_both_sides_lead_to_their_cards(tmp_path):
    blocks = made([kept(tmp_path, "2025-04-30"), kept(tmp_path, "2025-07-04", otherwise)])
    said = "Against the edition as known on 4 July 2025: 1 verdict flipped and 1 value outside its former range."
    assert said in words(blocks)
    found = [each.table for each in blocks if isinstance(each, TableBlock) and each.table["id"].startswith("changes-")]
    assert [each["title"] for each in found] == ["Verdicts that flipped", "Values outside their former range"]
    assert [column["name"] for column in found[0]["columns"]] == [
        "Figure or verdict",
        "4\N{NO-BREAK SPACE}Jul 2025",
        "Now",
    ]
    ((_, *flipped),), ((_, *moved),) = table(blocks, "changes-flipped"), table(blocks, "changes-moved")
    assert (flipped, moved) == (["fails as rounded", "depends"], ["12% (10 to 20%)", "36% (30 to 43%)"])
    rows = [each["rows"] for each in found]
    assert [each.href for each in nodes(rows) if isinstance(each, Link)] == [
        f"editions/2025-07-04/briefing.html#{VERDICT}",
        f"editions/2025-07-04/briefing.html#{FIGURE}",
    ]
    assert [each.id for each in nodes(rows) if isinstance(each, VerdictInline | FigureInline)] == [VERDICT, FIGURE]


def test_what_was_superseded_names_the_figure_that_took_its_place(tmp_path):
    sent, counted = (name for name, each in document().figures.items() if each["kind"] == "reported")

    def current_still(content):
        content["figures"][sent] |= {"status": "current", "text": "about 11,000 then"}

    briefing = document()
    figures = deepcopy(dict(briefing.figures))
    figures[sent] |= {"status": "superseded"}
    figures[sent]["evidence"]["statement"] |= {"status": "superseded", "superseded_by": counted}
    whole = annex.added(replace(briefing, figures=figures), [kept(tmp_path, "2025-07-04", current_still)], ())
    ((label, before, now),) = table(whole.blocks, "changes-superseded")
    assert (before, now) == ("about 11,000 then", f"about 11,000 by {figures[counted]['text']}")


def test_counts_are_summed_up_and_not_listed(tmp_path):
    def one_more(content):
        content["figures"]["pages-counted"] = content["figures"][FIGURE] | {"id": "pages-counted", "kind": "counted"}

    blocks = made([kept(tmp_path, "2025-07-04", one_more)])
    assert "Against the edition as known on 4 July 2025: 1 count that differs." in words(blocks)
    assert not [each for each in blocks if isinstance(each, TableBlock) and each.table["id"].startswith("changes")]


def test_what_was_not_there_is_called_that(tmp_path):
    def fewer(content):
        for verdict in [name for name, each in content["verdicts"].items() if each["figure"] == FIGURE]:
            del content["verdicts"][verdict]
        del content["figures"][FIGURE]

    blocks = made([kept(tmp_path, "2025-07-04", fewer)])
    assert [row[1:] for row in table(blocks, "changes-new")] == [["not there", "36% (30 to 43%)"]]
    assert {row[1] for row in table(blocks, "changes-judged")} == {"not there"}


def test_each_edition_is_listed_with_what_it_knew_and_how_its_verdicts_turned(tmp_path):
    blocks = made([kept(tmp_path, "2025-04-30", otherwise), kept(tmp_path, "2025-07-04")])
    assert [row[:2] for row in table(blocks, "editions-kept")] == [
        ["30 April 2025", "reconstructed on 12 February 2026"],
        ["4 July 2025", "reconstructed on 12 February 2026"],
    ]
    (row,) = table(blocks, "verdicts-turned")
    assert row[1:] == ["fails", "depends", "depends"]


def test_an_edition_kept_at_its_own_time_is_not_called_reconstructed(tmp_path):
    blocks = made([kept(tmp_path, "2026-02-11", lambda content: content["parameters"].clear())])
    assert "Against the edition of 11 February 2026: the same figures and verdicts, and nothing new." in words(blocks)
    assert table(blocks, "editions-kept")[0][:2] == ["11 February 2026", "on that day"]


def test_only_the_newest_editions_stand_beside_one_another(tmp_path):
    days = [f"2025-0{month}-01" for month in range(1, 8)]
    blocks = made([kept(tmp_path, day, otherwise) for day in days])
    assert len(table(blocks, "editions-kept")) == 7
    (row,) = table(blocks, "verdicts-turned")
    assert len(row) == 1 + 5 + 1


def test_corrections_are_listed_as_they_stand_in_their_table():
    cells = {
        "correction_id": "a-slip",
        "row": "north-casualties-2025-04-30",
        "column": "best",
        "from": "4700",
        "to": None,
    }
    correction = Correction(**cells, why="Taken out", when=Day.parse("2026-11-23"))
    assert table(made(corrections=[correction]), "corrected") == [
        ["north-casualties-2025-04-30", "best", "4700", "nothing", "Taken out", "23 November 2026"]
    ]


def test_a_kept_edition_says_the_same_and_leads_to_no_other(tmp_path):
    earlier = [kept(tmp_path, "2025-07-04", otherwise)]
    here, alone = made(earlier), made(earlier, kept=True)
    assert words(here) == words(alone)
    assert table(here, "changes-moved") == table(alone, "changes-moved")
    assert not [each for each in nodes(alone) if isinstance(each, Link) and not each.href.startswith("#")]
    assert [each for each in nodes(here) if isinstance(each, Link) and not each.href.startswith("#")]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"figures": []}'])
def test_a_kept_edition_without_figures_is_named(tmp_path, content):
    broken = kept(tmp_path, "2025-07-04")
    broken.figures.write_text(content)
    with pytest.raises(AnnexError, match=r"2025-07-04/figures\.json: holds no figures of an edition; hedged verify"):
        made([broken])
