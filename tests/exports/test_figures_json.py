"""figures.json keeps to its schema, which says of every key what it is, and holds all that a figure rests on."""

import json
from copy import deepcopy
from fractions import Fraction

import jsonschema
import pytest
import samples
from ledgers import ledger, standard
from made_editions import briefing, files

from hedged.cli import show as shown
from hedged.editions import files as report_files
from hedged.exports import schema as figures_schema

JUDGED = samples.read(
    samples.notebook(
        samples.markdown("# Two verdicts"),
        *(
            samples.code(samples.output({"type": "verdict", "text": verdict["text"], "verdict": verdict}))
            for verdict in (samples.VERDICT, samples.NO_BASE)
        ),
    ),
    samples.META,
)
SAMPLE = json.loads(report_files.figures_files(JUDGED)["figures.json"])
SHARE = SAMPLE["figures"]["casualty-share"]


def schema() -> dict:
    return json.loads(files()["figures.schema.json"])


def content() -> dict:
    return json.loads(files()["figures.json"])


def faults(told: dict) -> list[str]:
    """The paths of what an independent reader finds wrong."""
    return [each.json_path for each in jsonschema.Draft202012Validator(schema()).iter_errors(told)]


def test_the_schema_is_one_of_draft_2020_12_and_the_figures_keep_to_it():
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema())
    assert content()["$schema"] == "figures.schema.json"
    assert faults(content()) == []
    assert faults(SAMPLE) == []


def set_at(told: dict, path: str, value: object) -> None:
    *above, last = path.split(".")
    for key in above:
        told = told[int(key) if key.isdigit() else key]
    told[last] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema_version", 2),
        ("edition", "22 November 2026"),
        ("checksum", "0123"),
        ("figures.casualty-share.kind", "guessed"),
        ("figures.casualty-share.text", None),
        ("figures.casualty-share.probability", 0.9),
        ("figures.casualty-share.readings.said.low", 0.36),
        ("figures.casualty-share.readings.said.low", "0.36"),
        ("figures.casualty-share.readings.said.low_open", None),
        ("figures.casualty-share.readings.said.decimals.low", "4/11"),
        ("figures.casualty-share.inputs.part", "Casualties, North"),
        ("verdicts.above-one-third.outcome", "perhaps"),
        ("verdicts.above-one-third.margin", "a lot"),
        ("verdicts.above-one-third.effects.0.result.low", 0.31),
        ("verdicts.above-one-third.effects.0.known", "perhaps"),
        ("pages.herald-2025-04-30.placed", "yes"),
        ("figures.Share", SHARE),
    ],
)
def test_a_fault_is_found_by_the_schema_alone(path, value):
    told = deepcopy(SAMPLE)
    set_at(told, path, value)
    assert len(faults(told)) == 1


@pytest.mark.parametrize("key", sorted(SHARE))
def test_no_key_of_a_figure_may_be_missing(key):
    told = deepcopy(SAMPLE)
    del told["figures"]["casualty-share"][key]
    assert faults(told) == ["$.figures['casualty-share']"]


def test_the_schema_says_in_words_what_every_part_and_every_key_is():
    parts = {"file": schema(), **schema()["$defs"]}
    keys = {f"{name}.{key}": each for name, part in parts.items() for key, each in part["properties"].items()}
    for name, part in {**parts, **keys}.items():
        if "$ref" in part:
            continue  # a part itself
        assert part["description"].endswith("."), name
        assert "\n" not in part["description"], name


def test_a_figure_names_what_it_rests_on_and_what_rests_on_it():
    assert SHARE["inputs"] == {"part": "north-casualties-2025-04-30", "whole": "east-sent-2024-10-17"}
    assert SHARE["statements"] == ["north-casualties-2025-04-30", "east-sent-2024-10-17"]
    assert SHARE["pages"] == ["herald-2025-04-30", "hazeta-2025-04-30", "almanac-de-2025-07", "star-2024-10-17"]
    assert SHARE["verdicts"] == ["above-one-third"]
    assert SAMPLE["figures"]["east-sent-2024-10-17"]["verdicts"] == ["above-one-third"]
    assert SAMPLE["figures"]["north-casualties-2025-04-30"]["verdicts"] == ["above-one-third", "above-one-third-2026"]
    assert SAMPLE["verdicts"]["above-one-third"]["figure"] == "casualty-share"


