"""What the files of an area are called in the window; the register of formats decides which exist."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.i18n import mark

_WORDS: Mapping[str, str] = {
    "docx": mark("Formats", "Annex of one area, all in one (DOCX)"),
    "pdf": mark("Formats", "Annex of one area, all in one (PDF)"),
    "png": mark("Formats", "Map plate (PNG)"),
    "gpkg": mark("Formats", "GeoPackage"),
    "geojson": mark("Formats", "GeoJSON"),
    "shp": mark("Formats", "Shapefile (UTF-8)"),
    "shp_gbk": mark("Formats", "Shapefile (GBK, Chinese field names)"),
    "kml": mark("Formats", "KML"),
    "kmz": mark("Formats", "KMZ"),
    "gpx": mark("Formats", "GPX"),
    "dxf": mark("Formats", "DXF"),
    "txt": mark("Formats", "Boundary points (TXT)"),
    "xlsx": mark("Formats", "Workbook (XLSX)"),
    "csv": mark("Formats", "Coordinate table (CSV)"),
    "html": mark("Formats", "Offline web map"),
}


def format_name(code: str) -> str:
    """Return what a format is called; its code when nothing is known of it."""
    return QCoreApplication.translate("Formats", _WORDS.get(code, code))
