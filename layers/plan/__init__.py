"""The plan file: one GeoPackage with layers, results, drawn areas, registers and the history of them all.

:class:`PlanStore` is the door: ``contents`` reads, ``editing`` writes, ``history`` makes gestures
transactions.  ``schema`` names the tables, ``records`` and ``frames`` turn values into rows and back,
``files`` makes, checks and copies the file, ``lock`` keeps a second writer out, ``qgis_project``
writes what QGIS opens.  All but the plain values of ``model`` is loaded when first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.plan.model import ChangeRecord, LayerRecord, PlanInfo, SourceInfo

if TYPE_CHECKING:
    from layers.plan.files import SUFFIX
    from layers.plan.history import Change
    from layers.plan.schema import FORMAT_VERSION, Table
    from layers.plan.store import PlanStore

__all__ = [
    "FORMAT_VERSION",
    "SUFFIX",
    "Change",
    "ChangeRecord",
    "LayerRecord",
    "PlanInfo",
    "PlanStore",
    "SourceInfo",
    "Table",
]

_LAZY = {
    "FORMAT_VERSION": "layers.plan.schema",
    "SUFFIX": "layers.plan.files",
    "Change": "layers.plan.history",
    "PlanStore": "layers.plan.store",
    "Table": "layers.plan.schema",
}


def __getattr__(name: str) -> Any:
    """Load the store when it is first asked for (PEP 562)."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
