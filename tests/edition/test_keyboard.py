"""The page by keyboard alone: every link and every disclosure is reached, seen and left."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import SWITCHES
from playwright.async_api import async_playwright

pytestmark = pytest.mark.browser

MEASURES = (Path(__file__).parents[1] / "shown.js").read_text(encoding="utf-8")


@pytest.fixture
def opened(window, sample_page):
    with window(sample_page) as tab:
        yield tab


def arrive(tab, anchor):
    """Waits until the tab stands at an anchor, and has drawn it: from there the keyboard goes on."""
    tab.wait_for_function("anchor => location.hash === anchor", arg=anchor)
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def tabbed_to(tab, selector):
    """Presses Tab until what the selector names has the focus."""
    for _ in range(400):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


# --- the walk ---

OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
WATCH = "globalThis.walk = shown.watchFocus(); walk.stops"

#: Presses sent in one go. After each press sent alone a browser draws the page, which takes longer than the step.
AT_ONCE = 50


def walked(page: Path, *, before: str = OPEN, modifiers: int = 0, width: int = 1280, **look):
    """How many things of a page can have the focus, and what had it while Tab was pressed once for each and once more.

    The look at each is taken by the page itself when the next press comes. The window is low: the walk is the same,
    and what may hide the focus is nearer.
    """

    async def steps():
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
            tab = await browser.new_page(viewport={"width": width, "height": 400}, **look)
            await tab.goto(page.as_uri())
            await tab.evaluate(MEASURES)
            await tab.evaluate(before)
            count = await tab.evaluate(WATCH)
            keys = await tab.context.new_cdp_session(tab)
            tab_key = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
            for start in range(0, count + 1, AT_ONCE):
                presses = range(start, min(start + AT_ONCE, count + 1))
                await asyncio.gather(
                    *(keys.send("Input.dispatchKeyEvent", tab_key | {"modifiers": modifiers}) for _ in presses)
                )
            seen = await tab.evaluate("[...walk]")
            await browser.close()
            return count, seen

    # In a thread: the browser of the other tests keeps this one's loop.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, steps()).result()


def unseen(steps):
    """The steps at which the focus cannot be seen: hidden, or its line thin or faint."""
    return [
        (each["path"], each["words"])
        for each in steps
        if not each["isSeen"] or each["line"] < 2 or each["contrast"] < 3
    ]


def test_tab_walks_through_all_cards_in_order_once_and_the_focus_is_always_seen(real_page):
    count, steps = walked(real_page)
    assert count > 2000
    assert [each["place"] for each in steps] == list(range(count))
    assert unseen(steps) == []


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"color_scheme": "light"}], ids=str
)
@pytest.mark.parametrize("width", [1280, 320])
def test_the_focus_is_seen_in_every_look(sample_page, look, width):
    count, steps = walked(sample_page, width=width, **look)
    assert [each["place"] for each in steps] == list(range(count))
    assert unseen(steps) == []


def test_shift_and_tab_walk_back(sample_page):
    count, steps = walked(sample_page, modifiers=8)
    assert [each["place"] for each in steps] == list(reversed(range(count)))


FAULTS = {
    "no line": "link.style.outline = 'none'",
    "a faint line": "link.style.outlineColor = '#bbb'",
    "hidden behind something": (
        "const cover = document.createElement('div'); document.body.append(cover);"
        "cover.style.cssText = 'position: fixed; inset: 0; background: white'"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_focus_that_cannot_be_seen_is_noticed(sample_page, fault):
    plant = f"() => {{ const link = document.querySelector('main a'); {FAULTS[fault]} }}"
    assert unseen(walked(sample_page, before=plant)[1]) != []


TRAP = "document.querySelectorAll('main a')[4].onkeydown = press => press.preventDefault()"
LEAP = "document.querySelectorAll('main a')[4].tabIndex = 3"


@pytest.mark.parametrize("fault", [TRAP, LEAP], ids=["a trap", "a leap"])
def test_a_walk_that_is_not_in_order_is_noticed(sample_page, fault):
    count, steps = walked(sample_page, before=f"() => {{ {fault} }}")
    assert [each["place"] for each in steps] != list(range(count))


# --- there and back ---


def test_the_skip_link_leads_past_title_and_contents(opened):
    opened.keyboard.press("Tab")
    skip = opened.get_by_role("link", name="Skip to the briefing")
    assert skip.evaluate("each => document.activeElement === each && each.getBoundingClientRect().left >= 0")
    opened.keyboard.press("Enter")
    arrive(opened, "#briefing")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.matches('main a')")


def test_from_a_figure_to_its_card_and_back_by_keyboard_alone(opened):
    tabbed_to(opened, "a.figure[href='#casualty-share']")
    opened.keyboard.press("Enter")
    arrive(opened, "#casualty-share")
    tabbed_to(opened, "#casualty-share .back a[href='#casualty-share.1']")
    opened.keyboard.press("Enter")
    arrive(opened, "#casualty-share.1")
    assert opened.evaluate("document.activeElement.id") == "casualty-share.1"


def test_every_disclosure_of_a_card_opens_and_closes_by_keyboard_alone(opened):
    count = opened.evaluate("document.querySelectorAll('.card details').length")
    seen = 0
    while seen < count:
        tabbed_to(opened, ".card details > summary")
        is_open = "() => document.activeElement.parentElement.open"
        for key, state in (("Enter", True), ("Space", False), ("Enter", True), ("Enter", False)):
            opened.keyboard.press(key)
            assert opened.evaluate(is_open) == state
        seen += 1
    assert count and opened.heard == []


def test_a_wide_table_scrolls_within_itself(window, sample_page):
    with window(sample_page, width=320) as tab:
        region = tab.get_by_role("region", name="Who says what, in whose words")
        region.focus()
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function("each => each.scrollLeft > 0", arg=region.element_handle())
