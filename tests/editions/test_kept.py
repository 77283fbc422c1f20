"""A kept edition is written once, stays as it is, and is reached from the current one."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256

import pytest
from projects import ROOT, cell, contents, hedged, project, prose

from hedged.editions import kept, manifest
from hedged.editions.build import BuildError, EditionError, build, keep
from hedged.editions.replace import AlreadyRunning, held

CELLS = (
    prose("## In short\n\n{eval}`casualties.claimant` counts {eval}`casualties`; above {eval}`third`: {eval}`above`."),
    cell(
        "from hedged import Threshold, derive, share\n"
        'third = Threshold("1/3", "one third")\n'
        'casualties = ledger.latest(measure="casualties", claimant="north")\n'
        'taken_out = derive(share, id=f"share-{casualties.id}", part=casualties, whole=ledger.base(casualties))\n'
        'above = taken_out.versus(">", third)'
    ),
)
APRIL, JULY, RELEASED = date(2025, 4, 30), date(2025, 7, 4), date(2026, 11, 22)


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """A project with two kept editions, and its current one, which lists them."""
    folder = project(tmp_path_factory.mktemp("kept") / "small", *CELLS)
    keep(folder, [JULY, APRIL])
    build(folder)
    return folder


@pytest.fixture
def small(tmp_path):
    """A project that builds nothing but a sentence."""
    return project(tmp_path / "small")


def page(folder, day=None):
    report = folder / "report"
    return ((kept.place(report, day) if day else report) / "briefing.html").read_text()


def links(text):
    """Where a page leads outside itself, the pages of others left out."""
    return [each for each in re.findall(r'href="([^"#]+)', text) if not each.startswith(("http", "data:"))]


def test_a_kept_edition_is_page_and_figures_with_what_they_are_made_from(editions):
    assert [each.day for each in kept.editions(editions / "report")] == [APRIL, JULY]
    for day in (APRIL, JULY):
        folder = kept.place(editions / "report", day)
        assert sorted(each.name for each in folder.iterdir()) == ["SHA256SUMS", *sorted(kept.OUTPUTS)]
        files = {name: (folder / name).read_bytes() for name in kept.OUTPUTS}
        assert (folder / "SHA256SUMS").read_bytes() == manifest.sums(files)
        made_from, figures = json.loads(files["manifest.json"]), json.loads(files["figures.json"])
        assert made_from["parameters"] == figures["parameters"] == {"known_on": day.isoformat()}
        assert made_from["inputs_sha256"] == figures["checksum"]
        assert not [each for each in made_from["inputs"] if each.startswith("report/")]


def test_it_says_that_it_was_reconstructed_when_and_from_what(editions):
    said = re.sub(r"<[^>]+>|\N{NO-BREAK SPACE}", " ", page(editions, JULY))
    said = " ".join(said.split())
    assert "As known on 4 July 2025. Reconstructed on 22 November 2026 from what had been said by 4 July 2025" in said
    assert "about 7,000" not in said
    assert "about 5,100" in said


def test_it_leads_to_the_current_edition_and_to_no_other(editions):
    for day in (APRIL, JULY):
        assert links(page(editions, day)) == ["../../briefing.html"]
        assert (kept.place(editions / "report", day) / "../../briefing.html").is_file()


def test_the_current_edition_leads_to_each_of_them_and_to_the_very_card(editions):
    found = re.findall(r'href="(editions/[^"]+)"', page(editions))
    assert {each.partition("#")[0] for each in found} == {
        f"editions/{day}/briefing.html" for day in ("2025-04-30", "2025-07-04")
    }
    for each in found:
        path, _, anchor = each.partition("#")
        assert f'id="{anchor}"' in (editions / "report" / path).read_text() or not anchor
    assert any("#" in each for each in found)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A project whose edition of 22 November 2026 was built, published, kept, and followed by that of 1 December."""
    folder = project(tmp_path_factory.mktemp("released") / "small", *CELLS)
    keep(folder, [APRIL])
    build(folder)
    published = contents(folder / "report")
    keep(folder, [RELEASED])
    citation = folder / "CITATION.cff"
    citation.write_text(citation.read_text().replace("date-released: 2026-11-22", "date-released: 2026-12-01"))
    build(folder)
    return folder, published


