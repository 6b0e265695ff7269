"""Flaws that are told and kept: repeats, slivers, features far from the others, points that are there twice."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.geodesy import cgcs2000
from layers.kinds import Shape
from layers.sources.datum import CHINA
from layers.sources.marks import Mark, Rows
from layers.sources.mending import Geometries

#: A sliver: a polygon of less mean width (twice its area by its perimeter) and less area than this.
SLIVER_WIDTH_M, SLIVER_AREA_M2 = 1, 2_000
#: Far from the rest: at least so far from the layer's middle, and so many times farther than nine features in ten.
FAR_M, FAR_TIMES = 200_000.0, 5.0
_LEAST_FOR_FAR = 10
#: Rows alike in every column are worth telling where most are not.
_MOST_ALIKE = 0.25
#: Shapes whose coordinates are looked at together and stay in the processor's cache.
_CACHED = 1024

#: Bytes of a SHA-1.
_DIGEST = 20

_Floats = NDArray[np.float64]


def found(
    shape: Shape, geometries: Geometries, digests: NDArray[np.object_], attributes: pd.DataFrame, *, lonlat: bool
) -> list[Mark]:
    """Return the marks of one layer of mended shapes; rows are positions among them.

    Parameters
    ----------
    shape : Shape
    geometries, digests : ndarray of n
        Shapes, and what :func:`layers.sources.uids.digest` makes of each.
    attributes : DataFrame of n rows
    lonlat : bool
        Whether the coordinates are EPSG:4490; what needs metres is not looked for otherwise.
    """
    marks = repeats(digests, attributes)
    if shape is not Shape.POINT:
        marks += repeated_points(geometries)
    if lonlat:
        if shape is Shape.POLYGON:
            marks += slivers(geometries)
        marks += far_away(geometries)
    return [mark for mark in marks if len(mark.rows)]


def repeats(digests: NDArray[np.object_], attributes: pd.DataFrame) -> list[Mark]:
    """Return the features that repeat an earlier one: in shape and every attribute, in shape, or in attributes only.

    A feature is in one of the three at most.
    """
    count = len(digests)
    group = _groups(digests)
    first = np.arange(count) if group is None else _first_of(group)
    again = np.flatnonzero(first != np.arange(count))
    marks: list[Mark] = []
    whole = np.zeros(count, dtype=bool)
    if group is not None and len(again):
        involved = np.flatnonzero(np.bincount(group)[group] > 1)
        at, alike = alike_rows(attributes.iloc[involved], group[involved])
        same = involved[at]
        partner = same[_first_of(alike)]
        repeat = partner != same
        whole[same[repeat]] = True
        marks.append(Mark("duplicate_feature", "warning", same[repeat], others=partner[repeat]))
        rest = again[~whole[again]]
        marks.append(Mark("duplicate_geometry", "warning", rest, others=first[rest]))
    at, alike = alike_rows(attributes, np.zeros(count, dtype=np.intp))
    partner = at[_first_of(alike)]
    told = (partner != at) & (first[at] == at)
    if attributes.shape[1] and 0 < np.count_nonzero(told) <= _MOST_ALIKE * count:
        marks.append(Mark("same_attributes", "info", at[told], others=partner[told]))
    return marks


def _groups(digests: NDArray[np.object_]) -> Rows | None:
    """Return a number for each digest; None when no two are alike, which their first bytes mostly tell."""
    raw = np.frombuffer(b"".join(digests.tolist()), dtype=np.uint8)
    if len(digests) and len(raw) == _DIGEST * len(digests):
        heads = raw.reshape(-1, _DIGEST)[:, :8].copy().view(np.uint64)
        if len(np.unique(heads)) == len(digests):
            return None
    return pd.factorize(digests)[0].astype(np.intp)


def alike_rows(attributes: pd.DataFrame, group: Rows) -> tuple[Rows, Rows]:
    """Return the positions of rows that have a twin in every column and in ``group``, and a number for each kind.

    Columns are taken one by one and rows without a twin left behind, so a column of distinct values ends it.
    """
    at = np.arange(len(attributes), dtype=np.intp)
    for place in range(attributes.shape[1]):
        if len(at) == 0:
            break
        column = attributes.iloc[:, place]
        codes, values = pd.factorize(column if len(at) == len(column) else column.iloc[at], use_na_sentinel=False)
        _, group, uses = np.unique(group * (len(values) + 1) + codes, return_inverse=True, return_counts=True)
        kept = uses[group] > 1
        at, group = at[kept], group[kept]
    return at, group.astype(np.intp)


def repeated_points(geometries: Geometries) -> list[Mark]:
    """Return the lines and polygons that have the same point twice in a row, with their points before and after."""
    some = [
        first + _maybe_repeated(geometries[first : first + _CACHED]) for first in range(0, len(geometries), _CACHED)
    ]
    maybe = np.concatenate(some) if some else np.zeros(0, dtype=np.intp)
    if len(maybe) == 0:
        return []
    before = shapely.get_num_coordinates(geometries[maybe])
    after = shapely.get_num_coordinates(shapely.remove_repeated_points(geometries[maybe], 0.0))
    fewer = after < before
    if not fewer.any():
        return []
    return [Mark("repeated_points", "info", maybe[fewer], {}, before[fewer].astype(float), after[fewer].astype(float))]


def _maybe_repeated(geometries: Geometries) -> Rows:
    """Return where a point is like the one before, in the same ring or not."""
    coordinates, index = shapely.get_coordinates(geometries, return_index=True)
    x, y = coordinates.T
    same = np.flatnonzero((x[1:] == x[:-1]) & (y[1:] == y[:-1]))
    return np.unique(index[1:][same[index[1:][same] == index[:-1][same]]])


def slivers(geometries: Geometries) -> list[Mark]:
    """Return small polygons of hardly any width (EPSG:4490), with area in m² and mean width in m."""
    box = shapely.bounds(geometries)
    latitude = (box[:, 1] + box[:, 3]) / 2
    east_m, north_m = _metres_per_degree(latitude)
    area, perimeter = shapely.area(geometries), shapely.length(geometries)
    with np.errstate(divide="ignore", invalid="ignore"):
        least = 2 * area * np.minimum(east_m, north_m) / perimeter  # the width at least
    maybe = np.flatnonzero((least < SLIVER_WIDTH_M) & (area * east_m * north_m < SLIVER_AREA_M2))
    if len(maybe) == 0:
        return []
    plane = in_metres(geometries[maybe])
    area_m2 = shapely.area(plane)
    width_m = 2 * area_m2 / shapely.length(plane)
    thin = width_m < SLIVER_WIDTH_M
    facts = {"width_m": SLIVER_WIDTH_M, "area_m2": SLIVER_AREA_M2}
    return [Mark("sliver_shape", "warning", maybe[thin], facts, area_m2[thin], width_m[thin])]


def far_away(geometries: Geometries) -> list[Mark]:
    """Return features outside the box around China, and those far from the bulk of the layer (EPSG:4490).

    The bulk is told by medians, so neither the order of rows nor the outliers themselves move it.
    """
    box = shapely.bounds(geometries)
    outside = (box[:, 0] > CHINA[2]) | (box[:, 2] < CHINA[0]) | (box[:, 1] > CHINA[3]) | (box[:, 3] < CHINA[1])
    marks = [Mark("outside_china", "warning", np.flatnonzero(outside))]
    inside = np.flatnonzero(~outside)
    if len(inside) < _LEAST_FOR_FAR:
        return marks
    middle = np.column_stack([(box[inside, 0] + box[inside, 2]) / 2, (box[inside, 1] + box[inside, 3]) / 2])
    centre = np.median(middle, axis=0)
    east_m, north_m = _metres_per_degree(np.array([centre[1]]))
    away = np.hypot((middle[:, 0] - centre[0]) * east_m[0], (middle[:, 1] - centre[1]) * north_m[0])
    far = away > max(FAR_M, FAR_TIMES * float(np.percentile(away, 90)))
    if far.any():
        lon, lat = np.broadcast_to(centre, (int(far.sum()), 2)).T
        metres = cgcs2000().inv(lon, lat, middle[far, 0], middle[far, 1])[2]
        marks.append(Mark("far_from_rest", "warning", inside[far], {}, np.asarray(metres)))
    return marks


def in_metres(geometries: Geometries) -> Geometries:
    """Return small shapes (EPSG:4490) in metres, each in the plane that touches the ellipsoid at its own latitude."""
    box = shapely.bounds(geometries)
    east_m, north_m = _metres_per_degree((box[:, 1] + box[:, 3]) / 2)
    coordinates, index = shapely.get_coordinates(geometries, return_index=True)
    moved = (coordinates - box[index, :2]) * np.column_stack([east_m[index], north_m[index]])
    return np.asarray(shapely.set_coordinates(geometries.copy(), moved), dtype=object)


def _metres_per_degree(latitude: _Floats) -> tuple[_Floats, _Floats]:
    """Return metres per degree east and north on the ellipsoid: N·cos φ and M, its radii of curvature."""
    phi = np.radians(latitude)
    w2 = 1.0 - cgcs2000().es * np.sin(phi) ** 2
    normal = cgcs2000().a / np.sqrt(w2)
    meridian = cgcs2000().a * (1.0 - cgcs2000().es) / w2**1.5
    return np.radians(normal * np.cos(phi)), np.radians(meridian)


def _first_of(group: Rows) -> Rows:
    """Return for each position the first one of its group."""
    _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.intp)
