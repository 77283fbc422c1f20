"""Cells, columns and rows: how the text of one cell becomes a value, and what is wrong with it.

Every refusal is a ``ValueError`` whose text says what was found and what would be
right; file, line and column are added by whoever reads the row.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from hedged.errors import nearest
from hedged.numbers import Day

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[,.’'\s]\d{3})+")
_PLAIN = re.compile(r"0|[1-9][0-9]*|(?:0|[1-9][0-9]*)\.[0-9]+|[1-9][0-9]*/[1-9][0-9]*")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_DATE_FROM_FRACTION = re.compile(r"\d{1,2}[-. ][A-Za-z]{3,}\.?|[A-Za-z]{3,}[-. ]\d{1,2}")


class Number(Fraction):
    """The exact value of a number cell, which remembers how it was written.

    ``text`` tells a share said as a word (``1/2``) from one said in per cent (``0.5``).
    Arithmetic with it gives plain fractions.
    """

    __slots__ = ("text",)

    def __new__(cls, text: str) -> "Number":
        if _GROUPED.fullmatch(text):
            whole = re.sub(r"\D", "", text)
            raise ValueError(f"'{text}' has a thousands separator; write {whole}")
        if _DECIMAL_COMMA.fullmatch(text):
            raise ValueError(f"'{text}' has a decimal comma; write {text.replace(',', '.')}")
        if _DATE_FROM_FRACTION.fullmatch(text):
            raise ValueError(f"'{text}' looks like a date a spreadsheet made of a fraction; write it as 1/3")
        if not _PLAIN.fullmatch(text):
            raise ValueError(f"'{text}' is not a number; write digits such as 11000, 0.4 or 1/3")
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __reduce__(self):
        return Number, (self.text,)

    def __copy__(self) -> "Number":
        return self

    def __deepcopy__(self, memo: dict) -> "Number":
        return self


# The kinds of cell whose text is only compared with a pattern: what it must match, and the remedy.
_PATTERNS = {
    "slug": (re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "an id; write lower-case letters, digits and single hyphens"),
    "code": (re.compile(r"[A-Z]{2}"), "a country code; write two capital letters such as KR (ISO 3166)"),
    "tag": (re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"), "a language tag; write one such as en or uk (BCP 47)"),
    "url": (re.compile(r"https?://\S+"), "an address; write it with http:// or https:// and without spaces"),
}


@dataclass(frozen=True)
class Column:
    """One column of a table: how its cells are read, and what the codebook says of it.

    ``kind`` is slug, text, word, code, tag, url, date, day (never a month), number or
    integer; ``words`` are the allowed words with what each means; ``refers`` names the
    table whose key the cell must be; ``most`` is the largest number of words in a text;
    ``elsewhere`` says that ``allowed`` names the column where the words are explained.
    """

    name: str
    kind: str
    meaning: str
    allowed: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    refers: str | None = None
    most: int | None = None
    elsewhere: bool = False

    @property
    def pattern(self) -> str | None:
        """The regular expression every filled cell matches whole, where the kind has one."""
        return {
            "date": r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?",
            # In brackets: a reader that puts ^ and $ around it would bind them to the outer choices alone.
            "number": f"({_PLAIN.pattern})",
            **{kind: pattern.pattern for kind, (pattern, _) in _PATTERNS.items()},
        }.get(self.kind)

    def value(self, cell: str) -> "str | int | Number | Day | None":
        """What the cell holds, None where it is empty; ValueError saying what is wrong and what would be right."""
        for sign in cell:
            if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn"):
                raise ValueError(f"a character that does not print, U+{ord(sign):04X}; take it out")
        if cell != cell.strip():
            raise ValueError(f"'{cell}' has spaces around it; write '{cell.strip()}'".replace("\n", "\\n"))
        if not cell:
            if self.required:
                raise ValueError(f"empty; {self._remedy()}")
            return None
        match self.kind:
            case "word":
                if cell not in self.words:
                    near = nearest(cell, self.words) or f"; {self._remedy()}"
                    raise ValueError(f"'{cell}' is not an allowed word{near}")
            case "date" | "day":
                day = Day.parse(cell)
                if self.kind == "day" and day.first != day.last:
                    raise ValueError(f"{cell} is a month; write the day, YYYY-MM-DD")
                return day
            case "number":
                return Number(cell)
            case "integer":
                if not re.fullmatch(r"[1-9][0-9]*", cell):
                    raise ValueError(f"'{cell}' is not a whole number from 1 on; write digits such as 3")
                return int(cell)
            case "text":
                length = len(cell.split())
                if self.most and length > self.most:
                    raise ValueError(f"{length} words; write at most {self.most}")
            case kind:
                pattern, remedy = _PATTERNS[kind]
                if not pattern.fullmatch(cell):
                    raise ValueError(f"'{cell}' is not {remedy}")
        return cell

    def _remedy(self) -> str:
        return f"write one of {', '.join(self.words)}" if self.words else "every row needs it"


def column(kind: str, meaning: str, *, name: str | None = None, **details: Any) -> Any:
    """One column of a table; the details are those of `Column`. `name`: that in the file, where Python needs another."""
    default = {} if details.get("required") else {"default": None}
    return Field(alias=name, description=meaning, json_schema_extra={"kind": kind, **details}, **default)


class Record(BaseModel):
    """One row, read and frozen; an empty cell is None."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    table: ClassVar[str]
    key: ClassVar[str]
    holds: ClassVar[str]

    @classmethod
    @cache
    def columns(cls) -> Mapping[str, Column]:
        """The columns in the order of the file, by name."""
        return {
            name: Column(name, meaning=field.description, **field.json_schema_extra)
            for name, field in zip(cls._attributes(), cls.model_fields.values(), strict=True)
        }

    @classmethod
    @cache
    def _attributes(cls) -> Mapping[str, str]:
        """The attribute that holds each column: of the same name, but for names that Python or this class takes."""
        return {field.alias or name: name for name, field in cls.model_fields.items()}

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, cell: Any, info: ValidationInfo) -> Any:
        name = cls.model_fields[info.field_name].alias or info.field_name
        return cls.columns()[name].value(cell) if isinstance(cell, str) else cell

    @property
    def id(self) -> str:
        """The key of the row."""
        return getattr(self, self.key)

    def cell(self, column: str) -> Any:
        """What the cell in this column holds, None where it is empty."""
        return getattr(self, self._attributes()[column])

    def row(self) -> dict[str, str | None]:
        """The cells as they stand in the file, None where empty."""
        cells = ((name, self.cell(name)) for name in type(self).columns())
        return {name: getattr(cell, "text", cell if cell is None else str(cell)) for name, cell in cells}