def test_an_edition_of_its_own_date_is_kept_as_it_stood_and_was_never_reconstructed(released):
    folder, published = released
    old = contents(kept.place(folder / "report", RELEASED))
    # A citation of it names the checksum of its figures: they are the very same.
    assert old["figures.json"] == published["figures.json"]
    text = page(folder, RELEASED)
    assert "Reconstructed" not in text
    assert links(text) == ["../../briefing.html"]
    assert 'href="editions/2026-11-22/briefing.html"' in page(folder)


def test_it_knows_the_sums_of_all_that_was_published(released):
    folder, published = released
    told = json.loads((kept.place(folder / "report", RELEASED) / "manifest.json").read_text())["published"]
    assert told == {
        name: sha256(content).hexdigest()
        for name, content in published.items()
        if name != "SHA256SUMS" and not name.startswith("editions/")
    }


def test_the_edition_that_stands_is_kept_as_it_stands_or_not_at_all(small):
    build(small)
    with (small / "data/claimants.csv").open("a") as file:
        file.write("made-up,Made Up,Made Up,,media,\n")
    with pytest.raises(EditionError, match="^keep 2026-11-22: report/ is not what the sources build now"):
        keep(small, [RELEASED])
    build(small)
    assert [each.day for each in keep(small, [RELEASED])] == [RELEASED]


def test_the_edition_that_stands_is_not_reconstructed_from_later_sources(small):
    build(small)
    citation = small / "CITATION.cff"
    citation.write_text(citation.read_text().replace("date-released: 2026-11-22", "date-released: 2026-12-01"))
    with pytest.raises(EditionError, match="^keep 2026-11-22: report/ holds the edition of that day itself"):
        keep(small, [RELEASED])
    build(small)
    assert [each.day for each in keep(small, [RELEASED])] == [RELEASED]


def test_a_kept_edition_is_never_written_again(editions):
    before = contents(editions / "report")
    with pytest.raises(EditionError, match=r"^editions/2025-07-04: kept already; a kept edition is written once"):
        keep(editions, [date(2025, 5, 1), JULY])
    assert contents(editions / "report") == before


def test_no_build_is_put_in_the_place_of_one(editions, tmp_path):
    before = contents(editions / "report")
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in (*kept.OUTPUTS, "SHA256SUMS"):
        (copy / name).write_bytes((kept.place(editions / "report", JULY) / name).read_bytes())
    report = editions / "report"
    for folder in (kept.place(report, JULY), kept.place(report, date(2025, 5, 1)), report / "editions", copy):
        with pytest.raises(EditionError, match="is where editions are kept"):
            build(editions, folder, as_of=JULY, force=True)
    assert contents(editions / "report") == before


def test_builds_leave_the_kept_editions_as_they_are(editions):
    before = {path: content for path, content in contents(editions / "report").items() if path.startswith("editions/")}
    build(editions, force=True)
    after = {path: content for path, content in contents(editions / "report").items() if path.startswith("editions/")}
    assert after == before


def test_a_report_built_elsewhere_brings_the_editions_that_it_leads_to(editions, tmp_path):
    build(editions, tmp_path / "elsewhere")
    assert contents(tmp_path / "elsewhere") == contents(editions / "report")
    assert not build(editions, tmp_path / "elsewhere").fresh
    (tmp_path / "elsewhere/editions/2025-07-04").rename(tmp_path / "gone")
    assert build(editions, tmp_path / "elsewhere").fresh
    assert contents(tmp_path / "elsewhere") == contents(editions / "report")


def test_an_edition_as_known_on_a_day_leads_to_none(editions, tmp_path):
    build(editions, tmp_path / "july", as_of=JULY)
    assert not (tmp_path / "july/editions").exists()
    assert links((tmp_path / "july/briefing.html").read_text()) == []


