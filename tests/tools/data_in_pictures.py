"""The pictures of docs/data-in.md: files made on the spot, with the flaws that the guide speaks of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from rasterio.transform import from_origin
from shapely import Polygon, box

_Wait = Callable[[int], None]
HUAIROU, FENGNING = "110116", "130826"
_SETTLE_MS = 1_200


def take(out: Path, folder: Path, window: Any, wait: _Wait) -> None:
    """Take every picture of the guide with a window that has no plan open."""
    window.document.create(
        folder / "怀柔–丰宁.lianfang.gpkg", title="怀柔–丰宁 2026 联防规划", reference_date=date.today()
    )
    window.show_current_page()
    counties = _counties()
    stick = folder / "来自县里"
    stick.mkdir()
    _shifted_counties(counties, stick / "县界_高德.geojson")
    _doubtful_text(stick)
    _dirty_forest(stick / "林班.geojson")

    def look(layer: str, name: str, tab: int | None = None, then: Callable[[Any], None] | None = None) -> None:
        def act(dialog: Any) -> None:
            places = range(dialog.table.rowCount())
            place = next(k for k in places if dialog.table.item(k, 1).text().startswith(layer))
            dialog.table.setCurrentCell(place, 1)
            if tab is not None:
                dialog.pages.setCurrentIndex(tab)
            if then is not None:
                then(dialog)

        _picture_of_dialog(out / name, act)
        window.work.receive([stick])
        wait(6_000)

    look("县界", "data-in-place.png")
    look("自然村", "data-in-text.png", 0)
    look("林班", "data-in-fields.png", 2)
    look("林班", "data-in-check.png", 3, _open_first_found)

    _two_lines(counties, folder / "两县界线.gpkg")
    _accept_dialog()
    window.work.receive([folder / "两县界线.gpkg"])
    wait(6_000)
    window.slivers.show_slivers()
    wait(4_000)
    QTest.keyClick(window.slivers.panel.table, Qt.Key.Key_Down)
    wait(2_000)
    window.grab().save(str(out / "data-in-slivers.png"))

    _land_cover(folder / "igbp_2023.tif")
    _accept_dialog()
    window.work.receive([folder / "igbp_2023.tif"])
    wait(6_000)
    _picture_of_dialog(out / "data-in-cover.png", lambda _dialog: None)
    window.land_cover.forest_from_cover()
    wait(6_000)


def _picture_of_dialog(path: Path, act: Callable[[Any], None]) -> None:
    def found(dialog: QDialog) -> None:
        act(dialog)

        def shoot() -> None:
            dialog.grab().save(str(path))
            dialog.reject()

        QTimer.singleShot(_SETTLE_MS, shoot)

    _when_dialog(found)


def _accept_dialog() -> None:
    _when_dialog(lambda dialog: dialog.accept())


def _when_dialog(act: Callable[[Any], None], tries: int = 200) -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog) and dialog.isVisible():
        act(dialog)
    elif tries:
        QTimer.singleShot(50, lambda: _when_dialog(act, tries - 1))


def _open_first_found(dialog: Any) -> None:
    tree = dialog.mending_page.list
    kind = tree.model().index(0, 0)
    tree.expand(kind)
    tree.setCurrentIndex(tree.model().index(0, 0, kind))


# -- files with flaws -------------------------------------------------------------------------------


def _counties() -> gpd.GeoDataFrame:
    from layers.sources import gazetteer

    return gazetteer.polygons([HUAIROU, FENGNING])[["code", "name", "geometry"]]


def _shifted_counties(counties: gpd.GeoDataFrame, path: Path) -> None:
    """Counties as a web map has them, without a word about it."""
    from layers.sources.china_offset import Shift, shifted

    moved = shapely.transform(counties.geometry.to_numpy(), lambda lonlat: shifted(lonlat, Shift.GCJ02))
    counties.set_geometry(gpd.GeoSeries(moved, crs=4326)).to_file(path, driver="GeoJSON")


def _doubtful_text(folder: Path) -> None:
    """Villages in GBK, without a side file that says so."""
    places = gpd.points_from_xy([116.52, 116.58, 116.63], [40.91, 40.95, 40.88])
    villages = gpd.GeoDataFrame(
        {"CMC": ["坭塘", "坭塘", "坭塘"], "RKS": ["312", "96", "204"]}, geometry=places, crs=4490
    )
    villages.to_file(folder / "自然村.shp", encoding="gbk")
    (folder / "自然村.cpg").unlink(missing_ok=True)
    raw = bytearray((folder / "自然村.dbf").read_bytes())
    raw[29] = 0  # the byte that would name the code page
    (folder / "自然村.dbf").write_bytes(bytes(raw))


def _dirty_forest(path: Path) -> None:
    """Five patches: one crosses itself, one is there twice, one is a sliver, one lies in the sea."""
    tie = Polygon([(116.50, 40.80), (116.53, 40.83), (116.53, 40.80), (116.50, 40.83)])
    good = box(116.55, 40.80, 116.58, 40.82)
    thin = box(116.60, 40.80, 116.600002, 40.8005)
    gpd.GeoDataFrame(
        {
            "小班号": ["0012", "0013", "0013", "0021", "0034"],
            "优势树种": ["油松", "栎类", "栎类", "侧柏", "刺槐"],
            "蓄积": ["1250.0", "860.5", "860.5", "", "310"],
        },
        geometry=[tie, good, good, thin, box(0.0, 0.0, 0.01, 0.01)],
        crs=4326,
    ).to_file(path, driver="GeoJSON")


def _two_lines(counties: gpd.GeoDataFrame, path: Path) -> None:
    """Let the second county draw its line more coarsely than the first."""
    coarse = counties.copy()
    last = coarse.index[-1]
    coarse.loc[last, "geometry"] = shapely.simplify(coarse.geometry.loc[last], 0.004)
    coarse.to_file(path, driver="GPKG")


def _land_cover(path: Path) -> None:
    """Classes of IGBP in bands and patches around the two counties."""
    rows, columns = np.mgrid[0:140, 0:120]
    hills = np.sin(rows / 9.0) + np.cos(columns / 11.0) + np.sin((rows + columns) / 17.0)
    classes = np.select([hills > 1.2, hills > 0.5, hills > -0.4, hills > -1.4], [4, 5, 8, 10], 12).astype("uint8")
    profile = {"driver": "GTiff", "height": 140, "width": 120, "count": 1, "dtype": "uint8", "crs": "EPSG:4490"}
    with rasterio.open(path, "w", **profile, transform=from_origin(115.9, 42.0, 0.0125, 0.0125)) as target:
        target.write(classes, 1)
