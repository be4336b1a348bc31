"""The cache is never stale, never in the way and never a way in."""

from __future__ import annotations

import os
import pickle
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import asdict

from engine.loading import RulebookErrors, cache, load_rulebook
from engine.loading.cache import cached
from engine.rulebook import Place, Rulebook
from tests.loading.sample import files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A rulebook folder."""
    folder = tmp_path / "book"
    folder.mkdir()
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    place = tmp_path / "cache"
    monkeypatch.setenv("KAIYAKU_CACHE_DIR", str(place))
    return place


class Builder:
    """``load_rulebook`` that counts how often it had to work."""

    def __init__(self, build: Callable[[Path], object] = load_rulebook) -> None:
        self.times = 0
        self._build = build

    def __call__(self, folder: Path) -> Any:
        self.times += 1
        return self._build(folder)


def entry(cache_folder: Path) -> Path:
    """The only entry of the cache."""
    (found,) = (cache_folder / "rulebooks").iterdir()
    return found


def test_the_second_time_comes_from_the_cache_and_is_equal(folder: Path) -> None:
    build = Builder()
    first = cached(folder, build, "rulebook", Rulebook)
    second = cached(folder, build, "rulebook", Rulebook)
    assert 1 == build.times
    assert isinstance(second, Rulebook)
    assert isinstance(first, Rulebook)
    assert asdict(first) == asdict(second)
    assert second.derivation_order and second.concluding_rules


def test_cached_properties_survive(folder: Path) -> None:
    def build(folder: Path) -> Rulebook:
        rulebook = load_rulebook(folder)
        assert rulebook.derivation_order
        return rulebook

    cached(folder, build, "rulebook", Rulebook)
    assert "derivation_order" in vars(cached(folder, build, "rulebook", Rulebook))


def test_kinds_are_kept_apart(folder: Path) -> None:
    assert 1 == cached(folder, lambda _: 1, "one", int)
    assert 2 == cached(folder, lambda _: 2, "two", int)
    assert 1 == cached(folder, lambda _: 3, "one", int)


def test_nothing_is_a_result_too(folder: Path) -> None:
    build = Builder(lambda _: None)
    first, second = (cached(folder, build, "none", type(None)) for _ in range(2))
    assert first is second is None
    assert 1 == build.times


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "x.yaml").write_text("documents: {}\n", encoding="utf-8"),
        lambda folder: (folder / "base.yaml").rename(folder / "other.yaml"),
        lambda folder: (folder / "sub").mkdir() or (folder / "sub" / "x.yml").touch(),
        lambda folder: (folder / "scenarios").mkdir() or (folder / "scenarios/x.yaml").touch(),
    ],
    ids=["new file", "new name", "new file below", "new scenario"],
)
def test_any_change_of_the_files_builds_anew(
    folder: Path, change: Callable[[Path], object]
) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    change(folder)
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_a_change_that_keeps_size_and_time_builds_anew(folder: Path) -> None:
    build = Builder()
    file = folder / "base.yaml"
    before = file.stat()
    assert isinstance(cached(folder, build, "rulebook", Rulebook), Rulebook)
    text = file.read_text(encoding="utf-8").replace("Cancel", "Cansel")
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    again = cached(folder, build, "rulebook", Rulebook)
    assert isinstance(again, Rulebook)
    assert "Cansel" == again.steps["cancel-line"].title.in_language("en")


def test_a_change_back_is_found_again(folder: Path) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    (folder / "x.yaml").touch()
    cached(folder, build, "rulebook", Rulebook)
    (folder / "x.yaml").unlink()
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_the_same_files_elsewhere_are_the_same(folder: Path) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    cached(folder.rename(folder.parent / "moved"), build, "rulebook", Rulebook)
    assert 1 == build.times


def test_another_engine_builds_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    monkeypatch.setattr(cache, "_sources", lambda _: [("values.py", b"other")])
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_another_python_builds_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    monkeypatch.setattr(sys, "version", "4.0.0")
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_what_changes_while_it_is_built_is_not_kept(folder: Path, cache_folder: Path) -> None:
    def build(folder: Path) -> str:
        (folder / "x.yaml").write_text("documents: {}\n", encoding="utf-8")
        return "of the old files or of the new ones"

    cached(folder, build, "rulebook", str)
    assert [] == list((cache_folder / "rulebooks").iterdir())


def test_errors_are_raised_and_not_kept(folder: Path) -> None:
    (folder / "x.yaml").write_text("{", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RulebookErrors):
            cached(folder, load_rulebook, "rulebook", Rulebook)


def test_a_folder_that_is_not_there_is_the_builders_business(tmp_path: Path) -> None:
    with pytest.raises(RulebookErrors):
        cached(tmp_path / "missing", load_rulebook, "rulebook", Rulebook)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:100],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
        lambda content: b"kaiyaku cache 0\n" + content[16:],
        lambda content: os.urandom(len(content)),
    ],
    ids=["empty", "head", "cut", "longer", "one bit", "older format", "noise"],
)
def test_a_spoiled_entry_is_built_anew(
    folder: Path, cache_folder: Path, spoil: Callable[[bytes], bytes]
) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    file = entry(cache_folder)
    file.write_bytes(spoil(file.read_bytes()))
    assert isinstance(cached(folder, build, "rulebook", Rulebook), Rulebook)
    assert 2 == build.times
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def poison(cache_folder: Path, payload: bytes) -> None:
    """Put ``payload`` into the entry, as whole as an entry can be."""
    entry(cache_folder).write_bytes(cache.FORMAT + cache._checksum(payload) + payload)


@pytest.mark.parametrize("other", [None, {}, "a rulebook", Place("f", 1, 1)], ids=repr)
def test_an_entry_of_another_type_is_built_anew(
    folder: Path, cache_folder: Path, other: object
) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    poison(cache_folder, cache._pickled(other))
    assert isinstance(cached(folder, build, "rulebook", Rulebook), Rulebook)
    assert 2 == build.times


class Calls:
    """Pickles as a call."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (os.system, ("touch attacked",)),
        (eval, ("open('attacked', 'w')",)),
        (exec, ("open('attacked', 'w')",)),
        (__import__, ("antigravity",)),
        (getattr, ((), "count")),
        (load_rulebook, (Path(),)),
        (SimpleNamespace, ()),
        (Path, ("attacked",)),
    ],
    ids=lambda it: getattr(it, "__name__", ""),
)
def test_a_pickle_that_calls_something_is_refused(
    folder: Path,
    cache_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    function: Callable[..., object],
    arguments: tuple[object, ...],
) -> None:
    monkeypatch.chdir(folder)
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    poison(cache_folder, pickle.dumps(Calls(function, *arguments)))
    assert isinstance(cached(folder, build, "rulebook", Rulebook), Rulebook)
    assert 2 == build.times
    assert not (folder / "attacked").exists()


