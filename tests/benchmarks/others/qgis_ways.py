"""QGIS's processing tools and layers, as its window would run them."""

from __future__ import annotations

import shutil
import statistics
import time

from qgis.core import (  # type: ignore[import-not-found]
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsVectorFileWriter,
)

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Figure, Setting
from tests.benchmarks.others.qgis_ready import in_memory, layer, process


def borders(setting: Setting) -> Calls:
    """*Polygons to lines*, then *Intersection* with the counties: lines only."""
    counties = in_memory(setting.folder / names.COUNTIES)

    def pairs() -> int:
        lines = process("native:polygonstolines", INPUT=counties)
        met = process(
            "native:intersection", INPUT=lines, OVERLAY=counties, INPUT_FIELDS=["code"], OVERLAY_FIELDS=["code"]
        )
        return len(
            {
                frozenset((one["code"], one["code_2"]))
                for one in met.getFeatures()
                if one["code"] != one["code_2"] and one.geometry().length() > 0.0
            }
        )

    return {"shared borders": pairs}


def straddling(setting: Setting) -> Calls:
    """*Intersection* of patches and counties, and areas added up; planar, already in metres."""
    counties, forests = (in_memory(setting.folder / name) for name in (names.COUNTIES_METRIC, names.FORESTS_METRIC))

    def areas() -> int:
        parts = process(
            "native:intersection", INPUT=forests, OVERLAY=counties, INPUT_FIELDS=["uid"], OVERLAY_FIELDS=["code"]
        )
        table: dict[str, dict[str, float]] = {}
        for one in parts.getFeatures():
            by_county = table.setdefault(one["uid"], {})
            by_county[one["code"]] = by_county.get(one["code"], 0.0) + one.geometry().area() / 1e4
        return sum(len(by_county) >= 2 for by_county in table.values())

    return {"straddling patches, areas by county": areas}


def people(setting: Setting) -> Calls:
    """*Zonal statistics*: cells whose middle is inside."""
    discs = in_memory(setting.folder / names.DISCS)
    cells = QgsRasterLayer(str(setting.folder / names.PEOPLE))

    def sums() -> str:
        made = process("native:zonalstatisticsfb", INPUT=discs, INPUT_RASTER=cells, STATISTICS=[1], COLUMN_PREFIX="_")
        return f"{sum(one['_sum'] or 0.0 for one in made.getFeatures()):,.0f} people"

    return {"people in 400 zones": sums}


def mending(setting: Setting) -> Calls:
    """*Fix geometries*."""
    faulty = in_memory(setting.folder / names.FAULTY)
    return {"mending": lambda: int(process("native:fixgeometries", INPUT=faulty).featureCount())}


def faces(setting: Setting) -> Calls:
    """*Clip* of the lines by the band, then *Polygonize*; nothing is counted, no end is mended."""
    lines = in_memory(setting.folder / names.LINES, "lines")
    band = in_memory(setting.folder / names.LINES, "band")

    def polygons() -> int:
        clipped = process("native:clip", INPUT=lines, OVERLAY=band)
        rim = process("native:polygonstolines", INPUT=band)
        clipped.dataProvider().addFeatures(list(rim.getFeatures()))
        return int(process("native:polygonize", INPUT=clipped, KEEP_FIELDS=False).featureCount())

    return {"faces between lines": polygons}


def reading(setting: Setting) -> Calls:
    """A layer opened and every feature of it looked at once, as a first picture or a table does."""

    def read() -> int:
        return sum(not one.geometry().isNull() for one in layer(setting.folder / names.MANY_GPKG).getFeatures())

    return {"GeoPackage: reading after a look": read, "GeoPackage: reading alone": read}


def edits(setting: Setting) -> Calls:
    """A corner moved in edit mode and the edit saved, on a copy of the layer; without a history."""
    path = setting.folder / "edited_by_qgis.gpkg"
    shutil.copyfile(setting.folder / names.OUTLINE, path)
    area = layer(path)
    (feature,) = area.getFeatures()
    ring = list(feature.geometry().asPolygon()[0])

    def all_edits() -> dict[str, Figure]:
        took = []
        for step in range(setting.size(200, 10)):
            ring[0] = ring[-1] = QgsPointXY(ring[0].x() + 1e-6 * (step + 1), ring[0].y())
            moved = QgsGeometry.fromPolygonXY([ring])
            began = time.perf_counter()
            area.startEditing()
            area.changeGeometry(feature.id(), moved)
            if not area.commitChanges():
                raise RuntimeError("; ".join(area.commitErrors()))
            took.append(time.perf_counter() - began)
        centiles = statistics.quantiles(took, n=100)
        return {"median": Figure(statistics.median(took)), "99th percentile": Figure(centiles[98])}

    return {"edit of an outline of 5,001 vertices": all_edits}


def layer_on_disk(setting: Setting) -> Calls:
    """The polygons saved as another GeoPackage, without checksum or history, and read."""
    given = in_memory(setting.folder / names.POLYGONS)
    path = setting.folder / "written_by_qgis.gpkg"

    def write() -> int:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", path.stem
        code, *words = QgsVectorFileWriter.writeAsVectorFormatV3(
            given, str(path), QgsCoordinateTransformContext(), options
        )
        if code != QgsVectorFileWriter.NoError:
            raise RuntimeError(str(words))
        return int(given.featureCount())

    return {"write the polygons": write, "read them": lambda: sum(1 for _ in layer(path).getFeatures())}


def project(setting: Setting) -> Calls:
    """A project of the layers saved and opened again: it holds where the layers are, not what they hold."""
    QgsProject.instance().addMapLayer(layer(setting.folder / names.POLYGONS))
    path = str(setting.folder / "project.qgz")
    QgsProject.instance().write(path)

    def open_it() -> None:
        if not QgsProject.instance().read(path):
            raise RuntimeError("QGIS does not read its project")

    return {"open the plan, with its check, and close it": open_it}
