"""Arrival times as a raster that any GIS opens."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from layers.export.files import written_whole
from layers.spread.assembling import transform_of
from layers.spread.landscape import Grid

ENDINGS = (".tif", ".tiff")
#: Where the fire does not come.
_NONE = -1.0


def write_arrivals(target: Path, grid: Grid, minutes: NDArray[np.float64]) -> Path:
    """Write minutes of arrival as a GeoTIFF of 32-bit floats in the grid's CRS, whole or not at all; −1 is no data.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    import rasterio

    values = np.where(np.isfinite(minutes), minutes, _NONE).astype(np.float32)
    with (
        written_whole(Path(target)) as beside,
        rasterio.open(
            beside,
            "w",
            driver="GTiff",
            width=grid.columns,
            height=grid.rows,
            count=1,
            dtype="float32",
            nodata=_NONE,
            crs=f"EPSG:{grid.epsg}",
            transform=transform_of(grid),
            compress="deflate",
            tiled=True,
        ) as picture,
    ):
        picture.write(values, 1)
        picture.set_band_description(1, "arrival_min")
    return Path(target)