def test_another_kept_edition_makes_the_current_one_stale(small):
    build(small)
    assert not build(small).fresh
    keep(small, [APRIL])
    assert build(small).fresh
    assert not build(small).fresh


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2025, 1, 30), "keep 2025-01-30: the briefing can be built for any day from 2025-01-31 to 2026-11-22"),
        (date(2026, 11, 23), "keep 2026-11-23: after the edition date 2026-11-22"),
    ],
)
def test_a_day_for_which_there_is_no_briefing_is_refused_and_none_is_kept(small, day, message):
    with pytest.raises(EditionError, match=f"^{re.escape(message)}"):
        keep(small, [JULY, day])
    assert not (small / "report").exists()


def test_a_day_that_fails_leaves_none_behind(tmp_path):
    small = project(
        tmp_path / "small", cell('late = ledger["north-casualties-2025-04-30"]'), prose("North: {eval}`late`.")
    )
    done = hedged("keep", "2025-07-04", "2025-02-01", cwd=small)
    assert done.returncode == 2
    assert "is not known on 2025-02-01" in done.stderr
    assert not (small / "report/editions").exists()


def test_nothing_is_kept_while_a_build_is_running(small):
    (small / "report").mkdir()
    with held(small / "report"):
        # A record lock is of a process: only another one is kept out.
        done = hedged("keep", "2025-07-04", cwd=small)
    assert done.returncode == AlreadyRunning.exit_status
    assert not (small / "report/editions").exists()


def test_the_command_says_what_is_kept_and_where(small):
    done = hedged("keep", "2025-07-04", "2025-04-30", cwd=small)
    assert done.stdout.splitlines() == [
        "report/editions/2025-04-30/ keeps the edition as known on 2025-04-30",
        "report/editions/2025-07-04/ keeps the edition as known on 2025-07-04",
        "hedged build lists them in the edition of a later date",
    ]
    again = hedged("keep", "2025-07-04", cwd=small)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == (
        "hedged: editions/2025-07-04: kept already; a kept edition is written once and never again\n"
    )


def test_folders_that_no_day_names_are_no_editions(small):
    for name in ("2025-07-04", "20250704", "2025-07", "notes", "2025-02-30"):
        (small / "report/editions" / name).mkdir(parents=True)
    (small / "report/editions/2025-07-05").write_text("a file")
    assert [each.day for each in kept.editions(small / "report")] == [JULY]


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "figures.json").unlink(),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{"),
        lambda folder: folder.rename(folder.with_name("2025-07-05")),
        lambda folder: folder.with_name("2025-05-05").mkdir(),
    ],
    ids=["no figures", "no manifest", "a manifest in ruins", "another day's name", "an empty folder beside it"],
)
def test_what_is_no_edition_of_its_day_is_refused_among_the_kept_ones(small, damage):
    keep(small, [JULY])
    build(small)
    damage(kept.place(small / "report", JULY))
    for asked in (lambda: build(small), lambda: build(small, force=True), lambda: keep(small, [APRIL])):
        with pytest.raises(
            EditionError, match=r"^report/editions/2025-0\d-0\d holds no edition that was kept for that day"
        ):
            asked()


def test_figures_of_a_kept_edition_in_ruins_are_named(small):
    keep(small, [JULY])
    kept.editions(small / "report")[0].figures.write_text("{")
    done = hedged("build", cwd=small)
    assert done.returncode == 2
    assert "report/editions/2025-07-04/figures.json: holds no figures of an edition" in done.stderr
    assert not (small / "report/briefing.html").exists()


def test_a_kept_edition_written_again_or_taken_away_is_not_built_over(small):
    keep(small, [APRIL, JULY])
    build(small)
    place = kept.place(small / "report", JULY)
    figures, before = place / "figures.json", (place / "figures.json").read_bytes()
    figures.write_bytes(before.replace(b"Small", b"Other"))
    with pytest.raises(BuildError, match=r"^report/editions/2025-07-04: changed or gone since the last"):
        build(small)
    figures.write_bytes(before)
    assert not build(small).fresh
    shutil.rmtree(place)
    with pytest.raises(BuildError, match="changed or gone"):
        build(small)
    assert build(small, force=True).fresh


