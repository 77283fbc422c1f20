"""Entries of a bibliography: printed in three styles, and read back from each file by another's reader."""

import io
import json
from datetime import date

import ledgers
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from hedged.exports import bibliography
from hedged.ledger.records import Source

HOSTILE = [
    "100% of {all} & more_or_less: $5 #1 ~ ^ \\ end",
    "unbalanced } brace { and another }",
    'he said "no", they said “yes”',
    "two\nlines \t and   spaces",
    "조사국 “北, 러시아에” 특수부대 – ЦПД спростував",
    "\\input{secret} @comment{x}",
    "<i>not closed & <b>bold</b> &amp;",
    "ER  - ",
    "Really?",
]


def page(title="A title", **cells):
    given = {"url": "https://example.org/a_b?c=1&d=%20", "published": "2025-04-30", "language": "en"} | cells
    return Source(source_id="some-page", publisher="The Paper", title=title, kind="secondary", **given)


def titled(title):
    """A page whose title no check has seen."""
    return bibliography.of_page(page(language="ko")) | {"title": title}


#: The pages of the ledger, and some of other names, without an address or with none but a month.
PAGES = [
    *ledgers.ledger().tables["sources"],
    *(
        Source(source_id=f"other-{at}", publisher=publisher, published="2025-04", language="ko", kind="secondary")
        for at, publisher in enumerate(
            ("Вигадана газета (copy)", "조사일보", "The Paper & Sons, by A. B.", "Ny_Tt 100%")
        )
    ),
]


def one_line(text):
    return " ".join(text.split())


def read_bibtex(text):
    """The entries as pybtex reads them, by key; a repeated or broken entry is an error there."""
    return parse_string(text, "bibtex").entries


def plain(latex):
    """A field of BibTeX as TeX would set it."""
    text = latex.removeprefix("{").removesuffix("}")
    for command, sign in (("textbackslash", "\\"), ("textbraceleft", "{"), ("textbraceright", "}"),
                          ("textasciitilde", "~"), ("textasciicircum", "^")):  # fmt: skip
        text = text.replace(f"\\{command}{{}}", f"\0{ord(sign)}\0")
    for sign in "%&#$_":
        text = text.replace(f"\\{sign}", sign)
    assert "\\" not in text and "{" not in text and "}" not in text
    parts = text.split("\0")
    return "".join(chr(int(part)) if at % 2 else part for at, part in enumerate(parts))


def read_ris(text):
    return rispy.load(io.StringIO(text))


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_with_signs_of_tex_survives_bibtex(title):
    entry = read_bibtex(bibliography.bibtex([titled(title)]))["some-page"]
    assert plain(entry.fields["title"]) == one_line(title)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_survives_ris(title):
    (entry,) = read_ris(bibliography.ris([titled(title)]))
    assert entry["title"] == one_line(title)


@pytest.mark.parametrize("style", bibliography.STYLES)
@pytest.mark.parametrize("title", [each for each in HOSTILE if "“" not in each])
def test_a_title_stands_in_a_citation_as_it_is(title, style):
    (citation,) = bibliography.citations([titled(title)], style)
    assert one_line(title) in citation
    assert "?." not in citation


def test_each_style_prints_a_page_as_its_guide_has_it():
    items = [bibliography.of_page(page("The North’s troops: what is known", url="https://example.org/a"))]
    assert {style: bibliography.citations(items, style)[0] for style in bibliography.STYLES} == {
        "apa": "The Paper. (2025, April 30). The North’s troops: what is known. https://example.org/a",
        "chicago": "The Paper. 2025. “The North’s Troops: What Is Known.” April 30. https://example.org/a.",
        "harvard": "The Paper (2025) The North’s troops: what is known. Available at: https://example.org/a.",
    }


def test_a_page_without_date_and_headline_is_cited_as_such():
    items = [bibliography.of_page(page(None, published=None, placed="2025-04", url=None))]
    assert {style: bibliography.citations(items, style)[0] for style in bibliography.STYLES} == {
        "apa": "The Paper. (ca. 2025, April). [Headline not recorded].",
        "chicago": "The Paper. [2025?]. [Headline not recorded]. April.",
        "harvard": "The Paper (c. 2025) [Headline not recorded].",
    }


