"""Lines over a map: longitude and latitude, and the kilometre grid of the 3° zones.

The one home of their steps, places and texts; the map on screen and the plates draw them.  A grid line of one zone
is a curve in the metric CRS of another, and so is a meridian: lines are sequences of points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from layers.crs import STORAGE_CRS, central_meridian, gk_epsg, transformer, zone_number

Box = tuple[float, float, float, float]

#: Steps a graticule may have, in seconds of arc.
STEPS_S = (
    *(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800),
    *(3600, 7200, 18000, 36000, 72000),
)
_EDGE_SAMPLES = 400
_LINE_SAMPLES = 49
#: Beyond these (degrees) from a zone's middle a transverse Mercator says nothing useful.
_FARTHEST_LON_DEG, _FARTHEST_LAT_DEG = 40.0, 84.0
_ZONES = range(25, 46)
_HALF_ZONE_DEG = 1.5


@dataclass(frozen=True, eq=False)
class GridLine:
    """One line, or a run of it.

    Attributes
    ----------
    axis : ``"lon"``, ``"lat"``, ``"east"`` or ``"north"``: what is the same all along it
    value : float
        Degrees, or metres in the zone without its number.
    text : str
        ``116°45′E``, ``Y 39466 km``, ``X 4512 km``.
    xy : float array, shape (n, 2)
        Metres, the map's CRS.
    """

    axis: str
    value: float
    text: str
    xy: NDArray[np.float64]

    @property
    def goes_up(self) -> bool:
        """Whether it runs from south to north."""
        return self.axis in ("lon", "east")


# --- longitude and latitude -----------------------------------------------------------------------------


def graticule_step_deg(span_deg: float, across: float) -> float:
    """Return the smallest step that puts at most about ``across`` lines into a span of degrees."""
    return next((step for step in STEPS_S if span_deg * 3600.0 / step <= across), STEPS_S[-1]) / 3600.0


def multiples(low: float, high: float, step: float) -> NDArray[np.float64]:
    """Return the whole multiples of a step from ``low`` to ``high``."""
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return np.arange(first, last + 1, dtype=np.float64) * step


def degrees_text(degrees: float, axis: tuple[str, str]) -> str:
    """Return a round angle without the parts that are zero: ``116°45′E``, ``40°00′30″N``, ``40°00′30.5″N``."""
    hundredths = round(abs(degrees) * 360_000)
    degree, rest = divmod(hundredths, 360_000)
    minute, rest = divmod(rest, 6_000)
    tail = f"{rest // 100:02d}" if rest else ""
    tail += f".{rest % 100:02d}".rstrip("0") if rest % 100 else ""
    tail += "″" if tail else ""
    return f"{degree}°{minute:02d}′{tail}{axis[0] if degrees >= 0 else axis[1]}"


def edges_lonlat(extent: Box, epsg: int) -> dict[str, NDArray[np.float64]]:
    """Return longitude and latitude (EPSG:4490) along each edge of a box, shape (400, 2).

    N and S run from the west, W and E from the north.
    """
    xmin, ymin, xmax, ymax = extent
    share = np.linspace(0.0, 1.0, _EDGE_SAMPLES)
    along_x, along_y = xmin + share * (xmax - xmin), ymax - share * (ymax - ymin)
    back = transformer(f"EPSG:{epsg}", STORAGE_CRS)
    places = {
        "N": (along_x, np.full_like(share, ymax)),
        "S": (along_x, np.full_like(share, ymin)),
        "W": (np.full_like(share, xmin), along_y),
        "E": (np.full_like(share, xmax), along_y),
    }
    return {side: np.column_stack(back.transform(x, y)) for side, (x, y) in places.items()}


def lonlat_range(extent: Box, epsg: int) -> Box | None:
    """Return the longitudes and latitudes a box covers; None when it lies where its CRS says nothing."""
    around = np.concatenate(list(edges_lonlat(extent, epsg).values()))
    middle = _meridian_of(epsg)
    known = np.isfinite(around).all(axis=1) & (np.abs(around[:, 0] - middle) <= _FARTHEST_LON_DEG)
    known &= np.abs(around[:, 1]) <= _FARTHEST_LAT_DEG
    if not known.any():
        return None
    west, south = around[known].min(axis=0)
    east, north = around[known].max(axis=0)
    return float(west), float(south), float(east), float(north)


def graticule_step(extent: Box, epsg: int, *, across: float = 7.0) -> float:
    """Return the step in degrees that suits a box; 0 where there is none."""
    found = lonlat_range(extent, epsg)
    return 0.0 if found is None else graticule_step_deg(max(found[2] - found[0], found[3] - found[1]), across)


def graticule_lines(extent: Box, epsg: int, step_deg: float) -> list[GridLine]:
    """Return meridians and parallels over a box.

    Parameters
    ----------
    extent : box in metres, the map's CRS
    epsg : the map's CRS
    step_deg : float
        From :func:`graticule_step`.
    """
    found = lonlat_range(extent, epsg)
    if found is None or step_deg <= 0.0:
        return []
    west, south, east, north = found
    forward = transformer(STORAGE_CRS, f"EPSG:{epsg}")
    lat = np.linspace(south, north, _LINE_SAMPLES)
    lon = np.linspace(west, east, _LINE_SAMPLES)
    lines = []
    for value in multiples(west, east, step_deg):
        xy = np.column_stack(forward.transform(np.full_like(lat, value), lat))
        lines.append(GridLine("lon", float(value), degrees_text(float(value), ("E", "W")), xy))
    for value in multiples(south, north, step_deg):
        xy = np.column_stack(forward.transform(lon, np.full_like(lon, value)))
        lines.append(GridLine("lat", float(value), degrees_text(float(value), ("N", "S")), xy))
    return lines


# --- the grid of the 3° zones -----------------------------------------------------------------------------


def grid_step(extent: Box, *, across: float = 7.0) -> float:
    """Return the step in metres, 1, 2 or 5 × 10ⁿ, that puts about so many lines across the longer side of a box."""
    wanted = max(extent[2] - extent[0], extent[3] - extent[1]) / across
    power = 10.0 ** math.floor(math.log10(max(wanted, 1e-3)))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= wanted * (1 - 1e-9))


def grid_text(axis: str, metres: float, step_m: float, zone: int) -> str:
    """Return what a grid line is called: X is north, Y is east with the zone's number before it."""
    places = max(0, 3 - math.floor(math.log10(step_m) + 1e-9))
    if axis == "north":
        return f"X {metres / 1000.0:.{places}f} km"
    width = 3 + (places + 1 if places else 0)
    return f"Y {zone}{metres / 1000.0:0{width}.{places}f} km"


