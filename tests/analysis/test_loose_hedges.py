"""A figure read by another hedge, and Korean -여 on both readings: by hand, and through everything that is built."""

import csv
import re
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import pytest
import samples
from ledgers import Copy
from pages import parsed
from place import DATA
from projects import cell, hedged, project, prose
from reported import reported

import hedged as package
from hedged.analysis import loose_hedges, shares
from hedged.analysis.loose_hedges import read_as
from hedged.editions import files as report_files
from hedged.figures.derive import derive
from hedged.figures.figure import Figure
from hedged.figures.verdict import Threshold
from hedged.ledger.ledger import Ledger
from hedged.numbers.computation import DeriveError
from hedged.numbers.functions import difference, share
from hedged.numbers.hedges import HEDGES
from hedged.numbers.quantity import Quantity
from hedged.render import html, pdf, readback

LEDGER = Ledger.read(DATA)
ONE_THIRD = Threshold("1/3", "one third")
BOTH = {each.part.id: each for each in loose_hedges.both_readings(LEDGER, ONE_THIRD)}

JCS, JCS_SENT = LEDGER["jcs-casualties-2025-03-27"], LEDGER["jcs-sent-total-2025-03-27"]
READ = read_as(JCS, "just_over")
STRICT = loose_hedges.strictly(shares.share_of_named_base(LEDGER, JCS))


def interval(quantity: Quantity):
    return quantity.low_open, quantity.low, quantity.high, quantity.high_open


# --- a figure read by another hedge ---


def test_a_figure_read_by_another_hedge_says_so_and_keeps_its_evidence():
    assert (READ.id, READ.text, READ.hedge) == (
        "jcs-casualties-2025-03-27-read-as-just-over", "read as just over 4,000", "just_over",
    )  # fmt: skip
    assert READ.label == "JCS, casualties, 27 March 2025, read as “just over”"
    assert READ.caveats == READ.noted == (
        "JCS, casualties, 27 March 2025, is read here as “just over”; it is coded as “about”",
    )  # fmt: skip
    assert (READ.evidence, READ.counts, str(READ.claimant)) == (JCS.evidence, JCS.counts, "JCS")


def test_its_readings_are_those_of_the_other_hedge():
    assert [interval(quantity) for quantity in READ.readings] == [
        (True, 4000, 4500, True), (True, 4000, 4500, True), (True, 4000, 5000, True),
    ]  # fmt: skip
    assert all(quantity.best is None for quantity in READ.readings)


def test_who_drew_its_ends_is_told_by_the_hedge_it_is_read_by():
    by_rule = "upper end by our rounding rule: {}, {} last place; lower end by the claimant’s words"
    assert READ.drawn == (
        by_rule.format("500 above", "half of the"), by_rule.format("500 above", "half of the"),
        by_rule.format("1,000 above", "the"),
    )  # fmt: skip


def test_a_superseded_figure_stays_superseded_in_print():
    figure = read_as(LEDGER["nis-casualties-2025-04-30"], "just_over")
    assert figure.text == "read as just over 4,700 (superseded)"


@pytest.mark.parametrize("hedge", [hedge for hedge in HEDGES if len(HEDGES[hedge].fills) == 1])
def test_a_number_can_be_read_by_every_hedge_of_one_number(hedge):
    figure = read_as(reported("one", best="4000"), hedge)
    assert figure.id == ("one" if hedge == "about" else f"one-read-as-{hedge.replace('_', '-')}")
    assert F(4000) in (figure.said.low, figure.said.high)


def test_a_range_and_a_share_in_words_can_be_read_otherwise_too():
    half = reported("half", best="1/2", hedge="bare", measure="share_casualties")
    assert interval(read_as(half, "nearly").rounded) == (False, F(5, 12), F(1, 2), True)
    assert read_as(half, "nearly").text == "read as nearly half"
    planned = reported("planned", low="25000", high="30000", hedge="range", measure="planned")
    with pytest.raises(DeriveError, match=r"planned is coded 'range', whose numbers 'about' cannot read"):
        read_as(planned, "about")


@pytest.mark.parametrize(
    ("figure", "hedge", "message"),
    [
        (READ, "bare", "jcs-casualties-2025-03-27-read-as-just-over is no statement as coded"),
        (STRICT, "bare", f"{STRICT.id} is no statement as coded"),
        (Figure.given("set", Quantity(5000, 6000)), "bare", "set is no statement as coded"),
        (replace(JCS, readings=READ.readings), "bare", f"{JCS.id} is no statement as coded"),
        (JCS, "roughly", "jcs-casualties-2025-03-27: unknown hedge 'roughly'; allowed: exact"),
        (JCS, "range", "jcs-casualties-2025-03-27 is coded 'about', whose numbers 'range' cannot read"),
        (reported("odd", best="101", hedge="bare"), "about", "odd: 'about' needs a round number, found 101"),
    ],
)
def test_what_cannot_be_read_so_is_refused_in_words(figure, hedge, message):
    with pytest.raises(DeriveError, match=f"^{re.escape(message)}"):
        read_as(figure, hedge)


