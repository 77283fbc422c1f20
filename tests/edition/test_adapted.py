"""The real page as readers adapt it: enlarged, spaced out, in the system's colours, at rest, on paper."""

import re
import shutil

import pypdfium2
import pytest
from conftest import SWITCHES
from pages import rgb

from hedged.look.tokens import COLOURS

pytestmark = pytest.mark.browser

OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
STYLED = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""

#: What WCAG 1.4.12 lets a reader set. A drawing is a picture whose words have their places; its table has them again.
SPACED = """:not(svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
svg.drawing { letter-spacing: normal !important; word-spacing: normal !important }"""

#: By its name: the window, and what the reader sets in it. A window of 1280 by 1024 px, enlarged, holds fewer of them.
VIEWS = {
    "200 %": ({"width": 640, "height": 512, "device_scale_factor": 2}, ""),
    "400 %": ({"width": 320, "height": 256, "device_scale_factor": 4}, ""),
    "spaced out on a desk": ({"width": 1280}, SPACED),
    "spaced out on a phone": ({"width": 320}, SPACED),
    "a tablet": ({"width": 768}, ""),
}


@pytest.mark.parametrize("view", VIEWS)
def test_enlarged_or_spaced_out_nothing_is_cut_off_and_the_page_never_scrolls_sideways(window, real_page, view):
    options, rules = VIEWS[view]
    with window(real_page, **options) as tab:
        tab.evaluate(OPEN)
        tab.evaluate(STYLED, rules)
        assert tab.evaluate("document.documentElement.scrollWidth") == options["width"]
        assert tab.evaluate("shown.cutOff()") == []
        assert tab.evaluate("shown.overlaps()") == []


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_with_letters_twice_as_large_nothing_is_cut_off(window, browser, real_page, width):
    large = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"
    started = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=[*SWITCHES, large])
    with window(real_page, width=width, browser=started) as tab:
        tab.evaluate(OPEN)
        assert tab.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 2 * 16
        assert tab.evaluate("document.documentElement.scrollWidth") == width
        assert tab.evaluate("shown.cutOff()") == []
        assert tab.evaluate("shown.overlaps()") == []
    started.close()


def test_what_stands_still_at_400_percent_leaves_room_to_read(window, real_page):
    with window(real_page, width=320, height=256) as tab:
        tab.evaluate("document.querySelector('main p').scrollIntoView()")
        assert tab.evaluate("""[...document.querySelectorAll("body *")]
            .filter(each => ["fixed", "sticky"].includes(getComputedStyle(each).position))
            .map(each => each.getBoundingClientRect())
            .every(({height, top, bottom}) => bottom < 0 || top > innerHeight || height < innerHeight / 4)""")


# --- the system's colours ---

SYSTEM = """() => Object.fromEntries(["Canvas", "CanvasText", "LinkText", "GrayText"].map(name => {
  const probe = document.createElement("i");
  document.body.append(probe);
  probe.style.color = name;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return [name, colour];
}))"""
PAINTS = """[...document.querySelectorAll("svg.shape, svg.drawing :is(path, rect, circle, ellipse, line, polyline, polygon, use, text)")]
  .filter(each => !each.closest("defs, clipPath") && each.checkVisibility())
  .map(each => {
    const {color, fill, stroke} = getComputedStyle(each);
    return (each.matches("svg.shape") ? [color] : [fill, stroke]).filter(paint => paint !== "none");
  })"""


@pytest.mark.parametrize("style", ["light", "dark"])
def test_in_the_systems_colours_every_shape_and_mark_is_there(window, real_page, style):
    with window(real_page, forced_colors="active", color_scheme=style) as tab:
        system = tab.evaluate(SYSTEM)
        painted = tab.evaluate(PAINTS)
        assert len(painted) > 300
        assert {paint for paints in painted for paint in paints} <= set(system.values())
        assert [paints for paints in painted if set(paints) == {system["Canvas"]}] == []


