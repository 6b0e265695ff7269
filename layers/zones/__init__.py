"""Shared-responsibility zones (共同责任区): delineate, classify, assign lead and support, rank, explain.

``model.py`` holds the results everybody reads; the analysis itself is loaded when first called,
so that rooms which only need the types stay light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.zones.model import (
    PART_COLUMNS,
    REACH_COLUMNS,
    STRADDLING_COLUMNS,
    ZONE_COLUMNS,
    LayerInput,
    Parameters,
    ZoneInputs,
    ZoneResult,
    shared_zones,
)
from layers.zones.reasons import REASON_CODES

if TYPE_CHECKING:
    from layers.zones.classification import Classification, classify
    from layers.zones.derivation import derive

_LAZY = {
    "derive": "layers.zones.derivation",
    "classify": "layers.zones.classification",
    "Classification": "layers.zones.classification",
}


def __getattr__(name: str) -> Any:
    """Load the analysis when it is first asked for (PEP 562)."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)


__all__ = [
    "PART_COLUMNS",
    "REACH_COLUMNS",
    "REASON_CODES",
    "STRADDLING_COLUMNS",
    "ZONE_COLUMNS",
    "Classification",
    "LayerInput",
    "Parameters",
    "ZoneInputs",
    "ZoneResult",
    "classify",
    "derive",
    "shared_zones",
]
