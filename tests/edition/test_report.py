"""The report in the repository is built from the ledger beside it, which says today what kept editions printed."""

from datetime import date

import rispy
from known import contradicted
from ledgers import Copy
from place import DATA, ROOT
from pybtex.database import parse_string

from hedged.editions import kept, manifest
from hedged.editions.verify import silent as corrections
from hedged.exports import bibliography
from hedged.ledger import Ledger


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


def test_every_page_is_an_entry_that_a_reference_manager_reads():
    pages = Ledger.read(DATA).tables["sources"]
    entries = parse_string(bibliography.bibtex(bibliography.of_pages(pages)), "bibtex").entries
    assert sorted(entries) == sorted(each.source_id for each in pages)
    assert sorted(each["id"] for each in rispy.loads(bibliography.ris(bibliography.of_pages(pages)))) == sorted(entries)
