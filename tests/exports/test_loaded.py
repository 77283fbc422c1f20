"""A figure read back from figures.json computes, prints and judges as the one it was written from."""

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import samples
from ledgers import PART, WHOLE, ledger
from made_editions import briefing, files
from reported import reported

import hedged
from hedged.editions import files as report_files
from hedged.exports.loaded import Loaded, LoadError
from hedged.figures.derive import count, derive
from hedged.figures.figure import Figure
from hedged.figures.verdict import Threshold
from hedged.numbers import functions
from hedged.numbers.computation import DeriveError
from hedged.numbers.quantity import DIFFERENCE, PERSONS, Quantity


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("report") / "figures.json"
    path.write_bytes(files()["figures.json"])
    return path


@pytest.fixture(scope="module")
def loaded(path) -> Loaded:
    return hedged.load(path)


def written(folder: Path, *figures: Figure, **meta: object) -> Path:
    """The file of a made-up briefing that shows the cards of these figures."""
    cells = [samples.code(samples.output({"type": "card", "figure": figure.json()})) for figure in figures]
    made = samples.read(samples.notebook(samples.markdown("# Made up"), *cells), replace(samples.META, **meta))
    path = folder / "figures.json"
    path.write_bytes(report_files.figures_files(made)["figures.json"])
    return path


def changed(path: Path, folder: Path, **changes: object) -> Path:
    """A copy of the file with other values under some dotted paths."""
    content = json.loads(path.read_bytes())
    for place, value in changes.items():
        *above, last = place.split(".")
        told = content
        for key in above:
            told = told[key]
        told[last] = value
    copy = folder / "figures.json"
    copy.write_text(json.dumps(content), encoding="utf-8")
    return copy


def as_in_a_document(record: dict) -> dict:
    """A figure's own record with its inputs only named, as a Document keeps it."""
    named = {name: {key: given[key] for key in ("id", "label", "text")} for name, given in record["inputs"].items()}
    return {**record, "inputs": named}  # fmt: skip


def test_every_figure_has_the_record_it_had_in_the_briefing(loaded):
    assert list(loaded) == sorted(briefing().figures) and len(loaded) > 20
    for name, record in briefing().figures.items():
        assert as_in_a_document(loaded[name].json()) == json.loads(json.dumps(record)), name


def test_every_verdict_comes_out_the_same_when_it_is_asked_again(loaded):
    verdicts = briefing().verdicts
    assert len(verdicts) == 5
    for record in verdicts.values():
        threshold = Threshold(record["threshold"]["value"], record["threshold"]["text"])
        again = loaded[record["figure"]["id"]].versus(record["relation"], threshold).json()
        # The id may keep a name that its threshold had before.
        assert {**again, "figure": record["figure"], "id": record["id"]} == json.loads(json.dumps(record))


def test_every_derived_figure_comes_out_the_same_when_it_is_derived_again(loaded):
    derived = [figure for figure in map(loaded.__getitem__, loaded) if figure.function]
    assert len(derived) >= 5
    for figure in derived:
        again = derive(figure.function, id=figure.id, label=figure.label, **dict(figure.inputs))
        assert (again.readings, again.text, again.unit) == (figure.readings, figure.text, figure.unit)
        assert set(again.caveats) <= set(figure.caveats)  # those written by hand are not found anew


def test_what_is_derived_from_loaded_figures_is_what_the_ledgers_own_give(loaded):
    names = {"part": PART, "whole": WHOLE}
    one_third = Threshold("1/3", "one third")

    def results(figures):
        share = derive(functions.share, id="x", **{name: figures[each] for name, each in names.items()})
        verdict = share.versus(">", one_third)
        return share.text, share.caveats, share.readings, share.sensitivity(), verdict.text, verdict.sentence

    assert results(loaded) == results(ledger())
    assert (
        loaded["casualty-share"].sensitivity()
        == derive(
            functions.share, id="casualty-share", **{name: ledger()[each] for name, each in names.items()}
        ).sensitivity()
    )


NORTH = reported("north", best="4700")
EAST = reported("east", claimant_id="east", measure="sent_total", low="11000", hedge="more_than", extent="part")

