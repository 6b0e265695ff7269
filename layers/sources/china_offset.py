"""GCJ-02 and BD-09, the shifted systems of Chinese web maps, back to CGCS2000.

GCJ-02 (高德, 腾讯) moves every point within China by 20–680 m; BD-09 (百度) moves GCJ-02 by some 700 m more.
Neither has an EPSG code.  The formulas are those in public use since 2013 (as in *eviltransform* and *PRCoords*): the
ellipsoid is Krassowsky 1940, and the angle of BD-09 is π·3000/180; ports with π there are up to 87 m wrong.  They were
never published officially; measured against unshifted surveys they agree within metres.

Only the way back is needed for data; the way there serves to recognise shifted data.  Kept as our own because the
maintained packages work point by point in Python, a hundred times too slow for a county's parcels.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.parallel import in_threads

#: Krassowsky 1940: semi-major axis in metres and squared first eccentricity.
_A_M, _E2 = 6378245.0, 0.00669342162296594323
#: Origin of the series, degrees.
_LON_0, _LAT_0 = 105.0, 35.0
#: Box outside which maps are not shifted, degrees: west, south, east, north.
_BOX = (72.004, 0.8293, 137.8347, 55.8271)
_BD_ANGLE = np.pi * 3000.0 / 180.0
#: Steps of the inverse end below this change, degrees (10 µm); what remains is some hundredths of it.
_TOLERANCE_DEG = 1e-10
_MOST_STEPS = 20
#: Coordinates one thread takes at a time; their work arrays stay in the cache.
_CHUNK = 16_384

_Array = NDArray[np.float64]
_G = TypeVar("_G", bound=shapely.Geometry | NDArray[np.object_])


class Shift(StrEnum):
    """A shifted system of Chinese web maps; the value is its name in notes and choices."""

    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


#: What people call them, without case, spaces, dashes and underscores.
_ALIASES = {
    Shift.GCJ02: "gcj02 gcj02ll mars amap autonavi gaode tencent 高德 高德坐标 腾讯 火星 火星坐标 火星坐标系",
    Shift.BD09: "bd09 bd09ll baidu 百度 百度坐标 百度坐标系",
}
_BY_NAME = {name: shift for shift, names in _ALIASES.items() for name in names.split()}


def shift_named(text: str | None) -> Shift | None:
    """Return the shifted system a planner means (``gcj02``, ``高德``, ``Baidu`` …), None for anything else."""
    key = (text or "").strip().lower()
    for mark in " -_":
        key = key.replace(mark, "")
    return _BY_NAME.get(key)


def unshifted(lonlat: _Array, shift: Shift) -> _Array:
    """Return CGCS2000 coordinates of shifted ones, exact within 10 µm.

    Parameters
    ----------
    lonlat : ndarray, shape (n, 2)
        Longitude and latitude in degrees; others than finite ones stay as they are.
    shift : Shift

    Returns
    -------
    ndarray, shape (n, 2)
        Points outside the box in which maps are shifted are returned unchanged.

    Notes
    -----
    Fixed-point iteration on ``shifted(x) = given``.  The offset changes by less than 2 % of a step, so that some
    five steps reach 1e-10°; the usual single step is up to 2 m off.
    """
    return in_threads(lambda some: _back(some, shift), np.asarray(lonlat, float), chunk=_CHUNK, worth=_CHUNK)


def shifted(lonlat: _Array, shift: Shift) -> _Array:
    """Return where a web map puts CGCS2000 coordinates (n × 2, degrees); the inverse of :func:`unshifted`."""
    there = np.array(lonlat, dtype=float)
    inside = _is_inside(there)
    there[inside] = _there(there[inside], shift)
    return there


def without_shift(geometries: _G, shift: Shift) -> _G:
    """Return shapely geometries (one or an array, degrees) moved back to CGCS2000; Z is dropped."""
    return shapely.transform(geometries, lambda lonlat: unshifted(lonlat, shift))  # type: ignore[no-any-return]


def _back(given: _Array, shift: Shift) -> _Array:
    back = given.copy()
    inside = _is_inside(given)
    target = given[inside]
    if shift is Shift.BD09:
        target = _solved(target, _bd_of_gcj)
    back[inside] = _solved(target, _gcj_of_wgs)
    return back


def _solved(target: _Array, forward: Callable[[_Array], _Array]) -> _Array:
    """Return x with ``forward(x) == target``, for a forward function that is nearly the identity plus a constant.

    Each point stops when it is there itself: what becomes of it does not depend on those it came with, or a ring that
    two threads share would not close.
    """
    x = target.copy()
    moving = np.arange(len(x))
    for _step in range(_MOST_STEPS):
        miss = forward(x[moving])
        miss -= target[moving]
        x[moving] -= miss
        moving = moving[np.abs(miss).max(axis=1, initial=0.0) >= _TOLERANCE_DEG]
        if len(moving) == 0:
            break
    return x


def _there(lonlat: _Array, shift: Shift) -> _Array:
    gcj = _gcj_of_wgs(lonlat)
    return _bd_of_gcj(gcj) if shift is Shift.BD09 else gcj


def _is_inside(lonlat: _Array) -> NDArray[np.bool_]:
    west, south, east, north = _BOX
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    with np.errstate(invalid="ignore"):
        return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _gcj_of_wgs(lonlat: _Array) -> _Array:
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    x, y = lon - _LON_0, lat - _LAT_0
    root, product = np.sqrt(np.abs(x)), x * y
    slow_x, slow_y = np.sin(x * (np.pi / 12.0)), np.sin(y * (np.pi / 12.0))
    third_x, third_cos_x = _of_four_times(slow_x, np.cos(x * (np.pi / 12.0)))
    third_y, _third_cos_y = _of_four_times(slow_y, np.cos(y * (np.pi / 12.0)))
    sin_x = _sin_tripled(third_x)
    cos_x = third_cos_x * (4.0 * third_cos_x * third_cos_x - 3.0)
    double = 2.0 * sin_x * cos_x
    wave = 20.0 * (_sin_tripled(double) + double)
    north_m = wave + 20.0 * _sin_tripled(third_y) + 40.0 * third_y
    north_m += 160.0 * slow_y + 320.0 * np.sin(y * (np.pi / 30.0))
    north_m *= 2.0 / 3.0
    north_m += -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * product + 0.2 * root
    east_m = wave + 20.0 * sin_x + 40.0 * third_x
    east_m += 150.0 * slow_x + 300.0 * np.sin(x * (np.pi / 30.0))
    east_m *= 2.0 / 3.0
    east_m += 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * product + 0.1 * root
    sin_phi = np.sin(np.radians(lat))
    sin2_phi = sin_phi * sin_phi
    inverse_w2 = 1.0 / (1.0 - _E2 * sin2_phi)
    normal_m = _A_M * np.sqrt(inverse_w2)
    meridional_m = normal_m * (1.0 - _E2) * inverse_w2
    parallel_m = normal_m * np.sqrt(1.0 - sin2_phi)
    moved = np.empty_like(lonlat)
    moved[:, 0] = lon + np.degrees(east_m / parallel_m)
    moved[:, 1] = lat + np.degrees(north_m / meridional_m)
    return moved


def _of_four_times(sine: _Array, cosine: _Array) -> tuple[_Array, _Array]:
    """Return sin 4a and cos 4a of sin a and cos a: the series has multiples of one angle, and sines are its cost."""
    sine, cosine = 2.0 * sine * cosine, 1.0 - 2.0 * sine * sine
    return 2.0 * sine * cosine, 1.0 - 2.0 * sine * sine


def _sin_tripled(sine: _Array) -> _Array:
    """Return sin 3a of sin a."""
    return sine * (3.0 - 4.0 * sine * sine)


def _bd_of_gcj(lonlat: _Array) -> _Array:
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    radius = np.hypot(lon, lat) + 2e-5 * np.sin(lat * _BD_ANGLE)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * _BD_ANGLE)
    return np.column_stack([radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006])
