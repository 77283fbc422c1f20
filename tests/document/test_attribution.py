"""In prose a reported figure names its claimant, or its sentence does."""

from copy import deepcopy

import ledgers
import pytest
from projects import cell as code_cell
from projects import hedged, project
from samples import CASUALTIES, META, SENT, SHARE, VERDICT, markdown, notebook, printed, result

from hedged.document.model import DocumentError
from hedged.document.reader import read

TITLE = markdown("# Title")
LEDGER = ledgers.ledger()


def reported(id, **claimant):
    """A reported figure by another claimant."""
    figure = deepcopy(SENT)
    figure["id"] = figure["evidence"]["statement"]["statement_id"] = id
    figure["evidence"]["claimant"].update(claimant_id=id, **claimant)
    return figure


def faults(source, *figures, **metadata):
    """What is said of a cell that prints these figures, named a, b, ... in its text."""
    results = [result(name, printed(figure)) for name, figure in zip("abc", figures, strict=False)]
    try:
        read(notebook(TITLE, markdown(source, *results, **metadata)), META)
    except DocumentError as error:
        return str(error).splitlines()
    return []


def test_a_sentence_without_its_claimant_is_named_with_cell_words_and_remedy():
    assert faults("Of the men who were sent that autumn, {eval}`a` were killed.", CASUALTIES) == [
        "2-briefing.ipynb, cell 2: the sentence “Of the men who were sent that autumn, …” prints "
        "north-casualties-2025-04-30 (about 4,000) without its claimant; name North in it, as {eval} of the figure's "
        ".claimant does, or give the reason in the cell's metadata: "
        '"unattributed": {"north-casualties-2025-04-30": "why"}'
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "North counts {eval}`a`.",
        "The North’s count is {eval}`a`.",
        "By the count of the Northern Survey Office {eval}`a`.",
        "It is {eval}`a` by the NORTHERN survey office.",
        "- It is {eval}`a`, says **North**.",
        "> North: {eval}`a`.",
        "- one\n  - North: {eval}`a`",
    ],
)
def test_the_short_name_or_the_name_in_the_sentence_is_enough(sentence):
    assert faults(sentence, CASUALTIES) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "North counted them. It found {eval}`a`.",
        "It found {eval}`a`. North counted them.",
        "Norths count {eval}`a`.",
        "Farnorth counts {eval}`a`.",
        "East counts {eval}`a`.",
        "- North\n- {eval}`a`",
        "> It is {eval}`a`.",
        "Of **{eval}`a`** sent.",
    ],
)
def test_a_name_elsewhere_or_another_name_is_not(sentence):
    (fault,) = faults(sentence, CASUALTIES)
    assert "prints north-casualties-2025-04-30 (about 4,000) without its claimant; name North in it" in fault


@pytest.mark.parametrize(
    ("short_name", "name", "sentence"),
    [
        ("Muster", "President of the Island (Jan Muster)", "The President of the Island says {eval}`a`."),
        ("Vzor", "Council of the East (Petr Vzor)", "Petr Vzor says {eval}`a`."),
        ("Harbour officials", "Harbour officials, not named", "harbour officials say {eval}`a`."),
        ("Capital", "Republic of the North, body not named", "The Republic of the North says {eval}`a`."),
    ],
)
def test_a_claimant_may_be_called_by_a_part_of_its_name(short_name, name, sentence):
    assert faults(sentence, reported("someone", short_name=short_name, name=name)) == []


def test_the_longer_name_does_not_name_the_shorter():
    state = reported("state", short_name="Island", name="Island, body not named")
    mission = reported("mission", short_name="Island at the council", name="Permanent Mission of the Island")
    assert faults("Island at the council says {eval}`a`.", mission) == []
    (fault,) = faults("Island at the council says {eval}`a`, and more: {eval}`b`.", mission, state)
    assert "prints state (about 11,000) without its claimant; name Island in it" in fault


def test_a_name_of_capitals_is_read_in_capitals_alone():
    office = reported("office", short_name="NSO", name="Northern Survey Office")
    assert faults("NSO counts {eval}`a`.", office) == []
    for other in ("Nso", "ANSO"):
        (fault,) = faults(f"{other} counts {{eval}}`a`.", office)
        assert "without its claimant; name NSO in it" in fault


