"""Name and version of the program, as written into change rows and results."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def program_version() -> str:
    """Return e.g. ``"lianfang 0.1.0"``; ``"lianfang (source)"`` when run from a bare checkout."""
    try:
        return f"lianfang {version('lianfang')}"
    except PackageNotFoundError:
        return "lianfang (source)"