def gk_lines(extent: Box, epsg: int, step_m: float) -> list[GridLine]:
    """Return the kilometre grid over a box: that of each 3° zone in its own strip, as on topographic sheets.

    Parameters
    ----------
    extent : box in metres, the map's CRS
    epsg : the map's CRS
    step_m : float
        From :func:`grid_step`.
    """
    found = lonlat_range(extent, epsg)
    if found is None:
        return []
    lines = []
    for zone in range(zone_number(found[0]), zone_number(found[2]) + 1):
        if zone in _ZONES:
            lines += _zone_lines(zone, found, epsg, step_m)
    return lines


def _zone_lines(zone: int, lonlat: Box, epsg: int, step_m: float) -> list[GridLine]:
    middle = 3.0 * zone
    west, east = max(lonlat[0], middle - _HALF_ZONE_DEG), min(lonlat[2], middle + _HALF_ZONE_DEG)
    own = f"EPSG:{gk_epsg(middle)}"
    lon, lat = (grid.ravel() for grid in np.meshgrid(np.linspace(west, east, 13), np.linspace(*lonlat[1::2], 13)))
    e, n = transformer(STORAGE_CRS, own).transform(lon, lat)
    east_m, north_m = np.linspace(e.min(), e.max(), _LINE_SAMPLES), np.linspace(n.min(), n.max(), _LINE_SAMPLES)
    lines = []
    for value in multiples(float(e.min()), float(e.max()), step_m):
        for xy in _in_strip(np.full_like(north_m, value), north_m, own, epsg, (west, east)):
            lines.append(GridLine("east", float(value), grid_text("east", float(value), step_m, zone), xy))
    for value in multiples(float(n.min()), float(n.max()), step_m):
        for xy in _in_strip(east_m, np.full_like(east_m, value), own, epsg, (west, east)):
            lines.append(GridLine("north", float(value), grid_text("north", float(value), step_m, zone), xy))
    return lines


