"""Lines of longitude and latitude on a sheet: which ones, and where they meet the frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.canvas.view import Box
from layers.crs import STORAGE_CRS, transformer

#: Steps a map may have, in seconds of arc.
_STEPS_S = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)
_SAMPLES = 400


@dataclass(frozen=True)
class Tick:
    """Where a line meets the frame: ``side`` is N, S, W or E, ``at`` the share along it from the west or north."""

    side: str
    at: float
    text: str


@dataclass(frozen=True)
class Graticule:
    """Ticks on the frame and crossings inside it (x, y in metres)."""

    ticks: tuple[Tick, ...]
    crossings: NDArray[np.float64]


def graticule(extent: Box, epsg: int, *, across: float = 4.5) -> Graticule:
    """Return the graticule of a map window.

    Parameters
    ----------
    extent : box in metres, the map's CRS
    epsg : the map's CRS
    across : about so many lines across the wider side
    """
    xmin, ymin, xmax, ymax = extent
    back = transformer(f"EPSG:{epsg}", STORAGE_CRS)
    share = np.linspace(0.0, 1.0, _SAMPLES)
    edges = {
        "N": back.transform(xmin + share * (xmax - xmin), np.full(_SAMPLES, ymax))[0],
        "S": back.transform(xmin + share * (xmax - xmin), np.full(_SAMPLES, ymin))[0],
        "W": back.transform(np.full(_SAMPLES, xmin), ymax - share * (ymax - ymin))[1],
        "E": back.transform(np.full(_SAMPLES, xmax), ymax - share * (ymax - ymin))[1],
    }
    widest = max(np.ptp(edges["S"]), np.ptp(edges["W"])) * 3600.0
    step = next((step for step in _STEPS_S if widest / step <= across), _STEPS_S[-1]) / 3600.0
    ticks = tuple(tick for side, values in edges.items() for tick in _ticks(side, np.asarray(values), share, step))
    return Graticule(ticks, _crossings(edges, step, extent, epsg))


def _ticks(side: str, values: NDArray[np.float64], share: NDArray[np.float64], step: float) -> list[Tick]:
    low, high = float(values.min()), float(values.max())
    lines = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    order = np.argsort(values)
    places = np.interp(lines, values[order], share[order])
    axis = ("E", "W") if side in "NS" else ("N", "S")
    return [Tick(side, float(place), _text(float(line), axis)) for line, place in zip(lines, places, strict=True)]


def _text(degrees: float, axis: tuple[str, str]) -> str:
    """Return a round angle without the parts that are zero: ``116°45′E``."""
    seconds = round(abs(degrees) * 3600)
    degree, rest = divmod(seconds, 3600)
    minute, second = divmod(rest, 60)
    tail = f"{second:02d}″" if second else ""
    return f"{degree}°{minute:02d}′{tail}{axis[0] if degrees >= 0 else axis[1]}"


def _crossings(edges: dict[str, NDArray[np.float64]], step: float, extent: Box, epsg: int) -> NDArray[np.float64]:
    longitudes = np.concatenate([edges["N"], edges["S"]])
    latitudes = np.concatenate([edges["W"], edges["E"]])
    lon = np.arange(np.floor(longitudes.min() / step), np.ceil(longitudes.max() / step) + 1) * step
    lat = np.arange(np.floor(latitudes.min() / step), np.ceil(latitudes.max() / step) + 1) * step
    grid_lon, grid_lat = (grid.ravel() for grid in np.meshgrid(lon, lat))
    x, y = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(grid_lon, grid_lat)
    xmin, ymin, xmax, ymax = extent
    inside = (x > xmin) & (x < xmax) & (y > ymin) & (y < ymax)
    return np.column_stack([x[inside], y[inside]])
