"""The real page for everyone: what axe, the W3C's checker and our own measures say of it, in every look."""

import json
import shutil
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

pytestmark = pytest.mark.browser

CHECKER = Path(__file__).parents[1] / "vnu/node_modules/vnu-jar/build/dist/vnu.jar"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: How a reader sees the page.
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
ALL_OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(
    scope="module",
    params=[(look, width) for look in LOOKS for width in (1280, 320)],
    ids=lambda each: f"{each[0]}, {each[1]} px",
)
def tab(request, window, real_page):
    """The real page with all that opens open, in one look after the other."""
    look, width = request.param
    with window(real_page, width=width, **LOOKS[look]) as opened:
        opened.evaluate(ALL_OPEN)
        yield opened


# --- axe ---


@pytest.fixture(scope="module")
def by_axe(tab):
    tab.evaluate(Axe().axe_script)
    return tab.evaluate("tags => shown.byAxe(tags)", WCAG)


def test_axe_finds_nothing_to_mend(by_axe):
    assert by_axe["violations"] == []
    assert {"color-contrast", "list", "region", "target-size"} <= set(by_axe["rules"])


def test_no_doubt_of_axe_is_left_without_an_answer(by_axe):
    assert by_axe["unanswered"] == []


def test_our_contrasts_are_those_that_axe_reckons(by_axe):
    assert by_axe["compared"] > 50 and by_axe["otherwise"] == []


# --- our own measures ---


def test_every_text_stands_out_from_its_ground(tab):
    found = tab.evaluate("shown.faint()")
    assert found["count"] > 10_000 and found["faint"] == []


# Texts leave the drawing, so that what lies behind them is seen.
WITHOUT_TEXTS = """hidden => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("svg.drawing text { visibility: hidden }");
  document.adoptedStyleSheets = hidden ? [sheet] : [];
}"""
IN_REGION = """region => {
  region.scrollLeft = 0;
  const {left, top} = region.getBoundingClientRect();
  return shown.inDrawing(region)
    .map(each => ({...each, boxes: each.boxes.map(([x, y, width, height]) => [x - left, y - top, width, height])}));
}"""
LEAST_CONTRASTS = """texts => texts.map(({colour, grounds}) =>
  Math.min(...grounds.map(ground => shown.contrast(colour, ground))))"""


def behind(picture: Image.Image, box: list[float]) -> list[tuple[int, ...]]:
    """The colours behind a text: each that has a twentieth or more of the part in which its letters stand."""
    left, top, width, height = box
    part = picture.crop((round(left), round(top + height / 4), round(left + width), round(top + height * 3 / 4)))
    pixels = Counter(part.get_flattened_data())
    return [colour for colour, count in pixels.items() if count * 20 >= pixels.total()]


def test_every_text_of_a_drawing_stands_out_from_the_marks_behind_it(tab):
    regions = tab.locator(".scroll:has(> svg.drawing)").all()
    drawn = [region.evaluate(IN_REGION) for region in regions]
    # Hidden once for all: each time, the whole page is laid out anew.
    tab.evaluate(WITHOUT_TEXTS, True)
    pictures = [Image.open(BytesIO(region.screenshot())).convert("RGB") for region in regions]
    tab.evaluate(WITHOUT_TEXTS, False)
    measured = 0
    for texts, picture in zip(drawn, pictures, strict=True):
        for each in texts:
            inside = [box for box in each["boxes"] if box[0] >= 0 and box[0] + box[2] <= picture.width]
            each["grounds"] = [ground for box in inside for ground in behind(picture, box)]
        texts = [each for each in texts if each["grounds"]]
        contrasts = tab.evaluate(LEAST_CONTRASTS, texts)
        faint = [
            (each["words"], each["path"], round(contrast, 2))
            for each, contrast in zip(texts, contrasts, strict=True)
            if contrast < each["needed"]
        ]
        assert faint == []
        measured += len(texts)
    assert len(regions) > 5 and measured > 20 * len(regions) / 4


def test_every_shape_frame_and_mark_stands_out_from_its_ground(tab):
    drawn = tab.evaluate("shown.graphics()")
    assert {each["kind"] for each in drawn} == {"shape", "verdict", "badge", "mark"}
    assert len(drawn) > 100 and [each for each in drawn if each["contrast"] < 3] == []


