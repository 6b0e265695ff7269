"""Files in: what a file is, in which encoding and datum, mended, with roles and fields recognised.

``inspect(path)`` says what a file is and what is wrong with it; ``read(path, choice)`` returns layers in
EPSG:4490 with the columns of :mod:`layers.sources.fields`.  Sources are never written to.  The gazetteer
(:mod:`layers.sources.gazetteer`) gives the counties of the whole country without any file.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from layers.sources.inspecting import inspect
    from layers.sources.model import (
        PROBLEM_CODES,
        Inspection,
        LayerSummary,
        Problem,
        RasterInfo,
        ReadChoice,
        ReadLayer,
    )
    from layers.sources.patrol_import import read_patrol_areas
    from layers.sources.reading import read
    from layers.sources.sniff import REASONS, supported_extensions
    from layers.sources.speaking import propose_speaks_for

__all__ = [
    "PROBLEM_CODES",
    "REASONS",
    "Inspection",
    "LayerSummary",
    "Problem",
    "RasterInfo",
    "ReadChoice",
    "ReadLayer",
    "inspect",
    "propose_speaks_for",
    "read",
    "read_patrol_areas",
    "supported_extensions",
]

_HOMES = {
    "inspect": "inspecting",
    "read": "reading",
    "read_patrol_areas": "patrol_import",
    "propose_speaks_for": "speaking",
    "supported_extensions": "sniff",
    "REASONS": "sniff",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: geopandas and GDAL cost half a second at start-up."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
