"""What a spreadsheet or a slip of the hand does to a file is named once, with line and remedy."""

import pytest
from ledgers import CASUALTIES, Copy

from hedged.ledger.ledger import Ledger, LedgerError

SAVE = "save it as CSV, UTF-8, with commas"


@pytest.fixture
def data(tmp_path):
    return Copy(tmp_path / "data")


def test_sound_data_are_read_whole(data):
    ledger = Ledger.read(data.folder)
    assert {name: len(rows) for name, rows in ledger.tables.items()} == {
        name: len(data.rows(name)) - 1 for name in ledger.tables
    }


def test_a_folder_that_is_not_there_is_named():
    with pytest.raises(LedgerError) as raised:
        Ledger.read("no/such")
    assert str(raised.value) == "no/such: no such folder; give the one that holds statements.csv and its fellows"


def test_the_path_is_shown_as_given(data, monkeypatch):
    line = data.change("statements", "north-killed-2025-04-30", hedge="abuot")
    monkeypatch.chdir(data.folder.parent)
    said = f"data/statements.csv:{line}: hedge: 'abuot' is not an allowed word; did you mean about?"
    for folder in ("data", "./data", data.folder):
        with pytest.raises(LedgerError) as raised:
            Ledger.read(folder)
        assert str(raised.value) == said
    (data.folder / "deeper").mkdir()
    monkeypatch.chdir(data.folder / "deeper")
    with pytest.raises(LedgerError) as raised:
        Ledger.read("../../data")
    assert str(raised.value) == f"../../{said}"


def test_a_missing_file_is_one_fault(data):
    data.path("events").unlink()
    assert data.faults() == ["data/events.csv: no such file; every table of the ledger needs its file"]


def test_a_folder_in_place_of_a_file_is_one_fault(data):
    data.path("events").unlink()
    data.path("events").mkdir()
    assert data.faults() == ["data/events.csv: cannot be read: Is a directory"]


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_file_is_one_fault(data, content):
    data.path("sources").write_bytes(content)
    assert data.faults() == ["data/sources.csv: empty; write the header line at least"]


def test_a_byte_order_mark_is_named(data):
    data.path("statements").write_bytes(b"\xef\xbb\xbf" + data.path("statements").read_bytes())
    assert data.faults() == ["data/statements.csv:1: begins with a byte order mark; save as UTF-8 without BOM"]


def test_windows_line_ends_are_one_fault(data):
    data.replace("statements", b"\n", b"\r\n", count=-1)
    assert data.faults() == ["data/statements.csv:1: lines end in CR LF (Windows) or CR; save with LF line ends"]


def test_one_windows_line_end_is_found_in_its_line(data):
    lines = data.path("events").read_bytes().split(b"\n")
    lines[6] += b"\r"
    data.path("events").write_bytes(b"\n".join(lines))
    assert data.faults() == ["data/events.csv:7: lines end in CR LF (Windows) or CR; save with LF line ends"]


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator_is_one_fault(data, separator, name):
    rows = data.rows("reports")
    data.path("reports").write_text("".join(separator.join(row) + "\n" for row in rows), encoding="utf-8")
    assert data.faults() == [f"data/reports.csv:1: columns are separated by {name}; {SAVE}"]


def test_all_a_windows_spreadsheet_does_at_once_is_named(data):
    rows = data.rows("claimants")
    text = "".join(";".join(row) + "\r\n" for row in rows)
    data.path("claimants").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert data.faults() == [
        "data/claimants.csv:1: begins with a byte order mark; save as UTF-8 without BOM",
        "data/claimants.csv:1: lines end in CR LF (Windows) or CR; save with LF line ends",
        f"data/claimants.csv:1: columns are separated by semicolons; {SAVE}",
    ]


