"""Shapes as they come out of files → shapes that can be measured, with every change marked.

Nothing is mended in silence and the same input gives the same output: each step returns marks.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.kinds import Shape
from layers.parallel import in_threads
from layers.progress import Progress, part, silent
from layers.sources.marks import INVALID_REASONS, Mark

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
_CHUNK = 16_384
#: Shapes whose coordinates are looked at together and stay in the processor's cache.
_CACHED = 1024
#: A polygon that crosses itself more often is not mended but left out and told.
MOST_CROSSINGS = 100_000
#: Polygons of so few vertices cannot; edges that are tried of the others.
_SIMPLE, _SAMPLE = 450, 200
_REASON = re.compile(r"([^\[]+)\[(\S+) (\S+)\]")


@dataclass
class Mended:
    """Geometries of one shape and the source row each came from."""

    shape: Shape
    geometries: Geometries
    rows: NDArray[np.intp]
    marks: list[Mark] = field(default_factory=list)


def in_chunks(
    function: Callable[[Geometries], NDArray[Any]], geometries: Geometries, progress: Progress, *, chunk: int = _CHUNK
) -> NDArray[Any]:
    """Apply an element-wise function in threads, telling progress (and hearing a cancel) between chunks."""
    if len(geometries) <= chunk:
        progress(0.0, "mending")
        return in_threads(function, geometries)
    done = []
    for start in range(0, len(geometries), chunk):
        progress(start / len(geometries), "mending")
        done.append(in_threads(function, geometries[start : start + chunk]))
    return np.concatenate(done)


def decode(wkb: NDArray[np.object_]) -> tuple[Geometries, list[Mark]]:
    """Return geometries from WKB; rings that do not close are closed and marked, nonsense becomes None."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return np.asarray(shapely.from_wkb(wkb), dtype=object), []
        except (shapely.errors.ShapelyError, TypeError):
            strict = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
            fixed = np.asarray(shapely.from_wkb(wkb, on_invalid="fix"), dtype=object)
    odd = np.array([a is None and b is not None for a, b in zip(strict, fixed, strict=True)])
    # A ring with NaN in it never closes, and is told apart later as non-finite.
    unclosed = np.flatnonzero(odd & finite(fixed) & ~shapely.is_missing(fixed))
    return fixed, [Mark("rings_closed", "warning", unclosed)] if len(unclosed) else []


def finite(geometries: Geometries) -> NDArray[np.bool_]:
    """Return which geometries have only finite coordinates; missing ones count as finite."""
    good = np.ones(len(geometries), dtype=bool)
    for first in range(0, len(geometries), _CACHED):
        some = geometries[first : first + _CACHED]
        if np.isfinite(shapely.get_coordinates(some)).all():
            continue
        coordinates, index = shapely.get_coordinates(some, return_index=True)
        good[first + np.unique(index[~np.isfinite(coordinates).all(axis=1)])] = False
    return good


def clean(geometries: Geometries) -> tuple[Geometries, NDArray[np.intp], list[Mark]]:
    """Drop Z and M, non-finite coordinates and empty shapes.

    Returns
    -------
    geometries, rows, marks
        ``rows``, and those of the marks, are positions in the input.
    """
    marks: list[Mark] = []
    has_z, has_m = shapely.has_z(geometries), shapely.has_m(geometries)
    if has_z.any() or has_m.any():
        geometries = shapely.force_2d(geometries)
        if has_z.any():
            marks.append(Mark("dropped_z", "info", np.flatnonzero(has_z)))
        if has_m.any():
            marks.append(Mark("dropped_m", "info", np.flatnonzero(has_m)))
    present = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    bad = np.flatnonzero(~finite(geometries))
    lost = np.zeros(len(geometries), dtype=bool)
    if len(bad):
        geometries = geometries.copy()
        before = shapely.get_num_coordinates(geometries[bad])
        for position in bad:
            geometries[position] = without_non_finite(geometries[position])
        lost[bad] = shapely.is_missing(geometries[bad])
        kept = ~lost[bad]
        after = shapely.get_num_coordinates(geometries[bad])
        if kept.any():
            facts = {"coordinates": int((before - after)[kept].sum())}
            figures = before[kept].astype(float), after[kept].astype(float)
            marks.append(Mark("mended_non_finite", "warning", bad[kept], facts, *figures))
        if lost.any():
            marks.append(Mark("dropped_non_finite", "warning", np.flatnonzero(lost)))
    if not present.all():
        marks.append(Mark("dropped_empty", "warning", np.flatnonzero(~present)))
    rows = np.flatnonzero(present & ~lost)
    return geometries[rows], rows, marks


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
        layers = sorted(layers, key=lambda layer: -len(layer.geometries))
        shapes = [layer.shape.value for layer in layers]
        everywhere, uses = np.unique(np.concatenate([layer.rows for layer in layers]), return_counts=True)
        for layer in layers:
            # In the main layer only what was taken apart is worth listing; in the others every feature is.
            rows = np.intersect1d(layer.rows, everywhere[uses > 1]) if layer is layers[0] else layer.rows
            layer.marks.append(Mark("split_mixed", "info", rows, {"shapes": shapes}))
    return layers


def of_shape(geometry: shapely.Geometry, shape: Shape) -> shapely.Geometry | None:
    """Return the parts of a geometry that have a shape, as one geometry; None when there are none."""
    parts = _flatten(geometry)
    mine = [part for part in parts if shapely.get_type_id(part) in _PART_TYPES[shape] and not part.is_empty]
    if not mine:
        return None
    return mine[0] if len(mine) == 1 else _MULTI[shape](mine)


