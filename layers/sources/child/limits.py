"""How long and how much a file may take: limits that grow with the file, within what the machine has."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

#: What reading a small file may take, and how much more for each byte of a large one: text of coordinates becomes some
#: twenty times its size while it is taken apart.
_BASE_BYTES, _PER_BYTE = 1536 << 20, 25
#: Share of the memory that is free when reading begins; the window needs the rest.
_SHARE = 0.8
_LEAST_BYTES = 512 << 20
#: Seconds without any step forward, and how fast the slowest disk still reads.
_IDLE_S, _SLOWEST_BYTES_PER_S = 60.0, 4e6
#: An archive is taken for so many times its size.
_UNPACKED = 10
_MOST_ENTRIES = 10_000


@dataclass(frozen=True)
class Limits:
    """Most memory of the reader in bytes, and most seconds without progress."""

    memory_bytes: int
    idle_s: float

    @classmethod
    def for_source(cls, path: Path) -> Limits:
        """Return the limits for a file, a folder or an archive."""
        size = source_bytes(path)
        wanted = _BASE_BYTES + _PER_BYTE * size
        there = free_memory()
        most = max(_LEAST_BYTES, int(_SHARE * there)) if there else wanted
        return cls(min(wanted, most), _IDLE_S + size / _SLOWEST_BYTES_PER_S)


def source_bytes(path: Path) -> int:
    """Return about how many bytes there are to read; 0 where that cannot be told."""
    total = 0
    with contextlib.suppress(OSError):
        if path.is_dir():
            total = sum(map(_bytes_within, islice(path.iterdir(), _MOST_ENTRIES)))
        else:
            total = sum(_bytes_within(part) for part in _parts(path))
    return total


def _parts(path: Path) -> list[Path]:
    if path.suffix.lower() not in (".shp", ".tab", ".mif"):
        return [path]
    return [entry for entry in islice(path.parent.iterdir(), _MOST_ENTRIES) if entry.stem == path.stem]


def _bytes_within(entry: Path) -> int:
    try:
        if entry.is_dir():
            return sum(one.stat().st_size for one in islice(entry.iterdir(), _MOST_ENTRIES) if one.is_file())
        size = entry.stat().st_size
    except OSError:
        return 0
    return size * _UNPACKED if entry.suffix.lower() in (".zip", ".kmz", ".xlsx", ".xlsm") else size


def free_memory() -> int:
    """Return the bytes of memory that programs can still have; 0 where the system does not say."""
    if sys.platform == "win32":
        return _windows_free()
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    except (OSError, ValueError):
        pass
    return 0


def resident_bytes(pid: int) -> int:
    """Return the memory that a process holds for itself; 0 where the system does not say.

    Pages of files are left out: the system takes them back when it needs them.
    """
    if sys.platform == "win32":
        from layers.sources.child import windows

        return windows.private_bytes(pid)
    try:
        _size, resident, shared = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[:3]
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


def _windows_free() -> int:
    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_uint32), ("load", ctypes.c_uint32)] + [
            (name, ctypes.c_uint64) for name in ("total", "free", "page", "page_free", "virtual", "virtual_free", "ext")
        ]

    status = Status(length=ctypes.sizeof(Status))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (there is none elsewhere)
    return int(status.free) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else 0
