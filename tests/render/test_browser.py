"""The page in Chromium: what a parser cannot see. Needs Debian's chromium, and fails without it."""

import re
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import rgb
from reported import reported
from samples import META, code, markdown, notebook, output

from hedged import charts
from hedged.document.reader import read
from hedged.look.tokens import COLOURS
from hedged.render.html import page

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def opened(window, sample_page):
    """Opens the page, or another file, in a window of its own: ``opened(width=320, color_scheme="dark")``."""
    with ExitStack() as windows:
        yield lambda path=sample_page, **options: windows.enter_context(window(path, **options))


def test_the_page_opens_in_silence_and_asks_for_nothing(opened, real_page):
    tab = opened(real_page)
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert tab.heard == []
    assert [each.url for each in tab.asked if not each.url.startswith("data:")] == [real_page.as_uri()]


def test_the_faces_in_the_page_are_the_ones_shown(opened):
    states = opened().evaluate("[...document.fonts].map(face => face.status)")
    assert len(states) == 5 and set(states) == {"loaded"}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A page with a chart of ours as it is drawn for the briefing."""
    figures = {
        "North, 30 April 2025": reported("north-total", measure="sent_total", best="15000"),
        "East, 30 April 2025": reported(
            "east-total", claimant_id="east", measure="sent_total", hedge="more_than", low="12000"
        ),
    }
    chart = charts.ranges(
        {"Early": figures}, id="sent", headline="A finding", subtitle="What is shown", alt=charts.told(figures)
    )
    path = tmp_path_factory.mktemp("drawn") / "briefing.html"
    cells = (
        markdown("# A made-up briefing\n\nIt has one chart."),
        code(output({"type": "chart", "chart": chart.json()})),
    )
    path.write_text(page(read(notebook(*cells), META)), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [380, 700, 1280])
def test_the_text_of_a_chart_is_twelve_pixels_or_larger_and_only_the_chart_scrolls(opened, drawn, width):
    tab = opened(drawn, width=width)
    region = tab.get_by_role("region", name="Drawing: A finding")
    sizes = region.evaluate(
        """region => [...region.querySelectorAll("text")].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b))"""
    )
    assert len(sizes) > 4 and min(sizes) >= 12
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert region.evaluate("each => each.scrollWidth > each.clientWidth") == (width < 700)
    if width < 700:
        region.focus()
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function("each => each.scrollLeft > 0", arg=region.element_handle())
    found = Axe().run(tab, options={"runOnly": WCAG})
    assert found.violations_count == 0, found.generate_report()


def settled(tab):
    """Waits until what a click has set off is done: it comes before the next picture but one."""
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def arrive(tab, anchor):
    """Waits until the tab stands at an anchor, and has drawn it: from there the keyboard goes on."""
    tab.wait_for_function("anchor => location.hash === anchor", arg=anchor)
    settled(tab)


def test_the_evidence_is_one_click_away_and_so_is_the_way_back(opened):
    tab = opened()
    tab.get_by_role("main").get_by_role("link", name="36% (30 to 43%)").first.click()
    arrive(tab, "#casualty-share")
    card = tab.get_by_role("article").filter(has=tab.get_by_role("heading", name="Share killed or wounded", exact=True))
    assert card.evaluate("each => Math.abs(each.getBoundingClientRect().top) < innerHeight")
    card.get_by_role("link", name="the opening").click()
    arrive(tab, "#casualty-share.1")


def test_the_numbers_of_a_chart_open_without_script(browser, sample_page):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(sample_page.as_uri())
    tab.get_by_text("The numbers of this chart").first.click()
    assert tab.get_by_role("table", name="The numbers of the chart").first.is_visible()
    context.close()


@pytest.mark.parametrize("style", ["light", "dark"])
def test_charts_follow_the_style_of_the_reader(opened, style):
    tab = opened(color_scheme=style)
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == rgb(
        getattr(COLOURS["paper"], style)
    )
    label = "getComputedStyle([...document.querySelectorAll('#share-chart text')].at(-1)).fill"
    assert tab.evaluate(label) == rgb(getattr(COLOURS["fails"], style))


# What somebody plants in the page, and what would tell that it worked.
PLANTED = {
    "a script": ("<script>document.title = 'taken'</script>", "document.title === 'taken'"),
    "a script of others": ('<script src="https://example.org/x.js"></script>', "false"),
    "a handler": ("<button onclick=\"document.title = 'taken'\">planted</button>", "document.title === 'taken'"),
    "a link that is a script": (
        "<a href=\"javascript:void (document.title = 'taken')\">planted</a>",
        "document.title === 'taken'",
    ),
    "a style": (
        '<p style="color: rgb(1, 2, 3)">x</p>',
        "!!document.querySelector('main > p[style]:last-child')?.style.color",
    ),
    "a style of others": (
        '<link rel="stylesheet" href="https://example.org/x.css">',
        "false",
    ),
    "an image of others": ('<img src="https://example.org/x.png" alt="">', "false"),
    "a frame": ('<iframe src="https://example.org/" title="x"></iframe>', "false"),
    "a form": ('<form action="https://example.org/"><button>planted</button></form>', "location.protocol !== 'file:'"),
    "another base": ('<base href="https://example.org/">', "document.baseURI.startsWith('https')"),
}


@pytest.mark.parametrize("plant", PLANTED)
def test_the_policy_stops_what_somebody_plants(opened, sample_page, tmp_path, plant):
    markup, worked = PLANTED[plant]
    planted = tmp_path / "planted.html"
    text = sample_page.read_text(encoding="utf-8")
    planted.write_text(text.replace("</main>", f"{markup}</main>"), encoding="utf-8")
    tab = opened(planted)
    tab.get_by_text("planted").evaluate_all("all => all.forEach(each => each.click())")
    settled(tab)
    assert tab.evaluate(worked) is False
    assert [each.url for each in tab.asked if each.url.startswith("http") and each.failure != "csp"] == []
    assert [each for each in tab.heard if "Content Security Policy" in each]


@pytest.mark.parametrize("plant", ["a script", "a handler", "a link that is a script", "a style", "another base"])
def test_without_the_policy_it_would_have_worked(opened, sample_page, tmp_path, plant):
    markup, worked = PLANTED[plant]
    planted = tmp_path / "planted.html"
    text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", sample_page.read_text(encoding="utf-8"))
    planted.write_text(text.replace("</main>", f"{markup}</main>"), encoding="utf-8")
    tab = opened(planted)
    tab.get_by_text("planted").evaluate_all("all => all.forEach(each => each.click())")
    tab.wait_for_function(worked)