def _in_strip(
    east: NDArray[np.float64], north: NDArray[np.float64], own: str, epsg: int, strip: tuple[float, float]
) -> list[NDArray[np.float64]]:
    """Return the runs of a line of one zone that lie in its strip of longitudes, in the map's CRS."""
    lon = np.asarray(transformer(own, STORAGE_CRS).transform(east, north)[0])
    at = np.arange(len(lon), dtype=np.float64)
    for limit in strip:  # a point of its own where the line leaves the strip
        over = np.flatnonzero((lon[:-1] - limit) * (lon[1:] - limit) < 0.0)
        at = np.union1d(at, over + (limit - lon[over]) / (lon[over + 1] - lon[over]))
    number = np.arange(len(lon))
    east, north, lon = (np.interp(at, number, values) for values in (east, north, lon))
    inside = (lon >= strip[0] - 1e-6) & (lon <= strip[1] + 1e-6)
    xy = np.column_stack(transformer(own, f"EPSG:{epsg}").transform(east, north))
    cuts = np.flatnonzero(np.diff(inside.astype(int))) + 1
    runs = zip(np.split(xy, cuts), np.split(inside, cuts), strict=True)
    return [run for run, is_in in runs if is_in[0] and len(run) > 1]


# --- on the map -------------------------------------------------------------------------------------------


def crossings_at(line: GridLine, side: str, extent: Box) -> list[float]:
    """Return where a line meets an edge of a box: x for N and S, y for W and E, in metres."""
    place = {"N": extent[3], "S": extent[1], "W": extent[0], "E": extent[2]}[side]
    across, along = (1, 0) if side in "NS" else (0, 1)
    off = line.xy[:, across] - place
    hits = np.flatnonzero((off[:-1] <= 0.0) != (off[1:] <= 0.0))
    share = off[hits] / (off[hits] - off[hits + 1])
    found = line.xy[hits, along] + share * (line.xy[hits + 1, along] - line.xy[hits, along])
    low, high = (extent[0], extent[2]) if side in "NS" else (extent[1], extent[3])
    return [float(one) for one in found if low <= one <= high]


def nearest_graticule_crossing(x: float, y: float, epsg: int, step_deg: float) -> tuple[float, float]:
    """Return the crossing of meridian and parallel nearest to a point, in metres of the map's CRS."""
    lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x, y)
    found = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(
        round(lon / step_deg) * step_deg, round(lat / step_deg) * step_deg
    )
    return float(found[0]), float(found[1])


def nearest_grid_crossing(x: float, y: float, epsg: int, step_m: float) -> tuple[float, float]:
    """Return the crossing of the kilometre grid nearest to a point, of the zone the point lies in."""
    own = f"EPSG:{gk_epsg(transformer(f'EPSG:{epsg}', STORAGE_CRS).transform(x, y)[0])}"
    e, n = transformer(f"EPSG:{epsg}", own).transform(x, y)
    found = transformer(own, f"EPSG:{epsg}").transform(round(e / step_m) * step_m, round(n / step_m) * step_m)
    return float(found[0]), float(found[1])


def _meridian_of(epsg: int) -> float:
    """Return the central meridian of a metric CRS of plans (EPSG:4534–4554)."""
    zone = epsg - 4534 + 25
    return 3.0 * zone if zone in _ZONES else float(central_meridian(105.0))
