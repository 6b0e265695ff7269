"""QGIS without a window, its native algorithms, and layers: what each of its ways begins with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

APPLICATION = QgsApplication([], False)
APPLICATION.initQgis()


def layer(path: str | Path, table: str = "") -> Any:
    """Return a vector layer of a file."""
    found = QgsVectorLayer(f"{path}|layername={table}" if table else str(path), table or Path(path).stem, "ogr")
    if not found.isValid():
        raise ValueError(f"QGIS does not open {path}")
    return found


def in_memory(path: Path, table: str = "") -> Any:
    """Return a layer of a file whose features have been read, so that reading is not measured."""
    return layer(path, table).materialize(QgsFeatureRequest())


@cache
def _native() -> Any:
    """Return QGIS's own tools, loaded when the first of them is wanted."""
    from qgis.analysis import QgsNativeAlgorithms  # type: ignore[import-not-found]

    provider = QgsNativeAlgorithms()
    QgsApplication.processingRegistry().addProvider(provider)
    return provider


def process(algorithm: str, **parameters: Any) -> Any:
    """Run a native algorithm into memory, and return the layer it makes; features in fault are taken as they are."""
    _native()
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    context.setInvalidGeometryCheck(QgsFeatureRequest.GeometryNoCheck)
    tool = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
    given = {"OUTPUT": "memory:", **parameters}
    results, is_done = tool.run(given, context, feedback)
    if not is_done:
        raise RuntimeError(f"{algorithm}: {feedback.textLog()[-300:]}")
    made = context.takeResultLayer(results["OUTPUT"])
    if made is None:
        raise RuntimeError(f"{algorithm} made no layer")
    return made
