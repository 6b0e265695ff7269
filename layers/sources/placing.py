"""Where a layer would lie in one coordinate system or another: a thinned sketch of it, tried on the counties.

Numbers never tell a datum.  They tell which zones are possible, and the counties tell in which of them the layer lands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.clipping import in_rectangle
from layers.crs import STORAGE_CRS, transformer
from layers.errors import MissingCrs
from layers.sources.albers import AS_CGCS2000
from layers.sources.china_offset import Shift, shift_named, unshifted
from layers.sources.datum import CHINA, CrsVerdict, judged
from layers.sources.own_fit import parse_fit

if TYPE_CHECKING:
    import geopandas as gpd

#: Most vertices of a sketch: enough for a small picture, little enough to place at every click.
MOST_VERTICES = 4000
_MOST_PARTS = 600
#: Half the side of a close-up, and how near a county line its middle is sought.
_CLOSE_UP_DEG, _NEAR_LINE_DEG = 0.03, 0.015
#: Points that are tried on the counties.
_TRIED = 200

_Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sketch:
    """A layer's outlines or points, thinned, in the coordinates of its file.

    Attributes
    ----------
    lines : tuple of ndarray, each n × 2
        Boundaries and lines.
    points : ndarray, n × 2
        Points of a point layer; empty for others.
    stated : str or None
        WKT of the CRS in which the file's coordinates are, None when it is not known.
    codes : frozenset of str
        County codes that occur in the layer.
    """

    lines: tuple[_Array, ...]
    points: _Array
    stated: str | None = None
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Landing:
    """A coordinate system and the share of a layer that would lie in the counties.

    Without any counties to try (``in_counties`` False) it is the share in the box around China.
    """

    crs: str
    share: float
    in_counties: bool = True


def sketch_of(geometries: NDArray[np.object_], verdict: CrsVerdict, codes: Iterable[str] = ()) -> Sketch:
    """Return a layer's sketch; ``geometries`` are in the coordinates of its file, ``verdict`` says which those are."""
    dimension = shapely.get_dimensions(geometries)
    points = _thin(shapely.get_coordinates(geometries[dimension == 0]), MOST_VERTICES)
    if np.count_nonzero(dimension > 0) > _MOST_PARTS:  # the outlines of all would take as much memory as the layer
        geometries = _largest(geometries[dimension > 0])
        dimension = shapely.get_dimensions(geometries)
    lines = shapely.get_parts(
        np.concatenate([shapely.boundary(geometries[dimension == 2]), geometries[dimension == 1]])
    )
    lines = lines[shapely.get_num_coordinates(lines) > 1]
    if len(lines) > _MOST_PARTS:
        lines = _largest(lines)
    total = int(shapely.get_num_coordinates(lines).sum())
    keep = min(1.0, MOST_VERTICES / total) if total else 1.0
    thinned = tuple(_thin_line(shapely.get_coordinates(line), keep) for line in lines)
    # Where only the datum is in doubt, the projection that the file states still says where it lies.
    is_known = verdict.crs is not None and (verdict.error is None or isinstance(verdict.error, MissingCrs))
    stated = verdict.crs.to_wkt() if verdict.crs is not None and is_known else None
    return Sketch(thinned, points, stated, frozenset(code for code in codes if code))


