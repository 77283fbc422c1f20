"""What `hedged diff` prints."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from ledgers import standard
from made_editions import made
from projects import CITATION, hedged, project
from reported import reported

from hedged.cli import diff as compared
from hedged.editions import build as edition
from hedged.editions import manifest
from hedged.errors import HedgedError
from hedged.exports import changes
from hedged.figures.derive import count, derive
from hedged.figures.verdict import Threshold
from hedged.numbers.functions import share

SENT = reported("sent", best="11000", measure="sent_total")


def verdict(best, **standing):
    """Whether more than a third of those sent are dead or wounded, with the figure it rests on."""
    part = reported("dead", best=best, **standing)
    return derive(share, id="dead-share", part=part, whole=SENT).versus(">", Threshold("1/3", "one third"))


BEFORE = made(verdict("4000"), reported("gone", best="70"), count(3, id="pages", unit="pages", label="pages"))
AFTER = made(
    verdict("6000", status="disputed"),
    reported("added", best="300", claimant_id="east"),
    count(5, id="pages", unit="pages", label="pages"),
    known_on=None,
    short=("dead",),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the ledger, a current edition and one kept edition, both made up."""
    (tmp_path / "CITATION.cff").write_text(CITATION)
    shutil.copytree(standard(), tmp_path / "data")
    put(tmp_path / "report", AFTER | {"edition": "2026-11-22"})
    put(tmp_path / "report/editions/2025-07-04", BEFORE)
    return tmp_path


def put(folder: Path, content: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "figures.json").write_bytes(manifest.json_bytes(content))


def of_kind(text: str, title: str) -> list[str]:
    """The lines below a heading."""
    return text.split(f"\n{title}", 1)[1].split("\n\n")[0].splitlines()[1:]


# --- the text ---


def test_the_first_line_says_between_what_and_how_much_changed(folder):
    told = compared.text(folder, None, None).split("\n* ")[0]
    assert " ".join(told.split()) == (
        "From the edition as known on 4 July 2025 to the edition of 22 November 2026: 1 verdict flipped, 2 values outside"
        " their former range, 1 new figure, 1 figure gone, 1 disputed and 1 count that differs."
    )


def test_each_kind_has_its_heading_and_each_change_the_words_of_both_editions_and_its_id(folder):
    text = compared.text(folder, None, None)
    assert of_kind(text, "Verdicts that flipped (1)") == [
        "  depends -> holds on every reading  North, casualties, 30 April 2025, as a share of sent in all, 30",
        "                                     April 2025: above one third?",
        "    dead-share-above-one-third",
    ]
    assert of_kind(text, "Values outside their former range (2)")[:2] == [
        "* about 4,000     -> about 6,000 (disputed)  North, casualties, 30 April 2025",
        "    dead",
    ]
    assert of_kind(text, "Figures that are gone (1)") == ["  about 70  North, casualties, 30 April 2025", "    gone"]
    assert of_kind(text, "Counts (1)") == ["  1 of statements, pages and the like; --json lists them"]


def test_a_figure_in_the_place_of_another_names_that_one_and_the_other_what_superseded_it(folder):
    put(folder / "a", made(reported("old", best="4000")))
    standing = {"status": "superseded", "superseded_by": "newer"}
    put(folder / "b", made(reported("old", best="4000", **standing), reported("newer", best="6000")))
    text = compared.text(folder, str(folder / "a"), str(folder / "b"))
    assert of_kind(text, "Values outside their former range (1)") == [
        "  about 4,000 -> about 6,000  North, casualties, 30 April 2025",
        "    newer, before old",
    ]
    assert of_kind(text, "Superseded by a later figure of their claimant (1)") == [
        "  about 4,000  North, casualties, 30 April 2025",
        "    old, by newer",
    ]


def test_a_count_that_stands_in_short_is_told_in_full(folder):
    put(
        folder / "b",
        AFTER | {"figures": {**AFTER["figures"], "pages": {**AFTER["figures"]["pages"], "headline": True}}},
    )
    assert of_kind(compared.text(folder, None, str(folder / "b")), "Counts (1)") == ["* 3 -> 5  pages", "    pages"]


