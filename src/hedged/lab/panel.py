"""The what-if panel: two figures, a threshold, and an answer that moves with every entry.

The arithmetic is in ``what_if``; here are its fields, and its answer as HTML. The text field
of an input counts; its slider follows what is typed, and writes into it when it is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from itertools import count

from hedged.errors import HedgedError
from hedged.figures.figure import Figure
from hedged.lab import sliders
from hedged.lab.answer import STYLE, answer_html, entered_html, reason_html
from hedged.lab.entries import Impossible, Side, grain_of_rule
from hedged.lab.question import QUESTIONS, SIDE_WORDS, Question, answer, figures
from hedged.ledger.codes import MEASURE_WORDS
from hedged.ledger.ledger import Ledger
from hedged.numbers import words
from hedged.numbers.hedges import HEDGES
from hedged.numbers.quantity import PERSONS

try:
    import ipywidgets as widgets
except ImportError:  # it comes with the extra that brings JupyterLab
    widgets = None

_RULE = "by the rule"
_OWN = "a number of my own"
#: The threshold each question starts with.
_LIMITS = {"share": "one third", "multiple": "twice"}
_PANELS = count(1)
_COLUMN = {"flex": "1 1 30em", "min_width": "20em"}


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


def _classed(widget: widgets.Widget, name: str) -> widgets.Widget:
    widget.add_class(f"hedged-{name}")
    return widget


class _Quiet:
    """Whether a field is being set by the panel itself, so that what it sets off is not taken for an entry."""

    def __init__(self) -> None:
        self.on = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        before, self.on = self.on, True
        try:
            yield
        finally:
            self.on = before


class _Field:
    """A text field and its slider. ``follow`` moves the slider to the text, ``typed`` is a slider's value as text."""

    def __init__(
        self,
        name: str,
        slider: widgets.Widget,
        quiet: _Quiet,
        *,
        follow: Callable[[str], None],
        typed: Callable[[object], str],
        entered: Callable[[], None],
    ) -> None:
        self.text = _classed(widgets.Text(**_look()), name)
        self.slider = _classed(slider, f"{name}-slider")
        self.widgets = (self.text, self.slider)
        self._quiet, self._follow, self._typed, self._entered = quiet, follow, typed, entered
        self.text.observe(self._on_text, "value")
        self.slider.observe(self._on_slider, "value")

    def name(self, label: str) -> None:
        self.text.description, self.slider.description = label, f"{label}, move"

    def set(self, text: str) -> None:
        """Write into the field without it counting as an entry."""
        with self._quiet():
            self.text.value = text
            self._follow(text)

    def show(self, shown: bool) -> None:
        for widget in self.widgets:
            widget.layout.display = None if shown else "none"

    def _on_text(self, _: object) -> None:
        if not self._quiet.on:
            with self._quiet():
                self._follow(self.text.value)
            self._entered()

    def _on_slider(self, change: dict[str, object]) -> None:
        if not self._quiet.on:
            with self._quiet():
                self.text.value = self._typed(change["new"])
            self._entered()


class _SideFields:
    """The fields of one input: a statement, or a hedge with its number; and a grain."""

    def __init__(self, name: str, ledger: Ledger, quiet: _Quiet, changed: Callable[[], None]) -> None:
        self._ledger, self._quiet, self._changed = ledger, quiet, changed
        self._statements = ledger.statements(include_denied=True)
        measures = dict.fromkeys(figure.statement.measure for figure in self._statements)
        choices = [("every measure", ""), *((MEASURE_WORDS[measure], measure) for measure in measures)]
        self.measure = _classed(widgets.Dropdown(options=choices, **_look()), f"{name}-measure")
        self.statement = _classed(widgets.Dropdown(options=self._choices(""), **_look()), f"{name}-statement")
        hedges = [(_hedge_words(word), word) for word in HEDGES]
        self.hedge = _classed(widgets.Dropdown(options=hedges, value="about", **_look()), f"{name}-hedge")
        self.number = self._numbers(f"{name}-number")
        self.upper = self._numbers(f"{name}-upper")
        steps = widgets.SelectionSlider(options=self._grains(PERSONS), **_look())
        self.grain = _Field(f"{name}-grain", steps, quiet, follow=self._follow_grain, typed=str, entered=changed)
        self.echo = _classed(widgets.HTML(), f"{name}-echo")
        self.heading = widgets.HTML()
        fields = (*self.number.widgets, *self.upper.widgets, *self.grain.widgets)
        shown = (self.heading, self.measure, self.statement, self.hedge, *fields, self.echo)
        self.view = _classed(widgets.VBox(shown, layout=_COLUMN), name)
        self.measure.observe(self._on_measure, "value")
        self.statement.observe(self._on_statement, "value")
        self.hedge.observe(self._on_own, "value")

    def start(self, side: Side) -> None:
        with self._quiet():
            if side.statement:
                self.statement.value = side.statement
                self._fill()
            else:
                self._write(side)
            self.grain.set(side.grain)
        self._settle()

    def name(self, label: str) -> None:
        """Call the fields after the input they stand for."""
        self.heading.value = f"<h3>{escape(label)}</h3>"
        for field, word in ((self.measure, "measure"), (self.statement, "statement"), (self.hedge, "hedge")):
            field.description = f"{label}: {word}"
        self.number.name(f"{label}: number")
        self.upper.name(f"{label}: up to")
        self.grain.name(f"{label}: grain")

    @property
    def entered(self) -> Side:
        return Side(
            self.statement.value or None,
            self.hedge.value,
            self.number.text.value,
            self.upper.text.value,
            self.grain.text.value,
        )

    def say(self, found: Figure | Impossible) -> None:
        """What the entries stand for, under the fields."""
        self.echo.value = entered_html(found)

    def _numbers(self, name: str) -> _Field:
        """A field for a number, whose slider goes from 0 to twice what was typed."""
        slider = widgets.IntSlider(readout=False, **_look())
        field = _Field(
            name,
            slider,
            self._quiet,
            follow=lambda text: _slide(slider, sliders.number_slide(text)),
            typed=lambda value: sliders.number_text(value, field.text.value),
            entered=self._on_own,
        )
        return field

    def _choices(self, measure: str) -> list[tuple[str, str]]:
        """The statements to choose from; the chosen one stays, whatever its measure."""
        chosen = self.statement.value if hasattr(self, "statement") else ""
        fitting = [f for f in self._statements if f.id == chosen or measure in ("", f.statement.measure)]
        return [(_OWN, ""), *((f"{figure.label}: {figure.text}", figure.id) for figure in fitting)]

    def _grains(self, unit: str) -> tuple[tuple[str, str], ...]:
        return ((_RULE, ""), *((grain, grain) for grain in sliders.grains(unit)))

    def _follow_grain(self, text: str) -> None:
        nearest = sliders.nearest_grain(text, [grain for _, grain in self.grain.slider.options if grain])
        if nearest is not None:
            self.grain.slider.value = nearest

    def _on_measure(self, change: dict[str, object]) -> None:
        chosen = self.statement.value
        with self._quiet():
            self.statement.options = self._choices(change["new"])
            self.statement.value = chosen

    def _on_statement(self, _: object) -> None:
        if self._quiet.on:
            return
        with self._quiet():
            self._fill()
            self.grain.set("")
        self._settle()
        self._changed()

    def _fill(self) -> None:
        """The chosen statement written into the fields, from where it can be moved."""
        if not self.statement.value:
            return
        self._write(sliders.as_typed(self._ledger[self.statement.value]))

    def _write(self, side: Side) -> None:
        self.hedge.value = side.hedge
        self.number.set(side.number)
        self.upper.set(side.upper)

    def _on_own(self, _: object = None) -> None:
        """A hedge or number that was changed is no longer that of the statement."""
        if self._quiet.on:
            return
        with self._quiet():
            self.statement.value = ""
        self._settle()
        self._changed()

    def _settle(self) -> None:
        """Show the fields that go with the hedge, and the grains that go with the unit."""
        self.upper.show(self.hedge.value == "range")
        options = self._grains(sliders.unit_of(self.number.text.value))
        with self._quiet():
            if self.grain.slider.options != options:
                self.grain.slider.options = options
            self._follow_grain(self.grain.text.value)
        rule = grain_of_rule(self.entered, self._ledger)
        self.grain.text.placeholder = f"{_RULE}: {rule}" if rule else _RULE


