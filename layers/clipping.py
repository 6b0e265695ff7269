"""What lies in a rectangle, fast, and also where the fast way fails."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely


def in_rectangle(shapes: Any, xmin: float, ymin: float, xmax: float, ymax: float) -> Any:
    """Return the parts of shapes in a rectangle, in whatever unit and CRS both are.

    ``clip_by_rect`` is several times faster than an intersection, but GEOS builds rings of three vertices of some
    shapes whose edges run along the rectangle, and raises; those few are intersected instead.

    Parameters
    ----------
    shapes : geometry or ndarray of geometries

    Returns
    -------
    geometry or ndarray of geometries
        One for each; empty where nothing is inside.  As with ``clip_by_rect``, polygons may come out invalid.
    """
    try:
        return shapely.clip_by_rect(shapes, xmin, ymin, xmax, ymax)
    except shapely.GEOSException:
        if np.ndim(shapes):
            each = [in_rectangle(one, xmin, ymin, xmax, ymax) for one in np.ravel(shapes)]
            out = np.empty(np.shape(shapes), dtype=object)
            out.ravel()[:] = each
            return out
    box = shapely.box(xmin, ymin, xmax, ymax)
    try:
        found = shapely.intersection(shapes, box)
    except shapely.GEOSException:  # it crosses itself
        found = shapely.intersection(shapely.make_valid(shapes), box)
    # The tip of a spike comes out as a line; an area leaves areas only.
    parts = shapely.get_parts(found)
    own = parts[shapely.get_dimensions(parts) == shapely.get_dimensions(shapes)]
    return found if len(own) == len(parts) else shapely.union_all(own)
