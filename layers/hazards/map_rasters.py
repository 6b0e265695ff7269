"""Hazard maps that are rasters → areas of the dangerous classes, as any polygon layer has them.

A raster has numbers, and numbers do not say which end is high: nothing is read from it until a county says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, transform
from layers.errors import RasterTooLarge, UnreadableSource
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.zones.model import LayerInput, RasterInput

#: Which end of the values 1–4 is the highest class.
UNSAID, UP, DOWN = "unsaid", "4_highest", "1_highest"
#: What is read at once at most: the counties of a plan at 30 m.
MOST_CELLS = 60_000_000


def classes_of(values: NDArray[np.float64], order: str) -> NDArray[np.float64]:
    """Return classes 1 lowest … 4 highest; nan for values that are none, and for all while the order is unsaid."""
    is_class = np.isin(values, (1.0, 2.0, 3.0, 4.0)) & (order in (UP, DOWN))
    return np.where(is_class, values if order == UP else 5.0 - values, np.nan)


def areas(raster: RasterInput, counties: gpd.GeoDataFrame, *, least: float, order: str) -> LayerInput | None:
    """Return the areas of a raster from a class on, as a layer of polygons; None while nothing can be said.

    Parameters
    ----------
    raster : RasterInput
        Role hazard map, GeoTIFF, values 1–4 in the first band.
    counties : GeoDataFrame
        ``code``, ``geometry``, EPSG:4490: what lies outside their box is not read, and those the raster covers are
        those it speaks for.
    least : float
        The least class.
    order : str
        :data:`UP`, :data:`DOWN` or :data:`UNSAID`.

    Raises
    ------
    UnreadableSource, RasterTooLarge
        The file cannot be opened, or has too many cells over the counties.
    """
    import rasterio
    from rasterio.features import shapes
    from rasterio.warp import transform_bounds
    from rasterio.windows import Window, from_bounds

    from layers.zones.model import LayerInput

    if order not in (UP, DOWN):
        return None
    try:
        with rasterio.open(raster.path, driver="GTiff") as source:
            if source.crs is None:
                return None
            box = transform_bounds(STORAGE_CRS, source.crs, *counties.total_bounds)
            window = from_bounds(*box, transform=source.transform).round_offsets(op="floor").round_lengths(op="ceil")
            window = Window(window.col_off, window.row_off, window.width + 1, window.height + 1)
            try:
                window = window.intersection(Window(0, 0, source.width, source.height))
            except rasterio.errors.WindowError:
                return None
            if window.width * window.height > MOST_CELLS:
                width, height = int(window.width), int(window.height)
                raise RasterTooLarge(path=raster.path, width=width, height=height, limit=MOST_CELLS)
            values = source.read(1, window=window, masked=True).astype(np.float64).filled(np.nan)
            placed, crs = source.window_transform(window), source.crs.to_wkt()
    except rasterio.errors.RasterioIOError as error:
        raise UnreadableSource(path=raster.path, reason=str(error)) from error
    found = classes_of(values, order)
    wanted = found >= least
    parts = list(shapes(found.astype(np.float32), mask=wanted, connectivity=4, transform=placed))
    outlines = np.array([shapely.geometry.shape(shape) for shape, _ in parts], dtype=object)
    extent = shapely.box(*rasterio.transform.array_bounds(*found.shape, placed))
    covered = transform(np.array([extent], dtype=object), crs, STORAGE_CRS)[0]
    speaks = counties.loc[shapely.intersects(counties.geometry.to_numpy(), covered), "code"].astype(str)
    frame = gpd.GeoDataFrame(
        {
            "uid": [f"{raster.uid}-{at:06d}" for at in range(len(parts))],
            "name": [""] * len(parts),
            "hazard_class": [float(value) for _, value in parts],
        },
        geometry=list(transform(outlines, crs, STORAGE_CRS)) if len(parts) else [],
        crs=STORAGE_CRS,
    )
    title = raster.title or Path(raster.path).stem
    return LayerInput(raster.uid, Role.HAZARD_MAP, frame, frozenset(speaks), title)
