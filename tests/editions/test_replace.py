"""A folder is replaced whole or not at all, by one process at a time."""

import ctypes
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from hedged.editions import replace as exchange
from hedged.editions.replace import AlreadyRunning, TargetError, held, replace

CAP_DAC_OVERRIDE, PR_CAPBSET_DROP = 1, 24


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def put(target: Path, text: str) -> None:
    with held(target):
        replace(target, {"page": text.encode()}, carried=lambda name: name == "editions")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    put(tmp_path / "report", "old")
    return tmp_path / "report"


@pytest.fixture(params=["exchange", "two renames"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process that has printed its first line."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL
    process.stdout.close()


def test_the_new_folder_takes_the_place_of_the_old_and_nothing_is_left_beside_it(either_way, target):
    put(target, "new")
    assert content(target) == {"page": "new"}
    assert os.listdir(target.parent) == ["report"]


def test_folders_above_the_target_are_made(tmp_path):
    put(tmp_path / "a/b/report", "new")
    assert content(tmp_path) == {"a/b/report/page": "new"}


def test_this_system_exchanges_in_one_call(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "one/page").write_text("1")
    assert exchange._exchange(tmp_path / "one", tmp_path / "two")
    assert content(tmp_path) == {"two/page": "1"}


def test_a_file_system_that_cannot_exchange_gets_two_renames(target, monkeypatch):
    class Library:
        def __init__(self, *_, **__):
            self.renameat2 = lambda *_: (ctypes.set_errno(22), -1)[1]

    monkeypatch.setattr(ctypes, "CDLL", Library)
    put(target, "new")
    assert content(target) == {"page": "new"}


def test_kept_editions_survive(either_way, target):
    (target / "editions/2025-07-05").mkdir(parents=True)
    (target / "editions/2025-07-05/page").write_text("kept")
    (target / "editions/latest").symlink_to("2025-07-05")
    put(target, "new")
    put(target, "newer")
    assert (target / "page").read_text() == "newer"
    assert (target / "editions/2025-07-05/page").read_text() == "kept"
    assert os.readlink(target / "editions/latest") == "2025-07-05"


def test_kept_editions_survive_where_there_are_no_hard_links(target, monkeypatch):
    def link(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    (target / "editions").mkdir()
    (target / "editions/page").write_text("kept")
    monkeypatch.setattr(os, "link", link)
    put(target, "new")
    assert content(target) == {"editions/page": "kept", "page": "new"}


def test_a_link_to_the_folder_stays_a_link(target):
    (target.parent / "link").symlink_to("report")
    put(target.parent / "link", "new")
    assert (target.parent / "link").is_symlink()
    assert content(target) == {"page": "new"}


def test_a_failed_swap_leaves_the_old_folder_whole(target, monkeypatch):
    monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)
    rename = Path.rename

    def failing(self, place):
        if self.name == ".report.new":
            raise OSError(28, "No space left on device")
        return rename(self, place)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(TargetError) as caught:
        put(target, "new")
    assert str(caught.value) == (
        f"{target} cannot be written: no space left on device\n"
        "nothing was built; make it writable, or choose another folder with --out"
    )
    assert content(target) == {"page": "old"}
    assert os.listdir(target.parent) == ["report"]


def test_a_process_killed_between_the_two_renames_is_repaired_at_the_next_start(target):
    process = started(
        """
        import sys, time
        from pathlib import Path
        from hedged.editions import replace as exchange
        exchange._exchange = lambda one, other: False
        rename = Path.rename
        def stopping(self, place):
            if self.name == ".report.new":
                print("ready", flush=True)
                time.sleep(60)
            return rename(self, place)
        Path.rename = stopping
        with exchange.held(Path(sys.argv[1])):
            exchange.replace(Path(sys.argv[1]), {"page": b"new"}, lambda name: False)
        """,
        target,
    )
    kill(process)
    assert not target.exists()
    with held(target):
        assert content(target) == {"page": "old"}
    assert os.listdir(target.parent) == ["report"]


def test_a_process_killed_after_the_exchange_leaves_the_new_folder_and_its_rest_is_cleared(target):
    process = started(
        """
        import shutil, sys, time
        from pathlib import Path
        from hedged.editions import replace as exchange
        def stopping(*_, **__):
            print("ready", flush=True)
            time.sleep(60)
        with exchange.held(Path(sys.argv[1])):
            exchange.shutil.rmtree = stopping
            exchange.replace(Path(sys.argv[1]), {"page": b"new"}, lambda name: False)
        """,
        target,
    )
    kill(process)
    assert content(target) == {"page": "new"}
    assert ".report.new" in os.listdir(target.parent)
    with held(target):
        pass
    assert os.listdir(target.parent) == ["report"]


def test_a_second_process_is_told_so_and_a_dead_one_is_no_obstacle(target):
    process = started(
        """
        import sys, time
        from pathlib import Path
        from hedged.editions.replace import held
        with held(Path(sys.argv[1])):
            print("ready", flush=True)
            time.sleep(60)
        """,
        target,
    )
    with pytest.raises(AlreadyRunning) as caught:
        put(target, "new")
    kill(process)
    assert str(caught.value) == (
        f"a build of {target} is already running (process {process.pid}); wait for its end, then build again"
    )
    assert caught.value.exit_status == 4
    assert content(target) == {"page": "old"}
    put(target, "new")
    assert content(target) == {"page": "new"}
    assert os.listdir(target.parent) == ["report"]


def test_a_process_forked_by_a_killed_one_does_not_hold_the_folder(target):
    process = started(
        """
        import os, sys, time
        from pathlib import Path
        from hedged.editions.replace import held
        with held(Path(sys.argv[1])):
            if os.fork():
                time.sleep(60)
            print("ready", flush=True)
            sys.stdout.close()
            os.close(1)
            time.sleep(3)
            os._exit(0)
        """,
        target,
    )
    kill(process)
    put(target, "new")
    assert content(target) == {"page": "new"}


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "report").write_text("a file")
    with pytest.raises(TargetError) as caught:
        put(tmp_path / "report", "new")
    assert str(caught.value) == (
        f"{tmp_path}/report is a file, and a build needs a folder there: move the file, or choose a folder with --out"
    )
    assert caught.value.exit_status == 3


def test_a_folder_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("a file")
    with pytest.raises(TargetError) as caught:
        put(tmp_path / "file/report", "new")
    assert str(caught.value) == (
        f"{tmp_path}/file cannot be written: file exists\n"
        "nothing was built; make it writable, or choose another folder with --out"
    )


def without_override() -> None:
    """Permissions bind root too, once this capability is gone from what its children may have."""
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        raise OSError("the capability to overrule permissions cannot be dropped")


@pytest.mark.parametrize("closed", ["report", "."])
def test_a_folder_without_the_right_to_write_is_refused_before_anything_is_done(target, closed):
    folder = (target.parent / closed).resolve()
    folder.chmod(0o555)
    code = "import sys; from pathlib import Path; from hedged.editions.replace import held\nwith held(Path(sys.argv[1])): print('held')"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, target], capture_output=True, text=True, preexec_fn=without_override
        )
    finally:
        folder.chmod(0o755)
    assert done.stdout == ""
    assert done.stderr.splitlines()[-2:] == [
        f"hedged.editions.replace.TargetError: {folder} cannot be written: permission denied",
        "nothing was built; make it writable, or choose another folder with --out",
    ]
    assert content(target) == {"page": "old"}
