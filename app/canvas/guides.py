"""Straight lines that a point may be put on though nothing is drawn there: sides made longer, and right angles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

XY = tuple[float, float]
_FLOAT = NDArray[np.float64]


@dataclass(frozen=True)
class Guide:
    """A ray from ``origin`` in the direction of ``along`` (length 1), metres; a line when it runs ``both`` ways."""

    origin: XY
    along: XY
    is_square: bool = False  # at right angles to a side, not its extension
    both: bool = False
    target: str = ""  # whose side it is; "" for the sketch's own

    def foot(self, x: float, y: float) -> tuple[XY, float] | None:
        """Return the nearest point of the guide and how far it is; None behind the origin of a ray."""
        dx, dy = x - self.origin[0], y - self.origin[1]
        ahead = dx * self.along[0] + dy * self.along[1]
        if ahead <= 0.0 and not self.both:
            return None
        at = (self.origin[0] + ahead * self.along[0], self.origin[1] + ahead * self.along[1])
        return at, math.dist(at, (x, y))


def beyond(start: XY, end: XY, target: str = "") -> Guide | None:
    """Return the extension of a side beyond its end; None for a side without length."""
    along = _direction(start, end)
    return None if along is None else Guide(end, along, target=target)


def square(at: XY, other: XY) -> Guide | None:
    """Return the right angle at one end of a side whose other end is given."""
    along = _direction(other, at)
    return None if along is None else Guide(at, (-along[1], along[0]), is_square=True, both=True)


def of_sketch(corners: Sequence[XY], *, closes: bool) -> tuple[Guide, ...]:
    """Return the guides of a line or area under way: its last side made longer, a right angle to that side, and for an
    area the same at its first side, where it will be closed.
    """
    if len(corners) < 2:
        return ()
    made = [beyond(corners[-2], corners[-1]), square(corners[-1], corners[-2])]
    if closes and len(corners) > 2:
        made += [beyond(corners[1], corners[0]), square(corners[0], corners[1])]
    return tuple(guide for guide in made if guide is not None)


def of_corner(ring: _FLOAT, index: int) -> tuple[Guide, ...]:
    """Return the guides for a corner in hand of a closed ring: the sides before and after its own made longer."""
    count = len(ring)
    if count < 4:
        return ()

    def at(step: int) -> XY:
        x, y = ring[(index + step) % count]
        return float(x), float(y)

    made = (beyond(at(-2), at(-1)), beyond(at(2), at(1)))
    return tuple(guide for guide in made if guide is not None)


def crossing(one: Guide, other: Guide) -> XY | None:
    """Return where two guides meet; None where they run side by side or behind an origin."""
    det = one.along[0] * other.along[1] - one.along[1] * other.along[0]
    if abs(det) < 1e-6:
        return None
    dx, dy = other.origin[0] - one.origin[0], other.origin[1] - one.origin[1]
    t = (dx * other.along[1] - dy * other.along[0]) / det
    u = (dx * one.along[1] - dy * one.along[0]) / det
    if (t <= 0.0 and not one.both) or (u <= 0.0 and not other.both):
        return None
    return one.origin[0] + t * one.along[0], one.origin[1] + t * one.along[1]


def edge_crossings(guide: Guide, start: _FLOAT, end: _FLOAT) -> tuple[_FLOAT, NDArray[np.intp]]:
    """Return the points (k, 2) where a guide crosses edges (n, 2), and the numbers (k,) of these edges."""
    r = end - start
    ax, ay = guide.along
    det = ax * r[:, 1] - ay * r[:, 0]
    between = start - np.array(guide.origin)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (between[:, 0] * r[:, 1] - between[:, 1] * r[:, 0]) / det
        u = (between[:, 0] * ay - between[:, 1] * ax) / det
    hit = (np.abs(det) > 1e-9) & (u >= 0.0) & (u <= 1.0) & ((t > 0.0) | guide.both)
    return start[hit] + u[hit, None] * r[hit], np.flatnonzero(hit)


def _direction(start: XY, end: XY) -> XY | None:
    length = math.dist(start, end)
    return None if length <= 0.0 else ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
