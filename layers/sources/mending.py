"""Shapes as they come out of files → shapes that can be measured, with every change counted.

Nothing is mended in silence and the same input gives the same output: each step returns findings.
"""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.kinds import Shape
from layers.parallel import in_threads
from layers.sources.model import Problem

Geometries = NDArray[np.object_]

#: GEOS type id → shape; collections are taken apart.
_SHAPE_OF_TYPE = {
    0: Shape.POINT,
    4: Shape.POINT,
    1: Shape.LINE,
    2: Shape.LINE,
    5: Shape.LINE,
    3: Shape.POLYGON,
    6: Shape.POLYGON,
}
_PART_TYPES = {Shape.POINT: (0,), Shape.LINE: (1, 2), Shape.POLYGON: (3,)}
_MULTI = {
    Shape.POINT: shapely.multipoints,
    Shape.LINE: shapely.multilinestrings,
    Shape.POLYGON: shapely.multipolygons,
}


@dataclass
class Mended:
    """Geometries of one shape and the source row each came from."""

    shape: Shape
    geometries: Geometries
    rows: NDArray[np.intp]
    problems: list[Problem] = field(default_factory=list)


def decode(wkb: NDArray[np.object_]) -> tuple[Geometries, list[Problem]]:
    """Return geometries from WKB; rings that do not close are closed and counted, nonsense becomes None."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return np.asarray(shapely.from_wkb(wkb), dtype=object), []
        except (shapely.errors.ShapelyError, TypeError):
            strict = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
            fixed = np.asarray(shapely.from_wkb(wkb, on_invalid="fix"), dtype=object)
    odd = np.array([a is None and b is not None for a, b in zip(strict, fixed, strict=True)])
    # A ring with NaN in it never closes, and is told apart later as non-finite.
    unclosed = int(np.count_nonzero(odd & finite(fixed)))
    return fixed, [Problem("rings_closed", "warning", {"count": unclosed})] if unclosed else []


def finite(geometries: Geometries) -> NDArray[np.bool_]:
    """Return which geometries have only finite coordinates; missing ones count as finite."""
    coordinates, index = shapely.get_coordinates(geometries, return_index=True)
    good = np.ones(len(geometries), dtype=bool)
    bad = ~np.isfinite(coordinates).all(axis=1)
    if bad.any():
        good[np.unique(index[bad])] = False
    return good


def clean(geometries: Geometries) -> tuple[Geometries, NDArray[np.intp], list[Problem]]:
    """Drop Z and M, non-finite coordinates and empty shapes.

    Returns
    -------
    geometries, rows, problems
        ``rows`` are positions in the input.
    """
    problems: list[Problem] = []
    deep = shapely.has_z(geometries) | shapely.has_m(geometries)
    if deep.any():
        geometries = shapely.force_2d(geometries)
        problems.append(Problem("dropped_z", "info", {"count": int(deep.sum())}))
    present = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    good = finite(geometries)
    lost = np.zeros(len(geometries), dtype=bool)
    if not good.all():
        geometries = geometries.copy()
        removed = 0
        for position in np.flatnonzero(~good):
            before = shapely.get_num_coordinates(geometries[position])
            geometries[position] = without_non_finite(geometries[position])
            if geometries[position] is None:
                lost[position] = True
            else:
                removed += int(before - shapely.get_num_coordinates(geometries[position]))
        kept = int(np.count_nonzero(~good & ~lost))
        if kept:
            problems.append(Problem("mended_non_finite", "warning", {"count": kept, "coordinates": removed}))
        if lost.any():
            problems.append(Problem("dropped_non_finite", "warning", {"count": int(lost.sum())}))
    if not present.all():
        problems.append(Problem("dropped_empty", "warning", {"count": int(np.count_nonzero(~present))}))
    rows = np.flatnonzero(present & ~lost)
    return geometries[rows], rows, problems


def without_stray_degrees(geometries: Geometries) -> Geometries:
    """Return geometries whose few impossible degrees are made infinite, for :func:`clean` to take out.

    Where at least nine coordinates in ten are longitude and latitude, one of 1e300 or 4 million is damage,
    not a projected system; elsewhere nothing is changed.
    """
    coordinates = shapely.get_coordinates(geometries)
    possible = _are_degrees(coordinates)
    if possible.all() or possible.mean() < 0.9:
        return geometries
    return np.asarray(
        shapely.transform(geometries, lambda xy: np.where(_are_degrees(xy)[:, None], xy, np.inf)), dtype=object
    )


def without_non_finite(geometry: shapely.Geometry) -> shapely.Geometry | None:
    """Return a geometry without its non-finite coordinates; None when too little is left."""
    if isinstance(geometry, shapely.Point):
        return geometry if np.isfinite(shapely.get_coordinates(geometry)).all() else None
    if isinstance(geometry, shapely.LineString):
        coordinates = _finite_rows(geometry)
        return shapely.LineString(coordinates) if len(coordinates) >= 2 else None
    if isinstance(geometry, shapely.Polygon):
        shell = _finite_rows(geometry.exterior)
        holes = [ring for hole in geometry.interiors if _distinct(ring := _finite_rows(hole)) >= 3]
        return shapely.Polygon(shell, holes) if _distinct(shell) >= 3 else None
    parts = [part for member in geometry.geoms if (part := without_non_finite(member)) is not None]
    return type(geometry)(parts) if parts else None


def split(geometries: Geometries, rows: NDArray[np.intp]) -> list[Mended]:
    """Part geometries by shape; collections give their parts to each.  Most frequent shape first."""
    types = shapely.get_type_id(geometries)
    out: dict[Shape, tuple[list[Geometries], list[NDArray[np.intp]]]] = {}
    for shape in (Shape.POLYGON, Shape.LINE, Shape.POINT):
        mine = np.isin(types, [kind for kind, owner in _SHAPE_OF_TYPE.items() if owner is shape])
        if mine.any():
            out.setdefault(shape, ([], []))[0].append(geometries[mine])
            out[shape][1].append(rows[mine])
    for position in np.flatnonzero(types == 7):
        for shape in (Shape.POLYGON, Shape.LINE, Shape.POINT):
            part = of_shape(geometries[position], shape)
            if part is not None:
                out.setdefault(shape, ([], []))[0].append(np.array([part], dtype=object))
                out[shape][1].append(rows[position : position + 1])
    layers = []
    for shape, (chunks, positions) in out.items():
        joined, row = np.concatenate(chunks), np.concatenate(positions)
        order = np.argsort(row, kind="stable")
        layers.append(Mended(shape, joined[order], row[order]))
    if len(layers) > 1:
        shapes = [layer.shape.value for layer in layers]
        for layer in layers:
            layer.problems.append(Problem("split_mixed", "info", {"shapes": shapes}))
    return sorted(layers, key=lambda layer: -len(layer.geometries))


def of_shape(geometry: shapely.Geometry, shape: Shape) -> shapely.Geometry | None:
    """Return the parts of a geometry that have a shape, as one geometry; None when there are none."""
    parts = _flatten(geometry)
    mine = [part for part in parts if shapely.get_type_id(part) in _PART_TYPES[shape] and not part.is_empty]
    if not mine:
        return None
    return mine[0] if len(mine) == 1 else _MULTI[shape](mine)


def make_valid(mended: Mended) -> Mended:
    """Return polygons made valid by GEOS's structure method; those of no area are dropped.

    Lines and points are always usable; a line of no length is dropped with the polygons of no area.
    """
    geometries, rows, problems = mended.geometries, mended.rows, list(mended.problems)
    if mended.shape is Shape.POLYGON:
        bad = ~in_threads(shapely.is_valid, geometries)
        if bad.any():
            geometries = geometries.copy()
            fixed = in_threads(_made_valid, geometries[bad])
            geometries[bad] = [_polygons(shape) for shape in fixed]
            problems.append(Problem("mended_invalid", "warning", {"count": int(bad.sum())}))
        useless = shapely.is_missing(geometries) | shapely.is_empty(geometries)
    elif mended.shape is Shape.LINE:
        useless = shapely.length(geometries) == 0
    else:
        useless = np.zeros(len(geometries), dtype=bool)
    if useless.any():
        problems.append(Problem("dropped_unusable", "warning", {"count": int(useless.sum())}))
        geometries, rows = geometries[~useless], rows[~useless]
    return Mended(mended.shape, geometries, rows, problems)


def duplicates(wkb: NDArray[np.object_]) -> int:
    """Return how many shapes repeat an earlier one exactly."""
    return sum(count - 1 for count in Counter(wkb.tolist()).values())


def _made_valid(geometries: Geometries) -> Geometries:
    with np.errstate(all="ignore"):
        return np.asarray(shapely.make_valid(geometries, method="structure", keep_collapsed=False), dtype=object)


def _polygons(geometry: shapely.Geometry) -> shapely.Geometry | None:
    if isinstance(geometry, shapely.Polygon | shapely.MultiPolygon):
        return geometry
    return of_shape(geometry, Shape.POLYGON)


def _flatten(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    if hasattr(geometry, "geoms"):
        return [part for member in geometry.geoms for part in _flatten(member)]
    return [geometry]


def _are_degrees(coordinates: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((np.abs(coordinates) <= (180.0, 90.0)).all(axis=1))


def _finite_rows(line: shapely.Geometry) -> NDArray[np.float64]:
    coordinates = shapely.get_coordinates(line)
    return np.asarray(coordinates[np.isfinite(coordinates).all(axis=1)])


def _distinct(coordinates: NDArray[np.float64]) -> int:
    return len(np.unique(coordinates, axis=0))
