"""`hedged verify`: what it says of each kind of file that is not as it should be, where, why, and what to do."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from importlib import metadata
from pathlib import Path

import pikepdf
import pytest
from projects import cell, contents, hedged, project, prose

from hedged.cli.main import _faults, main
from hedged.editions import build as edition
from hedged.editions import manifest
from hedged.editions.verify import causes, kept_editions, verified
from hedged.errors import HedgedError

DAY = "2025-07-04"
KEPT = f"editions/{DAY}"
BROUGHT_BACK = f"bring it back: git restore report/{KEPT}"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with its report and one kept edition, really built."""
    folder = project(
        tmp_path_factory.mktemp("good") / "small",
        cell("from hedged import derive, share"),
        cell("losses = ledger['north-casualties-2025-04-30']"),
        cell("casualty_share = derive(share, id='casualty-share', part=losses, whole=ledger.base(losses))"),
        prose("## The share\n\nThe North says {eval}`losses`, a share of {eval}`casualty_share`."),
    )
    (folder / "requirements.lock").write_text(f"typst=={metadata.version('typst')}\n")
    for command in (["keep", DAY], ["build"]):
        done = hedged(*command, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def small(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to spoil. Its sources build what they built, except for the sums of the sources as they are now."""

    def build(folder: Path, out: Path, as_of: date | None = None, **_: object) -> None:
        out.mkdir()
        files = {path.name: path.read_bytes() for path in (good / "report").iterdir() if path.is_file()}
        made_from = json.loads(files["manifest.json"])
        then = made_from["inputs_sha256"]
        inputs = manifest.input_sums(folder, date(2026, 11, 22), {})
        now = manifest.digest(inputs, {})
        files = {name: content.replace(then.encode(), now.encode()) for name, content in files.items()}
        made_from |= {"inputs": inputs, "inputs_sha256": now, "packages": manifest.versions(folder)}
        files["manifest.json"] = manifest.json_bytes(made_from)
        del files["SHA256SUMS"]
        for name, content in (files | {"SHA256SUMS": manifest.sums(files)}).items():
            (out / name).write_bytes(content)

    monkeypatch.setattr(edition, "build", build)
    return shutil.copytree(good, tmp_path / "small")


def change(path: Path, old: str | bytes, new: str | bytes) -> None:
    """Put the first of one text in a file in the place of another."""
    old, new = (each.encode() if isinstance(each, str) else each for each in (old, new))
    content = path.read_bytes()
    assert old in content, f"no {old!r} in {path.name}"
    path.write_bytes(content.replace(old, new, 1))


def seal(folder: Path) -> None:
    """Write the sums of a folder again, as somebody would who hides a change."""
    names = [line[66:] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    (folder / "SHA256SUMS").write_bytes(manifest.sums({name: (folder / name).read_bytes() for name in names}))


def told(folder: Path) -> str:
    return str(verified.verified(folder))


def place(words: str, here: str, right: str) -> str:
    return f"  report/{words}\n      here   {here}\n      right  {right}\n"


# --- what is sound ---------------------------------------------------------------


def test_a_sound_report_is_called_so_after_a_real_build_and_nothing_is_written(good):
    before = contents(good)
    done = hedged("verify", cwd=good)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "report/: all 9 files are, byte for byte, what the sources build, and as SHA256SUMS says.\n\n"
        f"Kept editions as their sums say: {DAY}.\n"
    )
    assert contents(good) == before


def test_what_stays_sound_is_named_beside_what_differs(small):
    change(small / "report/figures.json", "32% (30 to 34%)", "33% (30 to 34%)")
    assert "Sound in report/: SHA256SUMS, briefing.html, briefing.pdf, figures.csv, figures.schema.json, " in told(
        small
    )
    assert told(small).endswith(f"Kept editions as their sums say: {DAY}.")


def test_an_edition_as_known_on_a_day_is_built_for_that_day(small, monkeypatch):
    asked = []

    def build(folder: Path, out: Path, as_of: date | None, **_: object) -> None:
        asked.append(as_of)
        raise edition.BuildError("enough")

    monkeypatch.setattr(edition, "build", build)
    made_from = small / "report/manifest.json"
    change(made_from, '"parameters": {}', '"parameters": {"known_on": "2025-09-01"}')
    seal(small / "report")
    told(small)
    assert asked == [date(2025, 9, 1)]


# --- where: each kind of file ----------------------------------------------------


def spoilt_json(report: Path) -> None:
    change(report / "figures.json", '"text": "32% (30 to 34%)"', '"text": "41% (30 to 33%)"')


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a figure of figures.json": (
        spoilt_json,
        place("figures.json: figure casualty-share, text", "“41% (30 to 33%)”", "“32% (30 to 34%)”"),
    ),
    "figures.json that is no JSON any more": (
        lambda report: change(report / "figures.json", '"edition": "', '"edition" "'),
        "which makes it no JSON (Expecting ':' delimiter",
    ),
    "figures.json with other spaces": (
        lambda report: change(report / "figures.json", ' "edition": "2026', '  "edition": "2026'),
        "the same data, written in another way\n      here   “  \"edition",
    ),
    "a word of the page": (
        lambda report: change(report / "briefing.html", "North says <", "North said <"),
        place(
            "briefing.html: below the heading “The share”",
            "“The North said about 5,100 (superseded), a sha…”",
            "“The North says about 5,100 (superseded), a sha…”",
        ),
    ),
    "a card of the page": (
        lambda report: change(report / "briefing.html", "<dd>32% <small>", "<dd>13% <small>"),
        "report/briefing.html: the card casualty-share\n      here   “13% (",
    ),
    "a link of the page": (
        lambda report: change(report / "briefing.html", 'href="#casualty-share"', 'href="#casualties"'),
        "report/briefing.html: marks that no reader sees, ",
    ),
    "a font of the page": (
        lambda report: change(report / "briefing.html", "base64,AAEAAAAQAQ", "base64,AAEAAAAQBQ"),
        place(
            "briefing.html: the embedded font Source Serif 4, normal, weight 400",
            "other data",
            "data of the same length",
        ),
    ),
    "the style sheet": (
        lambda report: change(report / "briefing.html", "font-style:normal", "font-style:oblique"),
        "report/briefing.html: the style sheet\n",
    ),
    "a cell of figures.csv": (
        lambda report: change(report / "figures.csv", ",5100,5100,", ",5200,5100,"),
        place("figures.csv: row north-casualties-2025-04-30, column said_low", "“5200”", "“5100”"),
    ),
    "an entry of sources.bib": (
        lambda report: change(report / "sources.bib", "year = {2025}", "year = {2023}"),
        place("sources.bib: entry almanac-2025-05", "“year = {2023},”", "“year = {2025},”"),
    ),
    "a page of sources.json": (
        lambda report: change(report / "sources.json", '"language": "de"', '"language": "en"'),
        place("sources.json: page almanac-2025-05, language", "“en”", "“de”"),
    ),
    "a version in manifest.json": (
        lambda report: change(report / "manifest.json", '"typst": "', '"typst": "9'),
        "report/manifest.json: version of the package typst\n      here   “9",
    ),
    "a line of SHA256SUMS": (
        lambda report: change(report / "SHA256SUMS", "  figures.csv", "  figures.tsv"),
        "report/SHA256SUMS: the line of figures.csv\n      here   nothing\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_the_first_differing_place_is_named_with_both_values(small, name):
    spoil, expected = PLACES[name]
    spoil(small / "report")
    found = told(small)
    assert found.startswith("1 difference found.\n\nChanged after the build: not as SHA256SUMS says:\n\n")
    assert expected in found
    assert "To do: hedged build writes report/ anew; git restore report brings back what was committed\n" in found


def test_a_picture_is_told_by_its_words_and_else_by_its_drawing():
    from hedged.editions.verify.places import Place
    from hedged.editions.verify.places import place as first

    picture = '<svg>\n<path d="M1 2"/><text x="1">12,000</text>\n</svg>'
    assert first("a.svg", picture.replace("12,", "13,").encode(), picture.encode()) == Place(
        "its words", "“13,000”", "“12,000”"
    )
    drawn = first("a.svg", picture.replace("M1", "M3").encode(), picture.encode())
    assert (drawn.words, drawn.here[:12]) == ("line 2, where it draws", '“<path d="M3')


def test_blank_lines_are_called_so_wherever_they_stand():
    from hedged.editions.verify.places import Place
    from hedged.editions.verify.places import place as first

    entries = b"@a{x,\n}\n\n@b{y,\n}\n"
    assert first("a.bib", entries.replace(b"\n\n", b"\n\n\n"), entries) == Place("entry x", "an empty line", "nothing")
    assert first("a.csv", b"a,b\n  ,2\n", b"a,b\n,2\n") == Place("line 2, column a", "“  ”", "nothing")


def saved(change_in: Callable[[pikepdf.Pdf], None]) -> Callable[[Path], None]:
    def spoil(report: Path) -> None:
        with pikepdf.open(report / "briefing.pdf", allow_overwriting_input=True) as file:
            change_in(file)
            file.save(report / "briefing.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)

    return spoil


def described(key: str, value: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda file: file.docinfo.__setitem__(key, value)


def with_another_font(file: pikepdf.Pdf) -> None:
    fonts = [
        each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    program = fonts[0].get("/FontFile2", fonts[0].get("/FontFile3"))
    program.write(program.read_bytes()[:-1] + b"x")


def with_another_line(file: pikepdf.Pdf) -> None:
    page = file.pages[0].Contents
    page.write(page.read_bytes() + b"\n0 0 m 9 9 l S\n")


def with_another_attachment(file: pikepdf.Pdf) -> None:
    attached = file.attachments["figures.json"].get_file().obj
    attached.write(attached.read_bytes().replace(b'"text": "32% (30', b'"text": "41% (30', 1))


IN_A_PDF = {
    "a page less": (lambda file: file.pages.__delitem__(1), "page 2 ("),
    "a date": (described("/CreationDate", "D:20261123000000Z"),
               "its date (CreationDate)\n      here   D:20261123000000Z\n      right  D:20261122000000Z"),
    "the compiler's version": (described("/Creator", "Typst 0.1"),
                               "the program that made it (Creator)\n      here   Typst 0.1\n      right  Typst "),
    "a font": (with_another_font, "the embedded font "),
    "a drawing": (with_another_line, "page 1\n      here   the same words, drawn otherwise\n"),
    "the attachment": (with_another_attachment, "the attached figures.json, figure casualty-share, text\n      here   “41%"),
    "nothing that is seen": (lambda file: None, "; words, dates, fonts and drawings are the same\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_A_PDF)
def test_of_a_pdf_the_page_and_its_words_are_named_else_what_else_differs(small, name):
    spoil, expected = IN_A_PDF[name]
    saved(spoil)(small / "report")
    named, found = told(small).split("report/briefing.pdf: ")
    assert named.startswith("1 difference found.")
    assert expected in found.split("\n\nTo do: ")[0]


# --- why -------------------------------------------------------------------------


def spoilt(folder: Path, name: str, spoil: Callable[[bytes], bytes]) -> None:
    (folder / name).write_bytes(spoil((folder / name).read_bytes()))


DAMAGES = {
    "a blank line more": (
        lambda content: content + b" \n",
        "Line ends put or taken away at its end after the build, as some editors do:",
        "the end of its last line\n      here   2 line ends and 1 space\n      right  1 line end\n",
    ),
    "no last line end": (
        lambda content: content[:-1],
        "Line ends put or taken away at its end after the build, as some editors do:",
        "the end of its last line\n      here   nothing\n      right  1 line end\n",
    ),
    "CR LF": (
        lambda content: content.replace(b"\n", b"\r\n"),
        "Line ends turned into CR LF after the build, as Git on Windows (core.autocrlf), editors and transfers as text do:",
        "the ends of its lines\n      here   CR LF\n      right  LF\n",
    ),
    "a byte order mark": (
        lambda content: b"\xef\xbb\xbf" + content,
        "A byte order mark put before the text after the build, as some editors do:",
        "its first bytes\n      here   a byte order mark\n      right  nothing\n",
    ),
    "a broken download": (
        lambda content: content[:100],
        "Cut short after the build, as by a copy or a download that broke off:",
        "its end\n      here   100 bytes\n      right  ",
    ),
}


@pytest.mark.parametrize("name", ["briefing.html", "figures.csv", "SHA256SUMS"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_what_befalls_a_file_on_its_way_is_told_apart_from_a_change(small, damage, name):
    spoil, cause, where = DAMAGES[damage]
    spoilt(small / "report", name, spoil)
    assert told(small).startswith(f"1 difference found.\n\n{cause}\n\n  report/{name}: {where}")


def test_what_is_no_pdf_any_more_is_called_so(small):
    (small / "report/briefing.pdf").write_bytes(b"garbage")
    assert "report/briefing.pdf: the whole file\n      here   no PDF that can be opened (" in told(small)


def test_missing_and_foreign_files_are_named_with_what_to_do(small):
    (small / "report/sources.bib").unlink()
    (small / "report/sub").mkdir()
    for name in ("notes.txt", "sub/draft.html"):
        (small / "report" / name).write_text("mine")
    assert told(small).startswith(
        "3 differences found.\n\n"
        "No build wrote this, and SHA256SUMS does not list it:\n\n"
        "  report/notes.txt\n  report/sub/draft.html\n\n"
        "To do: keep it outside of report/\n\n"
        "Deleted after the build, or left behind when report/ was copied:\n\n"
        "  report/sources.bib\n\n"
        "To do: hedged build writes report/ anew; git restore report brings back what was committed\n\n"
    )


def test_without_sums_the_build_alone_is_the_judge(small):
    (small / "report/SHA256SUMS").unlink()
    found = told(small)
    assert found.startswith("1 difference found.\n\nDeleted after the build, or left behind when report/ was copied:")
    assert "Sound in report/: briefing.html, briefing.pdf, figures.csv, " in found


def test_changed_new_and_deleted_sources_are_named_before_what_they_changed(small):
    (small / "src/method.py").write_text("# other\n")
    (small / "src/new.py").write_text("\n")
    (small / "data/events.csv").unlink()
    found = told(small)
    assert (
        "\n\nThe sources are not those it was built from: data/events.csv (gone), src/method.py, src/new.py (new):\n"
        in found
    )
    assert "report/figures.json: the checksum of the edition, and nothing else\n" in found
    assert "report/manifest.json: input data/events.csv\n" in found
    assert "\n\nTo do: hedged build builds report/ from the sources as they are now\n" in found


def test_a_change_by_hand_is_told_apart_from_changed_sources(small):
    (small / "src/method.py").write_text("# other\n")
    spoilt_json(small / "report")
    by_hand, by_sources = (
        "Changed after the build: not as SHA256SUMS says:",
        "The sources are not those it was built from",
    )
    found = told(small)
    assert (
        place("figures.json: figure casualty-share, text", "“41% (30 to 33%)”", "“32% (30 to 34%)”")
        in found.split(by_hand)[1]
    )
    assert by_sources in found


def test_what_was_sealed_again_may_be_a_change_or_a_defect_of_the_build(small):
    spoilt_json(small / "report")
    seal(small / "report")
    found = told(small)
    assert (
        "The same sources give other bytes here, with the same versions on the same kind of machine: either the files "
        "were changed after the build and SHA256SUMS with them, or the build is at fault:\n" in found
    )
    assert "figure casualty-share, text" in found
    assert (
        "To do: hedged build --force, then hedged verify again; what still differs then is a defect of the build\n"
        in found
    )


def test_a_damaged_manifest_does_not_hide_that_the_sources_changed(small):
    (small / "src/method.py").write_text("# other\n")
    (small / "report/manifest.json").write_text("{")
    assert "which of them, manifest.json would say if it were whole:\n" in told(small)


def why(project: Path, then: dict, now: dict) -> str:
    return causes.of_other_bytes(project, then, now).words


MADE_FROM = {
    "inputs": {"data/a.csv": "1", "fonts/Serif.ttf": "1"},
    "packages": {"typst": "0.15.1"},
    "inputs_sha256": "1",
}


def test_versions_fonts_code_and_machine_are_told_as_causes(tmp_path, monkeypatch):
    assert why(tmp_path, MADE_FROM, MADE_FROM | {"packages": {"typst": "0.15.2"}}) == (
        "It was built with other versions than are installed here: typst 0.15.1 then, 0.15.2 here"
    )
    assert why(
        tmp_path, MADE_FROM, MADE_FROM | {"inputs": {"data/a.csv": "1", "fonts/Serif.ttf": "2", "hedged": "3"}}
    ) == (
        "Other font files are installed than it was built with: Serif.ttf\n"
        "Besides: The hedged that runs here is not the code in src/hedged/"
    )
    (tmp_path / "requirements.lock").write_text("typst==0.0.1\n")
    assert why(tmp_path, MADE_FROM, MADE_FROM).startswith(
        "Other versions are installed than requirements.lock says: typst: "
    )
    (tmp_path / "requirements.lock").unlink()
    monkeypatch.setattr(causes.platform, "machine", lambda: "aarch64")
    assert why(tmp_path, MADE_FROM, MADE_FROM) == (
        "Another kind of machine: Linux on aarch64; the same bytes are promised for Linux on x86-64"
    )


def test_a_package_whose_file_was_changed_in_place_is_named(tmp_path, monkeypatch):
    installed = tmp_path / "somefont-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: somefont\nVersion: 1.0\n")
    (installed / "RECORD").write_text("somefont/Serif.ttf,sha256=" + "A" * 43 + ",5\n")
    (tmp_path / "somefont").mkdir()
    (tmp_path / "somefont/Serif.ttf").write_text("other")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(manifest, "SHAPING", ("somefont",))
    assert why(tmp_path, MADE_FROM, MADE_FROM) == (
        "Files of installed packages are not as they were installed: somefont: Serif.ttf"
    )


def test_many_changed_sources_are_counted_after_the_first_dozen(tmp_path):
    now = MADE_FROM | {"inputs": MADE_FROM["inputs"] | {f"src/{number:02}.py": "1" for number in range(15)}}
    assert why(tmp_path, MADE_FROM, now).endswith("src/10.py (new), src/11.py (new) and 3 more")


# --- kept editions ---------------------------------------------------------------


def test_a_kept_edition_that_was_changed_must_be_brought_back(small):
    change(small / "report" / KEPT / "figures.json", "32% (30 to 34%)", "41% (30 to 33%)")
    found = told(small)
    assert f"Changed after the edition was kept: not as SHA256SUMS says:\n\n  report/{KEPT}/figures.json\n\n" in found
    assert f"To do: a kept edition is written once and never again; {BROUGHT_BACK}\n" in found
    assert "Kept editions as their sums say" not in found


def test_where_git_has_the_edition_the_place_is_named_too(small):
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *command], cwd=small, check=True)
    change(small / "report" / KEPT / "briefing.html", "North says <", "North said <")
    assert "below the heading “The share”\n      here   “The North said" in told(small)


def test_line_ends_of_a_kept_edition_are_told_without_the_original(small):
    spoilt(small / "report" / KEPT, "briefing.html", lambda content: content.replace(b"\n", b"\r\n"))
    found = told(small)
    assert "Line ends turned into CR LF after the edition was kept, as Git on Windows" in found
    assert place(f"{KEPT}/briefing.html: the ends of its lines", "CR LF", "LF") in found


def test_missing_and_added_files_of_a_kept_edition_are_named(small):
    (small / "report" / KEPT / "briefing.html").unlink()
    (small / "report" / KEPT / "more.txt").write_text("mine")
    found = told(small)
    assert f"Deleted after the edition was kept:\n\n  report/{KEPT}/briefing.html\n\n" in found
    assert f"No build wrote this, and SHA256SUMS does not list it:\n\n  report/{KEPT}/more.txt\n\n" in found


def test_an_edition_kept_again_by_hand_is_found_though_its_sums_are_right(small):
    change(small / "report" / KEPT / "figures.json", "32% (30 to 34%)", "41% (30 to 33%)")
    seal(small / "report" / KEPT)
    found = told(small)
    assert "Written again after the current edition was built, its sums with it:\n" in found
    for name in ("SHA256SUMS", "figures.json"):
        assert f"  report/{KEPT}/{name}: its sum\n" in found
    changed = f"report/{KEPT}/SHA256SUMS, report/{KEPT}/figures.json"
    assert f"The sources are not those it was built from: {changed}:\n" in found
    assert "To do: look at the kept editions first, for one that was changed must be brought back; then" in found


def test_a_page_of_a_kept_edition_that_was_sealed_again_is_found_too(small):
    change(small / "report" / KEPT / "briefing.html", "North says <", "North said <")
    seal(small / "report" / KEPT)
    assert (
        f"Written again after the current edition was built, its sums with it:\n\n  report/{KEPT}/SHA256SUMS: its sum\n"
        in told(small)
    )


def test_an_ordinary_build_in_the_place_of_a_kept_edition_is_none(small):
    change(small / "report" / KEPT / "manifest.json", '"kept": true', '"kept": false')
    seal(small / "report" / KEPT)
    assert "Written by hand: as its sums say, but an ordinary build and no kept edition:\n" in told(small)


def test_files_of_two_editions_do_not_make_one(small):
    folder = small / "report" / KEPT
    shutil.copy(small / "report/figures.json", folder / "figures.json")
    seal(folder)
    assert "Put together from two editions: figures.json is not of the edition in manifest.json:\n" in told(small)


def test_a_kept_edition_in_the_folder_of_another_day_is_told(small):
    (small / "report" / KEPT).rename(small / "report/editions/2025-07-05")
    found = told(small)
    assert place("editions/2025-07-05/: the day it speaks of", DAY, "2025-07-05") in found
    assert f"Deleted after the edition was kept:\n\n  report/{KEPT}/\n" in found


def test_a_kept_edition_over_which_nothing_can_be_built_is_a_difference_and_no_fault(good, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(good, folder)
    (folder / "report" / KEPT / "figures.json").unlink()
    done = hedged("verify", cwd=folder)
    assert (done.returncode, "sources build nothing" in done.stdout) == (1, False)
    assert f"report/{KEPT}/figures.json" in done.stdout


def test_what_lies_among_the_kept_editions_and_is_none_is_told(small):
    (small / "report/editions/2025-7-4").mkdir()
    (small / "report/editions/notes.txt").write_text("mine")
    assert (
        "No kept edition: its folder would be named for its day, as 2025-07-04:\n\n"
        "  report/editions/2025-7-4/\n  report/editions/notes.txt\n\n"
    ) in told(small)


def test_a_folder_within_a_kept_edition_is_one_difference(small):
    (small / "report" / KEPT / "sub").mkdir()
    for more in (None, "notes.txt"):
        if more is not None:
            (small / "report" / KEPT / "sub" / more).write_text("mine")
        assert told(small).startswith(
            "1 difference found.\n\nNo build wrote this, and SHA256SUMS does not list it:\n\n"
            f"  report/{KEPT}/sub/\n\nTo do: keep it outside of report/\n\n"
        )


def test_what_a_killed_keep_left_is_told_as_that(small):
    (small / f"report/editions/.{DAY}.new").mkdir()
    (small / f"report/editions/.{DAY}.lock").write_text("17\n")
    assert told(small).startswith(
        "2 differences found.\n\nLeft by a keep that was killed:\n\n"
        f"  report/editions/.{DAY}.lock\n  report/editions/.{DAY}.new/\n\nTo do: remove it\n\n"
    )


def test_a_deleted_kept_edition_is_told_before_what_that_changed_in_the_report(small):
    shutil.rmtree(small / "report" / KEPT)
    found = told(small)
    assert found.split("\n\n")[1:4] == [
        "Deleted after the edition was kept:",
        f"  report/{KEPT}/",
        f"To do: a kept edition is written once and never again; {BROUGHT_BACK}",
    ]
    assert "The sources are not those it was built from: " in found


def test_check_tells_a_kept_edition_that_is_damaged_deleted_or_misnamed(small):
    assert kept_editions.faults(small) == []
    again = f"a kept edition is written once and never again; {BROUGHT_BACK}"
    change(small / "report" / KEPT / "briefing.html", "North says <", "North said <")
    [fault] = [fault for fault in _faults(small) if KEPT in fault]
    assert fault == (
        f"report/{KEPT}/briefing.html: changed after the edition was kept: not as SHA256SUMS says; {again}"
    )
    change(small / "report" / KEPT / "briefing.html", "North said <", "North says <")
    (small / "report" / KEPT).rename(small / "report/editions/2025-07-05")
    assert kept_editions.faults(small) == [
        "report/editions/2025-07-05/: the edition of another day than its folder is named for; "
        "give the folder the name of its own day again",
        f"report/{KEPT}/: deleted after the edition was kept; {again}",
    ]
    (small / "report/manifest.json").unlink()
    shutil.rmtree(small / "report/editions")
    assert kept_editions.faults(small) == []


# --- a file from elsewhere -------------------------------------------------------


def from_elsewhere(folder: Path, name: str, content: bytes) -> str:
    path = folder.parent / name
    path.write_bytes(content)
    return str(verified.verified(folder, [path])).replace(f"{path.parent}/", "")


def test_a_file_from_elsewhere_is_known_by_its_bytes_whatever_its_name(small):
    current, old = (
        (small / "report/briefing.pdf").read_bytes(),
        (small / "report" / KEPT / "briefing.html").read_bytes(),
    )
    assert from_elsewhere(small, "download.pdf", current).endswith(
        "\n\ndownload.pdf is report/briefing.pdf, byte for byte: the edition of 2026-11-22."
    )
    assert from_elsewhere(small, "old.html", old).endswith(
        f"\n\nold.html is report/{KEPT}/briefing.html, byte for byte: the edition of 2026-11-22 as known on {DAY}."
    )


@pytest.mark.parametrize("name", ["briefing.html", "figures.json"])
def test_a_file_that_is_nearly_one_of_an_edition_is_held_against_that_edition(small, name):
    content = (small / "report" / KEPT / name).read_bytes()
    found = from_elsewhere(small, name, content.replace(b"32% (30 to 34%)", b"41% (30 to 33%)"))
    assert f"Not quite report/{KEPT}/{name}: changed since it was built:\n\n  {name}: " in found
    here, right = found.split("\n      here   ")[1].split("\n      right  ")
    assert "41% (30 to 33%)" in here and "32% (30 to 34%)" in right.splitlines()[0]
    assert f"To do: take report/{KEPT}/{name} instead\n" in found


def test_a_file_cut_short_on_its_way_is_called_so(small):
    content = (small / "report/briefing.html").read_bytes()
    found = from_elsewhere(small, "briefing.html", content[:-1000])
    assert found.startswith("1 difference found.\n\nNot quite report/briefing.html: cut short since it was built:\n\n")


def test_a_file_of_another_edition_is_not_held_against_those_here(small):
    content = (small / "report/figures.csv").read_bytes()
    current = json.loads((small / "report/manifest.json").read_bytes())["inputs_sha256"]
    page = (small / "report/briefing.html").read_bytes().replace(current[:12].encode(), b"0123456789ab")
    found = from_elsewhere(small, "other.html", page)
    old = json.loads((small / "report" / KEPT / "manifest.json").read_bytes())["inputs_sha256"]
    assert "Of no edition that is here, with the checksum 0123456789ab:\n\n  other.html\n" in found
    assert (
        "ask whoever gave it to you which edition it is; here are\n"
        f"  {current[:12]}  the edition of 2026-11-22\n  {old[:12]}  the edition of 2026-11-22 as known on {DAY}\n\n"
    ) in found
    assert "Of no edition that is here, and no checksum that would say of which:\n" in from_elsewhere(
        small, "a.txt", b"hello"
    )
    assert "Not quite report/figures.csv: " in from_elsewhere(small, "a.csv", content.replace(b"5100", b"5200", 1))


@pytest.fixture
def published(small: Path) -> dict[str, bytes]:
    """The files of the edition in report/, which is kept as it was published and then gave way to the next one."""
    report, folder = small / "report", small / "report/editions/2026-11-22"
    files = {path.name: path.read_bytes() for path in report.iterdir() if path.is_file()}
    shutil.copytree(report / KEPT, folder)
    for name in ("briefing.html", "figures.json", "figures.schema.json"):
        shutil.copy(report / name, folder)
    change(folder / "briefing.html", "<body>", '<body><a href="../../briefing.html">newer</a>')
    kept_from = json.loads(files["manifest.json"]) | {"kept": True}
    kept_from["published"] = manifest.listed(files["SHA256SUMS"])
    (folder / "manifest.json").write_bytes(manifest.json_bytes(kept_from))
    seal(folder)
    for name in ("briefing.html", "figures.csv", "figures.json", "manifest.json"):
        content = files[name].replace(kept_from["inputs_sha256"].encode(), b"f" * 64)
        content = content.replace(kept_from["inputs_sha256"][:12].encode(), b"f" * 12)
        (report / name).write_bytes(content.replace(b"5100", b"5200").replace(b"2026-11-22", b"2027-01-01"))
    (report / "briefing.pdf").write_bytes(files["briefing.pdf"].replace(b"%%EOF", b"% \n%%EOF"))
    (report / "sources.bib").write_bytes(files["sources.bib"] + b"@book{new,\n}\n")
    seal(report)
    return files


@pytest.mark.parametrize(
    "name",
    ["briefing.html", "briefing.pdf", "figures.csv", "figures.json", "manifest.json", "sources.bib", "SHA256SUMS"],
)
def test_a_file_of_an_edition_that_was_published_and_then_kept_is_known(small, published, name):
    found = from_elsewhere(small, f"mine-{name}", published[name])
    assert "Of no edition" not in found and "Not " not in found
    if name == "figures.json":  # kept as it was
        known = "report/editions/2026-11-22/figures.json, byte for byte: the edition of 2026-11-22"
    else:
        known = (
            f"{name} of the edition of 2026-11-22 as it was published, byte for byte; kept of it are page and figures"
        )
    assert found.endswith(f"\n\nmine-{name} is {known}.")


def test_damage_to_a_published_file_shows_though_the_file_was_not_kept(small, published):
    found = from_elsewhere(small, "figures.csv", published["figures.csv"].replace(b"\n", b"\r\n"))
    assert (
        "Not quite figures.csv of the edition of 2026-11-22 as it was published: line ends turned into CR LF since it "
        "was built:\n\n  figures.csv: the ends of its lines\n      here   CR LF\n      right  LF\n\n"
        "To do: undo that, or fetch it again from where it was published\n"
    ) in found


def test_a_changed_page_of_a_published_edition_is_shown_beside_the_kept_one(small, published):
    found = from_elsewhere(small, "page.html", published["briefing.html"].replace(b"North says <", b"North said <"))
    assert (
        "Not briefing.html of the edition of 2026-11-22 as it was published; "
        "beside report/editions/2026-11-22/briefing.html, which was kept of it:\n\n  page.html: "
    ) in found


def test_of_a_kept_edition_a_kind_of_file_that_was_not_kept_is_not_held_against_another(small, monkeypatch):
    old = json.loads((small / "report" / KEPT / "manifest.json").read_bytes())["inputs_sha256"]
    monkeypatch.setattr("hedged.editions.verify.pdf_places.text", lambda pdf: f"checksum {old[:12]}")
    found = from_elsewhere(small, "old.pdf", b"%PDF-")
    assert (
        f"Of the edition of 2026-11-22 as known on {DAY} by the checksum in it; of that edition only SHA256SUMS, "
        "briefing.html, figures.json, figures.schema.json, manifest.json are here, so it cannot be compared:\n\n"
        "  old.pdf\n\nTo do: build that edition from its own sources, and compare: "
        f"hedged build --as-of {DAY} --out FOLDER\n"
    ) in found
    assert "Of no edition" not in found


def test_a_changed_pdf_of_a_published_edition_is_said_to_be_of_it_and_not_as_it_was_published(small, published):
    found = from_elsewhere(small, "changed.pdf", published["briefing.pdf"] + b"more")
    assert "Of the edition of 2026-11-22 by the checksum in it, but not as it was published; of that edition" in found


def test_a_file_that_is_not_there_is_told_before_anything_is_built(small):
    with pytest.raises(HedgedError, match="^nowhere.pdf: no such file or directory$"):
        verified.verified(small, [Path("nowhere.pdf")])


# --- what cannot be verified -----------------------------------------------------


def test_sources_that_build_nothing_leave_the_sums_as_judge(small, monkeypatch):
    def build(*_: object, **__: object) -> None:
        raise edition.BuildError("cell 4 fails")

    monkeypatch.setattr(edition, "build", build)
    spoilt_json(small / "report")
    found = verified.verified(small)
    assert str(found.fault) == "cell 4 fails"
    assert str(found).startswith(
        "1 difference found.\n\nChanged after the build: not as SHA256SUMS says:\n\n  report/figures.json\n\n"
    )
    assert "\n\nThe sources build nothing now, so report/ was held against its sums alone.\n\n" in str(found)
    assert "As SHA256SUMS says, in report/: briefing.html, " in str(found)


def test_a_project_without_a_report_is_told_how_to_make_one(tmp_path):
    with pytest.raises(HedgedError, match="^report/ holds no edition that could be verified; hedged build makes it$"):
        verified.verified(project(tmp_path / "small"))


@pytest.mark.parametrize(("spoil", "status", "last"), [
    (lambda folder: (folder / "data/statements.csv").write_text("nonsense\n"), 2, "hedged: data/statements.csv:1: "),
    (lambda folder: (folder / "notebooks/2-briefing.ipynb").write_text("{"), 2, "2-briefing.ipynb"),
], ids=["faulty data", "a faulty notebook"])  # fmt: skip
def test_sources_at_fault_end_with_their_own_status_after_what_the_sums_tell(good, tmp_path, spoil, status, last):
    small = shutil.copytree(good, tmp_path / "small")
    spoil(small)
    done = hedged("verify", cwd=small)
    assert done.returncode == status
    assert last in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("The sources build nothing now, so report/ was held against its sums alone.\n\n")


def test_a_difference_ends_with_status_1(small, monkeypatch, capsys):
    (small / "report/notes.txt").write_text("mine")
    monkeypatch.setattr(sys, "argv", ["hedged", "-C", str(small), "verify"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().out.startswith("1 difference found.\n\n")