def test_a_base_read_by_another_hedge_is_still_the_one_that_was_named():
    part, whole = (
        read_as(LEDGER[name], "just_over") for name in ("nis-casualties-2026-02-12", "nis-sent-total-2025-04-30")
    )
    assert derive(share, id="x", part=part, whole=whole).versus(">", ONE_THIRD).outcome == "holds"


def test_it_is_derived_from_with_its_caveat_and_the_digits_of_its_number():
    rest = derive(difference, id="rest", one=JCS_SENT, other=READ)
    assert READ.caveats[0] in rest.caveats
    assert rest.text == "6,000 to 7,500"  # 10,500 less 4,500, 11,500 less 4,000
    precise = read_as(reported("precise", best="4321", hedge="bare"), "exact")
    assert derive(difference, id="less", one=precise, other=Quantity.point(1)).text == "4,320"


# --- which are printed so ---


def printed_so():
    """The statements coded "about" whose number a Korean page of its own prints with 여, by another reading."""
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
        pages = {row["source_id"]: row for row in csv.DictReader(file)}
    with (DATA / "statements.csv").open(encoding="utf-8", newline="") as file:
        statements = {row["statement_id"]: row for row in csv.DictReader(file) if row["hedge"] == "about"}
    with (DATA / "reports.csv").open(encoding="utf-8", newline="") as file:
        reports = list(csv.DictReader(file))
    for row in reports:
        page, statement = pages[row["source_id"]], statements.get(row["statement_id"])
        if statement and page["language"] == "ko" and page["kind"] != "relay":
            for digits in re.findall(r"([\d만천,. ]+)여\s?명", row["as_printed"]):
                if korean(digits) == F(statement["best"]):
                    yield row["statement_id"]


def korean(text):
    """1만1천, 4천700, 11,000, 천: ten thousands, thousands, and the rest."""
    text = re.sub(r"[,. ]", "", text)
    number = 0
    for power, value in (("만", 10000), ("천", 1000)):
        if power in text:
            before, text = text.split(power)
            number += int(before or 1) * value
    return number + int(text or 0)


def test_the_statements_printed_with_a_loose_word_are_found_by_the_phrase():
    assert set(loose_hedges.printed_loosely(LEDGER)) == set(printed_so())
    assert {"jcs-casualties-2025-03-27", "hur-casualties-2025-03-05", "nis-sent-total-2025-04-30"} <= set(printed_so())


def test_the_reports_that_print_it_are_given_with_their_pages():
    (report, page), *others = loose_hedges.printed_loosely(LEDGER)["jcs-casualties-2025-03-27"]
    assert (report.as_printed, page.source_id, others) == ("약 4,000여명의 사상자", "yonhaptv-2025-03-27", [])


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("nis-share-casualties-2026-02-12", "the word stands at another number of the phrase"),
        ("nis-casualties-2025-01-13", "it is not coded by the loose use of the word"),
        ("hur-casualties-2025-07-13", "only relays of an English page print it so"),
        ("uk-mod-casualties-2025-01-24", "no Korean page prints it"),
    ],
)
def test_it_is_not_printed_loosely_where(statement, why):
    assert loose_hedges.loose_word(LEDGER[statement]) is None, why


def test_the_phrase_decides_and_not_the_claimant(tmp_path):
    assert loose_hedges.loose_word(reported("kyiv", claimant_id="east", best="4000")).strict == "just_over"
    data = Copy(tmp_path / "data", DATA)
    ((report, _),) = loose_hedges.printed_loosely(LEDGER)[JCS.id]
    data.change("reports", report.report_id, as_printed="약 4,000명의 사상자")
    assert JCS.id not in loose_hedges.printed_loosely(Ledger.read(data.folder))


# --- the share on both readings ---

#: The share of the named base to the letter: above the one, below the other; the outcomes as coded and to the letter.
EXPECTED = {
    "hur-casualties-2025-03-05": (F(4000, 12500), F(4500, 11500), "depends", "depends"),
    "jcs-casualties-2025-03-27": (F(8, 23), F(9, 22), "depends", "holds"),
    "nis-casualties-2025-04-30": (F(4700, 15500), F(4750, 15000), "fails", "fails"),
    "nis-casualties-2026-02-12": (F(6000, 15500), F(6500, 15000), "holds", "holds"),
}


def test_every_share_of_a_named_base_printed_so_is_there():
    assert list(BOTH) == list(EXPECTED)


