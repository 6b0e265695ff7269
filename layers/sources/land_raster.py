"""A land-cover raster read window by window: which values lie in which county, on how much ground.

Memory does not grow with the raster: one window of cells at a time.  A cell belongs to the county that holds its
centre.  Areas are those of the cells on the ellipsoid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray

from layers.clipping import in_rectangle
from layers.crs import STORAGE_CRS, metric_epsg, transform, transformer
from layers.errors import UnsupportedFormat, UnusableCrs
from layers.geodesy import cgcs2000
from layers.progress import Progress, silent
from layers.sources import rasters
from layers.sources.container import Member
from layers.sources.landcover import Evidence
from layers.sources.sniff import refuse

#: Cells on a side of the windows that are read at once.
WINDOW = 1024
#: Most different values a classified raster may have; anything with more is a measurement.
MOST_VALUES = 256
#: Cells on the longer side of a picture.
PICTURE_CELLS = 420
_SIDECAR_BYTES = 1 << 20


@dataclass(frozen=True)
class LandRaster:
    """The frame of a classified raster: where its cells lie."""

    path: Path
    width: int
    height: int
    affine: Affine
    crs: str  # WKT
    in_degrees: bool  # longitude and latitude of CGCS2000 or WGS 84: nothing has to be reprojected
    nodata: float | None
    dtype: str
    hints: tuple[str, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)

    @property
    def bounds_lonlat(self) -> tuple[float, float, float, float]:
        """The extent in EPSG:4490."""
        frame = shapely.segmentize(shapely.box(0, 0, self.width, self.height), max(self.width, self.height) / 20)
        west, south, east, north = shapely.total_bounds(self.to_lonlat(np.array([frame], dtype=object)))
        return float(west), float(south), float(east), float(north)

    def to_lonlat(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return shapes in columns and rows of cells as EPSG:4490."""
        placed = np.asarray(shapely.transform(geometries, lambda xy: _placed(self.affine, xy)), dtype=object)
        return placed if self.in_degrees else transform(placed, self.crs, STORAGE_CRS)

    def to_cells(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return shapes in EPSG:4490 as columns and rows of cells; long edges are followed around the bend."""
        if not self.in_degrees:
            geometries = transform(shapely.segmentize(geometries, 0.01), STORAGE_CRS, self.crs)
        inverse = ~self.affine
        return np.asarray(shapely.transform(geometries, lambda xy: _placed(inverse, xy)), dtype=object)

    def row_areas_m2(self, column: float, first: int, last: int) -> NDArray[np.float64]:
        """Return the ground in square metres of one cell of each row ``first`` … ``last - 1``, near a column.

        In degrees by the closed form for the ground between two parallels (Snyder 1987, USGS PP 1395, eq. 3-12); else
        measured at up to 33 rows, on edges of eight parts, and interpolated.
        """
        if self.in_degrees and self.affine.b == self.affine.d == 0:
            latitude = np.radians(self.affine.f + self.affine.e * np.arange(first, last + 1))
            return np.asarray(np.abs(np.diff(_authalic(latitude))) * abs(np.radians(self.affine.a)))
        rows = np.unique(np.linspace(first, last - 1, min(33, last - first)).round().astype(int))
        measured = []
        for row in rows:
            x, y = _placed(self.affine, np.add(_CELL, (column, row))).T
            if not self.in_degrees:
                x, y = transformer(self.crs, STORAGE_CRS).transform(x, y)
            measured.append(abs(cgcs2000().polygon_area_perimeter(x, y)[0]))
        return np.asarray(np.interp(np.arange(first, last), rows, measured))


def _placed(affine: Affine, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = xy[:, 0], xy[:, 1]
    return np.column_stack([affine.a * x + affine.b * y + affine.c, affine.d * x + affine.e * y + affine.f])


def _authalic(latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ground in m² from the equator to latitudes in radians, for one radian of longitude."""
    e2, a2 = cgcs2000().es, cgcs2000().a ** 2
    e, s = np.sqrt(e2), np.sin(latitude)
    q = (1 - e2) * (s / (1 - e2 * s * s) - np.log((1 - e * s) / (1 + e * s)) / (2 * e))
    return np.asarray(a2 * q / 2)


_STEPS = np.linspace(0.0, 1.0, 9)[:-1]
#: A cell as columns and rows, each edge in eight parts.
_CELL = np.concatenate(
    [
        np.column_stack([_STEPS, np.zeros(8)]),
        np.column_stack([np.ones(8), _STEPS]),
        np.column_stack([1 - _STEPS, np.ones(8)]),
        np.column_stack([np.zeros(8), 1 - _STEPS]),
    ]
)


@dataclass(frozen=True)
class LandSurvey:
    """How much ground each value has in each county.

    ``area_ha`` and ``cells`` have one row per value and one column per county, in the order of ``values`` and
    ``counties``; cells without data are in none.
    """

    values: tuple[str, ...]
    counties: tuple[str, ...]
    area_ha: NDArray[np.float64]
    cells: NDArray[np.int64]
    nodata_ha: NDArray[np.float64]  # by county: known to be unknown
    evidence: Evidence


@contextmanager
def opened(raster: LandRaster) -> Iterator[Any]:
    """Open a raster as every other is opened: as a GeoTIFF, without side files."""
    import rasterio

    with (
        rasterio.Env(GDAL_PAM_ENABLED="NO", GDAL_CACHEMAX=64),
        rasterio.open(raster.path, driver="GTiff", sharing=False) as dataset,
    ):
        yield dataset


def look(path: Path, crs: str | None = None) -> LandRaster:
    """Return the frame of a raster, and what it says about its classes.

    Parameters
    ----------
    path : Path
    crs : str, optional
        What the planner said, for a file that does not state its own.

    Raises
    ------
    SourceError
        It cannot be read or placed, or it is no raster of whole numbers.
    """
    info, verdict, _ = rasters.read_header(Member(path, "geotiff", path.stem, (path,)))
    if verdict.error is not None and crs:
        info, verdict, _ = rasters.read_header(Member(path, "geotiff", path.stem, (path,)), crs)
    rasters.require_size(info)
    if verdict.error is not None:
        raise verdict.error
    if verdict.crs is None:
        raise UnusableCrs(path=str(path), layer=path.stem, found="", reason="", reason_code="not_understood")
    if np.dtype(info.dtype).kind not in "iuf" or info.bands != 1:
        raise refuse(UnsupportedFormat, path, "not_classified")
    bare = LandRaster(
        Path(info.path),
        info.width,
        info.height,
        Affine.identity(),
        verdict.crs.to_wkt(),
        verdict.is_identity,
        info.nodata,
        info.dtype,
    )
    with opened(bare) as dataset:
        tags = [str(text) for where in (0, 1) for text in dataset.tags(where).values()]
        names = (path.stem, *(str(text) for text in dataset.descriptions if text), *tags)
        try:
            colors = {str(v): "#{:02x}{:02x}{:02x}".format(*c[:3]) for v, c in dataset.colormap(1).items()}
        except ValueError:
            colors = {}
        affine = dataset.transform
    return LandRaster(
        bare.path,
        bare.width,
        bare.height,
        affine,
        bare.crs,
        bare.in_degrees,
        bare.nodata,
        bare.dtype,
        names,
        colors,
        _categories(path),
    )


def _categories(path: Path) -> dict[str, str]:
    """Return the names of classes in the side file ``.aux.xml``, told by patterns: GDAL is not let near it."""
    side = path.with_name(f"{path.name}.aux.xml")
    try:
        text = side.read_bytes()[:_SIDECAR_BYTES].decode("utf-8", errors="replace")
    except OSError:
        return {}
    block = re.search(r"<CategoryNames>(.*?)</CategoryNames>", text, re.DOTALL)
    names = re.findall(r"<Category>([^<]*)</Category>|<Category\s*/>", block[1]) if block else []
    return {str(value): name.strip() for value, name in enumerate(names) if name.strip()}


def survey(
    raster: LandRaster, counties: gpd.GeoDataFrame, *, names: tuple[str, ...] = (), progress: Progress = silent
) -> LandSurvey:
    """Return how much ground each value has in each county.

    Parameters
    ----------
    raster : LandRaster
    counties : GeoDataFrame, EPSG:4490
        Columns ``code``, ``geometry``.
    names : tuple of str
        Further names that may tell the classification: the layer's title.
    progress : Progress
        May raise ``Cancelled``.

    Raises
    ------
    UnsupportedFormat
        It has more than 256 values, or broken ones: a measurement, not classes.
    """
    codes = tuple(str(code) for code in counties["code"])
    places = Places(raster, raster.to_cells(counties.geometry.to_numpy()))
    columns = len(codes) + 1
    area: dict[int, Any] = {}
    cells: dict[int, Any] = {}
    void_ha = np.zeros(columns)
    seen: set[int] = set()
    with opened(raster) as dataset:
        windows = list(places.windows())
        for number, (row, column, height, width) in enumerate(windows):
            progress(number / len(windows), "landcover_survey")
            values, known = read_window(dataset, raster, row, column, height, width)
            county = places.labels(row, column, height, width)
            inside = county > 0
            weights = np.broadcast_to(
                raster.row_areas_m2(column + width / 2, row, row + height)[:, None] * 1e-4, values.shape
            )
            void_ha += np.bincount(county[~known], weights[~known], minlength=columns)
            counted = inside & known
            chosen, place = values[counted], county[counted]
            present, index = np.unique(chosen, return_inverse=True)
            seen.update(present.tolist())
            if len(seen) > MOST_VALUES:
                raise refuse(UnsupportedFormat, raster.path, "not_classified")
            flat = index * columns + place
            some = np.bincount(flat, weights[counted], minlength=len(present) * columns).reshape(-1, columns)
            many = np.bincount(flat, minlength=len(present) * columns).reshape(-1, columns)
            for value, hectares, count in zip(present.tolist(), some, many, strict=True):
                area[value] = area.get(value, 0.0) + hectares
                cells[value] = cells.get(value, 0) + count
    values_found = sorted(seen)
    texts = tuple(str(value) for value in values_found)
    shape = (len(texts), len(codes))
    evidence = Evidence(frozenset(texts), (*raster.hints, *names), raster.colors, raster.categories)
    return LandSurvey(
        texts,
        codes,
        np.array([area[value][1:] for value in values_found]).reshape(shape),
        np.array([cells[value][1:] for value in values_found], dtype=np.int64).reshape(shape),
        void_ha[1:],
        evidence,
    )


@dataclass(frozen=True, eq=False)
class LandPicture:
    """A small picture of the counties' part of a raster: its values, −1 where nothing is known, and the county lines.

    ``lines`` are n × 2 arrays of x and y in the picture's own cells.
    """

    values: NDArray[np.int64]
    lines: tuple[NDArray[np.float64], ...]


def picture(raster: LandRaster, counties: gpd.GeoDataFrame) -> LandPicture | None:
    """Return a picture of at most :data:`PICTURE_CELLS` cells on a side, None where the two do not meet."""
    from rasterio.enums import Resampling
    from rasterio.windows import Window

    shapes = raster.to_cells(counties.geometry.to_numpy())
    west, north, east, south = shapely.total_bounds(shapes)
    left, top = max(int(np.floor(west)), 0), max(int(np.floor(north)), 0)
    right, bottom = min(int(np.ceil(east)), raster.width), min(int(np.ceil(south)), raster.height)
    if right <= left or bottom <= top:
        return None
    step = max((right - left) / PICTURE_CELLS, (bottom - top) / PICTURE_CELLS, 1.0)
    shape = (max(1, int((bottom - top) / step)), max(1, int((right - left) / step)))
    with opened(raster) as dataset:
        window = Window(left, top, right - left, bottom - top)
        raw = dataset.read(1, window=window, out_shape=shape, resampling=Resampling.nearest)
    known = np.isfinite(raw)
    if raster.nodata is not None and not np.isnan(raster.nodata):
        known &= raw != raster.nodata
    values = np.where(known, np.where(known, raw, 0).astype(np.int64), -1)
    scale = np.array([shape[1] / (right - left), shape[0] / (bottom - top)])
    rings = shapely.get_rings(shapely.get_parts(shapely.simplify(shapes, step / 2)))
    lines = tuple((shapely.get_coordinates(ring) - (left, top)) * scale for ring in rings)
    return LandPicture(values, lines)


def read_window(
    dataset: Any, raster: LandRaster, row: int, column: int, height: int, width: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the whole numbers of a window and where they are known."""
    from rasterio.windows import Window

    window = Window(column, row, width, height)
    raw = dataset.read(1, window=window)
    known = np.ones(raw.shape, dtype=bool)
    if raster.nodata is not None:
        known &= ~np.isnan(raw) if np.isnan(raster.nodata) else raw != raster.nodata
    elif "all_valid" not in {flag.name for flag in dataset.mask_flag_enums[0]}:
        known &= dataset.read_masks(1, window=window) > 0
    if raw.dtype.kind == "f":
        known &= np.isfinite(raw) & (np.abs(raw) < 2**31)
        raw = np.where(known, raw, 0)
        if (raw != np.round(raw)).any():
            raise refuse(UnsupportedFormat, raster.path, "not_classified")
    return raw.astype(np.int64), known


class Places:
    """Which shape holds the centre of each cell; shapes are in columns and rows of cells."""

    def __init__(self, raster: LandRaster, shapes: NDArray[np.object_]) -> None:
        self._raster = raster
        self._shapes = shapely.make_valid(shapes)
        self._tree = shapely.STRtree(self._shapes)

    def windows(self, size: int | None = None) -> Iterator[tuple[int, int, int, int]]:
        """Yield row, column, height and width of the windows that any shape reaches, on one grid from the corner."""
        size = size or WINDOW
        raster = self._raster
        for row in range(0, raster.height, size):
            for column in range(0, raster.width, size):
                height, width = min(size, raster.height - row), min(size, raster.width - column)
                box = shapely.box(column, row, column + width, row + height)
                if len(self._tree.query(box, predicate="intersects")):
                    yield row, column, height, width

    def labels(self, row: int, column: int, height: int, width: int) -> NDArray[np.int32]:
        """Return the number of the shape, from 1, that holds each cell's centre; 0 for none."""
        from rasterio.features import rasterize

        box = shapely.box(column, row, column + width, row + height)
        near = np.sort(self._tree.query(box, predicate="intersects"))
        cut = [(in_rectangle(self._shapes[one], *box.bounds), int(one) + 1) for one in near]
        cut = [(shape, number) for shape, number in cut if shape.area > 0]
        if not cut:
            return np.zeros((height, width), dtype=np.int32)
        placed = rasterize(
            cut, out_shape=(height, width), transform=Affine.translation(column, row), dtype="int32", fill=0
        )
        return np.asarray(placed, dtype=np.int32)


def outline(counties: gpd.GeoDataFrame, buffer_m: float) -> shapely.Geometry:
    """Return the ground of counties and ``buffer_m`` metres around it, EPSG:4490."""
    whole = shapely.union_all(shapely.make_valid(counties.geometry.to_numpy()))
    if buffer_m <= 0:
        return whole
    west, south, east, north = shapely.bounds(whole)
    plane = f"EPSG:{metric_epsg((west, south, east, north))}"
    wide = shapely.buffer(transform(whole, STORAGE_CRS, plane), buffer_m, quad_segs=4)
    return transform(wide, plane, STORAGE_CRS)


def cell_m(raster: LandRaster) -> float:
    """Return the side of a cell in metres, in the middle of the raster."""
    middle = raster.height // 2
    return float(np.sqrt(raster.row_areas_m2(raster.width / 2, middle, middle + 1)[0]))
