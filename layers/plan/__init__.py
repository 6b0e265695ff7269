"""The plan file: one GeoPackage with layers, results, drawn areas, registers and the history of them all.

:class:`PlanStore` is the door: ``contents`` reads, ``editing`` writes, ``history`` makes gestures
transactions.  ``schema`` names the tables, ``records`` and ``frames`` turn values into rows and back,
``files`` makes, checks and copies the file, ``lock`` keeps a second writer out, ``qgis_project``
writes what QGIS opens.
"""

from layers.plan.files import SUFFIX
from layers.plan.history import Change
from layers.plan.model import ChangeRecord, LayerRecord, PlanInfo, SourceInfo
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
