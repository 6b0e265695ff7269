"""Dividing a drawn area among the counties, so that the parts sum to the whole.

Edges are straight in the plan's metric CRS and densified there; areas are ellipsoidal, through one
equal-area projection for the whole plan (Lambert azimuthal, Snyder 1987, §24: it keeps area exactly
wherever its centre is).  Where two counties' polygons overlap, the lower code takes the strip; what
lies in no county is a part of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from layers.clipping import in_rectangle
from layers.crs import EDGE_M, STORAGE_CRS, metric_epsg, transform, transformer
from layers.geodesy import HA_PER_M2, equal_area_crs
from layers.patrol.model import AreaShare

Shapes = NDArray[np.object_]

#: A part smaller than this is the rounding of coordinates, not land.
NOTHING_M2 = 0.5


@dataclass(frozen=True)
class Division:
    """An area cut by county.

    Attributes
    ----------
    whole : Polygon or MultiPolygon
        Metric CRS, densified, valid.
    counties : tuple of str
        Codes of the counties with a part, the largest part first; "" (outside every county) last.
    parts : ndarray of shapely polygons
        Metric CRS, in that order.
    areas_m2 : ndarray of float
        Ellipsoidal.
    """

    whole: shapely.Geometry
    counties: tuple[str, ...]
    parts: Shapes
    areas_m2: NDArray[np.float64]
    names: dict[str, str]

    @property
    def shares(self) -> tuple[AreaShare, ...]:
        """Return the counties' shares of the whole, what lies outside every county counted in the whole."""
        total = self.total_ha
        hectares = self.areas_m2 * HA_PER_M2
        return tuple(
            AreaShare(code, self.names[code], float(ha), float(ha) / total)
            for code, ha in zip(self.counties, hectares, strict=True)
            if code
        )

    @property
    def outside_ha(self) -> float:
        """Return what lies in no county, hm²."""
        return float(self.areas_m2[-1] * HA_PER_M2) if self.counties and self.counties[-1] == "" else 0.0

    @property
    def total_ha(self) -> float:
        """Return the whole: the sum of the parts, hm²."""
        return math.fsum(float(m2) * HA_PER_M2 for m2 in self.areas_m2)