def test_a_file_in_the_place_of_the_kept_editions_is_named(small):
    (small / "report").mkdir()
    (small / "report/editions").write_text("a file")
    for asked in (lambda: build(small), lambda: keep(small, [JULY])):
        with pytest.raises(EditionError, match="^report/editions is a file, and kept editions need a folder there"):
            asked()


def test_nothing_is_kept_through_a_link_that_leads_nowhere(small, tmp_path):
    (small / "report/editions").mkdir(parents=True)
    (small / "report/editions/2025-07-04").symlink_to(tmp_path / "nowhere")
    with pytest.raises(EditionError, match="kept already"):
        keep(small, [JULY])
    assert not (tmp_path / "nowhere").exists()


def test_a_report_is_not_built_inside_another(small):
    build(small)
    with pytest.raises(EditionError, match="lies in report/, which holds one edition"):
        build(small, small / "report/sub")


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from hedged.editions import build as edition, replace as exchange
exchange._swap = lambda *places: os._exit(9)  # what was written aside stays there
edition.keep(Path(sys.argv[1]), [date(2025, 4, 30), date(2025, 7, 4)])
"""


def test_a_killed_keep_leaves_none_or_all_and_can_be_done_again(small):
    build(small)
    before = contents(small / "report")
    assert subprocess.run([sys.executable, "-c", KILLED, small]).returncode == 9
    assert contents(small / "report") == before
    assert (small / ".report.new").exists()
    keep(small, [APRIL, JULY])
    assert [each.day for each in kept.editions(small / "report")] == [APRIL, JULY]
    assert not list(small.glob(".report.*"))


# The project's own

DAYS = ("2025-01-31", "2025-04-30", "2025-07-04", "2025-09-30", "2026-02-28")


def test_the_project_keeps_its_five_editions():
    assert {*DAYS} <= {each.day.isoformat() for each in kept.editions(ROOT / "report")}


@pytest.mark.parametrize("day", DAYS)
def test_each_of_them_leads_to_the_current_edition_and_to_no_other(day):
    assert {*links(page(ROOT, date.fromisoformat(day)))} == {"../../briefing.html"}


def test_the_current_edition_leads_to_what_is_there():
    for each in {*re.findall(r'href="(editions/[^"]+)"', page(ROOT))}:
        path, _, anchor = each.partition("#")
        assert not anchor or f'id="{anchor}"' in (ROOT / "report" / path).read_text(), each


@pytest.mark.browser
def test_a_reader_goes_from_the_current_edition_to_each_kept_one_and_back_without_a_server(window):
    current = ROOT / "report/briefing.html"
    with window(current) as tab:
        for day in DAYS:
            tab.click(f'a[href="editions/{day}/briefing.html"] >> nth=0')
            assert tab.url == (kept.place(ROOT / "report", date.fromisoformat(day)) / "briefing.html").as_uri()
            assert "Reconstructed on 22 November 2026" in tab.inner_text("header").replace("\N{NO-BREAK SPACE}", " ")
            tab.click("aside a")
            assert tab.url == current.as_uri()
        tab.click('#verdicts-turned a[href*="2025-07-04/briefing.html#"] >> nth=0')
        card, told = tab.locator(f"[id='{tab.url.partition('#')[2]}']"), tab.locator("aside")
        top, strip = card.bounding_box()["y"], told.bounding_box()
        assert "As known on 4 July 2025" in told.inner_text().replace("\N{NO-BREAK SPACE}", " ")
        assert strip["y"] >= 0 and strip["y"] + strip["height"] <= top < tab.viewport_size["height"]
        assert (tab.heard, {each.url.partition(":")[0] for each in tab.asked}) == ([], {"file"})
