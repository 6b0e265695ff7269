"""Have the C library hand freed memory back: a map makes and drops large arrays all the time, in several threads."""

from __future__ import annotations

import ctypes
import sys

# From glibc's malloc.h.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
#: Larger pieces come from the system and go back to it at once; left alone, the limit grows with what is freed.
_THRESHOLD_BYTES = 256 * 1024
_ARENAS = 2


def keep_tidy() -> bool:
    """Set the allocator of this process; return whether it could be (glibc only)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return False
    return bool(mallopt(_M_ARENA_MAX, _ARENAS)) and bool(mallopt(_M_MMAP_THRESHOLD, _THRESHOLD_BYTES))