class CountyIndex:
    """Counties ready to divide many areas; build once per county layer.

    Parameters
    ----------
    counties : GeoDataFrame
        Columns ``code``, ``name``, ``geometry``, EPSG:4490; rows of one code are parts of one county.
    epsg : int, optional
        Metric CRS; from the counties' extent when None.
    """

    def __init__(self, counties: gpd.GeoDataFrame, epsg: int | None = None) -> None:
        bounds = tuple(counties.total_bounds) if len(counties) else (117.0, 40.0, 117.0, 40.0)
        self.epsg = epsg or metric_epsg(bounds)
        self.crs = f"EPSG:{self.epsg}"
        self.names = {str(code): str(name) for code, name in zip(counties["code"], counties["name"], strict=True)}
        order = np.argsort(counties["code"].astype(str).to_numpy(dtype=object), kind="stable")
        self._codes = counties["code"].astype(str).to_numpy(dtype=object)[order]
        self._shapes = shapely.segmentize(self.to_metric(counties.geometry.to_numpy()[order]), EDGE_M)
        shapely.prepare(self._shapes)
        self._tree = shapely.STRtree(self._shapes)
        centre = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
        self._equal_area = pyproj.Transformer.from_crs(self.crs, equal_area_crs(*centre), always_xy=True)

    def to_metric(self, geometry: Shapes) -> Shapes:
        """Return shapes (EPSG:4490) valid in the metric CRS; moving a shape can make it touch itself."""
        return _valid(transform(np.asarray(geometry, dtype=object), STORAGE_CRS, self.crs))

    def to_metric_lines(self, lines: Shapes) -> Shapes:
        """Return lines or points (EPSG:4490) in the metric CRS."""
        return transform(np.asarray(lines, dtype=object), STORAGE_CRS, self.crs)

    def to_degrees(self, geometry: Any) -> Any:
        """Return shapes of the metric CRS in EPSG:4490."""
        return transform(geometry, self.crs, STORAGE_CRS)

    def outline(self, polygon: shapely.Geometry) -> shapely.Geometry:
        """Return a drawn polygon (EPSG:4490) valid and densified in the metric CRS.

        A self-crossing outline becomes the polygons it encloses.
        """
        forward = transformer(STORAGE_CRS, self.crs)
        metric = shapely.transform(polygon, lambda xy: np.column_stack(forward.transform(xy[:, 0], xy[:, 1])))
        if not metric.is_valid:
            metric = polygonal(shapely.make_valid(metric))
        return shapely.segmentize(metric, EDGE_M)

    def areas_m2(self, shapes: Shapes) -> NDArray[np.float64]:
        """Return ellipsoidal areas of densified polygons in the metric CRS."""
        shapes = np.asarray(shapes, dtype=object)
        if len(shapes) == 0:
            return np.zeros(0)
        flat = shapely.transform(shapes, lambda xy: np.column_stack(self._equal_area.transform(xy[:, 0], xy[:, 1])))
        return np.asarray(shapely.area(flat))

    def divide(self, polygon: shapely.Geometry) -> Division:
        """Cut a polygon (EPSG:4490) by county.

        Returns
        -------
        Division
            Its areas sum to the polygon's; a self-crossing polygon is taken for what it encloses.
        """
        return self.divide_outline(self.outline(polygon))

    def divide_outline(self, whole: shapely.Geometry) -> Division:
        """Cut what :meth:`outline` gave, or what is made of several of them, by county."""
        # In code order, so that an overlap goes to the lower code whatever the order of the rows.
        rows = np.sort(self._tree.query(whole, predicate="intersects"))
        pieces = self._clean_pieces(whole, rows)
        if pieces is not None:
            return self._division(whole, pieces, shapely.Polygon())
        return self._division(whole, *self._pieces_in_turn(whole, rows))

    def _clean_pieces(self, whole: shapely.Geometry, rows: NDArray[np.int64]) -> dict[str, shapely.Geometry] | None:
        """Return the parts where counties fit and cover the area, as they do nearly always; None otherwise.

        Parts that add up to the whole neither overlap nor leave anything out; this spares the differences.
        """
        codes = self._codes[rows]
        if len(set(codes)) < len(codes):
            return None
        cut = [self._cut(self._shapes[row], whole) for row in rows]
        areas = self.areas_m2(np.array([*cut, whole], dtype=object))
        if abs(float(areas[:-1].sum() - areas[-1])) > NOTHING_M2:
            return None
        return dict(zip(map(str, codes), cut, strict=True))

    def _cut(self, county: shapely.Geometry, area: shapely.Geometry) -> shapely.Geometry:
        if county.contains_properly(area):
            return area
        return polygonal(shapely.intersection(area, _near(county, area)))

    def _pieces_in_turn(
        self, whole: shapely.Geometry, rows: NDArray[np.int64]
    ) -> tuple[dict[str, shapely.Geometry], shapely.Geometry]:
        """Return the parts, each county taking from what those before it left, and what remains."""
        rest = whole
        cut: dict[str, list[shapely.Geometry]] = {}
        for row in rows:
            if rest.is_empty:
                break
            piece = self._cut(self._shapes[row], rest)
            if not piece.is_empty:
                cut.setdefault(str(self._codes[row]), []).append(piece)
                rest = polygonal(shapely.difference(rest, _near(self._shapes[row], rest)))
        pieces = {code: shapely.union_all(parts) if len(parts) > 1 else parts[0] for code, parts in cut.items()}
        return pieces, rest

    def _division(
        self, whole: shapely.Geometry, pieces: dict[str, shapely.Geometry], rest: shapely.Geometry
    ) -> Division:
        codes = list(pieces)
        areas = self.areas_m2(np.array([*pieces.values(), rest], dtype=object))
        order = [row for row in np.argsort(-areas[:-1], kind="stable") if areas[row] > NOTHING_M2]
        kept = [codes[row] for row in order]
        parts = [pieces[code] for code in kept]
        m2 = [areas[row] for row in order]
        if areas[-1] > NOTHING_M2:
            kept, parts, m2 = [*kept, ""], [*parts, rest], [*m2, areas[-1]]
        shapes = np.empty(len(parts), dtype=object)
        shapes[:] = parts
        return Division(whole, tuple(kept), shapes, np.array(m2, dtype=float), self.names)


def polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of a shape; points and lines that an overlay leaves behind are dropped."""
    if isinstance(shape, shapely.Polygon | shapely.MultiPolygon):
        return shape
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon | shapely.MultiPolygon)]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _valid(shapes: Shapes) -> Shapes:
    invalid = np.flatnonzero(~shapely.is_valid(shapes))
    if len(invalid):
        shapes = shapes.copy()
        shapes[invalid] = [polygonal(shape) for shape in shapely.make_valid(shapes[invalid])]
    return shapes


def _near(county: shapely.Geometry, area: shapely.Geometry) -> shapely.Geometry:
    """Return the stretch of a county around an area: cutting a box out first keeps live numbers fast."""
    xmin, ymin, xmax, ymax = area.bounds
    margin = EDGE_M
    near = in_rectangle(county, xmin - margin, ymin - margin, xmax + margin, ymax + margin)
    near = polygonal(near)
    return near if near.is_valid else county
