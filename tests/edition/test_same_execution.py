"""Every notebook of the project comes to the same in the build's worker process and in a Jupyter kernel."""

import pytest
import shared
from place import ROOT

from notebooks import executed_by_kernel

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks_to_compare():
    assert "2-briefing" in [path.stem for path in NOTEBOOKS]


#: The briefing is long; what it is made of stands in the others too.
LONG = {"2-briefing": pytest.mark.slow}


@pytest.mark.parametrize(
    "path", [pytest.param(path, marks=LONG.get(path.stem, ()), id=path.stem) for path in NOTEBOOKS]
)
def test_worker_and_kernel_come_to_the_same_in_every_cell(path):
    """Outputs, counts and values in prose, as JSON; a widget's random id is a number in both (`notebook_file.settled`)."""
    by_worker, by_kernel = shared.executed(path), executed_by_kernel(path)
    for worker, kernel in zip(by_worker.pop("cells"), by_kernel.pop("cells"), strict=True):
        assert kernel == worker
    assert by_kernel == by_worker
