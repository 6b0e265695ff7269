"""Files as they may lie on a planner's disks: other spellings, pipes and devices, shares that do not answer.

Every look has a bound: names read of a folder, folders beside the plan, seconds until a share answers.
"""

from __future__ import annotations

import contextlib
import ntpath
import os
import stat
import threading
import time
import unicodedata
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

#: A folder that says nothing for so long counts as not there, and is not asked again for a while.
ANSWER_WITHIN_S = 3.0
_ASK_AGAIN_S = 30.0
_TRUST_S = 5.0
_MOST_FOLDERS = 200  # sub-folders looked into beside the plan
_MOST_ENTRIES = 5000  # names read of one folder
_MOST_MISSING = 20  # names of a path that may differ in case

#: Classic and big TIFF, in both byte orders.
TIFF_BEGINNINGS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")

_asked: dict[str, tuple[bool, float]] = {}  # folder → whether it answered, until when that counts


def answers(folder: Path) -> bool:
    """Return whether the disk of a folder answers: a share whose server is gone can block for minutes.

    The asking thread is left behind when it does not; nothing waits for it, the end of the program neither.
    """
    key, now = str(folder), time.monotonic()
    known = _asked.get(key)
    if known is not None and now < known[1]:
        return known[0]
    done = threading.Event()

    def ask() -> None:
        _touch(folder)
        done.set()

    threading.Thread(target=ask, name="share", daemon=True).start()
    is_there = done.wait(ANSWER_WITHIN_S)
    _asked[key] = (is_there, time.monotonic() + (_TRUST_S if is_there else _ASK_AGAIN_S))
    return is_there


def _touch(folder: Path) -> None:
    with contextlib.suppress(OSError, ValueError):
        folder.stat()


def is_on_other_share(path: PurePath, folder: PurePath) -> bool:
    r"""Return whether a path leads to a Windows share (``\\server\share``) that a folder does not lie on.

    A stranger's plan could name any server: Windows would send it the user's name at the first look.
    """
    return path.drive.startswith("\\\\") and path.drive.casefold() != folder.drive.casefold()


def is_tiff(path: Path) -> bool:
    """Return whether a file begins as a TIFF does: a plan could name any file, and a package would carry it away."""
    try:
        with path.open("rb") as file:
            return file.read(4) in TIFF_BEGINNINGS
    except OSError:
        return False


def is_sqlite(path: Path) -> bool:
    """Return whether a file begins as a SQLite database does: maps kept as tiles are such."""
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def facts(path: Path) -> os.stat_result | None:
    """Return what the system says of a file, or None: a pipe, a device or a folder is never opened as a raster."""
    return regular(path) if answers(path.parent) else None


def existing(path: Path) -> Path | None:
    """Return the file of a path, also where only case or Unicode form of its names differ; None when there is none."""
    if not answers(path.parent):
        return None
    if regular(path) is not None:
        return path
    missing: list[str] = []
    place = path
    while not _is_dir(place):
        if place.parent == place or len(missing) > _MOST_MISSING:
            return None
        missing.append(place.name)
        place = place.parent
    for name in reversed(missing):
        found = next((one for one in _entries(place) if _folded(one.name) == _folded(name)), None)
        if found is None:
            return None
        place = Path(found.path)
    return place if regular(place) is not None else None


def regular(path: Path) -> os.stat_result | None:
    """As :func:`facts`, of a folder that is known to answer."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: a NUL in a name
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _is_dir(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):  # not there, or no name a system could have
        return False


def sub_folders(folder: Path) -> list[Path]:
    """Return the folders within a folder by name, no links; none where it cannot be read."""
    found = [Path(entry.path) for entry in _entries(folder) if _is_folder(entry)]
    return sorted(found)[:_MOST_FOLDERS]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
    except OSError:
        return False


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry, _ in zip(entries, range(_MOST_ENTRIES), strict=False)]
    except OSError:
        return []


def base_name(path: str) -> str:
    """Return the last name of a path of either system."""
    return ntpath.basename(path) if PureWindowsPath(path).drive or "/" not in path else PurePosixPath(path).name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def normal(path: Path) -> Path:
    """Return a path without ``..``; by its names alone, as the stored relative paths are made."""
    return Path(os.path.normpath(path))