def test_a_reading_of_a_figure_names_its_claimant_too():
    rounded = {"type": "link", "href": "#east-sent-2024-10-17", "text": "10,500 to 11,500"}
    stored = [result("a", printed(SENT)), result("b", rounded)]
    source = "East says {eval}`a`. That is {eval}`b`."
    with pytest.raises(DocumentError, match=r"the sentence “That is 10,500 to 11,500.” prints east-sent-2024-10-17"):
        read(notebook(TITLE, markdown(source, *stored)), META)


def test_derived_figures_and_verdicts_are_free():
    stored = [result("a", printed(SHARE)), result("v", {"type": "verdict", "text": "depends", "verdict": VERDICT})]
    assert read(notebook(TITLE, markdown("It is {eval}`a` and {eval}`v`.", *stored)), META)


def test_all_sentences_at_fault_are_named_at_once():
    found = faults("It is {eval}`a`.\n\n- It is {eval}`b`.", CASUALTIES, SENT)
    assert [each.split("prints ")[1].split()[0] for each in found] == [CASUALTIES["id"], SENT["id"]]


def test_an_exception_with_its_reason_is_let_through():
    assert faults("It is {eval}`a`.", SENT, unattributed={SENT["id"]: "about the number itself"}) == []


@pytest.mark.parametrize(
    ("source", "unattributed", "message"),
    [
        ("It is {eval}`a`.", {SENT["id"]: " "}, f'"unattributed" gives no reason for {SENT["id"]}; write why its sentence names no claimant'),
        ("It is {eval}`a`.", {SENT["id"]: 1}, f'"unattributed" gives no reason for {SENT["id"]}; write why its sentence names no claimant'),
        ("It is {eval}`a`.", [SENT["id"]], 'its metadata "unattributed" is no mapping of figures to reasons; write {"id-of-a-figure": "why"}'),
        ("East: {eval}`a`.", {SENT["id"]: "why"}, f'"unattributed" excuses {SENT["id"]}, which no sentence of the cell prints without its claimant; take it out'),
        ("East: {eval}`a`.", {"gone": "why"}, '"unattributed" excuses gone, which no sentence of the cell prints without its claimant; take it out'),
    ],
)  # fmt: skip
def test_an_exception_without_reason_or_use_is_a_fault(source, unattributed, message):
    assert faults(source, SENT, unattributed=unattributed) == [f"2-briefing.ipynb, cell 2: {message}"]


def test_every_claimant_of_the_ledger_is_known_by_its_short_name_and_by_no_other():
    figures = [LEDGER[name].json() for name in LEDGER]
    by_claimant = {each["evidence"]["claimant"]["claimant_id"]: each for each in figures}
    stored = [result(f"f{at}", printed(each)) for at, each in enumerate(by_claimant.values())]
    names = [each["evidence"]["claimant"]["short_name"] for each in by_claimant.values()]
    right = " ".join(f"We read that {name} says {{eval}}`f{at}`." for at, name in enumerate(names))
    assert read(notebook(TITLE, markdown(right, *stored)), META)
    wrong = " ".join(f"We read that {name} says {{eval}}`f{at}`." for at, name in enumerate([*names[1:], names[0]]))
    with pytest.raises(DocumentError) as caught:
        read(notebook(TITLE, markdown(wrong, *stored)), META)
    assert len(str(caught.value).splitlines()) == len(names)


def test_a_figure_made_up_in_the_notebook_needs_its_hedge(tmp_path):
    """The words of a figure are those of its record, whatever a notebook makes of its display."""
    small = project(
        tmp_path / "small",
        code_cell(
            "from hedged.look import MIME, bundle\n"
            "class Bare:\n"
            "    def __init__(self, figure): self.figure = figure\n"
            "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
            "        return bundle('5,100', {**self.figure._repr_mimebundle_()[MIME], 'text': '5,100'})"
        ),
        code_cell("bare = Bare(ledger['north-casualties-2025-04-30'])"),
        {"cell_type": "markdown", "metadata": {}, "source": "North counted {eval}`bare`."},
    )
    done = hedged("build", cwd=small)
    assert done.returncode == 2
    assert (
        "north-casualties-2025-04-30 is printed as “5,100”, its words are “about 5,100 (superseded)”; "
        "print the value itself, it keeps its hedge"
    ) in done.stderr
