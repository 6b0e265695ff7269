"""Pieces → clusters: alike and close pieces join, long clusters are cut along the border."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.partition import of_dimension
from layers.geodesy import HA_PER_M2, areas_from_gk_m2
from layers.hazards.band import BorderLines
from layers.parallel import in_threads, query_pairs
from layers.zones.evidence import Pieces

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Distance between the points that stand for a stretch of border when a cluster is divided.
_STATION_M = 500.0
#: A stretch shorter than this share of the longest allowed one goes to its neighbour.
_SHORT_SHARE = 0.1
#: A cut moves to a river, ridge or road at most this share of a stretch away.
_MOVE_SHARE = 0.25
_SIMPLIFY_M = 100.0


def joined(shapes: Objects, key: Integers, gap_m: float) -> Integers:
    """Return cluster numbers 0 … c−1: shapes of one key that are linked by steps of at most ``gap_m``."""
    count = len(shapes)
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    a, b = query_pairs(shapely.STRtree(shapes), shapes, "dwithin", distance=gap_m)
    linked = (a < b) & (key[a] == key[b])
    return components(count, a[linked], b[linked])


def components(count: int, a: Integers, b: Integers) -> Integers:
    """Return connected components of a graph, numbered by their first member."""
    label = np.arange(count)
    while True:
        before = label.copy()
        low = np.minimum(label[a], label[b])
        np.minimum.at(label, label[a], low)
        np.minimum.at(label, label[b], low)
        label = label[label]
        if np.array_equal(label, before):
            return np.unique(label, return_inverse=True)[1].astype(np.int64)


@dataclass(frozen=True)
class Clusters:
    """Pieces with the cluster each belongs to, where long clusters were cut (metric x, y), and into what, by shapes.

    ``origin`` has the number before the cut of each cluster after it.
    """

    pieces: Pieces
    cluster: Integers
    origin: Integers
    cuts: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    divided: Mapping[bytes, _Chunks | None] = field(default_factory=dict)


def cut_long(
    pieces: Pieces,
    cluster: Integers,
    lines: BorderLines,
    features: Objects,
    *,
    longest_m: float,
    metric_epsg: int,
    before: Mapping[bytes, _Chunks | None] | None = None,
) -> Clusters:
    """Cut clusters longer than ``longest_m`` along the border.

    A cluster's length is the sum over the borders it lies along of the stretch between its first
    and last place on them.  Each stretch is cut into equal lengths, a cut moving to the nearest
    river, ridge or road across the border if one is near; every place goes with the nearest stretch.

    Parameters
    ----------
    features : ndarray of lines, metric CRS
        Rivers, ridges and roads that may carry a cut.
    before : mapping, optional
        ``Clusters.divided`` of an earlier call with the same lines, features and longest length: clusters of the same
        shapes are not cut again.
    """
    known = before or {}
    if len(cluster) == 0:
        return Clusters(pieces, cluster, cluster)
    feature_tree = shapely.STRtree(features)

    def divide(numbers: Integers) -> Objects:
        found = np.full(len(numbers), None, dtype=object)
        for at, number in enumerate(numbers.tolist()):
            shapes = pieces.shape[cluster == number]
            digest = hashlib.sha256(b"".join(shapely.to_wkb(shapes))).digest()
            if digest in known:
                chunks = known[digest]
            else:
                division = _divide(shapes, lines, features, feature_tree, longest_m)
                chunks = division.assign(np.arange(len(shapes)), shapes) if division is not None else None
            found[at] = (digest, chunks)
        return found

    long = np.flatnonzero(_extents_m(pieces.shape, cluster) > longest_m / 2)
    found = in_threads(divide, long, chunk=4, worth=2)
    divided = {
        number: replace(chunks, source=np.flatnonzero(cluster == number)[chunks.source])
        for number, (_, chunks) in zip(long.tolist(), found, strict=True)
        if chunks is not None
    }
    sizes = np.ones(int(cluster.max()) + 1, dtype=np.int64)
    for number, chunks in divided.items():
        sizes[number] = chunks.count
    first = np.cumsum(sizes) - sizes
    whole = np.flatnonzero(~np.isin(cluster, list(divided)))
    source = np.concatenate([whole, *(chunks.source for chunks in divided.values())])
    shape = np.concatenate([pieces.shape[whole], *(chunks.shape for chunks in divided.values())])
    was_cut = np.concatenate([np.zeros(len(whole), dtype=bool), *(chunks.was_cut for chunks in divided.values())])
    label = np.concatenate(
        [first[cluster[whole]], *(first[number] + chunks.chunk for number, chunks in divided.items())]
    )
    order = np.argsort(cluster[source], kind="stable")
    source, shape, was_cut, label = source[order], shape[order], was_cut[order], label[order]
    amount = pieces.amount[source]
    amount[was_cut] = _amounts(shape[was_cut], pieces, source[was_cut], metric_epsg)
    cuts = {int(first[number]) + k: places for number, chunks in divided.items() for k, places in chunks.cuts.items()}
    return Clusters(
        replace(pieces.take(source), shape=shape, amount=amount),
        label,
        np.repeat(np.arange(len(sizes)), sizes),
        cuts,
        dict(found.tolist()),
    )


def _extents_m(shapes: Objects, cluster: Integers) -> Floats:
    """Return the diagonal of the box around each cluster."""
    bounds = shapely.bounds(shapes)
    low = np.full((int(cluster.max()) + 1, 2), np.inf)
    high = -low
    np.minimum.at(low, cluster, bounds[:, :2])
    np.maximum.at(high, cluster, bounds[:, 2:])
    return np.asarray(np.hypot(*(high - low).T))


def _amounts(parts: Objects, pieces: Pieces, source: Integers, metric_epsg: int) -> Floats:
    """Return the amounts of cut parts: areas measured anew, lines by their share of the piece."""
    polygons = shapely.get_dimensions(parts) == 2
    result = np.zeros(len(parts))
    result[polygons] = areas_from_gk_m2(parts[polygons], metric_epsg) * HA_PER_M2
    lines = ~polygons
    whole = shapely.length(pieces.shape[source[lines]])
    result[lines] = pieces.amount[source[lines]] * shapely.length(parts[lines]) / whole
    return result


@dataclass(frozen=True)
class _Chunks:
    """The pieces of one long cluster with the chunk (0 … count−1) that each now belongs to."""

    source: Integers
    chunk: Integers
    shape: Objects
    was_cut: NDArray[np.bool_]
    count: int
    cuts: dict[int, list[tuple[float, float]]]


@dataclass(frozen=True)
class _Division:
    """Cells of the plane, one per stretch of border."""

    cells: Objects
    chunk: Integers
    cuts: dict[int, list[tuple[float, float]]]

    def assign(self, source: Integers, shapes: Objects) -> _Chunks:
        """Divide pieces among the cells; ``source`` numbers the pieces."""
        piece, cell = shapely.STRtree(self.cells).query(shapes, predicate="intersects")
        order = np.lexsort([cell, piece])
        piece, cell = piece[order].astype(np.int64), cell[order]
        alone = np.bincount(piece, minlength=len(shapes))[piece] == 1
        parts = shapes[piece].copy()
        parts[~alone] = shapely.intersection(parts[~alone], self.cells[cell[~alone]])
        parts = of_dimension(parts, shapely.get_dimensions(shapes)[piece])
        filled = ~shapely.is_empty(parts)
        used, chunk = np.unique(self.chunk[cell[filled]], return_inverse=True)
        cuts = {at: self.cuts[k] for at, k in enumerate(used.tolist()) if k in self.cuts}
        return _Chunks(source[piece[filled]], chunk, parts[filled], ~alone[filled], len(used), cuts)


def _divide(
    shapes: Objects, lines: BorderLines, features: Objects, feature_tree: shapely.STRtree, longest_m: float
) -> _Division | None:
    """Return the division of a cluster along its borders, or None when it is short enough."""
    vertices = np.unique(shapely.get_coordinates(shapely.simplify(shapes, _SIMPLIFY_M)), axis=0)
    points = np.asarray(shapely.points(vertices), dtype=object)
    _, nearest = lines.tree.query_nearest(points, all_matches=False)
    line = lines.line_of[nearest]
    along = shapely.line_locate_point(lines.lines[line], points)
    which = np.unique(line)
    first = np.array([along[line == k].min() for k in which])
    last = np.array([along[line == k].max() for k in which])
    span = last - first
    if span.sum() <= longest_m:
        return None
    long_enough = span >= min(_SHORT_SHARE * longest_m, span.max())
    which, first, last = which[long_enough], first[long_enough], last[long_enough]
    sources: list[Objects] = []
    chunks: list[Integers] = []
    cuts: dict[int, list[tuple[float, float]]] = {}
    chunk = 0
    for k, begin, end in zip(which.tolist(), first.tolist(), last.tolist(), strict=True):
        border = lines.lines[k]
        stops = _stops(border, begin, end, longest_m, features, feature_tree)
        for start, stop in pairwise(stops):
            count = max(2, int((stop - start) / _STATION_M) + 1)
            margin = (stop - start) / (2 * count)
            stations = shapely.line_interpolate_point(border, np.linspace(start + margin, stop - margin, count))
            sources.append(np.asarray(stations, dtype=object))
            chunks.append(np.full(count, chunk))
            for at in (start, stop):
                inner = begin < at < end
                meeting = len(which) > 1 and (at <= 1.0 or at >= border.length - 1.0)
                if inner or meeting:
                    place = shapely.line_interpolate_point(border, at)
                    cuts.setdefault(chunk, []).append((place.x, place.y))
            chunk += 1
    if chunk < 2:
        return None
    return _cells(np.concatenate(sources), np.concatenate(chunks).astype(np.int64), shapes, cuts)


def _stops(
    border: shapely.LineString,
    begin: float,
    end: float,
    longest_m: float,
    features: Objects,
    feature_tree: shapely.STRtree,
) -> list[float]:
    """Return the chainages that divide a stretch, ends included."""
    count = int(np.ceil((end - begin) / longest_m - 1e-9))
    if count <= 1:
        return [begin, end]
    equal = np.linspace(begin, end, count + 1)
    crossings = np.zeros(0)
    near = feature_tree.query(border, predicate="intersects")
    if len(near):
        met = shapely.get_parts(shapely.intersection(border, features[near]))
        crossings = np.unique(shapely.line_locate_point(border, shapely.centroid(met)))
    furthest = _MOVE_SHARE * (end - begin) / count
    stops = [begin]
    for at in equal[1:-1].tolist():
        if len(crossings):
            nearest = float(crossings[np.argmin(np.abs(crossings - at))])
            if abs(nearest - at) <= furthest:
                at = nearest
        stops.append(at)
    return [*stops, end]


def _cells(
    stations: Objects, chunk: Integers, shapes: Objects, cuts: dict[int, list[tuple[float, float]]]
) -> _Division:
    """Return the plane divided by nearest stretch: Voronoi cells of the stations, dissolved."""
    box = shapely.box(*shapely.total_bounds(shapes))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(stations), extend_to=box.buffer(1_000.0)))
    station, cell = shapely.STRtree(cells).query(stations, predicate="intersects")
    of_cell = np.full(len(cells), -1, dtype=np.int64)
    of_cell[cell[::-1]] = chunk[station[::-1]]
    used = np.unique(of_cell[of_cell >= 0])
    dissolved = np.array([shapely.union_all(cells[of_cell == k]) for k in used.tolist()], dtype=object)
    return _Division(dissolved, used, cuts)
