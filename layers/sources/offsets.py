"""How far a layer lies off trusted county lines, and whether that is what a shifted web-map system does there.

The shift is fitted on the lines themselves: points along the layer's boundaries are moved until they lie on the trusted
lines (iterated closest points, translation only, the worst quarter left out).  Centroids of counties of the same code
would scatter three times as much where one of the two maps is generalised.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.kinds import Role, Shape
from layers.sources.china_offset import Shift, shifted
from layers.sources.model import Problem
from layers.sources.placing import metres_per_degree

if TYPE_CHECKING:
    import geopandas as gpd

#: Points along the layer's lines that are compared, at most.
SAMPLES = 1500
#: Lines farther from any trusted line than this say nothing, metres: the largest shift is 1.4 km.
_REACH_M = 2500.0
#: Least share of a layer's lines that must lie within that reach.
_LEAST_NEAR = 0.2
#: How far what is measured may be from what the formula says: metres, a share of it, degrees of direction.
TOLERANCE_M, TOLERANCE_SHARE, TOLERANCE_DEG = 60.0, 0.2, 15.0
#: After the shift is taken out, half of the points must lie within this of a trusted line, or it is another map.
_MOST_LEFT_M = 200.0
#: A layer that lies this near is where it should be.
_AGREES_M = 150.0
#: The worst quarter of the points is left out of each fit.
_KEPT = 0.75
#: Points over less than this say nothing, metres: a parcel fits on any line once it is moved there.
_LEAST_SPREAD_M = 5000.0
#: Roles whose shapes may run along county lines.
_COMPARED = frozenset({Role.COUNTY, Role.TOWNSHIP, Role.BASEMAP, Role.OTHER})
_STEPS = 20

_Array = NDArray[np.float64]


@dataclass(frozen=True)
class Offset:
    """Where a layer lies against trusted county lines.

    ``left_m`` is the median distance between the lines after the best shift is taken out.
    """

    east_m: float
    north_m: float
    left_m: float
    points: int
    shift: Shift | None = None  # the system whose shift it is
    reverse: Shift | None = None  # the system whose shift it is backwards: taken out twice, or the counties are shifted

    @property
    def length_m(self) -> float:
        """How far the layer lies off."""
        return math.hypot(self.east_m, self.north_m)

    @property
    def azimuth_deg(self) -> float:
        """The direction it lies off to, degrees clockwise from north."""
        return math.degrees(math.atan2(self.east_m, self.north_m)) % 360.0

    @property
    def agrees(self) -> bool:
        """True when the layer lies on the trusted lines as well as such lines can tell."""
        return self.length_m <= _AGREES_M and self.left_m <= _MOST_LEFT_M


def against_counties(
    frame: gpd.GeoDataFrame, role: Role, shape: Shape, counties: gpd.GeoDataFrame | None
) -> tuple[Offset, str] | None:
    """Return how far a layer lies off trusted counties and which those are, ``"plan"`` or ``"built_in"``.

    Parameters
    ----------
    frame : GeoDataFrame, EPSG:4490
        The layer.
    role, shape : Role, Shape
        Only layers that may hold county lines are compared.
    counties : GeoDataFrame, optional
        The plan's.  Without them a county layer is compared with the built-in counties of its codes.
    """
    if shape not in (Shape.POLYGON, Shape.LINE) or role not in _COMPARED:
        return None
    against = "plan"
    if counties is None or len(counties) == 0:
        against, counties = "built_in", _built_in(frame) if role is Role.COUNTY else None
    if counties is None or len(counties) == 0:
        return None
    found = measured(frame.geometry.to_numpy(), counties)
    return None if found is None else (found, against)


def noticed(place: tuple[Offset, str] | None, taken_out: Shift | None = None) -> list[Problem]:
    """Return what the place of a layer tells about its coordinate system, as findings.

    Parameters
    ----------
    place : tuple, optional
        From :func:`against_counties`; with ``taken_out`` after that shift was taken out of the layer.
    """
    if place is None:
        return []
    found, against = place
    system = found.shift or found.reverse
    if system is None:
        return []
    facts = {
        "system": system.value,
        "length_m": round(found.length_m),
        "azimuth_deg": round(found.azimuth_deg) % 360,
        "against": against,
    }
    if found.shift is not None:
        return [Problem("lies_shifted", "warning", facts)]
    return [Problem("counties_shifted" if taken_out is None else "shift_contradicted", "warning", facts)]


def _built_in(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame | None:
    from layers.sources import gazetteer

    codes = {str(code) for code in frame["code"] if code} if "code" in frame else set()
    return gazetteer.polygons(codes) if codes else None


def measured(geometries: NDArray[np.object_], trusted: gpd.GeoDataFrame) -> Offset | None:
    """Return how far polygons or lines lie off trusted counties, None where that cannot be told.

    Parameters
    ----------
    geometries : ndarray of shapely geometries, EPSG:4490
        As stated by their file.  Points say nothing: a seat is not where its county's middle is.
    trusted : GeoDataFrame, EPSG:4490
        Counties; only ``geometry`` is used.

    Notes
    -----
    ``shift`` is set when the fitted translation is within 60 m (or a fifth) and 15° of what the formula of a system
    gives there, and the lines then lie within 200 m (median) of each other.  Measured on the 199 counties around
    Beijing, one by one against lines generalised to some 100 m: none that lies right is accused.
    """
    lonlat = _along(geometries)
    if len(lonlat) == 0 or len(trusted) == 0:
        return None
    origin = np.median(lonlat, axis=0)
    scale = metres_per_degree(float(origin[1]))  # over some degrees of latitude one scale serves a fit
    segments = _segments(trusted, lonlat, scale)
    if len(segments) == 0:
        return None
    ends = (segments - origin) * scale
    tree = shapely.STRtree(shapely.linestrings(ends))
    points = (lonlat - origin) * scale
    near = tree.query_nearest(shapely.points(points), max_distance=_REACH_M, all_matches=False)[0]
    if len(near) < max(20, _LEAST_NEAR * len(points)):
        return None
    points, lonlat = points[np.sort(near)], lonlat[np.sort(near)]
    if float(np.hypot(*np.ptp(points, axis=0))) < _LEAST_SPREAD_M:
        return None
    predicted = {shift: np.median((shifted(lonlat, shift) - lonlat) * scale, axis=0) for shift in Shift}
    starts = [np.zeros(2)] + [sign * there for there in predicted.values() for sign in (1.0, -1.0)]
    best, left_m = min((_fitted(points, ends, tree, start) for start in starts), key=lambda fit: fit[1])
    found = Offset(float(best[0]), float(best[1]), left_m, len(points))
    if left_m > _MOST_LEFT_M:
        return found
    backwards = {shift: -there for shift, there in predicted.items()}
    return replace(found, shift=_named(best, predicted), reverse=_named(best, backwards))


def _named(found: _Array, predicted: dict[Shift, _Array]) -> Shift | None:
    for shift, expected in predicted.items():
        length = float(np.hypot(*expected))
        miss = float(np.hypot(*(found - expected)))
        turned = math.degrees(math.atan2(found[0], found[1]) - math.atan2(expected[0], expected[1]))
        turned = abs((turned + 180.0) % 360.0 - 180.0)
        if length > 2 * TOLERANCE_M and miss <= max(TOLERANCE_M, TOLERANCE_SHARE * length) and turned <= TOLERANCE_DEG:
            return shift
    return None


def _fitted(points: _Array, ends: _Array, tree: shapely.STRtree, start: _Array) -> tuple[_Array, float]:
    """Return the translation that points have against lines, from a first guess, and the median distance left."""
    moved = start.astype(float)
    left = np.inf
    for _step in range(_STEPS):
        here = points - moved
        first, last = np.moveaxis(ends[tree.nearest(shapely.points(here))], 1, 0)
        along = last - first
        squared = np.maximum((along**2).sum(axis=1), 1e-9)
        share = np.clip(((here - first) * along).sum(axis=1) / squared, 0.0, 1.0)
        miss = here - first - share[:, None] * along
        distance = np.hypot(miss[:, 0], miss[:, 1])
        left = float(np.median(distance))
        kept = distance <= np.quantile(distance, _KEPT)
        # Only the part across a line tells anything: along it, every place is as good as the next.
        normal = np.column_stack([-along[:, 1], along[:, 0]]) / np.sqrt(squared)[:, None]
        step, *_rest = np.linalg.lstsq(normal[kept], (miss * normal).sum(axis=1)[kept], rcond=None)
        moved = moved + step
        if np.hypot(*step) < 1.0:
            break
    return moved, left


def _along(geometries: NDArray[np.object_]) -> _Array:
    """Return points spread evenly along boundaries and lines, n × 2."""
    dimension = shapely.get_dimensions(geometries)
    lines = np.concatenate([shapely.boundary(geometries[dimension == 2]), geometries[dimension == 1]])
    parts = shapely.get_parts(lines)
    parts = parts[~shapely.is_empty(parts)]
    length = shapely.length(parts)
    total = float(length.sum())
    if total <= 0:
        return np.empty((0, 2))
    at = (np.arange(SAMPLES) + 0.5) / SAMPLES * total
    until = np.cumsum(length)
    part = np.minimum(np.searchsorted(until, at), len(parts) - 1)
    found: _Array = shapely.get_coordinates(shapely.line_interpolate_point(parts[part], at - (until - length)[part]))
    return found


def _segments(trusted: gpd.GeoDataFrame, lonlat: _Array, scale: _Array) -> NDArray[np.float64]:
    """Return the edges of trusted lines around some points, n × 2 × 2 in degrees."""
    margin = _REACH_M / scale
    box = shapely.box(*(lonlat.min(axis=0) - margin), *(lonlat.max(axis=0) + margin))
    shapes = trusted.geometry.to_numpy()
    lines = shapely.get_parts(shapely.boundary(shapes[shapely.intersects(shapely.envelope(shapes), box)]))
    coordinates, owner = shapely.get_coordinates(lines, return_index=True)
    follows = owner[1:] == owner[:-1]
    return np.stack([coordinates[:-1][follows], coordinates[1:][follows]], axis=1)