class _Panel:
    """All fields and the answer, each change of a field followed by a new answer."""

    def __init__(self, ledger: Ledger, start: Question) -> None:
        self._ledger, self._quiet = ledger, _Quiet()
        self._chart = f"what-if-{next(_PANELS)}"
        self.first, self.second = (_SideFields(name, ledger, self._quiet, self.update) for name in ("first", "second"))
        self._limits = _LIMITS | {start.asked: start.threshold}
        asked = {"as a share": "share", "as a multiple": "multiple"}
        self.question = _classed(widgets.ToggleButtons(options=asked, value=start.asked, **_look("9.5em")), "question")
        relations = [(word, sign) for sign, word in words.RELATIONS.items()]
        self.relation = _classed(widgets.Dropdown(options=relations, value=start.relation, **_look()), "relation")
        slider = widgets.IntSlider(readout=False, **_look())
        self.threshold = _Field(
            "threshold",
            slider,
            self._quiet,
            follow=lambda text: _slide(slider, sliders.threshold_slide(text, self._unit)),
            typed=lambda value: sliders.threshold_text(value, self._unit),
            entered=self.update,
        )
        readings = [(name, reading) for reading, name in words.READINGS.items()]
        self.reading = _classed(widgets.ToggleButtons(options=readings, value="rounded", **_look("7.5em")), "reading")
        self.because = _classed(widgets.Text(placeholder="asked for where it is old", **_look()), "because")
        self.answer = _classed(widgets.HTML(), "answer")
        for field, name in ((self.question, "Question"), (self.relation, "Is it"), (self.reading, "Reading"),
                            (self.because, "Reason for base")):  # fmt: skip
            field.description = name
        self.threshold.name("Threshold")
        asking = _beside(
            widgets.VBox((self.question, self.relation, *self.threshold.widgets), layout=_COLUMN),
            widgets.VBox((self.reading, self.because), layout=_COLUMN),
        )
        shown = (widgets.HTML(STYLE), _beside(self.first.view, self.second.view), asking, self.answer)
        self.view = _classed(widgets.VBox(shown), "what-if")
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


def _slide(slider: widgets.IntSlider, where: sliders.Slide | None) -> None:
    """Move a slider to where it stands for what is typed; for what is no number it stays."""
    if where is not None:
        slider.max, slider.step = where.most, where.step
        slider.value = where.value


def _look(button_width: str | None = None) -> dict[str, object]:
    """How a field stands in its column; ``button_width`` for one of buttons."""
    style = {"description_width": "12em"} | ({"button_width": button_width} if button_width else {})
    # Without a text of its own, a mouse over the field's name would read "null".
    return {"style": style, "layout": {"width": "auto", "max_width": "38em"}, "tooltip": ""}


def _beside(*columns: widgets.Widget) -> widgets.HBox:
    """Columns side by side, below one another where there is no room."""
    return widgets.HBox(columns, layout={"flex_flow": "row wrap"})


def _hedge_words(word: str) -> str:
    shown = HEDGES[word].english[0].format(n="…", low="…", high="…")
    return "… (no hedge)" if word == "bare" else shown
