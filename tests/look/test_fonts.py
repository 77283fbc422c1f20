"""The fonts: from packages only, one file for each face, every character of a text in them."""

from pathlib import Path

import pytest
from pages import held

from hedged.look import fonts
from hedged.look.fonts import RenderError, font_files, font_folder, unprintable, width_em


def test_every_family_has_its_files() -> None:
    for family in {family for stack in fonts.STACKS.values() for family in stack}:
        assert all(path.is_file() for path in font_files(family))


def test_all_files_are_those_of_the_families_in_a_fixed_order() -> None:
    assert [path.name for path in font_files()] == [
        "SourceSerif4[opsz,wght].ttf",
        "SourceSerif4-Italic[opsz,wght].ttf",
        "SourceSansPro-Regular.ttf",
        "SourceSansPro-It.ttf",
        "SourceSansPro-Semibold.ttf",
        "SourceSansPro-SemiboldIt.ttf",
        "NotoSansKR-Regular.otf",
        "DejaVuSansMono.ttf",
        "DejaVuSans.ttf",
    ]


def test_the_font_folder_holds_these_files_and_is_gone_afterwards() -> None:
    with font_folder() as folder:
        assert {path.name for path in Path(folder).iterdir()} == {path.name for path in font_files()}
    assert not Path(folder).exists()


def test_a_package_that_lacks_the_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    family = fonts._FAMILIES["Noto Sans KR"]._replace(files=("Gone.otf",))
    monkeypatch.setitem(fonts._FAMILIES, "Noto Sans KR", family)
    with pytest.raises(RenderError) as caught:
        font_files("Noto Sans KR")
    assert str(caught.value) == (
        "the package pylopdf-fonts-ko holds no ./Gone.otf, which the font Noto Sans KR needs; "
        "install the version of requirements.lock"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about 4,000", None),
        ("майже 11 тисяч", None),
        ("사상자 4천여명, 北 ∼", None),
        ("soft\N{SOFT HYPHEN}hyphen, no-break\N{NO-BREAK SPACE}space,\nnew line", None),
        ("signs of 𒀀 and 𒁀", "𒀀"),
    ],
)
def test_the_first_character_without_a_glyph_is_found(text: str, found: str | None) -> None:
    assert unprintable(text) == found


@pytest.mark.parametrize(
    ("line", "ems"),
    [
        ("", 0),
        ("0", 0.497),  # what the face's own table of widths says
        ("00000", 5 * 0.497),
    ],
)
def test_a_line_is_as_wide_as_the_face_draws_it(line: str, ems: float) -> None:
    assert width_em(line, "Source Sans Pro") == pytest.approx(ems)


def test_letters_that_are_drawn_together_are_narrower_than_each_alone() -> None:
    assert width_em("AV", "Source Sans Pro") < width_em("A", "Source Sans Pro") + width_em("V", "Source Sans Pro")


def test_each_face_of_a_page_holds_its_characters_of_the_text_and_no_others() -> None:
    found = held("about 4,000, близько, 사상자")
    assert found["Source Sans Pro", "normal"] == found["Source Serif 4", "normal"] == set("about 4,000, близько")
    assert found["Noto Sans KR", "normal"] == set("사상자")


def test_a_chinese_character_in_a_korean_headline_is_set_in_the_korean_face() -> None:
    assert "北" in held("北, 두 차례")["Noto Sans KR", "normal"]


def test_the_italic_face_has_the_letters_of_english_and_what_is_emphasised() -> None:
    assert held("abc близько")["Source Serif 4", "italic"] == set("abc ")
    assert held("abc близько", emphasised="зло")["Source Serif 4", "italic"] == set("abc зло")


def test_a_sign_that_no_face_for_text_has_comes_with_a_face_of_its_own() -> None:
    assert "∼" in held("4천∼5천")["DejaVu Sans", "normal"] and "4" not in held("4천∼5천")["DejaVu Sans", "normal"]
    assert ("DejaVu Sans", "normal") not in held("4천~5천")


def test_every_character_of_a_text_is_in_a_face_that_the_page_carries() -> None:
    text = "about 4,000 – “rund 4.000”, «близько 4 тисяч», Ołena Příkladová, 사상자 4천∼5천, 北, ½ × 1,500 ≤ 750 …"
    upright = set().union(*(characters for (_, style), characters in held(text).items() if style == "normal"))
    assert {each for each in text if each.isprintable()} <= upright
