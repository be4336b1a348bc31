"""Data flows one way, and the engine knows nothing of its subject."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import engine

ENGINE = Path(engine.__file__).parent
ROOT = ENGINE.parent

LAYERS = (
    ("files", "public_holidays", "values"),
    ("conditions",),
    ("calculations",),
    ("rulebook",),
    ("figures", "keeping", "typed"),
    ("situation", "items"),
    ("loading",),
    ("inference",),
    ("worlds",),
    ("interview",),
    ("wording",),
    ("answers",),
    ("planning",),
    ("explaining",),
    ("case",),
    ("opening",),
    ("progress", "rendering"),
    ("authoring",),
    ("asking",),
    ("web",),
    ("commands",),
    ("__main__",),
)
"""A module imports only from rooms above it, or from its own."""

LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


def modules() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
            if node.module == "engine":
                public = engine._ROOMS
                names = [f"engine.{public.get(it.name, it.name)}" for it in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("engine.")}
    return rooms


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ENGINE)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for imported in imported_rooms(path) - {room}:
        assert LEVEL[imported] < LEVEL[room], f"{room} imports {imported}"


def test_the_web_uses_public_names_only() -> None:
    for path in (ENGINE / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("engine"):
                assert node.module == "engine" or (node.module or "").startswith("engine.web"), path
                if node.module == "engine":
                    assert {it.name for it in node.names} <= set(engine.__all__), path


def test_no_modules_import_each_other() -> None:
    """However late an import comes, and whether it is only for types."""
    names = {module_name(path): path for path in modules()}
    graph = {
        name: {it for it in imported_modules(path, names.keys()) if it != name}
        for name, path in names.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path: Path, known: Collection[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            module = node.module or ""
            yield from (it if it in known else module for it in inside)


def test_every_room_has_its_place() -> None:
    assert {room_of(path) for path in modules()} - {"__init__"} == set(LEVEL)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ENGINE)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_only_inference_imports_durable_rules() -> None:
    users = {
        room_of(path)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any("durable" in alias.name for alias in node.names)
    }
    assert users == {"inference"}


def test_the_engine_knows_nothing_of_phones() -> None:
    words = ("docomo", "softbank", "rakuten", "kddi", "roaming", "esim", "sim card", "carrier")
    speaking = {
        path.relative_to(ROOT)
        for path in [*modules(), ROOT / "cli.py"]
        if any(word in path.read_text("utf-8").lower() for word in words)
    }
    assert speaking == set()