MADE_UP = [
    NORTH,
    EAST,
    reported("third", best="1/3", hedge="bare", measure="share_casualties"),
    reported("range", low="25000", high="30000", hedge="range", measure="planned", as_of="2025-07"),
    reported("denied", best="30000", status="denied"),
    derive(functions.share, id="no-base", part=NORTH, whole=None),
    derive(functions.share, id="of-a-part", part=NORTH, whole=EAST, caveats=("by hand",), because="it is the only one"),
    derive(functions.difference, id="less", one=Quantity.point(2), other=NORTH),
    derive(functions.multiple, id="assumed", number=NORTH, of=Quantity(2, None, low_open=True)),
    count(7, id="seven", unit="pages", label="pages counted"),
]


@pytest.mark.parametrize("figure", MADE_UP, ids=lambda figure: figure.id)
def test_whatever_a_figure_is_it_comes_back_as_it_was(tmp_path, figure):
    back = hedged.load(written(tmp_path, figure))[figure.id]
    assert back.json() == figure.json()
    for part in ("readings", "missing", "unsettled", "noted", "partial", "digits"):
        assert getattr(back, part) == getattr(figure, part), part
    if figure.missing is None:
        assert back.sensitivity() == figure.sensitivity()
    one_third = Threshold("1/3", "one third")
    assert back.versus(">", one_third).json() == figure.versus(">", one_third).json()
    assert further(back).json() == further(figure).json()


def further(figure: Figure) -> Figure:
    """A figure derived from this one and another of its unit, so that all that travels with it shows."""
    if figure.unit in (PERSONS, DIFFERENCE):
        return derive(functions.difference, id="further", one=figure, other=NORTH)
    return derive(
        functions.multiple, id="further", number=Figure.given("one", Quantity.point(1, figure.unit)), of=figure
    )


def test_inputs_that_two_figures_share_stay_one(loaded):
    share = loaded["casualty-share"]
    part, whole = (figure for _, figure in share.inputs)
    assert loaded[WHOLE] is whole
    rest = derive(functions.difference, id="rest", one=whole, other=part)
    together = derive(functions.total, id="together", first=rest, second=part)
    assert together.readings.rounded.low == whole.rounded.low  # the casualties go out and come back as one number
    assert together.readings.rounded.high == whole.rounded.high


def test_a_loaded_figure_joins_one_of_the_same_ledger_and_no_other(path, loaded, tmp_path):
    whole = ledger()[WHOLE]
    doubled = derive(functions.multiple, id="x", number=loaded[WHOLE], of=whole)
    assert (doubled.rounded.low, doubled.rounded.high) == (Fraction(1), Fraction(1))
    name = f"figures.{WHOLE}.readings.rounded.high"
    other = hedged.load(changed(path, tmp_path, **{name: "11600"}))[WHOLE]
    with pytest.raises(DeriveError) as caught:
        derive(functions.multiple, id="x", number=other, of=whole)
    assert str(caught.value) == f"x: two different figures have the id {WHOLE}"


def test_a_denied_figure_still_gives_no_verdict(loaded):
    denied = next(figure for figure in map(loaded.__getitem__, loaded) if figure.status == "denied")
    assert str(denied).endswith("(denied)")
    assert denied.versus(">", Threshold(1, "one")).text == "undetermined"


def test_it_says_which_edition_it_is_of(loaded):
    edition = f"edition of 12 February 2026, checksum {briefing().meta.checksum[:12]}"
    assert (loaded.edition, loaded.title) == (briefing().meta.edition, briefing().title)
    assert (loaded.checksum, loaded.ledger_sha256) == (briefing().meta.checksum, briefing().meta.ledger_sha256)
    assert repr(loaded) == f"<{len(loaded)} figures: {edition}>"
    further = derive(
        functions.multiple, id="x", **dict(zip(("number", "of"), loaded["casualty-share"].sources(), strict=True))
    )
    for figure in (loaded["casualty-share"], further):
        assert f"loaded from: {edition}" in figure.card().text.splitlines()