def test_the_same_edition_twice_is_told_as_that(folder):
    text = compared.text(folder, "2025-07-04", "2025-07-04")
    kept = "the edition as known on 4 July 2025"
    assert " ".join(text.split()) == f"From {kept} to {kept}: the same figures and verdicts."


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(folder, width):
    assert max(map(len, compared.text(folder, None, None, width=width).splitlines())) <= width


def test_an_id_is_never_broken(folder):
    put(folder / "b", made(reported("word-" * 30 + "word", best="4000"), reported("dead", best="4000")))
    assert f"    {'word-' * 30}word\n" in compared.text(folder, None, str(folder / "b"), width=60)


def test_named_the_other_way_round_the_same_is_told_and_the_first_line_says_so(folder):
    turned, straight = (compared.text(folder, *names) for names in (("2026-11-22", "2025-07-04"), (None, None)))
    note, rest = turned.split("From ", 1)
    assert "From " + rest == straight
    assert " ".join(note.split()) == (
        "note: named the other way round; told is what the edition of 22 November 2026 has over the edition as known on"
        " 4 July 2025"
    )


def test_named_the_other_way_round_json_is_that_of_the_right_way(folder):
    turned, straight = (
        json.loads(compared.text(folder, *names, True)) for names in (("2026-11-22", "2025-07-04"), (None, None))
    )
    assert turned["from"]["known_on"] == "2025-07-04"
    assert turned.pop("notes")[0].startswith("named the other way round; told is what the edition of 22 November 2026")
    del straight["notes"]
    assert turned == straight


def test_what_came_denied_is_told_as_new_and_denied(folder):
    put(folder / "b", made(SENT, reported("denied", best="300", status="denied")))
    put(folder / "a", made(SENT))
    text = compared.text(folder, str(folder / "a"), str(folder / "b"))
    assert of_kind(text, "Denied (1)") == ["  about 300  North, casualties, 30 April 2025", "    denied, new"]
    assert "New figures" not in text


def test_a_cell_coded_otherwise_is_told_with_its_column(folder):
    for name, area in (("a", "russia"), ("b", "kursk")):
        put(folder / name, made(reported("sent", best="300", area=area)))
    text = compared.text(folder, str(folder / "a"), str(folder / "b"))
    assert of_kind(text, "Coded otherwise (1)") == [
        "  russia -> kursk  North, casualties, 30 April 2025, area",
        "    sent",
    ]


def test_a_report_that_is_not_up_to_date_is_told_as_that(folder):
    note = "note: report/ is not up to date; hedged build brings it there\n"
    assert compared.text(folder, None, None).endswith(note)
    assert note not in compared.text(folder, "2025-07-04", "2025-07-04")


# --- which editions ---


def test_a_day_a_folder_and_a_file_name_the_same_edition(folder, monkeypatch):
    monkeypatch.chdir(folder)
    kept = "report/editions/2025-07-04"
    named = [compared.text(folder, name, None) for name in ("2025-07-04", kept, f"{kept}/", f"{kept}/figures.json")]
    assert named == [compared.text(folder, None, "2026-11-22")] * 4


