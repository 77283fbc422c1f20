"""The command `hedged cite`, as its user sees it."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import rispy
import yaml
from citeproc.source.json import CiteProcJSON
from projects import CITATION, cell, hedged, project
from pybtex.database import parse_string

from hedged.editions import manifest

PREFERRED = "Whoever cites a reported figure does better to cite a page that printed it:"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its report; nothing in it is changed."""
    folder = project(
        tmp_path_factory.mktemp("cited") / "small",
        cell("from hedged import Threshold, derive, share"),
        cell("casualties = ledger['north-casualties-2025-04-30']\nwhole = ledger.base(casualties)"),
        cell("ledger['gazette-sent-total-2025-07-02']"),
        cell("casualty_share = derive(share, id='casualty-share', part=casualties, whole=whole)"),
        cell("casualty_share.versus('>', Threshold('1/3', 'one third'))"),
    )
    done = hedged("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def edition(small) -> str:
    checksum = manifest.read(small / "report")["inputs_sha256"]
    return f"Edition of 22 November 2026, checksum {checksum[:12]}"


def cited(small: Path, *arguments: str) -> str:
    done = hedged("cite", *arguments, cwd=small)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_without_an_id_the_briefing_is_cited(small, edition):
    assert cited(small) == f"The testers. (2026). Small ({edition}).\n"


def test_a_derived_figure_is_cited_by_itself(small, edition):
    assert cited(small, "casualty-share") == (
        "The testers. (2026). 32% (30 to 34%): North, casualties, 30 April 2025, as a share of sent in all, "
        f"30 April 2025. In Small ({edition}, figure casualty-share).\n"
    )


def test_a_verdict_is_cited_with_its_question(small, edition):
    assert cited(small, "casualty-share-above-one-third", "--style", "harvard") == (
        "The testers (2026) ‘Fails as rounded: North, casualties, 30 April 2025, as a share of sent in all, "
        f"30 April 2025, above one third’, Small. {edition}, figure casualty-share-above-one-third.\n"
    )


def test_a_reported_figure_is_followed_by_the_pages_that_printed_it(small, edition):
    first, blank, preferred, blank_too, *pages = cited(small, "north-casualties-2025-04-30").splitlines()
    pages, changed = pages[: pages.index("")], pages[pages.index("") + 1 :]
    assert first == (
        "The testers. (2026). About 5,100 (superseded): North, casualties, 30 April 2025. "
        f"In Small ({edition}, figure north-casualties-2025-04-30)."
    )
    assert (blank, preferred, blank_too) == ("", PREFERRED, "")
    assert len(pages) == 3 and all(re.search(r"\. \((ca\. )?2025, ", page) for page in pages)
    assert changed[:2] == ["These printed it too, but changed it:", ""]
    assert (
        "Herald. (2025, April 30). 북군 사상자 5천100명. https://herald.example/2025-04-30 (hedge dropped)" in changed
    )
    assert [page.rpartition(" (")[2] for page in changed[2:]] == ["hedge dropped)", "old figure as news)"]


def test_the_page_that_relays_nobody_comes_before_those_that_took_the_figure_from_it(small):
    pages = cited(small, "gazette-sent-total-2025-07-02").splitlines()[4:]
    assert [page.split(".")[0] for page in pages[: pages.index("")]] == ["Gazette", "Tribune"]
    assert not any("Observer" in page for page in pages[: pages.index("")])  # it printed "nearly 12,000"


def test_in_chicago_the_pages_follow_in_chicago(small):
    lines = cited(small, "north-casualties-2025-04-30", "--style", "chicago").splitlines()
    assert lines[0].startswith(
        "The testers. 2026. “About 5,100 (superseded): North, Casualties, 30 April 2025.” In Small, "
    )
    assert any(line.startswith("Herald. 2025. ") and line.endswith(". (hedge dropped)") for line in lines[4:])


@pytest.mark.parametrize(
    ("style", "ids"),
    [
        ("bibtex", lambda text: list(parse_string(text, "bibtex").entries)),
        ("ris", lambda text: [entry["id"] for entry in rispy.loads(text)]),
        ("csl-json", lambda text: list(CiteProcJSON(json.loads(text)))),
    ],
    ids=["bibtex", "ris", "csl-json"],
)
def test_for_a_reference_manager_the_pages_are_entries_of_their_own(small, style, ids):
    done = hedged("cite", "north-casualties-2025-04-30", "--style", style, cwd=small)
    assert done.returncode == 0
    assert done.stderr == f"note: {PREFERRED[0].lower()}{PREFERRED[1:-1]}; these follow it\n"
    read = ids(done.stdout)
    assert (read[0], len(read)) == ("north-casualties-2025-04-30", 4)
    assert "herald-2025-04-30" not in read  # it dropped the hedge
    assert ids(cited(small, "--style", style)) == ["briefing-2026-11-22"]


def test_the_files_of_the_report_hold_the_pages_of_the_ledger(small):
    entries = parse_string((small / "report/sources.bib").read_text(), "bibtex").entries
    items = json.loads((small / "report/sources.json").read_bytes())
    listed = [line.split(",")[0] for line in (small / "data/sources.csv").read_text().splitlines()[1:]]
    assert sorted(entries) == [item["id"] for item in items] == sorted(listed)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["casualty-shares"], "casualty-shares: the edition in report/ holds no such figure or verdict\nnear it: casualty-share, casualty-share-above-one-third"),
        (["share-third"], "share-third: the edition in report/ holds no such figure or verdict\nnear it: casualty-share-above-one-third"),
        (["zzz"], "zzz: the edition in report/ holds no such figure or verdict\nreport/figures.json lists its figures and verdicts"),
        (["--style", "mla"], "--style mla: no such style; there are apa, chicago, harvard, bibtex, ris, csl-json"),
    ],
    ids=["near", "shortened", "far", "style"],
)  # fmt: skip
def test_a_mistyped_citation_is_told_what_would_be_right(small, arguments, message):
    done = hedged("cite", *arguments, cwd=small)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"hedged: {message}\n")


