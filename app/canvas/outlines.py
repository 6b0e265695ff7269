"""County outlines before any analysis: every shared edge once, so that both neighbours show one line."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from app.canvas.shapes import Shapes
from app.canvas.view import Box


def shared_outlines(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the edges of polygons, each edge once, joined into lines (metric CRS)."""
    rings = shapely.get_rings(shapely.get_parts(polygons))  # get_rings passes multipolygons over
    coords, index = shapely.get_coordinates(rings, return_index=True)
    if len(coords) < 2:
        return np.array([], dtype=object)
    inside = index[1:] == index[:-1]
    first, second = coords[:-1][inside], coords[1:][inside]
    # The same edge runs both ways in two neighbours: put its smaller end first.
    swap = (first[:, 0] > second[:, 0]) | ((first[:, 0] == second[:, 0]) & (first[:, 1] > second[:, 1]))
    first[swap], second[swap] = second[swap].copy(), first[swap].copy()
    edges = np.unique(np.round(np.column_stack([first, second]), 3), axis=0)
    lines = shapely.linestrings(edges.reshape(-1, 2, 2))
    return shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))


class CountyOutlines(Shapes):
    """The outlines of counties as lines, worked out when first drawn."""

    def __init__(self, land: Shapes) -> None:
        super().__init__(land.stored, land.epsg, list(land.uids))
        self._land = land

    @property
    def metric(self) -> NDArray[np.object_]:
        """The joined outlines in the metric CRS."""
        with self._lock:
            if self._metric is None:
                self._metric = shared_outlines(self._land.metric)
            return self._metric

    @property
    def extent(self) -> Box | None:  # type: ignore[override]
        """The box of the counties."""
        return self._land.extent

    def near(self, x: float, y: float, tolerance_m: float) -> list[int]:
        """Return nothing: an outline belongs to two counties and is no feature of its own."""
        return []
