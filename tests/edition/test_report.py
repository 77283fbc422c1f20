"""The report in the repository is built from the ledger beside it, which says today what kept editions printed."""

import json
from datetime import date
from pathlib import Path

import pikepdf
import rispy
from faces import held
from jsonschema import Draft202012Validator
from known import contradicted
from ledgers import Copy
from pages import parsed
from place import DATA, ROOT
from pybtex.database import parse_string
from real import edition, files

import hedged
from hedged import Threshold, derive
from hedged.editions import kept, manifest
from hedged.editions.verify import silent as corrections
from hedged.exports import bibliography
from hedged.ledger import Ledger
from hedged.look.fonts import unprintable


def test_the_report_is_not_older_than_its_ledger():
    built = manifest.read(ROOT / "report")
    sums = manifest.input_sums(ROOT, date.fromisoformat(built["edition"]), built["parameters"])
    assert manifest.ledger_sum(built["inputs"]) == manifest.ledger_sum(sums), "make report builds it again"


def test_the_last_correction_of_a_cell_is_what_the_row_says_now():
    assert contradicted(DATA) == []


def test_no_cell_was_changed_in_silence_since_a_kept_edition_printed_it():
    standing = kept.editions(ROOT / "report")
    assert standing
    assert corrections.silent(Ledger.read(DATA), standing) == []


def test_the_data_have_line_feeds_and_no_needless_quotes(tmp_path):
    data = Copy(tmp_path / "data", DATA)
    for path in sorted(DATA.glob("*.csv")):
        data.write(path.stem, data.rows(path.stem))
        assert data.path(path.stem).read_bytes() == path.read_bytes()


def test_every_character_of_the_ledger_can_be_printed_and_is_in_a_face_that_the_page_carries():
    for table in DATA.glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        assert unprintable(text) is None, table.name
        upright = set().union(*(characters for (_, style), characters in held(text).items() if style == "normal"))
        assert {each for each in text if each.isprintable()} <= upright, table.name


def test_every_page_is_an_entry_that_a_reference_manager_reads():
    pages = Ledger.read(DATA).tables["sources"]
    entries = parse_string(bibliography.bibtex(bibliography.of_pages(pages)), "bibtex").entries
    assert sorted(entries) == sorted(each.source_id for each in pages)
    assert sorted(each["id"] for each in rispy.loads(bibliography.ris(bibliography.of_pages(pages)))) == sorted(entries)


def test_the_figures_in_the_pdf_are_those_beside_it():
    with pikepdf.open(ROOT / "report/briefing.pdf") as file:
        attached = file.attachments["figures.json"].get_file().read_bytes()
    assert attached == (ROOT / "report/figures.json").read_bytes()


def test_the_figures_stay_small_enough_to_travel_and_keep_to_their_schema():
    assert len(files()["figures.json"]) < 1_200_000
    schema, content = (json.loads(files()[name]) for name in ("figures.schema.json", "figures.json"))
    assert [*Draft202012Validator(schema).iter_errors(content)] == []


def test_every_figure_comes_back_from_its_file_and_what_follows_is_derived_and_judged_again_the_same(
    tmp_path, subtests
):
    path = tmp_path / "figures.json"
    path.write_bytes(files()["figures.json"])
    loaded, document = hedged.load(path), edition()
    for name in loaded:
        with subtests.test(figure=name):
            figure = loaded[name]
            assert figure.json()["readings"] == json.loads(json.dumps(document.figures[name]["readings"]))
            if figure.function:
                again = derive(figure.function, id=figure.id, label=figure.label, **dict(figure.inputs))
                assert (again.readings, again.text, again.unit) == (figure.readings, figure.text, figure.unit)
    for name, record in document.verdicts.items():
        with subtests.test(verdict=name):
            threshold = Threshold(record["threshold"]["value"], record["threshold"]["text"])
            again = loaded[record["figure"]["id"]].versus(record["relation"], threshold).json()
            assert {**again, "figure": record["figure"], "id": record["id"]} == json.loads(json.dumps(record))


def published() -> list[str]:
    return (Path(__file__).parents[1] / "published_ids.txt").read_text(encoding="utf-8").splitlines()


def test_every_id_that_was_ever_published_is_an_anchor_of_the_page():
    page = parsed((ROOT / "report/briefing.html").read_text(encoding="utf-8"))
    anchors = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    assert [name for name in published() if name not in anchors] == []


def test_the_list_of_published_ids_holds_those_of_this_report():
    built = json.loads((ROOT / "report/figures.json").read_bytes())
    assert published() == sorted(set(published()))
    missing = [name for name in (*built["figures"], *built["verdicts"]) if name not in published()]
    assert missing == [], "a new report brings new ids: add them to tests/published_ids.txt, in order"
