"""What ``figures.json`` holds, class by class: its JSON Schema is written from these classes.

Numbers stand twice: exactly, as a fraction in text ("4/11", "4000"), and as a decimal for programs that
do not calculate with fractions. Claimants and pages stand once and are named by their ids.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hedged.look import SLUG

FILE = "figures.schema.json"
"""The schema's name in the report, beside the file it describes."""

VERSION = 1
"""Raised with every change that a program which reads the file would stumble over."""

Id = Annotated[str, Field(pattern=f"^{SLUG.pattern}$")]
Exact = Annotated[str, Field(pattern=r"^-?[0-9]+(/[1-9][0-9]*)?$")]
Sum = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Outcome = Literal["holds", "depends", "fails", "undetermined"]


class Part(BaseModel):
    """A part of the file, frozen; a key that it does not have is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, defer_build=True)


class Decimals(Part):
    """The ends of a reading and its best value as the nearest decimals."""

    low: int | float | None
    """null: unbounded below."""
    best: int | float | None
    """null: nobody said a best value."""
    high: int | float | None
    """null: unbounded above."""


class Reading(Part):
    """One way to read a hedged figure: the values it allows, in the figure's unit (a share is a share of 1)."""

    low: Exact | None
    """The lower end, exactly; null: unbounded below."""
    best: Exact | None
    """The best value, exactly; null: nobody said one."""
    high: Exact | None
    """The upper end, exactly; null: unbounded above."""
    low_open: bool
    """Whether the lower end itself is not allowed, as in "more than 6,000"."""
    high_open: bool
    """Whether the upper end itself is not allowed."""
    decimals: Decimals
    text: str
    """The reading in words, its ends rounded outward."""
    drawn: str
    """Who drew the ends: the claimant, or which rule."""


class Readings(Part):
    """The three readings, each allowing all that the one before allows; null where an input is missing."""

    said: Reading | None
    """The words to the letter."""
    rounded: Reading | None
    """With half of the last non-zero place to either side: what every verdict goes by."""
    wide: Reading | None
    """With the whole of the last non-zero place to either side."""


class Report(Part):
    """One page printing a statement."""

    report_id: Id
    """Its id in data/reports.csv."""
    page: Id
    """The page, by its id among `pages`."""
    printed: str
    """The figure's words as the page prints them, in the page's language."""
    hedge: str
    """The qualification as the page prints it."""
    distortion: str
    """How the page changed the figure."""
    relayed_from: str | None
    """The outlet from which the page took the figure; null: from nobody, or not known."""


class Said(Part):
    """What stands behind a reported figure."""

    claimant: Id
    """Who said it, by the id among `claimants`."""
    statement: dict[str, str]
    """The filled cells of its row in data/statements.csv, as they stand there."""
    reports: list[Report]
    """The pages that printed it, the earliest first."""
    roots: list[str]
    """The pages and outlets among its sources that relay nobody."""
    roots_known: bool
    """Whether the root of every page is known."""


class Counts(Part):
    """How many pages, roots and claimants stand behind all statements that a figure rests on, each counted once."""

    pages: int
    """Pages that print one of the statements."""
    roots: int
    """Those that are known."""
    roots_known: bool
    """Whether the root of every page is known."""
    claimants: int
    """Those who gave one of the statements."""
    one_root: str | None
    """The root that all is known through, where it is one."""
    text: str
    """The same in words."""


class Mention(Part):
    """One place in the briefing that prints a figure or a verdict."""

    notebook: str
    """The notebook's file name."""
    cell: int
    """The number of the cell in the notebook's file, counted from 1."""
    place: str
    """sentence, list, heading, table, chart, verdict, card or figure."""
    words: str
    """The sentence, or the title of the table, the headline of the chart, the label on the card."""
    row: str | None
    """The first cell of the table's row; null elsewhere."""


class Figure(Part):
    """A number with its hedge, unit, readings and lineage."""

    id: Id
    """Stable: the figure's anchor in the briefing, in this and every later edition."""
    label: str
    """What the number is, in words."""
    kind: Literal["reported", "derived", "counted"]
    """Whether somebody said it, it follows from other figures, or it was counted or set here."""
    unit: str
    """persons, share, multiple, difference (of persons), or the plural of what was counted."""
    text: str
    """The figure as it is printed, with hedge, range and status."""
    hedge: str | None
    """How firmly it was said, or as what it is read here; null for what nobody said."""
    status: str | None
    """Where a reported figure stands with its own claimant."""
    readings: Readings
    function: str | None
    """The function of `hedged.numbers.functions` that a derived figure is a result of."""
    formula: str | None
    """The same as a formula over the names of `inputs`."""
    inputs: dict[str, Id]
    """The figures it is derived from, by the names in the formula."""
    missing: str | None
    """Why it has no value, where it has none."""
    unsettled: list[str]
    """Why no verdict can be given on it, although it has a value."""
    caveats: list[str]
    """All that a reader must know before using it."""
    noted: list[str]
    """Those of the caveats that pass on to whatever is derived from it."""
    statements: list[Id]
    """The reported figures at the leaves of its formula; a reported figure's own id."""
    pages: list[Id]
    """The pages that printed these statements, each once."""
    counts: Counts | None
    """How much stands behind it; null where it rests on no statement."""
    verdicts: list[Id]
    """The verdicts that rest on it, directly or through what is derived from it."""
    mentions: list[Mention]
    """Where the briefing prints it, in reading order."""
    headline: bool
    """Whether a sentence of the answer in short prints it."""
    said: Said | None
    """Who said it and who printed it; null for what nobody said."""


