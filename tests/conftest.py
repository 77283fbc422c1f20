"""What all tests share: the browser, and that tests left out are counted aloud, with the reason."""

import os
import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

# Its checks say what they found, as tests do.
pytest.register_assert_rewrite("for_everyone")

# The same examples on every machine, however slow, and nothing written beside the tests.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")

#: Why the tests of a marker are left out of a short run; a test with both counts for the first.
REASONS = {
    "browser": "they open Chromium",
    "slow": "each takes long, and a quicker one of its kind has run",
}
_left_out: Counter[str] = Counter()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """A folder for what shared.py makes once in this run of the tests; its workers inherit the variable."""
    if "HEDGED_TESTS_SHARED" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="hedged-tests-")
        os.environ["HEDGED_TESTS_SHARED"] = folder.name
        config.add_cleanup(folder.cleanup)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file run in one worker, which keeps what they share; each look of the page may have one of its own."""
    for item in items:
        look = getattr(item, "callspec", None) and item.callspec.params.get("tab")
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}{f' {look}' if look else ''}"))


def pytest_deselected(items: list[pytest.Item]) -> None:
    # Who asks for tests by their names knows that others are left out.
    items = [item for item in items if item.config.option.markexpr]
    _left_out.update(next((each for each in REASONS if item.get_closest_marker(each)), "") for item in items)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Every worker of pytest-xdist collects, and leaves out, all tests; the process that starts them collects none."""
    _left_out.update(Counter(getattr(node, "workeroutput", {}).get("left_out", {})) - _left_out)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(_left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for marker, reason in REASONS.items():
        if count := _left_out[marker]:
            terminalreporter.write_line(f"{count} {marker} tests left out ({reason}); make test-all runs them")


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