def test_another_day_is_computed_then_and_there(folder, monkeypatch):
    asked = []

    def figures_as_of(project, day, progress):
        asked.append((project, day))
        return BEFORE | {"parameters": {"known_on": day.isoformat()}}

    monkeypatch.setattr(edition, "figures_as_of", figures_as_of)
    text = compared.text(folder, "2025-06-15", None)
    assert text.startswith("From the edition as known on 15 June 2025 to ")
    assert asked == [(folder, date(2025, 6, 15))]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2025-06-31", "2025-06-31: the calendar has no such day"),
        ("20250704", "20250704: write the day as 2025-07-04"),
        ("4.7.2025", "4.7.2025: write the day as 2025-07-04"),
        ("", "an edition without a name\n"
         "kept editions: 2025-07-04; else name another day, a folder that holds figures.json, or such a file"),
        ("last", "last: no such file or folder, and no day\n"
         "kept editions: 2025-07-04; else name another day, a folder that holds figures.json, or such a file"),
        ("data", "data: a folder without figures.json\n"
         "kept editions: 2025-07-04; else name another day, a folder that holds figures.json, or such a file"),
        ("CITATION.cff", "CITATION.cff: not JSON; the file to compare is the figures.json of a report"),
        ("data/datapackage.json", "data/datapackage.json: not figures of a briefing; the file to compare is the figures.json of a report"),
    ],
)  # fmt: skip
def test_what_names_no_edition_is_told_what_would(folder, monkeypatch, name, message):
    monkeypatch.chdir(folder)
    with pytest.raises(HedgedError) as fault:
        compared.text(folder, name, None)
    assert str(fault.value) == message


def test_a_day_of_which_nothing_can_be_known_is_told_the_days_that_can(tmp_path):
    small = project(tmp_path / "small")
    for day in ("2027-01-01", "2024-12-31"):
        with pytest.raises(HedgedError, match=rf"^{day}: .*2026-11-22"):
            compared.text(small, day, None)


def test_a_fault_of_the_sources_is_told_as_that_and_not_as_one_of_the_day(folder):
    small = project(folder / "small")
    (small / "CITATION.cff").write_text(CITATION.replace("2026-11-22", "2026-02-01"))
    with pytest.raises(HedgedError) as fault:
        compared.text(small, "2025-06-15", None)
    assert "was said after the edition date 2026-02-01" in str(fault.value)
    assert "kept editions" not in str(fault.value)


def test_without_a_kept_edition_the_first_must_be_named(folder):
    shutil.rmtree(folder / "report/editions")
    with pytest.raises(
        HedgedError, match="^no edition is kept in report/editions/ to compare with; name one: hedged diff"
    ):
        compared.text(folder, None, None)


def test_the_edition_date_names_no_report_as_known_on_another_day(folder):
    put(folder / "report", BEFORE)
    with pytest.raises(HedgedError, match="report/ holds the edition as known on 4 July 2025; hedged build puts"):
        compared.text(folder, "2025-07-04", "2026-11-22")


def test_figures_of_another_briefing_are_not_compared(folder):
    put(folder / "other", made(reported("else", best="40")) | {"title": "Other"})
    with pytest.raises(HedgedError) as fault:
        compared.text(folder, str(folder / "other"), None)
    assert str(fault.value) == (
        "the two have no figure in common: “Other” and “Made up”; compare editions of one briefing"
    )


def test_an_older_file_without_the_newer_keys_is_compared(folder):
    older = json.loads(json.dumps(BEFORE))
    for record in (*older["figures"].values(), *older["verdicts"].values()):
        del record["headline"], record["mentions"]
    put(folder / "older", older | {"schema_version": 0})
    assert changes.KINDS["flipped"] in compared.text(folder, str(folder / "older"), None)


def test_a_damaged_file_is_named(folder):
    damaged = json.loads(json.dumps(BEFORE))
    damaged["figures"]["dead"]["readings"]["rounded"]["low"] = "many"
    put(folder / "damaged", damaged)
    with pytest.raises(HedgedError, match="damaged/figures.json: damaged [(]"):
        compared.text(folder, str(folder / "damaged"), None)
    put(folder / "report/editions/2025-07-04", damaged)
    with pytest.raises(HedgedError, match="2025-07-04/figures.json: damaged; hedged verify says what is damaged"):
        compared.text(folder, None, None)
    put(folder / "damaged", damaged | {"schema_version": 7})
    with pytest.raises(HedgedError, match="damaged/figures.json: of schema 7, which cannot be compared here"):
        compared.text(folder, str(folder / "damaged"), None)


