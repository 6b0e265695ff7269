"""Writing beside the target and renaming, so that a failed or cancelled export leaves the old file whole."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from layers.errors import ExportError

#: Characters that no common file system takes, and control characters.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
_LONGEST_STEM = 80

#: Begins the name of the folder that a file is written in; one of that name and age was left by a killed program.
_PASSING, _LEFT_BEHIND_S = ".lianfang-export-", 3600.0


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well it becomes ``target`` in one step.

    Raises
    ------
    ExportError
        The folder or the file cannot be written; the old file is as it was.
    """
    target = Path(target)
    _sweep(target.parent)
    try:
        folder = tempfile.mkdtemp(prefix=_PASSING, dir=target.parent)
    except OSError as error:
        raise ExportError(path=str(target), reason=error.strerror or str(error)) from error
    beside = Path(folder) / target.name
    try:
        yield beside
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        raise ExportError(path=str(target), reason=error.strerror or str(error)) from error
    finally:
        for left in sorted(Path(folder).rglob("*"), reverse=True):
            left.unlink(missing_ok=True)
        Path(folder).rmdir()


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PASSING}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND_S:
                shutil.rmtree(left)


def write_bytes(target: Path, content: bytes) -> None:
    """Write bytes to a file whole or not at all."""
    with written_whole(target) as path:
        path.write_bytes(content)


def zipped(members: Mapping[str, bytes], day: date) -> bytes:
    """Return a ZIP archive whose bytes depend on its members and the day only."""
    buffer = io.BytesIO()
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def safe_stem(name: str) -> str:
    """Return a name that every common file system takes, Chinese kept: ``a/b:c`` → ``a_b_c``."""
    stem = _FORBIDDEN.sub("_", name).strip(" .")[:_LONGEST_STEM].rstrip(" .")
    if not stem or stem.lower() in _RESERVED:
        return f"_{stem}"
    return stem
