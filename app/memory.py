"""Have the C library hand freed memory back: a map makes and drops large arrays all the time, in several threads.

Small pieces are a matter of their own: some that live on keep the pages between them from going back, and over days
of plans opened and closed, the program would hold several times what it uses.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

# From glibc's malloc.h.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
#: Larger pieces come from the system and go back to it at once; left alone, the limit grows with what is freed.
_THRESHOLD_BYTES = 256 * 1024
_ARENAS = 2


def keep_tidy() -> bool:
    """Set the allocator of this process; return whether it could be (glibc only)."""
    mallopt = _of_c_library("mallopt")
    if mallopt is None:
        return False
    return bool(mallopt(_M_ARENA_MAX, _ARENAS)) and bool(mallopt(_M_MMAP_THRESHOLD, _THRESHOLD_BYTES))


def give_back() -> bool:
    """Give the pages in which nothing lives to the system, wherever they lie; return whether it could be (glibc only).

    Takes 10 to 20 ms after a plan was closed, in which other threads wait when they want memory: for quiet moments.
    """
    trim = _of_c_library("malloc_trim")
    if trim is None:
        return False
    trim(0)
    return True


def _of_c_library(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):  # another C library
        return None
    return found