def test_figures_that_rest_on_themselves_are_damage(folder):
    ring = json.loads(json.dumps(AFTER))
    ring["figures"]["other-share"] = {**ring["figures"]["dead-share"], "id": "other-share"}
    ring["figures"]["other-share"]["inputs"] = {"part": "other-share", "whole": "sent"}
    before = json.loads(json.dumps(BEFORE))
    before["figures"]["dead-share"]["inputs"] = {"part": "dead-share", "whole": "sent"}
    put(folder / "a", before)
    put(folder / "b", ring)
    with pytest.raises(HedgedError, match="the two cannot be compared"):
        compared.text(folder, str(folder / "a"), str(folder / "b"))


@pytest.mark.parametrize("key", ["figures", "verdicts", "parameters", "edition"])
def test_a_file_without_a_part_of_an_edition_is_told_what_it_lacks(folder, key):
    put(folder / "short", {name: value for name, value in BEFORE.items() if name != key})
    with pytest.raises(HedgedError, match=f"short/figures.json: no {key} in it"):
        compared.text(folder, str(folder / "short"), None)


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("report", "; hedged build writes it"),
        ("report/editions/2025-07-04", "; hedged verify says what is damaged"),
        ("elsewhere", ""),
    ],
)
@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"figures": {"a": 1}}, "'a' among its figures is no record of one"),
        ({"verdicts": {"b": []}}, "'b' among its verdicts is no record of one"),
        ({"parameters": {"known_on": None}}, "its known_on is no day: null"),
        ({"edition": "soon"}, 'its edition is no day: "soon"'),
    ],
    ids=str,
)
def test_a_file_with_something_else_in_it_is_told_what_and_what_to_do_where_it_is_ours(
    folder, monkeypatch, place, remedy, changed, fault
):
    monkeypatch.chdir(folder)
    put(folder / place, BEFORE | changed)
    with pytest.raises(HedgedError) as told:
        compared.text(folder, place, "2025-07-04")
    assert str(told.value) == f"{place}/figures.json: {fault}{remedy}"


def test_a_kept_edition_without_its_figures_is_not_left_to_the_build(folder):
    (folder / "report/editions/2025-07-04/figures.json").unlink()
    with pytest.raises(HedgedError) as told:
        compared.text(folder, "2025-07-04", None)
    assert str(told.value).endswith("no such file or directory; hedged verify says what is damaged")


# --- for other programs ---


def test_json_holds_every_change_with_both_words_and_a_count_of_each_kind(folder):
    told = json.loads(compared.text(folder, None, None, True))
    assert told["from"]["known_on"] == "2025-07-04"
    assert told["to"]["known_on"] == told["to"]["edition"] == "2026-11-22"
    assert {kind: number for kind, number in told["counts"].items() if number} == {
        "flipped": 1, "moved": 2, "new": 1, "gone": 1, "disputed": 1, "recounted": 1,
    }  # fmt: skip
    assert set(told["counts"]) == set(changes.KINDS)
    assert [each["kind"] for each in told["changes"]] == [
        "flipped", "moved", "moved", "new", "gone", "disputed", "recounted",
    ]  # fmt: skip
    assert told["changes"][0] == {
        "kind": "flipped",
        "id": "dead-share-above-one-third",
        "noun": "verdict",
        "label": "North, casualties, 30 April 2025, as a share of sent in all, 30 April 2025: above one third?",
        "before": "depends",
        "after": "holds on every reading",
        "headline": False,
        "of": "derived",
        "former": None,
        "by": None,
    }


# --- the command ---


def test_the_command_prints_text_or_json(folder):
    assert hedged("diff", cwd=folder).stdout == compared.text(folder, None, None)
    assert json.loads(hedged("diff", "2025-07-04", "--json", cwd=folder).stdout)["counts"]["flipped"] == 1


def test_the_command_refuses_a_third_edition_and_one_that_is_not_there(folder):
    for arguments, message in (
        (("a", "b", "c"), "Error: Got unexpected extra argument (c)"),
        (("nowhere",), "hedged: nowhere: no such file or folder, and no day"),
    ):
        done = hedged("diff", *arguments, cwd=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr.splitlines()