def make_valid(mended: Mended, progress: Progress = silent, *, valid: NDArray[np.bool_] | None = None) -> Mended:
    """Return polygons made valid by GEOS's structure method; those of no area are dropped.

    ``valid`` is what GEOS says of each, where that is known.

    Lines and points are always usable; a line of no length is dropped with the polygons of no area, and a
    polygon that crosses itself so often that mending it would take minutes and gigabytes (:func:`is_tangled`).
    The marks say why each was not valid and where; the areas are filled in by whoever knows the CRS.
    """
    geometries, rows, marks = mended.geometries, mended.rows, list(mended.marks)
    tangled = np.zeros(len(geometries), dtype=bool)
    if mended.shape is Shape.POLYGON:
        if valid is None:
            valid = in_chunks(shapely.is_valid, geometries, part(progress, 0.0, 0.5))
        bad = np.flatnonzero(~valid)
        if len(bad):
            tangled[bad] = is_tangled(geometries[bad])
            marks += _left(
                Mark("dropped_tangled", "warning", rows[tangled], {"limit": MOST_CROSSINGS}), geometries, tangled
            )
            bad = bad[~tangled[bad]]
            before = geometries[bad]
            reasons, points = why_invalid(before)
            geometries = geometries.copy()
            geometries[bad] = in_chunks(mended_shapes, before, part(progress, 0.5, 1.0), chunk=_CHUNK // 16)
            apart = shapely.get_num_geometries(geometries[bad]) > shapely.get_num_geometries(before)
            reasons[apart & (reasons == "self_intersection")] = "bow_tie"
            mended_now = ~_is_nothing(geometries[bad])
            mark = Mark("mended_invalid", "warning", rows[bad], reasons=reasons, points=points, shapes=before)
            marks += [mark.only(mended_now)] if mended_now.any() else []
        useless = _is_nothing(geometries) & ~tangled
    elif mended.shape is Shape.LINE:
        useless = shapely.length(geometries) == 0
    else:
        useless = tangled
    marks += _left(Mark("dropped_unusable", "warning", rows[useless]), mended.geometries, useless)
    keep = ~(useless | tangled)
    return mended if not marks and keep.all() else Mended(mended.shape, geometries[keep], rows[keep], marks)


def why_invalid(geometries: Geometries) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Return why polygons are not valid (codes of :data:`~layers.sources.marks.REASON_CODES`) and where, n × 2."""
    reasons = np.full(len(geometries), "other", dtype=object)
    points = np.full((len(geometries), 2), np.nan)
    for position, text in enumerate(in_threads(shapely.is_valid_reason, geometries)):
        found = _REASON.match(str(text))
        if found is not None:
            reasons[position] = INVALID_REASONS.get(found[1], "other")
            points[position] = float(found[2]), float(found[3])
    reasons[_repeats_a_ring(geometries)] = "duplicate_rings"
    return reasons, points


def _repeats_a_ring(geometries: Geometries) -> NDArray[np.bool_]:
    """Return which polygons have the same ring twice; GEOS calls that a self-intersection."""
    parts, whole = shapely.get_parts(geometries, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    owner = whole[part_of]
    kind, _ = pd.factorize(np.asarray(shapely.to_wkb(shapely.normalize(rings)), dtype=object))
    alike, uses = np.unique(np.column_stack([owner, kind]), axis=0, return_counts=True)
    out = np.zeros(len(geometries), dtype=bool)
    out[alike[uses > 1, 0]] = True
    return out


def is_tangled(geometries: Geometries) -> NDArray[np.bool_]:
    """Return which polygons cross themselves more than :data:`MOST_CROSSINGS` times, by a sample of their edges.

    A thousand vertices in disorder cross 200,000 times: GEOS takes six seconds and 0.3 GB for them, and four
    times as much for twice as many.  Ten thousand orderly ones cross a few times.
    """
    tangled = np.zeros(len(geometries), dtype=bool)
    for position in np.flatnonzero(shapely.get_num_coordinates(geometries) > _SIMPLE):
        coordinates, ring = shapely.get_coordinates(
            shapely.get_rings(shapely.get_parts(geometries[position])), return_index=True
        )
        same = ring[1:] == ring[:-1]
        edges = shapely.linestrings(np.stack([coordinates[:-1], coordinates[1:]], axis=1)[same])
        sample = edges[:: max(1, len(edges) // _SAMPLE)]
        met = shapely.STRtree(edges).query(sample, predicate="crosses").shape[1]
        tangled[position] = met * len(edges) / len(sample) / 2 > MOST_CROSSINGS
    return tangled


def _left(mark: Mark, geometries: Geometries, which: NDArray[np.bool_]) -> list[Mark]:
    mark.shapes = geometries[which]
    return [mark] if which.any() else []


def _is_nothing(geometries: Geometries) -> NDArray[np.bool_]:
    return np.asarray(shapely.is_missing(geometries) | shapely.is_empty(geometries))


def mended_shapes(geometries: Geometries) -> Geometries:
    """Return polygons made valid (GEOS, structure method); None where nothing of any area is left."""
    out = np.empty(len(geometries), dtype=object)
    out[:] = [_polygons(shape) for shape in _made_valid(geometries)]
    return out


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
