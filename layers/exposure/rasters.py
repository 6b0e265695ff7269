"""What a raster holds inside polygons, cells on the edge counted by the share of them that lies inside.

The shares come from the library exactextract (Baston 2023); nothing is resampled, so the parts of an area sum to the
whole.  Where the raster has no value nothing is counted, and how large that is comes back beside the sum: unknown is
never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from layers.crs import EDGE_M, STORAGE_CRS, transform
from layers.geodesy import areas_m2, cgcs2000
from layers.progress import Progress, silent

Objects = NDArray[np.object_]
Floats = NDArray[np.float64]

#: Cells of a raster that exactextract holds at a time.
_MOST_CELLS = 8_000_000
#: Cells between the places where the scale of a projection is sampled; it bends by less than 10⁻⁶ in between.
_SCALE_STEP = 64
#: An area without values below this share of the whole is rounding: a cell is measured by its middle.
_ROUNDING = 1e-4


class CellValue(StrEnum):
    """What the number in a cell of a population raster means."""

    COUNT = "count"  # people in the cell
    DENSITY = "density"  # people per square kilometre


@dataclass(frozen=True)
class ZonalSums:
    """Sums over n polygons.

    Attributes
    ----------
    total : float64, (n,)
        Sum over the cells with a value; 0.0 where there is none.
    known_ha : float64, (n,)
        Ground inside the polygon whose cells have a value, geodesic.
    unknown_ha : float64, (n,)
        The rest of the polygon: cells without a value, and ground outside the raster.
    """

    total: Floats
    known_ha: Floats
    unknown_ha: Floats


def people_in(
    path: Path, shapes: Objects, crs: str, value: CellValue, *, raster_crs: str = "", progress: Progress = silent
) -> ZonalSums:
    """Return the people of a population raster inside polygons.

    Parameters
    ----------
    path : Path
        A GeoTIFF; its first band counts.
    shapes : ndarray of shapely polygons, shape (n,)
    crs : str
        Theirs; edges are straight in it.
    value : CellValue
        A cell that holds a count gives its count times the share of the cell inside; one that holds a density gives
        density × cell area on the ellipsoid × share.  Negative values are no people: they count as no value.
    raster_crs : str
        Takes the place of the file's own CRS.

    Raises
    ------
    ValueError
        The raster is rotated, or has no CRS.
    """

    def amounts(values: Floats, areas: Floats) -> Floats:
        people = np.where(values >= 0.0, values, np.nan)
        return people if value is CellValue.COUNT else people * areas * 1e-6

    return _sums(path, shapes, crs, amounts, raster_crs, progress)


def class_area_in(
    path: Path,
    shapes: Objects,
    crs: str,
    shares: Mapping[float, float],
    *,
    void: frozenset[float] = frozenset(),
    raster_crs: str = "",
    progress: Progress = silent,
) -> ZonalSums:
    """Return the area of some classes of a categorical raster inside polygons, in hectares.

    Parameters
    ----------
    shares : dict of float to float
        Class → which share of such a cell counts, e.g. 0.5 for a mosaic; other classes count 0.
    void : set of float
        Classes that mean that nothing is known, beside the raster's own.

    Returns
    -------
    ZonalSums
        ``total`` in hm² on the ellipsoid.
    """
    values_of = np.array(sorted(shares))
    share_of = np.array([shares[one] for one in sorted(shares)])

    def amounts(values: Floats, areas: Floats) -> Floats:
        found = np.zeros(values.shape)
        if len(values_of):
            at = np.clip(np.searchsorted(values_of, values), 0, len(values_of) - 1)
            found = np.where(values_of[at] == values, share_of[at], 0.0)
        found = np.where(np.isnan(values) | np.isin(values, sorted(void)), np.nan, found)
        return found * areas * 1e-4

    return _sums(path, shapes, crs, amounts, raster_crs, progress)


def _sums(
    path: Path,
    shapes: Objects,
    crs: str,
    amounts: Callable[[Floats, Floats], Floats],
    raster_crs: str,
    progress: Progress,
) -> ZonalSums:
    shapes = np.asarray(shapes, dtype=object)
    total, known_m2 = np.zeros(len(shapes)), np.zeros(len(shapes))
    dense = _dense(shapes, crs)
    whole_m2 = areas_m2(dense, crs)
    with opened(path, raster_crs) as cells:
        placed = transform(dense, crs, cells.crs)
        broken = ~shapely.is_valid(placed)
        placed[broken] = shapely.make_valid(placed[broken], method="structure", keep_collapsed=False)
        chosen = np.flatnonzero((shapely.area(placed) > 0.0) & shapely.intersects(placed, shapely.box(*cells.extent)))
        if len(chosen):
            found = _extracted(cells, placed[chosen], amounts, progress)
            total[chosen], known_m2[chosen] = found
    unknown_m2 = np.where(known_m2 < whole_m2 * (1.0 - _ROUNDING), whole_m2 - known_m2, 0.0)
    return ZonalSums(total, known_m2 * 1e-4, unknown_m2 * 1e-4)


def _dense(shapes: Objects, crs: str) -> Objects:
    """Return shapes with short edges, so that they stay where they are in another projection."""
    step = EDGE_M / 111_320.0 if pyproj.CRS.from_user_input(crs).is_geographic else EDGE_M
    return np.asarray(shapely.segmentize(shapes, step), dtype=object)


def _extracted(
    cells: Cells, shapes: Objects, amounts: Callable[[Floats, Floats], Floats], progress: Progress
) -> tuple[Floats, Floats]:
    """Return the sums of amounts and of the areas of cells that have one."""
    from exactextract import exact_extract
    from exactextract.feature import FeatureSource, JSONFeature
    from exactextract.raster import RasterSource

    class Shape(JSONFeature):  # type: ignore[misc]
        """A polygon as bytes: GeoJSON would be written and read for every vertex."""

        def __init__(self, wkb: bytes, at: int) -> None:
            super().__init__({"type": "Feature", "properties": {"at": at}, "geometry": None})
            self._wkb = wkb

        def geometry(self) -> bytes:
            return self._wkb

    class Shapes(FeatureSource):  # type: ignore[misc]
        def count(self) -> int:
            return len(shapes)

        def __iter__(self) -> Iterator[Shape]:
            for at, wkb in enumerate(shapely.to_wkb(shapes)):
                if at % 64 == 0:
                    progress(at / len(shapes), "exposure")
                yield Shape(wkb, at)

        def srs_wkt(self) -> None:
            return None

    class Source(RasterSource):  # type: ignore[misc]
        def __init__(self, name: str, is_area: bool) -> None:
            super().__init__()
            self.set_name(name)
            self._is_area = is_area

        def res(self) -> tuple[float, float]:
            return cells.size

        def extent(self) -> tuple[float, float, float, float]:
            return cells.extent

        def nodata_value(self) -> None:
            return None

        def srs_wkt(self) -> None:
            return None

        def read_window(self, x0: int, y0: int, nx: int, ny: int) -> Floats:
            if nx == 0 or ny == 0:
                return np.zeros((ny, nx))
            values, areas = cells.window(x0, y0, nx, ny)
            found = amounts(values, areas)
            return np.where(np.isnan(found), np.nan, areas) if self._is_area else found

    made = exact_extract(
        [Source("amount", False), Source("area", True)],
        Shapes(),
        ["sum"],
        include_cols=["at"],
        output="pandas",
        max_cells_in_memory=_MOST_CELLS,
    ).sort_values("at")
    return tuple(np.nan_to_num(made[f"{name}_sum"].to_numpy(dtype=np.float64)) for name in ("amount", "area"))  # type: ignore[return-value]


# --- cells -----------------------------------------------------------------------------------------------------


@contextmanager
def opened(path: Path, raster_crs: str = "") -> Iterator[Cells]:
    """Open a raster for :class:`Cells`.

    Raises
    ------
    ValueError
        It is rotated, or has no CRS.
    """
    import rasterio

    with rasterio.Env(GDAL_PAM_ENABLED="NO"), rasterio.open(path, driver="GTiff", sharing=False) as source:
        yield Cells(source, raster_crs)


class Cells:
    """The cells of a north-up raster: values (nan where there is none) and areas on the ellipsoid."""

    def __init__(self, source: Any, raster_crs: str = "") -> None:
        affine = source.transform
        if affine.b or affine.d or affine.e >= 0 or affine.a <= 0:
            raise ValueError("The raster is not north-up; save it with its rows running from north to south.")
        own = raster_crs or (source.crs.to_wkt() if source.crs else "")
        if not own:
            raise ValueError("The raster has no coordinate system.")
        self._source, self._affine = source, affine
        crs = pyproj.CRS.from_user_input(own)
        self.crs = crs.to_wkt()
        self.size = (float(affine.a), float(-affine.e))
        right, bottom = affine.c + affine.a * source.width, affine.f + affine.e * source.height
        self.extent = (float(affine.c), float(bottom), float(right), float(affine.f))
        self._is_geographic = crs.is_geographic
        self._projection = pyproj.Proj(crs)
        self._to_degrees = pyproj.Transformer.from_crs(crs, STORAGE_CRS, always_xy=True)
        self._unit_m = 1.0 if self._is_geographic else float(crs.axis_info[0].unit_conversion_factor)
        self._last: tuple[tuple[int, int, int, int], tuple[Floats, Floats]] | None = None

    def window(self, column: int, row: int, columns: int, rows: int) -> tuple[Floats, Floats]:
        """Return values and areas in m² of a window; float64, (rows, columns)."""
        from rasterio.windows import Window

        key = (column, row, columns, rows)
        if self._last is None or self._last[0] != key:
            read = self._source.read(1, window=Window(column, row, columns, rows), masked=True)
            values = read.astype(np.float64) * self._source.scales[0] + self._source.offsets[0]
            areas = np.broadcast_to(self._areas_m2(column, row, columns, rows), (rows, columns))
            self._last = key, (np.asarray(values.filled(np.nan)), np.asarray(areas))
        return self._last[1]

    def _areas_m2(self, column: int, row: int, columns: int, rows: int) -> Floats:
        if self._is_geographic:
            edges = self._affine.f + self._affine.e * np.arange(row, row + rows + 1)
            return quadrangles_m2(edges, self._affine.a)[:, None]
        at_rows, at_columns = _sampled(row, rows), _sampled(column, columns)
        x = self._affine.c + self._affine.a * (at_columns + 0.5)
        y = self._affine.f + self._affine.e * (at_rows + 0.5)
        lon, lat = self._to_degrees.transform(*np.meshgrid(x, y))
        scale = np.asarray(self._projection.get_factors(lon, lat).areal_scale)
        across = np.array([np.interp(np.arange(column, column + columns), at_columns, one) for one in scale])
        down = np.array([np.interp(np.arange(row, row + rows), at_rows, one) for one in across.T]).T
        return np.asarray(self.size[0] * self.size[1] * self._unit_m**2 / down)


def _sampled(start: int, count: int) -> NDArray[np.int64]:
    return np.unique(np.append(np.arange(start, start + count, _SCALE_STEP), start + count - 1))


def quadrangles_m2(parallels_deg: Floats, width_deg: float) -> Floats:
    """Return the areas of the cells of one column of a longitude/latitude raster, in m² on the CGCS2000 ellipsoid.

    Parameters
    ----------
    parallels_deg : float64, (n + 1,)
        Latitudes of the edges from north to south.
    width_deg : float
        Of a cell.

    Returns
    -------
    float64, (n,)
        a²/2 · Δλ · (q₁ − q₂) with q of the authalic latitude (Snyder 1987, USGS PP 1395, eq. 3-12): exact.
    """
    e2 = cgcs2000().es
    e = np.sqrt(e2)
    sine = np.sin(np.radians(np.asarray(parallels_deg, dtype=np.float64)))
    q = (1.0 - e2) * (sine / (1.0 - e2 * sine**2) + np.arctanh(e * sine) / e)
    return np.asarray(cgcs2000().a ** 2 / 2.0 * np.radians(width_deg) * (q[:-1] - q[1:]))
