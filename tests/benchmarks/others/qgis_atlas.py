"""Maps of an agreement by QGIS: a print layout and its atlas as a PDF.  Only maps, no text and no table."""

from __future__ import annotations

from qgis.core import (  # type: ignore[import-not-found]
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
)

from tests.benchmarks import file_names as names
from tests.benchmarks.measured import Calls, Setting
from tests.benchmarks.others.qgis_ready import layer

_PAGES = 9


def pages(setting: Setting) -> Calls:
    """Nine A4 pages, one for each of nine counties, with the forest over the counties at 200 dpi."""
    counties, forests = layer(setting.folder / names.COUNTIES), layer(setting.folder / names.FORESTS)
    project = QgsProject.instance()
    project.addMapLayers([counties, forests])
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.renderContext().setDpi(200.0)
    picture = QgsLayoutItemMap(layout)
    picture.attemptMove(QgsLayoutPoint(10, 20))
    picture.attemptResize(QgsLayoutSize(277, 180))
    picture.setLayers([forests, counties])
    picture.setCrs(project.crs())
    picture.setExtent(counties.extent())
    picture.setAtlasDriven(True)
    layout.addLayoutItem(picture)
    title = QgsLayoutItemLabel(layout)
    title.setText("[% name %]")
    title.attemptMove(QgsLayoutPoint(10, 8))
    title.attemptResize(QgsLayoutSize(200, 10))
    layout.addLayoutItem(title)
    atlas = layout.atlas()
    atlas.setEnabled(True)
    atlas.setCoverageLayer(counties)
    atlas.setFilterFeatures(True)
    atlas.setFilterExpression(f"$id <= {_PAGES}")
    path = str(setting.folder / "atlas.pdf")

    def write() -> str:
        assert layout is not None  # it owns the atlas, and must outlive it
        atlas.updateFeatures()
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.dpi = 200.0
        done, problem = QgsLayoutExporter.exportToPdf(atlas, path, settings)
        if done != QgsLayoutExporter.Success:
            raise RuntimeError(problem)
        return f"{atlas.count()} pages of maps"

    return {"agreement with nine annexes, DOCX and PDF": write}