@pytest.mark.parametrize("part", EXPECTED)
def test_the_share_to_the_letter_and_both_verdicts_of(part):
    low, high, coded, strict = EXPECTED[part]
    found = BOTH[part]
    assert (found.strict.figure.rounded.low, found.strict.figure.rounded.high) == (low, high)
    assert (found.coded.outcome, found.strict.outcome, found.differ) == (coded, strict, coded != strict)
    assert found.coded.figure == shares.share_of_named_base(LEDGER, found.part)


def test_only_what_is_printed_so_is_read_to_the_letter():
    hur = dict(BOTH["hur-casualties-2025-03-05"].strict.figure.inputs)
    assert (hur["part"].id, hur["whole"].id) == (
        "hur-casualties-2025-03-05-read-as-just-over",
        "hur-sent-total-2025-03-05",
    )
    london = shares.share_of_named_base(LEDGER, LEDGER["uk-mod-casualties-2025-06-15"])
    assert loose_hedges.strictly(london) is london


def test_what_the_base_leaves_out_stays_a_caveat():
    assert "the base leaves out at least 3,000 sent since (JCS, sent in one batch, 27 March 2025)" in STRICT.caveats


def test_a_sum_is_read_to_the_letter_down_to_its_leaves():
    of_all = loose_hedges.strictly(shares.share_of_all_sent(LEDGER, LEDGER["nis-casualties-2026-02-12"]))
    # 15,000 to 15,500, 750 to 1,250 and 5,000 to 5,500 sent
    assert interval(of_all.rounded) == (True, F(6000, 15500 + 1250 + 5500), F(6500, 15000 + 750 + 5000), True)
    assert of_all.versus(">", ONE_THIRD).outcome == "fails"  # an old base, chosen for a reason that still stands


def test_without_a_base_there_is_no_second_reading():
    assert "jcs-casualties-2024-12-23" in loose_hedges.printed_loosely(LEDGER)
    assert "jcs-casualties-2024-12-23" not in BOTH
    nothing = loose_hedges.strictly(shares.share_of_named_base(LEDGER, LEDGER["jcs-casualties-2024-12-23"]))
    assert nothing.versus(">", ONE_THIRD).outcome == "undetermined"


# --- in print ---


@pytest.fixture(scope="module")
def made():
    verdict = BOTH["jcs-casualties-2025-03-27"].strict
    record = {"type": "verdict", "text": verdict.text, "verdict": verdict.json()}
    cells = [
        samples.markdown(
            "# Read to the letter\n\nJCS says {eval}`read`. That {eval}`verdict`.",
            samples.result("read", samples.printed(READ.json())),
            samples.result("verdict", record),
        ),
        samples.code(samples.output({"type": "card", "figure": READ.json()})),
        samples.code(samples.output(record)),
    ]
    return samples.read(samples.notebook(*cells), samples.META)


def test_its_card_stands_in_the_page_with_how_it_is_read(made):
    card = next(each for each in parsed(html.page(made)).all("article") if each.attributes["id"] == READ.id)
    for words in (READ.text, READ.caveats[0], "derived, persons, hedge “just over”", "약 4,000여명의 사상자"):
        assert words in card.text


def test_it_stands_in_the_pdf(made):
    text = " ".join(readback.pdf_text(pdf.pages(made, {})).split())
    assert "read as just over 4,000" in text and "is read here as “just over”" in text


def test_it_comes_back_from_figures_json_and_goes_on_computing(made, tmp_path):
    path = tmp_path / "figures.json"
    path.write_bytes(report_files.figures_files(made)["figures.json"])
    loaded = package.load(path)
    assert loaded[READ.id].json() == READ.json()
    assert loaded[STRICT.id].versus(">", ONE_THIRD).json() == STRICT.versus(">", ONE_THIRD).json()


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    folder = project(
        tmp_path_factory.mktemp("read") / "small",
        cell("from hedged import Threshold\nfrom hedged.analysis import loose_hedges"),
        cell(
            "both = loose_hedges.both_readings(ledger, Threshold('1/3', 'one third'))\n"
            "jcs = next(b for b in both if b.part.id == 'jcs-casualties-2025-03-27')\nstrict = jcs.strict"
        ),
        prose("Read to the letter, {eval}`jcs.part.claimant` {eval}`strict`."),
    )
    done = hedged("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_it_is_cited_with_the_pages_that_printed_it(small):
    cited = hedged("cite", READ.id, cwd=small).stdout
    assert f"Read as just over 4,000: {READ.label}." in cited and f"figure {READ.id}" in cited
    assert "Yonhap News TV" in cited


def test_it_is_shown_with_what_rests_on_it(small):
    shown = hedged("show", READ.id, cwd=small).stdout
    assert f"read as just over 4,000: {READ.label}" in shown
    assert f"enters      {STRICT.id}:" in shown
