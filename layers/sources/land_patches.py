"""Cells of the same class → polygons that share their edges exactly.

Each window is traced by GDAL with four neighbours: cells that only touch at a corner are two patches.  Patches cut by
the edge of a window are joined again on whole numbers of columns and rows, where nothing is rounded.  Wherever
three patches meet, all of them have a vertex, so that they still fit after they are reprojected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray

from layers.crs import EDGE_M
from layers.progress import Progress, part, silent
from layers.sources.land_raster import WINDOW, LandRaster, Places, cell_m, opened, read_window


@dataclass(frozen=True)
class Patches:
    """Polygons in EPSG:4490, each of one class; ``small_ha`` is what the smallest size left out, by class."""

    geometries: NDArray[np.object_]
    values: NDArray[np.object_]
    small: int
    small_ha: float


@dataclass(frozen=True)
class _Pieces:
    """What the windows gave, in columns and rows of cells."""

    shapes: NDArray[np.object_]
    classes: NDArray[np.int64]


def polygonise(
    raster: LandRaster,
    classes: Mapping[str, object],
    ground: shapely.Geometry,
    *,
    min_ha: float = 0.0,
    smooth: bool = False,
    window: int = WINDOW,
    progress: Progress = silent,
) -> Patches:
    """Return the patches of some values of a raster.

    Parameters
    ----------
    raster : LandRaster
    classes : mapping
        Whose keys are the values wanted.
    ground : shapely geometry, EPSG:4490
        Cells whose centre lies outside are left out, as are cells without data.
    min_ha : float
        Patches smaller than this are left out and counted, hm² on the ellipsoid.
    smooth : bool
        Cut the steps of the cells, by Visvalingam and Whyatt's rule on all patches at once, so that
        neighbours still fit.  Areas change by this.
    window : int
        Cells on a side of a window; the result does not depend on it.
    progress : Progress
        May raise ``Cancelled``.
    """
    keys = {number: value for value in classes if (number := whole_number(value)) is not None}
    wanted = np.array(sorted(keys), dtype=np.int64)
    places = Places(raster, raster.to_cells(np.array([ground], dtype=object)))
    tracer = _Tracer(raster, wanted, places, min_ha, window)
    windows = list(places.windows(window))
    with opened(raster) as dataset:
        for number, frame in enumerate(windows):
            progress(0.75 * number / len(windows), "landcover_patches")
            tracer.trace(dataset, *frame)
    pieces = tracer.joined(part(progress, 0.75, 0.9))
    shapes, found = pieces.shapes, pieces.classes
    if smooth and len(shapes):
        shapes = shapely.coverage_simplify(shapes, 1.0)
        kept = ~shapely.is_empty(shapes)
        shapes, found = shapes[kept], found[kept]
    progress(0.92, "landcover_patches")
    corner = shapely.bounds(shapes).reshape(-1, 4)
    order = np.lexsort((corner[:, 0], corner[:, 1], found))
    placed = raster.to_lonlat(shapes[order]) if len(shapes) else shapes
    placed = shapely.normalize(placed)  # the same whatever the windows were
    values = np.array([*(keys[int(wanted[k - 1])] for k in found[order]), None], dtype=object)[:-1]
    progress(1.0, "landcover_patches")
    return Patches(placed, values, tracer.small, tracer.small_ha)


def whole_number(value: str) -> int | None:
    """Return the cell value that a class of a table stands for, None for one that no cell can have."""
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        return None


class _Tracer:
    """Traces windows one after another and keeps what is cut by their edges apart."""

    def __init__(self, raster: LandRaster, wanted: NDArray[np.int64], places: Places, min_ha: float, size: int) -> None:
        self._raster, self._wanted, self._places = raster, wanted, places
        self._min_ha, self._size = min_ha, size
        # Straight edges of a reprojected raster bend: they get vertices on lines that neighbours share.
        self._every = 0 if raster.in_degrees else max(1, int(EDGE_M // cell_m(raster)))
        self._whole: list[tuple[NDArray[np.object_], NDArray[np.int64]]] = []
        self._cut: list[tuple[NDArray[np.object_], NDArray[np.int64]]] = []
        self._seams: list[NDArray[np.int64]] = []  # unit edges on seams: key, number of the piece among the cut ones
        self._corners: list[NDArray[np.int64]] = []  # corners on seams that are vertices of any patch
        self._cut_count = 0
        self.small, self.small_ha = 0, 0.0

    def trace(self, dataset: Any, row: int, column: int, height: int, width: int) -> None:
        """Add the patches of one window."""
        from rasterio.features import shapes as trace_shapes

        codes = self._codes(dataset, row, column, height, width)
        inner = np.ascontiguousarray(codes[1:-1, 1:-1])
        if not inner.any():
            return
        traced = trace_shapes(inner, mask=inner > 0, connectivity=4, transform=Affine.translation(column, row))
        rings: list[Any] = []
        owner: list[int] = []
        classes: list[int] = []
        for number, (shape, value) in enumerate(traced):
            rings.extend(shape["coordinates"])
            owner.extend([number] * len(shape["coordinates"]))
            classes.append(int(value))
        lengths = np.array([len(ring) for ring in rings])
        corners = np.concatenate([np.asarray(ring) for ring in rings]).round().astype(np.int64)
        self._add(codes, corners, lengths, np.array(owner), np.array(classes), (row, column, height, width))

    def _codes(self, dataset: Any, row: int, column: int, height: int, width: int) -> NDArray[np.uint16]:
        """Return classes 1 … n of a window with one more cell on every side; 0 is none."""
        raster = self._raster
        top, left = max(row - 1, 0), max(column - 1, 0)
        bottom, right = min(row + height + 1, raster.height), min(column + width + 1, raster.width)
        frame = (top, left, bottom - top, right - left)
        values, known = read_window(dataset, raster, *frame)
        if len(self._wanted) == 0:
            return np.zeros((height + 2, width + 2), dtype=np.uint16)
        place = np.searchsorted(self._wanted, values)
        place[place == len(self._wanted)] = 0
        good = known & (self._wanted[place] == values) & (self._places.labels(*frame) > 0)
        codes = np.zeros((height + 2, width + 2), dtype=np.uint16)
        codes[top - row + 1 : bottom - row + 1, left - column + 1 : right - column + 1] = np.where(good, place + 1, 0)
        return codes

    def _add(
        self,
        codes: NDArray[np.uint16],
        corners: NDArray[np.int64],
        lengths: NDArray[np.int64],
        owner: NDArray[np.int64],
        classes: NDArray[np.int64],
        frame: tuple[int, int, int, int],
    ) -> None:
        """Walk all rings in steps of one cell, keep the corners that matter, and sort whole patches from cut ones."""
        row, column, height, width = frame
        last = np.cumsum(lengths) - 1
        is_edge = np.ones(len(corners), dtype=bool)
        is_edge[last] = False
        start = corners[is_edge]
        step = (corners[np.flatnonzero(is_edge) + 1]) - start
        ring_of_edge = np.repeat(np.arange(len(lengths)), lengths - 1)
        size = np.abs(step).sum(axis=1)
        edge = np.repeat(np.arange(len(start)), size)
        along = np.arange(len(edge)) - np.repeat(np.cumsum(size) - size, size)
        point = start[edge] + np.sign(step)[edge] * along[:, None]
        ring = ring_of_edge[edge]
        flat = step[edge, 0] != 0  # along a row
        x, y = point[:, 0], point[:, 1]
        a, b, c, d = codes[:-1, :-1], codes[:-1, 1:], codes[1:, :-1], codes[1:, 1:]
        vertex = ~(((a == b) & (c == d)) | ((a == c) & (b == d)))
        needed = vertex[y - row, x - column]
        on_line = self._on_lines(x, y, flat)
        raster = self._raster
        seam_rows = [edge_row for edge_row in (row, row + height) if 0 < edge_row < raster.height]
        seam_columns = [edge_column for edge_column in (column, column + width) if 0 < edge_column < raster.width]
        in_row, in_column = np.isin(y, seam_rows), np.isin(x, seam_columns)
        on_seam = np.where(flat, in_row, in_column)  # the step that begins here runs along a seam
        kept = needed | on_line | on_seam | ((along == 0) & (in_row | in_column))
        self._corners.append(self._key(x, y)[needed & (in_row | in_column)])
        polygons = _polygons(point[kept], ring[kept], len(lengths), owner)
        piece = owner[ring]
        is_cut = np.zeros(len(classes), dtype=bool)
        is_cut[piece[on_seam]] = True
        self._keep_whole(polygons[~is_cut], classes[~is_cut])
        number = np.full(len(classes), -1)
        number[is_cut] = self._cut_count + np.arange(is_cut.sum())
        self._cut_count += int(is_cut.sum())
        self._cut.append((polygons[is_cut], classes[is_cut]))
        ends = point + np.sign(step)[edge]
        low = np.minimum(point, ends)[on_seam]
        key = self._key(low[:, 0], low[:, 1]) * 2 + flat[on_seam]
        self._seams.append(np.column_stack([key, number[piece[on_seam]]]))

    def _on_lines(self, x: NDArray[np.int64], y: NDArray[np.int64], flat: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which corners of straight edges stay so that edges bend as the ground does when reprojected."""
        if not self._every:
            return np.zeros(len(x), dtype=bool)
        return np.asarray(np.where(flat, x, y) % self._every == 0)

    def _key(self, x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
        return y * (self._raster.width + 1) + x

    def _keep_whole(self, shapes: NDArray[np.object_], classes: NDArray[np.int64]) -> None:
        """Keep patches that are large enough, count the others."""
        if self._min_ha > 0 and len(shapes):
            bounds = shapely.bounds(shapes)
            middle = np.clip((bounds[:, 1] + bounds[:, 3]) / 2, 0, self._raster.height - 1)
            first, last = int(middle.min()), int(middle.max()) + 1
            column = float((bounds[:, 0].min() + bounds[:, 2].max()) / 2)
            of_cell = self._raster.row_areas_m2(column, first, last)[(middle - first).astype(int)]
            hectares = shapely.area(shapes) * of_cell * 1e-4
            large = hectares >= self._min_ha * (1 - 1e-9)
            self.small += int((~large).sum())
            self.small_ha += float(hectares[~large].sum())
            shapes, classes = shapes[large], classes[large]
        self._whole.append((shapes, classes))

    def joined(self, progress: Progress) -> _Pieces:
        """Return all patches, those cut by windows made whole again."""
        if self._cut_count:
            shapes = np.concatenate([some for some, _ in self._cut])
            classes = np.concatenate([some for _, some in self._cut])
            group = _groups(np.concatenate(self._seams), classes)
            order = np.argsort(group, kind="stable")
            starts = np.flatnonzero(np.diff(group[order], prepend=-1))
            made = np.empty(len(starts), dtype=object)
            for number, members in enumerate(np.split(order, starts[1:])):
                if number % 64 == 0:
                    progress(number / len(starts), "landcover_joining")
                made[number] = shapes[members[0]] if len(members) == 1 else shapely.coverage_union_all(shapes[members])
            corners = np.unique(np.concatenate(self._corners)) if self._corners else np.zeros(0, dtype=np.int64)
            parts, source = shapely.get_parts(made, return_index=True)
            self._keep_whole(self._without_seam_corners(parts, corners), classes[order[starts]][source])
        if not self._whole:
            return _Pieces(np.zeros(0, dtype=object), np.zeros(0, dtype=np.int64))
        return _Pieces(
            np.concatenate([some for some, _ in self._whole]), np.concatenate([some for _, some in self._whole])
        )

    def _without_seam_corners(self, shapes: NDArray[np.object_], corners: NDArray[np.int64]) -> NDArray[np.object_]:
        """Return shapes without the vertices that only a seam put on a straight edge."""
        rings, owner = shapely.get_rings(shapes, return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        points = xy.round().astype(np.int64)
        count = np.bincount(ring, minlength=len(rings))
        first = np.cumsum(count) - count
        is_last = np.zeros(len(points), dtype=bool)
        is_last[first + count - 1] = True
        points, ring = points[~is_last], ring[~is_last]
        count = count - 1
        first = np.cumsum(count) - count
        before, after = np.arange(len(points)) - 1, np.arange(len(points)) + 1
        before[first] = first + count - 1
        after[first + count - 1] = first
        x, y = points[:, 0], points[:, 1]
        straight = ((x[before] == x) & (x[after] == x)) | ((y[before] == y) & (y[after] == y))
        on_seam = (x % self._size == 0) | (y % self._size == 0)
        key = self._key(x, y)
        place = np.minimum(np.searchsorted(corners, key), max(len(corners) - 1, 0))
        is_needed = corners[place] == key if len(corners) else np.zeros(len(key), dtype=bool)
        flat = (y[before] == y) & (y[after] == y)
        drop = straight & on_seam & ~is_needed & ~self._on_lines(x, y, flat)
        return _polygons(points[~drop], ring[~drop], len(rings), owner)


def _polygons(
    points: NDArray[np.int64], ring: NDArray[np.int64], rings: int, owner: NDArray[np.int64]
) -> NDArray[np.object_]:
    """Return polygons from open rings; the first ring of each owner is its shell."""
    size = np.bincount(ring, minlength=rings)
    first = np.cumsum(size) - size
    closing = np.insert(np.arange(len(points)), first + size, first)  # each ring repeats its first point
    closed = points[closing].astype(float)
    index = np.repeat(np.arange(rings), size + 1)
    lines = shapely.linearrings(closed, indices=index)
    shells = np.flatnonzero(np.diff(owner, prepend=-1))
    is_shell = np.zeros(rings, dtype=bool)
    is_shell[shells] = True
    polygons = np.asarray(shapely.polygons(lines[is_shell]), dtype=object)
    with_holes = np.unique(owner[~is_shell])
    if len(with_holes):
        bounds = np.append(shells, rings)
        for place in with_holes:
            polygons[place] = shapely.Polygon(lines[bounds[place]], lines[bounds[place] + 1 : bounds[place + 1]])
    return _taken_apart(polygons, owner[_touching(points, ring)])


def _touching(points: NDArray[np.int64], ring: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rings that pass a corner twice; no other ring along cells can be invalid."""
    key = (ring.astype(np.int64) << 40) + (points[:, 1] << 20) + points[:, 0] if len(points) else ring
    order = np.sort(key)
    return np.unique(order[1:][order[1:] == order[:-1]] >> 40)


def _taken_apart(polygons: NDArray[np.object_], places: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return polygons of which some have rings that touch themselves; their area and corners stay."""
    bad = np.unique(places)
    bad = bad[~shapely.is_valid(polygons[bad])]
    polygons[bad] = shapely.make_valid(polygons[bad], method="structure", keep_collapsed=False)
    return polygons


def _groups(seams: NDArray[np.int64], classes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a group number for each cut piece: pieces of one class with a unit edge in common belong together."""
    seams = seams[np.argsort(seams[:, 0], kind="stable")]
    same = np.flatnonzero(seams[1:, 0] == seams[:-1, 0])
    pairs = np.column_stack([seams[same, 1], seams[same + 1, 1]])
    pairs = np.unique(pairs[classes[pairs[:, 0]] == classes[pairs[:, 1]]], axis=0)
    parent = np.arange(len(classes))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = int(parent[one])
        return one

    for one, other in pairs.tolist():
        a, b = root(one), root(other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return np.array([root(one) for one in range(len(classes))])
