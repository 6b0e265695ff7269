"""People of a population raster inside zones: ours on the ellipsoid, with what is not known told apart."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import rasterio
import shapely

from layers.crs import STORAGE_CRS
from layers.exposure.rasters import CellValue, people_in
from tests.benchmarks import file_names as names
from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.measured import Calls, Setting

NAME = "people"
_ZONES = 400


def prepare(setting: Setting) -> None:
    """Write 5,000 × 5,000 cells of 3 arc seconds with people in every twentieth, and 400 discs."""
    side, step = setting.size(5_000, 500), 1 / 1200
    random = np.random.default_rng(9)
    values = np.where(random.random((side, side)) < 0.05, random.uniform(0, 40, (side, side)), 0.0).astype(np.float32)
    grid = rasterio.transform.from_origin(115.0, 42.0, step, step)
    shape = {"width": side, "height": side, "count": 1, "dtype": "float32", "crs": "EPSG:4490", "transform": grid}
    with rasterio.open(setting.folder / names.PEOPLE, "w", driver="GTiff", tiled=True, **shape) as target:
        target.write(values, 1)
    width = side * step
    centres = np.array([115.0, 42.0 - width]) + random.uniform(0.05, 0.95, (_ZONES, 2)) * width
    discs = shapely.buffer(shapely.points(centres), random.uniform(0.005, 0.03, _ZONES) * width)
    gpd.GeoDataFrame({"zone": np.arange(_ZONES)}, geometry=discs, crs=4490).to_file(setting.folder / names.DISCS)


def people(setting: Setting) -> Calls:
    discs = gpd.read_file(setting.folder / names.DISCS).geometry.to_numpy()
    path = setting.folder / names.PEOPLE

    def sums() -> str:
        return f"{people_in(path, discs, STORAGE_CRS, CellValue.COUNT).total.sum():,.0f} people"

    return {"people in 400 zones": sums}


COMPARISONS = (
    Comparison(
        (
            ours("weighted by share, on the ellipsoid", people),
            other("exactextract", "rasters:by_coverage", "exactextract"),
            other("rasterstats, middles of cells", "rasters:by_middles", "rasterstats"),
            qgis("zonal statistics", "qgis_ways:people"),
        ),
        prepare,
    ),
)
