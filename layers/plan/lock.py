"""One writer per plan: a lock the operating system drops when its holder dies.

``<plan>.lock`` beside the plan is locked, not merely present, so a killed program leaves nothing to
clean up by hand; its text says who holds it.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from layers.errors import PlanReadOnly
from layers.plan import failures

#: The byte that is locked, far behind the text so that Windows still lets others read it.
_LOCKED_BYTE = 1 << 30


class PlanLock:
    """A held lock; :meth:`release` lets go and removes the side file."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def acquire(cls, plan: Path) -> PlanLock:
        """Lock a plan for writing.

        Raises
        ------
        PlanReadOnly
            Another program holds it (``facts['who']``: program user, host, since), or the folder
            cannot be written (``facts['who']`` is None).
        PlanNotSaved
            The disk is full or fails.
        """
        path = lock_path(plan)
        for _ in range(10):
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError as error:
                if failures.reason_code(error) != "file":
                    raise failures.not_saved(plan, error) from error
                raise PlanReadOnly(
                    path=str(plan),
                    reason=f"its folder is write-protected: {error.strerror}",
                    reason_code="folder",
                    who=None,
                ) from error
            if not _try_lock(descriptor):
                os.close(descriptor)
                who = _holder(path)
                name = f"{who.get('user', '?')}@{who.get('host', '?')}"
                raise PlanReadOnly(
                    path=str(plan), reason=f"it is open in another window, by {name}", reason_code="locked", who=who
                )
            if _is_same_file(descriptor, path):
                with contextlib.suppress(OSError):  # a full disk: the lock holds all the same, it only does not say who
                    _write_holder(descriptor)
                return cls(path, descriptor)
            os.close(descriptor)  # its holder removed the file between our open and our lock: try again
        raise PlanReadOnly(path=str(plan), reason="its lock keeps changing hands", reason_code="locked", who={})

    def release(self) -> None:
        """Remove the side file and let go; safe to call twice."""
        if self._descriptor < 0:
            return
        on_windows = sys.platform == "win32"  # where an open file cannot be removed
        if not on_windows and _is_same_file(self._descriptor, self._path):  # else the name is another's by now
            with contextlib.suppress(OSError):
                self._path.unlink()
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        if on_windows:
            with contextlib.suppress(OSError):
                self._path.unlink()
        self._descriptor = -1


def holder(plan: Path) -> dict[str, Any] | None:
    """Return who has a plan open for writing (``user``, ``host``, ``since``; {} when it does not say); None for nobody.

    Only looks: the lock is neither taken nor its file made.
    """
    path = lock_path(plan)
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return None
    except OSError:
        return _holder(path)
    try:
        return None if _try_lock(descriptor, shared=True) else _holder(path)
    finally:
        os.close(descriptor)


def lock_path(plan: Path) -> Path:
    """Return the side file of a plan."""
    return plan.with_name(plan.name + ".lock")


def _try_lock(descriptor: int, *, shared: bool = False) -> bool:
    """Return False when somebody else holds it; a file system without locks lets everybody in."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def _is_same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def _write_holder(descriptor: int) -> None:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    text = json.dumps(
        {
            "pid": os.getpid(),
            "user": user,
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
    )
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, text.encode())


def _holder(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
