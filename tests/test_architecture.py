"""Data flows one way, and the engine knows nothing of its subject."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import engine

ENGINE = Path(engine.__file__).parent
ROOT = ENGINE.parent

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def rooms_in_order() -> list[str]:
    """The rooms as the first table of the page names them."""
    table = PAGE.partition("| where is")[0]
    named = [row.split("|")[1] for row in re.findall(r"^\| `.*$", table, re.MULTILINE)]
    return [room for cell in named for room in re.findall(r"`engine/(\w+)(?:/|\.py)`", cell)]


LEVEL = {room: level for level, room in enumerate([*rooms_in_order(), "__main__"])}
"""A module imports only from rooms that the page names before its own, or from its own."""


def modules() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def imports_in(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every module that the file imports, in full, with the names that it takes from it."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package.pop()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield module, tuple(alias.name for alias in node.names)


def imported_rooms(path: Path) -> set[str]:
    modules = set()
    for module, names in imports_in(path):
        if module == "engine":
            modules |= {f"engine.{engine._ROOMS.get(it, it)}" for it in names}
        else:
            modules.add(module)
    rooms = {it.split(".")[1] for it in modules if it.startswith("engine.")}
    return rooms - {"__version__"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ENGINE)))
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for imported in imported_rooms(path) - {room}:
        assert LEVEL[imported] < LEVEL[room], f"{room} imports {imported}"


def test_the_web_knows_public_names_and_how_things_are_shown() -> None:
    shown = ("engine.web", "engine.wording", "engine.rendering")
    for path in (ENGINE / "web").rglob("*.py"):
        for module, names in imports_in(path):
            if module == "engine":
                assert set(names) <= set(engine._ROOMS), path
            else:
                assert not module.startswith("engine.") or module.startswith(shown), path


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
    for module, names in imports_in(path):
        if module in known:
            inside = {f"{module}.{it}" for it in names}
            yield from (it if it in known else module for it in inside or {module})


def test_every_room_is_on_the_page_once() -> None:
    rooms = {room_of(path) for path in modules()} - {"__init__", "__main__"}
    assert sorted(rooms) == sorted(rooms_in_order())


@pytest.mark.parametrize("room", ["loading", "authoring"])
def test_every_folder_of_a_large_room_is_on_the_page(room: str) -> None:
    (row,) = re.findall(rf"^\| `engine/{room}/` \|(.*)$", PAGE, re.MULTILINE)
    folders = {it.parent.name for it in (ENGINE / room).glob("*/__init__.py")}
    assert folders == set(re.findall(r"`(\w+)/`", row))


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


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ENGINE)))
def test_nobody_is_sent_to_a_page_that_is_not_installed(path: Path) -> None:
    """Messages name commands; the pages of the checkout are for those who read code."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert id(node) in docstrings or not re.search(r"/\w+\.md\b|README", node.value), (
                node.value
            )


def test_no_two_classes_share_a_name() -> None:
    where: dict[str, list[str]] = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name, []).append(str(path.relative_to(ENGINE)))
    assert {} == {name: paths for name, paths in where.items() if len(paths) > 1}


def test_type_checkers_find_the_public_names_where_they_are() -> None:
    """Each by an alias, which is what makes a name that is imported a public one."""
    tree = ast.parse((ENGINE / "__init__.py").read_text("utf-8"))
    rooms = {
        alias.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 1
        for alias in node.names
    }
    assert engine._ROOMS == rooms
