"""A cache of what was built from a rulebook folder, so that most starts read no YAML.

Owns where entries lie, what they are good for and how they are read safely. An entry is
found by the *content* of the folder's YAML files, by name, size and time of writing of every
module of the engine, by the Python version, and by what the caller says that the thing depends on
besides (``kind``: the edition of the holidays, say). When one of these changes, the thing is built
anew; so it is where an entry is cut, damaged, of another type or writable by others. What is not
noticed: a module written over with one of the same size and time, and a library that ``kind`` does
not name. Deleting the cache is always safe.

Entries are pickles, read by an unpickler that makes nothing but the engine's own records
and enums, dates and plain containers, and only from files that the user owns and that nobody
else can write.
"""

from __future__ import annotations

import gc
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from .source.folder import contents

try:
    # The same as hashlib's, without loading OpenSSL, which takes as long as reading an entry.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b
try:
    # The same as pickle's, without its slower twins in Python.
    from _pickle import Pickler, Unpickler, UnpicklingError
except ImportError:
    from pickle import Pickler, Unpickler, UnpicklingError

T = TypeVar("T")

CACHE_DIR_VARIABLE = "KAIYAKU_CACHE_DIR"
FORMAT = b"kaiyaku cache 1\n"
SUFFIX = ".cache"
MOST_ENTRIES = 24
LARGEST_ENTRY = 64_000_000
LEFT_BEHIND_AFTER = 3600.0
_DIGEST_LENGTH = 32

ROOT = __name__.partition(".")[0]
"""The name of the whole package, which is another one in a checkout than where it is installed."""

_PLAIN = frozenset({("datetime", "date"), ("builtins", "frozenset"), ("builtins", "set")})


def cached(folder: Path, build: Callable[[Path], T], kind: str, of: type[T]) -> T:
    """What ``build(folder)`` returns, from the cache if it was built before from the same
    files by the same engine; ``kind`` keeps different things built from a folder apart.
    All of them are ``of`` one type: an entry that holds anything else is built anew.

    Raises what ``build`` raises, and nothing else: a cache that cannot be used is passed over.
    """
    place = _entries_folder()
    fingerprint = None if place is None else _fingerprint(folder, kind)
    if place is None or fingerprint is None:
        return build(folder)
    entry = place / f"{fingerprint}{SUFFIX}"
    found = _read(entry)
    if found is not None and isinstance(found.value, of):
        return found.value
    built = build(folder)
    if _fingerprint(folder, kind) == fingerprint:
        _write(entry, built)
    return built


class _Found(Struct, frozen=True):
    value: Any


def _entries_folder() -> Path | None:
    """The folder that entries lie in, which only the user can read; ``None`` if there can be
    no such folder."""
    try:
        base = _cache_folder()
        if base is None:
            return None
        folder = base / "rulebooks"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or not _is_mine(status):
            return None
        if status.st_mode & 0o077 and os.name == "posix":
            folder.chmod(0o700)
    except OSError:
        return None
    return folder


def _cache_folder() -> Path | None:
    """``KAIYAKU_CACHE_DIR``, else the platform's place for caches of this user."""
    chosen = os.environ.get(CACHE_DIR_VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "kaiyaku"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "kaiyaku"
    shared = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (shared if shared.is_absolute() else home / ".cache") / "kaiyaku"


def _is_mine(status: os.stat_result) -> bool:
    return os.name != "posix" or status.st_uid == os.getuid()


def _fingerprint(folder: Path, kind: str) -> str | None:
    """A digest of everything the result depends on; ``None`` if the folder cannot be read."""
    digest = blake2b(FORMAT, digest_size=_DIGEST_LENGTH)
    for text in (kind, ROOT, sys.version, sys.implementation.name):
        _add(digest, text.encode())
    try:
        for path, content in contents(folder):
            _add(digest, path.encode("utf-8", "surrogateescape"))
            _add(digest, content)
        _add(digest, b"engine")
        for path, content in _sources(Path(__file__).resolve().parent.parent):
            _add(digest, os.fsencode(path))
            _add(digest, content)
    except OSError:
        return None
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name of every Python file under ``folder``, in a fixed order, with its size and the
    moment it was last written: reading them all would take longer than what is saved."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(".py"):
            status = entry.stat()
            yield entry.name, b"%d %d" % (status.st_size, status.st_mtime_ns)
        elif entry.is_dir() and entry.name != "__pycache__":
            yield entry.name, b""
            yield from _sources(Path(entry.path))


def _add(digest: blake2b, part: bytes) -> None:
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)


def _read(entry: Path) -> _Found | None:
    """What lies in ``entry``; ``None`` if there is nothing that can be trusted and read."""
    try:
        content = _content(entry)
        if content is None or not content.startswith(FORMAT):
            return None
        start = len(FORMAT) + _DIGEST_LENGTH
        payload = memoryview(content)[start:]
        if _checksum(payload) != content[len(FORMAT) : start]:
            return None
        with _without_garbage_collection():
            value = _RestrictedUnpickler(BytesIO(payload)).load()
    except Exception:
        # A pickle can fail in any way at all; whichever it is, the entry is worthless.
        return None
    with suppress(OSError):
        os.utime(entry)
    return _Found(value)


def _content(entry: Path) -> bytes | None:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(entry, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        safe = stat.S_ISREG(status.st_mode) and _is_mine(status)
        if os.name == "posix" and status.st_mode & 0o022:
            safe = False
        return stream.read() if safe and status.st_size <= LARGEST_ENTRY else None


def _write(entry: Path, value: object) -> None:
    try:
        payload = _pickled(value)
    except Exception:
        # What cannot be pickled is built anew each time.
        return
    import tempfile

    temporary = None
    try:
        descriptor, name = tempfile.mkstemp(dir=entry.parent, suffix=".writing")
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(FORMAT + _checksum(payload) + payload)
        temporary.replace(entry)
        temporary = None
        _prune(entry.parent)
    except OSError:
        pass
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _checksum(payload: bytes | memoryview) -> bytes:
    return blake2b(payload, digest_size=_DIGEST_LENGTH).digest()


def _prune(folder: Path) -> None:
    """Remove the entries that were not used for longest, and what broken-off writers left."""
    entries = []
    for file in folder.iterdir():
        with suppress(OSError):
            used = file.stat().st_mtime
            if file.suffix == SUFFIX:
                entries.append((used, file))
            elif used < time.time() - LEFT_BEHIND_AFTER:
                file.unlink()
    for _, file in sorted(entries, reverse=True)[MOST_ENTRIES:]:
        with suppress(OSError):
            file.unlink()


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Unpickling makes thousands of objects that all stay; collecting meanwhile is wasted."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _pickled(value: object) -> bytes:
    stream = BytesIO()
    _ByConstruction(stream, protocol=5).dump(value)
    return stream.getvalue()


class _ByConstruction(Pickler):
    """Writes a record as a call with its fields. What a cached property holds goes along."""

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if not isinstance(value, Struct):
            return NotImplemented
        arguments = tuple(getattr(value, name) for name in kind.__struct_fields__)
        others = getattr(value, "__dict__", None)
        return (kind, arguments, others) if others else (kind, arguments)


class _RestrictedUnpickler(Unpickler):
    """Makes the engine's records, tuples and enums, dates and sets; refuses everything else, and
    every function above all."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(f"{ROOT}.") and name.isidentifier():
            found = super().find_class(module, name)
            if isinstance(found, type) and issubclass(found, Struct | Enum | tuple):
                return found
        raise UnpicklingError(f"{module}.{name} has no place in the cache")
