"""A picture placed on the map by control points: the transformation, how far each point is off, and the way back.

Least squares in the plane of the plan's metric CRS, as in Mikhail, Bethel & McGlone (2001), *Introduction to Modern
Photogrammetry*, ch. 5 and App. E: a similarity (Helmert, 4 parameters), an affine transformation (6), or a
polynomial of the second order (12).  Nothing is written into the picture: a plan keeps the points, and the map is
drawn through them.  Pixels count from the upper left corner of the picture, to the right and down.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, gk_epsg, transformer
from layers.errors import PictureNotPlaced

Array = NDArray[np.float64]

#: How much of the points' spread the direction of least spread must have, or they lie on a line.
_LEAST_SPREAD = 0.02
#: Smallest against largest singular value of a second-order design that still determines it.
_LEAST_RANK = 1e-3
_NEWTON_STEPS = 12
_BORDER_SAMPLES = 33
_MOST_POINTS = 500


class Transformation(StrEnum):
    """How pixels become places.  The value is stored in plans: never rename one."""

    SIMILARITY = "similarity"  # moved, turned, scaled alike in both directions
    AFFINE = "affine"  # also stretched and sheared: paper that shrank, a scan pulled askew
    POLYNOMIAL = "polynomial2"  # also bent: a photographed sheet, another projection


#: The points that determine each transformation, without one to spare.
LEAST_POINTS: Mapping[Transformation, int] = {
    Transformation.SIMILARITY: 2,
    Transformation.AFFINE: 3,
    Transformation.POLYNOMIAL: 6,
}


@dataclass(frozen=True)
class ControlPoint:
    """A place in the picture (pixels) and on the earth (degrees, EPSG:4490); ``is_used`` False leaves it out."""

    column: float
    row: float
    lon: float
    lat: float
    is_used: bool = True


@dataclass(frozen=True)
class Placement:
    """What a plan keeps of a placed picture: its size in pixels, its points, and the transformation chosen."""

    width: int
    height: int
    points: tuple[ControlPoint, ...]
    transformation: Transformation = Transformation.AFFINE

    def as_stored(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "size": [self.width, self.height],
            "transformation": self.transformation.value,
            "points": [[one.column, one.row, one.lon, one.lat, one.is_used] for one in self.points],
        }

    @classmethod
    def from_stored(cls, values: Mapping[str, Any]) -> Placement:
        """Return it from plain data; ``ValueError`` when that makes no sense."""
        try:
            width, height = (int(size) for size in values["size"])
            rows = list(values["points"])[:_MOST_POINTS]
            points = tuple(
                ControlPoint(float(row[0]), float(row[1]), float(row[2]), float(row[3]), bool(row[4])) for row in rows
            )
            kind = Transformation(values["transformation"])
        except (KeyError, TypeError, IndexError, OverflowError) as error:
            raise ValueError(f"no placement: {error}") from error
        numbers = [value for one in points for value in (one.column, one.row, one.lon, one.lat)]
        if width < 1 or height < 1 or not all(map(math.isfinite, numbers)):
            raise ValueError("no placement: a size or a number in it makes no sense")
        return cls(width, height, points, kind)


@dataclass(frozen=True)
class Fit:
    """A transformation with numbers.

    Attributes
    ----------
    placement : Placement
    epsg : int
        The metric CRS of the plan.
    residuals_m : float array, shape (n, 2)
        East and north from where each point was set to where the transformation puts it, metres; also of points
        that are left out.
    rms_m : float
        Root of the mean square length of the residuals of the points used.
    spare : int
        Points used beyond those needed; 0 means that all residuals are zero and prove nothing.
    coefficients : float array, shape (k, 2)
        East and north from the terms 1, u, v (and u², uv, v²) of normalised pixels.
    """

    placement: Placement
    epsg: int
    residuals_m: Array
    rms_m: float
    spare: int
    coefficients: Array

    @property
    def lengths_m(self) -> Array:
        """How far each point is off, shape (n,)."""
        return np.hypot(self.residuals_m[:, 0], self.residuals_m[:, 1])

    @property
    def worst(self) -> int | None:
        """The used point that is farthest off; None when none can be told from the others."""
        used = np.array([one.is_used for one in self.placement.points])
        lengths = np.where(used, self.lengths_m, -1.0)
        return int(lengths.argmax()) if self.spare and lengths.max() > 0.005 else None

    @property
    def metres_per_pixel(self) -> float:
        """Ground size of a pixel in the middle of the picture."""
        p = self.placement
        jacobian = self._jacobian(_normalised(np.array([[p.width / 2.0, p.height / 2.0]]), p))[0]
        return float(math.sqrt(abs(np.linalg.det(jacobian)))) / _scale(p)

    def to_map(self, pixels: Array) -> Array:
        """Return metres (n, 2) of pixels (n, 2: column, row)."""
        return _terms(_normalised(pixels, self.placement), len(self.coefficients)) @ self.coefficients

    def to_pixels(self, xy: Array) -> Array:
        """Return pixels (n, 2) of metres (n, 2); nan where a bent picture has no such place (Newton's method)."""
        c = self.coefficients
        uv = np.linalg.solve(c[1:3].T, (xy - c[0]).T).T
        if len(c) > 3:
            with np.errstate(all="ignore"):
                for _ in range(_NEWTON_STEPS):
                    off = _terms(uv, len(c)) @ c - xy
                    jacobian = self._jacobian(uv)
                    determinant = jacobian[:, 0, 0] * jacobian[:, 1, 1] - jacobian[:, 0, 1] * jacobian[:, 1, 0]
                    step = np.column_stack(
                        [
                            jacobian[:, 1, 1] * off[:, 0] - jacobian[:, 0, 1] * off[:, 1],
                            jacobian[:, 0, 0] * off[:, 1] - jacobian[:, 1, 0] * off[:, 0],
                        ]
                    )
                    uv = uv - step / determinant[:, None]
                off = np.hypot(*(_terms(uv, len(c)) @ c - xy).T)
                size = math.sqrt(abs(np.linalg.det(c[1:3])))
                uv[~(off < 1e-6 * size)] = np.nan
        return _pixels(uv, self.placement)

    def extent(self) -> tuple[float, float, float, float]:
        """Return the box of the whole picture in metres."""
        p = self.placement
        share = np.linspace(0.0, 1.0, _BORDER_SAMPLES)
        columns, rows = share * p.width, share * p.height
        zero = np.zeros_like(share)
        sides = [(columns, zero), (columns, zero + p.height), (zero, rows), (zero + p.width, rows)]
        xy = self.to_map(np.concatenate([np.column_stack(side) for side in sides]))
        (xmin, ymin), (xmax, ymax) = xy.min(axis=0), xy.max(axis=0)
        return float(xmin), float(ymin), float(xmax), float(ymax)

    def _jacobian(self, uv: Array) -> Array:
        """Return derivatives of east, north by u, v: shape (n, 2, 2), rows east and north."""
        c, u, v = self.coefficients, uv[:, 0], uv[:, 1]
        du, dv = np.tile(c[1], (len(uv), 1)), np.tile(c[2], (len(uv), 1))
        if len(c) > 3:
            du = du + 2.0 * u[:, None] * c[3] + v[:, None] * c[4]
            dv = dv + u[:, None] * c[4] + 2.0 * v[:, None] * c[5]
        return np.stack([du, dv], axis=2)


def fit(placement: Placement, epsg: int) -> Fit:
    """Return the transformation through the used points.

    Parameters
    ----------
    placement : Placement
    epsg : int
        The plan's metric CRS.

    Raises
    ------
    PictureNotPlaced
        Too few points are used, they lie on a line, do not determine a bent picture, or show it mirrored.
    """
    kind, used = placement.transformation, [one for one in placement.points if one.is_used]
    if len(used) < LEAST_POINTS[kind]:
        raise _refuse("too_few", count=len(used), least=LEAST_POINTS[kind])
    pixels, xy = _arrays(used, epsg)
    uv = _normalised(pixels, placement)
    _require_spread(uv, xy, kind)
    if kind is Transformation.SIMILARITY:
        coefficients = _similarity(uv, xy)
    else:
        terms = _terms(uv, 3 if kind is Transformation.AFFINE else 6)
        singular = np.linalg.svd(terms / np.linalg.norm(terms, axis=0), compute_uv=False)
        if kind is Transformation.POLYNOMIAL and singular[-1] < _LEAST_RANK * singular[0]:
            raise _refuse("not_determined")
        coefficients = np.asarray(np.linalg.lstsq(terms, xy, rcond=None)[0], dtype=np.float64)
    # v points up in a picture as north does on the map: a negative determinant is a mirror image.
    if kind is not Transformation.POLYNOMIAL and np.linalg.det(coefficients[1:3]) <= 0.0:
        raise _refuse("mirrored")
    every = _arrays(placement.points, epsg)
    residuals = _terms(_normalised(every[0], placement), len(coefficients)) @ coefficients - every[1]
    of_used = residuals[[one.is_used for one in placement.points]]
    rms = float(np.sqrt((of_used**2).sum(axis=1).mean()))
    return Fit(placement, epsg, residuals, rms, len(used) - LEAST_POINTS[kind], coefficients)


def parse_place(text: str, epsg: int) -> tuple[float, float] | None:
    """Return longitude and latitude of typed coordinates; None when they are none, or lie nowhere in the country.

    Parameters
    ----------
    text : str
        Longitude and latitude in any notation of degrees, or X (north) and Y (east) in metres; a Y with its zone
        number counts in that zone, any other in the plan's.
    epsg : int
        The plan's metric CRS.
    """
    from layers.patrol.corner_table import parse_places

    try:
        pairs = parse_places(text)
    except ValueError:
        return None
    if len(pairs) != 1:
        return None
    first, second = pairs[0]
    if abs(first) <= 360.0 or abs(second) <= 360.0:
        lon, lat = pairs[0]
    else:
        north, east = first, second
        zone = int(east // 1_000_000)
        if zone and zone not in range(25, 46):
            return None
        system = gk_epsg(3.0 * zone) if zone else epsg
        east -= zone * 1_000_000
        lon, lat = map(float, transformer(f"EPSG:{system}", STORAGE_CRS).transform(east, north))
    return (lon, lat) if 60.0 < lon < 150.0 and 0.0 < lat < 60.0 else None


def with_point(placement: Placement, number: int, point: ControlPoint) -> Placement:
    """Return a placement with one point changed."""
    points = list(placement.points)
    points[number] = point
    return replace(placement, points=tuple(points))


def without_point(placement: Placement, number: int) -> Placement:
    """Return a placement with one point fewer."""
    return replace(placement, points=placement.points[:number] + placement.points[number + 1 :])


# --- inner workings -----------------------------------------------------------------------------------------


def _refuse(reason_code: str, **facts: object) -> PictureNotPlaced:
    return PictureNotPlaced(reason_code=reason_code, **facts)


def _arrays(points: Sequence[ControlPoint], epsg: int) -> tuple[Array, Array]:
    pixels = np.array([(one.column, one.row) for one in points], dtype=np.float64).reshape(-1, 2)
    lonlat = np.array([(one.lon, one.lat) for one in points], dtype=np.float64).reshape(-1, 2)
    xy = np.column_stack(transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(lonlat[:, 0], lonlat[:, 1]))
    if not np.isfinite(xy).all():
        raise _refuse("far_away")
    return pixels, xy


def _scale(placement: Placement) -> float:
    return max(placement.width, placement.height) / 2.0


def _normalised(pixels: Array, placement: Placement) -> Array:
    """Return u, v: about −1 to 1 over the picture, v upwards, so that no term outweighs the others."""
    middle, scale = (placement.width / 2.0, placement.height / 2.0), _scale(placement)
    return np.column_stack([(pixels[:, 0] - middle[0]) / scale, (middle[1] - pixels[:, 1]) / scale])


def _pixels(uv: Array, placement: Placement) -> Array:
    scale = _scale(placement)
    return np.column_stack([placement.width / 2.0 + uv[:, 0] * scale, placement.height / 2.0 - uv[:, 1] * scale])


def _terms(uv: Array, count: int) -> Array:
    u, v = uv[:, 0], uv[:, 1]
    columns = [np.ones_like(u), u, v] + ([u * u, u * v, v * v] if count > 3 else [])
    return np.column_stack(columns)


def _similarity(uv: Array, xy: Array) -> Array:
    """Return e = c + a·u − b·v, n = d + b·u + a·v by least squares, as coefficients of 1, u, v."""
    u, v = uv[:, 0], uv[:, 1]
    one, zero = np.ones_like(u), np.zeros_like(u)
    design = np.concatenate([np.column_stack([u, -v, one, zero]), np.column_stack([v, u, zero, one])])
    a, b, c, d = np.linalg.lstsq(design, np.concatenate([xy[:, 0], xy[:, 1]]), rcond=None)[0]
    return np.array([[c, d], [a, b], [-b, a]])


def _require_spread(uv: Array, xy: Array, kind: Transformation) -> None:
    """Refuse points that are one point, or lie on a line, in the picture or on the map."""
    for places in (uv, xy):
        singular = np.linalg.svd(places - places.mean(axis=0), compute_uv=False)
        largest = float(singular[0])
        if largest < (1e-9 if places is uv else 0.01):
            raise _refuse("same_place")
        if kind is not Transformation.SIMILARITY and float(singular[1]) < _LEAST_SPREAD * largest:
            raise _refuse("on_a_line")