def test_without_a_report_there_is_nothing_to_cite(tmp_path):
    done = hedged("cite", cwd=project(tmp_path / "bare"))
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "hedged: report/ holds no edition that could be cited: manifest.json is missing or damaged; hedged build makes it\n"
    )


def test_a_report_that_is_not_of_the_sources_is_cited_with_a_note(tmp_path):
    folder = project(tmp_path / "changed")
    assert hedged("build", cwd=folder).returncode == 0
    before = cited(folder)
    (folder / "src/method.py").write_text("# changed\n")
    done = hedged("cite", cwd=folder)
    assert (done.returncode, done.stdout) == (0, before)
    assert done.stderr == (
        "note: cited is the edition that stands in report/, of 2026-11-22; "
        "it is not what the sources would give now (hedged build)\n"
    )


def test_an_earlier_day_shows_in_the_citation_and_in_the_files(tmp_path):
    folder = project(tmp_path / "early")
    assert hedged("build", "--as-of", "2025-07-05", cwd=folder).returncode == 0
    assert " as known on 5 July 2025, checksum " in cited(folder)
    items = json.loads((folder / "report/sources.json").read_bytes())
    days = [date(*(item["issued"]["date-parts"][0] + [1])[:3]) for item in items]
    assert days and max(days) <= date(2025, 7, 5)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("url: https://example.org/nk/", "The testers. (2026). Small (EDITION). https://example.org/nk/"),
        ("doi: 10.5281/zenodo.1234567", "The testers. (2026). Small (EDITION). https://doi.org/10.5281/zenodo.1234567"),
        (
            "identifiers: [{type: doi, value: 10.5281/zenodo.1234567}]",
            "The testers. (2026). Small (EDITION). https://doi.org/10.5281/zenodo.1234567",
        ),
    ],
)
def test_an_address_in_citation_cff_is_in_the_citation(tmp_path, line, expected):
    folder = project(tmp_path / "public")
    (folder / "CITATION.cff").write_text(f"{CITATION}{line}\n")
    assert hedged("build", cwd=folder).returncode == 0
    assert re.sub(r"Edition [^)]*", "EDITION", cited(folder)) == f"{expected}\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("doi: https://doi.org/10.5281/z", "doi: https://doi.org/10.5281/z is none; write it as 10.5281/zenodo.1234567"),
        ("url: example.org", "url: example.org is no address that takes an id; write it as https://example.org/"),
        ("url: https://example.org/#top", "url: https://example.org/#top is no address that takes an id; write it as https://example.org/"),
        ("url: [a, b]", "url: ['a', 'b'] is no address that takes an id; write it as https://example.org/"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_cited_is_refused(tmp_path, line, message):
    folder = project(tmp_path / "wrong")
    (folder / "CITATION.cff").write_text(f"{CITATION}{line}\n")
    done = hedged("build", cwd=folder)
    assert (done.returncode, done.stderr) == (2, f"hedged: CITATION.cff: {message}\n")


def test_persons_of_citation_cff_are_cited_by_family(tmp_path):
    folder = project(tmp_path / "persons")
    authors = [
        {"family-names": "Berg", "name-particle": "van den", "given-names": "Anna Maria", "name-suffix": "Jr."},
        {"name": "The testers"},
    ]
    (folder / "CITATION.cff").write_text(yaml.safe_dump({**yaml.safe_load(CITATION), "authors": authors}))
    assert hedged("build", cwd=folder).returncode == 0
    assert cited(folder).startswith("van den Berg, A. M., Jr., & The testers. (2026). Small")


@pytest.mark.parametrize("command", ["show", "cite"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("figures.json", '{"figures": {"casualty-share": "x"}, "verdicts": {}}'),
        ("figures.json", '{"figures": {"casualty-share": {}}, "verdicts": {}}'),
        ("figures.json", "[" * 100_000),
        ("manifest.json", '{"inputs_sha256": "0", "title": "x", "edition": "soon", "parameters": {}}'),
        ("manifest.json", '{"inputs_sha256": "0", "title": "x", "edition": "2026-11-22", "parameters": []}'),
        ("sources.json", '[{"id": "herald-2025-04-30"}]'),
        ("sources.json", '["x"]'),
    ],
)
def test_a_damaged_report_is_told_without_a_traceback(small, tmp_path, command, name, content):
    folder = tmp_path / "damaged"
    shutil.copytree(small, folder)
    (folder / "report" / name).write_text(content, encoding="utf-8")
    done = hedged(command, "casualty-share", cwd=folder)
    assert "Traceback" not in done.stderr
    assert done.returncode == (0 if (command, name) in (("show", "manifest.json"), ("show", "sources.json")) else 2)