def test_latin_1_is_named_with_its_line_and_letter(data):
    line = data.change("events", "first-ship", what="Erste Berichte über Soldaten")
    data.replace("events", "ü".encode(), "ü".encode("latin-1"))
    assert data.faults() == [f"data/events.csv:{line}: byte 0xFC ('ü' in Latin-1) is not UTF-8; {SAVE}"]


def test_utf_16_is_named(data):
    data.path("events").write_bytes(data.path("events").read_text(encoding="utf-8").encode("utf-16"))
    assert data.faults() == [f"data/events.csv: is UTF-16, not UTF-8; {SAVE}"]


def test_a_nul_byte_is_found_in_its_line(data):
    line = data.line("events", "first-ship")
    data.replace("events", b"first-ship", b"first\0ship")
    assert data.faults() == [f"data/events.csv:{line}: a NUL byte, the file is damaged or no CSV; {SAVE}"]


def test_a_quote_that_is_not_closed_is_found_in_its_row(data):
    line = data.change("statements", CASUALTIES, scope="killed, wounded")
    data.replace("statements", b'killed, wounded",', b"killed, wounded,")
    assert data.faults() == [
        f'data/statements.csv:{line}: a quote in the row that begins here is not closed or not doubled; write "…""…"'
    ]


def test_a_quote_that_swallows_the_rest_of_the_file_is_found_in_its_row(data):
    rows = data.path("set_aside").read_bytes().split(b"\n")[:2]
    data.path("set_aside").write_bytes(b"\n".join(rows) + b'\nlast,page-1,"4000,reason\nmore\n')
    assert data.faults() == [
        'data/set_aside.csv:3: a quote in the row that begins here is not closed or not doubled; write "…""…"'
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b"status,", b"state,", "missing 'status'; unknown 'state'"),
        (b"low,best,high", b"low,high", "missing 'best'"),
        (b"low,best,high", b"low,best,high,high", "doubled 'high'"),
        (b"low,best,high", b"high,best,low", "columns in another order"),
        (b"note,verified", b"note,verified,", "unknown ''"),
    ],
)
def test_a_wrong_header_is_one_fault(data, old, new, what):
    columns = ",".join(data.rows("statements")[0])
    data.replace("statements", old, new)
    assert data.faults() == [f"data/statements.csv:1: header: {what}; write {columns}"]


def test_blank_lines_are_each_named(data):
    lines = data.path("events").read_bytes().split(b"\n")
    lines[3:3] = [b"", b",,,", b"  "]
    data.path("events").write_bytes(b"\n".join(lines))
    assert data.faults() == [f"data/events.csv:{line}: blank line; delete it" for line in (4, 5, 6)]


def test_a_row_that_is_too_short_is_one_fault(data):
    line = data.line("statements", CASUALTIES)
    lines = data.path("statements").read_bytes().split(b"\n")
    lines[line - 1] = f"{CASUALTIES},north,2025-04-30".encode()
    data.path("statements").write_bytes(b"\n".join(lines))
    assert data.faults() == [
        f"data/statements.csv:{line}: 3 cells under 24 columns; write all commas, also of empty cells"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b",5100,", b",5,100,", "'5,100' looks like a thousands separator, write 5100"),
        (b",5100,", b",0,4,", "'0,4' looks like a decimal comma, write 0.4"),
        (b",lawmakers,", b",the lawmakers, all,", "put a text that contains a comma in quotes"),
    ],
)
def test_a_comma_without_quotes_is_one_fault(data, old, new, said):
    line = data.line("statements", CASUALTIES)
    lines = data.path("statements").read_bytes().split(b"\n")
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    data.path("statements").write_bytes(b"\n".join(lines))
    assert data.faults() == [f"data/statements.csv:{line}: 25 cells under 24 columns; {said}"]


def test_lines_are_right_below_cells_that_hold_line_breaks(data):
    rows = data.rows("events")
    rows[2][2] = "first line\nsecond line\nthird line"
    rows[4][1] = "2025-02-30"
    rows[5][3] = "nowhere"
    data.write("events", rows)
    assert data.faults() == [
        "data/events.csv:7: date: 2025-02-30 does not exist: February 2025 has 28 days",
        "data/events.csv:8: source_id: 'nowhere' is not in sources.csv",
    ]


