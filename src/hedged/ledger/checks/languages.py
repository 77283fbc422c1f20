"""How eleven languages write numbers: the one table that `hedged.ledger.checks.phrases` reads with.

A row gives the separators, the number words, the words that multiply (thousand, 천, тысяч),
fractions, the signs of a per cent, what stands between the ends of a range and between the
terms of a sum, and the nouns of formations ("two brigades of 6,000"), with the words that
say that each of them has that strength. Words are lower case, in every form met in print.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

HALF, THIRD, QUARTER, FIFTH = (Fraction(1, below) for below in (2, 3, 4, 5))


@dataclass(frozen=True)
class Language:
    """One row of the table; ``thousands`` and ``decimal`` are the separators between digits."""

    thousands: str
    decimal: str
    powers: Mapping[str, int]
    words: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    per_cent: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    formations: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    glued: bool = False


def _forms(**forms: str) -> dict[str, int]:
    """Words by their number: ``_2="два две"`` gives {"два": 2, "две": 2}."""
    return {word: int(name[1:]) for name, words in forms.items() for word in words.split()}


def _parts(**forms: str) -> dict[str, Fraction]:
    """Words by their fraction: ``third="треть трети"``."""
    parts = {"half": HALF, "third": THIRD, "quarter": QUARTER, "fifth": FIFTH}
    return {word: parts[name] for name, words in forms.items() for word in words.split()}


LANGUAGES: dict[str, Language] = {
    "en": Language(
        thousands=",",
        decimal=".",
        powers=_forms(_12="dozen", _100="hundred", _1000="thousand", _1000000="million"),
        words=_forms(
            _1="one", _2="two", _3="three", _4="four", _5="five", _6="six", _7="seven", _8="eight", _9="nine",
            _10="ten", _11="eleven", _12="twelve", _13="thirteen", _14="fourteen", _15="fifteen", _16="sixteen",
            _17="seventeen", _18="eighteen", _19="nineteen", _20="twenty", _30="thirty", _40="forty", _50="fifty",
            _60="sixty", _70="seventy", _80="eighty", _90="ninety",
        ),
        parts=_parts(half="half", third="third thirds", quarter="quarter quarters", fifth="fifth fifths"),
        per_cent=("percent", "per cent"),
        to=("to", "and"),
        plus=("and", "plus"),
        formations=("brigades?", "units?", "battalions?", "regiments?", "divisions?", "batch(?:es)?"),
        each=("of", "each"),
    ),
    "de": Language(
        thousands=".",
        decimal=",",
        powers=_forms(_100="hundert", _1000="tausend tausende", _1000000="million millionen"),
        words=_forms(
            _1="ein eine einen eins", _2="zwei", _3="drei", _4="vier", _5="fünf", _6="sechs", _7="sieben", _8="acht",
            _9="neun", _10="zehn", _11="elf", _12="zwölf", _20="zwanzig", _30="dreißig", _40="vierzig", _50="fünfzig",
            _2000="zweitausend", _3000="dreitausend", _4000="viertausend", _5000="fünftausend",
            _6000="sechstausend", _10000="zehntausend", _11000="elftausend", _12000="zwölftausend",
        ),
        parts=_parts(half="hälfte halb", third="drittel", quarter="viertel", fifth="fünftel"),
        per_cent=("prozent",),
        to=("bis", "und"),
        plus=("und", "plus"),
        formations=("brigaden?", "einheiten", "bataillone?", "regimenter"),
        each=("je", "jeweils"),
    ),
    "ko": Language(
        thousands=",",
        decimal=".",
        powers=_forms(_10="십", _100="백", _1000="천", _10000="만", _100000000="억"),
        words=_forms(_1="한", _2="두", _3="세", _4="네"),
        parts=_parts(half="절반"),
        per_cent=("퍼센트",),
        to=("에서",),
        plus=("과", "와", "그리고"),
        formations=(r"개\s?여단", r"개\s?부대", r"개\s?대대", r"개\s?사단"),
        each=("씩",),
        glued=True,
    ),
    "uk": Language(
        thousands=" \u00a0\u202f",
        decimal=",",
        powers=_forms(
            _100="сто", _1000="тис тисяча тисячі тисячу тисяч тисячами тисячах",
            _1000000="млн мільйон мільйони мільйонів",
        ),
        words=_forms(
            _1="один одна одну одного", _2="два дві двох", _3="три трьох", _4="чотири чотирьох", _5="п'ять п’ять",
            _6="шість шести", _7="сім", _8="вісім", _9="дев'ять дев’ять", _10="десять десяти", _11="одинадцять",
            _12="дванадцять", _15="п'ятнадцять п’ятнадцять", _20="двадцять", _30="тридцять", _40="сорок",
            _200="двісті", _300="триста", _400="чотириста", _500="п'ятсот п’ятсот",
        ),
        parts=_parts(half="половина половину половини", third="третина третину третини", quarter="чверть чверті"),
        per_cent=("відсоток", "відсотка", "відсотків"),
        to=("до", "і", "та"),
        plus=("і", "й", "та"),
        formations=("бригади?", "бригад", "підрозділ(?:и|ів)"),
        each=("по",),
    ),
    "ru": Language(
        thousands=" \u00a0\u202f",
        decimal=",",
        powers=_forms(_100="сто", _1000="тыс тысяча тысячи тысячу тысяч тысячами", _1000000="млн миллион миллионов"),
        words=_forms(
            _1="один одна одну одного", _2="два две двух", _3="три трех трёх", _4="четыре четырех четырёх",
            _5="пять пяти", _6="шесть шести", _7="семь семи", _8="восемь восьми", _9="девять девяти",
            _10="десять десяти", _11="одиннадцать одиннадцати", _12="двенадцать двенадцати", _15="пятнадцать",
            _20="двадцать", _30="тридцать", _40="сорок", _200="двести", _300="триста",
            _400="четыреста", _500="пятьсот",
        ),
        parts=_parts(half="половина половину половины", third="треть трети", quarter="четверть четверти"),
        per_cent=("процент", "процента", "процентов"),
        to=("до", "и"),
        plus=("и",),
        formations=("бригады?", "бригад", "подразделени(?:я|й)"),
        each=("по",),
    ),
    "es": Language(
        thousands=". \u00a0",
        decimal=",",
        powers=_forms(_1000="mil", _1000000="millón millones"),
        words=_forms(
            _1="un una uno", _2="dos", _3="tres", _4="cuatro", _5="cinco", _6="seis", _7="siete", _8="ocho", _9="nueve",
            _10="diez", _11="once", _12="doce", _15="quince", _20="veinte", _30="treinta", _100="cien",
        ),
        parts=_parts(
            half="mitad", third="tercio tercios tercera", quarter="cuarto cuartos cuarta", fifth="quinto quinta"
        ),
        per_cent=("por ciento",),
        to=("a", "y"),
        plus=("y", "más"),
        formations=("brigadas?", "unidades"),
        each=("de", "cada"),
    ),
    "it": Language(
        thousands=". \u00a0",
        decimal=",",
        powers=_forms(_1000="mila mille", _1000000="milione milioni"),
        words=_forms(
            _1="un uno una", _2="due", _3="tre", _4="quattro", _5="cinque", _6="sei", _7="sette", _8="otto", _9="nove",
            _10="dieci", _2000="duemila", _3000="tremila", _4000="quattromila", _6000="seimila", _10000="diecimila",
        ),
        parts=_parts(half="metà", third="terzo terzi", quarter="quarto quarti"),
        per_cent=("per cento",),
        to=("a", "e"),
        plus=("e", "più"),
        formations=("brigate", "unità"),
        each=("da", "ciascuna"),
    ),
    "ro": Language(
        thousands=". \u00a0",
        decimal=",",
        powers=_forms(_1000="mie mii", _1000000="milion milioane"),
        words=_forms(
            _1="un o una", _2="doi două", _3="trei", _4="patru", _5="cinci", _6="șase", _7="șapte", _8="opt", _9="nouă",
            _10="zece",
        ),
        parts=_parts(half="jumătate", third="treime treimi", quarter="sfert sferturi"),
        per_cent=("la sută",),
        to=("până la", "la", "și"),
        plus=("și", "plus"),
        formations=("brigăzi", "unități"),
        each=("de", "câte"),
    ),
    "bg": Language(
        thousands=" \u00a0\u202f",
        decimal=",",
        powers=_forms(_100="сто", _1000="хил хиляда хиляди", _1000000="милион милиона"),
        words=_forms(
            _1="един една едно", _2="два две двама", _3="три трима", _4="четири", _5="пет", _6="шест", _7="седем",
            _8="осем", _9="девет", _10="десет",
        ),
        parts=_parts(half="половината половина", third="трета третина трети", quarter="четвърт четвърти"),
        per_cent=("процент", "процента"),
        to=("до", "и"),
        plus=("и",),
        formations=("бригади",),
        each=("по",),
    ),
    "sl": Language(
        thousands=". \u00a0",
        decimal=",",
        powers=_forms(_100="sto", _1000="tisoč", _1000000="milijon milijona"),
        words=_forms(
            _1="en ena eno enega", _2="dva dve", _3="tri trije", _4="štiri", _5="pet", _6="šest", _7="sedem", _8="osem",
            _9="devet", _10="deset",
        ),
        parts=_parts(half="polovica polovico", third="tretjina tretjino", quarter="četrtina četrtino"),
        per_cent=("odstotek", "odstotka", "odstotkov"),
        to=("do", "in"),
        plus=("in",),
        formations=("brigade", "brigadi"),
        each=("po",),
    ),
    "id": Language(
        thousands=". \u00a0",
        decimal=",",
        powers=_forms(_100="ratus", _1000="ribu", _1000000="juta"),
        words=_forms(
            _1="satu", _2="dua", _3="tiga", _4="empat", _5="lima", _6="enam", _7="tujuh", _8="delapan", _9="sembilan",
            _10="sepuluh", _100="seratus", _1000="seribu",
        ),
        parts=_parts(
            half="setengah separuh", third="sepertiga pertiga", quarter="seperempat perempat", fifth="seperlima"
        ),
        per_cent=("persen",),
        to=("hingga", "sampai", "dan"),
        plus=("dan",),
        formations=("brigade", "unit"),
        each=("masing-masing",),
    ),
}  # fmt: skip
