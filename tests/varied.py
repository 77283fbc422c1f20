"""Two builds in which everything varies that must not matter; every byte of both reports must be the same.

    .venv/bin/python tests/varied.py

Both make the same kept editions and then the current one, each from a copy of this project:

    once                              and again
    a folder                          a deeper one, with spaces and letters beyond ASCII
    an empty HOME                     one with settings for matplotlib, IPython, Jupyter and fontconfig
    this user                         another user, of whom the system knows no name
    umask 022                         umask 077
    UTC, Python's own locale          Chatham Islands, German (decimal commas), Korean messages
    PYTHONHASHSEED 0                  PYTHONHASHSEED 4711
    every CPU                         one
    the clock as it is                a clock that passes from 2031 into 2032
    files made and listed in order    in the opposite order
    the network                       none

Needs faketime and localedef (Debian: faketime, locales). Where the system lets nobody have namespaces of their own, as
in some containers, it says so: then the other user is one by name alone, and the network is cut within Python.
One line at the end says that all is the same; else each file that differs is named with its first difference.
Exit status: 0 the same, 1 not the same, 2 something is missing here.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from projects import ROOT, contents, inputs

from hedged.editions.verify.places import bytewise
from hedged.editions.verify.places import place as first_place

DAYS = ("2025-04-30", "2025-07-04")
"""The editions that both keep before they build the current one, which tells what has changed since."""

LISTED = '''\
"""Folders are listed in an order of their own: by name, or backwards."""

import os

_listdir, _scandir = os.listdir, os.scandir
_BACKWARDS = os.environ["LISTED"] == "backwards"


class _Listed(list):
    """What os.scandir gives, as far as it is an iterator that is closed."""

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.close()

    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop(0)

    def __iter__(self):
        return self

    def close(self):
        self.clear()


def listdir(path="."):
    return sorted(_listdir(path), reverse=_BACKWARDS)


def scandir(path="."):
    with _scandir(path) as entries:
        return _Listed(sorted(entries, key=lambda entry: entry.name, reverse=_BACKWARDS))


os.listdir, os.scandir = listdir, scandir

if os.environ.get("NETWORK") == "none":
    import socket

    def _cut(*address):
        raise OSError("no network here")

    socket.socket.connect = _cut
'''
"""A `sitecustomize` for every Python of a build."""

NAMESPACES = ("unshare", "--map-user=4711", "--map-group=4711", "--net")
"""The command that runs another as another user and without a network."""

SETTINGS = {
    ".config/matplotlib/matplotlibrc": "font.size: 31\nsvg.fonttype: path\naxes.grid: True\nlines.linewidth: 9\n",
    ".ipython/profile_default/startup/00-first.py": "known_on = '2025-01-31'\n",
    ".ipython/profile_default/ipython_config.py": "get_config().InteractiveShell.ast_node_interactivity = 'all'\n",
    ".jupyter/jupyter_config.json": '{"NbConvertApp": {"export_format": "script"}}\n',
    ".config/fontconfig/fonts.conf": "<fontconfig><dir>/nowhere</dir></fontconfig>\n",
}
"""What users keep in their HOME, by path."""


SEEN = """\
import datetime, getpass, json, locale, os, pathlib, socket, time
def network():
    try:
        return socket.socket(type=socket.SOCK_DGRAM).connect(("192.0.2.1", 9)) or "there"
    except OSError:
        return "none"
