"""What all tests share: the tests left out for want of a browser are counted aloud."""

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
