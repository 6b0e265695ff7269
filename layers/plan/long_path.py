"""Plans in deep folders: SQLite takes paths of at most 512 bytes, which is 170 Chinese characters.

Linux itself takes 4096.  There the folder is opened, and SQLite is given the short name that the system
has for an open folder, ``/proc/self/fd/N/<file>``.  It would follow that link to the long path again, so a
file layer of its own leaves the name as it is; all else is SQLite's own.
"""

from __future__ import annotations

import contextlib
import os
import sys
import weakref
from pathlib import Path
from urllib.parse import quote

import apsw

#: The longest path in bytes with which SQLite's journal names still fit.
SQLITE_PATH_BYTES = 512 - len("-journal") - 1

_VFS = "lianfang-long"
_vfs: list[_Unresolved] = []


def is_too_long(path: Path) -> bool:
    """Return whether SQLite cannot open a path by itself but we can."""
    return sys.platform.startswith("linux") and len(os.fsencode(path)) > SQLITE_PATH_BYTES


def connect(path: Path, options: str, flags: int) -> apsw.Connection:
    """Open a database whose path is too long for SQLite; the folder stays open as long as the connection does."""
    if not _vfs:
        _vfs.append(_Unresolved(_VFS, ""))
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise apsw.CantOpenError(str(error)) from error
    try:
        uri = f"file:/proc/self/fd/{folder}/{quote(path.name)}?{options}&vfs={_VFS}"
        db = apsw.Connection(uri, flags=flags)
    except BaseException:
        os.close(folder)
        raise
    weakref.finalize(db, _close, folder)
    return db


def _close(descriptor: int) -> None:
    with contextlib.suppress(OSError):
        os.close(descriptor)


class _Unresolved(apsw.VFS):
    """SQLite's own file layer, but names are taken as they are given."""

    def xFullPathname(self, name: str) -> str:
        return name

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> _File:
        return _File("", name, flags)


class _File(apsw.VFSFile):
    """A lock that another connection of ours stands against is a busy file, not a broken one."""

    def xLock(self, level: int) -> None:
        try:
            super().xLock(level)
        except apsw.IOError as error:
            raise apsw.BusyError(str(error)) from error
