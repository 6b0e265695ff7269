"""How far river stretches are from the borders between counties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.hazards.band import BorderLines
from layers.hazards.river_course import Courses, Elements

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
GeometryArray = NDArray[np.object_]

#: Stretches are first asked at this step; those across a limit again at the fine one, the precision of a cut.
STEP_M = 50.0
FINE_M = 5.0


@dataclass(frozen=True)
class NearStretches:
    """Elements of rivers within the limit of a border of their own county."""

    elements: Elements
    reach: IntArray  # index of the reach each lies in
    distance_m: FloatArray
    pair: NDArray[np.object_]


def near_stretches(
    course: Courses,
    elements: Elements,
    reach: IntArray,
    county: NDArray[np.object_],
    borders: BorderLines,
    limits_m: tuple[float, ...],
) -> NearStretches:
    """Find the stretches within the largest limit of a border, cut to 5 m where they pass any limit.

    Parameters
    ----------
    course : Courses
    elements : Elements
        Straight stretches; ``reach`` and ``county`` are theirs.
    borders : BorderIndex
    limits_m : tuple of float
        Distances that matter: the band, the near-parallel rule.
    """
    limit = max(limits_m)
    hit = np.zeros(len(elements.start), dtype=bool)
    if len(borders.pieces) and len(hit):
        ends = np.stack([np.column_stack(course.at(elements.start)), np.column_stack(course.at(elements.end))], axis=1)
        lines = np.asarray(shapely.linestrings(ends), dtype=object)
        hit[borders.tree.query(lines, predicate="dwithin", distance=limit)[0]] = True
    parts, reach, county = _split(elements.take(hit), reach[hit], county[hit], STEP_M)
    distance, pair = _ask(course, parts, county, borders, limit + STEP_M)
    half = (parts.end - parts.start) / 2.0 + 0.5  # half a metre covers the scale of the projection
    passing = np.zeros(len(half), dtype=bool)
    for value in limits_m:
        passing |= np.abs(distance - value) <= half
    fine, fine_reach, fine_county = _split(parts.take(passing), reach[passing], county[passing], FINE_M)
    fine_distance, fine_pair = _ask(course, fine, fine_county, borders, limit + STEP_M)
    start = np.append(parts.start[~passing], fine.start)
    order = np.argsort(start, kind="stable")
    distance = np.append(distance[~passing], fine_distance)[order]
    within = distance <= limit
    order = order[within]
    return NearStretches(
        Elements(start[order], np.append(parts.end[~passing], fine.end)[order]),
        np.append(reach[~passing], fine_reach)[order],
        distance[within],
        np.append(pair[~passing], fine_pair)[order],
    )


def _split(
    elements: Elements, reach: IntArray, county: NDArray[np.object_], step_m: float
) -> tuple[Elements, IntArray, NDArray[np.object_]]:
    """Cut elements to a step and let their facts follow."""
    parts = elements.halved(step_m)
    row = np.searchsorted(elements.start, parts.middle, side="right") - 1
    return parts, reach[row], county[row]


def _ask(
    course: Courses, parts: Elements, county: NDArray[np.object_], borders: BorderLines, limit_m: float
) -> tuple[FloatArray, NDArray[np.object_]]:
    """Return distance and pair of the nearest border of each stretch's own county, at its middle."""
    points = course.points(parts.middle)
    distance, pair = _nearest(borders, points, limit_m)
    # Across an outside area, or where lines do not fit, another county's border may be nearer.
    strange = np.isfinite(distance) & ~_holds(pair, county)
    for code in np.unique(county[strange].astype(str)):
        at = np.flatnonzero(strange & (county == code))
        own = np.flatnonzero(_holds(borders.pairs, np.full(len(borders.pairs), code, dtype=object)))
        distance[at], pair[at] = _nearest_of(borders, own, points[at], limit_m)
    return distance, pair


def _nearest(borders: BorderLines, points: GeometryArray, limit_m: float) -> tuple[FloatArray, NDArray[np.object_]]:
    """Return distance and pair of the nearest border; infinite and "" beyond the limit."""
    distance, piece = borders.nearest(points, limit_m)
    return distance, np.append(borders.pairs, "")[piece]


def _nearest_of(
    borders: BorderLines, own: IntArray, points: GeometryArray, limit_m: float
) -> tuple[FloatArray, NDArray[np.object_]]:
    """Return the same among a few pieces only."""
    distance, pair = np.full(len(points), np.inf), np.full(len(points), "", dtype=object)
    if len(own) == 0:
        return distance, pair
    metres = np.array([shapely.distance(borders.pieces[own], point) for point in points])
    best = metres.argmin(axis=1)
    found = metres[np.arange(len(points)), best]
    near = found <= limit_m
    distance[near], pair[near] = found[near], borders.pairs[own[best[near]]]
    return distance, pair


def _holds(pairs: NDArray[np.object_], codes: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which pairs "a|b" name the code."""
    return np.array([code in pair.split("|") for pair, code in zip(pairs, codes, strict=True)], dtype=bool)
