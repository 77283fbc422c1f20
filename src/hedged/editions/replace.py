"""Replacing a folder in one step, by one process at a time.

The new content is written to ``.NAME.new`` beside the target and then exchanged with it in one call
(``renameat2`` with ``RENAME_EXCHANGE``, Linux). Where the system cannot do that, the target is moved to
``.NAME.old`` first; a process that dies between the two renames leaves no target, and the next one puts
the old folder back. So at every moment either the old content or the new one stands, whole.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from hedged.errors import HedgedError

RENAME_EXCHANGE = 2  # linux/fs.h
AT_FDCWD = -100  # fcntl.h: paths are taken as they are


class TargetError(HedgedError):
    """The target folder cannot be written."""

    exit_status = 3


class AlreadyRunning(HedgedError):
    """Another process is replacing the same folder."""

    exit_status = 4


@contextmanager
def held(target: Path) -> Iterator[None]:
    """Keep `target` to this process, with what killed processes left there repaired and cleared.

    Raises TargetError where it cannot be written, AlreadyRunning where another process holds it.
    """
    target, new, old = _places(target)
    _check_writable(target)
    with _locked(target.with_name(f".{target.name}.lock"), target):
        _recover(target, new, old)
        yield


def replace(target: Path, contents: Mapping[str, bytes], carried: Callable[[str], bool]) -> None:
    """Put a folder with these files, by their path in it, in the place of `target`. Only within `held`.

    What stands in `target` under a name for which `carried` is true stands in the new folder too
    (``editions/``); none of `contents` may be among it. Raises TargetError; then the target stays as it was.
    """
    target, new, old = _places(target)
    try:
        new.mkdir()
        _carry(target, new, carried)
        for name, content in contents.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        _swap(target, new, old)
    except OSError as fault:
        raise _not_writable(target, fault) from fault
    finally:
        # After the exchange this is the old content, after an error the unfinished new one.
        shutil.rmtree(new, ignore_errors=True)


def _places(target: Path) -> tuple[Path, Path, Path]:
    target = Path(os.path.realpath(target))  # a link keeps pointing to its folder
    return target, target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")


def _check_writable(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise TargetError(
            f"{target} is a file, and a build needs a folder there: move the file, or choose a folder with --out"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise _not_writable(target.parent, fault) from fault
    for folder in (target.parent, target):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise _not_writable(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def _not_writable(folder: Path, fault: OSError) -> TargetError:
    why = (fault.strerror or str(fault)).lower()
    return TargetError(
        f"{folder} cannot be written: {why}\nnothing was built; make it writable, or choose another folder with --out"
    )


@contextmanager
def _locked(path: Path, target: Path) -> Iterator[None]:
    """Hold the lock file; the kernel lets go of it when this process ends, however it ends.

    A record lock (`lockf`): it belongs to this process alone, whatever it starts.
    """
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as fault:
            raise _not_writable(target.parent, fault) from fault
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # EAGAIN or EACCES, as the system likes
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip()
            os.close(descriptor)
            process = f" (process {holder})" if holder else ""
            raise AlreadyRunning(
                f"a build of {target} is already running{process}; wait for its end, then build again"
            ) from None
        # The holder before us may have removed the file between our open and our lock: then we hold a ghost.
        try:
            if os.fstat(descriptor).st_ino == os.stat(path).st_ino:
                break
        except FileNotFoundError:
            pass
        os.close(descriptor)
    try:
        os.truncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _recover(target: Path, new: Path, old: Path) -> None:
    """Repair what a killed process left. Called with the lock held."""
    try:
        if old.exists() and not target.exists():
            old.rename(target)
        for rest in (old, new):
            if rest.exists():
                shutil.rmtree(rest)
    except OSError as fault:
        raise _not_writable(target.parent, fault) from fault


def _carry(target: Path, new: Path, carried: Callable[[str], bool]) -> None:
    """Give the new folder what is to survive. Hard links: no copy, and the target stays whole meanwhile."""
    if not target.exists():
        return
    for entry in sorted(target.iterdir()):
        if not carried(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True, copy_function=_link)
        else:
            _link(entry, new / entry.name)


def _link(source: str | Path, place: str | Path) -> None:
    try:
        os.link(source, place, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(source, place, follow_symlinks=False)


def _swap(target: Path, new: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one call; False where the C library or the file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    arguments = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if renameat2(*arguments) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))
