"""Routes as GPX 1.1 for the devices of patrols: a track each, hand-over points as waypoints."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.export.cells import without_control
from layers.routes.study import Route

_GPX = "http://www.topografix.com/GPX/1/1"
_DECIMALS = 7  # of a degree: 1 cm


def routes_gpx(routes: Sequence[Route], epsg: int, *, title: str, handover: str) -> bytes:
    """Return routes as one GPX file; every text is escaped.

    Parameters
    ----------
    routes : sequence of Route
        Metric CRS ``epsg``; GPX is on CGCS2000, which devices take for WGS 84 (they agree within a metre).
    title : str
    handover : str
        Name of hand-over points without a marker.
    """
    ET.register_namespace("", _GPX)
    root = ET.Element(f"{{{_GPX}}}gpx", {"version": "1.1", "creator": "Lianfang"})
    about = ET.SubElement(root, f"{{{_GPX}}}metadata")
    _said(about, "name", title)
    for one in routes:
        if one.figures.handovers:
            places = np.array([shapely.Point(at.x_m, at.y_m) for at in one.figures.handovers], dtype=object)
            for at, place in zip(one.figures.handovers, transform(places, f"EPSG:{epsg}", STORAGE_CRS), strict=True):
                _said(_point(root, "wpt", place.x, place.y), "name", at.name or handover)
    for one in routes:
        track = ET.SubElement(root, f"{{{_GPX}}}trk")
        _said(track, "name", one.name or one.uid)
        segment = ET.SubElement(track, f"{{{_GPX}}}trkseg")
        for lon, lat in shapely.get_coordinates(transform(one.line, f"EPSG:{epsg}", STORAGE_CRS)).tolist():
            _point(segment, "trkpt", lon, lat)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _point(parent: ET.Element, tag: str, lon: float, lat: float) -> ET.Element:
    return ET.SubElement(parent, f"{{{_GPX}}}{tag}", {"lat": f"{lat:.{_DECIMALS}f}", "lon": f"{lon:.{_DECIMALS}f}"})


def _said(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_GPX}}}{tag}").text = without_control(text)
