"""What all tests share: the browser, and that the tests left out for want of one are counted aloud."""

import shutil

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
