"""What is dear and the same for all tests, made once in a run of the tests: the workers of pytest-xdist share it as files."""

import fcntl
import json
import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from hedged import notebook


def once(name: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, from the file of this name if another test has made it already, or is about to."""
    path = Path(os.environ["HEDGED_TESTS_SHARED"], name)  # conftest.py makes the folder, and takes it away
    with path.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            path.write_bytes(make())
    return path.read_bytes()


def executed(path: Path, parameters: Mapping[str, str] = {}) -> dict[str, Any]:
    """A notebook of the project, executed with these parameters by the worker; it stays as it is while tests run."""
    asked = json.dumps([str(path), dict(parameters)], sort_keys=True)
    content = once(
        sha256(asked.encode()).hexdigest(),
        lambda: json.dumps(notebook.execute(path, parameters=parameters)).encode(),
    )
    return json.loads(content)
