"""What two versions of a shape have in common and where they part: areas, parts, and shapes made of both.

Shapes are put together in the plan's metric CRS, where an edge is straight, as the areas drawn by hand are
(:mod:`layers.patrol.shaping`); areas are geodesic on the CGCS2000 ellipsoid.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import shapely

from layers.crs import STORAGE_CRS, gk_epsg, metric_epsg, transform
from layers.errors import NothingInCommon
from layers.exchange.model import Choice
from layers.geodesy import HA_PER_M2, MU_PER_HA, geodesic_area_m2, geodesic_length_m
from layers.patrol import shaping
from layers.patrol.division import polygonal

#: Parts smaller than this are what rounding leaves between two shapes: below any survey.
LEAST_PART_M2 = 1.0
#: Parts narrower than this on average (2 · area / perimeter) lie between long straight edges that run along each other
#: from different corners: nobody drew them, and nobody could decide on them.
LEAST_WIDTH_M = 0.5


@dataclass(frozen=True)
class ShapePart:
    """One piece of land that is in one version only.

    Attributes
    ----------
    number : int
        From 0; the same for the same two shapes.
    is_added : bool
        In theirs and not in ours; else in ours and not in theirs.
    geometry : Polygon, EPSG:4490
    area_m2 : float, geodesic on the CGCS2000 ellipsoid
    """

    number: int
    is_added: bool
    geometry: shapely.Geometry
    area_m2: float


@dataclass(frozen=True)
class ShapeChange:
    """From one version of a shape to the other; areas in hm² are geodesic on the CGCS2000 ellipsoid.

    ``length_m`` is the change in length of lines, 0 for areas; ``moved_m`` how far a point went.
    """

    before_ha: float = 0.0
    after_ha: float = 0.0
    added_ha: float = 0.0
    removed_ha: float = 0.0
    length_m: float = 0.0
    moved_m: float = 0.0

    @property
    def added_mu(self) -> float:
        """What is added, 亩."""
        return self.added_ha * MU_PER_HA

    @property
    def removed_mu(self) -> float:
        """What is removed, 亩."""
        return self.removed_ha * MU_PER_HA


def shape_change(
    ours: shapely.Geometry | None,
    theirs: shapely.Geometry | None,
    *,
    epsg: int,
    parts: Collection[ShapePart] | None = None,
) -> ShapeChange:
    """Measure the change from one shape to another; None is no shape at all.

    Parameters
    ----------
    ours, theirs : shapely geometry, EPSG:4490
    epsg : int
        The plan's metric CRS.
    parts : collection of ShapePart, optional
        Those of :func:`shape_parts`, where they are known already.
    """
    if is_areal(ours) or is_areal(theirs):
        known = shape_parts(ours, theirs, epsg=epsg) if parts is None else parts
        before, after = (0.0 if one is None else geodesic_area_m2(one) * HA_PER_M2 for one in (ours, theirs))
        added = sum(part.area_m2 for part in known if part.is_added) * HA_PER_M2
        removed = sum(part.area_m2 for part in known if not part.is_added) * HA_PER_M2
        return ShapeChange(before, after, added, removed)
    lengths = [0.0 if one is None else geodesic_length_m(one) for one in (ours, theirs)]
    return ShapeChange(length_m=lengths[1] - lengths[0], moved_m=_moved_m(ours, theirs))


def _moved_m(ours: shapely.Geometry | None, theirs: shapely.Geometry | None) -> float:
    from layers.geodesy import distance_m

    if not isinstance(ours, shapely.Point) or not isinstance(theirs, shapely.Point) or ours.is_empty or theirs.is_empty:
        return 0.0
    return distance_m(ours.x, ours.y, theirs.x, theirs.y)


def is_areal(shape: shapely.Geometry | None) -> bool:
    """Return whether a shape has an area."""
    return shape is not None and shapely.get_dimensions(shape) == 2 and not shape.is_empty


def shape_parts(ours: shapely.Geometry | None, theirs: shapely.Geometry | None, *, epsg: int) -> tuple[ShapePart, ...]:
    """Return the pieces in which two areas differ, those in theirs first, the largest first.

    Parameters
    ----------
    ours, theirs : Polygon or MultiPolygon, EPSG:4490
    epsg : int
        The plan's metric CRS.
    """
    mine, other = (_metric(one, epsg) if is_areal(one) else shapely.Polygon() for one in (ours, theirs))
    found: list[tuple[bool, float, shapely.Geometry]] = []
    for is_added, piece in ((True, shapely.difference(other, mine)), (False, shapely.difference(mine, other))):
        for part in shapely.get_parts(polygonal(piece)):
            stored = transform(part, f"EPSG:{epsg}", STORAGE_CRS)
            area_m2 = geodesic_area_m2(stored)
            if area_m2 >= LEAST_PART_M2 and 2.0 * part.area / part.length >= LEAST_WIDTH_M:
                found.append((is_added, area_m2, stored))
    found.sort(key=lambda one: (not one[0], -one[1], shapely.bounds(one[2]).tolist()))
    return tuple(ShapePart(number, added, shape, area) for number, (added, area, shape) in enumerate(found))


def agreed_part(ours: shapely.Geometry, theirs: shapely.Geometry, *, epsg: int) -> shapely.Geometry:
    """Return the ground that both versions have, EPSG:4490; empty where there is none."""
    common = polygonal(shapely.intersection(_metric(ours, epsg), _metric(theirs, epsg)))
    return transform(common, f"EPSG:{epsg}", STORAGE_CRS)


def combined(
    choice: Choice,
    ours: shapely.Geometry,
    theirs: shapely.Geometry,
    *,
    epsg: int,
    parts: Collection[int] = (),
) -> shapely.Geometry:
    """Return the shape that a choice makes of two areas.

    Parameters
    ----------
    choice : UNION, INTERSECTION or PARTS
    ours, theirs : Polygon or MultiPolygon, EPSG:4490
    epsg : int
        The plan's metric CRS.
    parts : collection of int
        Numbers of the accepted parts, for PARTS; all of them give theirs as it is, none ours.

    Raises
    ------
    NothingInCommon
        The intersection is empty.
    NothingLeft
        Nothing would be left.
    ValueError
        Another choice, or a part that there is not.
    """
    if choice in (Choice.UNION, Choice.INTERSECTION):
        # In one order whoever asks, so that two counties that choose the same get the same corners.
        first, second = sorted((ours, theirs), key=lambda shape: shapely.to_wkb(shapely.normalize(shape)))
        return shaping.merge([first, second], epsg=epsg) if choice is Choice.UNION else _common(first, second, epsg)
    if choice is not Choice.PARTS:
        raise ValueError(f"no shape is made by {choice}")
    known = shape_parts(ours, theirs, epsg=epsg)
    if unknown := set(parts) - {part.number for part in known}:
        raise ValueError(f"there are no parts {sorted(unknown)}")
    accepted = [part for part in known if part.number in parts]
    if len(accepted) == len(known):
        return theirs
    if not accepted:
        return ours
    added = [part.geometry for part in accepted if part.is_added]
    removed = [part.geometry for part in accepted if not part.is_added]
    shape = shaping.merge([ours, *added], epsg=epsg) if added else ours
    return shaping.subtract(shape, removed, epsg=epsg) if removed else shape


def _common(one: shapely.Geometry, other: shapely.Geometry, epsg: int) -> shapely.Geometry:
    try:
        return shaping.clip(one, [other], epsg=epsg)
    except NothingInCommon as error:
        if error.facts.get("outside") is False:  # it lies inside the other: that is what they have in common
            return one
        raise


def _metric(shape: shapely.Geometry, epsg: int) -> shapely.Geometry:
    plane = transform(shape, STORAGE_CRS, f"EPSG:{epsg}")
    return plane if bool(np.all(shapely.is_valid(plane))) else polygonal(shapely.make_valid(plane))


def epsg_for(epsg: int, *shapes: shapely.Geometry | None) -> int:
    """Return the plan's metric CRS, or the one of the shapes where a plan has none yet."""
    there = [one for one in shapes if one is not None and not one.is_empty]
    if epsg or not there:
        return epsg or gk_epsg(117.0)
    xmin, ymin, xmax, ymax = shapely.total_bounds(there).tolist()
    return metric_epsg((xmin, ymin, xmax, ymax))