def test_the_last_line_may_lack_its_line_end(data):
    data.path("events").write_bytes(data.path("events").read_bytes().rstrip(b"\n"))
    assert len(Ledger.read(data.folder)) == len(data.rows("statements")) - 1


def test_the_same_id_twice_is_one_fault(data):
    rows = data.rows("statements")
    rows.append(rows[9])
    data.write("statements", rows)
    assert data.faults() == [
        f"data/statements.csv:{len(rows)}: statement_id: '{rows[9][0]}' stands on line 10 too; give each row its own"
    ]


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("stated_on", "2025-02-30", "2025-02-30 does not exist: February 2025 has 28 days"),
        ("stated_on", "30.04.2025", "'30.04.2025' is not a date; write YYYY-MM-DD, or YYYY-MM for a month"),
        ("best", "5,100", "'5,100' has a thousands separator; write 5100"),
        ("best", "5100,0", "'5100,0' has a decimal comma; write 5100.0"),
        ("measure", "casulties", "'casulties' is not an allowed word; did you mean casualties?"),
        ("extent", "all", "'all' is not an allowed word; write one of total, part"),
        ("status", "", "empty; write one of current, superseded, disputed, denied, withdrawn"),
        ("area", " kursk", "' kursk' has spaces around it; write 'kursk'"),
        ("verified", "2026-11", "2026-11 is a month; write the day, YYYY-MM-DD"),
        ("scope", "one two three four five six seven eight nine ten eleven twelve thirteen",
         "13 words; write at most 12"),
    ],
)  # fmt: skip
def test_a_damaged_cell_is_one_fault_however_many_rows_point_to_its_row(data, column, cell, message):
    line = data.change("statements", CASUALTIES, **{column: cell})
    assert data.faults() == [f"data/statements.csv:{line}: {column}: {message}"]


def test_a_damaged_id_is_one_fault_however_many_rows_point_to_it(data):
    line = data.change("claimants", "north", claimant_id="NORTH")
    assert data.faults() == [
        f"data/claimants.csv:{line}: claimant_id: 'NORTH' is not an id; write lower-case letters, digits and single hyphens"
    ]


def test_every_fault_of_every_file_is_told_at_once_in_the_order_of_files_and_lines(data):
    first = data.change("statements", "east-present-2024-10", hedge="abuot", as_of="2024-13")
    last = data.change("statements", "north-casualties-2026-02-10", best="6,000")
    claimant = data.change("claimants", "north", standing="thirdstate")
    event = data.change("events", "first-ship", date="soon")
    assert data.faults() == [
        f"data/claimants.csv:{claimant}: standing: 'thirdstate' is not an allowed word; did you mean third_state?",
        f"data/statements.csv:{first}: hedge: 'abuot' is not an allowed word; did you mean about?",
        f"data/statements.csv:{first}: as_of: 2024-13 does not exist: months go from 01 to 12",
        f"data/statements.csv:{last}: best: '6,000' has a thousands separator; write 6000",
        f"data/events.csv:{event}: date: 'soon' is not a date; write YYYY-MM-DD, or YYYY-MM for a month",
    ]


def test_a_whole_column_of_thousands_separators_is_told_line_by_line(data):
    rows = data.rows("statements")
    best = rows[0].index("best")
    damaged = {}
    for line, row in enumerate(rows, start=1):
        if row[best].isdigit() and len(row[best]) > 3:
            damaged[line] = row[best]
            row[best] = f"{int(row[best]):,}"
    data.write("statements", rows)
    assert data.faults() == [
        f"data/statements.csv:{line}: best: '{int(number):,}' has a thousands separator; write {number}"
        for line, number in damaged.items()
    ]
