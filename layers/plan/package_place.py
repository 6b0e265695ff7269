"""A scratch folder beside the place where a package, or what comes out of one, will be.

It is hidden, has a short name of its own (the target's may be as long as the file system allows), and
belongs to whoever holds its lock: what a killed program left there is removed by the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layers.errors import PackageNotSaved, PlanReadOnly
from layers.plan.lock import PlanLock


@contextmanager
def folder_for(target: Path) -> Iterator[None]:
    """Make the folders above ``target`` that are not there; when the work fails they are gone again."""
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """Give an empty folder beside ``target``; it is gone afterwards, whatever happens.

    Raises
    ------
    PackageNotSaved
        The folder cannot be written, or another program is writing the same target.
    """
    name = hashlib.sha256(target.name.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    scratch = target.with_name(f".lianfang-{name}")
    try:
        lock = PlanLock.acquire(scratch)
    except PlanReadOnly as error:
        facts = {**error.facts, "path": str(target)}
        raise PackageNotSaved(**facts) from error
    try:
        try:
            _remove(scratch)
            scratch.mkdir()
        except OSError as error:
            raise PackageNotSaved(path=str(target), reason=error.strerror or str(error)) from error
        yield scratch
    finally:
        _remove(scratch, quietly=True)
        lock.release()


def _remove(folder: Path, *, quietly: bool = False) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder, ignore_errors=quietly)
