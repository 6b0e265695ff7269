"""Where roads enter an area, which is where checkpoints stand; and where firebreaks along a line have gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.response.settings import RoadClass
from layers.routes.measuring import stations

Objects = NDArray[np.object_]

#: How much comes in by a road of each class, relative: proposals.
TRAFFIC = {
    RoadClass.MOTORWAY: 0.0,  # nobody gets off it at the edge of a wood
    RoadClass.NATIONAL: 8.0,
    RoadClass.PROVINCIAL: 6.0,
    RoadClass.COUNTY: 4.0,
    RoadClass.TOWNSHIP: 2.0,
    RoadClass.FOREST: 1.0,
    RoadClass.OTHER: 2.0,
}
_CLASSES = tuple(RoadClass)


@dataclass(frozen=True)
class Entrance:
    """A place where roads enter an area.

    ``roads`` are their names and classes, ``weight`` the sum of :data:`TRAFFIC`, ``held`` the checkpoint that stands
    there ("" when none does), ``area`` the row of the area.
    """

    x_m: float
    y_m: float
    area: int
    roads: tuple[tuple[str, RoadClass], ...]
    weight: float
    held: str


def entrances(
    areas: Sequence[shapely.Geometry],
    roads: Objects,
    kind: NDArray[np.int64],
    names: Objects,
    checkpoints: Sequence[tuple[str, float, float]],
    *,
    merge_m: float = 200.0,
    held_m: float = 500.0,
) -> list[Entrance]:
    """Return where roads enter areas, those by which most comes in first.

    Parameters
    ----------
    areas : sequence of polygons
        Metric CRS.
    roads, kind, names : ndarray
        As :func:`layers.response.roads.road_lines` gives them.
    checkpoints : sequence of (name, x, y)
        Those that stand.
    merge_m : float
        Crossings of an area's edge this close are one entrance: one post sees both.
    held_m : float
        A checkpoint this close holds an entrance.
    """
    found: list[Entrance] = []
    if not len(roads):
        return found
    tree = shapely.STRtree(roads)
    for row, area in enumerate(areas):
        edge = area.boundary
        crossed: list[tuple[float, float, int]] = []
        for road in np.sort(tree.query(edge, predicate="intersects")).tolist():
            # Along a stretch in common one is on the edge, not entering: only its ends count.
            for x, y in shapely.get_coordinates(_ends(roads[road].intersection(edge))).tolist():
                crossed.append((x, y, road))
        for group in _clusters(crossed, merge_m):
            some = sorted({road for _x, _y, road in group})
            kinds = [_CLASSES[int(kind[road])] for road in some]
            x = float(np.mean([one[0] for one in group]))
            y = float(np.mean([one[1] for one in group]))
            held = min(
                (
                    (np.hypot(cx - x, cy - y), name)
                    for name, cx, cy in checkpoints
                    if np.hypot(cx - x, cy - y) <= held_m
                ),
                default=(0.0, ""),
            )[1]
            listed = tuple((str(names[road]), one) for road, one in zip(some, kinds, strict=True))
            found.append(Entrance(x, y, row, listed, float(sum(TRAFFIC[one] for one in kinds)), held))
    found = [one for one in found if one.weight > 0.0]
    return sorted(found, key=lambda one: (-one.weight, one.area, one.x_m, one.y_m))


def _ends(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(np.array([shape], dtype=object))
    ends = [part.boundary if part.geom_type in ("LineString", "LinearRing") else part for part in parts]
    return shapely.GeometryCollection([one for one in ends if not one.is_empty])


def _clusters(places: list[tuple[float, float, int]], merge_m: float) -> list[list[tuple[float, float, int]]]:
    """Return places that hang together by steps of at most ``merge_m``."""
    if not places:
        return []
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    points = shapely.points([(x, y) for x, y, _road in places])
    near = shapely.STRtree(points).query(points, predicate="dwithin", distance=merge_m)
    graph = coo_matrix((np.ones(near.shape[1]), tuple(near)), shape=(len(places), len(places)))
    count, label = connected_components(graph, directed=False)
    return [[places[row] for row in np.flatnonzero(label == one).tolist()] for one in range(count)]


@dataclass(frozen=True)
class BreakGap:
    """A stretch of a line between counties through woods without a firebreak; ``segment`` is its row."""

    segment: int
    line: shapely.LineString
    length_m: float


def break_gaps(
    segments: Sequence[shapely.LineString],
    breaks: Objects,
    in_woods: Sequence[NDArray[np.bool_]],
    *,
    near_m: float = 200.0,
    step_m: float = 50.0,
    least_m: float = 100.0,
) -> tuple[list[BreakGap], list[tuple[float, float]]]:
    """Return where a line runs through woods and no firebreak runs along it.

    Parameters
    ----------
    segments : sequence of LineString
        Lines between counties; metric CRS.
    breaks : ndarray of shapely geometry
        Firebreaks.
    in_woods : sequence of bool arrays
        For each segment whether each stretch between its :func:`layers.routes.measuring.stations` (``step_m``) lies
        in woods.
    near_m : float
        A firebreak this close protects a stretch.
    step_m, least_m : float
        Stretches are this long at most; shorter gaps are not told.

    Returns
    -------
    gaps : list of BreakGap
        The longest first.
    lengths : list of (float, float)
        Metres in woods, and of them with a firebreak, by segment.
    """
    from shapely.ops import substring

    tree = shapely.STRtree(breaks) if len(breaks) else None
    gaps: list[BreakGap] = []
    lengths: list[tuple[float, float]] = []
    for row, (line, woods) in enumerate(zip(segments, in_woods, strict=True)):
        along, _xy = stations(line, step_m)
        step = np.diff(along)
        middles = shapely.line_interpolate_point(line, (along[1:] + along[:-1]) / 2.0)
        near = np.zeros(len(middles), dtype=bool)
        if tree is not None:
            near[np.unique(tree.query(middles, predicate="dwithin", distance=near_m)[0])] = True
        bare = woods & ~near
        lengths.append((float(step[woods].sum()), float(step[woods & near].sum())))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], bare, [False]]).astype(np.int8)))
        for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            length = float(along[stop] - along[start])
            if length >= least_m:
                gaps.append(BreakGap(row, substring(line, float(along[start]), float(along[stop])), length))
    return sorted(gaps, key=lambda one: (-one.length_m, one.segment, one.line.coords[0])), lengths
