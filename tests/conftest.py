"""What all tests share: the browser, and that the tests left out for want of one are counted aloud."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine, however slow, and nothing written beside the tests.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")

_left_out: list[pytest.Item] = []


def pytest_deselected(items: list[pytest.Item]) -> None:
    _left_out.extend(item for item in items if item.get_closest_marker("browser"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _left_out:
        terminalreporter.write_line(f"{len(_left_out)} browser tests left out; make test-all runs them, with Chromium")


SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, with a new and empty profile."""
    from playwright.sync_api import sync_playwright  # slow to import; most tests need none

    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("no Chromium: install it (apt-get install chromium), the tests marked browser need it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="module")
def window(browser):
    """Opens a file in a window of its own while a block lasts, with the measures of shown.js.

    What the console says is kept as ``heard``, what the page asks for as ``asked``.
    """
    measures = Path(__file__).with_name("shown.js").read_text(encoding="utf-8")

    @contextmanager
    def opened(path: Path, width: int = 1280, height: int = 900, browser=browser, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        tab = context.new_page()
        tab.heard, tab.asked = [], []
        tab.on("console", lambda message: tab.heard.append(message.text))
        tab.on("pageerror", lambda error: tab.heard.append(str(error)))
        tab.on("request", lambda request: tab.asked.append(request))
        tab.goto(path.as_uri())
        tab.evaluate("document.fonts.ready.then(() => true)")
        tab.evaluate(measures)
        yield tab
        context.close()

    return opened


@pytest.fixture(scope="session")
def real_page(tmp_path_factory):
    """The page that the sources build, with all its cards."""
    from real import edition  # runs the notebook, which few tests need

    from hedged.render.html import page

    path = tmp_path_factory.mktemp("real") / "briefing.html"
    path.write_text(page(edition()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def source():
    """The page of a made-up document that has one of each, as text."""
    from samples import document

    from hedged.render.html import page

    return page(document())


@pytest.fixture(scope="session")
def tree(source):
    """The same as a parser sees it."""
    from pages import parsed

    return parsed(source)


@pytest.fixture(scope="session")
def sample_page(source, tmp_path_factory):
    """The same as a file."""
    path = tmp_path_factory.mktemp("sample") / "briefing.html"
    path.write_text(source, encoding="utf-8")
    return path
