"""figures.csv holds every figure on a row, numbers as numbers, and nothing that a spreadsheet would calculate."""

import csv
import io
import json
import re
from copy import deepcopy
from fractions import Fraction

import pandas
import pytest
from ledgers import PART, WHOLE
from made_editions import briefing, files

from hedged.exports import figures_csv

FORMULA = re.compile(r"[=+\-@\t\r]")


def content() -> dict:
    return json.loads(files()["figures.json"])


def rows(table: bytes) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(table.decode("utf-8"), newline=""), strict=True)}


def hostile(text: str) -> dict[str, dict[str, str]]:
    """The rows of the table of a file in which every text of two figures is this one."""
    told = deepcopy(content())
    for name in ("casualty-share", PART):
        told["figures"][name] |= {"label": text, "text": text, "caveats": [text, text], "formula": text}
    told["claimants"]["harbour-officials"]["name"] = text
    return rows(figures_csv.table(told))


def test_every_figure_has_its_row_in_the_order_of_the_briefing():
    assert list(rows(files()["figures.csv"])) == list(briefing().figures)


def test_a_reported_figure_tells_who_said_it_and_when_and_how_far_it_may_be_taken():
    row = rows(files()["figures.csv"])[PART]
    told = content()["figures"][PART]
    assert row["label"] == told["label"] and row["text"] == "about 4,000"
    assert (row["kind"], row["unit"], row["hedge"], row["status"]) == ("reported", "persons", "about", "current")
    assert (row["said_low"], row["said_best"], row["said_high"]) == ("4000", "4000", "4000")
    assert (row["rounded_low"], row["rounded_high"]) == ("3500", "4500")
    assert (row["rounded_low_open"], row["rounded_high_open"]) == ("false", "true")
    assert row["rounded_exact"] == "[3500, 4500)"
    assert (row["claimant"], row["said_on"], row["as_of"]) == ("Officials at the harbour", "2025-07-02", "2025-07")
    assert (row["pages"], row["roots"], row["claimants"]) == (str(len(told["pages"])), "1", "1")
    assert row["statements"] == PART


def test_a_derived_figure_tells_from_what_it_follows_and_what_rests_on_it():
    row = rows(files()["figures.csv"])["casualty-share"]
    assert (row["function"], row["formula"]) == ("share", "part / whole")
    assert row["inputs"].split() == [PART, WHOLE]
    assert row["verdicts"].split() == [f"casualty-share-above-{each}" for each in ("one-third", "a-quarter", "half")]
    assert row["rounded_exact"] == "(7/23, 3/7)"
    assert (row["claimant"], row["said_on"], row["hedge"]) == ("", "", "")
    assert row["caveats"] == "; ".join(briefing().figures["casualty-share"]["caveats"])
    assert (row["edition"], row["checksum"]) == ("2026-02-12", briefing().meta.checksum)


def test_an_end_that_is_not_there_is_an_empty_cell():
    open_above = next(
        name for name, figure in content()["figures"].items() if figure["readings"]["said"]["high"] is None
    )
    row = rows(files()["figures.csv"])[open_above]
    assert row["said_high"] == "" and row["said_high_open"] == "true"
    assert row["said_exact"].endswith(", inf)")


def test_pandas_reads_the_numbers_as_numbers_and_the_flags_as_flags():
    frame = pandas.read_csv(io.BytesIO(files()["figures.csv"]), index_col="id")
    assert list(frame.index) == list(briefing().figures)
    for reading in ("said", "rounded", "wide"):
        for end in ("low", "best", "high"):
            assert frame[f"{reading}_{end}"].dtype.kind in "if"
        assert frame[f"{reading}_low_open"].dtype == bool
    assert frame.loc["casualty-share", "rounded_low"] == float(Fraction(7, 23))
    difference = frame[frame["unit"] == "difference"]
    assert len(difference) and difference["rounded_low"].notna().all()


def test_a_negative_number_stays_a_number():
    told = deepcopy(content())
    told["figures"]["casualty-share"]["readings"]["said"]["decimals"]["low"] = -1500
    assert rows(figures_csv.table(told))["casualty-share"]["said_low"] == "-1500"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", '"=1+1', "'=1+1", '"" =1+1', "\u00a0=1+1",
     "＝1+1", "＋1", "－1", "＠x", '=HYPERLINK("http://example.org","x")', "=cmd|' /C calc'!A0", "a\r\n=1+1", "a\n=1+1"],
)  # fmt: skip
def test_no_text_starts_a_formula(text):
    for name, row in hostile(text).items():
        for column, cell in row.items():
            bare = cell.lstrip(' "\t\r\n\u00a0')
            assert not FORMULA.match(bare) or re.fullmatch(r"-?[0-9.e-]+", cell), (name, column, cell)
            assert not re.match(r"[＝＋－＠]", bare), (name, column, cell)
            assert "\n" not in cell and "\r" not in cell


@pytest.mark.parametrize("separator", [";", "|", ","])
def test_no_text_starts_a_formula_where_another_separator_splits_it(separator):
    text = f"a{separator} =1+1{separator}+2"
    label = hostile(text)["casualty-share"]["label"]
    assert label == f"a{separator}' =1+1{separator}'+2"
    pieces = [piece.strip(' "') for piece in label.split(separator)]
    assert not any(FORMULA.match(piece) for piece in pieces)


@pytest.mark.parametrize(
    "text", ["36% (30 to 43%)", "a, b; c", 'said "so"', "1-2", "part / whole", "사상자", "−1,500 to 500", ""]
)
def test_a_text_without_a_formula_is_left_as_it_is(text):
    assert figures_csv.harmless(text) == text
    assert hostile(text)["casualty-share"]["label"] == text


def test_a_file_without_figures_has_no_rows():
    assert rows(figures_csv.table({**content(), "figures": {}})) == {}