def test_every_target_has_room_for_a_finger(tab):
    found = tab.evaluate("shown.targets()")
    assert found["count"] > 1000 and found["small"] == []


def test_nothing_is_cut_off_or_printed_upon_another(tab):
    assert tab.evaluate("document.documentElement.scrollWidth") == tab.viewport_size["width"]
    assert tab.evaluate("shown.cutOff()") == []
    assert tab.evaluate("shown.overlaps()") == []


# --- what is planted is seen ---

PLANTED = {
    "faint": ("shown.faint().faint", "planted.style.color = '#8a8a8a'"),
    "under a shade": ("shown.faint().faint", "planted.style.background = 'linear-gradient(red, transparent)'"),
    "cut off at the edge": ("shown.cutOff()", "planted.style.marginLeft = '-100vw'"),
    "cut off by its box": ("shown.cutOff()", "planted.style.cssText = 'height: 0.4em; overflow: hidden'"),
    "upon another": ("shown.overlaps()", "planted.style.cssText = 'height: 0; margin: 0'"),
    "small": (
        "shown.targets().small",
        'planted.innerHTML = \'<a href="#one">planted</a><br><a href="#two">planted</a>\';'
        "planted.style.cssText = 'font: 12px/1 serif'",
    ),
    "a pale shape": (
        "shown.graphics().filter(each => each.contrast < 3)",
        "planted.append(document.querySelector('svg.shape').cloneNode(true)); planted.style.color = '#bbb'",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(window, sample_page, fault):
    measure, plant = PLANTED[fault]
    with window(sample_page, color_scheme="light") as tab:
        before = tab.evaluate(measure)
        tab.evaluate(f"""() => {{
            const planted = document.createElement("p");
            planted.textContent = "planted";
            document.querySelector("main p").before(planted);
            {plant};
        }}""")
        assert len(tab.evaluate(measure)) > len(before)


AXE_PLANTED = "document.querySelector('main').insertAdjacentHTML('beforeend', '<div><li>one</li></div>')"


def test_a_planted_fault_is_seen_by_axe(window, sample_page):
    with window(sample_page) as tab:
        tab.evaluate(Axe().axe_script)
        assert tab.evaluate("tags => shown.byAxe(tags)", WCAG)["violations"] == []
        tab.evaluate(AXE_PLANTED)
        (found,) = tab.evaluate("tags => shown.byAxe(tags)", WCAG)["violations"]
        assert found.startswith("listitem")


# --- the W3C's checker ---


#: Said of every page of ours, and answered where the page opens in silence: in Chromium no style and no script is
#: held back. The checker takes the sum of a style without its line breaks, and records for machines for a script.
ANSWERED = (
    "Inline style violates Content Security Policy (meta tag): blocked by “style-src” directive",
    "Inline script violates Content Security Policy (meta tag): blocked by “script-src” directive",
)


def told(page: Path) -> list[str]:
    """What the W3C's checker of HTML says of a page, errors and warnings alike, that is not answered."""
    if shutil.which("java") is None:
        pytest.fail("no Java: install it (apt-get install default-jre-headless), the W3C's checker needs it")
    if not CHECKER.is_file():
        pytest.fail("no checker: install it (npm ci --ignore-scripts --prefix tests/vnu), with Debian's npm")
    command = ["java", "-jar", CHECKER, "--format", "json", "--exit-zero-always", page]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    messages = json.loads(done.stderr)["messages"]
    assert sum(each["message"].startswith(ANSWERED) for each in messages) <= len(ANSWERED)
    return [
        f"{each['type']}, line {each.get('lastLine')}: {each['message']}"
        for each in messages
        if not each["message"].startswith(ANSWERED)
    ]


def test_the_checker_of_the_w3c_has_nothing_to_say(real_page):
    assert told(real_page) == []


def test_the_checker_of_the_w3c_sees_what_is_planted(sample_page, tmp_path):
    faulty = tmp_path / "faulty.html"
    text = sample_page.read_text(encoding="utf-8")
    faulty.write_text(
        text.replace("</main>", '<p id="contents"><div align="left">x</div></p></main>'), encoding="utf-8"
    )
    said = "\n".join(told(faulty))
    assert "Duplicate ID" in said and "“align” attribute" in said
