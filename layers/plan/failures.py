"""What SQLite and the system say when a disk fails, as errors of plans with a reason that has words."""

from __future__ import annotations

import errno
from pathlib import Path

import apsw

from layers.errors import PlanDamaged, PlanError, PlanNotRead, PlanNotSaved, PlanReadOnly

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_PROTECTED = {errno.EACCES, errno.EPERM, errno.EROFS}

#: SQLite's kind of error → reason code; the first that fits.
_SQLITE: tuple[tuple[tuple[type[apsw.Error], ...], str], ...] = (
    ((apsw.FullError,), "disk_full"),
    ((apsw.BusyError, apsw.LockedError), "busy"),
    ((apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError), "file"),
    ((apsw.IOError, apsw.CantOpenError, apsw.NoLFSError), "disk_error"),
)

#: What SQLite says of content it cannot make sense of.
DAMAGE = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError)


def reason_code(error: BaseException) -> str:
    """Return why something could not be written: disk_full, disk_error, busy, file (it is protected) or ""."""
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return "disk_full"
        return "file" if error.errno in _PROTECTED else "disk_error"
    if getattr(error, "extendedresult", None) == apsw.SQLITE_IOERR_SHMSIZE:
        return "disk_full"  # no room for the shared memory beside an open plan
    return next((code for kinds, code in _SQLITE if isinstance(error, kinds)), "")


def not_saved(path: str | Path, error: BaseException) -> PlanError:
    """Return the error for a plan or a copy that could not be written.

    Returns
    -------
    PlanNotSaved
        The disk is full, fails, or another program holds the file (``facts['reason_code']``).
    PlanDamaged
        SQLite came upon content that makes no sense.
    """
    if isinstance(error, DAMAGE):
        return PlanDamaged(path=str(path), reason=str(error), reason_code="sqlite")
    return PlanNotSaved(path=str(path), reason=_said(error), reason_code=reason_code(error))


def not_read(path: str | Path, error: BaseException) -> PlanError:
    """Return the error for a plan that could not be opened or read.

    Returns
    -------
    PlanNotRead
        The disk fails, or has no room for the files that opening needs (``facts['reason_code']``).
    PlanDamaged
        The content makes no sense, to SQLite or to us.
    """
    code = reason_code(error)
    if not code or isinstance(error, DAMAGE):
        return PlanDamaged(path=str(path), reason=str(error), reason_code="sqlite")
    return PlanNotRead(path=str(path), reason=_said(error), reason_code="permission" if code == "file" else code)


def not_writable(path: str | Path, error: BaseException) -> PlanReadOnly:
    """Return the refusal for a plan that can be read but not opened for writing."""
    return PlanReadOnly(path=str(path), reason=_said(error), reason_code=reason_code(error) or "file", who=None)


def _said(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