def test_quotation_marks_within_quotation_marks_are_single():
    items = [bibliography.of_page(page("“北, 러시아에”?", language="ko", url=None)),
             bibliography.of_page(page('He said "No".', url=None))]  # fmt: skip
    assert bibliography.citations(items, "chicago") == [
        "The Paper. 2025. “‘北, 러시아에’?” April 30.",
        "The Paper. 2025. “He Said ‘No’.” April 30.",
    ]


def test_ids_that_differ_in_their_capitals_only_are_two_items():
    items = [bibliography.of_page(page(title)) | {"id": name} for name, title in (("a", "One"), ("A", "Other"))]
    assert ["One" in each for each in bibliography.citations(items, "apa")] == [True, False]


def test_a_person_is_cited_by_the_family():
    names = [{"family": "Berg", "given": "Anna Maria", "non-dropping-particle": "van den"}, {"literal": "The Club"}]
    item = bibliography.of_page(page()) | {"author": names}
    assert bibliography.citations([item], "apa")[0].startswith("van den Berg, A. M., & The Club. (2025")
    (person, club) = read_bibtex(bibliography.bibtex([item]))["some-page"].persons["author"]
    assert (person.prelast_names, person.last_names, person.first_names) == (["van", "den"], ["Berg"], ["Anna"])
    assert str(club) == "{The Club}"
    assert read_ris(bibliography.ris([item]))[0]["authors"] == ["van den Berg, Anna Maria", "The Club"]


def test_an_address_stays_the_same_in_every_file():
    item = bibliography.of_page(page(url="https://example.org/{a}_b?c=1&d=%20#e~f"))
    expected = "https://example.org/%7Ba%7D_b?c=1&d=%20#e~f"
    assert read_bibtex(bibliography.bibtex([item]))["some-page"].fields["url"] == expected
    assert read_ris(bibliography.ris([item]))[0]["urls"] == [expected]


# --- the ledger's own pages ---


def day_of(source):
    return [int(part) for part in (source.published or source.placed).text.split("-")]


def test_every_page_of_the_ledger_is_read_back_from_bibtex():
    entries = read_bibtex(bibliography.bibtex(bibliography.of_pages(PAGES)))
    assert sorted(entries) == sorted(each.source_id for each in PAGES)
    for source in PAGES:
        fields = entries[source.source_id].fields
        found = [fields["year"], fields.get("month"), fields.get("day")]
        year, month, *day = day_of(source)
        assert found == [str(year), as_month(month), str(day[0]) if day else None], source.source_id
        assert plain(fields["title"]) == one_line(source.title or "[Headline not recorded]")
        assert fields.get("url") == source.url
        assert plain(str(entries[source.source_id].persons["author"][0])) == source.publisher


def as_month(number):
    """As pybtex expands BibTeX's own abbreviations."""
    return date(2000, number, 1).strftime("%B")


def test_every_page_of_the_ledger_is_read_back_from_ris():
    entries = {entry["id"]: entry for entry in read_ris(bibliography.ris(bibliography.of_pages(PAGES)))}
    assert sorted(entries) == sorted(each.source_id for each in PAGES)
    for source in PAGES:
        entry = entries[source.source_id]
        assert [int(part) for part in entry["date"].split("/") if part] == day_of(source)
        assert entry["title"] == one_line(source.title or "[Headline not recorded]")
        assert entry.get("urls", []) == ([source.url] if source.url else [])


def test_every_page_of_the_ledger_is_read_back_from_csl_json():
    items = json.loads(bibliography.csl_json(bibliography.of_pages(PAGES)))
    read = CiteProcJSON(items)
    assert sorted(read) == sorted(each.source_id for each in PAGES)
    for source in PAGES:
        entry = read[source.source_id]
        year, month, *day = day_of(source)
        assert (entry.issued.year, entry.issued.month, entry.issued.get("day")) == (
            year,
            month,
            day[0] if day else None,
        )
        assert bool(entry.issued.circa) is (source.published is None)
        assert str(entry.title) == (source.title or "[Headline not recorded]")
        assert str(entry.get("URL", "")) == (source.url or "")
