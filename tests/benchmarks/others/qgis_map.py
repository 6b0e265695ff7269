"""QGIS drawing the same layers in the same views as the map before it, in the same folder."""

from __future__ import annotations

import json
import time
from typing import Any

from qgis.core import (  # type: ignore[import-not-found]
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPalLayerSettings,
    QgsProject,
    QgsRectangle,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayerSimpleLabeling,
    QgsVectorSimplifyMethod,
)
from qgis.PyQt.QtCore import QSize, Qt  # type: ignore[import-not-found]
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase  # type: ignore[import-not-found]

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Processes, Setting
from tests.benchmarks.others.qgis_ready import layer as opened
from tests.benchmarks.views import told


def symbol(look: dict[str, Any]) -> Any:
    """Return a symbol of plain values; widths are pixels."""
    if look["kind"] == "line":
        return QgsLineSymbol.createSimple(
            {"line_color": look["line"], "line_width": str(look["width"]), "line_width_unit": "Pixel"}
        )
    outline = {"outline_style": "no"}
    if look.get("line") and not look.get("dash"):
        outline = {
            "outline_color": look["line"],
            "outline_width": str(look["width"]),
            "outline_width_unit": "Pixel",
            "outline_style": "solid",
        }
    made = QgsFillSymbol.createSimple({"color": look["fill"], "style": "solid"} | outline)
    if look.get("dash"):
        line = QgsSimpleLineSymbolLayer(QColor(look["line"]), look["width"])
        line.setWidthUnit(QgsUnitTypes.RenderPixels)
        line.setUseCustomDashPattern(True)
        line.setCustomDashVector(look["dash"])
        line.setCustomDashPatternUnit(QgsUnitTypes.RenderPixels)
        line.setPenCapStyle(Qt.FlatCap)
        line.setPenJoinStyle(Qt.RoundJoin)
        made.appendSymbolLayer(line)
    return made


def named(layer: Any, look: dict[str, Any] | None, family: str) -> None:
    """Have a layer's features named, or not."""
    layer.setLabelsEnabled(look is not None)
    if look is None:
        return
    text, halo, settings = QgsTextFormat(), QgsTextBufferSettings(), QgsPalLayerSettings()
    text.setFont(QFont(family))
    text.setSize(look["size_px"])
    text.setSizeUnit(QgsUnitTypes.RenderPixels)
    text.setColor(QColor(look["color"]))
    halo.setEnabled(True)
    halo.setSize(look["halo_px"])
    halo.setSizeUnit(QgsUnitTypes.RenderPixels)
    halo.setColor(QColor(look["halo"]))
    text.setBuffer(halo)
    settings.setFormat(text)
    settings.fieldName = look["field"]
    settings.placement = QgsPalLayerSettings.Horizontal
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def renderer(look: dict[str, Any]) -> Any:
    """Return the renderer of a layer."""
    if "classes" not in look:
        return QgsSingleSymbolRenderer(symbol(look))
    categories = [QgsRendererCategory(value, symbol(one), str(value)) for value, one in look["classes"]]
    return QgsCategorizedSymbolRenderer(look["field"], categories)


def set_s(setting: Setting) -> Calls:
    """The set S."""
    return {"S": lambda: told(_looked_at(json.loads((setting.folder / f"S_{names.JOB}").read_text("utf-8"))))}


def set_l(setting: Setting) -> Calls:
    """The set L."""
    return {"L": lambda: told(_looked_at(json.loads((setting.folder / f"L_{names.JOB}").read_text("utf-8"))))}


def _looked_at(job: dict[str, Any]) -> dict[str, float]:
    """Draw every view, and return milliseconds and MiB."""
    figures: dict[str, float] = {}
    number = QFontDatabase.addApplicationFont(job["font"])
    family = QFontDatabase.applicationFontFamilies(number)[0]
    began, used = time.perf_counter(), time.process_time()
    layers = []
    for one in job["layers"]:
        layer = opened(job["plan"], one["table"])
        # What a new layer has in QGIS's window unless the user says otherwise.
        method = QgsVectorSimplifyMethod()
        method.setSimplifyHints(QgsVectorSimplifyMethod.GeometrySimplification)
        method.setThreshold(1.0)
        layer.setSimplifyMethod(method)
        layers.append(layer)
    QgsProject.instance().addMapLayers(layers)
    load_ms, load_cpu_ms = (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000
    settings = QgsMapSettings()
    settings.setLayers(layers)  # the first is on top
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(f"EPSG:{job['epsg']}"))
    settings.setOutputSize(QSize(*job["size"]))
    settings.setBackgroundColor(QColor(job["ground"]))
    settings.setFlag(QgsMapSettings.Antialiasing, True)
    settings.setFlag(QgsMapSettings.UseRenderingOptimization, True)
    settings.setTransformContext(QgsProject.instance().transformContext())
    for view in job["views"]:
        for layer, look in zip(layers, view["looks"], strict=True):
            layer.setRenderer(renderer(look))
            named(layer, look.get("names"), family)
        settings.setExtent(QgsRectangle(*view["extent"]))
        started, used = time.perf_counter(), time.process_time()
        rendering = QgsMapRendererParallelJob(settings)
        rendering.start()
        rendering.waitForFinished()
        rendering.renderedImage()
        is_first = view is job["views"][0]
        name = view["name"]
        figures[name] = (time.perf_counter() - started) * 1000 + is_first * load_ms
        figures[f"{name}, CPU"] = (time.process_time() - used) * 1000 + is_first * load_cpu_ms
        if is_first:
            figures["shown: peak MB"] = Processes.peak_mb()
    figures["looked around: peak MB"] = Processes.peak_mb()
    return figures
