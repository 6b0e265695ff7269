"""Versions of the program and of what decides its numbers, as written into change rows and results."""

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


@cache
def library_versions() -> dict[str, str]:
    """Return library → version of those that decide numbers: geometry, projections, the database."""
    import apsw
    import pyproj
    import shapely

    return {
        "Shapely": shapely.__version__,
        "GEOS": shapely.geos_version_string,
        "pyproj": pyproj.__version__,
        "PROJ": pyproj.proj_version_str,
        "SQLite": apsw.sqlite_lib_version(),
    }