class Threshold(Part):
    """The value a figure is held against."""

    value: Exact
    """The value, exactly, in the figure's unit."""
    text: str
    """The value in words."""


class Outcomes(Part):
    """The outcome on each reading."""

    said: Outcome
    """To the letter of the words."""
    rounded: Outcome
    """With the rounding of the numbers: the outcome that counts."""
    wide: Outcome
    """With twice that rounding."""


class TippingPoint(Part):
    """The value of one input at which the verdict changes, the others held."""

    input: Id
    """The input, a figure."""
    label: str
    """What the input is, in words."""
    value: Exact
    """The value, exactly, in the input's unit."""
    whole: int | None
    """The nearest whole number on the side where the verdict holds; null for ratios."""
    inside: bool
    """Whether the value lies in the input's range as rounded."""
    text: str
    """The value in words."""
    place: str
    """Where it lies, in words."""


class Reach(Part):
    """The values that a result can take, in its own unit."""

    low: Exact | None
    """The lower end, exactly; null: unbounded below."""
    high: Exact | None
    """The upper end, exactly; null: unbounded above."""
    low_open: bool
    """Whether the lower end itself is not allowed."""
    high_open: bool
    """Whether the upper end itself is not allowed."""


class Effect(Part):
    """What one input alone does to a verdict, the others held at their best value or at an end as said."""

    input: Id
    """The input, a figure."""
    label: str
    """What the input is, in words."""
    result: Reach | None
    """The figure that is judged, while only this input moves over its range as rounded; null: it has no value then."""
    text: str
    """The same in words; empty where there is none."""
    known: Literal["holds", "depends", "fails", "one way or the other", "settled already"]
    """What the verdict would be if the input were just as said and the others as rounded."""
    told: str
    """To what the input moves the figure and where it tips the verdict, in words."""


class Verdict(Part):
    """A figure against a threshold."""

    id: Id
    """Stable, and the verdict's anchor in the briefing."""
    figure: Id
    """What is judged, by its id among `figures`."""
    relation: Literal[">", ">=", "<", "<="]
    """How the figure is held against the threshold."""
    question: str
    """What is asked of the figure, in words."""
    threshold: Threshold
    outcome: Outcome
    """The outcome on the reading as rounded."""
    scope: str | None
    """Whether every reading agrees, or only the reading as rounded says so."""
    readings: Outcomes
    margin: Exact | Literal["any"] | None
    """The factor by which all roundings may widen before the verdict as said is lost; "any": however far."""
    margin_text: str | None
    """The margin in words."""
    tipping: list[TippingPoint]
    """For each input where the verdict tips; empty where it does not, or is undetermined."""
    effects: list[Effect] = []
    """What each input does alone, the one that moves the figure most first; empty where it is undetermined."""
    reason: str | None
    """Why it is undetermined, where it is."""
    note: str | None
    """That the range touches the threshold without reaching it, where it does."""
    text: str
    """The verdict in a word or three."""
    sentence: str
    """The verdict as a sentence with the ranges it rests on."""
    mentions: list[Mention]
    """Where the briefing prints it, in reading order."""
    headline: bool
    """Whether a sentence of the answer in short prints it."""


class Claimant(Part):
    """Who gave a figure."""

    name: str
    """The official English name, or a description where nobody is named."""
    short_name: str
    """The name in tables and charts."""
    country: str | None
    """ISO 3166 alpha-2; null for several states or unknown."""
    standing: str
    """Position towards the war."""


class Page(Part):
    """A page."""

    publisher: str
    """The outlet; for a copy also where the copy stands."""
    title: str | None
    """The headline; null where it was not seen."""
    url: str | None
    """The address; null where there is none."""
    date: str
    """YYYY-MM-DD, or YYYY-MM for a month."""
    placed: bool
    """Whether the page is undated and the date is where it belongs by its content."""
    language: str
    """BCP 47."""
    kind: str
    """Nearness to the claimant."""


class FiguresFile(Part):
    """Every figure and verdict of one edition of a briefing, with what each rests on."""

    schema_file: str = Field(FILE, alias="$schema")
    """The file with this schema, beside this one."""
    schema_version: Literal[VERSION]
    """Another number stands for another schema."""
    title: str
    """The briefing's title."""
    edition: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    """The edition date."""
    checksum: Sum
    """SHA-256 over all inputs of the edition: `inputs_sha256` of manifest.json."""
    ledger_sha256: Sum
    """SHA-256 over the tables of the ledger, as `sha256sum data/*.csv | sha256sum` gives it."""
    parameters: dict[str, str]
    """What the briefing was built with; `known_on` is the day as of which it speaks, if not the edition date."""
    figures: dict[Id, Figure]
    """The figures by their ids."""
    verdicts: dict[Id, Verdict]
    """The verdicts by their ids."""
    claimants: dict[Id, Claimant]
    """The claimants of the reported figures, by their ids."""
    pages: dict[Id, Page]
    """The pages that printed the reported figures, by their ids."""
