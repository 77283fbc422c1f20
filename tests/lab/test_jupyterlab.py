"""The notebooks in JupyterLab, as `make lab` opens it, in Chromium: run, read, edited, exported and saved."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from markdown_it import MarkdownIt
from mdit_py_plugins.myst_role import myst_role_plugin
from opened import PATIENCE_MS, Notebook, copied, git, made_lab
from playwright.sync_api import expect
from projects import hedged

from hedged.look.display import MIME
from hedged.notebook.run import execute

pytestmark = pytest.mark.browser

NAMES = ["1-reported", "2-briefing", "3-what-if"]
THEMES = ["Dark", "Light"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("lab") / "project")


@pytest.fixture(scope="module")
def address(project, tmp_path_factory):
    with made_lab(project, tmp_path_factory.mktemp("home")) as told:
        yield told


@pytest.fixture(scope="module")
def window(browser):
    """Opens an address in a new window, which keeps the faults that the console tells."""
    contexts = []

    def opened(url):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def run(window, address, project):
    """A notebook by its name, after Run All; the same one for all tests."""
    opened = {}

    def notebook(name):
        if name not in opened:
            page = window(re.sub(r"[^/]*\.ipynb\?", f"{name}.ipynb?reset&", address))
            opened[name] = Notebook(page, project / f"notebooks/{name}.ipynb")
            opened[name].run_all()
        return opened[name]

    return notebook


@pytest.fixture(scope="module")
def executed(project):
    """The cells of the briefing as the build runs them, by their ids."""
    return {cell["id"]: cell for cell in execute(project / "notebooks/2-briefing.ipynb")["cells"]}


def test_make_lab_opens_the_briefing_beside_all_notebooks(window, address):
    page = window(address)
    expect(page.get_by_role("main").get_by_role("tab")).to_have_text(["2-briefing.ipynb"], timeout=PATIENCE_MS)
    listed = page.locator(".jp-DirListing-itemName")
    expect(listed).to_have_text([f"{name}.ipynb" for name in NAMES], timeout=PATIENCE_MS)


def sentences(cell):
    """A Markdown cell as a list of its headings, paragraphs and items, with the results that the build found."""
    results = iter(cell["metadata"].get("user_expressions", ()))
    words = {"softbreak": " ", "hardbreak": " "}

    def read(token):
        if token.type == "myst_role":
            return next(results)["result"]["data"]["text/plain"]
        return words.get(token.type, token.content)

    tokens = MarkdownIt("commonmark").enable("table").use(myst_role_plugin).parse(cell["source"])
    return ["".join(map(read, token.children)) for token in tokens if token.type == "inline"]


def test_run_all_shows_every_value_in_its_sentence(run, executed):
    briefing = run("2-briefing")
    prose = {id: sentences(cell) for id, cell in executed.items() if cell["cell_type"] == "markdown"}
    assert sum("user_expressions" in cell["metadata"] for cell in executed.values()) > 10
    assert {id: briefing.prose(id) for id in prose} == prose


def test_run_all_puts_every_table_chart_and_verdict_in_its_place(run, executed):
    briefing = run("2-briefing")
    seen = set()
    for id, cell in executed.items():
        shown = [output["data"][MIME] for output in cell.get("outputs", ())]
        if cell["cell_type"] == "code":
            expect(briefing.output(id)).to_have_count(len(shown))
        for payload in shown:
            kind = payload["type"]
            output = briefing.output(id)
            output.scroll_into_view_if_needed()
            seen.add(kind)
            if kind == "table":
                expect(output.locator("caption")).to_have_text(payload["table"]["title"])
                expect(output.locator("tbody tr")).to_have_count(len(payload["table"]["rows"]))
            elif kind == "chart":
                expect(output.locator(".headline")).to_have_text(payload["chart"]["title"])
                expect(output.get_by_role("img", name=payload["chart"]["title"])).to_be_visible()
            elif kind == "ledger":
                expect(output.get_by_text(f"{len(payload['figures'])} statements")).to_be_visible()
            else:
                expect(output.get_by_text(payload[kind]["sentence"])).to_be_visible()
    assert seen == {"table", "chart", "verdict", "ledger"}


@pytest.mark.parametrize("name", NAMES)
def test_a_run_leaves_no_fault_in_the_console(run, name):
    assert run(name).page.faults == []


@pytest.fixture(scope="module")
def report(project, tmp_path_factory):
    """What `hedged build` makes of the same project."""
    folder = tmp_path_factory.mktemp("built") / "report"
    built = hedged("build", "--out", folder, cwd=project)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_save_and_export_gives_the_bytes_of_the_build(run, report, tmp_path, kind):
    briefing = run("2-briefing")
    with briefing.page.expect_download(timeout=PATIENCE_MS) as download:
        briefing.choose("File", "Save and Export Notebook As", f"Briefing_{kind}")
    download.value.save_as(tmp_path / "exported")
    assert download.value.suggested_filename == f"2-briefing.{kind}"
    assert (tmp_path / "exported").read_bytes() == (report / f"briefing.{kind}").read_bytes()


def test_an_edited_row_of_the_ledger_shows_after_a_re_run(run, project):
    briefing, rows = run("2-briefing"), project / "data/claimants.csv"
    before = rows.read_text(encoding="utf-8")
    told = briefing.cell("in-short").locator(".myst")
    expect(told).not_to_contain_text("Seoul’s service")
    edited = re.sub("^(nis,.*),NIS,", r"\1,Seoul’s service,", before, flags=re.MULTILINE)
    assert edited != before
    rows.write_text(edited, encoding="utf-8")
    try:
        briefing.run_all()
        expect(told).to_contain_text("Seoul’s service gives", timeout=PATIENCE_MS)
    finally:
        rows.write_text(before, encoding="utf-8")
        briefing.run_all()
    expect(told).not_to_contain_text("Seoul’s service", timeout=PATIENCE_MS)


# The contrast of each text of ours with the ground it stands on, by WCAG's formula, as [contrast, text].
_CONTRASTS = """() => {
  const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const [red, green, blue] = rgb(colour).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = element => {
    const colour = getComputedStyle(element).backgroundColor;
    return (rgb(colour)[3] ?? 1) > 0.99 ? colour : ground(element.parentElement);
  };
  const found = [];
  for (const output of document.querySelectorAll(".hedged, .hedged-what-if")) {
    const texts = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (!texts.currentNode.data.trim() || element.closest("style, [hidden], title, desc, option")) continue;
      const style = getComputedStyle(element);
      const colours = [style[element.closest("svg") ? "fill" : "color"], ground(element)].map(light).sort();
      found.push([(Math.max(...colours) + 0.05) / (Math.min(...colours) + 0.05), texts.currentNode.data]);
    }
  }
  return found;
}"""


def themed(notebook, theme):
    """The page of a notebook in this theme."""
    notebook.choose("Settings", "Theme", f"JupyterLab {theme}")
    body = notebook.page.locator("body")
    expect(body).to_have_attribute("data-jp-theme-name", f"JupyterLab {theme}", timeout=PATIENCE_MS)
    return notebook.page


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_every_word_stands_out_from_its_ground(run, name, theme):
    contrasts = themed(run(name), theme).evaluate(_CONTRASTS)
    assert len(contrasts) > 20
    assert [each for each in contrasts if each[0] < 4.5] == []


# The handles of ipywidgets' sliders have no name and take none from Python; the field above each has one.
_OURS = {"include": [[".hedged"]], "exclude": [[".noUi-handle"]]}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_to_mend_in_what_is_shown(run, name, theme):
    found = Axe().run(themed(run(name), theme), context=_OURS, options={"runOnly": WCAG})
    assert len(found.response["passes"]) > 5
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", NAMES[1:])
def test_no_word_of_a_drawing_is_smaller_than_12_px(run, name):
    sizes = run(name).page.evaluate("""() => [...document.querySelectorAll(".hedged .drawing text")].map(text => {
      const drawing = text.ownerSVGElement;
      return parseFloat(getComputedStyle(text).fontSize) * drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    })""")
    assert sizes and min(sizes) >= 12


@pytest.mark.parametrize("name", NAMES[:2])
def test_a_standing_stands_under_its_number_in_line_with_its_end(run, name):
    places = run(name).page.evaluate("""() => [...document.querySelectorAll(".hedged .standing")].map(standing => {
      const number = document.createRange();
      number.setStart(standing.parentElement, 0);
      number.setEndBefore(standing);
      const [above, below] = [number.getClientRects()[0], standing.getBoundingClientRect()];
      const words = document.createRange();
      words.selectNodeContents(standing);
      return [below.top - above.bottom, Math.abs(words.getBoundingClientRect().right - above.right)];
    })""")
    assert places
    assert all(between > -3 and aside < 1 for between, aside in places), places


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_run_leaves_nothing_for_git_and_a_notebook_that_check_accepts(run, project, tmp_path, name):
    path = f"notebooks/{name}.ipynb"
    notebook = run(name)
    notebook.save()
    saved = json.loads((project / path).read_text(encoding="utf-8"))
    assert any(cell.get("outputs") for cell in saved["cells"])
    assert hedged("check", cwd=project).returncode == 0, "a notebook as saved, with its outputs"
    git(project, "add", path)
    assert git(project, "status", "--porcelain", path) == ""
    git(project, "checkout-index", "--all", f"--prefix={tmp_path}/")
    checked = hedged("check", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.fixture
def panel(run):
    """The panel of the what-if notebook, new: with the numbers of the article."""
    notebook = run("3-what-if")
    notebook.run_all()
    found = notebook.output("article-panel").locator(".hedged-what-if")
    expect(found.locator(".hedged-verdict")).to_have_text("depends")
    return found


def field(panel, name):
    return panel.locator(f".hedged-{name} input[type=text]")


def test_the_what_if_panel_starts_with_the_article_and_says_where_the_verdict_tips(panel):
    answer = panel.locator(".hedged-answer")
    expect(answer.locator(".hedged-sentence")).to_have_text(
        "Whether it is above one third depends: as rounded it is 30 to 43%; as said it holds (36%)."
    )
    for words in ("from 3,667 on", "below 12,000", "survives 1/2 times the rounding"):
        expect(answer).to_contain_text(words)
    expect(panel.locator(".hedged-chart").get_by_role("img")).to_be_visible()


def test_number_grain_hedge_reading_and_threshold_move_verdict_and_chart(panel):
    verdict, sentence = panel.locator(".hedged-verdict"), panel.locator(".hedged-sentence")
    chart = panel.locator(".hedged-chart svg")
    drawn = chart.inner_html()

    field(panel, "first-grain").fill("500")
    field(panel, "second-grain").fill("500")
    expect(verdict).to_have_text("holds as rounded")
    expect(sentence).to_contain_text("it touches one third without reaching it.")
    assert chart.inner_html() != drawn

    panel.locator(".hedged-reading").get_by_text("wide", exact=True).click()
    expect(panel.locator(".hedged-on-reading")).to_contain_text("Read wide:")
    expect(panel.locator(".hedged-chosen")).to_contain_text("wide")
    expect(verdict).to_have_text("holds as rounded")

    field(panel, "threshold").fill("0.4")
    expect(sentence).to_contain_text("40%")
    expect(verdict).to_have_text("fails as rounded")

    field(panel, "first-number").fill("9,000")
    expect(panel.locator(".hedged-first-statement option:checked")).to_have_text("a number of my own")
    expect(verdict).to_have_text("holds on every reading")

    hedge = panel.locator(".hedged-first-hedge select")
    hedge.select_option(label="up to …")
    expect(panel.locator(".hedged-first-echo")).to_contain_text("up to 9,000")
    expect(verdict).to_have_text("depends")


def test_an_entry_that_cannot_be_says_why_and_takes_the_answer_away_until_it_is_mended(panel):
    field(panel, "first-number").fill("abc")
    expect(panel.get_by_role("alert")).to_have_text(
        "No answer. Part: 'abc' is not a number; write 4000, 4,000, 40 % or 1/3."
    )
    expect(panel.locator(".hedged-verdict")).to_have_count(0)
    expect(panel.locator(".hedged-chart svg")).to_have_count(0)
    field(panel, "first-number").fill("4,000")
    expect(panel.locator(".hedged-verdict")).to_have_text("depends")
    expect(panel.locator(".hedged-chart svg")).to_have_count(1)


def test_in_a_narrow_window_fields_and_answer_keep_to_their_column_and_only_the_chart_scrolls(panel):
    window = panel.page.viewport_size
    panel.page.set_viewport_size({"width": 900, "height": 900})
    try:
        panel.page.wait_for_function("document.querySelector('.hedged-what-if').clientWidth < 600")
        wide = panel.evaluate("""panel => [...panel.querySelectorAll("*")]
          .filter(each => !each.closest(".hedged-chart > svg, .slider-container"))
          .filter(each => each.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1)
          .map(each => each.outerHTML.slice(0, 80))""")
        chart = panel.locator(".hedged-chart").evaluate("chart => chart.scrollWidth > chart.clientWidth")
    finally:
        panel.page.set_viewport_size(window)
    assert (wide, chart) == ([], True)


def test_no_field_of_the_panel_is_called_null_under_the_mouse(panel):
    assert panel.locator("label").count() > 10
    assert panel.locator("[title=null]:visible").count() == 0


def test_the_what_if_panel_leaves_no_fault_in_the_console(panel, run):
    panel.locator(".hedged-question").get_by_text("as a multiple", exact=True).click()
    expect(field(panel, "threshold")).to_have_value("twice")
    assert run("3-what-if").page.faults == []
