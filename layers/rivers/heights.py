"""What terrain says about river ends: the lowest cell around a place, for a river lies at the bottom of its valley."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transformer

FloatArray = NDArray[np.float64]

#: Longitudes and latitudes (EPSG:4490) → metres above the sea; nan where nothing is known.
Heights = Callable[[FloatArray, FloatArray], FloatArray]


def lowest_around(path: str | Path, cells: int = 1) -> Heights:
    """Return a function that gives the lowest height within some cells of a place.

    Terrain of 30″ may lie a cell off, and its cells hold the mean of slopes and valley floor; the lowest of
    3 × 3 cells is nearer to the water than the one the line happens to touch.

    Parameters
    ----------
    path : path
        One band of heights in metres, georeferenced.
    cells : int
        How many cells to each side.
    """

    def heights(lon: FloatArray, lat: FloatArray) -> FloatArray:
        import rasterio
        from rasterio.windows import Window

        found = np.full(len(lon), np.nan)
        with rasterio.open(path) as source:
            x, y = transformer(STORAGE_CRS, source.crs.to_wkt()).transform(lon, lat)
            back = ~source.transform
            x, y = np.asarray(x), np.asarray(y)
            rows = np.floor(back.d * x + back.e * y + back.f)
            columns = np.floor(back.a * x + back.b * y + back.c)
            inside = (rows >= 0) & (columns >= 0) & (rows < source.height) & (columns < source.width)
            for i in np.flatnonzero(inside):
                row, column = int(rows[i]), int(columns[i])
                top, left = max(row - cells, 0), max(column - cells, 0)
                window = Window(left, top, column + cells + 1 - left, row + cells + 1 - top)
                window = window.intersection(Window(0, 0, source.width, source.height))
                seen = source.read(1, window=window, masked=True).astype(float)
                values = np.ma.filled(seen, np.nan)
                if np.isfinite(values).any():
                    found[i] = np.nanmin(values)
        return found

    return heights


def first_known(several: Sequence[Heights]) -> Heights | None:
    """Return a function that asks the first terrain and, where it knows nothing, the next ones."""
    if not several:
        return None

    def heights(lon: FloatArray, lat: FloatArray) -> FloatArray:
        found = several[0](lon, lat)
        for other in several[1:]:
            missing = np.flatnonzero(np.isnan(found))
            if len(missing) == 0:
                break
            found[missing] = other(lon[missing], lat[missing])
        return found

    return heights
