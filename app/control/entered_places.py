"""Where a fire, a spill or a release is entered: clicked on the map or typed, in degrees, in metres and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app import words
from layers.crs import STORAGE_CRS, transformer
from layers.sources.typed_place import typed_place

if TYPE_CHECKING:
    from app.window import MainWindow


def clicked(window: MainWindow, x_m: float, y_m: float) -> tuple[tuple[float, float], str]:
    """Return a place of the plan's metric CRS (easting, northing) as longitude and latitude, and in words."""
    epsg = window.document.info().metric_epsg
    lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x_m, y_m)
    return (float(lon), float(lat)), words.coordinates(lon, lat, y_m, x_m, "dms")


def typed(window: MainWindow, text: str) -> tuple[float, float] | str:
    """Return easting and northing of a typed place, or the sentence that says why it is none."""
    epsg = window.document.info().metric_epsg
    place = typed_place(text, epsg)
    if place is None:
        said = QCoreApplication.translate(
            "Places", "“{text}” is no coordinate here. Type 116°38′12.5″ 40°52′, 116.6368 40.8667, or X and Y."
        )
        return said.format(text=text)
    x_m, y_m = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(place.lon, place.lat)
    return float(x_m), float(y_m)
