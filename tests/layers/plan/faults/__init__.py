"""Fault injection: sessions that are killed, starved of disk, cut off from power; see ``docs/fault-injection.md``."""

from __future__ import annotations

import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")


def scratch(prefix: str) -> tempfile.TemporaryDirectory[str]:
    """Return a folder for plans that are made by the hundred; in memory where there is one, for syncing takes long."""
    return tempfile.TemporaryDirectory(prefix=prefix, dir=_MEMORY if _MEMORY.is_dir() else None)