def test_an_edition_as_known_on_another_day_says_so(tmp_path):
    meta = {"parameters": {"known_on": "2025-02-28"}, "checksum": "0123456789abcdef" * 4}
    assert repr(hedged.load(written(tmp_path, NORTH, **meta))) == (
        "<1 figures: edition of 12 February 2026, as known on 28 February 2025, checksum 0123456789ab>"
    )


def test_a_figure_has_its_claimant_and_its_pages(loaded):
    figure = loaded[PART]
    assert str(figure.claimant) == "Harbour officials"
    assert str(figure.said_on) == "2 July 2025"
    known = ledger().evidence(figure)
    assert [page.url for _, page in figure.evidence.reports] == [page.url for _, page in known.reports]
    assert figure.evidence.roots == known.roots


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("casualty-shar", "no figure 'casualty-shar'; did you mean casualty-share?"),
        ("zzz", "no figure 'zzz'"),
        ("casualty-share-above-one-third",
         "casualty-share-above-one-third: is a verdict on casualty-share; load that, and ask it with versus"),
    ],
)  # fmt: skip
def test_an_id_that_is_no_figure_is_refused(loaded, path, name, message):
    assert name not in loaded
    with pytest.raises(LoadError) as caught:
        loaded[name]
    assert str(caught.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file or directory; a build writes it as report/figures.json"),
        ("{", "not JSON; the file to load is the figures.json of a report"),
        ("[]", "not figures of a briefing; the file to load is the figures.json of a report"),
        ('{"edition": "2026-11-22"}', "not figures of a briefing; the file to load is the figures.json of a report"),
        ('{"schema_version": 0}',
         "written by another version (schema 0, this one reads 1); build the report again, or load it with the version that wrote it"),
        ('{"schema_version": 1}', "title: field required"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_figures_is_refused(tmp_path, content, message):
    path = tmp_path / "figures.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        hedged.load(path)
    assert str(caught.value) == f"{path}: {message}"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(LoadError) as caught:
        hedged.load(tmp_path)
    assert str(caught.value) == f"{tmp_path}: is a directory; a build writes it as report/figures.json"


SHARE = "figures.casualty-share"
OF_PART = f"figures.{PART}"


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (f"{SHARE}.function", "median",
         "casualty-share: no function 'median' here; hedged has share, multiple, total and difference"),
        (f"{SHARE}.function", "multiple", "casualty-share: multiple takes no part and whole"),
        (f"{SHARE}.inputs.part", "casualty-share", "casualty-share: is derived from itself"),
        (f"{SHARE}.inputs.part", "gone", "no figure 'gone'"),
        (f"{SHARE}.readings.rounded.low", "1/2", "casualty-share: low end 1/2 is above high end 3/7"),
        (f"{OF_PART}.said.claimant", "gone", f"{PART}: the claimant gone is not in the file"),
        (f"{OF_PART}.said.statement.hedge", "roughly",
         f"{PART}: hedge: value error, 'roughly' is not an allowed word"),
        ("pages", {}, f"{PART}: the page gazette-2025-07-02 is not in the file"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_made_again_is_named_with_what_it_lacks(path, tmp_path, place, value, message):
    faulty = changed(path, tmp_path, **{place: value})
    with pytest.raises(LoadError) as caught:
        hedged.load(faulty)["casualty-share"]
    assert str(caught.value).startswith(f"{faulty}: {message}")


def test_a_value_of_the_wrong_kind_is_named_with_its_place(path, tmp_path):
    faulty = changed(path, tmp_path, **{f"{SHARE}.readings.said.low": "0.36"})
    with pytest.raises(LoadError) as caught:
        hedged.load(faulty)
    assert str(caught.value).startswith(f"{faulty}: figures.casualty-share.readings.said.low: string should match")


def test_importing_hedged_loads_nothing_heavy():
    heavy = "{'pydantic', 'matplotlib', 'pandas', 'hedged.exports.loaded'} & set(sys.modules)"
    code = f"import sys, hedged; print('load' in dir(hedged), {heavy} or 'nothing')"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "True nothing\n"
