"""The files beside the briefing: they keep to their schema, are read back as they were printed, and lead to its page."""

import json
import subprocess

import jsonschema
import pikepdf
from pages import parsed
from place import DATA, ROOT
from real import briefing, edition, files

import hedged
from hedged.editions import manifest
from hedged.figures.derive import derive
from hedged.figures.verdict import Threshold
from hedged.ledger.ledger import Ledger


def test_the_figures_keep_to_their_schema_and_stay_small_enough_to_travel():
    schema, told = (json.loads(files()[name]) for name in ("figures.schema.json", "figures.json"))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(told)) == []
    assert len(files()["figures.json"]) < 1_200_000


def test_the_figures_carry_the_rows_of_the_ledger():
    told, ledger = json.loads(files()["figures.json"]), Ledger.read(DATA)
    reported = {name: figure["said"] for name, figure in told["figures"].items() if figure["kind"] == "reported"}
    assert reported
    for name, said in reported.items():
        evidence = ledger.evidence(name)
        row = {column: cell for column, cell in evidence.statement.row().items() if cell is not None}
        assert said["statement"] | {"note": None} == row | {"note": None}, name
        assert [told["pages"][each["page"]]["url"] for each in said["reports"]] == [
            page.url for _, page in evidence.reports
        ], name


def test_every_figure_and_verdict_comes_back_as_it_was_printed(tmp_path):
    path = tmp_path / "figures.json"
    path.write_bytes(files()["figures.json"])
    loaded = hedged.load(path)
    assert list(loaded) == sorted(briefing().figures)
    for name, record in briefing().figures.items():
        figure = loaded[name]
        told = figure.json()
        inputs = {each: {key: given[key] for key in ("id", "label", "text")} for each, given in told["inputs"].items()}
        assert {**told, "inputs": inputs} == json.loads(json.dumps(record)), name
        if figure.function:
            again = derive(figure.function, id=figure.id, label=figure.label, **dict(figure.inputs))
            assert (again.readings, again.text, again.unit) == (figure.readings, figure.text, figure.unit), name
    for name, record in briefing().verdicts.items():
        threshold = Threshold(record["threshold"]["value"], record["threshold"]["text"])
        again = loaded[record["figure"]["id"]].versus(record["relation"], threshold).json()
        # The id may keep a name that its threshold had before.
        assert {**again, "figure": record["figure"], "id": name} == json.loads(json.dumps(record)), name


def test_they_name_their_edition_and_the_sums_of_what_they_were_made_from():
    told = json.loads(files()["figures.json"])
    assert told["edition"] == briefing().meta.edition.isoformat()
    assert told["checksum"] == manifest.digest(manifest.input_sums(ROOT, briefing().meta.edition, {}), {})
    listed = subprocess.run("sha256sum data/*.csv | sha256sum", shell=True, cwd=ROOT, capture_output=True, text=True)
    assert told["ledger_sha256"] == listed.stdout.split()[0]


def test_the_figures_in_the_pdf_are_those_beside_it():
    with pikepdf.open(ROOT / "report/briefing.pdf") as file:
        attached = file.attachments["figures.json"].get_file().read_bytes()
    assert attached == (ROOT / "report/figures.json").read_bytes()


def test_every_id_that_was_ever_published_and_every_claim_is_an_anchor_of_the_page(real_page):
    page = parsed(real_page.read_text(encoding="utf-8"))
    anchors = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    assert [name for name in published() if name not in anchors] == []
    (script,) = page.all("script")
    text = "".join(script.children)
    assert {claim["@id"].removeprefix("#") for claim in json.loads(text)["hasPart"]} <= anchors
    assert edition().verdicts.keys() <= anchors
    assert len(text.encode()) < 60_000


def published() -> list[str]:
    return (ROOT / "tests/published_ids.txt").read_text(encoding="utf-8").splitlines()


def test_the_list_of_published_ids_holds_those_of_this_report():
    built = json.loads((ROOT / "report/figures.json").read_bytes())
    ids = published()
    assert ids == sorted(set(ids))
    missing = [name for name in (*built["figures"], *built["verdicts"]) if name not in ids]
    assert missing == [], "a new report brings new ids: add them to tests/published_ids.txt, in order"