@pytest.mark.parametrize(
    "name",
    [
        "engine.loading load_rulebook",
        "engine.loading.cache cached",
        "engine.loading.cache os.system",
        "engine.loading.cache Path",
        "engine.loading.cache _RestrictedUnpickler",
        "engine.rulebook cached_property",
        "builtins eval",
        "builtins type",
        "datetime datetime",
    ],
)
def test_only_data_classes_and_enums_of_the_engine_are_made(
    folder: Path, cache_folder: Path, name: str
) -> None:
    module, attribute = name.split()
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    pieces = (f"\x8c{chr(len(it))}{it}" for it in (module, attribute))
    payload = b"\x80\x04" + "".join(pieces).encode("latin-1") + b"\x93."
    poison(cache_folder, payload)
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_entries_are_for_the_user_alone(folder: Path, cache_folder: Path) -> None:
    cached(folder, load_rulebook, "rulebook", Rulebook)
    file = entry(cache_folder)
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert 0o700 == stat.S_IMODE(file.parent.stat().st_mode)


def test_an_open_cache_folder_is_closed(folder: Path, cache_folder: Path) -> None:
    (cache_folder / "rulebooks").mkdir(parents=True)
    (cache_folder / "rulebooks").chmod(0o777)
    cached(folder, load_rulebook, "rulebook", Rulebook)
    assert 0o700 == stat.S_IMODE((cache_folder / "rulebooks").stat().st_mode)


