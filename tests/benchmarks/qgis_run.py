"""QGIS drawing the same layers in the same views: run by a Python that has ``qgis``, prints JSON.

``python qgis_run.py JOB.json`` with the plan's path, its layers with their symbols for each view, and the
views.  Nothing of the program is imported here.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
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
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsVectorSimplifyMethod,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase


def peak_mb():
    """Return the most memory this process has held, in MiB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def symbol(look):
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


def named(layer, look, family):
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


def renderer(look):
    """Return the renderer of a layer."""
    if "classes" not in look:
        return QgsSingleSymbolRenderer(symbol(look))
    categories = [QgsRendererCategory(value, symbol(one), str(value)) for value, one in look["classes"]]
    return QgsCategorizedSymbolRenderer(look["field"], categories)


def main(job):
    """Draw every view and return what it took."""
    application = QgsApplication([], False)
    application.initQgis()
    number = QFontDatabase.addApplicationFont(job["font"])
    family = QFontDatabase.applicationFontFamilies(number)[0]
    figures, picture = {"idle: peak MB": peak_mb()}, None
    began, used = time.perf_counter(), time.process_time()
    layers = []
    for one in job["layers"]:
        layer = QgsVectorLayer(f"{job['plan']}|layername={one['table']}", one["table"], "ogr")
        assert layer.isValid(), one
        # What a new layer has in QGIS's window unless the user says otherwise.
        method = QgsVectorSimplifyMethod()
        method.setSimplifyHints(QgsVectorSimplifyMethod.GeometrySimplification)
        method.setThreshold(1.0)
        layer.setSimplifyMethod(method)
        layers.append(layer)
    QgsProject.instance().addMapLayers(layers)
    figures["load"] = (time.perf_counter() - began) * 1000
    figures["load, CPU"] = (time.process_time() - used) * 1000
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
        picture = rendering.renderedImage()
        figures[view["name"]] = (time.perf_counter() - started) * 1000
        figures[view["name"] + ", CPU"] = (time.process_time() - used) * 1000
        if view.get("save"):
            picture.save(view["save"])
        if view is job["views"][0]:
            for suffix in ("", ", CPU"):
                figures[view["name"] + suffix] += figures["load" + suffix]
            figures["shown: peak MB"] = peak_mb()
    figures["looked around: peak MB"] = peak_mb()
    print(json.dumps(figures))
    sys.stdout.flush()
    os._exit(0)  # QGIS without a window does not always end


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
