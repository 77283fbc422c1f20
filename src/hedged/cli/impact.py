"""What of the last built briefing rests on a figure.

All of it is read from ``report/figures.json``: what was not there when it was built is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Impact:
    """What rests on some figures, by ids: figures they enter directly and further on, verdicts, places.

    ``places`` are pairs of a mention's record and the ids of those printed there, by cell; among them
    are the figures themselves.
    """

    direct: tuple[str, ...]
    further: tuple[str, ...]
    verdicts: tuple[str, ...]
    places: tuple[tuple[Record, tuple[str, ...]], ...]


def of(names: Iterable[str], built: Record) -> Impact:
    """What rests on the figures or verdicts with these ids, by the content of ``figures.json``."""
    asked = tuple(dict.fromkeys(names))
    reached, layers = list(asked), []
    while found := [
        name
        for name, figure in built["figures"].items()
        if name not in reached and any(given in reached for given in figure["inputs"].values())
    ]:
        layers.append(found)
        reached += found
    verdicts = [name for name, verdict in built["verdicts"].items() if verdict["figure"] in reached]
    direct, further = (layers[0] if layers else []), [name for layer in layers[1:] for name in layer]
    printed = dict.fromkeys((*reached, *verdicts))
    return Impact(tuple(direct), tuple(further), tuple(verdicts), tuple(_places(printed, built)))


def _places(names: Iterable[str], built: Record) -> Iterator[tuple[Record, tuple[str, ...]]]:
    at: dict[tuple[Any, ...], tuple[Record, list[str]]] = {}
    for name in names:
        record = built["figures"].get(name) or built["verdicts"].get(name)
        for mention in record["mentions"] if record else ():
            key = (mention["cell"], mention["notebook"], mention["place"], mention["words"], mention["row"])
            at.setdefault(key, (mention, []))[1].append(name)
    # The sort is stable: within a cell the places stay in the order in which they were met.
    for _, (mention, printed) in sorted(at.items(), key=lambda each: each[0][:2]):
        yield mention, tuple(printed)
