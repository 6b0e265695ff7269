"""A disk that fails on request.

SQLite calls the system through a table of functions that tests may change (``xSetSystemCall``); each of them, and
the calls the program makes itself, is counted and made to fail here, so that SQLite hears of it as of any other
error.  Only ``fsync`` is not in that table: it fails in a file layer (VFS) of our own.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest

from layers.plan import files

NAME = "faulty"
IS_SUPPORTED = sys.platform == "linux"


@dataclass(frozen=True)
class Fault:
    """One way to fail: what is counted, and the system's error number."""

    name: str
    kinds: frozenset[str]
    number: int = errno.EIO
    torn: bool = False  # half of the bytes are written before it fails

    def as_system(self) -> OSError:
        """Return what a system call of the program's own raises."""
        return OSError(self.number, os.strerror(self.number))


FAULTS = (
    Fault("full", frozenset({"write", "create"}), errno.ENOSPC, torn=True),
    Fault("write", frozenset({"write", "create"})),
    Fault("sync", frozenset({"sync"})),
    Fault("read", frozenset({"read"})),
    Fault("truncate", frozenset({"truncate"})),
    Fault("shared memory", frozenset({"map"}), errno.ENOMEM),
    Fault("names", frozenset({"delete", "rename", "open"})),
)


class Disk:
    """Counts operations; the ``at``-th of a fault's kinds fails, alone or with all that follow."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.hits = 0
        self._fault: Fault | None = None
        self._left = 0
        self._lasting = False

    def arm(self, fault: Fault, at: int, *, lasting: bool) -> None:
        """Let the ``at``-th operation fail, counted from now; all that follow too when it is lasting."""
        self._fault, self._left, self._lasting, self.hits = fault, at, lasting, 0

    def lift(self) -> None:
        """Let everything succeed again."""
        self._fault = None

    def asked(self, kind: str) -> Fault | None:
        """Count an operation and return the fault when it has to fail."""
        self.seen[kind] += 1
        if self._fault is None or kind not in self._fault.kinds:
            return None
        self._left -= 1
        if self._left == 0 or (self._lasting and self._left < 0):
            self.hits += 1
            return self._fault
        return None


@contextmanager
def failing_disk(*, syncing: bool) -> Iterator[Disk]:
    """Put a disk under all plans opened meanwhile, and under the system calls that copies are made with.

    Syncing fails in a file layer of our own.  It is left out where it is not needed: what fails below it
    becomes an exception even where SQLite itself would go on, as when the log cannot be folded after a commit.
    """
    disk = Disk()
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        if syncing:
            layer = _SyncFails(disk)
            stack.callback(layer.unregister)
            patch.setattr(files, "VFS", NAME)
        patch.setattr(os, "fsync", _failing(disk, "sync", os.fsync))
        patch.setattr(os, "replace", _failing(disk, "rename", os.replace))
        patch.setattr(os, "unlink", _failing(disk, "delete", os.unlink))
        patch.setattr(os, "open", _failing_creation(disk, os.open))
        calls = _SystemCalls(disk)
        stack.callback(calls.restore)
        stack.callback(disk.lift)
        yield disk


# --- what SQLite calls --------------------------------------------------------------------------------


class _SyncFails(apsw.VFS):
    """The system's file layer, but for syncing."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(NAME, "unix")
        self._disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return _File(self._disk, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("unix", name, flags)
        self._disk = disk

    def xSync(self, flags: int) -> None:
        if self._disk.asked("sync") is not None:
            error = apsw.IOError("disk I/O error")
            error.extendedresult = apsw.SQLITE_IOERR_FSYNC
            raise error
        super().xSync(flags)


_SIZE, _INT, _PLACE, _POINTER, _TEXT = (
    ctypes.c_ssize_t,
    ctypes.c_int,
    ctypes.c_int64,
    ctypes.c_void_p,
    ctypes.c_char_p,
)
#: System call → what it counts as, its result and its arguments.
_CALLS: dict[str, tuple[str, Any, tuple[Any, ...]]] = {
    "open": ("open", _INT, (_TEXT, _INT, _INT)),
    "read": ("read", _SIZE, (_INT, _POINTER, ctypes.c_size_t)),
    "pread64": ("read", _SIZE, (_INT, _POINTER, ctypes.c_size_t, _PLACE)),
    "write": ("write", _SIZE, (_INT, _POINTER, ctypes.c_size_t)),
    "pwrite64": ("write", _SIZE, (_INT, _POINTER, ctypes.c_size_t, _PLACE)),
    "ftruncate": ("truncate", _INT, (_INT, _PLACE)),
    "unlink": ("delete", _INT, (_TEXT,)),
    "mmap": ("map", _POINTER, (_POINTER, ctypes.c_size_t, _INT, _INT, _INT, _PLACE)),
}


class _SystemCalls:
    """SQLite's table of system calls, with ours in it until it is restored."""

    def __init__(self, disk: Disk) -> None:
        self._unix = apsw.VFS("probe", "unix")
        self._kept: list[Any] = []
        self._real: dict[str, Any] = {}
        for name, (kind, result, arguments) in _CALLS.items():
            pointer = self._unix.xGetSystemCall(name)
            if not pointer:
                continue
            prototype = ctypes.CFUNCTYPE(result, *arguments, use_errno=True)
            ours = prototype(_counted(disk, kind, prototype(pointer)))
            self._kept.append(ours)
            self._real[name] = pointer
            self._unix.xSetSystemCall(name, ctypes.cast(ours, _POINTER).value)

    def restore(self) -> None:
        """Put the system's own calls back."""
        for name, pointer in self._real.items():
            self._unix.xSetSystemCall(name, pointer)
        self._unix.unregister()


def _counted(disk: Disk, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        fault = disk.asked(kind)
        if fault is None:
            return real(*arguments)
        if fault.torn and kind == "write" and arguments[2] > 1:
            real(*arguments[:2], arguments[2] // 2, *arguments[3:])
        ctypes.set_errno(fault.number)
        return -1

    return call


# --- what the program calls ----------------------------------------------------------------------------


def _failing(disk: Disk, kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        fault = disk.asked(kind)
        if fault is not None:
            raise fault.as_system()
        return real(*arguments, **named)

    return call


def _failing_creation(disk: Disk, real: Callable[..., int]) -> Callable[..., int]:
    def call(path: str | Path, flags: int, *arguments: Any, **named: Any) -> int:
        fault = disk.asked("create") if flags & os.O_CREAT and not Path(path).exists() else None
        if fault is not None:
            raise fault.as_system()
        return real(path, flags, *arguments, **named)

    return call
