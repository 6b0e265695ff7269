"""The plan's metric plane over stored longitudes and latitudes, for many vertices and boxes at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.canvas.view import Box
from layers.crs import STORAGE_CRS, transformer
from layers.parallel import in_threads

#: One degree of latitude on the CGCS2000 ellipsoid is 110.57–111.69 km; a degree of longitude is at most this.
_DEGREE_M = 111_320.0
#: Vertices projected at a time by one thread.
_SLICE = 20_000


class Plane:
    """Between EPSG:4490 and a metric CRS; ``epsg`` 0 means that what is stored is metres already."""

    def __init__(self, epsg: int) -> None:
        self.epsg = epsg

    def projected(self, stored: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return vertices (n, 2) in metres."""
        if not self.epsg:
            return stored
        forward = transformer(STORAGE_CRS, f"EPSG:{self.epsg}")

        def some(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(forward.transform(xy[:, 0], xy[:, 1]))

        return in_threads(some, stored, chunk=_SLICE, worth=2 * _SLICE) if len(stored) else stored

    def stored_box(self, box: Box) -> Box:
        """Return the box of a metric box in stored coordinates, a little larger."""
        if not self.epsg:
            return box
        backward = transformer(f"EPSG:{self.epsg}", STORAGE_CRS)
        xmin, ymin, xmax, ymax = backward.transform_bounds(*box, densify_pts=21)
        if not np.isfinite([xmin, ymin, xmax, ymax]).all() or xmin > xmax:
            return -180.0, -90.0, 180.0, 90.0  # the view reaches beyond the projection
        # The true edge bulges a little between the places that were transformed.
        dx, dy = (xmax - xmin) * 0.002, (ymax - ymin) * 0.002
        return xmin - dx, ymin - dy, xmax + dx, ymax + dy

    def sizes_m(self, boxes: NDArray[Any]) -> NDArray[np.float64]:
        """Return the longer side of stored boxes (n, 4), about, in metres."""
        _, scale = self.local(boxes)
        return np.asarray(((boxes[:, 2:] - boxes[:, :2]) * scale).max(axis=1))

    def local(self, boxes: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the middle (n, 2) of stored boxes and the metres to one stored unit there (n, 2).

        A shape stretched by these is true to size within a few parts in a thousand: enough to simplify it.
        """
        wide = boxes.astype(np.float64)
        middle = (wide[:, :2] + wide[:, 2:]) / 2.0
        if not self.epsg:
            return middle, np.ones_like(middle)
        scale = np.full_like(middle, _DEGREE_M)
        scale[:, 0] *= np.cos(np.radians(middle[:, 1]))
        return middle, scale