def test_an_entry_that_others_can_write_is_not_read(folder: Path, cache_folder: Path) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    entry(cache_folder).chmod(0o666)
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_an_entry_of_somebody_else_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_an_entry_that_is_a_link_is_not_followed(
    folder: Path, cache_folder: Path, tmp_path: Path
) -> None:
    build = Builder()
    cached(folder, build, "rulebook", Rulebook)
    file = entry(cache_folder)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    cached(folder, build, "rulebook", Rulebook)
    assert 2 == build.times


def test_a_linked_cache_folder_is_not_used(
    folder: Path, cache_folder: Path, tmp_path: Path
) -> None:
    cache_folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (cache_folder / "rulebooks").symlink_to(tmp_path / "elsewhere")
    cached(folder, load_rulebook, "rulebook", Rulebook)
    assert [] == list((tmp_path / "elsewhere").iterdir())


def test_a_cache_folder_that_cannot_be_is_passed_over(folder: Path, cache_folder: Path) -> None:
    cache_folder.write_text("a file", encoding="utf-8")
    assert isinstance(cached(folder, load_rulebook, "rulebook", Rulebook), Rulebook)


def test_a_full_disk_is_passed_over(
    folder: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert isinstance(cached(folder, load_rulebook, "rulebook", Rulebook), Rulebook)
    assert [] == list((cache_folder / "rulebooks").iterdir())


def test_what_cannot_be_pickled_is_built_each_time(folder: Path) -> None:
    build = Builder(lambda _: threading.Lock())
    cached(folder, build, "lock", object)
    cached(folder, build, "lock", object)
    assert 2 == build.times


def test_without_a_home_there_is_no_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("KAIYAKU_CACHE_DIR")
    monkeypatch.setattr(Path, "home", homeless)
    assert isinstance(cached(folder, load_rulebook, "rulebook", Rulebook), Rulebook)


def test_the_cache_lies_where_the_platform_keeps_caches(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KAIYAKU_CACHE_DIR")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    cached(folder, load_rulebook, "rulebook", Rulebook)
    assert 1 == len(list((tmp_path / "xdg" / "kaiyaku" / "rulebooks").iterdir()))


def test_old_entries_and_broken_off_writers_are_cleared_away(
    folder: Path, cache_folder: Path
) -> None:
    place = cache_folder / "rulebooks"
    place.mkdir(parents=True, mode=0o700)
    for number in range(cache.MOST_ENTRIES + 5):
        (place / f"{number}.cache").touch()
        os.utime(place / f"{number}.cache", (number, number))
    for name in ("old.writing", "new.writing"):
        (place / name).touch()
    os.utime(place / "old.writing", (0, 0))
    cached(folder, load_rulebook, "rulebook", Rulebook)
    left = {file.name for file in place.iterdir()}
    assert cache.MOST_ENTRIES + 1 == len(left)
    assert "new.writing" in left
    assert not {"0.cache", "5.cache", "old.writing"} & left


def test_two_writers_do_not_disturb_each_other(folder: Path) -> None:
    """Several processes start at once on an empty cache; all of them get the same rulebook."""
    program = (
        "import sys; from pathlib import Path; from engine.loading import load_rulebook; "
        "from engine.loading.cache import cached; from engine.rulebook import Rulebook; "
        "book = cached(Path(sys.argv[1]), load_rulebook, 'rulebook', Rulebook); print(*book.rules)"
    )
    command = [sys.executable, "-c", program, str(folder)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert {("leave\n", "", 0)} == {(*it.communicate(timeout=60), it.returncode) for it in running}


def test_a_rulebook_from_the_cache_needs_no_parser(folder: Path) -> None:
    cached(folder, load_rulebook, "rulebook", Rulebook)
    program = (
        "import sys; from pathlib import Path; from engine.loading import load_rulebook; "
        "from engine.loading.cache import cached; from engine.rulebook import Rulebook; "
        "cached(Path(sys.argv[1]), load_rulebook, 'rulebook', Rulebook); "
        "print([name for name in sys.modules if name == 'yaml' or name in "
        "('engine.loading.source.nodes', 'engine.loading.assembling', "
        "'engine.loading.faults.codes', "
        "'holidays', 'tempfile')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True
    )
    assert "[]\n" == done.stdout
