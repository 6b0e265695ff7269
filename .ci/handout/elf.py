"""What the build asks of Linux binaries: the oldest C library they run with, and their size without symbols."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: Libraries whose versions decide what systems a box runs on.
_FAMILIES = ("GLIBC", "GLIBCXX", "CXXABI")
_PT_LOAD = 1


def binaries(folder: Path) -> Iterator[Path]:
    """Yield the programs and libraries of a folder, links left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size > 64:
            with path.open("rb") as stream:
                if stream.read(5) == b"\x7fELF\x02":
                    yield path


def needs(path: Path) -> dict[str, tuple[int, ...]]:
    """Return family → the highest version a binary asks for, from its version references."""
    said = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, errors="replace", check=True)
    _, _, references = said.stdout.partition("Version References:")
    found: dict[str, tuple[int, ...]] = {}
    for family, numbers in re.findall(r"\b(GLIBC|GLIBCXX|CXXABI)_([0-9.]+)\b", references):
        version = tuple(int(part) for part in numbers.split("."))
        found[family] = max(found.get(family, ()), version)
    return found


def floor(folder: Path) -> dict[str, tuple[tuple[int, ...], list[str]]]:
    """Return family → the version a folder needs, and the files that ask for it."""
    asked = {str(path.relative_to(folder)): needs(path) for path in binaries(folder)}
    result: dict[str, tuple[tuple[int, ...], list[str]]] = {}
    for family in _FAMILIES:
        highest = max((one[family] for one in asked.values() if family in one), default=())
        if highest:
            result[family] = highest, [name for name, one in asked.items() if one.get(family) == highest]
    return result


def linked(path: Path) -> set[str]:
    """Return the names of the libraries a binary is linked to."""
    said = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, errors="replace", check=True)
    return set(re.findall(r"^\s+NEEDED\s+(\S+)", said.stdout, re.MULTILINE))


def drop_unlinked(box: Path) -> int:
    """Remove libraries that nothing in a box is linked to any more; return the bytes saved.

    PyInstaller follows those of desktop libraries too, which the box leaves to the desktop; wheels bring what only a
    part of them needed that stays outside.
    """
    saved = 0
    rooms = ("", "*.libs/", "PySide6/Qt/lib/")
    while True:
        wanted = set().union(*map(linked, binaries(box)))
        loose = [
            path
            for room in rooms
            for path in (box / "lib").glob(f"{room}lib*.so*")
            if path.name not in wanted and not any(word in path.name for word in ("python", "pyside", "shiboken"))
        ]
        if not loose:
            return saved
        for path in loose:
            saved += 0 if path.is_symlink() else path.stat().st_size
            path.unlink()


def dotted(version: tuple[int, ...]) -> str:
    """Return ``(2, 28)`` as ``2.28``."""
    return ".".join(map(str, version))


def strip(path: Path) -> int:
    """Take symbols and debugging out of a binary; return the bytes saved, 0 where it stays as it was.

    ``strip`` moves the pages of some libraries whose headers another tool has rewritten (OpenBLAS of numpy's wheel):
    no loader takes them then, so each result is looked at before it takes the place of the file.
    """
    before = path.stat().st_size
    with tempfile.TemporaryDirectory() as scratch:
        slim = Path(scratch) / path.name
        done = subprocess.run(["strip", "--strip-unneeded", "-o", str(slim), str(path)], capture_output=True)
        if done.returncode or not slim.is_file() or not _is_loadable(slim) or slim.stat().st_size >= before:
            return 0
        shutil.copymode(path, slim)
        shutil.copyfile(slim, path)
    return before - path.stat().st_size


def _is_loadable(path: Path) -> bool:
    """Whether every segment lies in the file as it is mapped: the same place within a page."""
    raw = path.read_bytes()
    (start,) = struct.unpack_from("<Q", raw, 32)
    size, count = struct.unpack_from("<HH", raw, 54)
    for at in range(start, start + size * count, size):
        kind, _flags, offset, address = struct.unpack_from("<IIQQ", raw, at)
        (align,) = struct.unpack_from("<Q", raw, at + 48)
        if kind == _PT_LOAD and (offset - address) % max(align, 1):
            return False
    return True
