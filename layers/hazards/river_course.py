"""River centrelines as one long measured line, so that cutting and sampling are array work.

Positions along a river (chainage) are geodesic metres on CGCS2000; places are in the metric CRS.
Within an edge of at most :data:`layers.crs.EDGE_M` both run in proportion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers import crs
from layers.geodesy import cgcs2000

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
GeometryArray = NDArray[np.object_]

#: Jump of the running measure between two lines, so that no position belongs to both.
_APART_M = 1000.0


@dataclass(frozen=True)
class Courses:
    """Lines laid end to end on one running measure.

    Attributes
    ----------
    x, y : ndarray, shape (v,)
        Vertices, metric CRS, edges no longer than 200 m.
    measure : ndarray, shape (v,)
        Running geodesic metres, strictly increasing; a jump parts the lines.
    first, last : ndarray of int, shape (n,)
        First and last vertex of each line.
    metric : str
        The metric CRS.
    """

    x: FloatArray
    y: FloatArray
    measure: FloatArray
    first: IntArray
    last: IntArray
    metric: str

    @property
    def start(self) -> FloatArray:
        """Running measure at the start of each line."""
        return self.measure[self.first]

    @property
    def length_m(self) -> FloatArray:
        """Geodesic length of each line."""
        return self.measure[self.last] - self.measure[self.first]

    def at(self, measure: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return x, y at running measures."""
        if len(self.measure) == 0:
            return np.zeros(0), np.zeros(0)
        return np.interp(measure, self.measure, self.x), np.interp(measure, self.measure, self.y)

    def points(self, measure: FloatArray) -> GeometryArray:
        """Return metric points at running measures."""
        return np.asarray(shapely.points(*self.at(measure)), dtype=object)

    def line_of(self, measure: FloatArray) -> IntArray:
        """Return the line that holds each running measure."""
        return np.searchsorted(self.start, measure, side="right") - 1

    def lines(self, start: FloatArray, end: FloatArray) -> GeometryArray:
        """Return the metric LineString between two running measures of the same line, for each row."""
        start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        low = np.searchsorted(self.measure, start, side="right")
        high = np.maximum(np.searchsorted(self.measure, end, side="left"), low)
        counts = high - low + 2
        offset = np.concatenate([[0], np.cumsum(counts)])
        row = np.repeat(np.arange(len(start)), counts)
        nth = np.arange(offset[-1]) - offset[row]
        where = np.clip(low[row] + nth - 1, 0, len(self.measure) - 1)
        measure = self.measure[where] if len(where) else np.zeros(0)
        measure = np.where(nth == 0, start[row], np.where(nth == counts[row] - 1, end[row], measure))
        x, y = self.at(measure)
        return np.asarray(shapely.linestrings(np.column_stack([x, y]), indices=row), dtype=object)


@dataclass(frozen=True)
class Elements:
    """Short straight stretches of the courses: running measures of their two ends, in order."""

    start: FloatArray
    end: FloatArray

    @property
    def middle(self) -> FloatArray:
        """Running measure half way."""
        return (self.start + self.end) / 2.0

    def take(self, mask: NDArray[np.bool_]) -> Elements:
        """Return the elements where the mask is set."""
        return Elements(self.start[mask], self.end[mask])

    def halved(self, step_m: float | FloatArray) -> Elements:
        """Return equal parts of each element no longer than ``step_m``."""
        length = self.end - self.start
        parts = np.maximum(np.ceil(length / step_m - 1e-9), 1).astype(np.int64)
        row = np.repeat(np.arange(len(length)), parts)
        nth = np.arange(len(row)) - np.repeat(np.cumsum(parts) - parts, parts)
        step = (length / parts)[row]
        start = self.start[row] + nth * step
        end = np.where(nth == parts[row] - 1, self.end[row], self.start[row] + (nth + 1) * step)
        return Elements(start, end)

    def with_others(self, other: Elements) -> Elements:
        """Return both, in order."""
        start, end = np.append(self.start, other.start), np.append(self.end, other.end)
        order = np.argsort(start, kind="stable")
        return Elements(start[order], end[order])


def courses(lines: GeometryArray, metric_epsg: int) -> Courses:
    """Lay LineStrings (EPSG:4490, none empty) on one running measure; repeated vertices are dropped."""
    metric = f"EPSG:{metric_epsg}"
    planar = crs.densified(crs.transform(lines, crs.STORAGE_CRS, metric))
    xy, line = shapely.get_coordinates(planar, return_index=True)
    lonlat = shapely.get_coordinates(crs.transform(planar, metric, crs.STORAGE_CRS))
    if len(xy) == 0:
        none, nobody = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Courses(none, none, none, nobody, nobody, metric)
    new = np.append(True, line[1:] != line[:-1])
    step = np.zeros(len(xy))
    step[1:] = cgcs2000().inv(lonlat[:-1, 0], lonlat[:-1, 1], lonlat[1:, 0], lonlat[1:, 1])[2]
    step[new] = _APART_M
    keep = new | (step > 1e-6)
    xy, line, step = xy[keep], line[keep], step[keep]
    first = np.flatnonzero(np.append(True, line[1:] != line[:-1]))
    last = np.append(first[1:], len(line)) - 1
    x, y = np.ascontiguousarray(xy.T)  # strided columns would be copied at every interpolation
    return Courses(x, y, np.cumsum(step), first, last, metric)


def edges(course: Courses, cuts: FloatArray | None = None) -> Elements:
    """Return the edges of the courses, cut further at the given running measures."""
    nodes = course.measure if cuts is None else np.unique(np.append(course.measure, cuts))
    inside = course.line_of(nodes[:-1]) == course.line_of(nodes[1:])
    start, end = nodes[:-1][inside], nodes[1:][inside]
    return Elements(start, end)
