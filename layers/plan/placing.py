"""Files that get their name when they are whole: written under a passing name beside it, synced, renamed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from layers.errors import PlanReadOnly
from layers.plan import failures

#: Files SQLite keeps beside a database while it is open; one left behind by a crash must never
#: meet another database of the same name.
SIDE_SUFFIXES = ("-wal", "-shm", "-journal")

#: A passing file that nobody wrote to for so long was left by a program that was killed.
_LEFT_BEHIND_S = 3600.0
#: File systems that cannot sync a folder say so in one of these ways; SQLite takes no notice of it either.
_CANNOT_SYNC_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF, errno.EISDIR}


def passing_file(target: Path) -> Path:
    """Make an empty file beside ``target`` to be renamed to it; what a killed program left there is removed.

    The name is short, so that it fits wherever the target's does, and begins with a dot.
    """
    stem = f".lianfang-{hashlib.sha256(target.name.encode()).hexdigest()[:8]}-"
    for left in target.parent.glob(f"{stem}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND_S:
                left.unlink()
    path = target.with_name(f"{stem}{secrets.token_hex(4)}.tmp")
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666))
    return path


def remove(path: Path) -> None:
    """Remove a passing file and what SQLite keeps beside it, as far as the system lets us."""
    for suffix in (*SIDE_SUFFIXES, ""):
        with contextlib.suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def remove_spent_sides(path: Path) -> None:
    """Remove what SQLite left beside a name whose file is gone; never the name itself, which may come back.

    A log with content stays: folding it failed (a full disk), and it is all there is of what was confirmed last.
    """
    for suffix in ("-journal", "-wal", "-shm"):
        side = path.with_name(path.name + suffix)
        with contextlib.suppress(OSError):
            if suffix != "-shm" and side.stat().st_size > 0:
                return
            side.unlink()


def rename(passing: Path, target: Path) -> None:
    """Give a synced file its name, in the place of an older one, and put the name on the disk."""
    for suffix in SIDE_SUFFIXES:  # of an older file by that name: never to be replayed into the new one
        target.with_name(target.name + suffix).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            passing.with_name(passing.name + suffix).unlink(missing_ok=True)
    passing.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Ask the system to put a file, or the names in a folder, on the disk."""
    is_folder = path.is_dir()
    try:
        descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    except OSError:
        if is_folder:  # Windows has no handles on folders
            return
        raise
    try:
        os.fsync(descriptor)
    except OSError as error:
        if not is_folder or error.errno not in _CANNOT_SYNC_FOLDERS:
            raise
    finally:
        os.close(descriptor)


@contextmanager
def told_as_plan_errors(target: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise while a file is written into errors of plans.

    Raises
    ------
    PlanReadOnly
        The folder cannot be written.
    PlanNotSaved, PlanDamaged
        See :func:`layers.plan.failures.not_saved`.
    """
    try:
        yield
    except OSError as error:
        if failures.reason_code(error) == "file":
            reason = error.strerror or str(error)
            raise PlanReadOnly(path=str(target), reason=reason, reason_code="folder", who=None) from error
        raise failures.not_saved(target, error) from error
    except apsw.Error as error:
        raise failures.not_saved(target, error) from error
