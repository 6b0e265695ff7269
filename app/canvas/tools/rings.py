"""An area as rings of corners in metres, and which corner lies under the hand."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from app.canvas.snapping import project_on_edges
from app.canvas.view import View

Ring = NDArray[np.float64]  # (n, 2) metres, not closed

_GRAB_PX = 9.0
#: How near the cursor must come to a side to take hold of it.
_SIDE_REACH_PX = 6.0
#: A handle between two corners shows where the side is at least this long.
_SIDE_PX = 36.0
#: With more corners than this in sight, handles show only near the cursor.
_MANY, _NEAR_PX = 300, 60.0


@dataclass(frozen=True)
class Handle:
    """A corner, or (``is_new``) the middle of the side that begins at it."""

    ring: int
    index: int
    is_new: bool = False


def rings_of(polygon: shapely.Geometry) -> tuple[list[Ring], list[int]]:
    """Return all rings without their closing corner, and the number of the polygon each belongs to; shells first."""
    rings, owners = [], []
    for number, part in enumerate(shapely.get_parts(polygon)):
        for ring in (part.exterior, *part.interiors):
            rings.append(shapely.get_coordinates(ring)[:-1].copy())
            owners.append(number)
    return rings, owners


def polygon_of(rings: list[Ring], owners: list[int]) -> shapely.Geometry:
    """Return the polygon or multipolygon of rings as ``rings_of`` gave them."""
    parts = []
    for number in dict.fromkeys(owners):
        shell, *holes = [ring for ring, owner in zip(rings, owners, strict=True) if owner == number]
        parts.append(shapely.Polygon(shell, holes))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def nearest_handle(rings: list[Ring], view: View, at: tuple[float, float], grab_px: float = _GRAB_PX) -> Handle | None:
    """Return the corner within reach of a pixel, else the middle of a side; corners win."""
    x, y = view.to_map(*at)
    best: tuple[float, Handle] | None = None
    for is_new in (False, True):
        for number, ring in enumerate(rings):
            points = side_middles(ring, view)[0] if is_new else ring
            if len(points) == 0:
                continue
            distance_px = np.hypot(points[:, 0] - x, points[:, 1] - y) / view.metres_per_px
            nearest = int(np.argmin(distance_px))
            if distance_px[nearest] <= grab_px and (best is None or distance_px[nearest] < best[0]):
                index = int(side_middles(ring, view)[1][nearest]) if is_new else nearest
                best = (float(distance_px[nearest]), Handle(number, index, is_new))
        if best is not None:
            return best[1]
    return None


def nearest_side(
    rings: Sequence[Ring], view: View, at: tuple[float, float]
) -> tuple[Handle, tuple[float, float]] | None:
    """Return the side within reach of a pixel, by the corner it begins at, and the point of it that is nearest."""
    point = np.array(view.to_map(*at))
    best: tuple[float, Handle, tuple[float, float]] | None = None
    for number, ring in enumerate(rings):
        feet, away = project_on_edges(point, ring, np.roll(ring, -1, axis=0))
        nearest = int(np.argmin(away))
        if best is None or away[nearest] < best[0]:
            best = (float(away[nearest]), Handle(number, nearest), (float(feet[nearest, 0]), float(feet[nearest, 1])))
    return best[1:] if best is not None and best[0] <= _SIDE_REACH_PX * view.metres_per_px else None


def side_middles(ring: Ring, view: View) -> tuple[Ring, NDArray[np.intp]]:
    """Return the middles of the sides long enough for a handle and the numbers of those sides."""
    after = np.roll(ring, -1, axis=0)
    length_px = np.hypot(*(after - ring).T) / view.metres_per_px
    sides = np.flatnonzero(length_px >= _SIDE_PX)
    return (ring[sides] + after[sides]) / 2.0, sides


def fingerprint(shape: shapely.Geometry | None) -> str:
    """Return the SHA-256 of a stored shape; "" for none."""
    return "" if shape is None else hashlib.sha256(shapely.to_wkb(shape)).hexdigest()


def handles_in(rings: Sequence[Ring], view: View, start: QPointF, end: QPointF) -> frozenset[Handle]:
    """Return the corners in the box between two pixels."""
    (x1, y1), (x2, y2) = (view.to_map(at.x(), at.y()) for at in (start, end))
    found = []
    for number, ring in enumerate(rings):
        x, y = ring[:, 0], ring[:, 1]
        inside = (x >= min(x1, x2)) & (x <= max(x1, x2)) & (y >= min(y1, y2)) & (y <= max(y1, y2))
        found += [Handle(number, int(index)) for index in np.flatnonzero(inside)]
    return frozenset(found)


def in_sight(points: Ring, view: View, cursor: QPointF | None) -> NDArray[np.intp]:
    """Return the handles in sight; of very many only those near the cursor."""
    xmin, ymin, xmax, ymax = view.extent
    x, y = points[:, 0], points[:, 1]
    seen = np.flatnonzero((x >= xmin) & (x <= xmax) & (y >= ymin) & (y <= ymax))
    if len(seen) <= _MANY or cursor is None:
        return seen[:_MANY]
    cx, cy = view.to_map(cursor.x(), cursor.y())
    return seen[np.hypot(x[seen] - cx, y[seen] - cy) <= _NEAR_PX * view.metres_per_px][:_MANY]


def without_handles(rings: Sequence[Ring], handles: Collection[Handle]) -> list[Ring] | None:
    """Return rings without some corners; None when a ring would keep fewer than three."""
    made = [
        np.delete(ring, [handle.index for handle in handles if handle.ring == number], axis=0)
        for number, ring in enumerate(rings)
    ]
    return made if all(len(ring) >= 3 for ring in made) else None
