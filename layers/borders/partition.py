"""Counties in the plane as something to cut with: border lines first, areas only where a line is hit.

Most shapes meet no county line.  A tree of short line pieces tells which ones do; only those are
intersected with county polygons, the others are located by one point.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.model import BorderNetwork
from layers.borders.tolerant import without_overlaps
from layers.crs import STORAGE_CRS, densified, transform
from layers.parallel import in_threads, query_pairs

#: Edges per line piece in the tree (measured best of 4–64).
PIECE_EDGES = 16
#: What a cut may leave over before it counts as outside every county: 1 m² or 1 m, and one part in a million.
LEFT_OVER = 1.0
LEFT_OVER_SHARE = 1e-6

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class CountyPartition:
    """Counties as non-overlapping polygons in the metric CRS, with a tree of their lines.

    ``codes[k]`` belongs to ``polygons[k]``; a strip claimed by two counties is counted for the
    lower code, a gap for none (see :mod:`layers.borders.tolerant`).
    """

    codes: Objects
    polygons: Objects
    lines: shapely.STRtree
    metric_epsg: int

    @property
    def crs(self) -> str:
        """The metric CRS as text."""
        return f"EPSG:{self.metric_epsg}"

    def locate(self, points: Objects) -> Integers:
        """Return the index of the county that holds each point; −1 for none.  The lowest code wins on a line."""
        found = np.full(len(points), len(self.codes), dtype=np.int64)
        if len(points):
            county, at = query_pairs(shapely.STRtree(points), self.polygons, "intersects")
            np.minimum.at(found, at, county)
        found[found == len(self.codes)] = -1
        return found

    def cut(self, shapes: Objects) -> tuple[Integers, Integers, Objects]:
        """Cut polygons or lines by county.

        Returns
        -------
        source : ndarray of int
            Index of the shape each part comes from, ascending.
        county : ndarray of int
            County index, −1 for what lies outside every county (last of its shape).
        parts : ndarray of geometries of the shapes' own dimension
        """
        source = np.zeros(0, dtype=np.int64)
        if len(shapes) == 0:
            return source, source, np.zeros(0, dtype=object)
        hit = np.zeros(len(shapes), dtype=bool)
        hit[query_pairs(self.lines, shapes, "intersects")[0]] = True
        hit[self._in_several(shapes, np.flatnonzero(~hit))] = True
        whole, split = np.flatnonzero(~hit), np.flatnonzero(hit)
        inside = self.locate(np.asarray(shapely.point_on_surface(shapes[whole]), dtype=object))
        # Asked this way round the query geometry is the prepared county: many pairs fall away cheaply.
        county, at = query_pairs(shapely.STRtree(shapes[split]), self.polygons, "intersects")
        order = np.lexsort([county, at])
        at, county = at[order], county[order]
        parts = in_threads(shapely.intersection, shapes[split][at], self.polygons[county], chunk=128)
        parts = of_dimension(parts, shapely.get_dimensions(shapes[split])[at])
        kept = ~shapely.is_empty(parts)
        at, county, parts = at[kept], county[kept], parts[kept]
        over_at, over = self._left_over(shapes[split], at, parts, county)
        source = np.concatenate([whole, split[at], split[over_at]])
        counties = np.concatenate([inside, county, np.full(len(over), -1)])
        pieces = np.concatenate([shapes[whole], parts, over])
        order = np.lexsort([np.where(counties < 0, len(self.codes), counties), source])
        return source[order], counties[order], pieces[order]

    def _in_several(self, shapes: Objects, at: Integers) -> Integers:
        """Return those of some shapes that meet no line and yet lie in several counties: a part on each side."""
        several = at[shapely.get_num_geometries(shapes[at]) > 1]
        parts, of_shape = shapely.get_parts(shapes[several], return_index=True)
        county = self.locate(np.asarray(shapely.point_on_surface(parts), dtype=object))
        low, high = np.full(len(several), len(self.codes)), np.full(len(several), -1)
        np.minimum.at(low, of_shape, county)
        np.maximum.at(high, of_shape, county)
        chosen: Integers = several[low != high]
        return chosen

    def _left_over(self, shapes: Objects, at: Integers, parts: Objects, county: Integers) -> tuple[Integers, Objects]:
        """Return what lies outside every county, for the shapes where that is more than rounding."""
        lineal = shapely.get_dimensions(shapes) == 1
        whole = np.where(lineal, shapely.length(shapes), shapely.area(shapes))
        sizes = np.where(lineal[at], shapely.length(parts), shapely.area(parts))
        missing = whole - np.bincount(at, weights=sizes, minlength=len(shapes))
        chosen = np.flatnonzero(missing > np.maximum(LEFT_OVER, LEFT_OVER_SHARE * whole))
        result: list[shapely.Geometry] = []
        for index in chosen:
            rest = shapes[index]
            for k in county[at == index]:
                rest = shapely.difference(rest, self.polygons[k])
            result.append(rest)
        over = of_dimension(np.array(result, dtype=object), shapely.get_dimensions(shapes)[chosen])
        return chosen, over


def build_partition(counties: gpd.GeoDataFrame, network: BorderNetwork) -> CountyPartition:
    """Return clean counties (see :func:`~layers.borders.coverage.clean_counties`) ready to cut with."""
    source = np.asarray(counties.geometry.array, dtype=object)
    polygons = densified(transform(source, STORAGE_CRS, f"EPSG:{network.metric_epsg}"))
    if not network.is_exact:
        polygons, _ = without_overlaps(polygons)
    shapely.prepare(polygons)
    rings = shapely.get_rings(shapely.get_parts(polygons))  # get_rings passes multipolygons over
    pieces, _ = line_pieces(rings, PIECE_EDGES)
    codes = counties["code"].to_numpy(dtype=object)
    return CountyPartition(codes, polygons, shapely.STRtree(pieces), network.metric_epsg)


def line_pieces(lines: Objects, edges: int) -> tuple[Objects, Integers]:
    """Split lines or rings into pieces of at most ``edges`` edges; return them and their line's index."""
    coords, line_of = shapely.get_coordinates(lines, return_index=True)
    if len(coords) == 0:
        return np.zeros(0, dtype=object), np.zeros(0, dtype=np.int64)
    first = np.r_[True, line_of[1:] != line_of[:-1]]
    start_of_line = np.flatnonzero(first)
    sizes = np.diff(np.r_[start_of_line, len(coords)])
    at = np.arange(len(coords)) - np.repeat(start_of_line, sizes)
    last = np.r_[first[1:], True]
    # A vertex between two pieces ends one and starts the next, so it is taken twice.
    joint = (at % edges == 0) & (at > 0) & ~last
    index = np.repeat(np.arange(len(coords)), 1 + joint)
    second = np.r_[False, index[1:] == index[:-1]]
    piece = np.cumsum((at[index] == 0) | second) - 1
    pieces = np.asarray(shapely.linestrings(coords[index], indices=piece), dtype=object)
    return pieces, line_of[index][np.r_[True, piece[1:] != piece[:-1]]].astype(np.int64)


def of_dimension(shapes: Objects, dimension: NDArray[np.int32] | int) -> Objects:
    """Keep only the parts of each geometry that have a dimension (2 polygons, 1 lines)."""
    dimensions = np.broadcast_to(np.asarray(dimension), (len(shapes),))
    kinds = shapely.get_type_id(shapes)
    wrong = np.flatnonzero((kinds == 7) | ((shapely.get_dimensions(shapes) != dimensions) & ~shapely.is_empty(shapes)))
    if len(wrong) == 0:
        return shapes
    shapes = shapes.copy()
    for index in wrong:
        parts = shapely.get_parts(shapely.get_parts(shapes[index]))
        parts = parts[shapely.get_dimensions(parts) == dimensions[index]]
        empty: shapely.Geometry = shapely.Polygon() if dimensions[index] == 2 else shapely.LineString()
        collected = shapely.MultiPolygon if dimensions[index] == 2 else shapely.MultiLineString
        shapes[index] = empty if len(parts) == 0 else parts[0] if len(parts) == 1 else collected(list(parts))
    return shapes
