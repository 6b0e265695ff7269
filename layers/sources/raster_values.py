"""What a raster says at one point: the value of the cell, or that there is none; terrain with slope and aspect.

Slope and aspect follow Horn (1981), Proc. IEEE 69(1), on the eight cells around, their sizes on the ground taken on
the CGCS2000 ellipsoid.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transformer
from layers.geodesy import distance_m
from layers.sources.raster_blocks import require_modest

#: What a raster in a plan is.  GDAL's own guess could be a file that names others, or an address.
_DRIVER = "GTiff"


@dataclass(frozen=True)
class CellValue:
    """What lies in the cell at a point.

    Attributes
    ----------
    bands : one value for each band; None where the raster has no data
    is_outside : the point lies beside the raster
    slope_deg, aspect_deg : of terrain, aspect clockwise from north, None on level ground and where a neighbour is
        missing
    cell_m : (width, height) of a cell on the ground
    """

    bands: tuple[float | None, ...] = ()
    is_outside: bool = False
    slope_deg: float | None = None
    aspect_deg: float | None = None
    cell_m: tuple[float, float] | None = None

    @property
    def value(self) -> float | None:
        """The value of the first band."""
        return self.bands[0] if self.bands else None


def value_at(path: Path, lon: float, lat: float, *, is_terrain: bool = False) -> CellValue:
    """Return what a raster holds at a point.

    Parameters
    ----------
    path : Path
        A GeoTIFF.
    lon, lat : float
        EPSG:4490.
    is_terrain : bool
        The first band is elevation in metres: slope and aspect are wanted too.

    Raises
    ------
    OSError
        The file cannot be read (rasterio's errors are such).
    """
    import rasterio
    from rasterio.windows import Window

    with rasterio.open(path, driver=_DRIVER) as source:
        require_modest(source, path)
        x, y = transformer(STORAGE_CRS, source.crs.to_wkt()).transform(lon, lat)
        column, row = (math.floor(value) for value in _placed(~source.transform, x, y))
        if not (0 <= column < source.width and 0 <= row < source.height):
            return CellValue(is_outside=True)
        around = source.read(window=Window(column - 1, row - 1, 3, 3), boundless=True, masked=True)
        known = ~np.ma.getmaskarray(around)
        # A window over the edge is filled in: those cells are not there.
        rows, columns = np.arange(row - 1, row + 2)[:, None], np.arange(column - 1, column + 2)
        known &= (rows >= 0) & (rows < source.height) & (columns >= 0) & (columns < source.width)
        values = np.where(known, np.ma.getdata(around).astype(np.float64), np.nan)
        cell_m = _cell_m(source, column, row)
    bands = tuple(None if math.isnan(band[1, 1]) else float(band[1, 1]) for band in values)
    slope, aspect = _slope(values[0], cell_m) if is_terrain else (None, None)
    return CellValue(bands, False, slope, aspect, cell_m)


def _placed(affine: Any, x: float, y: float) -> tuple[float, float]:
    return affine.a * x + affine.b * y + affine.c, affine.d * x + affine.e * y + affine.f


def _cell_m(source: Any, column: int, row: int) -> tuple[float, float]:
    """Return width and height of a cell on the ellipsoid, metres."""
    to_degrees = transformer(source.crs.to_wkt(), STORAGE_CRS)
    corners = [(column, row + 0.5), (column + 1, row + 0.5), (column + 0.5, row), (column + 0.5, row + 1)]
    (a, b, c, d) = (to_degrees.transform(*_placed(source.transform, *corner)) for corner in corners)
    return distance_m(*a, *b), distance_m(*c, *d)


def _slope(z: NDArray[np.float64], cell_m: tuple[float, float]) -> tuple[float | None, float | None]:
    """Return slope and aspect in degrees of the middle of 3 × 3 elevations, rows from the north."""
    if np.isnan(z).any():
        return None, None
    weights = np.array([1.0, 2.0, 1.0])
    east = float(weights @ (z[:, 2] - z[:, 0])) / (8.0 * cell_m[0])
    north = float(weights @ (z[0] - z[2])) / (8.0 * cell_m[1])
    slope = math.degrees(math.atan(math.hypot(east, north)))
    if east == 0.0 and north == 0.0:
        return 0.0, None
    return slope, math.degrees(math.atan2(-east, -north)) % 360.0  # downhill