UNDERLINED = """[...document.querySelectorAll("main :is(p, li) a[href]")]
  .filter(each => each.checkVisibility({opacityProperty: true}) && !each.matches("a.self, a.badge, strong > a, nav a"))
  .map(each => getComputedStyle(each).textDecorationLine)"""


@pytest.mark.parametrize("look", [{"forced_colors": "active"}, {"color_scheme": "light"}], ids=str)
def test_a_link_in_a_sentence_is_told_by_more_than_its_colour(window, real_page, look):
    with window(real_page, **look) as tab:
        lines = tab.evaluate(UNDERLINED)
        assert len(lines) > 300 and set(lines) == {"underline"}
        # A badge has a frame and a shape.
        frames = tab.evaluate(
            """[...document.querySelectorAll("p a.badge")].map(each =>
              [getComputedStyle(each).borderTopStyle, each.querySelectorAll("svg").length])"""
        )
        assert frames and all(frame == ["solid", 1] for frame in frames)


# --- motion ---


def test_nothing_moves_for_those_who_want_rest(window, real_page):
    with window(real_page, reduced_motion="reduce") as tab:
        assert tab.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
        assert moving(tab) == []
        tab.evaluate(STYLED, "html { scroll-behavior: smooth } footer { transition: color 1s }")
        assert len(moving(tab)) == 2


def moving(tab):
    """What would move: animations, transitions and a page that glides."""
    return tab.evaluate(
        """() => [...document.querySelectorAll("*")].filter(each => {
          const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(each);
          return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior !== "auto";
        }).map(each => each.localName).concat(document.getAnimations().map(String))"""
    )


# --- paper ---


@pytest.fixture(scope="module")
def paper(window, real_page):
    """The page printed by a reader who likes it dark: what the style sheet says for print, and the PDF's text."""
    with window(real_page, color_scheme="dark") as tab:
        tab.emulate_media(media="print")
        with pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True, print_background=True)) as pdf:
            texts = [page.get_textpage().get_text_bounded() for page in pdf]
            yield tab, pdf, re.sub(r"\s+", " ", " ".join(texts))


def test_print_is_on_light_paper_without_what_only_a_screen_can_use(paper):
    tab, pdf, text = paper
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == rgb(COLOURS["paper"].light)
    for screen_only in ("nav", ".skip", ".wide summary"):
        assert tab.locator(screen_only).first.is_hidden()
    assert "Skip to the briefing" not in text and "The numbers of this chart" not in text


def test_print_shows_the_numbers_of_those_charts_that_the_reader_has_opened(window, real_page, paper):
    captions = "figure caption"
    tab, pdf, text = paper
    with window(real_page) as opened:
        numbers = opened.locator("figure").filter(has=opened.locator("table")).last.locator("details").last
        numbers.evaluate("each => each.open = true")
        caption = words(numbers.locator("caption"))
        opened.emulate_media(media="print")
        assert numbers.locator("table").is_visible()
        assert sum(each.is_visible() for each in opened.locator(captions).all()) == 1
    assert tab.locator(captions).count() > 5 and caption not in text


def test_print_cuts_no_column_off(paper):
    tab, pdf, text = paper
    tables = tab.locator(".wide table").all()
    assert len(tables) > 10
    for table in tables:
        assert words(table.locator("thead th").last) in text
        assert words(table.locator("tbody tr").last.locator("> *").last) in text
    for page in pdf:
        texts = page.get_textpage()
        boxes = [texts.get_rect(place) for place in range(texts.count_rects())]
        assert min(left for left, *_ in boxes) > 0
        assert max(right for _, _, right, _ in boxes) < page.get_width()


def test_print_shows_where_the_links_to_pages_lead(paper):
    tab, pdf, text = paper
    addresses = tab.eval_on_selector_all(
        ".pages a[href^='http']", "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(addresses) > 100
    # Where a line ends in a hyphen, the PDF's text has another sign for it.
    letters, broken = re.sub(r"\s", "", text), re.compile(r"[-\ufffe\x02]")
    assert [each for each in addresses if broken.sub("", each) not in broken.sub("", letters)] == []


def words(locator):
    return re.sub(r"\s+", " ", locator.inner_text()).strip()
