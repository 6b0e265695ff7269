"""How soon what comes from an object is somewhere: downwind with the wind, down a river with the water."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

#: Minutes at which links tell what was reached: four in a row of these, the last not before all is reached.
_LADDER_MIN = (5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0, 1_440.0, 2_880.0, 4_320.0, 7_200.0)
_STEPS = 4
_OUTLINE_M = 50.0


@dataclass(frozen=True)
class Arrival:
    """When what comes from an object is where, at the earliest.

    Attributes
    ----------
    shapes : tuple of geometry, (n,), metric CRS
        Where the time is known: the object itself, or the stretches of a river as the water runs.
    start_min, end_min : tuple of float, (n,)
        At the first and the last vertex of a line; the same for points and areas.
    speed_m_min : float
        From the shapes outwards; inf: what lies beside them is reached when they are.
    within_m : float
        Farther from its shapes nothing comes.
    """

    shapes: tuple[shapely.Geometry, ...]
    start_min: tuple[float, ...]
    end_min: tuple[float, ...]
    speed_m_min: float = math.inf
    within_m: float = math.inf

    @classmethod
    def spreading(cls, shape: shapely.Geometry, speed_m_min: float) -> Arrival:
        """Return how soon what leaves a shape now, with one speed on all ways, is elsewhere: distance by speed."""
        return cls((shape,), (0.0,), (0.0,), speed_m_min)

    def at(self, points: NDArray[np.object_]) -> FloatArray:
        """Return the minutes until it is at places, inf where it never comes.

        Parameters
        ----------
        points : array of Point, (m,), metric CRS
        """
        found = np.full(len(points), math.inf)
        if len(points) == 0:
            return found
        every = np.asarray(self.shapes, dtype=object)
        if math.isfinite(self.within_m):
            point, shape = shapely.STRtree(every).query(points, predicate="dwithin", distance=self.within_m)
        else:
            point, shape = (index.ravel() for index in np.indices((len(points), len(every))))
        away = shapely.distance(every[shape], points[point])
        along = np.zeros(len(point))
        line = shapely.get_dimensions(every[shape]) == 1
        along[line] = shapely.line_locate_point(every[shape][line], points[point][line], normalized=True)
        # What lies beyond the end of a stretch is the next one's, unless this one is the nearest.
        nearest = np.full(len(points), math.inf)
        np.minimum.at(nearest, point, away)
        beside = ~line | ((along > 0.0) & (along < 1.0)) | (away <= nearest[point] + 1e-6)
        start, end = np.asarray(self.start_min)[shape], np.asarray(self.end_min)[shape]
        minutes = start + along * (end - start) + away / self.speed_m_min
        np.minimum.at(found, point[beside], minutes[beside])
        return found

    def into(self, area: shapely.Geometry) -> float:
        """Return the minutes until it is anywhere in a part of what it reaches, inf where it never is.

        Parameters
        ----------
        area : Polygon or MultiPolygon, metric CRS
            Of a river's corridor its outline is looked at every 50 m.
        """
        if not math.isfinite(self.within_m):
            away = shapely.distance(np.asarray(self.shapes, dtype=object), area) / self.speed_m_min
            return float(np.min(np.asarray(self.start_min) + away, initial=math.inf))
        outline = shapely.get_coordinates(shapely.segmentize(area, _OUTLINE_M))
        return float(self.at(np.asarray(shapely.points(outline), dtype=object)).min(initial=math.inf))


def steps_min(longest_min: float) -> list[float]:
    """Return four times at which to tell what was reached, the last not before the longest way is done."""
    at = next((k for k, step in enumerate(_LADDER_MIN) if step >= longest_min), len(_LADDER_MIN) - 1)
    at = max(at, _STEPS - 1)
    return list(_LADDER_MIN[at - _STEPS + 1 : at + 1])