locale.setlocale(locale.LC_ALL, "")
umask = os.umask(0)
print(json.dumps({
    "folder": os.getcwd(), "HOME": os.listdir(pathlib.Path.home()), "user": os.getuid(), "user name": getpass.getuser(),
    "umask": umask, "time zone": time.tzname, "locale": f"{1.5:n}", "hash seed": hash("seed"),
    "number of CPUs": len(os.sched_getaffinity(0)), "year": datetime.date.today().year,
    "order of files": os.listdir("data"), "network": network(),
}))
"""
"""What a Python in a place sees of all that varies."""


class Missing(Exception):
    """What this machine lacks, with the remedy."""


class Failed(Exception):
    """A build that came to no end."""


class Place(NamedTuple):
    """Where and how one of the builds runs."""

    folder: str
    umask: int
    environment: Mapping[str, str]
    settings: Mapping[str, str] = {}
    backwards: bool = False
    through: tuple[str, ...] = ()
    """The commands that run the build, outermost first."""


def places(locales: Path, namespaces: tuple[str, ...]) -> tuple[Place, Place]:
    """The two, of which the second needs the locales of a folder, and runs in namespaces of its own if it may."""
    cpu = min(os.sched_getaffinity(0))
    return (
        Place("once", 0o022, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "USER": "once"}),
        Place(
            "and again/in einem tieferen Ordner, öäü 한",
            0o077,
            {
                "TZ": "Pacific/Chatham",
                "LC_ALL": "de_DE.UTF-8",
                "LANGUAGE": "ko",
                "LOCPATH": str(locales),
                "PYTHONHASHSEED": "4711",
                "USER": "nobody known",
                "COLUMNS": "40",
                # Waiting is measured by another clock, which stays as it is.
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "NETWORK": "its own" if namespaces else "none",
            },
            SETTINGS,
            True,
            (
                *namespaces,
                *("taskset", "--cpu-list", str(cpu)),
                *("faketime", "-f", "@2031-12-31 23:59:57"),
            ),
        ),
    )


class Built(NamedTuple):
    """A finished report, and what a Python saw of the place it was built in."""

    files: Mapping[str, bytes]
    seen: Mapping[str, object]


def made(place: Place, folder: Path) -> Built:
    """The whole report, with its kept editions, built in a place below this folder."""
    project = folder / place.folder
    project.mkdir(parents=True)
    beside = {name: project.parent / f"{name} of {project.name}" for name in ("HOME", "TMPDIR", "PYTHONPATH")}
    for each in beside.values():
        each.mkdir()
    for path, content in sorted(inputs(ROOT).items(), reverse=place.backwards):
        _written(project / path, content)
    for path, content in place.settings.items():
        _written(beside["HOME"] / path, content.encode())
    _written(beside["PYTHONPATH"] / "sitecustomize.py", LISTED.encode())
    environment = {
        **os.environ,
        **{name: str(path) for name, path in beside.items()},
        **place.environment,
        "LISTED": "backwards" if place.backwards else "in order",
        "PYTHONPATH": f"{project / 'src'}{os.pathsep}{beside['PYTHONPATH']}",
        "LOGNAME": place.environment["USER"],
    }
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "IPYTHONDIR", "JUPYTER_CONFIG_DIR"):
        environment.pop(name, None)

    def said(*arguments: str) -> str:
        done = subprocess.run(
            [*place.through, sys.executable, *arguments],
            cwd=project, env=environment, umask=place.umask, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"{' '.join(arguments)} failed in {project}:\n{done.stderr}")
        return done.stdout

    seen = json.loads(said("-c", SEEN))
    said("-m", "hedged", "keep", *DAYS)
    said("-m", "hedged", "build")
    return Built(contents(project / "report"), seen)


def _written(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def refuse_what_is_missing() -> None:
    """Raises Missing before any work where a build could not be varied."""
    for command, package in {"faketime": "faketime", "localedef": "locales", "taskset": "util-linux"}.items():
        if shutil.which(command) is None:
            raise Missing(f"there is no {command} here: install it (Debian: apt-get install {package})")


def why_no_namespaces() -> str:
    """What the system says against namespaces of one's own; nothing where it lets users have them."""
    try:
        done = subprocess.run([*NAMESPACES, "true"], capture_output=True, text=True)
    except OSError as fault:
        return str(fault)
    return done.stderr.strip() if done.returncode else ""


def german(folder: Path) -> Path:
    """A folder with the German locale, as LOCPATH takes it; systems have few by themselves."""
    done = subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], capture_output=True, text=True
    )
    if not (folder / "de_DE.UTF-8/LC_NUMERIC").is_file():
        raise Missing(
            f"localedef makes no German locale: {done.stderr.strip()}\ninstall its sources (Debian: apt-get install locales)"
        )
    return folder


def differing(once: Mapping[str, object], again: Mapping[str, object], namespaces: bool) -> list[str]:
    """What both places see otherwise. Raises Missing for what they see alike, unless this machine has but one of it."""
    single = {"number of CPUs": 1, "network": "none"} | ({} if namespaces else {"user": os.getuid()})
    if alike := [each for each in once if once[each] == again[each] != single.get(each)]:
        raise Missing(f"not varied here: {', '.join(alike)}")
    return [each for each in once if once[each] != again[each]]


def difference(name: str, once: bytes | None, again: bytes | None) -> str:
    """The first place at which a file of the two reports differs, in words."""
    if once is None or again is None:
        return f"{name}: only in the {'second' if once is None else 'first'} report"
    find = bytewise if name.endswith(".pdf") else partial(first_place, Path(name).name)
    place = find(again, once)
    return f"{name}: {place.words}: {place.right}, and again {place.here}"


def main() -> int:
    """The exit status."""
    with tempfile.TemporaryDirectory(prefix="varied-") as temporary:
        folder = Path(temporary)
        (folder / "locales").mkdir()
        try:
            refuse_what_is_missing()
            if why := why_no_namespaces():
                print(f"tests/varied.py: no namespaces here ({why}): another user by name alone, network cut in Python")
            both = places(german(folder / "locales"), () if why else NAMESPACES)
            with ThreadPoolExecutor() as aside:
                once, again = aside.map(lambda place: made(place, folder), both)
            varied = differing(once.seen, again.seen, namespaces=not why)
        except (Missing, Failed) as fault:
            print(f"tests/varied.py: {fault}", file=sys.stderr)
            return 2 if isinstance(fault, Missing) else 1
    names = sorted({*once.files, *again.files})
    unlike = [name for name in names if once.files.get(name) != again.files.get(name)]
    for name in unlike:
        print(difference(name, once.files.get(name), again.files.get(name)), file=sys.stderr)
    if unlike:
        print(f"tests/varied.py: {len(unlike)} of {len(names)} files differ", file=sys.stderr)
        return 1
    print(f"all {len(names)} files of two reports are the same, built with another {', '.join(varied)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
