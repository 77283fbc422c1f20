"""The page in Chromium: what a parser cannot see. Needs Debian's chromium, and fails without it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from reported import reported
from samples import META, code, document, markdown, notebook, output

from hedged import charts
from hedged.document import read
from hedged.render.html import page
from hedged.render.tokens import COLOURS

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "briefing.html"
    path.write_text(page(document()), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser, file):
    """Opens the page, or another file, in a window of its own: ``opened(width=320, color_scheme="dark")``."""
    contexts = []

    def window(path=file, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.heard, tab.asked = [], []
        tab.on("console", lambda message: tab.heard.append(message.text))
        tab.on("pageerror", lambda error: tab.heard.append(str(error)))
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.goto(path.as_uri())
        tab.evaluate("document.fonts.ready.then(() => true)")
        return tab

    yield window
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    "look",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=lambda look: next(iter(look.values())),
)
def test_axe_finds_nothing_to_mend(opened, width, look):
    tab = opened(width=width, **look)
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(tab, options={"runOnly": WCAG})
    assert found.violations_count == 0, found.generate_report()


def test_the_page_opens_in_silence_and_asks_for_nothing(opened, file):
    tab = opened()
    assert tab.heard == []
    assert [url for url in tab.asked if not url.startswith("data:")] == [file.as_uri()]


def test_the_faces_in_the_page_are_the_ones_shown(opened):
    states = opened().evaluate("[...document.fonts].map(face => face.status)")
    assert len(states) == 5 and set(states) == {"loaded"}


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_never_scrolls_sideways(opened, width):
    tab = opened(width=width)
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_a_wide_table_scrolls_within_itself_and_by_keyboard(opened):
    tab = opened(width=320)
    region = tab.get_by_role("region", name="Who says what, in whose words")
    region.focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("each => each.scrollLeft > 0", arg=region.element_handle())


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A page with a chart of ours as it is drawn for the briefing."""
    figures = {
        "NIS, 30 April 2025": reported("nis-total", measure="sent_total", best="15000"),
        "HUR, 30 April 2025": reported(
            "hur-total", claimant_id="hur", measure="sent_total", hedge="more_than", low="12000"
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


def arrive(tab, anchor):
    """Waits until the tab stands at an anchor, and has drawn it: from there the keyboard goes on."""
    tab.wait_for_function("anchor => location.hash === anchor", arg=anchor)
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_evidence_is_one_click_away_and_so_is_the_way_back(opened):
    tab = opened()
    tab.get_by_role("main").get_by_role("link", name="36% (30 to 43%)").first.click()
    arrive(tab, "#casualty-share")
    card = tab.get_by_role("article", name="Share killed or wounded")
    assert card.evaluate("each => Math.abs(each.getBoundingClientRect().top) < innerHeight")
    card.get_by_role("link", name="the opening").click()
    arrive(tab, "#casualty-share.1")


def test_the_evidence_is_reached_by_keyboard_alone(opened):
    tab = opened()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    arrive(tab, "#briefing")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    arrive(tab, "#hur-sent-2024-10-17")


def tabbed_to(tab, selector):
    """Presses Tab until what the selector names has the focus."""
    for _ in range(400):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_from_a_figure_to_its_card_and_back_by_keyboard_alone(opened):
    tab = opened()
    tabbed_to(tab, "a.figure[href='#casualty-share']")
    tab.keyboard.press("Enter")
    arrive(tab, "#casualty-share")
    tabbed_to(tab, "#casualty-share .back a[href='#casualty-share.1']")
    tab.keyboard.press("Enter")
    arrive(tab, "#casualty-share.1")
    assert tab.evaluate("document.activeElement.id") == "casualty-share.1"


def test_every_disclosure_of_a_card_opens_and_closes_by_keyboard_alone(opened):
    tab = opened()
    count = tab.evaluate("document.querySelectorAll('.card details').length")
    seen = 0
    while seen < count:
        tabbed_to(tab, ".card details > summary")
        is_open = "() => document.activeElement.parentElement.open"
        for key, state in (("Enter", True), ("Space", False), ("Enter", True), ("Enter", False)):
            tab.keyboard.press(key)
            assert tab.evaluate(is_open) == state
        seen += 1
    assert count and tab.heard == []


def test_the_numbers_of_a_chart_open_without_script(browser, file):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    tab.get_by_text("The numbers of this chart").first.click()
    assert tab.get_by_role("table", name="The numbers of the chart").first.is_visible()
    context.close()


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


@pytest.mark.parametrize("style", ["light", "dark"])
def test_charts_follow_the_style_of_the_reader(opened, style):
    tab = opened(color_scheme=style)
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == rgb(
        getattr(COLOURS["paper"], style)
    )
    label = "getComputedStyle([...document.querySelectorAll('#share-chart text')].at(-1)).fill"
    assert tab.evaluate(label) == rgb(getattr(COLOURS["fails"], style))


def test_the_policy_stops_what_somebody_plants(opened, file, tmp_path):
    planted = tmp_path / "planted.html"
    planted.write_text(
        file.read_text(encoding="utf-8").replace(
            "</main>",
            (
                '<script>document.title = "taken"</script><p id="styled" style="color: rgb(1, 2, 3)">x</p>'
                '<img src="https://example.org/x.png" alt=""></main>'
            ),
        ),
        encoding="utf-8",
    )
    tab = opened(planted)
    assert tab.title() == "North Korean troops in Russia’s war"
    assert tab.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    assert len([each for each in tab.heard if "Content Security Policy" in each]) == 3


def test_print_is_on_light_paper_with_the_charts_numbers(opened):
    tab = opened(color_scheme="dark")
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == rgb(COLOURS["paper"].light)
    assert tab.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
