"""The rooms of ``src/hedged/``: few, small, entered through their faces only, and imports that lead to lower floors only.

The table of rooms stands in CONTRIBUTING.md and nowhere else; it is read here and held.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/hedged"
MOST_MODULES, MOST_LINES, MEDIAN_LINES = 9, 350, 200


def name_of(path: Path) -> str:
    """A module as it is imported; a room for its ``__init__``."""
    return ".".join(("hedged", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py"}
ROOMS = {name_of(path): path for path in sorted(PACKAGE.rglob("__init__.py")) if path.parent != PACKAGE}


def floors() -> dict[str, int]:
    """The floor of each room, as CONTRIBUTING.md has it."""
    rows = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| room | its one job | floor |\n")[2]
    found = re.findall(r"^\| `([a-z]+)/` \|.*\| (\d+) \|$", rows.partition("\n\n")[0], re.MULTILINE)
    return {f"hedged.{room}": int(floor) for room, floor in found}


def room_of(module: str) -> str:
    return module.rpartition(".")[0]


def on_the_table(room: str) -> str:
    """The room itself, or the one it lies in."""
    return ".".join(room.split(".")[:2])


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def taken(path: Path) -> Iterator[tuple[int, str, set[str]]]:
    """What a file takes from hedged, for type checkers too: the line, from where, and which names.

    Of a room that is taken as a whole (``from hedged import document``) these are the names asked of it.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("hedged") for alias in node.names), f"{path}: write from … import …"
        if not isinstance(node, ast.ImportFrom):
            continue
        assert node.level == 0, f"{path}: a relative import; write it from hedged on"
        if node.module == "hedged":
            for alias in node.names:
                known = alias.asname or alias.name
                asked = (each for each in ast.walk(tree) if isinstance(each, ast.Attribute))
                names = {each.attr for each in asked if isinstance(each.value, ast.Name) and each.value.id == known}
                yield node.lineno, f"hedged.{alias.name}", names
        elif node.module.startswith("hedged."):
            yield node.lineno, node.module, {alias.name for alias in node.names}


def test_the_table_has_every_room_and_no_other():
    assert floors().keys() == {on_the_table(room) for room in ROOMS}


def test_beside_the_rooms_stand_the_public_face_the_command_and_the_errors_alone():
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py", "errors.py"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_a_few_lines_what_it_is_for_and_has_all_that_it_offers(room):
    face = importlib.import_module(room)
    assert 1 <= len(face.__doc__.splitlines()) <= 6
    assert [name for name in face.__all__ if not hasattr(face, name)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_holds_few_modules_and_none_is_long(room):
    modules = [path for name, path in MODULES.items() if room_of(name) == room]
    assert 1 <= len(modules) <= MOST_MODULES
    assert [path for path in modules if lines_of(path) > MOST_LINES] == []


def test_half_of_the_modules_are_read_in_a_few_minutes():
    assert median(map(lines_of, MODULES.values())) < MEDIAN_LINES


def test_every_module_says_what_it_is_for():
    assert [name for name, path in MODULES.items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_downwards_and_through_faces_only(module):
    here, floor_of = room_of(module), floors() | {"hedged": 1_000}
    for line, source, names in taken(MODULES[module]):
        if source == "hedged.errors":
            continue
        where = f"{MODULES[module].relative_to(ROOT)}, line {line}: {source}"
        room = source if source in ROOMS else room_of(source)
        assert room in ROOMS, f"{where} is in no room; the public face is for notebooks and scripts"
        if on_the_table(room) != on_the_table(here):
            assert floor_of[on_the_table(room)] < floor_of[on_the_table(here)], f"{where}: no import runs upwards"
        if here == room or here.startswith(f"{room}."):
            continue  # the modules of a room know one another, and a room within it knows them
        assert source in ROOMS, f"{where}: past the face of its room"
        assert names <= set(importlib.import_module(room).__all__), f"{where}: not all of it stands in the face"
