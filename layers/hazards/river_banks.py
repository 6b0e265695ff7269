"""Which county lies on each bank, along every river."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.hazards.river_course import Courses, Elements, edges
from layers.hazards.river_territory import Territory

FloatArray = NDArray[np.float64]

#: Longest sampling step along the centreline [P], and the coarse step that finds where to sample.
STEP_M = 10.0
COARSE_M = 25.0


@dataclass(frozen=True)
class Run:
    """A stretch of one line along which the counties on both banks stay the same; "" outside."""

    start: float  # running measure
    end: float
    left: str
    right: str

    @property
    def length_m(self) -> float:
        """Geodesic length."""
        return self.end - self.start


def bank_runs(course: Courses, width_m: FloatArray, territory: Territory, *, bank_offset_m: float) -> list[list[Run]]:
    """Return the runs of each line, in order, without gaps.

    The centreline is sampled every min(10 m, w/2); a point δ = w/2 + tolerance to each side says
    which county holds that bank.  Stretches whose banks cannot reach a county line are one point's
    work: they lie in one county.

    Parameters
    ----------
    course : Courses, n lines
    width_m : ndarray, shape (n,)
        Bankfull width w.
    territory : Territory
    bank_offset_m : float
        The tolerance, or the precision of the data.
    """
    if len(course.first) == 0:
        return []
    offset = width_m / 2.0 + bank_offset_m
    # The middle of a gap or overlap stands in for the line: half its width from either version.
    reach = offset + territory.gap_m / 2.0 + 0.01
    whole = edges(course)
    near = _near(course, whole, territory, reach)
    parts = whole.take(near).halved(COARSE_M)
    close = _near(course, parts, territory, reach)
    fine_step = np.maximum(np.minimum(STEP_M, width_m / 2.0), 1.0)
    close_parts = parts.take(close)
    fine = close_parts.halved(fine_step[course.line_of(close_parts.middle)])
    far = whole.take(~near).with_others(parts.take(~close))

    everything = fine.with_others(far)
    is_fine = np.isin(everything.start, fine.start)
    left, right = _banks(course, everything, is_fine, offset, territory)
    return _encode(course, everything, left, right, territory)


def _near(course: Courses, parts: Elements, territory: Territory, reach: FloatArray) -> NDArray[np.bool_]:
    """Tell which elements lie so close to a county line that a bank may be beyond it."""
    return territory.near(_segments(course, parts), reach[course.line_of(parts.middle)])


def _segments(course: Courses, parts: Elements) -> NDArray[np.object_]:
    """Return two-point lines."""
    ends = np.stack([np.column_stack(course.at(parts.start)), np.column_stack(course.at(parts.end))], axis=1)
    return np.asarray(shapely.linestrings(ends), dtype=object).reshape(-1)


def _banks(
    course: Courses, parts: Elements, is_fine: NDArray[np.bool_], offset: FloatArray, territory: Territory
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the county index on the left and on the right of each element."""
    line = course.line_of(parts.middle)
    # Far elements that follow one another cannot be parted by a county line: ask once for each row of them.
    chain = np.cumsum(np.append(True, is_fine[1:] | is_fine[:-1] | (line[1:] != line[:-1]))) - 1
    _, asked = np.unique(chain, return_index=True)
    asked = asked[~is_fine[asked]]
    there = np.full(len(chain), -1, dtype=np.int64)
    there[chain[asked]] = territory.county_at(course.points(parts.middle[asked]))
    left = there[chain]
    right = left.copy()

    x, y = course.at(parts.middle[is_fine])
    x0, y0 = course.at(parts.start[is_fine])
    x1, y1 = course.at(parts.end[is_fine])
    scale = offset[line[is_fine]] / np.hypot(x1 - x0, y1 - y0)
    across_x, across_y = -(y1 - y0) * scale, (x1 - x0) * scale  # a quarter turn to the left
    banks = np.append(shapely.points(x + across_x, y + across_y), shapely.points(x - across_x, y - across_y))
    county = territory.county_at(banks)
    left[is_fine], right[is_fine] = county[: len(x)], county[len(x) :]
    return left, right


def _encode(
    course: Courses, parts: Elements, left: NDArray[np.int64], right: NDArray[np.int64], territory: Territory
) -> list[list[Run]]:
    """Join elements with the same banks into runs, line by line."""
    codes = np.append(territory.codes, "")  # index −1: outside
    line = course.line_of(parts.middle)
    changes = (left[1:] != left[:-1]) | (right[1:] != right[:-1]) | (line[1:] != line[:-1])
    first = np.flatnonzero(np.append(True, changes))
    last = np.append(first[1:], len(line)) - 1
    runs: list[list[Run]] = [[] for _ in course.first]
    for i, j in zip(first, last, strict=True):
        runs[line[i]].append(Run(float(parts.start[i]), float(parts.end[j]), str(codes[left[i]]), str(codes[right[i]])))
    return runs