def test_an_end_stands_as_a_fraction_and_as_a_decimal_and_says_whether_it_is_open():
    rounded = SHARE["readings"]["rounded"]
    assert (rounded["low"], rounded["best"], rounded["high"]) == ("7/23", "4/11", "3/7")
    assert rounded["decimals"] == {"low": 7 / 23, "best": 4 / 11, "high": 3 / 7}
    assert rounded["low_open"] and rounded["high_open"]
    assert rounded["text"] == "30 to 43%"
    sent = SAMPLE["figures"]["east-sent-2024-10-17"]["readings"]["said"]["decimals"]
    assert json.dumps(sent) == '{"best": 11000, "high": 11000, "low": 11000}'


def test_every_decimal_is_the_nearest_to_its_fraction():
    ends = [
        (reading[end], reading["decimals"][end])
        for figure in content()["figures"].values()
        for reading in figure["readings"].values()
        for end in ("low", "best", "high")
    ]
    assert len(ends) > 200 and any("/" in exact for exact, _ in ends if exact)
    assert [exact for exact, decimal in ends if (exact is None) != (decimal is None)] == []
    assert [exact for exact, decimal in ends if exact is not None and float(Fraction(exact)) != decimal] == []


def test_a_reported_figure_carries_its_row_and_names_claimant_and_pages():
    told = content()
    reported = {name: figure["said"] for name, figure in told["figures"].items() if figure["kind"] == "reported"}
    assert len(reported) > 15
    for name, said in reported.items():
        evidence = ledger().evidence(name)
        row = {column: cell for column, cell in evidence.statement.row().items() if cell is not None}
        row.pop("note", None)  # notes look back and are not known on an earlier day
        assert {column: cell for column, cell in said["statement"].items() if column != "note"} == row
        assert told["claimants"][said["claimant"]]["name"] == evidence.claimant.name
        for report, (row, page) in zip(said["reports"], evidence.reports, strict=True):
            assert (report["report_id"], report["printed"]) == (row.report_id, row.as_printed)
            assert told["pages"][report["page"]]["url"] == page.url
            assert told["pages"][report["page"]]["placed"] == (page.published is None)


def test_every_id_in_the_file_leads_somewhere():
    told = content()
    for figure in told["figures"].values():
        assert {*figure["inputs"].values(), *figure["statements"]} <= told["figures"].keys()
        assert set(figure["verdicts"]) <= told["verdicts"].keys()
        assert set(figure["pages"]) <= told["pages"].keys()
    for verdict in told["verdicts"].values():
        inputs = {each["input"] for each in (*verdict["tipping"], *verdict["effects"])}
        assert {verdict["figure"], *inputs} <= told["figures"].keys()


def told_by_show(project, content):
    """What `hedged show` prints of the verdict after its margin, for a report that holds this content."""
    (project / "report").mkdir(parents=True)
    (project / "report/figures.json").write_text(json.dumps(content))
    (project / "data").symlink_to(standard())
    lines = shown.text(project, "above-one-third").splitlines()
    return " ".join(" ".join(lines[lines.index("wide        depends") + 2 :]).split())


def test_show_tells_of_each_input_what_it_does_alone_and_of_an_older_report_where_it_tips_the_verdict(tmp_path):
    effects = " ".join(f"alone {each['label']}: {each['told']}" for each in samples.VERDICT["effects"])
    assert told_by_show(tmp_path / "now", SAMPLE).startswith(effects)
    older = deepcopy(SAMPLE)
    for verdict in older["verdicts"].values():
        del verdict["effects"]
    assert told_by_show(tmp_path / "before", older).startswith(
        "tips casualties: from 3,667 casualties on, inside its range as rounded "
        "tips sent: below 12,000 sent, outside its range as rounded"
    )


def test_the_file_names_its_edition_and_the_sums_of_what_it_was_made_from():
    told, meta = content(), briefing().meta
    assert (told["edition"], told["checksum"], told["ledger_sha256"]) == (
        meta.edition.isoformat(), meta.checksum, meta.ledger_sha256,
    )  # fmt: skip
    assert told["schema_version"] == figures_schema.VERSION
