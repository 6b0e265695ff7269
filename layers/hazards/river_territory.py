"""Which county a place belongs to when the counties' own lines do not quite fit."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.borders.partition import PIECE_EDGES, line_pieces

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
GeometryArray = NDArray[np.object_]

#: Share of a gap's width that the nearest places of the two counties must be apart to lie opposite.
OPPOSITE = 0.8


@dataclass(frozen=True)
class Territory:
    """County polygons with their lines ready to be searched, metric CRS.

    A place in an overlap belongs to the county it lies deepest in, a place in a gap narrower than
    ``gap_m`` to the nearest one: the middle of a disputed strip stands in for the line.
    """

    codes: NDArray[np.object_]  # in order, so that the lower index is the lower code
    polygons: GeometryArray
    pieces: GeometryArray  # the polygons' edges, at most PIECE_EDGES together
    owner: IntArray  # county of each piece
    tree: shapely.STRtree
    gap_m: float

    def near(self, lines: GeometryArray, distance_m: float | FloatArray) -> NDArray[np.bool_]:
        """Tell which lines come within a distance of any county's line."""
        hit = np.zeros(len(lines), dtype=bool)
        if len(lines):
            hit[self.tree.query(lines, predicate="dwithin", distance=distance_m)[0]] = True
        return hit

    def county_at(self, points: GeometryArray) -> IntArray:
        """Return the county index of each point, −1 outside every county."""
        found = np.full(len(points), -1, dtype=np.int64)
        if len(points) == 0:
            return found
        county, point = shapely.STRtree(points).query(self.polygons, predicate="intersects")
        times = np.bincount(point, minlength=len(points))
        order = np.argsort(-county, kind="stable")
        found[point[order]] = county[order]  # the lowest code is written last
        several = np.flatnonzero(times > 1)
        if len(several):
            shared = times[point] > 1
            self._deepest(found, points, point[shared], county[shared])
        self._nearest(found, points, np.flatnonzero(times == 0))
        return found

    def _deepest(self, found: IntArray, points: GeometryArray, point: IntArray, county: IntArray) -> None:
        """Give points in an overlap to the county whose line is farthest; equal: the lowest code."""
        at, owner, distance, _ = self._distances(points, np.unique(point))
        depth = {(p, c): d for p, c, d in zip(at.tolist(), owner.tolist(), distance.tolist(), strict=True)}
        best: dict[int, tuple[float, int]] = {}
        for p, c in sorted(zip(point.tolist(), county.tolist(), strict=True)):
            rank = (-round(depth.get((p, c), np.inf), 3), c)
            if p not in best or rank < best[p]:
                best[p] = rank
        for p, (_, c) in best.items():
            found[p] = c

    def _nearest(self, found: IntArray, points: GeometryArray, outside: IntArray) -> None:
        """Give points between two counties to the nearer one; beside the coverage they stay outside."""
        at, owner, distance, foot = self._distances(points, outside)
        if len(at) == 0:
            return
        order = np.lexsort([owner, np.round(distance, 3), at])
        at, owner, distance, foot = at[order], owner[order], distance[order], foot[order]
        place, first = np.unique(at, return_index=True)
        second = np.minimum(first + 1, len(at) - 1)
        width = distance[first] + distance[second]
        # In a gap the two nearest places lie on opposite sides; where a border ends at a coast they do not.
        opposite = np.hypot(*(foot[first] - foot[second]).T) >= OPPOSITE * width
        between = (at[second] == place) & (second > first) & (width <= self.gap_m) & opposite
        found[place[between]] = owner[first[between]]

    def _distances(self, points: GeometryArray, which: IntArray) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
        """Return point, county, distance and nearest place for each county within the gap width of a point."""
        row, piece = self.tree.query(points[which], predicate="dwithin", distance=max(self.gap_m, 1.0))
        at, owner = which[row], self.owner[piece]
        to_line = shapely.shortest_line(points[at], self.pieces[piece])
        foot = shapely.get_coordinates(shapely.get_point(to_line, 1)).reshape(-1, 2)
        distance = shapely.length(to_line)
        order = np.lexsort([distance, owner, at])
        at, owner = at[order], owner[order]
        first = np.append(True, (at[1:] != at[:-1]) | (owner[1:] != owner[:-1])) if len(at) else np.zeros(0, bool)
        return at[first], owner[first], distance[order][first], foot[order][first]


def territory(counties: gpd.GeoDataFrame, metric_epsg: int, gap_m: float) -> Territory:
    """Prepare county polygons (EPSG:4490, one valid row per ``code``)."""
    ordered = counties.sort_values("code", kind="stable")
    polygons = crs.transform(ordered.geometry.to_numpy(), crs.STORAGE_CRS, f"EPSG:{metric_epsg}")
    parts, county = shapely.get_parts(polygons, return_index=True)  # get_rings passes multipolygons over
    rings, part = shapely.get_rings(parts, return_index=True)
    pieces, ring = line_pieces(rings, PIECE_EDGES)
    owner = county[part[ring]].astype(np.int64)
    return Territory(ordered["code"].to_numpy(dtype=object), polygons, pieces, owner, shapely.STRtree(pieces), gap_m)
