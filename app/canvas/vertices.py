"""All vertices of a layer, numbered, in metres or owned by a feature, worked out for those that are asked for.

A large layer is kept as stored coordinates only; snapping looks at a few hundred vertices at a time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.canvas.plane import Plane
from layers.flat import FlatShapes

#: An edge bulges from the projected box of its ends by its length squared over about eight Earth radii.
_BULGE_M = 5.0e7


class MetricVertices:
    """Answers ``xy[numbers]`` with an array (n, 2) in metres."""

    def __init__(self, flat: FlatShapes, plane: Plane) -> None:
        self._flat, self._plane = flat, plane

    def __getitem__(self, numbers: NDArray[np.intp] | int) -> NDArray[np.float64]:
        at = np.atleast_1d(np.asarray(numbers, dtype=np.intp))
        found = self._plane.projected(self._flat.lonlat(at, self._flat.line_of(at)))
        return found[0] if np.ndim(numbers) == 0 else found


class OwningFeatures:
    """Answers ``feature[numbers]`` with the feature that vertices belong to."""

    def __init__(self, flat: FlatShapes) -> None:
        self._flat = flat

    def __getitem__(self, numbers: NDArray[np.intp] | int) -> NDArray[np.int32]:
        return self._flat.feature[self._flat.line_of(np.asarray(numbers, dtype=np.intp))]


def run_boxes(flat: FlatShapes, plane: Plane, runs: NDArray[np.intp], stops: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the boxes (4, m) in metres of runs of vertices, each with the edge that leaves it.

    Run k is ``runs[k]:stops[k]`` and lies in one line.
    """
    out = np.empty((4, len(runs)))
    # Some thousand runs at a time: a decoded copy of all vertices would take more than the layer itself.
    for first in range(0, len(runs), 4096):
        some = runs[first : first + 4096]
        line = flat.line_of(some)
        stop = np.minimum(stops[first : first + 4096] + 1, flat.ends[line])
        length = stop - some
        stored = flat.stretches(some, stop, line)
        at = np.cumsum(length) - length
        low, high = np.minimum.reduceat(stored, at, axis=0), np.maximum.reduceat(stored, at, axis=0)
        corners = np.concatenate([low, high, np.c_[low[:, 0], high[:, 1]], np.c_[high[:, 0], low[:, 1]]])
        metric = plane.projected(corners).reshape(4, -1, 2)
        low, high = metric.min(axis=0), metric.max(axis=0)
        margin = (high - low).max(axis=1) ** 2 / _BULGE_M if plane.epsg else np.zeros(len(low))
        here = slice(first, first + len(low))
        out[:2, here], out[2:, here] = (low - margin[:, None]).T, (high + margin[:, None]).T
    return out
