"""Vertices of large layers in a scratch file, looked at through the system's own cache instead of held in memory.

A file has no name, or is deleted by the system when the program ends in whatever way.
"""

from __future__ import annotations

import logging
import mmap
import os
import tempfile
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)

#: Pages of a file of so many bytes are let go of as soon as they were looked at; having the system map those of a
#: larger one again and again takes as long as simplifying what they hold, so whoever has done with it says so.
_SOON_BYTES = 32 * 1024 * 1024
#: By the file-system standard this folder is on a disk; the usual one is in memory on many systems.
_ON_DISK = Path("/var/tmp")
_NONE = np.empty((0, 2), np.uint32)


class VertexFile:
    """Rows of two numbers of four bytes: first written one batch after the other, then read at will."""

    def __init__(self) -> None:
        folder = str(_ON_DISK) if os.access(_ON_DISK, os.W_OK) else None
        self._file: IO[bytes] | None = tempfile.TemporaryFile(dir=folder, prefix="lianfang-")  # noqa: SIM115
        self._map: mmap.mmap | None = None

    @classmethod
    def or_none(cls) -> VertexFile | None:
        """Return a new file; None where none can be made."""
        try:
            return cls()
        except OSError as error:
            _log.warning("vertices are held in memory: %s", error)
            return None

    def append(self, rows: NDArray[np.uint32]) -> None:
        """Write rows behind the last one.

        Raises
        ------
        OSError
            The disk is full or fails; :meth:`taken_back` returns what was written before.
        """
        assert self._file is not None
        at = self._file.tell()
        try:
            self._file.write(np.ascontiguousarray(rows).data)
            self._file.flush()
        except OSError:
            self._file.seek(at)
            raise

    def taken_back(self) -> NDArray[np.uint32]:
        """Return all rows as an array in memory and give the file up."""
        assert self._file is not None
        size = self._file.tell()
        self._file.seek(0)
        rows = np.frombuffer(self._file.read(size), np.uint32).reshape(-1, 2).copy() if size else _NONE.copy()
        self._file.close()
        return rows

    def rows(self) -> NDArray[np.uint32]:
        """Return all rows as an array over the file; nothing can be written any more."""
        assert self._file is not None
        self._map = mmap.mmap(self._file.fileno(), self._file.tell(), access=mmap.ACCESS_READ)
        self._file.close()  # the map has it open
        self._file = None
        return np.frombuffer(self._map, np.uint32).reshape(-1, 2)

    def looked_at(self) -> None:
        """Say that rows were read."""
        if self._map is not None and len(self._map) <= _SOON_BYTES:
            self.let_go()

    def let_go(self) -> None:
        """Give pages that were looked at back to the system, which keeps them in its cache while there is room."""
        advice: Any = getattr(mmap, "MADV_DONTNEED", None)
        if self._map is not None and advice is not None:
            self._map.madvise(advice)