def _largest(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the largest shapes, in their order: those that a picture of this size can show."""
    box = shapely.bounds(shapes)
    size = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
    return shapes[np.sort(np.argsort(-size, kind="stable")[:_MOST_PARTS])]


def close_up(
    geometries: NDArray[np.object_], sketch: Sketch, counties: gpd.GeoDataFrame | None = None
) -> Sketch | None:
    """Return a layer's outlines in full around one place, where a shift of some hundred metres can be seen.

    Parameters
    ----------
    geometries : ndarray
        In the coordinates of the file, as for :func:`sketch_of`.
    sketch : Sketch
        Of the same geometries; without a CRS they are taken for degrees.
    counties : GeoDataFrame, optional
        The place is near a line of theirs where there is one.
    """
    there = placed(sketch)
    if there is None:
        return None
    lonlat = _thin(np.vstack([*there.lines, there.points]), _TRIED)
    source = _thin(np.vstack([*sketch.lines, sketch.points]), _TRIED)
    far = np.hypot(*(lonlat - np.median(lonlat, axis=0)).T)
    if counties is not None and len(counties):
        lines = shapely.boundary(counties.geometry.to_numpy())
        near = shapely.STRtree(lines).query(shapely.points(lonlat), predicate="dwithin", distance=_NEAR_LINE_DEG)[0]
        far[np.setdiff1d(np.arange(len(far)), near)] += 360.0
    x, y = source[np.argmin(far)]
    reach = _CLOSE_UP_DEG if np.abs(source).max() <= 360 else _CLOSE_UP_DEG * 1e5
    box = shapely.box(x - reach, y - reach, x + reach, y + reach)
    boxes = shapely.bounds(geometries)
    here = geometries[((boxes[:, :2] <= (x + reach, y + reach)) & (boxes[:, 2:] >= (x - reach, y - reach))).all(axis=1)]
    dimension = shapely.get_dimensions(here)
    lines = shapely.get_parts(np.concatenate([shapely.boundary(here[dimension == 2]), here[dimension == 1]]))
    lines = shapely.get_parts(in_rectangle(lines, *box.bounds))
    lines = lines[shapely.get_num_coordinates(lines) > 1][:_MOST_PARTS]
    dots = shapely.get_coordinates(here[dimension == 0])
    dots = _thin(dots[(np.abs(dots - (x, y)) <= reach).all(axis=1)], _MOST_PARTS)
    return Sketch(tuple(shapely.get_coordinates(line) for line in lines), dots, sketch.stated, sketch.codes)


def placed(sketch: Sketch, choice: str | None = None) -> Sketch | None:
    """Return a sketch in longitude and latitude (EPSG:4490), None when it cannot lie there.

    Parameters
    ----------
    sketch : Sketch
    choice : str, optional
        An EPSG code, WKT, or the name of a shifted system, which is taken out of what the file states; without
        it as the file states.
    """
    shift, fit = shift_named(choice), parse_fit(choice)
    if fit is not None:
        lines = tuple(fit.applied(line) for line in sketch.lines)
        sketch, choice = Sketch(lines, fit.applied(sketch.points), None, sketch.codes), f"EPSG:{fit.epsg}"
    if shift is not None or choice is None or (choice == AS_CGCS2000 and sketch.stated is not None):
        source = sketch.stated or STORAGE_CRS
    else:
        verdict = judged(choice)
        if verdict.error is not None or verdict.crs is None:
            return None
        source = verdict.crs.to_wkt()
    lines = tuple(_moved(line, source, shift) for line in sketch.lines)
    points = _moved(sketch.points, source, shift)
    everything = np.vstack([*lines, points])
    if len(everything) == 0 or not np.isfinite(everything).all() or np.abs(everything).max() > 181:
        return None
    return Sketch(lines, points, STORAGE_CRS, sketch.codes)


def landings(
    sketch: Sketch, candidates: Iterable[str], counties: gpd.GeoDataFrame | None = None
) -> tuple[Landing, ...]:
    """Return the coordinate systems in which a layer lies in the counties, best first.

    Parameters
    ----------
    sketch : Sketch
    candidates : iterable of str
        Systems that the numbers allow (:func:`layers.sources.datum.candidates`).
    counties : GeoDataFrame, optional
        Columns ``code``, ``geometry`` (EPSG:4490): the plan's.  Without them the built-in ones whose codes occur in
        the layer; without codes the box around China, in which every zone lands.

    Notes
    -----
    Counties that the layer itself names count alone: over a country of counties every zone would land somewhere.
    """
    areas = _areas(sketch, counties)
    found: list[Landing] = []
    for code in candidates:
        there = placed(sketch, code)
        if there is None:
            continue
        tried = _thin(np.vstack([*there.lines, there.points]), _TRIED)
        inside = _inside(tried, areas)
        if inside.any():
            found.append(Landing(code, float(inside.mean()), areas is not None))
    return tuple(sorted(found, key=lambda one: -one.share))


def median_shift(sketch: Sketch, shift: Shift) -> tuple[float, float] | None:
    """Return how far taking out a shift moves a layer, metres east and north; None where it does not move."""
    before, after = placed(sketch), placed(sketch, shift.value)
    if before is None or after is None:
        return None
    start = np.vstack([*before.lines, before.points])
    end = np.vstack([*after.lines, after.points])
    east, north = np.median((end - start) * metres_per_degree(float(np.median(start[:, 1]))), axis=0)
    return (float(east), float(north)) if math.hypot(east, north) > 0.5 else None


def metres_per_degree(latitude_deg: float) -> _Array:
    """Return the length of a degree of longitude and of latitude on CGCS2000, metres (series of Rapp, ±1 cm)."""
    phi = math.radians(latitude_deg)
    east = 111412.84 * math.cos(phi) - 93.5 * math.cos(3 * phi) + 0.118 * math.cos(5 * phi)
    north = 111132.92 - 559.82 * math.cos(2 * phi) + 1.175 * math.cos(4 * phi) - 0.0023 * math.cos(6 * phi)
    return np.array([east, north])


def _areas(sketch: Sketch, counties: gpd.GeoDataFrame | None) -> NDArray[np.object_] | None:
    from layers.sources import gazetteer

    if counties is not None and len(counties):
        own = counties["code"].astype(str).isin(sketch.codes).to_numpy()
        shapes: NDArray[np.object_] = counties.geometry.to_numpy()
        return shapes[own] if own.any() else shapes
    if sketch.codes:
        shapes = gazetteer.polygons(sketch.codes).geometry.to_numpy()
        return shapes if len(shapes) else None
    return None


def _inside(lonlat: _Array, areas: NDArray[np.object_] | None) -> NDArray[np.bool_]:
    if areas is None:
        lon, lat = lonlat[:, 0], lonlat[:, 1]
        return (lon >= CHINA[0]) & (lon <= CHINA[2]) & (lat >= CHINA[1]) & (lat <= CHINA[3])
    inside = np.zeros(len(lonlat), dtype=bool)
    # Within some kilometres: boundary vertices lie on either side of the line.
    found = shapely.STRtree(areas).query(shapely.points(lonlat), predicate="dwithin", distance=0.02)[0]
    inside[found] = True
    return inside


def _moved(xy: _Array, source: str, shift: Shift | None) -> _Array:
    if len(xy) == 0:
        return xy
    lonlat = np.column_stack(transformer(source, STORAGE_CRS).transform(xy[:, 0], xy[:, 1]))
    return unshifted(lonlat, shift) if shift is not None else lonlat


def _thin(xy: _Array, most: int) -> _Array:
    if len(xy) <= most:
        return xy
    return xy[np.linspace(0, len(xy) - 1, most).astype(np.intp)]


def _thin_line(xy: _Array, share: float) -> _Array:
    return _thin(xy, max(4, math.ceil(len(xy) * share)))
