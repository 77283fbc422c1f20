"""The what-if panel: two figures, a threshold, and an answer that moves with every entry.

The arithmetic is in ``question``, the fields are in ``fields``, and the answer as HTML is in ``answer``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hedged.errors import HedgedError
from hedged.figures import Figure
from hedged.lab import sliders
from hedged.lab.answer import STYLE, answer_html, reason_html
from hedged.lab.entries import Side
from hedged.lab.fields import COLUMN, Field, Quiet, SideFields, beside, classed, look, slide
from hedged.lab.question import QUESTIONS, SIDE_WORDS, Question, answer, figures
from hedged.ledger import Ledger
from hedged.numbers import words

try:
    import ipywidgets as widgets
except ImportError:  # it comes with the extra that brings JupyterLab
    widgets = None


#: The threshold each question starts with.
_LIMITS = {"share": "one third", "multiple": "twice"}
_PANELS = count(1)


def bench(
    ledger: Ledger,
    first: Figure | str | Side | None = None,
    second: Figure | str | Side | None = None,
    *,
    question: str = "share",
    relation: str = ">",
    threshold: str | None = None,
) -> widgets.VBox:
    """The panel, as a widget that shows itself: is ``first`` above ``threshold`` as a share or multiple of ``second``?

    ``first`` and ``second`` are where it starts: a statement of the ledger, its id, or a ``Side``
    with a number of one's own; ``question`` is ``share`` or ``multiple``, ``threshold`` as one
    would type it. Raises ``HedgedError`` where ipywidgets is missing, and for an id the ledger
    does not have or a question it does not know.
    """
    if widgets is None:
        raise HedgedError(
            "the what-if panel needs ipywidgets; install the extra that brings it: pip install -e '.[lab]'"
        )
    start = Question(
        _start(ledger, first or Side(number="400")),
        _start(ledger, second or Side(number="1,000")),
        question,
        relation,
        _LIMITS.get(question, "") if threshold is None else threshold,
    )
    return _Panel(ledger, start).view


def _start(ledger: Ledger, given: Figure | str | Side) -> Side:
    """A side to start from; a statement is one that the ledger has."""
    side = given if isinstance(given, Side) else Side(given.id if isinstance(given, Figure) else given)
    return side if side.statement is None else replace(side, statement=ledger[side.statement].id)


class _Panel:
    """All fields and the answer, each change of a field followed by a new answer."""

    def __init__(self, ledger: Ledger, start: Question) -> None:
        self._ledger, self._quiet = ledger, Quiet()
        self._chart = f"what-if-{next(_PANELS)}"
        self.first, self.second = (SideFields(name, ledger, self._quiet, self.update) for name in ("first", "second"))
        self._limits = _LIMITS | {start.asked: start.threshold}
        asked = {"as a share": "share", "as a multiple": "multiple"}
        self.question = classed(widgets.ToggleButtons(options=asked, value=start.asked, **look("9.5em")), "question")
        relations = [(word, sign) for sign, word in words.RELATIONS.items()]
        self.relation = classed(widgets.Dropdown(options=relations, value=start.relation, **look()), "relation")
        slider = widgets.IntSlider(readout=False, **look())
        self.threshold = Field(
            "threshold",
            slider,
            self._quiet,
            follow=lambda text: slide(slider, sliders.threshold_slide(text, self._unit)),
            typed=lambda value: sliders.threshold_text(value, self._unit),
            entered=self.update,
        )
        readings = [(name, reading) for reading, name in words.READINGS.items()]
        self.reading = classed(widgets.ToggleButtons(options=readings, value="rounded", **look("7.5em")), "reading")
        self.because = classed(widgets.Text(placeholder="asked for where it is old", **look()), "because")
        self.answer = classed(widgets.HTML(), "answer")
        for field, name in ((self.question, "Question"), (self.relation, "Is it"), (self.reading, "Reading"),
                            (self.because, "Reason for base")):  # fmt: skip
            field.description = name
        self.threshold.name("Threshold")
        asking = beside(
            widgets.VBox((self.question, self.relation, *self.threshold.widgets), layout=COLUMN),
            widgets.VBox((self.reading, self.because), layout=COLUMN),
        )
        shown = (widgets.HTML(STYLE), beside(self.first.view, self.second.view), asking, self.answer)
        self.view = classed(widgets.VBox(shown), "what-if")
        self.view.add_class("hedged")
        self._ask()
        self.first.start(start.first)
        self.second.start(start.second)
        self.question.observe(self._on_question, "value")
        for field in (self.relation, self.reading, self.because):
            field.observe(self.update, "value")
        self.update()

    def _on_question(self, change: dict[str, object]) -> None:
        self._limits[change["old"]] = self.threshold.text.value
        self._ask()
        self.update()

    def _ask(self) -> None:
        """Fields called after the inputs of the question, its threshold as it last was."""
        names = [SIDE_WORDS[name] for name in QUESTIONS[self.question.value].directions]
        self.first.name(names[0])
        self.second.name(names[1])
        self.threshold.set(self._limits[self.question.value])

    @property
    def _unit(self) -> str:
        return QUESTIONS[self.question.value].unit

    def update(self, _: object = None) -> None:
        """The answer to what is entered now, or why there is none."""
        if self._quiet.on:
            return
        question = Question(
            self.first.entered, self.second.entered, self.question.value, self.relation.value,
            self.threshold.text.value, self.because.value,
        )  # fmt: skip
        for fields, found in zip((self.first, self.second), figures(question, self._ledger).values(), strict=True):
            fields.say(found)
        try:
            found = answer(question, self._ledger)
        except HedgedError as reason:
            self.answer.value = reason_html(str(reason))
            return
        self.answer.value = answer_html(found, self.reading.value, self._chart)
