"""The command `hedged` in a process of its own that has its imports behind it.

A server, started with the first command, imports the package once and forks for each command: a tenth of the time of
a new interpreter. What an interpreter does at its start (imports, environment, terminal) is proven by commands that
have one of their own.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCES = Path(__file__).parents[1] / "src"
#: What no command imports: the parts that run in Jupyter, and what is run by its name.
APART = ("hedged/lab/", "hedged/notebook/worker.py", "__main__.py")
MODULES = [
    path.relative_to(SOURCES).with_suffix("").as_posix().removesuffix("/__init__").replace("/", ".")
    for path in sorted(SOURCES.rglob("*.py"))
    if not any(each in path.as_posix() for each in APART)
]

_SERVER = multiprocessing.get_context("forkserver")
# pytest too, whose main module every child looks at once more.
_SERVER.set_forkserver_preload(["pytest", *MODULES])


def run(arguments: Sequence[str], cwd: Path, timeout_s: float) -> subprocess.CompletedProcess[str]:
    """What the command printed, apart for each stream, and its exit status. Raises TimeoutExpired."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _SERVER.Process(target=_command, args=(list(arguments), cwd, dict(os.environ), out, err))
        process.start()
        process.join(timeout_s)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, timeout_s)
        status = process.exitcode
        process.close()
        return subprocess.CompletedProcess(arguments, status, out.read_text(), err.read_text())


def _command(arguments: list[str], cwd: Path, environment: dict[str, str], out: Path, err: Path) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = ["hedged", *arguments]

    from hedged.cli.main import main

    main()
