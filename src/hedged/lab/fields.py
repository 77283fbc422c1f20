"""The fields of the what-if panel: a text field with its slider, and those of one input.

The text field counts; its slider follows what is typed, and writes into it when it is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

from hedged.figures import Figure
from hedged.lab import sliders
from hedged.lab.answer import entered_html
from hedged.lab.entries import Impossible, Side, grain_of_rule
from hedged.ledger import MEASURE_WORDS, Ledger
from hedged.numbers import HEDGES, PERSONS

try:
    import ipywidgets as widgets
except ImportError:  # it comes with the extra that brings JupyterLab
    widgets = None

COLUMN = {"flex": "1 1 30em", "min_width": "20em"}


_RULE = "by the rule"


_OWN = "a number of my own"


def classed(widget: widgets.Widget, name: str) -> widgets.Widget:
    widget.add_class(f"hedged-{name}")
    return widget


class Quiet:
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


class Field:
    """A text field and its slider. ``follow`` moves the slider to the text, ``typed`` is a slider's value as text."""

    def __init__(
        self,
        name: str,
        slider: widgets.Widget,
        quiet: Quiet,
        *,
        follow: Callable[[str], None],
        typed: Callable[[object], str],
        entered: Callable[[], None],
    ) -> None:
        self.text = classed(widgets.Text(**look()), name)
        self.slider = classed(slider, f"{name}-slider")
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


class SideFields:
    """The fields of one input: a statement, or a hedge with its number; and a grain."""

    def __init__(self, name: str, ledger: Ledger, quiet: Quiet, changed: Callable[[], None]) -> None:
        self._ledger, self._quiet, self._changed = ledger, quiet, changed
        self._statements = ledger.statements(include_denied=True)
        measures = dict.fromkeys(figure.statement.measure for figure in self._statements)
        choices = [("every measure", ""), *((MEASURE_WORDS[measure], measure) for measure in measures)]
        self.measure = classed(widgets.Dropdown(options=choices, **look()), f"{name}-measure")
        self.statement = classed(widgets.Dropdown(options=self._choices(""), **look()), f"{name}-statement")
        hedges = [(_hedge_words(word), word) for word in HEDGES]
        self.hedge = classed(widgets.Dropdown(options=hedges, value="about", **look()), f"{name}-hedge")
        self.number = self._numbers(f"{name}-number")
        self.upper = self._numbers(f"{name}-upper")
        steps = widgets.SelectionSlider(options=self._grains(PERSONS), **look())
        self.grain = Field(f"{name}-grain", steps, quiet, follow=self._follow_grain, typed=str, entered=changed)
        self.echo = classed(widgets.HTML(), f"{name}-echo")
        self.heading = widgets.HTML()
        fields = (*self.number.widgets, *self.upper.widgets, *self.grain.widgets)
        shown = (self.heading, self.measure, self.statement, self.hedge, *fields, self.echo)
        self.view = classed(widgets.VBox(shown, layout=COLUMN), name)
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

    def _numbers(self, name: str) -> Field:
        """A field for a number, whose slider goes from 0 to twice what was typed."""
        slider = widgets.IntSlider(readout=False, **look())
        field = Field(
            name,
            slider,
            self._quiet,
            follow=lambda text: slide(slider, sliders.number_slide(text)),
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


def slide(slider: widgets.IntSlider, where: sliders.Slide | None) -> None:
    """Move a slider to where it stands for what is typed; for what is no number it stays."""
    if where is not None:
        slider.max, slider.step = where.most, where.step
        slider.value = where.value


def look(button_width: str | None = None) -> dict[str, object]:
    """How a field stands in its column; ``button_width`` for one of buttons."""
    style = {"description_width": "12em"} | ({"button_width": button_width} if button_width else {})
    # Without a text of its own, a mouse over the field's name would read "null".
    return {"style": style, "layout": {"width": "auto", "max_width": "38em"}, "tooltip": ""}


def beside(*columns: widgets.Widget) -> widgets.HBox:
    """Columns side by side, below one another where there is no room."""
    return widgets.HBox(columns, layout={"flex_flow": "row wrap"})


def _hedge_words(word: str) -> str:
    shown = HEDGES[word].english[0].format(n="…", low="…", high="…")
    return "… (no hedge)" if word == "bare" else shown
