"""JupyterLab as `make lab` starts it, on a copy of the project, and its notebooks as a user finds them there."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer

from playwright.sync_api import Locator, Page, expect

from hedged.notebook.file import expressions

ROOT = Path(__file__).parents[2]
TOKEN = "of-the-tests"

#: Time for one step in JupyterLab: generous, for a machine that is busy with other things.
PATIENCE_MS = 60_000

# The headings, paragraphs and items of prose, without the sign of a link to a heading.
_SENTENCES = """prose => [...prose.querySelectorAll("h1, h2, h3, h4, p, li:not(:has(p)), th, td")]
  .map(each => {
    const copy = each.cloneNode(true);
    copy.querySelectorAll(".select-none").forEach(sign => sign.remove());
    return copy.textContent.replace(/\\s+/g, " ").trim();
  })"""

# The numbers that code cells bear: [3] after a run, which no other run of this kernel has, [*] before its end.
_RUNS = """[...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")]
  .map(prompt => Number(prompt.textContent.replace(/\\D/g, "")))"""
_FAULT = '[data-mime-type="application/vnd.jupyter.error"]'


def copied(folder: Path) -> Path:
    """The project as it stands in the working tree, under Git and with the packages of these tests."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "A copy")
    # Filled already, and later than the lock, so that make fills nothing.
    (folder / ".venv").mkdir()
    (folder / ".venv/bin").symlink_to(Path(sys.prefix) / "bin")
    (folder / ".venv/filled").touch()
    return folder


def git(folder: Path, *arguments: str) -> str:
    """What Git says in a folder, whatever its user has set up elsewhere."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def made_lab(project: Path, home: Path):
    """`make lab` in a project, for a user whose home is new; yields the address it tells."""
    news = home / ".jupyter/lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}')  # else it asks, and then fetches
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG", "MAKE"))}
    switches = f"--no-browser --port=0 --IdentityProvider.token={TOKEN}"
    if os.getuid() == 0:
        switches += " --allow-root"
    server = subprocess.Popen(
        ["make", "lab", f"LAB={switches}"],
        cwd=project,
        env={**environment, "HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    address = _told(server)
    # Read on: a server whose words nobody reads stops at some time.
    reader = Thread(target=server.stdout.read, daemon=True)
    reader.start()
    try:
        yield address
    finally:
        # The server ends its kernels, which have sessions of their own; with the last of them the words end.
        os.killpg(server.pid, signal.SIGTERM)
        reader.join(PATIENCE_MS / 1000)
        if reader.is_alive():
            os.killpg(server.pid, signal.SIGKILL)
            reader.join()
        server.wait()
        server.stdout.close()


def _told(server: subprocess.Popen[str]) -> str:
    """The address that a starting server tells."""
    limit = Timer(PATIENCE_MS / 1000, os.killpg, (server.pid, signal.SIGKILL))
    limit.start()
    said = []
    for line in server.stdout:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/\S*", line):
            limit.cancel()
            return found[0].replace("token=...", f"token={TOKEN}")
    limit.cancel()
    raise AssertionError(f"make lab ended:\n{''.join(said)}")


class Notebook:
    """One notebook open in JupyterLab: what a user does in it and sees."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.panel = page.locator(".jp-NotebookPanel")
        # Cells come into the page one after the other; a command before the last one reaches only those there.
        expect(self.panel.locator(".jp-Cell")).to_have_count(len(self.cells), timeout=PATIENCE_MS)
        # And cells that run before the kernel is there stay without a result.
        expect(page.locator("#jp-main-statusbar")).to_contain_text("Python 3 (ipykernel) | Idle", timeout=PATIENCE_MS)

    def choose(self, *names: str) -> None:
        """Chooses from the menu bar, by the words of the menu and of each entry."""
        self.page.get_by_role("menuitem", name=names[0], exact=True).click()
        for name in names[1:]:
            entry = self.entry(name)
            entry.hover() if name != names[-1] else entry.click()

    def entry(self, name: str) -> Locator:
        """An entry of an open menu; its words stand in a node of their own, beside its keys."""
        words = self.page.locator(".lm-Menu-itemLabel").get_by_text(name, exact=True)
        return self.page.locator(".lm-Menu-item").filter(has=words)

    def cell(self, id: str) -> Locator:
        """The cell of this id, which stands in the file and not on the page."""
        return self.panel.locator(".jp-Cell").nth([cell["id"] for cell in self.cells].index(id))

    def run_all(self) -> None:
        """Run All Cells, until each code cell has run once more and each value in prose is there."""
        before = self.page.evaluate(f"Math.max(0, ...{_RUNS})")
        self.choose("Run", "Run All Cells")
        done = f"before => {_RUNS}.every(run => run > before) || document.querySelector('{_FAULT}')"
        self.page.wait_for_function(done, arg=before, timeout=PATIENCE_MS)
        assert self.panel.locator(_FAULT).all_text_contents() == []
        # Without an answer, an expression stands as code.
        asked = [each for cell in self.cells for each in expressions("".join(cell["source"]))]
        raw = self.panel.locator(".myst code", has_text=re.compile(f"^({'|'.join(map(re.escape, asked))})$"))
        expect(raw).to_have_count(0, timeout=PATIENCE_MS)

    def prose(self, id: str) -> list[str]:
        """The headings, paragraphs and items of a Markdown cell as they read."""
        return self.cell(id).locator(".myst").evaluate(_SENTENCES)

    def output(self, id: str) -> Locator:
        """What a code cell shows."""
        return self.cell(id).locator(".jp-OutputArea-output")

    def save(self) -> None:
        """Saves by the keyboard."""
        with self.page.expect_response(
            lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url
        ):
            self.panel.locator(".jp-Notebook").press("Control+s")
